# SPDX-License-Identifier: GPL-3.0-or-later
"""Floods: what the window and the engine do when a server or a contact sends very much (bench.py --only load).

Each flood meets the real program, signed in to a server on loopback that is as fast as the client, once with a tenth of the
input and once with all of it, three times each where that is a matter of a moment: the longest stall of the window
(--measure-stalls), processor time of the engine's thread, memory before and after. Then the same bytes meet QXmpp's own
stream reader and ours, without anything behind them. What is sent to hurt meets a program that was started while no
typeface was in the memory of the system, as after the computer was switched on.
"""
import contextlib
import ctypes
import json
import mmap
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

from desktop import NotSeen, wait_for
from flood_server import DOMAIN, JID, PASSWORD, FloodServer, NoAnswer, stamp
from prosody import end_with_parent

STALL_LIMIT = 16.0                # ms; StallMeter writes none that is shorter
SLOPE_LIMIT, MEMORY_LIMIT = 12.0, 1.5
STOCK_PATIENCE = 60               # s, for QXmpp's own reader
JOIN_LIMIT = 1.0                  # s
SHORT = 0.1                       # s of processor time


def contact(number):
    return f"<item jid='person{number}@{DOMAIN}' name='Person {number}' subscription='both'><group>Crew {number % 20}</group></item>"


def text(number, sender=0, more=""):
    return (f"<message from='person{sender}@{DOMAIN}/x' to='{JID}' type='chat' id='m{number}'>"
            f"<body>short message {number}</body>{more}</message>").encode()


def messages(count):
    return (text(number) for number in range(count))


def presences(count):
    shows = ("", "<show>away</show>", "<show>dnd</show>", "<show>xa</show>")
    return (f"<presence from='person{number}@{DOMAIN}/x' to='{JID}'>{shows[number % 4]}<status>status {number}</status>"
            f"<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='https://client.example' ver='ver{number % 20}'/>"
            "</presence>".encode() for number in range(count))


def offline(count):
    return (text(number, number % 200, f"<delay xmlns='urn:xmpp:delay' from='{DOMAIN}' stamp='{stamp(number)}'/>")
            for number in range(count))


def requests(count):
    payloads = ("<ping xmlns='urn:xmpp:ping'/>", "<query xmlns='jabber:iq:version'/>",
                "<query xmlns='http://jabber.org/protocol/disco#info'/>")
    return (f"<iq type='get' id='q{number}' from='person0@{DOMAIN}/x' to='{JID}/desk'>{payloads[number % 3]}</iq>".encode()
            for number in range(count))


def typing(count):
    return (f"<message from='person0@{DOMAIN}/x' to='{JID}' type='chat'><{'paused' if number % 2 else 'composing'} "
            "xmlns='http://jabber.org/protocol/chatstates'/></message>".encode() for number in range(count))


def roster(count):
    """One stanza, as a server answers."""
    yield f"<iq type='result' id='roster' to='{JID}/desk'><query xmlns='jabber:iq:roster' ver='1'>".encode()
    yield from (contact(number).encode() for number in range(count))
    yield b"</query></iq>"


def archived(count):
    return (f"<message to='{JID}/desk' from='{JID}'><result xmlns='urn:xmpp:mam:2' queryid='q' id='a{number}'>"
            f"<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='{stamp(number)}'/>"
            f"<message xmlns='jabber:client' from='person{number % 200}@{DOMAIN}/x' to='{JID}' type='chat' id='m{number}'>"
            f"<body>line {number} of what was said</body></message></forwarded></result></message>".encode()
            for number in range(count))


MEGABYTE = 1_000_000                 # bytes of text, about
SHAPES = {"one line": "x", "words": "word ", "lines": "\n", "marks": "a\u0301", "emoji": "\U0001F426", "styling": "*a* _b_ ",
          "links": "https://a.example/ ", "right to left": "\u05e9\u05dc\u05d5\u05dd ", "ideographs": "\u8a9e",
          "both directions": "\u05e9a ", "quotes": "&gt; quoted\n", "code": "```\ncode\n```\n"}


def megabyte(shape):
    return (f"<message from='person0@{DOMAIN}/x' to='{JID}' type='chat' id='long{time.monotonic_ns()}'>"
            f"<body>{SHAPES[shape] * (MEGABYTE // len(SHAPES[shape].encode()))}</body></message>").encode()


