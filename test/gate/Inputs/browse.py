#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Clicks through an HTML report in headless Chromium: REPORT.

The clicks are a script that is added to a copy of the page, and what it saw is
read from the page that the browser prints."""

import html
import pathlib
import re
import subprocess
import sys

SCRIPT = """
<script>
window.addEventListener("error", e => { window.broken = e.message; });
</script>
"""
CLICKS = """
<script>
const log = [];
const items = () => document.querySelectorAll("#items li").length;
log.push("items: " + items());
for (const id of ["check", "directory", "state"]) {
  const select = document.getElementById(id);
  select.value = [...select.options].map(o => o.value).find(
    v => v && data.findings.filter(f => "=" + filters[id](f) === v).length === 1);
  select.dispatchEvent(new Event("change"));
  log.push("filtered by " + id + ": " + items());
  select.value = "";
  select.dispatchEvent(new Event("change"));
}
const text = document.getElementById("text");
text.value = "SHARED.H";
text.dispatchEvent(new Event("input"));
log.push("filtered by text: " + items());
document.querySelector("#items button").click();
setTimeout(() => {
  log.push("steps: " + document.querySelectorAll(".steps li").length);
  const next = () => document.querySelectorAll(".walk button")[1].click();
  next(); next();
  log.push("step 2: " +
    document.querySelector(".steps [aria-current=true] button").textContent +
    "; marked line: " + document.querySelector(".row.now").textContent);
  for (let i = 0; i < 9; ++i)
    document.body.dispatchEvent(
      new KeyboardEvent("keydown", { key: "j", bubbles: true }));
  log.push("last step: " + document.querySelector(".row.now").textContent);
  log.push("errors: " + (window.broken || "none"));
  const out = document.createElement("pre");
  out.id = "log";
  out.textContent = log.join("\\n");
  document.body.append(out);
}, 100);
</script>
</body>"""

report = pathlib.Path(sys.argv[1])
copy = report.with_suffix(".test.html")
copy.write_text(report.read_text().replace("<head>", "<head>" + SCRIPT)
                .replace("</body>", CLICKS))
page = subprocess.run(
    ["chromium", "--headless", "--no-sandbox", "--disable-gpu",
     "--virtual-time-budget=3000", f"--user-data-dir={report}.browser",
     "--dump-dom", copy.as_uri()],
    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False,
    timeout=120).stdout
found = re.search(r'<pre id="log">(.*?)</pre>', page, re.S)
if not found:
    sys.exit(f"the page did not come to its end:\n{page[-3000:]}")
print(html.unescape(found[1]))
