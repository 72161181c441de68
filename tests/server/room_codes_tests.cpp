// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a room of a real Prosody says when it puts somebody out or lets nobody in, each by its code or error (XEP-0045, 7.2, 9.2,
// 10.9, 15.6.2), and what its moderators take away (XEP-0425). What Prosody says for no reason that a client can give it, a
// module of ours makes it say (modules/mod_room_trouble.lua).

#include "server/Engine.h"
#include "server/Process.h"
#include "chat/OccupantKey.h"
#include "rooms/RoomRights.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

class RoomCodesTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_ben.reset(); }
    void cleanupTestCase() { m_server.reset(); }

    void whatPutsUsOutForAWhile_data();
    void whatPutsUsOutForAWhile();
    void whatDoesNotLetUsIn_data();
    void whatDoesNotLetUsIn();
    void aFullRoomOfEjabberdIsEnteredOnceThereIsRoom();
    void ejabberdsServiceThatGoesDownIsWaitedFor();
    void onlyAdminsMakeRooms();
    void theRegisteredNameIsTheOneToComeWith();
    void aNameIsKept();
    void oneThatMovedIsFollowed();
    void allOfOnePersonIsTakenAway();
    void ownersGiveTheGroupAPicture();
    void takingAwayStopsWhereItIsCancelled();

private:
    QString person(const QString &name) const { return name + QString::number(m_number); }
    QString jid(const QString &name) const { return person(name) + u"@harbor.example"_s; }
    QString roomText(const QString &name = u"crews"_s) const { return name + QString::number(m_number) + u"@groups.harbor.example"_s; }
    BareJid roomJid(const QString &name = u"crews"_s) const { return *BareJid::parse(roomText(name)); }
    bool joins(Peer &peer, const QString &nick, const QString &room = {})
    {
        const QString to = (room.isEmpty() ? roomText() : room) + u'/' + nick;
        return peer.command({{u"do"_s, u"raw"_s}, {u"xml"_s, u"<presence to='%1'><x xmlns='http://jabber.org/protocol/muc'/></presence>"_s.arg(to)}})
            && peer.event(u"presence"_s, {{u"jid"_s, to}});
    }
    static bool asks(Peer &peer, const QString &room, const QString &payload)
    {
        const auto answer = peer.command({{u"do"_s, u"ask"_s}, {u"to"_s, room}, {u"type"_s, u"set"_s}, {u"xml"_s, payload}});
        return answer && answer->value(u"type").toString() == u"result";
    }
    /// Makes the room, as its owner.
    bool opens(Peer &peer, const QString &nick, const QString &room = {})
    {
        return joins(peer, nick, room)
            && asks(peer, room.isEmpty() ? roomText() : room,
                    u"<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'>"
                    "<value>http://jabber.org/protocol/muc#roomconfig</value></field></x></query>"_s);
    }
    /// And the room has heard it: everybody is told, the speaker too.
    bool says(Peer &peer, const QString &text)
    {
        const QString message = u"<message to='%1' type='groupchat' id='%2'><body>%2</body></message>"_s;
        return peer.command({{u"do"_s, u"raw"_s}, {u"xml"_s, message.arg(roomText(), text)}}) && peer.event(u"message"_s, {{u"body"_s, text}});
    }
    bool is(ConversationId room, RoomState state, RoomReason reason) const
    {
        return Engine::waitFor([&] {
            const Room now = m_ben->knownRooms.value(room);
            return now.state == state && now.reason == reason;
        });
    }
    bool isIn(ConversationId room) const { return is(room, RoomState::In, RoomReason::None); }
    /// Ben signs in; an invalid id if that did not work.
    AccountId signIn() { return signIn(*m_server); }
    AccountId signIn(const Server &server);
    /// A room of anna's on an ejabberd of its own, which outlives its people; not started where that fails.
    struct Elsewhere
    {
        std::unique_ptr<Server> server;
        std::unique_ptr<Peer> anna;
        AccountId ben;
    };
    Elsewhere onEjabberd();

    std::unique_ptr<Server> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Engine> m_ben;
    AccountId m_account;
    int m_number = 0;
};

