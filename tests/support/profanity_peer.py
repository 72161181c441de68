#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Profanity, which encrypts with libsignal-protocol-c in the legacy version: typed to through a terminal of its own, heard
through the logs that it writes. Driven by JSON lines as peer.py is, with the same options.

    type      line        (as a person types it: a command, or a text for the window that is open)
    open      jid         (the window of a person, encrypted from the first word on)
    join      room, nick  (the window of a group)
    arrived   text        (answers with inClear: did a server pass these words on to it in a stanza that anybody can read?)
    quit
Events: online, omemo-ready (it has made its keys and shows them), failed, heard (chat, who, text: what it put into a chat's log,
its own words included; what it could not open it does not put there as a text).
It ends with its standard input.
"""
import argparse
import fcntl
import json
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import struct
import sys
import tempfile
import termios
import time

ACCOUNT = """[{jid}]
enabled=true
jid={jid}
password={password}
server={host}
port={port}
resource={resource}
tls.policy=trust
presence.login=online
"""
SETTINGS = """[logging]
chlog=true
grlog=true

[omemo]
trustmode=blind
policy=automatic
log=on

[ui]
vercheck=false

[connection]
autoping.interval=0

[notifications]
message=false
room=false
"""
# Profanity 0.15 puts itself on the list of its account only where there is one; Conversations or Dino would have made it. What is
# typed into its XML console goes as it stands.
EMPTY_LIST = ("<iq type='set' id='first-list'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
              "<publish node='eu.siacs.conversations.axolotl.devicelist'><item id='current'>"
              "<list xmlns='eu.siacs.conversations.axolotl'/></item></publish></pubsub></iq>")
OWN_LIST = re.compile(r'SENT: <iq [^\n]*<publish node="eu.siacs.conversations.axolotl.devicelist"[^\n]*<device id=')
# "2026-11-23T00:00:00Z - nick: text", the mark of an encrypted line before the nick's colon left out of both.
LINE = re.compile(r"^\S+ - (?P<who>[^:]+): (?P<text>.*)$")


def say(**event):
    print(json.dumps(event), flush=True)


class Profanity:
    def __init__(self, options, password):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="jackdaw-profanity-"))
        self.jid = options.jid
        (self.folder / "config/profanity").mkdir(parents=True)
        (self.folder / "data/profanity").mkdir(parents=True)
        (self.folder / "config/profanity/profrc").write_text(SETTINGS)
        accounts = self.folder / "data/profanity/accounts"
        accounts.write_text(ACCOUNT.format(password=password, **vars(options)))
        accounts.chmod(0o600)
        self.log = self.folder / "profanity.log"
        self.read_of = {}  # log of a chat: how far it was read
        self.online = self.ready = False
        self.made = False
        surroundings = {**os.environ, "XDG_CONFIG_HOME": str(self.folder / "config"), "XDG_DATA_HOME": str(self.folder / "data"),
                        "HOME": str(self.folder), "TERM": "xterm", "LC_ALL": "C.UTF-8"}
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.execvpe("profanity", ["profanity", "-l", "DEBUG", "-f", str(self.log), "-a", self.jid], surroundings)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 160, 0, 0))

    def type(self, line):
        os.write(self.terminal, line.encode() + b"\r")

    def drain(self):
        """What it paints nobody looks at, but it waits for somebody to take it. False: it has ended."""
        while select.select([self.terminal], [], [], 0)[0]:
            try:
                if not os.read(self.terminal, 65536):
                    return False
            except OSError:
                return False
        return True

    def look(self):
        log = self.log.read_text(errors="replace") if self.log.exists() else ""
        if not self.online and "logged in successfully" in log:
            self.online = True
            say(event="online", jid=self.jid)
        if self.online and not self.made:
            self.made = True
            self.type("/xmlconsole")
            self.type(EMPTY_LIST)
            self.type("/omemo gen")
        if self.made and not self.ready and OWN_LIST.search(log):
            self.ready = True
            say(event="omemo-ready")
        for file in sorted((self.folder / "data/profanity/chatlogs").glob("**/*.log")):
            lines = file.read_text(errors="replace").splitlines()
            for line in lines[self.read_of.get(file, 0):]:
                if found := LINE.match(line):
                    say(event="heard", chat=file.parent.name.replace("_at_", "@"), who=found["who"].strip(), text=found["text"])
            self.read_of[file] = len(lines)

    def end(self):
        """Bounded: it may be waiting for somebody to take what it paints."""
        deadline = time.monotonic() + 5
        try:
            os.kill(self.pid, signal.SIGTERM)
            while not os.waitpid(self.pid, os.WNOHANG)[0]:
                if time.monotonic() > deadline:
                    os.kill(self.pid, signal.SIGKILL)
                self.drain()
                time.sleep(0.02)
        except (ProcessLookupError, ChildProcessError):
            pass
        shutil.rmtree(self.folder, ignore_errors=True)


def obey(program, command):
    what = command.get("do")
    if what == "type":
        program.type(command["line"])
    elif what == "open":
        program.type("/msg " + command["jid"])
        program.type("/omemo start " + command["jid"])
    elif what == "join":
        program.type(f"/join {command['room']} nick {command['nick']}")
    elif what == "arrived":
        received = [line for line in program.log.read_text(errors="replace").splitlines() if "xmpp: DBG: RECV:" in line]
        say(event="done", do=what, inClear=any(command["text"] in line for line in received),
            sealed=any("<encrypted " in line for line in received))
        return
    elif what != "quit":
        say(event="error", do=what, text="no such command")
        return
    say(event="done", do=what)


def main():
    parser = argparse.ArgumentParser()
    for name in ("--jid", "--host", "--port", "--authority"):
        parser.add_argument(name, required=True)
    parser.add_argument("--resource", default="profanity")
    options = parser.parse_args()
    program = Profanity(options, os.environ["JACKDAW_PASSWORD"])
    rest = b""
    try:
        while program.drain():
            program.look()
            if not select.select([sys.stdin], [], [], 0.1)[0]:
                continue
            more = os.read(sys.stdin.fileno(), 65536)
            if not more:
                return
            *lines, rest = (rest + more).split(b"\n")
            for line in lines:
                command = json.loads(line)
                obey(program, command)
                if command.get("do") == "quit":
                    return
        say(event="failed", log=program.log.read_text(errors="replace")[-2000:] if program.log.exists() else "")
    finally:
        if os.environ.get("JACKDAW_KEEP"):
            shutil.copytree(program.folder, os.environ["JACKDAW_KEEP"], dirs_exist_ok=True)
        program.end()


if __name__ == "__main__":
    main()
