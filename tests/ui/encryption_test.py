#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Encryption as two people meet it in the real window: a chat is switched on, what goes out says so on both sides, devices are
compared, and it is switched off only after a question.

    encryption_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import re

from window_case import WindowCase, run_tests


class EncryptionTest(WindowCase):
    def test_a_chat_is_encrypted_checked_and_switched_off(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1180, 780)
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        tomas.place(200, 100, 1180, 780)
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        self.say(mara, "Said in clear.")
        self.wait_message(mara, "in clear.*(Sent|Delivered)")

        # On, by the switch of the dialog that the header opens.
        mara.click("button", "Encryption: Not encrypted")
        mara.find("dialog", re.compile("^Encryption with "))
        mara.find("item", re.compile("^Device "))
        mara.click("check", "Encrypt this chat")
        mara.click("button", "Close" if not mara.has("button", "Later") else "Later")
        mara.find("button", "Encryption: Encrypted", 40)
        self.say(mara, "Said in secret.")
        self.wait_message(mara, "in secret.*(Sent|Delivered|Displayed)")
        tomas.activate()
        tomas.find("item", re.compile("^Mara Lind.*unread")).click()
        self.wait_message(tomas, "in secret")
        tomas.find("button", "Encryption: Encrypted", 40)  # he is answered so, and answers so
        self.shot("encrypted-light")

        # Compared, and verified.
        mara.activate()
        mara.click("button", "Encryption: Encrypted")
        mara.find("dialog", re.compile("^Encryption with "))
        self.shot("trust-light")
        mara.click("button", "They match")
        mara.find("item", re.compile("^Device .*Verified"), 20)
        mara.click("button", "Close")
        mara.find("button", "Encryption: Verified", 20)
        self.choose_theme(mara, "Dark")
        mara.activate()
        mara.click("button", "Encryption: Verified")
        mara.find("dialog", re.compile("^Encryption with "))
        self.shot("trust-dark")

        # Off, after a question whose safe button is the first.
        mara.click("check", "Encrypt this chat")
        mara.click("button", "Switch encryption off")
        mara.click("button", "Close")
        mara.find("button", "Encryption: Not encrypted", 20)
        self.say(mara, "In clear again.")
        self.wait_message(mara, "In clear again.*(Sent|Delivered|Displayed)")
        tomas.activate()
        self.wait_message(tomas, "In clear again")
        self.shot("encrypted-and-clear")


if __name__ == "__main__":
    run_tests()
