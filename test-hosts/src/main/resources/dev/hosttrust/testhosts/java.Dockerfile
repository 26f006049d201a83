# A test host with Java and its keystore, clients of TLS in other languages, and containerd. The package ca-certificates lies
# at hand for installing it once more. Most of the distribution's CAs are not selected, so that updates take a fraction of
# the time.
FROM @HOST@
COPY install-packages /tmp/
RUN awk '/^mozilla/ && ++n > 8 { next } { print }' /etc/ca-certificates.conf >/tmp/conf && cat /tmp/conf >/etc/ca-certificates.conf \
 && dpkg-reconfigure -f noninteractive ca-certificates \
 && sh -eu /tmp/install-packages ca-certificates-java default-jre-headless curl skopeo \
 && mkdir /opt/packages && cd /opt/packages && apt-get download -q ca-certificates containerd \
 && dpkg-deb --fsys-tarfile containerd_*.deb | tar -x -C / ./usr/bin/containerd && rm containerd_*.deb && containerd --version
