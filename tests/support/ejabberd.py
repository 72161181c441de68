#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private ejabberd on loopback, with its own certificate authority, accounts and data, for the tests.

As a library: class Ejabberd. As a program it is what installer/demo/prosody.py is, in the facts that it prints and in the
commands that it takes of those (stop, kill, start, restart, account, befriend, quit), and also

    api NAME JSON    one of ejabberd's own commands, by mod_http_api; answers with what it returned

It runs as whoever starts it, without Erlang's distribution: no node is named, no epmd is started, and nothing listens but
the ports of this server on 127.0.0.1. Its configuration, spool and logs lie in its folder, which goes with it.
Needs: ejabberd, openssl. No package of Python beyond the standard library.
"""
import argparse
import glob
import http.client
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "installer" / "demo"))
from prosody import HOST, Prosody, ServerError, end_with_parent, exit_on_signals, free_ports  # noqa: E402


class Ejabberd(Prosody):
    """One server. Accounts and friends are made while it runs; close() removes everything."""

    def __init__(self, domain="harbor.example", verbose=False, occupant_ids=True):
        if not glob.glob("/usr/lib/*/ejabberd-*/ebin/ejabberd.app") or not shutil.which("erl"):
            raise ServerError("ejabberd is not installed. Run this through installer/toolbox, which has it.")
        super().__init__(domain, verbose)
        self.occupant_ids = occupant_ids
        self.log = self.folder / "logs" / "ejabberd.log"
        (self.folder / "logs").mkdir()
        (self.folder / "spool").mkdir()
        (self.folder / "both.pem").write_text((self.folder / "server.key").read_text() + (self.folder / "server.pem").read_text())

    def start(self):
        if self.process:
            return
        for _ in range(5):
            fresh = not self.port
            if fresh:
                self.port, self.direct_tls_port, self.web_port = free_ports(3)
            self._write_configuration()
            surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("ERL_", "EJABBERD_"))}
            surroundings |= {"HOME": str(self.folder), "ERL_LIBS": os.path.dirname(self._home()),
                             "EJABBERD_CONFIG_PATH": str(self.folder / "ejabberd.yml"), "EJABBERD_LOG_PATH": str(self.log),
                             "ERL_CRASH_DUMP": str(self.folder / "logs" / "crash.dump"), "ERL_EPMD_ADDRESS": HOST}
            with open(self.folder / "output.log", "ab") as output:
                # Few schedulers that do not spin: it stands beside what is tested.
                self.process = subprocess.Popen(
                    ["erl", "+S", "2:2", "+sbwt", "none", "+sbwtdcpu", "none", "+sbwtdio", "none", "-noinput", "-start_epmd", "false",
                     "-mnesia", "dir", f'"{self.folder / "spool"}"', "-s", "ejabberd"],
                    cwd=self.folder, env=surroundings, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                    preexec_fn=end_with_parent, start_new_session=True)
            if self._wait_until_listening(60):
                return
            self._end(signal.SIGKILL)
            if fresh:
                self.port = 0
        raise ServerError(f"ejabberd did not start. Its log says:\n{self._log_end()}")

    def api(self, command, arguments):
        """What mod_http_api answers, read; ServerError if ejabberd did not do it."""
        connection = http.client.HTTPConnection(HOST, self.web_port, timeout=30)
        try:
            connection.request("POST", "/api/" + command, json.dumps(arguments), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        if answer.status != 200:
            raise ServerError(f"ejabberd refused {command}: {answer.status} {text}")
        return json.loads(text)

    def add_account(self, name, password):
        self.api("register", {"user": name, "host": self.domain, "password": password})

    def set_contact(self, owner, contact, name="", groups=(), subscription="both"):
        user, host = self.jid(contact).split("@")
        self.api("add_rosteritem", {"localuser": owner, "localhost": self.domain, "user": user, "host": host, "nick": name,
                                    "groups": list(groups), "subs": subscription})

    # Details

    @staticmethod
    def _home():
        return os.path.dirname(os.path.dirname(glob.glob("/usr/lib/*/ejabberd-*/ebin/ejabberd.app")[0]))

    def _write_configuration(self):
        def quoted(text):
            return json.dumps(str(text))

        occupant_ids = "  mod_muc_occupantid: {}\n" if self.occupant_ids else ""
        (self.folder / "ejabberd.yml").write_text(f"""# Made by tests/support/ejabberd.py.
