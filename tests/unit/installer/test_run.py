#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs installer/run.sh, tests/run.sh and .ci/run with a stand-in for the toolbox: what they call, in which order, what they make of
its answers, and that what was started ends with them.
"""
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

TREE = pathlib.Path(__file__).resolve().parents[3]
# Notes each call. The demo lives until its input ends, as the real one does; ctest says what the test wants of each of its calls.
TOOLBOX = """#!/usr/bin/env bash
echo "$*" >>"$FAKE/calls"
case "$*" in
    --private-network*) exit "${FAKE_NETWORK_STATUS:-0}" ;;
    "cmake --build"*) [ -z "${FAKE_BREAKS-}" ] || exit 1 ;;
    *play.py*) echo $$ >"$FAKE/demo"; cat >/dev/null; echo ended >>"$FAKE/demo-ended"; exit "${FAKE_DEMO_STATUS:-0}" ;;
    ctest*) all=$*; name=${all#*/ctest-}; name=${name%%.xml*}; cat "$FAKE/ctest-$name" 2>/dev/null
        [ ! -e "$FAKE/ctest-$name-fails" ] || exit 8 ;;
    */jackdaw*) echo "opened, on ${QT_QPA_PLATFORM:-a display}"; exit 7 ;;
esac
exit 0
"""
GOOD = "100% tests passed, 0 tests failed out of 12\n"


class RunTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="jackdaw-run-")
        self.addCleanup(temporary.cleanup)
        self.fake = pathlib.Path(temporary.name) / "fake"
        self.tree = pathlib.Path(temporary.name) / "a tree"
        self.fake.mkdir()
        for script in ("installer/run.sh", "tests/run.sh", ".ci/run"):
            (self.tree / script).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(TREE / script, self.tree / script)
        toolbox = self.tree / "installer" / "toolbox"
        toolbox.write_text(TOOLBOX)
        toolbox.chmod(0o755)
        (self.tree / ".build" / "dev").mkdir(parents=True)

    def surroundings(self, **more):
        plain = {name: value for name, value in os.environ.items()
                 if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
        return {**plain, "FAKE": str(self.fake), "TMPDIR": str(self.fake), **more}

    def run_script(self, script, *arguments, **surroundings):
        return subprocess.run([str(self.tree / script), *arguments], env=self.surroundings(**surroundings), capture_output=True,
                              text=True, stdin=subprocess.DEVNULL, timeout=60)

    def calls(self):
        file = self.fake / "calls"
        return file.read_text().splitlines() if file.exists() else []

    def wait_for(self, what, condition):
        deadline = time.monotonic() + 30
        while not condition():
            self.assertLess(time.monotonic(), deadline, f"waited in vain for {what}")
            time.sleep(0.02)

    # installer/run.sh

    def test_it_sets_up_builds_and_opens(self):
        done = self.run_script("installer/run.sh", "--profile", "/tmp/a b", DISPLAY=":7")
        self.assertEqual(self.calls(), ["cmake --preset release -DJACKDAW_TESTS=OFF", "cmake --build .build/release",
                                        f"{self.tree}/.build/release/bin/jackdaw --profile /tmp/a b"])
        # What the program says and how it ends is what the script says and how it ends.
        self.assertEqual((done.returncode, done.stdout), (7, "opened, on a display\n"))

    def test_without_a_display_it_says_so_and_builds_nothing(self):
        done = self.run_script("installer/run.sh")
        self.assertEqual(done.returncode, 1)
        self.assertIn("there is no display here. installer/run.sh --demo works without one", done.stderr)
        self.assertEqual(self.calls(), [])

    def test_its_version_needs_no_display(self):
        self.assertEqual(self.run_script("installer/run.sh", "--version").stdout, "opened, on offscreen\n")

    def test_what_does_not_build_is_not_opened(self):
        done = self.run_script("installer/run.sh", DISPLAY=":7", FAKE_BREAKS="yes")
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(len(self.calls()), 2)

    def test_the_demo_takes_nothing_beside_it(self):
        done = self.run_script("installer/run.sh", "--demo", "--verbose")
        self.assertEqual((done.returncode, done.stderr), (2, "run.sh: --demo takes nothing beside it, but there is --verbose.\n"))
        self.assertEqual(self.calls(), [])

    def start_demo(self, **surroundings):
        process = subprocess.Popen([str(self.tree / "installer/run.sh"), "--demo"], env=self.surroundings(**surroundings),
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.kill)
        self.wait_for("the demo", lambda: (self.fake / "demo").exists() and (self.fake / "demo").read_text().strip())
        return process

    def test_the_demo_is_ended_in_order_by_a_signal(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(signal=number.name):
                for name in ("demo", "demo-ended", "calls"):
                    (self.fake / name).unlink(missing_ok=True)
                process = self.start_demo(FAKE_DEMO_STATUS="3")
                self.assertIn("python3 -B installer/demo/play.py", self.calls()[-1])
                self.assertIn("--screenshots .build/demo-screenshots", self.calls()[-1])
                process.send_signal(number)
                self.assertEqual(process.wait(30), 3)
                self.assertEqual((self.fake / "demo-ended").read_text(), "ended\n")

    def test_the_demo_ends_when_the_script_is_killed(self):
        process = self.start_demo()
        process.kill()
        process.wait(30)
        self.wait_for("the end of the demo", lambda: (self.fake / "demo-ended").exists())

    # tests/run.sh and .ci/run

    def say(self, **outputs):
        for group in ("unit", "desktop", "fuzz"):
            (self.fake / f"ctest-{group}").write_text(outputs.get(group, GOOD))

    def test_all_tests_are_run_and_counted(self):
        self.say(unit="Test project\n" + GOOD, desktop=GOOD.replace("12", "7"), fuzz=GOOD.replace("12", "1"))
        done = self.run_script(".ci/run")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("tests/run.sh: 20 tests, all passed.", done.stdout)
        self.assertEqual(self.calls()[:3], ["--private-network true", "cmake --preset dev", "cmake --build .build/dev"])
        self.assertEqual(len([call for call in self.calls() if call.startswith("ctest")]), 3)

    def test_a_computer_that_allows_no_private_network_is_told_before_all_else(self):
        self.assertEqual(self.run_script(".ci/run", FAKE_NETWORK_STATUS="1").returncode, 1)
        self.assertEqual(self.calls(), ["--private-network true"])
        # Which of the tests somebody has chosen need one is not known here.
        self.run_script("tests/run.sh", "-R", "jid", FAKE_NETWORK_STATUS="1")
        self.assertNotIn("--private-network true", self.calls()[1:])

    def test_a_run_without_tests_fails(self):
        nothing = "No tests were found!!!\n"
        self.say(unit=nothing, desktop=nothing, fuzz=nothing)
        done = self.run_script(".ci/run")
        self.assertEqual(done.returncode, 1)
        self.assertIn("no test ran", done.stderr)

    def test_a_test_that_did_not_run_fails_the_run(self):
        self.say(desktop=GOOD + "\nThe following tests did not run:\n\t  5 - server_tests (Skipped)\n")
        done = self.run_script(".ci/run")
        self.assertEqual(done.returncode, 1)
        self.assertIn("some tests did not run", done.stderr)

    def test_a_failure_is_the_runs_and_hides_nothing(self):
        for group in ("unit", "desktop", "fuzz"):
            with self.subTest(group=group):
                (self.fake / "calls").unlink(missing_ok=True)
                self.say(**{group: "50% tests passed, 1 tests failed out of 2\n\nThe following tests FAILED:\n\t  2 - jid_test (Failed)\n"
                                   "Errors while running CTest\n"})
                fails = self.fake / f"ctest-{group}-fails"
                fails.touch()
                done = self.run_script(".ci/run")
                fails.unlink()
                self.assertEqual(done.returncode, 1)
                self.assertEqual(len([call for call in self.calls() if call.startswith("ctest")]), 3)  # the others are run too
                self.assertIn(f"tests/run.sh: failed, its log is .build/dev/ctest-{group}.log:", done.stderr)
                self.assertIn("2 - jid_test (Failed)", done.stderr.splitlines()[-1])
                self.assertIn("1 tests failed out of 2", done.stdout)

    def test_what_does_not_build_is_not_tested(self):
        done = self.run_script(".ci/run", FAKE_BREAKS="yes")
        self.assertNotEqual(done.returncode, 0)
        self.assertFalse([call for call in self.calls() if call.startswith("ctest")])


if __name__ == "__main__":
    unittest.main(verbosity=2)
