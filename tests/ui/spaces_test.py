#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Folders of one's own in the real window, by keys alone, on two devices of one account: made from the menu of a chat,
chosen as a filter, filled on the other device, counted, changed, and deleted.

    spaces_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import re

from window_case import WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is


class SpacesTest(WindowCase):
    def test_chats_are_sorted_into_a_space(self):
        desk = self.start("desk")
        self.sign_in(desk, "mara")
        desk.place(0, 0, 1200, 820)
        for name in ("tomas", "leila"):
            self.open_chat(desk, f"{name}@{self.facts['domain']}")
            self.say(desk, f"Hello {name}")
            self.wait_message(desk, f"^You, Hello {name}")
        laptop = self.start("laptop")
        self.sign_in(laptop, "mara")
        laptop.place(200, 60, 1200, 820)
        self.assertFalse(laptop.has("radio", re.compile("^Space: ")))

        # Made from the menu of the chat that is to be the first in it.
        self.open_row_menu(desk, "^Tomas Berg")
        self.keys("Up", "Right", "Return")  # the last entry, which opens; the only one there is
        self.wait_focus(desk, "edit", "Space name")
        desk.type("Work")
        self.walk_to(desk, "radio", "Blue")
        self.keys("Right")
        wait_for("the colour", lambda: desk.find("radio", "Purple").has_state("CHECKED"))
        self.shot("space-new-light")
        desk.key("Return")
        desk.wait_gone("edit", "Space name")
        desk.find("radio", "Space: Work")

        # On the other device, too; there somebody else is put into it.
        laptop.find("radio", "Space: Work", 30)
        self.open_row_menu(laptop, "^leila")
        self.keys("Up", "Right")
        self.shot("space-menu-light")
        self.keys("Escape", "Escape")
        self.open_row_menu(laptop, "^leila")
        self.keys("Up", "Right", "Return")
        self.choose(laptop, "Space: Work")
        laptop.find("item", re.compile("^leila"), 30)

        self.choose(desk, "Space: Work")
        wait_for("both chats", lambda: len(desk.find_all("item", re.compile("^(Tomas Berg|leila)"))) == 2, 30)
        self.open_row_menu(desk, "^Tomas Berg")
        self.keys("Up", "Right", "Return")  # the tick is taken away: out of it
        wait_for("one to be left", lambda: not desk.find_all("item", re.compile("^Tomas Berg")), 30)
        desk.find("item", re.compile("^leila"))
        laptop.activate()
        wait_for("the same there", lambda: not laptop.find_all("item", re.compile("^Tomas Berg")), 30)

        # Its own chats are counted, and no others.
        self.choose(desk, "All chats")
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        tomas.place(100, 60, 1000, 760)
        self.open_row_menu(desk, "^Tomas Berg")
        self.keys("Up", "Right", "Return")
        desk.activate()
        self.walk_in_list(desk, "^leila")
        self.keys("Return")
        desk.find("edit", "Message leila", 30)
        self.open_chat(tomas, f"mara@{self.facts['domain']}")
        self.say(tomas, "Are you there?")
        wait_for("the count", lambda: desk.find("radio", "Space: Work").description == "1", 30)
        desk.activate()
        self.shot("space-count-light")

        # Called something else.
        self.open_chip_menu(desk, "Space: Work")
        self.keys("Down", "Return")
        self.wait_focus(desk, "edit", "Space name")
        self.desktop.run(["xdotool", "key", "ctrl+a"])
        desk.type("Job")
        self.shot("space-change-light")
        self.keys("Return")
        desk.wait_gone("edit", "Space name")
        for each in (desk, laptop):
            each.find("radio", "Space: Job", 30)
        self.choose_theme(desk, "Dark")
        self.choose(desk, "Space: Job")
        self.assert_dark(self.shot("space-chosen-dark"))

        # Deleted, after a question; the chats stay.
        self.open_chip_menu(desk, "Space: Job")
        self.keys("Up", "Return")
        self.walk_to(desk, "button", re.compile("^Delete .?Job"))
        self.shot("space-delete-dark")
        self.keys("space")
        for each in (desk, laptop):
            each.wait_gone("radio", "Space: Job", 30)
        self.assertTrue(desk.find("radio", "All chats").has_state("CHECKED"))
        for name in ("Tomas Berg", "leila"):
            desk.find("item", re.compile(f"^{name}"))

    def keys(self, *keys):
        self.desktop.run(["xdotool", "key", "--delay", "150", *keys])

    def walk_in_list(self, program, pattern):
        """To a row of the chat list."""
        program.activate()
        program.key("ctrl+l")
        self.keys("Home")

        def reached():
            if any(item.is_focused() for item in program.find_all("item", re.compile(pattern))):
                return True
            self.keys("Down")
            return False
        wait_for(f"the row {pattern}", reached, 30, pause=0.3)

    def open_row_menu(self, program, pattern):
        self.walk_in_list(program, pattern)
        self.keys("shift+F10")

    def choose(self, program, name):
        """A filter, by Tab to the one that is on and arrows from there."""
        program.activate()
        program.key("ctrl+l")

        def reached():
            filters = re.compile("^(All chats|Unread chats|Mentions|Group chats|Space: )")
            if not any(each.is_focused() for each in program.find_all("radio", filters)):
                self.keys("shift+Tab")
                return False
            if program.find("radio", name).is_focused():
                return True
            # Spaces may have a line of their own below the others.
            self.keys("Right" if name.startswith("Space") else "Up")
            return False
        wait_for(f"{name} to be chosen", reached, 30, pause=0.3)

    def open_chip_menu(self, program, name):
        self.choose(program, name)
        self.keys("shift+F10")

    def walk_to(self, program, role, name, key="Tab"):
        program.activate()

        def reached():
            if any(each.is_focused() for each in program.find_all(role, name)):
                return True
            self.desktop.run(["xdotool", "key", key])
            return False
        wait_for(f"{name} to be reached", reached, 60, pause=0.2)

    def wait_focus(self, program, role, name):
        element = program.find(role, name)
        wait_for(f"{name} to have the focus", element.is_focused)


if __name__ == "__main__":
    run_tests()