void RoomCodesTests::initTestCase()
{
    const QString here = QStringLiteral(JACKDAW_SOURCE_FOLDER) + u"/tests/server/modules"_s;
    m_server = std::make_unique<Server>(QStringList{}, QStringList{},
                                        QStringList{u"--plugins"_s, here, u"--group-module"_s, u"room_trouble"_s, u"--group-module"_s,
                                                    u"muc_moderation"_s, u"--group-option"_s, u"enforce_registered_nickname = true"_s});
    QVERIFY2(m_server->port() != 0, qPrintable(m_server->error()));
}

/// Ben uses Jackdaw; anna, with another client, owns the rooms.
void RoomCodesTests::init()
{
    ++m_number;
    for (const QString &name : {u"anna"_s, u"ben"_s})
        QVERIFY(m_server->command(u"account %1 secret"_s.arg(person(name))));
    m_folder = std::make_unique<QTemporaryDir>();
    m_ben = Engine::start(m_folder->filePath(u"ben"_s));
    QVERIFY(m_ben);
    m_account = signIn();
    QVERIFY(m_account.isValid());
}

AccountId RoomCodesTests::signIn(const Server &server)
{
    const auto account = m_ben->signIn(Engine::settings(jid(u"ben"_s), server.port(), server.authority()), u"secret"_s);
    const bool ready = account && m_ben->waitUntil(*account, ConnectionState::Online)
        && Engine::waitFor([&] { return m_ben->progress.contains(*account) && !m_ben->progress.value(*account).running; });
    return ready ? *account : AccountId();
}

void RoomCodesTests::whatPutsUsOutForAWhile_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<RoomReason>("reason");
    QTest::newRow("332 the service goes down") << u"332"_s << RoomReason::ServiceShutdown;
    QTest::newRow("333 a fault") << u"333"_s << RoomReason::TechnicalFault;
}

void RoomCodesTests::whatPutsUsOutForAWhile()
{
    QFETCH(QString, code);
    QFETCH(RoomReason, reason);
    Peer anna(*m_server, person(u"anna"_s));
    QVERIFY2(anna.isOnline(), anna.errors().constData());
    QVERIFY(opens(anna, u"Anna"_s));
    const auto room = Engine::wait(m_ben->rooms().enter(m_account, roomJid(), u"Ben"_s, {}));
    QVERIFY(room.hasValue());
    QVERIFY(isIn(*room));
    QVERIFY(says(anna, u"trouble "_s + code));
    QVERIFY(is(*room, RoomState::Lost, reason));
    // It is nobody's wish that we are out, so we are there again by ourselves, and hear what is said.
    QVERIFY(Engine::waitFor([&] { return m_ben->knownRooms.value(*room).state == RoomState::In; }, 60));
    QVERIFY(says(anna, u"back again"_s));
    QVERIFY(Engine::waitFor([&] { return m_ben->find(*room, u"back again"_s).has_value(); }));
}

void RoomCodesTests::whatDoesNotLetUsIn_data()
{
    QTest::addColumn<QString>("error");
    QTest::addColumn<RoomReason>("reason");
    QTest::addColumn<RoomState>("state");
    QTest::newRow("503 full") << u"wait service-unavailable"_s << RoomReason::Full << RoomState::Lost;
    QTest::newRow("503 full, as older ones say it") << u"cancel service-unavailable"_s << RoomReason::Full << RoomState::Lost;
    QTest::newRow("405 not made, and may not be") << u"cancel not-allowed"_s << RoomReason::NotCreated << RoomState::Refused;
    QTest::newRow("404 locked") << u"cancel item-not-found"_s << RoomReason::NotCreated << RoomState::Refused;
    QTest::newRow("406 another name") << u"modify not-acceptable"_s << RoomReason::NickReserved << RoomState::Refused;
    QTest::newRow("407 for members") << u"auth registration-required"_s << RoomReason::MembersOnly << RoomState::Refused;
    QTest::newRow("401 a password") << u"auth not-authorized"_s << RoomReason::Password << RoomState::Refused;
    QTest::newRow("403 banned") << u"auth forbidden"_s << RoomReason::Banned << RoomState::Refused;
    QTest::newRow("409 always taken") << u"cancel conflict"_s << RoomReason::NickTaken << RoomState::Refused;
    QTest::newRow("something else") << u"cancel policy-violation"_s << RoomReason::Other << RoomState::Refused;
}

