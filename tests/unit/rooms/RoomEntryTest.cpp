// SPDX-License-Identifier: GPL-3.0-or-later
// Getting into a room: what it says, and under which nickname.
#include "House.h"

#include "support/TestProgram.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;
using namespace jackdaw::test;
using namespace jackdaw::test::rooms;

namespace room_entry_test {

class RoomEntryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void entersWhenTheRoomSaysSo()
    {
        House house;
        QVERIFY(house.signIn());
        QSignalSpy told(house.rooms.get(), &RoomService::occupantsChanged);
        house.enter();
        QVERIFY(house.is(RoomState::Entering));
        QVERIFY(house.asks(1));
        house.comes("Tomas", "id-t", "moderator");
        house.comes("Leila", "id-l");
        QVERIFY(house.isThrough());
        QVERIFY(house.is(RoomState::Entering)); // others being there is no answer
        QVERIFY(told.isEmpty());
        house.letsIn("Mara2", "<status code='110'/><status code='210'/><status code='100'/>");
        QVERIFY(house.is(RoomState::In));
        QTRY_COMPARE(told.size(), 1);
        const auto changes = told.constFirst().constFirst().value<OccupantChanges>();
        QCOMPARE(changes.extent, OccupantChanges::Extent::Whole);
        QCOMPARE(changes.changed.size(), 3);
        QCOMPARE(changes.changed.constFirst().nick, u"Tomas"_s);
        QCOMPARE(changes.changed.constFirst().id, u"id-t"_s);
        const Room *here = house.rooms->room(House::jid());
        QCOMPARE(here->nick, u"Mara2"_s); // the service chose
        QCOMPARE(here->occupantId, u"our-id"_s);
        QCOMPARE(here->features.nonAnonymous, true);
        QCOMPARE(here->features.name, u"Crews"_s);
        QVERIFY(house.isOpen());
    }

    void aTakenNicknameIsGotRoundThreeTimes()
    {
        House house;
        QVERIFY(house.signIn());
        house.enter();
        for (const QByteArray &nick : {QByteArray("Mara"), QByteArray("Mara_"), QByteArray("Mara__")}) {
            QVERIFY(house.asks(1, nick));
            house.says(nick, error("conflict"), "error");
        }
        QVERIFY(house.is(RoomState::Refused));
        QCOMPARE(house.rooms->room(House::jid())->reason, RoomReason::NickTaken);
        QVERIFY(!house.alarm->isSet()); // nobody tries for ever
        house.enter(u"Marion"_s);
        QVERIFY(house.asks(1, "Marion"));
    }

    void whoHasOurNicknameIsNotUsBeforeWeAreIn()
    {
        House house;
        QVERIFY(house.signIn());
        house.enter();
        QVERIFY(house.asks(1));
        house.comes("Mara", "id-other");
        house.says("Mara", House::x("<item affiliation='none' role='none'/><status code='307'/>"), "unavailable");
        QVERIFY(house.isThrough());
        QCOMPARE(house.rooms->room(House::jid())->state, RoomState::Entering);
        house.letsIn();
        QVERIFY(house.is(RoomState::In));
    }

    void refusalsAreToldAndNotRepeated_data()
    {
        QTest::addColumn<QByteArray>("condition");
        QTest::addColumn<RoomReason>("reason");
        QTest::newRow("reserved nickname") << QByteArray("not-acceptable") << RoomReason::NickReserved;
        QTest::newRow("may not create") << QByteArray("not-allowed") << RoomReason::NotCreated;
        QTest::newRow("password") << QByteArray("not-authorized") << RoomReason::Password;
        QTest::newRow("something else") << QByteArray("undefined-condition") << RoomReason::Other;
    }

    void refusalsAreToldAndNotRepeated()
    {
        QFETCH(QByteArray, condition);
        QFETCH(RoomReason, reason);
        House house;
        QVERIFY(house.signIn());
        house.enter();
        QVERIFY(house.asks(1));
        house.says("Mara", error(condition), "error");
        QVERIFY(house.is(RoomState::Refused));
        QCOMPARE(house.rooms->room(House::jid())->reason, reason);
        house.alarm->pass(3'600'000);
        QCOMPARE(house.entries(), 1);
    }

