#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Films and music in the real window, with films that the test makes (jackdaw-film) and a sound server of its own: one
is attached, sent, seen by the other side before and after it is fetched, and played there; what is broken says so; one
is heard at a time.

    films_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from PIL import Image, ImageChops, ImageStat

from window_case import PROGRAM, WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is

MAKER = PROGRAM.resolve().parent / "jackdaw-film"


@unittest.skipUnless(shutil.which("pulseaudio"), "There is no sound server to be started.")
class FilmTest(WindowCase):
    def setUp(self):
        self.run_folder = pathlib.Path(tempfile.mkdtemp(prefix="jackdaw-sound-"))
        self.addCleanup(shutil.rmtree, self.run_folder, ignore_errors=True)
        socket = self.run_folder / "native"
        self.desktop.environment["PULSE_SERVER"] = f"unix:{socket}"
        self.desktop.environment["PULSE_RUNTIME_PATH"] = str(self.run_folder)
        modules = [f"module-native-protocol-unix auth-anonymous=1 socket={socket}", "module-null-sink sink_name=out"]
        server = subprocess.Popen(["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes",
                                   "--use-pid-file=no", *[word for module in modules for word in ("-L", module)]],
                                  env=self.desktop.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        wait_for("the sound server", socket.exists)
        super().setUp()  # last: its programs end before the sound server does

    def film(self, name, *options):
        path = self.folder / name
        subprocess.run([str(MAKER), *options, str(path)], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, env=self.desktop.environment, timeout=120)
        return path

    def attach(self, program, *paths):
        program.activate()
        program.find("edit", re.compile("^Message ")).click()
        program.key("ctrl+u")
        program.find("edit", re.compile("File name"))
        program.type(str(paths[0]) if len(paths) == 1 else " ".join(f'"{path}"' for path in paths))
        program.key("Return")
        program.find("edit", "Caption")
        wait_for("the files to be ready", lambda: program.find("button", "Send").is_enabled(), 60)

    def send(self, program, *paths):
        self.attach(program, *paths)
        program.key("Return")
        program.wait_gone("edit", "Caption")

    def fetched(self, profile, name):
        return [path for path in (self.folder / profile / "files").rglob(name) if path.is_file()]

    def pictures(self, place):
        """What is on the screen there."""
        x, y, width, height = place
        with Image.open(self.desktop.screenshot(self.run_folder / "now.png")) as screen:
            return screen.convert("RGB").crop((x, y, x + width, y + height))

    def screen_of(self, program, name):
        return program.find("any", re.compile(f"^(Video {re.escape(name)} from |Your video {re.escape(name)}$)"))

    def differ(self, one, other):
        return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) > 3

    def seconds(self, program, within=("dialog", "Video")):
        """How far it was played, as the line beside it says, and how long it is."""
        words = program.find("label", re.compile(r"^\d+:\d\d / \d+:\d\d$"), within=within).name
        return [int(part.split(":")[0]) * 60 + int(part.split(":")[1]) for part in words.split(" / ")]

    def threads(self, program):
        status = pathlib.Path(f"/proc/{program.process.pid}/status").read_text()
        return int(re.search(r"Threads:\s+(\d+)", status)[1])

    def memory(self, program):
        """Megabytes that are its own."""
        rollup = pathlib.Path(f"/proc/{program.process.pid}/smaps_rollup").read_text()
        return sum(int(kilobytes) for kilobytes in re.findall(r"Private_\w+:\s+(\d+)", rollup)) // 1024

    def one(self, peer):
        """In a chat that no other test writes in."""
        self.server.add_account(peer, "secret")
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1180, 780)
        self.open_chat(mara, f"{peer}@{self.facts['domain']}")
        return mara

    def two(self):
        mara = self.one("tomas")
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        tomas.place(200, 100, 1180, 780)
        return mara, tomas

    def films(self, program, sender="Mara Lind"):
        return program.find_all("item", re.compile(f"^{sender}, Video"))

    def has_picture(self, item):
        """Is the white bar there, beside the colour?"""
        x, y, width, height = item.place()
        return max(ImageStat.Stat(self.pictures((x + 8, y + 8, width - 16, height - 40))).stddev) > 20

    def keys(self, *keys):
        """To whatever window has the focus."""
        self.desktop.run(["xdotool", "key", "--delay", "60", *keys])

    def place_beside(self, program):
        """The player's window, which is on top, beside what it hides."""
        window = program.window()
        self.desktop.run(["xdotool", "windowsize", window, "420", "300", "windowmove", window, "1000", "590"],
                         check=False)
        wait_for("it to be there", lambda: program.find("dialog", "Video").place()[0] >= 990)

    def test_a_film_is_sent_and_played(self):
        film = self.film("Spillway.mp4", "--length", "30000", "--rate", "12", "--width", "640", "--height", "360")
        tall = self.film("Ladder.mp4", "--rotation", "90", "--silent")
        mara, tomas = self.two()
        self.attach(mara, film)
        mara.find("any", re.compile(r"640 × 360 · 0:30"))
        self.shot("film-confirm-light")
        mara.type("The spillway this morning")
        mara.key("Return")
        mara.wait_gone("edit", "Caption")
        self.wait_message(mara, "^You, Video.*(Sent|Delivered|Displayed)")
        self.send(mara, tall)
        out = re.compile("^You, Video.*(Sent|Delivered|Displayed)")
        wait_for("both to be sent", lambda: len(mara.find_all("item", out)) == 2)
        self.shot("film-sent-light")

        # Before it is here: as high as it will be, with a blur of how it begins.
        tomas.activate()
        tomas.find("item", re.compile("^Mara Lind.*unread")).click()
        wait_for("the films", lambda: len(self.films(tomas)) == 2)
        places = [item.place() for item in self.films(tomas)]
        self.assertFalse(self.fetched("tomas", "*.mp4"))
        self.shot("film-remote-light")
        for place in places:
            mean = ImageStat.Stat(self.pictures((place[0] + 20, place[1] + 20, place[2] - 40, 20))).mean
            self.assertGreater(max(mean) - min(mean), 20, "no colour of the film is seen")
        self.assertGreater(places[0][2], places[0][3])
        self.assertGreater(places[1][3], places[1][2])
        for number in range(2):
            self.films(tomas)[number].click()
            wait_for("the film", lambda: len(self.fetched("tomas", "*.mp4")) == number + 1)
        self.assertEqual(self.fetched("tomas", film.name)[0].read_bytes(), film.read_bytes())
        wait_for("what it shows", lambda: self.has_picture(self.films(tomas)[0]))
        self.assertEqual([item.place()[2:] for item in self.films(tomas)], [place[2:] for place in places])
        self.shot("film-here-light")

        self.films(tomas)[0].click()
        screen = self.screen_of(tomas, film.name)
        wait_for("a second of it", lambda: self.seconds(tomas)[0] >= 1)
        self.assertEqual(self.seconds(tomas)[1], 30)
        first = self.pictures(screen.place())
        wait_for("another picture", lambda: self.differ(first, self.pictures(screen.place())))
        self.shot("film-playing-light")
        self.keys("space")
        tomas.find("button", "Play")
        at, first = self.seconds(tomas)[0], self.pictures(screen.place())
        self.assertFalse(self.differ(first, self.pictures(screen.place())))
        self.keys("Right", "Right")
        wait_for("ten seconds later", lambda: self.seconds(tomas)[0] in (at + 10, at + 9))
        wait_for("its picture", lambda: self.differ(first, self.pictures(screen.place())))
        self.keys("m")
        tomas.find("button", "Unmute")
        self.keys("Down")  # who changes how loud it is wants to hear it
        tomas.find("button", "Mute")
        tomas.find("any", "Volume")
        tomas.find("any", "Position").click()  # its middle
        wait_for("the middle", lambda: 14 <= self.seconds(tomas)[0] <= 16)
        self.keys("Home")
        wait_for("the beginning", lambda: self.seconds(tomas)[0] == 0)
        self.keys("f")
        wait_for("the whole screen", lambda: screen.place()[2] == 1440)
        tomas.find("button", "Leave full screen")
        self.shot("film-full")
        self.keys("space")
        wait_for("the bars to go", lambda: not tomas.has("button", "Pause"))
        self.assertEqual(screen.place(), (0, 0, 1440, 900))
        self.shot("film-full-playing")
        self.keys("space")
        tomas.find("button", "Play")
        self.keys("Escape")
        wait_for("a window again", lambda: screen.place()[2] < 1440)

        # Saved, as it came.
        copy = self.folder / "copy.mp4"
        tomas.find("button", "Open with another program")
        self.keys("ctrl+s")
        tomas.find("edit", re.compile("File name"))
        self.keys("ctrl+a")
        tomas.type(str(copy))
        self.keys("Return")
        wait_for("the copy", lambda: copy.exists() and copy.read_bytes() == film.read_bytes())
        # The next one, which stands upright.
        self.keys("Next")
        upright = self.screen_of(tomas, tall.name)
        tomas.find("button", "Play")  # it came to its end
        wait_for("its picture", lambda: self.differ(first, self.pictures(upright.place())))
        x, y, width, height = upright.place()
        dark, inside = self.pictures((x + 8, y + height // 2, 8, 8)), self.pictures((x + width // 2, y + 8, 8, 8))
        self.assertLess(sum(ImageStat.Stat(dark).mean), 160)
        self.assertGreater(sum(ImageStat.Stat(inside).mean), 160)
        self.shot("film-upright-light")
        tomas.place(0, 0, 360, 600)
        self.shot("film-player-360-light")
        self.keys("Escape")
        tomas.wait_gone("button", "Mute")
        tomas.place(0, 0, 360, 780)
        self.shot("film-360-light")
        tomas.place(200, 100, 1180, 780)
        self.choose_theme(tomas, "Dark")
        mara.end()
        tomas.activate()
        self.assert_dark(self.shot("film-dark"))
        self.films(tomas)[0].click()
        self.screen_of(tomas, film.name)
        wait_for("a second of it", lambda: self.seconds(tomas)[0] >= 1)
        self.shot("film-playing-dark")
        # Its window ends while it plays.
        tomas.activate()
        self.keys("ctrl+q")
        if tomas.process.poll() is None:
            self.keys("Escape")
            tomas.wait_gone("button", "Mute")
            tomas.key("ctrl+q")
        tomas.process.wait(20)
        self.assertEqual(tomas.process.returncode, 0)

    def test_one_is_heard_at_a_time(self):
        mara = self.one("olga")
        self.send(mara, self.film("Pump at night.mp3", "--sound-only", "--length", "40000"))
        self.wait_message(mara, "^You, Sound.*(Sent|Delivered|Displayed)")
        self.send(mara, self.film("Spillway.mp4", "--length", "40000", "--rate", "10"))
        self.wait_message(mara, "^You, Video.*(Sent|Delivered|Displayed)")
        self.shot("music-light")
        bar = ("any", re.compile("^Playing: You: .*Pump at night.mp3"))
        film = ("dialog", "Video")
        self.choose_message(mara, "^You, Sound")
        self.keys("space")
        mara.find("button", "Pause", within=bar)
        wait_for("a second of it", lambda: self.seconds(mara, bar)[0] >= 1)
        self.assertIn(self.seconds(mara, bar)[1], (40, 41))
        mara.activate()
        self.keys("Right", "Right", "Right")
        wait_for("fifteen seconds later", lambda: self.seconds(mara, bar)[0] >= 15)
        mara.find("button", re.compile("^Speed: 1")).click()
        mara.find("button", re.compile("^Speed: 1.5"))
        self.shot("music-playing-light")
        self.films(mara, "You")[0].click()
        mara.find("button", "Pause", within=film)
        mara.find("button", "Play", within=bar)
        at = self.seconds(mara, bar)
        wait_for("a second of the film", lambda: self.seconds(mara, film)[0] >= 1)
        self.assertEqual(self.seconds(mara, bar), at)
        self.place_beside(mara)
        mara.find("button", "Play", within=bar).click()
        mara.find("button", "Pause", within=bar)
        mara.find("button", "Play", within=film)
        mara.find("button", "Play", within=film).click()
        mara.find("button", "Pause", within=film)
        mara.find("button", "Play", within=bar)
        self.shot("music-and-film-light")
        self.desktop.run(["xdotool", "windowactivate", "--sync", mara.window()])
        self.keys("Escape")
        mara.wait_gone("button", "Mute")
        self.choose_theme(mara, "Dark")
        mara.activate()
        self.assert_dark(self.shot("music-dark"))
        mara.place(0, 0, 360, 780)
        self.shot("music-360-dark")

    def test_what_cannot_be_played_says_so(self):
        whole = self.film("whole.mp4").read_bytes()
        files = {"cut.mp4": (whole[:3000], "may be damaged"),
                 "codec.mp4": (whole.replace(b"avc1", b"zqv9"), "is not installed"),
                 "no film.mp4": (b"#EXTM3U\n#EXTINF:9,\nwhole.mp4\n", "may be damaged")}
        mara = self.one("bela")
        for name, (content, words) in files.items():
            path = self.folder / name
            path.write_bytes(content)
            self.say(mara, f"{name}:")
            self.send(mara, path)
            wait_for(f"{name} to be sent", lambda: re.search("Sent|Delivered", self.films(mara, "You")[-1].name))
            self.films(mara, "You")[-1].click()
            screen = self.screen_of(mara, name)
            wait_for(f"the words of {name}", lambda: words in screen.description)
            self.assertTrue(mara.find("button", "Open with another program").is_enabled())
            self.assertTrue(mara.find("button", "Save as…").is_enabled())
            self.assertFalse(mara.find("button", "Play", within=("dialog", "Video")).is_enabled())
            self.shot(f"film-{path.stem.replace(' ', '-')}-light")
            self.keys("Escape")
            mara.wait_gone("button", "Mute")

    def test_a_film_that_goes_while_it_plays(self):
        mara = self.one("goran")
        film = self.film("Spillway.mp4", "--length", "40000", "--rate", "10")
        self.send(mara, film)
        self.wait_message(mara, "^You, Video.*(Sent|Delivered|Displayed)")
        self.films(mara, "You")[-1].click()
        screen = self.screen_of(mara, film.name)
        wait_for("a second of it", lambda: self.seconds(mara)[0] >= 1)
        film.unlink()  # by somebody else: what is open stays open
        at = self.seconds(mara)[0]
        wait_for("more of it", lambda: self.seconds(mara)[0] > at + 1)
        self.place_beside(mara)
        self.films(mara, "You")[-1].click(button=3)
        self.keys("Up", "Return")  # for everyone, the last entry
        wait_for("the question", lambda: mara.find_all("button", re.compile("^Delete")))
        mara.find("button", re.compile("^Delete")).click()
        mara.wait_gone("button", "Mute")
        self.assertFalse(screen.is_showing())

    def test_many_films_are_looked_at_one_by_one(self):
        one = self.film("Film 00.mp4", "--length", "1000")
        films = [one]
        for number in range(1, 20):
            films.append(self.folder / f"Film {number:02}.mp4")
            films[-1].write_bytes(one.read_bytes())
        mara = self.one("mina")
        self.send(mara, one)
        self.wait_message(mara, "^You, Video.*(Sent|Delivered|Displayed)")
        wait_for("the first picture", lambda: self.has_picture(self.films(mara, "You")[-1]))
        threads, memory = self.threads(mara), self.memory(mara)
        self.attach(mara, *films[1:])
        self.shot("films-confirm-light")
        mara.key("Return")
        mara.wait_gone("edit", "Caption")
        most, out = 0, re.compile("^You, Video.*(Sent|Delivered|Displayed)")

        def sent():
            nonlocal most
            most = max(most, self.threads(mara))
            return len(mara.find_all("item", out, showing=False)) >= 20
        wait_for("all of them to be sent", sent, 90)
        self.shot("films-light")
        wait_for("the threads to go", lambda: self.threads(mara) <= threads + 4, 30)
        self.assertLess(most, threads + 40)
        self.assertLess(self.memory(mara), memory + 120)


if __name__ == "__main__":
    run_tests()
