#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Times `nettidy check` against run-clang-tidy with the same plugin.

    gate.py [--llvm N] [--build FOLDER] [--units N] [--rounds N] [--jobs N]

Generates a project of many files that use libcurl, of which each tenth has a defect
and each fifth has nothing to do with networks. Prints how long a run without a
cache and one with a filled cache take, beside run-clang-tidy, each number next to
its limit. Exit status 0 unless something could not be measured, or a run from the
cache finds other things than the one before.
"""

import argparse
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADERS = {"c": ["stdio.h", "stdlib.h", "string.h", "sys/socket.h"],
           "cpp": ["string", "vector", "map", "memory"]}


def source(number, kind):
    """A file of some functions; {number} makes each of them another."""
    text = "".join(f"#include <{name}>\n" for name in HEADERS[kind])
    if number % 5 == 0:
        return text + f"int plain{number}(int a) {{ return a + {number}; }}\n"
    text += '#include <curl/curl.h>\n#include "common.h"\n'
    for part in range(6):
        leak = number % 10 == 1 and part == 3
        text += f"""
int fetch{number}_{part}(const char *url, int early) {{
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  curl_easy_setopt(handle, CURLOPT_URL, url);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, {number + 1}L);
  int failed = curl_easy_perform(handle) != CURLE_OK;
  {"if (early) return failed;" if leak else ""}
  curl_easy_cleanup(handle);
  return failed + shared({part});
}}
"""
    return text


def make_project(folder, units):
    (folder / "src").mkdir()
    (folder / "build").mkdir()
    (folder / ".git").mkdir()
    (folder / "src/common.h").write_text(
        "static inline int shared(int a) { return a * 2; }\n")
    entries = []
    for number in range(units):
        kind = "cpp" if number % 2 else "c"
        name = f"unit{number}.{kind}"
        (folder / "src" / name).write_text(source(number, kind))
        entries.append({"directory": str(folder / "src"), "file": name,
                        "arguments": ["cc" if kind == "c" else "c++", "-c",
                                      name]})
    (folder / "build/compile_commands.json").write_text(json.dumps(entries))


def processor_time():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(command, codes=(0, 1)):
    """Elapsed time, processor time, and what it printed."""
    start, busy = time.monotonic(), processor_time()
    result = subprocess.run(command, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, check=False)
    if result.returncode not in codes:
        raise RuntimeError(f"{command}: {result.returncode} {result.stderr}")
    return time.monotonic() - start, processor_time() - busy, result


def findings(result):
    return sorted(line for line in result.stdout.splitlines()
                  if ": warning: " in line)


def show(what, value, limit, unit="", at_least=False):
    good = value >= limit if at_least else value <= limit
    print(f"  {what:58} {value:6.2f}{unit} (limit: {'>=' if at_least else '<='}"
          f" {limit}{unit}{'' if good else ', EXCEEDED'})", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--llvm", default="22")
    parser.add_argument("--build", type=pathlib.Path)
    parser.add_argument("--units", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    build = asked.build or ROOT / f"build/llvm-{asked.llvm}"
    plugin = build / f"lib/nettidy-tidy-{asked.llvm}.so"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make_project(folder, asked.units)
        theirs_command = [
            f"/usr/bin/run-clang-tidy-{asked.llvm}", f"-load={plugin}",
            "-checks=-*,net-*", f"-p={folder}/build", "-quiet",
            f"-j{asked.jobs}",
            f"-clang-tidy-binary=/usr/lib/llvm-{asked.llvm}/bin/clang-tidy"]
        ours = [str(build / "bin/nettidy"), "check", str(folder), "-j",
                str(asked.jobs)]
        times = {name: [] for name in ("theirs", "cold", "no skip", "warm")}
        busy = {name: [] for name in times}

        def measure(name, command):
            seconds, processor, result = run(command)
            times[name].append(seconds)
            busy[name].append(processor)
            return result

        for turn in range(asked.rounds):
            cached = ours + [f"--cache={folder}/cache{turn}"]
            # In turns, so that a busy machine is busy for all.
            measure("theirs", theirs_command)
            cold = measure("cold", cached)
            measure("no skip", ours + ["--no-skip"])
            for _ in range(3):
                warm = measure("warm", cached)
            if findings(cold) != findings(warm) or not findings(cold):
                sys.exit("the cache changes the findings")
        elapsed = {name: statistics.median(all_)
                   for name, all_ in times.items()}
        busy = {name: statistics.median(all_) for name, all_ in busy.items()}
        print(f"{asked.units} files, {asked.jobs} at a time, "
              f"{len(findings(cold))} findings; run-clang-tidy takes "
              f"{elapsed['theirs']:.1f} s, {busy['theirs']:.1f} s of processors")
        for name, what in (("cold", "without cache"),
                           ("no skip", "without cache, nothing skipped")):
            show(f"{what} / run-clang-tidy", elapsed[name] / elapsed["theirs"],
                 1.0)
            show("the same of processor time", busy[name] / busy["theirs"], 1.0)
        show("run-clang-tidy / from the cache",
             elapsed["theirs"] / elapsed["warm"], 20, at_least=True)
        show("from the cache", elapsed["warm"], 2, " s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
