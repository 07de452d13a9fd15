#!/usr/bin/env bash
# How fast and how well this program reads, beside its peers, in one run, and what coding costs.
# Usage: bench.sh [ocr] [text] [gold] [classify] [shares] [costs] [corpus] [merging]; the first
# four when none is named.
#
#   ocr   scanned pages: import, against OCRmyPDF and against pdfimages with tesseract; then the
#         accuracy of all three, by the same ruler (accuracy.cpp)
#   text  files with a text layer: import of a folder, against pdftotext, one file after the other
#   gold  each labelled document: pages by text and by OCR, seconds, errors
#   classify  coding all of `text` again: against pdftotext that extracts that text; with twice the
#         rules and with twice the text; memory for few and for ten times as many pages
#
#   shares  the sample documents, three times, in eight shares: one after another on one core, on two
#           cores, and by one import with two jobs; then merging them: what more cores are worth
#
#   costs  what a document, a page with text, a page by OCR, a notice and a page merged cost on one
#         core, in seconds of computing: the weights of `cluster plan` and the figures of
#         docs/cluster.md; and what `cluster plan` expects of the same files
#
#   corpus  a made country of BENCH_YEARS years and BENCH_MUNICIPALITIES municipalities, with 15
#         documents of 40 pages each: its size, questions to it, what 200 documents more cost, and
#         two who ask while one writes; of full size it takes an hour or two to make and 25 GB
#
#   merging  the same country with four times as many documents, of pages cut off after 90 words: ten
#         million of them, in BENCH_SHARES shares (20) that are made, merged and thrown away one after
#         the other: what merging takes as the corpus grows, then the last coding, and questions.
#         It takes 35 GB and hours; with BENCH_COUNTRY it goes on where it was stopped
#
#   BENCH_YEARS, BENCH_MUNICIPALITIES  12 and 342, which is the country
#   BENCH_COUNTRY  a country that was made before, or where to make and leave it; each run adds some
#                 250 documents to it
#   BENCH_ROUNDS  how often each contender runs (3)
#   BENCH_PAGES   the pages of the smaller corpus when memory is measured (20000)
#   BENCH_SHARED  the folder that holds bench/ and gold/ (../shared)
#   BENCH_BUILD   the folder that the optimised program was built into (build/release)
#
# Machines are shared and their speed drifts, so contenders take turns, each round begun by another
# one, and ratios of medians say more than seconds. Inputs are read once beforehand: no contender
# pays for a cold disk. Corpora are made under build/, which is a disk where /tmp may be memory, on
# which fsync would cost nothing. A contender that fails ends the run, for its time means nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# A decimal point in times, whatever the user's language.
export LC_ALL=C.UTF-8

build=${BENCH_BUILD:-build/release}
shared=${BENCH_SHARED:-../shared}
rounds=${BENCH_ROUNDS:-3}
few_pages=${BENCH_PAGES:-20000}
program=$build/app/inkoopmonitor
ruler=$build/tests/bench/accuracy
more_rules=$build/tests/bench/more_rules
fill_corpus=$build/tests/bench/fill_corpus
make_country=$build/tests/bench/make_country

say() { printf '\n== %s\n' "$*"; }

fail() {
  echo "bench: $*" >&2
  exit 2
}

# missing FOLDER…: whether one is not there, which is said.
missing() {
  local folder
  for folder in "$@"; do
    [ -d "$folder" ] && continue
    say "left out: there is no $folder"
    return 0
  done
  return 1
}

# Standard error goes to a file while a contender runs, so the end of its log goes to descriptor 3.
finish() {
  local status=$?
  if [ "$status" != 0 ] && [ -f "$work/log" ]; then
    echo "bench: $(cat "$work/contender") failed; the end of what it said:" >&3
    tail -n 20 "$work/log" >&3
  fi
  rm -rf "$work"
}

# The contenders: CONTENDER INPUT OUTPUT_FOLDER. Two processes each, but for pdftotext.

ours() {
  "$program" import "$1" --year 2024 --jobs 2 --corpus "$2/corpus"
}

# OCRmyPDF sets the same limit of threads itself, but not for one page, where two threads cost it
# many times the computing on a busy machine. A page that took it three minutes it skips and ends
# with success all the same; a ratio to that would mean nothing.
ocrmypdf_peer() {
  OMP_THREAD_LIMIT=1 ocrmypdf -l nld --sidecar "$2/text" --output-type pdf -j2 "$1" "$2/out.pdf"
  if grep -E '\[(OCR skipped|skipped page)' "$2/text"; then return 1; fi
}

