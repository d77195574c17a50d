#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Stands in for a clang-tidy to which something happens on one file.

    TIDY=real-clang-tidy FATE=killed|hangs|silent|crippled tidy-wrapper.py ...
"""

import os
import signal
import subprocess
import sys
import time

arguments = sys.argv[1:]
real = os.environ["TIDY"]
fate = os.environ["FATE"]
if not any(argument.endswith("src/leak.c") for argument in arguments):
    os.execv(real, [real, *arguments])
if fate == "killed":
    os.kill(os.getpid(), signal.SIGKILL)
elif fate == "hangs":
    time.sleep(60)
elif fate == "silent":
    sys.exit(0)
elif fate == "crippled":
    subprocess.run([real, *arguments], check=False)
    for argument in arguments:
        if argument.startswith("--export-fixes="):
            name = argument.partition("=")[2]
            os.truncate(name, os.path.getsize(name) // 2)
