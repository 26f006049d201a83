# A test host with a current Docker engine, which is in no release yet: from Debian's unstable distribution.
FROM @HOST@
COPY install-packages /tmp/
RUN mirror=$(grep -rhoE 'https?://[^ ]+' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | grep -v security | head -n 1) \
 && echo "deb $mirror sid main" >/etc/apt/sources.list.d/sid.list \
 && sh -eu /tmp/install-packages -t sid docker.io docker-cli
