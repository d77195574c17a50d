#!/bin/sh
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#   [LLVM_VERSIONS="22 19 16"] sh test/run.sh [test or folder]...
#
# Installs what is missing, builds the plugins for each LLVM and runs the tests
# with each. The last line counts the tests that passed and failed.
set -u
ROOT=$(cd "$(dirname "$0")/.." && pwd)
. "$ROOT/integration/packages.sh"

PASSED=0
FAILED=0
WANTED=${LLVM_VERSIONS:-22 19 16}
VERSIONS=
mkdir -p "$ROOT/build"

finish() {
  echo "$PASSED passed, $FAILED failed"
  [ "$FAILED" = 0 ] && [ "$PASSED" != 0 ]
  exit
}

for LLVM in $WANTED; do
  if llvm_exists "$LLVM"; then VERSIONS="$VERSIONS $LLVM"
  else progress "LLVM $LLVM is not available on this system: skipped"
  fi
done

PACKAGES=$(build_packages)
for LLVM in $VERSIONS; do
  PACKAGES="$PACKAGES $(llvm_packages "$LLVM")"
done
PACKAGES="$PACKAGES $(grep -v '^#' "$ROOT/test/packages.txt")"
# shellcheck disable=SC2086
if [ -z "$VERSIONS" ] || ! install_packages $PACKAGES ||
  ! unpack_packages "$ROOT/build/unpacked" \
    $(grep -v '^#' "$ROOT/test/unpacked-packages.txt"); then
  FAILED=1
  finish
fi

# Without these, some tests are unsupported.
NPM_PACKAGES=$(grep -v '^#' "$ROOT/test/npm-packages.txt")
# shellcheck disable=SC2086
if ! command -v npm >/dev/null ||
  ! npm install --silent --no-save --prefix "$ROOT/build/npm" $NPM_PACKAGES >&2
then progress "npm cannot install $NPM_PACKAGES: their tests are left out"
fi

# One lit serves all: not every package of LLVM has a launcher.
LIT=
for CANDIDATE in /usr/lib/llvm-*/bin/lit /usr/lib/llvm-*/build/utils/lit/lit.py; do
  [ ! -e "$CANDIDATE" ] || LIT=$CANDIDATE
done
[ -n "$LIT" ] || LIT=$(command -v lit)

[ $# != 0 ] || set -- "$ROOT/test"
for LLVM in $VERSIONS; do
  build_plugins "$LLVM" || {
    FAILED=$((FAILED + 1))
    continue
  }
  progress "testing with LLVM $LLVM"
  RESULTS="$ROOT/build/llvm-$LLVM/results.json"
  rm -f "$RESULTS"
  /usr/bin/python3 "$LIT" -sv --param "llvm=$LLVM" --output "$RESULTS" "$@"
  COUNTS=$(/usr/bin/python3 "$ROOT/test/count_results.py" "$RESULTS")
  progress "LLVM $LLVM: $COUNTS"
  PASSED=$((PASSED + ${COUNTS%% *}))
  COUNTS=${COUNTS#*, }
  FAILED=$((FAILED + ${COUNTS%% *}))
done
finish
