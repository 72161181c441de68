#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A gateway to another network in the real program, by keys alone (XEP-0100): found, refused and registered with, logged
out of and into, a person of it added, and left with its people.

    gateways_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import json
import pathlib
import re
import subprocess
import sys
import threading

from window_case import WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is

PEER = pathlib.Path(__file__).resolve().parents[1] / "support" / "gateway_peer.py"
NAME = "sms.harbor.example"


class Gateway:
    """The component, and what it was told."""

    def __init__(self, port):
        self.said = []
        command = [sys.executable, "-B", str(PEER), "--name", NAME, "--port", str(port)]
        self._process = subprocess.Popen(command, text=True, bufsize=1, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.wait(event="online")
        people = [{"number": "+47 555", "name": "Nils O'Dea"}, {"number": "+47 556", "name": "Berit Vang"}]
        self._process.stdin.write(json.dumps({"do": "people", "people": people}) + "\n")
        self.wait(event="done")

    def _read(self):
        for line in self._process.stdout:
            self.said.append(json.loads(line))

    def wait(self, **fields):
        wait_for(f"the gateway to be told {fields}",
                 lambda: any(fields.items() <= said.items() for said in list(self.said)), 30)

    def close(self):
        self._process.stdin.close()
        self._process.wait(20)
        self._reader.join(10)
        self._process.stdout.close()


class GatewaysTest(WindowCase):
    component = NAME

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gateway = Gateway(cls.facts["componentPort"])
        cls.addClassCleanup(cls.gateway.close)

    def keys(self, *keys):
        self.desktop.run(["xdotool", "key", "--delay", "80", *keys])

    def press(self, program, name):
        self.walk_to(program, "button", name)
        self.keys("space")

    def register(self, mara, password):
        """In the form that the gateway gives."""
        self.press(mara, "Register…")
        mara.find("dialog", re.compile("^Register with .*Harbor SMS"))
        mara.find("any", re.compile("Your name and password at Harbor SMS"), 20)
        self.shot("gateway-form")
        for field, text in (("User name there", "mara47"), ("Password there", password)):
            self.walk_to(mara, "edit", field)
            self.desktop.run(["xdotool", "key", "ctrl+a"])
            mara.type(text)
        self.keys("Return")

    def test_a_gateway_by_keys_alone(self):
        domain = self.facts["domain"]
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1200, 860)

        # From the menu of the account and status, whose last entry it is.
        mara.key("ctrl+shift+y")
        self.keys("Up", "Return")
        mara.find("dialog", "Gateways")
        mara.find("item", re.compile("^Harbor SMS, Not registered"), 30)
        self.shot("gateways")

        # A password that the other network does not take is said where it was typed.
        self.register(mara, "wrong")
        mara.find("dialog", re.compile("^Register with .*Harbor SMS"))
        refusal = re.compile("^(Problem: |The gateway|.*not accept|.*refused)", re.I)
        wait_for("what it says", lambda: mara.has("any", refusal), 20)
        self.shot("gateway-refused")
        self.walk_to(mara, "edit", "Password there")
        self.desktop.run(["xdotool", "key", "ctrl+a"])
        mara.type("letmein")
        self.keys("Return")
        mara.wait_gone("dialog", re.compile("^Register with .*Harbor SMS"))
        self.gateway.wait(event="registered", jid=f"mara@{domain}", name="mara47")
        mara.find("item", re.compile("^Harbor SMS, Logged in"), 30)
        self.shot("gateway-registered")

        # Out, and in again.
        self.press(mara, "Log out")
        mara.find("item", re.compile("^Harbor SMS, Logged out"), 20)
        self.gateway.wait(event="presence", to=NAME, type="unavailable")
        self.press(mara, "Log in")
        mara.find("item", re.compile("^Harbor SMS, Logged in"), 20)

        # Somebody by what they are called there.
        self.press(mara, "Add a contact…")
        mara.find("dialog", re.compile("^Add a contact by .*Harbor SMS"))
        mara.find("label", "Number", 20) # what the gateway calls it
        wait_for("the focus where that is written",
                 lambda: mara.find("edit", "Their name on the other network").is_focused())
        mara.type("+47 556")
        self.shot("gateway-add")
        self.keys("Return")
        mara.wait_gone("dialog", re.compile("^Add a contact by .*Harbor SMS"))
        self.keys("Escape")
        mara.wait_gone("dialog", "Gateways")
        mara.key("ctrl+2")
        mara.find("item", re.compile(r"^\+47 556, Available"), 20)
        self.shot("gateway-contact")

        # Away from it, with its people.
        mara.key("ctrl+shift+y")
        self.keys("Up", "Return")
        mara.find("dialog", "Gateways")
        mara.find("item", re.compile("^Harbor SMS, Logged in"), 30)
        self.press(mara, "Unregister…")
        mara.find("dialog", "Unregister")
        self.shot("gateway-unregister")
        self.walk_to(mara, "check", re.compile("^Remove its .*contact.* too$"))
        if not mara.find("check", re.compile("^Remove its .*contact.* too$")).has_state("CHECKED"):
            self.keys("space")
        self.press(mara, "Unregister")
        self.gateway.wait(event="removed", jid=f"mara@{domain}")
        mara.find("item", re.compile("^Harbor SMS, Not registered"), 30)
        self.keys("Escape")
        mara.wait_gone("dialog", "Gateways")
        mara.key("ctrl+2")
        wait_for("its people to go", lambda: not mara.has("item", re.compile(r"^\+47 556")), 20)

    def test_what_a_service_answers_as_a_table(self):
        """XEP-0050 and XEP-0004, 3.4, by keys alone: each cell is read out, as what it is."""
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1200, 860)
        mara.key("ctrl+shift+y")
        self.keys("Up", "Up", "Return")
        mara.find("dialog", "Services")
        self.walk_to(mara, "edit", "Address")
        self.desktop.run(["xdotool", "key", "ctrl+a"])
        mara.type(NAME)
        self.keys("Return")
        mara.find("item", "Deliveries", 30)
        self.shot("services")
        self.walk_to(mara, "list", "Commands")
        self.keys("Home", "space")
        self.press(mara, "Run command…")
        mara.find("list", "Deliveries today", 30)
        # Its words are the service's, and shown as they are.
        for words in ("+47 555", "read & answered", "+47 556", "<b>lost</b>"):
            mara.find("item", words)
        for words in ("Number", "What became of it"):
            mara.find("any", words)
        self.shot("service-table")
        self.walk_to(mara, "list", "Deliveries today")
        self.keys("ctrl+End")
        wait_for("the last cell to be reached",
                 lambda: any(cell.is_focused() for cell in mara.find_all("item", "<b>lost</b>")))
        self.keys("Escape")
        mara.wait_gone("list", "Deliveries today")
        self.keys("Escape")
        mara.wait_gone("dialog", "Services")


if __name__ == "__main__":
    run_tests()
