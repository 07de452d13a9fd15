#!/usr/bin/env bash
# Every command as somebody meets it who does not know it: its help, a wrong option, a corpus without a
# document, an answer of which only the head is read, a full disk, no terminal, a narrow one without
# colours, a Dutch locale; all of it in folders with blanks in their names.
# Usage: second_look.sh PROGRAM SOURCE
set -euo pipefail
program=$(realpath "$1")
source=$(realpath "$2")
base=$(mktemp -d)
trap 'rm -rf "$base"' EXIT
work="$base/een map met spaties"
mkdir -p "$work/thuis"
cd "$work"
unset INKOOPMONITOR_CORPUS INKOOPMONITOR_DATA XDG_CONFIG_HOME
export HOME="$work/thuis" LC_ALL=C.UTF-8
failures=0 looks=0
place=()  # what env is told besides

fail() {
  echo "second look: $*" >&2
  failures=$((failures + 1))
}

# monitor WORDS…: runs it; what it prints is in said and errors, how it ended in status.
monitor() {
  looks=$((looks + 1)) status=0
  env "${place[@]}" "$program" "$@" >"$work/said" 2>"$work/errors" </dev/null || status=$?
}

# narrow WORDS…: on a terminal of 60 columns that wants no colours.
narrow() {
  local words
  words=$(printf ' %q' "$program" "$@")
  looks=$((looks + 1))
  NO_COLOR=1 script -qec "stty cols 60; exec$words" /dev/null </dev/null >"$work/narrow" 2>&1 || true
}

mapfile -t commands < <("$program" help --reference | sed -n 's/^## inkoopmonitor \(..*\)/\1/p')
[ ${#commands[@]} -gt 40 ] || fail "the reference names ${#commands[@]} commands only"

# What each answers without words of its own; of a coded corpus, and of an empty one.
questions=(
  "status" "query trend" "query trend --shares known --why" "query transitions --from 2019 --to 2020"
  "query coverage --per province" "query missing --year 2020" "query expiring --on 2020-01-01"
  "query compare Goes Borsele --to 2020" "query records" "query documents" "query monitor --from 2020 --to 2020"
  "query search tarief" "query search --ranked tarief" "query runs" "query private" "query changes --since 0"
  "query sql SELECT+count(*)+FROM+monitor" "export --table values" "export --table arrangements --format json"
  "export --table documents" "export --format ocds" "rules stats" "decisions compare" "edition list" "verify"
)

# ask PLACE QUESTION: a question in words, + standing for a blank within one.
ask() {
  local -a words
  read -ra words <<<"$2"
  INKOOPMONITOR_CORPUS="$work/$1" monitor "${words[@]//+/ }"
}

echo "== the help and the wrong options of ${#commands[@]} commands"
for command in "${commands[@]}"; do
  read -ra words <<<"$command"
  monitor "${words[@]}" --help
  [ "$status" = 0 ] && grep -q '^Example:$' "$work/said" || fail "$command --help"
  ! awk 'length($0) > 100 && !/^  inkoopmonitor / && !/^Usage: /' "$work/said" | grep . || fail "$command --help is wide"
  narrow "${words[@]}" --help
  ! tr -d '\r' <"$work/narrow" | awk 'length($0) > 60 && !/^  inkoopmonitor / && !/^Usage: /' | grep . ||
    fail "$command --help on a narrow terminal"
  monitor "${words[@]}" --onzin
  [ "$status" = 2 ] && [ ! -s "$work/said" ] && [ "$(wc -l <"$work/errors")" = 2 ] &&
    grep -q '^inkoopmonitor: the command line: "--onzin" is not an option of' "$work/errors" ||
    fail "$command --onzin: $status, $(cat "$work/errors")"
done

echo "== a corpus without a document"
monitor init --corpus "$work/leeg corpus"
for question in "${questions[@]}"; do
  ask "leeg corpus" "$question"
  # A package of Open Contracting has a release.
  expected=0
  [ "$question" != "export --format ocds" ] || expected=3
  [ "$status" = "$expected" ] || fail "$question of an empty corpus: $status, $(cat "$work/errors")"
  ! grep -qiw 'nan\|inf' "$work/said" || fail "$question of an empty corpus: no number"
done

echo "== a corpus, in a folder with blanks in its name"
cp -r "$source/tests/data/sample" "$work/mijn documenten"
monitor import "$work/mijn documenten" --year 2024 --corpus "$work/mijn corpus"
[ "$status" = 0 ] || fail "import: $(cat "$work/errors")"
grep -qF "next: inkoopmonitor classify --corpus" "$work/said" || fail "import names no next step"
# What it says to type next is typed as it stands.
bash -c "$(sed -n "s|^next: inkoopmonitor|'$program'|p" "$work/said")" >/dev/null || fail "the next step as it was named"

echo "== only the head is read; a full disk; no terminal; a narrow one"
for question in "${questions[@]}"; do
  ask "mijn corpus" "$question"
  [ "$status" = 0 ] || fail "$question: $status, $(cat "$work/errors")"
  ! grep -q $'[\e\r]' "$work/said" "$work/errors" || fail "$question: signs of a terminal where there is none"
  read -ra words <<<"$question"
  ended=$(INKOOPMONITOR_CORPUS="$work/mijn corpus" bash -c '"$@" 2>"$0" | head -n 1 >/dev/null; echo "${PIPESTATUS[0]}"' \
    "$work/errors" "$program" "${words[@]//+/ }")
  [ "$ended" = 0 ] && ! grep -q 'written\|error' "$work/errors" || fail "$question | head: $ended, $(cat "$work/errors")"
  # Where all is well verify has nothing to print.
  ended=3
  [ "$question" = verify ] ||
    { ended=0 && INKOOPMONITOR_CORPUS="$work/mijn corpus" "$program" "${words[@]//+/ }" >/dev/full 2>"$work/errors"; } || ended=$?
  [ "$ended" = 3 ] || fail "$question > /dev/full: $ended"
  INKOOPMONITOR_CORPUS="$work/mijn corpus" narrow "${words[@]//+/ }"
  ! grep -q $'\e\[[0-9;]*m' "$work/narrow" || fail "$question: colours, which NO_COLOR forbids"
done

echo "== a Dutch locale"
if localedef -i nl_NL -f UTF-8 "$base/nl_NL.UTF-8" 2>/dev/null; then
  [ "$(env LOCPATH="$base" LC_ALL=nl_NL.UTF-8 locale decimal_point)" = , ] || fail "there is no Dutch locale"
  for question in "${questions[@]}"; do
    ask "mijn corpus" "$question"
    cp "$work/said" "$work/before"
    place=(LOCPATH="$base" LC_ALL=nl_NL.UTF-8)
    ask "mijn corpus" "$question"
    place=()
    cmp -s "$work/said" "$work/before" || fail "$question: another answer in a Dutch locale"
  done
  export INKOOPMONITOR_CORPUS="$work/mijn corpus"
  monitor report --year 2020 --no-pdf --out "$work/het rapport"
  place=(LOCPATH="$base" LC_ALL=nl_NL.UTF-8)
  monitor report --year 2020 --no-pdf --out "$work/het rapport elders"
  diff -rq "$work/het rapport" "$work/het rapport elders" || fail "another publication in a Dutch locale"
else
  echo "left out: this machine cannot make the locale (apt-get install locales)"
fi

echo "second look: $looks commands, $failures failures"
[ "$failures" = 0 ]
