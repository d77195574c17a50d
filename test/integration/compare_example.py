#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares clang-tidy's findings in the example project with its README.

    clang-tidy ... | compare_example.py integration/example

Reads the findings from standard input. Each row of the README's table (file,
function, code, check) must be reported exactly once, at the last line of the
code, and nothing else may be.
"""

import pathlib
import re
import sys

ROW = re.compile(r"^\| (\w+\.cpp) \| (\w+) \| `(.*)` \| (net-[a-z-]+) \|$", re.M)
FINDING = re.compile(r"^(\S+?):(\d+):\d+: (?:warning|error): .*\[([\w.,-]+)\]$")


def body(lines, function):
    """First and last index of a function's definition; clang-format puts its
    name into an unindented line and its last brace into the first column."""
    for first, line in enumerate(lines):
        if re.match(rf"\S.*\b{function}\(", line):
            for last in range(first, len(lines)):
                if lines[last].startswith("}"):
                    return first, last
                if lines[last].endswith(";") and last == first:
                    break
    sys.exit(f"no function {function}")


def position(lines, function, code):
    """The 1-based line on which a piece of code in a function ends."""
    first, last = body(lines, function)
    wanted = code.split()
    ends = []
    for start in range(first, last + 1):
        words = []
        for end in range(start, last + 1):
            words += lines[end].split()
            if words == wanted and lines[start].strip():
                ends.append(end + 1)
            if len(words) >= len(wanted):
                break
    if len(ends) != 1:
        sys.exit(f"'{code}' is {len(ends)} times in {function}")
    return ends[0]


def main():
    example = pathlib.Path(sys.argv[1])
    expected = []
    for name, function, code, check in ROW.findall(
            (example / "README.md").read_text()):
        lines = (example / "src" / name).read_text().split("\n")
        expected.append((name, position(lines, function, code), check))
    if not expected:
        sys.exit("the table in the example's README has no rows")

    found = []
    for line in sys.stdin:
        finding = FINDING.match(line.rstrip("\n"))
        if finding:
            found.append((pathlib.Path(finding[1]).name, int(finding[2]),
                          finding[3]))

    for row in sorted(set(expected) - set(found)):
        print("missing: {}:{} {}".format(*row))
    for row in sorted(set(found) - set(expected)):
        print("unexpected: {}:{} {}".format(*row))
    for row in sorted({f for f in found if found.count(f) > 1}):
        print("more than once: {}:{} {}".format(*row))
    print(f"{len(set(found) & set(expected))} of {len(expected)} rows reported")
    return sorted(found) != sorted(expected)


if __name__ == "__main__":
    sys.exit(main())
