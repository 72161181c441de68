#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Places in the real window, by keys, with a location service of the test's own: where one is is sent once, and told for a while,
moving, to the other window, until it is stopped; one is picked by hand; maps are asked about; without a service that is said.

    places_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import pathlib
import re
import unittest

from location_service import LocationService
from spoken_test import Ear
from window_case import WindowCase, run_tests
from desktop import NotSeen, wait_for  # after window_case, which says where it is


def wait_or_none(condition, seconds=0.6):
    try:
        return wait_for("it", condition, seconds)
    except NotSeen:
        return None


class PlacesTest(WindowCase):
    def setUp(self):
        self.service = LocationService(self.desktop.environment)
        self.addCleanup(self.service.close)
        self.desktop.environment["DBUS_SYSTEM_BUS_ADDRESS"] = self.service.bus
        super().setUp()  # last: its programs end before the service does

    def loaded(self, program):
        """Is Qt Positioning in the program's memory?"""
        return "libQt6Positioning" in pathlib.Path(f"/proc/{program.process.pid}/maps").read_text()

    def attach(self, program, downs):
        """An entry of the attach menu, by keys."""
        program.activate()
        program.find("edit", re.compile("^Message ")).click()

        def reached():
            if program.find("button", "Attach file").is_focused():
                return True
            self.desktop.run(["xdotool", "key", "shift+Tab"])
            return False
        wait_for("the button for files", reached, pause=0.3)
        self.desktop.run(["xdotool", "key", "Menu"])
        # A menu stands in no tree of the accessibility bus before an entry of it is active.
        self.desktop.run(["xdotool", "key", "--delay", "80", *["Down"] * downs, "Return"])

    def copy(self, program, card):
        """A click on the word that stands behind "Open in maps"; it says so then, and what it copied is a pair of numbers."""
        ear = Ear(program, "object:announcement")
        self.addCleanup(ear.close)
        x, y, _, height = card.place()
        for right in range(90, 170, 8):
            self.desktop.run(["xdotool", "mousemove", str(x + right), str(y + height - 14), "click", "1"])
            if wait_or_none(lambda: any("Copied" in words for words, _, _ in ear.listen())):
                return
            if program.has("button", "Open in maps"):
                program.key("Escape")
                program.wait_gone("button", "Open in maps")
        self.fail("nothing says that it was copied")

    def both(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1180, 780)
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        tomas.place(200, 100, 1180, 780)
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        return mara, tomas

    def test_a_live_place_is_told_and_stopped(self):
        self.service.start()
        self.service.move(59.3327, 18.0649, 12)
        mara, tomas = self.both()
        self.assertFalse(self.loaded(mara))
        self.attach(mara, 3)
        mara.find("radio", "15 minutes")
        self.shot("live-place-dialog-light")
        self.assertFalse(self.loaded(mara))
        self.desktop.run(["xdotool", "key", "Return"])
        mara.find("button", "Stop", 40)
        self.assertTrue(self.loaded(mara))
        self.wait_message(mara, "You, Your live location, .*59.3327.*Until .*(Sent|Delivered|Displayed)")
        self.shot("live-place-told-light")

        tomas.activate()
        tomas.find("item", re.compile("^Mara Lind.*unread")).click()
        self.wait_message(tomas, "Mara Lind, Live location of .*Mara Lind.*59.3327.*within 12 m")
        self.shot("live-place-followed-light")
        self.assertFalse(self.loaded(tomas))
        self.service.move(59.4, 18.1, 8)
        self.wait_message(tomas, "Mara Lind, Live location of .*Mara Lind.*59.4000.*within 8 m", 60)

        mara.activate()
        mara.find("button", "Stop").click()
        self.wait_message(tomas, "Mara Lind, Live location of .*Mara Lind.*ended")
        mara.wait_gone("button", "Stop")
        self.wait_message(mara, "You, Your live location, ended")
        tomas.activate()
        # Where it began is not where they are: nothing leads to maps any more.
        card = self.wait_message(tomas, "Mara Lind, Live location of .*Mara Lind.*ended")
        card.click()
        self.choose_message(tomas, "Mara Lind, Live location")
        tomas.key("Return")
        self.shot("live-place-ended-light")
        self.assertFalse(tomas.find_all("button", "Open in maps"))

    def test_where_one_is_is_sent_once(self):
        self.service.start()
        self.service.move(59.3327, 18.0649, 12)
        mara, tomas = self.both()
        self.attach(mara, 2)
        mara.find("button", "Where I am now").click()
        wait_for("the place", lambda: mara.find("button", "Send").is_enabled())
        self.shot("place-found-light")
        self.desktop.run(["xdotool", "key", "Return"])
        card = self.wait_message(mara, "You, Location")
        self.copy(mara, card)
        self.shot("place-copied-light")

        # Who gets it is asked before anything else learns of it.
        tomas.activate()
        tomas.find("item", re.compile("^Mara Lind.*unread")).click()
        self.choose_message(tomas, "Mara Lind, Location")
        tomas.key("Return")
        tomas.find("button", "Open in maps")
        self.shot("place-maps-question-light")
        tomas.key("Escape")
        tomas.wait_gone("button", "Open in maps")
        self.choose_theme(tomas, "Dark")
        self.shot("place-received-dark")

    def test_a_place_is_picked_by_hand(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1180, 780)
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        self.attach(mara, 2)
        mara.fill("Map link", "here somewhere")
        mara.find("any", re.compile("No place was found in this"))
        self.assertFalse(mara.find("button", "Send").is_enabled())
        mara.fill("Latitude", "95")
        mara.fill("Longitude", "18,0649")
        mara.find("any", re.compile("Latitude is a number from -90 to 90"))
        self.assertFalse(mara.find("button", "Send").is_enabled())
        mara.fill("Latitude", "59,3327")
        mara.find("any", re.compile("They see: .*59.3327"))
        self.shot("place-by-hand-light")
        self.desktop.run(["xdotool", "key", "Return"])
        self.wait_message(mara, "You, Location")
        self.assertFalse(self.loaded(mara))
        self.shot("place-sent-light")

    def test_a_missing_service_is_told(self):
        mara, _ = self.both()
        self.attach(mara, 3)
        mara.find("radio", "1 hour").click()
        self.desktop.run(["xdotool", "key", "Return"])
        mara.find("any", re.compile("no location service|was not found|does not let"), 70)
        self.shot("live-place-no-service-light")


if __name__ == "__main__":
    run_tests()
