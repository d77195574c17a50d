#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""validate_all.py NETTIDY FOLDER: every model in the folder is valid."""

import pathlib
import subprocess
import sys

nettidy, folder = sys.argv[1:]
models = sorted(pathlib.Path(folder).glob("*.yaml"))
assert models, f"no models in {folder}"
failed = False
for model in models:
    run = subprocess.run([nettidy, "models", "validate", str(model)],
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                         text=True)
    if run.returncode:
        failed = True
        print(run.stdout, end="")
sys.exit(failed)
