#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills and restarts under traffic, and an account of every message afterwards.

    ledger.py DRIVER [--kills 50] [--restarts 5] [--rate 10] [--seed N] [--keep FOLDER]

Two people write to each other at `rate` messages a second each, and less than nine tenths of that is a fault. One of
them is killed with SIGKILL at random moments and started again, and the server is restarted. Each time the numbers
that the writer has said to be taken or shown are looked for in the writer's own database. At the end the numbered
messages in both databases and in both archives of the server are compared: each exactly once, in the order in which
they were written. Exits 0 only if nothing was lost, doubled or out of order. Needs Prosody; its absence is a failure.
With --keep, the databases and the archives of a run with a fault are copied to FOLDER.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "installer" / "demo"))
from prosody import Prosody, end_with_parent, exit_on_signals  # noqa: E402


class Person:
    """A driver process that can be killed and started again, with its profile."""

    def __init__(self, driver, name, peer, server, folder, rate):
        self.driver, self.name, self.rate = driver, name, rate
        self.server = server
        self.jid, self.peer = f"{name}@{server['domain']}", f"{peer}@{server['domain']}"
        self.profile = folder / name
        self.process = self.reader = None
        self.shown = set()     # numbers of this person's own that the driver has said to be taken or shown, in all lives
        self.vanished = set()  # of those, what was not in the database when it was looked at
        self.begun, self.seconds = None, 0.0  # of writing: from the first message of a life to its end
        self.waiting = None
        self.online = False
        self.refused = None
        self.states = collections.deque(maxlen=12)  # the last that was said of the connection

    def start(self):
        numbers = self.look_for_shown()
        self.begun = None
        self.waiting, self.online = None, False
        self.process = subprocess.Popen(
            [self.driver, "--profile", str(self.profile), "--jid", self.jid, "--host", self.server["host"], "--port",
             str(self.server["port"]), "--authority", self.server["authority"], "--to", self.peer, "--prefix", self.jid,
             "--first", str(max(numbers, default=-1) + 1), "--rate", str(self.rate)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=dict(os.environ, JACKDAW_PASSWORD="secret"))
        self.reader = threading.Thread(target=self._read, args=(self.process,), daemon=True)
        self.reader.start()

    def _read(self, process):
        for line in process.stdout:
            fact = json.loads(line)
            own = [fact["number"]] if fact["event"] == "accepted" else []
            if fact["event"] == "stored":
                own = numbers_of([fact["body"]], self.jid)
            self.shown.update(own)
            if process is self.process:
                if own and self.begun is None:
                    self.begun = time.monotonic()
                self.waiting = fact.get("count", self.waiting) if fact["event"] == "waiting" else self.waiting
                self.online = fact.get("online", self.online)
                if fact["event"] == "connection":
                    self.states.append((round(time.monotonic(), 1), fact["state"], fact["error"]))
                self.refused = fact if fact["event"] == "refused" else self.refused

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.count_time()

    def count_time(self):
        if self.begun is not None:
            self.seconds += time.monotonic() - self.begun
            self.begun = None

    def writes_enough(self, written):
        """Was there the traffic that the run is about? At least nine tenths of the rate, which a busy computer keeps too."""
        return self.seconds > 0 and written >= 0.9 * self.rate * self.seconds

    def look_for_shown(self):
        """Notes what was shown and is not in the database, whose own numbers it returns. Between two lives, since the next
        one would give the numbers that are not there to new messages; at the end, when nothing is written any more."""
        if self.process and self.process.poll() is not None:
            self.reader.join()  # to the last line it said
        shown, numbers = set(self.shown), self.own_numbers()
        self.vanished |= shown - set(numbers)
        return numbers

    def hush(self):
        self.count_time()
        self.process.stdin.write("stop\n")
        self.process.stdin.flush()

    def quit(self):
        if self.process and self.process.poll() is None:
            try:
                self.process.stdin.close()
                self.process.wait(20)
            except (OSError, subprocess.TimeoutExpired):
                self.process.kill()
                self.process.wait()

    def messages(self):
        """All bodies of this person's database, in the order they are shown."""
        file = self.profile / "history.sqlite"
        if not file.exists():
            return []
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        try:
            return [row[0] for row in connection.execute("SELECT body FROM message ORDER BY id")]
        except sqlite3.OperationalError:  # killed before the first table was there
            return []
        finally:
            connection.close()

    def own_numbers(self):
        return numbers_of(self.messages(), self.jid)


def numbers_of(bodies, jid):
    """The numbers of `jid`'s messages, in the order of `bodies`."""
    return [int(body.split()[1]) for body in bodies if body.startswith(jid + " ")]


def body_of(stanza):
    """The text of an archived stanza, or None."""
    for child in xml.etree.ElementTree.fromstring(stanza):
        if child.tag.rsplit("}", 1)[-1] == "body":
            return child.text
    return None


def judge(place, jid, numbers, written):
    """Faults of one person's messages in one place, as sentences."""
    lost = sorted(set(written) - set(numbers))
    doubled = sorted({n for n in numbers if numbers.count(n) > 1}) if len(numbers) != len(set(numbers)) else []
    inversions = sum(1 for a, b in zip(numbers, numbers[1:]) if b < a)
    print(f"{place:28} {jid:24} written {len(written):5}  there {len(numbers):5}  lost {len(lost)}  doubled {len(doubled)}  "
          f"out of order {inversions}")
    faults = []
    if lost:
        faults.append(f"{place} lost {len(lost)} of {jid}: {lost[:10]}")
    if doubled:
        faults.append(f"{place} doubled {len(doubled)} of {jid}: {doubled[:10]}")
    if inversions:
        faults.append(f"{place} has {inversions} of {jid} out of order")
    return faults


def keep(where, profiles, archives):
    """Copies both profiles and what the server's archives hold to `where`."""
    shutil.copytree(profiles, where, dirs_exist_ok=True)
    for name, entries in archives.items():
        (where / f"archive of {name}.json").write_text(json.dumps(entries, indent=1), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("driver")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--restarts", type=int, default=5)
    parser.add_argument("--rate", type=float, default=10)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    parser.add_argument("--keep", type=pathlib.Path)
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}, {arguments.kills} kills, {arguments.restarts} restarts of the server", flush=True)
    chance = random.Random(arguments.seed)
    exit_on_signals()
    end_with_parent()

    people = []
    with tempfile.TemporaryDirectory(prefix="jackdaw-ledger-") as folder, Prosody("harbor.example", False) as server:
        for name in ("mara", "tomas"):
            server.add_account(name, "secret")
        server.befriend("mara", "tomas")
        server.start()
        try:
            mara, tomas = (Person(arguments.driver, name, peer, server.facts(), pathlib.Path(folder), arguments.rate)
                           for name, peer in (("mara", "tomas"), ("tomas", "mara")))
            people = [mara, tomas]
            for person in people:
                person.start()
            # Killed before it ever was an account, it would have nothing to lose.
            begun = time.monotonic() + 90
            while not all(person.own_numbers() for person in people):
                if time.monotonic() > begun:
                    print("FAULT: nobody writes;", [person.refused for person in people])
                    return 1
                time.sleep(0.05)
            restart_after = set(chance.sample(range(1, arguments.kills + 1), min(arguments.restarts, arguments.kills)))
            for kill in range(1, arguments.kills + 1):
                time.sleep(chance.uniform(0.05, 2.0))  # the random moment: what the test is about, not a wait for something
                if kill in restart_after:
                    server.restart()  # while both are sending
                    time.sleep(chance.uniform(0.05, 2.0))
                mara.kill()
                mara.start()

            deadline = time.monotonic() + 180
            for person in people:
                person.hush()

            def settled():
                if not all(person.online and person.waiting == 0 for person in people):
                    return False
                ours, theirs = mara.messages(), tomas.messages()
                return all(set(numbers_of(ours, person.jid)) == set(numbers_of(theirs, person.jid)) for person in people)

            while not settled() and time.monotonic() < deadline:
                time.sleep(0.2)
            print(f"online {[p.online for p in people]}, waiting {[p.waiting for p in people]}, "
                  f"last refusal {[p.refused for p in people]}")
            for person in people:
                if not person.online:
                    print(f"{person.name} is not online; now {time.monotonic():.1f}, before (time, state, error) {list(person.states)}")

            faults = []
            for writer in people:
                written = sorted(writer.look_for_shown())
                if writer.vanished:
                    faults.append(f"{writer.jid} was shown what is not on disk: {sorted(writer.vanished)[:10]}")
                print(f"{writer.jid}: {len(writer.shown)} shown, {len(written)} written in {writer.seconds:.0f} s of writing, "
                      f"{len(written) / max(writer.seconds, 0.001):.1f} a second of {arguments.rate:g}")
                if written != list(range(len(written))):
                    faults.append(f"{writer.jid} wrote with gaps")
                for reader in people:
                    faults += judge(f"database of {reader.name}", writer.jid, numbers_of(reader.messages(), writer.jid), written)
                    archived = list(filter(None, (body_of(entry["stanza"]) for entry in server.archive(reader.name))))
                    faults += judge(f"archive of {reader.name}", writer.jid, numbers_of(archived, writer.jid), written)
                if not writer.writes_enough(len(written)):
                    faults.append(f"{writer.jid} wrote only {len(written)} messages in {writer.seconds:.0f} s: less traffic than asked for")
            if faults and arguments.keep:
                keep(arguments.keep, pathlib.Path(folder), {p.name: server.archive(p.name) for p in people})
        finally:
            for person in people:
                person.quit()
    for fault in faults:
        print("FAULT:", fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
