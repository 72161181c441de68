#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do with messages in the real window: answer, react and edit, by keys, and what the other side then
sees.

    messages_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import re

from window_case import WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is


class MessagesTest(WindowCase):
    def test_messages_are_answered_reacted_to_and_edited(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1180, 780)
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        tomas.place(200, 100, 1180, 780)
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        self.say(mara, "Inlet pressure reads 3.8 bar.")
        self.wait_message(mara, "3.8 bar.*(Sent|Delivered)")
        tomas.activate()
        tomas.find("item", re.compile("^Mara Lind.*1 unread")).click()

        # An answer quotes what it answers, on both sides.
        self.choose_message(tomas, "3.8 bar")
        tomas.key("r")
        tomas.type("Before or after the strainer?")
        tomas.key("Return")
        self.wait_message(tomas, "Before or after.*replying to Mara Lind")
        mara.activate()
        self.wait_message(mara, "Before or after.*replying to you")

        # A reaction, from the menu that + opens.
        self.choose_message(mara, "Before or after")
        mara.key("plus")
        self.desktop.run(["xdotool", "key", "--delay", "60", "Down", "Return"])
        self.wait_message(mara, "Before or after.*1 reaction")
        tomas.activate()  # to a window that is not used, the server hands such things later (XEP-0352)
        self.wait_message(tomas, "Before or after.*1 reaction")

        # Up in the empty field edits what was said last; the other side sees the new text, and that it was edited.
        mara.activate()
        mara.find("edit", re.compile("^Message ")).click()
        self.desktop.run(["xdotool", "key", "Up"])
        field = mara.find("edit", re.compile("^Message "))
        wait_for("the old text in the field", lambda: field.text() == "Inlet pressure reads 3.8 bar.")
        self.shot("edit-strip-light")
        mara.key("ctrl+a")
        mara.type("Inlet pressure reads 3.6 bar.")
        mara.key("Return")
        self.wait_message(mara, "3.6 bar.*edited")
        tomas.activate()
        self.wait_message(tomas, "3.6 bar.*edited")
        self.assertFalse(tomas.find_all("item", re.compile("3.8 bar")))
        self.shot("rich-light")
        self.choose_theme(mara, "Dark")
        mara.activate()
        self.shot("rich-dark")

    def test_what_was_begun_is_there_after_a_restart(self):
        """An answer and an edit that were not sent are that again, and no plain words."""
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1180, 780)
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        self.say(mara, "Inlet pressure reads 3.8 bar.")
        self.wait_message(mara, "3.8 bar.*(Sent|Delivered)")
        self.choose_message(mara, "3.8 bar")
        mara.key("r")
        mara.type("Or is it 3.6?")
        mara = self.restart(mara, "Or is it 3.6?")
        mara.find("any", re.compile("^Reply to ⁨?You⁩?: Inlet pressure"))
        self.shot("begun-answer-light")
        mara.key("Return")
        self.wait_message(mara, "Or is it 3.6.*replying to you")
        mara.find("edit", re.compile("^Message ")).click()
        self.desktop.run(["xdotool", "key", "Up"])
        self.holds(mara, "Or is it 3.6?")
        mara.key("ctrl+a")
        mara.type("Or is it 3.5?")
        mara = self.restart(mara, "Or is it 3.5?")
        self.shot("begun-edit-light")
        mara.key("Return")
        self.wait_message(mara, "^You, Or is it 3.5.*replying to you")  # not sent yet, so nobody saw another text
        self.assertFalse(mara.find_all("item", re.compile("^You, Or is it 3.6")))
        # What is sent is over, also for the next start.
        mara = self.restart(mara, "")
        self.assertFalse(mara.has("any", re.compile("^(Reply to|Edit message)")))

    def restart(self, program, text):
        program.key("ctrl+q")
        program.process.wait(20)
        self.assertEqual(program.process.returncode, 0)
        program = self.start("mara")
        program.place(0, 0, 1180, 780)
        self.holds(program, text)
        program.find("edit", re.compile("^Message ")).click()
        return program

    def holds(self, program, text):
        wait_for(f"the field holding {text!r}", lambda: program.find("edit", re.compile("^Message ")).text() == text)


if __name__ == "__main__":
    run_tests()
