#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Adds sources in which modelled names are hard to see: PROJECT."""

import json
import pathlib
import sys

project = pathlib.Path(sys.argv[1])
database = project / "build/compile_commands.json"
commands = json.loads(database.read_text())
BODY = """
int NAME(int early) {
  void *handle = MAKE();
  if (!handle || early)
    return 0;
  END(handle);
  return 1;
}
"""


def add(name, head, make="open_it", end="close_it", flags=()):
    body = BODY.replace("NAME", name).replace("MAKE", make).replace("END", end)
    (project / f"src/{name}.c").write_text(head + body)
    commands.append({"directory": str(project / "build"),
                     "file": f"../src/{name}.c",
                     "arguments": ["cc", "-I../include", *flags, "-c",
                                   f"../src/{name}.c"]})


def header(name, text):
    (project / "include" / name).write_text(text)


DEFINES = "#define open_it curl_easy_init\n#define close_it curl_easy_cleanup\n"
header("names.h", '#include "client.h"\n' + DEFINES)
header("chain.h", '#include "names.h"\n')
header("pasting.h", """#include "hidden/client_again.h"
#define JOIN(a, b) a##b
#define open_it JOIN(curl_easy_, init)
#define close_it JOIN(curl_easy_, cleanup)
""")
(project / "include/hidden").mkdir()
header("hidden/client_again.h", '#include "../client.h"\n')

add("macro", '#include "names.h"\n')
add("through", '#include "chain.h"\n')
add("pasted", '#include "pasting.h"\n')
add("alias", "#define WHERE \"names.h\"\n#include WHERE\n")
add("spliced", '#include "client.h"\n', "curl_ea\\\nsy_init",
    "curl_easy_clean\\\nup")
add("forced", "", flags=["-include", "names.h"])
add("option", '#include "client.h"\n',
    flags=["-Dopen_it=curl_easy_init", "-Dclose_it=curl_easy_cleanup"])
(project / "build/response.txt").write_text(
    "-Dopen_it=curl_easy_init -Dclose_it=curl_easy_cleanup")
add("response", '#include "client.h"\n', flags=["@response.txt"])
(project / "src/calm.c").write_text("""#include <stdio.h>
#include <string.h>
/* Long macros are nothing special. */
#define TWICE(x) \\
  ((x) + (x))
int calm(const char *text) { return TWICE(puts(text)); }
""")
commands.append({"directory": str(project / "build"), "file": "../src/calm.c",
                 "arguments": ["cc", "-c", "../src/calm.c"]})
database.write_text(json.dumps(commands))
