#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing lost, nothing doubled, order kept: two users send each other ten numbered messages a second while their
processes are killed (SIGKILL) at random moments and the server is restarted under them. Afterwards the numbers in both
databases and in both archives, which slixmpp reads from the server, are compared.

    ledger.py --driver FILE [--kills 10] [--restarts 2] [--seed N] [--rate 10] [--keep FOLDER]

JACKDAW_FULL_LEDGER=1 makes it 50 kills and 5 restarts. The seed is printed; with --seed the same moments come again.
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

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "installer" / "demo"))
from prosody import Prosody, ServerError, end_with_parent, exit_on_signals  # noqa: E402


class User:
    """One profile and the process that uses it now."""

    def __init__(self, name, other, prefix, server, arguments, folder):
        self.name, self.other, self.prefix = name, other, prefix
        self.server, self.arguments = server, arguments
        self.profile = folder / name
        self.log = open(folder / f"{name}.log", "ab")
        self.process = None
        self.accepted = set()   # numbers the engine said are on disk
        self.refused = []
        self.connected = threading.Event()
        self.stopped = threading.Event()
        self.runs = 0

    def start(self, sending=True):
        command = [self.arguments.driver, "--profile", str(self.profile), "--jid", self.server.jid(self.name),
                   "--host", self.server.host, "--port", str(self.server.port), "--authority", str(self.server.authority)]
        if sending:
            command += ["--to", self.server.jid(self.other), "--prefix", self.prefix, "--rate", str(self.arguments.rate),
                        "--first", str(max(self.sent(), default=0) + 1)]
        self.connected.clear()
        self.stopped.clear()
        self.runs += 1
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log,
                                        env={**os.environ, "JACKDAW_PASSWORD": "secret"}, preexec_fn=end_with_parent)
        threading.Thread(target=self._read, args=(self.process,), daemon=True).start()

    def _read(self, process):
        for line in process.stdout:
            try:
                event = json.loads(line)
            except ValueError:
                continue  # cut off by the kill
            if event["event"] == "accepted":
                self.accepted.add(event["number"])
            elif event["event"] == "refused":
                self.refused.append(event)
            elif event["event"] == "connection" and event["state"] == 3:
                self.connected.set()
            elif event["event"] == "stopped":
                self.stopped.set()

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()

    def stop_sending(self):
        self.process.stdin.write(b"stop\n")
        self.process.stdin.flush()
        return self.stopped.wait(30)

    def end(self):
        if self.process and self.process.poll() is None:
            self.process.stdin.close()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return self.process.returncode if self.process else 0

    def _rows(self, statement):
        file = self.profile / "history.sqlite"
        if not file.exists():
            return []
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=30)
        try:
            return connection.execute(statement).fetchall()
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                return []
            raise
        finally:
            connection.close()

    def sent(self):
        """Numbers of own messages in the database, in the order of the timeline."""
        return numbers((body for body, in self._rows("SELECT body FROM message WHERE direction = 1 ORDER BY id")), self.prefix)

    def received(self, prefix):
        return numbers((body for body, in self._rows("SELECT body FROM message WHERE direction = 0 ORDER BY id")), prefix)

    def states(self):
        return dict(self._rows("SELECT state, count(*) FROM message WHERE direction = 1 GROUP BY state"))

    def check_integrity(self):
        return [text for text, in self._rows("PRAGMA integrity_check")]


def numbers(bodies, prefix):
    return [int(body.split(" ")[1]) for body in bodies if body and body.startswith(prefix + " ")]


def archive_by_peer(server, name, other, folder):
    """The archive as another client reads it from the running server (XEP-0313)."""
    with open(folder / "peer.log", "ab") as log:
        peer = subprocess.Popen([sys.executable, str(REPOSITORY / "tests/support/peer.py"), "--jid", server.jid(name),
                                 "--host", server.host, "--port", str(server.port), "--authority", str(server.authority)],
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
                                env={**os.environ, "JACKDAW_PASSWORD": "secret"}, preexec_fn=end_with_parent)
    messages = None
    for line in peer.stdout:
        event = json.loads(line)
        if event["event"] == "online":
            peer.stdin.write(json.dumps({"do": "archive", "with": server.jid(other)}) + "\n")
            peer.stdin.flush()
        elif event["event"] in ("done", "error") and event.get("do") == "archive":
            messages = event.get("messages")
            break
    peer.stdin.close()
    peer.stdout.close()
    peer.wait(30)
    return messages


class Verdict:
    def __init__(self):
        self.lost = self.doubled = self.inverted = 0
        self.words = []

    def compare(self, what, expected, got):
        """`expected` is every number that was stored by the sender; `got` is what stands at this place, in its order."""
        count = collections.Counter(got)
        lost = sorted(set(expected) - set(got))
        doubled = sorted(number for number, times in count.items() if times > 1)
        made_up = sorted(set(got) - set(expected))
        inverted = sum(1 for a, b in zip(got, got[1:]) if a > b)
        self.lost += len(lost)
        self.doubled += len(doubled)
        self.inverted += inverted
        print(f"  {what:<42} {len(got):>6} messages   lost {len(lost)}   doubled {len(doubled)}   out of order {inverted}")
        for word, which in (("lost", lost), ("doubled", doubled), ("from nowhere", made_up)):
            if which:
                self.words.append(f"{what}: {word}: {which[:20]}{' …' if len(which) > 20 else ''}")
        if inverted:
            places = [(a, b) for a, b in zip(got, got[1:]) if a > b][:10]
            self.words.append(f"{what}: out of order at {places}")


