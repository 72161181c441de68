#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said in other ways than plain text, in the real window: what another client marks up (XEP-0071) is shown as
far as we show it, and nothing else of it; we mark up for those who read it; and the key that sends is the one that was
chosen.

    conversation_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import re

from PIL import Image

from files_test import Client
from window_case import SCREENSHOTS, WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is

XHTML_IM = "http://jabber.org/protocol/xhtml-im"
RED = (255, 0, 0)

# What a client may send: all that we show, in one message, and an address that is not the one that is written.
RICH = """<p><strong>Before</strong> the <em>strainer</em>,
<span style='text-decoration: line-through'>3.2</span> 3.8 bar.
<span style='font-weight: bold; color: #ff0000; background-color: #ff0000; font-size: 60px'>Read it twice.</span></p>
<blockquote><p>Is the inlet open?</p></blockquote><pre>flow = 3.8 * area</pre>
<ul><li>the gauge</li><li>the valve</li></ul>
<p>Use <code>tap 4</code>. See <a href='https://files.harbor.example/ps4'>the drawing</a>.</p>"""
RICH_BODY = """Before the strainer, 3.2 3.8 bar. Read it twice.
Is the inlet open?
flow = 3.8 * area
- the gauge
- the valve
Use tap 4. See the drawing."""

# What is no text: a program, a style sheet, a picture somewhere on the web.
ACTIVE = """<p>Morning <script>fetch('https://harbor.example/seen')</script><style>p { color: red }</style>
<img src='https://harbor.example/pixel.png' alt='a gauge' onerror='alert(1)'/>
<a href='javascript:alert(1)' onclick='alert(1)'>all</a></p>"""


def html(inside):
    return f"<html xmlns='{XHTML_IM}'><body xmlns='http://www.w3.org/1999/xhtml'>{inside}</body></html>"


