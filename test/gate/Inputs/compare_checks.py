#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Every check of the plugin has a page in the gate: CLANG-TIDY PLUGIN JSON."""

import json
import subprocess
import sys

tidy, plugin, pages = sys.argv[1:]
listed = subprocess.run(
    [tidy, f"--load={plugin}", "--checks=-*,net-*", "--list-checks"],
    stdout=subprocess.PIPE, text=True, check=True).stdout.split()
checks = {word for word in listed if word.startswith("net-")}
with open(pages, encoding="utf-8") as file:
    described = {check["name"]: check for check in json.load(file)}
if checks != set(described) or not checks:
    sys.exit(f"differ: {sorted(checks ^ set(described))}")
for name, check in described.items():
    if not check["cwe"]:
        sys.exit(f"{name} has no weakness")
