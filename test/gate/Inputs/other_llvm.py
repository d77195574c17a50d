#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs nettidy with the clang-tidy of every other LLVM, and with the plugins that
are built for one: LLVM NETTIDY PROJECT BUILDS."""

import glob
import subprocess
import sys

llvm, nettidy, project, builds = sys.argv[1:]
others = [f"--clang-tidy={tidy}" for tidy in
          sorted(glob.glob("/usr/lib/llvm-*/bin/clang-tidy"))]
others += [f"--plugin={plugin}" for plugin in
           sorted(glob.glob(f"{builds}/llvm-*/lib/nettidy-tidy-*.so"))]
for other in others:
    if f"/llvm-{llvm}/" in other:
        continue
    print(other, flush=True)
    result = subprocess.run([nettidy, "check", other, project],
                            stderr=subprocess.STDOUT, check=False)
    print("exit code", result.returncode, flush=True)
    if result.returncode != 3:
        sys.exit(1)
