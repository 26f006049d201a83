# The agent: POSIX sh, streamed to a host on standard input and run by `sh -s`.
#
# Before this text the controller sends assignments (nonce, root, wanted, ...), after it the functions
# look_list, effect_list, leftover_list, guard_list and step with the host's work, and last of all one line that calls
# hosttrust_probe or hosttrust_apply. A stream that is cut short therefore defines functions and does nothing.
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
# All paths that the controller names are those inside the host's tree.
conf=$root/etc/ca-certificates.conf
store=$root/usr/share/ca-certificates
localcerts=$root/usr/local/share/ca-certificates
certs=$root/etc/ssl/certs

begin() { printf '\n@hosttrust %s begin 1\n' "$nonce"; }
end() { printf '@hosttrust %s end\n' "$nonce"; }
block() { base64 && echo .; }
have() { command -v "$1" >/dev/null 2>&1; }

# ---- Facts -------------------------------------------------------------------------------------

# look PATH...: what stands at each path, by its number; a link is a link, never what it leads to. One process tells
# the attributes of all: starting processes is what a probe costs a host.
look() {
  for p; do
    set -- "$@" "$root$p"
    shift
  done
  seen=$newline$(stat -c '%n|%a %u %g %s' "$@" 2>/dev/null)$newline
  i=0
  for p; do
    i=$((i + 1))
    look_at
  done
}

# attributes: mode, owner, group and size of $p; asked again if it came into being a moment ago.
attributes() {
  case $seen in
    *"$newline$p|"*)
      attributes=${seen#*"$newline$p|"}
      attributes=${attributes%%"$newline"*}
      ;;
    *) attributes=$(stat -c '%a %u %g %s' "$p") ;;
  esac
}

look_at() {
  if [ -L "$p" ]; then
    echo "path $i link"
    readlink "$p" | block
  elif [ -d "$p" ]; then
    attributes
    w=ro
    [ -w "$p" ] && w=rw
    echo "path $i directory ${attributes% *} $w"
  elif [ -f "$p" ]; then
    attributes
    if [ "${attributes##* }" -gt 1048576 ]; then
      echo "path $i other a file of ${attributes##* } bytes"
    elif [ ! -r "$p" ]; then
      echo "path $i other a file that cannot be read"
    else
      echo "path $i file $attributes"
      base64 "$p"
      echo .
    fi
  elif [ -e "$p" ]; then
    echo "path $i other neither a file nor a directory"
  else
    echo "path $i absent"
  fi
}

# wanted_in FILE: which of the wanted certificates a file holds, each with what the file has of it.
# One pass, compared without line ends; a certificate is left at its first line that begins none of the wanted.
wanted_in() {
  awk -v wanted="$wanted" '
    BEGIN { n = split(wanted, w, " ") }
    /^-----BEGIN CERTIFICATE-----/ { body = ""; inside = 1; next }
    !inside { next }
    /^-----END CERTIFICATE-----/ {
      for (i = 1; i <= n; i++) if (body == w[i]) { print "bundle " i " "; print body; print "." }
      inside = 0
      next
    }
    {
      gsub(/[ \t\r]/, "")
      body = body $0
      for (i = 1; i <= n && substr(w[i], 1, length(body)) != body; i++);
      inside = i <= n
    }
  ' "$1"
}

bundle() {
  [ ! -f "$certs/ca-certificates.crt" ] || wanted_in "$certs/ca-certificates.crt"
}

