#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Adds a source with a blank and a letter beyond ASCII in its name, a byte order
mark, tabs, CR LF, characters of two and four bytes, and a line that comes twice:
PROJECT."""

import json
import pathlib
import sys

project = pathlib.Path(sys.argv[1])
name = "d \u00e9.c"
text = """\ufeff// gr\u00fc\u00df \U0001f600
#include "client.h"

const char *twice = "same";
const char *once = "same";
int difficult(int early) {
\tconst char *t = "\u00e9\U0001f600"; CURL *handle = curl_easy_init();
\tif (!handle || early || !t)
\t\treturn 0;
\tcurl_easy_cleanup(handle);
\treturn 1;
}
"""
(project / "src" / name).write_bytes(text.replace("\n", "\r\n").encode())
database = project / "build/compile_commands.json"
commands = json.loads(database.read_text())
commands.append({"directory": str(project / "build"), "file": f"../src/{name}",
                 "arguments": ["cc", "-I../include", "-c", f"../src/{name}"]})
database.write_text(json.dumps(commands))
