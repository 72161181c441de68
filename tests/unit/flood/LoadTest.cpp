// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/GivenAccount.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <malloc.h>
#include <valgrind/callgrind.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define JACKDAW_SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define JACKDAW_SANITIZED
#endif

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace {

using Stanza = QByteArray (*)(int number);

QByteArray person(int number)
{
    return "person" + QByteArray::number(number) + "@harbor.example";
}

/// What a server or a contact may send in masses.
struct Flood
{
    const char *name;
    int small; ///< and ten times of it is to cost at most twelve times the work
    int large; ///< for its memory
    Stanza stanza;
};

const Flood floods[] = {
    {"messages", 60, 4000, [](int i) -> QByteArray {
         return "<message from='person0@harbor.example/x' type='chat' id='m" + QByteArray::number(i) + "'><body>short message "
             + QByteArray::number(i) + "</body></message>";
     }},
    {"offline", 60, 4000, [](int i) -> QByteArray {
         return "<message from='" + person(i % 50) + "/x' type='chat' id='o" + QByteArray::number(i) + "'><body>short message "
             + QByteArray::number(i) + "</body><delay xmlns='urn:xmpp:delay' from='harbor.example' stamp='2026-02-01T12:"
             + QByteArray::number(i / 60 % 60).rightJustified(2, '0') + ":" + QByteArray::number(i % 60).rightJustified(2, '0')
             + "Z'/></message>";
     }},
    {"presences", 200, 10'000, [](int i) -> QByteArray {
         static const QByteArray shows[] = {"", "<show>away</show>", "<show>dnd</show>", "<show>xa</show>"};
         return "<presence from='" + person(i % 50) + "/x'>" + shows[i / 50 % 4] + "<status>status " + QByteArray::number(i)
             + "</status><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='v" + QByteArray::number(i % 5) + "'/></presence>";
     }},
    {"pushes", 100, 5000, [](int i) -> QByteArray {
         return "<iq type='set' id='r" + QByteArray::number(i) + "'><query xmlns='jabber:iq:roster'><item jid='" + person(i % 50)
             + "' name='Person " + QByteArray::number(i) + "' subscription='both'/></query></iq>";
     }},
    {"requests", 200, 10'000, [](int i) -> QByteArray {
         static const QByteArray payloads[] = {"<ping xmlns='urn:xmpp:ping'/>", "<query xmlns='jabber:iq:version'/>",
                                               "<query xmlns='http://jabber.org/protocol/disco#info'/>"};
         return "<iq type='get' id='q" + QByteArray::number(i) + "' from='person0@harbor.example/x'>" + payloads[i % 3] + "</iq>";
     }},
    {"typing", 200, 10'000, [](int i) -> QByteArray {
         return QByteArray("<message from='person0@harbor.example/x' type='chat'><") + (i % 2 ? "paused" : "composing")
             + " xmlns='http://jabber.org/protocol/chatstates'/></message>";
     }},
};

/// Contacts and chats are there before; a flood adds none.
struct Flooded
{
    Flooded() : server(GivenAccount::scriptFor("<query xmlns='jabber:iq:roster'>" + items() + "</query>")), account(server) {}

    static QByteArray items()
    {
        QByteArray all;
        for (int i = 0; i < 50; ++i) {
            all += "<item jid='" + person(i) + "' name='Person' subscription='both'/>";
        }
        return all;
    }
    void give(const Flood &flood, int count)
    {
        QByteArray bytes;
        for (int i = 0; i < count; ++i) {
            bytes += flood.stanza(given++);
        }
        account.give(bytes);
    }

    ScriptedServer server;
    GivenAccount account;
    int given = 0;
};

/// For workIsLinear(), under callgrind: the work of each flood, of one and of ten times its length, in a dump of its own.
int work()
{
    for (const Flood &flood : floods) {
        Flooded flooded;
        flooded.give(flood, 50); // what is made once
        CALLGRIND_START_INSTRUMENTATION;
        CALLGRIND_ZERO_STATS;
        flooded.give(flood, flood.small);
        CALLGRIND_DUMP_STATS_AT((QByteArray(flood.name) + "-small").constData());
        flooded.give(flood, 10 * flood.small);
        CALLGRIND_DUMP_STATS_AT((QByteArray(flood.name) + "-large").constData());
        CALLGRIND_STOP_INSTRUMENTATION;
    }
    return 0;
}

} // namespace

