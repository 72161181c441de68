#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A device that is added to a chat that is checked, on a server where nobody has a device yet. A program of its own, as each
desktop has its accessibility bus, and a program knows one.

    added_device_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import re

from window_case import WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is


class AddedDeviceTest(WindowCase):
    def test_a_device_that_is_added_is_told_of_and_checked(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1180, 780)
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        mara.click("button", "Encryption: Not encrypted")
        mara.find("item", re.compile("^Device "))
        mara.click("check", "Encrypt this chat")
        mara.click("button", "They match")
        mara.find("item", re.compile("^Device .*Verified"), 20)
        mara.click("button", "Close")
        mara.find("button", "Encryption: Verified", 40)
        self.say(mara, "For one device.")
        said = self.wait_message(mara, "For one device.*(Sent|Delivered|Displayed)")

        # He takes another computer: it reads nothing before it was checked, and the chat says so (O2).
        laptop = self.start("tomas-laptop")
        self.sign_in(laptop, "tomas")
        mara.activate()
        mara.find("button", "Encryption: New device", 60)
        wait_for("the device to stand in the chat",
                 lambda: re.search("Tomas Berg.? added a device, which reads nothing", said.description), 30)
        self.shot("new-device-light")
        self.say(mara, "Not for the new one.")
        self.wait_message(mara, "Not for the new one.*(Sent|Delivered|Displayed)")

        # Checked where the chat says it.
        mara.click("button", "Check\u2026")
        mara.find("dialog", re.compile("^Encryption with "))
        self.shot("new-device-trust-light")
        mara.click("button", "They match")
        mara.click("button", "Close")
        mara.find("button", "Encryption: Verified", 40)
        self.say(mara, "For both.")
        laptop.activate()
        laptop.find("item", re.compile("^Mara Lind.*unread"), 40).click()
        self.wait_message(laptop, "For both")

        # The own devices: names, when they were used, and which this is.
        tomas.activate()
        tomas.key("ctrl+comma")
        tomas.find("list", "Settings pages")
        tomas.click("item", "Encryption")
        tomas.find("any", re.compile("^Actions for .?Device"), 30)
        self.shot("own-devices-light")


if __name__ == "__main__":
    run_tests()
