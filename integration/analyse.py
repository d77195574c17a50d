#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs clang-tidy with the plugin on files and project folders.

Finds the compilation database where build systems leave it; without one, uses
plain flags and says so.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

DATABASE = "compile_commands.json"
DATABASE_FOLDERS = [".", "build*", "cmake-build-*", "out*", "builddir*",
                    "_build", "build*/*", "out/*"]
SOURCES = {".c": "gnu11", ".cc": "gnu++17", ".cpp": "gnu++17", ".cxx": "gnu++17",
           ".c++": "gnu++17", ".C": "gnu++17"}
NOT_THE_PROJECT = {".git", "node_modules", "third_party", "CMakeFiles"}
FINDING = re.compile(r"^(\S.*?:\d+:\d+): (?:warning|error): .*\[([\w.,-]+)\]$",
                     re.M)
FROM_COMPILER = "clang-diagnostic-"
HEADERS = {".h", ".hh", ".hpp", ".hxx", ".h++", ".H", ".ipp", ".inl"}
# What only another compiler knows.
FOREIGN_FLAG = re.compile(r"error: (?:unknown argument|unsupported option)[^']*"
                          r"'([^']+)'")


def progress(text):
    print(f"-- {text}", file=sys.stderr, flush=True)


def count(number, what):
    return f"{number} {what}{'' if number == 1 else 's'}"


def find_database(folder):
    """The database of a project folder; the newest, if there are several."""
    found = [d for pattern in DATABASE_FOLDERS
             for d in folder.glob(f"{pattern}/{DATABASE}")]
    return max(found, key=lambda d: d.stat().st_mtime, default=None)


def sources_in(folder):
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if f not in NOT_THE_PROJECT
                            and not f.startswith(("build", "cmake-build")))
        for name in sorted(names):
            if pathlib.Path(name).suffix in SOURCES:
                yield pathlib.Path(base, name)


def sources_of(database, folder):
    """The files of a database that lie in the folder; generated ones do not."""
    seen = set()
    for entry in json.loads(database.read_text()):
        file = pathlib.Path(entry["directory"], entry["file"]).resolve()
        inside = folder.resolve() in file.parents
        generated = (database.parent.resolve() != folder.resolve()
                     and database.parent.resolve() in file.parents)
        if inside and not generated and file.exists() and file not in seen:
            seen.add(file)
            yield file


def default_flags(file, folder):
    includes = [folder, folder / "include", folder / "src", file.parent]
    return ([f"-std={SOURCES.get(file.suffix, 'gnu++17')}"]
            + [f"-I{i.resolve()}" for i in dict.fromkeys(includes)
               if i.is_dir()])


def say_flags(path, files, folder):
    """Which flags are guessed, by language, and how to do better."""
    by_standard = {}
    for file in files:
        flags = default_flags(file, folder)
        by_standard.setdefault(flags[0], shlex.join(flags))
    progress(f"{path}: no {DATABASE}; using " + ", and ".join(
        by_standard.values()))
    for top in [folder.resolve(), *folder.resolve().parents]:
        if (top / "CMakeLists.txt").exists():
            progress(f"the flags of the project are better: cmake -S "
                     f"{shlex.quote(str(top))} -B "
                     f"{shlex.quote(str(top / 'build'))} "
                     "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON")
            break
        if (top / ".git").exists():
            break


def jobs_for(path):
    """(file, arguments after the file) for each source under a path."""
    if not path.exists():
        progress(f"no such file or folder: {path}")
        return []
    if path.is_file() and path.suffix not in SOURCES.keys() | HEADERS:
        progress(f"{path} is no C or C++ file")
        return []
    if path.is_dir():
        database = find_database(path)
        if database:
            progress(f"{path}: compile commands from {database}")
            files = list(sources_of(database, path))
            if not files:
                progress(f"{path}: it names no file that is there")
            return [(f, ["-p", str(database.parent)]) for f in files]
        files, folder = list(sources_in(path)), path
    else:
        for folder in path.resolve().parents:
            database = find_database(folder)
            if database and path.resolve() in sources_of(database, folder):
                progress(f"{path}: compile commands from {database}")
                return [(path, ["-p", str(database.parent)])]
            if (folder / ".git").exists():
                break
        files, folder = [path], path.parent
    if files:
        say_flags(path, files, folder)
    return [(f, ["--", *default_flags(f, folder)]) for f in files]


