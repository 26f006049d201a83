# A test host with Java and its keystore, clients of TLS in other languages, and containerd. The package ca-certificates lies
# at hand for installing it once more.
FROM @HOST@
COPY install-packages /tmp/
RUN sh -eu /tmp/install-packages ca-certificates-java default-jre-headless curl skopeo \
 && mkdir /opt/packages && cd /opt/packages && apt-get download -q ca-certificates containerd \
 && dpkg-deb --fsys-tarfile containerd_*.deb | tar -x -C / ./usr/bin/containerd && rm containerd_*.deb && containerd --version
