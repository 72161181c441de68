#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs installer/toolbox with small stand-ins for apt-get, mmdebstrap and bubblewrap: what it says, makes and makes anew.

The stand-ins write a tree of a few files where mmdebstrap would unpack Debian 13; all else is the script itself.
"""
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

TOOLBOX = pathlib.Path(__file__).resolve().parents[3] / "installer" / "toolbox"
TOOLS = ("bash sh env awk cat comm cp cut date dirname find flock grep head"
         " chmod ln locale mkdir mkfifo mktemp mv perl readlink rm "
         "sed seq setsid sha256sum sleep sort sync tail tee touch tr true wc").split()
PACKAGES = ["first-dev", "second", "third-tools", "fourth", "fifth", "sixth", "seventh", "prosody"]

STAND_INS = {
    "id": 'case "$1" in -u) echo "$FAKE_UID" ;; *) echo somebody ;; esac',
    "dpkg": "exit 0",
    "dpkg-query": 'for name in $FAKE_INSTALLED; do echo "installed $name"; done',
    "apt-config": 'echo "Acquire::http::Proxy \\"http://proxy.example:3142\\";"',
    # apt-get update counts a mirror it cannot reach as a warning and ends with 0; so does this one.
    "apt-get": """
case "$*" in
    *indextargets*)
        [ -z "$FAKE_NO_LISTS" ] || [ -e "$FAKE/lists-read" ] || exit 0
        echo "http://other.example/tools $FAKE_SUITE Somebody"
        echo "http://mirror.example/debian $FAKE_SUITE Debian"
        echo "http://mirror.example/debian-security $FAKE_SUITE-security Debian"
        exit 0 ;;
esac
echo "$*" >>"$FAKE/apt-get"
[ -z "$FAKE_MIRROR_GONE" ] || echo "W: Failed to fetch http://mirror.example/InRelease  Could not resolve 'mirror.example'"
case "$1 $FAKE_MIRROR_GONE" in "install "?*) echo "E: Unable to locate package $5"; exit 100 ;; esac
case "$*" in *update) [ -n "$FAKE_MIRROR_GONE" ] || touch "$FAKE/lists-read" ;; esac
[ "$1" != install ] || [ ! -e "$JACKDAW_POLICY" ] || for service in dbus prosody prosody.service; do
    "$JACKDAW_POLICY" "$service" start && echo "starts $service" || echo "leaves $service"
done >"$FAKE/services" """,
    "mmdebstrap": """
printf '%s ' "$@" | tr '\n' ' ' >>"$FAKE/mmdebstrap"
echo >>"$FAKE/mmdebstrap"
cat >"$FAKE/sources"
root=$(printf '%s\\n' "$@" | tail -n 2 | head -n 1)
[ -z "$FAKE_MIRROR_GONE" ] || { echo "E: Could not resolve 'mirror.example'"; exit 100; }
mkdir -p "$root/etc" "$root/usr/bin" "$root/usr/lib/locale" "$root/usr/include/cpp" "$root/usr/share/doc/cpp" "$root/var/lib/dpkg/info"
echo program >"$root/usr/bin/cmake"
ln -s cmake "$root/usr/bin/c++"
for header in $(seq 1 9); do
    echo "header" >"$root/usr/include/cpp/$header.h"
    echo "/usr/include/cpp/$header.h"
