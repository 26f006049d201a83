# One image a release with all that a test host may need; what sets hosts apart is done when they start (start-host).
FROM debian:@RELEASE@-slim
COPY install-packages /tmp/
RUN sh -eu /tmp/install-packages \
      busybox-static ca-certificates dropbear-bin fish openssh-server openssl procps python3 sudo zsh @DOAS@ \
 && rm -f /etc/ssh/ssh_host_*
# Most of the distribution's CAs are not selected, so that update-ca-certificates takes a tenth of a second in place of one;
# start-host selects them where a test asks for all.
RUN cp -p /etc/ca-certificates.conf /root/all-selected.conf \
 && awk '/^mozilla/ && ++n > 8 { next } { print }' /root/all-selected.conf >/etc/ca-certificates.conf \
 && dpkg-reconfigure -f noninteractive ca-certificates
COPY accounts /tmp/
RUN sh -eu /tmp/accounts && rm /tmp/accounts
COPY sshd_config /etc/ssh/sshd_config
COPY start-host /usr/local/sbin/start-host
EXPOSE 22
CMD ["sh", "-eu", "/usr/local/sbin/start-host"]
