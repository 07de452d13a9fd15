#!/usr/bin/env bash
# A real Slurm on this machine: two nodes of one core do 60 documents in 8 shares. One job is killed,
# the program of another dies, a third has to give its node back, and one node is drained; each share
# goes on where it was saved, and the result is what one machine makes, byte for byte. Started here on
# loopback and stopped again. Usage: cluster.sh SOURCE PROGRAM; exit status 77: no Slurm here.
set -euo pipefail
source_folder=$1
program=$(realpath "$2")
folder=$(mktemp -d)
chmod 755 "$folder"

stop_slurm() {
  local pid
  for pid in "$folder"/*.pid; do
    [ ! -s "$pid" ] || kill "$(cat "$pid")" 2>/dev/null || true
  done
  [ -z "${own_munged:-}" ] || kill "$(cat "$own_munged")" 2>/dev/null || true
}
trap 'stop_slurm; sleep 1; umount "$folder/here/archive" 2>/dev/null || true
  rm -rf --one-file-system "$folder"' EXIT

skip() {
  echo "skipped: $*" >&2
  exit 77
}

fail() {
  echo "FAILED: $*" >&2
  tail -n 20 "$folder"/here/cluster/logs/*.log "$folder"/ctld.log >&2 || true
  "$program" cluster status >&2 || true
  exit 1
}

# until_true SECONDS COMMAND…
until_true() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 1
  done
}

start_slurm() {
  local host
  [ "$(id -u)" = 0 ] || skip "Slurm is started as root only"
  command -v slurmctld slurmd munged sbatch >/dev/null || skip "slurm-wlm and munge are not installed"
  [ "$(nproc)" -ge 2 ] || skip "two nodes need two cores"
  host=$(hostname -s)
  cat >"$folder/slurm.conf" <<END
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=26817
SlurmUser=root
AuthType=auth/munge
# How long a job that is to start again waits.
AuthInfo=cred_expire=5
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool-%n
SlurmctldPidFile=$folder/ctld.pid
SlurmdPidFile=$folder/slurmd-%n.pid
SlurmctldLogFile=$folder/ctld.log
SlurmdLogFile=$folder/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=27001 CPUs=1 RealMemory=3000
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=27002 CPUs=1 RealMemory=3000
PartitionName=main Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
END
  export SLURM_CONF=$folder/slurm.conf
  mkdir "$folder/state"
  if ! munge -n >/dev/null 2>&1; then
    [ -e /etc/munge/munge.key ] || mungekey -c -f || skip "munge gets no key"
    mkdir -p /run/munge
    chown munge: /run/munge /etc/munge/munge.key
    setpriv --reuid munge --regid munge --clear-groups munged --force || skip "munged does not start"
    own_munged=/run/munge/munged.pid
    until_true 10 munge -n >/dev/null 2>&1 || skip "munge does not answer"
  fi
  slurmctld || skip "slurmctld does not start"
  slurmd -N n1 && slurmd -N n2 || skip "slurmd does not start"
  until_true 30 nodes_are_idle || skip "the nodes do not come up: $(sinfo 2>&1 | tail -n 1)"
}

nodes_are_idle() { [ "$(sinfo -h -N -t idle -o %N | wc -l)" = 2 ]; }

# 59 documents, those of the sample set and copies that differ in one byte behind their end; and
# one that wants all memory there is.
make_documents() {
  local copy name
  mkdir -p archive/borne archive/goes
  for copy in 1 2 3 4 5; do
    for name in "$source_folder"/tests/data/sample/*.pdf; do
      local into=archive/borne
      [ $((copy % 2)) = 0 ] || into=archive/goes
      { cat "$name" && echo "%$copy"; } >"$into/$copy-$(basename "$name")"
    done
  done
  rm archive/goes/5-db16.pdf
  cp "$source_folder/tests/data/bad/hungry.pdf" archive/goes/
  {
    echo path,year,gemeente,dossier,openbaar
    for copy in 1 3 5; do echo "goes/$copy-da13.pdf,2019,Goes,wmo-2019,ja"; done
    echo "borne/2-da13.pdf,2019,Borne,wmo-2019,nee"
  } >archive/manifest.csv
  [ "$(find archive -name '*.pdf' | wc -l)" = 60 ]
}

# As an archive on a shared file system is to those who only read it.
make_read_only() {
  mount --bind archive archive && mount -o remount,bind,ro archive ||
    { echo "nothing can be mounted here: the archive can be written" && return; }
  ! touch archive/written 2>/dev/null || fail "the archive can be written"
  echo "the archive is mounted read only"
}

# A share's files and log.
saved() { printf 'cluster/shares/%05d.%s' "$1" "$2"; }
log_of() { echo "cluster/logs/$1.log"; }

# Tasks of shares that run: TASK SHARE NODE JOB, a line each.
running() { squeue -h -r -t RUNNING -o '%F_%K %K %N %A' | awk '$2 != 0'; }
job_of() { running | awk -v share="$1" '$2 == share { print $4 }'; }
some_are_done() { [ "$(grep -ls '^done,' cluster/shares/*.csv | wc -l)" -ge "$1" ]; }
queue_is_empty() { ! squeue -h | grep -q .; }

# saved_documents SHARE: how many documents what it saved last has read, while it is not done.
saved_documents() {
  awk -F, '$1 == "reading" && $2 != "offered" { n += $3 } END { print n + 0 }' "$(saved "$1" csv)" \
    2>/dev/null || echo 0
}

# read_now SHARE: how many documents the corpus on its node has read.
read_now() {
  local corpus
  corpus=$folder/inkoopmonitor-$(job_of "$1")/corpus
  [ -e "$corpus/monitor.sqlite" ] || { echo 0 && return; }
  "$program" query sql "SELECT count(*) AS n FROM reading" --corpus "$corpus" --format csv \
    2>/dev/null | tail -n 1
}

# A share that was not disturbed yet, is in the middle of its reading, and of which something is
# saved: in `share`.
disturbed=' '
find_busy_share() {
  local task node job
  while read -r task share node job; do
    [[ $disturbed != *" $share "* ]] || continue
    pgrep -f "^$program import .*/inkoopmonitor-$job/" >/dev/null || continue
    [ "$(saved_documents "$share")" = 0 ] || return 0
  done < <(running)
  return 1
}

