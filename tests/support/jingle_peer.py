#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another client (peer.py) that sends and takes files straight from program to program (XEP-0234), through the servers, by
slixmpp's own streams (XEP-0047); slixmpp knows no sessions, so this speaks XEP-0166 and XEP-0261 itself. Started and driven as
that one, with

    offer     to (a full address), name, base64 (answers once the other side has said that it has all of it)

and takes whatever it is offered: events offered (name, size, ways, from) and got (name, base64).
"""
import asyncio
import base64
import hashlib
import uuid
from xml.etree import ElementTree as ET

from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatchXPath

import peer
from peer import CLIENT, say, tag

JINGLE = "urn:xmpp:jingle:1"
FILE = "urn:xmpp:jingle:apps:file-transfer:5"
IBB = "urn:xmpp:jingle:transports:ibb:1"
HASHES = "urn:xmpp:hashes:2"


class JinglePeer(peer.Peer):
    def __init__(self, jid, password, authority):
        super().__init__(jid, password, authority)
        self.register_plugin("xep_0047", {"auto_accept": True, "block_size": 4096, "max_block_size": 8192})
        for feature in (JINGLE, FILE, IBB):
            self["xep_0030"].add_feature(feature)
        self.register_handler(Callback("sessions", MatchXPath(f"{tag(CLIENT, 'iq')}/{tag(JINGLE, 'jingle')}"), self.on_jingle))
        self.add_event_handler("ibb_stream_start", lambda stream: self.loop.create_task(self.gather(stream)))
        self.offered = {}   # by the id of the stream: what was offered to us
        self.waiting = {}   # by the id of the session, and what is waited for

    async def on_start(self, event):
        await self["xep_0115"].update_caps()  # or the first presence says nothing of what this can do
        await super().on_start(event)

    async def step(self, to, action, sid, *children):
        iq = self.make_iq_set(ito=to)
        jingle = ET.SubElement(iq.xml, tag(JINGLE, "jingle"), action=action, sid=sid, initiator=str(self.boundjid))
        jingle.extend(children)
        await iq.send(timeout=30)

    def on_jingle(self, iq):
        if iq["type"] != "set":
            return
        iq.reply().send()
        jingle = iq.xml.find(tag(JINGLE, "jingle"))
        action, sid = jingle.get("action"), jingle.get("sid")
        if action == "session-initiate":
            self.loop.create_task(self.take(iq["from"], sid, jingle.find(tag(JINGLE, "content"))))
        elif (sid, action) in self.waiting:
            self.waiting.pop((sid, action)).set_result(jingle)

    async def take(self, sender, sid, content):
        file = content.find(f"{tag(FILE, 'description')}/{tag(FILE, 'file')}")
        transport = content.find(tag(IBB, "transport"))
        say(event="offered", name=file.findtext(tag(FILE, "name")), size=int(file.findtext(tag(FILE, "size"))),
            way="in-band" if transport is not None else "other", **{"from": str(sender)})
        self.offered[transport.get("sid")] = (sid, sender, file)
        transport.set("block-size", "4096")
        await self.step(sender, "session-accept", sid, content)

    async def gather(self, stream):
        if stream.sid not in self.offered:
            return
        sid, sender, file = self.offered.pop(stream.sid)
        content = await stream.gather(timeout=60)
        promised = next(each.text for each in file.iter(tag(HASHES, "hash")) if each.get("algo") == "sha-256")
        is_right = base64.b64decode(promised) == hashlib.sha256(content).digest()
        reason = ET.Element(tag(JINGLE, "reason"))
        ET.SubElement(reason, tag(JINGLE, "success" if is_right else "media-error"))
        await self.step(sender, "session-terminate", sid, reason)
        say(event="got", name=file.findtext(tag(FILE, "name")), base64=base64.b64encode(content).decode())

    def wait_for(self, sid, action):
        return self.waiting.setdefault((sid, action), self.loop.create_future())

    async def offer(self, command):
        content = base64.b64decode(command["base64"])
        sid, stream = uuid.uuid4().hex, uuid.uuid4().hex
        element = ET.Element(tag(JINGLE, "content"), creator="initiator", name="ex", senders="initiator")
        file = ET.SubElement(ET.SubElement(element, tag(FILE, "description")), tag(FILE, "file"))
        for name, text in (("name", command["name"]), ("media-type", "text/plain"), ("size", str(len(content)))):
            ET.SubElement(file, tag(FILE, name)).text = text
        digest = ET.SubElement(file, tag(HASHES, "hash"), algo="sha-256")
        digest.text = base64.b64encode(hashlib.sha256(content).digest()).decode()
        ET.SubElement(element, tag(IBB, "transport"), {"sid": stream, "block-size": "4096"})
        accepted, ended = self.wait_for(sid, "session-accept"), self.wait_for(sid, "session-terminate")
        await self.step(command["to"], "session-initiate", sid, element)
        answer = await asyncio.wait_for(accepted, 60)
        size = int(answer.find(f"{tag(JINGLE, 'content')}/{tag(IBB, 'transport')}").get("block-size"))
        bytes_out = await self["xep_0047"].open_stream(command["to"], block_size=size, sid=stream, timeout=30)
        await bytes_out.sendall(content, timeout=30)
        await bytes_out.close(timeout=30)
        last = await asyncio.wait_for(ended, 60)
        return {"reason": last.find(tag(JINGLE, "reason"))[0].tag.split("}")[1]}

    async def obey(self, command):
        return await self.offer(command) if command.get("do") == "offer" else await super().obey(command)


if __name__ == "__main__":
    peer.Peer = JinglePeer
    peer.main()
