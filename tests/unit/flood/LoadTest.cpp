// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/GivenAccount.h"
#include "support/ScriptedArchive.h"

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

/// As many as tests/bench has in the roster: each of them is there once before anybody comes again.
constexpr int wholeRoster = 10'000;
constexpr int fewPeople = 50;

/// What a server or a contact may send in masses.
struct Flood
{
    const char *name;
    int small; ///< and ten times of it is to cost at most twelve times the work
    int large; ///< for its memory
    Stanza stanza;
    int people = fewPeople; ///< in the roster
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
    {"presences", 400, wholeRoster, [](int i) -> QByteArray {
         static const QByteArray shows[] = {"", "<show>away</show>", "<show>dnd</show>", "<show>xa</show>"};
         return "<presence from='" + person(i % wholeRoster) + "/x'>" + shows[i / wholeRoster % 4] + "<status>status "
             + QByteArray::number(i) + "</status><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='v"
             + QByteArray::number(i % 5) + "'/></presence>";
     }, wholeRoster},
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

QByteArray rosterOf(int people)
{
    QByteArray all = "<query xmlns='jabber:iq:roster'>";
    for (int i = 0; i < people; ++i) {
        all += "<item jid='" + person(i) + "' name='Person' subscription='both'/>";
    }
    return all + "</query>";
}

/// Contacts and chats are there before; a flood adds none.
struct Flooded
{
    explicit Flooded(int people = fewPeople) : server(GivenAccount::scriptFor(rosterOf(people))), account(server) {}

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

/// What a new session finds, in masses: all of it comes by itself once she is signed in.
struct Find
{
    const char *name;
    int small; ///< and ten times of it is to cost at most twelve times the work
    ScriptedServer::Script (*script)(int count);
    QString counted;
};

/// An archive that gives its pages as they are asked for, newest first (XEP-0313, 4.3).
ScriptedServer::Script archiveOf(int count)
{
    ScriptedServer::Script script;
    script.answers = {{"jabber:iq:roster", rosterOf(fewPeople)}};
    script.answer = [count, start = FakeClock().now()](const QByteArray &iq, const QByteArray &id) -> QByteArray {
        static const QRegularExpression asked(u"queryid=\"([^\"]+)\""_s);
        static const QRegularExpression limit(u"<max>(\\d+)</max>"_s);
        static const QRegularExpression edge(u"<before>a(\\d+)</before>"_s);
        const QString text = QString::fromUtf8(iq);
        const auto query = asked.match(text);
        if (!query.hasMatch() || !iq.contains("urn:xmpp:mam:2")) {
            return {};
        }
        const auto before = edge.match(text);
        const int end = before.hasMatch() ? before.captured(1).toInt() : count;
        const int first = qMax(0, end - qBound(1, limit.match(text).captured(1).toInt(), 250));
        QByteArray page;
        for (int i = first; i < end; ++i) {
            const QByteArray number = QByteArray::number(i);
            page += "<message from='mara@harbor.example' to='mara@harbor.example/desk'>"
                "<result xmlns='urn:xmpp:mam:2' queryid='" + query.captured(1).toUtf8() + "' id='a" + number + "'><forwarded xmlns='urn:xmpp:forward:0'>"
                "<delay xmlns='urn:xmpp:delay' stamp='" + stampOf(start - (count - i) * second)
                + "'/><message xmlns='jabber:client' from='" + person(i % fewPeople)
                + "/x' to='mara@harbor.example' type='chat' id='m" + number + "'><body>line " + number
                + "</body></message></forwarded></result></message>";
        }
        return page + "<iq type='result' id='" + id + "'><fin xmlns='urn:xmpp:mam:2'" + (first == 0 ? " complete='true'" : "")
            + "><set xmlns='http://jabber.org/protocol/rsm'><first>a" + QByteArray::number(first) + "</first><last>a"
            + QByteArray::number(end - 1) + "</last></set></fin></iq>";
    };
    return script;
}

const Find finds[] = {
    {"roster", wholeRoster / 10,
     [](int count) -> ScriptedServer::Script { return {.answers = {{"jabber:iq:roster", rosterOf(count)}}}; },
     u"SELECT count(*) FROM contact"_s},
    {"archive", 250, &archiveOf, u"SELECT count(*) FROM message"_s},
};

/// Signs in and waits until all of it is on disk.
bool findAll(const Find &find, int count)
{
    ScriptedAccount account(find.script(count));
    account.open();
    return QTest::qWaitFor([&] {
        const auto stored = account.database->value(find.counted);
        return stored && stored->toInt() == count;
    }, 240'000);
}

/// For workIsLinear(), under callgrind: the work of each flood, of one and of ten times its length, in a dump of its own.
int work()
{
    for (const Flood &flood : floods) {
        constexpr int once = 50; // what is made once
        Flooded flooded(qMin(flood.people, once + 11 * flood.small));
        flooded.give(flood, once);
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

/// The same for what a session finds; "-none" is what it costs to find next to nothing.
int workOfSessions()
{
    for (const Find &find : finds) {
        if (!findAll(find, 1)) { // what is made once
            return 1;
        }
        for (const auto &[suffix, count] : {std::pair("-none", 1), std::pair("-small", find.small), std::pair("-large", 10 * find.small)}) {
            CALLGRIND_START_INSTRUMENTATION;
            CALLGRIND_ZERO_STATS;
            const bool done = findAll(find, count);
            CALLGRIND_DUMP_STATS_AT((QByteArray(find.name) + suffix).constData());
            CALLGRIND_STOP_INSTRUMENTATION;
            if (!done) {
                return 1;
            }
        }
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
    void aRoomOfTwoThousand();
    void workIsLinear_data()
    {
        QTest::addColumn<QString>("argument");
        QTest::addColumn<QByteArrayList>("names");
        QByteArrayList found, flooded;
        for (const Find &find : finds)
            found += find.name;
        for (const Flood &flood : floods)
            flooded += flood.name;
        QTest::newRow("sessions") << u"--work-of-sessions"_s << found;
        QTest::newRow("floods") << u"--work"_s << flooded;
    }
    void workIsLinear();
#endif
    void whatAFloodBroughtIsThere();
};

#ifndef JACKDAW_SANITIZED
void LoadTest::memoryComesBack()
{
    QFETCH(int, flood);
    Flooded flooded(floods[flood].people);
    // Caches fill once: before is behind a flood of this kind.
    flooded.give(floods[flood], floods[flood].large);
    malloc_trim(0);
    const size_t before = mallinfo2().uordblks;
    flooded.give(floods[flood], 2 * floods[flood].large);
    malloc_trim(0);
    const size_t after = mallinfo2().uordblks;
    QVERIFY2(after * 2 <= before * 3, qPrintable(u"%1 kB before, %2 kB after"_s.arg(before / 1024).arg(after / 1024)));
}

/// All who are there come, change and take other names, three times over: the window is told in batches, and nothing of it
/// stays. tests/bench has 10,000, with the window.
void LoadTest::aRoomOfTwoThousand()
{
    constexpr int people = 2'000;
    const BareJid room = *BareJid::parse(u"big@groups.harbor.example"_s);
    Flooded flooded;
    GivenAccount &account = flooded.account;
    RoomService &rooms = account.features->rooms;
    rooms.enter({room, u"Mara"_s, {}});
    account.give("<iq type='result' id='@0' from='@'><query xmlns='http://jabber.org/protocol/disco#info'>"
                 "<identity category='conference' type='text'/><feature var='http://jabber.org/protocol/muc'/>"
                 "<feature var='urn:xmpp:occupant-id:0'/></query></iq>");
    const auto presence = [&](const QByteArray &nick, int id, const QByteArray &more, const QByteArray &inside = {}) {
        return "<presence from='" + room.toString().toUtf8() + "/" + nick + "'" + more + ">" + inside
            + "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/>"
            + (id < 0 ? "<status code='110'/>" : "") + "</x><occupant-id xmlns='urn:xmpp:occupant-id:0' id='id-"
            + QByteArray::number(id) + "'/></presence>";
    };
    const auto name = [](const char *word, int number) { return QByteArray(word) + QByteArray::number(number); };
    int batches = 0;
    connect(&rooms, &RoomService::occupantsChanged, this, [&batches] { ++batches; });
    const auto tell = [&](const auto &stanza) {
        QByteArray bytes;
        for (int i = 0; i < people; ++i)
            bytes += stanza(i);
        account.give(bytes);
    };
    const auto rename = [&](const QByteArray &from, const QByteArray &to, int i) -> QByteArray {
        return "<presence from='" + room.toString().toUtf8() + "/" + from + "' type='unavailable'>"
            "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant' nick='" + to
            + "'/><status code='303'/></x></presence>" + presence(to, i, {});
    };
    const auto round = [&](int number) {
        tell([&](int i) { return presence(name("Person ", i), i, {}, "<show>away</show><status>" + QByteArray::number(number) + "</status>"); });
        tell([&](int i) { return rename(name("Person ", i), name("Somebody ", i), i); });
        tell([&](int i) { return rename(name("Somebody ", i), name("Person ", i), i); });
    };
    tell([&](int i) { return presence(name("Person ", i), i, {}); });
    account.give(presence("Mara", -1, {}));
    QVERIFY(rooms.room(room));
    QCOMPARE(rooms.room(room)->state, RoomState::In);
    round(0); // caches fill once
    malloc_trim(0);
    const size_t before = mallinfo2().uordblks;
    batches = 0;
    for (int number = 1; number <= 3; ++number)
        round(number);
    malloc_trim(0);
    const size_t after = mallinfo2().uordblks;
    QCOMPARE(rooms.occupants(room)->size(), people + 1);
    QVERIFY2(after * 2 <= before * 3, qPrintable(u"%1 kB before, %2 kB after"_s.arg(before / 1024).arg(after / 1024)));
    QVERIFY2(batches < people / 10, qPrintable(QString::number(batches))); // of 30,000 stanzas
}

void LoadTest::workIsLinear()
{
    QFETCH(QString, argument);
    QFETCH(QByteArrayList, names);
    QVERIFY2(!QStandardPaths::findExecutable(u"valgrind"_s).isEmpty(), "valgrind counts the instructions");
    QTemporaryDir folder;
    QProcess valgrind;
    valgrind.setProcessChannelMode(QProcess::MergedChannels);
    valgrind.start(u"valgrind"_s, {u"--tool=callgrind"_s, u"--instr-atstart=no"_s, u"--callgrind-out-file=%1/out"_s.arg(folder.path()),
                                   QCoreApplication::applicationFilePath(), argument});
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
    for (const QByteArray &name : std::as_const(names)) {
        const qint64 none = instructions.value(name + "-none"); // of floods there is none
        const qint64 small = instructions.value(name + "-small") - none;
        const qint64 large = instructions.value(name + "-large") - none;
        qInfo("%s: %lld instructions, and %lld: %.2f", name.constData(), static_cast<long long>(small),
              static_cast<long long>(large), double(large) / double(qMax<qint64>(1, small)));
        QVERIFY2(small > 100'000, name.constData());
        QVERIFY2(large <= 12 * small + none, name.constData()); // no two sign-ins cost quite the same
    }
}
#endif

void LoadTest::whatAFloodBroughtIsThere()
{
    for (const Find &find : finds) {
        QVERIFY2(findAll(find, 10 * find.small), find.name);
    }
    Flooded flooded(1000);
    for (const Flood &flood : floods) {
        flooded.give(flood, 300);
    }
    const auto number = [&](const QString &statement) { return flooded.account.database->value(statement)->toInt(); };
    QCOMPARE(number(u"SELECT count(*) FROM message"_s), 600);
    QCOMPARE(number(u"SELECT count(*) FROM message_search_docsize"_s), 600);
    QCOMPARE(number(u"SELECT sum(unread) FROM conversation"_s), 600);
    QCOMPARE(number(u"SELECT count(*) FROM contact WHERE name <> 'Person'"_s), 50);
    QVERIFY(flooded.account.connection->isOnline());
    const BareJid one = *BareJid::parse(u"person650@harbor.example"); // the floods before presences had 600
    QCOMPARE(flooded.account.features->presence.resources(one).size(), 1);
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    if (QCoreApplication::arguments().value(1) == "--work"_L1) {
        return work();
    }
    if (QCoreApplication::arguments().value(1) == "--work-of-sessions"_L1) {
        return workOfSessions();
    }
    LoadTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "LoadTest.moc"
