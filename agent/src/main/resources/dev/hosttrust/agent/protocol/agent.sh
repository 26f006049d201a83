# The agent: POSIX sh, streamed to a host on standard input and run by `sh -s`.
#
# It knows a closed set of questions and of steps, and no path of any distribution: what is asked and done comes from
# outside. Before this text the controller sends assignments (nonce, root, wanted, ...), after it the functions look_list,
# ask_list, bundle_list, leftover_list, guard_list, again_list, snapshot_list and step_1, step_2, ... with the host's
# work, and last of all one line that calls hosttrust_probe or hosttrust_apply. A stream that is cut short therefore
# defines functions and does nothing.
#
# Answers are lines "tag field ...", between two marker lines that carry the nonce. What may hold any
# byte (contents, messages) follows its line as base64, ended by a line with a dot.

set -u
umask 022
LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
unset TMPDIR POSIXLY_CORRECT CDPATH

newline='
'
# All paths that the controller names are those inside the host's tree, which starts at $root.

begin() { printf '\n@hosttrust %s begin 1\n' "$nonce"; }
end() { printf '@hosttrust %s end\n' "$nonce"; }
have() { command -v "$1" >/dev/null 2>&1; }

# block: standard input as base64. A "!" says that base64 failed, so that nothing is taken for empty.
block() {
  base64 || echo '!'
  echo .
}

# ---- Facts -------------------------------------------------------------------------------------

# look PATH...: what stands at each path, by its number. One process tells the attributes of all: starting processes is
# what a probe costs a host.
look() {
  seen=$(stat -c '%n|%a %u %g %s' "$@" 2>/dev/null)
  i=0
  for p; do
    # The loop goes on over the paths, while "$@" becomes the lines of stat, which are in the same order.
    if [ "$i" = 0 ]; then
      set -f
      IFS=$newline
      set -- $seen
      unset IFS
      set +f
    fi
    i=$((i + 1))
    attributes=
    case ${1-} in
      "$p|"*)
        attributes=${1#"$p|"}
        shift
        ;;
    esac
    look_at
  done
}

# read_attributes: mode, owner, group and size of $p; asked again if it came into being a moment ago.
read_attributes() {
  [ -n "$attributes" ] || attributes=$(stat -c '%a %u %g %s' "$p") || echo "broken stat"
}

# look_at_link: a link, and what it leads to if that is a directory or a file.
look_at_link() {
  if [ -d "$p" ]; then
    attributes=$(stat -L -c '%a %u %g' "$p") || echo "broken stat"
    w=ro
    [ -w "$p" ] && w=rw
    follow "$p"
    echo "path $i link_to_directory $attributes $w"
    readlink "$p" | block
    printf '%s\n' "${real#"$root"}" | block
    printf '%s\n' "$doubt" | block
  elif is_file_to_read "$p" && content=$(base64 "$p"); then
    echo "path $i link_to_file"
    readlink "$p" | block
    printf '%s\n' "$content" .
  else
    echo "path $i link"
    readlink "$p" | block
  fi
}

# is_file_to_read LINK: whether a link leads to a file that is neither closed nor too large.
is_file_to_read() { [ -f "$1" ] && [ -r "$1" ] && [ "$(stat -L -c %s "$1")" -le 1048576 ]; }

# follow PATH: where a path leads, one part at a time as the kernel goes. $real becomes the path without links, and
# $doubt the first one on the way that somebody else than root can change, or that leads out of the tree.
follow() {
  rest=${1#"$root"}
  real=$root
  doubt=
  hops=0
  while [ -n "$rest" ]; do
    part=${rest%%/*}
    case $rest in */*) rest=${rest#*/} ;; *) rest= ;; esac
    case $part in
      '' | .) continue ;;
      ..)
        real=${real%/*}
        continue
        ;;
    esac
    next=$real/$part
    [ -n "$doubt" ] || is_roots_alone "$next" || doubt=$next
    if [ -L "$next" ] && [ "$hops" -lt 40 ]; then
      hops=$((hops + 1))
      # The dot keeps line ends at the end of the target, which $(...) would take off. They lead nowhere that we go.
      target=$(readlink "$next" && echo .)
      target=${target%"$newline".}
      case $target in *"$newline") [ -n "$doubt" ] || doubt=$next ;; esac
      case $target in /*) real= ;; esac
      rest=$target/$rest
    else
      real=$next
    fi
  done
  case $real in "$root"/*) ;; *) [ -n "$doubt" ] || doubt=${real:-/} ;; esac
}

# is_roots_alone PATH: whether nobody but root, or the owner of the tree, can change what is there.
is_roots_alone() {
  said=$(stat -c '%u %A' "$1") || return
  [ -n "$root" ] && [ "${said%% *}" = "$(id -u)" ] && said="0 ${said#* }"
  case $said in
    '0 l'*) return 0 ;;
    '0 '?????w* | '0 '????????w*) return 1 ;;
    '0 '*) return 0 ;;
  esac
  return 1
}

look_at() {
  if [ -L "$p" ]; then
    look_at_link
  elif [ -d "$p" ]; then
    read_attributes
    w=ro
    [ -w "$p" ] && w=rw
    echo "path $i directory ${attributes% *} $w"
  elif [ -f "$p" ]; then
    read_attributes
    if [ "${attributes##* }" -gt 1048576 ]; then
      echo "path $i other a file of ${attributes##* } bytes"
    elif [ -r "$p" ] && content=$(base64 "$p"); then
      echo "path $i file $attributes"
      printf '%s\n' "$content" .
    else
      echo "path $i other a file that cannot be read"
    fi
  elif [ -e "$p" ]; then
    echo "path $i other neither a file nor a directory"
  else
    echo "path $i absent"
  fi
}

# link_to NUMBER PATH FILE: whether a path is a link to a file.
link_to() {
  p=$root$2
  f=$root$3
  if [ -L "$p" ]; then
    if [ "$p" -ef "$f" ]; then
      kind=to_file
    else
      t=$(readlink "$p")
      kind=dangling
      [ -e "$p" ] && kind=elsewhere
      [ "$t" = "$f" ] && kind=to_file
    fi
    echo "link_to $1 $kind"
    if [ "$kind" = to_file ]; then echo .; else printf '%s\n' "$t" | block; fi
  elif [ -e "$p" ]; then
    echo "link_to $1 no_link"
    echo .
  fi
  return 0
}

# names NUMBER DIRECTORY ENDING: the files in a directory and below it; without an ending, whatever is there.
names() {
  [ -d "$root$2" ] || return 0
  echo "names $1"
  if is_empty "$root$2"; then
    echo .
  elif [ -n "$3" ]; then
    (cd "$root$2" && find -L . -name "*$3" -type f) | block
  else
    (cd "$root$2" && find . ! -name .) | block
  fi
}

is_empty() {
  for l in "$1"/* "$1"/.*; do
    case $l in */. | */..) continue ;; esac
    if [ -e "$l" ] || [ -L "$l" ]; then return 1; fi
  done
  return 0
}

