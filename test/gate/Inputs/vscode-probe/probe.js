// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Uses VS Code as somebody would who sees a finding, and writes down what happens
// in the file probe.out of the folder that is open.
"use strict";
const fs = require("fs");
const vscode = require("vscode");

let output;
const print = (line) => fs.appendFileSync(output, line + "\n");
const pause = (time) => new Promise((done) => setTimeout(done, time));
const place = (range) => `${range.start.line + 1}:${range.start.character + 1}`;

async function until(condition) {
  for (let waited = 0; waited < 60000 && !condition(); waited += 100)
    await pause(100);
}

async function use(folder) {
  const uri = vscode.Uri.joinPath(folder, "src/leak.c");
  const found = () => vscode.languages.getDiagnostics(uri);
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  await until(() => found().length);
  print(`opened: ${found().length} diagnostics`);
  for (const item of found()) {
    print(`${place(item.range)} ${item.source} ${item.code.value}: ` +
          item.message);
    print(`link: ${item.code.target}`);
    for (const step of item.relatedInformation)
      print(`step ${place(step.location.range)} ${step.message}`);
  }

  // Along the path, and back.
  editor.selection = new vscode.Selection(found()[0].range.start,
                                          found()[0].range.start);
  for (const command of ["nextStep", "nextStep", "nextStep", "previousStep"]) {
    await vscode.commands.executeCommand(`nettidy.${command}`);
    const at = vscode.window.activeTextEditor;
    print(`${command}: ${at.document.uri.path.split("/").pop()} ` +
          place(at.selection));
  }

  const actions = await vscode.commands.executeCommand(
      "vscode.executeCodeActionProvider", uri, found()[0].range,
      vscode.CodeActionKind.QuickFix.value);
  const fix = actions.find((action) => action.edit);
  print(`quick fixes: ${actions.map((action) => action.title).join("; ")}`);
  await vscode.workspace.applyEdit(fix.edit);
  await until(() => !found().length);
  print(`after the quick fix: ${found().length} diagnostics`);
  await vscode.commands.executeCommand("undo");
  await until(() => found().length);
  print(`undone: ${found().length} diagnostics`);

  const commands = await vscode.commands.getCommands(true);
  print(`commands of clangd taken: ${commands.includes("clangd.applyFix")}`);
}

exports.activate = async () => {
  const folder = vscode.workspace.workspaceFolders[0].uri;
  output = vscode.Uri.joinPath(folder, "probe.out").fsPath;
  try {
    await use(folder);
  } catch (error) {
    print(`error: ${error.stack}`);
  }
  print("end");
};
