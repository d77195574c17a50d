#!/bin/sh
#===-- examples.sh - The libraries' own examples as a test ------------------===#
#
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
#
# Analyses the C and C++ examples in the packages of libcurl, Asio, Beast, Qt,
# libevent and others and compares the findings with the kept lists (*.tsv).
#
#   examples.sh [--plugin FILE] [--only NAME] [--update] [--jobs N]

set -eu
here=$(cd "$(dirname "$0")" && pwd)
sh "$here/prepare.sh" curl boost qt c
exec python3 "$here/examples.py" "$@"
