#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stickers in the real window, by keys: a pack is made of pictures, one of it is sent, the other window shows it, looks at its pack,
installs that, and answers with another one.

    sticker_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import re

from PIL import Image, ImageDraw

from window_case import WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is


def bird(path, colour):
    """A round bird on nothing."""
    image = Image.new("RGBA", (600, 600), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((90, 120, 510, 540), fill=colour)
    draw.polygon(((490, 250), (590, 300), (490, 330)), fill=(240, 150, 30, 255))
    draw.ellipse((360, 220, 420, 280), fill=(255, 255, 255, 255))
    draw.ellipse((380, 235, 410, 265), fill=(20, 20, 20, 255))
    draw.polygon(((230, 300), (350, 380), (200, 430)), fill=(30, 40, 60, 255))
    image.save(path, "PNG")


class StickerTest(WindowCase):
    def stickers(self, program):
        """Ctrl+J, and up to the tab, where it is not the one that was left."""
        program.activate()
        program.find("edit", re.compile("^Message ")).click()
        program.key("ctrl+j")
        program.find("edit", re.compile("^Find an? "))
        if program.has("edit", "Find an emoji"):
            program.key("shift+Tab")
            program.key("Right")
            program.find("edit", "Find a sticker")
            program.key("Tab")

    def test_a_pack_is_made_sent_and_installed(self):
        birds = {"Hello bird": (70, 110, 200, 255), "Sad bird": (110, 120, 140, 255), "Angry bird": (200, 60, 50, 255)}
        for name, colour in birds.items():
            bird(self.folder / f"{name}.png", colour)
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1180, 780)
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        tomas.place(200, 100, 1180, 780)
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        self.say(mara, "I drew some birds.")

        self.stickers(mara)
        self.shot("stickers-none-light")
        self.walk_to(mara, "button", "New pack from pictures…")
        mara.key("space")
        mara.find("edit", re.compile("File name"))
        mara.type(" ".join(f'"{self.folder / name}.png"' for name in birds))
        mara.key("Return")
        mara.find("edit", "Name of the pack")
        mara.type("Harbour birds")
        self.shot("stickers-new-pack-light")
        mara.key("Return")
        mara.wait_gone("edit", "Name of the pack", 30)

        self.stickers(mara)
        mara.find("item", "Sticker: Angry bird")
        self.shot("stickers-picker-light")
        mara.type("hello")
        mara.key("Return")
        mara.wait_gone("edit", "Find a sticker")
        self.wait_message(mara, "^You, Sticker: Hello bird, .*(Sent|Delivered|Displayed)")

        tomas.activate()
        tomas.find("item", re.compile("^Mara Lind.*unread.*Sticker")).click()
        self.wait_message(tomas, "^Mara Lind, Sticker: Hello bird, ")
        wait_for("the sticker on the other side", lambda: [path for path in (self.folder / "tomas" / "files").rglob("*.png")])
        self.shot("stickers-received-light")
        self.choose_message(tomas, "Mara Lind, Sticker: Hello bird")
        tomas.key("Return")
        tomas.find("button", "Install pack", 30)
        tomas.find("item", "Sticker: Sad bird")
        self.shot("stickers-pack-light")
        self.walk_to(tomas, "button", "Install pack")
        tomas.key("space")
        tomas.wait_gone("button", "Install pack", 30)

        self.stickers(tomas)
        tomas.key("Down")
        tomas.key("Right")
        tomas.key("Return")
        self.wait_message(tomas, "^You, Sticker: .* bird, .*(Sent|Delivered|Displayed)")
        self.wait_message(mara, "^Tomas Berg, Sticker: .* bird, ")
        self.choose_theme(tomas, "Dark")
        tomas.activate()
        self.assert_dark(self.shot("stickers-chat-dark"))
        self.stickers(tomas)
        self.shot("stickers-picker-dark")
        tomas.key("Escape")


if __name__ == "__main__":
    run_tests()
