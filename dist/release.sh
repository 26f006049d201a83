# shellcheck shell=sh
# What the scripts here have in common: the release that they make, and archives that are the same whoever makes them. They
# set `root`, the checkout.

# Dates, the order of names and messages are nobody's own.
LC_ALL=C.UTF-8
TZ=UTC
export LC_ALL TZ

version=$(sed -n 's/.*<version>\(.*\)<\/version>.*/\1/p' "$root/pom.xml" | head -n 1)

# The time of all files: the commit's, or that of the sources in an archive without git.
: "${SOURCE_DATE_EPOCH:=$(git -C "$root" log -1 --format=%ct 2>/dev/null || stat -c %Y "$root/pom.xml")}"
export SOURCE_DATE_EPOCH

# As Debian and OCI call it.
case $(uname -m) in
x86_64) architecture=amd64 ;;
aarch64) architecture=arm64 ;;
*) architecture=$(uname -m) ;;
esac

# Modes as with umask 022, whatever the umask was of who checked the files out.
same_modes() { chmod -R a-s,go-w,u+rwX,go+rX "$@"; }

same_tar() { # time argument...
  time=$1
  shift
  tar -c --sort=name --format=gnu --numeric-owner --owner=0 --group=0 "--mtime=@$time" "$@"
}

same_archive() { # file directory name...
  file=$1
  shift
  same_modes "$1"
  same_tar "$SOURCE_DATE_EPOCH" -C "$@" | gzip -n >"$file"
}

checksums() { # directory
  (cd "$1" && rm -f SHA256SUMS && sha256sum -- hosttrust* >SHA256SUMS)
}