# tool NUMBER NAME: of a path, `command -v` of some shells says no more than that it is there.
tool() {
  case $2 in
    /*) [ -f "$2" ] && [ -x "$2" ] ;;
    *) have "$2" ;;
  esac && echo "tool $1"
  return 0
}

# output_of NUMBER PROGRAM ARGUMENT...: what a command prints that changes nothing. It gets half a minute.
output_of() {
  number=$1
  shift
  have "$1" || return 0
  limit=
  have timeout && limit='timeout 30'
  output=$({ $limit "$@" 2>&1 </dev/null; printf '\n%s\n' "$?"; } | tail -c 1048576)
  echo "output_of $number ${output##*"$newline"}"
  printf '%s\n' "${output%"$newline"*}" | block
}

# processes NAMES: $processes becomes root's processes on this system by one of these names, as "PID:NAME". A program's name in `comm` is cut
# after 15 characters, as NAMES are; a process of a container has another root. The name is anybody's to choose, so it
# counts only where the real user is root and the program is not one that makes users root.
processes() {
  processes=
  for comm in /proc/[0-9]*/comm; do
    { read -r name <"$comm"; } 2>/dev/null || continue
    case " $1 " in *" $name "*) ;; *) continue ;; esac
    process=${comm%/comm}
    key='' user=''
    { while read -r key user rest && [ "$key" != Uid: ]; do :; done <"$process/status"; } 2>/dev/null
    if [ "$key$user" = Uid:0 ] && [ ! -u "$process/exe" ] && [ "$process/root" -ef / ]; then
      processes="$processes ${process#/proc/}:$name"
    fi
  done
}

# daemon NUMBER SERVICES NAMES FILE...: whether a daemon runs; daemons() tells of it. systemd has the processes of a
# service in a control group of its name. Elsewhere all processes are looked at, which takes its time, where there is
# such a program at all.
daemon() {
  number=$1
  names=$3
  service=-
  ticks=
  if [ -d /run/systemd/system ]; then
    for group in /sys/fs/cgroup/*.slice /sys/fs/cgroup/*.slice/*.slice /sys/fs/cgroup/systemd/*.slice; do
      for s in $2; do
        [ -z "$ticks" ] && [ -r "$group/$s.service/cgroup.procs" ] || continue
        service=$s
        while read -r pid; do started "$pid"; done <"$group/$s.service/cgroup.procs"
      done
    done
  elif have_any $names; then
    [ -n "$walked" ] || processes "$daemon_names"
    walked=1
    for pid in $processes; do started "${pid%%:*}"; done
  fi
  [ -n "$ticks" ] || return 0
  shift 3
  running="$running $number"
  files="$files $*"
  eval "service_$number=\$service ticks_$number=\$ticks files_$number=\$*"
}

have_any() {
  for n; do have "$n" && return; done
  return 1
}

# started PID: $ticks becomes when the first of the processes by one of $names started, in ticks of 1/100 s since the
# system did (proc(5); the times of the directory /proc/PID itself are those of the first look at it).
started() {
  { read -r name <"/proc/$1/comm"; } 2>/dev/null || return 0
  case " $names " in *" $name "*) ;; *) return 0 ;; esac
  { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 0
  set -- ${line##*) }
  if [ -z "$ticks" ] || [ "${20}" -lt "$ticks" ]; then ticks=${20}; fi
}

# daemons: since when each daemon runs that was found, in seconds since 1970 and in ticks, and when its files changed, in
# seconds, "-" for a file that is not there. One process tells all times, its own included, because what is in /proc of
# a new process is new.
# How long a daemon runs is told by its ticks and those of our own new process; /proc/uptime is another in some containers.
daemons() {
  [ -n "$running" ] || return 0
  times=$(
    read -r line </proc/self/stat
    printf '%s\n' "$line"
    stat -c '%n %Z' /proc/self/stat $files 2>/dev/null
  )
  set -- ${times#*) }
  own=${20}
  changed /proc/self/stat
  now=$at
  for number in $running; do
    eval "service=\$service_$number ticks=\$ticks_$number files=\$files_$number"
    line="daemon $number $service $((now - (own - ticks + 99) / 100)) $ticks"
    for f in $files; do
      changed "$f"
      line="$line $at"
    done
    echo "$line"
  done
}

# changed FILE: $at becomes when it changed, by $times. A time to come says nothing.
changed() {
  at=-
  case "$times$newline" in *"$newline$1 "*) ;; *) return ;; esac
  at=${times#*"$newline$1 "}
  at=${at%%"$newline"*}
  [ "$at" -le "${now:-$at}" ] || at=-
}

# expect_link NUMBER DIRECTORY_NUMBER HASH FILE: remembers for links() that a file should be found by its hash.
expect_link() {
  eval "expected_$2_$3=\"\${expected_$2_$3-} $1\" file_$1=\$root\$4"
}

# links DIRECTORY_NUMBER DIRECTORY: by which hash links a lookup finds the expected files. Of two files with one
# certificate `openssl rehash` links only one, and the other is as good: a link that leads elsewhere is left to
# certificates(), in $others_DIRECTORY_NUMBER.
links() {
  directories="$directories $1"
  others=
  for l in "$root$2"/????????.[0-9] "$root$2"/????????.[0-9][0-9]; do
    name=${l##*/}
    case ${name%.*} in *[!0-9a-f]*) continue ;; esac
    eval "numbers=\${expected_$1_${name%.*}-}"
    elsewhere=
    for number in $numbers; do
      eval "file=\$file_$number"
      if [ "$l" -ef "$file" ]; then echo "hash_link $number $name"; else elsewhere=1; fi
    done
    if [ -n "$elsewhere" ] && [ -f "$l" ] && [ -r "$l" ]; then others="$others $name"; fi
  done
  eval "directory_$1=\$root\$2 others_$1=\$others"
}

