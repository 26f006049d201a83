# One image a release with all that a test host may need; what sets hosts apart is done when they start (start-host).
FROM debian:@RELEASE@-slim
COPY install-packages /tmp/
RUN sh -eu /tmp/install-packages \
      busybox-static ca-certificates dropbear-bin fish openssh-server openssl procps python3 sudo zsh @DOAS@ \
 && rm -f /etc/ssh/ssh_host_*
COPY accounts /tmp/
RUN sh -eu /tmp/accounts && rm /tmp/accounts
COPY sshd_config /etc/ssh/sshd_config
COPY start-host /usr/local/sbin/start-host
EXPOSE 22
CMD ["sh", "-eu", "/usr/local/sbin/start-host"]
