#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A profile that is new encrypts by itself what all can read, in chats and in groups.

    encrypted_by_default_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import re

from window_case import WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is


class EncryptedByDefaultTest(WindowCase):
    encrypts = True

    @staticmethod
    def wait_focus(program, role, name):
        wait_for(f"{name} to have the focus", program.find(role, name).is_focused)

    def test_a_chat_and_a_group_are_encrypted_by_themselves(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1300, 820)
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        tomas.place(100, 60, 1300, 820)
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        mara.find("button", "Encryption: Encrypted", 40)
        self.say(mara, "Nobody asked for it.")
        tomas.activate()
        tomas.find("item", re.compile("^Mara Lind.*unread"), 30).click()
        self.wait_message(tomas, "Nobody asked for it")
        tomas.find("button", "Encryption: Encrypted", 40)

        # A private group: as long as nobody else is in it there is nobody to encrypt for.
        mara.activate()
        mara.key("ctrl+shift+n")
        self.wait_focus(mara, "edit", "Group name")
        mara.type("East gate")
        mara.key("Return")
        mara.find("edit", "Message East gate", 30)
        mara.find("button", "Encryption: Not encrypted", 30)
        mara.key("alt+Return")
        self.wait_focus(mara, "edit", "Find a member")
        mara.click("button", "Add people")
        self.wait_focus(mara, "edit", "Find a contact")
        mara.type("tomas")
        mara.key("Return")
        mara.find("label", "1 person chosen")
        mara.key("Return")
        mara.wait_gone("edit", "Find a contact")
        mara.find("button", "Encryption: Encrypted", 40)  # he is on the list from now on
        tomas.activate()
        tomas.find("button", re.compile("^Join (East gate|east-gate.*)$"), 30).click()
        tomas.find("edit", re.compile("^Message (East gate|east-gate)"), 30)
        tomas.find("button", "Encryption: Encrypted", 40)
        self.say(mara, "Who has the key?")
        self.wait_message(tomas, "Who has the key")
        tomas.activate()
        self.say(tomas, "I do.")
        self.wait_message(mara, "I do")
        mara.activate()
        self.shot("group-encrypted-light")

        # Who reads along, and their devices.
        mara.click("button", "Encryption: Encrypted")
        mara.find("dialog", "Encryption in East gate")
        mara.find("label", re.compile("Can read it"))
        self.shot("group-trust-light")
        mara.click("button", re.compile("^Devices"))
        mara.find("dialog", re.compile("^Encryption with "))
        mara.click("button", "They match")
        mara.find("item", re.compile("^Device .*Verified"), 20)
        self.desktop.run(["xdotool", "key", "Escape"])  # the dialog on top
        mara.wait_gone("label", "Device number")
        mara.find("label", re.compile("All devices were checked"), 20)
        self.shot("group-trust-checked")
        mara.click("button", "Close")
        mara.find("button", "Encryption: Verified", 20)


if __name__ == "__main__":
    run_tests()
