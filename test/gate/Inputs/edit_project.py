#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Edits the project as people do; a baseline must not notice.

    edit_project.py PROJECT insert|reformat|move|rename-function|rename-file|
                            repair|second
"""

import json
import pathlib
import sys

project, what = pathlib.Path(sys.argv[1]), sys.argv[2]
leak = project / "src/leak.c"
text = leak.read_text()
include, body = text.split("\n\n", 1)
if what == "insert":
    text = f"{include}\n\n// A comment.\nint more(void);\n\n{body}"
elif what == "reformat":
    text = text.replace("CURL *handle = curl_easy_init();",
                        "CURL* handle =\n    curl_easy_init( ); /* new */")
elif what == "move":
    # After "second": the two functions change places.
    first, second = body.split("\n\n", 1)
    text = f"{include}\n\n{second}\n{first}\n"
elif what == "rename-function":
    text = text.replace("void leak(", "void leaks_still(")
elif what == "rename-file":
    leak.unlink()
    leak = project / "src/renamed.c"
    database = project / "build/compile_commands.json"
    database.write_text(database.read_text().replace("leak.c", "renamed.c"))
elif what == "repair":
    text = text.replace("    return;",
                        "  {\n    curl_easy_cleanup(handle);\n    return;\n  }")
elif what == "second":
    text += "\n" + body.replace("void leak(", "void second(")
leak.write_text(text)
