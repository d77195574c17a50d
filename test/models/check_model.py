#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Loads a YAML file into clang-tidy and compares every problem it reports.

    check_model.py CLANG_TIDY PLUGIN FILE [SOURCE [clang-tidy option]...]

FILE is a model, and says what is wrong with it in comments above the lines:

    # 17: malformed position 'arg'
    at: arg

A column and a message (or its beginning, if it ends in "..."). With the file
name .nettidy.yaml, FILE is a project's configuration, found by itself.
"""

import pathlib
import re
import subprocess
import sys

EXPECTED = re.compile(r"\s*# (\d+): (.*)")


def expectations(path):
    result, waiting = [], []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        match = EXPECTED.fullmatch(line)
        if match:
            waiting.append((int(match[1]), match[2]))
            continue
        result += [(number, column, text) for column, text in waiting]
        waiting = []
    return sorted(result)


def problems(output, path):
    pattern = re.compile(rf"warning: {re.escape(str(path))}:(\d+):(\d+): (.*?)"
                         r"(?: \[clang-tidy-config\])?")
    result = []
    for line in output.splitlines():
        match = pattern.fullmatch(line)
        if match:
            result.append((int(match[1]), int(match[2]), match[3]))
        elif "warning: " in line or "error: " in line:
            sys.exit("unexpected: " + line)
    return sorted(result)


def same(expected, actual):
    if expected[:2] != actual[:2]:
        return False
    if expected[2].endswith("..."):
        return actual[2].startswith(expected[2][:-3])
    return expected[2] == actual[2]


def main():
    clang_tidy, plugin, file = sys.argv[1:4]
    source = sys.argv[4] if len(sys.argv) > 4 else str(
        pathlib.Path(__file__).parent / "Inputs" / "empty.c")
    path = pathlib.Path(file).resolve()
    command = [clang_tidy, "--quiet", f"--load={plugin}", *sys.argv[5:]]
    if not any(option.startswith("--checks") for option in sys.argv[5:]):
        command.append("--checks=-*,net-missing-timeout")
    if path.name != ".nettidy.yaml":
        command.append(
            f"--config={{CheckOptions: {{ExtraModels: '{path}'}}}}")
    result = subprocess.run(command + [source, "--"], text=True, check=False,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode != 0:
        sys.exit(f"exit code {result.returncode}\n{result.stdout}")
    expected, actual = expectations(path), problems(result.stdout, path)
    if len(expected) != len(actual) or not all(map(same, expected, actual)):
        for entry in expected:
            if not any(same(entry, other) for other in actual):
                print("expected: %d:%d: %s" % entry)
        for entry in actual:
            if not any(same(other, entry) for other in expected):
                print("seen:     %d:%d: %s" % entry)
        sys.exit("the problems differ")


if __name__ == "__main__":
    main()
