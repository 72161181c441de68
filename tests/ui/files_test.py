#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files in the real window, by keys: a picture is attached, confirmed and sent, and the other window shows it; a paper is
fetched by a key; a message of another client brings many.

    files_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import base64
import io
import json
import os
import pathlib
import re
import subprocess
import sys

from PIL import Image, ImageDraw

from window_case import WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is

PEER = pathlib.Path(__file__).resolve().parents[1] / "support" / "peer.py"


def gauge(path):
    """A picture with a place in its notes, as cameras write them."""
    image = Image.new("RGB", (1200, 800), (120, 150, 160))
    draw = ImageDraw.Draw(image)
    for line in range(0, 800, 100):
        draw.rectangle((0, line, 1200, line + 4), fill=(90, 110, 120))
    draw.rectangle((540, 40, 660, 760), fill=(250, 250, 250))
    for mark in range(60, 760, 40):
        draw.rectangle((560, mark, 610, mark + 18), fill=(200, 40, 40))
    notes = Image.Exif()
    notes[0x010F] = "SECRETCAMERA"
    notes.get_ifd(0x8825)[1] = "N"
    image.save(path, "JPEG", quality=88, exif=notes.tobytes())
    assert b"SECRETCAMERA" in path.read_bytes()


class Client:
    """Another client (tests/support/peer.py), which sends what Jackdaw does not."""

    def __init__(self, name, facts, *options):
        command = [sys.executable, "-B", str(PEER), "--jid", f"{name}@{facts['domain']}", "--host", facts["host"], "--port",
                   str(facts["port"]), "--authority", facts["authority"], *options]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        env={**os.environ, "JACKDAW_PASSWORD": "secret"})
        self.domain = facts["domain"]
        self.wait("online")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()

    def wait(self, kind):
        for line in self.process.stdout:
            event = json.loads(line)
            if event["event"] == "error":
                raise AssertionError(line)
            if event["event"] == kind:
                return event
        raise AssertionError(f"the other client ended before {kind}")

    def command(self, **what):
        print(json.dumps(what), file=self.process.stdin, flush=True)
        return self.wait("done")

    def upload(self, name, kind, content):
        return self.command(do="upload", service=f"files.{self.domain}", name=name, type=kind,
                            base64=base64.b64encode(content).decode())["url"]

    def say(self, to, ident, inside):
        self.command(do="raw", xml=f"<message to='{to}' type='chat' id='{ident}'>{inside}</message>")


