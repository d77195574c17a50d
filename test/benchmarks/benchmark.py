#!/usr/bin/env python3
#===-- benchmark.py - What the checks cost, as ratios -----------------------===#
#
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""Measures all net-* checks in clang-tidy against parsing the same file with
`clang -fsyntax-only`, and against `clang --analyze` with its default checkers.

Each round runs the commands of one input one after the other, so that all of them see
the same machine; a ratio is taken within a round and the median of the rounds is shown.
Times are processor time of the process, memory is its largest resident set. A third
column shows clang-tidy with a check that does nothing: what is left is our share.
"""

import argparse
import glob
import os
import re
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "real"))
sys.dont_write_bytecode = True
import editing  # noqa: E402
import tidy  # noqa: E402
import examples  # noqa: E402

MODELS = os.path.join(os.path.dirname(os.path.dirname(HERE)), "lib", "models")

# A check without matchers: clang-tidy itself, nothing else.
IDLE_CHECK = "-*,portability-restrict-system-includes"

HEAVY = ["algorithm", "any", "array", "atomic", "chrono", "complex", "condition_variable",
         "deque", "filesystem", "fstream", "functional", "future", "iomanip", "iostream",
         "iterator", "list", "map", "memory", "mutex", "numeric", "optional", "queue",
         "random", "regex", "set", "shared_mutex", "sstream", "stdexcept", "string",
         "string_view", "thread", "tuple", "unordered_map", "unordered_set", "utility",
         "variant", "vector"]


def heavy_headers():
    """Much of the standard library, little code."""
    lines = [f"#include <{header}>" for header in HEAVY]
    lines += [
        "std::map<std::string, std::vector<int>> group(const std::vector<int> &values) {",
        "  std::map<std::string, std::vector<int>> groups;",
        "  for (int value : values)",
        '    groups[value % 2 ? "odd" : "even"].push_back(value);',
        "  return groups;",
        "}",
        "bool matches(const std::string &text) {",
        '  static const std::regex pattern("[a-z]+[0-9]*");',
        "  return std::regex_match(text, pattern);",
        "}"]
    return "\n".join(lines) + "\n"


def many_functions(count=300):
    """Ordinary code with branches, loops and calls, and no modelled name."""
    lines = ["#include <memory>", "#include <string>", "#include <vector>",
             "struct Item { int Key; std::string Text; std::unique_ptr<Item> Next; };"]
    for n in range(count):
        lines += [
            f"int fold{n}(const std::vector<Item> &items, int limit) {{",
            "  int sum = 0;",
            "  for (const Item &item : items) {",
            "    if (item.Key > limit)",
            "      continue;",
            f"    switch (item.Key % {n % 5 + 2}) {{",
            "    case 0: sum += item.Key; break;",
            "    case 1: sum -= static_cast<int>(item.Text.size()); break;",
            "    default: if (item.Next) sum += item.Next->Key; break;",
            "    }",
            "  }",
            f"  return limit > {n} ? sum : " + (f"fold{n - 1}(items, limit + 1)" if n else "0") +
            ";",
            "}"]
    return "\n".join(lines) + "\n"


def one_name_of_each_model():
    """Mentions one function of every model, and declares none of them."""
    words = set()
    for path in sorted(glob.glob(os.path.join(MODELS, "*.yaml"))):
        with open(path) as model:
            rows = re.findall(r"^ +- (?:function|method): *\[?([\w:]+)", model.read(), re.M)
        words.update(rows[0].split("::") if rows else [])
    return "struct words {\n" + "".join(f"  int {word};\n" for word in sorted(words)) + "};\n"


def measure(command):
    """Processor time in seconds and peak memory in KiB of one command."""
    # Through files, not pipes: a full pipe would stop the child, and os.wait4 gives
    # the usage of this child alone.
    with open(os.devnull, "w") as nowhere:
        process = subprocess.Popen(command, stdout=nowhere, stderr=nowhere)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode < 0:
        raise RuntimeError(f"died by signal {-process.returncode}: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


class Input:
    """One or several files that are measured as a whole."""

    def __init__(self, name, jobs, time_limit, analyze=False, over=""):
        self.name, self.jobs, self.time_limit = name, jobs, time_limit
        self.analyze = analyze
        self.over = over  # where the time goes, should it be more


def commands(llvm, plugin, source, flags, analyze):
    clang, clang_tidy = f"clang-{llvm}", f"clang-tidy-{llvm}"
    result = {
        "parse": [clang, "-fsyntax-only", *flags, source],
        "idle": [clang_tidy, "--quiet", "--checks=" + IDLE_CHECK, source, "--", *flags],
        "net": [clang_tidy, "--quiet", "--load=" + plugin, "--checks=-*,net-*", source,
                "--", *flags]}
    if analyze:
        result["analyze"] = [clang, "--analyze", "-Xclang", "-analyzer-output=text", "-o",
                             os.devnull, *flags, source]
    return result


def run_input(entry, llvm, plugin, rounds):
    """The rounds of one input: {tool: [(seconds, peak)]}."""
    samples = {}
    for _ in range(rounds):
        totals = {}
        for source, flags in entry.jobs:
            for tool, command in commands(llvm, plugin, source, flags,
                                          entry.analyze).items():
                seconds, peak = measure(command)
                total = totals.setdefault(tool, [0.0, []])
                total[0] += seconds
                total[1].append(peak)
        for tool, (seconds, peaks) in totals.items():
            samples.setdefault(tool, []).append((seconds, peaks))
    return samples


def ratio(samples, tool, base):
    return statistics.median(a[0] / b[0] for a, b in zip(samples[tool], samples[base]))


def memory_ratio(samples, tool, base):
    """The worst file's ratio, median over the rounds."""
    return statistics.median(max(x / y for x, y in zip(a[1], b[1]))
                             for a, b in zip(samples[tool], samples[base]))


