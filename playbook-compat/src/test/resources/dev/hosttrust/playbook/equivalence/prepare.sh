# What start states are made of: puts the host back as it was at first, then come the lines of a state.
# shellcheck shell=sh disable=SC2034 # the names are for the states
set -eu

store=/usr/share/ca-certificates
dir=$store/local
file=$dir/harbor.crt
conf=/etc/ca-certificates.conf
certs=/etc/ssl/certs
docker=/etc/docker
registry=$docker/certs.d/harbor.example.com:8443
elsewhere=/srv/elsewhere

# Everything that a state, the tasks or hosttrust may touch.
listing() {
  find $store /usr/local/share/ca-certificates $conf $certs -type d -printf '%p %y %m %U %G\n' -o -printf '%p %y %m %U %G %s %l\n' | sort
  find /etc /etc/ssl /srv -maxdepth 1 -printf '%p %y %m\n' | sort
}

# The first call keeps the host as it is; the others restore that, and fail where they cannot.
reset() {
  rm -rf $store /usr/local/share/ca-certificates $conf $certs $docker $elsewhere /etc/.hosttrust-* /etc/ssl/.hosttrust-*
  tar -xzpf /root/pristine.tgz -C /
  listing | diff /root/pristine.list - >&2
}

update() { update-ca-certificates >/dev/null 2>&1; }

# files [CA]: what the tasks write, without their handler.
files() {
  mkdir -p $dir $registry
  cp "/root/ca/${1:-harbor}.crt" $file
  cp $file $registry/ca.crt
  echo local/harbor.crt >>$conf
}

# rolled_out [CA]: what the tasks leave on a new host.
rolled_out() {
  files "$@"
  update
}