class FilesTest(WindowCase):
    def attach(self, program, *paths):
        """Ctrl+U, the paths as somebody types them, and the dialog that asks."""
        program.activate()
        program.find("edit", re.compile("^Message ")).click()
        program.key("ctrl+u")
        program.find("edit", re.compile("File name"))
        program.type(str(paths[0]) if len(paths) == 1 else " ".join(f'"{path}"' for path in paths))
        program.key("Return")
        program.find("edit", "Caption")

    def fetched(self, profile, name):
        return [path for path in (self.folder / profile / "files").rglob(name) if path.is_file()]

    def test_a_picture_is_sent_and_seen(self):
        picture = self.folder / "Gauge at the outlet.jpg"
        gauge(picture)
        paper = self.folder / "PS4 inspection 21 Nov.pdf"
        paper.write_bytes(b"%PDF-1.4 " + bytes(1_800_000))
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1180, 780)
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        tomas.place(200, 100, 1180, 780)
        self.open_chat(tomas, f"leila@{self.facts['domain']}")
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        self.say(mara, "Before. After the strainer it's 3.2, so the strainer is fine.")

        self.attach(mara, picture)
        wait_for("the picture to be ready", lambda: mara.find("button", "Send").is_enabled())
        mara.find("any", re.compile("where it was taken"))
        self.shot("send-files-light")
        mara.type("Gauge at the outlet, 2.41 m")
        mara.key("Return")
        mara.wait_gone("edit", "Caption")
        self.wait_message(mara, "You, Picture.*(Sent|Delivered|Displayed)")
        self.wait_message(mara, "Gauge at the outlet, 2.41 m")

        # It comes by itself, without what the camera said.
        tomas.activate()
        tomas.find("item", re.compile("^Mara Lind.*unread")).click()
        self.wait_message(tomas, "Mara Lind, Picture")
        wait_for("the picture on the other side", lambda: self.fetched("tomas", "*.jpg"))
        got = self.fetched("tomas", "*.jpg")[0]
        self.assertNotIn(b"SECRETCAMERA", got.read_bytes())
        with Image.open(got) as seen, Image.open(picture) as sent:
            self.assertEqual(seen.size, (1200, 800))
            self.assertEqual(seen.tobytes(), sent.tobytes())
        self.assertEqual(got.stat().st_mode & 0o777, 0o600)

        # Other files by a key alone.
        self.attach(mara, paper)
        wait_for("the paper to be ready", lambda: mara.find("button", "Send").is_enabled())
        mara.key("Return")
        self.wait_message(mara, "You, .*PS4 inspection 21 Nov.pdf.*(Sent|Delivered|Displayed)")
        tomas.activate()
        self.wait_message(tomas, "PS4 inspection 21 Nov.pdf")
        self.assertFalse(self.fetched("tomas", "*.pdf"))
        self.shot("files-remote-light")
        self.choose_message(tomas, "PS4 inspection")
        tomas.key("Return")
        wait_for("the paper on the other side", lambda: self.fetched("tomas", "*.pdf"))
        self.assertEqual(self.fetched("tomas", "*.pdf")[0].read_bytes(), paper.read_bytes())
        self.shot("files-light")

        # A picture opens in a window of its own.
        self.choose_message(tomas, "Mara Lind, Picture")
        tomas.key("Return")
        tomas.find("button", "Zoom in")
        self.shot("picture-viewer-light")
        self.desktop.run(["xdotool", "key", "Escape"])
        tomas.wait_gone("button", "Zoom in")

        # The details have the picture as a tile, and the paper by its name.
        tomas.key("alt+Return")
        tomas.find("button", "Close details")
        self.desktop.run(["xdotool", "key", "Right"])
        tomas.find("list", "Pictures and videos")
        tomas.find("item", re.compile("^Picture, Mara Lind, "))
        self.shot("details-media-light")
        self.desktop.run(["xdotool", "key", "Right"])
        tomas.find("list", "Files")
        tomas.find("item", re.compile("PS4 inspection 21 Nov.pdf.*, Mara Lind, "))
        self.shot("details-files-light")
        tomas.key("Escape")
        tomas.wait_gone("button", "Close details")
        # What came is sent on as a file: the chat it goes to asks, as of any other.
        tomas.find("edit", re.compile("^Message ")).click()
        self.desktop.run(["xdotool", "key", "Tab", "End"])  # from the picture to the newest
        self.choose_message(tomas, "^Mara Lind, .?PS4 inspection")
        self.pick(["Down"] * 4)  # behind answering, reacting and opening
        tomas.find("edit", "Find a chat")
        self.shot("forward-file-light")
        tomas.type("leila")
        tomas.key("Return")
        tomas.find("edit", "Caption")
        tomas.find("edit", "Message leila")
        wait_for("the paper to be ready", lambda: tomas.find("button", "Send").is_enabled())
        self.shot("forwarded-file-light")
        tomas.key("Return")
        self.wait_message(tomas, "You, .*PS4 inspection 21 Nov.pdf.*(Sent|Delivered|Displayed)")
        copies = self.fetched("tomas", "*.pdf")
        self.assertEqual([path.read_bytes() == paper.read_bytes() for path in copies], [True, True])
        self.assertEqual(len({path.stat().st_ino for path in copies}), 1)
        self.choose_theme(mara, "Dark")
        mara.activate()
        self.shot("files-dark")

    def test_pictures_that_are_sent_together(self):
        """Five at once stand as one on both sides, and each is still a message of its own."""
        pictures = []
        for number, colour in enumerate([(60, 90, 200), (200, 60, 60), (60, 160, 90), (220, 170, 40), (140, 80, 170)], 1):
            picture = self.folder / f"bank {number}.png"
            image = Image.new("RGB", (640, 300 + 150 * number), colour)
            ImageDraw.Draw(image).ellipse((200, 80, 440, 320), fill=(250, 250, 250))
            image.save(picture)
            pictures.append(picture)
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1180, 780)
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        tomas.place(200, 100, 1180, 780)
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        self.say(mara, "North bank before the rain:")
        self.attach(mara, *pictures)
        wait_for("the pictures to be ready", lambda: mara.find("button", "Send").is_enabled())
        self.shot("album-confirm-light")
        mara.key("Return")
        mara.wait_gone("edit", "Caption")

        def tiles(program, who):
            """The last five: the account may have sent others before."""
            return program.find_all("item", re.compile(f"^{who}, Picture"), showing=False)[-5:]
        texts = re.compile("^You, (Picture|North bank).*(Sent|Delivered|Displayed)")
        wait_for("all of them to be sent",
                 lambda: ["Picture" in item.name for item in mara.find_all("item", texts, showing=False)[-6:]] == [False] + 5 * [True])
        self.assert_pile(tiles(mara, "You"))
        self.shot("album-sent-light")

        tomas.activate()
        tomas.find("item", re.compile("^Mara Lind.*unread")).click()
        wait_for("the pictures on the other side", lambda: len(self.fetched("tomas", "*.png")) == 5)
        wait_for("them on screen", lambda: all(item.is_showing() for item in tiles(tomas, "Mara Lind")))
        self.assert_pile(tiles(tomas, "Mara Lind"))
        self.shot("album-light")
        # The third is opened where it stands, and the viewer goes on from there.
        tiles(tomas, "Mara Lind")[2].click()
        tomas.find("button", "Next picture")
        tomas.find("any", re.compile("^Picture bank 3.png from Mara Lind"))
        self.desktop.run(["xdotool", "key", "Right"])
        tomas.find("any", re.compile("^Picture bank 4.png from Mara Lind"))
        self.shot("album-viewer-light")
        self.desktop.run(["xdotool", "key", "Escape"])
        tomas.wait_gone("button", "Next picture")
        tomas.place(0, 0, 360, 780)
        self.shot("album-360-light")
        tomas.place(200, 100, 1180, 780)
        self.choose_theme(tomas, "Dark")
        tomas.activate()
        self.assert_dark(self.shot("album-dark"))

    def test_several_in_one_message(self):
        """Another client sends one message with 36 files (XEP-0447, 4): pictures stand as an album, a paper by itself, and those
        that are too many are counted. Taken back, they all go."""
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1180, 780)
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        with Client("tomas", self.facts) as tomas:
            addresses = []
            for colour in ((60, 90, 200), (200, 60, 60), (60, 160, 90)):
                bytes_ = io.BytesIO()
                image = Image.new("RGB", (640, 480), colour)
                ImageDraw.Draw(image).ellipse((200, 80, 440, 320), fill=(250, 250, 250))
                image.save(bytes_, "PNG")
                address = tomas.upload(f"outlet {len(addresses) + 1}.png", "image/png", bytes_.getvalue())
                addresses.append((address, len(bytes_.getvalue())))
            paper = tomas.upload("PS4 wiring plan.pdf", "application/pdf", b"%PDF-1.4 " + bytes(2_000))
            files = [("PS4 wiring plan.pdf", "application/pdf", 2_009, paper)]
            files += [(f"log {number}.txt", "text/plain", 100, f"{paper}?{number}") for number in range(28)]
            files += [(f"outlet {number}.png", "image/png", size, address) for number, (address, size) in enumerate(addresses, 1)]
            files += [(f"late {number}.txt", "text/plain", 100, f"{paper}?late{number}") for number in range(4)]
            tomas.say(f"mara@{self.facts['domain']}", "p36", "<body>Both banks, and the logs</body>" + "".join(
                f"<file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='urn:xmpp:file:metadata:0'><media-type>{kind}</media-type>"
                f"<name>{name}</name><size>{size}</size>{'<width>640</width><height>480</height>' if kind == 'image/png' else ''}</file>"
                f"<sources><url-data xmlns='http://jabber.org/protocol/url-data' target='{url}'/></sources></file-sharing>"
                for name, kind, size, url in files))
            self.wait_message(mara, "^Tomas Berg, .*Both banks, and the logs, .*3 of 3 sent together")
            wait_for("the pictures to be here", lambda: len(self.fetched("mara", "outlet*.png")) == 3)
            self.shot("several-files-light")
            mara.find("edit", re.compile("^Message ")).click()
            self.desktop.run(["xdotool", "key", "Tab"])

            def reached():
                if mara.has("item", re.compile("^Tomas Berg, 4 more files")):
                    return True
                self.desktop.run(["xdotool", "key", "Prior"])
                return False
            wait_for("the card of those that were left out", reached, 60, pause=0.5)
            self.shot("several-files-first-light")
            self.choose_theme(mara, "Dark")
            mara.activate()
            self.assert_dark(self.shot("several-files-dark"))
            tomas.say(f"mara@{self.facts['domain']}", "r36", "<retract xmlns='urn:xmpp:message-retract:1' id='p36'/>")
            mara.find("edit", re.compile("^Message ")).click()
            mara.key("ctrl+End")
            self.wait_message(mara, "^Tomas Berg, Message deleted")
            mara.wait_gone("item", re.compile("PS4 wiring plan"))

    def assert_pile(self, items):
        """The first three have a place each, and all others are under the third."""
        places = [item.place() for item in items]
        for number, (x, y, width, height) in enumerate(places[:3]):
            self.assertGreater(min(width, height), 40)
            for other in places[number + 1:3]:
                apart = x + width <= other[0] or other[0] + other[2] <= x or y + height <= other[1] or other[1] + other[3] <= y
                self.assertTrue(apart, f"{places}")
        for place in places[3:-1]:  # the last one is the bubble
            self.assertEqual(place, places[2])


if __name__ == "__main__":
    run_tests()
