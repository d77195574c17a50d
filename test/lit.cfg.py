# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Configuration of the test suite.

    lit -v [--param llvm=22] [--param build=build/llvm-22] test

needs no site file: the LLVM major and the build directory are parameters.
"""

import glob
import os
import subprocess
import sys

import lit.formats
import lit.util

llvm = lit_config.params.get("llvm", "22")
root = os.path.dirname(config.test_source_root or os.path.dirname(
    os.path.abspath(__file__)))
build = os.path.abspath(
    lit_config.params.get("build", os.path.join(root, f"build/llvm-{llvm}")))
tools = f"/usr/lib/llvm-{llvm}/bin"
tidy_plugin = f"{build}/lib/nettidy-tidy-{llvm}.so"
analyzer_plugin = f"{build}/lib/nettidy-analyzer-{llvm}.so"
for plugin in tidy_plugin, analyzer_plugin:
    if not os.path.exists(plugin):
        lit_config.fatal(f"{plugin} is not built")


def cflags(*packages):
    """What a compiler needs for the headers of libraries."""
    asked = subprocess.run(["pkg-config", "--cflags", *packages],
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                           text=True, check=False)
    return "-fPIC " + asked.stdout.replace("-I/", "-isystem /").strip()


config.name = f"nettidy-{llvm}"
config.suffixes = [".c", ".cpp", ".test"]
config.excludes = ["Inputs", "lit.cfg.py"]
config.test_format = lit.formats.ShTest(execute_external=False)
config.test_source_root = os.path.join(root, "test")
config.test_exec_root = os.path.join(build, "test")
config.environment["PATH"] = os.pathsep.join([tools, config.environment["PATH"]])
config.environment["LC_ALL"] = "C.UTF-8"

for host in glob.glob("/usr/lib/llvm-*/bin/clang-tidy"):
    config.available_features.add("host-" + host.split("/")[3][len("llvm-"):])
config.available_features.add(f"llvm-{llvm}")

# For what hangs; the largest test analyses hundreds of files. Needs psutil.
if lit.util.killProcessAndChildrenIsSupported()[0]:
    lit_config.maxIndividualTestTime = 3600

analyze = " ".join([
    f"{tools}/clang --analyze --analyzer-output text",
    f"-Xclang -load -Xclang {analyzer_plugin} -Xclang -analyzer-checker=net"])
config.substitutions += [
    ("%check_tidy", f'"{sys.executable}" {root}/test/check_tidy.py '
                    f"--tools {tools} --plugin {tidy_plugin}"),
    ("%clang_tidy", f"{tools}/clang-tidy"),
    ("%clangxx", f"{tools}/clang++"),
    (r"%clang\b", f"{tools}/clang"),
    (r"%analyze\b", analyze),
    ("%tidy_plugin", tidy_plugin),
    ("%analyzer_plugin", analyzer_plugin),
    ("%FileCheck", f"{tools}/FileCheck"),
    (r"%not\b", f"{tools}/not"),
    ("%python", f'"{sys.executable}"'),
    ("%root", root),
    ("%build", build),
    ("%unpacked", f"{root}/build/unpacked"),
    # Without the toolkit, whose headers are not needed.
    ("%wx", " ".join(
        [f"-isystem {folder}" for folder in glob.glob(
            f"{root}/build/unpacked/usr/lib/*/wx/include/*")]
        + [f"-isystem {root}/build/unpacked/usr/include/wx-3.2",
           "-DwxUSE_GUI=0 -D__WXGTK__"])),
    ("%llvm", llvm),
    ("%qt5", cflags("Qt5Network", "Qt5Widgets")),
    ("%qt6", cflags("Qt6Network", "Qt6Widgets")),
]
