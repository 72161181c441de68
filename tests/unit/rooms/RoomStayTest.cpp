// SPDX-License-Identifier: GPL-3.0-or-later
// Staying in a room, whatever it and the link do, and leaving it.
#include "House.h"

#include "support/TestProgram.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;
using namespace jackdaw::test;
using namespace jackdaw::test::rooms;

namespace room_stay_test {

class RoomStayTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRoomThatThrowsUsOutIsNotFlooded()
    {
        House house;
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        const auto throwsOut = [&] {
            house.says("Mara", House::x("<item affiliation='none' role='none'/><status code='110'/>"), "unavailable");
            return house.is(RoomState::Lost);
        };
        QVERIFY(throwsOut());
        house.alarm->pass(10); // the first time at once
        QVERIFY(house.asks(2));
        house.letsIn();
        QVERIFY(house.isOpen());
        QVERIFY(throwsOut());
        house.alarm->pass(1'000);
        QVERIFY(house.isThrough());
        QCOMPARE(house.entries(), 2); // then with a pause, although we were in
        house.alarm->pass(2'000);
        QVERIFY(house.asks(3));
        house.letsIn();
        QVERIFY(house.isOpen());
        house.clock.advance(5 * 60'000); // in for a while: it begins anew
        QVERIFY(throwsOut());
        house.alarm->pass(10);
        QVERIFY(house.asks(4));
    }

    void whatTheServiceCausesIsMendedByItself_data()
    {
        QTest::addColumn<QByteArray>("codes");
        QTest::addColumn<RoomReason>("reason");
        QTest::newRow("332") << QByteArray("<status code='110'/><status code='332'/>") << RoomReason::ServiceShutdown;
        QTest::newRow("333") << QByteArray("<status code='110'/><status code='333'/><status code='307'/>") << RoomReason::TechnicalFault;
        QTest::newRow("no word") << QByteArray("<status code='110'/>") << RoomReason::NotIn;
    }

    void whatTheServiceCausesIsMendedByItself()
    {
        QFETCH(QByteArray, codes);
        QFETCH(RoomReason, reason);
        House house;
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        QSignalSpy opened(house.rooms.get(), &RoomService::opened);
        house.says("Mara", House::x("<item affiliation='none' role='none'/>" + codes), "unavailable");
        QVERIFY(house.is(RoomState::Lost));
        QCOMPARE(house.rooms->room(House::jid())->reason, reason);
        QVERIFY(!house.rooms->isOpen(House::jid()));
        QCOMPARE(house.rooms->occupants(House::jid())->size(), 0);
        house.alarm->pass(2'000);
        QVERIFY(house.asks(2));
        house.letsIn();
        QVERIFY(house.isOpen());
        QCOMPARE(opened.size(), 1);
    }

    void whoWasSentAwayDoesNotComeBack()
    {
        House house;
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        house.says("Mara", House::x("<item affiliation='none' role='none'><actor nick='Leila'/><reason>enough</reason></item>"
                                    "<status code='110'/><status code='307'/>"), "unavailable");
        QVERIFY(house.is(RoomState::Out));
        const Room *here = house.rooms->room(House::jid());
        QCOMPARE(here->reason, RoomReason::Kicked);
        QCOMPARE(here->actor, u"Leila"_s);
        QCOMPARE(here->reasonText, u"enough"_s);
        house.alarm->pass(3'600'000);
        QCOMPARE(house.entries(), 1);
    }

    void aPingFindsARoomThatForgotUs()
    {
        House house;
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        const auto pings = [&house] { return house.server.heard().count("urn:xmpp:ping"); };
        const auto before = pings();
        house.alarm->pass(14 * 60'000);
        QCOMPARE(pings(), before);
        house.comes("Tomas", "id-t"); // it speaks: it is there
        QVERIFY(house.isThrough());
        house.alarm->pass(14 * 60'000);
        QVERIFY(house.isThrough());
        QCOMPARE(pings(), before);
        house.pingAnswer = error("not-acceptable");
        house.alarm->pass(2 * 60'000);
        QVERIFY(house.is(RoomState::Lost));
        QCOMPARE(house.rooms->room(House::jid())->reason, RoomReason::NotIn);
        house.pingAnswer = "";
        house.alarm->pass(10);
        QVERIFY(house.asks(2));
        house.letsIn();
        QVERIFY(house.isOpen());
    }

    void thoseInTheRoomAreAnsweredWhetherWeAreThere() // XEP-0410, 3: the room hands our own ping on to us
    {
        House house;
        QVERIFY(house.signIn());
        int number = 0;
        const auto isAnswered = [&](const QByteArray &from) {
            const QByteArray id = "ping-" + QByteArray::number(++number);
            house.server.say("<iq type='get' id='" + id + "' from='" + from + "' to='mara@harbor.example/desk'>"
                             "<ping xmlns='urn:xmpp:ping'/></iq>");
            if (!house.isThrough()) {
                return false;
            }
            const QRegularExpression result(u"<iq [^>]*id=\"%1\"[^>]*type=\"result\""_s.arg(QLatin1StringView(id)));
            return result.match(QString::fromUtf8(house.server.heard())).hasMatch();
        };
        QVERIFY(!isAnswered(room + "/Mara"));
        QVERIFY(house.goesIn());
        QVERIFY(isAnswered(room + "/Mara"));
        QVERIFY(isAnswered(room + "/Tomas"));
        QVERIFY(isAnswered(room));
        QVERIFY(!isAnswered("elsewhere@rooms.example/Mara"));
        QVERIFY(!isAnswered("mallory@evil.example/x"));
        QVERIFY(house.rooms->leave(House::jid()));
        QVERIFY(!isAnswered(room + "/Tomas"));
    }

    void aRoomThatSpeaksHasUs() // XEP-0410, 3.2
    {
        House house;
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        house.pingAnswer = error("remote-server-timeout");
        house.speaksFirst = true;
        for (int i = 0; i < 5; ++i) {
            house.alarm->pass(16 * 60'000);
            QVERIFY(house.isThrough());
            QCOMPARE(house.rooms->room(House::jid())->state, RoomState::In);
        }
        QCOMPARE(house.entries(), 1);
    }

    void whatIsNotHeardAnyMoreIsSaidWhenItBegins()
    {
        House house;
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        QSignalSpy unheard(house.rooms.get(), &RoomService::unheard);
        house.says("Mara", House::x("<item affiliation='none' role='none'/><status code='110'/><status code='332'/>"), "unavailable");
        QVERIFY(house.is(RoomState::Lost));
        QCOMPARE(unheard.size(), 1);
    }

    void aRoomThatIsGoneIsFoundOut()
    {
        House house;
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        house.pingAnswer = error("item-not-found");
        house.featuresError = noSuchRoom;
        house.alarm->pass(16 * 60'000);
        QVERIFY(house.isThrough());
        QCOMPARE(house.rooms->room(House::jid())->state, RoomState::In); // our nickname may be changing
        house.alarm->pass(61'000);
        QVERIFY(house.is(RoomState::Lost));
        house.alarm->pass(10);
        QVERIFY(house.is(RoomState::Refused));
        QCOMPARE(house.rooms->room(House::jid())->reason, RoomReason::NotCreated);
    }

    void leavingWithoutALinkIsMadeUpFor()
    {
        House house;
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        QSignalSpy lost(house.connection.get(), &Connection::sessionLost);
        house.server.cut();
        QTRY_VERIFY(!lost.isEmpty());
        QVERIFY(house.rooms->leave(House::jid()));
        QVERIFY(house.is(RoomState::Out));
        QVERIFY(house.signIn());
        QTRY_VERIFY(house.server.heard().contains("type=\"unavailable\"")); // the stream went on, and the room has us
        QVERIFY(house.isThrough());
        QCOMPARE(house.rooms->room(House::jid())->state, RoomState::Out);
        QCOMPARE(house.entries(), 0);
    }

    void aRoomWithoutAnArchiveIsAskedForWhatWasMissed()
    {
        House house(QByteArray{});
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        house.clock.advance(600'000);
        house.comes("Tomas");
        QVERIFY(house.isThrough());
        house.clock.advance(400'000);
        // What we wrote and keep was not heard there.
        Message ours;
        ours.conversation = house.rooms->room(House::jid())->conversation;
        ours.direction = Direction::Outgoing;
        ours.time = house.clock.now();
        ours.sender = *BareJid::parse(u"mara@harbor.example");
        ours.body = u"waiting"_s;
        QVERIFY(MessageStore(*house.database).insert(ours, MessageStore::Place::Newest, MessageStore::Unread::DoNotCount));
        house.connection->forgetStream();
        QSignalSpy lost(house.connection.get(), &Connection::sessionLost);
        house.server.cut();
        QTRY_VERIFY(!lost.isEmpty());
        QCOMPARE(RoomStore(*house.database).load(house.id)->constFirst().heard, house.clock.now() - 400'000);
        QVERIFY(house.signIn());
        house.alarm->pass(1'000);
        QVERIFY(house.asks(1));
        QVERIFY2(house.server.heard().contains("seconds=\"461\""), house.server.heard().right(2000).constData());
    }

    void aMessageThatComesBackShowsThatWeAreOut()
    {
        House house;
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        const QByteArray bounce = "<message from='" + room + "' to='mara@harbor.example/desk' type='error' id='m1'>" + error("not-acceptable") + "</message>";
        house.server.say(bounce);
        QVERIFY(house.isThrough());
        QCOMPARE(house.rooms->room(House::jid())->state, RoomState::In); // right after we came, that means something else
        house.clock.advance(120'000);
        house.server.say(QByteArray(bounce).replace(room + "'", room + "/Tomas'"));
        QVERIFY(house.isThrough());
        QCOMPARE(house.rooms->room(House::jid())->state, RoomState::In); // not the room's word
        house.server.say(bounce);
        QVERIFY(house.is(RoomState::Lost));
    }

    void aResumedStreamKeepsTheRoom()
    {
        House house;
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        house.comes("Tomas", "id-t");
        QVERIFY(house.isThrough());
        QSignalSpy lost(house.connection.get(), &Connection::sessionLost);
        house.server.cut();
        QTRY_VERIFY(!lost.isEmpty());
        QCOMPARE(house.rooms->room(House::jid())->state, RoomState::Lost);
        QCOMPARE(house.rooms->room(House::jid())->reason, RoomReason::ConnectionLost);
        QVERIFY(!house.rooms->isOpen(House::jid()));
        QVERIFY(house.signIn());
        QVERIFY(house.is(RoomState::In));
        QVERIFY(house.rooms->isOpen(House::jid()));
        QVERIFY(house.rooms->occupants(House::jid())->find(u"Tomas"_s));
        QTRY_VERIFY(house.server.heard().contains("urn:xmpp:ping")); // the room may have lost us meanwhile
        QCOMPARE(house.entries(), 0);
    }

    void aNewSessionEntersAgain()
    {
        House house;
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        house.connection->forgetStream();
        QSignalSpy lost(house.connection.get(), &Connection::sessionLost);
        house.server.cut();
        QTRY_VERIFY(!lost.isEmpty());
        QVERIFY(house.signIn());
        QCOMPARE(house.rooms->room(House::jid())->state, RoomState::Lost);
        QCOMPARE(house.rooms->occupants(House::jid())->size(), 0);
        house.alarm->pass(10);
        QVERIFY(house.asks(1)); // of this connection
        house.letsIn();
        QVERIFY(house.isOpen());
    }

    void leavingWaitsForTheRoomAndNotForEver()
    {
        House house;
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        QVERIFY(house.rooms->leave(House::jid()));
        QCOMPARE(house.rooms->room(House::jid())->state, RoomState::Leaving);
        QTRY_VERIFY(house.server.heard().contains("type=\"unavailable\""));
        house.alarm->pass(10'000);
        QCOMPARE(house.rooms->room(House::jid())->state, RoomState::Out);
        QCOMPARE(house.rooms->room(House::jid())->reason, RoomReason::ByUser);
        house.alarm->pass(3'600'000);
        QCOMPARE(house.entries(), 1);
    }
};

JACKDAW_TEST(RoomStayTest)

} // namespace room_stay_test

#include "RoomStayTest.moc"
