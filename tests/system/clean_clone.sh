#!/usr/bin/env bash
# What a newcomer does: clone, ./run demo, and once more. Usage: clean_clone.sh REPOSITORY
set -euo pipefail
repository=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

git clone --quiet "$repository" "$folder/clone"
cd "$folder/clone"
./run demo | tee first.txt
grep -q inspanningsgericht first.txt
page=$(tail -n 1 first.txt)
test -f "$page"

SECONDS=0
./run demo | tee second.txt
grep -q 'known already' second.txt
test "$SECONDS" -lt 30
