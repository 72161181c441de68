#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `cmake --install` puts into a prefix is all that Jackdaw needs: it is installed into a folder of its own, moved from
there, started, and plays the local demo, and nothing that runs lies in the build folder or the source tree.

    install_test.py PROGRAM SCREENSHOTS [unittest options]     PROGRAM: of the build folder that is installed
"""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from window_case import PROGRAM, SCREENSHOTS, run_tests
from desktop import Desktop, Program, wait_for  # after window_case, which says where it is

BUILD = PROGRAM.resolve().parents[1]
SOURCE = pathlib.Path(__file__).resolve().parents[2]


class StartedByIt(Program):
    """A window that the program itself has started, as another process."""

    def __init__(self, desktop, pid, log):
        self.desktop, self.atspi, self.pid, self.log, self.name = desktop, desktop.atspi, pid, log, f"window {pid}"

    def assert_alive(self):
        assert pathlib.Path(f"/proc/{self.pid}").exists(), f"{self.name} has ended"

    def _log_end(self):
        return self.log.read_text(errors="replace")[-2000:]


def children(pid):
    """Process ids below `pid`, with their command lines."""
    found = {}
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            try:
                found[int(child)] = pathlib.Path(f"/proc/{child}/cmdline").read_bytes().decode(errors="replace").split("\0")
            except OSError:
                continue
            found.update(children(int(child)))
    return found


class InstallTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory(prefix="jackdaw-install-")
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = pathlib.Path(temporary.name)
        done = subprocess.run(["cmake", "--install", str(BUILD), "--prefix", str(cls.folder / "first")], capture_output=True, text=True)
        if done.returncode:
            raise AssertionError(f"cmake --install failed:\n{done.stderr}")
        # Nothing in it says where it is.
        cls.prefix = cls.folder / "prefix"
        shutil.move(cls.folder / "first", cls.prefix)
        cls.installed = cls.prefix / "bin" / "jackdaw"

    def assert_only_installed(self, pid):
        """Which files this process has mapped: none of ours from elsewhere."""
        maps = pathlib.Path(f"/proc/{pid}/maps").read_text()
        files = set(re.findall(r"(/\S*(?:jackdaw|/bin/)\S*)", maps))
        ours = {file for file in files if "jackdaw" in pathlib.Path(file).name}
        self.assertTrue(ours)
        strangers = sorted(file for file in ours if not file.startswith(f"{self.prefix}/"))
        strangers += sorted(file for file in files if file.startswith((f"{BUILD}/", f"{SOURCE}/")))
        self.assertEqual(strangers, [])
        return {pathlib.Path(file).name for file in ours}

    def test_it_says_its_version(self):
        surroundings = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        said = [subprocess.run([str(program), "--version"], capture_output=True, text=True, env=surroundings, timeout=30)
                for program in (self.installed, PROGRAM)]
        self.assertEqual((said[0].returncode, said[0].stderr), (0, ""))
        self.assertRegex(said[0].stdout, r"^Jackdaw \d+\.\d+")
        self.assertEqual(said[0].stdout, said[1].stdout)

    def test_all_of_its_libraries_are_found(self):
        for file in [self.installed, *sorted((self.prefix / "lib" / "jackdaw").glob("*.so"))]:
            said = subprocess.run(["ldd", str(file)], capture_output=True, text=True).stdout
            self.assertNotIn("not found", said, f"{file.name} lacks a library")
            self.assertNotIn(str(BUILD), said, f"{file.name} takes a library from the build folder")
        for word in ("engine", "instance", "spelling"):
            self.assertTrue((self.prefix / "lib" / "jackdaw" / f"jackdaw-{word}.so").exists(), f"jackdaw-{word}.so is not installed")

    def test_nothing_else_is_installed(self):
        tops = {each.relative_to(self.prefix).parts[:2] for each in self.prefix.rglob("*") if not each.is_dir()}
        self.assertEqual(tops, {("bin", "jackdaw"), ("lib", "jackdaw"), ("share", "jackdaw"), ("share", "doc"), ("share", "applications"),
                                ("share", "icons")})
        self.assertEqual([each.name for each in self.prefix.rglob("__pycache__")], [])

    def test_it_starts_and_plays_the_local_demo(self):
        with Desktop(1440, 900) as desktop:
            log = SCREENSHOTS / "installed.log"
            program = desktop.start([str(self.installed), "--profile", str(self.folder / "profile"), "--secrets-in-memory"],
                                    environment={"LD_LIBRARY_PATH": None}, log=log)
            program.find("edit", "XMPP address")
            maps = pathlib.Path(f"/proc/{program.pid}/maps")
            wait_for("the engine", lambda: "jackdaw-engine.so" in maps.read_text())
            loaded = self.assert_only_installed(program.pid)
            self.assertIn("jackdaw-engine.so", loaded)
            program.click("button", "Try the local demo")

            def windows():
                return [pid for pid, words in children(program.pid).items() if words[0] == str(self.installed)]
            wait_for("two windows of the demo", lambda: len(windows()) == 2, 90)
            for pid in windows():
                window = StartedByIt(desktop, pid, log)
                window.find("tab", "Chats", 60)
                window.find("any", re.compile("^Account and status, .*, Available$"), 60)
                wait_for("chats", lambda: window.find_all("item", re.compile("^North Crew")), 60)
                self.assert_only_installed(pid)
            desktop.screenshot(SCREENSHOTS / "installed-demo.png")
            scripts = {word for words in children(program.pid).values() for word in words if word.endswith(".py")}
            self.assertTrue(scripts)
            self.assertEqual({str(pathlib.Path(each).parent) for each in scripts}, {str(self.prefix / "share" / "jackdaw" / "demo")})
            started = children(program.pid)
            # With it goes all that it started.
            program.end()
            wait_for("all that it started to end", lambda: not [pid for pid in started if pathlib.Path(f"/proc/{pid}").exists()], 60)


if __name__ == "__main__":
    run_tests()
