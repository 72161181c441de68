#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What leads through a chat in the real window, and what is taken back in it, by keys and clicks: the details with links and
pinned messages, the calendar, deleting for everyone.

    talk_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import re

from window_case import WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is


class TalkTest(WindowCase):
    def test_details_lead_through_the_chat(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1440, 900)
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        self.say(mara, "The drawing is at https://files.harbor.example/ps4/taps now.")
        self.say(mara, "And a second one, https://harbor.example/.")
        self.wait_message(mara, "second one.*(Sent|Delivered)")
        self.choose_message(mara, "The drawing")
        self.pick(["Down"] * 8)  # behind its link and its preview, and answering, reacting, editing and forwarding
        self.wait_message(mara, "The drawing.*pinned")

        # Alt+Enter opens the details, whose tabs are reached by arrows.
        mara.find("edit", re.compile("^Message ")).click()
        mara.key("alt+Return")
        mara.find("button", "Close details")
        self.shot("details-about-light")
        self.desktop.run(["xdotool", "key", "--delay", "60", "Right", "Right", "Right", "Right"])  # behind media, files and voice
        mara.find("list", "Links")
        wait_for("both links", lambda: len(mara.find_all("item", re.compile("^(files.)?harbor.example.*, You, "))) == 2)
        self.shot("details-links-light")
        self.desktop.run(["xdotool", "key", "Right"])
        mara.find("list", "Pinned messages")
        mara.find("item", re.compile("^The drawing is at .*, You, "))
        self.shot("details-pinned-light")
        self.choose_theme(mara, "Dark")
        mara.activate()
        self.shot("details-pinned-dark")
        mara.key("Escape")
        mara.wait_gone("button", "Close details")

        # In a narrower window they slide over the messages.
        mara.place(0, 0, 1000, 760)
        mara.key("alt+Return")
        mara.find("button", "Close details")
        self.shot("details-over-dark")
        mara.click("button", "Close details")

        # The calendar, from the menu of the header.
        mara.click("button", "More actions for this chat")
        self.desktop.run(["xdotool", "key", "--delay", "60", "Down", "Return"])
        mara.find("button", "Jump")
        self.shot("calendar-dark")
        mara.key("Return")
        mara.wait_gone("button", "Jump")

    def test_a_message_is_deleted_for_everyone(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        self.say(mara, "The code is 4711.")
        self.wait_message(mara, "4711.*(Sent|Delivered)")
        tomas.activate()
        tomas.find("item", re.compile("^Mara Lind.*1 unread")).click()
        self.wait_message(tomas, "^Mara Lind, The code is 4711")
        self.choose_message(mara, "4711")
        self.pick(["Up"])  # the last one
        mara.find("button", "Delete for everyone")
        mara.find("any", re.compile("“.?The code is 4711"))  # which one it is about
        self.shot("delete-question-light")
        # The safe answer comes first; the other is reached by keys.
        mara.key("Escape")
        self.assertTrue(mara.find_all("item", re.compile("4711")))
        self.choose_message(mara, "4711")
        self.pick(["Up"])  # the last one
        mara.click("button", "Delete for everyone")
        self.wait_message(mara, "^You, Message deleted")
        tomas.activate()  # to a window that is not used, the server hands such things later (XEP-0352)
        self.wait_message(tomas, "^Mara Lind, Message deleted")
        for program in (mara, tomas):
            wait_for("its text being gone", lambda p=program: not p.find_all("item", re.compile("^[^,]*, The code is 4711")))
        self.shot("deleted-light")

    def test_a_message_is_taken_back_and_one_is_hidden(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1180, 780)
        self.open_chat(mara, f"leila@{self.facts['domain']}")
        mara.key("ctrl+comma")
        mara.find("list", "Settings pages")
        mara.click("item", "Chats and media")
        mara.click("check", "Undo send")
        self.desktop.run(["xdotool", "key", "Escape"])
        mara.wait_gone("list", "Settings pages")
        self.say(mara, "Too early.")
        mara.find("button", "Undo send")
        self.shot("undo-light")
        self.desktop.run(["xdotool", "key", "ctrl+z"])
        mara.wait_gone("item", re.compile("^You, Too early"))
        field = mara.find("edit", re.compile("^Message "))
        wait_for("the text in the field", lambda: field.text() == "Too early.")

        # What is written is hidden behind a word, by the field's menu.
        mara.key("ctrl+a")
        mara.type("The butler did it.")
        self.desktop.run(["xdotool", "key", "shift+F10"])
        self.desktop.run(["xdotool", "key", "--delay", "120", *self.SPOILER_ENTRY, "Return"])
        mara.find("edit", "Words in place of the hidden text")
        mara.type("The end")
        self.shot("spoiler-light")
        mara.key("Return")
        wait_for("the caret in the text", lambda: mara.find("edit", re.compile("^Message ")).is_focused())
        mara.key("Return")
        self.wait_message(mara, "^You, .*The end")
        self.assertFalse(mara.find_all("item", re.compile("^You, .*butler")))
        # It waits out its time, and goes once.
        self.wait_message(mara, "^You, .*The end.*(Sent|Delivered)")
        self.choose_theme(mara, "Dark")
        self.say(mara, "One more.")
        mara.find("button", "Undo send")
        self.shot("undo-dark")

    # From the end: the language, spelling, then hiding.
    SPOILER_ENTRY = ["Up", "Up", "Up"]


if __name__ == "__main__":
    run_tests()