def run(arguments, folder):
    chance = random.Random(arguments.seed)
    with Prosody() as server:
        server.add_account("anna", "secret")
        server.add_account("ben", "secret")
        server.befriend("anna", "ben")
        server.start()
        anna = User("anna", "ben", "a", server, arguments, folder)
        ben = User("ben", "anna", "b", server, arguments, folder)
        users = [anna, ben]
        try:
            return play(arguments, folder, chance, server, users)
        finally:
            for user in users:
                if user.process and user.process.poll() is None:
                    user.process.kill()
                    user.process.wait()
                user.log.close()
            if arguments.keep:
                shutil.copytree(server.folder, pathlib.Path(arguments.keep) / "prosody", dirs_exist_ok=True)


def play(arguments, folder, chance, server, users):
    anna, ben = users
    for user in users:
        user.start()
        if not user.connected.wait(60):
            print(f"{user.name} did not sign in: {user.refused}. See {folder}/{user.name}.log.")
            return 1
    acts = ["kill"] * arguments.kills + ["restart"] * arguments.restarts
    chance.shuffle(acts)
    began = time.monotonic()
    for act in acts:
        # Between the first moment of a start and well after it is signed in.
        time.sleep(chance.uniform(0.05, 3.0))
        if act == "restart":
            server.restart()
            continue
        user = chance.choice(users)
        user.kill()
        time.sleep(chance.uniform(0.0, 0.3))
        user.start()
    print(f"{len(acts)} disturbances in {time.monotonic() - began:.0f} s; letting it settle")

    # Everything that was stored goes out and arrives: as long as something still moves, it has time.
    for user in users:
        if not user.stop_sending():
            print(f"{user.name} does not answer any more. See {folder}/{user.name}.log.")
            return 1
    def picture():
        return [len(anna.sent()), len(ben.sent()), len(anna.received("b")), len(ben.received("a")), anna.states(), ben.states()]
    before, still_since = picture(), time.monotonic()
    while time.monotonic() - still_since < arguments.patience:
        if not anna.states().get(0) and not ben.states().get(0) \
                and set(anna.sent()) <= set(ben.received("a")) and set(ben.sent()) <= set(anna.received("b")):
            # A double would come now, with the rest of the archive.
            if time.monotonic() - still_since > 3:
                break
        now = picture()
        if now != before:
            before, still_since = now, time.monotonic()
        time.sleep(0.25)
    archives = {user.name: archive_by_peer(server, user.name, user.other, folder) for user in users}
    codes = [user.end() for user in users]

    verdict = Verdict()
    print(f"result (anna ran {anna.runs} times, ben {ben.runs} times)")
    for sender, recipient in ((anna, ben), (ben, anna)):
        stored = sender.sent()
        verdict.compare(f"{sender.name}'s own database", range(1, max(stored, default=0) + 1), stored)
        verdict.compare(f"{sender.name} -> {recipient.name}, {recipient.name}'s database", stored,
                        recipient.received(sender.prefix))
        for user in users:
            got = numbers((message["body"] for message in archives[user.name] or []), sender.prefix)
            verdict.compare(f"{sender.name} -> {recipient.name}, {user.name}'s archive", stored, got)
        forgotten = sorted(sender.accepted - set(stored))
        if forgotten:
            verdict.lost += len(forgotten)
            verdict.words.append(f"{sender.name} was told these are on disk, and they are not: {forgotten[:20]}")
        if sender.states().get(0):
            verdict.words.append(f"{sender.name} has {sender.states()[0]} messages that still wait")
        if sender.states().get(4):
            verdict.words.append(f"{sender.name} has {sender.states()[4]} messages that failed")
        if len(stored) < arguments.kills:
            verdict.words.append(f"{sender.name} sent {len(stored)} messages only: this run shows nothing")
        if sender.check_integrity() != ["ok"]:
            verdict.words.append(f"{sender.name}'s database is damaged: {sender.check_integrity()[:3]}")
    if any(codes):
        verdict.words.append(f"the drivers ended with {codes} instead of 0")
    print(f"lost {verdict.lost}, doubled {verdict.doubled}, out of order {verdict.inverted}")
    for word in verdict.words:
        print("  " + word)
    good = not verdict.words and not (verdict.lost or verdict.doubled or verdict.inverted)
    print("good" if good else f"FAILED with seed {arguments.seed}")
    return 0 if good else 1


def main():
    full = os.environ.get("JACKDAW_FULL_LEDGER") == "1"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--driver", required=True)
    parser.add_argument("--kills", type=int, default=50 if full else 10)
    parser.add_argument("--restarts", type=int, default=5 if full else 2)
    parser.add_argument("--rate", type=float, default=10)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10 ** 6))
    parser.add_argument("--patience", type=float, default=60, help="seconds without any progress until it counts as lost")
    parser.add_argument("--keep", help="copy profiles, logs and the server's folder there")
    arguments = parser.parse_args()
    exit_on_signals()
    end_with_parent()
    print(f"seed {arguments.seed}: {arguments.kills} kills, {arguments.restarts} restarts of the server, "
          f"{arguments.rate:g} messages a second each way", flush=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="jackdaw-ledger-"))
    try:
        return run(arguments, folder)
    except ServerError as error:
        print(f"ledger.py: {error}", file=sys.stderr)
        return 1
    finally:
        if arguments.keep:
            shutil.copytree(folder, arguments.keep, dirs_exist_ok=True)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
