#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader hears of a conversation, by the events of the accessibility bus that it lives on: what arrives is
announced politely and moves no focus, what is one's own is not, and each message that keys go to says what it is.

    spoken_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import re

from window_case import WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is

POLITE = 1  # ATSPI_LIVE_POLITE


class Ear:
    """Hears events of one kind from one program, as a screen reader registers for them."""

    def __init__(self, program, kind):
        self.program, self.kind, self.heard = program, kind, []
        self.listener = program.atspi.EventListener.new(self._take)
        if not self.listener.register(kind):
            raise AssertionError(f"the accessibility bus has no {kind}")

    def _take(self, event, *_):
        try:
            if event.source.get_process_id() == self.program.pid:
                self.heard.append((str(event.any_data), event.detail1, event.source.get_name() or ""))
        except self.program.desktop.glib.Error:
            pass  # it has gone meanwhile

    def listen(self):
        context = self.program.desktop.glib.MainContext.default()
        for _ in range(200):
            if not context.iteration(False):
                break
        return self.heard

    def first(self, pattern, seconds=20):
        """The first event whose text, or whose source's name, matches."""
        return wait_for(f"{self.kind} about {pattern}", lambda: next(
            (one for one in self.listen() if re.search(pattern, one[0]) or re.search(pattern, one[2])), None), seconds)

    def close(self):
        self.listener.deregister(self.kind)


class SpokenTest(WindowCase):
    def hear(self, program, kind):
        ear = Ear(program, kind)
        self.addCleanup(ear.close)
        return ear

    def test_what_arrives_is_announced_politely(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        announcements = self.hear(mara, "object:announcement")
        self.open_chat(tomas, f"mara@{self.facts['domain']}")
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        field = mara.find("edit", re.compile("^Message "))
        field.click()
        focus = self.hear(mara, "object:state-changed:focused")
        self.say(tomas, "The valve is open.")
        text, politeness, _ = announcements.first("The valve is open")
        self.assertRegex(text, r"^Tomas Berg, The valve is open\., \d\d:\d\d")
        self.assertEqual(politeness, POLITE)
        # Whoever writes goes on writing: nothing in the window took the focus because of it.
        self.assertFalse([one for one in focus.listen() if "valve" in one[2]], focus.heard)

        # What one says oneself was known to who wrote it.
        self.say(mara, "Then close it again.")
        self.wait_message(mara, r"^You, Then close it again\.")
        self.say(tomas, "Done.")
        announcements.first(r"^Tomas Berg, Done\.")
        self.assertFalse([one for one in announcements.listen() if "close it again" in one[0]], announcements.heard)

    def test_each_message_says_what_it_is_as_keys_go_there(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        self.say(mara, "First the inlet.")
        self.say(mara, "Then the outlet.")
        self.wait_message(mara, r"Then the outlet.*(Sent|Delivered)")
        mara.find("item", re.compile("^You, Then the outlet")).click()
        focus = self.hear(mara, "object:state-changed:focused")
        mara.key("Up")
        _, state, name = focus.first("First the inlet")
        self.assertEqual(state, 1)
        self.assertRegex(name, r"^You, First the inlet\., \d\d:\d\d, (Sent|Delivered)")


if __name__ == "__main__":
    run_tests()
