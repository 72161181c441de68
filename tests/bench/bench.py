#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures Jackdaw and prints one table, in Markdown, as it stands in the README.

    bench.py --build FOLDER [--only start,timeline,pictures,search,contacts,omemo,files,idle,load] [--runs 30] [--idle-seconds 120]
        [--load-scale 1] [--files-scale 1]

start     exec to first paint with 10,000 contacts and 1,000,000 messages, against a QMainWindow with menu, tool bar, tree and
          edit of the same build (bare_window), and an empty one beside it: instructions by callgrind (the same each time),
          and wall time, the programs started in turn. Callgrind counts to the end of the process: an empty window reads
          the configuration of fonts there, a third of its sum; one line of text is what any window needs that says something
timeline  opening, scrolling and resizing a conversation of 1,000,000 messages of all kinds against one of 50, and jumps in it:
          to a message, a date, a search hit, what an answer quotes (timeline_bench)
pictures  scrolling through 1,000 pictures, and the memory that they take; the same through picture bombs (pictures_bench)
search    building the full-text index, and searches in 1,000,000 messages while others are stored, against bare FTS5 and LIKE
          in the same run (search_bench)
contacts  10,000 people who come online, the first paint of 50,000, a key in the filter, against parsing, against 1,000, and against
          a QSortFilterProxyModel in the same run (contacts_bench)
omemo     encrypting to 1, 10 and 200 devices and opening what came, against the ratchet's library alone (omemo_bench)
files     a file of 500 MB up and down, in clear and sealed, against curl in the same run, and the memory that takes (files.py).
          --files-scale 0.1 takes one of 50 MB
idle      context switches a second over all threads, connected to a private Prosody, unfocused, nothing happening
load      floods of messages, presences, requests: stalls of the window, the engine's processor time, memory; and QXmpp's own
          stream reader beside ours (load.py). --load-scale 0.1 does a tenth, --floods names some

