#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Holds two reports of the same findings, before and after an edit, to what the
readers of their forms want: FOLDER."""

import json
import pathlib
import re
import sys

folder = pathlib.Path(sys.argv[1])


def want(condition, what, value):
    if not condition:
        sys.exit(f"{what}: {value}")


def gitlab(name):
    issues = json.loads((folder / name).read_text())
    want(isinstance(issues, list), "no array", issues)
    for issue in issues:
        for key in "description", "check_name", "fingerprint":
            want(isinstance(issue[key], str) and issue[key], key, issue)
        want(issue["severity"] in ("info", "minor", "major", "critical",
                                   "blocker"), "severity", issue)
        path = issue["location"]["path"]
        want(not path.startswith(("/", "./")), "path", path)
        want((folder / path).exists(), "path", path)
        want(issue["location"]["lines"]["begin"] > 0, "line", issue)
    prints = [issue["fingerprint"] for issue in issues]
    want(len(set(prints)) == len(prints), "the same fingerprint", prints)
    return prints


first, second = gitlab("1.gitlab"), gitlab("2.gitlab")
want(sorted(first) == sorted(second), "fingerprints", (first, second))
print(f"gitlab: {len(first)} issues, fingerprints the same after inserted lines")


def position(value):
    want(value["line"] > 0 and value["column"] > 0, "position", value)


def rdjson(name):
    report = json.loads((folder / name).read_text())
    want(report["source"]["name"] == "nettidy", "source", report["source"])
    for item in report["diagnostics"]:
        want(item["message"] and not item["location"]["path"].startswith("/"),
             "diagnostic", item)
        position(item["location"]["range"]["start"])
        position(item["location"]["range"]["end"])
        want(item["severity"] in ("ERROR", "WARNING", "INFO"), "severity", item)
        want(re.fullmatch("net-[a-z-]+", item["code"]["value"]), "code", item)
        for suggestion in item.get("suggestions", []):
            position(suggestion["range"]["start"])
            want(isinstance(suggestion["text"], str), "text", suggestion)
    return len(report["diagnostics"])


print(f"rdjson: {rdjson('2.rdjson')} diagnostics")
