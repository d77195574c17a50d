#!/bin/sh
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#   sh integration/try.sh                analyses the bundled example
#   sh integration/try.sh PATH...        analyses files or project folders
#
# Installs what is missing, builds the plugin for the newest supported LLVM
# that this system has, and runs stock clang-tidy with it. Findings go to
# stdout, everything else to stderr. Exits with 1 if a file could not be
# analysed; findings do not change the exit code.
set -u
ROOT=$(cd "$(dirname "$0")/.." && pwd)
. "$ROOT/integration/packages.sh"

for ARGUMENT in "$@"; do
  case $ARGUMENT in
  -h | --help) sed -n '5,12s/^# \{0,1\}//p' "$0"; exit 0 ;;
  esac
  [ -e "$ARGUMENT" ] || { progress "no such file or folder: $ARGUMENT"; exit 1; }
done

# A plugin that is newer than every source is used as it is.
is_built() {
  PLUGIN="$ROOT/build/llvm-$1/lib/nettidy-tidy-$1.so"
  [ -e "$PLUGIN" ] && command -v "/usr/lib/llvm-$1/bin/clang-tidy" >/dev/null &&
    [ -z "$(find "$ROOT/CMakeLists.txt" "$ROOT/cmake" "$ROOT/lib" \
      "$ROOT/checks" -type f -newer "$PLUGIN" -print | head -n 1)" ]
}

LLVM=
for MAJOR in 22 19 16; do
  if is_built "$MAJOR"; then LLVM=$MAJOR; break; fi
done
if [ -z "$LLVM" ]; then
  for MAJOR in 22 19 16; do
    if llvm_exists "$MAJOR"; then LLVM=$MAJOR; break; fi
  done
  [ -n "$LLVM" ] || { progress "this system has none of LLVM 22, 19, 16"; exit 1; }
  mkdir -p "$ROOT/build"
  # shellcheck disable=SC2046
  install_packages $(build_packages) $(llvm_packages "$LLVM") &&
    build_plugins "$LLVM" "nettidy-tidy-$LLVM" || exit 1
fi

if [ $# = 0 ]; then
  # The libraries that the example uses.
  is_installed libcurl4-openssl-dev && is_installed libcpp-httplib-dev ||
    install_packages libcurl4-openssl-dev libcpp-httplib-dev || exit 1
  set -- "$ROOT/integration/example"
fi

exec /usr/bin/python3 "$ROOT/integration/analyse.py" \
  --clang-tidy "/usr/lib/llvm-$LLVM/bin/clang-tidy" \
  --plugin "$ROOT/build/llvm-$LLVM/lib/nettidy-tidy-$LLVM.so" "$@"
