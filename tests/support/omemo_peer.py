#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another client (peer.py) that encrypts with slixmpp-omemo, in both versions of OMEMO. Started and driven as that one, with

    encrypt   to, body, version (legacy, two) [id, sce-from, sce-to, sce-time, sce-without (names of affixes), room (then to is
              a list of people), reply (an id), about (elements as text, sealed where the version seals them; without a body the
              older one sends them in clear)]
    devices   of (answers with ids and lists)
    renew     of (a new session with each of their devices, by another key of their pool)
    withdraw  (takes the own device off its lists, and its keys away)

and the events omemo-ready (its keys are published), opened (version, body, from, id, reply, about: what it says of others), keys (a message that carries keys alone)
and unreadable. slixmpp-omemo knows no envelopes (XEP-0420): this makes and reads them.
"""
import datetime
import html
import logging
import os
import random
import secrets
import uuid
from xml.etree import ElementTree as ET

import oldmemo
import oldmemo.etree
import omemo
import slixmpp
import slixmpp.plugins
import twomemo
import twomemo.etree
from omemo.storage import Just, Nothing, Storage
from slixmpp_omemo import XEP_0384

import peer
from peer import CLIENT, IDS, say, tag

LEGACY, TWO = oldmemo.oldmemo.NAMESPACE, twomemo.twomemo.NAMESPACE
SCE = "urn:xmpp:sce:1"
REPLY = "urn:xmpp:reply:0"              # XEP-0461
MUC_USER = "http://jabber.org/protocol/muc#user"
NAMES = {"legacy": LEGACY, "two": TWO}


class Memory(Storage):
    def __init__(self):
        super().__init__()
        self.kept = {}

    async def _load(self, key):
        return Just(self.kept[key]) if key in self.kept else Nothing()

    async def _store(self, key, value):
        self.kept[key] = value

    async def _delete(self, key):
        self.kept.pop(key, None)


class Encryption(XEP_0384):
    """As a client that trusts blindly."""

    def plugin_init(self):
        self.memory = Memory()
        super().plugin_init()

    @property
    def storage(self):
        return self.memory

    @property
    def _btbv_enabled(self):
        return True

    async def _prompt_manual_trust(self, manually_trusted, identifier):
        raise omemo.TrustDecisionFailed("nobody is there to decide")


slixmpp.plugins.register_plugin(Encryption)


def speak_only(version):
    """As a client that knows one version of the two."""
    create = omemo.SessionManager.create.__func__

    async def narrowed(cls, backends, *rest, **more):
        return await create(cls, [each for each in backends if each.namespace == NAMES[version]], *rest, **more)

    omemo.SessionManager.create = classmethod(narrowed)


def reply_to(command):
    """The element, as text; empty where it answers nothing."""
    return f"<reply xmlns='{REPLY}' to='{command['to']}' id='{html.escape(command['reply'])}'/>" if command.get("reply") else ""


def envelope(sender, command):
    stamp = command.get("sce-time") or datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    affixes = {"rpad": f"<rpad>{secrets.token_urlsafe(secrets.randbelow(100) + 100)}</rpad>", "time": f"<time stamp='{stamp}'/>",
               "to": f"<to jid='{command.get('sce-to') or command['to']}'/>",
               "from": f"<from jid='{command.get('sce-from') or sender}'/>"}
    body = f"<body xmlns='{CLIENT}'>{html.escape(command['body'])}</body>" if "body" in command else ""
    kept = "".join(text for name, text in affixes.items() if name not in command.get("sce-without", []))
    return f"<envelope xmlns='{SCE}'><content>{body}{reply_to(command)}{command.get('about', '')}</content>{kept}</envelope>".encode()


def about(parent):
    """What these elements say of other messages."""
    found = []
    for child in parent:
        space, _, name = child.tag[1:].partition("}")
        if space in peer.ABOUT:
            found.append({"kind": name, "of": child.get("id"), "emoji": [part.text for part in child]})
    return found


def body_of(sealed, sender, receiver):
    """What is said in an envelope of omemo:2, the id of what it answers, and what it says of others, if that is whole."""
    root = ET.fromstring(sealed)
    affix = {name: root.find(tag(SCE, name)) for name in ("from", "to", "time", "rpad")}
    if root.tag != tag(SCE, "envelope") or any(part is None for part in affix.values()):
        raise ValueError("the envelope is not whole")
    if affix["from"].get("jid") != sender or affix["to"].get("jid") != receiver or len(affix["rpad"].text or "") < 1:
        raise ValueError("the envelope is of others")
    content = root.find(tag(SCE, "content"))
    reply = content.find(tag(REPLY, "reply"))
    return content.findtext(tag(CLIENT, "body")) or "", reply.get("id") if reply is not None else "", about(content)


class OmemoPeer(peer.Peer):
    def __init__(self, jid, password, authority):
        super().__init__(jid, password, authority)
        for plugin in ("xep_0004", "xep_0060", "xep_0163", "xep_0280", "xep_0334", "xep_0384"):
            self.register_plugin(plugin)
        self.people = {}  # of rooms, by the address they have there
        self.held = []    # sealed, and not sent yet
        self.add_event_handler("omemo_initialized", lambda _: say(event="omemo-ready"))

    def on_presence(self, presence):
        item = presence.xml.find(f"{tag(MUC_USER, 'x')}/{tag(MUC_USER, 'item')}")
        if item is not None and item.get("jid"):
            self.people[str(presence["from"])] = slixmpp.JID(item.get("jid")).bare
        super().on_presence(presence)

    def on_message(self, stanza):
        super().on_message(stanza)
        if self["xep_0384"].is_encrypted(stanza):
            self.loop.create_task(self.open(stanza))

    async def open(self, stanza):
        in_room = stanza["type"] == "groupchat"
        facts = {"from": self.people.get(str(stanza["from"]), "") if in_room else stanza["from"].bare, "id": stanza["id"]}
        if in_room and facts["from"] == self.boundjid.bare:
            return  # the room shows us our own
        try:
            manager = await self["xep_0384"].get_session_manager()
            for version, namespace in NAMES.items():
                element = stanza.xml.find(tag(namespace, "encrypted"))
                if element is None:
                    continue
                if version == "two":
                    message = twomemo.etree.parse_message(element, facts["from"])
                else:
                    message = await oldmemo.etree.parse_message(element, facts["from"], self.boundjid.bare, manager)
                text, device, _ = await manager.decrypt(message)
                if text is None:
                    say(event="keys", version=version, **facts)
                    continue
                place = stanza["from"].bare if in_room else self.boundjid.bare
                if version == "two":
                    body, reply, others = body_of(text, facts["from"], place)
                else:  # beside what is encrypted, as Conversations and Dino have it
                    beside = stanza.xml.find(tag(REPLY, "reply"))
                    body, reply, others = text.decode(), beside.get("id") if beside is not None else "", about(stanza.xml)
                say(event="opened", version=version, body=body, device=device.device_id, reply=reply, about=others, **facts)
        except Exception as error:  # the driver on the other side is to read it
            logging.debug("unreadable", exc_info=True)
            say(event="unreadable", text=f"{type(error).__name__}: {error}", **facts)

    async def obey(self, command):
        if command.get("do") == "encrypt":
            return await self.encrypt(command)
        if command.get("do") == "release":
            random.Random(1).shuffle(self.held)
            held, self.held = self.held, []
            for stanza in held:
                stanza.send()
            return {"stanzas": len(held)}
        if command.get("do") == "devices":
            manager = await self["xep_0384"].get_session_manager()
            await manager.refresh_device_lists(command["of"])
            found = await manager.get_device_information(command["of"])
            return {"devices": [{"id": each.device_id, "namespaces": sorted(each.namespaces)} for each in found]}
        if command.get("do") == "renew":
            manager = await self["xep_0384"].get_session_manager()
            failed = {}
            for device in await manager.get_device_information(command["of"]):
                failed.update(await manager.replace_sessions(device))
            return {"errors": [str(each) for each in failed.values()]}
        if command.get("do") == "withdraw":
            manager = await self["xep_0384"].get_session_manager()
            async def unheard(*_):
                pass
            manager.update_device_list = unheard  # or it puts itself back as soon as it hears of what it did
            own, _ = await manager.get_own_device_information()
            for namespace in own.namespaces:
                await manager.purge_backend(namespace)
            return {}
        return await super().obey(command)

    async def say_in_clear(self, command):
        """The older version seals texts alone."""
        stanza = self.make_message(mto=command["to"], mtype="chat")
        stanza["id"] = str(uuid.uuid4())
        stanza.xml.extend(ET.fromstring(f"<all>{command['about']}</all>"))
        ET.SubElement(stanza.xml, tag("urn:xmpp:hints", "store"))
        stanza.send()
        return {"id": stanza["id"]}

    async def encrypt(self, command):
        namespace = NAMES[command["version"]]
        if namespace == LEGACY and "body" not in command:
            return await self.say_in_clear(command)
        manager = await self["xep_0384"].get_session_manager()
        room = command.get("room")
        people = command["to"] if room else [command["to"]]
        for person in people:
            await manager.refresh_device_lists(person)
        if room:
            command = {**command, "to": room}
        plain = envelope(self.boundjid.bare, command) if namespace == TWO else command["body"].encode()
        messages, errors = await manager.encrypt(frozenset(people), {namespace: plain}, [namespace])
        ident = command.get("id") or str(uuid.uuid4())
        for message in messages:
            stanza = self.make_message(mto=command["to"], mtype="groupchat" if room else "chat")
            stanza["id"] = ident
            stanza.xml.append((twomemo if namespace == TWO else oldmemo).etree.serialize_message(message))
            ET.SubElement(stanza.xml, tag(IDS, "origin-id"), id=ident)
            ET.SubElement(stanza.xml, tag("urn:xmpp:hints", "store"))
            if command.get("reply") and namespace == LEGACY:
                stanza.xml.append(ET.fromstring(reply_to(command)))
            if command.get("about") and namespace == LEGACY:
                stanza.xml.extend(ET.fromstring(f"<all>{command['about']}</all>"))
            if command.get("hold"):
                self.held.append(stanza)
            else:
                stanza.send()
        return {"id": ident, "stanzas": len(messages), "errors": [str(each) for each in errors]}


if __name__ == "__main__":
    peer.Peer = OmemoPeer
    if os.environ.get("JACKDAW_OMEMO_ONLY"):
        speak_only(os.environ["JACKDAW_OMEMO_ONLY"])
    peer.main()
