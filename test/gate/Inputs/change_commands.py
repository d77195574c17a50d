#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs the gate with compile commands of many kinds: NETTIDY PROJECT.
PROJECT is one that make_project.py made; it has three findings."""

import json
import pathlib
import subprocess
import sys

nettidy, folder = sys.argv[1:]
project = pathlib.Path(folder)
build = project / "build"
database = build / "compile_commands.json"
SOURCES = ["leak.c", "one.c", "plain.c", "reuse.c", "two.c"]


def entry(name, compiler=("cc",), flags=(), **other):
    return {"directory": str(build), "file": f"../src/{name}",
            "arguments": [*compiler, *flags, "-I../include", "-c",
                          f"../src/{name}"], **other}


def check(what, entries, *arguments, path=project):
    """Prints what a run yields."""
    if isinstance(entries, bytes):
        database.write_bytes(entries)
    else:
        database.write_text(json.dumps(entries))
    run = subprocess.run([nettidy, "check", str(path), *arguments],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         text=True, check=False, errors="replace")
    print(f"{what}: exit {run.returncode}, {run.stdout.count(': warning: ')} "
          f"findings")
    for line in run.stderr.splitlines():
        print(f"  {line}", flush=True)


def each(what, compiler=("cc",), flags=()):
    check(what, [entry(name, compiler, flags) for name in SOURCES])


plain = [entry(name) for name in SOURCES]

for launcher in (["ccache"], ["icecc"], ["env", "CCACHE_DIR=x", "ccache"],
                 ["/bin/sh", "../libtool", "--tag=CC", "--mode=compile"]):
    each(f"after {launcher[0]}", [*launcher, "gcc-12"])
each("another target", ["arm-none-eabi-gcc"], ["-mcpu=cortex-m4", "-mthumb"])

each("a standard of tomorrow", flags=["-std=gnu49"])
each("a processor of tomorrow", flags=["-march=znver99", "-mtune=native"])
each("flags of gcc", flags=["-fno-ipa-cp", "-fmodules-ts", "-specs=x",
                            "-fplugin=x.so", "--param", "ggc-min-expand=9"])
each("warnings that are errors",
     flags=["-Weverything", "-Werror", "-Werror=padded", "-pedantic-errors"])
(project / "src/old.c").write_text(
    '#include "client.h"\nint old(void) { return older(); }\n')
check("errors that are warnings elsewhere", plain + [entry("old.c")])
each("a response file that is missing", flags=["@none.rsp"])

(build / "pre.h").write_text("#include <stddef.h>\n")
(build / "pre.h.gch").write_text("gpch of another compiler")
(build / "pre.h.pch").write_text("CPCH of another version")
each("a header precompiled by gcc", flags=["-Winvalid-pch", "-include", "pre.h"])
each("its name", flags=["-include", "pre.h.gch"])
each("a header precompiled by another Clang",
     flags=["-Xclang", "-include-pch", "-Xclang", "pre.h.pch", "-Xclang",
            "-include", "-Xclang", "pre.h"])
each("the same alone", flags=["-include-pch", "pre.h.pch"])

check("each file twice", plain + [
    entry(name, flags=["-o", "other.o"]) for name in SOURCES])
check("a folder relative to the database",
      [{**e, "directory": "."} for e in plain])
check("a byte order mark", b"\xef\xbb\xbf" + json.dumps(plain).encode())
check("a name that is no UTF-8", json.dumps(plain).encode().replace(
    b"../src/two.c", b"../src/tw\xf6.c"))
check("a folder that is gone",
      plain[:4] + [{**plain[4], "directory": str(project / "gone")}])
others = ["start.S", "end.asm", "icon.rc", "view.m", "sum.f90"]
for name in others:
    (project / "src" / name).write_text("socket\n")
check("other languages", plain + [entry(name) for name in others])
check("nothing else", [entry(name) for name in others])

odd = project / "src/Ümläute und 'mehr' $x %20"
odd.mkdir()
(odd / "lea k.c").write_bytes((project / "src/leak.c").read_bytes())
check("odd names", [{"directory": str(build), "file": str(odd / "lea k.c"),
                     "arguments": ["cc", "-I../include", "-c",
                                   str(odd / "lea k.c")]}])

link = pathlib.Path(folder + ".link")
link.unlink(missing_ok=True)
link.symlink_to(project)
linked = json.loads(json.dumps(plain).replace(str(project) + "/",
                                              str(link) + "/"))
for what, entries in ("real names", plain), ("names with a link", linked):
    for where, start in ("real", project), ("link", link):
        check(f"{what}, {where} project", entries, path=start)
        for name in "src/leak.c", "include/shared.h":
            check(f"{what}, {where} {name}", entries, path=start / name)
link.unlink()
