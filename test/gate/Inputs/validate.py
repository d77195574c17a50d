#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Validates reports: SCHEMA REPORT... Needs python3-jsonschema."""

import json
import pathlib
import sys

import jsonschema

schema = json.loads(pathlib.Path(sys.argv[1]).read_text())
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
for name in sys.argv[2:]:
    report = json.loads(pathlib.Path(name).read_text())
    mistakes = list(validator.iter_errors(report))
    for mistake in mistakes:
        print(f"{name}: {'/'.join(map(str, mistake.path))}: {mistake.message}")
    count = len(report if isinstance(report, list) else report["diagnostics"])
    print(f"{len(mistakes)} mistakes in a report of {count}")
