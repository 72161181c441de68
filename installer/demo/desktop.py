# SPDX-License-Identifier: GPL-3.0-or-later
"""A private desktop (Xvfb, openbox, D-Bus, accessibility bus) and a program on it, driven as a person would: found by
role and accessible name, clicked and typed at with real input events. For the demo without a display and for tests/ui.

    with Desktop() as desktop:
        program = desktop.start(["jackdaw", …])
        program.click("button", "Sign in")

One Desktop a process: the accessibility library connects once. Nothing here sleeps for a fixed time; everything waits
for a condition and fails with what it saw. Whatever is started is ended by its process id.
Needs: Xvfb, openbox, dbus-daemon, at-spi-bus-launcher, xdotool, ImageMagick's import, python3-gi with Atspi 2.
"""
import ctypes
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import tempfile
import time

LAUNCHER = "/usr/libexec/at-spi-bus-launcher"

# What Qt's roles (ui.md) are called on the accessibility bus; several where Qt or its versions differ.
ROLES = {
    "edit": {"text", "password text", "entry", "paragraph", "editbar"},
    "button": {"push button", "button", "toggle button", "push button menu", "menu button"},
    "check": {"check box"},
    "radio": {"radio button"},
    "tab": {"page tab"},
    "list": {"list", "list box", "tree", "table"},
    "item": {"list item", "tree item", "table cell"},
    "label": {"label", "static", "text"},
    "alert": {"alert", "notification", "info bar", "panel", "filler", "label"},
    "dialog": {"dialog", "frame", "window", "alert"},
    "menu item": {"menu item", "check menu item", "radio menu item"},
    "any": None,
}


class NotSeen(AssertionError):
    """What was waited for did not come; the text says what was there instead."""


def wait_for(what, condition, seconds=20, pause=0.05):
    """Calls `condition` until it gives something true, and returns that."""
    deadline = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() >= deadline:
            raise NotSeen(f"waited {seconds} s in vain for {what}")
        time.sleep(pause)


def _end_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def _leave_core():
    _end_with_parent()
    # A program that crashes leaves its memory in its working directory, where core_pattern is a plain name (the default).
    resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)