# bundle NUMBER FILE: a file of certificates to look into.
bundle() {
  if [ -f "$root$2" ] && [ -r "$root$2" ]; then
    bundles="$bundles $1"
    eval "bundle_$1=\$root\$2"
  fi
}

# certificates: which of the wanted certificates the bundles hold, each with what the bundle has of it, and which the
# links in $others_N lead to. Compared without blanks and line ends. $wanted says who asks, in lines "bundle QUESTION
# CONTENT BUNDLE", "copies QUESTION CONTENT BUNDLE" and "link QUESTION CONTENT DIRECTORY HASH", and has the certificates
# themselves in lines "content NUMBER BASE64"; it goes by a pipe, because one argument of a program holds at most 128 KiB.
certificates() {
  bundles=
  bundle_list
  set --
  for number in $bundles; do
    eval "file=\$bundle_$number"
    set -- "$@" "place=$number" "$file"
  done
  set -- "$@" kind=link
  for number in $directories; do
    eval "directory=\$directory_$number others=\$others_$number"
    for name in $others; do
      set -- "$@" "place=$number" "name=$name" "$directory/$name"
    done
  done
  [ $# != 1 ] || return 0
  printf '%s\n' "$wanted" | awk '
    kind == "wanted" && $1 == "content" {
      number[$3] = $2
      if (length($3) > longest) longest = length($3)
      next
    }
    kind == "wanted" {
      if (NF < 4) next
      asks[$1, $4, $3] = asks[$1, $4, $3] " " $2
      hash[$2] = $5
      next
    }
    FNR == 1 { inside = 0 }
    /^-----BEGIN CERTIFICATE-----/ { body = ""; inside = 1; next }
    !inside { next }
    /^-----END CERTIFICATE-----/ {
      inside = 0
      if (!(body in number)) next
      n = split(asks["copies", place, number[body]], questions, " ")
      for (i = 1; i <= n && kind == "bundle"; i++) copies[questions[i]]++
      n = split(asks[kind, place, number[body]], questions, " ")
      for (i = 1; i <= n; i++) {
        question = questions[i]
        if (kind == "link") {
          if (index(name, hash[question] ".") == 1) print "hash_link " question " " name
        } else if (!(question in told)) {
          told[question] = 1
          print "bundled " question
          print body
          print "."
        }
      }
      next
    }
    {
      gsub(/[ \t\r]/, "")
      body = body $0
      inside = length(body) <= longest
    }
    END { for (question in copies) print "copies " question " " copies[question] }
  ' kind=wanted - kind=bundle "$@" || echo "broken awk"
}

# search NUMBER FILE: which of the wanted bytes a file holds, whatever kind of file it is, by lines "bytes QUESTION
# CONTENT FILE" in $wanted, and which kind of keystore it is, by lines "keystore QUESTION FILE". base64 turns each three
# bytes from the beginning into four characters, so the bytes are found in the base64 of the file from its first, its
# second or its third byte on. A character of it has six bits, those of a byte stand in two of them; behind the end all
# are nought. An entry of a keystore has a certificate (2), or a key (1) with its chain; behind all stands a digest.
search() {
  [ -f "$root$2" ] && [ -r "$root$2" ] || return 0
  {
    printf '%s\n' "$wanted"
    {
      base64 "$root$2" || printf '!'
      for from in 2 3; do
        printf ' '
        tail -c "+$from" "$root$2" | base64 || printf '!'
      done
    } | tr -d '\n'
  } | awk -v file="$1" '
    function digit(at, i) {
      i = index(digits, substr(all, at, 1))
      return i ? i - 1 : 0
    }
    function byte(group, rest) {
      rest = at % 3
      group = (at - rest) / 3 * 4 + rest + 1
      at++
      return digit(group) % 4 ^ (3 - rest) * 4 ^ (rest + 1) + int(digit(group + 1) / 4 ^ (2 - rest))
    }
    function number(bytes, value) {
      for (value = 0; bytes > 0; bytes--) value = value * 256 + byte()
      return value
    }
    function skip(bytes) { at += bytes }
    function kind(text, size, entries, tag, chain) {
      all = text
      at = 0
      size = length(all) / 4 * 3 - (all ~ /=$/) - (all ~ /==$/)
      if (all ~ /^MI/) return "pkcs12"
      if (index(all, "/u3+7QAAAAI") != 1) return "other"
      skip(8)
      for (entries = number(4); entries > 0 && at < size; entries--) {
        tag = number(4)
        skip(number(2))
        skip(8)
        if (tag == 1) {
          skip(number(4))
          chain = number(4)
        } else {
          chain = 1
        }
        for (; chain > 0 && at < size; chain--) {
          skip(number(2))
          skip(number(4))
        }
      }
      return entries == 0 && at + 20 == size ? "whole" : "cut_off"
    }
    BEGIN { digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" }
    $1 == "bytes" && $4 == file { content[$2] = $3; next }
    $1 == "content" { base64[$2] = $3; next }
    $1 == "keystore" { if ($3 == file) keystore = $2; next }
    /!/ { print "broken base64"; exit }
    NF == 3 {
      if (keystore) print "keystore " keystore " " kind($1)
      for (question in content) {
        characters = base64[content[question]]
        # The last ones depend on what follows in the file.
        if (characters ~ /=$/) characters = substr(characters, 1, length(characters) - 4)
        if (index($0, characters)) print "held " question
      }
    }
  ' || echo "broken awk"
}

# keystore NUMBER FILE: what stands in the place of a keystore where it is no file with anything in it; search() looks
# into the others.
keystore() {
  f=$root$2
  if [ -f "$f" ] && [ -r "$f" ]; then
    [ -s "$f" ] || echo "keystore $1 empty"
  elif [ -e "$f" ]; then
    echo "keystore $1 other"
  elif [ -L "$f" ]; then
    echo "keystore $1 dangling"
  fi
}

# package NUMBER NAME FILE: in which state dpkg has a package. Where FILE is not there, no process is started.
package() {
  [ -e "$root$3" ] || [ -L "$root$3" ] || return 0
  have dpkg-query || return 0
  state=$(dpkg-query -W -f '${db:Status-Status}' "$2" 2>/dev/null) && echo "package $1 $state"
  return 0
}

# setting NUMBER FILE NAME: the value of a variable in a file of assignments, which is not run, and of which nothing else
# is told.
setting() {
  [ -f "$root$2" ] && [ -r "$root$2" ] || return 0
  value=
  while read -r line || [ -n "$line" ]; do
    case $line in "$3="*) value=${line#*=} ;; esac
  done <"$root$2"
  case $value in
    \"*) value=${value#?} && value=${value%%\"*} ;;
    \'*) value=${value#?} && value=${value%%\'*} ;;
    *) value=${value%%[#[:space:]]*} ;;
  esac
  case $value in '' | *[!A-Za-z0-9._-]*) ;; *) echo "setting $1 $value" ;; esac
}

# leftovers NUMBER DIRECTORY [remove|finish]: what an interrupted run has left; the names of this run have its nonce. A
# snapshot among them, named for the directory that it is of, says that a tool may not have got to its end. That is
# marked until this run has run it.
leftovers() {
  case ${3-} in
    finish)
      rm -rf "$root$2/.hosttrust-$nonce.unfinished".*
      return
      ;;
  esac
  for l in "$root$2"/.hosttrust-*; do
    case $l in *"/.hosttrust-$nonce."*) continue ;; esac
    [ -e "$l" ] || [ -L "$l" ] || continue
    kind=snapshot
    case $l in *.new | *.old) kind='file' ;; esac
    case ${3-} in
      remove)
        [ "$kind" = file ] || mkdir -p "$root$2/.hosttrust-$nonce.unfinished.${l##*.}" || return
        rm -rf "$l" || return
        ;;
      *) echo "leftover $1 $kind ${l##*.}" ;;
    esac
  done
}

