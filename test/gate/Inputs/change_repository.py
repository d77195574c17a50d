#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Changes a repository and asks for new findings: NETTIDY FOLDER."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

nettidy, folder = sys.argv[1], pathlib.Path(sys.argv[2])
here = pathlib.Path(__file__).parent.parent
subprocess.run([sys.executable, here / "make_project.py", folder], check=True)
shutil.rmtree(folder / ".git")
leak = folder / "src/leak.c"
clean = folder / "src/clean.c"
clean.write_text("""#include "client.h"

int clean(int early) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return 0;
  if (early) {
    curl_easy_cleanup(handle);
    return 1;
  }
  curl_easy_cleanup(handle);
  return 2;
}
""")
database = folder / "build/compile_commands.json"


def add(name):
    commands = json.loads(database.read_text())
    commands.append({"directory": str(folder / "build"), "file": f"../src/{name}",
                     "command": f"cc -I../include -c ../src/{name}"})
    database.write_text(json.dumps(commands))


add("clean.c")


def git(*arguments):
    return subprocess.run(
        ["git", "-C", folder, "-c", "user.name=x", "-c", "user.email=x@x",
         *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout


def check(what, revision="HEAD"):
    result = subprocess.run(
        [nettidy, "check", f"--new-from={revision}", folder],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        check=False, env={**os.environ, "GIT_INDEX_FILE": "/nonexistent"})
    print(f"{what}: exit code {result.returncode}\n{result.stdout}", flush=True)


(folder / ".gitignore").write_text("build\n")
git("init", "--quiet")
git("add", ".")
git("commit", "--quiet", "-m", "first")
check("unchanged")

leak.write_text("// New.\n\n\n" + leak.read_text())
check("lines inserted above a finding")

clean.write_text(clean.read_text().replace(
    "    curl_easy_cleanup(handle);\n    return 1;", "    return 1;"))
check("a release removed elsewhere in the function")
# Git knows the folder by its real name, the database by another.
link = pathlib.Path(f"{folder}.link")
link.unlink(missing_ok=True)
link.symlink_to(folder)
real_names = database.read_text()
database.write_text(real_names.replace(f"{folder}/", f"{link}/"))
check("the same through a link")
database.write_text(real_names)
link.unlink()
git("checkout", "--quiet", ".")

header = folder / "include/shared.h"
header.write_text(header.read_text().replace("#endif", """
static inline int second(int early) {
  CURL *other = curl_easy_init();
  if (!other || early)
    return 0;
  curl_easy_cleanup(other);
  return 1;
}
#endif"""))
check("a header with a new defect")
git("checkout", "--quiet", ".")

(folder / "src/new.c").write_text(leak.read_text().replace("leak(", "fresh("))
add("new.c")
check("a new file")
check("no such revision", "nowhere")
worktrees = len(git("worktree", "list").splitlines())
(folder / ".git").rename(folder / "git")
(folder / "src/new.c").unlink()
commands = json.loads(database.read_text())
database.write_text(json.dumps(commands[:-1]))
check("ignored")
print(f"worktrees left: {worktrees}")
