#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""hostile.py FOLDER writes files that no model reader should have to see, and a
clang-tidy configuration that loads them all; hostile.py --check FOLDER sees to
it that output.txt has a message about each."""

import pathlib
import sys

FILES = {
    "empty": b"",
    "blank": b"\n\n",
    "binary": bytes(range(256)) * 4,
    "zero": b"format: 1\0\nlibrary: zero\n",
    "latin1": b"format: 1\nlibrary: caf\xe9 \xff\n",
    "utf16": "format: 1\n".encode("utf-16"),
    "tabs": b"format: 1\nlibrary: tabs\nobjects:\n\t\t- object\n\t- x: {\n",
    "truncated": b"format: 1\nlibrary: truncated\nfunctions:\n  - function: 'a",
    "brackets": b"[" * 100000,
    "braces": b"{" * 100000,
    "dashes": b"- " * 50000,
    "questions": b"? " * 50000,
    "colons": b"a: " * 50000,
    "complex-key": b"? [format]\n: 1\n",
    "no-key": b"format: 1\nlibrary: none\n: 3\n",
    "duplicate": b"format: 1\nformat: 1\nlibrary: duplicate\n",
    "alias": b"format: 1\nlibrary: *name\n",
    "two": b"format: 1\nlibrary: two\n---\nformat: 1\n",
    "huge-number": b"format: 99999999999999999999\nlibrary: huge\n",
    "escape": b'format: 1\nlibrary: escape\nunknown: "\\u12"\n',
}


def main():
    if sys.argv[1] == "--check":
        folder = pathlib.Path(sys.argv[2])
        output = (folder / "output.txt").read_text(errors="replace")
        silent = [name for name in [*FILES, "absent"]
                  if f"/{name}.yaml:" not in output]
        if silent:
            sys.exit(f"no message about {', '.join(silent)}\n{output}")
        return
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in FILES.items():
        (folder / f"{name}.yaml").write_bytes(content)
    names = ";".join(f"{folder}/{name}.yaml" for name in [*FILES, "absent"])
    (folder / "config.yaml").write_text(
        f"CheckOptions: {{ExtraModels: '{names}'}}\n")


main()