facts() {
  lacks=
  for t in flock awk base64 id readlink sha256sum stat; do
    have "$t" || lacks="$lacks $t"
  done
  if [ -n "$lacks" ]; then
    # Without one of them the rest would tell what is not so.
    printf 'lacks %s\n' $lacks
    return
  fi
  me=$(id) || echo "broken id"
  gid=${me#* gid=}
  me=${me#uid=}
  echo "host ${me%%[!0-9]*} ${gid%%[!0-9]*}"
  look_list
  directories='' walked='' running='' files='' now=''
  ask_list
  daemons
  certificates
  leftover_list
}

hosttrust_probe() {
  begin
  facts
  end
}

# ---- Listing -----------------------------------------------------------------------------------

# tree NUMBER EXCEPT LIST TEXT PLACE...: the certificates of files, and of those in directories and below. Those that stand
# in a file below EXCEPT are left out, wherever else they stand; where LIST is there, it names the files of EXCEPT that
# count. Where the directory above EXCEPT is not there, nothing is told. Of a private key it is told that it is there, and
# of files named TEXT the lines are told.
tree() {
  number=$1
  except=$root$2
  list=$root$3
  text=$4
  [ -z "$2" ] || [ -d "${except%/*}" ] || return 0
  shift 4
  for d; do
    shift
    if [ -e "$root$d" ]; then set -- "$@" "$root$d"; fi
  done
  [ $# != 0 ] || return 0
  if ! have find; then
    echo "lacks find"
    return
  fi
  echo "tree $number"
  {
    find -L "$@" -maxdepth 4 -type l
    # Without parentheses, in which busybox forgets what {} + has gathered.
    find -L "$@" -maxdepth 4 -type f -size -4096k -exec stat -L -c 'file %a %n' {} + -o \
      -type f -exec stat -L -c 'big %s %n' {} +
  } 2>&1 | except=$except list=$list text=$text root=$root awk '
    function is_excepted(path) { return index(path, except "/") == 1 && (!listed || path in in_list) }
    function look(i, tell, path, line, body, inside, lines, key, certificates, found, status) {
      path = paths[i]
      if (i in big) {
        if (tell) print "file 0 " substr(path, length(root) + 1) "\nbig " big[i]
        return
      }
      while ((status = getline line <path) > 0) {
        if (!lines++ && line ~ /^0[\202\203]/) found = found "der\n"
        if (text != "" && substr(path, length(path) - length(text)) == "/" text) found = found "text " line "\n"
        if (!key && line ~ /-----BEGIN [A-Z0-9 ]*PRIVATE KEY|^PuTTY-User-Key-File-/) {
          key = 1
          found = found "key\n"
        }
        if (line ~ /-----BEGIN (X509 )?CERTIFICATE-----/) {
          body = ""
          inside = 1
        } else if (inside && line ~ /-----END /) {
          inside = 0
          certificates++
          if (!tell) known[body] = 1
          else if (!(body in known)) found = found "certificate " body "\n"
        } else if (inside) {
          gsub(/[ \t\r]/, "", line)
          body = body line
          inside = length(body) <= 65536
        }
      }
      if (status < 0) found = found "unreadable\n"
      close(path)
      if (!tell || (found == "" && certificates)) return
      print "file " modes[i] " " substr(path, length(root) + 1)
      if (found != "") print substr(found, 1, length(found) - 1)
    }
    BEGIN {
      except = ENVIRON["except"]
      list = ENVIRON["list"]
      text = ENVIRON["text"]
      root = ENVIRON["root"]
      if (except == root) except = "-"
      if (list != root) while ((getline line <list) > 0) listed = in_list[root line] = 1
    }
    $1 == "file" {
      modes[++n] = $2
      paths[n] = substr($0, length($2) + 7)
      next
    }
    $1 == "big" {
      big[++n] = $2
      paths[n] = substr($0, length($2) + 6)
      next
    }
    /^\// { print "dangling " substr($0, length(root) + 1); next }
    { print "trouble " $0 }
    END {
      for (i = 1; i <= n; i++) if (is_excepted(paths[i])) look(i, 0)
      for (i = 1; i <= n; i++) if (!is_excepted(paths[i])) look(i, 1)
      print "end"
    }
  ' | block
}

# ---- Changes -----------------------------------------------------------------------------------

# read_state PATH: $state becomes the words that the controller makes of a probe, for compare-and-set.
read_state() {
  if [ -L "$1" ]; then
    state='link'
    if [ -d "$1" ]; then
      follow "$1"
      [ -n "$doubt" ] || state="link ${real#"$root"}"
    elif is_file_to_read "$1"; then
      sum=$(sha256sum <"$1")
      state="link to ${sum%% *}"
    fi
  elif [ -d "$1" ]; then
    state="directory $(stat -c '%a %u %g' "$1")"
  elif [ -f "$1" ]; then
    sum=$(sha256sum <"$1")
    state="file $(stat -c '%a %u %g' "$1") ${sum%% *}"
  elif [ -e "$1" ]; then
    state=other
  else
    state=absent
  fi
}

# guard INDEX PATH STATE
guard() {
  read_state "$root$2"
  [ "$state" = "$3" ] && return
  echo "conflict $1"
  conflicts=1
}

# own PATH UID GID MODE: of a directory, chmod of coreutils takes the setuid and setgid bits off only where the mode has
# five digits.
own() { chown "$2:$3" "$1" && chmod "00$4" "$1"; }

# Each step function does, undoes or finishes its step, as $phase says. The old file is kept under a
# second name until the whole host is done, so that undoing is a rename.

# directory_step PATH UID GID MODE
directory_step() {
  p=$root$1
  shift
  case $phase in
    do) mkdir "$p" && own "$p" "$@" ;;
    undo) [ ! -d "$p" ] || rmdir "$p" ;;
  esac
}

# attributes_step PATH UID GID MODE OLD_UID OLD_GID OLD_MODE
attributes_step() {
  p=$root$1
  shift
  case $phase in
    do) own "$p" "$1" "$2" "$3" ;;
    undo) own "$p" "$4" "$5" "$6" ;;
  esac
}

