#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""People in the real program, by keys alone: a stranger's first message in the tray, adding, accepting, moving to a group
within a group, folding that, and blocking.

    people_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import re

from window_case import WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is


class PeopleTest(WindowCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server.add_account("leila", "secret")

    def keys(self, *keys):
        self.desktop.run(["xdotool", "key", "--delay", "80", *keys])

    def walk_to(self, program, role, name, key="Tab"):
        """Key by key, as somebody without a pointer gets there."""
        program.activate()

        def reached():
            if any(each.is_focused() for each in program.find_all(role, name)):
                return True
            self.desktop.run(["xdotool", "key", key])
            return False
        wait_for(f"{name} to be reached", reached, 60, pause=0.2)

    def test_strangers_contacts_and_groups_by_keys_alone(self):
        domain = self.facts["domain"]
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1200, 860)
        leila = self.start("leila")
        self.sign_in(leila, "leila")
        leila.place(0, 0, 1200, 860)

        # Who is not known waits in the tray, and not among the chats.
        self.open_chat(leila, f"mara@{domain}")
        self.say(leila, "Is the crane free at noon?")
        mara.activate()
        mara.key("ctrl+2")
        mara.find("button", f"Accept leila@{domain}", 20)
        mara.find("any", re.compile("wrote: .*Is the crane free at noon"))
        self.shot("people-stranger")
        mara.key("ctrl+1")
        self.assertFalse(mara.has("item", re.compile("^leila, ")))
        mara.key("ctrl+2")
        self.walk_to(mara, "button", f"Accept leila@{domain}")
        self.keys("space")
        mara.wait_gone("button", f"Accept leila@{domain}")
        mara.key("ctrl+1")
        mara.find("item", re.compile("^leila, .*Is the crane free at noon"))

        # Added, and accepted there.
        mara.key("ctrl+2")
        self.walk_to(mara, "button", "Add contact")
        self.keys("space")
        mara.find("dialog", "Add contact")
        mara.type(f"leila@{domain}")
        self.keys("Return")
        mara.wait_gone("dialog", "Add contact")
        mara.find("item", re.compile("^leila, .*Asked, no answer yet$"))
        leila.activate()
        leila.key("ctrl+2")
        self.walk_to(leila, "button", f"Accept mara@{domain}")
        self.keys("space")
        mara.find("item", re.compile("^leila, Available"), 20)

        # Into a group within a group. The chat's row, which is hidden now, has more words.
        there = re.compile("^leila, Available$")
        mara.activate()
        mara.key("ctrl+2")
        self.walk_to(mara, "item", there, "Down")
        self.keys("shift+F10", *["Down"] * 4, "Return")
        mara.find("dialog", "Move to group")
        mara.type("Field::Night")
        self.keys("Return")
        mara.wait_gone("dialog", "Move to group")
        mara.find("item", "Field, 1 of 1 available", 20)
        mara.find("item", "Field › Night, 1 of 1 available")
        self.shot("people-groups")
        mara.key("ctrl+2")
        self.walk_to(mara, "item", there, "Down")
        self.keys("Left", "Left")
        mara.find("item", "Field › Night, 1 of 1 available, folded")
        self.assertFalse(mara.has("item", there))
        self.shot("people-folded")
        self.keys("Right")
        self.walk_to(mara, "item", there, "Down")

        # Blocked: what she asked for, when she accepted, goes with that.
        self.assertTrue(mara.has("button", f"Accept leila@{domain}"))
        self.keys("shift+F10", *["Down"] * 5, "Return")
        mara.find("button", re.compile("^Block .*leila"))
        self.walk_to(mara, "button", re.compile("^Block .*leila"))
        self.keys("space")
        mara.wait_gone("button", f"Accept leila@{domain}")
        self.choose_theme(mara, "Dark")
        mara.key("ctrl+2")
        self.assert_dark(self.shot("people-dark"))


if __name__ == "__main__":
    run_tests()