/// What a flood costs, counted and not timed: instructions grow as its length does, and memory comes back. tests/bench has
/// the times, and what the window does meanwhile.
class LoadTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
#ifndef JACKDAW_SANITIZED // a sanitizer has an allocator of its own, and valgrind does not run its programs
    void memoryComesBack_data()
    {
        QTest::addColumn<int>("flood");
        for (int i = 0; i < int(std::size(floods)); ++i)
            QTest::newRow(floods[i].name) << i;
    }
    void memoryComesBack();
    void workIsLinear();
#endif
    void whatAFloodBroughtIsThere();
};

#ifndef JACKDAW_SANITIZED
void LoadTest::memoryComesBack()
{
    QFETCH(int, flood);
    Flooded flooded;
    // Caches fill once: before is behind a flood of this kind.
    flooded.give(floods[flood], floods[flood].large);
    malloc_trim(0);
    const size_t before = mallinfo2().uordblks;
    flooded.give(floods[flood], 2 * floods[flood].large);
    malloc_trim(0);
    const size_t after = mallinfo2().uordblks;
    QVERIFY2(after * 2 <= before * 3, qPrintable(u"%1 kB before, %2 kB after"_s.arg(before / 1024).arg(after / 1024)));
}

void LoadTest::workIsLinear()
{
    QVERIFY2(!QStandardPaths::findExecutable(u"valgrind"_s).isEmpty(), "valgrind counts the instructions");
    QTemporaryDir folder;
    QProcess valgrind;
    valgrind.setProcessChannelMode(QProcess::MergedChannels);
    valgrind.start(u"valgrind"_s, {u"--tool=callgrind"_s, u"--instr-atstart=no"_s, u"--callgrind-out-file=%1/out"_s.arg(folder.path()),
                                   QCoreApplication::applicationFilePath(), u"--work"_s});
    QVERIFY(valgrind.waitForStarted());
    QVERIFY(valgrind.waitForFinished(600'000));
    QVERIFY2(valgrind.exitCode() == 0, valgrind.readAll().constData());
    QHash<QByteArray, qint64> instructions;
    for (const QFileInfo &dump : QDir(folder.path()).entryInfoList(QDir::Files)) {
        QFile file(dump.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray name;
        while (!file.atEnd()) {
            const QByteArray line = file.readLine().trimmed();
            if (line.startsWith("desc: Trigger: Client Request: ")) {
                name = line.sliced(qstrlen("desc: Trigger: Client Request: "));
            } else if (line.startsWith("summary:") && !name.isEmpty()) {
                instructions.insert(name, line.sliced(8).trimmed().toLongLong());
            }
        }
    }
    for (const Flood &flood : floods) {
        const qint64 small = instructions.value(QByteArray(flood.name) + "-small");
        const qint64 large = instructions.value(QByteArray(flood.name) + "-large");
        qInfo("%s: %lld instructions, and %lld: %.2f", flood.name, static_cast<long long>(small), static_cast<long long>(large),
              double(large) / double(qMax<qint64>(1, small)));
        QVERIFY2(small > 100'000, flood.name);
        QVERIFY2(large <= 12 * small, flood.name);
    }
}
#endif

void LoadTest::whatAFloodBroughtIsThere()
{
    Flooded flooded;
    for (const Flood &flood : floods) {
        flooded.give(flood, 300);
    }
    const auto number = [&](const QString &statement) { return flooded.account.database->value(statement)->toInt(); };
    QCOMPARE(number(u"SELECT count(*) FROM message"_s), 600);
    QCOMPARE(number(u"SELECT count(*) FROM message_search_docsize"_s), 600);
    QCOMPARE(number(u"SELECT sum(unread) FROM conversation"_s), 600);
    QCOMPARE(number(u"SELECT count(*) FROM contact WHERE name <> 'Person'"_s), 50);
    QVERIFY(flooded.account.connection->isOnline());
    const BareJid first = *BareJid::parse(u"person0@harbor.example");
    QCOMPARE(flooded.account.features->presence.resources(first).size(), 1);
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    if (QCoreApplication::arguments().value(1) == "--work"_L1) {
        return work();
    }
    LoadTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "LoadTest.moc"
