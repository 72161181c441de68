# SPDX-License-Identifier: GPL-3.0-or-later
"""What a desktop has and a bare window manager has not: a notification service (Desktop Notifications Specification 1.2)
and a tray (StatusNotifierItem). A process of its own on the session bus of its environment; everything it is told comes
out as a JSON line, and each line on its standard input is something its user does:

    {"invoke": ID, "action": "default"}    clicks a notification          {"activate": true}   clicks the tray icon

As a library: class DesktopServices, which starts it and waits for what it says.
"""
import json
import subprocess
import sys
import threading

NOTIFICATIONS = """<node><interface name="org.freedesktop.Notifications">
  <method name="GetCapabilities"><arg direction="out" type="as"/></method>
  <method name="GetServerInformation"><arg direction="out" type="s"/><arg direction="out" type="s"/>
    <arg direction="out" type="s"/><arg direction="out" type="s"/></method>
  <method name="Notify"><arg direction="in" type="s"/><arg direction="in" type="u"/><arg direction="in" type="s"/>
    <arg direction="in" type="s"/><arg direction="in" type="s"/><arg direction="in" type="as"/>
    <arg direction="in" type="a{sv}"/><arg direction="in" type="i"/><arg direction="out" type="u"/></method>
  <method name="CloseNotification"><arg direction="in" type="u"/></method>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
</interface></node>"""
WATCHER = """<node><interface name="org.kde.StatusNotifierWatcher">
  <method name="RegisterStatusNotifierItem"><arg direction="in" type="s"/></method>
  <method name="RegisterStatusNotifierHost"><arg direction="in" type="s"/></method>
  <property name="RegisteredStatusNotifierItems" type="as" access="read"/>
  <property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
  <property name="ProtocolVersion" type="i" access="read"/>
</interface></node>"""
ITEM = "org.kde.StatusNotifierItem"


class DesktopServices:
    """The services on the bus of `desktop`; `said` holds what came so far, each a dict."""

    def __init__(self, desktop):
        self.said = []
        self._news = threading.Condition()
        self._process = subprocess.Popen([sys.executable, __file__], env=desktop.environment, text=True, bufsize=1,
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.wait("ready", lambda said: "ready" in said)

    def _read(self):
        for line in self._process.stdout:
            with self._news:
                self.said.append(json.loads(line))
                self._news.notify_all()

    def wait(self, what, matches, seconds=30):
        """The newest thing said that matches; waits for one."""
        with self._news:
            found = self._news.wait_for(lambda: next((each for each in reversed(self.said) if matches(each)), None), seconds)
            if not found:
                raise AssertionError(f"waited {seconds} s in vain for {what}; the desktop was told: {self.said[-10:]}")
            return found

    def do(self, **act):
        self._process.stdin.write(json.dumps(act) + "\n")

    def close(self):
        self._process.stdin.close()
        self._process.wait(10)
        self._reader.join(10)
        self._process.stdout.close()


def serve():
    import gi
    gi.require_version("Gio", "2.0")
    from gi.repository import Gio, GLib

    def say(**what):
        print(json.dumps(what), flush=True)

    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    items, last = [], [0]

    def notifications(_bus, _sender, _path, _interface, method, arguments, invocation):
        values = arguments.unpack()
        if method == "GetCapabilities":
            invocation.return_value(GLib.Variant("(as)", (["actions", "body", "body-markup"],)))
        elif method == "GetServerInformation":
            invocation.return_value(GLib.Variant("(ssss)", ("test", "Jackdaw", "1", "1.2")))
        elif method == "Notify":
            last[0] = values[1] or last[0] + 1
            say(notify=last[0], title=values[3], body=values[4], actions=values[5], replaces=values[1])
            invocation.return_value(GLib.Variant("(u)", (last[0],)))
        elif method == "CloseNotification":
            say(closed=values[0])
            bus.emit_signal(None, "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "NotificationClosed",
                            GLib.Variant("(uu)", (values[0], 3)))
            invocation.return_value(None)

    def tray_changed(_bus, sender, *_):
        answer = bus.call_sync(sender, "/StatusNotifierItem", "org.freedesktop.DBus.Properties", "GetAll",
                               GLib.Variant("(s)", (ITEM,)), None, Gio.DBusCallFlags.NONE, 5000, None).unpack()[0]
        pictures = sorted(answer.get("IconPixmap", []))
        say(tray=answer.get("ToolTip", ["", [], "", ""])[2], width=pictures[-1][0] if pictures else 0,
            argb=bytes(pictures[-1][2]).hex() if pictures else "")
        return False

    def watcher(_bus, sender, _path, _interface, method, _arguments, invocation):
        invocation.return_value(None)
        if method == "RegisterStatusNotifierItem":
            items.append(sender)
            for signal in ("NewIcon", "NewToolTip"):
                bus.signal_subscribe(sender, ITEM, signal, "/StatusNotifierItem", None, Gio.DBusSignalFlags.NONE,
                                     lambda *_: GLib.idle_add(tray_changed, bus, sender))
            GLib.idle_add(tray_changed, bus, sender)

    def watcher_property(_bus, _sender, _path, _interface, name):
        return {"RegisteredStatusNotifierItems": GLib.Variant("as", items), "ProtocolVersion": GLib.Variant("i", 0),
                "IsStatusNotifierHostRegistered": GLib.Variant("b", True)}[name]

    def user(source, _condition):
        line = source.readline()
        if not line:
            loop.quit()
            return False
        act = json.loads(line)
        if "invoke" in act:
            bus.emit_signal(None, "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "ActionInvoked",
                            GLib.Variant("(us)", (act["invoke"], act["action"])))
        elif "activate" in act:
            bus.call_sync(items[-1], "/StatusNotifierItem", ITEM, "Activate", GLib.Variant("(ii)", (0, 0)), None,
                          Gio.DBusCallFlags.NONE, 5000, None)
        return True

    def register(path, interface, on_call, on_property=None):
        info = Gio.DBusNodeInfo.new_for_xml(interface).interfaces[0]
        bus.register_object(path, info, on_call, on_property, None)

    register("/org/freedesktop/Notifications", NOTIFICATIONS, notifications)
    register("/StatusNotifierWatcher", WATCHER, watcher, watcher_property)
    for name in ("org.freedesktop.Notifications", "org.kde.StatusNotifierWatcher"):
        bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                      GLib.Variant("(su)", (name, 4)), None, Gio.DBusCallFlags.NONE, 5000, None)
    loop = GLib.MainLoop()
    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, user)
    say(ready=True)
    loop.run()


if __name__ == "__main__":
    serve()
