#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs tests/leaks/run and tests/fuzz/run with a stand-in for the toolbox: that a computer on which leaks cannot be looked for does
not pass for one on which there are none.
"""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

TREE = pathlib.Path(__file__).resolve().parents[3]
# LeakSanitizer finds what was leaked on purpose, or cannot look: that is an error at the end of a run which looks.
TOOLBOX = """#!/usr/bin/env bash
echo "$*" >>"$FAKE/calls"
case "$ASAN_OPTIONS $*" in *detect_leaks=0*) exit 0 ;; esac
if [ -n "${FAKE_NO_PTRACE-}" ]; then
    echo "LeakSanitizer has encountered a fatal error"
    exit 1
fi
case "$*" in *--leak) echo "in leakOnPurpose"; exit 1 ;; esac
"""


class LeaksTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="jackdaw-leaks-")
        self.addCleanup(temporary.cleanup)
        self.fake = pathlib.Path(temporary.name) / "fake"
        self.tree = pathlib.Path(temporary.name) / "tree"
        for folder in (self.fake, self.tree / "tests/fuzz", self.tree / "tests/leaks", self.tree / "installer", self.tree / ".build/fuzz"):
            folder.mkdir(parents=True)
        for script in ("tests/leaks/run", "tests/fuzz/run"):
            shutil.copy(TREE / script, self.tree / script)
        for name, text in (("installer/toolbox", TOOLBOX), ("tests/fuzz/build", "#!/bin/sh\n")):
            (self.tree / name).write_text(text)
            (self.tree / name).chmod(0o755)

    def run_script(self, script, *arguments, **surroundings):
        plain = {name: value for name, value in os.environ.items() if name not in ("ASAN_OPTIONS", "JACKDAW_WITHOUT_LEAKS")}
        done = subprocess.run([str(self.tree / script), *arguments], env={**plain, "FAKE": str(self.fake), **surroundings},
                              capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)
        calls = (self.fake / "calls").read_text().splitlines()
        (self.fake / "calls").unlink()
        return done, calls

    def test_where_leaks_can_be_looked_for_they_are(self):
        done, calls = self.run_script("tests/leaks/run")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(len(calls), 2)
        done, calls = self.run_script("tests/fuzz/run", "1")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertTrue(calls[1:] and all("-detect_leaks=1" in call for call in calls[1:]), calls)

    def test_where_they_cannot_that_is_no_success(self):
        for script, *arguments in (("tests/leaks/run",), ("tests/fuzz/run", "1")):
            with self.subTest(script=script):
                done, calls = self.run_script(script, *arguments, FAKE_NO_PTRACE="yes")
                self.assertEqual(done.returncode, 1)
                self.assertIn("JACKDAW_WITHOUT_LEAKS=1", done.stderr)
                self.assertEqual(len(calls), 1)  # and nothing more is run
                done, calls = self.run_script(script, *arguments, FAKE_NO_PTRACE="yes", JACKDAW_WITHOUT_LEAKS="1")
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertIn("leaks are not looked for", done.stdout)
                self.assertGreater(len(calls), 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
