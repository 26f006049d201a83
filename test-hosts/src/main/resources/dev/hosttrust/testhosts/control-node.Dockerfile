# A test host that can be a control node: Debian's ansible-core, the Java that hosttrust needs, and one that is too old.
FROM @HOST@
COPY install-packages /tmp/
RUN sh -eu /tmp/install-packages ansible-core openjdk-21-jre-headless openjdk-25-jre-headless openssh-client
