#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another client than Jackdaw (slixmpp), driven by JSON lines: commands on standard input, events on standard output.

    JACKDAW_PASSWORD=… peer.py --jid anna@harbor.example --host 127.0.0.1 --port 5222 --authority ca.pem \
        [--resource R] [--feature NAMESPACE]…   (says that it can do this besides)

Commands, each {"do": NAME, …}; the answer is {"event": "done", "do": NAME, …} or {"event": "error", …}:
    send      to, body [id, receipt, markable]         send-many  to, prefix, first, count [rate a second]
    receipt   to, id      marker  to, id [kind]        state      to, state (composing, paused, active, …)
    auto      receipts, markers (answer by itself)     presence   [show, status, priority]
    add       jid, name, groups     remove jid         roster     (answers with the items)
    subscribe to          accept  from                 unsubscribe to
    ask       to, xml [type]  (an IQ with that payload; answers with its type and what came back)
    raw       xml         (says it as it stands: what a hostile client would)
    upload    service, name, type, base64   (XEP-0363; answers with the address to fetch it from)
    fetch     url         (answers with what lies there in base64, and its media type)
    archive   [with]      (answers with the messages of the own archive, oldest first)
    quit
Events: online, refused, offline, message (live and carbons), receipt, marker, state, about (a correction, retraction,
reactions, reply or attention), presence, subscribe, roster-push.
It ends with its standard input.
"""
import argparse
import asyncio
import base64
import json
import logging
import os
import pathlib
import ssl
import sys
import urllib.request
import uuid
from xml.etree import ElementTree as ET

import slixmpp
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatchXPath

CLIENT = "jabber:client"
RECEIPTS = "urn:xmpp:receipts"          # XEP-0184
MARKERS = "urn:xmpp:chat-markers:0"     # XEP-0333
STATES = "http://jabber.org/protocol/chatstates"  # XEP-0085
CARBONS = "urn:xmpp:carbons:2"          # XEP-0280
FORWARD = "urn:xmpp:forward:0"          # XEP-0297
IDS = "urn:xmpp:sid:0"                  # XEP-0359
MAM = "urn:xmpp:mam:2"                  # XEP-0313
RSM = "http://jabber.org/protocol/rsm"  # XEP-0059
DELAY = "urn:xmpp:delay"
UPLOAD = "urn:xmpp:http:upload:0"      # XEP-0363
OOB = "jabber:x:oob"                    # XEP-0066
SFS = "urn:xmpp:sfs:0"                  # XEP-0447
STICKERS = "urn:xmpp:stickers:0"        # XEP-0449
XHTML_IM = "http://jabber.org/protocol/xhtml-im"  # XEP-0071
# XEP-0308, XEP-0424, XEP-0444, XEP-0461, XEP-0224: what a message says of another, or of itself
ABOUT = ("urn:xmpp:message-correct:0", "urn:xmpp:message-retract:1", "urn:xmpp:reactions:0", "urn:xmpp:reply:0",
         "urn:xmpp:attention:0")


def tag(space, name):
    return f"{{{space}}}{name}"


def say(**event):
    print(json.dumps(event), flush=True)


class Peer(slixmpp.ClientXMPP):
    def __init__(self, jid, password, authority):
        super().__init__(jid, password)
        self.ca_certs = pathlib.Path(authority)
        # STARTTLS or nothing: a peer that spoke without TLS would hide a server that does not ask for it.
        self.enable_direct_tls = False
        self.enable_plaintext = False
        self.auto_authorize = None
        self.auto_subscribe = False
        self.auto_receipts = self.auto_markers = False
        self.tells_features = False
        self.leaving = False
        for plugin in ("xep_0030", "xep_0115", "xep_0199"):
            self.register_plugin(plugin)
        for feature in (RECEIPTS, MARKERS, STATES):
            self["xep_0030"].add_feature(feature)
        self.register_handler(Callback("every message", MatchXPath(tag(CLIENT, "message")), self.on_message))
        self.add_event_handler("session_start", self.on_start)
        self.add_event_handler("failed_all_auth", lambda _: say(event="refused"))
        self.add_event_handler("disconnected", self.on_disconnected)
        self.add_event_handler("presence_available", self.on_presence)
        self.add_event_handler("presence_unavailable", self.on_presence)
        self.add_event_handler("presence_error", self.on_presence)
        self.add_event_handler("presence_subscribe", lambda p: say(event="subscribe", jid=p["from"].bare))
        self.add_event_handler("presence_subscribed", lambda p: say(event="subscribed", jid=p["from"].bare))
        self.add_event_handler("roster_update", self.on_roster)
        self.archive_pages = {}

    def advertise(self, features):
        """What it can do besides, to be said before it connects."""
        self.tells_features = bool(features)
        for feature in features:
            self["xep_0030"].add_feature(feature)

    async def on_start(self, _):
        iq = self.make_iq_set()
        iq.append(ET.Element(tag(CARBONS, "enable")))
        await iq.send()
        await self.get_roster()
        if self.tells_features:
            await self["xep_0115"].update_caps(broadcast=False)
        self.send_presence()
        say(event="online", jid=str(self.boundjid))

    def on_disconnected(self, reason):
        if not self.leaving:
            say(event="offline", reason=str(reason or ""))
            self.connect(*self.custom_address)

    def on_presence(self, presence):
        if presence["from"].bare != self.boundjid.bare:
            say(event="presence", jid=str(presence["from"]), type=presence["type"], status=presence["status"])

    def on_roster(self, iq):
        say(event="roster-push" if iq["type"] == "set" else "roster",
            items=[{"jid": item.get("jid"), "name": item.get("name", ""), "subscription": item.get("subscription"),
                    "groups": [group.text for group in item.findall(tag("jabber:iq:roster", "group"))]}
                   for item in iq.xml.iter(tag("jabber:iq:roster", "item"))])

    def web(self, url, content, headers):
        context = ssl.create_default_context(cafile=str(self.ca_certs))
        request = urllib.request.Request(url, data=content, headers=headers, method="PUT" if content is not None else "GET")
        with urllib.request.urlopen(request, context=context, timeout=30) as answer:
            return answer.headers.get("Content-Type"), answer.read()

    # Messages

    def on_message(self, stanza):
        xml = stanza.xml
        result = xml.find(tag(MAM, "result"))
        if result is not None:
            self.archive_pages.setdefault(result.get("queryid"), []).append(result)
            return
        for direction in ("received", "sent"):
            carbon = xml.find(tag(CARBONS, direction))
            if carbon is not None:
                # XEP-0280, 11: only our own server says such things.
                if stanza["from"].full in ("", self.boundjid.bare):
                    self.tell(carbon.find(f"{tag(FORWARD, 'forwarded')}/{tag(CLIENT, 'message')}"), carbon=direction)
                return
        if xml.get("type") == "error":
            say(event="bounce", id=xml.get("id"), **{"from": xml.get("from")})
            return
        self.tell(xml, carbon="")
        sender, ident = xml.get("from"), xml.get("id")
        if xml.find(tag(CLIENT, "body")) is None or not ident:
            return
        if self.auto_receipts and xml.find(tag(RECEIPTS, "request")) is not None:
            self.send_empty(sender, RECEIPTS, "received", id=ident)
        if self.auto_markers and xml.find(tag(MARKERS, "markable")) is not None:
            self.send_empty(sender, MARKERS, "displayed", id=ident)

    def tell(self, xml, carbon):
        facts = {"from": xml.get("from") or self.boundjid.bare, "to": xml.get("to"), "id": xml.get("id"), "carbon": carbon}
        body = xml.find(tag(CLIENT, "body"))
        if body is not None:
            origin = xml.find(tag(IDS, "origin-id"))
            say(event="message", body=body.text or "", origin=origin.get("id") if origin is not None else "",
                receipt=xml.find(tag(RECEIPTS, "request")) is not None,
                markable=xml.find(tag(MARKERS, "markable")) is not None,
                delayed=xml.find(tag(DELAY, "delay")) is not None, oob=xml.findtext(f"{tag(OOB, 'x')}/{tag(OOB, 'url')}", ""),
                shared=ET.tostring(xml.find(tag(SFS, "file-sharing")), encoding="unicode")
                if xml.find(tag(SFS, "file-sharing")) is not None else "",
                html="".join(ET.tostring(each, encoding="unicode") for each in xml.findall(tag(XHTML_IM, "html"))),
                sticker=xml.find(tag(STICKERS, "sticker")).get("pack", "") if xml.find(tag(STICKERS, "sticker")) is not None else None,
                **facts)
        for child in xml:
            space, _, name = child.tag[1:].partition("}")
            if space in ABOUT:
                say(event="about", kind=name, of=child.get("id"), author=child.get("to"),
                    emoji=[part.text for part in child], body=body.text if body is not None else None,
                    stored=xml.find(tag("urn:xmpp:hints", "store")) is not None, **facts)
            if space == RECEIPTS and name == "received":
                say(event="receipt", of=child.get("id"), **facts)
            elif space == MARKERS and name != "markable":
                say(event="marker", kind=name, of=child.get("id"), **facts)
            elif space == STATES and body is None:
                say(event="state", state=name, **facts)

    def send_text(self, to, body, ident=None, receipt=True, markable=True):
        ident = ident or str(uuid.uuid4())
        message = self.make_message(mto=to, mbody=body, mtype="chat")
        message["id"] = ident
        ET.SubElement(message.xml, tag(IDS, "origin-id"), id=ident)
        if receipt:
            ET.SubElement(message.xml, tag(RECEIPTS, "request"))
        if markable:
            ET.SubElement(message.xml, tag(MARKERS, "markable"))
        message.send()
        return ident

    def send_empty(self, to, space, name, **attributes):
        message = self.make_message(mto=to, mtype="chat")
        message["id"] = str(uuid.uuid4())
        ET.SubElement(message.xml, tag(space, name), **attributes)
        if space == MARKERS:
            # XEP-0333, 4: markers belong into the archive.
            ET.SubElement(message.xml, tag("urn:xmpp:hints", "store"))
        message.send()

    async def archive(self, other=None):
        """Every message of our archive, oldest first, page by page (XEP-0313, 4.1 and 4.3)."""
        messages, after = [], None
        while True:
            query_id = str(uuid.uuid4())
            iq = self.make_iq_set()
            query = ET.SubElement(iq.xml, tag(MAM, "query"), queryid=query_id)
            if other:
                form = ET.SubElement(query, tag("jabber:x:data", "x"), type="submit")
                for name, value in (("FORM_TYPE", MAM), ("with", other)):
                    field = ET.SubElement(form, tag("jabber:x:data", "field"), var=name)
                    ET.SubElement(field, tag("jabber:x:data", "value")).text = value
            page = ET.SubElement(query, tag(RSM, "set"))
            ET.SubElement(page, tag(RSM, "max")).text = "250"
            if after:
                ET.SubElement(page, tag(RSM, "after")).text = after
            answer = await iq.send(timeout=60)
            for result in self.archive_pages.pop(query_id, []):
                forwarded = result.find(tag(FORWARD, "forwarded"))
                message = forwarded.find(tag(CLIENT, "message"))
                body = message.find(tag(CLIENT, "body"))
                origin = message.find(tag(IDS, "origin-id"))
                messages.append({"archiveId": result.get("id"), "from": message.get("from"), "to": message.get("to"),
                                 "id": message.get("id"), "origin": origin.get("id") if origin is not None else "",
                                 "body": body.text if body is not None else None,
                                 "time": forwarded.find(tag(DELAY, "delay")).get("stamp")})
                after = result.get("id")
            fin = answer.xml.find(tag(MAM, "fin"))
            if fin is None or fin.get("complete") == "true":
                return messages

    # Commands

    async def obey(self, command):
        do = command.get("do")
        if do == "send":
            return {"id": self.send_text(command["to"], command["body"], command.get("id"), command.get("receipt", True),
                                         command.get("markable", True))}
        if do == "send-many":
            rate = command.get("rate", 0)
            for number in range(command["first"], command["first"] + command["count"]):
                self.send_text(command["to"], f"{command['prefix']}{number}")
                await asyncio.sleep(1 / rate if rate else 0)
            # The server has taken all of it when it answers what was asked after it (RFC 6120, 10.1).
            iq = self.make_iq_get(ito=self.boundjid.domain)
            iq.append(ET.Element(tag("urn:xmpp:ping", "ping")))
            await iq.send(timeout=120)
            return {}
        if do == "receipt":
            self.send_empty(command["to"], RECEIPTS, "received", id=command["id"])
        elif do == "marker":
            self.send_empty(command["to"], MARKERS, command.get("kind", "displayed"), id=command["id"])
        elif do == "state":
            self.send_empty(command["to"], STATES, command["state"])
        elif do == "auto":
            self.auto_receipts, self.auto_markers = bool(command.get("receipts")), bool(command.get("markers"))
        elif do == "presence":
            self.send_presence(pshow=command.get("show"), pstatus=command.get("status"), ppriority=command.get("priority"))
        elif do == "add":
            await self.update_roster(command["jid"], name=command.get("name", ""), groups=command.get("groups", []))
        elif do == "remove":
            await self.del_roster_item(command["jid"])
        elif do == "roster":
            iq = await self.get_roster()
            self.on_roster(iq)
        elif do == "subscribe":
            self.send_presence(pto=command["to"], ptype="subscribe")
        elif do == "unsubscribe":
            self.send_presence(pto=command["to"], ptype="unsubscribe")
        elif do == "accept":
            self.send_presence(pto=command["from"], ptype="subscribed")
        elif do == "raw":
            self.send_raw(command["xml"])
        elif do == "ask":
            iq = self.make_iq(ito=command["to"], itype=command.get("type", "get"))
            iq.append(ET.fromstring(command["xml"]))
            try:
                answer = await iq.send(timeout=30)
            except slixmpp.exceptions.IqError as error:
                answer = error.iq
            parts = [ET.tostring(part, encoding="unicode") for part in answer.xml]
            return {"type": answer["type"], "from": str(answer["from"]), "xml": "".join(parts)}
        elif do == "upload":
            content = base64.b64decode(command["base64"])
            iq = self.make_iq_get(ito=command["service"])
            iq.append(ET.Element(tag(UPLOAD, "request"), filename=command["name"], size=str(len(content)),
                                 **{"content-type": command["type"]}))
            slot = (await iq.send(timeout=30)).xml.find(tag(UPLOAD, "slot"))
            put = slot.find(tag(UPLOAD, "put"))
            headers = {"Content-Type": command["type"], **{each.get("name"): each.text for each in put}}
            await asyncio.to_thread(self.web, put.get("url"), content, headers)
            return {"url": slot.find(tag(UPLOAD, "get")).get("url")}
        elif do == "fetch":
            kind, content = await asyncio.to_thread(self.web, command["url"], None, {})
            return {"base64": base64.b64encode(content).decode(), "type": kind}
        elif do == "archive":
            return {"messages": await self.archive(command.get("with"))}
        else:
            raise ValueError("unknown command")
        return {}

    async def read_commands(self):
        reader = asyncio.StreamReader(limit=2 ** 24)
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while line := await reader.readline():
            command = {}
            try:
                command = json.loads(line)
                if command.get("do") == "quit":
                    break
                say(event="done", do=command.get("do"), **await self.obey(command))
            except Exception as error:  # whatever it was, the driver on the other side is to read it
                say(event="error", do=command.get("do"), text=f"{type(error).__name__}: {error}")
        self.leaving = True
        await self.disconnect(wait=2.0)


async def run(arguments):
    jid = arguments.jid + (f"/{arguments.resource}" if arguments.resource else "")
    peer = Peer(jid, os.environ["JACKDAW_PASSWORD"], arguments.authority)
    peer.advertise(arguments.feature)
    peer.connect(arguments.host, arguments.port)
    await peer.read_commands()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jid", required=True)
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", required=True, type=int)
    parser.add_argument("--authority", required=True)
    parser.add_argument("--resource", default="peer")
    parser.add_argument("--feature", action="append", default=[])
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.DEBUG if arguments.verbose else logging.ERROR, stream=sys.stderr)
    asyncio.run(run(arguments))


if __name__ == "__main__":
    main()
