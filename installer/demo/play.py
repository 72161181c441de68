#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""installer/run.sh --demo: the world of the demo and two Jackdaw windows in it.

    play.py --program FILE [--screenshots FOLDER] [--end-with-input]

With a display it opens both windows and runs until they are closed or Ctrl+C comes. Without one it does the same on a
display of its own, plays one conversation with real key and mouse events, leaves PNG screenshots and ends.
Whatever way it ends, everything that it started is ended and removed.
"""
import argparse
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import people
from desktop import Desktop, NotSeen, end_process, wait_for
from prosody import ServerError, end_with_parent, exit_on_signals
from server import World


def end_with_input():
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def has_display():
    """Is there a screen that a window can go to? A name without a server behind it is none."""
    if os.environ.get("QT_QPA_PLATFORM", "").startswith("offscreen"):
        return False
    if os.environ.get("WAYLAND_DISPLAY") and os.environ.get("XDG_RUNTIME_DIR"):
        socket = pathlib.Path(os.environ["XDG_RUNTIME_DIR"]) / os.environ["WAYLAND_DISPLAY"]
        if socket.is_socket():
            return True
    if os.environ.get("DISPLAY"):
        return subprocess.run(["xset", "q"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    return False


def window_command(program, account, folder):
    command = [str(program), "--profile", str(folder / account["jid"]), "--secrets-in-memory", "--sign-in", account["jid"],
               "--host", account["host"], "--port", str(account["port"]), "--authority", account["authority"], "--open-chat", account["openChat"],
               *(["--status", account["status"]] if account["status"] else [])]
    return command, {"JACKDAW_PASSWORD": account["password"]}


def show(world, program, folder):
    """Two windows on the user's own screen, side by side."""
    processes = []
    try:
        for person, half in ((people.SECOND, "right"), (people.MAIN, "left")):
            command, secret = window_command(program, world.account(person), folder)
            processes.append(subprocess.Popen([*command, "--half", half], env={**os.environ, **secret}, stdin=subprocess.DEVNULL,
                                              preexec_fn=end_with_parent, start_new_session=True))
        print(f"Signed in as {people.MAIN.shown} and, in the second window, as {people.SECOND.shown}. "
              "Everybody else answers by itself. Ctrl+C ends the demo.", flush=True)
        while any(process.poll() is None for process in processes):
            time.sleep(0.3)
        return max(abs(process.returncode) for process in processes)
    finally:
        for process in processes:
            end_process(process)


