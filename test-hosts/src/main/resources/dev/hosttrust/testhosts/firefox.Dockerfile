# A test host with Debian's Firefox, and certutil, which shows what CAs are in a profile.
FROM @HOST@
COPY install-packages /tmp/
RUN sh -eu /tmp/install-packages firefox-esr libnss3-tools
