#!/usr/bin/env bash
# The Debian package as a user meets it: installed where nothing was, used, upgraded over a corpus
# that was made before, removed. Usage: package.sh SOURCE
#
# The place is a root made by debootstrap, entered by chroot, which needs to be root and a mirror.
# Where either is missing the package is unpacked into a folder and the program is run from there,
# which shows that it finds its data and not that its dependencies are complete; that is said.
#
#   PACKAGE_MIRROR  where debootstrap gets Debian from (that of /etc/apt)
#   PACKAGE_ROOT    a root that debootstrap made before, or where to make and leave it
set -euo pipefail
source=$(realpath "$1")
work=$(mktemp -d)
root=${PACKAGE_ROOT:-$work/root}
mounted=()

finish() {
  local place
  for place in "${mounted[@]}"; do umount "$place"; done
  rm -rf --one-file-system "$work"
}
trap finish EXIT

say() { printf '\n== %s\n' "$*"; }

fail() {
  echo "package: $*" >&2
  exit 1
}

mirror() {
  local named
  named=$(grep -rhoE '^(URIs: |deb )http\S+/debian/?( |$)' /etc/apt/sources.list* 2>/dev/null |
    grep -oE 'http\S+' | head -n 1 || true)
  echo "${PACKAGE_MIRROR:-${named:-http://deb.debian.org/debian}}"
}

# Makes the root and lets it see /proc, without which no program finds itself.
make_root() {
  [ "$(id -u)" = 0 ] || { echo "this is not root" && return 1; }
  command -v debootstrap >/dev/null || { echo "debootstrap is not installed" && return 1; }
  [ -x "$root/usr/bin/apt-get" ] ||
    debootstrap --variant=minbase bookworm "$root" "$(mirror)" >"$work/log" 2>&1 ||
    { tail -n 3 "$work/log" && return 1; }
  mount -t proc proc "$root/proc" || return 1
  mounted+=("$root/proc")
  mount --bind /dev "$root/dev" || return 1
  mounted+=("$root/dev")
  cp /etc/resolv.conf "$root/etc/resolv.conf"
}

