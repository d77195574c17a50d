#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares the drop-in with clang-tidy and the plugin: CLANG-TIDY PLUGIN DROP-IN
PROJECT. The calls are those of the editors and tools that take a path."""

import pathlib
import subprocess
import sys

tidy, plugin, drop_in, project = sys.argv[1:]
project = pathlib.Path(project)


def run(*command):
    result = subprocess.run(command, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, check=False)
    return result.returncode, result.stdout


def both(what, *arguments):
    stock = run(tidy, f"--load={plugin}", *arguments)
    own = run(drop_in, *arguments)
    if stock != own:
        sys.exit(f"{what}: {own}\ninstead of\n{stock}")
    return len(own[1].splitlines())


def checks(*command):
    return set(run(*command, "-list-checks", "-checks=*")[1].split())


wanted = checks(tidy, f"--load={plugin}")
got = checks(drop_in)
if got != wanted or len(wanted) < 300 or "net-missing-timeout" not in got:
    sys.exit(f"checks differ: {sorted(got ^ wanted)}")
print("checks: stock and ours")

leak = project / "src/leak.c"
count = both("leak", "--quiet", f"-p={project}/build",
             "--checks=-*,net-*,bugprone-*", str(leak))
print(f"--quiet -p=: the same {count} lines")
own = project / "src/own.c"
own.write_text("#include <stddef.h>\n#include <stdarg.h>\n" + leak.read_text())
count = both("own", "-checks=-*,net-*", str(own), "--",
             f"-I{project}/include")
print(f"headers of the compiler: the same {count} lines")

fixes = []
for command in ([tidy, f"--load={plugin}"], [drop_in]):
    run(*command, "--checks=-*,net-*", f"--export-fixes={project}/fixes",
        f"-p={project}/build", str(leak))
    fixes.append((project / "fixes").read_text())
if fixes[0] != fixes[1] or "curl_easy_cleanup" not in fixes[0]:
    sys.exit("fixes differ")
print("fixes: the same")
both("version", "--version")
print("version: the same")
