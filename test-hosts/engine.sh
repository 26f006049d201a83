# shellcheck shell=sh
# The container engine and its base images: a part of run-tests, which has say, die, step, have, as_root and apt_install.

engine_answers() { have docker && docker info >/dev/null 2>&1; }

# A client alone is no engine: a machine may have just that. Debian's engine works with a newer client.
ensure_engine() {
  engine_answers && return
  missing=
  have docker || missing=$(client_package)
  have dockerd || [ -x /usr/sbin/dockerd ] || missing="$missing docker.io"
  # shellcheck disable=SC2086 # a list of words
  [ -z "$missing" ] || apt_install $missing
  engine_answers || start_engine
}

# Up to Debian 12 the client is a part of docker.io, from Debian 13 on a package of its own.
client_package() {
  read_package_lists >&2
  if has_candidate docker-cli; then echo docker-cli; else echo docker.io; fi
}

# Is the process that a file names still alive, and is it what it should be? A reused number is not.
alive() { # pidfile command
  pid=$(as_root cat "$1" 2>/dev/null) && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$2" ]
}

# What a killed engine leaves keeps the next one from starting, or makes it talk to nobody.
clear_dead_engine() {
  if ! alive /run/docker/containerd/containerd.pid containerd; then
    as_root rm -f /run/docker/containerd/containerd.pid /run/docker/containerd/*.sock /run/docker/containerd/*.sock.ttrpc
  fi
  as_root rm -f /run/docker.pid /run/docker.sock
}

start_engine() {
  engine_log=/var/log/hosttrust-dockerd.log
  if [ -d /run/systemd/system ]; then
    step "starting the container engine" as_root systemctl start docker
  elif ! alive /run/docker.pid dockerd; then
    say "starting the container engine (log: $engine_log)"
    clear_dead_engine
    as_root sh -c "PATH=\$PATH:/usr/sbin:/sbin setsid dockerd >$engine_log 2>&1 </dev/null &"
  fi
  tries=0
  until as_root docker info >/dev/null 2>&1; do
    tries=$((tries + 1))
    if [ $tries -gt 600 ]; then
      as_root tail -n 30 "$engine_log" >&2 || true
      die "the container engine did not answer within 2 minutes"
    fi
    sleep 0.2
  done
  engine_answers ||
    die "the container engine answers to root only: please run 'sudo usermod -aG docker $(id -un)' and log in again"
  # A run that was cut off together with its engine could not remove its hosts.
  docker ps -aq --filter label=dev.hosttrust.test-run | xargs -r docker rm -f -v >>"$log"
}

# Where this machine's apt takes Debian's packages from: prints `MIRROR SECURITY-MIRROR`.
debian_mirrors() {
  # shellcheck disable=SC2016 # apt replaces these, not the shell
  apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' 'Component: main' 2>/dev/null |
    awk '$1 == "Debian" && !main { main = $2 } $1 == "Debian-Security" && !security { security = $2 }
         END { if (main) print main, security }'
}

# An old release's lists may be past the date until which they call themselves valid.
bootstrap() { # suite mirror security-mirror
  as_root mmdebstrap --quiet --variant=minbase --aptopt='Acquire::Check-Valid-Until "false"' "$1" "target/$1.tar" \
    "deb $2 $1 main" ${3:+"deb $3 $1-security main"} &&
    docker import "target/$1.tar" "debian:$1-slim" && as_root rm -f "target/$1.tar"
}

bootstrap_all() { # suite...
  pids=
  for suite in "$@"; do
    # shellcheck disable=SC2046 # two words
    bootstrap "$suite" $(debian_mirrors) &
    pids="$pids $!"
  done
  for pid in $pids; do wait "$pid" || return 1; done
}

# Where there is no Debian to bootstrap from, the image build pulls the base images from a registry.
ensure_base_images() {
  missing=
  for suite in bullseye bookworm trixie; do
    docker image inspect "debian:$suite-slim" >/dev/null 2>&1 || missing="$missing $suite"
  done
  if [ "$missing" ] && have apt-get; then
    [ "$(debian_mirrors)" ] || read_package_lists
    [ "$(debian_mirrors)" ] || return 0
    have mmdebstrap || apt_install mmdebstrap
    # shellcheck disable=SC2086 # a list of words
    step "making the base images of$missing (a minute)" bootstrap_all $missing
  fi
}

remove_test_hosts() {
  docker ps -aq --filter "label=dev.hosttrust.test-run=$HOSTTRUST_TEST_RUN" | xargs -r docker rm -f -v >/dev/null
}