def end_process(process, seconds=10):
    """SIGTERM, then SIGKILL for what does not listen; returns the exit code."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.wait()


class Desktop:
    def __init__(self, width=1440, height=900):
        self.width, self.height = width, height
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="jackdaw-desktop-"))
        self.processes = []
        self.programs = []
        self._keys = {}  # key codes by character, of those that the keyboard did not have
        self.environment = dict(os.environ)
        for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "AT_SPI_BUS_ADDRESS", "NO_AT_BRIDGE", "XAUTHORITY", "LANGUAGE"):
            self.environment.pop(name, None)
        runtime = self.folder / "runtime"
        runtime.mkdir(mode=0o700)
        self.environment.update(XDG_RUNTIME_DIR=str(runtime), HOME=str(self.folder), QT_QPA_PLATFORM="xcb",
                                XDG_CONFIG_HOME=str(self.folder / "config"), XDG_DATA_HOME=str(self.folder / "data"),
                                XDG_CACHE_HOME=str(self.folder / "cache"), XDG_CURRENT_DESKTOP="",
                                QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", QT_ACCESSIBILITY="1", LC_ALL="C.UTF-8",
                                NO_AT_BRIDGE="0", GSETTINGS_BACKEND="memory", GIO_USE_VFS="local")
        try:
            self._start_display()
            self._start_buses()
        except BaseException:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _spawn(self, command, **more):
        if not shutil.which(command[0]):
            raise NotSeen(f"{command[0]} is not installed. Run this through installer/toolbox, which has it.")
        log = open(self.folder / "desktop.log", "ab")
        process = subprocess.Popen(command, env=self.environment, stdin=subprocess.DEVNULL, preexec_fn=_end_with_parent,
                                   stderr=log, start_new_session=True, **{"stdout": log, **more})
        log.close()
        self.processes.append(process)
        return process

    def _start_display(self):
        reading, writing = os.pipe()
        self._spawn(["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{self.width}x{self.height}x24",
                     "-nolisten", "tcp", "-noreset", "-dpi", "96"], pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            raise NotSeen("Xvfb did not start:\n" + (self.folder / "desktop.log").read_text(errors="replace")[-2000:])
        self.environment["DISPLAY"] = f":{number}"
        # One desktop, no decorations to fight over, focus where one clicks.
        config = self.folder / "config" / "openbox"
        config.mkdir(parents=True)
        (config / "rc.xml").write_text(
            '<?xml version="1.0"?><openbox_config xmlns="http://openbox.org/3.4/rc"><focus><focusNew>yes</focusNew>'
            '</focus><desktops><number>1</number></desktops><mouse><context name="Client"><mousebind button="Left" '
            'action="Press"><action name="Focus"/><action name="Raise"/></mousebind></context></mouse>'
            '<keyboard><keybind key="A-F4"><action name="Close"/></keybind></keyboard>'
            '<applications><application class="*"><decor>no</decor></application></applications></openbox_config>')
        self._spawn(["openbox", "--config-file", str(config / "rc.xml")])
        wait_for("the window manager", lambda: "window id" in self.run(
            ["xprop", "-root", "_NET_CLIENT_LIST_STACKING"], check=False))

    def give_keys(self, text):
        """Gives each character of `text` that no key has a key for good. xdotool would do so for the moment of one key press,
        and a program that is busy then looks at the keyboard when the character is gone from it."""
        new = [character for character in dict.fromkeys(text) if ord(character) > 126 and character not in self._keys]
        if not new:
            return
        # An X keyboard has the codes 8 to 255; no key of the usual ones is above 210.
        self._keys.update(zip(new, range(211 + len(self._keys), 256)))
        changes = [f"keycode {self._keys[character]} = U{ord(character):04X}" for character in new if character in self._keys]
        self.run(["xmodmap", *(part for change in changes for part in ("-e", change))])

    def _start_buses(self):
        bus = self._spawn(["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE)
        address = bus.stdout.readline().decode().strip()
        if not address:
            raise NotSeen("dbus-daemon did not start")
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = address
        self._spawn([LAUNCHER, "--launch-immediately", "--a11y=1"])
        # This process reads the tree itself, on the same buses.
        for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
            os.environ[name] = self.environment[name]
        for name in ("AT_SPI_BUS_ADDRESS", "WAYLAND_DISPLAY", "XAUTHORITY"):
            os.environ.pop(name, None)
        wait_for("the accessibility bus", lambda: "unix:" in self.run(
            ["dbus-send", "--session", "--print-reply", "--dest=org.a11y.Bus", "/org/a11y/bus",
             "org.a11y.Bus.GetAddress"], check=False))
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, GLib
        Atspi.init()
        Atspi.set_timeout(5000, 15000)
        self.atspi, self.glib = Atspi, GLib
        # The registry behind the bus is started by the first question. A program that met it half-way up would wait for
        # it with its window closed, so it answers before any program starts.
        wait_for("the accessibility registry", self._registry_answers)

    def _registry_answers(self):
        address = re.search(r'"(unix:[^"]+)"', self.run(
            ["dbus-send", "--session", "--print-reply", "--dest=org.a11y.Bus", "/org/a11y/bus",
             "org.a11y.Bus.GetAddress"]))
        answer = self.run(["dbus-send", f"--bus={address.group(1)}", "--print-reply", "--dest=org.a11y.atspi.Registry",
                           "/org/a11y/atspi/accessible/root", "org.freedesktop.DBus.Peer.Ping"], check=False)
        return "method return" in answer

    def run(self, command, check=True):
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=60)
        if check and done.returncode:
            raise NotSeen(f"{' '.join(command)} failed: {done.stderr.strip()}")
        return done.stdout

    def close(self):
        for program in reversed(self.programs):
            program.end()
        for process in reversed(self.processes):
            end_process(process)
            if process.stdout:
                process.stdout.close()
        self.processes = []
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, command, environment=None, log=None):
        """Starts a program on this desktop; None in `environment` takes a variable away. `log` takes its output."""
        program = Program(self, command, environment or {}, log)
        self.programs.append(program)
        return program

    def screenshot(self, file):
        """The whole screen as PNG."""
        file = pathlib.Path(file)
        file.parent.mkdir(parents=True, exist_ok=True)
        self.run(["import", "-silent", "-window", "root", str(file)])
        return file

    def mouse_away(self):
        self.run(["xdotool", "mousemove", str(self.width - 1), str(self.height - 1)])


class Program:
    def __init__(self, desktop, command, environment, log):
        self.desktop = desktop
        self.atspi = desktop.atspi
        self.command = [str(pathlib.Path(command[0]).resolve()) if "/" in command[0] else command[0], *command[1:]]
        self.core_folder = desktop.folder / f"core-{len(desktop.programs)}"
        self.core_folder.mkdir(exist_ok=True)
        self.name = pathlib.Path(command[0]).name
        self.log = pathlib.Path(log) if log else desktop.folder / f"{self.name}-{len(desktop.programs)}.log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with open(self.log, "ab") as output:
            surroundings = {name: value for name, value in {**desktop.environment, **environment}.items() if value is not None}
            self.process = subprocess.Popen(self.command, env=surroundings, stdin=subprocess.DEVNULL,
                                            stdout=output, stderr=output, preexec_fn=_leave_core,
                                            cwd=self.core_folder, start_new_session=True)
        self.pid = self.process.pid

    def end(self):
        return end_process(self.process)

    def assert_alive(self):
        code = self.process.poll()
        if code is not None:
            raise NotSeen(f"{self.name} ended with {code}. Its last words:\n{self._log_end()}")

    def _log_end(self):
        words = "\n".join(self.log.read_text(errors="replace").splitlines()[-25:]) if self.log.exists() else ""
        return words + self._where_it_crashed()

    def _where_it_crashed(self):
        """The stacks of a crashed program's threads: a crash that comes once in hundred runs is not to be lost."""
        if (self.process.poll() or 0) >= 0 or not shutil.which("gdb"):
            return ""
        core = max(self.core_folder.glob("core*"), key=lambda file: file.stat().st_mtime, default=None)
        if core is None:
            return ""
        command = ["gdb", "-batch", "-nx", "-ex", "bt 40", "-ex", "thread apply all bt 20", self.command[0], str(core)]
        stacks = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
                                timeout=120).stdout
        core.unlink(missing_ok=True)
        with open(self.log, "a") as output:
            output.write(stacks)
        return "\n" + stacks[:20000]

    # The accessibility tree

    def root(self):
        """The program's entry on the accessibility bus, or None."""
        context = self.desktop.glib.MainContext.default()
        for _ in range(200):
            if not context.iteration(False):
                break
        desktop = self.atspi.get_desktop(0)
        desktop.clear_cache()
        for index in range(desktop.get_child_count()):
            try:
                child = desktop.get_child_at_index(index)
                if child and child.get_process_id() == self.pid:
                    child.set_cache_mask(self.atspi.Cache.NONE)
                    return child
            except self.desktop.glib.Error:
                continue
        return None

    def walk(self, node=None, depth=0):
        """Every accessible of the program, as Element. Long lists are read at both ends only."""
        node = node or self.root()
        if node is None or depth > 40:
            return
        try:
            count = node.get_child_count()
        except self.desktop.glib.Error:
            return
        indices = range(count) if count <= 400 else [*range(120), *range(count - 120, count)]
        for index in indices:
            try:
                child = node.get_child_at_index(index)
                if child is None:
                    continue
                element = Element(self, child)
                element.role, element.name
            except self.desktop.glib.Error:
                continue  # it went while we looked
            yield element
            yield from self.walk(child, depth + 1)

    def find_all(self, role, name=None, showing=True, within=None):
        """All elements of `role` (a key of ROLES) whose name is, or matches where it is a compiled pattern, `name`;
        only those below the Element `within`, if given."""
        wanted = ROLES[role]
        found = []
        for element in self.walk(within.node if within else None):
            try:
                if wanted is not None and element.role not in wanted:
                    continue
                if name is not None and not (name.search(element.name) if isinstance(name, re.Pattern) else element.name == name):
                    continue
                if not showing or element.is_showing():
                    found.append(element)
            except self.desktop.glib.Error:
                continue  # it went while we looked
        return found

    def has(self, role, name):
        return bool(self.find_all(role, name))

    def find(self, role, name, seconds=20, within=None):
        """Waits for it to show; `within` is a pair of role and name of what it is to be in."""
        def look():
            self.assert_alive()
            if within is None:
                return self.find_all(role, name)
            return [each for outer in self.find_all(*within) for each in self.find_all(role, name, within=outer)]
        try:
            return wait_for(f"{role} “{getattr(name, 'pattern', name)}”", look, seconds)[0]
        except NotSeen as error:
            raise NotSeen(f"{error}; there was:\n{self.tree()}") from None

    def wait_gone(self, role, name, seconds=20):
        wait_for(f"{role} “{name}” to go", lambda: not self.has(role, name), seconds)

    def tree(self):
        """What shows, one line an element: for messages of failed tests."""
        lines = [f"  {element.role}: {element.name}" for element in self.walk() if element.name and element.is_showing()]
        return "\n".join(lines[:150]) or "  (nothing)\n" + self._log_end()

    # Input

    def window(self, seconds=20):
        """The X id of this program's topmost window that the window manager knows; waits for one."""
        def look():
            self.assert_alive()
            ours = {int(window) for window in self.desktop.run(
                ["xdotool", "search", "--onlyvisible", "--pid", str(self.pid)], check=False).split()}
            stacking = self.desktop.run(["xprop", "-root", "_NET_CLIENT_LIST_STACKING"], check=False)
            managed = [int(window, 16) for window in re.findall("0x[0-9a-f]+", stacking)]
            found = [str(window) for window in managed if window in ours]
            return found[-1] if found else None
        return wait_for(f"a window of {self.name}", look, seconds)

    def activate(self):
        window = self.window()
        self.desktop.run(["xdotool", "windowactivate", "--sync", window])
        return window

    def place(self, x, y, width, height):
        window = self.window()
        self.desktop.run(["xdotool", "windowsize", "--sync", window, str(width), str(height)], check=False)
        self.desktop.run(["xdotool", "windowmove", "--sync", window, str(x), str(y)], check=False)

        def placed():
            text = self.desktop.run(["xdotool", "getwindowgeometry", "--shell", window])
            return f"WIDTH={width}\n" in text and f"HEIGHT={height}\n" in text
        wait_for(f"the window to be {width}×{height}", placed)

    def click(self, role, name, seconds=20):
        element = self.find(role, name, seconds)
        element.click()
        return element

    def key(self, *keys):
        self.activate()
        self.desktop.run(["xdotool", "key", "--clearmodifiers", *keys])

    def type(self, text):
        self.activate()
        self.desktop.give_keys(text)
        self.desktop.run(["xdotool", "type", "--clearmodifiers", "--delay", "12", text])

    def fill(self, name, text, seconds=20):
        """Clicks into the field of that name, replaces what is in it by `text`, and waits until it is there."""
        field = self.find("edit", name, seconds)

        def focused():
            if not field.is_focused():
                field.click()  # again, where the page moved under the pointer
            return field.is_focused()
        wait_for(f"the focus in “{name}”", focused, pause=0.3)
        for attempt in range(3):  # the X server loses a key now and then where the machine is very busy
            self.desktop.run(["xdotool", "key", "--clearmodifiers", "ctrl+a"])
            self.desktop.run(["xdotool", "type", "--clearmodifiers", "--delay", "12", text])
            if field.role == "password text":
                return field
            try:
                wait_for(f"“{text}” in “{name}”", lambda: field.text() == text, 20 if attempt == 2 else 5)
                return field
            except NotSeen as error:
                if attempt == 2:
                    raise NotSeen(f"{error}; it holds “{field.text()}”") from None


