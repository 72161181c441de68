#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window in Arabic, chosen in the settings as people do and used from the next start: everything stands from
right to left, each message has the direction of its own words, and names and addresses keep theirs.

    arabic_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import pathlib
import re
from xml.etree import ElementTree

from files_test import Client
from window_case import WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is

CATALOGUE = pathlib.Path(__file__).resolve().parents[2] / "translations" / "jackdaw_ar.ts"
MIXED = "ضغط المدخل 3.8 بار، والرسم في files.harbor.example/ps4 (PS4)."
DRAFT = "إن تأخر عن الثالثة فسيتولى Owen الأمر 24/7"


def arabic(english, context=None):
    """As the catalogue has it, so that a better word is no reason to fail."""
    for each in ElementTree.parse(CATALOGUE).iter("context"):
        if context in (None, each.findtext("name")):
            for message in each.iter("message"):
                if message.findtext("source") == english and message.findtext("translation"):
                    return message.findtext("translation")
    raise AssertionError(f"“{english}” is not in the catalogue")


class ArabicTest(WindowCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.message_field = re.compile("^" + re.escape(arabic("Message %1").split("%1")[0]))

    def setUp(self):
        super().setUp()
        self.mara = self.start("mara")
        self.sign_in(self.mara, "mara")
        self.choose_language()
        self.mara.key("ctrl+q")
        self.mara.process.wait(20)
        self.assertEqual(self.mara.process.returncode, 0)
        self.mara = self.start("mara")
        self.mara.place(0, 0, 1440, 900)
        self.mara.click("button", arabic("Enter password"), 30)
        self.mara.fill(arabic("Password"), "secret")
        self.mara.key("Return")
        wait_for("being online", lambda: self.mara.has("any", re.compile(re.escape(arabic("Available")) + "$")), 30)

    def choose_language(self):
        self.mara.key("ctrl+comma")
        self.mara.find("list", "Settings pages")
        self.mara.click("item", "Appearance")
        # A box is named by what it shows.
        box = next(each for each in self.mara.find_all("any", "System language", showing=False)
                   if each.role == "combo box")
        self.mara.fill("Search settings", "Language")
        self.desktop.run(["xdotool", "key", "Return"])
        wait_for("the languages in sight", box.is_showing)
        box.click()
        self.desktop.run(["xdotool", "key", "--delay", "80", "End", "Return"])
        settings = self.folder / "mara" / "settings.ini"
        wait_for("the language to be kept", lambda: re.search("language=ar", settings.read_text()))
        self.leave_settings("Settings pages")

    def test_the_conversation_stands_from_right_to_left(self):
        tamer = Client("tomas", self.facts)
        self.addCleanup(tamer.__exit__)
        address = f"mara@{self.facts['domain']}"
        tamer.command(do="presence", status="في الموقع حتى 17:00")
        tamer.say(address, "a1", "<body>صباح الخير. أنا في محطة الضخ 4، والطريق سالك بعد الجسر.</body>")
        tamer.say(address, "a2", f"<body>{MIXED}</body>")
        tamer.say(address, "a3", "<body>The sheet says 3.2, see محطة الضخ.</body>")
        self.mara.find("item", re.compile("^Tomas Berg")).click()
        first = self.wait_message(self.mara, "صباح الخير")
        latin = self.wait_message(self.mara, "The sheet says")
        field = self.mara.find("edit", self.message_field)

        # What others said is at the right, and the list of chats beyond it; own words are at the left.
        field.click()
        self.mara.type("هل هذا قبل المصفاة أم بعدها؟")
        self.mara.key("Return")
        own = self.wait_message(self.mara, "هل هذا قبل")
        right = [each.place()[0] + each.place()[2] for each in (first, latin)]
        self.assertEqual(*right)
        self.assertLess(own.place()[0], first.place()[0])
        chat = self.mara.find("item", re.compile("^Tomas Berg.*هل هذا"))
        self.assertGreater(chat.place()[0], right[0])

        # An answer, with words of both directions in the field.
        self.mara.activate()
        self.choose(MIXED[:10])
        self.mara.key("r")
        self.mara.type(DRAFT)
        wait_for("the words in the field", lambda: self.mara.find("edit", self.message_field).text() == DRAFT)
        self.both_shots("arabic-conversation")
        self.mara.key("Return")
        self.wait_message(self.mara, "Owen")

        # The details, and what is found.
        self.mara.key("alt+Return")
        self.mara.find("button", arabic("Close details"))
        self.both_shots("arabic-details")
        self.mara.key("Escape")
        self.mara.wait_gone("button", arabic("Close details"))
        self.mara.key("ctrl+f")
        self.mara.find("edit", arabic("Find in this chat"))
        self.mara.type("المدخل")
        self.shot("arabic-find-light")
        self.mara.key("Escape")
        self.mara.key("ctrl+shift+f")
        self.mara.type("3.8")
        self.mara.find("list", arabic("Search results"))
        self.both_shots("arabic-search")
        self.mara.key("Escape")
        self.mara.key("ctrl+k")
        self.mara.find("list", arabic("Suggestions"))
        self.shot("arabic-switcher-light")
        self.mara.key("Escape")
        self.mara.key("ctrl+comma")
        self.mara.find("list", arabic("Settings pages"))
        self.shot("arabic-settings-light")

    # Steps

    def choose(self, pattern):
        self.mara.find("edit", self.message_field).click()
        self.desktop.run(["xdotool", "key", "Tab"])

        def reached():
            if any(item.is_focused() for item in self.mara.find_all("item", re.compile(pattern))):
                return True
            self.desktop.run(["xdotool", "key", "Up"])
            return False
        wait_for(f"the message {pattern}", reached, pause=0.3)

    def leave_settings(self, pages):
        def left():
            self.desktop.run(["xdotool", "key", "Escape"])  # what is searched goes first
            return not self.mara.has("list", pages)
        wait_for("the settings to close", left, pause=0.3)
        self.mara.activate()

    def both_shots(self, name):
        self.shot(f"{name}-light")
        self.theme("Dark")
        self.shot(f"{name}-dark")
        self.theme("Light")

    def theme(self, name):
        self.mara.key("ctrl+comma")
        self.mara.find("list", arabic("Settings pages"))
        self.mara.click("item", arabic("Appearance"))
        self.mara.click("radio", arabic(name))
        self.leave_settings(arabic("Settings pages"))


if __name__ == "__main__":
    run_tests()