void RoomCodesTests::whatDoesNotLetUsIn()
{
    QFETCH(QString, error);
    QFETCH(RoomReason, reason);
    QFETCH(RoomState, state);
    Peer anna(*m_server, person(u"anna"_s));
    QVERIFY2(anna.isOnline(), anna.errors().constData());
    QVERIFY(opens(anna, u"Anna"_s));
    QVERIFY(says(anna, u"refuse "_s + error));
    const auto room = Engine::wait(m_ben->rooms().enter(m_account, roomJid(), u"Ben"_s, {}));
    QVERIFY(room.hasValue());
    QVERIFY(is(*room, state, reason));
    QVERIFY(!m_ben->roomStates.value(*room).contains(RoomState::In));
    const auto told = errorOf(m_ben->knownRooms.value(*room));
    QVERIFY(told && told->subject == roomText());
    // The door opens: who wishes to come in does.
    QVERIFY(says(anna, u"refuse"_s));
    QVERIFY(Engine::wait(m_ben->rooms().enter(m_account, roomJid(), {}, {})).hasValue());
    QVERIFY(Engine::waitFor([&] { return m_ben->knownRooms.value(*room).state == RoomState::In; }, 60));
}

RoomCodesTests::Elsewhere RoomCodesTests::onEjabberd()
{
    Elsewhere there;
    if (!Engine::wait(m_ben->accounts().removeAccount(m_account)))
        return there;
    there.server = std::make_unique<Server>(QStringList{person(u"anna"_s) + u":secret"_s, person(u"ben"_s) + u":secret"_s}, QStringList{},
                                            QStringList{}, Server::Program::Ejabberd);
    there.anna = std::make_unique<Peer>(*there.server, person(u"anna"_s));
    const QString form = u"<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'>"
                         "<value>http://jabber.org/protocol/muc#roomconfig</value></field><field var='muc#roomconfig_persistentroom'>"
                         "<value>1</value></field></x></query>"_s;
    if (there.anna->isOnline() && joins(*there.anna, u"Anna"_s) && asks(*there.anna, roomText(), form))
        there.ben = signIn(*there.server);
    return there;
}

/// XEP-0045, 7.2.11: who is not an owner waits outside, and is let in by itself once there is room.
void RoomCodesTests::aFullRoomOfEjabberdIsEnteredOnceThereIsRoom()
{
    const Elsewhere there = onEjabberd();
    QVERIFY(there.ben.isValid());
    const auto holds = [&](int people) {
        return there.server->command(u"api change_room_option {\"name\":\"%1\",\"service\":\"groups.harbor.example\",\"option\":\"max_users\",\"value\":\"%2\"}"_s.arg(
            roomText().section(u'@', 0, 0)).arg(people));
    };
    QVERIFY(holds(1));
    const auto room = Engine::wait(m_ben->rooms().enter(there.ben, roomJid(), u"Ben"_s, {}));
    QVERIFY(room.hasValue());
    QVERIFY(is(*room, RoomState::Lost, RoomReason::Full));
    QVERIFY(!m_ben->roomStates.value(*room).contains(RoomState::In));
    QVERIFY(holds(20));
    QVERIFY(Engine::waitFor([&] { return m_ben->knownRooms.value(*room).state == RoomState::In; }, 90));
}

/// XEP-0045, 15.6.2, 332: the service is started anew, and we are there again by ourselves.
void RoomCodesTests::ejabberdsServiceThatGoesDownIsWaitedFor()
{
    const Elsewhere there = onEjabberd();
    QVERIFY(there.ben.isValid());
    const auto room = Engine::wait(m_ben->rooms().enter(there.ben, roomJid(), u"Ben"_s, {}));
    QVERIFY(room.hasValue());
    QVERIFY(isIn(*room));
    QVERIFY(there.server->command(u"api restart_module {\"host\":\"harbor.example\",\"module\":\"mod_muc\"}"_s));
    QVERIFY(Engine::waitFor([&] { return m_ben->roomStates.value(*room).contains(RoomState::Lost); }));
    QVERIFY(Engine::waitFor([&] { return m_ben->knownRooms.value(*room).state == RoomState::In; }, 90));
    QVERIFY(joins(*there.anna, u"Anna"_s));
    QVERIFY(says(*there.anna, u"back again"_s));
    QVERIFY(Engine::waitFor([&] { return m_ben->find(*room, u"back again"_s).has_value(); }));
}

