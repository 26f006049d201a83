#compdef hosttrust
# Completion of hosttrust's command line for zsh: as _hosttrust in a directory of $fpath, or by source <(hosttrust completion zsh).

# Offers the groups and hosts of the inventories on the line, as read in the last half minute.
_hosttrust_names() {
  local -a inventories
  local word key names i
  for ((i = 2; i < CURRENT; i++)); do
    word=$words[i]
    case $word in
    -i | --inventory) inventories+=(-i "${(Q)words[i+1]}") ;;
    --inventory=*) inventories+=(-i "${(Q)word#*=}") ;;
    -i*) inventories+=(-i "${(Q)word#-i}") ;;
    --kube-nodes)
      inventories+=($word)
      # The context may be left out.
      ((i + 1 == CURRENT)) || [[ $words[i+1] == -* ]] || inventories+=($words[i+1])
      ;;
    --kube-nodes=*) inventories+=($word) ;;
    esac
  done
  if [[ $PREFIX == @* ]]; then
    compset -P @
    _files
    return
  fi
  key="$PWD $inventories"
  if [[ $key != ${_hosttrust_key-} || $((SECONDS / 30)) != ${_hosttrust_time-} ]]; then
    typeset -ga _hosttrust_read
    # Where they cannot be read again in time, those from before are better than none.
    [[ $key == ${_hosttrust_key-} ]] || _hosttrust_read=()
    typeset -g _hosttrust_key=$key _hosttrust_time=$((SECONDS / 30))
    names=$(HOSTTRUST_COMPLETING=1 timeout 5 $program inventory --names ${inventories/#\~/$HOME} 2>/dev/null </dev/null) &&
      _hosttrust_read=(${(f)names})
  fi
  compset -P '*[,:!&]'
  compadd -a _hosttrust_read
}

# Offers a file behind an @, where else a value is typed.
_hosttrust_vars() {
  compset -P '*@' && _files
}

# Offers the ids of this user's rollouts, the newest first.
_hosttrust_ids() {
  local -a ids
  ids=(last ${${(M)XDG_STATE_HOME:#/*}:-$HOME/.local/state}/hosttrust/rollouts/*.jsonl(N.om:t:r))
  compadd -V ids -a ids
}

# Offers the ids of the rollouts that wait between two batches.
_hosttrust_paused() {
  local -a ids
  ids=(${${(M)XDG_STATE_HOME:#/*}:-$HOME/.local/state}/hosttrust/paused/*(N:t:r))
  compadd -a ids
}

_hosttrust_commands() {
  local -a commands
  commands=(
{{COMMANDS}}
  )
  _describe command commands
}

_hosttrust() {
  local curcontext=$curcontext state line program=${~${(Q)words[1]}}
  _arguments -C -s -S \
{{PROGRAM}} \
    '1:command:_hosttrust_commands' \
    '*::arguments:->arguments' && return
  [[ $state == arguments ]] || return
  case $words[1] in
{{OPTIONS}}
  esac
}

if [[ ${funcstack[1]-} == _hosttrust ]]; then
  _hosttrust "$@"
else
  (($+functions[compdef])) || { autoload -U compinit && compinit; }
  compdef _hosttrust hosttrust
fi
