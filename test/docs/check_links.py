#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks that the files which documentation pages link to exist.

    check_links.py PAGE...
"""

import pathlib
import re
import sys

CODE = re.compile(r"^```.*?^```", re.M | re.S)
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


def main():
    links = broken = 0
    for page in map(pathlib.Path, sys.argv[1:]):
        for target in LINK.findall(CODE.sub("", page.read_text())):
            if "://" in target:
                continue
            links += 1
            if not (page.parent / target).exists():
                broken += 1
                print(f"{page}: no file {target}")
    print(f"{links} links, {broken} broken")
    return broken != 0 or links == 0


if __name__ == "__main__":
    sys.exit(main())
