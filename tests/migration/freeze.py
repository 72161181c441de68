#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a database as SQL text, for tests/migration/frozen. Run once a schema is released, never again for that one:

    jackdaw-make-history PROFILE --contacts 3 --messages 40 --big-conversation 20
    tests/migration/freeze.py PROFILE/history.sqlite > tests/migration/frozen/schema_NNN.sql
"""
import sqlite3
import sys

connection = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
version = connection.execute("PRAGMA user_version").fetchone()[0]
print(f"-- A database as the Jackdaw with schema {version:03} left it. Frozen: never edit.")
for line in connection.iterdump():
    print(line)
print(f"PRAGMA user_version = {version};")
