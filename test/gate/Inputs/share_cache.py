#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Three times two runs at once with one cache: NETTIDY PROJECT."""

import json
import subprocess
import sys

nettidy, project = sys.argv[1:]
count = 0
for _ in range(3):
    runs = [subprocess.Popen(
        [nettidy, "check", "--cache", f"{project}/cache", "--format=json",
         "--quiet", project], stdout=subprocess.PIPE) for _ in range(2)]
    for run in runs:
        report = json.loads(run.communicate()[0])
        if run.returncode != 1 or len(report["findings"]) != 3:
            sys.exit(f"exit code {run.returncode}, {report}")
        count += 1
print(f"{count} runs, all with 3 findings")