class Story:
    """The scripted conversation. Each step waits for what a person would wait for."""

    def __init__(self, world, program, folder, screenshots):
        self.world, self.program, self.folder, self.screenshots = world, program, folder, screenshots
        self.number = 0

    def picture(self, desktop, name):
        self.number += 1
        file = desktop.screenshot(self.screenshots / f"{self.number:02}-{name}.png")
        print(f"  {file.name}", flush=True)

    def open(self, desktop, person, place):
        command, secret = window_command(self.program, self.world.account(person), self.folder)
        window = desktop.start(command, secret, log=self.screenshots / f"{person.name}.log")
        window.place(*place)
        return window

    @staticmethod
    def open_chat(window, name):
        window.click("item", re.compile(rf"^{re.escape(name)}\b"), seconds=40)
        return window.find("edit", f"Message {name}")

    @staticmethod
    def bubble(window, text, seconds=30):
        return window.find("item", re.compile(rf"(?s), {re.escape(text)}"), seconds, within=("list", "Messages"))

    def write(self, window, chat, text):
        field = window.fill(f"Message {chat}", text)
        return field

    def play(self):
        with Desktop(1920, 900) as desktop:
            desktop.run(["xsetroot", "-solid", "#adb9cb"])
            mara = self.open(desktop, people.MAIN, (12, 12, 1152, 876))
            tomas = self.open(desktop, people.SECOND, (1176, 12, 732, 876))
            for window in (mara, tomas):
                # The history of the week comes by itself, and each window opens with the newest chat: ready to write.
                window.find("item", re.compile(r"^(Tomas Berg|Mara Lindqvist)\b"), 60)
                self.bubble(window, "Can you stay until Leila's permit is through?", 60)
            # Two chats have news, one of them for her.
            mara.find("item", re.compile(r"^Leila Haddad, 1 unread"), 60)
            mara.find("item", re.compile(rf"^{people.GROUP_TITLE}, 2 unread, mentioned"), 60)
            mara.find("edit", f"Message {people.SECOND.shown}")
            tomas.find("edit", f"Message {people.MAIN.shown}")
            mara.find("any", re.compile(re.escape(people.SECOND.status)))
            desktop.mouse_away()
            self.picture(desktop, "two-windows-signed-in")

            self.open_chat(mara, "Jonas Weiss")
            self.bubble(mara, "Handover is written, Hana has the details.")
            desktop.mouse_away()
            self.picture(desktop, "history-of-the-week")

            self.open_chat(mara, people.SECOND.shown)
            self.write(mara, people.SECOND.shown, "If it slips past three, Owen can take over")
            mara.key("Return")
            self.bubble(tomas, "If it slips past three, Owen can take over")
            self.bubble(mara, "If it slips past three, Owen can take over")
            self.write(tomas, people.MAIN.shown, "No need, I stay. The pump is running again.")
            tomas.key("Return")
            self.bubble(mara, "No need, I stay. The pump is running again.")
            mara.activate()
            mara.find("item", re.compile("If it slips past three.*Displayed"), within=("list", "Messages"))
            mara.find("item", re.compile(r"^Tomas Berg, Available"))  # read, now that the window is used
            desktop.mouse_away()
            self.picture(desktop, "a-conversation")

            self.open_chat(mara, "Leila Haddad")
            self.write(mara, "Leila Haddad", "Can you send me the permit?")
            mara.key("Return")
            wait_for("Leila to type", lambda: mara.has("any", re.compile("typing")))
            self.picture(desktop, "leila-types")
            self.bubble(mara, "It is signed. The copy is in the folder of PS4.")
            desktop.mouse_away()
            self.picture(desktop, "the-bot-answers")

            self.open_chat(mara, people.GROUP_TITLE)
            self.write(mara, people.GROUP_TITLE, "Is the level at gauge 7 still rising?")
            mara.key("Return")
            self.bubble(mara, "Gauge 7 reads 2.41 m, two centimetres up in the last hour.", 40)
            desktop.mouse_away()
            self.picture(desktop, "the-group")

            self.open_chat(mara, people.SECOND.shown)
            mara.find("button", "Encryption: Encrypted", 40)  # by itself, since both can read it
            self.write(mara, people.SECOND.shown, "The code for the store is 4711, please keep it to yourself")
            mara.key("Return")
            self.bubble(tomas, "The code for the store is 4711, please keep it to yourself", 40)
            tomas.find("button", "Encryption: Encrypted", 40)
            desktop.mouse_away()
            self.picture(desktop, "encrypted")

            mara.click("tab", "Contacts")
            mara.find("item", re.compile(r"^Hana Novak\b"))
            desktop.mouse_away()
            self.picture(desktop, "contacts")
            for window in (mara, tomas):
                window.assert_alive()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--screenshots", type=pathlib.Path, default=pathlib.Path("demo-screenshots"))
    parser.add_argument("--end-with-input", action="store_true", help="stop when standard input ends")
    arguments = parser.parse_args()
    exit_on_signals()
    end_with_parent()
    if arguments.end_with_input:
        threading.Thread(target=end_with_input, daemon=True).start()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="jackdaw-demo-"))
    try:
        print("Starting the demo's server and its people …", flush=True)
        with World() as world:
            if has_display():
                return show(world, arguments.program.resolve(), folder)
            screenshots = arguments.screenshots.resolve()
            shutil.rmtree(screenshots, ignore_errors=True)
            screenshots.mkdir(parents=True)
            print("There is no display: playing one conversation on a display of our own.", flush=True)
            Story(world, arguments.program.resolve(), folder, screenshots).play()
            print(f"Screenshots: {screenshots}", flush=True)
            return 0
    except NotSeen as error:
        print(f"The conversation stopped: {error}", file=sys.stderr)
        return 1
    except ServerError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
