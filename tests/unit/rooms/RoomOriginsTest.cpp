// SPDX-License-Identifier: GPL-3.0-or-later
// What RoomService tells chats of a message: whose it is, whom it calls, and whom a private one reaches.
#include "House.h"

#include "chat/OccupantKey.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;
using namespace jackdaw::test;
using namespace jackdaw::test::rooms;

namespace room_origins_test {

class RoomOriginsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoLeadsARoomMayCallAll_data()
    {
        QTest::addColumn<QByteArray>("features");
        QTest::addColumn<QByteArray>("role");
        QTest::addColumn<bool>("isHeard");
        const QByteArray closed = withIds + "<feature var='muc_membersonly'/>";
        QTest::newRow("anybody in a channel") << withIds << QByteArray("participant") << false;
        QTest::newRow("a moderator") << withIds << QByteArray("moderator") << true;
        QTest::newRow("a small group") << closed << QByteArray("participant") << true;
    }

    void whoLeadsARoomMayCallAll()
    {
        QFETCH(QByteArray, features);
        QFETCH(QByteArray, role);
        QFETCH(bool, isHeard);
        House house(features);
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        house.comes("Tomas", "id-t", role);
        QVERIFY(house.isThrough());
        MessageStanza stanza;
        stanza.type = MessageStanza::Type::GroupChat;
        stanza.from = Jid(House::jid(), u"Tomas"_s);
        stanza.occupantId = u"id-t"_s;
        using Calls = RoomOrigin::Calls;
        QCOMPARE(house.rooms->originOf(stanza, RoomDirectory::Way::Live)->calls, isHeard ? Calls::Heard : Calls::NotHeard);
        QCOMPARE(house.rooms->originOf(stanza, RoomDirectory::Way::Archive)->calls, isHeard ? Calls::Heard : Calls::NotHeard);
        stanza.occupantId = u"id-other"_s; // somebody else had that nickname then
        const bool isSmall = features.contains("membersonly");
        QCOMPARE(house.rooms->originOf(stanza, RoomDirectory::Way::Archive)->calls, isSmall ? Calls::Heard : Calls::NotHeard);
    }

    void occupantIdsCountOnlyWhereTheRoomAnnouncesThem_data()
    {
        QTest::addColumn<QByteArray>("features");
        QTest::newRow("announced") << withIds;
        QTest::newRow("not announced") << QByteArray();
    }

    void occupantIdsCountOnlyWhereTheRoomAnnouncesThem() // facts/security.md, I9
    {
        QFETCH(QByteArray, features);
        House house(features);
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        house.comes("Tomas", "id-t");
        QVERIFY(house.isThrough());
        QCOMPARE(house.rooms->room(House::jid())->occupantId, features.isEmpty() ? QString() : u"our-id"_s);
        MessageStanza stanza;
        stanza.type = MessageStanza::Type::GroupChat;
        stanza.from = Jid(House::jid(), u"Tomas"_s);
        stanza.occupantId = u"our-id"_s; // what a client may write where nobody takes it away
        const auto origin = house.rooms->originOf(stanza, RoomDirectory::Way::Live);
        QVERIFY(origin);
        QCOMPARE(origin->occupant.has_value(), !features.isEmpty());
        QCOMPARE(origin->author == RoomOrigin::Author::Ours, !features.isEmpty());
        QCOMPARE(house.rooms->occupants(House::jid())->find(u"Tomas"_s)->id, features.isEmpty() ? QString() : u"id-t"_s);
        stanza.from = Jid(House::jid(), u"Mara"_s);
        stanza.occupantId = u"id-evil"_s;
        QCOMPARE(house.rooms->originOf(stanza, RoomDirectory::Way::Live)->author == RoomOrigin::Author::Ours, features.isEmpty());
    }

    /// Rooms of ejabberd give everybody another id once it is started anew: what we said before is in the archive under the old one.
    void anIdThatWasOursBefore()
    {
        House house(withIds);
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        QVERIFY(house.isThrough());
        using Author = RoomOrigin::Author;
        using Way = RoomDirectory::Way;
        MessageStanza stanza;
        stanza.type = MessageStanza::Type::GroupChat;
        stanza.occupantId = u"id-of-before"_s;
        const auto author = [&](const QString &nick, Way way) {
            stanza.from = Jid(House::jid(), nick);
            const auto origin = house.rooms->originOf(stanza, way);
            return origin ? origin->author : Author::Room;
        };
        QCOMPARE(author(u"Mara"_s, Way::Archive), Author::Unclear);
        QCOMPARE(author(u"Mara"_s, Way::Late), Author::Unclear);
        QCOMPARE(author(u"Mara"_s, Way::Live), Author::Other); // of now, the room tells the id
        QCOMPARE(author(u"Tomas"_s, Way::Archive), Author::Other);
        // A room that says addresses says whose it is not.
        house.letsIn("Mara", "<status code='110'/><status code='100'/>");
        QVERIFY(house.isThrough());
        stanza.roomAuthor = *BareJid::parse(u"mara@harbor.example");
        QCOMPARE(author(u"Mara"_s, Way::Archive), Author::Unclear); // whoever had our nickname may have written that into it
        QCOMPARE(author(u"Tomas"_s, Way::Archive), Author::Other);
        stanza.roomAuthor = *BareJid::parse(u"tomas@harbor.example");
        QCOMPARE(author(u"Mara"_s, Way::Archive), Author::Other);
    }

