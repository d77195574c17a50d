#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Builds a project that uses the CMake package, also as README.md and docs/cmake.md
have it: FOLDER-OF-PACKAGE ROOT FOLDER."""

import pathlib
import shutil
import subprocess
import sys

package, (root, folder) = sys.argv[1], map(pathlib.Path, sys.argv[2:])
sys.path.append(str(root / "test/docs"))
from blocks import used_by

source = pathlib.Path(__file__).parent / "project"
shutil.rmtree(folder, ignore_errors=True)
shutil.copytree(source, folder)
leak = folder / "src/leak.c"
defect = leak.read_text()
HEAD = """cmake_minimum_required(VERSION 3.20)
project(user LANGUAGES C)
find_package(nettidy 0.2 REQUIRED)
add_library(user STATIC src/leak.c)
target_include_directories(user PRIVATE include)
"""


def build(what, text):
    (folder / "CMakeLists.txt").write_text(HEAD + text)
    shutil.rmtree(folder / "build", ignore_errors=True)
    output = ""
    for command in (["cmake", "-S", folder, "-B", folder / "build", "-G",
                     "Ninja", f"-Dnettidy_DIR={package}"],
                    ["cmake", "--build", folder / "build"]):
        result = subprocess.run(command, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True,
                                check=False)
        output = result.stdout
        if result.returncode:
            break
    # Only whether it is an error; Ninja's number is its own.
    print(f"{what}: exit code {int(result.returncode != 0)}\n{output}",
          flush=True)


build("warnings", "nettidy_check(user)\n")
build("errors", "nettidy_check(user ERRORS)\n")
build("other checks",
      'nettidy_check(user CHECKS "net-missing-timeout" ERRORS)\n')
leak.write_text(defect.replace("return;",
                               "{ curl_easy_cleanup(handle); return; }"))
build("repaired", "nettidy_check(user ERRORS)\n")
# GCC does not warn of this; Clang does.
leak.write_text(leak.read_text() + "int same(int a) { a = a; return a; }\n"
                + "int old(void) { return older(); }\n")
build("errors of the project", "nettidy_check(user ERRORS)\n"
      "target_compile_options(user PRIVATE -Wall -Werror -Wno-clobbered\n"
      "  -Wno-error=implicit-function-declaration)\n")
leak.write_text(defect)
build("plain variable", "set_target_properties(user PROPERTIES C_CLANG_TIDY "
      '"${nettidy_CLANG_TIDY};--load=${nettidy_PLUGIN};--checks=-*,net-*;'
      '--warnings-as-errors=*")\n')
TARGETS = """cmake_minimum_required(VERSION 3.20)
project(pages LANGUAGES C)
add_library(my-server STATIC src/leak.c)
add_library(my-library STATIC src/reuse.c)
target_include_directories(my-server PRIVATE include)
target_include_directories(my-library PRIVATE include)
"""
HEAD = ""
for page in root / "README.md", root / "docs/cmake.md":
    (snippet,) = used_by(page, "test/gate/cmake.test")
    build(page.name, TARGETS + snippet)