void RoomCodesTests::onlyAdminsMakeRooms()
{
    Server server({u"ben:secret"_s}, {}, {u"--group-option"_s, u"restrict_room_creation = true"_s});
    QVERIFY2(server.port() != 0, qPrintable(server.error()));
    const auto account = m_ben->signIn(Engine::settings(u"ben@harbor.example"_s, server.port(), server.authority()), u"secret"_s);
    QVERIFY(account && m_ben->waitUntil(*account, ConnectionState::Online));
    const auto made = Engine::wait(m_ben->rooms().create(*account, roomJid(), RoomPurpose::PrivateGroup, u"Crews"_s, u"Ben"_s));
    QVERIFY(!made);
    QCOMPARE(made.error().kind, ErrorKind::Forbidden); // XEP-0045, 10.1.1: <not-allowed/>
    const auto entered = Engine::wait(m_ben->rooms().enter(*account, roomJid(), u"Ben"_s, {}));
    QVERIFY(!entered);
    QCOMPARE(entered.error().kind, ErrorKind::NotFound);
}

/// XEP-0045, 7.2.9 and 7.10: whoever is registered with a room goes by that name there.
void RoomCodesTests::theRegisteredNameIsTheOneToComeWith()
{
    Peer anna(*m_server, person(u"anna"_s));
    QVERIFY2(anna.isOnline(), anna.errors().constData());
    QVERIFY(opens(anna, u"Anna"_s));
    QVERIFY(asks(anna, roomText(), u"<query xmlns='http://jabber.org/protocol/muc#admin'><item jid='%1' affiliation='member' nick='Benny'/></query>"_s.arg(jid(u"ben"_s))));
    const auto room = Engine::wait(m_ben->rooms().enter(m_account, roomJid(), u"Ben"_s, {}));
    QVERIFY(room.hasValue());
    QVERIFY(isIn(*room));
    QCOMPARE(m_ben->knownRooms.value(*room).nick, u"Benny"_s);
    // Another one is not taken there, and we are told.
    QVERIFY(Engine::wait(m_ben->rooms().changeNick(*room, u"Captain"_s)).hasValue());
    QVERIFY(Engine::waitFor([&] { return m_ben->refusedNicks.size() == 1; }));
    QCOMPARE(m_ben->knownRooms.value(*room).nick, u"Benny"_s);
    QCOMPARE(m_ben->knownRooms.value(*room).state, RoomState::In);
    const auto now = Engine::wait(m_ben->rooms().registration(*room));
    QVERIFY(now.hasValue());
    QCOMPARE(*now, (RoomRegistration{true, u"Benny"_s}));
}

void RoomCodesTests::aNameIsKept()
{
    Peer anna(*m_server, person(u"anna"_s));
    QVERIFY2(anna.isOnline(), anna.errors().constData());
    QVERIFY(opens(anna, u"Anna"_s));
    const auto room = Engine::wait(m_ben->rooms().enter(m_account, roomJid(), u"Ben"_s, {}));
    QVERIFY(room.hasValue());
    QVERIFY(isIn(*room));
    QVERIFY(m_ben->knownRooms.value(*room).features.registration);
    // Prosody keeps names of members alone.
    const auto stranger = Engine::wait(m_ben->rooms().registerNick(*room, u"Ben"_s));
    QVERIFY(!stranger);
    QVERIFY(asks(anna, roomText(), u"<query xmlns='http://jabber.org/protocol/muc#admin'><item jid='%1' affiliation='member'/></query>"_s.arg(jid(u"ben"_s))));
    const auto none = Engine::wait(m_ben->rooms().registration(*room));
    QVERIFY(none && !none->isRegistered);
    const auto taken = Engine::wait(m_ben->rooms().registerNick(*room, u"Anna"_s));
    QVERIFY(!taken);
    QCOMPARE(taken.error().kind, ErrorKind::Conflict);
    QVERIFY(Engine::wait(m_ben->rooms().registerNick(*room, u"Ben"_s)).hasValue());
    const auto kept = Engine::wait(m_ben->rooms().registration(*room));
    QVERIFY(kept.hasValue());
    QCOMPARE(*kept, (RoomRegistration{true, u"Ben"_s}));
    // Nobody else goes by it, also while its owner is away.
    QVERIFY(Engine::wait(m_ben->rooms().leave(*room)).hasValue());
    QVERIFY(is(*room, RoomState::Out, RoomReason::ByUser));
    QVERIFY(anna.command({{u"do"_s, u"raw"_s}, {u"xml"_s, u"<presence to='%1/Ben'/>"_s.arg(roomText())}}));
    QVERIFY(anna.event(u"presence"_s, {{u"jid"_s, roomText() + u"/Ben"_s}, {u"type"_s, u"error"_s}}));
    // Another name takes its place.
    QVERIFY(Engine::wait(m_ben->rooms().enter(m_account, roomJid(), u"Ben"_s, {})).hasValue());
    QVERIFY(isIn(*room));
    QVERIFY(Engine::wait(m_ben->rooms().registerNick(*room, u"Benny"_s)).hasValue());
    QCOMPARE(Engine::wait(m_ben->rooms().registration(*room))->nick, u"Benny"_s);
}

