#===-- tidy.py - Runs clang-tidy with the plugin over many files -----------===#
#
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#

import concurrent.futures
import os
import re
import subprocess

REPO = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
REAL = os.path.join(REPO, "build", "real")

DIAGNOSTIC = re.compile(
    r"^(?P<file>[^\s:][^:]*):(?P<line>\d+):(?P<column>\d+): "
    r"(?P<level>warning|error|fatal error): (?P<text>.*?)"
    r"(?: \[(?P<check>[\w.,-]+)\])?$")
MISSING_HEADER = re.compile(r"'([^']+)' file not found")
# What clang prints when it dies, whether or not a signal reaches the parent.
DEATH = re.compile(r"PLEASE submit a bug report|Stack dump:|Assertion .* failed|"
                   r"UNREACHABLE executed|LLVM ERROR")


class Outcome:
    """What one run of clang-tidy over one file came to."""

    def __init__(self, source):
        self.source = source
        self.findings = []  # (file, line, check, message)
        self.notes = []  # note lines, in order
        self.missing = None  # header that stopped the compilation
        self.errors = 0
        self.crashed = False
        self.hung = False
        self.output = ""


def plugin_path(plugin, llvm):
    if plugin:
        return os.path.abspath(plugin)
    return os.path.join(REPO, "build", f"llvm-{llvm}", "lib", f"nettidy-tidy-{llvm}.so")


def run(source, flags, *, plugin, llvm="22", checks="-*,net-*", headers="",
        options=(), timeout=120):
    """Analyses one file."""
    outcome = Outcome(source)
    command = [f"clang-tidy-{llvm}", "--load=" + plugin, "--checks=" + checks, "--quiet",
               *options]
    if headers:
        command.append("--header-filter=" + headers)
    command += [source, "--", *flags]
    try:
        result = subprocess.run(command, capture_output=True, text=True, errors="replace",
                                timeout=timeout)
    except subprocess.TimeoutExpired:
        outcome.hung = True
        return outcome
    outcome.output = result.stdout + result.stderr
    outcome.crashed = result.returncode < 0 or result.returncode >= 128 or \
        bool(DEATH.search(outcome.output))
    for line in outcome.output.splitlines():
        match = DIAGNOSTIC.match(line)
        if not match:
            continue
        check = (match["check"] or "").split(",")[0]
        if check.startswith("net-"):
            outcome.findings.append((os.path.normpath(match["file"]), int(match["line"]),
                                     check, match["text"]))
        elif "error" in match["level"]:
            outcome.errors += 1
            missing = MISSING_HEADER.search(match["text"])
            if missing and match["level"] == "error":
                outcome.missing = outcome.missing or missing[1]
    return outcome


def run_all(jobs, workers, **options):
    """Analyses (source, flags) pairs in parallel; yields outcomes in order."""
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        yield from pool.map(lambda job: run(job[0], job[1], **options), jobs)
