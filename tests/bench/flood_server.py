# SPDX-License-Identifier: GPL-3.0-or-later
"""A server for one client on loopback that says what a benchmark wants, as fast as the client takes it: STARTTLS with an
authority of its own, SCRAM-SHA-1, binding, stream management, a roster, an archive, one room with any number of people. It
answers everything else as a server would that has nothing. Runs in a thread of its own; the calls below are made from another.

    with FloodServer() as server:
        …start a client for anna@harbor.example, password "secret", on server.port, trusting server.authority…
        server.wait_for_session()
        server.flood(stanzas)        # returns when the client has read, and answered behind, the last of them
"""
import asyncio
import base64
import hashlib
import hmac
import itertools
import os
import pathlib
import shutil
import ssl
import subprocess
import tempfile
import threading
import xml.etree.ElementTree as ElementTree

DOMAIN, USER, PASSWORD = "harbor.example", "anna", "secret"
JID = f"{USER}@{DOMAIN}"
ROUNDS, SALT = 4096, b"0123456789abcdef"
HEADER = ("<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
          f"id='s1' from='{DOMAIN}' version='1.0'>")
SASL = "urn:ietf:params:xml:ns:xmpp-sasl"
ARCHIVE = "urn:xmpp:mam:2"


class NoAnswer(Exception):
    """The client did not do what was waited for; the text says what."""