void RoomCodesTests::oneThatMovedIsFollowed()
{
    Peer anna(*m_server, person(u"anna"_s));
    QVERIFY2(anna.isOnline(), anna.errors().constData());
    QVERIFY(opens(anna, u"Anna"_s));
    QVERIFY(opens(anna, u"Anna"_s, roomText(u"next"_s)));
    const auto room = Engine::wait(m_ben->rooms().enter(m_account, roomJid(), u"Ben"_s, {}));
    QVERIFY(room.hasValue());
    QVERIFY(isIn(*room));
    QVERIFY(asks(anna, roomText(), u"<query xmlns='http://jabber.org/protocol/muc#owner'><destroy jid='%1'><reason>moved</reason></destroy></query>"_s.arg(roomText(u"next"_s))));
    QVERIFY(is(*room, RoomState::Out, RoomReason::Destroyed));
    const Room gone = m_ben->knownRooms.value(*room);
    QCOMPARE(gone.reasonText, u"moved"_s);
    QCOMPARE(gone.successor.room, roomJid(u"next"_s));
    const auto next = Engine::wait(m_ben->rooms().enter(m_account, gone.successor.room, gone.nick, gone.successor.password));
    QVERIFY(next.hasValue());
    QVERIFY(isIn(*next));
    QCOMPARE(m_ben->knownRooms.value(*next).nick, u"Ben"_s);
}

