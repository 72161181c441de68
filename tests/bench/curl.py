#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One transfer by curl, as a process of its own: by the program where there is one, else by its library, which the build
environment has for CMake. Nothing of Python runs while bytes move.

    curl.py put FILE URL AUTHORITY [HEADER…]        curl.py get FILE URL AUTHORITY

prints the seconds that curl took, without Python's own start.
"""
import ctypes
import ctypes.util
import os
import shutil
import subprocess
import sys
import time

# curl/curl.h
WRITEDATA, URL, READDATA, HTTPHEADER, CAINFO = 10001, 10002, 10009, 10023, 10065
FAILONERROR, UPLOAD, INFILESIZE_LARGE = 45, 46, 30115


def by_program(program, verb, file, url, authority, headers):
    more = ["--upload-file", file] if verb == "put" else ["--output", file]
    for header in headers:
        more += ["--header", header]
    subprocess.run([program, "--silent", "--show-error", "--fail", "--cacert", authority, *more, url], check=True)


def by_library(verb, file, url, authority, headers):
    name = ctypes.util.find_library("curl") or "libcurl.so.4"
    curl, libc = ctypes.CDLL(name), ctypes.CDLL(None)
    libc.fopen.restype = curl.curl_easy_init.restype = curl.curl_slist_append.restype = ctypes.c_void_p
    curl.curl_easy_strerror.restype = ctypes.c_char_p
    stream = ctypes.c_void_p(libc.fopen(file.encode(), b"rb" if verb == "put" else b"wb"))
    handle = ctypes.c_void_p(curl.curl_easy_init())
    texts = [text.encode() for text in (url, authority)]
    lines = ctypes.c_void_p(None)
    for header in headers:
        lines = ctypes.c_void_p(curl.curl_slist_append(lines, header.encode()))
    options = [(URL, ctypes.c_char_p(texts[0])), (CAINFO, ctypes.c_char_p(texts[1])), (FAILONERROR, ctypes.c_long(1)), (HTTPHEADER, lines)]
    if verb == "put":
        options += [(UPLOAD, ctypes.c_long(1)), (READDATA, stream), (INFILESIZE_LARGE, ctypes.c_int64(os.path.getsize(file)))]
    else:
        options += [(WRITEDATA, stream)]
    for option, value in options:
        if curl.curl_easy_setopt(handle, ctypes.c_int(option), value):
            raise SystemExit(f"curl.py: curl refuses option {option}")
    failed = curl.curl_easy_perform(handle)
    curl.curl_easy_cleanup(handle)
    if libc.fclose(stream) or failed:
        raise SystemExit(f"curl.py: {curl.curl_easy_strerror(failed).decode()}")


def main():
    verb, file, url, authority, *headers = sys.argv[1:]
    headers.append("Expect:")  # the server does not say that it goes on, and a second would be waited for that
    program = shutil.which("curl")
    began = time.monotonic()
    if program:
        by_program(program, verb, file, url, authority, headers)
    else:
        by_library(verb, file, url, authority, headers)
    print(time.monotonic() - began)


if __name__ == "__main__":
    main()
