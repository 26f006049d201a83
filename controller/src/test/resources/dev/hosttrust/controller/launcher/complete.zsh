# Types lines and Tab into an interactive bash and an interactive zsh, each on a terminal of its own, and prints what came
# of each line. bash reads the file of the package; zsh has to find its own.
zmodload zsh/zpty
export TERM=dumb HISTFILE=

open() { # shell command-line setup
  zpty $1 $2
  zpty -w $1 "$3; PS1='rea''dy> '"
  zpty -r $1 seen '*ready> *'
}

# Ctrl-O shows the line, Ctrl-U empties it.
press_tab() { # shell line
  zpty -w -n $1 "$2"$'\t\x0f\x15'
  zpty -r $1 seen '*<<*>>*'
  seen=${seen##*<<}
  print -r -- "$1: ${seen%%>>*};"
}

open bash 'bash --noprofile --norc -i' \
  '. /usr/share/bash-completion/completions/hosttrust; bind -x '\''"\C-o": printf "\n<%s%s>>" "<" "$READLINE_LINE"'\'
open zsh 'zsh -d -f -i' \
  'autoload -U compinit; compinit -D; unsetopt autolist beep; show() { print -r -- "<""<$BUFFER>>" }; zle -N show; bindkey "^O" show; bindkey "^U" kill-whole-line'

for shell in bash zsh; do
  press_tab $shell 'hosttrust roll'
  press_tab $shell 'hosttrust diff -F ke'
  press_tab $shell 'hosttrust diff -i hosts.ini -l no'
done
