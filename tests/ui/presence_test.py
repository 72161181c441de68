#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Presence in the real program: one's own status until a time, the board, and a rule, by keys alone; away by itself.

    presence_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import re
import subprocess

from window_case import WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is
from desktop_services import DesktopServices


class PresenceTest(WindowCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.services = DesktopServices(cls.desktop)
        cls.addClassCleanup(cls.services.close)

    def keys(self, *keys):
        self.desktop.run(["xdotool", "key", "--delay", "60", *keys])

    def lock(self, program, locked):
        """What a desktop says of its screen."""
        subprocess.run(["dbus-send", "--session", "--type=signal", "/org/freedesktop/ScreenSaver",
                        "org.freedesktop.ScreenSaver.ActiveChanged", f"boolean:{'true' if locked else 'false'}"],
                       env=self.desktop.environment, check=True, timeout=20)

    def set_status(self, program, state, text):
        """Until the next half hour or so, by keys."""
        program.activate()
        program.key("ctrl+shift+y")
        self.keys(*["Down"] * 7, "Return")
        program.find("dialog", "Set status")
        program.type(state)
        self.keys("Tab")
        program.type(text)
        self.keys("Tab", "End", "Tab", "Return")
        program.wait_gone("dialog", "Set status")

    def test_a_status_a_board_and_a_rule_by_keys_alone(self):
        mara, tomas = self.start("mara"), None
        self.sign_in(mara, "mara")
        mara.place(0, 0, 900, 700)
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        tomas.place(0, 0, 1440, 900)

        self.set_status(mara, "Do", "In the permit meeting")
        mara.find("any", re.compile(r"^Account and status, .*mara.*, Do not disturb until \d"), 20)

        # Nobody is watched; the button for that has the focus.
        tomas.activate()
        tomas.key("ctrl+3")
        tomas.find("button", "Watch people")
        self.shot("board-empty")
        self.keys("space")
        tomas.find("dialog", "Watch people")
        tomas.type("mara")
        self.keys("Down", "space")
        self.shot("board-watch")
        self.keys("Return")
        tomas.wait_gone("dialog", "Watch people")
        tomas.find("item", re.compile(r"^Mara Lind, Do not disturb since .*, In the permit meeting$"), 20)
        tomas.find("any", "Do not disturb, 1")

        # The bell, by Space.
        tomas.key("ctrl+3")
        self.keys("space")
        tomas.find("item", re.compile(r"^Mara Lind, .*you are told when available$"), 20)
        tomas.find("button", re.compile("^Remove: .*Mara Lind.* is available$"))
        self.shot("board-bell")

        # She is available again: the menu, first entry.
        mara.activate()
        mara.key("ctrl+shift+y")
        self.keys("Down", "Return")
        shown = self.services.wait("the notification", lambda said: said.get("title") == "Mara Lind is available")
        self.assertTrue(shown)
        tomas.find("item", re.compile(r"^Mara Lind, Available since "), 20)
        tomas.wait_gone("button", re.compile("^Remove: .*Mara Lind.* is available$"))

        # As a table, and dark.
        tomas.key("ctrl+3")
        self.walk_to(tomas, "button", "Table", "shift+Tab")
        self.keys("space")
        tomas.find("any", "Last answer")
        self.shot("board-table")
        self.choose_theme(tomas, "Dark")
        tomas.key("ctrl+3")
        self.assert_dark(self.shot("board-table-dark"))
        self.walk_to(tomas, "button", "Cards", "shift+Tab")
        self.keys("space")
        wait_for("the table to go", lambda: not tomas.has("any", "Last answer"))
        self.shot("board-dark")

        # In a window of its own, above all others, and back.
        self.walk_to(tomas, "button", "Own window, always on top")
        self.keys("space")
        wait_for("the window of the board", lambda: "Presence, Jackdaw" in self.titles())
        wait_for("it to be above others", lambda: "_NET_WM_STATE_ABOVE" in self.states("Presence, Jackdaw"))
        self.assertEqual(self.states("Jackdaw$").count("_NET_WM_STATE_ABOVE"), 1) # and no other
        self.shot("board-window")
        self.walk_to(tomas, "button", "Back to the main window")
        self.keys("space")
        wait_for("it to go", lambda: "Presence, Jackdaw" not in self.titles())
        tomas.find("item", re.compile(r"^Mara Lind, Available since "), 20)

        # Below 900 the groups are a box in the header (ui.md); what the list beside it had stands in a menu, and the log.
        self.assertTrue(tomas.has("button", "Watch people"))
        tomas.place(0, 0, 820, 700)
        tomas.wait_gone("button", "Watch people")
        tomas.find("any", re.compile(r"^All watched \("))
        self.shot("board-slim")
        tomas.click("any", "More board actions")
        self.keys("Down", "Down", "Down", "Return")
        tomas.find("dialog", "Presence log")
        tomas.find("any", re.compile("^Nothing was logged then"))
        self.shot("presence-log")
        self.keys("Escape")
        tomas.wait_gone("dialog", "Presence log")

    def test_away_by_itself(self):
        profile = self.folder / "mara"
        profile.mkdir(mode=0o700)
        (profile / "settings.ini").write_text("[presence]\nawayAfter=1\n")
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        state = lambda word: mara.has("any", re.compile(f"^Account and status, .*mara.*, {word}$"))
        # The screen is locked: at once.
        self.lock(mara, True)
        wait_for("being away", lambda: state("Away"), 20)
        self.lock(mara, False)
        wait_for("being there", lambda: state("Available"), 20)
        # Nobody touches anything for a minute, which X counts.
        wait_for("being away by the clock", lambda: state("Away"), 90)
        self.keys("shift")
        wait_for("being back", lambda: state("Available"), 20)

    def test_the_log_is_saved_as_a_table(self):
        domain = self.facts["domain"]
        profile = self.folder / "tomas"
        profile.mkdir(mode=0o700)
        (profile / "settings.ini").write_text("[presence]\nlog=true\n")
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 900, 700)
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        tomas.place(0, 0, 1200, 860)
        tomas.key("ctrl+3")
        tomas.find("button", "Watch people")
        self.keys("space")
        tomas.find("dialog", "Watch people")
        tomas.type("mara")
        self.keys("Down", "space", "Return")
        tomas.wait_gone("dialog", "Watch people")
        tomas.find("item", re.compile("^Mara Lind, Available"), 20)
        self.set_status(mara, "Do", "In the permit meeting")
        tomas.find("item", re.compile("^Mara Lind, Do not disturb since "), 20)

        tomas.activate()
        tomas.key("ctrl+3")
        self.walk_to(tomas, "button", "More board actions", "shift+Tab")
        self.keys("space", *["Down"] * 3, "Return")
        tomas.find("dialog", "Presence log")
        self.shot("presence-log-day")
        self.walk_to(tomas, "button", "Save the log as CSV…")
        self.keys("space")
        tomas.find("dialog", "Save the presence log")
        file = self.folder / "log of the day.csv"
        self.desktop.run(["xdotool", "key", "ctrl+a"])
        tomas.type(str(file))
        self.keys("Return")
        wait_for("the file", file.exists)
        wait_for("all of it", lambda: "do not disturb" in file.read_text())
        lines = file.read_bytes().decode().split("\r\n")
        self.assertEqual(lines[0], "account,address,time,state")
        self.assertEqual(lines[-1], "")
        host = re.escape(domain)
        pattern = re.compile(rf'^"tomas@{host}","mara@{host}",\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ,[a-z ]+$')
        for line in lines[1:-1]:
            self.assertRegex(line, pattern)
        states = [line.rsplit(",", 1)[1] for line in lines[1:-1]]
        self.assertEqual(states[-2:], ["available", "do not disturb"])
        # A folder in which nobody may write is said, and nothing is left behind.
        self.walk_to(tomas, "button", "Save the log as CSV…")
        self.keys("space")
        tomas.find("dialog", "Save the presence log")
        self.desktop.run(["xdotool", "key", "ctrl+a"])
        tomas.type("/sys/log.csv")
        self.keys("Return")
        tomas.find("any", re.compile("^Problem: "), 20)

    def states(self, title):
        """What the window manager says of the window with this title."""
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", title],
                               env=self.desktop.environment, capture_output=True, text=True, timeout=20).stdout.split()
        return "".join(subprocess.run(["xprop", "-id", each, "_NET_WM_STATE"], env=self.desktop.environment,
                                      capture_output=True, text=True, timeout=20).stdout for each in found)

    def titles(self):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Presence, Jackdaw", "getwindowname", "%@"],
                               env=self.desktop.environment, capture_output=True, text=True, timeout=20)
        return found.stdout


if __name__ == "__main__":
    run_tests()
