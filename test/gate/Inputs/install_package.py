#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Installs, uses and removes the package with dpkg, in a folder that it takes for
the system's root: PACKAGE LLVM PROJECT FOLDER. It knows of the packages that ours
depends on as they are installed here."""

import os
import pathlib
import re
import shutil
import subprocess
import sys

package, llvm, project = sys.argv[1:4]
root = pathlib.Path(sys.argv[4])
name = f"nettidy-llvm{llvm}"


def run(*command):
    return subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        check=False, env={**os.environ, "LC_ALL": "C.UTF-8"})


def make_root(known):
    shutil.rmtree(root, ignore_errors=True)
    database = root / "var/lib/dpkg"
    for folder in "info", "updates", "triggers":
        (database / folder).mkdir(parents=True)
    status = ""
    for dependency in known:
        status += run("dpkg-query", "--status", dependency).stdout + "\n"
        (database / f"info/{dependency}.list").write_text("/.\n")
    (database / "status").write_text(status)


def dpkg(*command):
    # A folder is no system: its own tools are not there to be looked for.
    return run("dpkg", f"--root={root}", "--force-bad-path", *command)


def tell(what, result):
    print(f"{what}: exit code {result.returncode}\n{result.stdout}", flush=True)


def left():
    return [str(path.relative_to(root)) for path in root.rglob("*")
            if "var/lib/dpkg" not in str(path) and not path.is_dir()]


depends = run("dpkg-deb", "--field", package, "Depends").stdout
dependencies = re.findall(r"[^\s,]+", depends)
make_root([d for d in dependencies if not d.startswith("clang-tidy")])
tell("without clang-tidy", dpkg("--install", package))

make_root(dependencies)
before = left()
tell("install", dpkg("--install", package))
tell("status", dpkg("--status", name))
program = f"{root}/usr/bin/nettidy"
tell("doctor", run(f"{program}-{llvm}", "doctor", "-p", f"{project}/build"))
tell("check", run(f"{program}-{llvm}", "check", project))
for relinked in "clang-tidy", "clangd":
    if os.path.exists(f"{program}-{relinked}-{llvm}"):
        result = run(f"{program}-{relinked}-{llvm}", "--version")
        print(f"{relinked}: exit code {result.returncode}")
        page = root / f"usr/lib/nettidy-{llvm}/docs/checks/net-missing-timeout.md"
        print(f"pages: {page.exists()}")
tell("remove", dpkg("--remove", name))
print(f"left after removal: {sorted(set(left()) - set(before))}")
tell("purge", dpkg("--purge", name))
folders = [path for path in (root / "usr").rglob("*")] if (
    root / "usr").exists() else []
print(f"left after purging: {folders}")
