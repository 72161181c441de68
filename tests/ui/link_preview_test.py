#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Previews of links in the real window, from a web server of the test's own at an address that is ours alone there: none
is loaded by itself; "Load once" brings the title, the words and the picture, which stay over a restart; and where that
does not go, the line says why. In a network and with a file of hosts of its own, so that nothing here reaches or
changes this computer's.

    link_preview_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import ctypes
import http.server
import io
import os
import pathlib
import re
import ssl
import subprocess
import tempfile
import threading

from PIL import Image, ImageDraw

from window_case import WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is

HOST = "pumps.example"
ADDRESS = "203.0.114.10"  # given out to somebody, so that our rule takes it for one of the internet; here it is ours
INWARD = "inward.example"  # a name that leads into this computer
MS_BIND = 4096
MS_REC, MS_PRIVATE = 16384, 1 << 18


def enter_network(folder):
    """None, or why this computer allows no such thing."""
    user, group = os.getuid(), os.getgid()
    try:
        os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET | os.CLONE_NEWNS)
        pathlib.Path("/proc/self/setgroups").write_text("deny")
        pathlib.Path("/proc/self/uid_map").write_text(f"0 {user} 1")
        pathlib.Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    except OSError as error:
        return str(error)
    for command in ("link set lo up", f"addr add {ADDRESS}/32 dev lo"):
        done = subprocess.run(["ip", *command.split()], capture_output=True, text=True)
        if done.returncode:
            return done.stderr
    hosts = folder / "hosts"
    hosts.write_text(f"127.0.0.1 localhost\n{ADDRESS} {HOST}\n127.0.0.1 {INWARD}\n")
    libc = ctypes.CDLL(None, use_errno=True)
    for source, target, flags in ((b"none", b"/", MS_REC | MS_PRIVATE), (str(hosts).encode(), b"/etc/hosts", MS_BIND)):
        if libc.mount(source, target, None, ctypes.c_ulong(flags), None) != 0:
            return os.strerror(ctypes.get_errno())
    return None


def picture():
    image = Image.new("RGB", (320, 320), (30, 110, 70))
    ImageDraw.Draw(image).ellipse((60, 60, 260, 260), fill=(240, 200, 40))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def page(title, more=""):
    return (f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title>{more}"
            "<script>fetch('/script')</script></head><body><img src='/body.png'>Text</body></html>").encode()


class Pages(http.server.BaseHTTPRequestHandler):
    """What the pages of the test say; `asked` has all that was asked for, `free` ends what is slow."""
    asked = []
    free = threading.Event()

    def do_GET(self):
        self.asked.append(self.path)
        kind, body = "text/html; charset=utf-8", None
        if self.path == "/ps4":
            body = page("Pump Station 4", "<meta property='og:description' content='Inlet, strainer and outlet, with "
                        "both taps marked.'><meta property='og:site_name' content='Harbor pumps'>"
                        "<meta property='og:image' content='/tap.png'>")
        elif self.path == "/tap.png":
            kind, body = "image/png", picture()
        elif self.path == "/ar":
            body = page("محطة الضخ 4", "<meta name='description' content='ضغط المدخل 3.8 بار'>")
        elif self.path == "/bare":
            body = page("")
        elif self.path == "/large":
            body = b"<html><head>" + b"<meta name='x' content='y'>" * 40_000 + b"<title>Not read</title></head></html>"
        elif self.path == "/paper":
            kind, body = "application/pdf", b"%PDF-1.4"
        elif self.path in ("/inward", "/named"):
            self.send_response(302)
            host = "127.0.0.1" if self.path == "/inward" else INWARD
            self.send_header("Location", f"https://{host}/secret")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        elif self.path == "/slow":
            self.free.wait(60)
        if body is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass  # it has read enough

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass  # a line that the other side closed


