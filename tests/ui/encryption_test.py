#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Encryption as two people meet it in the real window: a chat is switched on, what goes out says so on both sides, devices are
compared, and it is switched off only after a question.

    encryption_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from window_case import WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is


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

        # Who can read it: from the message's menu, the sixth from below (Delete for everyone, for me, two ways to copy, Details).
        mara.activate()
        mara.find("edit", re.compile("^Message ")).click()
        self.desktop.run(["xdotool", "key", "Tab"])
        wait_for("the message to be current", lambda: any(each.is_focused() for each in mara.find_all("item", re.compile("in secret"))))
        self.desktop.run(["xdotool", "key", "--delay", "120", "shift+F10", *["Up"] * 6, "Return"])
        mara.find("dialog", "Encryption of this message")
        mara.find("label", re.compile("^One device of .?Tomas Berg.? can read it"), 20)
        self.shot("why-light")
        mara.click("button", "Close")

        # Compared, and verified.
        mara.activate()
        mara.click("button", "Encryption: Encrypted")
        mara.find("dialog", re.compile("^Encryption with "))
        self.shot("trust-light")
        mara.click("button", "They match")
        mara.find("item", re.compile("^Device .*Verified"), 20)
        mara.click("button", "Close")
        mara.find("button", "Encryption: Verified", 20)
        # The chat says so from now on, between what was said (facts/security.md, O12).
        secret = self.wait_message(mara, "in secret")
        wait_for("the check to stand in the chat", lambda: re.search("You verified a device of .?Tomas", secret.description), 20)
        self.shot("trust-line-light")
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

    @unittest.skipUnless(shutil.which("pulseaudio"), "There is no sound server to be started.")
    def test_a_device_is_checked_by_ear_and_by_a_picture(self):
        self.start_sound()
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 970, 700)
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        tomas.place(540, 0, 900, 860)  # their code stands beside the other window
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        mara.click("button", "Encryption: Not encrypted")
        mara.find("item", re.compile("^Device "))
        mara.click("check", "Encrypt this chat")
        mara.click("button", "Close" if not mara.has("button", "Later") else "Later")
        mara.find("button", "Encryption: Encrypted", 40)
        self.say(mara, "Said in secret.")
        self.wait_message(mara, "in secret.*(Sent|Delivered|Displayed)")
        tomas.activate()
        tomas.find("item", re.compile("^Mara Lind.*unread")).click()
        tomas.click("button", "Encryption: Encrypted", 40)
        tomas.find("any", "Verification code")

        # Read, stopped, and read again without a moment between: the button says what is heard.
        mara.activate()
        mara.click("button", "Encryption: Encrypted")
        aloud = mara.find("button", "Read aloud")
        self.shot("trust-compare")
        aloud.click()
        mara.find("button", "Stop reading")
        mara.click("button", "Stop reading")
        mara.find("button", "Read aloud")
        aloud.click()
        self.desktop.run(["xdotool", "click", "--repeat", "2", "--delay", "150", "1"])
        wait_for("the voice", self.is_heard, 20)
        mara.find("button", "Stop reading")
        self.shot("trust-reading")
        mara.click("button", "Stop reading")
        wait_for("silence", lambda: not self.is_heard(), 20)

        # What they show on the screen stands for comparing; it is taken for checked only when that is said.
        mara.click("any", "Scan from an image…")
        mara.click("button", "From the clipboard")
        mara.find("label", re.compile("^The clipboard holds no picture"))
        self.shot("trust-scan")
        mara.click("button", "From the screen")
        mara.click("button", "Yes, they are checked")
        mara.find("item", re.compile("^Device .*Verified"), 20)
        self.shot("trust-scanned")

    def start_sound(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="jackdaw-sound-"))
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        for name in ("PULSE_SERVER", "PULSE_RUNTIME_PATH"):
            self.addCleanup(self.desktop.environment.pop, name, None)
        socket = folder / "native"
        self.desktop.environment["PULSE_SERVER"] = f"unix:{socket}"
        self.desktop.environment["PULSE_RUNTIME_PATH"] = str(folder)
        modules = [f"module-native-protocol-unix auth-anonymous=1 socket={socket}", "module-null-sink sink_name=out"]
        server = subprocess.Popen(["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes", "--use-pid-file=no",
                                   *[word for module in modules for word in ("-L", module)]],
                                  env=self.desktop.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        wait_for("the sound server", socket.exists)

    def is_heard(self):
        """Half a second of what the loudspeaker would play."""
        heard = subprocess.run(["timeout", "0.5", "parec", "-d", "out.monitor", "--raw", "--rate=8000", "--channels=1",
                                "--format=s16le", "--latency-msec=20"], env=self.desktop.environment, capture_output=True).stdout
        samples = memoryview(heard[:len(heard) // 2 * 2]).cast("h")
        return sum(abs(sample) > 1000 for sample in samples) > 100


if __name__ == "__main__":
    run_tests()