# effect INDEX FILE HASH: by which links a lookup finds the certificate, and where the file's .pem link
# leads. Of two files with one certificate `openssl rehash` links only one, so another file is as good.
effect() {
  set -- "$1" "$root$2" "$3"
  for l in "$certs/$3".[0-9] "$certs/$3".[0-9][0-9]; do
    if [ "$l" -ef "$2" ]; then
      echo "link $1 ${l##*/}"
    elif [ -f "$l" ]; then
      case $(wanted_in "$l") in *"bundle $1 "*) echo "link $1 ${l##*/}" ;; esac
    fi
  done
  p=${2##*/}
  p=$certs/${p%.crt}.pem
  if [ -L "$p" ]; then
    t=$(readlink "$p")
    kind=dangling
    [ -e "$p" ] && kind=foreign
    [ "$t" = "$2" ] && kind=ours
    echo "pem $1 $kind"
    if [ "$kind" = ours ]; then echo .; else echo "$t" | block; fi
  elif [ -e "$p" ]; then
    echo "pem $1 other"
    echo .
  fi
  return 0
}

# leftovers DIRECTORY [remove]: what an interrupted run has left; the names of this run have its nonce.
leftovers() {
  for l in "$root$1"/.hosttrust-*; do
    case $l in *"/.hosttrust-$nonce."*) continue ;; esac
    [ -e "$l" ] || [ -L "$l" ] || continue
    case ${2-} in
      remove) rm -rf "$l" || return ;;
      *) echo leftover ;;
    esac
  done
}

