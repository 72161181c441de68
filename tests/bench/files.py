# SPDX-License-Identifier: GPL-3.0-or-later
"""A large file up and down, in clear and sealed, against curl in the same run (bench.py --only files).

A private Prosody that gives places on a web server beside it (file_server.py), two engines (files_bench) and curl, one transfer at a
time and each kind in turn, the first of them another one each time.
What curl does not have to do (hash, seal, open, compare with what was said) is in our time. Memory is that of our process: by how
much it was larger, at its largest, than before the transfer.
"""
import contextlib
import filecmp
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
from xml.etree import ElementTree as ET

from desktop import NotSeen
from prosody import HOST, Prosody, end_with_parent, free_ports

HERE = pathlib.Path(__file__).resolve().parent
PEER = HERE.parent / "support" / "peer.py"
TIME_LIMIT = 1.15
MEMORY_LIMIT = 16          # MB
WHOLE = 500_000_000        # bytes; what a sealed file of an unsaid size may have is 500 MiB
ROUNDS = 3
PASSWORD = "secret"
UPLOAD = "urn:xmpp:http:upload:0"


class Lines:
    """A program that takes a command a line and answers each with a line of JSON."""

    def __init__(self, command, environment):
        self.process = subprocess.Popen([str(part) for part in command], env={**environment, "JACKDAW_PASSWORD": PASSWORD}, text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=end_with_parent)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()

    def answer(self, *events):
        for line in self.process.stdout:
            said = json.loads(line)
            if said["event"] in events:
                return said
            if said["event"] in ("refused", "error"):
                raise NotSeen(f"{self.process.args[0]}: {said}")
        raise NotSeen(f"{self.process.args[0]} ended before it said {events}")

    def ask(self, command, *events):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return self.answer(*events)


class Files:
    """`bench` has the programs and the table; `scale` 1 is the whole size."""

    def __init__(self, bench, scale):
        self.bench, self.table = bench, bench.table
        self.size = int(WHOLE * scale)

    def run(self):
        (port,) = free_ports(1)
        with tempfile.TemporaryDirectory(prefix="jackdaw-files-") as folder, \
                Prosody(file_limit=self.size + 1024, uploads_at=f"https://{HOST}:{port}/") as server:
            self.folder, self.server = pathlib.Path(folder), server
            self.stored = server.folder / "stored"  # in memory, as Prosody's own are
            self.stored.mkdir()
            self.file = self.folder / "large.bin"
            with self.file.open("wb") as file:
                for at in range(0, self.size, 2 ** 20):
                    file.write(os.urandom(min(2 ** 20, self.size - at)))
            for name in ("anna", "ben", "curl"):
                server.add_account(name, PASSWORD)
            server.befriend("anna", "ben")
            server.start()
            with self.web(port), self.engine("anna", "ben") as sender, self.engine("ben", "anna") as receiver, self.peer() as peer:
                for program in (sender, receiver, peer):
                    program.answer("online")
                self.measure(sender, receiver, peer)

    @contextlib.contextmanager
    def web(self, port):
        keys = [str(self.server.folder / name) for name in ("server.pem", "server.key")]
        process = subprocess.Popen([sys.executable, "-B", str(HERE / "file_server.py"), str(port), *keys, str(self.stored)],
                                   stdout=subprocess.PIPE, text=True, preexec_fn=end_with_parent)
        try:
            if process.stdout.readline() != "ready\n":
                raise NotSeen("the web server did not start")
            yield
        finally:
            process.kill()
            process.wait()
            process.stdout.close()

    def engine(self, name, other):
        facts = self.server.facts()
        return Lines([self.bench.tool("files_bench"), "--profile", self.folder / name, "--jid", self.server.jid(name), "--host", facts["host"],
                      "--port", facts["port"], "--authority", facts["authority"], "--peer", self.server.jid(other)], self.bench.environment())

    def peer(self):
        facts = self.server.facts()
        return Lines([sys.executable, "-B", PEER, "--jid", self.server.jid("curl"), "--host", facts["host"], "--port", facts["port"],
                      "--authority", facts["authority"]], os.environ)

    def curl(self, verb, file, url, *headers):
        done = subprocess.run([sys.executable, "-B", str(HERE / "curl.py"), verb, str(file), url, str(self.server.authority), *headers],
                              check=True, stdout=subprocess.PIPE, text=True)
        return float(done.stdout)

    def slot(self, peer):
        request = f"<request xmlns='{UPLOAD}' filename='large.bin' size='{self.size}' content-type='application/octet-stream'/>"
        answer = peer.ask(json.dumps({"do": "ask", "to": self.server.files, "xml": request}), "done")
        slot = ET.fromstring(answer["xml"])
        put = slot.find(f"{{{UPLOAD}}}put")
        return put.get("url"), slot.find(f"{{{UPLOAD}}}get").get("url"), [f"{each.get('name')}: {each.text}" for each in put]

    def forget(self):
        """What lies on the server: it is in memory there, and each file is fetched once."""
        for stored in self.stored.iterdir():
            stored.unlink()

    def measure(self, sender, receiver, peer):
        took = {(kind, way): [] for kind in ("curl", "clear", "sealed") for way in ("up", "down")}
        grown = {(kind, way): [] for kind in ("clear", "sealed") for way in ("up", "down")}
        kinds = ("curl", "clear", "sealed")
        for turn in range(ROUNDS):
            for kind in kinds[turn % 3:] + kinds[:turn % 3]:  # none has always what another left to be written behind it
                if kind == "curl":
                    self.by_curl(peer, took)
                else:
                    self.by_engines(kind, sender, receiver, took, grown)
                self.forget()
            print(f"  round {turn + 1}: {', '.join(f'{kind} {way} {all[-1]:.2f} s' for (kind, way), all in took.items())}; grown by MB: "
                  f"{ {key: round(all[-1], 1) for key, all in grown.items()} }", file=sys.stderr, flush=True)
        for way in ("up", "down"):
            curl = statistics.median(took["curl", way])
            for kind in ("clear", "sealed"):
                ours = statistics.median(took[kind, way])
                self.table.add(f"a file of {self.size // 10 ** 6} MB {way}, {kind}, against curl in clear",
                               f"{ours:.2f} s against {curl:.2f} s: {ours / curl:.2f}", f"<= {TIME_LIMIT}", ours / curl <= TIME_LIMIT)
                most = max(grown[kind, way])
                self.table.add("… memory at its largest, above what it was before", f"{most:.1f} MB", f"<= {MEMORY_LIMIT} MB",
                               most <= MEMORY_LIMIT)

    def by_curl(self, peer, took):
        put, get, headers = self.slot(peer)
        came = self.folder / "curl.bin"
        os.sync()
        took["curl", "up"].append(self.curl("put", self.file, put, "Content-Type: application/octet-stream", *headers))
        took["curl", "down"].append(self.curl("get", came, get))
        self.same(came)

    def by_engines(self, kind, sender, receiver, took, grown):
        sender.ask(kind, kind)
        os.sync()
        for way, said in (("up", sender.ask(f"send {self.file}", "sent")), ("down", receiver.ask("fetch", "fetched"))):
            took[kind, way].append(said["took"])
            grown[kind, way].append(said["grown"] / 1024)
        self.same(pathlib.Path(said["path"]))
        receiver.ask("drop", "dropped")

    def same(self, path):
        if not filecmp.cmp(path, self.file, shallow=False):
            raise NotSeen(f"{path} is another file than was sent")
        if path.parent == self.folder:
            path.unlink()
