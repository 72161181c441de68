#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people write in the real window: styled by keys, with emoji and names completed, picked from the picker, as an act, and
with a link that is not what it seems, which asks before it opens.

    words_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import re

from window_case import WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is

# Letters of two alphabets, as a forged address has them.
MIXED = "https://h\u0430rbor.example/login"


class WordsTest(WindowCase):
    def setUp(self):
        super().setUp()
        self.mara = self.start("mara")
        self.sign_in(self.mara, "mara")
        self.mara.place(0, 0, 1180, 780)
        self.open_chat(self.mara, f"tomas@{self.facts['domain']}")

    def test_formatting_keys_put_directives_around_what_is_chosen(self):
        for keys, said in (("ctrl+b", "*valve*"), ("ctrl+i", "_valve_"), ("ctrl+shift+x", "~valve~"), ("ctrl+shift+c", "`valve`")):
            self.write("valve")
            self.press("ctrl+a", keys)
            self.holds(said)
            self.press(keys)  # again: off
            self.holds("valve")
            self.press(keys, "Return")
            self.wait_message(self.mara, re.escape(said))
        self.say(self.mara, "*Before* the _strainer_ it reads `3.8 bar`, not ~3.2~.")
        self.write("> Is the inlet open?")
        self.press("shift+Return")
        self.type("Yes, *fully*.")
        self.press("Return")
        self.write("```")
        self.press("shift+Return")
        self.type("flow = 3.8 * area")
        self.press("shift+Return")
        self.type("```")
        self.press("Return")
        self.wait_message(self.mara, "flow = 3.8")
        self.both_shots("styled")

    def test_emoji_are_completed_and_picked(self):
        self.write("Done :rocke")
        self.mara.find("list", "Suggestions")
        self.both_shots("suggestions")
        self.field()
        self.press("End", "BackSpace", "e", "Tab")
        self.holds("Done \U0001F680")
        self.press("Return")
        self.wait_message(self.mara, "Done \U0001F680")

        # The picker: letters search, Enter takes the first one.
        self.write("Well ")
        self.press("ctrl+j")
        self.mara.find("edit", "Find an emoji")
        self.shot("picker-light")
        self.press_keys("t", "h", "u", "m", "b", "s", "Return")
        self.holds("Well \U0001F44D")
        self.press("Return")
        # An emoji alone is shown large, three times as high as a line.
        self.say(self.mara, ":tada")
        self.wait_message(self.mara, ":tada")
        self.write(":tada")
        self.press("Tab", "Return")
        self.wait_message(self.mara, "\U0001F389")
        heights = [self.mara.find("item", re.compile(pattern)).place()[3] for pattern in (":tada", "\U0001F389")]
        self.assertGreater(heights[1], heights[0] * 1.3, "an emoji alone is not shown larger")
        self.both_shots("emoji")

    def test_names_are_completed_and_mentioned(self):
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        tomas.place(200, 100, 1180, 780)
        self.mara.activate()
        self.write("Can you look, @to")
        self.mara.find("list", "Suggestions")
        self.both_shots("names")
        self.field()
        self.press("End", "BackSpace", "o", "Tab")
        self.holds("Can you look, @Tomas Berg ")
        self.press("Return")
        self.wait_message(self.mara, "@Tomas Berg")
        tomas.activate()
        tomas.find("item", re.compile("^Mara Lind.*1 unread")).click()
        self.wait_message(tomas, "@Tomas Berg")
        self.shot("mention-light")

    def test_an_act_has_the_name_of_who_does_it(self):
        self.say(self.mara, "/me opens the gate")
        self.wait_message(self.mara, "opens the gate")
        self.shot("act-light")

    def test_a_link_of_two_alphabets_asks_first(self):
        self.say(self.mara, MIXED)
        message = self.wait_message(self.mara, "rbor.example/login")
        message.click()
        self.mara.find("button", "Open link")
        self.assertTrue(self.mara.has("any", re.compile("xn--hrbor-")), "the question does not say where it leads")
        self.shot("link-question-light")
        self.press_keys("Escape")
        self.mara.wait_gone("button", "Open link")

    # Steps

    def field(self):
        self.mara.activate()
        field = self.mara.find("edit", re.compile("^Message "))
        wait_for("the focus in the field", lambda: field.is_focused() or field.click(), pause=0.3)
        return field

    def write(self, text):
        self.field()
        self.desktop.run(["xdotool", "key", "--clearmodifiers", "ctrl+a", "BackSpace"])
        self.type(text)

    def type(self, text):
        self.desktop.give_keys(text)
        self.desktop.run(["xdotool", "type", "--clearmodifiers", "--delay", "12", text])

    def press(self, *keys):
        self.field()
        self.press_keys(*keys)

    def press_keys(self, *keys):
        self.desktop.run(["xdotool", "key", "--clearmodifiers", "--delay", "40", *keys])

    def holds(self, text):
        wait_for(f"“{text}” in the field", lambda: self.mara.find("edit", re.compile("^Message ")).text() == text)

    def both_shots(self, name):
        """In both themes; the field has what it had."""
        self.shot(f"{name}-light")
        self.choose_theme(self.mara, "Dark")
        self.mara.activate()
        self.field()
        self.shot(f"{name}-dark")
        self.choose_theme(self.mara, "Light")
        self.mara.activate()


if __name__ == "__main__":
    run_tests()