facts() {
  me=$(id)
  gid=${me#* gid=}
  me=${me#uid=}
  echo "host ${me%%[!0-9]*} ${gid%%[!0-9]*}"
  for t in update-ca-certificates flock awk openssl sha256sum; do
    have "$t" || echo "lacks $t"
  done
  look_list
  effect_list
  leftover_list
  bundle
  if [ -d "$localcerts" ]; then
    echo "localcerts"
    if is_empty "$localcerts"; then echo .; else (cd "$localcerts" && find -L . -name '*.crt' -type f) | block; fi
  fi
}

is_empty() {
  for l in "$1"/* "$1"/.*; do
    case $l in */. | */..) continue ;; esac
    [ -e "$l" ] && return 1
  done
  return 0
}

hosttrust_probe() {
  begin
  facts
  end
}

# ---- Changes -----------------------------------------------------------------------------------

# state PATH: the same words that the controller makes of a probe, for compare-and-set.
state() {
  if [ -L "$1" ]; then
    echo link
  elif [ -d "$1" ]; then
    echo "directory $(stat -c '%a %u %g' "$1")"
  elif [ -f "$1" ]; then
    sum=$(sha256sum <"$1")
    echo "file $(stat -c '%a %u %g' "$1") ${sum%% *}"
  elif [ -e "$1" ]; then
    echo other
  else
    echo absent
  fi
}

# guard INDEX PATH STATE
guard() {
  [ "$(state "$root$2")" = "$3" ] && return
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
  b=${p%/*}/.hosttrust-$nonce.$done.old
  t=${p%/*}/.hosttrust-$nonce.$done.new
  case $phase in
    do)
      if [ "$4" = old ]; then
        ln "$p" "$b" 2>/dev/null || cp -p "$p" "$b" || return
      fi
      base64 -d >"$t" && own "$t" "$1" "$2" "$3" && mv -f "$t" "$p"
      ;;
    undo)
      rm -f "$t"
      if [ "$4" = new ]; then
        rm -f "$p"
      elif [ -e "$b" ]; then
        [ "$b" -ef "$p" ] || mv -f "$b" "$p"
        rm -f "$b"
      fi
      ;;
    finish) rm -f "$b" ;;
  esac
}

# update_step [--fresh]: the distribution's own tool; its output is an answer of its own.
update_step() {
  case $phase in
    do)
      # What a killed run left would be appended to.
      rm -f "$certs/ca-certificates.crt.new"
      if [ -n "$root" ]; then
        set -- "$@" --certsconf "$conf" --certsdir "$store" --localcertsdir "$localcerts" \
          --etccertsdir "$certs" --hooksdir "$root/etc/ca-certificates/update.d"
      fi
      output=$(update-ca-certificates "$@" 2>&1 </dev/null 9<&-)
      status=$?
      echo output
      printf '%s\n' "$output" | block
      [ "$status" = 0 ] || echo "update-ca-certificates ended with status $status: $output" | tail -n 5 >&2
      [ "$status" = 0 ]
      ;;
    undo)
      [ -d "$snapshot" ] || return 0
      # What hooks keep in directories below, such as a Java keystore, is put back as well.
      (cd "$certs" && find . ! -type d) | while read -r e; do
        [ -e "$snapshot/$e" ] || [ -L "$snapshot/$e" ] || rm -f "$certs/$e"
      done
      (cd "$snapshot" && find . ! -type d) | while read -r e; do
        mv -f "$snapshot/$e" "$certs/$e" || exit
      done
      ;;
  esac
}

# A snapshot beside the directory, for undoing the tool's work. It holds as much as the tool is about
# to write, so a full file system shows before anything is changed.
take_snapshot() {
  mkdir "$snapshot" && cp -a "$certs/." "$snapshot/"
}

# effective FACTS: every anchor in the bundle and found by its hash: what the tool's exit status does not tell.
effective() {
  i=1
  while [ "$i" -le "$anchors" ]; do
    case $1 in
      *"bundle $i "*) ;;
      *)
        echo "update-ca-certificates ran, but the bundle lacks anchor $i"
        return 1
        ;;
    esac
    case $1 in
      *"link $i "*) ;;
      *)
        echo "update-ca-certificates ran, but no hash link leads to anchor $i"
        return 1
        ;;
    esac
    i=$((i + 1))
  done
}

# sweep_step: what an interrupted run has left.
sweep_step() {
  [ "$phase" = do ] || return 0
  leftover_list remove
}

failed() {
  echo "failed $1"
  printf '%s\n' "$2" | block
}

undo_all() {
  phase=undo
  while [ "$done" -gt 0 ]; do
    undo_error=$(step "$done" 2>&1) || failed undo "$undo_error"
    done=$((done - 1))
  done
  rm -rf "$snapshot"
  echo undone
}

change() {
  conflicts=
  guard_list
  [ -z "$conflicts" ] || return
  done=0
  if [ "$updates" = 1 ] && ! error=$(take_snapshot 2>&1); then
    rm -rf "$snapshot"
    failed snapshot "$error"
    return
  fi
  phase=do
  while [ "$done" -lt "$steps" ]; do
    done=$((done + 1))
    { error=$(step "$done" 2>&1 >&8); } 8>&1
    if [ $? != 0 ]; then
      failed "$done" "$error"
      undo_all
      return
    fi
  done
  after=$(facts)
  if [ "$updates" = 1 ] && ! error=$(effective "$after"); then
    failed effect "$error"
    undo_all
    return
  fi
  phase=finish
  while [ "$done" -gt 0 ]; do
    step "$done"
    done=$((done - 1))
  done
  rm -rf "$snapshot"
  echo applied
  printf '%s\n' "$after"
}

# tool_runs: whether somebody else, such as a package's trigger, runs the tool on this system. A script's
# name in `comm` is cut after 15 characters; a process of a container has another root.
tool_runs() {
  for comm in /proc/[0-9]*/comm; do
    { read -r name <"$comm"; } 2>/dev/null || continue
    [ "$name" = update-ca-certi ] && [ "${comm%comm}root" -ef / ] && return
  done
  return 1
}

# The tool appends to a file of a fixed name, so two at once would mix.
tool_is_free() {
  [ -z "$root" ] || return 0
  tries=0
  while tool_runs; do
    [ "$tries" -lt "$lock_wait" ] || return
    tries=$((tries + 1))
    sleep 1
  done
}

# A host that was begun is finished or undone, whatever becomes of the connection.
hosttrust_apply() {
  trap '' HUP INT TERM PIPE
  snapshot=${certs%/*}/.hosttrust-$nonce.certs
  begin
  exec 9<"$certs"
  if flock -w "$lock_wait" 9 && tool_is_free; then
    change
  else
    echo locked
  fi
  end
}
