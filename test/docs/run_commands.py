#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs the shell commands of a documentation page as a reader would.

Every ```sh block is run, line by line, in a copy of what the page speaks of: the
example project and the built plugins, at the places where the page has them. Each
command and its output are printed; a command that fails ends the run.
Files that the page shows below <!-- file: NAME --> are written when their turn comes;
the lines below <!-- output: NAME --> must come, in this order, in the output of the
command before.

    <!-- commands: test/some.test -->

above a block says that its commands, which install or build, are run by that
file; it must exist and name them.

The page speaks of the newest supported LLVM; the commands are run with the one
that is tested.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"(?:^<!-- (commands|file|output): (\S+) -->\n)?"
                   r"^```(\w*)[^\n]*\n(.*?)^```", re.M | re.S)
PAGE_MAJOR = "22"


def run_elsewhere(root, name, commands):
    text = (root / name).read_text()
    for command in commands:
        words = command.split()
        program = words[1] if words[0] == "sh" else words[0]
        if program not in text:
            sys.exit(f"{name} does not run '{program}'")
        print(f"$ {command}\n(run by {name})")


def require_output(wanted, output):
    rest = iter(output.splitlines())
    for line in wanted.splitlines():
        if not any(line in o for o in rest):
            sys.exit(f"the last command does not print '{line}' (here)")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--root", required=True, type=pathlib.Path)
    parser.add_argument("--build", required=True, type=pathlib.Path)
    parser.add_argument("--llvm", required=True, help="major version")
    parser.add_argument("page", type=pathlib.Path)
    arguments = parser.parse_args()

    output = ""
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / "build").mkdir()
        (place / f"build/llvm-{arguments.llvm}").symlink_to(
            arguments.build.resolve())
        shutil.copytree(arguments.root / "integration/example",
                        place / "integration/example")
        for kind, name, language, text in BLOCK.findall(
                arguments.page.read_text()):
            if kind == "file":
                (place / name).write_text(text)
            if kind == "output":
                require_output(text, output)
            if language != "sh":
                continue
            commands = [c for c in text.splitlines() if c]
            if kind == "commands":
                run_elsewhere(arguments.root, name, commands)
                continue
            for command in commands:
                command = re.sub(rf"(?<=-){PAGE_MAJOR}\b", arguments.llvm,
                                 command)
                print("$ " + command, flush=True)
                run = subprocess.run(command, shell=True, cwd=place,
                                     stdout=subprocess.PIPE,
                                     stderr=subprocess.STDOUT, text=True,
                                     check=False)
                output = run.stdout
                print(output, flush=True)
                if run.returncode != 0:
                    sys.exit(f"exit {run.returncode}: {command}")


if __name__ == "__main__":
    sys.exit(main())
