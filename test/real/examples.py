#!/usr/bin/env python3
#===-- examples.py - The libraries' own examples as a test ------------------===#
#
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""Analyses the examples that libcurl, Asio, Beast, Qt and others ship, and compares the
findings with the kept lists beside this script.

Each list (*.tsv) has one finding per line: place, check, message, verdict (true, false
or arguable) and half a sentence of reason. A finding that is not in the list, one that
is gone, a crash, or a finding without a verdict is a failure. --update rewrites the
lists, keeping the verdicts of findings that still stand at the same place.
"""

import argparse
import glob
import os
import re
import subprocess
import sys

sys.dont_write_bytecode = True
import tidy  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
DOC = os.path.join(tidy.REAL, "root", "usr", "share", "doc")
INCLUDE = os.path.join(tidy.REAL, "root", "usr", "include")
# What the examples' configure scripts would find.
CONFIGURED = ("SYS_SOCKET", "SYS_SELECT", "SYS_TIME", "SYS_UN", "NETINET_IN",
              "ARPA_INET", "NETDB", "UNISTD", "STDLIB", "STRING", "FCNTL")
VERDICTS = ("true", "false", "arguable")


def package_version(name):
    """The upstream version of an unpacked package, e.g. 7.88.1."""
    for path in glob.glob(os.path.join(tidy.REAL, "packages", name + ".done")):
        version = open(path).read().strip().split(":")[-1]
        return re.split(r"[-+]", version)[0]
    return ""


def pkg_config(*packages):
    flags = []
    for package in packages:
        result = subprocess.run(["pkg-config", "--cflags-only-I", package],
                                capture_output=True, text=True)
        if result.returncode == 0:
            flags += [flag.replace("-I", "-isystem", 1) for flag in result.stdout.split()]
    return list(dict.fromkeys(flags))


class Library:
    def __init__(self, name, package, root, sources, flags, headers=""):
        self.name, self.package, self.root = name, package, root
        self.sources, self.flags, self.headers = sources, flags, headers
        self.list = os.path.join(HERE, name + ".tsv")

    def relative(self, path):
        return os.path.relpath(path, self.root)


def libraries():
    curl = os.path.join(DOC, "libcurl4", "examples")
    third_party = pkg_config("libxml-2.0", "tidy", "glib-2.0", "gtk+-3.0", "libevent",
                             "libuv", "Qt5Core")
    system = ["-isystem", INCLUDE]
    for folder in glob.glob(os.path.join(INCLUDE, "*-linux-gnu")):
        system += ["-isystem", folder]
    yield Library(
        "libcurl-examples", "libcurl4-doc", curl,
        sorted(glob.glob(os.path.join(curl, "*.c")) +
               glob.glob(os.path.join(curl, "*.cpp"))),
        lambda source: ["-std=gnu11" if source.endswith(".c") else "-std=c++17", "-w",
                        *system, *third_party])
    # Packages whose headers and examples come together.
    for name in ("libevent", "libhiredis", "libssh2-1", "librabbitmq", "librdkafka"):
        root = os.path.join(DOC, name + "-dev", "examples")
        yield Library(
            name + "-examples", name + "-dev", root,
            sorted(source for end in ("c", "cpp")
                   for source in glob.glob(os.path.join(root, "**", "*." + end),
                                           recursive=True)),
            lambda source, root=root: [
                "-std=gnu11" if source.endswith(".c") else "-std=c++17", "-w", "-fPIC",
                *[f"-DHAVE_{header}_H" for header in CONFIGURED], "-I", root,
                "-isystem", os.path.join(INCLUDE, "hiredis"),
                "-isystem", os.path.join(INCLUDE, "librdkafka"), *system, *third_party])
    for root in glob.glob(os.path.join(tidy.REAL, "root", "usr", "lib", "*", "qt5",
                                       "examples")):
        modules = pkg_config("Qt5Network", "Qt5Widgets", "Qt5Concurrent")
        yield Library(
            "qt-examples", "qtbase5-examples", root,
            sorted(glob.glob(os.path.join(root, "network", "**", "*.cpp"), recursive=True) +
                   glob.glob(os.path.join(root, "corelib", "threads", "**", "*.cpp"),
                             recursive=True)),
            lambda source: ["-std=c++17", "-fPIC", "-w", *modules,
                            "-I", os.path.dirname(source),
                            "-I", os.path.join(os.path.dirname(source), "forms")],
            headers=re.escape(root))
    boost = sorted(glob.glob(os.path.join(DOC, "libboost1*-doc", "examples", "libs")))
    if not boost:
        return
    boost = boost[-1]
    package = os.path.basename(os.path.dirname(os.path.dirname(boost)))
    for name in ("asio", "beast"):
        root = os.path.join(boost, name, "example")
        # Beast's examples include each other's headers from the library's folder.
        yield Library(
            name + "-examples", package, root,
            sorted(glob.glob(os.path.join(root, "**", "*.cpp"), recursive=True)),
            lambda source, name=name: ["-std=c++20", "-w", "-isystem", INCLUDE,
                                       "-I", os.path.join(boost, name)],
            headers=re.escape(root))


def read_list(path):
    """The kept list as {(place, check, message): (verdict, reason)} and its version."""
    rows, version = {}, ""
    if not os.path.exists(path):
        return rows, version
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# version: "):
            version = line[len("# version: "):]
        if not line or line.startswith("#") or line.startswith("place\t"):
            continue
        place, check, message, verdict, reason = line.split("\t")
        rows[(place, check, message)] = (verdict, reason)
    return rows, version


def place_order(key):
    file, _, line = key[0].rpartition(":")
    return file, int(line), key[1], key[2]


def write_list(library, version, found, kept, analysed, skipped):
    at_place = {}
    for (place, check, _), judgement in kept.items():
        at_place[(place, check)] = judgement
    with open(library.list, "w", encoding="utf-8") as out:
        out.write(f"# package: {library.package}\n# version: {version}\n"
                  f"# analysed: {analysed}, skipped for missing headers: {skipped}\n"
                  "place\tcheck\tmessage\tverdict\treason\n")
        for key in sorted(found, key=place_order):
            verdict, reason = kept.get(key) or at_place.get(key[:2]) or ("?", "")
            out.write("\t".join([*key, verdict, reason]) + "\n")


def check(library, arguments, plugin):
    """Analyses one library's examples; returns the number of failures."""
    found, skipped, failures, erroneous = {}, [], 0, []
    chosen = re.compile(arguments.files)
    jobs = [(source, library.flags(source)) for source in library.sources
            if chosen.search(library.relative(source))]
    if not jobs:
        return 0
    for outcome in tidy.run_all(jobs, arguments.jobs, plugin=plugin, llvm=arguments.llvm,
                                headers=library.headers, timeout=arguments.timeout):
        name = library.relative(outcome.source)
        if outcome.crashed or outcome.hung:
            failures += 1
            print(f"{library.name}: {name}: {'crash' if outcome.crashed else 'hang'}")
        if outcome.missing:
            skipped.append((name, outcome.missing))
            continue
        if outcome.errors:
            erroneous.append(name)
        for file, line, check_name, message in outcome.findings:
            place = f"{library.relative(file)}:{line}"
            found[(place, check_name, message)] = True
        if arguments.verbose:
            print(f"{name}: {len(outcome.findings)} findings", flush=True)
    analysed = len(jobs) - len(skipped)
    if not analysed:
        print(f"{library.name}: no file could be analysed")
        return failures + 1
    version = package_version(library.package)
    kept, kept_version = read_list(library.list)
    if arguments.update:
        write_list(library, version, found, kept, analysed, len(skipped))
        kept, kept_version = read_list(library.list)
    counts = {verdict: sum(1 for row in kept.values() if row[0] == verdict)
              for verdict in VERDICTS}
    print(f"{library.name} {version}: {analysed} files analysed, {len(skipped)} skipped for "
          f"missing headers, {len(erroneous)} with other errors; {len(found)} findings; "
          "kept list: " + ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS))
    for name, header in skipped:
        print(f"  skipped {name}: no {header}")
    if kept_version and kept_version != version:
        print(f"  the kept list is for version {kept_version}: not compared")
        return failures
    absent = {name for name, _ in skipped}
    for key in sorted(set(found) - set(kept), key=place_order):
        failures += 1
        print("  new: " + "\t".join(key))
    for key in sorted(set(kept) - set(found), key=place_order):
        name = key[0].rpartition(":")[0]
        if name in absent or not chosen.search(name):
            continue
        failures += 1
        print("  gone: " + "\t".join(key))
    for key in sorted(kept, key=place_order):
        if kept[key][0] not in VERDICTS or not kept[key][1]:
            failures += 1
            print("  not judged: " + "\t".join(key))
    return failures


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plugin")
    parser.add_argument("--llvm", default="22")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--timeout", type=int, default=300)
    parser.add_argument("--only", help="a pattern that lists' names begin with")
    parser.add_argument("--files", default="", help="only files that match this pattern")
    parser.add_argument("--update", action="store_true", help="rewrite the kept lists")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    plugin = tidy.plugin_path(arguments.plugin, arguments.llvm)
    if not os.path.exists(plugin):
        sys.exit(f"examples.py: no plugin at {plugin}")
    if arguments.update and arguments.files:
        parser.error("--update needs all files of a library")
    failures = 0
    for library in libraries():
        if arguments.only and not re.match(arguments.only, library.name):
            continue
        failures += check(library, arguments, plugin)
    print(f"examples: {failures} differences" if failures else "examples: as kept")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
