# A test host with the containerd of three Debian releases, one of which becomes the host's own when it starts.
FROM @HOST@
COPY install-packages fetch-containerd /tmp/
RUN sh -eu /tmp/install-packages curl && sh -eu /tmp/fetch-containerd bookworm trixie sid
CMD ["sh", "-euc", "ln -s /opt/containerd/$TEST_HOST_CONTAINERD/containerd /usr/bin/ && . /usr/local/sbin/start-host"]
