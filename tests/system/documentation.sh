#!/usr/bin/env bash
# Runs every command of the documentation as it is typed there.
# Usage: documentation.sh PROGRAM SOURCE [PAGE…]; without pages: all of them.
#
# A block ```sh is run in a folder of the page's own, from the first to the last; each must succeed.
# A block ```output below it holds lines that the block before must have said, whatever the number of
# blanks; … in a line stands for anything. A block ```sh NAME is not run here but by tests/system/NAME or ./run, which must
# hold its commands' names. The folder has: the sample set as documenten/, a hand-coded sheet as
# handmatig/, and for CONTRIBUTING.md a copy of the program's data.
set -euo pipefail
program=$(realpath "$1")
source=$(realpath "$2")
shift 2
[ $# -gt 0 ] || set -- README.md CONTRIBUTING.md docs/handleiding.md docs/how-it-works.md \
  docs/in-detail.md docs/limits-and-security.md docs/server.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/home"
ln -s "$program" "$work/bin/inkoopmonitor"
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
      if (NF > 1) { file = to "/" number ".by"; print $2 > file }
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

for page in "$@"; do
  [ -f "$source/$page" ] || continue
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
      *.by)
        name=$(head -n 1 "$part")
        [ -f "$source/tests/system/$name" ] || [ "$name" = run ] ||
          fail "$page" "there is no tests/system/$name"
        ;;
      *.output) check_output "$page" "$part" ;;
    esac
  done
done
echo "documentation: $blocks blocks of commands, $failures failures"
[ "$failures" = 0 ] && [ "$blocks" -gt 0 ]
