#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo as README's quick start has it, where there is no display: it plays its conversation to the end and leaves pictures,
and whoever stops it in between finds nothing of it running or lying about.

    demo_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import unittest

from window_case import PROGRAM, SCREENSHOTS, run_tests
import desktop  # after window_case, which says where it is


class DemoTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="jackdaw-demo-test-")
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        self.output = self.folder / "output"
        self.used = self.folder / "tmp"
        self.used.mkdir()

    def start(self, pictures):
        surroundings = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        with open(self.output, "wb") as output:
            return subprocess.Popen([sys.executable, "-B", str(pathlib.Path(desktop.__file__).with_name("play.py")), "--program", str(PROGRAM), "--screenshots", str(pictures)],
                                    env={**surroundings, "TMPDIR": str(self.used)}, stdin=subprocess.DEVNULL, stdout=output,
                                    stderr=subprocess.STDOUT)

    def left_running(self):
        """Processes that were started with the demo's folder for what is passing."""
        left = []
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                surroundings = (process / "environ").read_bytes()
                words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if str(self.used).encode() in surroundings or str(self.used) in words:
                left.append(words)
        return left

    def assert_nothing_is_left(self):
        desktop.wait_for("all that the demo started to end", lambda: not self.left_running())
        self.assertEqual([str(each.relative_to(self.used)) for each in self.used.iterdir()], [])

    def test_the_conversation_is_played_to_its_end(self):
        pictures = SCREENSHOTS / "demo"
        demo = self.start(pictures)
        try:
            code = demo.wait(300)
        finally:
            demo.kill()
        self.assertEqual(code, 0, self.output.read_text(errors="replace"))
        taken = sorted(each.name for each in pictures.glob("*.png"))
        self.assertEqual(len(taken), 8, taken)
        self.assertTrue(all((pictures / each).stat().st_size > 20_000 for each in taken), taken)
        self.assert_nothing_is_left()

    def test_whoever_stops_it_finds_nothing_left(self):
        demo = self.start(self.folder / "pictures")
        try:
            desktop.wait_for("the first picture", lambda: b"01-two-windows" in self.output.read_bytes(), 120)
            self.assertTrue(self.left_running())
            demo.send_signal(signal.SIGINT)
            code = demo.wait(30)
        finally:
            demo.kill()
        self.assertNotEqual(code, 0)
        self.assert_nothing_is_left()


if __name__ == "__main__":
    run_tests()
