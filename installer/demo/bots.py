#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The people of the demo who sit at no window: signed in with their presence, reading, typing and answering.

Started by server.py, which hands over {"host", "port", "authority", "domain", "groups", "main", "passwords"} as one JSON
line on standard input. Prints "ready" when all are signed in, and ends with its standard input.
"""
import asyncio
import datetime
import json
import logging
import pathlib
import re
import sys
import uuid
from xml.etree import ElementTree as ET

import slixmpp
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatchXPath

import people

CLIENT = "jabber:client"
RECEIPTS = "urn:xmpp:receipts"
MARKERS = "urn:xmpp:chat-markers:0"
STATES = "http://jabber.org/protocol/chatstates"
BOOKMARKS = "urn:xmpp:bookmarks:1"
NICK = "http://jabber.org/protocol/nick"
PUBSUB = "http://jabber.org/protocol/pubsub"

# The first pattern that matches what was said chooses the answers; they are used in turn.
ANSWERS = [
    (r"\b(hi|hello|morning|hey)\b", ["Hello! What can I do for you?", "Hi. Good to hear from you.", "Morning."]),
    (r"\b(thanks|thank you|thx)\b", ["You're welcome.", "Any time.", "Sure, no problem."]),
    (r"permit", ["It is signed. The copy is in the folder of PS4.", "Valid until Sunday night, both access roads."]),
    (r"gate|relay|motor", ["Gate 3 is closed by hand, the relay goes in tomorrow.", "All east gates are closed now."]),
    (r"level|gauge|rain|storm", ["Gauge 7 reads 2.41 m, two centimetres up in the last hour.", "The front is due at six."]),
    (r"\b(when|how long|what time)\b.*\?", ["Half an hour, I think.", "Before three, if the road stays clear."]),
    (r"\b(where)\b.*\?", ["At the depot.", "Still on site, east side."]),
    (r"\b(can|could|would|will) you\b", ["Yes, I'll do that.", "Sure, right after this."]),
    (r"\?", ["Good question. I'll find out and write to you.", "I think so, let me check.", "Yes."]),
    (r"", ["All right.", "Got it.", "Understood, I'll pass it on.", "Good. I'll keep you posted."]),
]


def tag(space, name):
    return f"{{{space}}}{name}"


class Bot(slixmpp.ClientXMPP):
    def __init__(self, person, world):
        super().__init__(f"{person.name}@{world['domain']}/demo", world["passwords"][person.name])
        self.person, self.world = person, world
        self.ca_certs = pathlib.Path(world["authority"])
        self.enable_direct_tls = self.enable_plaintext = False
        self.online = asyncio.get_running_loop().create_future()
        self.leaving = False
        self.said = {}
        self.turns = {}
        self.news = [entry for entry in enumerate(people.NEWS) if entry[1][0] == person.name]
        for plugin in ("xep_0030", "xep_0115", "xep_0199"):
            self.register_plugin(plugin)
        for feature in (RECEIPTS, MARKERS, STATES):
            self["xep_0030"].add_feature(feature)
        self.add_event_handler("session_start", self.on_start)
        self.add_event_handler("disconnected", self.on_disconnected)
        self.register_handler(Callback("message", MatchXPath(tag(CLIENT, "message")), self.on_message))
        self.register_handler(Callback("arrival", MatchXPath(tag(CLIENT, "presence")), self.on_presence))

    async def on_start(self, _):
        await self.get_roster()
        presence = self.make_presence(pshow=self.person.show or None, pstatus=self.person.status or None)
        if self.person.idle:
            since = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=self.person.idle)
            ET.SubElement(presence.xml, tag("urn:xmpp:idle:1", "idle"), since=since.strftime("%Y-%m-%dT%H:%M:%SZ"))
        presence.send()
        if self.person.team in (people.FIELD, people.CONTROL):
            join = self.make_presence(pto=f"{people.GROUP}@{self.world['groups']}/{self.person.shown}")
            muc = ET.SubElement(join.xml, tag("http://jabber.org/protocol/muc", "x"))
            ET.SubElement(muc, tag("http://jabber.org/protocol/muc", "history"), maxchars="0")
            join.send()
        if not self.online.done():
            self.online.set_result(True)

    def on_disconnected(self, _):
        if not self.leaving:
            self.connect(self.world["host"], self.world["port"])

    def on_presence(self, stanza):
        """Who comes to the first window finds news there, in the chats where it was said."""
        if stanza.xml.get("type"):
            return
        sender = stanza["from"]
        room = f"{people.GROUP}@{self.world['groups']}"
        if sender.bare == room and sender.resource == people.MAIN.shown:
            place, to, kind = people.GROUP, room, "groupchat"
        elif sender.bare == f"{people.MAIN.name}@{self.world['domain']}":
            place, to, kind = people.MAIN.name, sender.bare, "chat"
        else:
            return
        due = [entry for entry in self.news if entry[1][1] == place]
        self.news = [entry for entry in self.news if entry not in due]
        for number, (_, _, text) in due:
            # After what is fetched of the past, and each after those before it.
            asyncio.get_running_loop().call_later(3.0 + number, self.tell, to, kind, text)

    def tell(self, to, kind, text):
        if kind == "chat":
            self.say(to, text)
        else:
            self.make_message(mto=to, mbody=text, mtype=kind).send()

    def on_message(self, stanza):
        body = stanza.xml.find(tag(CLIENT, "body"))
        kind = stanza.xml.get("type")
        if kind == "error" or body is None:
            return
        if kind != "groupchat":
            asyncio.ensure_future(self.answer(stanza, body.text or ""))
        # One answers for all, and only to who sits at a window.
        elif self.person is people.GROUP_SPEAKER and stanza["from"].resource in (people.MAIN.shown, people.SECOND.shown):
            asyncio.ensure_future(self.answer_group(stanza["from"].bare, body.text or ""))

    async def answer(self, stanza, text):
        to, ident = stanza["from"].full, stanza["id"]
        if ident and stanza.xml.find(tag(RECEIPTS, "request")) is not None:
            self.send_sign(to, RECEIPTS, "received", id=ident)
        await asyncio.sleep(0.7)
        if ident and stanza.xml.find(tag(MARKERS, "markable")) is not None:
            self.send_sign(to, MARKERS, "displayed", id=ident)
        # Whoever types on gets one answer, to the last line.
        turn = self.turns[to] = self.turns.get(to, 0) + 1
        await asyncio.sleep(0.6)
        if self.turns[to] != turn:
            return
        answer = self.choose(text)
        self.send_sign(to, STATES, "composing")
        await asyncio.sleep(min(4.0, 0.8 + 0.045 * len(answer)))
        self.say(stanza["from"].bare, answer)

    async def answer_group(self, room, text):
        turn = self.turns[room] = self.turns.get(room, 0) + 1
        await asyncio.sleep(2.0)
        if self.turns[room] == turn:
            self.make_message(mto=room, mbody=self.choose(text), mtype="groupchat").send()

    def choose(self, text):
        for pattern, answers in ANSWERS:
            if re.search(pattern, text, re.IGNORECASE):
                number = self.said[pattern] = self.said.get(pattern, -1) + 1
                return answers[number % len(answers)]
        return "All right."

    def say(self, to, text):
        ident = str(uuid.uuid4())
        message = self.make_message(mto=to, mbody=text, mtype="chat")
        message["id"] = ident
        ET.SubElement(message.xml, tag("urn:xmpp:sid:0", "origin-id"), id=ident)
        ET.SubElement(message.xml, tag(RECEIPTS, "request"))
        ET.SubElement(message.xml, tag(MARKERS, "markable"))
        ET.SubElement(message.xml, tag(STATES, "active"))
        message.send()

    def send_sign(self, to, space, name, **attributes):
        message = self.make_message(mto=to, mtype="chat")
        message["id"] = str(uuid.uuid4())
        ET.SubElement(message.xml, tag(space, name), **attributes)
        message.send()


async def prepare(person, world):
    """Who sits at a window has a name (XEP-0172), and the group in the list, which is entered by itself (XEP-0402)."""
    visitor = slixmpp.ClientXMPP(f"{person.name}@{world['domain']}/bookmark", world["passwords"][person.name])
    visitor.ca_certs = pathlib.Path(world["authority"])
    visitor.enable_direct_tls = visitor.enable_plaintext = False
    started = asyncio.get_running_loop().create_future()
    visitor.add_event_handler("session_start", lambda _: started.done() or started.set_result(True))
    visitor.connect(world["host"], world["port"])
    await asyncio.wait_for(started, timeout=60)
    conference = ET.Element(tag(BOOKMARKS, "conference"), name=people.GROUP_TITLE, autojoin="true")
    ET.SubElement(conference, tag(BOOKMARKS, "nick")).text = person.shown
    await publish(visitor, BOOKMARKS, f"{people.GROUP}@{world['groups']}", conference, "whitelist", "max")
    nick = ET.Element(tag(NICK, "nick"))
    nick.text = person.shown
    await publish(visitor, NICK, "current", nick, "presence", "1")
    await visitor.disconnect(wait=1.0)


async def publish(visitor, node, item_id, payload, access, items):
    """An item of a node of the visitor's own (XEP-0060, 7.1)."""
    iq = visitor.make_iq_set()
    pubsub = ET.SubElement(iq.xml, tag(PUBSUB, "pubsub"))
    item = ET.SubElement(ET.SubElement(pubsub, tag(PUBSUB, "publish"), node=node), tag(PUBSUB, "item"), id=item_id)
    item.append(payload)
    form = ET.SubElement(ET.SubElement(pubsub, tag(PUBSUB, "publish-options")), tag("jabber:x:data", "x"), type="submit")
    for name, value in (("FORM_TYPE", PUBSUB + "#publish-options"), ("pubsub#persist_items", "true"),
                        ("pubsub#max_items", items), ("pubsub#access_model", access)):
        field = ET.SubElement(form, tag("jabber:x:data", "field"), var=name)
        ET.SubElement(field, tag("jabber:x:data", "value")).text = value
    await iq.send(timeout=30)


async def run():
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=2 ** 20)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    world = json.loads(await reader.readline())
    bots = [Bot(person, world) for person in people.OTHERS if person.show != "offline"]
    for bot in bots:
        bot.connect(world["host"], world["port"])
    await asyncio.gather(*(prepare(person, world) for person in (people.MAIN, people.SECOND)))
    await asyncio.wait_for(asyncio.gather(*(bot.online for bot in bots)), timeout=60)
    print("ready", flush=True)
    await reader.read()
    for bot in bots:
        bot.leaving = True
    await asyncio.gather(*(bot.disconnect(wait=1.0) for bot in bots))


if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr)
    asyncio.run(run())
