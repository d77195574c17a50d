#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Edits src/leak.c as an editor does over the language server protocol:
SERVER PROJECT [NUMBER-OF-FINDINGS]."""

import json
import pathlib
import subprocess
import sys
import urllib.parse

server, project, *wanted = sys.argv[1:]
file = pathlib.Path(project, "src/leak.c")
uri = file.as_uri()
process = subprocess.Popen(
    [server, f"--compile-commands-dir={project}/build", "--log=error",
     "--background-index=false"],
    stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def send(message):
    text = json.dumps({"jsonrpc": "2.0", **message}).encode()
    process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(text), text))
    process.stdin.flush()


def receive(wanted):
    while True:
        size = 0
        while (line := process.stdout.readline().strip()):
            if line.lower().startswith(b"content-length:"):
                size = int(line.split(b":")[1])
        if not size:
            sys.exit("the server has ended")
        message = json.loads(process.stdout.read(size))
        if wanted(message):
            return message


def ask(number, method, parameters):
    send({"id": number, "method": method, "params": parameters})
    return receive(lambda m: m.get("id") == number)["result"]


def diagnostics(version):
    return receive(lambda m: m.get("method") == "textDocument/publishDiagnostics"
                   and m["params"]["uri"] == uri
                   and m["params"].get("version", version) == version
                   )["params"]["diagnostics"]


def change(version, new):
    send({"method": "textDocument/didChange", "params": {
        "textDocument": {"uri": uri, "version": version},
        "contentChanges": [{"text": new}]}})


def place(item):
    start = item["range"]["start"]
    return f"{start['line'] + 1}:{start['character'] + 1}"


def apply(text, edits):
    lines = text.splitlines(keepends=True)

    def offset(position):
        return (sum(map(len, lines[:position["line"]]))
                + position["character"])

    for edit in sorted(edits, key=lambda e: -offset(e["range"]["start"])):
        text = (text[:offset(edit["range"]["start"])] + edit["newText"]
                + text[offset(edit["range"]["end"]):])
    return text


ask(1, "initialize", {"rootUri": pathlib.Path(project).as_uri(), "capabilities": {
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True},
        "codeAction": {"codeActionLiteralSupport": {
            "codeActionKind": {"valueSet": ["quickfix"]}}}}}})
send({"method": "initialized", "params": {}})
text = file.read_text()
send({"method": "textDocument/didOpen", "params": {"textDocument": {
    "uri": uri, "languageId": "c", "version": 1, "text": text}}})
found = diagnostics(1)
print(f"opened: {len(found)} diagnostics")
if wanted:
    process.kill()
    sys.exit(len(found) != int(wanted[0]))
for item in found:
    print(place(item), item["code"], f"({item['source']}):", item["message"])
    link = item["codeDescription"]["href"]
    if link.startswith("file:"):
        page = urllib.parse.unquote(link[len("file://"):])
        link += " exists" if pathlib.Path(page).exists() else " is missing"
    print("link:", link)
    for step in item["relatedInformation"]:
        print("step", place(step["location"]), step["message"])
actions = ask(2, "textDocument/codeAction", {
    "textDocument": {"uri": uri}, "range": found[0]["range"],
    "context": {"diagnostics": found[:1]}})
fix = next(action for action in actions if action["kind"] == "quickfix")
change(2, apply(text, fix["edit"]["changes"][uri]))
print(f"quick fix applied: {len(diagnostics(2))} diagnostics")
change(3, text)
print(f"undone: {len(diagnostics(3))} diagnostics")
process.kill()