Ends with 1 if a goal is missed. Needs Xvfb, valgrind, prosody; a missing one is an error, never a skip.
"""
import argparse
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "installer" / "demo"))
from desktop import Desktop, NotSeen, wait_for  # noqa: E402
from prosody import Prosody, ServerError, end_with_parent, exit_on_signals  # noqa: E402

from files import Files  # noqa: E402
from flood_server import NoAnswer  # noqa: E402
from load import Load  # noqa: E402

CONTACTS, MESSAGES = 10_000, 1_100_000
BIG_CONVERSATION = 1_000_000  # of MESSAGES


class Table:
    def __init__(self):
        self.rows, self.missed = [], 0

    def add(self, what, value, goal="", good=None):
        verdict = "" if good is None else "met" if good else "missed"
        self.missed += good is False
        self.rows.append((what, value, goal, verdict))

    def __str__(self):
        rows = [("measured", "value", "goal", ""), *self.rows]
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
        lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
        return "\n".join(lines)


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Bench:
    def __init__(self, arguments, desktop, table):
        self.arguments, self.desktop, self.table = arguments, desktop, table
        self.jackdaw = arguments.build / "bin" / "jackdaw"
        self.bare = arguments.build / "tests" / "bare_window"

    def tool(self, name):
        for folder in ("bin", "tests"):
            if (self.arguments.build / folder / name).exists():
                return self.arguments.build / folder / name
        raise NotSeen(f"{name} is not built in {self.arguments.build}")

    def profile(self):
        """A profile with much in it, made once a build folder; every start gets it as it was."""
        folder = self.arguments.build / "bench-profile"
        done = folder / "made"
        wanted = f"{CONTACTS} {MESSAGES} {BIG_CONVERSATION} {os.path.getmtime(self.tool('jackdaw-make-history'))}"
        if not done.exists() or done.read_text() != wanted:
            subprocess.run(["rm", "-rf", str(folder)], check=True)
            print("making the history …", file=sys.stderr, flush=True)
            subprocess.run([str(self.tool("jackdaw-make-history")), str(folder), "--contacts", str(CONTACTS), "--messages",
                            str(MESSAGES), "--big-conversation", str(BIG_CONVERSATION)], check=True, stdout=sys.stderr)
            done.write_text(wanted)
        return folder

    def environment(self):
        # As a user without a screen reader has it.
        environment = {**self.desktop.environment, "NO_AT_BRIDGE": "1"}
        for name in ("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "QT_ACCESSIBILITY"):
            environment.pop(name, None)
        return environment

    # Start

    def first_paint(self, command):
        """Milliseconds from before exec to the first paint."""
        before = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
        done = subprocess.run(command, env=self.environment(), capture_output=True, text=True, timeout=120)
        found = re.search(r"monotonic-ns=(\d+)", done.stdout)
        if not found:
            raise NotSeen(f"{command[0]} told no first paint: {done.stdout} {done.stderr[-1500:]}")
        return (int(found.group(1)) - before) / 1e6

    def instructions(self, command):
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder) / "out"
            done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", *command],
                                  env=self.environment(), capture_output=True, text=True, timeout=1200)
            if not out.exists() or "first-paint" not in done.stdout:
                raise NotSeen(f"callgrind failed on {command[0]}: {done.stderr[-1500:]}")
            return int(re.search(r"^(?:summary|totals): (\d+)", out.read_text(errors="replace"), re.MULTILINE).group(1))

    def start(self):
        jackdaw = [str(self.jackdaw), "--profile", str(self.profile()), "--secrets-in-memory", "--exit-after-first-paint"]
        bare = [str(self.bare), "--exit-after-first-paint"]
        programs = {"jackdaw": jackdaw, "window": bare, "empty": [*bare, "--empty"]}
        for command in programs.values():
            for _ in range(3):
                self.first_paint(command)  # into the page cache
        times = {name: [] for name in programs}
        for _ in range(self.arguments.runs):
            for name, command in programs.items():
                times[name].append(self.first_paint(command))
        for word, pick in (("p10", lambda values: percentile(values, 0.1)), ("median", statistics.median)):
            ours, window, empty = (pick(times[name]) for name in programs)
            self.table.add(f"exec to first paint, wall time, {word}", f"{ours:.0f} ms against {window:.0f} ms: {ours / window:.2f}",
                           "<= 1.5", ours / window <= 1.5)
            self.table.add("  the same against an empty QMainWindow", f"{ours:.0f} ms against {empty:.0f} ms: {ours / empty:.2f}",
                           "<= 1.5", ours / empty <= 1.5)
        ours, window, empty = (self.instructions(command) / 1e6 for command in programs.values())
        self.table.add("exec to first paint, instructions", f"{ours:.0f} M against {window:.0f} M: {ours / window:.2f}",
                       "<= 1.35", ours / window <= 1.35)
        self.table.add("  the same against an empty QMainWindow", f"{ours:.0f} M against {empty:.0f} M: {ours / empty:.2f}",
                       "<= 1.35", ours / empty <= 1.35)
        line = self.instructions([*bare, "--line"]) / 1e6
        self.table.add("  the same against a QMainWindow with one line of text",
                       f"{ours:.0f} M against {line:.0f} M: {ours / line:.2f}")

    # Timeline

    def timeline(self):
        environment = {**self.environment(), "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run([str(self.tool("timeline_bench")), "--profile", str(self.profile())], env=environment,
                              capture_output=True, text=True, timeout=600)
        print(done.stdout, file=sys.stderr)
        if done.returncode:
            raise NotSeen(f"timeline_bench failed: {done.stderr[-1500:]}")
        for line in done.stdout.splitlines():
            # What; wall time p10, median and p99; processor time median and p99; goal. A ratio has no p99.
            found = re.match(r"(.{44})((?: +\d+\.\d+){3,5}) +((?:p99 )?<= ?([\d.]+))$", line)
            if not found:
                continue
            numbers = [float(number) for number in found.group(2).split()]
            tail = found.group(3).startswith("p99")
            wall, processor = (numbers[2], numbers[4]) if tail else (numbers[1], numbers[3] if len(numbers) > 3 else numbers[2])
            unit = "" if "ratio" in found.group(1) else " ms"
            self.table.add(found.group(1).strip(), f"{wall:.2f}{unit}{' (p99)' if tail else ''}, processor {processor:.2f}{unit}",
                           found.group(3), wall <= float(found.group(4)))

    # Search

    def search(self):
        self.rows_of("search_bench", "--folder", str(self.arguments.build / "bench-search"))

    def pictures(self):
        self.rows_of("pictures_bench")
        self.rows_of("pictures_bench", "--bombs")  # in a program of its own, whose memory is measured

    def contacts(self):
        self.rows_of("contacts_bench")

    def omemo(self):
        self.rows_of("omemo_bench")

    def rows_of(self, tool, *arguments):
        done = subprocess.run([str(self.tool(tool)), *arguments], env={**self.environment(), "QT_QPA_PLATFORM": "offscreen"},
                              stdout=subprocess.PIPE, text=True, timeout=3600)
        print(done.stdout, file=sys.stderr)
        if done.returncode:
            raise NotSeen(f"{tool} failed")
        for line in done.stdout.splitlines():
            # What; value; goal; met or missed, or nothing where it is a floor to compare with.
            cells = [cell.strip() for cell in line.split("|")]
            if len(cells) == 4:
                self.table.add(cells[0], cells[1], cells[2], {"met": True, "missed": False}.get(cells[3]))

    # Idle

    def idle(self):
        with Prosody() as server, tempfile.TemporaryDirectory(prefix="jackdaw-bench-") as folder:
            server.add_account("anna", "secret")
            for number in range(50):
                server.add_account(f"person{number}", "secret")
                server.set_contact("anna", f"person{number}", f"Person {number}", ["Crew"])
            server.start()
            facts = server.facts()
            quiet = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": None, "QT_ACCESSIBILITY": None, "NO_AT_BRIDGE": "1"}
            program = self.desktop.start(
                [str(self.jackdaw), "--profile", folder, "--secrets-in-memory", "--sign-in", server.jid("anna"), "--host",
                 facts["host"], "--port", str(facts["port"]), "--authority", facts["authority"]],
                {**quiet, "JACKDAW_PASSWORD": "secret"})
            program.window()

            def connected():
                program.assert_alive()
                return "Authenticated as anna@" in server.log.read_text(errors="replace")
            wait_for("the program to sign in", connected, 60)
            # Another program's window takes the focus.
            other = self.desktop.start([str(self.bare)], quiet)
            other.place(0, 0, 300, 200)
            other.activate()
            self.wait_quiet(program)
            before, began = switches(program.pid), time.monotonic()
            time.sleep(self.arguments.idle_seconds)
            program.assert_alive()
            after, took = switches(program.pid), time.monotonic() - began
            for process in (other, program):
                process.end()
        total = sum(after.values()) - sum(before.get(thread, 0) for thread in after)
        by_thread = {thread: count - before.get(thread, 0) for thread, count in after.items() if count != before.get(thread, 0)}
        print(f"idle: {total} switches in {took:.0f} s; threads: {by_thread}", file=sys.stderr)
        rate = total / took
        self.table.add(f"idle, connected, unfocused, over {took:.0f} s", f"{rate:.2f} wake-ups a second", "<= 0.1", rate <= 0.1)

    # Files

    def files(self):
        Files(self, self.arguments.files_scale).run()

    # Load

    def load(self):
        Load(self, self.arguments.load_scale).run(self.arguments.floods and self.arguments.floods.split(","))

    @staticmethod
    def wait_quiet(program):
        """What follows a start (archive, capabilities, caches) has to be over: two seconds with hardly a switch."""
        state = {"last": switches(program.pid), "at": time.monotonic()}

        def quiet():
            if time.monotonic() - state["at"] < 2:
                return False
            now = switches(program.pid)
            moved = sum(now.values()) - sum(state["last"].values())
            state.update(last=now, at=time.monotonic())
            return moved <= 4
        wait_for("the program to come to rest", quiet, 120, pause=0.2)


def switches(pid):
    """Context switches so far of every thread: {"name tid": count}."""
    counts = {}
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        try:
            text = (task / "status").read_text()
        except OSError:
            continue  # the thread has just ended
        name = re.search(r"^Name:\s*(.*)$", text, re.MULTILINE).group(1)
        counts[f"{name} {task.name}"] = sum(int(n) for n in re.findall(r"ctxt_switches:\s*(\d+)", text))
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True, type=pathlib.Path)
    parser.add_argument("--only", default="start,timeline,pictures,search,contacts,omemo,files,idle,load")
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--idle-seconds", type=float, default=120)
    parser.add_argument("--load-scale", type=float, default=1)
    parser.add_argument("--files-scale", type=float, default=1)
    parser.add_argument("--floods", help="for load: some of messages,presences,roster,offline,archive,requests,typing,hostile,rooms")
    arguments = parser.parse_args()
    arguments.build = arguments.build.resolve()
    exit_on_signals()
    end_with_parent()
    table = Table()
    try:
        with Desktop() as desktop:
            bench = Bench(arguments, desktop, table)
            for part in arguments.only.split(","):
                if part not in ("start", "timeline", "pictures", "search", "contacts", "omemo", "files", "idle", "load"):
                    parser.error(f"there is no {part}")
                getattr(bench, part)()
    except (NotSeen, NoAnswer, ServerError) as error:
        print(f"bench.py: {error}", file=sys.stderr)
        return 2
    print(table)
    return 1 if table.missed else 0


if __name__ == "__main__":
    sys.exit(main())
