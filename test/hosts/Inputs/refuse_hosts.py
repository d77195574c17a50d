#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Loads both plugins into every clang-tidy and clang of this machine that they
are not for, together with other checks, and expects a refusal each time."""

import argparse
import pathlib
import subprocess
import sys


def refusals(arguments):
    """Command, and what it must print."""
    for host in sorted(pathlib.Path("/usr/lib").glob("llvm-*/bin")):
        major = host.parent.name[len("llvm-"):]
        tidy, clang = host / "clang-tidy", host / "clang"
        other = major != arguments.llvm
        both = [f"built for LLVM {arguments.llvm}.", f"LLVM {major}."]
        if tidy.exists():
            command = [tidy, "--checks=net-*,bugprone-*", arguments.file]
            if other:
                yield [*command, f"--load={arguments.tidy_plugin}", "--"], both
            yield ([*command, f"--load={arguments.analyzer_plugin}", "--"],
                   both if other else ["this plugin is for clang;"])
        if clang.exists():
            command = [clang, "--analyze", "-o", "/dev/null", arguments.file,
                       "-Xclang", "-load", "-Xclang"]
            if other:
                yield [*command, arguments.analyzer_plugin], both
            yield ([*command, arguments.tidy_plugin],
                   both if other else ["this plugin is for clang-tidy;"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--llvm", required=True)
    parser.add_argument("--tidy-plugin", required=True)
    parser.add_argument("--analyzer-plugin", required=True)
    parser.add_argument("--file", required=True)
    arguments = parser.parse_args()
    tried = 0
    for command, expected in refusals(arguments):
        tried += 1
        print("$ " + " ".join(map(str, command)))
        result = subprocess.run(command, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, check=False)
        print(result.stderr)
        lines = result.stderr.splitlines()
        if (result.returncode != 3 or len(lines) != 1
                or not lines[0].startswith("error: nettidy: ")
                or not all(text in lines[0] for text in expected)):
            sys.exit(f"exit code {result.returncode}; expected 3 and one line "
                     f"that names {expected}")
    if tried < 2:
        sys.exit("no host to try")


if __name__ == "__main__":
    main()
