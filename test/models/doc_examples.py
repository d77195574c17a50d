#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs every example of docs/models.md.

    doc_examples.py --clang-tidy C --plugin P PAGE

A ```yaml block is a model, or rows of one: it must load without a problem.
Blocks below <!-- file: NAME --> are files that lie beside the later examples;
<!-- more: NAME --> adds to one, and the result must load at every step. The C and
C++ examples are those of test/docs/run_examples.py.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import textwrap

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "docs"))
import run_examples  # noqa: E402

NAMED = re.compile(r"<!-- (file|more): (\S+) -->\n\Z")

# What an excerpt of a model may refer to.
OBJECTS = """
objects:
  - {object: client, noun: client, role: client, kind: handle}
  - {object: reply, noun: reply, role: response, kind: handle}
  - {object: socket, noun: socket, role: connection, kind: descriptor}
  - {object: timer, noun: timer, role: timer, kind: handle}
  - {object: tick, noun: tick, role: timer, kind: descriptor}
  - {object: stream, noun: stream, role: client, kind: class, types: doc::stream}
  - {object: pool, noun: pool, role: pool, kind: handle}
  - {object: list, noun: list, role: resource, kind: handle}
"""
BOUNDS = """
fields:
  - {field: doc::all, setting: timeout, bounds: [total, connect, receive]}
"""


def complete(text):
    """A whole model around an excerpt."""
    text = textwrap.dedent(text)
    first = next(line for line in text.splitlines()
                 if line and not line.startswith("#"))
    if first.startswith("format:"):
        return text
    if first.startswith("- object:"):
        text = "objects:\n" + text
    elif first.startswith("- "):
        text = "functions:\n" + text
    result = "format: 1\nlibrary: excerpt\n" + text
    if "options:" in text and "functions:" not in text or "table:" in text:
        if "options:" not in text:
            result += "\noptions: {easy-options: [{key: KEY, setting: other}]}\n"
    if "objects:" not in text:
        result += OBJECTS
    if "fields:" not in text:
        result += BOUNDS
    return result


def problems(arguments, name, text):
    """What clang-tidy has to say about a model or a configuration."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, name)
        path.write_text(text)
        source = pathlib.Path(folder, "empty.c")
        source.write_text("int nothing;\n")
        config = {} if name == ".nettidy.yaml" else {"ExtraModels": str(path)}
        if name == ".nettidy.yaml":
            for model in re.findall(r"[\w/-]+\.yaml", text):
                target = pathlib.Path(folder, model)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(f"format: 1\nlibrary: {target.stem}\n")
        run = subprocess.run(
            [arguments.clang_tidy, "--quiet", "--load=" + arguments.plugin,
             "--checks=-*,net-*",
             "--config=" + json.dumps({"CheckOptions": config}),
             str(source), "--"], capture_output=True, text=True, check=False)
        found = [line for line in run.stdout.splitlines() + run.stderr.splitlines()
                 if "warning:" in line or "error:" in line]
        if run.returncode != 0:
            found.append(f"exit code {run.returncode}")
        return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--clang-tidy", required=True)
    parser.add_argument("--plugin", required=True)
    parser.add_argument("page", type=pathlib.Path)
    arguments = parser.parse_args()
    arguments.c, arguments.cpp = "c11", "c++17"

    text = arguments.page.read_text()
    files, failures, models, programs = {}, 0, 0, 0
    for block in run_examples.BLOCK.finditer(text):
        line = text.count("\n", 0, block.start()) + 1
        language, code = block[1], block[2]
        named = NAMED.search(text, 0, block.start())
        if named:
            before = files.get(named[2], "") if named[1] == "more" else ""
            files[named[2]] = before + code
        if language == "yaml":
            models += 1
            name = named[2] if named else "excerpt.yaml"
            content = files[name] if named else complete(code)
            for problem in problems(arguments, name, content):
                failures += 1
                print(f"{arguments.page}:{line}: {problem}\n{content}")
        elif language in ("c", "cpp") and not named:
            directive = run_examples.DIRECTIVE.search(text, 0, block.start())
            if not directive:
                sys.exit(f"{arguments.page}:{line}: what is this example for?")
            programs += 1
            wanted = run_examples.expected(code)
            found, output, _ = run_examples.analyse(
                arguments, "net", language, {}, code, files)
            if found != wanted or bool(wanted) != (directive[1] == "flagged"):
                failures += 1
                print(f"{arguments.page}:{line}: missing {wanted - found}, "
                      f"unexpected {found - wanted}\n{output}")
    print(f"{models} models and {programs} programs, {failures} failed")
    return failures != 0


if __name__ == "__main__":
    sys.exit(main())
