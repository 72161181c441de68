#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The world of the demo: a private Prosody on loopback, its people, a week of history, and bots that answer.

`start` beside this file runs it for the program; play.py uses class World.
"""
import json
import pathlib
import subprocess
import sys

import people
from prosody import Prosody, ServerError, end_with_parent, exit_on_signals

HERE = pathlib.Path(__file__).resolve().parent


class World:
    """Server and bots; a context manager that leaves nothing behind."""

    def __init__(self):
        self.server = Prosody()
        self.bots = None
        try:
            self.passwords = people.fill(self.server)
            self.server.start()
            self._start_bots()
        except BaseException:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def account(self, person):
        return {"jid": self.server.jid(person.name), "name": person.shown, "password": self.passwords[person.name],
                "host": self.server.host, "port": self.server.port, "tls": "starttls",
                "authority": str(self.server.authority), "secretsInMemory": True, "status": person.status,
                "openChat": self.server.jid((people.SECOND if person is people.MAIN else people.MAIN).name)}

    def close(self):
        if self.bots:
            self.bots.stdin.close()
            try:
                self.bots.wait(5)
            except subprocess.TimeoutExpired:
                self.bots.kill()
                self.bots.wait()
            self.bots.stdout.close()
            self.bots = None
        self.server.close()

    def _start_bots(self):
        log = open(self.server.folder / "bots.log", "ab")
        self.bots = subprocess.Popen([sys.executable, "-B", str(HERE / "bots.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                     stderr=log, text=True, preexec_fn=end_with_parent, start_new_session=True)
        log.close()
        facts = self.server.facts()
        self.bots.stdin.write(json.dumps({
            "host": facts["host"], "port": facts["port"], "authority": facts["authority"], "domain": facts["domain"],
            "groups": self.server.groups, "passwords": self.passwords}) + "\n")
        self.bots.stdin.flush()
        if self.bots.stdout.readline().strip() != "ready":
            words = (self.server.folder / "bots.log").read_text(errors="replace")[-1500:]
            raise ServerError(f"The people of the demo could not sign in. Their log says:\n{words}")


def main():
    exit_on_signals()
    end_with_parent()
    try:
        with World() as world:
            print(json.dumps({"accounts": [world.account(people.MAIN), world.account(people.SECOND)],
                              "group": f"{people.GROUP}@{world.server.groups}"}), flush=True)
            sys.stdin.read()
    except ServerError as error:
        print(json.dumps({"error": str(error)}), flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
