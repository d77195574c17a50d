#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs nettidy with the clang-tidy of every other LLVM: LLVM NETTIDY PROJECT."""

import glob
import subprocess
import sys

llvm, nettidy, project = sys.argv[1:]
for tidy in sorted(glob.glob("/usr/lib/llvm-*/bin/clang-tidy")):
    if f"/llvm-{llvm}/" in tidy:
        continue
    result = subprocess.run([nettidy, "check", f"--clang-tidy={tidy}", project],
                            stderr=subprocess.STDOUT, check=False)
    print("exit code", result.returncode, flush=True)
    if result.returncode != 3:
        sys.exit(1)
