#!/usr/bin/env python3
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes libraries.md from the models, one row for each library.

    libraries.py            writes the page
    libraries.py --check    says whether the page is up to date
"""

import pathlib
import sys

import yaml

HERE = pathlib.Path(__file__).resolve().parent
PAGE = HERE / "libraries.md"
MODELS = HERE.parent / "lib" / "models"

HEAD = """\
# Libraries

<!-- Written by libraries.py from lib/models/*.yaml; do not edit. -->

What nettidy knows of each library, as its model in `lib/models/` says. A check
that is not named has nothing to say about the library, or nothing yet. To
describe another library, or your own, see [models](models.md).

| library | versions | Debian package | modelled | missing |
|---|---|---|---|---|
"""

OWNED = {"client", "connection", "resource", "pool", "server", "request"}


def items(value):
    """A list of one may be written without brackets."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def names(row):
    for key in ("function", "method", "constructor"):
        if key in row:
            return items(row[key])
    return []


class Model:
    """One model file, and questions about it."""

    def __init__(self, path):
        self.data = yaml.safe_load(path.read_text())
        self.objects = items(self.data.get("objects"))
        self.functions = items(self.data.get("functions"))
        tables = self.data.get("options") or {}
        self.options = [row for table in tables.values() for row in table]

    def effects(self, kind):
        """Each effect of a kind, with the number of names of its row."""
        for row in self.functions:
            for effect in items(row.get(kind)):
                yield effect, len(names(row))

    def settings(self, kind):
        """How many calls, options and fields set something of a kind."""
        found = sum(count for effect, count in self.effects("setting")
                    if effect.get("setting") == kind)
        rows = self.options + items(self.data.get("fields"))
        return found + sum(len(items(row.get("key", row.get("field"))))
                           for row in rows if row.get("setting") == kind)

    def made(self):
        """Names of the objects that some call gives out, or that are classes."""
        given = {effect["object"] for effect, _ in self.effects("acquire")}
        return {each["object"] for each in self.objects
                if each["object"] in given or each["kind"] == "class"}

    def released(self):
        """Names of the objects that some call releases; None is any."""
        return {effect.get("object") if isinstance(effect, dict) else None
                for effect, _ in self.effects("release")}

    def nouns(self, wanted):
        found = []
        for each in self.objects:
            if wanted(each) and each["noun"] not in found:
                found.append(each["noun"])
        return ", ".join(found)

    def bounded(self):
        return sum(count for effect, count in self.effects("request")
                   if effect.get("bounded-by"))

    def modelled(self):
        """Pairs of a check and what the model says for it."""
        made, released = self.made(), self.released()

        def manual(each):
            return each["kind"] != "class" and each["object"] in made

        # Destructors release classes; those that somebody allocates can leak.
        def on_heap(each):
            return (each["kind"] == "class" and
                    each["role"] in ("client", "connection"))

        def calls(count, what):
            if not count:
                return ""
            return f"{count} {what}" if count > 1 else f"1 {what[:-1]}"

        yield "net-client-per-call", self.nouns(
            lambda each: each["role"] == "client" and each["object"] in made)
        yield "net-missing-timeout", calls(self.bounded(), "requests")
        yield "net-disabled-keep-alive", calls(
            self.settings("keep-alive") +
            sum(count for _, count in self.effects("header")), "settings")
        yield "net-unclosed-connection", self.nouns(
            lambda each: each["role"] in OWNED and (manual(each) or on_heap(each)))
        yield "net-unclosed-response", self.nouns(
            lambda each: each["role"] == "response" and manual(each))
        yield "net-unstopped-timer", self.nouns(
            lambda each: each["role"] == "timer")
        yield "net-use-after-close", self.nouns(
            lambda each: each["object"] in released or
            (None in released and manual(each)))
        yield "net-disabled-tls-verification", calls(
            self.settings("tls-verification"), "settings")
        yield "net-undrained-response", self.nouns(
            lambda each: each.get("must-drain") or any(
                effect.get("object") == each["object"]
                for effect, _ in self.effects("undrained")))
        yield "net-unbounded-pool", self.nouns(
            lambda each: each.get("limit-pool"))
        yield "net-retry-without-backoff", calls(
            self.settings("backoff"), "pauses")

    def row(self):
        data = self.data
        modelled = "<br>".join(f"`{check}`: {what}"
                               for check, what in self.modelled() if what)
        missing = "; ".join(map(str, items(data.get("missing"))))
        cells = [data.get("title", data["library"]), data.get("versions", ""),
                 data.get("package", "none"), modelled or "what it runs as a handler",
                 missing or ("none known" if data.get("complete") else "")]
        return "| " + " | ".join(str(cell).replace("|", "\\|")
                                 for cell in cells) + " |\n"


def page():
    models = [Model(path) for path in sorted(MODELS.glob("*.yaml"))]
    models.sort(key=lambda model: model.data.get(
        "title", model.data["library"]).lower())
    return HEAD + "".join(model.row() for model in models)


def main():
    if sys.argv[1:] not in ([], ["--check"]):
        sys.exit(__doc__)
    text = page()
    if not sys.argv[1:]:
        PAGE.write_text(text)
        return
    rows = len(text.splitlines()) - len(HEAD.splitlines())
    if not PAGE.exists() or PAGE.read_text() != text:
        sys.exit(f"{PAGE.name} is out of date: run docs/libraries.py")
    print(f"{PAGE.name}: {rows} libraries, up to date")


if __name__ == "__main__":
    main()
