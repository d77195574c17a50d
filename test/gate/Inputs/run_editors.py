#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs editors with the recipes of a page: PAGE FOLDER-OF-PROGRAMS PROJECT."""

import os
import pathlib
import re
import subprocess
import sys

page, programs, project = sys.argv[1:]
project = pathlib.Path(project)
text = pathlib.Path(page).read_text().replace("/path/to", programs)
recipes = dict(re.findall(r"<!-- editor: (\w+) -->\n```\w+\n(.*?)^```", text,
                          re.M | re.S))
(project / ".clangd").write_text(
    re.search(r"<!-- file: .clangd -->\n```yaml\n(.*?)^```", text,
              re.M | re.S)[1])
(project / "compile_commands.json").symlink_to("build/compile_commands.json")

SCRIPTS = {}
SCRIPTS["neovim"] = """
local function found() return vim.diagnostic.get(0) end
vim.wait(20000, function() return #found() > 0 end, 20)
for _, d in ipairs(found()) do
  print(("src/leak.c:%d:%d %s %s"):format(d.lnum + 1, d.col + 1,
    d.code or d.user_data.lsp.code, d.message))
  print(#d.user_data.lsp.relatedInformation .. " steps")
end
local lsp = found()[1].user_data.lsp
local diagnostic = vim.lsp.diagnostic.get_line_diagnostics(0, found()[1].lnum)[1]
local answers = vim.lsp.buf_request_sync(0, "textDocument/codeAction", {
  textDocument = vim.lsp.util.make_text_document_params(),
  range = diagnostic.range,
  context = { diagnostics = { diagnostic } } }, 10000)
for _, answer in pairs(answers) do
  for _, action in ipairs(answer.result) do
    if action.kind == "quickfix" then
      vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
    end
  end
end
vim.wait(20000, function() return #found() == 0 end, 20)
print("after the quick fix: " .. #found())
vim.cmd("qall!")
"""
SCRIPTS["vim"] = """
let waited = 0
while empty(getloclist(0)) && waited < 400
  sleep 50m
  let waited += 1
endwhile
let out = []
for item in getloclist(0)
  call add(out, 'src/leak.c:' . item.lnum . ':' . item.col . ' ' . item.type
    \\ . ' ' . item.text)
endfor
for item in ale#engine#GetLoclist(bufnr(''))
  call add(out, 'steps: ' . substitute(get(item, 'detail', ''), '\\n', ' ', 'g'))
endfor
let before = getline(1, '$')
ALEFix
let waited = 0
while getline(1, '$') == before && waited < 400
  sleep 50m
  let waited += 1
endwhile
update
" The findings of the file as it was may still be on their way.
let waited = 0
while !empty(ale#engine#GetLoclist(bufnr(''))) && waited < 400
  sleep 50m
  let waited += 1
endwhile
call add(out, 'after the quick fix: ' . len(ale#engine#GetLoclist(bufnr(''))))
call writefile(out, 'vim.out')
qall!
"""
SCRIPTS["emacs"] = """
(setq eglot-connect-timeout 20 eglot-sync-connect 20)
(find-file "src/leak.c")
(apply #'eglot--connect (eglot--guess-contact))
(let ((waited 0))
  (while (and (null (flymake-diagnostics)) (< waited 400))
    (accept-process-output nil 0.05)
    (setq waited (1+ waited))
    (when (= 0 (% waited 20)) (flymake-start))))
(dolist (d (flymake-diagnostics))
  (let ((text (flymake-diagnostic-text d)))
    (princ (format "src/leak.c:%d %s\\n"
                   (line-number-at-pos (flymake-diagnostic-beg d)) text))
    (princ (format "steps: %s\\n" (replace-regexp-in-string "\\n" " " text)))))
(let* ((found (car (flymake-diagnostics)))
       (action (seq-elt (eglot-code-actions (flymake-diagnostic-beg found)
                                            (flymake-diagnostic-end found)
                                            "quickfix")
                        0))
       (waited 0))
  (eglot--apply-workspace-edit (plist-get action :edit))
  ;; Emacs without a window is never idle, which it would wait for.
  (eglot--signal-textDocument/didChange)
  (while (and (flymake-diagnostics) (< waited 400))
    (accept-process-output nil 0.05)
    (setq waited (1+ waited))
    (when (= 0 (% waited 20)) (flymake-start))))
(princ (format "after the quick fix: %d\n" (length (flymake-diagnostics))))
(kill-emacs)
"""


def write(name, content):
    path = project / name
    path.write_text(content)
    return str(path)


SOURCE = project / "src/leak.c"
ORIGINAL = SOURCE.read_text()


def run(editor, *command):
    SOURCE.write_text(ORIGINAL)
    result = subprocess.run(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, check=False, timeout=120, stdin=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(project), "XDG_CONFIG_HOME": str(project)})
    output = result.stdout
    if (project / f"{editor}.out").exists():
        output = (project / f"{editor}.out").read_text()
    for line in output.splitlines():
        print(f"{editor}: {line}", flush=True)


run("neovim", "nvim", "--headless", "--clean", "-u",
    write("init.lua", recipes["neovim"]), "src/leak.c", "-c",
    "luafile " + write("neovim.lua", SCRIPTS["neovim"]))
run("vim", "vim", "-E", "-s", "-N", "-u",
    write("vimrc", "filetype plugin on\npackadd! ale\n" + recipes["vim"]
          + "set hidden\n"),
    "src/leak.c", "-S", write("script.vim", SCRIPTS["vim"]))
run("emacs", "emacs", "--batch", "-l", write("init.el", recipes["emacs"]), "-l",
    write("emacs.el", SCRIPTS["emacs"]))
