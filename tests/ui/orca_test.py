#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Orca says of a conversation: the real screen reader beside the real window, read by the log in which it writes down
each thing that it would speak. It has no voice here, and needs none.

    orca_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import json
import re
import subprocess

from window_case import SCREENSHOTS, WindowCase, run_tests
from desktop import NotSeen, end_process, wait_for  # after window_case, which says where it is


class Orca:
    """The screen reader of a desktop, with its settings in a folder, and its log beside the pictures."""

    def __init__(self, desktop, folder):
        self.desktop = desktop
        self.log = SCREENSHOTS / "orca.log"
        self.log.unlink(missing_ok=True)
        settings = folder / "orca"
        settings.mkdir()
        # Each key that a test types would be spoken before anything else.
        profile = {"profile": ["Default", "default"], "enableKeyEcho": False, "enableEchoByWord": False,
                   "enableEchoByCharacter": False}
        (settings / "user-settings.conf").write_text(json.dumps(
            {"general": {"startingProfile": ["Default", "default"], **profile}, "profiles": {"default": profile},
             "pronunciations": {}, "keybindings": {}}))
        try:
            self.process = subprocess.Popen(
                ["orca", "--replace", "--user-prefs", str(settings), "--debug-file", str(self.log)],
                env={**desktop.environment, "GDK_BACKEND": "x11"}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, start_new_session=True)
        except FileNotFoundError as error:
            raise NotSeen("orca is not installed. Run this through installer/toolbox, which has it.") from error
        self.first("Screen reader on", 60)

    def spoken(self):
        # Its log is written in blocks: the last words of an Orca that has nothing more to do stay in its memory. A key that
        # means nothing to the window gives it something to note.
        self.desktop.run(["xdotool", "key", "Shift_L"])
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return re.findall(r"SPEECH OUTPUT: '(.*)' \{", text)

    def first(self, pattern, seconds=40):
        """The first thing said that matches."""
        try:
            return wait_for(f"Orca to say {pattern}", lambda: next((one for one in self.spoken() if re.search(pattern, one)), None),
                            seconds, pause=0.3)
        except NotSeen as error:
            raise NotSeen(f"{error}\nOrca said: {self.spoken()[-30:]}") from error

    def end(self):
        end_process(self.process)


class OrcaTest(WindowCase):
    def setUp(self):
        super().setUp()
        self.orca = Orca(self.desktop, self.folder)
        self.addCleanup(self.orca.end)

    def test_a_conversation_is_heard(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        self.open_chat(tomas, f"mara@{self.facts['domain']}")
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        field = mara.find("edit", re.compile("^Message "))
        field.click()
        self.orca.first(r"^Message Tomas Berg")
        self.say(tomas, "The valve is open.")
        # What arrives is announced, with who said it and when.
        self.orca.first(r"^Tomas Berg, The valve is open\., \d\d:\d\d")
        # By keys each message says what it is.
        self.say(mara, "Then close it again.")
        self.wait_message(mara, r"^You, Then close it again\..*(Sent|Delivered)")
        mara.find("item", re.compile("^You, Then close it again")).click()
        self.orca.first(r"^You, Then close it again\., \d\d:\d\d, (Sent|Delivered)")
        before = len(self.orca.spoken())
        mara.key("Up")
        wait_for("Orca to say the message above", lambda: any(
            re.match(r"Tomas Berg, The valve is open\.", one) for one in self.orca.spoken()[before:]), 40, pause=0.3)


if __name__ == "__main__":
    run_tests()
