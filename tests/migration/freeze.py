#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a database as SQL text, for tests/migration/frozen. Run once a schema is released, never again for that one:

    jackdaw-make-history PROFILE --contacts 3 --messages 40 --big-conversation 20 --plain
    tests/migration/freeze.py PROFILE/history.sqlite > tests/migration/frozen/schema_NNN.sql
"""
import re
import sqlite3
import sys

connection = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
version = connection.execute("PRAGMA user_version").fetchone()[0]
print(f"-- A database as the Jackdaw with schema {version:03} left it. Frozen: never edit.")
# A virtual table is frozen empty: what it holds is derived, and its own tables come with it.
virtual = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%'")]
writes = re.compile(r'(INSERT INTO|CREATE TABLE|DELETE FROM) [\'"]?(%s)(_data|_idx|_docsize|_config|_content)?[\'"]?[ (]'
                    % "|".join(virtual or ["-"]))
for line in connection.iterdump():
    if "writable_schema" in line or writes.match(line):
        continue
    if line.startswith("INSERT INTO sqlite_master"):
        name = next(name for name in virtual if f"'table','{name}'" in line)
        line = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", [name]).fetchone()[0] + ";"
    print(line)
print(f"PRAGMA user_version = {version};")
