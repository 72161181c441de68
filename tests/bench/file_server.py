#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A web server on loopback that takes and gives files over TLS as fast as one core can, so that a benchmark measures its clients:

    file_server.py PORT CERTIFICATE KEY FOLDER

PUT stores below FOLDER whatever it is sent, GET gives it, both at the path's first two names; it says "ready" once it listens.
Prosody's own (http_file_share) reads a body in blocks of 4 kB and sleeps a millisecond before most of them, so that two clients
differ there by where their records of TLS begin, and by nothing that they do.
"""
import pathlib
import socketserver
import ssl
import sys
import urllib.parse

BLOCK = 256 * 1024


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        rest = b""
        while True:
            while b"\r\n\r\n" not in rest:
                got = self.request.recv(BLOCK)
                if not got:
                    return
                rest += got
            head, rest = rest.split(b"\r\n\r\n", 1)
            first, *lines = head.decode("latin-1").split("\r\n")
            verb, target, _ = first.split(" ")
            fields = {name.lower(): value.strip() for name, value in (line.split(":", 1) for line in lines)}
            place = self.server.folder / urllib.parse.urlsplit(target).path.strip("/").split("/")[0]
            if verb == "PUT":
                rest = self.take(place, int(fields["content-length"]), rest)
            else:
                self.give(place)

    def take(self, place, length, rest):
        block = memoryview(bytearray(BLOCK))
        with place.open("wb", buffering=0) as file:
            file.write(rest[:length])
            left, rest = length - min(length, len(rest)), rest[length:]
            while left > 0:
                got = self.request.recv_into(block, min(BLOCK, left))
                if not got:
                    return b""
                file.write(block[:got])
                left -= got
        self.request.sendall(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")
        return rest

    def give(self, place):
        size = place.stat().st_size
        self.request.sendall(f"HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n".encode())
        block = memoryview(bytearray(BLOCK))
        with place.open("rb", buffering=0) as file:
            while got := file.readinto(block):
                self.request.sendall(block[:got])


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def get_request(self):
        connection, address = super().get_request()
        return self.context.wrap_socket(connection, server_side=True), address

    def handle_error(self, request, client_address):
        print(f"file_server.py: {sys.exc_info()[1]}", file=sys.stderr)


def main():
    port, certificate, key, folder = sys.argv[1:]
    with Server(("127.0.0.1", int(port)), Handler) as server:
        server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.context.load_cert_chain(certificate, key)
        server.folder = pathlib.Path(folder)
        print("ready", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