def without_flags(flags, file, how, folder):
    """The same arguments, or a database of the file alone, without some flags."""
    if how[0] == "--":
        return [word for word in how if word not in flags]
    entries = []
    for entry in json.loads(pathlib.Path(how[1], DATABASE).read_text()):
        if pathlib.Path(entry["directory"], entry["file"]).resolve() == file:
            words = entry.get("arguments") or shlex.split(entry["command"])
            entries.append({"directory": entry["directory"],
                            "file": entry["file"],
                            "arguments": [w for w in words if w not in flags]})
    pathlib.Path(folder, DATABASE).write_text(json.dumps(entries))
    return ["-p", folder]


def analyse(arguments, file, how):
    result = run_tidy(arguments, file, how)
    flags = set(FOREIGN_FLAG.findall(result.stdout + result.stderr))
    if not flags:
        return result
    with tempfile.TemporaryDirectory() as folder:
        return run_tidy(arguments, file,
                        without_flags(flags, file.resolve(), how, folder))


def run_tidy(arguments, file, how):
    how = list(how)
    separator = how.index("--") if "--" in how else len(how)
    command = [arguments.clang_tidy, "--quiet", f"--load={arguments.plugin}",
               "--checks=-*,net-*", "--warnings-as-errors=-*",
               "--header-filter=.*",
               *how[:separator], str(file), *how[separator:]]
    return subprocess.run(command, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, check=False,
                          errors="replace")


class Summary:
    def __init__(self):
        self.seen = set()
        self.by_check = collections.Counter()
        self.with_errors = []
        self.failed = []

    def add(self, file, result):
        """Prints what is new: headers are analysed once per including file."""
        blocks = re.split(r"(?m)^(?=\S.*?:\d+:\d+: (?:warning|error): )",
                          result.stdout)
        for block in blocks:
            finding = FINDING.match(block)
            if not finding or block in self.seen:
                continue
            self.seen.add(block)
            if FROM_COMPILER in finding[2]:
                progress(block.split("\n")[0])
                continue
            self.by_check[finding[2]] += 1
            print(block.rstrip() + "\n", flush=True)
        if FROM_COMPILER in result.stdout:
            self.with_errors.append(file)
        elif result.returncode != 0:
            self.failed.append(file)
            progress(f"clang-tidy failed on {file}:\n{result.stderr.rstrip()}")

    def finish(self, files):
        total = sum(self.by_check.values())
        progress(f"{count(files, 'file')}, {count(total, 'finding')}"
                 + "".join(f"\n--   {count:4} {check}" for check, count
                           in sorted(self.by_check.items())))
        if self.with_errors:
            progress(f"{count(len(self.with_errors), 'file')} did not compile, "
                     "analysed as far as possible: "
                     + ", ".join(map(os.path.relpath, self.with_errors[:5]))
                     + (", ..." if self.with_errors[5:] else ""))
        return 1 if self.failed or not files else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--clang-tidy", required=True)
    parser.add_argument("--plugin", required=True)
    parser.add_argument("paths", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()

    jobs = [job for path in arguments.paths for job in jobs_for(path)]
    if not jobs:
        progress("no C or C++ files there")
    summary = Summary()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda job: analyse(arguments, *job), jobs)
        for number, ((file, _), result) in enumerate(zip(jobs, results), 1):
            progress(f"[{number}/{len(jobs)}] {os.path.relpath(file)}")
            summary.add(file, result)
    sys.exit(summary.finish(len(jobs)))


if __name__ == "__main__":
    main()
