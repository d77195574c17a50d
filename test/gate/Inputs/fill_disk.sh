# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Writes to a disk that is full: NETTIDY PROJECT. Mounts it, so that it wants
# a name space of its own.
nettidy=$1
project=$2
disk=$project/disk
mkdir "$disk"
mount -t tmpfs -o size=64k none "$disk" || exit 1
echo old >"$disk/report.html"
echo old >"$disk/report.json"
"$nettidy" baseline create --baseline="$disk/known.yaml" "$project" 2>&1
cp "$disk/known.yaml" "$project/known.yaml"
# What is left of the room.
cat /dev/zero 2>/dev/null >"$disk/filler"

tell() {
  what=$1
  shift
  output=$("$@" 2>&1 >/dev/null)
  echo "$what: exit code $?"
  printf '%s\n' "$output"
}

tell report "$nettidy" check "$project" --format=html --output="$disk/report.html"
grep -q '^old$' "$disk/report.html" && echo "the old report is there"
tell several "$nettidy" check "$project" --format=json \
  --output="$disk/report.json" --format=sarif --output="$project/report.sarif"
printf 'int more;\n' >>"$project/src/leak.c"
tell baseline "$nettidy" baseline update --baseline="$disk/known.yaml" "$project"
cmp -s "$disk/known.yaml" "$project/known.yaml" &&
  echo "the old baseline is there"
tell "temporary files" env TMPDIR="$disk" "$nettidy" check "$project"

# Room for the folders of a cache, not for what goes into them.
rm "$disk/filler" "$disk"/report.*
mkdir "$disk/cache"
head -c 40000 /dev/zero >"$disk/filler"
cat /dev/zero 2>/dev/null >>"$disk/filler"
tell cache "$nettidy" check "$project" --cache="$disk/cache"
[ -z "$(find "$disk/cache" -type f -size 0)" ] && echo "nothing half-written"
exit 0