    void whatARoomIsToAMessage()
    {
        House house;
        QVERIFY(house.signIn());
        MessageStanza stanza;
        stanza.type = MessageStanza::Type::GroupChat;
        stanza.from = Jid(House::jid(), u"Tomas"_s);
        QVERIFY(!house.rooms->originOf(stanza, RoomDirectory::Way::Live)); // of no room that we know
        house.enter();
        QVERIFY(house.asks(1));
        house.comes("Tomas", "id-t");
        house.letsIn();
        QVERIFY(house.isOpen());
        using Author = RoomOrigin::Author;
        QCOMPARE(house.rooms->originOf(stanza, RoomDirectory::Way::Live)->author, Author::Other);
        QVERIFY(house.rooms->originOf(stanza, RoomDirectory::Way::Live)->tenure > 0);
        QCOMPARE(house.rooms->originOf(stanza, RoomDirectory::Way::Archive)->tenure, 0);
        QVERIFY(!house.rooms->originOf(stanza, RoomDirectory::Way::Carbon)); // XEP-0280, 6.1
        QCOMPARE(house.rooms->originOf(stanza, RoomDirectory::Way::Archive)->author, Author::Unclear);
        stanza.roomAuthor = *BareJid::parse(u"mara@harbor.example");
        QCOMPARE(house.rooms->originOf(stanza, RoomDirectory::Way::Archive)->author, Author::Unclear); // of a room that says no addresses
        house.letsIn("Mara", "<status code='110'/><status code='100'/>");
        QVERIFY(house.isThrough());
        QCOMPARE(house.rooms->originOf(stanza, RoomDirectory::Way::Archive)->author, Author::Ours);
        stanza.from = Jid(House::jid());
        QCOMPARE(house.rooms->originOf(stanza, RoomDirectory::Way::Live)->author, Author::Room);
        // Private: by the id of who has the nickname now, where the message has none.
        stanza = {};
        stanza.type = MessageStanza::Type::Chat;
        stanza.from = Jid(House::jid(), u"Tomas"_s);
        const auto aside = house.rooms->originOf(stanza, RoomDirectory::Way::Live);
        QCOMPARE(aside->kind, Utterance::Kind::RoomPrivate);
        QCOMPARE(aside->occupant, std::optional(u"id-t"_s));
        house.rooms->leave(House::jid());
        stanza.type = MessageStanza::Type::GroupChat;
        QVERIFY(!house.rooms->originOf(stanza, RoomDirectory::Way::Live)); // a room that we are not in says nothing to us
    }

    void whomAPrivateMessageReaches_data()
    {
        QTest::addColumn<QByteArray>("features");
        QTest::newRow("with occupant-ids") << withIds;
        QTest::newRow("without") << QByteArray();
    }

    void whomAPrivateMessageReaches() // facts/security.md, I8
    {
        QFETCH(QByteArray, features);
        House house(features);
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        house.comes("Tomas", "id-t");
        QVERIFY(house.isThrough());
        const BareJid byId = OccupantKey::make(House::jid(), u"Tomas"_s, u"id-t"_s).toText();
        const BareJid byNick = OccupantKey::make(House::jid(), u"Tomas"_s).toText();
        const bool hasIds = !features.isEmpty();
        QCOMPARE(house.rooms->givesIds(House::jid()), hasIds);
        QCOMPARE(house.rooms->reach(byId).has_value(), hasIds);
        QCOMPARE(house.rooms->reach(byNick).has_value(), !hasIds);
        const auto before = house.rooms->reach(hasIds ? byId : byNick);
        house.says("Tomas", House::x("<item affiliation='none' role='none'/>"), "unavailable");
        house.comes("Tomas", "id-evil");
        QVERIFY(house.isThrough());
        const auto after = house.rooms->reach(hasIds ? byId : byNick);
        QVERIFY(hasIds ? !after.has_value() : after && after->hand != before->hand);
    }

    void whoDoesNotKnowSaysNothing()
    {
        House house;
        QVERIFY(house.signIn());
        QVERIFY(house.goesIn());
        house.pingAnswer = error("remote-server-timeout");
        for (int i = 0; i < 2; ++i) {
            house.alarm->pass(i == 0 ? 16 * 60'000 : 61'000);
            QVERIFY(house.isThrough());
            QCOMPARE(house.rooms->room(House::jid())->state, RoomState::In);
        }
        house.alarm->pass(61'000);
        QVERIFY(house.is(RoomState::Lost));
        QCOMPARE(house.rooms->room(House::jid())->reason, RoomReason::NoAnswer);
    }
};

JACKDAW_TEST(RoomOriginsTest)

} // namespace room_origins_test

#include "RoomOriginsTest.moc"
