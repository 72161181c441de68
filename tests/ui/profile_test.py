#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a profile is, and what never stands in one: everything below its folder, no password where there is no key service, no
secret in what is printed, and one running program each.

    profile_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import pathlib
import re
import subprocess

from window_case import PROGRAM, SCREENSHOTS, WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is

PASSWORD = "Zanzibar-91-lighthouse"


class ProfileTest(WindowCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server.add_account("nadia", PASSWORD)

    def start_plain(self, profile, *options):
        """Without the option that the other tests have: passwords go to the key service, if there is one."""
        self.log = SCREENSHOTS / f"{self.id().rsplit('.', 1)[-1]}-{profile}.log"
        program = self.desktop.start([str(PROGRAM), "--profile", str(self.folder / profile), *options], log=self.log)
        self.programs.append(program)
        program.window()
        return program

    def files_with(self, text, *folders):
        """Files that hold `text`, as it is, in Base64 or in UTF-16."""
        import base64
        wanted = [text.encode(), base64.b64encode(text.encode()), text.encode("utf-16-le")]
        return [str(file) for folder in folders for file in pathlib.Path(folder).rglob("*")
                if file.is_file() and any(each in file.read_bytes() for each in wanted)]

    def test_without_a_key_service_it_says_why_asks_again_and_writes_no_password(self):
        program = self.start_plain("nadia")
        self.sign_in(program, "nadia", PASSWORD)
        program.find("any", re.compile("Passwords cannot be kept on this computer.*There is no key service, so Jackdaw asks at each start."), 30)
        program.place(0, 0, 1180, 780)
        self.shot("no-key-service-light")
        program.key("ctrl+q")
        wait_for("the program to end", lambda: program.process.poll() is not None)
        self.assertEqual(self.files_with(PASSWORD, self.folder, self.desktop.folder), [])
        again = self.start_plain("nadia")
        again.click("button", "Enter password", 30)
        again.fill("Password", PASSWORD)
        again.key("Return")
        wait_for("being online", lambda: again.has("any", re.compile("^Account and status, .*nadia.*, Available$")), 30)
        again.key("ctrl+q")
        wait_for("the program to end", lambda: again.process.poll() is not None)
        self.assertEqual(self.files_with(PASSWORD, self.folder, self.desktop.folder), [])

    def test_all_of_a_profile_lies_below_its_folder(self):
        before = {file for file in self.desktop.folder.rglob("*") if file.is_file()}
        program = self.start("nadia")
        self.sign_in(program, "nadia", PASSWORD)
        self.choose_theme(program, "Dark")
        self.choose_theme(program, "Light")
        self.open_chat(program, f"tomas@{self.facts['domain']}")
        self.say(program, "Below the folder.")
        self.wait_message(program, "Below the folder")
        program.key("ctrl+q")
        wait_for("the program to end", lambda: program.process.poll() is not None)
        inside = {file.name for file in (self.folder / "nadia").rglob("*") if file.is_file()}
        self.assertIn("history.sqlite", inside)
        self.assertTrue(any("log" in name for name in inside), inside)
        self.assertTrue(any(name.endswith((".ini", ".conf")) for name in inside), inside)
        # The home is as it was, but for what the desktop's own services write there.
        new = {file for file in self.desktop.folder.rglob("*") if file.is_file()} - before
        ours = [str(file.relative_to(self.desktop.folder)) for file in new if "jackdaw" in str(file.relative_to(self.desktop.folder)).lower()]
        self.assertEqual([name for name in ours if not name.startswith("core-")], [])
        # And nobody else may look.
        self.assertEqual((self.folder / "nadia").stat().st_mode & 0o777, 0o700)
        self.assertEqual((self.folder / "nadia" / "history.sqlite").stat().st_mode & 0o777, 0o600)

    def test_what_is_printed_has_stanzas_and_no_secret(self):
        plain = self.start("quiet")
        self.sign_in(plain, "tomas")
        quiet = (SCREENSHOTS / f"{self.id().rsplit('.', 1)[-1]}-quiet.log").read_text(errors="replace")
        self.assertNotIn("<presence", quiet)
        program = self.start("loud", "--verbose", "--print-stanzas")
        self.sign_in(program, "nadia", PASSWORD)
        program.key("ctrl+q")
        wait_for("the program to end", lambda: program.process.poll() is not None)
        printed = (SCREENSHOTS / f"{self.id().rsplit('.', 1)[-1]}-loud.log").read_text(errors="replace")
        for stanza in ("<presence", "<iq ", "jabber:iq:roster"):
            self.assertIn(stanza, printed)
        self.assertRegex(printed, r"jackdaw\.(connection|ui|storage|roster)")
        self.assertEqual(self.files_with(PASSWORD, self.folder, SCREENSHOTS), [])
        # What somebody could guess a password from is blanked too (SCRAM's messages).
        exchanged = re.findall(r"<(auth|authenticate|initial-response|challenge|response|success)\b[^>]*>([^<]+)<", printed)
        self.assertTrue(exchanged, "no sign-in was printed")
        self.assertEqual({text for _, text in exchanged}, {"…"})

    def test_one_program_a_profile_and_profiles_apart(self):
        first = self.start("nadia")
        other = self.start("mara")
        again = subprocess.run([str(PROGRAM), "--profile", str(self.folder / "nadia"), "--secrets-in-memory"],
                               env=self.desktop.environment, capture_output=True, text=True, timeout=30)
        self.assertEqual(again.returncode, 0, again.stderr)
        first.assert_alive()
        other.assert_alive()
        self.assertNotEqual(first.pid, other.pid)

    def test_the_first_paint_needs_no_engine(self):
        program = self.start("nadia")
        self.sign_in(program, "nadia", PASSWORD)
        program.key("ctrl+q")
        wait_for("the program to end", lambda: program.process.poll() is not None)
        command = [str(PROGRAM), "--profile", str(self.folder / "nadia"), "--secrets-in-memory", "--exit-after-first-paint"]
        painted = subprocess.run(command, env={**self.desktop.environment, "LD_DEBUG": "files"}, capture_output=True, text=True,
                                 timeout=60)
        self.assertIn("first-paint", painted.stdout)
        self.assertIn("libjackdaw", painted.stderr)  # the linker does tell what it loads
        self.assertNotIn("jackdaw-engine", painted.stderr)

    def test_ones_own_name_is_set_shown_and_there_again(self):
        program = self.start("nadia")
        self.sign_in(program, "nadia", PASSWORD)
        program.key("ctrl+comma")
        program.find("list", "Settings pages")
        program.click("item", "Accounts")
        program.click("button", f"Manage nadia@{self.facts['domain']}")
        program.fill("Your name", "Nadia Haddad")
        program.place(60, 40, 1000, 800)
        self.shot("own-name-light")
        program.key("Return")
        program.find("any", "Published. Your contacts see it now.", 30)
        self.desktop.run(["xdotool", "key", "Escape"])
        program.wait_gone("list", "Settings pages")
        mine = f"Account and status, nadia@{self.facts['domain']}, Available"
        named = lambda each, name: any(one.description == "Nadia Haddad" for one in each.find_all("any", name))
        wait_for("the name with the account", lambda: named(program, mine), 30)
        # From the server, in a profile that never heard of it; and from the disk, where there is no server.
        other = self.start("elsewhere")
        self.sign_in(other, "nadia", PASSWORD)
        wait_for("the name from the server", lambda: named(other, mine), 30)
        other.place(0, 0, 1180, 780)
        other.key("ctrl+shift+y")
        self.shot("own-name-menu-light")
        self.desktop.run(["xdotool", "key", "Escape"])
        program.key("ctrl+q")
        wait_for("the program to end", lambda: program.process.poll() is not None)
        again = self.start("nadia")
        wait_for("the name from the disk", lambda: named(again, re.compile("^Account and status, ")), 10)


if __name__ == "__main__":
    run_tests()
