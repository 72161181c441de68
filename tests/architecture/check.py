#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads app/ and ui/, their #include lines above all, and says, one sentence a breach, what oversteps the layers or the
rules of the house, and what to do.

    check.py [--qt-headers FOLDER] [REPOSITORY]

The picture it holds the code to is app/README.md's. Ends with 1 if there is a breach, with 2 if there was nothing to
read, which is a broken check and never a good one.
"""
import argparse
import pathlib
import re
import sys

# Lowest first. A folder may include itself and every folder on a lower line.
LAYERS = [
    {"base"},
    {"text"},
    {"xmpp", "storage", "secrets"},
    {"account"},
    {"roster", "presence", "profile"},
    {"chat", "avatars"},
    {"history", "rooms", "omemo", "files", "jingle", "search", "alerts", "calls", "notify", "watch", "backup", "spaces", "places"},
]

# Sideways or upwards, because a constructor says so: (folder, folder it may include) -> the reason.
SIDEWAYS = {
    ("jingle", "files"): "UploadService hands DirectSendService what the server does not take; both settle what came alike",
    ("places", "files"): "LivePlaceService seals with FileCipher",
    ("profile", "roster"): "ProfileService asks contacts alone",
    ("profile", "presence"): "ProfileService asks programs that are there",
    ("presence", "roster"): "CapabilitiesService answers only those whom the roster lets know (XEP-0030, 8)",
}

# Plain values with nothing behind them; any folder may name them, as events and rows are made of them.
VALUES = {
    "xmpp/ConnectionSettings.h",
    "account/AccountSettings.h",
    "roster/Contact.h",
    "presence/Presence.h",
    "presence/OwnStatus.h",
    "chat/Message.h",
    "chat/Conversation.h",
}

# The composition root of the engine: the only files that may know every folder of app/.
COMPOSITION = re.compile(r"^app/account/(Engine|AccountService|Features)\w*\.(h|cpp)$")

# Window side of app/: lives on the GUI thread and must stay free of the engine's classes.
WINDOW_SIDE = re.compile(r"(Model|Reader|Door)\.(h|cpp)$")

BAD_NAMES = re.compile(r"(Manager|Controller|Helper|Handler|Utils?)\.(h|cpp)$")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]')
TRANSLATION = re.compile(r"(?<![\w.>])tr\s*\(|\bQT_TR(ANSLATE)?(_ID|_N)?_NOOP\b|\bQ_DECLARE_TR_FUNCTIONS\b"
                         r"|Application::translate\s*\(")
SINGLETON = re.compile(r"\bstatic\s+[\w:<>]+\s*[&*]?\s*(instance|self)\s*\(")
# What would let a certificate pass unread. One place excuses exactly the errors that TlsPolicy named.
UNCHECKED_TLS = re.compile(r"\bignoreSslErrors\s*\(|\bsetIgnoreSslErrors\s*\(\s*(?!false)|\bVerifyNone\b|\bQueryPeer\b")
EXCUSED_TLS = ("app/xmpp/ConnectionAttempt.cpp", "socket->ignoreSslErrors(verdict.excused);")
COLOUR = re.compile(r"\bQColor\s*[({]\s*(\d|Qt::(?!transparent))|\bqRgba?\s*\(\s*\d|#[0-9A-Fa-f]{6}\b|\bQt::(white|black|red|blue|green|gray"
                    r"|darkGray|lightGray)\b")
COMMENT = re.compile(r"//.*$")

# What stands in a namespace itself: a type with its body, a function, a constant or an alias. Nothing that is only named.
DECLARATION = re.compile(r"(template\b|using\b|inline\b|constexpr\b|extern\b|class\b|struct\b|union\b|enum\b|[A-Za-z_][\w:<>,&* ]*\()")
NO_DECLARATION = re.compile(r"(class|struct|union|enum)\b[^{]*;|using namespace\b|namespace\b|QT?_[A-Z_]+\b")
OPENING_LINES = 3


def layer_of(folder):
    for number, layer in enumerate(LAYERS):
        if folder in layer:
            return number
    return None


class Qt:
    """Which Qt library a header belongs to, by the folders of the installed Qt."""

    def __init__(self, folder):
        self.libraries = {}
        root = pathlib.Path(folder)
        for library in sorted(root.glob("Qt*")):
            if library.is_dir():
                for header in library.iterdir():
                    self.libraries.setdefault(header.name.lower(), library.name)
        if "qwidget" not in self.libraries or "qsqlquery" not in self.libraries:
            raise SystemExit(f"{folder} does not hold the headers of Qt. Name their folder with --qt-headers.")

    def library(self, header):
        head = header.split("/")[0]
        if "/" in header and head.startswith("Qt"):
            return head
        return self.libraries.get(header.lower(), "")


def check_app_file(path, includes, folder, qt):
    name = path.rsplit("/", 1)[1]
    composition = bool(COMPOSITION.match(path))
    own_layer = layer_of(folder)
    if own_layer is None:
        yield 1, (f"the folder app/{folder} has no place in the layers. Add it to LAYERS in tests/architecture/check.py "
                  "and to the picture in app/README.md.")
        return
    for line, kind, header in includes:
        library = qt.library(header)
        if library in ("QtGui", "QtWidgets", "QtSvg", "QtOpenGL", "QtQuick"):
            yield line, (f"includes <{header}> of {library}, but app/ has no pixels. Keep the value here and "
                         "let a class in ui/ paint it.")
        if header.startswith(("QXmpp", "QXmppClient/")):
            if folder != "xmpp" and not composition and not re.search(r"Service\.cpp$", name):
                yield line, (f"includes <{header}>, but QXmpp stays in app/xmpp and in Service .cpp files. "
                             "Give the stanza a value and a mapping in app/xmpp, and use these.")
        if library == "QtSql" and folder != "storage" and not re.search(r"((Store|Reader)\.cpp|Row\.(h|cpp))$", name):
            yield line, (f"includes <{header}>, but SQL is written in app/storage and in Store, Reader and Row files. "
                         "Add a verb to the Store and call that.")
        if library == "QtXml" and re.search(r"(Store|Model|Reader|Door)\.(h|cpp)$", name):
            yield line, (f"includes <{header}>, but XML ends at the wire mappings. Take the value that app/xmpp made of it.")
        if kind == "<" or "/" not in header:
            continue
        other = header.split("/")[0]
        if other in UI_FOLDERS:
            yield line, (f'includes "{header}" of ui/, but app/ must work without a window. Send a signal with a value '
                         "and let ui/ connect to it.")
            continue
        other_layer = layer_of(other)
        if other_layer is None:
            if (other != folder) and not composition:
                yield line, (f'includes "{header}", and the folder {other} has no place in the layers. Add it to LAYERS in '
                             "tests/architecture/check.py and to the picture in app/README.md.")
            continue
        if WINDOW_SIDE.search(name) and re.search(r"(Service|Store)\.h$|^storage/Database\.h$|^xmpp/", header):
            yield line, (f'includes "{header}", but {name} lives on the window\'s side of the door. Read through a Reader and '
                         "follow the Door's signals.")
        if composition or other == folder or other_layer < own_layer or header in VALUES or (folder, other) in SIDEWAYS:
            continue
        direction = "above" if other_layer > own_layer else "beside"
        yield line, (f'includes "{header}", but {other} stands {direction} {folder}. Let {other} listen to a signal of '
                     f"{folder}, or move what both need into a lower folder.")


def check_colours(path, lines):
    """Colours are tokens, and tokens have values in ui/style only. The tray's icon is cut out of with black, as a mask."""
    if path.startswith("ui/style/") or path == "ui/notify/TrayIcon.cpp":
        return
    for number, line in enumerate(lines, 1):
        if COLOUR.search(COMMENT.sub("", line)):
            yield number, "names a colour by its value. Ask Theme for a Token, or give the table in ui/style/ThemeColors.cpp one."