class FloodServer:
    def __init__(self, roster=(), archive=0):
        self.roster = list(roster)            # <item/> texts
        self.archive = archive                # how many messages it holds
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="jackdaw-flood-"))
        self.authority = self.folder / "authority.pem"
        self.room, self.people = None, 0      # the bookmarked room, and how many are there beside the client
        self.joined = 0.0                     # s from the client's wish to be in to its answer behind everybody who is there
        self.heard = {}                       # what the client sent, by "tag" or "tag payload"
        self.port = 0
        self._numbers = itertools.count(1)
        self._answers = {}
        self._writer = None
        self._session = threading.Event()
        self._archive_read = threading.Event()
        self._in_room = threading.Event()
        self._make_certificate()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        started = threading.Event()
        self._started = started
        self._thread.start()
        if not started.wait(20):
            raise NoAnswer("the flood server did not start")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        shutil.rmtree(self.folder, ignore_errors=True)

    # What a benchmark calls

    def wait_for_session(self, seconds=60):
        """Until the client has signed in and said that it is there."""
        if not self._session.wait(seconds):
            raise NoAnswer(f"no session within {seconds} s")

    def wait_for_archive(self, seconds=600):
        """Until the client has read the archive to its end."""
        if not self._archive_read.wait(seconds):
            raise NoAnswer(f"the archive was not read within {seconds} s")

    def wait_for_room(self, seconds=60):
        """Until the client has gone into the room, and read everybody who is there."""
        if not self._in_room.wait(seconds):
            raise NoAnswer(f"not in the room within {seconds} s")

    def flood(self, stanzas, seconds=600):
        """Sends an iterable of bytes, and returns when the client has answered a request that came behind all of it."""
        self._call(self._flood(stanzas), seconds)

    def begin_again(self, roster, archive=0, seconds=600):
        """Cuts the link. The client finds another roster and archive when it comes back; returns when it has read them."""
        self.roster, self.archive = list(roster), archive
        self._session.clear()
        self._archive_read.clear()
        self._in_room.clear()
        self._loop.call_soon_threadsafe(self._writer.transport.abort)
        self.wait_for_session(seconds)
        if archive:
            self.wait_for_archive(seconds)
        self._call(self._ask_ping(), seconds)

    def _call(self, work, seconds):
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            future.result(seconds)
        except TimeoutError:
            future.cancel()
            raise NoAnswer(f"the client had not read everything after {seconds} s") from None

    async def _flood(self, stanzas):
        pieces, size = [], 0
        for stanza in stanzas:
            pieces.append(stanza)
            size += len(stanza)
            if size >= 60_000:
                self._writer.write(b"".join(pieces))
                pieces, size = [], 0
                await self._writer.drain()
        self._writer.write(b"".join(pieces))
        await self._ask_ping()

    async def _ask_ping(self):
        name = f"behind{next(self._numbers)}"
        answer = self._answers[name] = self._loop.create_future()
        # By the account's own server, so that no limit on strangers' requests holds it back.
        self._say(f"<iq type='get' id='{name}' from='{DOMAIN}' to='{JID}/desk'><ping xmlns='urn:xmpp:ping'/></iq>")
        await self._writer.drain()
        await answer

    # The server

    def _make_certificate(self):
        done = subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
             str(self.folder / "key.pem"), "-out", str(self.authority), "-days", "2", "-subj", f"/CN={DOMAIN}", "-addext",
             f"subjectAltName=DNS:{DOMAIN}"], capture_output=True, text=True)
        if done.returncode:
            raise NoAnswer(f"openssl made no certificate: {done.stderr}")
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(self.authority, self.folder / "key.pem")

    def _run(self):
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))

    async def _serve(self, reader, writer):
        client = {"encrypted": False, "authenticated": False, "stanzas": 0, "nonce": None}
        self._writer = writer
        try:
            while await self._read_stream(client, reader, writer):
                pass
        except (OSError, asyncio.CancelledError, ssl.SSLError):
            pass
        writer.close()

    async def _read_stream(self, client, reader, writer):
        """Reads one stream; True if another one follows on the same connection."""
        parser = ElementTree.XMLPullParser(("start", "end"))
        depth, root = 0, None
        while True:
            data = await reader.read(65536)
            if not data:
                return False
            parser.feed(data)
            for event, element in parser.read_events():
                depth += 1 if event == "start" else -1
                if event == "start" and depth == 1:
                    root = element
                    self._say(HEADER + self._features(client))
                elif event == "end" and depth == 0:
                    self._say("</stream:stream>")
                    return False
                elif event == "end" and depth == 1:
                    root.clear()
                    if await self._handle(client, element, writer):
                        return True

    def _say(self, text):
        self._writer.write(text.encode())

    def _features(self, client):
        if not client["encrypted"]:
            inner = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>"
        elif not client["authenticated"]:
            inner = f"<mechanisms xmlns='{SASL}'><mechanism>SCRAM-SHA-1</mechanism></mechanisms>"
        else:
            inner = "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><sm xmlns='urn:xmpp:sm:3'/>"
        return f"<stream:features>{inner}</stream:features>"

    async def _handle(self, client, element, writer):
        """One element of the client's; True if it begins a new stream."""
        namespace, _, name = element.tag.rpartition("}")
        if name == "starttls":
            self._say("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
            await writer.start_tls(self._tls)
            client["encrypted"] = True
            return True
        if name in ("auth", "response"):
            return self._scram(client, name, base64.b64decode(element.text or ""))
        if name == "enable":
            self._say("<enabled xmlns='urn:xmpp:sm:3' id='one' resume='true' max='600'/>")
            return False
        if name == "resume":
            self._say("<failed xmlns='urn:xmpp:sm:3'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>")
            return False
        if name == "r":
            self._say(f"<a xmlns='urn:xmpp:sm:3' h='{client['stanzas']}'/>")
            return False
        if name not in ("iq", "message", "presence"):
            return False
        client["stanzas"] += 1
        payload = element[0].tag.rpartition("}")[2] if len(element) else ""
        for key in {name, f"{name} {payload}".strip(), *(f"{name} {child.tag.rpartition('}')[2]}" for child in element)}:
            self.heard[key] = self.heard.get(key, 0) + 1
        if name == "presence":
            self._session.set()
            if self.room and (element.get("to") or "").startswith(self.room + "/") and element.get("type") is None \
                    and any(child.tag == "{http://jabber.org/protocol/muc}x" for child in element):
                self._entering = asyncio.create_task(self._let_in(element.get("to")))
        elif name == "iq":
            await self._answer(client, element, payload)
        return False

    async def _answer(self, client, iq, payload):
        name, kind = iq.get("id"), iq.get("type")
        if kind in ("result", "error"):
            answer = self._answers.pop(name, None)
            if answer and not answer.done():
                answer.set_result(None)
            return
        result = f"<iq type='result' id='{name}' to='{JID}/desk'" + (f" from='{iq.get('to')}'" if iq.get("to") else "") + ">"
        if payload == "bind":
            client["stanzas"] = 0
            self._say(f"{result}<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>{JID}/desk</jid></bind></iq>")
        elif payload in ("enable", "ping"):
            self._say(f"{result}</iq>")
        elif payload == "query" and "jabber:iq:roster" in iq[0].tag:
            self._say(f"{result}<query xmlns='jabber:iq:roster' ver='1'>{''.join(self.roster)}</query></iq>")
        elif payload == "pubsub" and self.room and any(each.get("node") == "urn:xmpp:bookmarks:1" for each in iq.iter()):
            self._say(f"{result}<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:bookmarks:1'><item id='{self.room}'>"
                      "<conference xmlns='urn:xmpp:bookmarks:1' name='Big room' autojoin='true'><nick>Anna</nick></conference></item></items></pubsub></iq>")
        elif payload == "query" and self.room and iq.get("to") == self.room and "disco#info" in iq[0].tag:
            features = ("http://jabber.org/protocol/muc", "muc_persistent", "muc_open", "muc_semianonymous", "urn:xmpp:occupant-id:0",
                        "urn:xmpp:sid:0")
            self._say(f"{result}<query xmlns='http://jabber.org/protocol/disco#info'><identity category='conference' type='text' name='Big room'/>"
                      + "".join(f"<feature var='{each}'/>" for each in features) + "</query></iq>")
        elif payload == "query" and ARCHIVE in iq[0].tag and self.archive:
            await self._give_page(iq[0], result)
        else:
            self._say(result.replace("'result'", "'error'", 1) + "<error type='cancel'><service-unavailable "
                      "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>")

    async def _let_in(self, occupant):
        """XEP-0045, 7.2: everybody who is there, the client itself, and the subject."""
        began, nick = asyncio.get_running_loop().time(), occupant.partition("/")[2]

        def present(name, number, more=""):
            return (f"<presence from='{self.room}/{name}' to='{JID}/desk'><x xmlns='http://jabber.org/protocol/muc#user'>"
                    f"<item affiliation='{'member' if number % 3 else 'none'}' role='participant'/>{more}</x>"
                    f"<occupant-id xmlns='urn:xmpp:occupant-id:0' id='id-{number}'/></presence>").encode()
        await self._flood([*(present(f"Person {number}", number) for number in range(self.people)),
                           present(nick, self.people, "<status code='110'/>"),
                           f"<message from='{self.room}' to='{JID}/desk' type='groupchat'><subject>All of us</subject></message>".encode()])
        self.joined = asyncio.get_running_loop().time() - began
        self._in_room.set()

    async def _give_page(self, query, result):
        space = "{http://jabber.org/protocol/rsm}"
        page = query.find(space + "set")
        size = min(int(page.findtext(space + "max", "50")), 250)
        before = page.findtext(space + "before") or ""
        end = int(before[1:]) if before else self.archive
        start = max(0, end - size)
        pieces = []
        for number in range(start, end):
            sender = number % 200
            pieces.append(
                f"<message to='{JID}/desk' from='{JID}'><result xmlns='{ARCHIVE}' queryid='{query.get('queryid')}' id='a{number}'>"
                f"<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='{stamp(number)}'/>"
                f"<message xmlns='jabber:client' from='person{sender}@{DOMAIN}/x' to='{JID}' type='chat' id='m{number}'>"
                f"<body>line {number} of what was said</body></message></forwarded></result></message>")
        complete = " complete='true'" if start == 0 else ""
        pieces.append(f"{result}<fin xmlns='{ARCHIVE}'{complete}><set xmlns='http://jabber.org/protocol/rsm'>"
                      f"<first index='{start}'>a{start}</first><last>a{end - 1}</last><count>{self.archive}</count></set></fin></iq>")
        self._say("".join(pieces))
        await self._writer.drain()
        if start == 0:
            self._reading = asyncio.create_task(self._note_archive_read())  # this task reads its answer

    async def _note_archive_read(self):
        await self._ask_ping()
        self._archive_read.set()

    def _scram(self, client, name, message):
        """RFC 5802, 3, the server's side. True when the client is who it says."""
        def sasl(tag, text):
            self._say(f"<{tag} xmlns='{SASL}'>{base64.b64encode(text).decode()}</{tag}>")

        def mac(key, text):
            return hmac.new(key, text, hashlib.sha1).digest()
        if name == "auth":
            client["first"] = message[3:]
            nonce = client["first"].split(b"r=", 1)[1] + base64.b64encode(os.urandom(12))
            client["challenge"] = b"r=%b,s=%b,i=%d" % (nonce, base64.b64encode(SALT), ROUNDS)
            sasl("challenge", client["challenge"])
            return False
        without_proof, proof = message.rsplit(b",p=", 1)
        everything = b",".join((client["first"], client["challenge"], without_proof))
        salted = hashlib.pbkdf2_hmac("sha1", PASSWORD.encode(), SALT, ROUNDS)
        key = mac(salted, b"Client Key")
        signature = mac(hashlib.sha1(key).digest(), everything)
        if base64.b64decode(proof) != bytes(a ^ b for a, b in zip(key, signature)):
            self._say(f"<failure xmlns='{SASL}'><not-authorized/></failure>")
            return False
        client["authenticated"] = True
        sasl("success", b"v=" + base64.b64encode(mac(mac(salted, b"Server Key"), everything)))
        return True


def stamp(number):
    """The time of message `number`: one a second, from the beginning of 2024."""
    day, second = divmod(number, 86_400)
    return f"2024-01-{1 + day:02}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"