/// XEP-0425: what one person said goes, what others said stays, and so does what somebody says under that name afterwards.
void RoomCodesTests::allOfOnePersonIsTakenAway()
{
    QVERIFY(m_server->command(u"account %1 secret"_s.arg(person(u"mallory"_s))));
    const auto room = Engine::wait(m_ben->rooms().create(m_account, roomJid(), RoomPurpose::PublicChannel, u"Crews"_s, u"Ben"_s));
    QVERIFY(room.hasValue());
    QVERIFY(isIn(*room));
    QVERIFY(Engine::waitFor([&] { return m_ben->knownRooms.value(*room).features.moderation; }));
    Peer mallory(*m_server, person(u"mallory"_s)), anna(*m_server, person(u"anna"_s));
    QVERIFY2(mallory.isOnline() && anna.isOnline(), mallory.errors().constData());
    QVERIFY(joins(mallory, u"Tomas"_s));
    QVERIFY(joins(anna, u"Anna"_s));
    for (int number = 1; number <= 30; ++number)
        QVERIFY(says(mallory, u"buy this %1"_s.arg(number)));
    QVERIFY(says(anna, u"who is that?"_s));
    QVERIFY(Engine::waitFor([&] { return m_ben->find(*room, u"buy this 30"_s) && m_ben->find(*room, u"who is that?"_s); }));
    const BareJid spammer = m_ben->find(*room, u"buy this 1"_s)->sender;
    QVERIFY(OccupantKey(spammer).id());
    QVERIFY(rightsOver(m_ben->knownRooms.value(*room), m_ben->occupants.value(*room).value(u"Tomas"_s)).testFlag(OccupantRight::RemoveMessages));

    // Who has the name now is somebody else.
    QVERIFY(Engine::wait(m_ben->rooms().kick(*room, u"Tomas"_s, u"spam"_s)).hasValue());
    QVERIFY(Engine::waitFor([&] { return !m_ben->occupants.value(*room).contains(u"Tomas"_s); }));
    QVERIFY(anna.command({{u"do"_s, u"raw"_s}, {u"xml"_s, u"<presence to='%1/Tomas'/>"_s.arg(roomText())}}));
    QVERIFY(Engine::waitFor([&] { return m_ben->occupants.value(*room).contains(u"Tomas"_s); }));
    QVERIFY(says(anna, u"I am Anna under that name"_s));
    QVERIFY(Engine::waitFor([&] { return m_ben->find(*room, u"I am Anna under that name"_s).has_value(); }));

    const auto removed = Engine::wait(m_ben->rooms().moderateAll(*room, spammer, u"advertising"_s));
    QVERIFY2(removed.hasValue(), removed ? "" : qPrintable(removed.error().detail));
    const auto count = [&] {
        const QList<Message> all = m_ben->messages(*room);
        return std::count_if(all.cbegin(), all.cend(), [](const Message &message) { return message.retracted != 0; });
    };
    QVERIFY(Engine::waitFor([&] { return count() == 30; }));
    QCOMPARE(m_ben->find(*room, u"who is that?"_s)->retracted, 0);
    QCOMPARE(m_ben->find(*room, u"I am Anna under that name"_s)->retracted, 0);
    QVERIFY(!m_ben->find(*room, u"buy this 7"_s));

    // By nickname alone nobody is meant, and who moderates nothing takes nothing away.
    const auto byNick = Engine::wait(m_ben->rooms().moderateAll(*room, OccupantKey::make(roomJid(), u"Tomas"_s).toText(), {}));
    QVERIFY(!byNick);
    QCOMPARE(byNick.error().kind, ErrorKind::Conflict);
}

