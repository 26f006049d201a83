# Completion of hosttrust's command line for bash 4.4 or newer.

if [[ -n ${ZSH_VERSION-} ]]; then
  eval "$(hosttrust completion zsh)"
  return
fi

# Sets `options` to the options of a command.
_hosttrust_options() {
  case $1 in
{{OPTIONS}}
  esac
}

# Sets `kind` to what an option's value is, and `candidates` where it is one of a few words.
_hosttrust_value() {
  case $1 in
{{VALUES}}
  *) kind=none ;;
  esac
}

# Prints the names of what is kept in a directory of the user's state, without their ending.
_hosttrust_state() (
  set +f
  local state=$XDG_STATE_HOME
  [[ $state == /* ]] || state=$HOME/.local/state
  cd "$state/hosttrust/$1" 2>/dev/null || return
  for file in *; do
    [[ ! -e $file ]] || printf '%s\n' "${file%.jsonl}"
  done
)

# Prints the groups and hosts of the inventories that are named, as read in the last half minute.
_hosttrust_names() {
  local key="$PWD $* $((SECONDS / 30))"
  if [[ $key != "${_hosttrust_names_key-}" ]]; then
    _hosttrust_names_key=$key
    _hosttrust_names_read=$(HOSTTRUST_COMPLETING=1 timeout 5 "$@" 2>/dev/null </dev/null)
  fi
}

_hosttrust() {
  local -
  set -f
  local IFS=$' \t\n' line=${COMP_LINE:0:$COMP_POINT}
  local words=($line)
  # The shell takes a word apart at = : and @, and this does not.
  [[ $line == *[[:space:]] ]] && words+=("")
  local last=$((${#words[@]} - 1)) command= option= options= kind= candidates= candidate before word i
  local commands='{{COMMANDS}}'
  local current=${words[$last]} inventories=() read=${words[0]/#\~/$HOME}
  for ((i = 1; i < last; i++)); do
    word=${words[$i]}
    case $word in
    -i | --inventory) inventories+=(-i "${words[$((i + 1))]}") ;;
    -i* | --inventory=*)
      word=${word#--inventory=}
      inventories+=(-i "${word#-i}")
      ;;
    --kube-nodes)
      inventories+=("$word")
      # The context may be left out.
      ((i + 1 == last)) || [[ ${words[$((i + 1))]} == -* ]] || inventories+=("${words[$((i + 1))]}")
      ;;
    --kube-nodes=*) inventories+=("$word") ;;
    -*) ;;
    *) [[ -n $command ]] || command=$word ;;
    esac
  done

  # What is in front of the text to complete stays as it is.
  local value=$current prefix=
  case $current in
  --*=*)
    option=${current%%=*}
    value=${current#*=}
    prefix=$option=
    ;;
  *) ((last < 2)) || option=${words[$((last - 1))]} ;;
  esac
  _hosttrust_value "$option"
  if [[ $kind == none && $current == -* ]]; then
    kind=options
  elif [[ $kind == none && $option != -?* || $kind == flag ]]; then
    case $command in
    '') kind=commands ;;
{{ARGUMENTS}}
    esac
  fi
  if [[ $kind == within ]]; then
    # A command in another one, then its files.
    kind=words
    for word in $candidates; do
      [[ " ${words[*]:0:last} " != *" $word "* ]] || kind=file
    done
  fi
  if [[ $value == @* && ($kind == names || $kind == vars) ]]; then
    kind=@file value=${value#@} prefix+=@
  fi

  COMPREPLY=()
  IFS=$'\n'
  case $kind in
  options)
    _hosttrust_options "$command"
    IFS=' '
    candidates=($options)
    IFS=$'\n'
    COMPREPLY=($(compgen -W "${candidates[*]}" -- "$current"))
    prefix=
    ;;
  commands) COMPREPLY=($(compgen -W "${commands// /$'\n'}" -- "$value")) ;;
  ids) COMPREPLY=($(compgen -W "last"$'\n'"$(_hosttrust_state rollouts)" -- "$value")) ;;
  paused) COMPREPLY=($(compgen -W "$(_hosttrust_state paused)" -- "$value")) ;;
  words)
    # Of a list with commas, the last one; not what is in the list, and 'auto' stands alone.
    word=${value##*,}
    before=${value%"$word"}
    prefix+=$before
    for candidate in ${candidates// /$'\n'}; do
      [[ ",$before" == *",$candidate,"* || -n $before && $candidate == auto ]] ||
        COMPREPLY+=($(compgen -W "$candidate" -- "$word"))
    done
    ;;
  names)
    word=${value##*[,:\!&]}
    prefix+=${value%"$word"}
    inventories=("${inventories[@]//[\\\"\']/}")
    _hosttrust_names "$read" inventory --names "${inventories[@]/#\~/$HOME}"
    COMPREPLY=($(compgen -W "$_hosttrust_names_read" -- "$word"))
    ;;
  file)
    compopt -o filenames
    COMPREPLY=($(compgen -f -- "${value/#\~\//$HOME/}"))
    ;;
  @file)
    # Not as file names: those are quoted with their prefix, @ as \@.
    for word in $(compgen -f -- "$value"); do
      COMPREPLY+=("$(printf %q "$word")")
    done
    ;;
  esac

  # bash puts the answer behind the last of its own breaks; an @ stays a part of the word all the same.
  word=${prefix##*["${COMP_WORDBREAKS//@/}"]}
  [[ -z $word ]] || COMPREPLY=("${COMPREPLY[@]/#/$word}")
}

complete -F _hosttrust hosttrust
