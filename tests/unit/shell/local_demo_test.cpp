// SPDX-License-Identifier: GPL-3.0-or-later
// "Try the local demo" with a server and windows that are small scripts: it never waits for either.
#include "shell/LocalDemo.h"
#include "support/TestProgram.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace local_demo_test {

class LocalDemoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void aServerThatTakesItsTimeIsLeftToIt()
    {
        // After the end of its input it tidies up until "go" is there, and notes whether somebody hurried it.
        const QString server = script(u"server"_s, answer + "trap 'touch hurried; exit 0' TERM\n"
                                                           "while read -r line; do :; done\n"
                                                           "touch tidying\n"
                                                           "while [ ! -e go ]; do sleep 0.02; done\n"
                                                           "touch gone\n");
        const QString window = script(u"window"_s, "[ -n \"$JACKDAW_PASSWORD\" ] || exit 1\n"
                                                  "while [ ! -e close ]; do sleep 0.02; done\n");
        LocalDemo demo(server, window);
        QSignalSpy opened(&demo, &LocalDemo::windowsOpened), ended(&demo, &LocalDemo::ended), failed(&demo, &LocalDemo::failed);
        demo.start();
        QTRY_COMPARE(opened.size(), 1);
        touch(u"close"_s);
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(!exists(u"gone"_s));
        QTRY_VERIFY(exists(u"tidying"_s));
        touch(u"go"_s);
        QTRY_VERIFY(exists(u"gone"_s));
        QVERIFY(!exists(u"hurried"_s));
        QCOMPARE(failed.size(), 0);
    }

    void eachWindowIsToldWhatItOpensWith()
    {
        const QString server = script(u"server"_s, answer + "while read -r line; do :; done\n");
        LocalDemo demo(server, script(u"window"_s,
                                      "printf '%s\\n' \"$@\" >\"arguments of $4.new\"\nmv \"arguments of $4.new\" \"arguments of $4\"\n"));
        QSignalSpy ended(&demo, &LocalDemo::ended);
        demo.start();
        QTRY_COMPARE(ended.size(), 1);
        QFile first(m_folder->filePath(u"arguments of mara@harbor.example"_s));
        QFile second(m_folder->filePath(u"arguments of tomas@harbor.example"_s));
        QVERIFY(first.open(QIODevice::ReadOnly) && second.open(QIODevice::ReadOnly));
        QVERIFY(first.readAll().endsWith("--authority\n/tmp/a.pem\n--secrets-in-memory\n--open-chat\ntomas@harbor.example\n"));
        QVERIFY(second.readAll().endsWith("--secrets-in-memory\n--status\nOn site\n"));
    }

    void aServerWithoutAnAnswerIsSaid_data()
    {
        QTest::addColumn<QByteArray>("server");
        QTest::addColumn<QString>("detail");
        QTest::newRow("it cannot") << QByteArray("echo '{\"error\": \"Prosody is not installed.\"}'\nread -r line\n")
                                   << u"Prosody is not installed."_s;
        QTest::newRow("it ends") << QByteArray("exit 0\n") << u"The demo server ended."_s;
        QTest::newRow("nonsense") << QByteArray("echo nonsense\nread -r line\n")
                                  << u"The demo server does not keep to its protocol."_s;
    }
    void aServerWithoutAnAnswerIsSaid()
    {
        QFETCH(QByteArray, server);
        QFETCH(QString, detail);
        LocalDemo demo(script(u"server"_s, server), script(u"window"_s, "exit 0\n"));
        QSignalSpy failed(&demo, &LocalDemo::failed), opened(&demo, &LocalDemo::windowsOpened);
        demo.start();
        QTRY_COMPARE(failed.size(), 1);
        const Error error = failed.first().first().value<Error>();
        QCOMPARE(error.kind, ErrorKind::NotStarted);
        QCOMPARE(error.detail, detail);
        QCOMPARE(opened.size(), 0);
        // It can be tried again.
        demo.start();
        QTRY_COMPARE(failed.size(), 2);
    }

    void aWindowThatDoesNotOpenIsSaid()
    {
        const QString server = script(u"server"_s, answer + "while read -r line; do :; done\ntouch gone\n");
        LocalDemo demo(server, m_folder->filePath(u"no-such-program"_s));
        QSignalSpy failed(&demo, &LocalDemo::failed), opened(&demo, &LocalDemo::windowsOpened);
        demo.start();
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.first().first().value<Error>().kind, ErrorKind::NotStarted);
        QCOMPARE(opened.size(), 0);
        QTRY_VERIFY(exists(u"gone"_s)); // the server was told
        QCOMPARE(failed.size(), 1);     // one sentence for two windows
    }

private:
    const QByteArray answer = R"(echo '{"accounts": [{"jid": "mara@harbor.example", "password": "secret", "host": "127.0.0.1",
"port": 5222, "authority": "/tmp/a.pem", "secretsInMemory": true, "openChat": "tomas@harbor.example"}, {"jid": "tomas@harbor.example", "password": "secret",
"host": "127.0.0.1", "port": 5222, "authority": "/tmp/a.pem", "secretsInMemory": true, "status": "On site"}]}' | tr -d '\n'; echo
)";

    QString script(const QString &name, const QByteArray &body)
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write("#!/bin/sh\ncd '" + m_folder->path().toUtf8() + "'\n" + body);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return file.fileName();
    }
    void touch(const QString &name) { QVERIFY(QFile(m_folder->filePath(name)).open(QIODevice::WriteOnly)); }
    bool exists(const QString &name) const { return QFile::exists(m_folder->filePath(name)); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

JACKDAW_TEST(LocalDemoTest)

} // namespace local_demo_test

#include "local_demo_test.moc"