    void nobodyMakesARoomByMistake()
    {
        House house;
        house.featuresError = noSuchRoom;
        QVERIFY(house.signIn());
        auto entered = house.enter();
        QTRY_VERIFY(entered.isFinished());
        QCOMPARE(entered.result().error().kind, ErrorKind::NotFound);
        QVERIFY(!house.rooms->room(House::jid()));
        QCOMPARE(house.entries(), 0);
        // One that hides what it is, and turns out not to be there.
        house.featuresError = error("forbidden");
        entered = house.enter();
        QVERIFY(house.asks(1));
        house.letsIn("Mara", "<status code='110'/><status code='201'/>");
        QTRY_VERIFY(entered.isFinished());
        QCOMPARE(entered.result().error().kind, ErrorKind::NotFound);
        QVERIFY(!house.rooms->room(House::jid()));
        QTRY_VERIFY(house.server.heard().contains("type=\"unavailable\""));
        // One that we were in, and that is gone.
        house.wasThere();
        house.featuresError = noSuchRoom;
        house.enter();
        QVERIFY(house.is(RoomState::Refused));
        QCOMPARE(house.rooms->room(House::jid())->reason, RoomReason::NotCreated);
    }

    void aPersonIsNoRoom_data()
    {
        QTest::addColumn<bool>("answers");
        QTest::newRow("whose server says who it is") << true;
        QTest::newRow("of whom nothing is said") << false;
    }

