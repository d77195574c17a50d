#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes a small project with a compilation database: FOLDER [FLAG]..."""

import json
import pathlib
import shutil
import sys

folder = pathlib.Path(sys.argv[1])
shutil.rmtree(folder, ignore_errors=True)
shutil.copytree(pathlib.Path(__file__).parent / "Inputs/project", folder)
# Its root, as a repository is for a real one.
(folder / ".git").mkdir()
(folder / "build").mkdir()
(folder / "build/compile_commands.json").write_text(json.dumps([
    {"directory": str(folder / "build"), "file": f"../src/{source.name}",
     "arguments": ["cc", *sys.argv[2:], "-I../include", "-c",
                   f"../src/{source.name}"]}
    for source in sorted((folder / "src").glob("*.c"))], indent=1))
