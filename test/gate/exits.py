#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs a command and expects an exit code: CODE COMMAND..."""

import subprocess
import sys

wanted, *command = sys.argv[1:]
code = subprocess.run(command, check=False).returncode
if code != int(wanted):
    sys.exit(f"exit code {code} instead of {wanted}")