    void aPersonIsNoRoom()
    {
        QFETCH(bool, answers);
        House house;
        house.roomFeatures.clear();
        house.isPerson = answers;
        house.featuresError = answers ? QByteArray() : error("service-unavailable");
        QVERIFY(house.signIn());
        auto entered = house.enter();
        if (!answers) {
            QVERIFY(house.asks(1)); // some rooms say nothing of themselves
            QVERIFY(!house.rooms->isRoom(House::jid()));
            MessageStanza word;
            word.type = MessageStanza::Type::Chat;
            word.from = Jid(House::jid(), u"phone"_s);
            QVERIFY(!house.rooms->originOf(word, RoomDirectory::Way::Live)); // what they write meanwhile is a person's
            house.alarm->pass(60'000);
        }
        QTRY_VERIFY(entered.isFinished());
        QVERIFY(!entered.result());
        QVERIFY(!house.rooms->isRoom(House::jid()));
        QVERIFY(!MessageStore(*house.database).findConversation(house.id, House::jid())->isValid());
        house.alarm->pass(3'600'000);
        QCOMPARE(house.entries(), answers ? 0 : 1);
    }

    void aPersonsChatStaysOne()
    {
        House house;
        MessageStore store(*house.database);
        Message word;
        word.conversation = *store.ensureConversation(house.id, House::jid());
        word.time = house.clock.now();
        word.sender = House::jid();
        word.body = u"hi"_s;
        QVERIFY(store.insert(word, MessageStore::Place::Newest, MessageStore::Unread::Count));
        QVERIFY(house.signIn());
        auto entered = house.enter();
        QTRY_VERIFY(entered.isFinished());
        QVERIFY(!entered.result());
        QVERIFY(!store.ensureRoomConversation(house.id, ConversationKind::Room, House::jid()));
        QCOMPARE(store.conversation(word.conversation)->kind, ConversationKind::Chat);
        QCOMPARE(house.entries(), 0);
    }

    void aBookmarkIsMadeOnceWeAreIn()
    {
        House house;
        QVERIFY(house.signIn());
        QSignalSpy entered(house.rooms.get(), &RoomService::entered);
        house.rooms->enter({House::jid(), u"Mara"_s, {}, RoomService::Keep::Bookmark});
        QVERIFY(house.asks(1));
        QVERIFY(entered.isEmpty());
        house.letsIn();
        QVERIFY(house.isOpen());
        QCOMPARE(entered.size(), 1);
        house.rooms->enter({House::jid(), u"Mara"_s, {}, RoomService::Keep::No});
        QCOMPARE(entered.size(), 1);
    }

    void whatMayPassIsTriedAgain_data()
    {
        QTest::addColumn<QByteArray>("refusal");
        QTest::addColumn<RoomReason>("reason");
        QTest::newRow("full") << error("service-unavailable") << RoomReason::Full;
        QTest::newRow("too many") << error("resource-constraint") << RoomReason::Full;
        QTest::newRow("a fault") << error("internal-server-error") << RoomReason::Other;
        QTest::newRow("wait") << error("undefined-condition").replace("'cancel'", "'wait'") << RoomReason::Other;
    }

    void whatMayPassIsTriedAgain() // RFC 6120, 8.3.2
    {
        QFETCH(QByteArray, refusal);
        QFETCH(RoomReason, reason);
        House house;
        QVERIFY(house.signIn());
        house.enter();
        qsizetype times = 0;
        for (const qint64 pause : {1'200, 2'400, 6'000}) {
            QVERIFY(house.asks(++times));
            house.says("Mara", refusal, "error");
            QVERIFY(house.is(RoomState::Lost));
            QCOMPARE(house.rooms->room(House::jid())->reason, reason);
            house.alarm->pass(pause); // longer each time
        }
        QVERIFY(house.asks(++times));
        house.letsIn();
        QVERIFY(house.isOpen());
    }

    void aRoomThatMovedSaysWhere()
    {
        House house;
        QVERIFY(house.signIn());
        house.enter();
        QVERIFY(house.asks(1));
        house.says("Mara", "<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>xmpp:caf%C3%A9@groups.harbor.example?join</gone></error>", "error");
        QVERIFY(house.is(RoomState::Refused));
        QCOMPARE(house.rooms->room(House::jid())->reason, RoomReason::Destroyed);
        QCOMPARE(house.rooms->room(House::jid())->successor.room.toString(), u"café@groups.harbor.example"_s);
    }

    // Lost, and entered again
    void aRoomThatNeverAnswersIsTriedAgain()
    {
        House house;
        QVERIFY(house.signIn());
        house.enter();
        QVERIFY(house.asks(1));
        house.alarm->pass(60'000);
        QVERIFY(house.is(RoomState::Lost));
        QCOMPARE(house.rooms->room(House::jid())->reason, RoomReason::NoAnswer);
        house.alarm->pass(2'000);
        QVERIFY(house.asks(2));
        house.letsIn();
        QVERIFY(house.is(RoomState::In));
        QVERIFY(house.isOpen());
    }

    void aRefusedNicknameIsOneThatWasAskedFor()
    {
        House house;
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        QSignalSpy refused(house.rooms.get(), &RoomService::nickRefused);
        house.says("Mara", error("not-acceptable"), "error");
        QVERIFY(house.isThrough());
        QVERIFY(refused.isEmpty());
        QVERIFY(house.rooms->changeNick(House::jid(), u"Marion"_s));
        house.says("Leila", error("conflict"), "error"); // about another
        QVERIFY(house.isThrough());
        QVERIFY(refused.isEmpty());
        house.says("Marion", error("conflict"), "error");
        QTRY_COMPARE(refused.size(), 1);
        house.says("Marion", error("conflict"), "error");
        QVERIFY(house.isThrough());
        QCOMPARE(refused.size(), 1);
    }

    void whoHasANicknameThatIsNoneIsPassedOver() // RFC 7622, 3.4
    {
        House house;
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        const QByteArray unreadable[] = {"Tomas\xE2\x80\xAE", "a\xE2\x80\xA8" "b", "\xEE\x80\x80", QByteArray(1024, 'x')};
        const auto nicks = [&] {
            QStringList all;
            for (const Occupant &each : house.rooms->occupants(House::jid())->inOrder())
                all += each.nick;
            all.sort();
            return all;
        };
        for (const QByteArray &nick : unreadable) {
            house.comes(nick);
            house.server.say("<message from='" + room + "/" + nick + "' to='mara@harbor.example/desk' type='groupchat'><body>hi</body></message>");
        }
        house.comes("Tomas");
        QVERIFY(house.isThrough());
        QCOMPARE(nicks(), (QStringList{u"Mara"_s, u"Tomas"_s}));
        for (const QByteArray &nick : unreadable) {
            house.says(nick, House::x("<item affiliation='none' role='none'/><status code='307'/>"), "unavailable");
            house.says(nick, error("conflict"), "error");
        }
        QVERIFY(house.isThrough());
        QCOMPARE(nicks(), (QStringList{u"Mara"_s, u"Tomas"_s}));
        QCOMPARE(house.rooms->room(House::jid())->state, RoomState::In);
    }

    void emojiInOurNicknameKeepTheirSenseAlone()
    {
        House house;
        QVERIFY(house.signIn());
        house.enter(u"Mara \u2764\uFE0F"_s);
        QVERIFY(house.asks(1, "Mara \xE2\x9D\xA4"));
        house.letsIn("Mara \xE2\x9D\xA4");
        QVERIFY(house.is(RoomState::In) && house.isOpen());
        QVERIFY(house.rooms->changeNick(House::jid(), u"Mara \U0001F469\u200D\U0001F4BB"_s));
        QTRY_VERIFY(house.server.heard().contains(room + "/Mara \xF0\x9F\x91\xA9\xF0\x9F\x92\xBB\""));
        QCOMPARE(house.rooms->changeNick(House::jid(), u"Mara\u202E"_s).error().kind, ErrorKind::Malformed);
        QCOMPARE(house.rooms->changeNick(House::jid(), u"  "_s).error().kind, ErrorKind::Malformed);
    }

    void aPseudonymThatCannotBeWhollyHadDoesNotBecomeTheAddress()
    {
        House house;
        QVERIFY(house.signIn());
        house.enter(u"Night\u202EOwl"_s);
        QVERIFY(house.asks(1, "NightOwl"));
        QVERIFY(!house.server.heard().contains(room + "/mara"));
    }

    void whatIsNoNicknameAtAllDoesNotBecomeTheAddress()
    {
        House house;
        QVERIFY(house.signIn());
        house.enter(u"\uE000"_s);
        QVERIFY(house.asks(1, "_"));
        QVERIFY(!house.server.heard().contains(room + "/mara"));
    }

    // Making one
    void aPrivateGroupIsOneOrNone_data()
    {
        QTest::addColumn<QByteArray>("form");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<bool>("made");
        const QByteArray whole = "<field var='muc#roomconfig_membersonly' type='boolean'/><field var='muc#roomconfig_whois' type='text-single'/>";
        QTest::newRow("as it was asked for") << whole << QByteArray("<feature var='muc_membersonly'/><feature var='muc_nonanonymous'/>") << true;
        QTest::newRow("open all the same") << whole << QByteArray("<feature var='muc_open'/><feature var='muc_nonanonymous'/>") << false;
        QTest::newRow("anonymous all the same") << whole << QByteArray("<feature var='muc_membersonly'/>") << false;
        QTest::newRow("no such fields") << QByteArray("<field var='muc#roomconfig_roomname'/>")
                                        << QByteArray("<feature var='muc_membersonly'/><feature var='muc_nonanonymous'/>") << false;
    }

    void aPrivateGroupIsOneOrNone()
    {
        QFETCH(QByteArray, form);
        QFETCH(QByteArray, after);
        QFETCH(bool, made);
        House house;
        house.featuresError = noSuchRoom;
        house.form = form;
        house.featuresAfter = after;
        QVERIFY(house.signIn());
        auto created = house.rooms->create({House::jid(), u"Mara"_s, {}}, RoomPurpose::PrivateGroup, u"Crews"_s);
        QVERIFY(house.asks(1));
        house.letsIn("Mara", "<status code='110'/><status code='201'/>");
        QTRY_VERIFY(created.isFinished());
        QCOMPARE(created.result().hasValue(), made);
        if (made) {
            QVERIFY(house.isOpen());
            return;
        }
        QCOMPARE(created.result().error().kind, ErrorKind::Unavailable);
        QTRY_VERIFY(house.server.heard().contains("<destroy"));
        QVERIFY(!house.rooms->isWanted(House::jid()));
        house.alarm->pass(3'600'000);
        QCOMPARE(house.entries(), 1); // nobody comes again
    }

    void aGroupThatWasNotMadeIsNotGoneToLater()
    {
        House house;
        house.featuresError = noSuchRoom;
        QVERIFY(house.signIn());
        auto created = house.rooms->create({House::jid(), u"Mara"_s, {}}, RoomPurpose::PrivateGroup, u"Crews"_s);
        QVERIFY(house.asks(1));
        house.alarm->pass(60'000); // no answer
        QTRY_VERIFY(created.isFinished());
        QVERIFY(!created.result());
        QVERIFY(!house.rooms->isWanted(House::jid()));
        house.alarm->pass(3'600'000);
        QCOMPARE(house.entries(), 1);
    }
};

JACKDAW_TEST(RoomEntryTest)

} // namespace room_entry_test

#include "RoomEntryTest.moc"
