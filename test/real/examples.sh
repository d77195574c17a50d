#!/bin/sh
#===-- examples.sh - The libraries' own examples as a test ------------------===#
#
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
#
# Analyses the C and C++ examples of libcurl's, Asio's, Beast's and Qt's
# packages and compares the findings with the kept lists (*.tsv).
#
#   examples.sh [--plugin FILE] [--only libcurl|asio|beast|qt] [--update] [--jobs N]

set -eu
here=$(cd "$(dirname "$0")" && pwd)
sh "$here/prepare.sh" curl boost qt
exec python3 "$here/examples.py" "$@"