done >"$root/var/lib/dpkg/info/cpp.list"
printf '%s\\n' /. /usr /usr/bin /usr/bin/cmake /usr/share/man/man1/left-out.1.gz >"$root/var/lib/dpkg/info/cmake.list"
# Half-way: tells so, and goes on when somebody reads the other line.
[ -z "$FAKE_HOLD" ] || { echo $$ >"$FAKE/half-way"; cat "$FAKE/go-on" >/dev/null; true; }""",
    "unshare": 'case "$FAKE_NO_NAMESPACES $*" in "1 "* | "users "*--map-root-user*) refused=1 ;; esac; [ -z "$refused" ] || { echo "unshare: unshare failed: Operation not permitted"; exit 1; }; while [ "${1#-}" != "$1" ]; do shift; done; exec "$@"',
    "bwrap": '[ "$1" = --ro-bind ] && [ "$2" = / ] && exit 0; printf "%s\\n" "$@" >"$FAKE/bwrap"; while [ "$1" != -- ]; do shift; done; shift; exec "$@"',
    "cmake": "echo cmake version 3",
}


class ToolboxTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.base = pathlib.Path(folder.name)
        self.cache = self.base / "cache"
        tools = self.base / "tools"
        (self.base / "repo/installer").mkdir(parents=True)
        tools.mkdir()
        self.script = self.base / "repo/installer/toolbox"
        shutil.copy(TOOLBOX, self.script)
        (self.base / "repo/installer/packages.txt").write_text("# a comment\n" + "\n".join(PACKAGES) + "\n")
        for name in TOOLS:
            (tools / name).symlink_to(shutil.which(name))
        for name, text in STAND_INS.items():
            (tools / name).write_text("#!/bin/sh\n" + text.lstrip("\n") + "\n")
            (tools / name).chmod(0o755)
        self.environment = {
            "PATH": str(tools), "HOME": str(self.base), "LANG": "C.UTF-8", "FAKE": str(self.base), "FAKE_UID": "0",
            "FAKE_SUITE": self.host_suite(), "FAKE_INSTALLED": "mmdebstrap bubblewrap debian-archive-keyring uidmap",
            "JACKDAW_POLICY": str(self.base / "policy-rc.d"), "JACKDAW_NATIVE": "0", "JACKDAW_TOOLBOX": str(self.cache),
        }

    @staticmethod
    def host_suite():
        for line in pathlib.Path("/etc/os-release").read_text().splitlines():
            if line.startswith("VERSION_CODENAME="):
                return line.split("=")[1].strip('"')
        return ""

    def run_toolbox(self, *arguments, **environment):
        return subprocess.run([self.script, *(arguments or ("true",))], env=self.environment | environment, cwd=self.base,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=200)

    def start_held(self):
        """A run that stands half-way in making the environment."""
        os.mkfifo(self.base / "go-on")
        process = subprocess.Popen([self.script, "true"], env=self.environment | {"FAKE_HOLD": "1"}, cwd=self.base,
                                   stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.until(lambda: (self.base / "half-way").is_file() and (self.base / "half-way").read_text().endswith("\n"),
                   "mmdebstrap did not start")
        return process

    def until(self, condition, otherwise):
        end = time.monotonic() + 200
        while not condition():
            self.assertLess(time.monotonic(), end, otherwise)
            time.sleep(0.01)

    def assert_good(self, done):
        self.assertEqual(done.returncode, 0, done.stderr)

    def calls(self, name):
        file = self.base / name
        return file.read_text().splitlines() if file.exists() else []

    def lent(self, **environment):
        """The words that bubblewrap was given, before the command; and what it sets, by name."""
        self.assert_good(self.run_toolbox(**environment))
        words = self.calls("bwrap")
        words = words[:words.index("--")]
        return words, {words[at + 1]: words[at + 2] for at, word in enumerate(words) if word == "--setenv"}

    def stand_in(self, name, text):
        (self.base / "tools" / name).unlink(missing_ok=True)
        (self.base / "tools" / name).write_text("#!/bin/sh\n" + text + "\n")
        (self.base / "tools" / name).chmod(0o755)

    def root(self):
        roots = [path for path in self.cache.glob("trixie-*") if path.is_dir()]
        self.assertEqual(len(roots), 1, roots)
        return roots[0]

    # What root has to install

    def test_without_root_it_tells_both_commands_with_every_package_natively(self):
        done = self.run_toolbox(JACKDAW_NATIVE="1", FAKE_UID="1000", FAKE_INSTALLED="second")
        self.assertEqual(done.returncode, 1)
        missing = " ".join(sorted(set(PACKAGES) - {"second"}))
        self.assertIn(f"apt-get update && apt-get install -y --no-install-recommends {missing}"
                      " && systemctl disable --now prosody\n", done.stderr)
        self.assertEqual(self.calls("apt-get"), [])

    def test_without_root_it_tells_both_commands_with_every_package_elsewhere(self):
        done = self.run_toolbox(FAKE_UID="1000", FAKE_INSTALLED="bubblewrap")
        self.assertEqual(done.returncode, 1)
        self.assertIn("apt-get update && apt-get install -y --no-install-recommends debian-archive-keyring mmdebstrap uidmap\n",
                      done.stderr)
        self.assertEqual(self.calls("apt-get"), [])

    def test_root_installs_what_is_missing_and_runs_the_command(self):
        self.assert_good(self.run_toolbox(JACKDAW_NATIVE="1", FAKE_INSTALLED="second"))
        self.assertEqual(self.calls("apt-get"), [
            "update -q", "install -y -q --no-install-recommends " + " ".join(sorted(set(PACKAGES) - {"second"}))])

    def test_a_host_without_dpkg_and_a_home_is_believed(self):
        for name in ("dpkg", "dpkg-query", "apt-get"):
            (self.base / "tools" / name).unlink()
        del self.environment["HOME"]
        (self.base / "tools/getent").write_text("#!/bin/sh\necho somebody:x:0:0::/home/somebody:/bin/sh\n")
        (self.base / "tools/getent").chmod(0o755)
        done = self.run_toolbox("sh", "-c", "echo $HOME", JACKDAW_NATIVE="1")
        self.assert_good(done)
        self.assertEqual(done.stdout, "/home/somebody\n")

    def test_no_server_starts_when_it_is_installed(self):
        self.assert_good(self.run_toolbox(JACKDAW_NATIVE="1"))
        self.assertEqual(self.calls("services"), ["starts dbus", "leaves prosody", "leaves prosody.service"])
        self.assertFalse((self.base / "policy-rc.d").exists())

    def test_the_rule_that_a_killed_run_left_goes(self):
        (self.base / "policy-rc.d").write_text("#!/bin/sh\n# For as long as Jackdaw installs packages.\nexit 101\n")
        self.assert_good(self.run_toolbox(JACKDAW_NATIVE="1"))
        self.assertEqual(self.calls("services")[0], "starts dbus")
        self.assertFalse((self.base / "policy-rc.d").exists())

    def test_the_rule_of_this_computer_about_services_stays(self):
        (self.base / "policy-rc.d").write_text("#!/bin/sh\nexit 101\n")
        (self.base / "policy-rc.d").chmod(0o755)
        self.assert_good(self.run_toolbox(JACKDAW_NATIVE="1"))
        self.assertEqual((self.base / "policy-rc.d").read_text(), "#!/bin/sh\nexit 101\n")

    def test_a_mirror_that_apt_cannot_reach_is_named(self):
        done = self.run_toolbox(JACKDAW_NATIVE="1", FAKE_MIRROR_GONE="1")
        self.assertEqual(done.returncode, 1)
        self.assertIn("the Debian mirror could not be reached", done.stderr)

    def test_an_unreachable_source_that_nothing_is_needed_from_does_not_matter(self):
        (self.base / "tools/apt-get").write_text("#!/bin/sh\n" + STAND_INS["apt-get"].replace("exit 100", "exit 0"))
        self.assert_good(self.run_toolbox(JACKDAW_NATIVE="1", FAKE_MIRROR_GONE="1"))

    def test_a_user_without_subordinate_ids_is_told_how_to_get_them(self):
        done = self.run_toolbox(FAKE_UID="1000")
        self.assertEqual(done.returncode, 1)
        self.assertIn("somebody has no line in /etc/subuid. Run as root: usermod --add-subuids", done.stderr)

    def test_where_no_namespace_can_be_made_a_network_of_its_own_says_what_to_do(self):
        self.assert_good(self.run_toolbox("true", JACKDAW_NATIVE="1", FAKE_NO_NAMESPACES="1"))
        done = self.run_toolbox("--private-network", "true", JACKDAW_NATIVE="1", FAKE_NO_NAMESPACES="1")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("(its words: unshare: unshare failed: Operation not permitted). In a container, allow it", done.stderr)
        self.assertIn("sysctl -w user.max_user_namespaces=", done.stderr)

    def test_root_has_a_network_of_its_own_where_users_may_have_none(self):
        done = self.run_toolbox("--private-network", "cmake", JACKDAW_NATIVE="1", FAKE_NO_NAMESPACES="users", FAKE_UID="0")
        self.assertEqual((done.returncode, done.stdout), (0, "cmake version 3\n"), done.stderr)
        done = self.run_toolbox("--private-network", "cmake", JACKDAW_NATIVE="1", FAKE_NO_NAMESPACES="users", FAKE_UID="1000")
        self.assertEqual((done.returncode, done.stdout), (1, ""))

    # What a command is lent

    def test_it_keeps_the_name_of_the_computer_and_the_cookies_of_its_x_server(self):
        words, variables = self.lent(XAUTHORITY="/etc/passwd")
        self.assertNotIn("--hostname", words)  # cookies are kept under it
        self.assertNotIn("--unshare-uts", words)
        self.assertEqual(variables["XAUTHORITY"], "/run/jackdaw/xauthority")
        at = words.index("/run/jackdaw/xauthority")
        self.assertEqual(words[at - 2:at], ["--ro-bind", "/etc/passwd"])
        # Where the command sees it anyhow, a change of it is seen too.
        (self.base / "cookies").touch()
        words, variables = self.lent(XAUTHORITY=str(self.base / "cookies"))
        self.assertEqual(variables["XAUTHORITY"], str(self.base / "cookies"))
        self.assertNotIn("/run/jackdaw/xauthority", words)
        self.assertNotIn("XAUTHORITY", self.lent()[1])

    def test_nothing_is_written_to_where_it_would_be_lost(self):
        words, _ = self.lent()
        self.assertEqual(words[-2:], ["--remount-ro", "/"])
        for place in ("/mnt", "/media", "/srv", "/opt"):
            at = words.index(place) if place in words else 0
            there = ["--bind", place, place] if pathlib.Path(place).is_dir() else []
            self.assertEqual(words[at - 1:at + 2] if at else [], there, place)

    def test_clocks_are_those_of_the_computer(self):
        link = shutil.which("readlink")
        self.stand_in("readlink", 'case "$*" in *etc/localtime) echo /usr/share/zoneinfo/Europe/Lisbon ;; '
                      f'*/US/Eastern) echo /usr/share/zoneinfo/America/New_York ;; *) exec {link} "$@" ;; esac')
        for zone, seen in (("", "Europe/Lisbon"), (":/etc/localtime", "Europe/Lisbon"), ("Europe/Berlin", "Europe/Berlin"),
                           (":Europe/Berlin", "Europe/Berlin"), ("US/Eastern", "America/New_York"),
                           ("CET-1CEST,M3.5.0/2,M10.5.0", "CET-1CEST,M3.5.0/2,M10.5.0")):
            with self.subTest(zone=zone):
                self.assertEqual(self.lent(TZ=zone)[1]["TZ"], seen)

    def test_dates_are_written_as_on_the_computer_where_it_can(self):
        self.stand_in("locale", "echo UTF-8")
        words, variables = self.lent(LANG="de_DE.UTF-8", LC_TIME="pt_PT.UTF-8")
        self.assertEqual((variables["LANG"], variables["LC_TIME"]), ("de_DE.UTF-8", "pt_PT.UTF-8"))
        at = words.index("/usr/lib/locale")
        self.assertEqual(words[at - 1:at + 2], ["--ro-bind", "/usr/lib/locale", "/usr/lib/locale"])
        # It has not what it names, or not in UTF-8.
        for answer in ("echo locale: Cannot set LC_ALL to default locale >&2; echo UTF-8", "echo ISO-8859-1"):
            self.stand_in("locale", answer)
            words, variables = self.lent(LANG="de_DE.UTF-8", LC_TIME="pt_PT.UTF-8")
            self.assertEqual(variables["LANG"], "C.UTF-8")
            self.assertNotIn("LC_TIME", variables)
            self.assertNotIn("/usr/lib/locale", words)

    # The environment

    def test_it_is_made_once(self):
        self.assert_good(self.run_toolbox())
        self.assert_good(self.run_toolbox())
        self.assertEqual(len(self.calls("mmdebstrap")), 1)
        self.assertIn("--include=" + ",".join(PACKAGES), self.calls("mmdebstrap")[0])
        self.assertIn('--aptopt=Acquire::http::Proxy "http://proxy.example:3142";', self.calls("mmdebstrap")[0])
        key = "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"
        self.assertEqual(self.calls("sources"), [f"{key} http://mirror.example/debian trixie main",
                                                 f"{key} http://mirror.example/debian-security trixie-security main"])
        listed = (self.root() / "etc/jackdaw-toolbox.files").read_text()
        self.assertIn("usr/bin/c++\n", listed)
        self.assertNotIn("left-out", listed)

    def test_one_that_lost_files_is_made_anew(self):
        def shorten(path):
            path.write_text("")

        self.assert_good(self.run_toolbox())
        for harm in (lambda root: shutil.rmtree(root / "usr/include"),
                     lambda root: (root / "usr/bin/c++").unlink(),
                     lambda root: (root / "usr/include/cpp/9.h").unlink(),
                     lambda root: shorten(root / "usr/include/cpp/1.h"),
                     lambda root: (root / "etc/jackdaw-toolbox.files").unlink(),
                     lambda root: (root / "etc/jackdaw-toolbox.files").write_text("")):
            made = len(self.calls("mmdebstrap"))
            harm(self.root())
            done = self.run_toolbox()
            self.assert_good(done)
            self.assertIn("is broken; making it anew", done.stderr)
            self.assertEqual(len(self.calls("mmdebstrap")), made + 1)
            self.assertTrue((self.root() / "usr/include/cpp/9.h").is_file())

    def test_a_mirror_that_mmdebstrap_cannot_reach_is_named_and_leaves_nothing(self):
        done = self.run_toolbox(FAKE_MIRROR_GONE="1")
        self.assertEqual(done.returncode, 1)
        self.assertIn("the Debian mirror could not be reached", done.stderr)
        self.assertEqual(list(self.cache.glob("building-*")) + list(self.cache.glob("trixie-*/")), [])

    def test_where_apt_has_no_lists_they_are_read_aside(self):
        self.assert_good(self.run_toolbox(FAKE_NO_LISTS="1"))
        self.assertIn(f"Dir::State::Lists={self.cache}/apt-lists-", self.calls("apt-get")[0])
        self.assertEqual(list(self.cache.glob("apt-lists-*")), [])
        self.assertEqual(len(self.calls("sources")), 2)

    def test_without_lists_a_mirror_that_cannot_be_reached_is_named(self):
        done = self.run_toolbox(FAKE_NO_LISTS="1", FAKE_MIRROR_GONE="1")
        self.assertEqual(done.returncode, 1)
        self.assertIn("the Debian mirror could not be reached", done.stderr)
        self.assertEqual(self.calls("mmdebstrap"), [])

    def test_what_cannot_be_made_anew_stays(self):
        self.assert_good(self.run_toolbox())
        self.assertEqual(self.run_toolbox("--refresh", FAKE_MIRROR_GONE="1").returncode, 1)
        self.assert_good(self.run_toolbox())
        self.assertEqual(len(self.calls("mmdebstrap")), 2)
        self.assert_good(self.run_toolbox("--refresh"))
        self.assertEqual(len(self.calls("mmdebstrap")), 3)
        self.assertEqual(list(self.cache.glob("building-*")), [])

    def test_stopped_half_way_it_leaves_nothing_and_the_next_run_makes_it(self):
        process = self.start_held()
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(200), 130)
        self.assertEqual(list(self.cache.glob("building-*")) + list(self.cache.glob("trixie-*/")), [])
        self.assert_good(self.run_toolbox())
        self.assertEqual(len(list(self.root().glob("usr/include/cpp/*.h"))), 9)

    def test_killed_half_way_its_rest_is_cleared_by_the_next_run(self):
        process = self.start_held()
        process.kill()
        process.wait(200)
        self.assertEqual(len(list(self.cache.glob("building-*"))), 1)
        self.assert_good(self.run_toolbox())
        self.assertEqual(list(self.cache.glob("building-*")), [])
        self.assertEqual(len(list(self.root().glob("usr/include/cpp/*.h"))), 9)

    def test_of_two_runs_at_once_one_makes_it_and_the_other_waits(self):
        first = self.start_held()
        second = subprocess.Popen([self.script, "true"], env=self.environment, cwd=self.base, stdin=subprocess.DEVNULL,
                                  stderr=subprocess.PIPE, text=True)
        self.addCleanup(second.stderr.close)
        self.addCleanup(second.wait)
        self.addCleanup(second.kill)
        self.assertIn("another run is making the environment; waiting for it", second.stderr.readline())
        (self.base / "go-on").write_text("")
        self.assertEqual(first.wait(200), 0)
        self.assertEqual(second.wait(200), 0)
        self.assertEqual(len(self.calls("mmdebstrap")), 1)

    def test_one_of_another_package_list_goes_when_nobody_has_used_it_for_a_day(self):
        for folder, age, in_use in (("trixie-0123456789abcdef", 0, False), ("trixie-123456789abcdef0", 2, False),
                                    ("trixie-23456789abcdef01", 2, True)):
            path = self.cache / folder
            path.mkdir(parents=True)
            used = self.cache / (folder + ".used")
            used.touch()
            if in_use:
                holder = subprocess.Popen(["flock", "--shared", used, "sh", "-c", "echo held; cat"], stdin=subprocess.PIPE,
                                          stdout=subprocess.PIPE, text=True)
                self.addCleanup(holder.communicate)
                self.assertEqual(holder.stdout.readline(), "held\n")
            then = time.time() - age * 24 * 3600
            os.utime(path, (then, then))
            os.utime(used, (then, then))
        self.assert_good(self.run_toolbox())
        left = sorted(path.name for path in self.cache.glob("trixie-*") if path.is_dir())
        self.assertEqual(len(left), 3, left)
        self.assertIn("trixie-0123456789abcdef", left)
        self.assertIn("trixie-23456789abcdef01", left)


if __name__ == "__main__":
    unittest.main()
