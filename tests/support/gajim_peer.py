#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Gajim, which encrypts with python-omemo-dr in the legacy version: the whole program, with its window on a display
of its own (Xvfb) and on a D-Bus of its own, in a profile of its own. A plugin of it (gajim_driver) does what it is told by
the calls that the window makes. Driven by JSON lines as peer.py is, with the same options.

    open      jid         (the chat with a person, encrypted from the first word on)
    join      room, nick  (done when it is in; encrypted from the first word on)
    say       to, text    (done when it is on its way)
    passed    text        (answers with received and sent, each of these with inClear: did these words go over the stream in
                           a stanza that a server could read; and sealed: did any stanza that none can)
    quit
Events: online, omemo-ready (its keys are published), failed, heard (chat, who, text, sealed: what it shows in a chat).
It ends with its standard input.
"""
import argparse
import ctypes
import json
import os
import pathlib
import select
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid

# As Gajim 2 makes them at its first start (gajim/common/settings.py).
SCHEMA = """
CREATE TABLE settings (name TEXT UNIQUE, settings TEXT);
CREATE TABLE account_settings (account TEXT UNIQUE, settings TEXT);
PRAGMA user_version=7;
"""
# Nothing that asks the net, keeps passwords elsewhere, or makes a noise.
SETTINGS = {"use_keyring": False, "check_for_update": False, "sounds_on": False, "show_notifications": False,
            "use_speller": False, "show_trayicon": False, "action_on_close": "quit", "autoaway": False, "autoxa": False}
APART = "JACKDAW_GAJIM_APART"
NOBODY = 65534


def say(**event):
    print(json.dumps(event), flush=True)


def end_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def leave_root():
    """Gajim does not run as root, as which tests may run in a container. In a namespace of its own it is somebody else,
    whose files are the same; where none can be had, nobody. Whatever root alone may read is to be read before."""
    if os.geteuid() != 0:
        return
    apart = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    if APART not in os.environ and subprocess.call([*apart, "true"], stderr=subprocess.DEVNULL) == 0:
        os.environ[APART] = "1"
        os.execvp(apart[0], [*apart, sys.executable, "-B", *sys.argv])
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def end(process, seconds=10):
    """SIGTERM, then SIGKILL for what does not listen."""
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Gajim:
    def __init__(self, options, authority, password):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="jackdaw-gajim-"))
        self.processes = []
        self.line = None
        self.log = self.folder / "gajim.log"
        # The folder for what is temporary too: Gajim empties that of all that it takes for its own as it ends.
        for name in ("runtime", "tmp", "profile"):
            (self.folder / name).mkdir(mode=0o700)
        (self.folder / "authority.pem").write_bytes(authority)
        self.surroundings = {name: value for name, value in os.environ.items()
                             if name in ("PATH", "LANG", "LD_LIBRARY_PATH")} | {
            "HOME": str(self.folder), "USER": "gajim", "LOGNAME": "gajim", "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "TMPDIR": str(self.folder / "tmp"), "XDG_RUNTIME_DIR": str(self.folder / "runtime"),
            "XDG_CURRENT_DESKTOP": "",
            "XDG_CONFIG_HOME": str(self.folder / "config"), "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_CACHE_HOME": str(self.folder / "cache"), "GSETTINGS_BACKEND": "memory", "GIO_USE_VFS": "local",
            "GDK_BACKEND": "x11", "GSK_RENDERER": "cairo", "GTK_A11Y": "none", "PYTHONDONTWRITEBYTECODE": "1",
            "JACKDAW_AUTHORITY": str(self.folder / "authority.pem")}
        self.make_profile(options, password)
        self.start_display()
        self.start_bus()
        self.line, other = socket.socketpair()
        self.program = self.spawn(["gajim", "-c", str(self.folder / "profile"), "-v"], self.surroundings
                                  | {"JACKDAW_LINE": str(other.fileno())}, pass_fds=(other.fileno(),))
        other.close()

    def make_profile(self, options, password):
        profile = self.folder / "profile"
        shutil.copytree(pathlib.Path(__file__).resolve().parent / "gajim_driver", profile / "plugins" / "gajim_driver",
                        ignore=shutil.ignore_patterns("__pycache__"))
        settings = {"app": SETTINGS, "soundevents": {}, "status_presets": {}, "proxies": {}, "window_sizes": {},
                    "workspaces": {str(uuid.uuid4()): {}}, "plugins": {"gajim_driver": {"active": True}}}
        account = {"address": options.jid, "account_label": options.jid, "password": password, "resource": options.resource,
                   "active": True, "autoconnect": True, "use_custom_host": True, "custom_host": options.host,
                   "custom_port": int(options.port), "custom_type": "START TLS"}
        file = profile / "settings.sqlite"
        connection = sqlite3.connect(file)
        with connection:
            connection.executescript(SCHEMA)
            connection.executemany("INSERT INTO settings VALUES (?, ?)",
                                   [(name, json.dumps(value)) for name, value in settings.items()])
            connection.execute("INSERT INTO account_settings VALUES (?, ?)",
                               ("tests", json.dumps({"account": account, "contact": {}, "group_chat": {}})))
        connection.close()
        file.chmod(0o600)

    def spawn(self, command, surroundings, **more):
        with open(self.log, "ab") as log:
            process = subprocess.Popen(command, env=surroundings, stdin=subprocess.DEVNULL, stderr=log, cwd=self.folder,
                                       preexec_fn=end_with_parent, **{"stdout": log, **more})
        self.processes.append(process)
        return process

    def start_display(self):
        reading, writing = os.pipe()
        self.spawn(["Xvfb", "-displayfd", str(writing), "-screen", "0", "1200x800x24", "-nolisten", "tcp", "-noreset"],
                   self.surroundings, pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as answer:
            self.surroundings["DISPLAY"] = ":" + answer.readline().strip()

    def start_bus(self):
        bus = self.spawn(["dbus-daemon", "--session", "--nofork", "--print-address"], self.surroundings, stdout=subprocess.PIPE)
        self.surroundings["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()

    def words(self):
        return self.log.read_text(errors="replace")[-4000:]

    def close(self):
        if self.line:
            self.line.close()
        for process in reversed(self.processes):
            end(process)
        if os.environ.get("JACKDAW_KEEP"):
            shutil.copytree(self.folder, os.environ["JACKDAW_KEEP"], dirs_exist_ok=True, ignore_dangling_symlinks=True,
                            ignore=shutil.ignore_patterns("runtime"))
        shutil.rmtree(self.folder, ignore_errors=True)


def pass_on(program):
    """Orders in, what happens out, until one of the two ends."""
    orders, told = b"", b""
    while True:
        ready = select.select([sys.stdin, program.line], [], [])[0]
        if program.line in ready:
            more = program.line.recv(65536)
            if not more:
                return say(event="failed", log=program.words())
            *lines, told = (told + more).split(b"\n")
            for line in lines:
                sys.stdout.buffer.write(line + b"\n")
            sys.stdout.buffer.flush()
        if sys.stdin in ready:
            more = os.read(sys.stdin.fileno(), 65536)
            *lines, orders = (orders + more).split(b"\n")
            for line in lines:
                if json.loads(line).get("do") == "quit":
                    return None
                program.line.sendall(line + b"\n")
            if not more:
                return None


def main():
    parser = argparse.ArgumentParser()
    for name in ("--jid", "--host", "--port", "--authority"):
        parser.add_argument(name, required=True)
    parser.add_argument("--resource", default="gajim")
    options = parser.parse_args()
    authority = pathlib.Path(options.authority).read_bytes()
    leave_root()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    program = None
    try:
        program = Gajim(options, authority, os.environ["JACKDAW_PASSWORD"])
        pass_on(program)
    finally:
        if program:
            program.close()


if __name__ == "__main__":
    main()