class ConversationTest(WindowCase):
    def setUp(self):
        super().setUp()
        self.mara = self.start("mara")
        self.sign_in(self.mara, "mara")
        self.mara.place(0, 0, 1180, 780)
        self.address = f"mara@{self.facts['domain']}"

    def client(self, name, *options):
        client = Client(name, self.facts, *options)
        self.addCleanup(client.__exit__)
        return client

    def test_what_others_mark_up_is_shown_and_runs_nothing(self):
        self.open_chat(self.mara, f"tomas@{self.facts['domain']}")
        tomas = self.client("tomas")
        tomas.say(self.address, "m1", f"<body>{RICH_BODY}</body>{html(RICH)}")
        self.wait_message(self.mara, "Read it twice.*the drawing")
        tomas.say(self.address, "m2", f"<body>Morning a gauge all</body>{html(ACTIVE)}")
        self.wait_message(self.mara, "Morning a gauge all")
        # Markup that says something else than the text is not shown: nobody else in the chat would have read it.
        tomas.say(self.address, "m3", f"<body>I agree.</body>{html('<p>I <b>never</b> agree.</p>')}")
        self.wait_message(self.mara, "I agree[.]")
        self.assertFalse(self.mara.find_all("item", re.compile("never|fetch|color")))
        self.both_shots("markup")
        self.assertEqual(self.pixels("markup-light", RED), 0, "a colour of another client is shown")

        # The words lead where they lead only once that was read.
        self.open_link()
        self.assertTrue(self.mara.has("any", re.compile("files.harbor.example/ps4")),
                        "the question does not say where it leads")
        self.shot("markup-link-light")
        self.desktop.run(["xdotool", "key", "Escape"])
        self.mara.wait_gone("button", "Open link")

    def test_what_is_nested_without_end_is_shown_as_text(self):
        self.open_chat(self.mara, f"tomas@{self.facts['domain']}")
        tomas = self.client("tomas")
        for ident, depth in (("m1", 20), ("m2", 60), ("m3", 1000)):
            nested = "<b>" * depth + f"{depth} deep" + "</b>" * depth
            tomas.say(self.address, ident, f"<body>{depth} deep</body>{html(nested)}")
        tomas.say(self.address, "m4", "<body>Still here?</body>")
        for words in ("20 deep", "60 deep", "1000 deep", "Still here"):
            self.wait_message(self.mara, words)
        self.assertFalse(self.mara.has("any", re.compile("^Connection: ")))
        self.say(self.mara, "Still here.")
        self.wait_message(self.mara, "^You, Still here.*(Sent|Delivered)")
        self.shot("markup-deep-light")
        # What the server keeps of it is read again, by whoever signs in.
        self.restart()
        self.say(self.mara, "Back again.")
        self.wait_message(self.mara, "^You, Back again.*(Sent|Delivered)")
        self.wait_message(self.mara, "1000 deep")

    def test_markup_goes_to_those_who_read_it(self):
        reads = self.client("tomas", "--feature", XHTML_IM)
        self.open_chat(self.mara, f"tomas@{self.facts['domain']}")
        self.mara.find("label", "Available")
        told = self.said_to(reads, "*Before* the _strainer_.\n> is it open?")
        self.assertIn("<html:strong>Before</html:strong>", told["html"].replace("ns1:", "html:"))
        self.assertEqual(told["body"], "*Before* the _strainer_.\n> is it open?")
        self.assertEqual(self.said_to(reads, "No marks.")["html"], "")
        reads.__exit__()

        self.mara.wait_gone("label", "Available")
        does_not = self.client("tomas")
        self.mara.find("label", "Available")
        told = self.said_to(does_not, "*After* the _strainer_.")
        self.assertEqual(told["body"], "*After* the _strainer_.")
        self.assertEqual(told["html"], "")

    def test_the_key_that_sends_is_chosen(self):
        self.open_chat(self.mara, f"tomas@{self.facts['domain']}")
        field = self.field()
        self.assertEqual(field.description, "Enter sends, Shift+Enter begins a new line.")
        self.shot("send-key-enter-light")
        self.mara.key("ctrl+comma")
        self.mara.find("list", "Settings pages")
        self.mara.click("item", "Chats and media")
        self.mara.find("any", "Shift+Enter begins a new line")
        self.shot("send-key-setting-light")
        # A box is named by what it shows.
        next(each for each in self.mara.find_all("any", "Enter") if each.role == "combo box").click()
        self.desktop.run(["xdotool", "key", "--delay", "80", "Down", "Return"])
        self.mara.find("any", "Enter begins a new line")
        self.shot("send-key-setting-changed-light")
        self.desktop.run(["xdotool", "key", "Escape"])
        self.mara.wait_gone("list", "Settings pages")
        self.two_lines_are_sent_as_one("one")
        self.both_shots("send-key-ctrl-enter")
        self.restart()
        self.two_lines_are_sent_as_one("two")

    # Steps

    def two_lines_are_sent_as_one(self, word):
        field = self.field()
        self.assertEqual(field.description, "Ctrl+Enter sends, Enter begins a new line.")
        self.mara.type(f"First line {word}")
        self.mara.key("Return")
        self.mara.type("second line")
        wait_for("two lines in the field", lambda: self.field().text() == f"First line {word}\nsecond line")
        self.assertFalse(self.mara.find_all("item", re.compile(f"^You, First line {word}")))
        self.mara.key("ctrl+Return")
        self.wait_message(self.mara, f"^You, First line {word}\\s+second line.*(Sent|Delivered)")
        wait_for("the empty field", lambda: self.field().text() == "")

    def field(self):
        self.mara.activate()
        field = self.mara.find("edit", re.compile("^Message "))
        wait_for("the focus in the field", lambda: field.is_focused() or field.click(), pause=0.3)
        return field

    def said_to(self, client, text):
        """As the other client got it."""
        self.field()
        for number, line in enumerate(text.split("\n")):
            if number > 0:
                self.mara.key("shift+Return")
            self.mara.type(line)
        self.mara.key("Return")
        while (told := client.wait("message"))["body"] != text:
            pass
        return told

    def open_link(self):
        """By its action, which is what Enter does to a message with a link."""
        self.choose_message(self.mara, "Read it twice")
        self.desktop.run(["xdotool", "key", "Return"])
        self.mara.find("button", "Open link")

    def restart(self):
        self.mara.key("ctrl+q")
        self.mara.process.wait(20)
        self.assertEqual(self.mara.process.returncode, 0)
        self.mara = self.start("mara")
        self.mara.place(0, 0, 1180, 780)
        self.provide_password(self.mara)
        wait_for("being online", lambda: self.mara.has("any", re.compile("^Account and status, .*Available$")), 30)

    def pixels(self, name, colour):
        image = Image.open(SCREENSHOTS / f"{name}.png").convert("RGB")
        return sum(count for count, each in image.getcolors(1 << 24) if each == colour)

    def both_shots(self, name):
        self.shot(f"{name}-light")
        self.choose_theme(self.mara, "Dark")
        self.mara.activate()
        self.shot(f"{name}-dark")
        self.choose_theme(self.mara, "Light")
        self.mara.activate()


if __name__ == "__main__":
    run_tests()
