#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Voice messages in the real window, with a sound server of the test's own whose microphone hears a tone: one is recorded, paused,
sent and heard on the other side; without a microphone that is said.

    voice_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from window_case import WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is


@unittest.skipUnless(shutil.which("pulseaudio"), "There is no sound server to be started.")
class VoiceTest(WindowCase):
    def setUp(self):
        self.run_folder = pathlib.Path(tempfile.mkdtemp(prefix="jackdaw-sound-"))
        self.addCleanup(shutil.rmtree, self.run_folder, ignore_errors=True)
        self.socket = self.run_folder / "native"
        self.desktop.environment["PULSE_SERVER"] = f"unix:{self.socket}"
        self.desktop.environment["PULSE_RUNTIME_PATH"] = str(self.run_folder)
        if "missing" not in self.id():
            self.start_sound()
        super().setUp()  # last: its programs end before the sound server does

    def start_sound(self):
        modules = [f"module-native-protocol-unix auth-anonymous=1 socket={self.socket}",
                   "module-null-sink sink_name=out", "module-sine-source source_name=tone frequency=440"]
        server = subprocess.Popen(["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes", "--use-pid-file=no",
                                   *[word for module in modules for word in ("-L", module)]],
                                  env=self.desktop.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        wait_for("the sound server", self.socket.exists)

    def loaded(self, program):
        """Is Qt Multimedia in the program's memory?"""
        return "libQt6Multimedia" in pathlib.Path(f"/proc/{program.process.pid}/maps").read_text()

    def test_a_voice_message_is_recorded_and_heard(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1180, 780)
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        tomas.place(200, 100, 1180, 780)
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        self.say(mara, "Listen to this.")
        mara.find("button", "Record voice message")
        self.assertFalse(self.loaded(mara))

        mara.key("ctrl+r")
        mara.find("button", "Pause recording")
        self.assertTrue(self.loaded(mara))
        # What is painted says how long it is; here it is enough that there is something to be sent.
        wait_for("a second of it", lambda: mara.find("button", "Send voice message").is_enabled())
        self.shot("voice-recording-light")
        mara.key("space")
        mara.find("button", "Listen to the recording").click()
        self.shot("voice-paused-light")
        mara.find("button", "Send voice message").click()
        self.wait_message(mara, "You, Voice message.*(Sent|Delivered|Displayed)")
        self.shot("voice-sent-light")

        tomas.activate()
        tomas.find("item", re.compile("^Mara Lind.*unread")).click()
        self.wait_message(tomas, "Mara Lind, Voice message")
        self.choose_message(tomas, "Mara Lind, Voice message")
        tomas.key("Return")
        wait_for("the file", lambda: [path for path in (self.folder / "tomas" / "files").rglob("*.ogg") if path.stat().st_size > 500])
        got = next((self.folder / "tomas" / "files").rglob("*.ogg"))
        self.assertEqual(got.read_bytes()[:4], b"OggS")
        self.assertFalse(self.loaded(tomas))
        self.shot("voice-here-light")
        tomas.key("space")
        wait_for("the player", lambda: self.loaded(tomas))
        tomas.find("any", re.compile("^Playing: Mara Lind"))
        self.shot("voice-playing-light")
        tomas.key("space")  # or again, where it was over by now
        tomas.find("button", re.compile("^Speed: 1")).click()
        tomas.find("button", re.compile("^Speed: 1.5"))

        # And in the list of what was said in the chat.
        tomas.key("alt+Return")
        tomas.find("button", "Close details")
        self.desktop.run(["xdotool", "key", "Right", "Right", "Right"])
        tomas.find("list", "Voice messages")
        tomas.find("item", re.compile("^Voice message, Mara Lind, "))
        self.shot("details-voice-light")

    def test_a_recording_outlives_the_program(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1180, 780)
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        mara.key("ctrl+r")
        wait_for("something to be sent", lambda: mara.find("button", "Send voice message").is_enabled())
        mara.find("button", "Pause recording").click()
        mara.find("button", "Go on recording").click()
        mara.find("button", "Pause recording")
        mara.key("ctrl+q")  # while it is recorded
        mara.process.wait(20)
        self.assertEqual(mara.process.returncode, 0)

        mara = self.start("mara")
        mara.place(0, 0, 1180, 780)
        mara.find("button", "Listen to the recording")
        self.shot("voice-kept-light")
        self.assertFalse(mara.find_all("button", "Go on recording"))
        mara.find("button", "Discard recording").click()
        mara.find("button", "Record voice message")
        mara.key("ctrl+q")
        mara.process.wait(20)

        mara = self.start("mara")
        mara.find("button", "Record voice message")
        self.assertFalse(mara.find_all("button", "Listen to the recording"))

    def test_a_missing_microphone_is_told(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1180, 780)
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        mara.key("ctrl+r")
        mara.find("button", "Try again", 30)
        self.shot("voice-no-microphone-light")
        mara.key("Escape")
        mara.find("button", "Record voice message")


if __name__ == "__main__":
    run_tests()