# Tesseract puts form feeds between the pages of one input only, so each page's text gets its own.
# It is told the resolution since pdfimages writes a wrong one into TIFF, which costs it words.
tesseract_peer() {
  local format=-all text
  # What -all takes out of a bilevel scan is bare fax data, which Tesseract cannot open.
  [[ $(pdfimages -list "$1") == *' ccitt '* ]] && format=-tiff
  pdfimages "$format" "$1" "$2/page"
  find "$2" -name 'page-*' -print0 | sort -z |
    OMP_THREAD_LIMIT=1 xargs -0 -P2 -I{} tesseract {} {} -l nld --dpi 300
  for text in "$2"/page-*.txt; do cat "$text" && printf '\f'; done >"$2/text"
}

pdftotext_peer() {
  local file
  for file in "$1"/*.pdf; do
    pdftotext "$file" "$2/$(basename "$file" .pdf).txt"
  done
}

# Coding once more what a corpus of bench_classify holds, with rules of its own or the program's: as
# the program does by default, on all cores. Where two of these are two threads of one, each counts
# a part of the other's computing (a tenth here), which pdftotext, one by one, does not.
code() { INKOOPMONITOR_DATA=${2:-$PWD} "$program" classify --all --corpus "$work/$1"; }
classify_peer() { code read; }
with_fewer_rules() { code read "$work/fewer"; }
with_more_rules() { code read "$work/more"; }
with_text_once() { code once; }
with_text_twice() { code twice; }

# A plan's shares, each into a corpus of its own: shares_on CORES FOLDER.
shares_on() {
  seq 8 | xargs -P"$1" -I{} sh -ec '
    "$0" import --share "$1" --plan "$3" --corpus "$2/$1" --jobs 1
    "$0" classify --corpus "$2/$1" --jobs 1' "$program" {} "$2" "$work/plan.csv"
}
# Bound to one core, as a node of one is: a program reads while it stores.
shares_on_one() { taskset -c 0 "$BASH" -c "$(declare -f shares_on); program=$program work=$work; shares_on 1 $2"; }
shares_on_two() { shares_on 2 "$2"; }
without_shares() {
  "$program" import "$1" --year 2024 --jobs 2 --corpus "$2/corpus"
  "$program" classify --corpus "$2/corpus" --jobs 2
}
merging() {
  "$program" merge "$work"/shares_on_two/[1-8] --corpus "$2/corpus"
  "$program" classify --corpus "$2/corpus" --jobs 1
}

# Sets of bench_costs, read and coded by one job: import and classify, and what that takes.
read_set() {
  "$program" import "$1" --year 2024 --jobs 1 --corpus "$2/corpus"
  "$program" classify --corpus "$2/corpus" --jobs 1
}
set_one() { read_set "$1/one" "$2"; }
set_long() { read_set "$1/long" "$2"; }
set_short() { read_set "$1/short" "$2"; }
set_gray() { read_set "$1/gray" "$2"; }
set_bilevel() { read_set "$1/bilevel" "$2"; }
set_notices() { read_set "$1/notices" "$2"; }
merge_one() { "$program" merge "$work/set_one/corpus" --corpus "$2/corpus"; }
merge_long() { "$program" merge "$work/set_long/corpus" --corpus "$2/corpus"; }

name_of() {
  case $1 in
    classify_peer) echo "inkoopmonitor classify" ;;
    with_fewer_rules) echo "classify, $(rules_in fewer) rules" ;;
    with_more_rules) echo "classify, $(rules_in more) rules" ;;
    with_text_once) echo "classify, the text" ;;
    with_text_twice) echo "classify, the text twice" ;;
    ours) echo "inkoopmonitor import" ;;
    shares_on_one) echo "eight shares, one core" ;;
    shares_on_two) echo "eight shares, two cores" ;;
    without_shares) echo "one import, two jobs" ;;
    merging) echo "merging the eight" ;;
    ocrmypdf_peer) echo "ocrmypdf -j2" ;;
    tesseract_peer) echo "pdfimages, 2 x tesseract" ;;
    pdftotext_peer) echo "pdftotext, one by one" ;;
  esac
}

# measure CONTENDER INPUT: runs it once and notes its seconds, on the clock and of computing.
measure() {
  local TIMEFORMAT='%R %U %S' output=$work/$1
  rm -rf "$output"
  mkdir "$output"
  echo "$1" >"$work/contender"
  { time "$1" "$2" "$output" >"$work/log" 2>&1; } 2>>"$work/$1.times"
  mv "$work/log" "$output/log"
}

# race INPUT CONTENDER…: they take turns, each round begun by the next.
race() {
  local input=$1 round turn
  shift
  local contenders=("$@")
  rm -f "$work"/*.times
  find "$input" -type f -exec cat {} + >/dev/null
  for ((round = 0; round < rounds; ++round)); do
    for ((turn = 0; turn < $#; ++turn)); do
      measure "${contenders[(round + turn) % $#]}" "$input"
    done
  done
}

# spread CONTENDER wall|user|computing: median, least and most of its seconds; computing is by the
# program and for it in the kernel.
spread() {
  local seconds='$1'
  case $2 in user) seconds='$2' ;; computing) seconds='$2 + $3' ;; esac
  awk "{ print $seconds }" "$work/$1.times" | sort -n | awk '
    { seconds[NR] = $1 }
    END {
      print (seconds[int((NR + 1) / 2)] + seconds[int(NR / 2) + 1]) / 2, seconds[1], seconds[NR]
    }'
}

# row CONTENDER FIRST AMOUNT: its medians, what it reads a second, and how often the first one's
# seconds go into its seconds.
row() {
  echo "$(spread "$1" wall) $(spread "$1" user) $(spread "$2" wall) $(spread "$2" user)" |
    awk -v name="$(name_of "$1")" -v amount="$3" '{
      printf "%-25s %7.2f %-17s %7.2f %-17s %8.2f %7.2f %7.2f\n", name,
        $1, sprintf("(%.2f-%.2f)", $2, $3), $4, sprintf("(%.2f-%.2f)", $5, $6),
        amount / $1, $1 / $7, $4 / $10
    }'
}

# table UNIT AMOUNT CONTENDER…: the first is the one that the others are held against.
table() {
  local unit=$1 amount=$2 contender
  shift 2
  printf '%-25s %7s %-17s %7s %-17s %8s %7s %7s\n' "" \
    'wall s' '(min-max)' 'user s' '(min-max)' "$unit/s" 'wall x' 'user x'
  for contender in "$@"; do row "$contender" "$1" "$amount"; done
}

# errors CONTENDER HOW FILE TRUTH: one line of the ruler.
errors() {
  printf '%-25s %s\n' "$(name_of "$1")" "$("$ruler" "$2" "$3" "$4" | sed -n 's/^ all  //p')"
}

pages_of() { qpdf --show-npages "$1"; }

race_scan() {
  local scan=$1 truth=$2 contender pages
  local contenders=(ours ocrmypdf_peer tesseract_peer)
  pages=$(pages_of "$scan")
  say "OCR of $(basename "$scan"): $pages pages, rounds: $rounds"
  race "$scan" "${contenders[@]}"
  table pages "$pages" "${contenders[@]}"
  printf '\n%-25s %s\n' "" "pages   chars    CER%   miss%  field%"
  errors ours pdf "$scan" "$truth"
  for contender in "${contenders[@]:1}"; do
    errors "$contender" text "$work/$contender/text" "$truth"
  done
}

bench_ocr() {
  local scans=$shared/bench/scans scan
  missing "$scans" && return
  for scan in "$scans"/scan_*.pdf; do race_scan "$scan" "$scans/text"; done
}

bench_text() {
  local folder=$shared/bench/text_pdfs files pages=0 file
  missing "$folder" && return
  files=$(find "$folder" -maxdepth 1 -name '*.pdf' | wc -l)
  for file in "$folder"/*.pdf; do pages=$((pages + $(pages_of "$file"))); done
  say "text layers: $files files, $pages pages, rounds: $rounds"
  race "$folder" ours pdftotext_peer
  table files "$files" ours pdftotext_peer
  printf '\nThe last import said:\n'
  sed 's/^/  /' "$work/ours/log"
}

bench_gold() {
  missing "$shared/gold" && return
  say "the labelled documents"
  "$ruler" gold "$shared/gold"
}

rules_in() { cat "$work/$1/classify/rules/"*.toml | grep -c '^\[\[rule\]\]'; }

# Real rules are fewer than the issue's figures are for, so made ones fill up; see more_rules.cpp.
make_rules() {
  mkdir "$work/$1"
  "$more_rules" classify "$work/texts" "$work/$1/classify" "$2"
}

# memory NAME PAGES: a corpus of so many pages, and the most memory that coding it took.
memory() {
  local what
  "$fill_corpus" "$work/read" corpus/register "$work/$1" "$2" >"$work/log"
  what=$(cat "$work/log")
  /usr/bin/time -f '%M %U %e' -o "$work/$1.memory" "$program" classify --corpus "$work/$1" \
    >"$work/log" 2>&1
  awk -v name="$what" '{ printf "%-32s %6.0f MB %8.1f user s %8.1f s\n", name, $1 / 1024, $2, $3 }' \
    "$work/$1.memory"
  rm -rf "${work:?}/$1"
}

bench_classify() {
  local folder=$shared/bench/text_pdfs file pages=0 rules=250
  missing "$folder" && return
  for file in "$folder"/*.pdf; do pages=$((pages + $(pages_of "$file"))); done
  say "coding $pages pages, rounds: $rounds"
  echo import >"$work/contender"
  "$program" import "$folder" --year 2024 --corpus "$work/read" >"$work/log" 2>&1
  race "$folder" classify_peer pdftotext_peer
  table pages "$pages" classify_peer pdftotext_peer
  say "the same with more rules"
  mv "$work/pdftotext_peer" "$work/texts"
  make_rules fewer "$rules" >"$work/log"
  rules=$(rules_in fewer)
  make_rules more $((2 * rules)) >"$work/log"
  race "$work/read" with_fewer_rules with_more_rules
  table pages "$pages" with_fewer_rules with_more_rules
  say "the same with more text"
  "$fill_corpus" "$work/read" corpus/register "$work/once" "$pages" 1 >"$work/log"
  "$fill_corpus" "$work/read" corpus/register "$work/twice" $((2 * pages)) 2 >"$work/log"
  race "$work/once" with_text_once with_text_twice
  table pages "$pages" with_text_once with_text_twice
  rm -rf "$work/once" "$work/twice"
  say "memory"
  memory few "$few_pages"
  memory many $((10 * few_pages))
}

bench_shares() {
  local copy pages=0 file
  for copy in 1 2 3; do
    for file in tests/data/sample/*.pdf; do
      mkdir -p "$work/archive/$copy"
      # Another content each time: what is known already is not read again.
      { cat "$file" && echo "%$copy"; } >"$work/archive/$copy/$(basename "$file")"
      pages=$((pages + $(pages_of "$file")))
    done
  done
  "$program" cluster plan 8 "$work/archive" --year 2024 --out "$work/plan.csv" >"$work/log"
  say "$(find "$work/archive" -name '*.pdf' | wc -l) documents, $pages pages in eight shares, rounds: $rounds"
  sed 's/^/  /' "$work/log"
  race "$work/archive" shares_on_one shares_on_two without_shares
  for ((copy = 0; copy < rounds; ++copy)); do measure merging "$work/archive"; done
  table pages "$pages" shares_on_one shares_on_two without_shares merging
  echo "$(spread shares_on_one wall) $(spread shares_on_one user) $(spread shares_on_two wall)" \
    "$(spread shares_on_two user) $(spread without_shares wall) $(spread merging wall)" | awk '{
      printf "\nof two cores %.0f%% by shares (best rounds %.0f%%), %.0f%% by one import; ",
        100 * $1 / $7 / 2, 100 * $2 / $8 / 2, 100 * $1 / $13 / 2
      printf "computing %.0f%% of that on one core; merging %.1f%%\n", 100 * $10 / $4, 100 * $16 / $1
    }'
}

# copies N FILE FOLDER: so many contents that say the same; XML and PDF may both end in such a line.
copies() {
  local copy name
  name=$(basename "$2")
  mkdir -p "$3"
  for ((copy = 1; copy <= $1; ++copy)); do
    case $name in
      *.xml) { cat "$2" && echo "<!-- $copy -->"; } >"$3/$copy-$name" ;;
      *) { cat "$2" && echo "%$copy"; } >"$3/$copy-$name" ;;
    esac
  done
}

# Sets that differ in one thing each: the same pages as ten documents and as a document each, one of
# these alone, scans, notices.
make_sets() {
  local long=$shared/bench/text_pdfs/big60.pdf page notice
  mkdir -p "$work/pages" "$1/one"
  qpdf --split-pages "$long" "$work/pages/%d.pdf"
  for page in "$work"/pages/*.pdf; do copies 10 "$page" "$1/short"; done
  cp "$1/short/$(ls "$1/short" | head -n 1)" "$1/one/"
  copies 10 "$long" "$1/long"
  for page in gray bilevel; do copies 1 "$shared/bench/scans/scan_$page.pdf" "$1/$page"; done
  for notice in tests/data/notices/*.xml; do copies 20 "$notice" "$1/notices"; done
}

# of_set NAME: documents, pages, by OCR, bytes of the database, seconds that `cluster plan` expects,
# and median and least seconds of computing.
of_set() {
  local corpus=$work/set_$1/corpus
  "$program" cluster plan 1 "$sets/$1" --year 2024 --out "$work/$1.csv" >"$work/log"
  echo "$1 $("$program" query sql "SELECT count(*) || ' ' || sum(page_count) || ' ' || sum(ocr_pages) AS n
    FROM newest_reading" --corpus "$corpus" --format csv | tail -n 1) $(stat -c %s "$corpus/monitor.sqlite")" \
    "$(awk -F, 'NR > 1 { sum += $8 } END { printf "%.2f", sum }' "$work/$1.csv")" \
    "$(spread "set_$1" computing | cut -d' ' -f1,2)"
}

bench_costs() {
  local sets=$work/sets name
  missing "$shared/bench/scans" "$shared/bench/text_pdfs" && return
  make_sets "$sets"
  say "what one of each costs, rounds: $rounds"
  race "$sets" set_one set_long set_short set_gray set_bilevel set_notices merge_one merge_long
  for name in one long short gray bilevel notices; do of_set "$name"; done >"$work/costs"
  for name in one long; do spread "merge_$name" computing | awk -v n="$name" '{ print "merge_" n, $1, $2 }'; done >>"$work/costs"
  awk '
    /^merge/ { merge[$1] = $2; least_merge[$1] = $3; next }
    {
      printf "%-8s %4d documents, %4d pages, %2d by OCR, %8.1f MB: %6.2f s (least %.2f); cluster plan expects %.2f\n",
        $1, $2, $3, $4, $5 / 1e6, $7, $8, $6
      n[$1] = $2; pages[$1] = $3; ocr[$1] = $4; bytes[$1] = $5; s[$1] = $8
    }
    END {
      document = (s["short"] - s["long"]) / (n["short"] - n["long"])
      page = (s["long"] - s["one"] - document * (n["long"] - 1)) / (pages["long"] - pages["one"])
      printf "\nby the least of the rounds, less what one page alone takes (%.2f s):\n", s["one"]
      printf "document              %8.4f s\n", document
      printf "page with text        %8.4f s %6.1f kB\n", page, (bytes["long"] - bytes["one"]) / 1000 / (pages["long"] - 1)
      for (name in ocr) if (ocr[name] > 0)
        printf "page by OCR, %-8s %8.4f s %6.1f kB\n", name, (s[name] - s["one"]) / ocr[name],
          (bytes[name] - bytes["one"]) / 1000 / ocr[name]
      printf "notice                %8.4f s %6.1f kB\n", (s["notices"] - s["one"]) / n["notices"],
        (bytes["notices"] - bytes["one"]) / 1000 / n["notices"]
      printf "page merged           %8.5f s\n", (least_merge["merge_long"] - least_merge["merge_one"]) / (pages["long"] - 1)
    }' "$work/costs"
}

# ask MILLISECONDS WORDS…: median of what a question takes when the corpus was asked before, and the
# least that it computes, which says more on a machine that has other work; ! when the median is
# more than the milliseconds that it may be.
ask() {
  local round times=() most=$1 corpus=(--corpus "$country")
  shift
  [ "$1" != --help ] || corpus=()
  for round in 0 1 2 3 4 5; do
    TIMEFORMAT='%R %U %S'
    times+=("$({ time "$program" "$@" ${corpus[@]+"${corpus[@]}"} >"$work/log" 2>&1; } 2>&1)")
  done
  printf '%s\n' "${times[@]:1}" | sort -n | awk -v what="$*" -v most="$most" '
    NR == 1 || $2 + $3 < least { least = $2 + $3 }
    NR == 3 { median = 1000 * $1 }
    END {
      printf "%7.0f ms of %3d %s computing %4.0f ms  %s\n", median, most,
        (median > most) ? "!" : " ", 1000 * least, what
    }'
}

# Questions of every kind.
ask_all() {
  ask 50 --help
  ask 50 query sql "SELECT 1"
  ask 100 status
  ask 100 query trend --by bekostiging
  ask 100 query trend --by procedure --domein jeugd
  ask 100 query trend --by looptijd --voorziening pleegzorg
  ask 100 query trend --by bekostiging --unit procurement
  ask 100 query trend --by bekostiging --unit inhabitants --province Zeeland
  ask 100 query trend --by bekostiging --province Zeeland --why
  ask 100 query trend --by bekostiging --why
  ask 100 query transitions --by bekostiging --from 2022 --to 2024
  ask 100 query transitions --by bekostiging --from 2022 --to 2024 --why
  ask 100 query coverage
  ask 100 query coverage --per province
  ask 100 query coverage --per domein
  ask 100 query missing --year 2025
  ask 100 query missing --year 2025 --why
  ask 100 query coverage --why
  ask 100 query expiring --within 18m --on 2024-01-01
  ask 100 query expiring --within 18m --on 2024-01-01 --why
  ask 100 query compare Goes Leiden GM1900
  ask 100 query compare Goes Leiden GM1900 --why
  ask 100 query monitor --voorziening pleegzorg --from 2025 --to 2025
  ask 100 query records
  ask 100 query records --domein jeugd
  ask 100 query monitor --from 2025 --to 2025 --format csv
  ask 100 query documents
  ask 100 query documents --from 2020 --to 2020
  ask 100 query documents --domein jeugd --province Zeeland
  ask 100 query private
  ask 100 query runs
  ask 100 query changes --since "$(($("$program" query sql "SELECT max(run_id) AS run FROM run" \
    --format csv --corpus "$country" | tail -n 1) - 1))"
  ask 50 query search contract tarief --limit 20
  ask 50 query search '"sociaal domein"' --limit 20
  ask 50 query search 'verleng*' NEAR jaar --limit 20
  ask 50 query search budgetplafond verlengen --province Zeeland --limit 20
  ask 100 query search --ranked contract tarief --limit 20
  ask 100 query sql "SELECT gap, count(*) FROM monitor WHERE panel_year = 2025 GROUP BY gap"
  ask 100 query sql "SELECT gap, count(*) FROM panel_row GROUP BY gap"
  ask 100 query sql "SELECT * FROM monitor WHERE gm_code = 'GM0344'"
  ask 100 query sql "SELECT * FROM panel_value WHERE gm_code = 'GM0344' AND panel_year = 2025"
  ask 100 query sql "SELECT value, count(*) FROM panel_value WHERE panel_year = 2025
    AND variable = 'bekostiging' GROUP BY 1"
}

# Two ask while one writes.
together() {
  local reader
  rm -f "$work/written" "$work"/asked.*
  for reader in 1 2; do
    while [ ! -e "$work/written" ]; do
      if "$program" query trend --by bekostiging --corpus "$country" >"$work/asked.log.$reader" 2>&1
      then echo answered; else cat "$work/asked.log.$reader"; fi >>"$work/asked.$reader"
    done &
  done
  "$make_country" --more "$country" "$work/read" 45
  touch "$work/written"
  wait
  sort "$work/asked.1" "$work/asked.2" | uniq -c
}

bench_corpus() {
  local folder=$shared/bench/text_pdfs country=${BENCH_COUNTRY:-$work/country}
  missing "$folder" && return
  say "a country: ${BENCH_YEARS:-12} years, ${BENCH_MUNICIPALITIES:-342} municipalities"
  echo import >"$work/contender"
  "$program" import "$folder" --year 2024 --corpus "$work/read" >"$work/log" 2>&1
  if [ -e "$country/monitor.sqlite" ]; then
    "$make_country" --size "$country"
  else
    # It need not be safe from a power cut: who makes it can make it again.
    eatmydata "$make_country" "$work/read" corpus/register "$country" "${BENCH_YEARS:-12}" \
      "${BENCH_MUNICIPALITIES:-342}"
  fi
  say "the same 200 documents, first and last, safe from a power cut"
  "$make_country" "$work/read" corpus/register "$work/first" 1 14
  "$make_country" --more "$country" "$work/read" 200
  say "one dossier more, and the whole panel"
  "$make_country" --more "$country" "$work/read" 3
  "$make_country" --panel "$country"
  say "questions, warm; the first two are what the program takes without one, and opening"
  ask_all
  say "two who ask while 45 documents are added: their answers"
  together
  rm -rf "$work/country" "$work/first"
}

# make_share I N: in BENCH_COUNTRY.share, after a first one that is kept in BENCH_COUNTRY.like. None of
# it need be safe from a power cut, as what is merged of it will be.
make_share() {
  local like=$country.like
  if [ ! -e "$like/made" ]; then
    rm -rf "$like"
    eatmydata "$make_country" "$work/read" corpus/register "$like" "${BENCH_YEARS:-12}" \
      "${BENCH_MUNICIPALITIES:-342}" documents=60 words=90 "share=1/$2" "ruleset=$ruleset" >"$work/log"
    touch "$like/made"
  fi
  rm -rf "$country.share"
  eatmydata "$make_country" --like "$like" "$country.share" "$1"
}

# costs_of COMMAND…: seconds on the clock, of computing for itself and in the kernel, and memory.
costs_of() {
  echo "$*" >"$work/contender"
  /usr/bin/time -f '%e %U %S %M' -o "$work/costs" "$@" >"$work/log" 2>&1
  awk '{ printf "%8.1f s %8.1f computing %8.1f in the kernel %6.0f MB", $1, $2, $3, $4 / 1024 }' "$work/costs"
}

bench_merging() {
  local folder=$shared/bench/text_pdfs shares=${BENCH_SHARES:-20} share country=${BENCH_COUNTRY:-$work/country} ruleset
  missing "$folder" && return
  say "ten million short pages in $shares shares"
  costs_of "$program" import "$folder" --year 2024 --corpus "$work/read" >"$work/costs.told"
  costs_of "$program" classify --corpus "$work/read" >"$work/costs.told"
  ruleset=$("$program" query sql "SELECT ruleset FROM coding LIMIT 1" --format csv --corpus "$work/read" | tail -n 1)
  for ((share = 1; share <= shares; ++share)); do
    [ -e "$country.merged.$share" ] && continue
    make_share "$share" "$shares"
    printf 'share %3d  %s' "$share" "$(costs_of eatmydata "$program" merge "$country.share" --corpus "$country")"
    printf '  load %s  database %s\n' "$(load)" "$(du -h --apparent-size "$country/monitor.sqlite" | cut -f1)"
    touch "$country.merged.$share"
  done
  rm -rf "$country".merged.* "$country.share" "$country.like"
  printf 'resolving, panel  %s\n' "$(costs_of "$program" classify --corpus "$country")"
  "$make_country" --size "$country"
  "$make_country" --panel "$country"
  ask_all
  rm -rf "$work/country"
}

load() { cut -d' ' -f1-3 /proc/loadavg; }

# What the figures hold for: machines differ, and so do the versions of peers.
about() {
  say "on $(nproc) cores, load $(load), corpora on $(stat -f -c %T "$work")"
  dpkg-query -W -f='${Package} ${Version}\n' ocrmypdf poppler-utils tesseract-ocr tesseract-ocr-nld
}

main() {
  local section tool
  [ $# -gt 0 ] || set -- ocr text gold classify
  for section in "$@"; do
    case $section in ocr | text | gold | classify | shares | costs | corpus | merging) ;; *) fail "$section: there is no such section" ;; esac
  done
  case $rounds in '' | 0 | *[!0-9]*) fail "BENCH_ROUNDS=$rounds: not a number of rounds" ;; esac
  missing "$shared/bench" && return
  for tool in "$program" "$ruler" "$more_rules" "$fill_corpus" "$make_country"; do
    [ -x "$tool" ] || fail "$build is not built; use ./run bench"
  done
  mkdir -p build
  work=$(mktemp -d build/bench.XXXXXX)
  exec 3>&2
  trap finish EXIT
  about
  for section in "$@"; do "bench_$section"; done
  say "done, load $(load)"
}

main "$@"
