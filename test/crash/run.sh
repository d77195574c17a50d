#!/bin/sh
#===-- run.sh - Crash corpus ------------------------------------------------===#
#
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
#
# Runs all net-* checks over GCC's C++ front-end tests (g++.dg, from Debian's
# gcc-12-source), valid and broken code alike, and counts crashes and hangs.
#
#   run.sh [--plugin FILE] [--llvm N] [--every N] [--jobs N] [--timeout SECONDS]

set -eu
here=$(cd "$(dirname "$0")" && pwd)
sh "$here/../real/prepare.sh" gcc
exec python3 "$here/crash.py" "$@"