hosts: [{quoted(self.domain)}]
loglevel: {"debug" if self.verbose else "info"}
certfiles: [{quoted(self.folder / "both.pem")}]
ca_file: {quoted(self.authority)}
s2s_access: none
auth_method: mnesia
auth_password_format: scram
listen:
  - {{port: {self.port}, ip: "{HOST}", module: ejabberd_c2s, starttls_required: true, access: c2s, max_stanza_size: 262144}}
  - {{port: {self.direct_tls_port}, ip: "{HOST}", module: ejabberd_c2s, tls: true, access: c2s, max_stanza_size: 262144}}
  - {{port: {self.web_port}, ip: "{HOST}", module: ejabberd_http, request_handlers: {{/api: mod_http_api}}}}
acl:
  local: {{user_regexp: ""}}
  loopback: {{ip: ["127.0.0.0/8"]}}
access_rules:
  local: {{allow: local}}
  c2s: {{allow: all}}
api_permissions:
  tests: {{who: {{acl: loopback}}, from: mod_http_api, what: "*"}}
modules:
  mod_admin_extra: {{}}
  mod_blocking: {{}}
  mod_caps: {{}}
  mod_carboncopy: {{}}
  mod_client_state: {{}}
  mod_disco: {{}}
  mod_http_api: {{}}
  mod_last: {{}}
  mod_mam: {{assume_mam_usage: true, default: always, request_activates_archiving: false}}
  mod_muc:
    host: {quoted(self.groups)}
    access_create: local
    access_persistent: local
    access_admin: none
    access_mam: local
    default_room_options: {{mam: true, persistent: false}}
  mod_muc_admin: {{}}
{occupant_ids}  mod_offline: {{}}
  mod_ping: {{}}
  mod_privacy: {{}}
  mod_private: {{}}
  mod_pubsub:
    hosts: [{quoted("pubsub." + self.domain)}]
    plugins: [flat, pep]
    force_node_config:
      "storage:bookmarks": {{access_model: whitelist}}
  mod_roster: {{versioning: true, store_current_id: true}}
  mod_stream_mgmt: {{resend_on_timeout: if_offline}}
  mod_time: {{}}
  mod_vcard: {{}}
  mod_version: {{}}
""")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--domain", default="harbor.example")
    parser.add_argument("--account", action="append", default=[], metavar="NAME:PASSWORD")
    parser.add_argument("--befriend", action="append", default=[], metavar="A:B")
    parser.add_argument("--verbose", action="store_true", help="let ejabberd log everything")
    parser.add_argument("--without-occupant-ids", action="store_true", help="its rooms know nothing of XEP-0421")
    arguments = parser.parse_args()
    exit_on_signals()
    end_with_parent()
    try:
        with Ejabberd(arguments.domain, arguments.verbose, not arguments.without_occupant_ids) as server:
            server.start()
            for account in arguments.account:
                server.add_account(*account.split(":", 1))
            for pair in arguments.befriend:
                server.befriend(*pair.split(":", 1))
            print(json.dumps(server.facts()), flush=True)
            for line in sys.stdin:
                words = line.split(maxsplit=2)
                if not words:
                    continue
                command, rest = words[0], words[1:]
                answer = {"done": command}
                try:
                    if command == "quit":
                        break
                    if command in ("stop", "kill", "start", "restart"):
                        getattr(server, command)()
                        answer["pid"] = server.facts()["pid"]
                    elif command == "account" and len(rest) == 2:
                        server.add_account(*(each.strip() for each in rest))
                    elif command == "befriend" and len(rest) == 2:
                        server.befriend(*(each.strip() for each in rest))
                    elif command == "api" and len(rest) == 2:
                        answer["answer"] = server.api(rest[0], json.loads(rest[1]))
                    else:
                        answer = {"error": f"unknown command: {line.strip()}"}
                except (ServerError, OSError, ValueError) as error:
                    answer = {"error": str(error)}
                print(json.dumps(answer), flush=True)
    except ServerError as error:
        print(f"ejabberd.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
