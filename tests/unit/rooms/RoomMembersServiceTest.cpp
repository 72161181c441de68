// SPDX-License-Identifier: GPL-3.0-or-later
#include "SignedIn.h"
#include "rooms/RoomMembersService.h"
#include "support/TestProgram.h"

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace room_members_service_test {

const QByteArray circle = "circle@groups.harbor.example";
const QByteArray closedRoom = "<feature var='muc_membersonly'/><feature var='muc_nonanonymous'/>";

BareJid circleJid()
{
    return *BareJid::parse(QString::fromLatin1(circle));
}

BareJid personOf(const char *name)
{
    return *BareJid::parse(QString::fromLatin1(name) + u"@harbor.example"_s);
}

/// A room with lists, that mara goes into.
struct Group : SignedIn
{
    explicit Group(QByteArray roomFeatures = closedRoom)
        : SignedIn([this](const QByteArray &to, const QByteArray &iq) { return reply(to, iq); })
        , features(std::move(roomFeatures))
        , rooms(context(), nullptr, std::make_unique<FakeAlarm>(clock))
        , members(context(), rooms)
    {
        QObject::connect(&members, &RoomMembersService::readersChanged, &members, [this](const BareJid &room) {
            told.append(members.readers(room).state);
        });
    }
    QByteArray reply(const QByteArray &to, const QByteArray &iq)
    {
        if (!to.startsWith(circle)) {
            return {};
        }
        if (iq.contains("disco#info")) {
            return "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='conference' type='text'/>"
                   "<feature var='http://jabber.org/protocol/muc'/>" + features + "</query>";
        }
        for (const QByteArray affiliation : {"owner", "admin", "member"}) {
            if (iq.contains("affiliation=\"" + affiliation + "\"")) {
                ++asked;
                if (refused == affiliation) {
                    return error("forbidden");
                }
                if (silent == affiliation) {
                    return {};
                }
                QByteArray items;
                for (const QByteArray &name : lists.value(affiliation)) {
                    items += "<item affiliation='" + affiliation + "' jid='" + name + "@harbor.example'/>";
                }
                return "<query xmlns='http://jabber.org/protocol/muc#admin'>" + items + "</query>";
            }
        }
        return "";
    }
    void says(const QByteArray &nick, const QByteArray &affiliation, const QByteArray &type = {}, const QByteArray &codes = {})
    {
        const QByteArray role = type.isEmpty() ? "participant" : "none";
        server.say("<presence from='" + circle + "/" + nick + "' to='mara@harbor.example/desk'" + (type.isEmpty() ? "" : " type='" + type + "'")
                   + "><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='" + affiliation + "' role='" + role + "' jid='"
                   + nick.toLower() + "@harbor.example/x'/>" + codes + "</x></presence>");
    }
    bool goesIn()
    {
        rooms.enter({circleJid(), u"Mara"_s, {}});
        if (!hears("http://jabber.org/protocol/muc\"")) {
            return false;
        }
        says("Tomas", "member");
        says("Mara", "owner", {}, "<status code='110'/>");
        server.say("<message from='" + circle + "' to='mara@harbor.example/desk' type='groupchat'><subject/></message>");
        return QTest::qWaitFor([this] { return rooms.isOpen(circleJid()); }, 10'000);
    }
    bool is(RoomReaders::State state)
    {
        return QTest::qWaitFor([&] { return members.readers(circleJid()).state == state; }, 10'000);
    }
    bool reads(const char *name) { return members.readers(circleJid()).people.contains(personOf(name)); }

    QByteArray features;
    QHash<QByteArray, QByteArrayList> lists{{"owner", {"mara"}}, {"admin", {}}, {"member", {"tomas", "leila"}}};
    QByteArray refused;
    QByteArray silent;
    int asked = 0;
    RoomService rooms;
    RoomMembersService members;
    QList<RoomReaders::State> told;
};

/// Who reads along in a room, by its lists, as they change.
class RoomMembersServiceTest : public QObject
{
    Q_OBJECT
    using State = RoomReaders::State;

private Q_SLOTS:
    void allListsTogetherAreTheReaders()
    {
        Group group;
        QVERIFY(group.signIn());
        QCOMPARE(group.members.readers(circleJid()).state, State::NoRoom);
        QVERIFY(group.goesIn());
        QVERIFY(group.is(State::Known));
        QCOMPARE(group.members.readers(circleJid()).people.size(), 3); // Leila is not in, and reads later
        QVERIFY(group.reads("leila"));
        QCOMPARE(group.members.roomsOf(personOf("leila")), QList{circleJid()});
        QVERIFY(group.members.roomsOf(personOf("jonas")).isEmpty());
        QVERIFY(group.told.contains(State::Known));
        QCOMPARE(group.asked, 3);
        group.says("Tomas", "member"); // as it is
        group.says("Leila", "member");
        QVERIFY(group.isThrough());
        QCOMPARE(group.members.readers(circleJid()).state, State::Known);
    }

    void whereAnybodyReadsNobodyIsAsked_data()
    {
        QTest::addColumn<QByteArray>("features");
        QTest::newRow("open to all") << QByteArray("<feature var='muc_open'/><feature var='muc_nonanonymous'/>");
        QTest::newRow("addresses hidden") << QByteArray("<feature var='muc_membersonly'/><feature var='muc_semianonymous'/>");
    }
    void whereAnybodyReadsNobodyIsAsked()
    {
        QFETCH(QByteArray, features);
        Group group(features);
        QVERIFY(group.signIn());
        QVERIFY(group.goesIn());
        QVERIFY(group.isThrough());
        QCOMPARE(group.members.readers(circleJid()).state, State::Open);
        QCOMPARE(group.asked, 0);
    }

    /// facts/security.md, O11: from the word that somebody is out, they are no reader, and what is written waits.
    void whoIsBannedIsNoReader()
    {
        Group group;
        QVERIFY(group.signIn());
        QVERIFY(group.goesIn());
        QVERIFY(group.is(State::Known));
        QVERIFY(group.reads("tomas"));
        group.told.clear();
        group.lists["member"] = {"leila"};
        group.says("Tomas", "outcast", "unavailable", "<status code='301'/>");
        QTRY_VERIFY(!group.told.isEmpty());
        QCOMPARE(group.told.constFirst(), State::NotYet);
        QVERIFY(group.is(State::Known));
        QVERIFY(!group.reads("tomas") && group.reads("leila"));
    }

    /// XEP-0045, 9.3: of whom is not in, the room says it in a message.
    void whoIsMadeAMemberUnseenIsAReader()
    {
        Group group;
        QVERIFY(group.signIn());
        QVERIFY(group.goesIn());
        QVERIFY(group.is(State::Known));
        group.lists["member"] += "jonas";
        group.server.say("<message from='" + circle + "' to='mara@harbor.example/desk'><x xmlns='http://jabber.org/protocol/muc#user'>"
                         "<item affiliation='member' jid='jonas@harbor.example'/></x></message>");
        QTRY_VERIFY(group.reads("jonas"));
        group.lists["member"].removeOne("leila");
        group.server.say("<message from='" + circle + "' to='mara@harbor.example/desk'><x xmlns='http://jabber.org/protocol/muc#user'>"
                         "<item affiliation='none' jid='leila@harbor.example'/><status code='321'/></x></message>");
        QTRY_VERIFY(group.members.readers(circleJid()).state == State::Known && !group.reads("leila"));
        // Somebody in the room who says so says nothing.
        const int before = group.asked;
        group.server.say("<message from='" + circle + "/Tomas' type='groupchat' to='mara@harbor.example/desk'>"
                         "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='mallory@harbor.example'/></x></message>");
        QVERIFY(group.isThrough());
        QCOMPARE(group.members.readers(circleJid()).state, State::Known);
        QCOMPARE(group.asked, before);
    }

    /// Prosody tells moderators alone what becomes of who is not in (XEP-0045, 9.4).
    void whoWasRemovedUnseenIsNoReaderOfWhatIsWrittenThen()
    {
        Group group;
        QVERIFY(group.signIn());
        QVERIFY(group.goesIn());
        QVERIFY(group.is(State::Known));
        group.lists["member"] = {"tomas", "jonas"};
        group.members.freshen(circleJid()); // asked just now
        QCOMPARE(group.members.readers(circleJid()).state, State::Known);
        QCOMPARE(group.asked, 3);
        group.clock.advance(RoomMembersService::freshFor);
        group.told.clear();
        group.members.freshen(circleJid());
        QCOMPARE(group.members.readers(circleJid()).state, State::NotYet);
        QVERIFY(group.is(State::Known));
        QVERIFY(!group.reads("leila") && group.reads("jonas"));
        QCOMPARE(group.told, QList{State::Known});
        QCOMPARE(group.asked, 6);
        // Moderators are told.
        group.server.say("<presence from='" + circle + "/Mara' to='mara@harbor.example/desk'><x xmlns='http://jabber.org/protocol/muc#user'>"
                         "<item affiliation='owner' role='moderator' jid='mara@harbor.example/desk'/><status code='110'/></x></presence>");
        QTRY_COMPARE(group.rooms.room(circleJid())->role, RoomRole::Moderator);
        group.clock.advance(RoomMembersService::freshFor);
        group.members.freshen(circleJid());
        QCOMPARE(group.members.readers(circleJid()).state, State::Known);
        QCOMPARE(group.asked, 6);
        group.members.freshen(*BareJid::parse(u"nowhere@groups.harbor.example")); // no room: without effect
    }

    void aPartOfTheListsIsNotEnough()
    {
        Group group;
        group.silent = "owner";
        QVERIFY(group.signIn());
        QVERIFY(group.goesIn());
        QTRY_COMPARE(group.asked, 3);
        QVERIFY(group.isThrough());
        QCOMPARE(group.members.readers(circleJid()).state, State::NotYet);
        Group other;
        other.refused = "owner";
        QVERIFY(other.signIn());
        QVERIFY(other.goesIn());
        QVERIFY(other.is(State::Open)); // nobody can tell who reads along
        QCOMPARE(other.members.readers(circleJid()).obstacle, RoomReaders::Obstacle::Refused);
    }

    void whatTheRoomBecomesCounts()
    {
        Group group;
        QVERIFY(group.signIn());
        QVERIFY(group.goesIn());
        QVERIFY(group.is(State::Known));
        group.features = "<feature var='muc_open'/><feature var='muc_nonanonymous'/>";
        group.server.say("<message from='" + circle + "' to='mara@harbor.example/desk' type='groupchat'>"
                         "<x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x></message>");
        QVERIFY(group.is(State::Open));
        QTRY_VERIFY(group.told.contains(State::Open));
        group.features = closedRoom;
        group.server.say("<message from='" + circle + "' to='mara@harbor.example/desk' type='groupchat'>"
                         "<x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x></message>");
        QVERIFY(group.is(State::Known));
    }

    /// facts/security.md, O6: by whose keys something in a room has to be opened.
    void whoWroteIsWhomTheRoomNames()
    {
        Group group;
        QVERIFY(group.signIn());
        QVERIFY(group.goesIn());
        MessageStanza stanza;
        stanza.type = MessageStanza::Type::GroupChat;
        stanza.from = *Jid::parse(QString::fromLatin1(circle) + u"/Tomas"_s);
        using Way = RoomDirectory::Way;
        QCOMPARE(group.rooms.originOf(stanza, Way::Live)->person, personOf("tomas"));
        QCOMPARE(group.rooms.originOf(stanza, Way::Live)->addresses, RoomOrigin::Addresses::Shown);
        // Who has the nickname now need not be who had it then.
        QVERIFY(!group.rooms.originOf(stanza, Way::Late)->person.isValid());
        QVERIFY(!group.rooms.originOf(stanza, Way::Archive)->person.isValid());
        stanza.roomAuthor = personOf("leila");
        QCOMPARE(group.rooms.originOf(stanza, Way::Archive)->person, personOf("leila"));
        QCOMPARE(group.rooms.originOf(stanza, Way::Live)->person, personOf("tomas")); // live, that is the sender's own word
        stanza.from = *Jid::parse(QString::fromLatin1(circle) + u"/Nobody"_s);
        QVERIFY(!group.rooms.originOf(stanza, Way::Live)->person.isValid());
    }
};

JACKDAW_TEST(RoomMembersServiceTest)

} // namespace room_members_service_test

#include "RoomMembersServiceTest.moc"