def check_opening(path, lines):
    """A header opens with what it is for, who owns it, which thread, what it never does: above what comes first in it, or above
    the type that it is named after."""
    own_type = re.compile(r"(class|struct|union|enum(?: class)?)\s+(?:[A-Z_]+\s+)?" + pathlib.PurePath(path).stem + r"\b")
    first = None  # the line of the first declaration
    own = None    # and of the type that the file is named after
    longest = 0   # of the blocks above either
    block = 0
    for number, line in enumerate(lines, 1):
        if line.startswith("///"):
            block += 1
            if first is None:
                longest = max(longest, block)
            continue
        if DECLARATION.match(line) and not NO_DECLARATION.match(line):
            first = first or number
            if own_type.match(line):
                own = own or (number - 1 if lines[number - 2].startswith("template") else number)
                longest = max(longest, block)
        if not line.startswith("template"):
            block = 0
    if first and longest < OPENING_LINES:
        yield own or first, (f"opens with fewer than {OPENING_LINES} lines about itself. Write three to six above this (///): what "
                             "it is for, who owns it, on which thread it lives, what it never does.")


def check_ui_file(path, includes, qt):
    for line, kind, header in includes:
        library = qt.library(header)
        if header.startswith("QXmpp") or library in ("QtSql", "QtNetwork", "QtXml"):
            what = "QXmpp" if header.startswith("QXmpp") else library
            allowed = path.startswith("ui/shell/") or path == "ui/main.cpp"
            if not (library == "QtNetwork" and allowed):
                yield line, (f"includes <{header}> of {what}, but ui/ shows values and sends commands. Ask a Model, or a Door "
                             "of the engine.")
        if kind == "<" or "/" not in header:
            continue
        if header not in VALUES and (re.search(r"\w(Service|Store)\.h$", header) or header.startswith(("xmpp/", "secrets/"))
                                     or header in ("storage/Database.h", "storage/Migrator.h")):
            yield line, (f'includes "{header}", which belongs to the engine\'s thread. Call the Door of that feature, and '
                         "read through its Model or Reader.")


