#!/usr/bin/env python3
#===-- crash.py - Counts crashes and hangs over GCC's front-end tests -------===#
#
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""Runs all net-* checks over GCC's C++ front-end tests and counts crashes and hangs.

The tests contain no network code. crash-model.yaml therefore makes the names that they
use most (foo, bar, f, g, A, B, ...) acquire, release, arm, configure and request, so
that the engine has objects to follow in nearly every file. The number of findings says
how much it had to do; what they say means nothing.

Files are analysed in batches, one process each; the files of a batch that dies, hangs or
stops early are analysed again one by one. A crash that clang-tidy has without the plugin
too is counted apart: it is not ours.
"""

import argparse
import concurrent.futures
import glob
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "real"))
sys.dont_write_bytecode = True
import tidy  # noqa: E402

MODEL = os.path.join(HERE, "crash-model.yaml")
FINDING = re.compile(r"^[^\s:][^:]*:\d+:\d+: warning: .*\[net-[\w.,-]+\]$", re.M)
STANDARD = re.compile(r"-std=(?:c|gnu)\+\+(\w+)")
TARGET = re.compile(r"dg-do\s+\w+\s+{\s*target\s+(?:{\s*)?c\+\+(\d\w)")
# The first language version that has what a folder is about.
FOLDERS = {"cpp0x": "gnu++11", "cpp1y": "gnu++14", "cpp1z": "gnu++17", "cpp2a": "gnu++20",
           "cpp23": "gnu++2b", "coroutines": "gnu++20", "concepts": "gnu++20",
           "cpp26": "gnu++2b"}
NEWER = {"1y": "gnu++14", "14": "gnu++14", "1z": "gnu++17", "17": "gnu++17",
         "20": "gnu++20", "2a": "gnu++20", "23": "gnu++2b", "2b": "gnu++2b"}


def standard(path, root):
    """The language version that a test is written for, as far as it says so."""
    with open(path, encoding="utf-8", errors="replace") as source:
        head = source.read(4000)
    match = STANDARD.search(head)
    if match:
        return NEWER.get(match[1], "gnu++98" if match[1] in ("98", "03") else "gnu++11")
    match = TARGET.search(head)
    if match:
        return NEWER.get(match[1], "gnu++11")
    return FOLDERS.get(os.path.relpath(path, root).split(os.sep)[0], "gnu++17")


class Runner:
    def __init__(self, arguments, plugin):
        self.llvm, self.plugin = arguments.llvm, plugin
        self.timeout = arguments.timeout

    def execute(self, sources, language, with_plugin, timeout):
        """(output, died, hung) of one clang-tidy process."""
        checks = "-*,net-*" if with_plugin else "-*,portability-restrict-system-includes"
        command = [f"clang-tidy-{self.llvm}", "--quiet", "--checks=" + checks]
        if with_plugin:
            option = "{CheckOptions: {ExtraModels: '" + MODEL + "'}}"
            command += ["--load=" + self.plugin, "--config=" + option]
        command += [*sources, "--", "-std=" + language, "-w", "-ferror-limit=0"]
        with tempfile.TemporaryFile("w+", errors="replace") as output:
            try:
                result = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT,
                                        timeout=timeout)
            except subprocess.TimeoutExpired:
                return "", False, True
            output.seek(0)
            text = output.read()
        died = result.returncode < 0 or result.returncode >= 128 or \
            bool(tidy.DEATH.search(text))
        return text, died, False

    def batch(self, job):
        """(findings, crashes, hangs, crashes of clang itself) of one batch."""
        language, sources = job
        text, died, hung = self.execute(sources, language, True,
                                        self.timeout + 2 * len(sources))
        if not died and not hung:
            return len(FINDING.findall(text)), [], [], []
        findings, crashes, hangs, foreign = 0, [], [], []
        for source in sources:
            text, died, hung = self.execute([source], language, True, self.timeout)
            findings += len(FINDING.findall(text))
            if not died and not hung:
                continue
            _, died_alone, hung_alone = self.execute([source], language, False,
                                                     self.timeout)
            if died_alone or hung_alone:
                foreign.append(source)
            elif died:
                crashes.append(source)
            else:
                hangs.append(source)
        return findings, crashes, hangs, foreign


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plugin")
    parser.add_argument("--llvm", default="22")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--timeout", type=int, default=30, help="seconds for one file")
    parser.add_argument("--batch", type=int, default=25, help="files in one process")
    parser.add_argument("--every", type=int, default=1, help="only each N-th file")
    arguments = parser.parse_args()
    plugin = tidy.plugin_path(arguments.plugin, arguments.llvm)
    if not os.path.exists(plugin):
        sys.exit(f"crash.py: no plugin at {plugin}")
    root = os.path.join(tidy.REAL, "gcc", "gcc", "testsuite", "g++.dg")
    files = sorted(glob.glob(os.path.join(root, "**", "*.C"), recursive=True))
    files = files[::arguments.every]
    by_language = {}
    for path in files:
        by_language.setdefault(standard(path, root), []).append(path)
    jobs = [(language, paths[start:start + arguments.batch])
            for language, paths in sorted(by_language.items())
            for start in range(0, len(paths), arguments.batch)]
    runner = Runner(arguments, plugin)
    findings, crashes, hangs, foreign, done = 0, [], [], [], 0
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for job, result in zip(jobs, pool.map(runner.batch, jobs)):
            findings += result[0]
            for kind, new in (("crash", result[1]), ("hang", result[2]),
                              ("clang's own", result[3])):
                for path in new:
                    print(f"{kind}: {os.path.relpath(path, root)} ({job[0]})", flush=True)
            crashes += result[1]
            hangs += result[2]
            foreign += result[3]
            done += len(job[1])
            if sys.stderr.isatty():
                print(f"\r{done}/{len(files)}", end="", file=sys.stderr, flush=True)
    print(f"crash corpus: {len(files)} files, {findings} findings to prove that the checks "
          f"ran, {len(crashes)} crashes, {len(hangs)} hangs; {len(foreign)} files on which "
          "clang-tidy dies or hangs without nettidy too")
    if not findings:
        print("crash corpus: the checks found nothing at all, so nothing was tested")
        return 1
    return 1 if crashes or hangs else 0


if __name__ == "__main__":
    sys.exit(main())
