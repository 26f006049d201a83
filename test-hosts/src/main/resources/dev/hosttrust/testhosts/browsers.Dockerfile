# A test host with Debian's Firefox, certutil, which shows what CAs are in a profile, and a Chromium without windows.
FROM @HOST@
COPY install-packages /tmp/
RUN sh -eu /tmp/install-packages firefox-esr libnss3-tools chromium-headless-shell
