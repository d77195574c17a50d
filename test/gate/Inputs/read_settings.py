#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Reads the settings of VS Code on the pages: ROOT FOLDER-OF-PROGRAMS. Each is JSON,
each program is one that we build and that runs, and our own settings exist."""

import json
import pathlib
import subprocess
import sys

root, programs = map(pathlib.Path, sys.argv[1:])
sys.path.append(str(root / "test/docs"))
from blocks import used_by

ours = json.loads((root / "integration/vscode/package.json").read_text())[
    "contributes"]["configuration"]["properties"]
for page in "README.md", "docs/editors.md":
    for text in used_by(root / page, "test/gate/settings.test"):
        for name, value in json.loads(text).items():
            if name.startswith("nettidy.") and name not in ours:
                sys.exit(f"the extension has no setting {name}")
            if not str(value).startswith("/path/to/"):
                print(f"{page}: {name}: {value}")
                continue
            program = programs / pathlib.Path(value).name
            run = subprocess.run([program, "--version"], text=True, check=True,
                                 stdout=subprocess.PIPE)
            print(f"{page}: {name}: {program.name}: "
                  f"{' '.join(run.stdout.split())}")