# disturb HOW: ends the work on a share, and notes what was read of it until then.
disturb() {
  local how=$1 share task job corpus
  until_true 300 find_busy_share || fail "no share is in the middle of its work"
  task=$(running | awk -v share="$share" '$2 == share { print $1 }')
  job=$(job_of "$share")
  corpus=$folder/inkoopmonitor-$job/corpus
  saved_documents "$share" >"$folder/saved.$share"
  read_now "$share" >"$folder/read.$share"
  echo "$how: share $share, task $task, $(cat "$folder/read.$share") read, $(cat "$folder/saved.$share") saved"
  case $how in
    # Not by scancel, which warns it first.
    "the whole job is killed") kill -KILL -- "-$(pgrep -o -f "/job0*$job/slurm_script")" ;;
    "the program is killed") kill -KILL "$(pgrep -o -f "^$program import .*--corpus $corpus\$")" ;;
    # It signals until the task is gone, and that is to start again.
    "Slurm wants the node back") timeout 2 scancel --signal=TERM --batch "$task" || true ;;
  esac
  disturbed+="$share "
}

# went_on SHARE LEAST: it was read in two imports, of which the first read that many documents at
# least, the second only the rest, and none was read twice.
went_on() {
  local share=$1 least=$2 corpus=$folder/share imports first second contents
  grep -q "going on with what was saved" "$(log_of "$share")" || fail "share $share did not go on"
  rm -rf "$corpus"
  "$program" restore "$(saved "$share" tar)" --corpus "$corpus" 2>/dev/null
  mapfile -t imports < <("$program" query sql "SELECT count(reading_id) AS readings
      FROM run LEFT JOIN reading USING (run_id) WHERE kind = 'import' GROUP BY run_id
      ORDER BY run_id" --corpus "$corpus" --format csv | tail -n +2)
  contents=$("$program" query sql "SELECT count(*) - count(DISTINCT content_id) AS twice
      FROM reading" --corpus "$corpus" --format csv | tail -n 1)
  echo "share $share: $least to be kept; read by its imports: ${imports[*]}; read twice: $contents"
  [ ${#imports[@]} = 2 ] || fail "share $share was not done in two imports"
  first=${imports[0]} second=${imports[1]}
  [ "$contents" = 0 ] || fail "share $share read documents twice"
  [ "$first" -ge "$least" ] && [ "$least" -gt 0 ] || fail "share $share lost what it had saved"
  [ "$second" -gt 0 ] || fail "share $share was done already when it was stopped"
  # The program's own word for it.
  grep -q "^read $second document" "$(log_of "$share")" ||
    fail "share $share read something else than the rest"
}

# While there is a task to wait for and one on n2 that was left alone: in `left_alone`.
n2_is_at_work() {
  squeue -h -r -t PENDING -o %K | grep -qv '^0$' || return 1
  left_alone=$(running | awk -v disturbed="$disturbed" \
    '$3 == "n2" && !index(disturbed, " " $2 " ") { print $2; exit }')
  [ -n "$left_alone" ]
}

starts_on_n2() { grep -h ' on n2, in ' cluster/logs/*.log | sort; }

exports_of() {
  local table
  for table in documents values arrangements; do
    "$program" export --table "$table" --outcomes --corpus "$1"
  done
  "$program" query monitor --corpus "$1" --format csv
}

start_slurm
mkdir "$folder/here" && cd "$folder/here"
export TMPDIR=$folder
make_documents
make_read_only
"$program" cluster plan 8 archive --year 2020
"$program" cluster script --submit --save 0.05
disturb "the whole job is killed"
killed=${disturbed// /}
disturb "the program is killed"
disturb "Slurm wants the node back"

cancelled=$(squeue -h -r -t PENDING -o %K | grep -v '^0$' | sort -n | tail -n 1)
echo "cancelling share $cancelled, which waits"
scancel "$(squeue -h -r -t PENDING -o '%F_%K' | grep "_$cancelled\$")"

until_true 300 n2_is_at_work || fail "there is nothing to drain"
scontrol update nodename=n2 state=drain reason=test
# A task that started in that moment is one that ran there.
sleep 2
starts_on_n2 >"$folder/starts"
echo "drained n2, where share $left_alone is at work"
"$program" cluster status || true
until_true 1200 queue_is_empty || fail "the shares are not merged"
[ -e cluster/corpus.tar ] || fail "all jobs ended and nothing is merged"
status=$("$program" cluster status --format csv)
echo "$status"
[ "$(grep -c ',done,' <<<"$status")" = 9 ] || fail "a share is not done"

# What was read before a share was stopped is not read again: of the job that was killed what it had
# saved, of the others all.
for share in $disturbed; do
  if [ "$share" = "$killed" ]; then least=$folder/saved.$share; else least=$folder/read.$share; fi
  went_on "$share" "$(cat "$least")"
done
grep -q "not done yet: shares.* $cancelled\$" "$(log_of 0)" || fail "nobody missed share $cancelled"
starts_on_n2 | cmp - "$folder/starts" || fail "a task started on the drained node"
grep -q '_'"$left_alone"',n2,.*,0$' "$(saved "$left_alone" task)" ||
  fail "share $left_alone was driven from the drained node"

"$program" restore cluster/corpus.tar --corpus merged
"$program" verify --corpus merged
"$program" import archive --year 2020 --corpus alone || [ $? = 1 ]
"$program" classify --corpus alone
exports_of merged >merged.txt
exports_of alone >alone.txt
grep -q 'hungry.pdf.*failed' merged.txt || fail "the hostile file is not told"
cmp merged.txt alone.txt || fail "the exports differ"
echo "the exports are the same: $(wc -l <alone.txt) lines"
