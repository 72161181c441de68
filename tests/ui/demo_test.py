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

    def start(self, pictures, environment=None):
        surroundings = environment or {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
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

    def test_on_a_display_both_windows_stand_side_by_side(self):
        for width, height in ((1920, 1080), (1366, 768)):
            with self.subTest(width=width), desktop.Desktop(width, height) as screen:
                demo = self.start(self.folder / "pictures", screen.environment)
                try:
                    places = desktop.wait_for("both windows", lambda: self.places(screen), 120)
                    screen.screenshot(SCREENSHOTS / f"demo-on-a-display-{width}.png")
                    self.assertIsNone(demo.poll(), self.output.read_text(errors="replace"))
                    demo.send_signal(signal.SIGINT)
                    demo.wait(30)
                finally:
                    demo.kill()
                (left, top, wide, high), (other, beside, narrow, low) = sorted(places)
                self.assertLessEqual(left + wide, other, "one lies on the other")
                self.assertGreaterEqual(min(left, top, beside), 0)
                self.assertLessEqual(other + narrow, width)
                self.assertLessEqual(max(top + high, beside + low), height)
                self.assert_nothing_is_left()

    @staticmethod
    def places(screen):
        """x, y, width and height of the two windows, once both are there."""
        shown = screen.run(["xdotool", "search", "--onlyvisible", "--classname", "^jackdaw$"], check=False).split()
        if len(shown) != 2:
            return None
        answers = [dict(line.split("=") for line in screen.run(["xdotool", "getwindowgeometry", "--shell", each]).split()) for each in shown]
        return [tuple(int(answer[name]) for name in ("X", "Y", "WIDTH", "HEIGHT")) for answer in answers]

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