/// XEP-0486: everybody there is told, each time, and nobody but an owner may.
void RoomCodesTests::ownersGiveTheGroupAPicture()
{
    const auto room = Engine::wait(m_ben->rooms().create(m_account, roomJid(), RoomPurpose::PublicChannel, u"Crews"_s, u"Ben"_s));
    QVERIFY(room.hasValue());
    QVERIFY(isIn(*room));
    QVERIFY(Engine::waitFor([&] { return m_ben->knownRooms.value(*room).features.pictures; }));
    QVERIFY(rightsIn(m_ben->knownRooms.value(*room)).testFlag(RoomRight::SetPicture));
    Peer anna(*m_server, person(u"anna"_s));
    QVERIFY2(anna.isOnline(), anna.errors().constData());
    QVERIFY(joins(anna, u"Anna"_s));
    QList<Avatar> told;
    const auto heard = connect(&m_ben->avatars(), &AvatarDoor::avatarsChanged, this, [&](const QList<Avatar> &changed) { told += changed; });
    const QByteArray png = QByteArray::fromBase64("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    const auto set = Engine::wait(m_ben->rooms().setPicture(*room, {png, u"image/png"_s, 1, 1}));
    QVERIFY2(set.hasValue(), set ? "" : qPrintable(set.error().detail));
    const QString hash = QString::fromLatin1(QCryptographicHash::hash(png, QCryptographicHash::Sha1).toHex());
    const auto isTold = [&](const QString &wanted) {
        return Engine::waitFor([&] {
            return std::any_of(told.cbegin(), told.cend(), [&](const Avatar &each) { return each.who == roomJid() && each.hash == wanted; });
        });
    };
    QVERIFY(isTold(hash));
    const auto card = anna.command({{u"do"_s, u"ask"_s}, {u"to"_s, roomText()}, {u"type"_s, u"get"_s}, {u"xml"_s, u"<vCard xmlns='vcard-temp'/>"_s}});
    QVERIFY(card);
    QVERIFY(card->value(u"xml").toString().contains(QString::fromLatin1(png.toBase64())));
    // Another one, and none: Prosody 13 goes on telling the hash that it told first, and the card says how it is.
    const QByteArray second = png + "another";
    QVERIFY(Engine::wait(m_ben->rooms().setPicture(*room, {second, u"image/png"_s, 1, 1})).hasValue());
    QVERIFY(isTold(QString::fromLatin1(QCryptographicHash::hash(second, QCryptographicHash::Sha1).toHex())));
    told.clear();
    QVERIFY(Engine::wait(m_ben->rooms().setPicture(*room, {})).hasValue());
    QVERIFY(isTold(QString()));
    disconnect(heard);
    const auto bare = anna.command({{u"do"_s, u"ask"_s}, {u"to"_s, roomText()}, {u"type"_s, u"get"_s}, {u"xml"_s, u"<vCard xmlns='vcard-temp'/>"_s}});
    QVERIFY(bare);
    QVERIFY(!bare->value(u"xml").toString().contains(u"BINVAL"));

    // In a group of somebody else's.
    QVERIFY(opens(anna, u"Anna"_s, roomText(u"hers"_s)));
    const auto hers = Engine::wait(m_ben->rooms().enter(m_account, roomJid(u"hers"_s), u"Ben"_s, {}));
    QVERIFY(hers.hasValue());
    QVERIFY(isIn(*hers));
    QVERIFY(!rightsIn(m_ben->knownRooms.value(*hers)).testFlag(RoomRight::SetPicture));
    const auto refused = Engine::wait(m_ben->rooms().setPicture(*hers, {png, u"image/png"_s, 1, 1}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Forbidden);
}

/// What was asked for by then is done, and the rest is not touched.
void RoomCodesTests::takingAwayStopsWhereItIsCancelled()
{
    constexpr int total = 300;
    QVERIFY(m_server->command(u"account %1 secret"_s.arg(person(u"mallory"_s))));
    const auto room = Engine::wait(m_ben->rooms().create(m_account, roomJid(), RoomPurpose::PublicChannel, u"Crews"_s, u"Ben"_s));
    QVERIFY(room.hasValue());
    QVERIFY(isIn(*room));
    QVERIFY(Engine::waitFor([&] { return m_ben->knownRooms.value(*room).features.moderation; }));
    Peer mallory(*m_server, person(u"mallory"_s));
    QVERIFY2(mallory.isOnline(), mallory.errors().constData());
    QVERIFY(joins(mallory, u"Tomas"_s));
    for (int number = 1; number <= total; ++number)
        QVERIFY(says(mallory, u"buy this %1"_s.arg(number)));
    const QString last = u"buy this %1"_s.arg(total);
    QVERIFY(Engine::waitFor([&] { return m_ben->find(*room, last).has_value(); }, 60));
    const BareJid spammer = m_ben->find(*room, last)->sender;

    int told = 0;
    const auto progress = connect(&m_ben->rooms(), &RoomDoor::moderated, this, [&](ConversationId where, int done, int all) {
        QCOMPARE(where, *room);
        QCOMPARE(all, total);
        if (std::exchange(told, done) == 0 && done > 0)
            m_ben->rooms().stopModerating(*room);
    });
    const auto stopped = Engine::wait(m_ben->rooms().moderateAll(*room, spammer, u"advertising"_s), 60);
    disconnect(progress);
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    const auto count = [&] {
        const QList<Message> all = m_ben->messages(*room);
        return std::count_if(all.cbegin(), all.cend(), [](const Message &message) { return message.retracted != 0; });
    };
    QVERIFY(Engine::waitFor([&] { return count() >= told; }));
    QVERIFY(told > 0);
    // What is said now comes behind all that was still under way.
    QVERIFY(says(mallory, u"am I still here?"_s));
    QVERIFY(Engine::waitFor([&] { return m_ben->find(*room, u"am I still here?"_s).has_value(); }));
    const auto gone = count();
    QVERIFY2(gone < total / 2, qPrintable(QString::number(gone)));
    // And it can begin again, and end.
    QVERIFY(Engine::wait(m_ben->rooms().moderateAll(*room, spammer, u"advertising"_s), 60).hasValue());
    QVERIFY(Engine::waitFor([&] { return count() == total + 1; }));
}

QTEST_GUILESS_MAIN(RoomCodesTests)
#include "room_codes_tests.moc"