def nested(count):
    """Directives and quotes a thousand deep (XEP-0393), markup as deep as a stanza may be (XEP-0071)."""
    deep = ("&gt; " * 1000 + "there", "*_~" * 1000 + "there" + "~_*" * 1000, "*" * 3000, "_a " * 3000, "```" * 1000,
            "\n".join("&gt;" * depth + " there" for depth in range(0, 1000, 25)))
    spans = 80
    rich = "<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>" \
        + "<em><strong>" * (spans // 2) + "there" + "</strong></em>" * (spans // 2) + "</body></html>"
    return (f"<message from='person0@{DOMAIN}/x' to='{JID}' type='chat' id='deep{number}'><body>{deep[number % len(deep)]}</body>"
            f"{rich if number % 2 else ''}</message>".encode() for number in range(count))


def reactions(count):
    """To one message, in two sets that take turns, each larger than a message keeps."""
    def stanza(number):
        kept = "".join(f"<reaction>{chr(0x1F400 + (number % 2 * 40 + one) % 200)}</reaction>" for one in range(40))
        return (f"<message from='person0@{DOMAIN}/x' to='{JID}' type='chat' id='react{number}'>"
                f"<reactions xmlns='urn:xmpp:reactions:0' id='mfirst'>{kept}</reactions></message>").encode()
    return (stanza(number) for number in range(count))


def corrections(count):
    """Of one message by who wrote it, and by a stranger."""
    return (text(f"fix{number}", number % 2, "<replace xmlns='urn:xmpp:message-correct:0' id='mfirst'/>") for number in range(count))


def fallbacks(count):
    """Replies whose ranges are out of bounds, overlap, run backwards, and are many (XEP-0461, 0428)."""
    ranges = ("start='0' end='99999999'", "start='5' end='2'", "start='-7' end='4'", "start='4294967296' end='4294967300'", "", "start='3'")
    fallback = "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'>" \
        + "".join(f"<body {one}/>" for one in ranges) * 30 + "</fallback>"
    reply = f"<reply xmlns='urn:xmpp:reply:0' to='person0@{DOMAIN}/x' id='mfirst'/>"
    return (text(f"reply{number}", more=reply + fallback) for number in range(count))


def retractions(count):
    """All that was said is taken back, by both versions (XEP-0424)."""
    def stanza(number):
        old = f"<apply-to xmlns='urn:xmpp:fasten:0' id='m{number}'><retract xmlns='urn:xmpp:message-retract:0'/></apply-to>"
        new = f"<retract xmlns='urn:xmpp:message-retract:1' id='m{number}'/>"
        return (f"<message from='person0@{DOMAIN}/x' to='{JID}' type='chat' id='gone{number}'>{new if number % 2 else old}"
                "<body>taken back</body><fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:message-retract:1'/></message>").encode()
    return (stanza(number) for number in range(count))


def drop_typefaces():
    """Takes the typefaces out of the memory of the system: whoever wants one then has it from the disk. Returns the bytes
    that stay, as another process has them mapped, or as their file system has no disk."""
    listed = subprocess.run(["fc-list", ":", "file"], capture_output=True, text=True, check=True).stdout.splitlines()
    kept = 0
    for file in (line.split(":")[0] for line in listed if line):
        with open(file, "rb") as opened:
            os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            kept += in_memory(opened.fileno())
    return kept


def in_memory(handle):
    """Bytes of an open file that the system has in memory (mincore(2), which Python does not have)."""
    system = ctypes.CDLL(None, use_errno=True)
    system.mmap.restype = ctypes.c_void_p
    system.mmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long)
    system.mincore.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p)
    system.munmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t)
    size = os.fstat(handle).st_size
    pages = (ctypes.c_ubyte * -(-size // mmap.PAGESIZE))()
    place = system.mmap(None, size, mmap.PROT_READ, mmap.MAP_SHARED, handle, 0)
    if place == ctypes.c_void_p(-1).value or system.mincore(place, size, pages):
        raise OSError(ctypes.get_errno(), "mincore")
    system.munmap(place, size)
    return mmap.PAGESIZE * sum(page & 1 for page in pages)


class Threads:
    """What a process and its threads used so far, by /proc."""

    def __init__(self, pid):
        self.folder = pathlib.Path(f"/proc/{pid}")

    def seconds(self, name):
        """Processor time of the thread that has this name."""
        for task in (self.folder / "task").iterdir():
            if (task / "comm").read_text().strip() == name:
                return int((task / "schedstat").read_text().split()[0]) / 1e9
        raise NotSeen(f"there is no thread {name}")

    def megabytes(self, field="VmRSS"):
        return int(re.search(rf"^{field}:\s*(\d+)", (self.folder / "status").read_text(), re.MULTILINE).group(1)) / 1024

    def wait_quiet(self, names):
        """Until these threads have used hardly anything for a second."""
        state = {"used": 0.0, "since": time.monotonic()}

        def quiet():
            if time.monotonic() - state["since"] < 1:
                return False
            used = sum(self.seconds(name) for name in names)
            moved = used - state["used"]
            state.update(used=used, since=time.monotonic())
            return moved < 0.03
        wait_for("the program to come to rest", quiet, 180, pause=0.1)


class Session:
    """The real program, signed in to a flood server, with its chat with person0 open. `cold`: it has its typefaces from the
    disk, and the first message is of emoji."""

    def __init__(self, bench, stack, roster=1, cold=False):
        self.server = stack.enter_context(FloodServer([contact(number) for number in range(roster)]))
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="jackdaw-load-")))
        self.stalls = folder / "stalls"
        self.kept = drop_typefaces() if cold else 0
        quiet = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": None, "QT_ACCESSIBILITY": None, "NO_AT_BRIDGE": "1"}
        self.program = bench.desktop.start(
            [str(bench.jackdaw), "--profile", str(folder / "profile"), "--secrets-in-memory", "--sign-in", JID, "--host", "127.0.0.1",
             "--port", str(self.server.port), "--authority", str(self.server.authority), "--measure-stalls", str(self.stalls)],
            {**quiet, "JACKDAW_PASSWORD": PASSWORD})
        stack.callback(self.program.end)
        self.threads = Threads(self.program.pid)
        self.server.wait_for_session()
        self.settle()
        # The first message makes the chat, the key opens it, and the marker says that it was seen.
        first = text("first", more="<markable xmlns='urn:xmpp:chat-markers:0'/>")
        self.server.flood([first.replace(b"message first", SHAPES["emoji"].encode() * 3) if cold else first])
        self.settle()
        self.program.place(0, 0, 1180, 780)
        self.program.key("alt+Down")
        wait_for("the chat to open", lambda: self.server.heard.get("message displayed"), 30)
        self.settle()

    def settle(self):
        self.threads.wait_quiet(("jackdaw", "engine"))

    def since_paint(self):
        """The stalls that began after the first paint."""
        lines = [json.loads(line) for line in self.stalls.read_text().splitlines()]
        painted = next(line["first_paint_ms"] for line in lines if "first_paint_ms" in line)
        return self.worst([line for line in lines if line.get("stall_at_ms", 0) > painted])

    @staticmethod
    def worst(stalls):
        worst = max(stalls, key=lambda stall: stall["processor_ms"], default={"length_ms": 0.0, "processor_ms": 0.0})
        return {"stalls": len(stalls), "longest": max((stall["length_ms"] for stall in stalls), default=0.0),
                "longest_processor": worst["processor_ms"]}

    def measure(self, work):
        """Runs `work`, waits until the program has dealt with it, and returns what it cost."""
        seen = self.stalls.stat().st_size
        processor, memory, began = self.threads.seconds("engine"), self.threads.megabytes(), time.monotonic()
        work()
        took = time.monotonic() - began
        self.settle()
        self.program.assert_alive()
        stalls = [json.loads(line) for line in self.stalls.read_bytes()[seen:].decode().splitlines()]
        return {"processor": self.threads.seconds("engine") - processor, "took": took, "before": memory,
                "after": self.threads.megabytes(), **self.worst(stalls)}


