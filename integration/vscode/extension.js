// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shows what nettidy-clangd finds. Of all that it can do, this takes our findings
// and their fixes alone, so that it works beside any other C++ extension.
"use strict";
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

// What the client may do, by the messages of the protocol. Commands are not among
// them: the clangd extension has registered the same ones.
const KEPT = new Set([
  "textDocument/didOpen", "textDocument/didChange", "textDocument/didSave",
  "textDocument/didClose", "textDocument/codeAction",
  "workspace/didChangeWatchedFiles",
]);

class FindingsClient extends LanguageClient {
  registerFeature(feature) {
    const method = feature.registrationType && feature.registrationType.method;
    if (!method || KEPT.has(method))
      super.registerFeature(feature);
  }
}

/** The check that a diagnostic is of. */
function checkOf(diagnostic) {
  const code = diagnostic.code;
  return String(code && typeof code === "object" ? code.value : code);
}

function isOurs(diagnostic) {
  return checkOf(diagnostic).startsWith("net-");
}

/** @type {LanguageClient | undefined} */
let client;
// The path that is walked: a finding, and the number of its step.
let walk;

function makeClient() {
  const settings = vscode.workspace.getConfiguration("nettidy");
  return new FindingsClient("nettidy", "nettidy", {
    command: settings.get("path"),
    args: ["--background-index=false", ...settings.get("arguments")],
  }, {
    documentSelector: ["c", "cpp"].map(
        (language) => ({ scheme: "file", language })),
    synchronize: {
      fileEvents: vscode.workspace.createFileSystemWatcher(
          "**/{compile_commands.json,.clang-tidy,.clangd,.nettidy.yaml}"),
    },
    middleware: {
      handleDiagnostics: (uri, diagnostics, next) =>
        next(uri, diagnostics.filter(isOurs).map((diagnostic) => {
          diagnostic.source = "nettidy";
          return diagnostic;
        })),
      provideCodeActions: async (document, range, context, token, next) => {
        // What the editor shows is renamed; the server knows it by its name.
        const asked = context.diagnostics.filter(isOurs);
        if (!asked.length)
          return [];
        const actions = await next(
            document, range, { ...context, diagnostics: asked }, token);
        return (actions || []).filter((action) =>
          action.edit && (action.diagnostics || []).some(isOurs)
        ).map((action) => {
          // clangd takes the whole message, which is long for a menu.
          action.title = `Fix ${checkOf(action.diagnostics.find(isOurs))}`;
          return action;
        });
      },
    },
  });
}

async function start() {
  client = makeClient();
  try {
    await client.start();
  } catch (error) {
    const program = vscode.workspace.getConfiguration("nettidy").get("path");
    client = undefined;
    const choice = await vscode.window.showErrorMessage(
        `nettidy: '${program}' could not be started (${error.message}). ` +
        "Set nettidy.path to the program nettidy-clangd.", "Open Settings");
    if (choice)
      vscode.commands.executeCommand("workbench.action.openSettings",
                                     "nettidy.path");
  }
}

async function stop() {
  const old = client;
  client = undefined;
  if (old)
    await old.stop();
}

/** The finding that the cursor stands on, or whose path it stands on. */
function findingAt(editor) {
  const position = editor.selection.active;
  const all = vscode.languages.getDiagnostics(editor.document.uri)
      .filter((d) => d.source === "nettidy" &&
                     (d.relatedInformation || []).length);
  return all.find((d) => d.range.contains(position)) ||
         all.find((d) => d.range.start.line === position.line);
}

function stepsOf(diagnostic) {
  return diagnostic.relatedInformation || [];
}

/** Moves along the path of a finding; beyond its end it begins again. */
async function step(by) {
  const editor = vscode.window.activeTextEditor;
  if (!editor)
    return;
  const here = findingAt(editor);
  if (here && !(walk && (isWalked(here) || standsAtStep(editor))))
    walk = { diagnostic: here, at: by > 0 ? -1 : 0 };
  if (!walk) {
    vscode.window.setStatusBarMessage(
        "nettidy: there is no finding with a path on this line", 4000);
    return;
  }
  const steps = stepsOf(walk.diagnostic);
  const at = (walk.at + by + steps.length) % steps.length;
  walk.at = at;
  const { location, message } = steps[at];
  const shown = await vscode.window.showTextDocument(
      location.uri, { selection: location.range });
  shown.revealRange(location.range,
                    vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  vscode.window.setStatusBarMessage(
      `nettidy: step ${at + 1} of ${steps.length}: ${message}`, 30000);
}

function isWalked(diagnostic) {
  return diagnostic.message === walk.diagnostic.message &&
         diagnostic.range.isEqual(walk.diagnostic.range);
}

/** Whether the cursor still stands where the walk has led it. */
function standsAtStep(editor) {
  const reached = stepsOf(walk.diagnostic)[Math.max(walk.at, 0)];
  if (!reached)
    return false;
  const { location } = reached;
  return editor.document.uri.toString() === location.uri.toString() &&
         location.range.contains(editor.selection.active);
}

function updateContext() {
  const all = vscode.languages.getDiagnostics().flatMap(([, some]) => some)
      .filter((d) => d.source === "nettidy" && stepsOf(d).length);
  vscode.commands.executeCommand("setContext", "nettidy.hasPath",
                                 all.length > 0);
  // The same finding, reported again, is walked on.
  const same = walk && all.find(isWalked);
  walk = same && { diagnostic: same, at: walk.at };
}

async function activate(context) {
  context.subscriptions.push(
      vscode.commands.registerCommand("nettidy.nextStep", () => step(1)),
      vscode.commands.registerCommand("nettidy.previousStep", () => step(-1)),
      vscode.commands.registerCommand("nettidy.restart", async () => {
        await stop();
        await start();
      }),
      vscode.languages.onDidChangeDiagnostics(updateContext),
      vscode.workspace.onDidChangeConfiguration(async (event) => {
        if (!event.affectsConfiguration("nettidy"))
          return;
        await stop();
        await start();
      }));
  await start();
}

module.exports = { activate, deactivate: stop };
