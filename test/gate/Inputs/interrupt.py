#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Stops a run halfway, and looks for what it leaves: NETTIDY WRAPPER CLANG-TIDY
PROJECT. One file hangs, so that the run never ends by itself."""

import os
import pathlib
import signal
import subprocess
import sys
import time

nettidy, wrapper, tidy, project = sys.argv[1:]
temporary = pathlib.Path(project, "temporary")
temporary.mkdir()
report = pathlib.Path(project, "report.json")


def hanging():
    """The programs that work on the file that hangs."""
    found = []
    for entry in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().split(b"\0")
        except OSError:
            continue
        if (wrapper.encode() in words and words[-2].endswith(b"/leak.c") and
                any(word.startswith(b"--export-fixes=" + bytes(temporary))
                    for word in words)):
            found.append(entry.parent.name)
    return found


for number in signal.SIGTERM, signal.SIGINT, signal.SIGHUP:
    process = subprocess.Popen(
        [nettidy, "check", project, f"--clang-tidy={wrapper}", "--format=json",
         f"--output={report}"],
        stderr=subprocess.DEVNULL, start_new_session=True,
        env={**os.environ, "TIDY": tidy, "FATE": "hangs",
             "TMPDIR": str(temporary)})
    end = time.monotonic() + 60
    while time.monotonic() < end and not hanging():
        time.sleep(0.1)
    running = len(hanging())
    process.send_signal(number)
    code = process.wait(30)
    time.sleep(0.5)
    print(f"{number.name}: hung {running > 0}, ended by {-code}, still running "
          f"{len(hanging())}, left {os.listdir(temporary)}, "
          f"report {report.exists()}", flush=True)
