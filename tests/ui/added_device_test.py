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

        # There it says so, with what can be done about it, in the bubble itself (design/ui.md, "Text tone").
        laptop.activate()
        laptop.find("item", re.compile("^Mara Lind.*unread"), 40).click()
        self.wait_message(laptop, "encrypted for another of your devices")
        self.shot("cannot-read-light")
        field = re.compile("^Message ")
        laptop.find("edit", field).click()
        self.desktop.run(["xdotool", "key", "Tab"])
        wait_for("the message to be current",
                 lambda: any(each.is_focused() for each in laptop.find_all("item", re.compile("encrypted for another"))))
        self.desktop.run(["xdotool", "key", "Return"])
        wait_for("the words to stand in the field", lambda: "Please send it again" in laptop.find("edit", field).text(), 20)
        self.shot("ask-to-resend-light")
        self.desktop.run(["xdotool", "key", "ctrl+a", "BackSpace"])
        self.choose_theme(laptop, "Dark")
        self.shot("cannot-read-dark")
        mara.activate()

        # Checked where the chat says it.
        mara.click("button", "Check\u2026")
        mara.find("dialog", re.compile("^Encryption with "))
        self.shot("new-device-trust-light")
        mara.click("button", "They match")
        mara.click("button", "Close")
        mara.find("button", "Encryption: Verified", 40)
        self.say(mara, "For both.")
        laptop.activate()
        self.wait_message(laptop, "For both")

        # The own devices: names, when they were used, and which this is.
        tomas.activate()
        tomas.key("ctrl+comma")
        tomas.find("list", "Settings pages")
        tomas.click("item", "Encryption")
        tomas.find("any", re.compile("^Actions for .?Device"), 30)
        self.shot("own-devices-light")

        # A second one of her own: said above everything, in both themes, until it was looked at.
        again = self.start("mara-laptop")
        self.sign_in(again, "mara")
        mara.activate()
        told = re.compile("A device was added to your account .?mara@")
        mara.find("any", told, 60)
        self.shot("own-new-device-light")
        self.choose_theme(mara, "Dark")
        mara.activate()
        mara.find("any", told)
        self.shot("own-new-device-dark")
        mara.place(0, 0, 400, 700)
        self.shot("own-new-device-narrow")
        mara.place(0, 0, 1180, 780)
        mara.click("button", "My own devices")
        mara.find("any", re.compile("^Actions for .?Device"), 30)
        wait_for("the notice to be gone", lambda: not mara.find_all("any", told))


if __name__ == "__main__":
    run_tests()
