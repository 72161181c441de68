#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plants one breach of each kind into a small tree and looks whether check.py says its one sentence about it."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
QT_HEADERS = os.environ.get("JACKDAW_QT_HEADERS", "/usr/include/x86_64-linux-gnu/qt6")
LICENCE = "// SPDX-License-Identifier: GPL-3.0-or-later\n"
GUARD = LICENCE + "#pragma once\n"
OPENING = "/// What it is for.\n/// Who owns it, which thread.\n/// What it never does.\n"


class CheckTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        # A small tree without a breach, with every allowed kind of edge in it.
        self.write("app/base/Jid.h", GUARD + "#include <QString>\n")
        self.write("app/storage/Database.h", GUARD + '#include "base/Jid.h"\n#include <QSqlDatabase>\n')
        self.write("app/presence/Presence.h", GUARD + '#include "base/Jid.h"\n')
        self.write("app/account/AccountStore.h", GUARD + '#include "presence/Presence.h"\n')
        self.write("app/account/Features.cpp", LICENCE + '#include "chat/ChatService.h"\n#include <QXmppClient.h>\n')
        self.write("app/chat/ChatService.h", GUARD + '#include "account/AccountStore.h"\n')
        self.write("app/chat/ChatService.cpp", LICENCE + '#include "chat/ChatService.h"\n#include <QXmppMessage.h>\n')
        self.write("app/chat/ChatStore.cpp", LICENCE + "#include <QSqlQuery>\n")
        self.write("app/chat/ChatDoor.h", GUARD + '#include "chat/Message.h"\n')
        self.write("app/chat/Message.h", GUARD + '#include "base/Jid.h"\n// never call tr() here\n')
        self.write("app/chat/CMakeLists.txt", "jackdaw_module(chat PRIVATE Qt6::Sql)\n")
        self.write("ui/main.cpp", LICENCE + "#include <QApplication>\n")
        self.write("ui/chats/ChatList.cpp", LICENCE + '#include "chat/ChatDoor.h"\n#include <QWidget>\nauto t = tr("Chats");\n')

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def run_check(self):
        done = subprocess.run([sys.executable, str(HERE / "check.py"), "--qt-headers", QT_HEADERS, str(self.root)],
                              capture_output=True, text=True)
        lines = done.stdout.splitlines()
        self.assertTrue(lines, done.stderr)
        return done.returncode, lines[:-1]

    def assert_one_breach(self, place, *words):
        status, lines = self.run_check()
        self.assertEqual(1, len(lines), "\n".join(lines))
        self.assertEqual(1, status)
        self.assertTrue(lines[0].startswith(place + ": "), lines[0])
        for word in words:
            self.assertIn(word, lines[0])
        # What is wrong, and what to do instead.
        self.assertGreaterEqual(lines[0].count(". "), 1, lines[0])

    def test_a_clean_tree_passes(self):
        self.assertEqual((0, []), self.run_check())

    def test_a_lower_folder_that_includes_a_higher_one(self):
        self.write("app/storage/Bad.cpp", LICENCE + '\n#include "chat/ChatStore.h"\n')
        self.assert_one_breach("app/storage/Bad.cpp:3", "chat stands above storage")

    def test_folders_of_one_layer(self):
        self.write("app/history/GapStore.h", GUARD)
        self.write("app/omemo/Bad.cpp", LICENCE + '#include "history/GapStore.h"\n')
        self.assert_one_breach("app/omemo/Bad.cpp:2", "history stands beside omemo")

    def test_app_that_includes_a_widget(self):
        self.write("app/chat/Bad.cpp", LICENCE + "#include <QLabel>\n")
        self.assert_one_breach("app/chat/Bad.cpp:2", "QtWidgets")

    def test_app_that_includes_an_image_by_its_library(self):
        self.write("app/chat/Bad.cpp", LICENCE + "#include <QtGui/QImage>\n")
        self.assert_one_breach("app/chat/Bad.cpp:2", "QtGui")

    def test_app_that_includes_ui(self):
        self.write("ui/chats/ChatList.h", GUARD)
        self.write("app/chat/Bad.cpp", LICENCE + '#include "chats/ChatList.h"\n')
        self.assert_one_breach("app/chat/Bad.cpp:2", "of ui/")

    def test_app_that_links_widgets(self):
        self.write("app/chat/CMakeLists.txt", "jackdaw_module(chat\n    PRIVATE Qt6::Widgets)\n")
        self.assert_one_breach("app/chat/CMakeLists.txt:2", "Qt6::Widgets")

    def test_ui_that_includes_qxmpp(self):
        self.write("ui/chats/Bad.cpp", LICENCE + "#include <QXmppMessage.h>\n")
        self.assert_one_breach("ui/chats/Bad.cpp:2", "QXmpp")

    def test_ui_that_includes_sql(self):
        self.write("ui/chats/Bad.cpp", LICENCE + "#include <QSqlQuery>\n")
        self.assert_one_breach("ui/chats/Bad.cpp:2", "QtSql")

    def test_ui_that_includes_a_service(self):
        self.write("ui/chats/Bad.cpp", LICENCE + '#include "chat/ChatService.h"\n')
        self.assert_one_breach("ui/chats/Bad.cpp:2", "engine's thread")

    def test_qxmpp_in_a_header_outside_xmpp(self):
        self.write("app/chat/Bad.h", GUARD + "#include <QXmppMessage.h>\n")
        self.assert_one_breach("app/chat/Bad.h:3", "QXmpp stays in app/xmpp")

    def test_sql_in_a_service(self):
        self.write("app/chat/ChatService.cpp", LICENCE + "#include <QSqlQuery>\n")
        self.assert_one_breach("app/chat/ChatService.cpp:2", "Add a verb to the Store")

    def test_a_model_that_includes_a_store(self):
        self.write("app/chat/BadModel.cpp", LICENCE + '#include "chat/ChatStore.h"\n')
        self.assert_one_breach("app/chat/BadModel.cpp:2", "window's side")

    def test_tr_in_app(self):
        self.write("app/chat/Bad.cpp", LICENCE + '\nQString Bad::text() { return tr("Hello"); }\n')
        self.assert_one_breach("app/chat/Bad.cpp:3", "tr() lives in ui/ only")

    def test_tr_in_app_through_qobject(self):
        self.write("app/chat/Bad.cpp", LICENCE + 'QString text() { return QObject::tr("Hello"); }\n')
        self.assert_one_breach("app/chat/Bad.cpp:2", "tr() lives in ui/ only")

    def test_a_colour_by_its_value(self):
        for code in ("QColor(16, 24, 36, 20)", "QColor(Qt::white)", "setPen(Qt::black)", 'QColor(u"#17202C"_s)'):
            with self.subTest(code):
                self.write("ui/chats/Row.cpp", LICENCE + f"auto c = {code};\n")
                self.assert_one_breach("ui/chats/Row.cpp:2", "Token")
        self.write("ui/chats/Row.cpp", LICENCE + "auto c = QColor(Qt::transparent); // not white\n")
        self.write("ui/style/ThemeColors.cpp", LICENCE + "auto c = QColor(16, 24, 36);\n")
        self.assertEqual((0, []), self.run_check())

    def test_a_singleton(self):
        self.write("ui/chats/Bad.h", GUARD + OPENING + "struct Bad { static Bad &instance(); };\n")
        self.assert_one_breach("ui/chats/Bad.h:6", "singleton")

    def test_a_certificate_that_nobody_checks(self):
        for code in ("socket.ignoreSslErrors();", "reply->ignoreSslErrors(errors);", "configuration.setIgnoreSslErrors(true);",
                     "configuration.setIgnoreSslErrors(m_ignore);", "tls.setPeerVerifyMode(QSslSocket::VerifyNone);",
                     "tls.setPeerVerifyMode(QSslSocket::QueryPeer);"):
            self.write("app/chat/ChatService.cpp", LICENCE + f"void bad() {{ {code} }}\n")
            self.assert_one_breach("app/chat/ChatService.cpp:2", "TlsPolicy")
        self.write("app/chat/ChatService.cpp", LICENCE + "// no ignoreSslErrors() here\n"
                   "void good() { configuration.setIgnoreSslErrors(false); connect(s, &QSslSocket::sslErrors, f); }\n")
        self.assertEqual((0, []), self.run_check())

    def test_a_header_that_says_too_little_of_itself(self):
        short = "/// What it is for.\n/// Who owns it.\n"
        for place, code in (
            (3, "class Bad\n{\n};\n"),
            (5, short + "class Bad\n{\n};\n"),
            (5, short + "template<class T>\nclass Bad\n{\n};\n"),
            (5, short + "QString words(int number);\n"),
            (5, short + "inline constexpr int limit = 3;\n"),
            # Not of it, or not above it.
            (4, "class Other;\nenum class Kind { One };\n" + OPENING + "struct Row\n{\n};\n"),
            (7, "/// A row.\nstruct Row\n{\n};\nclass Bad\n{\n" + OPENING.replace("///", "    ///") + "};\n"),
            (5, "// One.\n// Two.\n" + "class Bad\n{\n};\n" + OPENING + "class Next\n{\n};\n"),
        ):
            with self.subTest(code):
                self.write("ui/chats/Bad.h", GUARD + code)
                self.assert_one_breach(f"ui/chats/Bad.h:{place}", "three to six", "who owns it")
        for code in (
            OPENING + "class Bad\n{\n};\n",
            OPENING + "template<class T>\nclass Bad\n{\n};\n",
            OPENING + "\n/// The first.\nQString words(int number);\n",
            OPENING + "class Q_DECL_HIDDEN Bad\n{\n};\n",
            "/// A row.\nstruct Row\n{\n};\n" + OPENING + "class Bad\n{\n};\n",
            "QT_BEGIN_NAMESPACE\nclass QLabel;\nQT_END_NAMESPACE\n" + OPENING + "class Bad\n{\n};\nQ_DECLARE_METATYPE(Bad)\n",
            "#include \"chats/Other.h\"\nclass Other;\n",
        ):
            with self.subTest(code):
                self.write("ui/chats/Bad.h", GUARD + code)
                self.assertEqual((0, []), self.run_check())
        self.write("ui/chats/Bad.h", GUARD)
        self.write("ui/chats/Bad.cpp", LICENCE + "class Bad\n{\n};\n")
        self.assertEqual((0, []), self.run_check())

    def test_a_name_that_says_nothing(self):
        self.write("app/chat/ChatManager.cpp", LICENCE)
        self.assert_one_breach("app/chat/ChatManager.cpp:1", "Name the role")

    def test_a_folder_without_a_place(self):
        self.write("app/gadgets/Gadget.cpp", LICENCE)
        self.assert_one_breach("app/gadgets/Gadget.cpp:1", "app/gadgets has no place")

    def test_a_missing_licence(self):
        self.write("app/chat/Bad.cpp", "int answer = 42;\n")
        self.assert_one_breach("app/chat/Bad.cpp:1", "licence")

    def test_an_empty_tree_is_no_success(self):
        for file in self.root.rglob("*.*"):
            if file.is_file():
                file.unlink()
        done = subprocess.run([sys.executable, str(HERE / "check.py"), "--qt-headers", QT_HEADERS, str(self.root)],
                              capture_output=True, text=True)
        self.assertEqual(2, done.returncode)


if __name__ == "__main__":
    unittest.main()
