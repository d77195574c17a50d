#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes a compilation database: FOLDER FILE FLAG..."""

import json
import pathlib
import sys

folder, file, *flags = sys.argv[1:]
pathlib.Path(folder, "compile_commands.json").write_text(json.dumps(
    [{"directory": folder, "file": file,
      "arguments": ["cc", *flags, "-c", file]}]))
