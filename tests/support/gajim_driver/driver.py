# SPDX-License-Identifier: GPL-3.0-or-later
"""Within a real Gajim: does what comes over the socket of gajim_peer.py, by the calls that Gajim's own window makes for
it, and says there what happens. Sees stanzas as they come from and go to the stream, before and after its encryption.
"""
import json
import os
import socket

from gajim.common import app, ged
from gajim.common.structs import OutgoingMessage
from gajim.plugins import GajimPlugin
from gi.repository import Gio, GLib
from nbxmpp.protocol import JID

LOOK_AGAIN = 200  # ms


class Driver(GajimPlugin):
    def init(self):
        self.description = ""
        self.rest = b""
        self.received, self.sent = [], []
        self.refused = ""
        self.events_handlers = {
            "signed-in": (ged.GUI2, self.on_signed_in),
            "message-received": (ged.GUI2, self.on_message),
            "stanza-received": (ged.PRECORE, self.on_received),
            "stanza-sent": (ged.PRECORE, self.on_sent),
            "encryption-check": (ged.GUI2, self.on_encryption_check),
        }

    def activate(self):
        # The servers of tests have an authority of their own.
        Gio.TlsBackend.get_default().set_default_database(Gio.TlsFileDatabase.new(os.environ["JACKDAW_AUTHORITY"]))
        self.line = socket.socket(fileno=int(os.environ["JACKDAW_LINE"]))
        GLib.io_add_watch(self.line.fileno(), GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, self.read)

    def say(self, **event):
        self.line.sendall(json.dumps(event).encode() + b"\n")

    # What happens

    def on_signed_in(self, event):
        self.account = event.account
        self.client = app.get_client(event.account)
        self.say(event="online", jid=str(self.client.get_own_jid()))
        self.when(self.is_published, lambda: self.say(event="omemo-ready"))

    def is_published(self):
        """Its bundle went out before its list, and the server has told it the list with this device on it."""
        return self.client.get_module("OMEMO").backend.is_our_device_published()

    def on_message(self, event):
        message = event.message
        self.say(event="heard", chat=str(event.jid), who=message.occupant.nickname if message.occupant else message.resource,
                 text=message.text, sealed=message.encryption is not None,
                 trust=message.encryption.trust if message.encryption else None)

    def on_received(self, event):
        self.received.append(str(event.stanza))

    def on_sent(self, event):
        self.sent.append(str(event.stanza))

    def on_encryption_check(self, event):
        self.refused = str(event.message)

    # What is to be done

    def read(self, _source, _condition):
        try:
            more = self.line.recv(65536)
        except OSError:
            more = b""
        if not more:
            app.app.quit()
            return False
        *lines, self.rest = (self.rest + more).split(b"\n")
        for line in lines:
            command = json.loads(line)
            try:
                self.obey(command)
            except Exception as error:  # whatever it is, the test is to read it
                self.fail(command, f"{type(error).__name__}: {error}")
        return True

    def done(self, command, **more):
        self.say(event="done", do=command["do"], **more)

    def fail(self, command, text):
        self.say(event="error", do=command["do"], text=text)

    def when(self, condition, then):
        """Gajim tells of few of these things, so they are looked at again and again."""
        def look():
            if not condition():
                return True
            then()
            return False
        if look():
            GLib.timeout_add(LOOK_AGAIN, look)

    def contact(self, jid, groupchat=False):
        return self.client.get_module("Contacts").get_contact(JID.from_string(jid), groupchat=groupchat)

    def obey(self, command):
        what = command["do"]
        if what == "open":
            contact = self.contact(command["jid"])
            app.window.add_chat(self.account, contact.jid, "chat", select=True)
            contact.settings.set("encryption", "OMEMO")
            self.done(command)
        elif what == "join":
            self.join(command)
        elif what == "say":
            self.write(command)
        elif what == "passed":
            self.done(command, **{name: self.looked_at(stanzas, command["text"])
                                  for name, stanzas in (("received", self.received), ("sent", self.sent))})
        else:
            self.fail(command, "no such command")

    def join(self, command):
        room = JID.from_string(command["room"])
        self.client.get_module("MUC").join(room, nick=command["nick"])
        contact = self.contact(command["room"], groupchat=True)

        def joined():
            contact.settings.set("encryption", "OMEMO")
            self.done(command)
        self.when(lambda: contact.is_joined, joined)

    def write(self, command):
        """As the window does on Return. What it refuses until it has fetched keys, a person sends again."""
        contact = self.contact(command["to"])

        def is_ready():
            return self.client.get_module("OMEMO").check_send_preconditions(contact)

        def send():
            self.client.send_message(OutgoingMessage(account=self.account, contact=contact, text=command["text"]))
            self.done(command, refused=self.refused)
        self.refused = ""
        self.when(is_ready, send)

    @staticmethod
    def looked_at(stanzas, text):
        return {"inClear": any(text in each for each in stanzas), "sealed": any("<encrypted " in each for each in stanzas)}
