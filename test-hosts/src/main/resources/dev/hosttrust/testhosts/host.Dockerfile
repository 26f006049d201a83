# One image a release with all that a test host may need; what sets hosts apart is done when they start (start-host).
FROM debian:@RELEASE@-slim
# The lists of an old release may be past the date until which they call themselves valid.
RUN apt-get update -q -o Acquire::Check-Valid-Until=false \
 && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
      busybox-static ca-certificates dropbear-bin fish openssh-server openssl procps python3 sudo zsh @DOAS@ \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/cache/apt/archives/*.deb /etc/ssh/ssh_host_*
COPY accounts /tmp/accounts
RUN sh -eu /tmp/accounts && rm /tmp/accounts
COPY sshd_config /etc/ssh/sshd_config
COPY start-host /usr/local/sbin/start-host
EXPOSE 22
CMD ["sh", "-eu", "/usr/local/sbin/start-host"]
