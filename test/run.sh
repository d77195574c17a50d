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
PACKAGES="$PACKAGES $(grep -v '^[#?]' "$ROOT/test/packages.txt")"
for NAME in $(sed -n 's/^?//p' "$ROOT/test/packages.txt"); do
  if choose_package "$NAME" >/dev/null; then PACKAGES="$PACKAGES $NAME"
  else progress "this system has no package $NAME: its tests are left out"
  fi
done
# shellcheck disable=SC2086
if [ -z "$VERSIONS" ] || ! install_packages $PACKAGES ||
  ! unpack_packages "$ROOT/build/unpacked" \
    $(grep -v '^#' "$ROOT/test/unpacked-packages.txt"); then
  FAILED=1
  finish
fi

# Without these, some tests are unsupported. No scripts of packages are run.
install_npm() { npm install --silent --ignore-scripts "$@" >&2; }
mkdir -p "$ROOT/build/npm"
grep -v '^\(#\|$\)' "$ROOT/test/npm-packages.txt" | while read -r PACKAGE; do
  [ ! -e "$ROOT/build/npm/node_modules/${PACKAGE%@*}" ] || continue
  command -v npm >/dev/null &&
    install_npm --prefix "$ROOT/build/npm" "$PACKAGE" </dev/null ||
    progress "npm cannot install $PACKAGE: its tests are left out"
done
# VS Code's server has packages of its own. It works without the native ones,
# which are not built.
SERVER="$ROOT/build/npm/node_modules/code-server/lib/vscode"
if [ -e "$SERVER" ] && [ ! -e "$SERVER/node_modules/yauzl" ]; then
  (cd "$SERVER" && install_npm --omit=dev </dev/null) ||
    progress "npm cannot install VS Code's server: its tests are left out"
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
