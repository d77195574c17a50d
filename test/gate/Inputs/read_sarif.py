#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints what the test of SARIF wants to see: REPORT."""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    log = json.load(file)
run = log["runs"][0]
rules = run["tool"]["driver"]["rules"]
print("rules:", [rule["id"] for rule in rules])
for rule in rules:
    if not rule["help"]["text"] or not rule["shortDescription"]["text"]:
        sys.exit(f"{rule['id']} is not explained")
    print(rule["id"], "tags:", sorted(rule["properties"]["tags"]))
invocation = run["invocations"][0]
print("success:", invocation["executionSuccessful"])
for notification in invocation["toolExecutionNotifications"]:
    place = "".join(
        location["physicalLocation"]["artifactLocation"]["uri"] + ": "
        for location in notification.get("locations", []))
    print(f"notification {notification['level']}: {place}"
          f"{notification['message']['text']}")
for result in run["results"]:
    if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
        sys.exit("a rule index leads to another rule")
    location = result["locations"][0]
    physical = location["physicalLocation"]
    region = physical["region"]
    fixes = sum(len(change["replacements"]) for fix in result.get("fixes", [])
                for change in fix["artifactChanges"])
    steps = sum(len(thread["locations"]) for flow in result.get("codeFlows", [])
                for thread in flow["threadFlows"])
    print(f"{physical['artifactLocation']['uri']}:"
          f"{region['startLine']}:{region['startColumn']}-"
          f"{region['endLine']}:{region['endColumn']} in "
          f"{location['logicalLocations'][0]['fullyQualifiedName']}, "
          f"{steps} steps, {len(result.get('relatedLocations', []))} related, "
          f"fixes {fixes}, state {result.get('baselineState')}")
