#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs the C and C++ examples of a documentation page as tests.

Each ```c or ```cpp block is a whole translation unit and has a comment above it:

    <!-- test: flagged -->                    findings, each marked in the code
    <!-- test: fixable -->                    the same; --fix mends them all
    <!-- test: silent -->                     no finding of any check
    <!-- test: silent Evidence=handler -->    the same, with options of the check

A finding is expected on each line that ends in `// <- net-some-check` (or the C
form of the comment), and on no other line. The blocks are compiled against the
installed headers; files that the page shows below <!-- file: NAME --> lie beside
them. In a page about one check (named after it) a flagged block has
only this check's findings marked; elsewhere, and in silent blocks, every net-*
finding counts.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.M | re.S)
DIRECTIVE = re.compile(r"<!-- test: (flagged|fixable|silent)((?: \w+=\S+)*) -->\n\Z")
FILE = re.compile(r"<!-- file: (\S+) -->\n\Z")
MARK = re.compile(r"<- (net-[a-z-]+)")
FINDING = re.compile(r"^[^\s:][^:]*:(\d+):\d+: (warning|error): .*\[([\w.,-]+)\]$",
                     re.M)


def examples(page):
    """Yields (line number, language, kind, options, code, files beside it)."""
    text = page.read_text()
    files = {}
    for block in BLOCK.finditer(text):
        if name := FILE.search(text, 0, block.start()):
            files[name[1]] = block[2]
        if block[1] not in ("c", "cpp"):
            continue
        line = text.count("\n", 0, block.start()) + 1
        directive = DIRECTIVE.search(text, 0, block.start())
        if not directive:
            sys.exit(f"{page}:{line}: this example has no <!-- test: ... --> "
                     "comment above it")
        options = dict(o.split("=", 1) for o in directive[2].split())
        yield line, block[1], directive[1], options, block[2], files


def expected(code):
    return {(number, check)
            for number, text in enumerate(code.split("\n"), 1)
            for check in MARK.findall(text)}


def analyse(arguments, check, language, options, code, files, fix=False):
    """The findings as (line, check), the whole output, the code after it."""
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "example." + language)
        source.write_text(code)
        for name, text in files.items():
            pathlib.Path(folder, name).write_text(text)
        config = {"CheckOptions": {f"{check}.{k}": v
                                   for k, v in options.items()}}
        standard = "-std=" + (arguments.c if language == "c" else arguments.cpp)
        run = subprocess.run(
            [arguments.clang_tidy, "--load=" + arguments.plugin,
             "--checks=-*,net-*", "--config=" + json.dumps(config),
             *(["--fix"] if fix else []), str(source), "--", standard, "-Wall", "-Wextra"],
            capture_output=True, text=True, check=False)
        output = run.stdout + run.stderr
        found = {(int(line), name)
                 for line, _, names in FINDING.findall(run.stdout)
                 for name in names.split(",")}
        if run.returncode != 0 or "rror" in run.stderr.replace("errors gen", ""):
            found.add((0, f"clang-tidy exit {run.returncode}"))
        return found, output, source.read_text()


def of_interest(found, check, kind):
    """A page about one check marks this check's findings only."""
    if kind == "silent" or not check.startswith("net-"):
        return found
    return {f for f in found if f[1] == check or not f[1].startswith("net-")}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--clang-tidy", required=True)
    parser.add_argument("--plugin", required=True)
    parser.add_argument("--c", default="c11", help="C standard")
    parser.add_argument("--cpp", default="c++17", help="C++ standard")
    parser.add_argument("pages", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()

    failed = total = 0
    for page in arguments.pages:
        check = page.stem
        for line, language, kind, options, code, files in examples(page):
            total += 1
            wanted = expected(code)
            if (kind == "silent") == bool(wanted):
                sys.exit(f"{page}:{line}: '{kind}' does not fit the marks")
            how = check, language, options
            found, output, _ = analyse(arguments, *how, code, files)
            found = of_interest(found, check, kind)
            for number, name in sorted(wanted - found):
                print(f"{page}:{line + number}: no finding of {name} here")
            for number, name in sorted(found - wanted):
                print(f"{page}:{line + number}: unexpected {name}")
            left = set()
            if kind == "fixable" and found == wanted:
                fixed = analyse(arguments, *how, code, files, fix=True)[2]
                left, output, _ = analyse(arguments, *how, fixed, files)
                left = of_interest(left, check, kind)
                for number, name in sorted(left):
                    print(f"{page}:{line}: {name} after --fix")
            if found != wanted or left:
                failed += 1
                print(output)
    if not total:
        sys.exit("no example found")
    print(f"{total} examples, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