class PreviewTest(WindowCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="jackdaw-web-")
        cls.addClassCleanup(folder.cleanup)
        cls.web_folder = pathlib.Path(folder.name)
        if refused := enter_network(cls.web_folder):
            cls.skipTest(cls, f"no network of its own: {refused}")
        super().setUpClass()
        for address in (ADDRESS, "127.0.0.1"):
            web = Server((address, 443), Pages)
            web.socket = cls.tls(cls.web_folder).wrap_socket(web.socket, server_side=True)
            threading.Thread(target=web.serve_forever, daemon=True).start()
            cls.addClassCleanup(web.server_close)
            cls.addClassCleanup(web.shutdown)
        cls.addClassCleanup(Pages.free.set)

    @classmethod
    def tls(cls, folder):
        """Signed by the authority that the program is told of at sign-in."""
        def openssl(*arguments):
            subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, check=True)
        authority = pathlib.Path(cls.facts["authority"]).with_suffix(".key")
        if not (folder / "web.pem").exists():
            (folder / "web.ext").write_text(f"subjectAltName=DNS:{HOST},DNS:{INWARD},IP:127.0.0.1\n"
                                            "basicConstraints=CA:FALSE\n")
            openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "web.key",
                    "-out", "web.csr", "-subj", f"/CN={HOST}")
            openssl("x509", "-req", "-in", "web.csr", "-CA", cls.facts["authority"], "-CAkey", str(authority),
                    "-set_serial", "77", "-out", "web.pem", "-days", "30", "-extfile", "web.ext")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "web.pem", folder / "web.key")
        return context

    def setUp(self):
        super().setUp()
        Pages.asked.clear()
        self.mara = self.start("mara")
        self.sign_in(self.mara, "mara")
        self.mara.place(0, 0, 1180, 780)

    def test_a_preview_is_loaded_by_a_click_and_stays(self):
        self.open_chat(self.mara, f"leila@{self.facts['domain']}")
        self.say(self.mara, f"Here is the drawing with both taps marked: https://{HOST}/ps4")
        self.wait_message(self.mara, "the drawing.*Sent")
        self.shot("preview-off-light")
        self.assertEqual(Pages.asked, [])
        self.load("the drawing")
        self.wait_described("the drawing", "Pump Station 4.*both taps marked")
        wait_for("the picture", lambda: self.shows((240, 200, 40)))
        self.assertEqual(Pages.asked, ["/ps4", "/tap.png"])
        self.say(self.mara, f"And in Arabic, https://{HOST}/ar")
        self.wait_message(self.mara, "in Arabic.*Sent")
        self.load("in Arabic")
        self.wait_described("in Arabic", "محطة الضخ")
        self.both_shots("preview-card")

        self.mara.key("ctrl+q")
        self.mara.process.wait(20)
        self.assertEqual(self.mara.process.returncode, 0)
        Pages.asked.clear()
        self.mara = self.start("mara")
        self.mara.place(0, 0, 1180, 780)
        self.wait_described("the drawing", "Pump Station 4")
        wait_for("the picture again", lambda: self.shows((240, 200, 40)))
        self.shot("preview-card-restarted-light")
        self.assertEqual(Pages.asked, [])

    def test_what_does_not_load_says_why(self):
        self.open_chat(self.mara, f"tomas@{self.facts['domain']}")
        for path, words in (("slow", f"{HOST} did not answer in time"), ("inward", "not a safe one. Jackdaw did not go"),
                            ("named", "not a safe one"),
                            ("large", "too large for a preview"), ("bare", "This page offers no preview"),
                            ("gone", "There is no page at this address"), ("paper", "offers no preview")):
            self.say(self.mara, f"Look at https://{HOST}/{path}")
            self.wait_message(self.mara, f"/{path}.*Sent")
            self.load(f"/{path}")
            self.wait_described(f"/{path}", words)
        self.both_shots("preview-failed")
        self.assertNotIn("/secret", Pages.asked)
        # Straight into this computer, without a redirect.
        self.say(self.mara, f"Look at https://{INWARD}/secret")
        self.wait_message(self.mara, "/secret.*Sent")
        self.load("/secret")
        self.wait_described("/secret", "not a safe one")
        self.assertNotIn("/secret", Pages.asked)

    # Steps

    def load(self, pattern):
        """A click on the words that stand below the link, wherever in the bubble they are."""
        message = self.wait_message(self.mara, pattern)
        self.mara.activate()
        x, y, width, height = message.place()
        before = len(Pages.asked)

        def loading():
            messages = self.mara.find_all("item", re.compile(pattern))
            return len(Pages.asked) > before or any(each.description for each in messages)
        for left in range(x + width - 40, x, -24):
            self.desktop.run(["xdotool", "mousemove", str(left), str(y + height - 14), "click", "1"])
            try:
                wait_for("the preview to be asked for", loading, 0.5)
                return
            except AssertionError:
                pass
        self.fail(f"nothing at {pattern} loads a preview")

    def wait_described(self, pattern, words):
        """What a screen reader tells besides of the message."""
        wait_for(f"{words} at {pattern}", lambda: any(re.search(words, each.description)
                                                      for each in self.mara.find_all("item", re.compile(pattern))), 30)

    def shows(self, colour):
        image = Image.open(self.shot("preview-looking")).convert("RGB")
        return any(each == colour for _, each in image.getcolors(1 << 24))

    def both_shots(self, name):
        self.shot(f"{name}-light")
        self.choose_theme(self.mara, "Dark")
        self.mara.activate()
        self.shot(f"{name}-dark")
        self.choose_theme(self.mara, "Light")
        self.mara.activate()


if __name__ == "__main__":
    run_tests()