# file_step PATH UID GID MODE new|old, the content as base64 on standard input
file_step() {
  p=$root$1
  shift
  b=${p%/*}/.hosttrust-$nonce.$at.old
  t=${p%/*}/.hosttrust-$nonce.$at.new
  case $phase in
    do)
      if [ -L "$p" ]; then
        cp -P -p "$p" "$b" || return
      elif [ "$4" = old ]; then
        # A copy gets its name when it is whole, because undoing puts back what has that name.
        ln "$p" "$b" 2>/dev/null || { cp -p "$p" "$t" && mv "$t" "$b"; } || return
      fi
      # Nobody else may read it before it has its mode: it may hold passwords.
      (umask 077 && base64 -d >"$t") && own "$t" "$1" "$2" "$3" && mv -f "$t" "$p"
      ;;
    undo)
      rm -f "$t"
      if [ "$4" = new ]; then
        rm -f "$p"
      elif [ -e "$b" ] || [ -L "$b" ]; then
        # The step may have failed before it changed anything, as where the file is immutable.
        { [ ! -L "$b" ] && [ "$b" -ef "$p" ]; } || is_same "$b" "$p" || put_back || return
        rm -f "$b"
      fi
      ;;
    finish) rm -f "$b" ;;
  esac
}

# put_back: the old file $b gets its name $p again. Where that fails, it gets a name that no later run removes, and that
# no program reads in the place of $p.
put_back() {
  said=$(mv -f "$b" "$p" 2>&1) && return
  kept=$p.hosttrust-kept-$nonce
  if mv "$b" "$kept"; then said="$said; the old file is kept as $kept, put it back by hand"; fi
  printf '%s\n' "$said" >&2
  return 1
}

# removal_step PATH ASIDE: a file, or a link, goes. It is kept in the directory ASIDE until the host is done.
removal_step() {
  p=$root$1
  b=$root$2/.hosttrust-$nonce.$at.old
  case $phase in
    do) mv "$p" "$b" ;;
    undo) if [ -e "$b" ] || [ -L "$b" ]; then put_back; fi ;;
    finish) rm -f "$b" ;;
  esac
}

# empty_directory_step PATH UID GID MODE: a directory goes that is empty.
empty_directory_step() {
  p=$root$1
  shift
  case $phase in
    do) rmdir "$p" ;;
    undo) [ -d "$p" ] || { mkdir "$p" && own "$p" "$@"; } ;;
  esac
}

# tool_step PROGRAM ARGUMENT...: a tool of the distribution, which reads what the function does; its output is an answer of its own.
tool_step() {
  case $phase in
    do)
      # A daemon that a hook starts may hold the output open: what counts ends with the line that has our nonce.
      output=$(run_tool "$@" | sed "/^$nonce [0-9]*\$/q" | tail -c 65536)
      status=${output##* }
      output=$(printf '%s\n' "${output%"$newline$nonce "*}")
      echo "output $at"
      printf '%s\n' "$output" | block
      [ "$status" = 0 ] && return
      printf '%s (it %s)\n' "${output##*"$newline"}" "$(ended "$status")" >&2
      return 1
      ;;
    undo) [ "$at" != "$last" ] || restore_snapshots ;;
  esac
}

# hook_step PROGRAM ARGUMENT...: the same of a tool whose failure is told and undoes nothing.
hook_step() {
  if [ "$phase" != do ]; then
    tool_step "$@"
  elif ! error=$(tool_step "$@" 2>&1 >&8); then
    echo "output $at"
    printf '%s failed: %s\n' "$1" "$error" | block
  fi
}

# hand_over DIRECTORY FILE: a tool is about to take FILE out of DIRECTORY. A lookup by hash tries HASH.0, HASH.1 and so on,
# and ends at the first that is missing, so that until the tool has made the links anew the others would not be found.
# Therefore each link to FILE gets the target of another link of the same hash.
hand_over() {
  snapshot_of "$1"
  t=${directory%/*}/.hosttrust-$nonce.$at.new
  for l in "$directory"/????????.[0-9] "$directory"/????????.[0-9][0-9]; do
    [ "$l" -ef "$root$2" ] || continue
    for other in "${l%.*}".[0-9] "${l%.*}".[0-9][0-9]; do
      [ -L "$other" ] && [ -f "$other" ] && ! [ "$other" -ef "$root$2" ] || continue
      ln -s "$(readlink "$other")" "$t" && mv -f "$t" "$l" || return
      break
    done
  done
}

# run_tool PROGRAM ARGUMENT...: what the tool prints, and on a last line the nonce and its status. It and its hooks run as from
# anybody's shell: no signal is ignored, and no file of ours is open, so that a daemon which a hook starts has neither.
# A session of its own keeps a hang-up of ours from it.
run_tool() {
  session=
  have setsid && session=setsid
  (
    trap - HUP INT TERM PIPE
    exec $session "$@" 2>&1 8>&- 9>&-
  )
  printf '\n%s %s\n' "$nonce" "$?"
}

# ended STATUS: how a program ended, in words.
ended() {
  if [ "$1" -gt 128 ] 2>/dev/null; then
    echo "was killed by signal $(($1 - 128))"
  else
    echo "ended with status $1"
  fi
}

# snapshot_of DIRECTORY: $snapshot becomes where its snapshot is, beside it; $directory becomes where it is itself.
snapshot_of() {
  directory=$root$1
  snapshot=${directory%/*}/.hosttrust-$nonce.${directory##*/}
}

