#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Asks the public SARIF tool: TOOL valid REPORT | hashes REPORT ROOT"""

import json
import os
import subprocess
import sys

tool, what, report = sys.argv[1:4]
os.environ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1"


def run(*arguments):
    # npm may leave the program's mode alone; its loader does not mind.
    if not os.access(tool, os.X_OK):
        os.chmod(tool, 0o755)
    return subprocess.run([tool, *arguments], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)


def fingerprints(log):
    return [result["partialFingerprints"]["primaryLocationLineHash"]
            for result in log["runs"][0]["results"]]


if what == "valid":
    result = run("validate", "--rule-kind", "Sarif;Ghas", report)
    print(result.stdout)
    if (result.returncode or "Analysis completed successfully" not in
            result.stdout or ": warning " in result.stdout
            or ": error " in result.stdout):
        sys.exit("not valid")
else:
    with open(report, encoding="utf-8") as file:
        log = json.load(file)
    ours = fingerprints(log)
    bases = log["runs"][0]["originalUriBaseIds"]
    bases["SRCROOT"] = {"uri": f"file://{sys.argv[4]}/"}
    for result in log["runs"][0]["results"]:
        del result["partialFingerprints"]
    with open(report + ".bare", "w", encoding="utf-8") as file:
        json.dump(log, file)
    run("rewrite", report + ".bare", "--insert",
        "RollingHashPartialFingerprints", "--output", report + ".hashed",
        "--log", "ForceOverwrite")
    with open(report + ".hashed", encoding="utf-8") as file:
        theirs = fingerprints(json.load(file))
    print(ours)
    if ours != theirs or not ours:
        sys.exit(f"differ: {theirs}")
    print(f"{len(ours)} hashes agree")
