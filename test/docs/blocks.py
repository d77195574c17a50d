# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The blocks of code of a documentation page, with the comment above each.

As a program, it wants a test for every block: ROOT PAGE... A block is run as it
stands, or the comment says where it is used:

    <!-- used by: test/some.test -->

That test, which must name the page, takes the block from it.
"""

import pathlib
import re
import sys

BLOCK = re.compile(r"(?:^<!-- ([^>]*) -->\n)?^```(\w*)[^\n]*\n(.*?)^```",
                   re.M | re.S)
# Pages whose shell commands run_commands.py runs, in test/docs.
COMMANDS = {"README.md", "gate.md", "cmake.md"}
OTHER_TESTS = {"test", "commands", "file", "output", "editor"}
BY_HAND = "run by hand"


def blocks(page):
    """(comment, language, text) of each block."""
    return BLOCK.findall(pathlib.Path(page).read_text())


def used_by(page, test):
    """The texts of the blocks that a test uses."""
    found = [text for comment, _, text in blocks(page)
             if comment == f"used by: {test}"]
    if not found:
        sys.exit(f"{page} has no block for {test}")
    return found


def fate(root, page, comment, language):
    """What is wrong with a block, or nothing."""
    kind, _, name = comment.partition(": ")
    if kind == "used by":
        test = root / name
        if not test.exists() or page.name not in test.read_text():
            return f"{name} does not use {page.name}"
        return ""
    if kind in OTHER_TESTS or comment == BY_HAND:
        return ""
    if language == "sh" and page.name in COMMANDS:
        return ""
    return "no test runs it"


def main():
    root = pathlib.Path(sys.argv[1])
    count, wrong = 0, 0
    for page in map(pathlib.Path, sys.argv[2:]):
        for comment, language, text in blocks(page):
            count += 1
            if problem := fate(root, page, comment, language):
                wrong += 1
                first = text.split("\n", 1)[0]
                print(f"{page.name}: '{first}': {problem}")
    print(f"{count} blocks, {wrong} without a test")
    return 1 if wrong or not count else 0


if __name__ == "__main__":
    sys.exit(main())