def show(label, value, limit, at_least=False):
    good = value >= limit if at_least else value <= limit
    word = "at least" if at_least else "at most"
    print(f"  {label:54} {value:5.2f}   {word} {limit:4.2f}   {'pass' if good else 'OVER'}",
          flush=True)


def loading(folder, llvm, plugin, rounds):
    """Prints what choosing and reading the models adds to a run, in milliseconds."""
    print(f"loading the {len(glob.glob(os.path.join(MODELS, '*.yaml')))} models, "
          f"{rounds} rounds, in milliseconds over clang-tidy without checks")
    for label, text, limit in (
            ("none of them used", "int main(void) { return 0; }\n", 2),
            ("one name of each of them used", one_name_of_each_model(), 10)):
        source = os.path.join(folder, "loading.c")
        with open(source, "w") as out:
            out.write(text)
        samples = run_input(Input(label, [(source, [])], None), llvm, plugin, rounds)
        show(label, statistics.median(1000 * (a[0] - b[0]) for a, b in
                                      zip(samples["net"], samples["idle"])), limit)


def edits(plugin, llvm, rounds):
    """Prints how long an editor waits for the diagnostics of an edit."""
    program = os.path.join(os.path.dirname(os.path.dirname(plugin)), "bin", "nettidy-clangd")
    if not os.path.exists(program):
        print(f"editing: no {program} in this build")
        return
    curl = {library.name: library for library in examples.libraries()}["libcurl-examples"]
    flags = curl.flags(curl.sources[0])
    result = editing.measure(program, flags, rounds)
    print(f"editing 300 functions with libcurl and sockets in nettidy-clangd, {rounds} edits")
    show("seconds from an edit to its diagnostics", result[True][0], 1.0)
    print(f"  {'of it without net-* checks':54} {result[False][0]:5.2f}")
    print(f"  {'processor seconds of an edit':54} {result[True][1]:5.2f}")
    print(f"  {'of it without net-* checks':54} {result[False][1]:5.2f}")


