// SPDX-License-Identifier: GPL-3.0-or-later
#include "House.h"

#include "rooms/RoomEventReader.h"
#include "storage/ReadConnection.h"
#include "support/TestProgram.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace jackdaw::test::rooms;
using namespace Qt::StringLiterals;

namespace room_service_test {

/// What of rooms is kept and told: who is there, what they are about, invitations.
class RoomServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoComesAndGoesIsKept()
    {
        House house;
        QVERIFY(house.signIn());
        QSignalSpy stored(house.rooms.get(), &RoomService::eventsStored);
        house.enter();
        QVERIFY(house.asks(1));
        house.comes("Tomas");
        house.letsIn();
        QVERIFY(house.is(RoomState::In));
        const auto at = [&house](int minute) { return MessageId((house.clock.now() + minute * 60'000) * 4096); };
        const MessageId begin = at(0);
        house.clock.advance(60'000);
        house.comes("Leila");
        house.says("Tomas", House::x("<item affiliation='none' role='none' nick='Tom'/><status code='303'/>"), "unavailable");
        house.comes("Tom");
        QVERIFY(house.isThrough());
        const auto count = [&stored] { // however they were gathered
            qsizetype all = 0;
            for (const QList<QVariant> &each : stored) {
                all += each.at(1).value<QList<RoomEvent>>().size();
            }
            return all;
        };
        QTRY_COMPARE(count(), 2);
        const MessageId middle = at(0);
        house.clock.advance(60'000);
        house.says("Leila", House::x("<item affiliation='none' role='none'/><status code='307'/>"), "unavailable");
        QVERIFY(house.isThrough());
        QTRY_COMPARE(count(), 3);
        const MessageId end = at(0);

        const ConversationId chat = house.rooms->room(House::jid())->conversation;
        const ReadConnection connection(house.folder.filePath(u"history.sqlite"_s));
        const RoomEventReader reader(connection);
        const QList<RoomEvent> events = reader.before(chat, {}, 100);
        QCOMPARE(events.size(), 3); // who was there is no news, nor is a new name somebody new
        using Kind = RoomEvent::Kind;
        QCOMPARE(events[0].kind, Kind::Came);
        QCOMPARE(events[0].nick, u"Leila"_s);
        QCOMPARE(events[1].kind, Kind::Renamed);
        QCOMPARE(events[1].text, u"Tom"_s);
        QCOMPARE(events[2].kind, Kind::Removed);
        QCOMPARE(events[2].nick, u"Leila"_s);
        QCOMPARE(reader.before(chat, events[1].place, 100).size(), 1);

        const auto there = [&](MessageId from, MessageId to) {
            Attendance found = reader.attendance(chat, from, to);
            found.people.sort();
            return found;
        };
        const auto justAfter = [](MessageId place) { return MessageId(place.value() + 4095); };
        using Sight = Attendance::Sight;
        QCOMPARE(there(justAfter(begin), justAfter(begin)), (Attendance{Sight::Whole, {u"Mara"_s, u"Tomas"_s}}));
        QCOMPARE(there(justAfter(middle), justAfter(middle)), (Attendance{Sight::Whole, {u"Leila"_s, u"Mara"_s, u"Tom"_s}}));
        QCOMPARE(there(justAfter(end), justAfter(end)), (Attendance{Sight::Whole, {u"Mara"_s, u"Tom"_s}}));
        QCOMPARE(there(justAfter(middle), justAfter(end)), (Attendance{Sight::Whole, {u"Leila"_s, u"Mara"_s, u"Tom"_s}}));
        QCOMPARE(there(MessageId(4096), MessageId(4096)).sight, Sight::None); // before we came

        // What was not seen is not known.
        house.clock.advance(60'000);
        house.rooms->leave(House::jid());
        house.says("Mara", House::x("<item affiliation='none' role='none'/><status code='110'/>"), "unavailable");
        QVERIFY(house.is(RoomState::Out));
        house.clock.advance(60'000);
        QCOMPARE(there(at(0), at(0)).sight, Sight::None);
        QCOMPARE(there(justAfter(end), at(0)), (Attendance{Sight::Partly, {u"Mara"_s, u"Tom"_s}}));

        // Who came and went is let go of after a while.
        QVERIFY(RoomEventStore(*house.database).letGo(chat, house.clock.now() + (RoomEventStore::keptDays - 1) * 86'400'000LL));
        QCOMPARE(reader.before(chat, {}, 100).size(), 3);
        QVERIFY(RoomEventStore(*house.database).letGo(chat, house.clock.now() + (RoomEventStore::keptDays + 1) * 86'400'000LL));
        QVERIFY(reader.before(chat, {}, 100).isEmpty());
    }

    void whatARoomIsAboutIsKept()
    {
        House house;
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        QSignalSpy stored(house.rooms.get(), &RoomService::eventsStored);
        const auto says = [&house](const QByteArray &nick, const QByteArray &subject, const QByteArray &stamp = {}) {
            house.server.say("<message type='groupchat' from='" + room + "/" + nick + "' to='mara@harbor.example/desk'><subject>" + subject
                             + "</subject>" + (stamp.isEmpty() ? "" : "<delay xmlns='urn:xmpp:delay' stamp='" + stamp + "'/>") + "</message>");
        };
        says("Tomas", "Storm prep");
        QVERIFY(house.isThrough());
        QTRY_VERIFY(!stored.isEmpty());
        says("Tomas", "Storm prep"); // said again is not changed
        const qint64 before = house.clock.now() / 1000 * 1000 - 1000;
        const QString stamp = QDateTime::fromMSecsSinceEpoch(before, QTimeZone::UTC).toString(Qt::ISODate);
        says("Tomas", "Storm prep", stamp.toLatin1()); // nor is it where the room's clock says so
        says("Leila", "Before", "2020-05-01T10:00:00Z");
        says("Leila", "Before", "2020-05-01T10:00:00Z"); // XEP-0045, 7.2.15: whoever comes in is told
        QVERIFY(house.isThrough());
        QTRY_VERIFY(stored.size() > 1);
        const ConversationId chat = house.rooms->room(House::jid())->conversation;
        const ReadConnection connection(house.folder.filePath(u"history.sqlite"_s));
        const QList<RoomEvent> events = RoomEventReader(connection).before(chat, {}, 100);
        QCOMPARE(events.size(), 2);
        QCOMPARE(events[0].text, u"Before"_s);
        QCOMPARE(events[1].text, u"Storm prep"_s);
        QCOMPARE(events[1].nick, u"Tomas"_s);
        QVERIFY(RoomEventStore(*house.database).letGo(chat, house.clock.now() + 400 * 86'400'000LL));
        QCOMPARE(RoomEventReader(connection).before(chat, {}, 100).size(), 2); // subjects stay
        QList<RoomEvent> flood;
        for (int i = 1; i <= RoomEventStore::mostSubjects; ++i) {
            flood.append({RoomEvent::Kind::Subject, MessageId(i * 4096), u"Tomas"_s, QString::number(i), {}});
        }
        RoomEventStore store(*house.database);
        QVERIFY(store.add(chat, flood));
        QVERIFY(store.letGo(chat, house.clock.now()));
        const auto kept = RoomEventReader(connection).before(chat, {}, 10'000);
        QCOMPARE(kept.size(), RoomEventStore::mostSubjects); // the last ones
        QCOMPARE(kept.constLast().text, u"Storm prep"_s);
    }

    void linesAreShownWhereTheUserWantsThem()
    {
        House house;
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        Room here = *house.rooms->room(House::jid());
        QVERIFY(!showsPresenceLines(here)); // everybody may come
        here.features.membersOnly = true;
        QVERIFY(showsPresenceLines(here));
        here.occupants = 200;
        QVERIFY(!showsPresenceLines(here));
        QVERIFY(house.rooms->setPresenceLines(House::jid(), PresenceLines::Shown));
        QVERIFY(showsPresenceLines(*house.rooms->room(House::jid())));
        const auto kept = RoomStore(*house.database).load(house.id);
        QVERIFY(kept);
        QCOMPARE(kept->constFirst().lines, PresenceLines::Shown);
    }

    // What others may not say
    void onlyWhoMaySetsTheSubject()
    {
        House house;
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        const auto message = [&](const QByteArray &from, const QByteArray &type, const QByteArray &inside) {
            house.server.say("<message from='" + from + "' to='mara@harbor.example/desk' type='" + type + "'>" + inside + "</message>");
        };
        message(room + "/Tomas", "groupchat", "<subject>Keys</subject>");
        QVERIFY(house.isThrough());
        QCOMPARE(house.rooms->room(House::jid())->subject, u"Keys"_s);
        QCOMPARE(house.rooms->room(House::jid())->subjectNick, u"Tomas"_s);
        message(room + "/Tomas", "chat", "<subject>EVIL</subject>");
        message(room + "/Tomas", "normal", "<subject>EVIL</subject>");
        message("mallory@evil.example/x", "groupchat", "<subject>EVIL</subject>");
        message(room, "normal", "<subject>EVIL</subject>"); // to us alone, whoever says it
        message(room + "/Tomas", "groupchat", "<subject>EVIL</subject><body>a title</body>");
        QVERIFY(house.isThrough());
        QCOMPARE(house.rooms->room(House::jid())->subject, u"Keys"_s);
        message(room, "groupchat", "<subject/>");
        QVERIFY(house.isThrough());
        QCOMPARE(house.rooms->room(House::jid())->subject, QString());
    }

    void invitationsAreKeptApartAndBounded()
    {
        House house;
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        const QByteArray invite = "<x xmlns='http://jabber.org/protocol/muc#user'><invite from='mallory@evil.example'/></x>";
        house.server.say("<message from='other@groups.harbor.example/Mallory' to='mara@harbor.example'>" + invite + "</message>");
        house.server.say("<message from='" + room + "' to='mara@harbor.example'>" + invite + "</message>"); // we are in
        QVERIFY(house.isThrough());
        QVERIFY(house.rooms->invitations().isEmpty());
        QByteArray flood;
        for (int i = 0; i < 400; ++i) {
            flood += "<message from='mallory@evil.example/x' to='mara@harbor.example'><x xmlns='jabber:x:conference' jid='r"
                + QByteArray::number(i) + "@evil.example'/></message>";
        }
        house.server.say(flood);
        QVERIFY(house.isThrough());
        QCOMPARE(house.rooms->invitations().size(), RoomStore::maximumInvitations);
        QCOMPARE(RoomStore(*house.database).invitations(house.id)->size(), RoomStore::maximumInvitations);
        QCOMPARE(house.rooms->invitations().constLast().invitation.room.toString(), u"r399@evil.example"_s);
        QCOMPARE(house.entries(), 1); // and nobody went there
    }

    // Many
    void aLargeRoomIsOneWordAndAStormAreFew()
    {
        House house;
        QVERIFY(house.signIn());
        QSignalSpy told(house.rooms.get(), &RoomService::occupantsChanged);
        house.enter();
        QVERIFY(house.asks(1));
        QByteArray all;
        for (int i = 0; i < 2000; ++i) {
            all += "<presence from='" + room + "/n" + QByteArray::number(i) + "' to='mara@harbor.example/desk'>"
                + House::x("<item affiliation='none' role='participant'/>") + "</presence>";
        }
        house.server.say(all);
        house.letsIn();
        QVERIFY(house.is(RoomState::In));
        QTRY_COMPARE(told.size(), 1);
        QCOMPARE(told.takeFirst().constFirst().value<OccupantChanges>().changed.size(), 2001);
        QByteArray storm;
        for (int i = 0; i < 2000; ++i) {
            storm += "<presence from='" + room + "/n" + QByteArray::number(i) + "' type='unavailable' to='mara@harbor.example/desk'>"
                + House::x("<item affiliation='none' role='participant' nick='m" + QByteArray::number(i) + "'/><status code='303'/>") + "</presence>"
                "<presence from='" + room + "/m" + QByteArray::number(i) + "' to='mara@harbor.example/desk'>"
                + House::x("<item affiliation='none' role='participant'/>") + "</presence>";
        }
        QElapsedTimer took;
        took.start();
        house.server.say(storm);
        QVERIFY(house.isThrough());
        QTRY_VERIFY(!told.isEmpty());
        QTRY_COMPARE(house.rooms->room(House::jid())->occupants, 2001);
        // At most one each 50 ms, however long this computer takes.
        QVERIFY2(told.size() <= took.elapsed() / 50 + 2, qPrintable(QString::number(told.size())));
        QVERIFY(!house.rooms->occupants(House::jid())->find(u"n5"_s));
        QVERIFY(house.rooms->occupants(House::jid())->find(u"m5"_s));
    }

    void aPageThatComesLaterIsToldAll()
    {
        House house;
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        house.comes("Tomas", "id-t");
        QTRY_COMPARE(house.now.occupants, 2);
        QSignalSpy told(house.rooms.get(), &RoomService::occupantsChanged);
        QVERIFY(house.rooms->announceOccupants(House::jid()));
        house.comes("Leila", "id-l");
        QTRY_VERIFY(house.rooms->occupants(House::jid())->size() == 3 && !told.isEmpty());
        const auto whole = told.constFirst().constFirst().value<OccupantChanges>();
        QCOMPARE(whole.extent, OccupantChanges::Extent::Whole);
        QVERIFY(whole.changed.size() >= 2);
        QVERIFY(!house.rooms->announceOccupants(*BareJid::parse(u"other@groups.harbor.example")));
    }

    void whatIsKnownOutlivesTheProgram()
    {
        House house;
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        house.server.say("<message from='" + room + "/Tomas' to='mara@harbor.example/desk' type='groupchat'><subject>Keys</subject></message>");
        QVERIFY(house.isThrough());
        const auto kept = RoomStore(*house.database).load(house.id);
        QVERIFY(kept);
        QCOMPARE(kept->size(), 1);
        QCOMPARE(kept->constFirst().jid, House::jid());
        QCOMPARE(kept->constFirst().subject, u"Keys"_s);
        QCOMPARE(kept->constFirst().nick, u"Mara"_s);
        QVERIFY(kept->constFirst().features.occupantIds);
        QCOMPARE(kept->constFirst().features.name, u"Crews"_s);
        QCOMPARE(kept->constFirst().state, RoomState::Out);
    }
};

JACKDAW_TEST(RoomServiceTest)

} // namespace room_service_test

#include "RoomServiceTest.moc"