class Element:
    """One accessible of a program."""

    def __init__(self, program, node):
        self.program = program
        self.node = node

    @property
    def role(self):
        return self.node.get_role_name()

    @property
    def name(self):
        return self.node.get_name() or ""

    @property
    def description(self):
        return self.node.get_description() or ""

    def has_state(self, name):
        return self.node.get_state_set().contains(getattr(self.program.atspi.StateType, name))

    def is_showing(self):
        try:
            return self.has_state("SHOWING") and self.has_state("VISIBLE")
        except self.program.desktop.glib.Error:
            return False

    def is_focused(self):
        return self.has_state("FOCUSED")

    def is_enabled(self):
        return self.has_state("ENABLED")

    def text(self):
        text = self.node.get_text_iface()
        return self.program.atspi.Text.get_text(text, 0, -1) if text else ""

    def place(self):
        """x, y, width, height on the screen."""
        box = self.node.get_extents(self.program.atspi.CoordType.SCREEN)
        return box.x, box.y, box.width, box.height

    def click(self, button=1):
        x, y, width, height = wait_for(f"“{self.name}” to have a place", lambda: self._place_if_real())
        self.program.desktop.run(["xdotool", "mousemove", "--sync", str(x + width // 2), str(y + height // 2)])
        self.program.desktop.run(["xdotool", "click", str(button)])

    def _place_if_real(self):
        place = self.place()
        return place if place[2] > 0 and place[3] > 0 else None
