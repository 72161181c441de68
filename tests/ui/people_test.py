#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""People in the real program, by keys alone: a stranger's first message in the tray, adding, accepting, moving to a group
within a group, folding that, and blocking; and dragged by the mouse.

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

    def test_contacts_are_dragged_between_groups(self):
        domain = self.facts["domain"]
        people = (("leila", "Leila Haddad", "Crew"), ("noor", "Noor Vik", "Crew"), ("jonas", "Jonas Lie", "Port"))
        for name, shown, group in people:
            self.server.add_account(name, "secret")
            self.server.set_contact("olga", name, shown, [group])
        self.server.add_account("olga", "secret")
        olga = self.start("olga")
        self.sign_in(olga, "olga")
        olga.place(0, 0, 1200, 860)
        olga.key("ctrl+2")
        olga.find("item", re.compile("^Crew, . of 2 available"), 20)

        # One, by the mouse: to whoever is in that group.
        self.drag(olga, "^Leila Haddad, ", "^Jonas Lie, ")
        olga.find("item", re.compile("^Port, . of 2 available"), 20)
        olga.find("item", re.compile("^Crew, . of 1 available"))
        # Who was moved is where the keys are, and not whoever stood beside them.
        wait_for("the focus to follow", lambda: olga.find("item", re.compile("^Leila Haddad, ")).is_focused())
        self.shot("people-dragged")
        # Several, onto a heading.
        row = olga.find("item", re.compile("^Jonas Lie, "))
        row.click()
        self.desktop.run(["xdotool", "keydown", "ctrl"])
        try:
            olga.find("item", re.compile("^Leila Haddad, ")).click()
        finally:
            self.desktop.run(["xdotool", "keyup", "ctrl"])
        self.drag(olga, "^Leila Haddad, ", "^Crew, ")
        olga.find("item", re.compile("^Crew, . of 3 available"), 20)
        wait_for("the group that nobody is in to go", lambda: not olga.has("item", re.compile("^Port, ")))
        # It is on the server: another program of hers has it so.
        other = self.start("olga-again")
        self.sign_in(other, "olga")
        other.key("ctrl+2")
        other.find("item", re.compile("^Crew, . of 3 available"), 20)

    def drag(self, program, what, where):
        """By the mouse, in steps, as a hand does it: a drag begins a few pixels from where the button went down."""
        x, y, width, height = program.find("item", re.compile(what)).place()
        to_x, to_y, to_width, to_height = program.find("item", re.compile(where)).place()
        begin, end = (x + width // 2, y + height // 2), (to_x + to_width // 2, to_y + to_height // 2)
        move = lambda at: self.desktop.run(["xdotool", "mousemove", "--sync", str(at[0]), str(at[1])])
        move(begin)
        self.desktop.run(["xdotool", "mousedown", "1"])
        try:
            for step in range(1, 11):
                move(tuple(a + (b - a) * step // 10 for a, b in zip(begin, end)))
            move((end[0] + 1, end[1]))
        finally:
            self.desktop.run(["xdotool", "mouseup", "1"])


if __name__ == "__main__":
    run_tests()
