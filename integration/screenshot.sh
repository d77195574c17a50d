#!/bin/sh
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#   sh integration/screenshot.sh [LLVM] [FILE]
#
# Makes the picture of the HTML report in the README: of the example project, in
# headless Chromium.
set -eu
ROOT=$(cd "$(dirname "$0")/.." && pwd)
LLVM=${1:-22}
FILE=${2:-$ROOT/docs/images/report.png}
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
cp -r "$ROOT/integration/example" "$WORK/alert-relay"
cmake -S "$WORK/alert-relay" -B "$WORK/alert-relay/build" >/dev/null
"$ROOT/build/llvm-$LLVM/bin/nettidy" check "$WORK/alert-relay" --quiet \
  --format=html --output="$WORK/report.html" || [ $? = 1 ]
# With a path in view, at its third step.
sed 's|^showHash();$|showHash(); show(data.findings.find(f => f.steps.length > 4)); go(2); scrollTo(0, 0);|' \
  "$WORK/report.html" >"$WORK/shown.html"
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars \
  --window-size=1280,760 --user-data-dir="$WORK/browser" \
  --screenshot="$FILE" "file://$WORK/shown.html" 2>/dev/null
