#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs N parts, each into N.json: NETTIDY PROJECT COUNT."""

import json
import subprocess
import sys

nettidy, project, count = sys.argv[1:]
planned = 0
for part in range(1, int(count) + 1):
    report = f"{project}/{part}.json"
    code = subprocess.run(
        [nettidy, "check", f"--shard={part}/{count}", "--format=json",
         f"--output={report}", project], check=False).returncode
    if code not in (0, 1):
        sys.exit(f"exit code {code}")
    with open(report, encoding="utf-8") as file:
        planned += json.load(file)["run"]["planned"]
if planned != 5:
    sys.exit(f"{planned} files in all parts")
