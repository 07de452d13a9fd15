#!/usr/bin/env bash
# A real Slurm on this machine: two nodes of one core do 60 documents in 8 shares, while one job is
# killed and one node is drained; the result is what one machine makes, byte for byte. Started here
# on loopback and stopped again. Usage: cluster.sh SOURCE PROGRAM; exit status 77: no Slurm here.
set -euo pipefail
source_folder=$1
program=$2
folder=$(mktemp -d)
chmod 755 "$folder"

stop_slurm() {
  local pid
  for pid in "$folder"/*.pid; do
    [ ! -s "$pid" ] || kill "$(cat "$pid")" 2>/dev/null || true
  done
  [ -z "${own_munged:-}" ] || kill "$(cat "$own_munged")" 2>/dev/null || true
}
trap 'stop_slurm; sleep 1; rm -rf "$folder"' EXIT

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

one_task_runs() { [ -n "$(running_task)" ]; }
running_task() { squeue -h -r -t RUNNING -o '%F_%K' | grep -v _0 | head -n 1; }
some_are_done() { grep -ls '^done,' cluster/shares/*.csv | wc -l | grep -qx '[2-9]'; }
queue_is_empty() { ! squeue -h | grep -q .; }

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
"$program" cluster plan 8 archive --year 2020
"$program" cluster script --submit --save 1
until_true 60 one_task_runs || fail "no task runs"
killed=$(running_task)
echo "killing $killed"
scancel --signal=KILL --full "$killed"
until_true 300 some_are_done || fail "no share gets done"
echo "draining n2"
scontrol update nodename=n2 state=drain reason=test
"$program" cluster status || true
until_true 1200 queue_is_empty || fail "the shares are not merged"
[ -e cluster/corpus.tar ] || fail "all jobs ended and nothing is merged"
status=$("$program" cluster status --format csv)
echo "$status"
[ "$(grep -c ',done,' <<<"$status")" = 9 ] || fail "a share is not done"
grep -q "not done yet\|going on\|ended with status" cluster/logs/*.log || fail "the killed task left no trace"

"$program" restore cluster/corpus.tar --corpus merged
"$program" verify --corpus merged
"$program" import archive --year 2020 --corpus alone || [ $? = 1 ]
"$program" classify --corpus alone
exports_of merged >merged.txt
exports_of alone >alone.txt
grep -q 'hungry.pdf.*failed' merged.txt || fail "the hostile file is not told"
cmp merged.txt alone.txt || fail "the exports differ"
echo "the exports are the same: $(wc -l <alone.txt) lines"