class Load:
    """`bench` has the program, the desktop and the table; `scale` 1 is the whole length."""

    def __init__(self, bench, scale):
        self.bench, self.table = bench, bench.table
        self.scale = scale

    def run(self, only=None):
        floods = {
            "messages": (20_000, "short messages into the open chat", messages),
            "presences": (10_000, "presences, the contacts shown", presences),
            "roster": (10_000, "contacts in the roster of a new session", roster),
            "offline": (100_000, "offline messages of 200 people", offline),
            "archive": (100_000, "messages in the archive of a new session", archived),
            "requests": (20_000, "requests of a contact", requests),
            "typing": (20_000, "changes of typing in the open chat", typing),
        }
        for name, (count, what, stanzas) in floods.items():
            if only and name not in only:
                continue
            count = int(count * self.scale)
            # The same roster for both: else what it costs to know ten times as many people would stand in the ratio too.
            people = count if name == "presences" else 1
            small, large = self.both(name, count, stanzas, people)
            self.tell(f"{count:,} {what}", small, large)
            self.readers(f"{count:,} {what}", count, stanzas)
        if not only or "hostile" in only:
            self.hostile()
        if not only or "rooms" in only:
            for people in (2_000, 10_000):
                self.room(int(people * self.scale))

    def hostile(self):
        """What is sent to hurt, into the open chat, one kind after the other in one session."""
        print("what is sent to hurt …", file=sys.stderr, flush=True)
        kinds = ((300, "messages nested a thousand deep", nested),
                 (5_000, "sets of reactions to one message", reactions),
                 (5_000, "corrections of one message, half of them a stranger's", corrections),
                 (2_000, "answers with ranges out of bounds", fallbacks),
                 (2_000, "messages, said", messages),
                 (2_000, "messages, all of them taken back", retractions))
        with contextlib.ExitStack() as stack:
            session = Session(self.bench, stack, cold=True)
            print(f"  of the typefaces {session.kept / 1e6:.1f} MB were in memory nevertheless", file=sys.stderr, flush=True)
            self.tell_bad("the first emoji after a start with the typefaces on a cold disk", session.since_paint())
            # One by one: each is the newest for a while, and stands on the screen.
            for shape in SHAPES:
                self.tell_bad(f"1 MB of {shape}", session.measure(lambda: session.server.flood([megabyte(shape)])))
            for count, what, stanzas in kinds:
                count = int(count * self.scale)
                self.tell_bad(f"{count:,} {what}", session.measure(lambda: session.server.flood(stanzas(count))))

    def tell_bad(self, what, result):
        print(f"  {what}: {result}", file=sys.stderr, flush=True)
        longest = f"{result['longest']:.0f} ms, processor {result['longest_processor']:.0f} ms, {result['stalls']} over" \
            if result["stalls"] else "none over"
        engine = f"; engine {result['processor']:.2f} s" if "processor" in result else ""
        self.table.add(f"bad input: {what}: stalls of the window", f"{longest} {STALL_LIMIT:.0f} ms{engine}",
                       f"<= {STALL_LIMIT:.0f} ms", result["longest"] <= STALL_LIMIT)

    def room(self, people):
        """A room of so many, entered again while it is open and its members are shown: the worst that one can look at."""
        print(f"a room of {people} …", file=sys.stderr, flush=True)
        with contextlib.ExitStack() as stack:
            session = Session(self.bench, stack)
            server = session.server
            server.room, server.people = f"big@groups.{DOMAIN}", 1
            server.begin_again(server.roster)
            server.wait_for_room()
            # A room is among the chats once something was said there, and then it is the first.
            server.flood([f"<message from='{server.room}/Person 0' to='{JID}/desk' type='groupchat' id='r1'><body>hello all</body></message>".encode()])
            session.settle()
            session.program.key("alt+Up")
            session.settle()
            session.program.key("alt+Return")
            session.settle()
            server.people = people

            def enter():
                server.begin_again(server.roster)
                server.wait_for_room()
            result = session.measure(enter)
            joined = server.joined
            # A storm: everybody takes another name's place, one after the other.
            storm = session.measure(lambda: server.flood(
                stanza for number in range(people // 10) for stanza in self.renamed(server.room, number)))
        print(f"  {result} joined {joined:.2f} {storm}", file=sys.stderr, flush=True)
        add = self.table.add
        add(f"a room of {people:,}: everybody read, from the wish to enter", f"{joined:.2f} s", f"<= {JOIN_LIMIT:.0f} s", joined <= JOIN_LIMIT)
        for what, one in (("… stalls of the window", result), (f"… and while {people // 10:,} take other names", storm)):
            longest = f"{one['longest']:.0f} ms, processor {one['longest_processor']:.0f} ms, {one['stalls']} over" if one["stalls"] else "none over"
            add(what, f"{longest} {STALL_LIMIT:.0f} ms", f"<= {STALL_LIMIT:.0f} ms", one["longest"] <= STALL_LIMIT)
        growth = result["after"] / result["before"]
        add("… memory after, against before", f"{result['after']:.0f} MB against {result['before']:.0f} MB: {growth:.2f}",
            f"<= {MEMORY_LIMIT}", growth <= MEMORY_LIMIT)

    @staticmethod
    def renamed(room, number):
        """XEP-0045, 7.6."""
        item = "<item affiliation='none' role='participant'"
        yield (f"<presence from='{room}/Person {number}' to='{JID}/desk' type='unavailable'><x xmlns='http://jabber.org/protocol/muc#user'>"
               f"{item} nick='Somebody {number}'/><status code='303'/></x></presence>").encode()
        yield (f"<presence from='{room}/Somebody {number}' to='{JID}/desk'><x xmlns='http://jabber.org/protocol/muc#user'>{item}/></x>"
               f"<occupant-id xmlns='urn:xmpp:occupant-id:0' id='id-{number}'/></presence>").encode()

    def both(self, name, count, stanzas, roster):
        """A tenth of a flood, and the flood. What takes a few hundredths of a second differs by a tenth from one time to the
        next, as much as the ratio may be off: such a pair is taken three times, and the middle of each counts, but the
        worst of the stalls."""
        def pair():
            return self.flood(name, count // 10, stanzas, roster), self.flood(name, count, stanzas, roster)
        pairs = [pair()]
        if pairs[0][0]["processor"] < SHORT:
            pairs += [pair(), pair()]
        small, large = ({**max(side, key=lambda result: result["longest"]),
                         "processor": statistics.median(result["processor"] for result in side)} for side in zip(*pairs))
        return small, large

    def flood(self, name, count, stanzas, roster=1):
        print(f"{count} {name} …", file=sys.stderr, flush=True)
        with contextlib.ExitStack() as stack:
            session = Session(self.bench, stack, roster)
            if name in ("presences", "roster"):
                session.program.key("ctrl+2")
                session.settle()
            if name == "roster":
                result = session.measure(lambda: session.server.begin_again([contact(number) for number in range(count)]))
                # What is in it stays, so its memory is that of a second one in the place of the first.
                second = session.measure(lambda: session.server.begin_again(
                    [contact(number).replace("name='Person", "name='Another") for number in range(count)]))
                for kind in ("longest", "longest_processor", "stalls"):
                    result[kind] = max(result[kind], second[kind])
                result.update(before=result["after"], after=second["after"])
            elif name == "archive":
                result = session.measure(lambda: session.server.begin_again(session.server.roster, count))
            else:
                result = session.measure(lambda: session.server.flood(stanzas(count)))
            print(f"  {result}", file=sys.stderr, flush=True)
            return result

    def tell(self, what, small, large):
        add = self.table.add
        longest = f"{large['longest']:.0f} ms, processor {large['longest_processor']:.0f} ms, {large['stalls']} over" \
            if large["stalls"] else "none over"
        add(f"{what}: stalls of the window", f"{longest} {STALL_LIMIT:.0f} ms", f"<= {STALL_LIMIT:.0f} ms",
            large["longest"] <= STALL_LIMIT)
        slope = large["processor"] / small["processor"]
        add("… engine, processor, against a tenth of it",
            f"{large['processor']:.2f} s against {small['processor']:.3f} s: {slope:.1f}", f"<= {SLOPE_LIMIT:.0f}",
            slope <= SLOPE_LIMIT)
        growth = large["after"] / large["before"]
        add("… memory after, against before", f"{large['after']:.0f} MB against {large['before']:.0f} MB: {growth:.2f}",
            f"<= {MEMORY_LIMIT}", growth <= MEMORY_LIMIT)

    def readers(self, what, count, stanzas):
        small = self.reader("guard", count // 10, stanzas)
        ours = self.reader("guard", count, stanzas)
        stock = self.reader("stock", count, stanzas)
        slope = ours["used"] / small["used"]
        self.table.add("… reader alone, ours against QXmpp's in the same run", f"{self.words(ours)} against {self.words(stock)}")
        self.table.add("… reader alone, ours, against a tenth of it", f"{ours['used']:.2f} s against {small['used']:.3f} s: {slope:.1f}",
                       f"<= {SLOPE_LIMIT:.0f}", slope <= SLOPE_LIMIT)

    @staticmethod
    def words(result):
        if "used" not in result:
            return f"not done after {STOCK_PATIENCE} s, {result['peak']:.0f} MB"
        return f"{result['used']:.2f} s, {result['deaf']:.0f} ms deaf, {result['peak']:.0f} MB"

    def reader(self, kind, count, stanzas):
        """Processor time, longest block and peak of memory of one reader; without the first two if it came to no end."""
        with FloodServer() as server:
            process = subprocess.Popen(
                [str(self.bench.tool("reader_bench")), "--reader", kind, "--port", str(server.port), "--authority",
                 str(server.authority)], env={**self.bench.environment(), "JACKDAW_PASSWORD": PASSWORD}, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=end_with_parent)
            threads = Threads(process.pid)
            try:
                server.wait_for_session()
                before = threads.seconds("reader_bench")
                server.flood(stanzas(count), STOCK_PATIENCE)
                used, peak = threads.seconds("reader_bench") - before, threads.megabytes("VmHWM")
                process.stdin.close()
                answer = json.loads(process.stdout.readline())
                return {"used": used, "deaf": answer["longest_block_ms"], "peak": peak}
            except NoAnswer:
                if kind == "guard":
                    raise  # it is ours that has to come to an end
                return {"peak": threads.megabytes("VmHWM")}
            finally:
                process.kill()
                process.wait()
                process.stdout.close()
