#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Changes everything that a verdict depends on, one thing after the other, and
expects that no verdict of before is used: NETTIDY CLANG-TIDY PLUGIN PROJECT."""

import json
import os
import pathlib
import shutil
import stat
import subprocess
import sys

nettidy, tidy, plugin, project = sys.argv[1:]
project = pathlib.Path(project)
cache = project / "cache"
source = project / "src/leak.c"
database = project / "build/compile_commands.json"


def run(*options, environment=None):
    result = subprocess.run(
        [nettidy, "check", "--cache", cache, "--format=json", *options, source],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False,
        env={**os.environ, **(environment or {})})
    if result.returncode not in (0, 1):
        sys.exit(f"exit code {result.returncode}\n{result.stderr}")
    report = json.loads(result.stdout)
    return report["run"]["fromCache"] == 1, len(report["findings"])


def expect(what, wanted, got):
    print(what, got, flush=True)
    if got != wanted:
        sys.exit(f"{what}: (from the cache, findings) is {got}, not {wanted}")


def changed(what, wanted, *options, **more):
    """Not from the cache the first time, from it the second."""
    expect(what, (False, wanted), run(*options, **more))
    expect(what + " again", (True, wanted), run(*options, **more))


def replace(file, old, new):
    text = file.read_text()
    if old not in text:
        sys.exit(f"{file} has no {old}")
    file.write_text(text.replace(old, new))


changed("first run", 1)

replace(source, "return;", "{ curl_easy_cleanup(handle); return; }")
changed("source repaired", 0)
replace(source, "{ curl_easy_cleanup(handle); return; }", "return;")
changed("source broken again", 1)

header = project / "include/client.h"
replace(header, "void curl_easy_cleanup(CURL *handle);",
        "void curl_easy_cleanup(CURL *handle);\n#define LEAK_ANYWAY 1")
changed("header", 1)

# One that takes the place of another in the search.
shutil.copy(header, project / "src/client.h")
replace(project / "src/client.h", "CURL *curl_easy_init(void);",
        "CURL *my_init(void);\n#define curl_easy_init my_init")
changed("header in front of another", 0)
(project / "src/client.h").unlink()
expect("header in front is gone", (False, 1), run())

# A file that the source asks for and that is not there.
replace(source, '#include "client.h"', """#include "client.h"
#if __has_include("switch.h")
#include "switch.h"
#endif""")
changed("a header that is not there", 1)
(project / "include/switch.h").write_text(
    "#define curl_easy_init() ((CURL *)0)\n")
changed("it is there now", 0)
(project / "include/switch.h").write_text("\n")
changed("it says something else", 1)

commands = json.loads(database.read_text())
for command in commands:
    command["arguments"].insert(1, "-Dcurl_easy_init=my_init")
    command["arguments"].insert(1, "-Wno-implicit-function-declaration")
    command["arguments"].insert(1, "-Wno-int-conversion")
    command["arguments"].insert(1, "-std=c99")
database.write_text(json.dumps(commands))
changed("flags", 0)
for command in commands:
    command["arguments"][1:5] = ["@flags.txt"]
(project / "build/flags.txt").write_text("-DX=1")
database.write_text(json.dumps(commands))
changed("response file", 1)
(project / "build/flags.txt").write_text("-Dcurl_easy_init=my_init")
changed("its text", 0)
(project / "build/flags.txt").write_text("-DX=2")
changed("its text again", 1)

changed("extra argument", 1, "--extra-arg=-DY=1")
changed("checks", 0, "--checks=-*,net-missing-timeout")

config = project / ".clang-tidy"
config.write_text("Checks: '-net-unclosed-connection'\n")
changed(".clang-tidy", 0)
config.unlink()
(project / "src/.clang-tidy").write_text("Checks: '-net-unclosed-connection'\n")
changed(".clang-tidy beside the source", 0)
(project / "src/.clang-tidy").unlink()
expect("without it", (True, 1), run())

model = project / "more.yaml"
model.write_text("""format: 1
library: more
functions:
  - function: my_cleanup
    release: {object: libcurl.easy, at: arg0}
""")
(project / ".nettidy.yaml").write_text("models: [more.yaml]\n")
changed(".nettidy.yaml", 1)
replace(model, "my_cleanup", "my_other_cleanup")
changed("model", 1)
(project / ".nettidy.yaml").write_text("""options:
  net-client-per-call.Evidence: loop
""")
changed("option", 1)

changed("environment", 1, environment={"CPATH": str(project)})

# The programs themselves, by their content. A plugin with more bytes at its
# end works as before.
own_plugin = project / "plugin.so"
shutil.copy(plugin, own_plugin)
changed("plugin elsewhere", 1, f"--plugin={own_plugin}")
with open(own_plugin, "ab") as file:
    file.write(b"\0")
changed("plugin", 1, f"--plugin={own_plugin}")
own_tidy = project / "clang-tidy"
own_tidy.write_text(f'#!/bin/sh\nexec {tidy} "$@"\n')
own_tidy.chmod(own_tidy.stat().st_mode | stat.S_IXUSR)
changed("clang-tidy elsewhere", 1, f"--clang-tidy={own_tidy}")
own_tidy.write_text(f'#!/bin/sh\n# Newer.\nexec {tidy} "$@"\n')
changed("clang-tidy", 1, f"--clang-tidy={own_tidy}")

# Damaged entries are no entries.
changed("before the damage", 1, "--extra-arg=-DZ=1")
for entry in cache.glob("*/*"):
    data = entry.read_bytes()
    entry.write_bytes(data[:len(data) - 20] + b"x" * 20)
changed("damage", 1, "--extra-arg=-DZ=1")
for entry in cache.glob("*/*"):
    os.truncate(entry, entry.stat().st_size // 2)
changed("truncation", 1, "--extra-arg=-DZ=1")
print("all held")