# take_snapshot DIRECTORY: for undoing a tool's work. It holds as much as the tool is about to write, so a full file
# system shows before anything is changed.
take_snapshot() {
  snapshot_of "$1"
  mkdir "$snapshot" && cp -a "$directory/." "$snapshot/"
}

drop_snapshot() {
  snapshot_of "$1"
  rm -rf "$snapshot"
}

# keep_snapshot DIRECTORY: under a name that no later run removes.
keep_snapshot() {
  snapshot_of "$1"
  kept=${directory%/*}/hosttrust-kept-$nonce.${directory##*/}
  if [ -d "$snapshot" ] && mv "$snapshot" "$kept"; then
    echo kept
    printf '%s\n' "$kept" | block
  fi
  return 0
}

# restore_snapshot DIRECTORY: what a tool and its hooks did is undone, in directories below as well, such as a Java
# keystore. What cannot be put back is named, and the rest is put back all the same.
restore_snapshot() {
  snapshot_of "$1"
  [ -d "$snapshot" ] || return 0
  now=$(cd "$directory" && find . ! -type d) && before=$(cd "$snapshot" && find . ! -type d) || return
  printf '%s\n' "$now" | {
    complete=true
    while IFS= read -r e; do
      [ -n "$e" ] || continue
      [ -e "$snapshot/$e" ] || [ -L "$snapshot/$e" ] || rm -f "$directory/$e" || complete=false
    done
    $complete
  }
  removed=$?
  printf '%s\n' "$before" | {
    complete=true
    while IFS= read -r e; do
      [ -n "$e" ] || continue
      is_same "$snapshot/$e" "$directory/$e" && continue
      # Into a directory, or a link to one, mv would put it.
      if [ -d "$directory/$e" ]; then rm -f "$directory/$e"; fi && mv -f "$snapshot/$e" "$directory/$e" || complete=false
    done
    $complete
  } && [ "$removed" = 0 ]
}

