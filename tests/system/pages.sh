#!/usr/bin/env bash
# A publication and a profile of the sample documents, looked at by check_pages.mjs.
# Usage: pages.sh PROGRAM SOURCE
set -euo pipefail
program=$1 source=$2
chromium=$(command -v chromium || true)
if [ -z "$chromium" ] || [ ! -d "$source/app/web/node_modules" ]; then
  echo "skipped: it needs Chromium and what ./run test-system installs with npm"
  exit 77
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export INKOOPMONITOR_CORPUS=$folder/corpus
"$program" import "$source/tests/data/sample"
"$program" classify
"$program" report --year 2020 --no-pdf --out "$folder/monitor"
"$program" profile Utrecht --year 2020 --no-pdf --out "$folder/profiel"
# The fullest page of a municipality, and the page behind a figure.
municipality=$(ls -S "$folder"/monitor/bewijs/GM*.html | sed -n 1p)
check=$source/tests/system/check_pages.mjs
failed=0
node "$check" "$chromium" "$folder/monitor" monitor.html bewijs/bekostiging.html \
  "bewijs/$(basename "$municipality")" || failed=1
node "$check" "$chromium" "$folder/profiel" profiel.html || failed=1
exit "$failed"