inside() { chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"; }

# monitor WORDS…: the program, in the folder with the documents.
monitor() {
  if [ "$kind" = root ]; then
    inside sh -c 'cd /werk && exec inkoopmonitor "$@"' monitor "$@"
  else
    (cd "$work/werk" && env -u INKOOPMONITOR_DATA HOME="$work/werk" \
      "$work/unpacked/usr/bin/inkoopmonitor" "$@")
  fi
}

install_package() {
  if [ "$kind" = root ]; then
    cp "$1" "$root/tmp/inkoopmonitor.deb"
    inside apt-get update -q >"$work/log" 2>&1 || { tail "$work/log" && fail "no list of packages"; }
    inside env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
      --reinstall --allow-downgrades /tmp/inkoopmonitor.deb >"$work/log" 2>&1 ||
      { tail -n 20 "$work/log" && fail "the package cannot be installed"; }
  else
    rm -rf "$work/unpacked"
    dpkg-deb -x "$1" "$work/unpacked"
  fi
}

# The same package with a higher version: what the next release is to dpkg.
next_version() {
  dpkg-deb -R "$1" "$work/next"
  sed -i 's/^Version: .*/&+1/' "$work/next/DEBIAN/control"
  dpkg-deb --root-owner-group -b "$work/next" "$work/next.deb" >/dev/null
}

say "the package"
[ -n "${PACKAGE_BUILT:-}" ] || "$source/run" package >"$work/log" 2>&1 || { tail "$work/log" && fail "./run package"; }
packages=("$source"/build/release/packages/*.deb)
package=${packages[0]}
dpkg-deb -I "$package" | grep -E '^ (Package|Version|Depends|Recommends|Installed-Size)'
dpkg-deb -c "$package" >"$work/files"
for file in usr/bin/inkoopmonitor usr/libexec/inkoopmonitor-whole usr/share/inkoopmonitor/classify/codebook.toml \
  usr/share/inkoopmonitor/corpus/register/municipality_year.csv \
  usr/share/inkoopmonitor/reports/templates/monitor.json usr/share/man/man1/inkoopmonitor.1.gz \
  usr/share/bash-completion/completions/inkoopmonitor usr/share/zsh/vendor-completions/_inkoopmonitor \
  usr/share/fish/vendor_completions.d/inkoopmonitor.fish usr/share/doc/inkoopmonitor/copyright \
  usr/share/doc/inkoopmonitor/inkoopmonitor.spdx.json; do
  grep -q " \./$file\$" "$work/files" || fail "$file is not in it"
done
# Nothing of the tree that it was built in: another machine may have something there.
dpkg-deb --fsys-tarfile "$package" |
  tar -xO ./usr/bin/inkoopmonitor ./usr/libexec/inkoopmonitor-whole >"$work/program"
! grep -qaF "$source/" "$work/program" || fail "the program knows where it was built"
python3 -m json.tool "$source/build/release/packages/inkoopmonitor.spdx.json" >/dev/null

say "a clean root"
kind=root
if make_root; then
  folder=$root/werk
else
  echo "there is no clean root (see above), so the package is only unpacked: its dependencies are not tried"
  kind=folder folder=$work/werk
fi
rm -rf "$folder"
mkdir -p "$folder"
cp -r "$source/tests/data/sample" "$folder/documenten"

say "installing, the first hour"
install_package "$package"
monitor --version
monitor doctor
monitor import documenten --year 2024
monitor classify
monitor query trend --by bekostiging --from 2018 --to 2023 | tee "$work/before"
grep -q inspanningsgericht "$work/before" || fail "the trend is empty"
monitor report --year 2020 --no-pdf --out publicatie
test -s "$folder/publicatie/monitor.html"
monitor help --completion bash | cmp - <(dpkg-deb --fsys-tarfile "$package" |
  tar -xO ./usr/share/bash-completion/completions/inkoopmonitor)

say "the steps of the container, in this root"
if [ "$kind" = root ]; then
  # There is no need of podman for them. Chromium is left out: it is large, and the program says what it
  # is for where it is missing.
  cp "$package" "$root/tmp/"
  sed -n '/^RUN /,/[^\\]$/p' "$source/app/packaging/Containerfile" |
    sed -e 's/^RUN //' -e 's/ chromium / /' >"$root/tmp/steps"
  grep -q useradd "$root/tmp/steps" || fail "the Containerfile has no steps"
  mv "$folder" "$work/werk"
  inside sh -eu /tmp/steps >"$work/log" 2>&1 || { tail "$work/log" && fail "the steps of the Containerfile"; }
  user=$(sed -n 's/^USER //p' "$source/app/packaging/Containerfile")
  cp -r "$source/tests/data/sample" "$root/tmp/documenten"
  for command in "doctor" "import /tmp/documenten --year 2024" "classify"; do
    inside su "$user" -s /bin/sh -c "cd /werk && exec inkoopmonitor $command"
  done
  test -s "$root/werk/monitor/monitor.sqlite" || fail "the container's user has no corpus"
  rm -rf "$folder" && mv "$work/werk" "$folder"
else
  echo "left out: they need a root"
fi

say "upgrading over this corpus"
next_version "$package"
install_package "$work/next.deb"
monitor import documenten --year 2024
monitor verify
monitor query trend --by bekostiging --from 2018 --to 2023 | cmp - "$work/before"

say "removing"
if [ "$kind" = root ]; then
  inside env DEBIAN_FRONTEND=noninteractive apt-get purge -q -y inkoopmonitor >"$work/log" 2>&1
  [ ! -e "$root/usr/bin/inkoopmonitor" ] || fail "the program is still there"
  [ ! -e "$root/usr/share/inkoopmonitor" ] || fail "its data are still there"
fi
test -s "$folder/monitor/monitor.sqlite" || fail "the corpus is gone"
say "all well ($kind)"