def check_file(root, path, qt):
    text = (root / path).read_text(encoding="utf-8")
    lines = text.splitlines()
    includes = []
    for number, line in enumerate(lines, 1):
        found = INCLUDE.match(line)
        if found:
            includes.append((number, found.group(1), found.group(2)))
    if not lines or "SPDX-License-Identifier: GPL-3.0-or-later" not in lines[0]:
        yield 1, "does not begin with its licence. Make the first line // SPDX-License-Identifier: GPL-3.0-or-later."
    if path.endswith(".h") and "#pragma once" not in text:
        yield 1, "has no include guard. Add #pragma once."
    if path.endswith(".h"):
        yield from check_opening(path, lines)
    if BAD_NAMES.search(path):
        yield 1, "has a name that says nothing. Name the role: Service, Store, Model, Reader, Page, View, Delegate, Dialog."
    side, folder = path.split("/")[:2]
    for number, line in enumerate(lines, 1):
        code = COMMENT.sub("", line)
        if SINGLETON.search(code):
            yield number, "makes a singleton. Take what you need as a reference in the constructor."
        if UNCHECKED_TLS.search(code) and (path, code.strip()) != EXCUSED_TLS:
            yield number, ("lets a certificate pass that nobody checked. Leave it to TlsPolicy, which excuses what the user trusts and "
                           "nothing else.")
        if side == "app" and TRANSLATION.search(code):
            yield number, ("writes a sentence for people, but tr() lives in ui/ only. Return Error{kind, detail} and put the "
                           "words into ui/style/ErrorText.")
    if side == "app":
        yield from check_app_file(path, includes, folder, qt)
    else:
        yield from check_ui_file(path, includes, qt)
        yield from check_colours(path, lines)


def check_cmake(root, path):
    for number, line in enumerate((root / path).read_text(encoding="utf-8").splitlines(), 1):
        found = re.search(r"Qt6?::(Gui|Widgets|Svg)\b", line.split("#")[0])
        if found:
            yield number, f"links {found.group(0)}, but app/ has no pixels. Move what needs it to ui/."


UI_FOLDERS = set()


def check(root, qt):
    """All breaches as (path, line, sentence), and how many files were read."""
    global UI_FOLDERS
    app_folders = {entry.name for entry in (root / "app").iterdir() if entry.is_dir()}
    UI_FOLDERS = {entry.name for entry in (root / "ui").iterdir() if entry.is_dir()} - app_folders
    breaches, read = [], 0
    for side in ("app", "ui"):
        for file in sorted((root / side).rglob("*")):
            path = file.relative_to(root).as_posix()
            if file.suffix in (".h", ".cpp"):
                # main.cpp of ui/ and the like stand in no folder; give them the one of the whole side.
                read += 1
                if path.count("/") == 1 and side == "app":
                    breaches.append((path, 1, "lies loose in app/. Put it into the folder of its subject."))
                    continue
                breaches += [(path, line, what) for line, what in check_file(root, path, qt)]
            elif side == "app" and file.name == "CMakeLists.txt":
                breaches += [(path, line, what) for line, what in check_cmake(root, path)]
    return breaches, read


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", nargs="?", default=pathlib.Path(__file__).resolve().parents[2], type=pathlib.Path)
    parser.add_argument("--qt-headers", default="/usr/include/x86_64-linux-gnu/qt6")
    arguments = parser.parse_args()
    breaches, read = check(arguments.repository, Qt(arguments.qt_headers))
    for path, line, what in breaches:
        print(f"{path}:{line}: {what}")
    if read == 0:
        print(f"{arguments.repository} has no source files in app/ and ui/. Name the repository.", file=sys.stderr)
        return 2
    print(f"{read} files read, {len(breaches)} breaches.")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
