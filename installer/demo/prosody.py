#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private Prosody on loopback, with its own certificate authority, accounts and data, for the demo and the tests.

As a library: class Prosody. As a program:

    prosody.py --account anna:secret --account ben:secret [--befriend anna:ben] [--domain harbor.example]
               [--registration open|invited] [--verbose]

prints one JSON line once it listens,

    {"domain": …, "host": "127.0.0.1", "port": …, "directTlsPort": …, "webPort": …, "componentPort": …, "authority": …, "folder": …, "pid": …}

and then takes one command a line on standard input, each answered by a JSON line {"done": COMMAND, …}:

    stop      end the server as its administrator would (SIGTERM)     kill      end it as a crash would (SIGKILL)
    start     start it again on the same ports, with the same data    restart   stop and start
    account NAME PASSWORD     befriend A B     archive NAME     quit
    invite TOKEN [INVITER]    a token that makes an account, and a contact of INVITER (XEP-0401)

The end of standard input means quit. Whatever way it ends, the server ends with it and its folder is removed.
Needs: prosody 13, lua-dbi-sqlite3, openssl. No package of Python beyond the standard library.
"""
import argparse
import base64
import ctypes
import hashlib
import hmac
import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import time
import uuid

HOST = "127.0.0.1"

# As Prosody 13 makes them (mod_storage_sql), so that people and history can be there before its first start.
SCHEMA = """
CREATE TABLE IF NOT EXISTS "prosody" ("host" TEXT NOT NULL, "user" TEXT NOT NULL, "store" TEXT NOT NULL,
    "key" TEXT NOT NULL, "type" TEXT NOT NULL, "value" TEXT NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS "prosody_unique_index" ON "prosody" ("host", "user", "store", "key");
CREATE TABLE IF NOT EXISTS "prosodyarchive" ("sort_id" INTEGER PRIMARY KEY AUTOINCREMENT, "host" TEXT NOT NULL,
    "user" TEXT NOT NULL, "store" TEXT NOT NULL, "key" TEXT NOT NULL, "when" INTEGER NOT NULL, "with" TEXT NOT NULL,
    "type" TEXT NOT NULL, "value" TEXT NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS "prosodyarchive_index" ON "prosodyarchive" ("host", "user", "store", "key");
CREATE INDEX IF NOT EXISTS "prosodyarchive_with_when" ON "prosodyarchive" ("host", "user", "store", "with", "when");
CREATE INDEX IF NOT EXISTS "prosodyarchive_when" ON "prosodyarchive" ("host", "user", "store", "when");
CREATE INDEX IF NOT EXISTS "prosodyarchive_sort" ON "prosodyarchive" ("host", "user", "store", "sort_id");
"""


class ServerError(Exception):
    """The server could not be set up; the text says why and what to do."""


def end_with_parent():
    """For preexec_fn: the child gets SIGTERM when the process that started it is gone, whatever way it went."""
    PR_SET_PDEATHSIG = 1
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind((HOST, 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


class Prosody:
    """One server. Set accounts, rosters and archives before start() or while it runs; close() removes everything."""

    def __init__(self, domain="harbor.example", verbose=False, registration="closed", file_limit=50 * 1024 * 1024, sasl2=False,
                 group_modules=(), group_options=(), plugins=None, component=None,
                 takes_files=True, bytes_proxy=False, uploads_at=None, files_seen_at=None):
        """`registration`: may accounts be made by clients (XEP-0077): "closed", "open", or only by the "invited".
        `sasl2`: does it also offer SASL2, Bind 2 and FAST (XEP-0388, 0386, 0484), by modules of prosody-modules?
        `group_modules`, `group_options`: more modules of the service of rooms, and lines of its configuration; `plugins`: a
        folder with modules of the caller's own. `component`: the name of a component that somebody else runs (XEP-0114), by
        the secret "secret". `takes_files`: by HTTP (XEP-0363). `bytes_proxy`: does it pass the bytes of others on (XEP-0065)?
        `uploads_at`: the web server of somebody else that takes the files, where this one gives the places alone.
        `files_seen_at`: the port that the addresses of files name, where something stands before this server."""
        if not shutil.which("prosody"):
            raise ServerError("Prosody is not installed. Run this through installer/toolbox, which has it.")
        self.domain = domain
        self.registration = registration
        self.file_limit = file_limit
        self.sasl2 = sasl2
        self.group_modules = list(group_modules)
        self.group_options = list(group_options)
        self.plugins = plugins
        self.component = component
        self.takes_files = takes_files
        self.uploads_at = uploads_at
        self.files_seen_at = files_seen_at
        self.bytes_proxy = bytes_proxy
        self.groups = "groups." + domain
        self.files = "files." + domain
        self.host = HOST
        # In memory where that can be: this server is thrown away anyhow, and pressing each of its messages to a slow disk
        # three times would be all that it does.
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="jackdaw-prosody-", dir=memory))
        self.authority = self.folder / "authority.pem"
        self.log = self.folder / "prosody.log"
        self.database = self.folder / "data" / "prosody.sqlite"
        self.verbose = verbose
        self.process = None
        self.port = self.direct_tls_port = self.web_port = self.component_port = self.proxy_port = 0
        try:
            (self.folder / "data").mkdir()
            self._make_certificates()
            with self._connect() as connection:
                # It stays with the file. Without it Prosody cannot read while something is written here, and takes whom it
                # cannot read for unknown.
                connection.execute("PRAGMA journal_mode = WAL")
                connection.executescript(SCHEMA)
        except BaseException:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def facts(self):
        return {"domain": self.domain, "host": HOST, "port": self.port, "directTlsPort": self.direct_tls_port, "webPort": self.web_port,
                "componentPort": self.component_port,
                "authority": str(self.authority), "folder": str(self.folder),
                "pid": self.process.pid if self.process else 0}

    # Life

    def start(self):
        """Starts the server and returns when it takes connections on both ports. The ports stay over restarts."""
        if self.process:
            return
        for attempt in range(5):
            if not self.port:
                self.port, self.direct_tls_port, self.web_port, self.component_port, self.proxy_port = free_ports(5)
                fresh = True
            else:
                fresh = False
            self._write_configuration()
            with open(self.folder / "output.log", "ab") as output:
                self.process = subprocess.Popen(
                    ["prosody", "-F", "--config", str(self.folder / "prosody.cfg.lua")], stdin=subprocess.DEVNULL,
                    stdout=output, stderr=output, preexec_fn=end_with_parent, start_new_session=True)
            if self._wait_until_listening():
                return
            self._end(signal.SIGKILL)
            if fresh:
                # Somebody else took a port between our look and Prosody's bind: choose others.
                self.port = 0
        raise ServerError(f"Prosody did not start. Its log says:\n{self._log_end()}")

    def stop(self):
        self._end(signal.SIGTERM)

    def kill(self):
        self._end(signal.SIGKILL)

    def restart(self):
        self.stop()
        self.start()

    def close(self):
        self._end(signal.SIGTERM)
        shutil.rmtree(self.folder, ignore_errors=True)

    # Content

    def add_account(self, name, password):
        """Stores what mod_auth_internal_hashed would: the SCRAM-SHA-1 keys (RFC 5802, 3)."""
        salt, rounds = str(uuid.uuid4()), 10000
        salted = hashlib.pbkdf2_hmac("sha1", password.encode(), salt.encode(), rounds)
        stored = hashlib.sha1(hmac.digest(salted, b"Client Key", "sha1")).hexdigest()
        server = hmac.digest(salted, b"Server Key", "sha1").hex()
        now = str(int(time.time()))
        values = [("salt", "string", salt), ("iteration_count", "number", str(rounds)), ("stored_key", "string", stored),
                  ("server_key", "string", server), ("created", "number", now), ("updated", "number", now)]
        self._replace(self.domain, name, "accounts", values)

    def set_contact(self, owner, contact, name="", groups=(), subscription="both"):
        """A roster item, before the owner signs in for the first time."""
        item = {"subscription": subscription, "groups": {group: True for group in groups}}
        if name:
            item["name"] = name
        self._replace(self.domain, owner, "roster", [(self.jid(contact), "json", json.dumps(item))])

    def befriend(self, a, b):
        self.set_contact(a, b)
        self.set_contact(b, a)

    def add_invitation(self, token, inviter=None, seconds=3600):
        """A token as mod_invites makes it: for an account here, and to be a contact of `inviter` where one is named."""
        now = int(time.time())
        jid = self.jid(inviter) if inviter else self.domain
        invite = {"type": "roster" if inviter else "register", "jid": jid, "token": token, "allow_registration": True,
                  "uri": f"xmpp:{jid}?{'roster' if inviter else 'register'};preauth={token}{';ibr=y' if inviter else ''}",
                  "created_at": now, "expires": now + seconds}
        self._replace(self.domain, "", "invite_token", [(token, "json", json.dumps(invite))])
        if inviter:
            self._replace(self.domain, inviter, "invite_token", [(token, "number", str(now + seconds))])
        return invite["uri"]

    def add_room(self, name, title, description="", members=(), subject=""):
        """A persistent members-only group with affiliations; `members` are (name, affiliation) pairs."""
        room = f"{name}@{self.groups}"
        # As muc.lib's freeze() writes it: all that begins with "_" below "_data" is the configuration.
        config = {"jid": room, "_affiliations": {self.jid(who): affiliation for who, affiliation in members},
                  "_data": {"name": title, "description": description, "persistent": True, "members_only": True,
                            "hidden": False, "whois": "anyone", "subject": subject, "history_length": 30,
                            "occupant_id_salt": self._room_salt(name)}}
        self._replace(self.groups, name, "config", [("", "json", json.dumps(config))])
        self._replace(self.groups, "", "persistent", [(room, "boolean", "true")])

    def occupant_id(self, room, who):
        """By what mod_muc tells an occupant of a room of add_room() apart (XEP-0421), as muc/occupant_id.lib makes it."""
        return base64.b64encode(hmac.digest(self.jid(who).encode(), self._room_salt(room).encode(), "sha256")).decode()

    def add_archive(self, store_owner, entries, room=False):
        """Rows of an archive, oldest first: (time in s, with, stanza as text). `store_owner` is a user's or room's name."""
        host, store = (self.groups, "muc_log") if room else (self.domain, "archive")
        with self._connect() as connection:
            connection.executemany(
                'INSERT INTO prosodyarchive ("host", "user", "store", "when", "with", "key", "type", "value") '
                "VALUES (?, ?, ?, ?, ?, ?, 'xml', ?)",
                [(host, store_owner, store, when, other, str(uuid.uuid4()), stanza) for when, other, stanza in entries])

    def archive(self, name):
        """What the archive of a user holds, oldest first, read from the disk: dicts of when, with, id, stanza."""
        with self._connect() as connection:
            rows = connection.execute(
                'SELECT "when", "with", "key", "value" FROM prosodyarchive WHERE "host" = ? AND "user" = ? AND '
                "\"store\" = 'archive' ORDER BY \"when\", sort_id", (self.domain, name)).fetchall()
        return [{"when": when, "with": other, "id": key, "stanza": value} for when, other, key, value in rows]

    def jid(self, name):
        return name if "@" in name else f"{name}@{self.domain}"

    # Details

    def _room_salt(self, name):
        return f"salt of {name}"  # always the same, so that the colours of people are

    def _connect(self):
        connection = sqlite3.connect(self.database, timeout=30)
        connection.execute("PRAGMA synchronous = OFF")
        return _Closing(connection)

    def _replace(self, host, user, store, values):
        with self._connect() as connection:
            connection.executemany(
                'INSERT OR REPLACE INTO prosody ("host", "user", "store", "key", "type", "value") VALUES (?, ?, ?, ?, ?, ?)',
                [(host, user, store, key, kind, value) for key, kind, value in values])

    def _make_certificates(self):
        def openssl(*arguments):
            done = subprocess.run(["openssl", *arguments], cwd=self.folder, capture_output=True, text=True)
            if done.returncode:
                raise ServerError(f"openssl {arguments[0]} failed:\n{done.stderr}")

        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        openssl("req", "-x509", *key, "-keyout", "authority.key", "-out", "authority.pem", "-days", "3650",
                "-subj", "/CN=Jackdaw test authority", "-addext", "basicConstraints=critical,CA:TRUE",
                "-addext", "keyUsage=critical,keyCertSign,cRLSign")
        openssl("req", *key, "-keyout", "server.key", "-out", "server.csr", "-subj", f"/CN={self.domain}")
        (self.folder / "server.ext").write_text(
            f"subjectAltName=DNS:{self.domain},DNS:{self.groups},DNS:{self.files},IP:{HOST}\nbasicConstraints=CA:FALSE\n"
            "keyUsage=digitalSignature\nextendedKeyUsage=serverAuth\n")
        openssl("x509", "-req", "-in", "server.csr", "-CA", "authority.pem", "-CAkey", "authority.key",
                "-CAcreateserial", "-out", "server.pem", "-days", "825", "-extfile", "server.ext")

    def _write_configuration(self):
        def lua(text):
            return '"' + str(text).replace("\\", "\\\\").replace('"', '\\"') + '"'

        level = "debug" if self.verbose else "info"
        registration = {"closed": "", "open": ', "register_ibr", "invites", "invites_register"',
                        "invited": ', "invites", "invites_register"'}[self.registration]
        group_modules = "".join(f", {lua(each)}" for each in self.group_modules)
        group_options = "".join(f"\n    {each}" for each in self.group_options)
        plugins = f"plugin_paths = {{ {lua(self.plugins)} }}\n" if self.plugins else ""
        component = (f"component_ports = {{ {self.component_port} }}\n"
                     f"Component {lua(self.component)}\n    component_secret = \"secret\"\n") if self.component else ""
        # Of the whole server: below a Component they would be that one's, and the port Prosody's own.
        proxy_ports = (f"proxy65_ports = {{ {self.proxy_port} }}\nproxy65_interfaces = {{ {lua(HOST)} }}\n"
                       if self.bytes_proxy else "")
        bytes_proxy = (f"Component {lua('proxy.' + self.domain)} \"proxy65\"\n    proxy65_address = {lua(HOST)}\n"
                       f"    proxy65_acl = {{ {lua(self.domain)} }}\n") if self.bytes_proxy else ""
        files = f"""Component {lua(self.files)} "http_file_share"
    http_external_url = "https://{HOST}:{self.files_seen_at or self.web_port}/"
    http_file_share_size_limit = {self.file_limit}
    http_file_share_daily_quota = {max(2 ** 30, 20 * self.file_limit)}
""" if self.takes_files else ""
        if self.uploads_at:
            files = f"""Component {lua(self.files)} "http_upload_external"
    http_upload_external_base_url = {lua(self.uploads_at)}
    http_upload_external_secret = "of nobody's"
    http_upload_external_file_size_limit = {self.file_limit}
"""
        sasl2 = ', "sasl2", "sasl2_bind2", "sasl2_sm", "sasl2_fast"' if self.sasl2 else ""
        (self.folder / "prosody.cfg.lua").write_text(f"""-- Made by installer/demo/prosody.py.
{plugins}run_as_root = true
pidfile = {lua(self.folder / 'prosody.pid')}
data_path = {lua(self.folder / 'data')}
certificates = {lua(self.folder)}
log = {{ {{ levels = {{ min = "{level}" }}, to = "file", filename = {lua(self.log)} }} }}
interfaces = {{ "{HOST}" }}
c2s_ports = {{ {self.port} }}
c2s_direct_tls_ports = {{ {self.direct_tls_port} }}
ssl = {{ certificate = {lua(self.folder / 'server.pem')}, key = {lua(self.folder / 'server.key')} }}
c2s_require_encryption = true
http_ports = {{ }}
https_ports = {{ {self.web_port} }}
https_interfaces = {{ "{HOST}" }}
https_certificate = {lua(self.folder / 'server.pem')}
https_key = {lua(self.folder / 'server.key')}
http_default_host = {lua(self.files)}
authentication = "internal_hashed"
storage = "sql"
sql = {{ driver = "SQLite3", database = "prosody.sqlite" }}
archive_expires_after = "never"
muc_log_expires_after = "never"
default_archive_policy = true
modules_disabled = {{ "s2s" }}
modules_enabled = {{
    "roster", "saslauth", "tls", "disco", "carbons", "mam", "smacks", "csi_simple", "ping", "pep", "blocklist",
    "private", "vcard4", "vcard_legacy", "time", "version", "bookmarks", "offline", "user_account_management",
    "server_contact_info"{registration}{sasl2}
}}
allow_registration = {"false" if self.registration == "closed" else "true"}
registration_invite_only = {"true" if self.registration == "invited" else "false"}
contact_info = {{ abuse = {{ "mailto:abuse@{self.domain}" }}, support = {{ "xmpp:help@{self.domain}" }} }}
{proxy_ports}{component}{bytes_proxy}VirtualHost {lua(self.domain)}
Component {lua(self.groups)} "muc"
    modules_enabled = {{ "muc_mam"{group_modules} }}
    muc_log_by_default = true
    restrict_room_creation = "local"{group_options}
{files}""")

    def _wait_until_listening(self, seconds=20):
        context = ssl.create_default_context(cafile=str(self.authority))
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                return False
            try:
                # A full handshake under our name: the port is Prosody's, and its certificate is the right one.
                with socket.create_connection((HOST, self.direct_tls_port), timeout=2) as raw:
                    with context.wrap_socket(raw, server_hostname=self.domain):
                        pass
                with socket.create_connection((HOST, self.port), timeout=2):
                    return True
            except OSError:
                time.sleep(0.05)
        return False

    def _log_end(self):
        texts = []
        for file in (self.folder / "output.log", self.log):
            if file.exists():
                texts += file.read_text(errors="replace").splitlines()[-15:]
        return "\n".join(texts) or "(nothing)"

    def _end(self, how):
        process, self.process = self.process, None
        if not process:
            return
        if process.poll() is None:
            process.send_signal(how)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
        process.wait()


class _Closing:
    """A sqlite3 connection as `with` block: commits, and closes as well."""

    def __init__(self, connection):
        self.connection = connection

    def __enter__(self):
        return self.connection

    def __exit__(self, kind, *_):
        if kind is None:
            self.connection.commit()
        self.connection.close()


def exit_on_signals():
    """SIGTERM, SIGINT and SIGHUP become SystemExit, so that every `with` and `finally` is run."""
    def leave(number, _frame):
        # Once: what cleans up is not to be interrupted by a second Ctrl+C.
        for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise SystemExit(128 + number)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, leave)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--domain", default="harbor.example")
    parser.add_argument("--account", action="append", default=[], metavar="NAME:PASSWORD")
    parser.add_argument("--befriend", action="append", default=[], metavar="A:B")
    parser.add_argument("--registration", choices=["closed", "open", "invited"], default="closed")
    parser.add_argument("--file-limit", type=int, default=50 * 1024 * 1024, metavar="BYTES", help="the largest file it takes")
    parser.add_argument("--sasl2", action="store_true", help="also offer SASL2, Bind 2 and FAST (needs prosody-modules)")
    parser.add_argument("--group-module", action="append", default=[], metavar="NAME", help="of the service of rooms")
    parser.add_argument("--group-option", action="append", default=[], metavar="LUA", help="a line of its configuration")
    parser.add_argument("--plugins", metavar="FOLDER", help="with modules of one's own")
    parser.add_argument("--component", metavar="NAME", help="one that somebody else runs, by the secret \"secret\"")
    parser.add_argument("--no-files", action="store_true", help="take no files by HTTP (XEP-0363)")
    parser.add_argument("--bytes-proxy", action="store_true", help="also pass bytes on between clients (XEP-0065)")
    parser.add_argument("--files-seen-at", type=int, metavar="PORT", help="that the addresses of files name, in place of its own")
    parser.add_argument("--verbose", action="store_true", help="let Prosody log everything")
    arguments = parser.parse_args()
    exit_on_signals()
    end_with_parent()
    try:
        with Prosody(arguments.domain, arguments.verbose, arguments.registration, arguments.file_limit, arguments.sasl2,
                     arguments.group_module, arguments.group_option, arguments.plugins, arguments.component,
                     not arguments.no_files, arguments.bytes_proxy, files_seen_at=arguments.files_seen_at) as server:
            for account in arguments.account:
                server.add_account(*account.split(":", 1))
            for pair in arguments.befriend:
                server.befriend(*pair.split(":", 1))
            server.start()
            print(json.dumps(server.facts()), flush=True)
            for line in sys.stdin:
                words = line.split()
                if not words:
                    continue
                command, rest = words[0], words[1:]
                answer = {"done": command}
                if command == "quit":
                    break
                if command in ("stop", "kill", "start", "restart"):
                    getattr(server, command)()
                    answer["pid"] = server.facts()["pid"]
                elif command == "account" and len(rest) == 2:
                    server.add_account(*rest)
                elif command == "befriend" and len(rest) == 2:
                    server.befriend(*rest)
                elif command == "invite" and len(rest) in (1, 2):
                    answer["uri"] = server.add_invitation(*rest)
                elif command == "archive" and len(rest) == 1:
                    answer["archive"] = server.archive(rest[0])
                else:
                    answer = {"error": f"unknown command: {line.strip()}"}
                print(json.dumps(answer), flush=True)
    except ServerError as error:
        print(f"prosody.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
