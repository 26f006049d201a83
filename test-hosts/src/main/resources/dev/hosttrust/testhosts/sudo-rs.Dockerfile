# A test host whose sudo is sudo-rs, as Ubuntu 25.10 has it; uutils lies beside GNU's coreutils, in no PATH.
FROM @HOST@
COPY install-packages /tmp/
RUN sh -eu /tmp/install-packages sudo-rs rust-coreutils \
 && dpkg-divert --quiet --local --rename --divert /usr/bin/sudo.ws --add /usr/bin/sudo \
 && ln -s sudo-rs /usr/bin/sudo
