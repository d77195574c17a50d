#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares the analyzer's checker list with the pages of the checks.

    compare_summaries.py CHECKER-HELP docs/checks

The first line of docs/checks/net-some-check.md must be the description of the
checker net.SomeCheck, and each page and each checker must have the other.
"""

import pathlib
import re
import sys

CHECKER = re.compile(r"^  net\.(\w+)\s+(.*(?:\n {10,}\S.*)*)", re.M)


def check_name(checker):
    return "net" + re.sub("[A-Z]", lambda c: "-" + c[0].lower(), checker)


def main():
    text = pathlib.Path(sys.argv[1]).read_text()
    described = {check_name(checker): " ".join(description.split())
                 for checker, description in CHECKER.findall(text)}
    pages = {page.stem: page.read_text().split("\n", 1)[0]
             for page in pathlib.Path(sys.argv[2]).glob("*.md")}
    differ = 0
    for name in sorted(described.keys() | pages.keys()):
        if described.get(name) != pages.get(name):
            differ += 1
            print(f"{name}:\n  checker: {described.get(name)}\n"
                  f"  page:    {pages.get(name)}")
    if not differ:
        print(f"{len(pages)} pages agree")
    return differ != 0


if __name__ == "__main__":
    sys.exit(main())
