#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Counts the tests in a result file of lit: `N passed, N failed`.

A missing or unreadable file is one failure, and so is a run without tests.
"""

import json
import sys

GOOD = {"PASS", "FLAKYPASS", "XFAIL"}
NOT_RUN = {"UNSUPPORTED", "EXCLUDED", "SKIPPED"}


def main():
    try:
        with open(sys.argv[1], encoding="utf-8") as file:
            codes = [test["code"] for test in json.load(file)["tests"]]
    except (OSError, ValueError, KeyError):
        codes = []
    passed = sum(code in GOOD for code in codes)
    failed = sum(code not in GOOD | NOT_RUN for code in codes)
    if passed + failed == 0:
        failed = 1
    print(f"{passed} passed, {failed} failed")


if __name__ == "__main__":
    main()
