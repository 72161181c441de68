#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Are the catalogues in translations/ up to the source? One sentence for each that is not.

    translations.py SOURCE_TREE        LUPDATE names Qt's lupdate
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from xml.etree import ElementTree


def messages(file):
    """(context, source, comment) of each sentence of a catalogue."""
    return {(context.findtext("name"), message.findtext("source"), message.findtext("comment") or "")
            for context in ElementTree.parse(file).iter("context") for message in context.iter("message")}


MARKS = re.compile(r"%L?(?:[1-9]|n)|\{[a-z]+\}|\t")


def wrong_marks(catalogue, name):
    """A sentence that lost its name or its number says something else. Of one and of two a language may say it without the number."""
    for message in ElementTree.parse(catalogue).iter("message"):
        source, translation = message.findtext("source"), message.find("translation")
        if translation is None or translation.get("type") == "unfinished":
            continue
        forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        counted = message.get("numerus") == "yes"
        wanted = {mark for mark in MARKS.findall(source) if not (counted and mark.endswith("n"))}
        for form in forms:
            if not form:
                yield f"{name}: “{source}” has an empty form. Fill it, or mark it unfinished."
            elif {mark for mark in MARKS.findall(form) if not (counted and mark.endswith("n"))} != wanted:
                yield f"{name}: “{form}” has not the marks of “{source}”."


def problems(tree):
    script, catalogues = tree / "translations" / "update", sorted((tree / "translations").glob("jackdaw_*.ts"))
    if not catalogues:
        yield "translations/ has no catalogue. English needs one for its plural forms: see translations/update."
    with tempfile.TemporaryDirectory() as folder:
        for catalogue in catalogues:
            name = f"translations/{catalogue.name}"
            copy = pathlib.Path(folder) / catalogue.name
            shutil.copy(catalogue, copy)
            done = subprocess.run([str(script), str(copy)], capture_output=True, text=True)
            # Of what the source says without %n, lupdate tells here too.
            if done.returncode:
                yield f"lupdate cannot read {name} or the source: {done.stderr.strip()}"
                continue
            # A tr() in no class that Qt knows is looked up in another context than the one that translators see.
            for line in done.stderr.strip().splitlines():
                yield f"lupdate says of the source: {line.strip()}. Use Q_OBJECT or Q_DECLARE_TR_FUNCTIONS, or move the //: to its tr()."
            before, now = messages(catalogue), messages(copy)
            for context, source, _ in sorted(now - before):
                yield f"{name} lacks “{source}” ({context}). Run installer/toolbox translations/update, and translate it."
            for context, source, _ in sorted(before - now):
                yield f"{name} has “{source}” ({context}), which the program does not say any more. Run installer/toolbox translations/update."
            yield from wrong_marks(catalogue, name)
            if catalogue.stem == "jackdaw_en":
                for message in ElementTree.parse(catalogue).iter("message"):
                    forms = [form.text or "" for form in message.iter("numerusform")]
                    if message.get("numerus") != "yes" or len(forms) != 2 or not all(forms):
                        yield f"{name}: “{message.findtext('source')}” needs two forms, for one and for several."
                    elif forms[1] != message.findtext("source"):
                        yield f"{name}: for several, “{message.findtext('source')}” reads “{forms[1]}”. Change the source instead."


def main():
    tree = pathlib.Path(sys.argv[1])
    found = list(problems(tree))
    for problem in found:
        print(problem)
    # A form that says "1" in words or digits where the source counts is what the catalogue is for; beside it none is needed.
    for file in sorted((tree / "ui").rglob("*.cpp")):
        for number, line in enumerate(file.read_text().splitlines(), 1):
            if re.search(r'== 1\s*\?\s*\S*tr\("(1|One) ', line):
                print(f"{file.relative_to(tree)}:{number} picks a plural form by hand. Write tr(\"%n things\", nullptr, count).")
                found.append(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
