#!/bin/bash
# Reads an archive in shares on a Slurm cluster; made by `inkoopmonitor cluster script`. To submit:
#
#   job=$(sbatch --parsable {{here}})
#   sbatch --dependency=afterany:$job --array=0 --time={{merge_time}} --mem={{merge_memory}}M {{here}}
#
# or have both done by `inkoopmonitor cluster script --submit`. Each task of the array does one share of the
# plan; task 0, which waits for them, makes one corpus of all.
#
# The corpus of a task lies on the node's own disk ($TMPDIR), since SQLite is not safe on NFS. It is
# saved as one file on the shared file system every {{save_minutes}} minutes and at the end. A task
# that is started again, for whatever reason, goes on from there.
#
#SBATCH --job-name={{job_name}}
#SBATCH --array={{shares}}
#SBATCH --ntasks=1
#SBATCH --cpus-per-task={{cores}}
#SBATCH --time={{time}}
#SBATCH --mem={{memory}}M
#SBATCH --requeue
#SBATCH --signal=B:TERM@{{grace_seconds}}
#SBATCH --open-mode=append
#SBATCH --output="{{log}}"
{{directives}}
set -u
plan={{plan}}
out={{out}}
restarts_max=3
save_seconds={{save_seconds}}

# What is installed on the nodes: the program itself, or a container that has it.
program=({{program}})
inkoopmonitor() { "${program[@]}" "$@"; }

share=$SLURM_ARRAY_TASK_ID
task=${SLURM_ARRAY_JOB_ID}_$share
saved=$out/shares/$(printf %05d "$share")
scratch=${TMPDIR:-/tmp}/inkoopmonitor-$SLURM_JOB_ID
corpus=$scratch/corpus
child=
stopped=

say() { echo "$(date -u +%FT%TZ) share $share: $*"; }

# save STATE: puts the corpus, and how far it is, where a later task finds them.
save() {
  [ -e "$corpus/monitor.sqlite" ] || return 0
  rm -f "$saved.$task.new"
  # Counted before it is copied, so that it never tells of more than what is saved.
  inkoopmonitor query sql "SELECT '$1' AS state, 'offered' AS result, count(*) AS documents
        FROM content UNION ALL
        SELECT '$1', result, count(*) FROM newest_reading GROUP BY result" \
    --corpus "$corpus" --format csv --out "$saved.$task.csv" &&
    inkoopmonitor backup "$saved.$task.new" --corpus "$corpus" >&2 &&
    mv -f "$saved.$task.new" "$saved.tar" && mv -f "$saved.$task.csv" "$saved.csv"
}

# work COMMAND…: runs the program, saving now and then; when Slurm wants the node back, stops it.
work() {
  local next=$((SECONDS + save_seconds))
  "${program[@]}" "$@" --corpus "$corpus" &
  child=$!
  while kill -0 "$child" 2>/dev/null; do
    sleep 1 &
    wait $!
    if [ "$SECONDS" -ge "$next" ]; then
      save reading
      next=$((SECONDS + save_seconds))
    fi
  done
  wait "$child"
}

stop() {
  stopped=1
  [ -z "$child" ] || kill -TERM "$child"
}
trap stop TERM

# is_done SHARE: what was saved is whole, and of the plan as it is now.
is_done() {
  local state
  state=$out/shares/$(printf %05d "$1").csv
  grep -qs '^done,' "$state" && ! [ "$plan" -nt "$state" ]
}

# failed STATUS WHAT: has Slurm start this task again, unless that was tried often enough.
failed() {
  say "$2 ended with status $1"
  [ "$share" = 0 ] || save reading || say "what was read since it was last saved is lost"
  rm -rf "$scratch"
  if [ -n "$stopped" ] || [ "${SLURM_RESTART_COUNT:-0}" -lt "$restarts_max" ]; then
    # 2: the command line or the plan is wrong, and will be wrong again.
    [ "$1" = 2 ] || { scontrol requeue "$task" && sleep 60; }
  fi
  exit "$1"
}

# step COMMAND…: 1 says that something needs a person (a hostile file), and is no failure.
step() {
  work "$@"
  local status=$?
  [ -z "$stopped" ] || failed "$status" "$1, stopped by Slurm,"
  [ "$status" -le 1 ] || failed "$status" "$1"
}

do_share() {
  if [ -e "$saved.tar" ]; then
    say "going on with what was saved"
    inkoopmonitor restore "$saved.tar" --corpus "$corpus" || failed $? restore
  fi
  step import --share "$share" --plan "$plan" --jobs {{cores}}
  step classify --jobs {{cores}}
  save "done" || failed $? saving
}

merge_all() {
  local one unfinished
  unfinished=$(for ((one = 1; one <= {{shares_count}}; ++one)); do
    is_done "$one" || echo -n " $one"
  done)
  if [ -n "$unfinished" ]; then
    say "not done yet: shares$unfinished"
    echo . >>"$out/rounds"
    if [ "$(wc -l <"$out/rounds")" -le "$restarts_max" ]; then
      inkoopmonitor cluster script --submit --plan "$plan" --out "$out" {{submit_options}} && exit 0
    fi
    say "see: inkoopmonitor cluster status; then: inkoopmonitor cluster script --submit"
    exit 1
  fi
  for ((one = 1; one <= {{shares_count}}; ++one)); do
    inkoopmonitor restore "$out/shares/$(printf %05d "$one").tar" --corpus "$scratch/share" ||
      failed $? restore
    step merge "$scratch/share"
    rm -rf "$scratch/share"
  done
  step classify --jobs {{cores}}
  inkoopmonitor backup "$out/corpus.$task.new" --corpus "$corpus" &&
    mv -f "$out/corpus.$task.new" "$out/corpus.tar" || failed $? backup
  rm -f "$out/rounds"
  say "done; next: inkoopmonitor restore $out/corpus.tar --corpus monitor"
}

node=${SLURMD_NODENAME:-$(hostname)}
echo "$task,$node,$(date -u +%FT%TZ),${SLURM_RESTART_COUNT:-0}" >"$saved.task"
rm -rf "$scratch"
mkdir -p "$scratch" || exit 3
say "on $node, in $scratch"
kind=$(stat -f -c %T "$scratch")
case $kind in
  nfs* | smb* | cifs)
    say "$scratch lies on another machine ($kind), where locks do not protect a database: let TMPDIR" \
      "name a disk of the node, as by: cluster script --sbatch=--export=ALL,TMPDIR=/local"
    rm -rf "$scratch"
    exit 3
    ;;
esac
if [ "$share" = 0 ]; then merge_all; else do_share; fi
rm -rf "$scratch"
say "done"
