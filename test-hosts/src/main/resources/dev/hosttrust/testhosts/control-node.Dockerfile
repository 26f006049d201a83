# A test host that can be a control node: Debian's ansible-core, the Java that hosttrust needs, and one that is too old.
FROM @HOST@
RUN apt-get update -q \
 && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
      ansible-core openjdk-21-jre-headless openjdk-25-jre-headless openssh-client \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/cache/apt/archives/*.deb
