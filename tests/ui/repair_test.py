#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the real window says and shows when the database of its profile is damaged, newer than the program, or not to be
opened: the chats that could be read out of it, and a sentence that stays until it is closed.

    repair_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import re
import sqlite3

from window_case import WindowCase, run_tests

DAMAGED = re.compile("^History: The history on this computer was damaged")
PAGE = 4096


class RepairTest(WindowCase):
    def setUp(self):
        super().setUp()
        self.file = self.folder / "mara" / "history.sqlite"
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        for text in ("The mast is up.", "Who has the charts?", "Leaving at nine."):
            self.say(mara, text)
            self.wait_message(mara, f"{re.escape(text)}.*(Sent|Delivered|Displayed)")
        mara.end()
        # All of it in the one file: a log beside it would serve in the place of what is spoiled there.
        with sqlite3.connect(self.file) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        database.close()

    def spoil(self, begin, size):
        with open(self.file, "r+b") as damaged:
            damaged.seek(begin)
            damaged.write(b"\x5a" * size)

    def set_aside(self):
        return sorted(self.file.parent.glob("history.sqlite.damaged-*"))

    def test_what_could_be_salvaged_is_shown_and_said(self):
        self.spoil(0, PAGE)  # the header, and where everything lies
        mara = self.start("mara")
        mara.place(0, 0, 1180, 780)
        said = mara.find("any", DAMAGED, 40).name
        self.assertRegex(said, r"[0-9]+ messages could be read out of it")
        self.assertEqual(len(self.set_aside()), 1)
        self.assertIn(str(self.set_aside()[0]), said)
        # The chat that was open is open again, with what was said in it.
        self.wait_message(mara, "Leaving at nine")
        self.wait_message(mara, "The mast is up")
        mara.find("item", re.compile("Tomas Berg"))
        self.shot("history-repaired")
        mara.place(0, 0, 400, 780)
        mara.find("any", DAMAGED)
        self.shot("history-repaired-narrow")
        mara.place(0, 0, 1180, 780)
        # Nobody closed it: it is said by the next run, and not by the one after it.
        mara.end()
        mara = self.start("mara")
        mara.find("any", DAMAGED, 40)
        mara.click("button", "Close")
        mara.wait_gone("any", DAMAGED)
        mara.end()
        mara = self.start("mara")
        mara.find("button", "Enter password", 40)
        self.assertFalse(mara.has("any", DAMAGED))

    def test_where_nothing_is_left_it_is_said_beside_the_sign_in(self):
        self.spoil(0, self.file.stat().st_size)
        mara = self.start("mara")
        mara.place(0, 0, 1180, 780)
        said = mara.find("any", DAMAGED, 40).name
        self.assertIn("No message could be read out of it", said)
        self.assertEqual(len(self.set_aside()), 1)
        mara.find("edit", "XMPP address")
        self.shot("history-lost")
        # And it goes on: what the server keeps comes again.
        self.sign_in(mara, "mara")
        mara.find("any", DAMAGED)
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        self.wait_message(mara, "Leaving at nine", 40)

    def test_a_file_of_a_newer_program_is_named_as_that(self):
        with sqlite3.connect(self.file) as database:
            database.execute("PRAGMA user_version = 999")
        database.close()
        mara = self.start("mara")
        mara.place(0, 0, 1180, 780)
        said = mara.find("any", re.compile("^History: .*newer Jackdaw"), 40).name
        self.assertIn("--profile", said)
        self.assertNotIn("disk", said)
        self.assertFalse(mara.has("any", re.compile("^Problem: ")), "it is said twice")
        self.assertEqual(self.set_aside(), [])
        self.shot("history-newer")

    def test_a_file_that_cannot_be_read_is_a_matter_of_the_disk(self):
        self.file.rename(self.file.with_name("away"))
        self.file.mkdir()
        mara = self.start("mara")
        said = mara.find("any", re.compile("^History: .*cannot be read or written"), 40).name
        self.assertIn("Check that the disk is there", said)


if __name__ == "__main__":
    run_tests()
