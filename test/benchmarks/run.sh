#!/bin/sh
#===-- run.sh - Benchmarks --------------------------------------------------===#
#
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
#
# Prints what all net-* checks cost beside parsing the same file, each number next to
# its limit. Exit status 0 unless something could not be measured: limits on times are
# for reading, not for failing on a busy machine.
#
#   run.sh [--plugin FILE] [--llvm N] [--rounds N] [--only TEXT]

set -eu
here=$(cd "$(dirname "$0")" && pwd)
sh "$here/../real/prepare.sh" curl boost
exec python3 "$here/benchmark.py" "$@"
