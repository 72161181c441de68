#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moving to another computer with the real window, by the keyboard alone: a backup is made in the settings of one profile and taken
in on the sign-in page of another, and what was said and drafted, and how it looked, is there. Then once more into the profile that
made it, where nothing may be there twice. A wrong passphrase and a broken file are said in words and change nothing.

    backup_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import re
import sqlite3

from window_case import WindowCase, run_tests
from desktop import NotSeen, wait_for  # after window_case, which says where it is

PASSPHRASE = "kite under seven bridges"


class BackupTest(WindowCase):
    def keys(self, *keys):
        """To whatever window has them: Program.key() would bring the main one to the front."""
        self.desktop.run(["xdotool", "key", "--clearmodifiers", *keys])

    def type(self, text):
        self.desktop.give_keys(text)
        self.desktop.run(["xdotool", "type", "--clearmodifiers", "--delay", "12", text])

    def focused(self, program):
        return [(element.role, element.name) for element in program.walk() if element.is_showing() and element.is_focused()]

    def go_to(self, program, role, name, seconds=20):
        """Tab by Tab to what is called so, as somebody does who has no pointer."""
        program.find(role, name, seconds)

        def is_there():
            return any(element.is_focused() for element in program.find_all(role, name))
        for _ in range(60):
            if is_there():
                return
            before = self.focused(program)
            self.keys("Tab")
            try:
                wait_for("the focus to move", lambda: self.focused(program) != before, 2)
            except NotSeen:
                pass  # two in a row may be called the same
        raise AssertionError(f"Tab does not lead to {name}\n{program.tree()}")

    def press(self, program, name, seconds=20):
        self.go_to(program, "button", name, seconds)
        wait_for(f"{name} to be enabled", lambda: program.find("button", name).is_enabled(), seconds)
        self.keys("space")

    def put(self, program, name, text):
        self.go_to(program, "edit", name)
        self.keys("ctrl+a")
        self.type(text)
        field = program.find("edit", name)
        if field.role != "password text":
            wait_for(f"{name} to be typed", lambda: field.text() == text)

    def open_page(self, program):
        program.activate()
        program.key("ctrl+comma")
        program.find("list", "Settings pages")
        wait_for("the list to have the keys", lambda: any(role in ("list", "list item") for role, _ in self.focused(program)))
        self.type("Move")  # the list goes to what is typed
        self.keys("Return")
        program.find("button", "Make a backup…")

    def make_backup(self, program, file):
        self.open_page(program)
        self.shot("backup-page-light")
        self.press(program, "Make a backup…")
        program.find("edit", "Passphrase")
        self.put(program, "Passphrase", PASSPHRASE)
        self.put(program, "Passphrase again", PASSPHRASE)
        self.put(program, "File", str(file))
        self.shot("backup-dialog-light")
        self.press(program, "Make the backup")
        program.find("any", re.compile("^The backup is done: .*mine.jackdaw", re.S), 60)
        self.shot("backup-done-light")
        self.keys("Return")
        program.wait_gone("any", re.compile("^The backup is done"))

    def open_backup(self, program, file, passphrase):
        self.put(program, "File", str(file))
        self.put(program, "Passphrase", passphrase)
        self.press(program, "Open the backup")

    def messages_in(self, profile):
        with sqlite3.connect(f"file:{self.folder / profile / 'history.sqlite'}?mode=ro", uri=True) as history:
            return history.execute("SELECT body FROM message ORDER BY id").fetchall()

    def test_what_was_here_is_there(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        self.choose_theme(mara, "Dark")
        self.choose_theme(mara, "Light")
        address = f"tomas@{self.facts['domain']}"
        self.open_chat(mara, address)
        for text in ("The lamp at the pier is out.", "I take the ladder along."):
            self.say(mara, text)
            self.wait_message(mara, re.escape(text))
        mara.find("edit", re.compile("^Message ")).click()
        mara.type("And then")  # a draft
        said = self.messages_in("mara")
        self.assertGreaterEqual(len(said), 2)

        file = self.folder / "mine.jackdaw"
        self.make_backup(mara, file)
        self.assertEqual(file.stat().st_mode & 0o777, 0o600)
        content = file.read_bytes()
        for secret in (b"lamp", b"secret", b"tomas"):
            self.assertNotIn(secret, content)

        # Into the profile that made it: nothing is there twice.
        self.press(mara, "Take in a backup…")
        self.open_backup(mara, file, PASSPHRASE)
        mara.find("any", re.compile("^Made on .*mara@", re.S), 30)
        self.press(mara, "Add to what is here")
        mara.find("any", re.compile(f"^The backup was taken in. Messages added: 0. Here already: {len(said)}."), 60)
        self.keys("Return")
        self.assertEqual(self.messages_in("mara"), said)
        self.keys("Escape")
        mara.wait_gone("list", "Settings pages")
        wait_for("being online again", lambda: mara.has("any", re.compile("^Account and status, .*mara.*, Available$")), 40)
        mara.key("ctrl+q")
        wait_for("the program to end", lambda: mara.process.poll() is not None)

        # On another computer, from its first page.
        other = self.start("other")
        other.find("edit", "XMPP address")
        self.shot("sign-in-with-backup-light")
        self.press(other, "Take in a backup")
        self.open_backup(other, file, "kite over seven bridges")
        other.find("any", re.compile("This is not the passphrase of the backup"), 30)
        self.shot("restore-wrong-passphrase-light")
        broken = self.folder / "broken.jackdaw"
        broken.write_bytes(content[:-100])
        self.open_backup(other, broken, PASSPHRASE)
        other.find("any", re.compile("damaged or not complete"), 30)
        self.shot("restore-damaged-light")
        self.open_backup(other, file, PASSPHRASE)
        other.find("any", re.compile("^Made on .*mara@", re.S), 30)
        self.shot("restore-contents-light")
        # Return goes on, and does not give up.
        wait_for("the focus", lambda: other.find("button", "Take it in").is_focused())
        self.keys("Return")
        other.find("any", re.compile(f"^The backup was taken in. Messages added: {len(said)}. .*Signed out until", re.S), 60)
        self.shot("restore-done-light")
        self.keys("Return")
        other.wait_gone("any", re.compile("^The backup was taken in"))
        self.assertEqual(self.messages_in("other"), said)
        self.assertFalse((self.folder / "other" / "backup-incoming").exists())

        # The history is there to be read, signed out, with its draft.
        chat = other.find("item", re.compile("^(Tomas Berg|tomas@)"), 20)
        chat.click()
        self.wait_message(other, "The lamp at the pier is out")
        self.wait_message(other, "I take the ladder along")
        field = other.find("edit", re.compile("^Message "))
        wait_for("the draft", lambda: field.text() == "And then")
        other.place(0, 0, 1180, 780)
        self.shot("restored-light")
        self.assertFalse(other.has("any", re.compile("^Account and status, .*mara.*, Available$")))
        self.choose_theme(other, "Dark")
        self.open_page(other)
        self.shot("backup-page-dark")
        self.press(other, "Make a backup…")
        other.find("edit", "Passphrase")
        self.shot("backup-dialog-dark")


if __name__ == "__main__":
    run_tests()