# restore_snapshots: of all tools at once, and once only, because a snapshot gives away what it puts back: at the last tool
# that was begun, which is undone first.
restore_snapshots() {
  whole=1
  snapshot_list restore_snapshot not_whole
  [ -n "$whole" ]
}

not_whole() { whole=; }

# is_same PATH OTHER: whether two files or two links are alike in content, mode and owner.
is_same() {
  if [ -L "$1" ] && [ -L "$2" ]; then
    [ "$(readlink "$1")" = "$(readlink "$2")" ]
  else
    [ ! -L "$1" ] && [ ! -L "$2" ] && [ -f "$2" ] && cmp -s "$1" "$2" &&
      [ "$(stat -c '%a %u %g' "$1")" = "$(stat -c '%a %u %g' "$2")" ]
  fi
}

# unmet CONDITIONS FACTS: those conditions that do not hold, a line each: "STEP QUESTION" that the question is answered,
# "STEP !QUESTION" that it is not. "QUESTION@KIND" is a link, "QUESTION@TICKS" a daemon that started then, "leftoverDIRECTORY" what an interrupted
# run has left. A line of a look that failed is passed on.
unmet() {
  printf '%s\n' "$1" "$2" | awk '
    NF == 2 && $1 ~ /^[0-9]+$/ && $2 ~ /^!?(leftover)?[0-9]+(@[0-9a-z_]+)?$/ {
      condition[++n] = $0
      question[n] = $2
      gone[n] = sub(/^!/, "", question[n])
      next
    }
    $1 == "bundled" || $1 == "hash_link" || $1 == "link_to" || $1 == "names" || $1 == "tool" || $1 == "held" { answered[$2] = 1 }
    $1 == "link_to" { answered[$2 "@" $3] = 1 }
    $1 == "daemon" { answered[$2] = answered[$2 "@" $5] = 1 }
    $1 == "leftover" { answered["leftover" $2] = 1 }
    $1 == "broken" || $1 == "lacks" { print }
    END { for (i = 1; i <= n; i++) if (gone[i] == (question[i] in answered)) print condition[i] }
  ' || echo "broken awk"
}

# look_again: what the plan rests on and no path tells: what its tools shall bring about, since when the daemons run that
# are to be restarted, and what an interrupted run has left. Another rollout may have seen to it since the look.
look_again() {
  directories='' walked='' running='' files='' now=''
  again_list
  daemons
  certificates
  leftover_list
}

# restart_step SERVICE [PROGRAM ARGUMENT...]: restarts a service and waits until it is healthy, by the clock, for a look
# may take long. It starts a second later than its files changed, because times are compared in seconds. Says why it failed.
restart_step() {
  sleep 1
  manage restart "$1" || return
  began=$(date +%s)
  until healthy "$@"; do
    if [ $(($(date +%s) - began)) -gt "$health_wait" ]; then
      echo "it is not healthy $health_wait s after its restart"
      return 1
    fi
    sleep 1
  done
}

# manage restart|is-active SERVICE: by systemd, or what stands in its place.
manage() {
  if have systemctl; then
    set -- systemctl "$1" "$2.service"
  else
    manager=service
    have rc-service && manager=rc-service
    [ "$1" != is-active ] || set -- status "$2"
    set -- "$manager" "$2" "$1"
  fi
  have timeout && set -- timeout 120 "$@"
  # A daemon may hold the output open, as behind a tool.
  said=$(run_tool "$@" | sed "/^$nonce [0-9]*\$/q" | tail -c 4096)
  status=${said##* }
  [ "$status" != 0 ] || return 0
  said=$(printf '%s\n' "${said%"$newline$nonce "*}")
  echo "${said##*"$newline"} (it $(ended "$status"))"
  return 1
}

# healthy SERVICE [PROGRAM ARGUMENT...]: whether it runs, and answers PROGRAM where there is one.
healthy() {
  manage is-active "$1" >/dev/null || return
  shift
  [ $# != 0 ] && have "$1" || return 0
  have timeout && set -- timeout 10 "$@"
  "$@" >/dev/null 2>&1 </dev/null
}

# restart_services: the steps behind those that can be undone. A restart is not undone: the files are right, and
# who failed to read them is told.
restart_services() {
  while [ "$at" -lt $((steps + restarts)) ]; do
    at=$((at + 1))
    if ! error=$("step_$at" 2>&1); then
      echo "not_restarted $at"
      printf '%s\n' "$error" | block
      return
    fi
  done
}

# sweep_step DIRECTORY...: what an interrupted run has left there.
sweep_step() {
  case $phase in
    do) action=remove ;;
    finish) action=finish ;;
    *) return 0 ;;
  esac
  for d; do leftovers 0 "$d" "$action" || return; done
}

