#!/usr/bin/env bash
# Whether clang-format 14 (of Debian 12) would set any file otherwise; with "mend" it does.
# Usage: format.sh [mend]; exit status 77: there is no such clang-format.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
formatter=$(command -v clang-format-14) || {
  echo "skipped: clang-format-14 is not installed (apt-get install clang-format-14)" >&2
  exit 77
}
if [ "${1:-}" = mend ]; then how=(-i); else how=(--dry-run -Werror --ferror-limit=1); fi
find app classify corpus extract reports tests ./*.h ./*.cpp \
  -name node_modules -prune -o \( -name '*.cpp' -o -name '*.h' \) -print0 |
  xargs -0 -P "$(nproc)" -n 40 "$formatter" "${how[@]}" || {
  echo "these files are not as clang-format sets them; tests/tidy/format.sh mend does it" >&2
  exit 1
}
