#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A gateway to a network that is not there (XEP-0100), as a component (XEP-0114) by slixmpp, driven by JSON lines.

    gateway_peer.py --name sms.harbor.example --port 5347

Whoever registers with the user name and the password "letmein" is let in, and has the people told by "people" there;
with "expired" they are let in, and fail each time that they log in; with anything else they are refused. It tells all
that it is told by events: registered, removed, presence, subscribe, subscribed, unsubscribed, prompt.
Whoever runs its command "Deliveries" (XEP-0050) is given a table (XEP-0004, 3.4).
Commands, each {"do": NAME, …}; the answer is {"event": "done", "do": NAME}:
    people    people ([{"number", "name"}]): from now on they are on the other network, and ask who registers
    quit
It ends with its standard input.
"""
import argparse
import asyncio
import json
import sys
from xml.etree import ElementTree as ET

import slixmpp
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatchXPath

COMPONENT = "jabber:component:accept"
REGISTER = "jabber:iq:register"        # XEP-0077
GATEWAY = "jabber:iq:gateway"          # XEP-0100
DISCO = "http://jabber.org/protocol/disco#info"
NICK = "http://jabber.org/protocol/nick"
ERRORS = "urn:ietf:params:xml:ns:xmpp-stanzas"


def tag(space, name):
    return f"{{{space}}}{name}"


def say(**event):
    print(json.dumps(event), flush=True)


def escaped(text):
    """XEP-0106, for what the tests have in their names."""
    return text.replace(" ", "\\20").replace("'", "\\27").replace("@", "\\40")


class Gateway(slixmpp.ComponentXMPP):
    def __init__(self, name, port):
        super().__init__(name, "secret", "127.0.0.1", port)
        self.name = name
        self.people = []
        self.users = {}  # by bare address: user name and password
        for plugin in ("xep_0030", "xep_0050", "xep_0199"):
            self.register_plugin(plugin)
        self["xep_0030"].add_identity(category="gateway", itype="sms", name="Harbor SMS")
        for feature in (REGISTER, GATEWAY):
            self["xep_0030"].add_feature(feature)
        for space in (REGISTER, GATEWAY):
            self.register_handler(Callback(space, MatchXPath(f"{tag(COMPONENT, 'iq')}/{tag(space, 'query')}"),
                                           self.on_register if space == REGISTER else self.on_prompt))
        self.register_handler(Callback("presence", MatchXPath(tag(COMPONENT, "presence")), self.on_presence))
        self.auto_authorize = None
        self.auto_subscribe = False
        self.add_event_handler("session_start", self.on_start)

    def on_start(self, _):
        self["xep_0050"].add_command(node="deliveries", name="Deliveries", handler=self.on_deliveries)  # the bind takes all away
        say(event="online")

    def on_deliveries(self, iq, session):
        form = self["xep_0004"].make_form(ftype="result", title="Deliveries today")
        form.add_reported("number", ftype="text-single", label="Number")
        form.add_reported("state", ftype="text-single", label="What became of it")
        form.add_item({"number": "+47 555", "state": "read & answered"})
        form.add_item({"number": "+47 556", "state": "<b>lost</b>"})
        session["payload"] = form
        session["next"] = None
        session["has_next"] = False
        return session

    def presence(self, to, kind=None, source=None, nick=None, show=None, status=None, error=None):
        stanza = ET.Element("presence", {"from": source or self.name, "to": to})
        if kind:
            stanza.set("type", kind)
        if show:
            ET.SubElement(stanza, "show").text = show
        if status:
            ET.SubElement(stanza, "status").text = status
        if nick:
            ET.SubElement(stanza, tag(NICK, "nick")).text = nick
        if error:
            ET.SubElement(ET.SubElement(stanza, "error", type="auth"), tag(ERRORS, error))
        self.send_raw(ET.tostring(stanza, encoding="unicode"))

    def answer(self, iq, payload=None, error=None):
        kind = "error" if error else "result"
        stanza = ET.Element("iq", {"from": self.name, "to": str(iq["from"]), "id": iq["id"], "type": kind})
        if payload is not None:
            stanza.append(payload)
        if error:
            ET.SubElement(ET.SubElement(stanza, "error", type="modify"), tag(ERRORS, error))
        self.send_raw(ET.tostring(stanza, encoding="unicode"))

    def on_register(self, iq):
        query = iq.xml.find(tag(REGISTER, "query"))
        user = iq["from"].bare
        if iq["type"] == "get":
            form = ET.Element(tag(REGISTER, "query"))
            if user in self.users:
                ET.SubElement(form, tag(REGISTER, "registered"))
            ET.SubElement(form, tag(REGISTER, "instructions")).text = "Your name and password at Harbor SMS"
            ET.SubElement(form, tag(REGISTER, "username")).text = self.users.get(user, ("", ""))[0]
            ET.SubElement(form, tag(REGISTER, "password"))
            self.answer(iq, form)
        elif query.find(tag(REGISTER, "remove")) is not None:
            if user not in self.users:
                self.answer(iq, error="registration-required")
                return
            del self.users[user]
            self.answer(iq)
            say(event="removed", jid=user)
            for kind in ("unsubscribe", "unsubscribed", "unavailable"):
                self.presence(user, kind)
        else:
            password = query.findtext(tag(REGISTER, "password"))
            if password not in ("letmein", "expired"):
                self.answer(iq, error="not-acceptable")
                return
            new = user not in self.users
            self.users[user] = (query.findtext(tag(REGISTER, "username")), password)
            self.answer(iq)
            say(event="registered", jid=user, name=self.users[user][0])
            if new:
                self.presence(user, "subscribe")

    def on_prompt(self, iq):
        query = iq.xml.find(tag(GATEWAY, "query"))
        answer = ET.Element(tag(GATEWAY, "query"))
        if iq["type"] == "get":
            ET.SubElement(answer, tag(GATEWAY, "desc")).text = "Write the number of the phone."
            ET.SubElement(answer, tag(GATEWAY, "prompt")).text = "Number"
        else:
            typed = query.findtext(tag(GATEWAY, "prompt"))
            say(event="prompt", text=typed)
            if not any(each["number"] == typed for each in self.people):
                self.answer(iq, error="item-not-found")
                return
            ET.SubElement(answer, tag(GATEWAY, "jid")).text = f"{escaped(typed)}@{self.name}"
        self.answer(iq, answer)

    def on_presence(self, presence):
        kind = presence.xml.get("type") or "available"
        user, to = presence["from"].bare, presence["to"].bare
        show = presence.xml.findtext(tag(COMPONENT, "show")) or ""
        say(event="presence", jid=str(presence["from"]), to=to, type=kind, show=show)
        if user not in self.users:
            return
        if kind == "subscribe":
            self.presence(user, "subscribed", source=to)
            if to != self.name or self.users[user][1] == "letmein":
                self.presence(user, source=to, status="" if to != self.name else "2 of 2 reachable")
        elif kind == "subscribed" and to == self.name:
            for each in self.people:
                self.presence(user, "subscribe", source=f"{escaped(each['number'])}@{self.name}", nick=each["name"])
        elif kind == "available" and to == self.name:
            if self.users[user][1] == "expired":
                self.presence(user, "error", error="not-authorized")
            else:
                self.presence(user, status="2 of 2 reachable")
        elif kind == "unavailable" and to == self.name:
            self.presence(user, "unavailable", status="Good bye")

    async def read_commands(self):
        reader = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while line := await reader.readline():
            command = json.loads(line)
            if command.get("do") == "quit":
                break
            if command.get("do") == "people":
                self.people = command["people"]
            say(event="done", do=command.get("do"))
        await self.disconnect(wait=2.0)


async def run(arguments):
    gateway = Gateway(arguments.name, arguments.port)
    gateway.connect()
    await gateway.read_commands()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--name", required=True)
    parser.add_argument("--port", required=True, type=int)
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
