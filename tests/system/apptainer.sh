#!/usr/bin/env bash
# The image for clusters without Debian packages, built by Apptainer from app/cluster/inkoopmonitor.def
# and the package, and the tasks of a job script that start the program by it. Debian has Apptainer in
# `sid` only, so it is entered there, in a root that debootstrap makes; the definition's own base,
# debian:12 of Docker's hub, is replaced by a root of the same release, which leaves all other sections
# as they are. Usage: apptainer.sh SOURCE; exit status 77: not possible here.
#
#   APPTAINER_ROOTS  where to make and leave the two roots, or where they were made before
set -euo pipefail
source=$(realpath "$1")
work=$(mktemp -d)
roots=${APPTAINER_ROOTS:-$work}
trap 'rm -rf --one-file-system "$work"' EXIT

say() { printf '\n== %s\n' "$*"; }

skip() {
  echo "skipped: $*" >&2
  exit 77
}

fail() {
  echo "apptainer: $*" >&2
  exit 1
}

mirror() {
  local named
  named=$(grep -rhoE '^(URIs: |deb )http\S+/debian/?( |$)' /etc/apt/sources.list* 2>/dev/null |
    grep -oE 'http\S+' | head -n 1 || true)
  echo "${named:-http://deb.debian.org/debian}"
}

make_root() {
  [ -x "$roots/$1/usr/bin/apt-get" ] ||
    debootstrap --variant=minbase "$1" "$roots/$1" "$(mirror)" >"$work/log" 2>&1 ||
    skip "debootstrap makes no $1: $(tail -n 1 "$work/log")"
  cp /etc/resolv.conf "$roots/$1/etc/resolv.conf"
  echo "127.0.0.1 localhost" >"$roots/$1/etc/hosts"
}

# inside COMMAND…: root of a user namespace whose / is the one with Apptainer. There it has all rights
# that Apptainer asks for, wherever this runs, and what is mounted goes when the command ends.
inside() {
  local gate=$work/gate keeper status=0
  rm -f "$gate"
  mkfifo "$gate"
  unshare --user --mount --pid --fork --propagation private bash -ec '
    root=$1 base=$2 gate=$3 shared=$4
    shift 4
    read -r <"$gate"
    mkdir -p "$root"/{base,shared,old}
    mount --rbind "$root" "$root"
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount --rbind /sys "$root/sys"
    mount -t tmpfs tmpfs "$root/run"
    mount --rbind "$base" "$root/base"
    mount --rbind "$shared" "$root/shared"
    cd "$root"
    pivot_root . old
    umount -l /old
    cd /shared
    exec env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"' \
    bash "$roots/sid" "$roots/bookworm" "$gate" "$work/shared" "$@" &
  keeper=$!
  until [ "$(readlink "/proc/$keeper/ns/user")" != "$(readlink /proc/self/ns/user)" ]; do sleep 0.1; done
  for map in gid_map uid_map; do echo "0 0 65536" >"/proc/$keeper/$map"; done
  echo >"$gate"
  wait "$keeper" || status=$?
  return "$status"
}

install_apptainer() {
  ! inside sh -c "command -v apptainer" >/dev/null || return 0
  # The lists of a mirror that is behind are as good.
  inside apt-get -q -o Acquire::Check-Valid-Until=false update >"$work/log" 2>&1 &&
    inside env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends apptainer squashfuse \
      >"$work/log" 2>&1 || { tail -n 3 "$work/log" && skip "Apptainer cannot be installed"; }
}

# task SHARE: as a node would do it, with the archive read only and the corpus in $TMPDIR.
task() {
  inside env TMPDIR=/tmp SLURM_ARRAY_TASK_ID="$1" SLURM_ARRAY_JOB_ID=7 SLURM_JOB_ID="8$1" \
    SLURMD_NODENAME=n1 bash cluster/job.sh >"$work/log" 2>&1 || { cat "$work/log" && fail "task $1"; }
  tail -n 1 "$work/log"
}

exports_of() {
  local table
  for table in documents values arrangements; do
    inside "${program[@]}" export --table "$table" --outcomes --corpus "$1"
  done
}

[ "$(id -u)" = 0 ] || skip "roots are made as root only"
command -v debootstrap >/dev/null || skip "debootstrap is not installed"
unshare --user true 2>/dev/null || skip "there are no user namespaces"
mkdir -p "$work/shared/image" "$roots"
say "two roots"
for root in bookworm sid; do make_root "$root"; done
# A user namespace may not copy devices.
rm -rf --one-file-system "$roots"/bookworm/dev/*
install_apptainer
inside apptainer --version

say "the image"
[ -n "${PACKAGE_BUILT:-}" ] || "$source/run" package >"$work/log" 2>&1 || { tail "$work/log" && fail "./run package"; }
cp "$source"/build/release/packages/*.deb "$work/shared/image/"
sed -e 's/^Bootstrap: .*/Bootstrap: localimage/' -e 's,^From: .*,From: /base,' \
  "$source/app/cluster/inkoopmonitor.def" >"$work/shared/image/local.def"
inside sh -c "cd image && apptainer build ../inkoopmonitor.sif local.def" >"$work/build" 2>&1 ||
  { tail -n 20 "$work/build" && fail "the image cannot be built"; }
# What its %test said.
grep -E '^(ok|!|-)' "$work/build"
grep -q '^ok  walls' "$work/build" || fail "reading is not cut off in the image"
ls -sh "$work/shared/inkoopmonitor.sif"

say "a plan in two shares, by the image"
cp -r "$source/tests/data/sample" "$work/shared/archive"
program=(apptainer exec --bind /shared --pwd /shared /shared/inkoopmonitor.sif inkoopmonitor)
inside "${program[@]}" cluster plan 2 archive --year 2024 2>/dev/null
mkdir -p "$work"/shared/cluster/{shares,logs}
inside "${program[@]}" cluster script --program "${program[*]}" \
  2>/dev/null >"$work/job.sh"
mv "$work/job.sh" "$work/shared/cluster/job.sh"
for share in 1 2 0; do task "$share"; done
inside "${program[@]}" restore cluster/corpus.tar --corpus merged 2>/dev/null
inside "${program[@]}" import archive --year 2024 --corpus alone >"$work/log" 2>&1
inside "${program[@]}" classify --corpus alone >"$work/log" 2>&1
exports_of merged >"$work/merged" 2>/dev/null
exports_of alone >"$work/alone" 2>/dev/null
cmp "$work/merged" "$work/alone" || fail "the exports differ"
[ "$(wc -l <"$work/alone")" -gt 100 ] || fail "there is nothing in the exports"
say "all well: the exports are the same, $(wc -l <"$work/alone") lines"
