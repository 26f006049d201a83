# Sourced by bench/rollout and bench/ansible: hosts in containers on this machine, a CA, the middle one of several runs.
#
# Needs an engine, and the image of a test host that ./run-tests has made. All is gone when the script ends.
# shellcheck shell=bash

script=bench/${0##*/}
work=$(mktemp -d)
label=bench-$$

die() {
  printf '%s: %s\n' "$script" "$*" >&2
  exit 1
}

remove_hosts() { # =side, or nothing for those of all sides
  docker ps -aq --filter "label=$label$1" | xargs -r docker rm -fv >/dev/null
}

cleanup() {
  remove_hosts ''
  rm -rf "$work"
}
trap cleanup EXIT

image=$(docker images --format '{{.Repository}}:{{.Tag}}' hosttrust-test-host | grep -E ':bookworm-[0-9a-f]{12}$' | head -n 1 || true)
[ -n "$image" ] || die "no test host image; run ./run-tests first"

# A key for ssh, and a CA whose hosts trust it not yet.
make_keys() {
  ssh-keygen -q -t ed25519 -N '' -f "$work/key"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 90 -subj '/CN=Bench CA' \
    -keyout "$work/ca.key" -out "$work/bench.crt" 2>/dev/null
}

# Starts hosts, which are in SIDE.ini as an inventory, and in SIDE.ports.
start_hosts() { # side count
  local side=$1 count=$2 i=0 id port
  for _ in $(seq "$count"); do
    docker run -d --label "$label=$side" -p 127.0.0.1::22 -e TEST_HOST_ALL_CERTIFICATES=yes \
      -e TEST_HOST_AUTHORIZED_KEYS="$(cat "$work/key.pub")" "$image"
  done >"$work/$side.ids"
  {
    printf '[all:vars]\nansible_host=127.0.0.1\nansible_user=root\nansible_ssh_private_key_file=%s\n' "$work/key"
    printf 'ansible_ssh_common_args=-o IdentityAgent=none -o UserKnownHostsFile=%s\n[all]\n' "$work/known_hosts"
  } >"$work/$side.ini"
  while read -r id; do
    i=$((i + 1))
    port=$(docker port "$id" 22 | sed 's/.*://')
    echo "$port" >>"$work/$side.ports"
    echo "$side$i ansible_port=$port" >>"$work/$side.ini"
    if [ -e "$work/known_hosts" ]; then # what had the port before
      ssh-keygen -q -f "$work/known_hosts" -R "[127.0.0.1]:$port" >/dev/null 2>&1
    fi
    until ssh-keyscan -t ed25519 -p "$port" 127.0.0.1 2>/dev/null >>"$work/known_hosts"; do sleep 0.2; done
  done <"$work/$side.ids"
}

# The middle one of the numbers in a column of a file.
median() { # file column
  cut -d' ' -f"$2" "$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}
