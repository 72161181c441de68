// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/AttendanceDialog.h"
#include "rooms/EventLines.h"
#include "rooms/RoomEventReader.h"
#include "storage/Database.h"
#include "storage/ReadConnection.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "support/TestProgram.h"

#include <QLabel>
#include <QListWidget>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace event_lines_test {

using Kind = RoomEvent::Kind;

RoomEvent happened(qint64 place, Kind kind, const QString &nick, const QString &text = {})
{
    return {kind, MessageId(place), nick, text, {}};
}

QString plain(QString text)
{
    return text.remove(QChar(0x2068)).remove(QChar(0x2069));
}

QString plain(const EventLine &line)
{
    return plain(line.text);
}

QStringList plain(const QList<EventLine> &lines)
{
    QStringList words;
    for (const EventLine &line : lines)
        words += plain(line);
    return words;
}

/// The lines about people and subjects between the messages of a group.
class EventLinesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsAreToldAsOne_data()
    {
        QTest::addColumn<QList<RoomEvent>>("run");
        QTest::addColumn<QString>("line");
        const auto came = [](const QString &nick) { return happened(1, Kind::Came, nick); };
        const auto left = [](const QString &nick) { return happened(1, Kind::Left, nick); };
        QTest::newRow("nobody") << QList<RoomEvent>() << QString();
        QTest::newRow("one") << QList<RoomEvent>{came(u"Ana"_s)} << u"Ana joined"_s;
        QTest::newRow("two") << QList<RoomEvent>{came(u"Ana"_s), came(u"Ben"_s)} << u"Ana and Ben joined"_s;
        QTest::newRow("three") << QList<RoomEvent>{came(u"Ana"_s), came(u"Ben"_s), came(u"Cy"_s)} << u"Ana, Ben and Cy joined"_s;
        QTest::newRow("many") << QList<RoomEvent>{came(u"Ana"_s), came(u"Ben"_s), came(u"Dot"_s), came(u"Eve"_s), came(u"Fay"_s), left(u"Cy"_s)}
                              << u"Ana, Ben and 3 others joined; Cy left"_s;
        QTest::newRow("back again") << QList<RoomEvent>{left(u"Ana"_s), came(u"Ana"_s)} << QString();
        QTest::newRow("there for a moment") << QList<RoomEvent>{came(u"Ana"_s), left(u"Ana"_s)} << u"Ana joined and left"_s;
        QTest::newRow("sent away") << QList<RoomEvent>{happened(1, Kind::Removed, u"Ana"_s), happened(1, Kind::Banned, u"Ben"_s)}
                                   << u"Ana was removed; Ben was banned"_s;
        QTest::newRow("another name") << QList<RoomEvent>{happened(1, Kind::Renamed, u"Ana"_s, u"Anna"_s)} << u"Ana is now Anna"_s;
        QTest::newRow("another name, and gone") << QList<RoomEvent>{happened(1, Kind::Renamed, u"Ana"_s, u"Anna"_s), left(u"Anna"_s)} << u"Ana left"_s;
        QTest::newRow("came, another name") << QList<RoomEvent>{came(u"Ana"_s), happened(1, Kind::Renamed, u"Ana"_s, u"Anna"_s)} << u"Anna joined"_s;
    }
    void runsAreToldAsOne()
    {
        QFETCH(QList<RoomEvent>, run);
        QFETCH(QString, line);
        QCOMPARE(plain(peopleLine(run)), line);
    }

    void linesHaveTheIconOfWhatIsToldFirst()
    {
        const auto icon = [](const QList<RoomEvent> &run) { return peopleLine(run).icon; };
        const auto came = [](const QString &nick) { return happened(1, Kind::Came, nick); };
        const auto left = [](const QString &nick) { return happened(1, Kind::Left, nick); };
        QCOMPARE(icon({came(u"Ana"_s), left(u"Cy"_s)}), u"user-round-plus"_s);
        QCOMPARE(icon({left(u"Cy"_s)}), u"log-out"_s);
        QCOMPARE(icon({happened(1, Kind::Removed, u"Ana"_s)}), u"user-round-x"_s);
        QCOMPARE(icon({happened(1, Kind::Banned, u"Ana"_s)}), u"user-round-x"_s);
        QCOMPARE(icon({came(u"Ana"_s), left(u"Ana"_s)}), u"users-round"_s);
        QCOMPARE(icon({happened(1, Kind::Renamed, u"Ana"_s, u"Anna"_s)}), u"user-round"_s);
        QCOMPARE(subjectLine(happened(1, Kind::Subject, u"Ana"_s, u"Storm prep"_s)).icon, u"pencil"_s);
    }

    void subjectsAreLines()
    {
        QCOMPARE(plain(subjectLine(happened(1, Kind::Subject, u"Ana"_s, u"Storm prep"_s))), u"Ana changed the topic to “Storm prep”"_s);
        QCOMPARE(plain(subjectLine(happened(1, Kind::Subject, u"Ana"_s))), u"Ana removed the topic"_s);
        QCOMPARE(plain(subjectLine(happened(1, Kind::Subject, {}, u"Storm"_s))), u"The topic is now “Storm”"_s);
        const QString flood = subjectLine(happened(1, Kind::Subject, QString(5000, u'n'), QString(5000, u's'))).text;
        QVERIFY(flood.size() < 250);
    }

    void linesStandBetweenMessages()
    {
        m_lines->setRoom(m_room, EventLines::People::Shown);
        const auto between = [this](qint64 after, qint64 before) { return plain(m_lines->between(MessageId(after), MessageId(before))); };
        QCOMPARE(between(1, 150), QStringList{u"Ana joined"_s});
        QCOMPARE(between(150, 350), (QStringList{u"Ben joined"_s, u"Ana changed the topic to “Storm prep”"_s}));
        QCOMPARE(between(350, 0), QStringList{u"Ana left"_s});
        QSignalSpy changed(m_lines.get(), &EventLines::changed);
        m_lines->add(m_room, {happened(500, Kind::Came, u"Cy"_s)});
        m_lines->add(ConversationId(99), {happened(500, Kind::Came, u"Dot"_s)});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(between(350, 0), QStringList{u"Cy joined; Ana left"_s});
        m_lines->setRoom(m_room, EventLines::People::Hidden);
        QCOMPARE(between(1, 0), QStringList{u"Ana changed the topic to “Storm prep”"_s}); // what it is about is always said
        m_lines->setRoom({}, EventLines::People::Shown);
        QVERIFY(between(1, 0).isEmpty());
    }

    void whoWasThereIsShown()
    {
        const auto labels = [](const AttendanceDialog &dialog) {
            QString all;
            for (const QLabel *label : dialog.findChildren<QLabel *>())
                all += plain(label->text()) + u'|';
            return all;
        };
        AttendanceDialog known(u"Crew"_s, u"Friday"_s, {Attendance::Sight::Whole, {u"Zoe"_s, u"Ana"_s}}, *m_theme);
        auto *list = known.findChild<QListWidget *>();
        QCOMPARE(list->accessibleName(), u"Who was here"_s);
        QCOMPARE(list->count(), 2);
        QCOMPARE(plain(list->item(0)->text()), u"Ana"_s);
        QCOMPARE(labels(known), u"In Crew, Friday|"_s);
        AttendanceDialog partly(u"Crew"_s, u"Friday"_s, {Attendance::Sight::Partly, {u"Ana"_s}}, *m_theme);
        QVERIFY(labels(partly).contains(u"Somebody may be missing"_s));
        AttendanceDialog unknown(u"Crew"_s, u"Friday"_s, {}, *m_theme);
        QVERIFY(labels(unknown).contains(u"Not known"_s));
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const QString file = m_folder->filePath(u"history.sqlite"_s);
        m_database = std::move(Database::open(file)->database);
        QVERIFY(m_database->run(u"INSERT INTO account (id, jid, user_agent) VALUES (1, 'mara@harbor.example', 'u')"_s));
        QVERIFY(m_database->run(u"INSERT INTO conversation (id, account, peer, kind) VALUES (3, 1, 'crew@groups.harbor.example', 1)"_s));
        for (const RoomEvent &each : {happened(100, Kind::Came, u"Ana"_s), happened(200, Kind::Came, u"Ben"_s),
                                      happened(300, Kind::Subject, u"Ana"_s, u"Storm prep"_s), happened(400, Kind::Left, u"Ana"_s)}) {
            QVERIFY(m_database->change(u"INSERT INTO room_event (conversation, place, kind, nick, text) VALUES (3, ?, ?, ?, ?)"_s,
                                       {each.place.value(), int(each.kind), each.nick, each.text}));
        }
        m_connection = std::make_unique<ReadConnection>(file);
        m_reader = std::make_unique<RoomEventReader>(*m_connection);
        m_lines = std::make_unique<EventLines>(*m_reader);
        m_preferences = std::make_unique<Preferences>(m_folder->filePath(u"settings.ini"_s));
        m_theme = std::make_unique<Theme>(*m_preferences);
    }
    void cleanup()
    {
        m_theme.reset();
        m_preferences.reset();
        m_lines.reset();
        m_reader.reset();
        m_connection.reset();
        m_database.reset();
    }

private:
    const ConversationId m_room{3};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<ReadConnection> m_connection;
    std::unique_ptr<RoomEventReader> m_reader;
    std::unique_ptr<EventLines> m_lines;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
};

JACKDAW_WINDOW_TEST(EventLinesTest)

} // namespace event_lines_test

#include "EventLinesTest.moc"
