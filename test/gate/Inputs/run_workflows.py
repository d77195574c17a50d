#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs the commands of the workflow files: FOLDER-OF-NETTIDY ROOT FOLDER.

Reads as much of each form as our files use: 'run:' with a line or a block,
items of 'script:', and sh '...'."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

programs, root, folder = sys.argv[1:]
workflows = pathlib.Path(root, "integration/ci")


def checkout():
    project = pathlib.Path(folder)
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(pathlib.Path(root, "integration/example"), project)
    (project / ".git").mkdir()
    return project


def github(text):
    jobs = text.split("\njobs:\n")[1]
    blocks = re.findall(r"^( *)run: (?:\|\n((?:\1  .*\n)+)|(.*)\n)", jobs, re.M)
    commands = [block or line for _, block, line in blocks]
    parts = [p.strip() for p in
             re.search(r"part: \[(.*)\]", jobs)[1].split(",")]
    configure, analyse, judge = commands
    yield configure
    for part in parts:
        yield analyse.replace("${{ matrix.part }}", part)
    yield judge


def gitlab(text):
    lists = [re.findall(r"    - (.*)\n", block) for block in
             re.findall(r"  script:\n((?:    - .*\n)+)", text)]
    total = re.search(r"parallel: (\d+)", text)[1]
    (configure, analyse), (judge,) = lists
    yield configure
    for part in range(1, int(total) + 1):
        yield (f"export CI_NODE_INDEX={part} CI_NODE_TOTAL={total}; {analyse}")
    yield judge


def jenkins(text):
    yield from re.findall(r"^ *sh '(.*)'$", text, re.M)


for name, commands in (("github.yml", github), ("gitlab-ci.yml", gitlab),
                       ("Jenkinsfile", jenkins)):
    project = checkout()
    code = 0
    for command in commands((workflows / name).read_text()):
        if code:
            sys.exit(f"exit code {code} before the end")
        print(f"{name}: $ {' '.join(command.split())}", flush=True)
        code = subprocess.run(
            ["sh", "-e", "-c", command], cwd=project, check=False,
            env={**os.environ,
                 "PATH": programs + os.pathsep + os.environ["PATH"]}).returncode
    print(f"exit code {code}")
    sarif = project / "nettidy.sarif"
    if sarif.exists():
        log = json.loads(sarif.read_text())
        print(f"{name}: {len(log['runs'][0]['results'])} results", flush=True)
    quality = project / "gl-code-quality-report.json"
    if quality.exists():
        print(f"{name}: {len(json.loads(quality.read_text()))} issues",
              flush=True)
