# SPDX-License-Identifier: GPL-3.0-or-later
"""A location service as GeoClue 2 is one (org.freedesktop.GeoClue2), on a bus of its own that stands for the system's. It says
where the computer is by what a test moves it to. As a library: class LocationService, which starts both.
"""
import subprocess
import sys

MANAGER = """<node><interface name="org.freedesktop.GeoClue2.Manager">
  <method name="GetClient"><arg direction="out" type="o"/></method>
  <method name="CreateClient"><arg direction="out" type="o"/></method>
  <property name="InUse" type="b" access="read"/>
  <property name="AvailableAccuracyLevel" type="u" access="read"/>
</interface></node>"""
CLIENT = """<node><interface name="org.freedesktop.GeoClue2.Client">
  <method name="Start"/><method name="Stop"/>
  <signal name="LocationUpdated"><arg type="o"/><arg type="o"/></signal>
  <property name="Location" type="o" access="read"/>
  <property name="DistanceThreshold" type="u" access="readwrite"/>
  <property name="TimeThreshold" type="u" access="readwrite"/>
  <property name="DesktopId" type="s" access="readwrite"/>
  <property name="RequestedAccuracyLevel" type="u" access="readwrite"/>
  <property name="Active" type="b" access="read"/>
</interface></node>"""
LOCATION = """<node><interface name="org.freedesktop.GeoClue2.Location">
  <property name="Latitude" type="d" access="read"/>
  <property name="Longitude" type="d" access="read"/>
  <property name="Accuracy" type="d" access="read"/>
  <property name="Altitude" type="d" access="read"/>
  <property name="Speed" type="d" access="read"/>
  <property name="Heading" type="d" access="read"/>
  <property name="Description" type="s" access="read"/>
  <property name="Timestamp" type="(tt)" access="read"/>
</interface></node>"""


class LocationService:
    """On a bus whose address is `bus`; is_used: somebody asks."""

    def __init__(self, environment):
        self._daemon = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address"], env=environment, text=True,
                                        stdout=subprocess.PIPE)
        self.bus = self._daemon.stdout.readline().strip()
        self._process = None
        self._environment = dict(environment, DBUS_SYSTEM_BUS_ADDRESS=self.bus)

    def start(self):
        self._process = subprocess.Popen([sys.executable, __file__], env=self._environment, text=True, bufsize=1,
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdout.readline().strip() == "ready"

    def move(self, latitude, longitude, accuracy):
        self._process.stdin.write(f"{latitude} {longitude} {accuracy}\n")

    def close(self):
        if self._process:
            self._process.stdin.close()
            self._process.wait(10)
            self._process.stdout.close()
        self._daemon.terminate()
        self._daemon.wait(10)
        self._daemon.stdout.close()


def serve():
    import gi
    gi.require_version("Gio", "2.0")
    from gi.repository import Gio, GLib
    import time

    loop = GLib.MainLoop()
    bus = Gio.bus_get_sync(Gio.BusType.SYSTEM)
    at = {"number": 0, "place": None, "is_used": False}
    base = "/org/freedesktop/GeoClue2"

    def get(_bus, _sender, path, _interface, name):
        latitude, longitude, accuracy = at["place"] or (0, 0, 0)
        now = int(time.time())
        return {"Latitude": GLib.Variant("d", latitude), "Longitude": GLib.Variant("d", longitude),
                "Accuracy": GLib.Variant("d", accuracy), "Altitude": GLib.Variant("d", -sys.float_info.max),
                "Speed": GLib.Variant("d", -1), "Heading": GLib.Variant("d", -1), "Description": GLib.Variant("s", ""),
                "Timestamp": GLib.Variant("(tt)", (now, 0)), "Location": GLib.Variant("o", f"{base}/Location/{at['number']}"),
                "Active": GLib.Variant("b", at["is_used"]), "InUse": GLib.Variant("b", at["is_used"]),
                "AvailableAccuracyLevel": GLib.Variant("u", 8), "DistanceThreshold": GLib.Variant("u", 0),
                "TimeThreshold": GLib.Variant("u", 0), "DesktopId": GLib.Variant("s", ""),
                "RequestedAccuracyLevel": GLib.Variant("u", 8)}[name]

    def interface(text):
        return Gio.DBusNodeInfo.new_for_xml(text).interfaces[0]

    def tell():
        if not at["is_used"] or not at["place"]:
            return
        before = f"{base}/Location/{at['number']}" if at["number"] else "/"
        at["number"] += 1
        bus.register_object(f"{base}/Location/{at['number']}", interface(LOCATION), None, get, None)
        bus.emit_signal(None, f"{base}/Client/1", "org.freedesktop.GeoClue2.Client", "LocationUpdated",
                        GLib.Variant("(oo)", (before, f"{base}/Location/{at['number']}")))

    def called(_bus, _sender, _path, _interface, method, _arguments, invocation):
        if method in ("GetClient", "CreateClient"):
            invocation.return_value(GLib.Variant("(o)", (f"{base}/Client/1",)))
            return
        at["is_used"] = method == "Start"
        invocation.return_value(None)
        tell()

    bus.register_object(f"{base}/Manager", interface(MANAGER), called, get, None)
    bus.register_object(f"{base}/Client/1", interface(CLIENT), called, get, lambda *_: True)

    def read(source, condition):
        line = sys.stdin.readline()
        if not line:
            loop.quit()
            return False
        at["place"] = tuple(float(word) for word in line.split())
        tell()
        return True

    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, read)
    Gio.bus_own_name_on_connection(bus, "org.freedesktop.GeoClue2", Gio.BusNameOwnerFlags.NONE,
                                   lambda *_: print("ready", flush=True), None)
    loop.run()


if __name__ == "__main__":
    serve()