def inputs(folder, llvm):
    for name, text in (("heavy.cpp", heavy_headers()), ("functions.cpp", many_functions())):
        with open(os.path.join(folder, name), "w") as out:
            out.write(text)
    plain = ["-std=c++17", "-w"]
    yield Input("nothing modelled: standard headers",
                [(os.path.join(folder, "heavy.cpp"), plain)], 1.05)
    yield Input("nothing modelled: 300 functions",
                [(os.path.join(folder, "functions.cpp"), plain)], 1.05)
    libraries = {library.name: library for library in examples.libraries()}
    beast = libraries["beast-examples"]
    for client in ("http/client/async/http_client_async.cpp",
                   "http/client/sync/http_client_sync.cpp"):
        source = os.path.join(beast.root, client)
        yield Input("Beast client: " + os.path.basename(client),
                    [(source, beast.flags(source))], 1.15, analyze=True)
    curl = libraries["libcurl-examples"]
    jobs = []
    for source in curl.sources:
        flags = curl.flags(source)
        parsed = subprocess.run([f"clang-{llvm}", "-fsyntax-only", *flags, source],
                                capture_output=True)
        if parsed.returncode == 0:
            jobs.append((source, flags))
    yield Input(f"libcurl examples ({len(jobs)} files)", jobs, 1.15,
                over="(four fifths of what the checks take is following paths, three fifths of it in a "
                     "dozen files with nested loops;\n  a tenth is reading models. These files "
                     "are parsed in 20 ms, and clang-tidy starts in 2.5 ms.)")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plugin")
    parser.add_argument("--llvm", default="22")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", default="", help="part of an input's name")
    arguments = parser.parse_args()
    plugin = tidy.plugin_path(arguments.plugin, arguments.llvm)
    if not os.path.exists(plugin):
        sys.exit(f"benchmark.py: no plugin at {plugin}")
    print(f"LLVM {arguments.llvm}, {os.cpu_count()} processors; medians of paired rounds")
    measured = 0
    with tempfile.TemporaryDirectory() as folder:
        if arguments.only in "loading":
            loading(folder, arguments.llvm, plugin, 3 * arguments.rounds)
            if arguments.only:
                return 0
        if arguments.only in "editing":
            edits(plugin, arguments.llvm, arguments.rounds)
            if arguments.only:
                return 0
        for entry in inputs(folder, arguments.llvm):
            if arguments.only not in entry.name:
                continue
            rounds = arguments.rounds if len(entry.jobs) == 1 else max(
                3, arguments.rounds // 2)
            try:
                samples = run_input(entry, arguments.llvm, plugin, rounds)
            except (OSError, RuntimeError) as error:
                print(f"{entry.name}: could not be measured: {error}")
                return 1
            measured += 1
            parse = statistics.median(sample[0] for sample in samples["parse"])
            print(f"{entry.name}: parsing takes {parse:.2f} s, {rounds} rounds")
            taken = ratio(samples, "net", "parse")
            show("time, all net-* checks / parsing", taken, entry.time_limit)
            if taken > entry.time_limit and entry.over:
                print("  " + entry.over)
            print(f"  {'of it clang-tidy without checks / parsing':54} "
                  f"{ratio(samples, 'idle', 'parse'):5.2f}")
            show("peak memory, all net-* checks / parsing (worst file)",
                 memory_ratio(samples, "net", "parse"), 1.3)
            print(f"  {'of it clang-tidy without checks / parsing':54} "
                  f"{memory_ratio(samples, 'idle', 'parse'):5.2f}")
            if entry.analyze:
                show("clang --analyze with its defaults / all net-* checks",
                     ratio(samples, "analyze", "net"), 2.0, at_least=True)
    if not measured:
        print("nothing measured")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
