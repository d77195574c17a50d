#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs clang-tidy on a test file and holds every line it prints to account.

    %check_tidy FILE CHECK TEMP [options] -- [clang-tidy args] -- [compiler args]

Expectations are FileCheck lines in FILE:

    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: text [net-check]
        Every warning and error must be expected.
    // CHECK-NOTES: :[[@LINE-1]]:3: note: text
        Warnings (under this prefix, too) and notes must all be expected.
    // CHECK-FIXES: text
        The file after --fix. It must compile, and another run must be silent.

Without any expectation the run must be silent. No configuration file is read;
CHECK may be a list with globs.
"""

import argparse
import pathlib
import re
import subprocess
import sys

DIAGNOSTIC = re.compile(r"^(.*:\d+:\d+|[^\s:]*): (warning|error|note): ", re.M)
EXPECTATION = re.compile(r"//\s*CHECK-(?:MESSAGES|NOTES|FIXES).*")


def fail(what, *outputs):
    print(f"check_tidy: {what}")
    for output in outputs:
        print(output.rstrip())
    sys.exit(1)


def run(command):
    print("$ " + " ".join(map(str, command)), flush=True)
    result = subprocess.run(command, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True, check=False,
                            errors="replace")
    return result.returncode, result.stdout


def parse_arguments():
    own, rest = sys.argv[1:], []
    if "--" in own:
        split = own.index("--")
        own, rest = own[:split], own[split + 1:]
    parser = argparse.ArgumentParser()
    parser.add_argument("--tools", required=True, type=pathlib.Path)
    parser.add_argument("--plugin", required=True)
    parser.add_argument("--check-suffix", default="",
                        help="read CHECK-MESSAGES-<suffix> and so on")
    parser.add_argument("--expect-errors", action="store_true",
                        help="the file does not compile")
    parser.add_argument("--remaining", type=int, default=0,
                        help="warnings that have no fix")
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("check")
    parser.add_argument("temp")
    arguments = parser.parse_args(own)
    if "--" in rest:
        split = rest.index("--")
        arguments.tidy, arguments.compiler = rest[:split], rest[split + 1:]
    else:
        arguments.tidy, arguments.compiler = rest, []
    return arguments


class Test:
    def __init__(self, arguments):
        self.arguments = arguments
        self.source = arguments.file.read_text()
        suffix = "-" + arguments.check_suffix if arguments.check_suffix else ""
        self.messages = "CHECK-MESSAGES" + suffix
        self.notes = "CHECK-NOTES" + suffix
        self.fixes = "CHECK-FIXES" + suffix
        # The copy has no expectations, so that they cannot match themselves.
        self.copy = pathlib.Path(arguments.temp + arguments.file.suffix)
        self.copy.parent.mkdir(parents=True, exist_ok=True)
        self.copy.write_text(EXPECTATION.sub("//", self.source))
        language = "c11" if arguments.file.suffix == ".c" else "c++17"
        self.compiler = [f"-I{arguments.file.parent}"]
        if not any(a.startswith("-std=") for a in arguments.compiler):
            self.compiler.append("-std=" + language)
        self.compiler += arguments.compiler

    def expects(self, prefix):
        return re.search(rf"//\s*{prefix}(-NEXT|-SAME|-NOT|-DAG|-COUNT-\d+)?:",
                         self.source) is not None

    def tidy(self, *extra):
        command = [self.arguments.tools / "clang-tidy", "--quiet",
                   f"--load={self.arguments.plugin}",
                   f"--checks=-*,{self.arguments.check}"]
        if not any(a.startswith(("--config", "-config"))
                   for a in self.arguments.tidy):
            command.append("--config={}")
        command += self.arguments.tidy
        command += [*extra, self.copy, "--", *self.compiler]
        code, output = run(command)
        if code < 0 or code >= 128:
            fail(f"clang-tidy crashed ({code})", output)
        if code != 0 and not self.arguments.expect_errors:
            fail(f"clang-tidy: exit code {code}", output)
        return output

    def file_check(self, prefix, text, *extra):
        output = pathlib.Path(f"{self.arguments.temp}.{prefix}.txt")
        output.write_text(text)
        code, message = run([self.arguments.tools / "FileCheck",
                             f"--input-file={output}", self.arguments.file,
                             f"--check-prefix={prefix}",
                             "--allow-unused-prefixes", *extra])
        if code != 0:
            fail(f"{prefix} do not match", message, "--- output:", text)

    def check_messages(self, output):
        if self.expects(self.notes):
            self.file_check(self.notes, output,
                            "--implicit-check-not={{note|warning|error}}:")
        elif self.expects(self.messages):
            self.file_check(self.messages, output,
                            "--implicit-check-not={{warning|error}}:")
        elif not self.expects(self.fixes) and DIAGNOSTIC.search(output):
            fail("there must be no diagnostics", output)

    def check_fixes(self):
        self.tidy("--fix")
        self.file_check(self.fixes, self.copy.read_text())
        compiler = "clang" if self.copy.suffix == ".c" else "clang++"
        code, output = run([self.arguments.tools / compiler, "-fsyntax-only",
                            *self.compiler, self.copy])
        if code != 0:
            fail("the fixed file does not compile", output,
                 self.copy.read_text())
        output = self.tidy()
        if len(re.findall(r": warning: ", output)) != self.arguments.remaining:
            fail("the fixed file is not silent", output, self.copy.read_text())

    def run(self):
        output = self.tidy()
        print(output)
        self.check_messages(output)
        if self.expects(self.fixes):
            self.check_fixes()


if __name__ == "__main__":
    Test(parse_arguments()).run()
