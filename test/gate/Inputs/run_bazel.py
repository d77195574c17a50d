#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Analyses a project with the aspect, in Debian's Bazel, as docs/bazel.md has it:
BUILD ROOT LLVM FOLDER.

Bazel fetches some of its own rules when it starts; without a network, stand-ins
of a few lines have their place."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

build, root, llvm, folder = sys.argv[1:]
folder = pathlib.Path(folder)
sys.path.append(f"{root}/test/docs")
from blocks import used_by

IN_WORKSPACE, IN_BAZELRC, IN_BUILD = used_by(f"{root}/docs/bazel.md",
                                             "test/gate/bazel.test")
IN_WORKSPACE = IN_WORKSPACE.replace(
    "/usr/lib/nettidy-22/bazel", f"{root}/integration/bazel").replace(
    'llvm = "22"', f'llvm = "{llvm}", path = "{build}"')
CONFIGS = IN_BAZELRC.splitlines(keepends=True)[:-1]
shutil.rmtree(folder, ignore_errors=True)
STAND_INS = {
    "rules_cc": ("cc", ["cc_binary", "cc_import", "cc_library",
                        "cc_proto_library", "cc_test", "cc_toolchain",
                        "cc_toolchain_suite"]),
    "rules_java": ("java", ["java_binary", "java_import", "java_library",
                            "java_plugin", "java_proto_library",
                            "java_runtime", "java_test", "java_toolchain"]),
}
for repository, (package, rules) in STAND_INS.items():
    place = folder / "stand-ins" / repository / package
    place.mkdir(parents=True)
    for empty in place.parent / "WORKSPACE", place / "BUILD":
        empty.write_text("")
    (place / "defs.bzl").write_text(
        "".join(f"{rule} = native.{rule}\n" for rule in rules))


def make_workspace(name):
    place = folder / name
    shutil.copytree(pathlib.Path(__file__).parent / "project", place)
    (place / "WORKSPACE").write_text('workspace(name = "user")\n'
                                     + IN_WORKSPACE)
    (place / "BUILD").write_text("""
cc_library(name = "client", srcs = ["src/leak.c", "src/plain.c"],
           hdrs = glob(["include/*.h"]), includes = ["include"])
""" + IN_BUILD)
    (place / ".bazelrc").write_text("".join(CONFIGS))
    (place / ".clang-tidy").write_text("Checks: '-net-unclosed-connection'\n")
    return place


def bazel(workspace, what, *arguments):
    command = ["bazel", f"--output_user_root={folder}/root-{workspace.name}",
               "--max_idle_secs=60", *arguments]
    if arguments[0] == "build":
        command += [f"--override_repository={name}={folder}/stand-ins/{name}"
                    for name in STAND_INS]
        command += [f"--disk_cache={folder}/cache", "--noshow_progress",
                    "--color=no", "//..."]
    result = subprocess.run(command, cwd=workspace, text=True, check=False,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            env={**os.environ, "HOME": str(folder)})
    lines = [line for line in result.stdout.splitlines()
             if not re.search(r"Download|\d: src|OpenJDK", line)]
    print(f"{what}: exit code {int(result.returncode != 0)}",
          *lines, sep="\n", flush=True)
    return result.stdout


def reports(workspace):
    found = {}
    for report in (workspace / "bazel-bin").rglob("*.json"):
        found[report.name] = report.read_text()
    return found


def judge(what, workspace):
    names = sorted(map(str, (workspace / "bazel-bin").rglob("*.json")))
    result = subprocess.run([f"{build}/bin/nettidy", "merge", *names],
                            cwd=workspace, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True, check=False)
    print(f"{what}: exit code {result.returncode}\n{result.stdout}", flush=True)


def run_alone(workspace, output):
    """Runs an action as another machine would: of what it reads, there is what it
    declares, as files. LLVM and nettidy are hidden."""
    command = re.search(r"exec env -(?:(?!SUBCOMMAND).)*? check src/leak\.c.*?\)$",
                        output, re.M | re.S)[0][:-1]
    execution = next((folder / f"root-{workspace.name}").glob(
        "*/execroot/user"))
    alone = pathlib.Path(tempfile.mkdtemp(prefix="nettidy-"))
    for name in "src", "include", "external/nettidy":
        shutil.copytree(execution / name, alone / name)
    output_folder = re.search(r"--output=(\S+)/leak\.c\.json", command)[1]
    (alone / output_folder).mkdir(parents=True)
    hide = "".join(f"mount -t tmpfs none {place}; " for place in
                   (f"/usr/lib/llvm-{llvm}", build))
    for library in pathlib.Path("/usr/lib").glob("*/lib[Lc]*.so*"):
        if re.match(r"lib(LLVM|clang-cpp)[.-]", library.name):
            hide += f"mount --bind /dev/null {library.resolve()}; "
    result = subprocess.run(
        ["unshare", "-rm", "sh", "-c", f"{hide} cd {alone} && {command}"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    made = next(alone.rglob("leak.c.json"), None)
    same = bool(made) and made.read_text() == reports(workspace)["leak.c.json"]
    shutil.rmtree(alone)
    print(f"alone: exit code {result.returncode}, the same: {same}",
          result.stdout, sep="\n", flush=True)


REPORTS, CHECK = "--config=reports", "--config=nettidy"
one, two = make_workspace("one"), make_workspace("two")
try:
    output = bazel(one, "reports", "build", REPORTS, "--subcommands")
    first = reports(one)
    print("made:", *sorted(first), flush=True)
    run_alone(one, output)
    judge("merged", one)
    bazel(one, "verdict", "build", CHECK)
    bazel(two, "elsewhere", "build", REPORTS)
    print(f"the same: {reports(two) == first}; names of this machine: "
          f"{any(str(folder) in text or build in text for text in first.values())}")
    header = two / "include/client.h"
    header.write_text(header.read_text() + "int more;\n")
    bazel(two, "header changed", "build", REPORTS)
    (two / ".bazelrc").write_text(IN_BAZELRC)
    bazel(two, "configured", "build", CHECK)
    plain = two / "src/plain.c"
    plain.write_text(plain.read_text() + "int broken(void) { return nowhere; }\n")
    bazel(two, "broken", "build", REPORTS)
finally:
    for workspace in one, two:
        bazel(workspace, "end", "shutdown")
