#!/usr/bin/env bash
# Runs every command of the documentation as it is typed there.
# Usage: documentation.sh PROGRAM SOURCE [PAGE…]; without pages: all of them.
#
# A block ```sh is run in a folder of the page's own, from the first to the last; each must succeed.
# A block ```output below it holds lines that the block before must have said, whatever the number of
# blanks; … in a line stands for anything. A block ```sh serve holds commands that go on until they are
# stopped: each must name its address, and one that asks for a password is given one. A block ```sh NAME
# is not run here but by tests/system/NAME or ./run, which must hold the words and options of its
# commands. A command that stands in no block is a failure. The folder has: the sample set as
# documenten/, a hand-coded sheet as handmatig/, and for CONTRIBUTING.md a copy of the program's data.
set -euo pipefail
program=$(realpath "$1")
source=$(realpath "$2")
shift 2
[ $# -gt 0 ] || set -- README.md CONTRIBUTING.md docs/handleiding.md docs/how-it-works.md \
  docs/cluster.md docs/in-detail.md docs/limits-and-security.md docs/server.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/home"
ln -s "$program" "$work/bin/inkoopmonitor"
printf '#!/bin/sh\necho "$1" >"%s"\n' "$work/opened" >"$work/bin/xdg-open"
chmod +x "$work/bin/xdg-open"
export PATH=$work/bin:$PATH HOME=$work/home INKOOPMONITOR_SHARE=$source
unset INKOOPMONITOR_CORPUS INKOOPMONITOR_DATA XDG_CONFIG_HOME
failures=0 blocks=0

fail() {
  echo "documentation: $1: $2" >&2
  failures=$((failures + 1))
}

# prepare PAGE: its folder.
prepare() {
  local folder=$work/${1//\//_}
  mkdir -p "$folder/tests"
  cp -r "$source/tests/data/sample" "$folder/documenten"
  cp -r "$source/tests/data/handmatig" "$folder/handmatig"
  cp -r "$source/tests/data" "$folder/tests/data"
  if [ "$1" = CONTRIBUTING.md ]; then
    mkdir -p "$folder/corpus" "$folder/reports"
    cp -r "$source/classify" "$folder/"
    cp -r "$source/corpus/register" "$folder/corpus/"
    cp -r "$source/reports/templates" "$folder/reports/"
    export INKOOPMONITOR_DATA=$folder
  fi
  cd "$folder"
  # Where the page does not make a corpus and serves one.
  [ "$1" != docs/server.md ] || inkoopmonitor init >"$work/said" 2>&1
}

# parts PAGE: each block as a file: NUMBER.sh, NUMBER.output, or NUMBER.by with the name behind sh.
parts() {
  rm -rf "$work/parts"
  mkdir "$work/parts"
  awk -v to="$work/parts" '
    /^```/ && inside { inside = 0; close(file); next }
    /^```(sh|output)/ {
      number = sprintf("%03d", ++count)
      file = to "/" number "." substr($1, 4)
      if ($2 == "serve") file = to "/" number ".serve"
      else if (NF > 1) { file = to "/" number ".by"; print $2 > file }
      printf "" >> file
      inside = 1
      next
    }
    inside { print >> file }
  ' "$source/$1"
}

squeezed() { sed -e 's/  */ /g' -e 's/^ //' "$@"; }
# A line of an output block, as an expression in which … is anything.
expression() { squeezed <<<"$1" | sed -e 's/[][\.*^$]/\\&/g' -e 's/…/.*/g'; }

check_output() {
  local line
  while IFS= read -r line; do
    [ -z "$line" ] || squeezed "$work/said" | grep -- "^$(expression "$line")" >/dev/null ||
      fail "$1" "no longer says: $line"
  done <"$2"
}

# serve PAGE PART: each command is let be until it has named its address; what would open a browser is
# written down. Addresses of other machines are taken for this one.
serve() {
  local command port server waited
  while IFS= read -r command; do
    command=$(sed -e 's/ *#.*//' -e 's/10\.0\.0\.5/127.0.0.1/' <<<"$command")
    blocks=$((blocks + 1)) port=$((20000 + RANDOM % 20000))
    if [[ $command == *--add-reviewer* ]]; then
      bash -c "$command" >"$work/said" 2>&1 <<<"een wachtwoord van genoeg letters" || fail "$1" "$command: $(cat "$work/said")"
      continue
    fi
    rm -f "$work/opened" "$work/said"
    bash -c "exec $command --port $port" >"$work/said" 2>"$work/errors" </dev/null &
    server=$! waited=0
    until [ -s "$work/said" ] || [ $((++waited)) = 600 ] || ! kill -0 "$server" 2>/dev/null; do sleep 0.1; done
    grep -q '^http' "$work/said" || fail "$1" "$command: no address, $(cat "$work/errors")"
    [[ $command != *--open* ]] || { sleep 1 && grep -q '^http' "$work/opened"; } || fail "$1" "$command: no browser was opened"
    kill "$server" && wait "$server" || true
  done <"$2"
}

# check_elsewhere PAGE PART: whether what runs the block holds each word of its commands that is one of
# the program's or of ./run: verbs and options.
check_elsewhere() {
  local name file word
  name=$(head -n 1 "$2")
  file=$source/tests/system/$name
  [ "$name" != run ] || file=$source/run
  [ -f "$file" ] || { fail "$1" "there is no tests/system/$name" && return; }
  while IFS= read -r word; do
    grep -qE -- "(^|[^a-z-])$word([^a-z-]|\$)" "$file" || fail "$1" "$name has no $word"
  done < <(sed 's/#.*//' "$2" | grep -E '^(inkoopmonitor|\./run) ' | sed -E 's/.*(inkoopmonitor|\.\/run) //' |
    awk '{ print $1; for (i = 2; i <= NF; i++) if ($i ~ /^--/) { sub(/=.*/, "", $i); print $i } }' | sort -u)
}

for page in "$@"; do
  [ -f "$source/$page" ] || continue
  ! grep -nE '^    (inkoopmonitor|\./run|podman|sudo|apt-get) ' "$source/$page" >&2 || fail "$page" "no test runs this"
  unset INKOOPMONITOR_DATA
  prepare "$page"
  parts "$page"
  for part in "$work"/parts/*; do
    [ -e "$part" ] || continue
    case $part in
      *.sh)
        blocks=$((blocks + 1))
        if ! bash -euo pipefail "$part" >"$work/said" 2>&1; then
          fail "$page" "this block does not work:"
          cat "$part" "$work/said" >&2
        fi
        ;;
      *.serve) serve "$page" "$part" ;;
      *.by) check_elsewhere "$page" "$part" ;;
      *.output) check_output "$page" "$part" ;;
    esac
  done
done
# Figures are made by commands: each part of the quality page names one, and when it was run.
awk '
  /^## / { if (part != "" && !(command && date)) print part; part = $0; command = date = 0 }
  /`(\.\/run|inkoopmonitor) [a-z-]+/ { command = 1 }
  /20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]/ { date = 1 }
  END { if (!(command && date)) print part }
' "$source/docs/kwaliteit.md" >"$work/said"
[ ! -s "$work/said" ] || fail docs/kwaliteit.md "no command or no date: $(cat "$work/said")"
grep -q 'zijn voor dit doel geschreven, niet' "$source/docs/kwaliteit.md" || fail docs/kwaliteit.md "does not say what it is measured on"
echo "documentation: $blocks blocks of commands, $failures failures"
[ "$failures" = 0 ] && [ "$blocks" -gt 0 ]
