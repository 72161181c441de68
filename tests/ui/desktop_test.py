#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program on a desktop that has a tray and shows notifications, against servers that are not what they should
be: what stands at the edge of the window rather than in it.

    desktop_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import re
import subprocess

from window_case import PROGRAM, SCREENSHOTS, WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is
from desktop_services import DesktopServices
from prosody import Prosody


class DesktopTest(WindowCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.services = DesktopServices(cls.desktop)
        cls.addClassCleanup(lambda: cls.services.close())

    def test_a_notification_says_who_wrote_and_opens_the_chat(self):
        mara, tomas = self.start("mara"), None
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1180, 780)
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        self.open_chat(tomas, f"leila@{self.facts['domain']}")
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        self.say(mara, "The <b>gate</b> is open.")
        shown = self.services.wait("the notification", lambda said: said.get("title") == "Mara Lind")
        # The service reads markup, so what somebody wrote reaches it as text.
        self.assertIn("&lt;b&gt;gate&lt;/b&gt;", shown["body"])
        self.assertIn("default", shown["actions"])
        item = self.services.wait("the dot in the tray", lambda said: said.get("tray") == "Jackdaw, 1 unread chat")
        self.assertAlmostEqual(width_of(item, "ffc2302a") / item["width"], 6 / 22, delta=0.035)  # design/ui.md, "Icons"
        self.services.do(invoke=shown["notify"], action="default")
        self.wait_message(tomas, "The <b>gate</b> is open")
        wait_for("its window in front", lambda: self.front() == tomas.pid)
        tomas.find("edit", "Message Mara Lind")
        self.services.wait("the notification to go", lambda said: said.get("closed") == shown["notify"])
        self.services.wait("the tray without a dot", lambda said: said.get("tray") == "Jackdaw")

    def test_the_tray_icon_raises_the_window_that_was_closed_into_it(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        item = self.services.wait("an icon in the tray", lambda said: said.get("tray") == "Jackdaw")
        save_icon(item, SCREENSHOTS / "tray.png")
        colours = len({item["argb"][place:place + 8] for place in range(0, len(item["argb"]), 8)})
        self.assertGreater(colours, 10, "the tray icon shows nothing")
        mara.key("alt+F4")
        wait_for("the window to go", lambda: not self.windows(mara))
        mara.assert_alive()
        self.services.do(activate=True)
        wait_for("the window to come back", lambda: self.windows(mara))
        mara.key("ctrl+q")
        wait_for("the program to end", lambda: mara.process.poll() is not None)
        self.assertEqual(mara.process.returncode, 0)

    def test_a_tray_that_comes_later_takes_the_icon(self):
        # A program that begins with the session may be there before the panel is.
        self.services.close()
        try:
            mara = self.start("mara")
            mara.find("button", "Sign in")
        finally:
            type(self).services = DesktopServices(self.desktop)
        self.services.wait("an icon in the tray", lambda said: said.get("tray") == "Jackdaw")
        mara.key("alt+F4")
        wait_for("the window to go", lambda: not self.windows(mara))
        mara.assert_alive()

    def test_a_second_start_raises_the_first(self):
        mara = self.start("mara")
        mara.place(0, 0, 900, 700)
        tomas = self.start("tomas")
        tomas.place(0, 0, 900, 700)
        tomas.activate()
        wait_for("the other window in front", lambda: self.front() == tomas.pid)
        again = subprocess.run([str(PROGRAM), "--profile", str(self.folder / "mara"), "--secrets-in-memory"],
                               env=self.desktop.environment, capture_output=True, text=True, timeout=30)
        self.assertEqual(again.returncode, 0, again.stderr)
        wait_for("the first window in front", lambda: self.front() == mara.pid)

    def test_a_foreign_certificate_is_explained(self):
        with Prosody("depot.example") as other:
            other.add_account("mara", "secret")
            other.start()
            facts = other.facts()
            mara = self.start("mara")
            mara.place(0, 0, 1440, 900)
            mara.fill("XMPP address", "mara@depot.example")
            mara.fill("Password", "secret")
            mara.click("button", "Connection options")
            mara.fill("Server", facts["host"])
            mara.fill("Port", str(facts["port"]))
            self.shot("connection-options-light")
            mara.click("button", "Sign in")
            mara.click("button", "Details", 40)
            mara.find("any", re.compile("SHA-256"))
            self.shot("certificate-light")
            self.desktop.run(["xdotool", "key", "Escape"])
            self.choose_theme_at_sign_in(mara, "Dark")
            mara.click("button", "Details", 40)
            mara.find("any", re.compile("SHA-256"))
            self.assert_dark(self.shot("certificate-dark"))

    def test_the_pages_of_an_account_in_both_themes(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1440, 900)
        for theme in ("Light", "Dark"):
            self.choose_theme(mara, theme)
            mara.key("ctrl+comma")
            mara.click("item", "Network")
            self.shot(f"settings-network-{theme.lower()}")
            mara.click("item", "Privacy")
            self.shot(f"settings-privacy-{theme.lower()}")
            mara.click("item", "Accounts")
            mara.click("button", re.compile("^Manage "))
            mara.find("edit", "Name of this account")
            self.shot(f"account-{theme.lower()}")
            mara.click("button", "Show what your provider says")
            mara.find("any", re.compile("abuse@harbor.example"), 30)
            self.shot(f"provider-{theme.lower()}")
            self.desktop.run(["xdotool", "key", "Escape"])
            mara.wait_gone("list", "Settings pages")

    # What the window manager knows

    def front(self):
        """The process whose window has the focus."""
        window = self.desktop.run(["xdotool", "getactivewindow"], check=False).strip()
        answer = self.desktop.run(["xdotool", "getwindowpid", window], check=False).strip() if window else ""
        return int(answer) if answer else 0

    def windows(self, program):
        return self.desktop.run(["xdotool", "search", "--onlyvisible", "--pid", str(program.pid)], check=False).split()


def width_of(item, colour):
    """Of the columns of its picture that have a pixel of `colour`, how many there are."""
    side = item["width"]
    pixels = [item["argb"][place:place + 8] for place in range(0, len(item["argb"]), 8)]
    return len({place % side for place, pixel in enumerate(pixels) if pixel == colour})


def save_icon(item, file):
    from PIL import Image
    side = item["width"]
    Image.frombytes("RGBA", (side, side), bytes.fromhex(item["argb"]), "raw", "ARGB").save(file)


if __name__ == "__main__":
    run_tests()
