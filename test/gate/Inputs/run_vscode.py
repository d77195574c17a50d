#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs our extension in a VS Code server, with Chromium as its window:
NODE-MODULES EXTENSION NETTIDY-CLANGD PROJECT."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

modules, extension, program, project = map(pathlib.Path, sys.argv[1:])
here = pathlib.Path(__file__).parent
work = pathlib.Path(f"{project}.vscode")
shutil.rmtree(work, ignore_errors=True)
extensions = work / "extensions"
shutil.copytree(extension, extensions / "nettidy.nettidy-0.2.0")
# The parts of the language client, and no more than those.
needed, seen = ["vscode-languageclient"], set()
while needed:
    name = needed.pop()
    if name in seen:
        continue
    seen.add(name)
    shutil.copytree(modules / name, extensions / "nettidy.nettidy-0.2.0"
                    / "node_modules" / name)
    needed += json.loads((modules / name / "package.json").read_text()).get(
        "dependencies", {})
shutil.copytree(here / "vscode-probe", extensions / "nettidy.probe-0.0.1")
for kind in "Machine", "User":
    settings = work / f"data/data/{kind}/settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({
        "nettidy.path": str(program), "workbench.startupEditor": "none",
        "telemetry.telemetryLevel": "off",
        "security.workspace.trust.enabled": False}))

server = subprocess.Popen(
    ["node", modules / "code-server/lib/vscode/out/server-main.js",
     "--host=127.0.0.1", "--port=0", "--without-connection-token",
     "--accept-server-license-terms", f"--server-data-dir={work}/data",
     f"--extensions-dir={extensions}", "--telemetry-level=off",
     "--disable-workspace-trust"],
    stdout=subprocess.PIPE, stderr=open(work / "server.log", "w"), text=True,
    env={**os.environ, "HOME": str(work)})
browser = None
try:
    for line in server.stdout:
        if port := re.search(r"host agent listening on (\d+)", line):
            break
    else:
        sys.exit("the server does not start: "
                 + (work / "server.log").read_text())
    browser = subprocess.Popen(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu",
         "--disable-dev-shm-usage", "--remote-debugging-port=0",
         f"--user-data-dir={work}/browser",
         f"http://127.0.0.1:{port[1]}/?folder={project}"],
        stdout=subprocess.DEVNULL, stderr=open(work / "browser.log", "w"))
    result = project / "probe.out"
    end = time.monotonic() + 240
    while time.monotonic() < end:
        if result.exists() and result.read_text().endswith("end\n"):
            break
        time.sleep(0.2)
    print(result.read_text() if result.exists() else "no result")
finally:
    for process in browser, server:
        if process:
            process.terminate()
            process.wait()
