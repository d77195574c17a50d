#!/usr/bin/env python3
#===-- editing.py - From an edit to its diagnostics --------------------------===#
#
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""Types in nettidy-clangd, in a file of 300 functions that use libcurl and POSIX
sockets, and measures how long the diagnostics of each edit take: on the clock, with
clangd's own pause for further keystrokes, and in processor time. All net-* checks run,
those that follow paths included; the same edits without them are shown beside."""

import json
import os
import pathlib
import re
import statistics
import subprocess
import tempfile
import time

FUNCTIONS = [
    """\
int fetch{n}(const char *url, int tries) {{
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  CURLcode result = CURLE_OK;
  curl_easy_setopt(handle, CURLOPT_URL, url);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, 30L);
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
  for (int i = 0; i < tries; i++) {{
    result = curl_easy_perform(handle);
    if (result == CURLE_OK)
      break;
    if (result != CURLE_COULDNT_CONNECT) {{
      fprintf(stderr, "%s: %s\\n", url, curl_easy_strerror(result));
      break;
    }}
    sleep(1u << i);
  }}
  curl_easy_cleanup(handle);
  return (int)result;
}}
""",
    """\
int send{n}(const struct sockaddr *to, socklen_t size, const char *text) {{
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  struct timeval limit = {{5, 0}};
  setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  if (connect(fd, to, size) != 0) {{
    close(fd);
    return -1;
  }}
  size_t left = strlen(text);
  while (left > 0) {{
    ssize_t sent = send(fd, text, left, MSG_NOSIGNAL);
    if (sent < 0) {{
      close(fd);
      return -1;
    }}
    text += sent;
    left -= (size_t)sent;
  }}
  char answer[64];
  ssize_t got = recv(fd, answer, sizeof answer, 0);
  close(fd);
  return got > 0 ? answer[0] : -1;
}}
""",
    """\
long total{n}(const long *values, int count, int limit) {{
  long sum = 0;
  for (int i = 0; i < count; i++) {{
    if (values[i] > limit)
      continue;
    switch (values[i] % {m}) {{
    case 0: sum += values[i]; break;
    case 1: sum -= limit; break;
    default: sum ^= values[i] << 1; break;
    }}
  }}
  return sum;
}}
"""]

LEAK = """\
int edited(int domain, int early) {
  int fd = socket(domain, SOCK_STREAM, 0);
  if (fd < 0 || early)
    return -1;
  close(fd);
  return 0; // 0
}
"""


def file_text(count=300):
    headers = ["curl/curl.h", "stdio.h", "string.h", "sys/socket.h", "sys/time.h", "unistd.h"]
    return "".join(f"#include <{header}>\n" for header in headers) + "".join(
        FUNCTIONS[n % len(FUNCTIONS)].format(n=n, m=n % 5 + 2)
        for n in range(count - 1)) + LEAK


class Server:
    """A language server with one open file."""

    def __init__(self, program, folder, flags, checks):
        self.file = pathlib.Path(folder, "edited.c")
        pathlib.Path(folder, "compile_flags.txt").write_text("\n".join(flags) + "\n")
        pathlib.Path(folder, ".clangd").write_text(
            "Diagnostics:\n  ClangTidy:\n    Remove: "
            + ("net-none" if checks else "net-*") + "\n")
        self.text = file_text()
        self.file.write_text(self.text)
        self.version = 0
        self.process = subprocess.Popen(
            [program, "--log=error", "--background-index=false", "-j=1",
             "--enable-config"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.send({"id": 1, "method": "initialize", "params": {
            "processId": os.getpid(), "rootUri": pathlib.Path(folder).as_uri(),
            "capabilities": {}}})
        self.receive(lambda message: message.get("id") == 1)
        self.send({"method": "initialized", "params": {}})
        self.send({"method": "textDocument/didOpen", "params": {"textDocument": {
            "uri": self.file.as_uri(), "languageId": "c", "version": 0,
            "text": self.text}}})
        self.diagnostics()

    def send(self, message):
        text = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(text), text))
        self.process.stdin.flush()

    def receive(self, wanted):
        while True:
            size = 0
            while line := self.process.stdout.readline().strip():
                if line.lower().startswith(b"content-length:"):
                    size = int(line.split(b":")[1])
            if not size:
                raise RuntimeError("the language server has ended")
            message = json.loads(self.process.stdout.read(size))
            if wanted(message):
                return message

    def diagnostics(self):
        def is_ours(message):
            return (message.get("method") == "textDocument/publishDiagnostics"
                    and message["params"].get("version") == self.version)
        return self.receive(is_ours)["params"]["diagnostics"]

    def processor_time(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1]
        user, system = fields.split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def edit(self):
        """One edit in the last function: seconds, processor seconds, diagnostics."""
        self.version += 1
        self.text = re.sub(r"return 0; // \d+", f"return 0; // {self.version}", self.text)
        before, start = self.processor_time(), time.monotonic()
        self.send({"method": "textDocument/didChange", "params": {
            "textDocument": {"uri": self.file.as_uri(), "version": self.version},
            "contentChanges": [{"text": self.text}]}})
        found = self.diagnostics()
        return time.monotonic() - start, self.processor_time() - before, found

    def close(self):
        self.send({"id": 2, "method": "shutdown"})
        self.receive(lambda message: message.get("id") == 2)
        self.send({"method": "exit"})
        self.process.wait()


def measure(program, flags, rounds):
    """Medians of seconds and processor seconds per edit, with and without the checks."""
    result = {}
    for checks in (True, False):
        with tempfile.TemporaryDirectory() as folder:
            server = Server(program, folder, flags, checks)
            samples = [server.edit() for _ in range(rounds)]
            server.close()
        codes = {item.get("code") for item in samples[-1][2]}
        if ("net-unclosed-connection" in codes) != checks:
            raise RuntimeError(f"the wrong diagnostics: {codes}")
        result[checks] = [statistics.median(sample[i] for sample in samples)
                          for i in (0, 1)]
    return result
