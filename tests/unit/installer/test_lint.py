#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs tests/lint.sh in a repository of its own with a stand-in for the toolbox: what it looks at, what it says of a commit that is
none, and that it leaves git's index alone.
"""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

TREE = pathlib.Path(__file__).resolve().parents[3]
# Notes each call. What clang-format-diff is given is kept, and clang-tidy's answer is what the test wants.
TOOLBOX = """#!/usr/bin/env bash
echo "$*" >>"$FAKE/calls"
case "$*" in
    clang-format-diff*) cat >"$FAKE/diff"; cat "$FAKE/changes" 2>/dev/null; exit "${FAKE_FORMAT_STATUS:-0}" ;;
    cmake*) mkdir -p .build/lint; printf '[{ "command": "c++ -Winvalid-pch x", "file": "%s/app/one.cpp" }]\\n' "$PWD" >.build/lint/compile_commands.json ;;
    *"-t targets all"*) printf 'tests/a/one.moc: CUSTOM_COMMAND\\n/b/tests/a/one.moc: CUSTOM_COMMAND\\napp/x.o: CXX\\n' ;;
    *"-t commands -s"*) echo "moc one" ;;
    "sh -e"*) cat "$3" >>"$FAKE/calls" ;;
    clang-tidy*) echo "4 warnings generated." >&2; exit "${FAKE_TIDY_STATUS:-0}" ;;
esac
exit 0
"""


class LintTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="jackdaw-lint-")
        self.addCleanup(temporary.cleanup)
        self.fake = pathlib.Path(temporary.name) / "fake"
        self.tree = pathlib.Path(temporary.name) / "tree"
        for folder in (self.fake, self.tree / "tests", self.tree / "installer", self.tree / "app"):
            folder.mkdir(parents=True)
        shutil.copy(TREE / "tests/lint.sh", self.tree / "tests/lint.sh")
        (self.tree / "installer/toolbox").write_text(TOOLBOX)
        (self.tree / "installer/toolbox").chmod(0o755)
        (self.tree / ".gitignore").write_text(".build/\n")
        (self.tree / "app/one.cpp").write_text("int one;\n")
        self.environment = {**{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
                            "FAKE": str(self.fake), "HOME": str(self.fake), "GIT_CONFIG_NOSYSTEM": "1"}
        self.git("init", "--quiet")
        self.git("add", ".")
        self.git("-c", "user.name=Mara", "-c", "user.email=mara@harbor.example", "commit", "--quiet", "-m", "First")

    def git(self, *arguments):
        return subprocess.run(["git", *arguments], cwd=self.tree, env=self.environment, check=True, capture_output=True, text=True).stdout

    def lint(self, *arguments, **surroundings):
        return subprocess.run([str(self.tree / "tests/lint.sh"), *arguments], env={**self.environment, **surroundings},
                              capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)

    def calls(self):
        file = self.fake / "calls"
        return file.read_text().splitlines() if file.exists() else []

    def test_a_commit_that_is_none_is_said_so(self):
        for arguments in (["no-such"], ["--format", "no-such"], ["--tidy", "app/two.cpp"]):
            with self.subTest(arguments=arguments):
                done = self.lint(*arguments)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertIn(f"“{arguments[-1]}” is neither a commit nor a file.", done.stderr)
        self.assertEqual(self.calls(), [])

    def test_new_files_are_looked_at_and_the_index_stays(self):
        (self.tree / "app/two words.cpp").write_text("int  two;\n")
        os.utime(self.tree / "app/one.cpp", (1, 1))  # as if it had been written anew
        before = (self.tree / ".git/index").read_bytes()
        done = self.lint("--format")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("+int  two;", (self.fake / "diff").read_text())
        self.assertEqual((self.tree / ".git/index").read_bytes(), before)
        self.assertEqual(self.git("status", "--porcelain"), '?? "app/two words.cpp"\n')

    def test_what_is_not_formatted_is_shown_and_fails(self):
        (self.tree / "app/one.cpp").write_text("int  one;\n")
        (self.fake / "changes").write_text("-int  one;\n+int one;\n")
        done = self.lint("--format", FAKE_FORMAT_STATUS="1")
        self.assertEqual((done.returncode, done.stdout), (1, "-int  one;\n+int one;\n"))
        broken = self.lint("--format", FAKE_FORMAT_STATUS="127")
        self.assertEqual(broken.returncode, 2)
        self.assertIn("clang-format-diff could not be run", broken.stderr)

    def test_each_file_is_checked_as_it_is_compiled_by_itself(self):
        (self.tree / "app/one.cpp").write_text("int another;\n")
        (self.tree / "app/nobody's.cpp").write_text("int three;\n")
        done = self.lint("--tidy")
        self.assertEqual(done.returncode, 0, done.stderr)
        configured, listed, autogen, mocs, _, moc, checked = self.calls()
        self.assertIn("-B .build/lint -DJACKDAW_UNITY=OFF", configured)
        self.assertEqual(autogen, "ninja -C .build/lint autogen")  # and nothing is built
        self.assertEqual((mocs, moc), ("ninja -C .build/lint -t commands -s tests/a/one.moc", "moc one"))
        self.assertEqual(checked, "clang-tidy -p .build/lint/commands --quiet --warnings-as-errors=* app/one.cpp")
        self.assertEqual(done.stderr, "tests/lint.sh: app/nobody's.cpp is compiled by nobody here, so clang-tidy does not check it.\n")
        self.assertEqual(self.lint("--tidy", "app/one.cpp", FAKE_TIDY_STATUS="1").returncode, 1)

    def test_nothing_changed_needs_no_configuration(self):
        self.assertEqual(self.lint("--tidy").returncode, 0)
        self.assertEqual(self.calls(), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