failed() {
  echo "failed $1"
  printf '%s\n' "$2" | block
}

# undo_all: all steps from $at back to the first. Where what a tool did could not be undone, the snapshots are kept.
undo_all() {
  phase=undo
  last=$at
  [ "$last" -le "$last_tool" ] || last=$last_tool
  put_away=drop_snapshot
  while [ "$at" -gt 0 ]; do
    if ! error=$("step_$at" 2>&1); then
      failed undo "${error:-step $at failed}"
      if [ "$at" = "$last" ] && [ "$at" -ge "$first_tool" ]; then put_away=keep_snapshot; fi
    fi
    at=$((at - 1))
  done
  snapshot_list "$put_away"
  echo undone
}

change() {
  conflicts=
  guard_list
  [ -z "$conflicts" ] || return
  # A plan of files alone rests on nothing but these paths.
  if [ -n "$rests_on" ]; then
    error=$(unmet "$rests_on" "$(look_again)")
    if [ -n "$error" ]; then
      printf '%s\n' "$error" | sed 's/^[0-9]/changed &/'
      return
    fi
  fi
  at=0
  if ! error=$(snapshot_list take_snapshot 2>&1); then
    snapshot_list drop_snapshot
    failed snapshot "$error"
    return
  fi
  phase=do
  while [ "$at" -lt "$steps" ]; do
    at=$((at + 1))
    { error=$("step_$at" 2>&1 >&8); } 8>&1
    status=$?
    if [ "$status" != 0 ]; then
      failed "$at" "${error:-it $(ended "$status")}"
      undo_all
      return
    fi
  done
  after=$(facts)
  if [ -n "$must_hold" ]; then
    error=$(unmet "$must_hold" "$after")
    if [ -n "$error" ]; then
      failed effect "$error"
      undo_all
      return
    fi
  fi
  phase=finish
  while [ "$at" -gt 0 ]; do
    "step_$at"
    at=$((at - 1))
  done
  snapshot_list drop_snapshot
  if [ "$restarts" != 0 ]; then
    at=$steps
    restart_services
    after=$(facts)
  fi
  echo applied
  printf '%s\n' "$after"
}

# tool_runs: whether root runs one of the plan's tools on this system otherwise, such as a package's trigger; $holder
# names it.
tool_runs() {
  [ -n "$exclusive" ] || return
  processes "$exclusive"
  for process in $processes; do
    holder="tool ${process%%:*} ${process#*:}"
    return
  done
  return 1
}

# The lock is held by flock on a file that only root can open, and that is removed by who holds it. It is where nobody
# but root, or the owner of the tree, can put a link.
if [ -n "$root" ]; then
  lock=$root/.hosttrust.lock
elif [ -d /run ]; then
  lock=/run/hosttrust.lock
else
  lock=/.hosttrust.lock
fi

# lock_holder: $line becomes the last line of the lock's file, "NONCE PID" of who holds it.
lock_holder() {
  line=
  { while read -r l; do line=$l; done <"$lock"; } 2>/dev/null
}

# try_change: with the lock's file open as 9. $outcome becomes "wait" where somebody else is at work, and $holder who.
try_change() {
  said=$(flock -n 9 2>&1)
  status=$?
  if [ "$status" = 1 ] && [ -z "$said" ]; then
    lock_holder
    holder="rollout ${line##* }"
    return
  fi
  outcome=answered
  if [ "$status" != 0 ]; then
    failed lock "flock $(ended "$status"): $said"
    return
  fi
  # Who held it until now has removed the file; then the lock is that of another file by the same name, or of none.
  printf '%s %s\n' "$nonce" "$$" >&9
  lock_holder
  if [ "$line" != "$nonce $$" ] && ! [ "$lock" -ef /proc/self/fd/9 ]; then
    outcome='wait'
    return
  fi
  # Two runs of a tool at once would mix what they write.
  if [ -z "$root" ] && tool_runs; then
    outcome='wait'
  elif [ "$waited" != 0 ]; then
    # Who was waited for has most likely changed what the plan rests on. So the host is looked at again.
    echo "waited $holder"
  else
    umask 022
    change
  fi
  rm -f "$lock"
}

# A host that was begun is finished or undone, whatever becomes of the connection.
hosttrust_apply() {
  trap '' HUP INT TERM PIPE
  begin
  umask 077
  holder=rollout
  waited=0
  while :; do
    outcome='wait'
    # Asked kind by kind: who holds it may remove the file between two questions.
    if [ -L "$lock" ] || [ -d "$lock" ] || [ -p "$lock" ] || [ -S "$lock" ] || [ -b "$lock" ] || [ -c "$lock" ]; then
      failed lock "$lock is not a regular file; remove it"
      break
    fi
    if ! error=$({ : >>"$lock"; } 2>&1); then
      failed lock "$error"
      break
    fi
    { try_change; } 9>>"$lock"
    [ "$outcome" = wait ] || break
    if [ "$waited" -ge "$lock_wait" ]; then
      echo "locked $holder"
      break
    fi
    sleep 1
    waited=$((waited + 1))
  done
  end
}
