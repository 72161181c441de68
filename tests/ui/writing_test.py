#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What helps while one writes, in the real window: spelling with its menu, and quick replies from the settings to the chat.

    writing_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import re

from window_case import WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is


class WritingTest(WindowCase):
    def setUp(self):
        super().setUp()
        self.mara = self.start("mara")
        self.sign_in(self.mara, "mara")
        self.mara.place(0, 0, 1180, 780)
        self.open_chat(self.mara, f"tomas@{self.facts['domain']}")

    def field(self):
        return self.mara.find("edit", re.compile("^Message Tomas Berg"))

    def holds(self, text):
        wait_for(f"the field holding {text!r}", lambda: self.field().text() == text, 10)

    def both_shots(self, name):
        for theme in ("Dark", "Light"):
            self.choose_theme(self.mara, theme)
            self.mara.activate()
            self.shot(f"{name}-{theme.lower()}")

    def test_a_wrong_word_is_mended_from_the_menu(self):
        self.mara.activate()
        self.mara.type("The vlave is open ")
        self.holds("The vlave is open ")
        self.both_shots("spelling")
        # To the wrong word, and its menu by key: the first entry is what was meant.
        self.desktop.run(["xdotool", "key", "--delay", "60", "Home", "Right", "Right", "Right", "Right", "Right", "Menu"])
        self.desktop.run(["sleep", "1"])
        self.shot("spelling-menu")
        self.desktop.run(["xdotool", "key", "--delay", "60", "Down", "Return"])
        wait_for("another word", lambda: re.fullmatch("The (?!vlave)[A-Za-z]+ is open ", self.field().text()), 10)

    def test_a_quick_reply_is_written_once_and_brought_by_a_slash(self):
        self.mara.key("ctrl+comma")
        self.mara.click("item", "Chats and media")
        self.mara.click("button", "Add quick reply")
        self.mara.fill("Name", "me")
        self.mara.click("button", "Save")
        self.mara.find("any", re.compile("tells what you do"))
        self.mara.fill("Name", "thanks")
        self.mara.fill("Text", "Thank you, {name}. Yours, {me}")
        self.shot("quick-reply-dialog")
        self.mara.click("button", "Save")
        self.mara.find("button", "Edit quick reply thanks")
        self.shot("quick-replies")
        self.mara.click("item", "Chats and media")  # the focus is back in the settings then
        self.desktop.run(["xdotool", "key", "Escape"])
        self.mara.wait_gone("list", "Settings pages")
        self.mara.activate()
        self.field().click()
        self.mara.type("/th")
        self.mara.find("list", "Suggestions")
        self.shot("quick-reply-suggestion")
        self.desktop.run(["xdotool", "key", "Return"])
        self.holds("Thank you, Tomas Berg. Yours, mara")
        self.desktop.run(["xdotool", "key", "Return"])
        self.wait_message(self.mara, "Thank you, Tomas Berg. Yours, mara")


if __name__ == "__main__":
    run_tests()
