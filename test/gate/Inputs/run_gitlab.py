#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs our pipeline with gitlab-ci-local: ROOT FOLDER-OF-NETTIDY PROJECT FOLDER."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

root, programs, project, folder = sys.argv[1:]
folder = pathlib.Path(folder)
shutil.rmtree(folder, ignore_errors=True)
shutil.copytree(project, folder)
shutil.copy(f"{root}/integration/ci/gitlab-ci.yml", folder / ".gitlab-ci.yml")
environment = {
    **os.environ, "PATH": programs + os.pathsep + os.environ["PATH"],
    "HOME": str(folder / "home"), "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER")
       for what in ("NAME", "EMAIL")}}


def run(*command):
    return subprocess.run(command, cwd=folder, env=environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False).stdout


run("git", "init", "--quiet")
run("git", "remote", "add", "origin", "https://gitlab.example/group/project.git")
run("git", "add", ".")
run("git", "commit", "--quiet", "-m", "all")
print(run("node", f"{root}/build/npm/node_modules/gitlab-ci-local/src/index.js",
          "--force-shell-executor", "--shell-isolation", "--no-color"))
reports = list(folder.rglob("gl-code-quality-report.json"))
if not reports:
    print("no artifact")
for report in reports[:1]:
    print(f"artifact: {len(json.loads(report.read_text()))} issues")
