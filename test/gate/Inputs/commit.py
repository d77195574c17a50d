#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Commits to a repository with the hook, configured as README.md and
docs/pre-commit.md have it: NETTIDY ROOT FOLDER."""

import os
import pathlib
import re
import shutil
import subprocess
import sys

nettidy, root, folder = sys.argv[1:]
root, folder = pathlib.Path(root), pathlib.Path(folder)
shutil.rmtree(folder, ignore_errors=True)
project, hooks = folder / "project", folder / "hooks"
here = pathlib.Path(__file__).parent.parent
sys.path.append(str(here.parent / "docs"))
from blocks import used_by

TEST = "test/gate/pre-commit.test"
(configuration,) = used_by(root / "README.md", TEST)
same, with_options = used_by(root / "docs/pre-commit.md", TEST)
if same != configuration:
    sys.exit("README.md and docs/pre-commit.md differ")
version = re.search(r"rev: (\S+)", configuration)[1]
if f"VERSION {version[1:]}" not in (root / "CMakeLists.txt").read_text():
    sys.exit(f"{version} is not this version")
configuration = re.sub(r"repo: .*", f"repo: file://{hooks}", configuration)
environment = {name: value for name, value in os.environ.items()
               if not name.startswith("GIT_") and name != "CI"}
environment.update({
    "PRE_COMMIT_HOME": str(folder / "cache"), "HOME": str(folder),
    "NETTIDY": nettidy, "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER")
       for what in ("NAME", "EMAIL")}})


def run(*command, cwd=project, **more):
    return subprocess.run(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, check=False, env={**environment, **more})


def must(*command, cwd=project):
    result = run(*command, cwd=cwd)
    if result.returncode:
        sys.exit(f"{command}: {result.stdout}")


def commit(what, **more):
    result = run("git", "commit", "--quiet", "-m", what, **more)
    print(f"{what}: exit code {result.returncode}\n{result.stdout}", flush=True)


subprocess.run([sys.executable, here / "make_project.py", project], check=True)
shutil.rmtree(project / ".git")
for name in ".pre-commit-hooks.yaml", "integration/pre-commit/nettidy-hook":
    (hooks / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(root / name, hooks / name)
must("git", "init", "--quiet", cwd=hooks)
must("git", "add", ".", cwd=hooks)
must("git", "commit", "--quiet", "-m", "hooks", cwd=hooks)
must("git", "tag", version, cwd=hooks)

leak, shared = project / "src/leak.c", project / "include/shared.h"
defect, header_defect = leak.read_text(), shared.read_text()


def repaired(text, old, new):
    if old not in text:
        sys.exit(f"no {old}")
    return text.replace(old, new)


leak.write_text(repaired(defect, "    return;",
                         "    return curl_easy_cleanup(handle);"))
shared.write_text(repaired(
    header_defect, "    return 0;",
    "    return curl_easy_cleanup(handle), 0;"))
(project / ".gitignore").write_text("build\n")
(project / ".pre-commit-config.yaml").write_text(configuration)
must("git", "init", "--quiet")
result = run("pre-commit", "install")
print(f"install: exit code {result.returncode}\n{result.stdout}")
reuse = project / "src/reuse.c"
reuse.write_text(repaired(
    reuse.read_text(), "  curl_easy_setopt(kept, CURLOPT_FORBID_REUSE, 1L);\n",
    ""))
must("git", "add", ".")
commit("first commit, clean")

clean = leak.read_text()
leak.write_text(defect)
must("git", "add", ".")
commit("a defect")
leak.write_text("// Repaired.\n" + clean)
must("git", "add", ".")
commit("repaired")
clean_header = shared.read_text()
shared.write_text(header_defect)
must("git", "add", ".")
commit("header with a defect")
shared.write_text(clean_header)
must("git", "add", ".")
# Staged is one file; the defect in another is not.
(project / "src/plain.c").write_text("int plain(int n) { return n; }\n")
must("git", "add", ".")
leak.write_text(defect)
commit("unstaged defect")
leak.write_text("// Repaired.\n" + clean)
(project / "notes.txt").write_text("Notes.\n")
must("git", "add", ".")
commit("no C files")
# With options, and a database where only they lead.
(project / "build/debug/here").mkdir(parents=True)
(project / "build/compile_commands.json").rename(
    project / "build/debug/compile_commands.json")
(project / ".pre-commit-config.yaml").write_text(configuration.replace(
    "      - id: nettidy\n", with_options))
leak.write_text(defect)
must("git", "add", ".")
commit("with options")
print(f"cache: {(project / '.nettidy-cache').is_dir()}")
leak.write_text("// Repaired.\n" + clean)
must("git", "add", ".")
commit("with options, repaired")
(project / "build/debug/compile_commands.json").rename(folder / "database")
missing = run("pre-commit", "run", "--all-files", "--verbose")
(project / ".pre-commit-config.yaml").write_text(configuration)
must("git", "add", ".pre-commit-config.yaml")
leak.write_text(defect)
must("git", "add", ".")
result = run("pre-commit", "run", "--verbose")
print(f"no database: exit code {result.returncode}\n{result.stdout}")
print(f"no database where it should be: exit code {missing.returncode}\n"
      + missing.stdout)
commit("no database in CI", CI="true")
commit("no nettidy", NETTIDY="/nowhere/nettidy")
