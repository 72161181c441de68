#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the local demo is to have, seen by a client of the person whose window opens first: people in teams, a group, presence,
a week of history, and somebody who answers. The server is started as the program starts it, by installer/demo/start.

    demo_world_test.py
"""
import asyncio
import datetime
import json
import pathlib
import subprocess
import unittest
from xml.etree import ElementTree as ET

import slixmpp

START = pathlib.Path(__file__).resolve().parents[2] / "installer" / "demo" / "start"
OCCUPANT = "{urn:xmpp:occupant-id:0}occupant-id"
DELAY, MAM, PUBSUB = "urn:xmpp:delay", "urn:xmpp:mam:2", "http://jabber.org/protocol/pubsub"


class Visitor(slixmpp.ClientXMPP):
    """mara on another device; gathers what she is told."""

    def __init__(self, account):
        super().__init__(account["jid"] + "/test", account["password"])
        self.ca_certs = pathlib.Path(account["authority"])
        self.enable_direct_tls = self.enable_plaintext = False
        self.started = asyncio.get_running_loop().create_future()
        self.present = {}   # bare address: (show, status)
        self.archived = []  # (with, stamp)
        self.spoken = []    # (nickname, occupant id) of a group's archive
        self.occupant = {}  # nickname: occupant id, of who is in a group now
        self.heard = []     # (from, text)
        for plugin in ("xep_0030", "xep_0045", "xep_0059", "xep_0199"):
            self.register_plugin(plugin)
        self.add_event_handler("session_start", lambda _: self.started.done() or self.started.set_result(True))
        self.add_event_handler("presence", self.on_presence)
        self.add_event_handler("message", self.on_message)
        self.register_handler(slixmpp.xmlstream.handler.Callback(
            "archive", slixmpp.xmlstream.matcher.MatchXPath("{jabber:client}message/{%s}result" % MAM), self.on_archived))

    def on_presence(self, stanza):
        if (mark := stanza.xml.find(OCCUPANT)) is not None:
            self.occupant[stanza["from"].resource] = mark.get("id")
        elif stanza["from"].bare != self.boundjid.bare and stanza["type"] not in ("unavailable", "error"):
            self.present[stanza["from"].bare] = (stanza["show"], stanza["status"])

    def on_message(self, stanza):
        if stanza["body"]:
            self.heard.append((stanza["from"], stanza["body"]))

    def on_archived(self, stanza):
        message = stanza.xml.find(".//{jabber:client}message")
        if message.get("type") == "groupchat":
            mark = message.find(OCCUPANT)
            self.spoken.append((slixmpp.JID(message.get("from")).resource, mark.get("id") if mark is not None else None))
            return
        stamp = stanza.xml.find(".//{%s}delay" % DELAY).get("stamp")
        self.archived.append((message.get("from"), message.get("to"), datetime.datetime.fromisoformat(stamp.replace("Z", "+00:00"))))


async def wait_for(condition, what, seconds=30):
    try:
        async with asyncio.timeout(seconds):
            while not condition():
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError(f"waited {seconds} s in vain for {what}") from None


class DemoWorldTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.world = subprocess.Popen([str(START)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.end)
        self.facts = json.loads(await asyncio.to_thread(self.world.stdout.readline))
        self.assertNotIn("error", self.facts)
        account = self.facts["accounts"][0]
        self.me = Visitor(account)
        self.me.connect(account["host"], account["port"])
        await asyncio.wait_for(self.me.started, 30)
        self.me.send_presence()

    async def asyncTearDown(self):
        await self.me.disconnect(wait=1.0)

    def end(self):
        self.world.stdin.close()
        self.assertEqual(self.world.wait(30), 0)
        self.world.stdout.close()

    async def test_the_world_has_what_it_says(self):
        me = self.me
        self.assertEqual([each["jid"].split("@")[0] for each in self.facts["accounts"]], ["mara", "tomas"])
        # Each window opens the other's chat, where the newest message is; who is on site says so.
        self.assertEqual([each["openChat"] for each in self.facts["accounts"]],
                         [each["jid"] for each in reversed(self.facts["accounts"])])
        self.assertEqual([each["status"] for each in self.facts["accounts"]], ["", "On site until 17:00"])

        # At least eight people, in teams.
        await me.get_roster(timeout=20)
        people = {str(jid): me.client_roster[jid]["groups"] for jid in me.client_roster if str(jid) != me.boundjid.bare}
        self.assertGreaterEqual(len(people), 8)
        teams = {}
        for jid, groups in people.items():
            self.assertEqual(me.client_roster[jid]["subscription"], "both", jid)
            self.assertTrue(me.client_roster[jid]["name"], jid)
            for group in groups:
                teams.setdefault(group, set()).add(jid)
        self.assertGreaterEqual(len(teams), 3, teams)
        self.assertGreaterEqual(sum(len(team) >= 2 for team in teams.values()), 3, teams)

        # Presence of each kind, with words, and some who are not there.
        await wait_for(lambda: {"away", "dnd", "xa", "chat"} <= {show for show, _ in me.present.values()}, "presence of each kind")
        self.assertGreaterEqual(sum(bool(status) for _, status in me.present.values()), 5)
        self.assertTrue(set(people) - set(me.present), "everybody is there")

        # A group, with people in it, that this account enters by itself.
        groups = self.facts["group"].split("@")[1]
        rooms = [item[0] for item in (await me["xep_0030"].get_items(jid=groups, timeout=20))["disco_items"]["items"]]
        self.assertIn(self.facts["group"], [str(room) for room in rooms])
        iq = me.make_iq_get()
        ET.SubElement(ET.SubElement(iq.xml, "{%s}pubsub" % PUBSUB), "{%s}items" % PUBSUB, node="urn:xmpp:bookmarks:1")
        answer = await iq.send(timeout=20)
        self.assertIsNotNone(answer.xml.find(".//{urn:xmpp:bookmarks:1}conference[@autojoin='true']"))
        # What was said there is by those who are there now (XEP-0421): one's own words are known as one's own.
        join = me.make_presence(pto=self.facts["group"] + "/Mara Lindqvist")
        ET.SubElement(join.xml, "{http://jabber.org/protocol/muc}x")
        join.send()
        await wait_for(lambda: {"Mara Lindqvist", "Priya Nair", "Jonas Weiss"} <= set(me.occupant), "the people in the group")
        await self.fetch_archive(self.facts["group"])
        self.assertGreaterEqual(len({nick for nick, _ in me.spoken}), 5)
        ids = {nick: {ident for who, ident in me.spoken if who == nick} for nick, _ in me.spoken}
        for nick in set(ids) & set(me.occupant):
            self.assertEqual(ids[nick], {me.occupant[nick]}, nick)
        # And a name of one's own.
        iq = me.make_iq_get()
        ET.SubElement(ET.SubElement(iq.xml, "{%s}pubsub" % PUBSUB), "{%s}items" % PUBSUB, node="http://jabber.org/protocol/nick")
        answer = await iq.send(timeout=20)
        self.assertEqual(answer.xml.find(".//{http://jabber.org/protocol/nick}nick").text, "Mara Lindqvist")

        # A week of history, with several people, on several days.
        await self.fetch_archive()
        newest = max(me.archived, key=lambda each: each[2])
        self.assertIn(self.facts["accounts"][0]["openChat"], [slixmpp.JID(address).bare for address in newest[:2]])
        now = datetime.datetime.now(datetime.timezone.utc)
        ages = {(now - stamp).days for _, _, stamp in me.archived}
        self.assertGreaterEqual(max(ages), 5)
        self.assertLessEqual(max(ages), 8)
        self.assertGreaterEqual(len(ages), 5, ages)
        others = {slixmpp.JID(address).bare for sender, to, _ in me.archived for address in (sender, to)} - {me.boundjid.bare}
        self.assertGreaterEqual(len(others), 5, others)

        # Somebody who answers.
        me.send_message(mto="sofia@" + me.boundjid.domain, mbody="Hello Sofia", mtype="chat")
        await wait_for(lambda: any(sender.bare.startswith("sofia@") for sender, _ in me.heard), "an answer of Sofia")

    async def fetch_archive(self, of=None):
        after = ""
        for _ in range(50):
            iq = self.me.make_iq_set(ito=of)
            query = ET.SubElement(iq.xml, "{%s}query" % MAM)
            rsm = ET.SubElement(query, "{http://jabber.org/protocol/rsm}set")
            ET.SubElement(rsm, "{http://jabber.org/protocol/rsm}max").text = "50"
            if after:
                ET.SubElement(rsm, "{http://jabber.org/protocol/rsm}after").text = after
            answer = await iq.send(timeout=20)
            fin = answer.xml.find("{%s}fin" % MAM)
            last = fin.find(".//{http://jabber.org/protocol/rsm}last")
            if fin.get("complete") == "true" or last is None:
                return
            after = last.text
        raise AssertionError("the archive never ends")


if __name__ == "__main__":
    unittest.main(verbosity=2)
