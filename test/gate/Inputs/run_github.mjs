// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs a GitHub workflow as its runners would, each job in a checkout of its own:
// NODE-MODULES FOLDER-OF-NETTIDY WORKFLOW REPOSITORY FOLDER. GitHub's own parser
// reads the file; of the actions, those that it uses are known here.
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, programs, workflow, repository, folder] =
  process.argv.slice(2);
process.env.PATH = programs + path.delimiter + process.env.PATH;
const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } =
  await import(pathToFileURL(path.join(
      modules, "@actions/workflow-parser/dist/index.js")));

const content = fs.readFileSync(workflow, "utf8");
const parsed = parseWorkflow({ name: path.basename(workflow), content },
                             new NoOperationTraceWriter());
const template = await convertWorkflowTemplate(parsed.context, parsed.value);
const errors = [...parsed.context.errors.getErrors(), ...(template.errors || [])];
console.log(`mistakes in the workflow: ${errors.length}`);
for (const error of errors)
  console.log(`  ${error.message || error.Message}`);

fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder, { recursive: true });
const artifacts = path.join(folder, "artifacts");
const caches = path.join(folder, "caches");
for (const kept of [artifacts, caches])
  fs.mkdirSync(kept);
const fail = (text) => { throw new Error(text); };

/** The value of a text with expressions of the kinds that our file uses. */
function evaluate(text, matrix) {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression) => {
    const part = /^matrix\.(\w+)$/.exec(expression);
    if (part && part[1] in matrix)
      return matrix[part[1]];
    return expression === "github.sha" ? "0123abcd" :
      fail(`an expression that is not known here: ${expression}`);
  });
}

/** The files that a path of an action names, relative to the checkout. */
function existing(place, name) {
  return fs.existsSync(path.join(place, name)) ? [name] :
    fail(`there is no ${name} to upload`);
}

const actions = {
  "actions/checkout": (place) => {
    fs.cpSync(repository, place, { recursive: true });
    fs.mkdirSync(path.join(place, ".git"));
  },
  "actions/cache": (place, { path: name, key }, later) => {
    const kept = path.join(caches, key);
    if (fs.existsSync(kept))
      fs.cpSync(kept, path.join(place, name), { recursive: true });
    // The action warns when there is nothing to save.
    later.push(() => fs.existsSync(path.join(place, name)) &&
      fs.cpSync(path.join(place, name), kept, { recursive: true }));
  },
  "actions/upload-artifact": (place, { name, path: file }) => {
    const target = path.join(artifacts, name);
    if (fs.existsSync(target))
      fail(`there is an artifact ${name} already`);
    for (const item of existing(place, file))
      fs.cpSync(path.join(place, item), path.join(target, path.basename(item)));
  },
  "actions/download-artifact": (place, inputs) => {
    if (inputs["merge-multiple"] !== "true")
      fail("each artifact would have a folder of its own");
    for (const name of fs.readdirSync(artifacts))
      fs.cpSync(path.join(artifacts, name), place, { recursive: true });
  },
  "github/codeql-action/upload-sarif": (place, { sarif_file: file }) => {
    const log = JSON.parse(fs.readFileSync(path.join(place, file), "utf8"));
    console.log(`  uploaded: ${log.runs[0].results.length} results`);
  },
};

function runStep(step, place, matrix, later) {
  if (step.run) {
    const script = evaluate(step.run, matrix);
    console.log(`  $ ${script.trim().replace(/\s*\\\n\s*/g, " ")}`);
    // As the runner does it where no shell is named.
    const { status, stdout, stderr } = spawnSync(
        "bash", ["-e", "-c", script], { cwd: place, encoding: "utf8" });
    if (status)
      console.log(`  exit code ${status}: ` +
                  stderr.trim().split("\n").slice(-1)[0]);
    return status === 0;
  }
  const [name] = step.uses.split("@");
  const inputs = Object.fromEntries(
      Object.entries(step.with || {}).map(
          ([key, value]) => [key, evaluate(value, matrix)]));
  (actions[name] || fail(`an action that is not known here: ${name}`))(
      place, inputs, later);
  return true;
}

/** What a node of the parsed file says, as plain objects and texts. */
function plain(token) {
  if (token.map || token.items && token.templateTokenType === 2)
    return Object.fromEntries(
        Array.from({ length: token.count },
                   (_, index) => token.get(index)).map(
            ({ key, value }) => [String(key), plain(value)]));
  if (token.templateTokenType === 1)
    return Array.from({ length: token.count },
                      (_, index) => plain(token.get(index)));
  return token.source ?? token.toString();
}

const { jobs } = plain(parsed.value);
const results = {};
for (const [id, job] of Object.entries(jobs)) {
  const needs = [job.needs || []].flat();
  if (needs.some((name) => results[name] !== "success")) {
    console.log(`${id}: skipped`);
    results[id] = "skipped";
    continue;
  }
  const matrix = (job.strategy || {}).matrix || {};
  let rows = [{}];
  for (const [key, values] of Object.entries(matrix))
    rows = rows.flatMap((row) => values.map((value) => (
      { ...row, [key]: value })));
  let outcome = "success";
  for (const row of rows) {
    const name = [id, ...Object.values(row)].join(" ");
    console.log(name);
    const place = path.join(folder, name.replace(/ /g, "-"));
    fs.mkdirSync(place);
    const later = [];
    let good = true;
    job.steps.forEach((step) => {
      if (good || step.if === "always()")
        good = runStep(step, place, row, later) && good;
    });
    if (good)
      later.forEach((action) => action());
    else
      outcome = "failure";
  }
  console.log(`${id}: ${outcome}`);
  results[id] = outcome;
}
console.log(`artifacts: ${fs.readdirSync(artifacts).sort().join(" ")}; ` +
            `caches: ${fs.readdirSync(caches).length}`);
