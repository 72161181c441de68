#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Folders of one's own in the real window, by keys alone, on two devices of one account: made from the menu of a chat,
chosen as a filter, filled on the other device, counted, changed, put in order (by the mouse, too), and deleted.

    spaces_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import re

from window_case import CRASHES, SCREENSHOTS, WindowCase, run_tests
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

    def test_spaces_stand_in_ones_own_order(self):
        desk = self.start("desk")
        self.sign_in(desk, "mara")
        desk.place(0, 0, 1200, 820)
        self.open_chat(desk, f"tomas@{self.facts['domain']}")
        laptop = self.start("laptop")
        self.sign_in(laptop, "mara")
        laptop.place(200, 60, 1200, 820)
        for number, name in enumerate(("Work", "Home", "Boat")):
            self.open_row_menu(desk, "^Tomas Berg")
            self.keys("Up", "Right", *["Up"] * (number > 0), "Return")
            self.wait_focus(desk, "edit", "Space name")
            desk.type(name)
            desk.key("Return")
            desk.wait_gone("edit", "Space name")
            laptop.find("radio", f"Space: {name}", 30)
        for each in (desk, laptop):
            self.wait_order(each, ["Work", "Home", "Boat"])

        # By keys, also twice, and no further than to the end.
        self.choose(desk, "Space: Work")
        self.keys("ctrl+shift+Right")
        self.wait_order(desk, ["Home", "Work", "Boat"])
        self.keys("ctrl+shift+Right")
        self.wait_order(desk, ["Home", "Boat", "Work"])
        self.keys("ctrl+shift+Right")
        self.assertTrue(desk.find("radio", "Space: Work").has_state("CHECKED"))
        self.wait_order(laptop, ["Home", "Boat", "Work"])
        self.wait_order(desk, ["Home", "Boat", "Work"])
        # By the menu, on the other device.
        self.open_chip_menu(laptop, "Space: Boat")
        self.desktop.screenshot(SCREENSHOTS / "space-move-light.png")  # the pointer stays: it would choose another entry
        self.keys("Down", "Down", "Return")
        self.wait_order(desk, ["Boat", "Home", "Work"])

        # By the mouse, which shows where it would stand.
        desk.activate()
        work, boat = (desk.find("radio", f"Space: {name}").place() for name in ("Work", "Boat"))
        middle = [(place[0] + place[2] // 2, place[1] + place[3] // 2) for place in (work, boat)]
        self.desktop.run(["xdotool", "mousemove", *map(str, middle[0]), "mousedown", "1"])
        for x in (middle[0][0] - 12, middle[1][0] - 6, middle[1][0] - 8):
            self.desktop.run(["xdotool", "mousemove", str(x), str(middle[1][1])])
        self.desktop.screenshot(SCREENSHOTS / "space-drag-light.png")
        self.desktop.run(["xdotool", "mouseup", "1"])
        for each in (desk, laptop):
            self.wait_order(each, ["Work", "Boat", "Home"])
        # A new start has the order, too.
        self.assertNotIn(desk.end(), CRASHES)
        desk = self.start("desk")
        self.wait_order(desk, ["Work", "Boat", "Home"])

    def wait_order(self, program, names):
        def order():
            chips = program.find_all("radio", re.compile("^Space: "))
            return [chip.name[len("Space: "):] for chip in sorted(chips, key=lambda chip: (chip.place()[1], chip.place()[0]))]
        wait_for(f"the order {names}", lambda: order() == names, 30)

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
