# shellcheck shell=sh
# How hosttrust is started: what its two launchers have in common, the one of a checkout and the one of a package. They set
# `jdk`, the Java to run on, and `jars`, the directory of the program.

die() {
  printf 'hosttrust: %s\n' "$*" >&2
  exit 1
}

# A JVM takes a colon for the end of a path, and says that it cannot find its own files.
refuse_colon() { # directory
  case $1 in
  *:*) die "Java cannot run from a directory with a colon in its path, such as $1: please move it" ;;
  esac
}

# A JDK says its version in its file `release`: read by the shell alone, for this is on the way of every start.
is_jdk_25() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  java_version=
  runtime_version=
  while IFS='=' read -r key value; do
    value=${value#\"}
    value=${value%\"}
    case $key in
    JAVA_VERSION) java_version=$value ;;
    JAVA_RUNTIME_VERSION) runtime_version=$value ;;
    esac
  done <"$1/release"
  runtime_version=${runtime_version:-$java_version}
  major=${java_version%%[!0-9]*}
  [ "${major:-0}" -ge 25 ]
}

find_jdk() {
  for jdk in "${JAVA_HOME:-/nowhere}" /usr/lib/jvm/*; do
    is_jdk_25 "$jdk" && return
  done
  on_path=$(command -v java) && jdk=$(dirname "$(dirname "$(readlink -f -- "$on_path")")") && is_jdk_25 "$jdk"
}

# Becomes the JVM. The options here are a part of what an archive of classes is made for: a run with others would not use it.
run_jvm() { # option... [main-class argument...]
  class_path=$jars/hosttrust-controller.jar
  for jar in "$jars"/lib/*.jar; do
    class_path=$class_path:$jar
  done
  # A JVM cannot tell the two streams apart.
  terminals=
  if [ -t 1 ]; then terminals=out; fi
  if [ -t 2 ]; then terminals=$terminals,err; fi
  # File names are UTF-8, whatever cron, systemd or ssh set: in the C locale, and in one that is not installed, a JVM takes
  # no other letters than ASCII's, and it heeds no option about that.
  LC_ALL=C.UTF-8
  export LC_ALL
  # Without performance data, a JVM leaves no directory of its user in /tmp.
  exec "$jdk/bin/java" "-Dhosttrust.terminals=$terminals" -Xlog:aot=off -Xlog:cds=off -XX:+UseSerialGC \
    -XX:TieredStopAtLevel=1 -XX:-UsePerfData --enable-native-access=ALL-UNNAMED -cp "$class_path" "$@"
}

main=dev.hosttrust.controller.cli.Main

# Runs the program, with an archive of its classes if there is one.
start() { # archive [argument...]
  archive=$1
  shift
  if [ -s "$archive" ]; then
    run_jvm "-XX:SharedArchiveFile=$archive" "$main" "$@"
  else
    run_jvm -Xshare:auto "$main" "$@"
  fi
}

# Writes down which classes the usual runs load, in an order of their own: each time the same. Where they are linked to each
# other (@cp) hangs on when the compiler came to it, and whether Java's provider of LDAP is looked at on which thread asks
# first. Bouncy Castle's cannot be kept, as its jars are signed.
list_classes() { # file
  (run_jvm -Xshare:auto "-XX:DumpLoadedClassList=$1.all" "$main" warm-up) || return 1
  sed -e '/^#/d' -e '/^@cp /d' -e '/org\/bouncycastle/d' -e '/provider\/certpath\/ldap/d' -e 's/ id: .*//' "$1.all" | LC_ALL=C sort -u >"$1"
  rm "$1.all"
}

# The JVM maps the archive into memory, and needs not load the classes anew. What is in it shall not hang on the size of this
# machine's memory: the heap's is the JDK's own for such archives.
archive_classes() { # list archive
  (run_jvm -Xshare:dump -Xms128m -Xmx128m "-XX:SharedClassListFile=$1" "-XX:SharedArchiveFile=$2")
}

# Two may begin at once, so each has files of its own.
try_to_train() { # archive [list]
  list=${2:-$new.list}
  { [ "${2-}" ] || list_classes "$list"; } && archive_classes "$list" "$new" && [ -s "$new" ] && mv -f "$new" "$1"
}

# Without an archive a start takes a fifth of a second more and that is all: a failure ends no start, and leaves an empty file
# so that it is not tried again.
train() { # archive [list]
  echo "hosttrust: preparing for fast starts (once)" >&2
  new=$1.$$.new
  (try_to_train "$@" >"${1%/*}/warm-up.log" 2>&1 </dev/null 9>&-) 2>/dev/null || [ -e "$1" ] || (: >"$1") 2>/dev/null || true
  rm -f "$new" "$new.list" "$new.list.all"
}
