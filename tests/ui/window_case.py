# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the real window share: one private desktop and one private server for a class of tests, a profile of
its own for each test, and the steps that every story begins with. The program and the folder of the pictures come from
the command line: PROGRAM SCREENSHOTS [unittest options].
"""
import pathlib
import re
import shutil
import signal
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "installer" / "demo"))
from desktop import Desktop, NotSeen, wait_for  # noqa: E402
from prosody import Prosody, end_with_parent, exit_on_signals  # noqa: E402

PROGRAM = pathlib.Path(sys.argv[1])
SCREENSHOTS = pathlib.Path(sys.argv[2])
CRASHES = {-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS, -signal.SIGILL, -signal.SIGFPE}


class WindowCase(unittest.TestCase):
    """One desktop and one server for all; a profile of its own for each test."""
    group_modules = ()  # more of the server's service of groups
    component = None    # the name of one that the test runs itself (XEP-0114)

    @classmethod
    def setUpClass(cls):
        cls.server = Prosody("harbor.example", registration="open", group_modules=cls.group_modules,
                             component=cls.component).__enter__()
        cls.addClassCleanup(cls.server.close)
        for name in ("mara", "tomas", "leila"):
            cls.server.add_account(name, "secret")
        cls.server.set_contact("mara", "tomas", "Tomas Berg", ["Crew"])
        cls.server.set_contact("tomas", "mara", "Mara Lind", ["Crew"])
        cls.server.start()
        cls.facts = cls.server.facts()
        cls.desktop = Desktop(1440, 900).__enter__()
        cls.addClassCleanup(cls.desktop.close)

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="jackdaw-ui-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.programs = []
        self.addCleanup(self.end_programs)

    def end_programs(self):
        """Whatever else a test sees: no program of it may have crashed, nor crash as it ends."""
        crashed = [program for program in self.programs if program.end() in CRASHES]
        for program in crashed:
            program.assert_alive()

    encrypts = False  # by default, as a profile that is new does; most tests look at what only goes in clear

    def start(self, profile, *options):
        settings = self.folder / profile / "settings.ini"
        if not self.encrypts and not settings.exists():
            settings.parent.mkdir(mode=0o700, exist_ok=True)
            settings.write_text("[privacy]\nencryptByDefault=false\n")
            settings.chmod(0o600)
        log = SCREENSHOTS / f"{self.id().rsplit('.', 1)[-1]}-{profile}.log"
        program = self.desktop.start([str(PROGRAM), "--profile", str(self.folder / profile), "--secrets-in-memory", *options],
                                     log=log)
        self.programs.append(program)
        program.window()
        return program

    def shot(self, name):
        self.desktop.mouse_away()
        return self.desktop.screenshot(SCREENSHOTS / f"{name}.png")

    def reach_server(self, program):
        """Fills in where the private server is."""
        # What is said about the address comes after a moment and moves what stands below it, from under the pointer perhaps.
        for last in (False, False, True):
            program.click("button", "Connection options")
            try:
                program.find("edit", "Server", 20 if last else 4)
                break
            except NotSeen:
                if last:
                    raise
        program.fill("Server", self.facts["host"])
        program.fill("Port", str(self.facts["port"]))
        program.fill("Extra certificate authority", self.facts["authority"])

    def sign_in(self, program, name, password="secret"):
        program.fill("XMPP address", f"{name}@{self.facts['domain']}")
        program.fill("Password", password)
        self.reach_server(program)
        program.click("button", "Sign in")
        program.find("tab", "Chats", 40)
        wait_for("being online", lambda: program.has("any", re.compile(f"^Account and status, .*{name}.*, Available$")), 30)

    def provide_password(self, program, password="secret"):
        """After a restart: without a key service the password is asked for."""
        program.click("button", "Enter password", 30)
        program.fill("Password", password)
        program.key("Return")

    def open_chat(self, program, address):
        program.activate()
        program.click("button", "New chat")
        program.find("edit", re.compile("address", re.I))
        program.type(address)
        program.key("Return")
        return program.find("edit", re.compile("^Message "))

    def say(self, program, text):
        program.activate()
        program.find("edit", re.compile("^Message ")).click()
        program.type(text)
        program.key("Return")

    def wait_message(self, program, pattern, seconds=30):
        """A message in the timeline whose spoken text matches."""
        return program.find("item", re.compile(pattern), seconds)

    def choose_message(self, program, pattern):
        """Makes the message current in the timeline, by keys."""
        program.activate()
        self.wait_message(program, pattern)
        program.find("edit", re.compile("^Message ")).click()
        self.desktop.run(["xdotool", "key", "Tab"])

        def reached():
            if any(item.is_focused() for item in program.find_all("item", re.compile(pattern))):
                return True
            self.desktop.run(["xdotool", "key", "Up"])
            return False
        wait_for(f"the message {pattern}", reached, pause=0.3)

    def pick(self, keys):
        """The entry that these keys lead to, of the menu of the message that is current: their names are read by nobody
        before one is active."""
        self.desktop.run(["xdotool", "key", "shift+F10"])
        self.desktop.run(["xdotool", "key", "--delay", "120", *keys, "Return"])

    def choose_theme(self, program, theme):
        program.key("ctrl+comma")
        program.find("list", "Settings pages")
        program.click("item", "Appearance")
        program.click("radio", theme)
        self.desktop.run(["xdotool", "key", "Escape"])
        program.wait_gone("list", "Settings pages")

    def choose_theme_at_sign_in(self, program, theme):
        program.click("button", "Display")
        # A menu stands in no tree of the accessibility bus before an entry of it is active.
        downs = ["Follow system", "Light", "Dark"].index(theme) + 1
        self.desktop.run(["xdotool", "key", "--delay", "60", *["Down"] * downs, "Return"])

    def walk_to(self, program, role, name, key="Tab"):
        """Key by key, as somebody without a pointer gets there."""
        program.activate()

        def reached():
            if any(each.is_focused() for each in program.find_all(role, name)):
                return True
            self.desktop.run(["xdotool", "key", key])
            return False
        wait_for(f"{name} to be reached", reached, 60, pause=0.2)

    def assert_dark(self, file):
        self.assertLess(brightness(file), 80, f"{file.name} is not dark")


def brightness(file):
    """Mean of a picture, 0 to 255."""
    from PIL import Image, ImageStat
    return ImageStat.Stat(Image.open(file).convert("L")).mean[0]


def run_tests():
    exit_on_signals()
    end_with_parent()
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
