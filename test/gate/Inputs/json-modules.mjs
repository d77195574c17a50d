// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// node --import json-modules.mjs: packages that import JSON as bundlers let them.
import { register } from "node:module";

register("data:text/javascript," + encodeURIComponent(`
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
export async function load(url, context, next) {
  if (!url.endsWith(".json"))
    return next(url, context);
  const text = readFileSync(fileURLToPath(url), "utf8");
  return { format: "module", shortCircuit: true,
           source: "export default " + text };
}`));
