// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rooms (XEP-0045) through a real Prosody, and most of it through a real ejabberd (see CMakeLists.txt): made, entered, talked in, left, lost and entered again; with other clients in them
// that mean well, and some that do not.

#include "server/Engine.h"
#include "server/Process.h"
#include "rooms/OccupantListModel.h"
#include "rooms/RoomAddress.h"
#include "rooms/RoomListModel.h"
#include "rooms/RoomRights.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace {

template<class T>
const char *describe(const Result<T> &result)
{
    static QByteArray text;
    text = result ? QByteArray("no error")
                  : u"error %1: %2 (%3)"_s.arg(int(result.error().kind)).arg(result.error().detail, result.error().subject).toUtf8();
    return text.constData();
}

const QString mucAdmin = u"<query xmlns='http://jabber.org/protocol/muc#admin'>%1</query>"_s;
const QString mucOwner = u"<query xmlns='http://jabber.org/protocol/muc#owner'>%1</query>"_s;

} // namespace

#define REQUIRE(expression) \
    do { \
        const auto result_ = (expression); \
        QVERIFY2(result_.hasValue(), describe(result_)); \
    } while (false)
#define REQUIRE_ID(variable, expression) \
    const auto variable##Result = (expression); \
    QVERIFY2(variable##Result.hasValue(), describe(variable##Result)); \
    const auto variable = variable##Result.value()

class RoomsTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase() { m_server.reset(); }

    void aGroupIsMadeAndTalkedIn();
    void twoEnginesAlterWhatTheySaid();
    void theRoomSaysWhyWeAreOut_data();
    void theRoomSaysWhyWeAreOut();
    void theRoomSaysWhyWeMayNotComeIn_data();
    void theRoomSaysWhyWeMayNotComeIn();
    void noRoomIsMadeOfWhatIsNone();
    void aRoomThatWentSaysWhere();
    void twoOwnersFight();
    void aTakenNicknameIsGotRound();
    void nicknamesAndSubjectsChange();
    void anothersWordIsNotOurs();
    void theNicknameIsNotThePerson();
    void whereNoIdsAreAnnouncedNobodyIsBelieved();
    void privateMessagesStandApart();
    void whatWasSaidBeforeComesInOrder();
    void nothingIsLostOrDoubledOverARestart();
    void aRoomThatForgotUsIsEnteredAgain();
    void bookmarksFollowTheAccount();
    void invitationsComeAndAreAnswered();
    void typingIsSeen();
    void whatOwnersAndModeratorsDo();
    void membersAskOthersIn();
    void aVoiceIsAskedForAndGiven();
    void theListsShowWhoIsThere();
    void roomsAreFoundAndKept();

private:
    QString jid(const QString &name) const { return name + QString::number(m_number) + u"@harbor.example"_s; }
    QString person(const QString &name) const { return name + QString::number(m_number); }
    QString roomText(const QString &name = u"crews"_s) const { return name + QString::number(m_number) + u"@groups.harbor.example"_s; }
    BareJid roomJid(const QString &name = u"crews"_s) const { return *BareJid::parse(roomText(name)); }
    void makePeople(Server &server, const QStringList &names)
    {
        for (const QString &each : names)
            QVERIFY(server.command(u"account %1 secret"_s.arg(person(each))));
    }
    void makePeople(const QStringList &names) { makePeople(*m_server, names); }
    std::unique_ptr<Engine> start(const QString &profile) { return Engine::start(m_folder->filePath(profile)); }
    Result<AccountId> signIn(Engine &engine, const QString &name) { return signIn(engine, name, *m_server); }
    Result<AccountId> signIn(Engine &engine, const QString &name, const Server &server)
    {
        const auto account = engine.signIn(Engine::settings(jid(name), server.port(), server.authority()), u"secret"_s);
        const bool ready = account && engine.waitUntil(*account, ConnectionState::Online)
            && Engine::waitFor([&] { return engine.progress.contains(*account) && !engine.progress.value(*account).running; });
        return ready || !account ? account : Result<AccountId>(Error{ErrorKind::Timeout, u"accepted, but not online"_s, {}});
    }
    static bool isIn(Engine &engine, ConversationId room)
    {
        return Engine::waitFor([&] { return engine.knownRooms.value(room).state == RoomState::In; });
    }
    static bool isOut(Engine &engine, ConversationId room, RoomState state)
    {
        return Engine::waitFor([&] { return engine.knownRooms.value(room).state == state; });
    }
    static bool hears(Engine &engine, ConversationId conversation, const QString &text, int seconds = 20)
    {
        return Engine::waitFor([&] { return engine.find(conversation, text).has_value(); }, seconds);
    }
    static bool wasSent(Engine &engine, ConversationId conversation, const QString &text, int seconds = 20)
    {
        return Engine::waitFor([&] {
            const auto message = engine.find(conversation, text);
            return message && message->state == MessageState::Sent;
        }, seconds);
    }
    Result<ConversationId> enter(Engine &engine, AccountId account, const QString &nick = {}, const QString &password = {})
    {
        return Engine::wait(engine.rooms().enter(account, roomJid(), nick, password));
    }
    Result<ConversationId> create(Engine &engine, AccountId account, RoomPurpose purpose, const QString &nick = {})
    {
        return Engine::wait(engine.rooms().create(account, roomJid(), purpose, u"Field crews"_s, nick));
    }

    // Another client in a room
    bool joins(Peer &peer, const QString &nick, const QString &more = {})
    {
        return peer.command({{u"do"_s, u"raw"_s},
                             {u"xml"_s, u"<presence to='%1/%2'><x xmlns='http://jabber.org/protocol/muc'>%3</x></presence>"_s.arg(roomText(), nick, more)}})
            && peer.event(u"presence"_s, {{u"jid"_s, roomText() + u'/' + nick}});
    }
    bool leaves(Peer &peer, const QString &nick)
    {
        return peer.command({{u"do"_s, u"raw"_s}, {u"xml"_s, u"<presence type='unavailable' to='%1/%2'/>"_s.arg(roomText(), nick)}})
            && peer.event(u"presence"_s, {{u"jid"_s, roomText() + u'/' + nick}, {u"type"_s, u"unavailable"_s}});
    }
    bool asks(Peer &peer, const QString &payload)
    {
        const auto answer = peer.command({{u"do"_s, u"ask"_s}, {u"to"_s, roomText()}, {u"type"_s, u"set"_s}, {u"xml"_s, payload}});
        return answer && answer->value(u"type").toString() == u"result";
    }
    bool configures(Peer &peer, const QHash<QString, QString> &fields)
    {
        QString form = u"<field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>"_s;
        for (auto field = fields.begin(); field != fields.end(); ++field)
            form += u"<field var='%1'><value>%2</value></field>"_s.arg(field.key(), field.value());
        return asks(peer, mucOwner.arg(u"<x xmlns='jabber:x:data' type='submit'>%1</x>"_s.arg(form)));
    }
    /// Makes the room, as its owner.
    bool opens(Peer &peer, const QString &nick, const QHash<QString, QString> &fields = {})
    {
        return joins(peer, nick) && configures(peer, fields);
    }
    bool says(Peer &peer, const QString &text, const QString &id = {}, const QString &more = {})
    {
        return bool(peer.command({{u"do"_s, u"raw"_s},
                                  {u"xml"_s, u"<message to='%1' type='groupchat' id='%2'><body>%3</body>%4</message>"_s.arg(
                                                 roomText(), id.isEmpty() ? text : id, text, more)}}));
    }

    std::unique_ptr<Server> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    int m_number = 0;
};

void RoomsTests::initTestCase()
{
    m_server = std::make_unique<Server>(QStringList{});
    QVERIFY2(m_server->port() != 0, qPrintable(m_server->error()));
}

void RoomsTests::init()
{
    ++m_number;
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void RoomsTests::aGroupIsMadeAndTalkedIn()
{
    makePeople({u"anna"_s, u"ben"_s});
    auto anna = start(u"anna"_s);
    QVERIFY(anna);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(room, create(*anna, annaId, RoomPurpose::PrivateGroup, u"Anna"_s));
    QVERIFY(isIn(*anna, room));
    // What a group is: for those who are asked in, known to each other, there to stay, with a memory.
    QVERIFY(Engine::waitFor([&] { return anna->knownRooms.value(room).features.membersOnly; })); // told some ms later
    const Room made = anna->knownRooms.value(room);
    QVERIFY(made.features.membersOnly && made.features.nonAnonymous && made.features.persistent && made.features.archive);
    QVERIFY(made.features.occupantIds && made.features.mayEncrypt());
    QCOMPARE(made.features.name, u"Field crews"_s);
    QCOMPARE(made.affiliation, RoomAffiliation::Owner);
    QCOMPARE(made.nick, u"Anna"_s);
    // A second one of that address is refused.
    auto again = Engine::wait(anna->rooms().create(annaId, roomJid(), RoomPurpose::PublicChannel, u"Other"_s, {}));
    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::Conflict);

    Peer ben(*m_server, person(u"ben"_s));
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    REQUIRE(Engine::wait(anna->rooms().setAffiliation(room, *BareJid::parse(jid(u"ben"_s)), RoomAffiliation::Member, {})));
    QVERIFY(joins(ben, u"Ben"_s));
    QVERIFY(Engine::waitFor([&] { return anna->occupants.value(room).contains(u"Ben"_s); }));
    const Occupant there = anna->occupants.value(room).value(u"Ben"_s);
    QCOMPARE(there.jid.toString(), jid(u"ben"_s));
    QCOMPARE(there.affiliation, RoomAffiliation::Member);
    QVERIFY(!there.id.isEmpty());

    REQUIRE(anna->say(room, u"who has the key?"_s));
    QVERIFY(ben.event(u"message"_s, {{u"body"_s, u"who has the key?"_s}, {u"from"_s, roomText() + u"/Anna"_s}}));
    QVERIFY(wasSent(*anna, room, u"who has the key?"_s));
    QVERIFY(says(ben, u"Rui had it"_s));
    QVERIFY(hears(*anna, room, u"Rui had it"_s));
    QCOMPARE(anna->find(room, u"Rui had it"_s)->nick, u"Ben"_s);
    QVERIFY(says(ben, u"ask him, anna"_s));
    QVERIFY(hears(*anna, room, u"ask him, anna"_s));
    QVERIFY(anna->find(room, u"ask him, anna"_s)->mentionsUs());
    QVERIFY(Engine::waitFor([&] { return anna->conversations.value(room).unread == 2; }));
    QCOMPARE(anna->conversations.value(room).mentions, 1);
    QCOMPARE(anna->conversations.value(room).kind, ConversationKind::Room);
    QCOMPARE(anna->bodies(room), (QStringList{u"who has the key?"_s, u"Rui had it"_s, u"ask him, anna"_s}));

    QVERIFY(leaves(ben, u"Ben"_s));
    QVERIFY(Engine::waitFor([&] { return !anna->occupants.value(room).contains(u"Ben"_s); }));
    REQUIRE(Engine::wait(anna->rooms().leave(room)));
    QVERIFY(isOut(*anna, room, RoomState::Out));
    QCOMPARE(anna->knownRooms.value(room).reason, RoomReason::ByUser);
}

void RoomsTests::twoEnginesAlterWhatTheySaid()
{
    makePeople({u"anna"_s, u"ben"_s});
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    QVERIFY(anna && ben);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(room, create(*anna, annaId, RoomPurpose::PublicChannel, u"Anna"_s));
    REQUIRE_ID(there, enter(*ben, benId, u"Ben"_s));
    QVERIFY(isIn(*ben, there));
    QCOMPARE(ben->knownRooms.value(there).features.nonAnonymous, false);

    REQUIRE_ID(first, anna->say(room, u"airlock"_s));
    QVERIFY(hears(*ben, there, u"airlock"_s));
    QVERIFY(wasSent(*anna, room, u"airlock"_s));
    const auto onBen = ben->find(there, u"airlock"_s);
    REQUIRE(Engine::wait(anna->chat().correct(first, u"window"_s)));
    QVERIFY(Engine::waitFor([&] { return ben->bodies(there) == QStringList{u"window"_s}; }));
    QVERIFY(Engine::waitFor([&] { return anna->find(room, u"window"_s)->changes == ChangeState::Settled; }));
    REQUIRE(Engine::wait(ben->chat().react(onBen->id, {u"👍"_s})));
    QVERIFY(Engine::waitFor([&] { return anna->find(room, u"window"_s)->reactions.size() == 1; }));
    REQUIRE(Engine::wait(ben->chat().sendText(there, {u"indeed"_s, onBen->id, {}, {}})));
    QVERIFY(hears(*anna, room, u"indeed"_s));
    QVERIFY(anna->find(room, u"indeed"_s)->reply);
    QCOMPARE(anna->find(room, u"indeed"_s)->reply->id.value(), anna->find(room, u"window"_s)->archiveId.value());
    REQUIRE(Engine::wait(anna->chat().retract(first)));
    QVERIFY(Engine::waitFor([&] { return ben->bodies(there) == QStringList({QString(), u"indeed"_s}); }));
    QCOMPARE(anna->bodies(room), QStringList({QString(), u"indeed"_s}));
}

void RoomsTests::theRoomSaysWhyWeAreOut_data()
{
    QTest::addColumn<QString>("payload");
    QTest::addColumn<RoomReason>("reason");
    // %1 our address, %2 another room
    QTest::newRow("307 kicked") << mucAdmin.arg(u"<item nick='Ben' role='none'><reason>EVIL words</reason></item>"_s) << RoomReason::Kicked;
    QTest::newRow("301 banned") << mucAdmin.arg(u"<item jid='%1' affiliation='outcast'><reason>EVIL words</reason></item>"_s) << RoomReason::Banned;
    QTest::newRow("321 removed") << mucAdmin.arg(u"<item jid='%1' affiliation='none'><reason>EVIL words</reason></item>"_s) << RoomReason::Removed;
    QTest::newRow("322 for members now") << QString() << RoomReason::MembersOnly;
    QTest::newRow("destroyed") << mucOwner.arg(u"<destroy jid='%2'><reason>EVIL words</reason></destroy>"_s) << RoomReason::Destroyed;
}

void RoomsTests::theRoomSaysWhyWeAreOut()
{
    QFETCH(QString, payload);
    QFETCH(RoomReason, reason);
    makePeople({u"anna"_s, u"ben"_s});
    Peer anna(*m_server, person(u"anna"_s));
    QVERIFY2(anna.isOnline(), anna.errors().constData());
    QVERIFY(opens(anna, u"Anna"_s, {{u"muc#roomconfig_membersonly"_s, reason == RoomReason::Removed ? u"1"_s : u"0"_s}}));
    QVERIFY(reason != RoomReason::Removed || asks(anna, mucAdmin.arg(u"<item jid='%1' affiliation='member'/>"_s.arg(jid(u"ben"_s)))));
    auto ben = start(u"ben"_s);
    QVERIFY(ben);
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(room, enter(*ben, benId, u"Ben"_s));
    QVERIFY(isIn(*ben, room));
    if (reason == RoomReason::MembersOnly)
        QVERIFY(configures(anna, {{u"muc#roomconfig_membersonly"_s, u"1"_s}}));
    else
        QVERIFY(asks(anna, QString(payload).replace(u"%1"_s, jid(u"ben"_s)).replace(u"%2"_s, roomText(u"next"_s))));
    QVERIFY(isOut(*ben, room, RoomState::Out));
    const Room out = ben->knownRooms.value(room);
    QCOMPARE(out.reason, reason);
    if (reason != RoomReason::MembersOnly)
        QCOMPARE(out.reasonText, u"EVIL words"_s);
    if (reason == RoomReason::Kicked)
        QCOMPARE(out.actor, u"Anna"_s);
    if (reason == RoomReason::Destroyed)
        QCOMPARE(out.successor.room.toString(), roomText(u"next"_s));
    QVERIFY(Engine::waitFor([&] { return ben->occupants.value(room).isEmpty(); }));
    // Nobody goes back by themselves; what is written waits, and does not go out.
    REQUIRE(ben->say(room, u"hello?"_s));
    QCOMPARE(ben->knownRooms.value(room).state, RoomState::Out);
    QCOMPARE(ben->find(room, u"hello?"_s)->state, MessageState::Waiting);
}

void RoomsTests::theRoomSaysWhyWeMayNotComeIn_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("item");
    QTest::addColumn<QString>("password");
    QTest::addColumn<RoomReason>("reason");
    QTest::newRow("no password") << u"muc#roomconfig_roomsecret"_s << u"cauldron"_s << QString() << QString() << RoomReason::Password;
    QTest::newRow("wrong password") << u"muc#roomconfig_roomsecret"_s << u"cauldron"_s << QString() << u"burn"_s << RoomReason::Password;
    QTest::newRow("right password") << u"muc#roomconfig_roomsecret"_s << u"cauldron"_s << QString() << u"cauldron"_s << RoomReason::None;
    QTest::newRow("for members") << u"muc#roomconfig_membersonly"_s << u"1"_s << QString() << QString() << RoomReason::MembersOnly;
    QTest::newRow("banned") << u"muc#roomconfig_roomname"_s << u"x"_s << u"<item jid='%1' affiliation='outcast'/>"_s << QString() << RoomReason::Banned;
}

void RoomsTests::theRoomSaysWhyWeMayNotComeIn()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    QFETCH(QString, item);
    QFETCH(QString, password);
    QFETCH(RoomReason, reason);
    makePeople({u"anna"_s, u"ben"_s});
    Peer anna(*m_server, person(u"anna"_s));
    QVERIFY2(anna.isOnline(), anna.errors().constData());
    if (!field.isEmpty()) {
        QHash<QString, QString> fields{{field, value}};
        if (field == u"muc#roomconfig_roomsecret")
            fields.insert(u"muc#roomconfig_passwordprotectedroom"_s, u"1"_s); // XEP-0045, 10.2: ejabberd asks for both
        QVERIFY(opens(anna, u"Anna"_s, fields));
    }
    if (!item.isEmpty())
        QVERIFY(asks(anna, mucAdmin.arg(item.arg(jid(u"ben"_s)))));
    auto ben = start(u"ben"_s);
    QVERIFY(ben);
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(room, enter(*ben, benId, u"Ben"_s, password));
    if (reason == RoomReason::None) {
        QVERIFY(isIn(*ben, room));
        return;
    }
    QVERIFY(isOut(*ben, room, RoomState::Refused));
    QCOMPARE(ben->knownRooms.value(room).reason, reason);
    QVERIFY(!ben->roomStates.value(room).contains(RoomState::In));
}

void RoomsTests::noRoomIsMadeOfWhatIsNone()
{
    makePeople({u"anna"_s, u"ben"_s});
    Peer anna(*m_server, person(u"anna"_s));
    QVERIFY2(anna.isOnline(), anna.errors().constData());
    auto ben = start(u"ben"_s);
    QVERIFY(ben);
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    const auto nobody = enter(*ben, benId, u"Ben"_s); // there is no such room
    QVERIFY(!nobody);
    QCOMPARE(nobody.error().kind, ErrorKind::NotFound);
    // A person: what she writes stays hers.
    const auto person = Engine::wait(ben->rooms().enter(benId, *BareJid::parse(jid(u"anna"_s)), u"Ben"_s, {}), 90);
    QVERIFY(!person);
    QVERIFY(anna.command({{u"do"_s, u"send"_s}, {u"to"_s, jid(u"ben"_s)}, {u"body"_s, u"I am no room"_s}}));
    REQUIRE_ID(chat, ben->openConversation(benId, jid(u"anna"_s)));
    QVERIFY(hears(*ben, chat, u"I am no room"_s));
    QCOMPARE(ben->conversations.value(chat).kind, ConversationKind::Chat);
    QVERIFY(!Engine::wait(ben->rooms().enter(benId, *BareJid::parse(jid(u"anna"_s)), u"Ben"_s, {}), 90));
    REQUIRE(ben->say(chat, u"so I see"_s));
    QVERIFY(anna.event(u"message"_s, {{u"body"_s, u"so I see"_s}}));
    QVERIFY(ben->knownRooms.isEmpty());
}

void RoomsTests::aRoomThatWentSaysWhere()
{
    makePeople({u"anna"_s, u"ben"_s});
    Peer anna(*m_server, person(u"anna"_s));
    QVERIFY2(anna.isOnline(), anna.errors().constData());
    QVERIFY(opens(anna, u"Anna"_s, {{u"muc#roomconfig_persistentroom"_s, u"1"_s}}));
    auto ben = start(u"ben"_s);
    QVERIFY(ben);
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(room, enter(*ben, benId, u"Ben"_s));
    QVERIFY(isIn(*ben, room));
    REQUIRE(Engine::wait(ben->rooms().leave(room)));
    QVERIFY(isOut(*ben, room, RoomState::Out));
    QVERIFY(asks(anna, mucOwner.arg(u"<destroy jid='%1'><reason>moved</reason></destroy>"_s.arg(roomText(u"next"_s)))));
    REQUIRE(enter(*ben, benId, u"Ben"_s));
    QVERIFY(isOut(*ben, room, RoomState::Refused));
    QCOMPARE(ben->knownRooms.value(room).reason, RoomReason::Destroyed);
    QCOMPARE(ben->knownRooms.value(room).successor.room.toString(), roomText(u"next"_s));
}

void RoomsTests::twoOwnersFight()
{
    makePeople({u"anna"_s, u"ben"_s});
    Peer anna(*m_server, person(u"anna"_s));
    QVERIFY2(anna.isOnline(), anna.errors().constData());
    QVERIFY(opens(anna, u"Anna"_s));
    QVERIFY(asks(anna, mucAdmin.arg(u"<item jid='%1' affiliation='owner'/>"_s.arg(jid(u"ben"_s)))));
    auto ben = start(u"ben"_s);
    QVERIFY(ben);
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(room, enter(*ben, benId, u"Ben"_s));
    QVERIFY(isIn(*ben, room));
    QCOMPARE(ben->knownRooms.value(room).affiliation, RoomAffiliation::Owner);
    // The last one does not lock everybody out; of two the first who says so wins.
    REQUIRE(Engine::wait(ben->rooms().setAffiliation(room, *BareJid::parse(jid(u"anna"_s)), RoomAffiliation::Member, {})));
    QVERIFY(!asks(anna, mucAdmin.arg(u"<item jid='%1' affiliation='none'/>"_s.arg(jid(u"ben"_s)))));
    QVERIFY(!Engine::wait(ben->rooms().setAffiliation(room, *BareJid::parse(jid(u"ben"_s)), RoomAffiliation::None, {})));
    QCOMPARE(ben->knownRooms.value(room).affiliation, RoomAffiliation::Owner);
    QCOMPARE(ben->knownRooms.value(room).state, RoomState::In);
    // Made an owner again she takes it from him, and he is told, and may no more.
    REQUIRE(Engine::wait(ben->rooms().setAffiliation(room, *BareJid::parse(jid(u"anna"_s)), RoomAffiliation::Owner, {})));
    QVERIFY(asks(anna, mucAdmin.arg(u"<item jid='%1' affiliation='none'/>"_s.arg(jid(u"ben"_s)))));
    QVERIFY(Engine::waitFor([&] { return ben->knownRooms.value(room).affiliation == RoomAffiliation::None; }));
    const auto refused = Engine::wait(ben->rooms().setAffiliation(room, *BareJid::parse(jid(u"anna"_s)), RoomAffiliation::Outcast, {}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Forbidden);
}

void RoomsTests::aTakenNicknameIsGotRound()
{
    makePeople({u"anna"_s, u"ben"_s});
    Peer anna(*m_server, person(u"anna"_s));
    QVERIFY2(anna.isOnline(), anna.errors().constData());
    QVERIFY(opens(anna, u"Ben"_s)); // hers, today
    auto ben = start(u"ben"_s);
    QVERIFY(ben);
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(room, enter(*ben, benId, u"Ben"_s));
    QVERIFY(isIn(*ben, room));
    QCOMPARE(ben->knownRooms.value(room).nick, u"Ben_"_s);
    // Another that is taken is refused, and we keep ours.
    REQUIRE(Engine::wait(ben->rooms().changeNick(room, u"Ben"_s)));
    QVERIFY(Engine::waitFor([&] { return ben->refusedNicks.size() == 1; }));
    QCOMPARE(ben->refusedNicks.constFirst().kind, ErrorKind::Conflict);
    QCOMPARE(ben->knownRooms.value(room).nick, u"Ben_"_s);
    QCOMPARE(ben->knownRooms.value(room).state, RoomState::In);
}

void RoomsTests::nicknamesAndSubjectsChange()
{
    makePeople({u"anna"_s, u"ben"_s});
    Peer anna(*m_server, person(u"anna"_s));
    QVERIFY2(anna.isOnline(), anna.errors().constData());
    QVERIFY(opens(anna, u"Anna"_s, {{u"muc#roomconfig_changesubject"_s, u"1"_s}}));
    QVERIFY(anna.command({{u"do"_s, u"raw"_s}, {u"xml"_s, u"<message to='%1' type='groupchat'><subject>Keys</subject></message>"_s.arg(roomText())}}));
    auto ben = start(u"ben"_s);
    QVERIFY(ben);
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(room, enter(*ben, benId, u"Ben"_s));
    QVERIFY(isIn(*ben, room));
    QVERIFY(Engine::waitFor([&] { return ben->knownRooms.value(room).subject == u"Keys"_s; }));
    QCOMPARE(ben->knownRooms.value(room).subjectNick, u"Anna"_s);

    REQUIRE(Engine::wait(ben->rooms().changeNick(room, u"Benedict"_s)));
    QVERIFY(Engine::waitFor([&] { return ben->knownRooms.value(room).nick == u"Benedict"_s; }));
    QVERIFY(Engine::waitFor([&] { return ben->occupants.value(room).contains(u"Benedict"_s) && !ben->occupants.value(room).contains(u"Ben"_s); }));
    REQUIRE(ben->say(room, u"still me"_s));
    QVERIFY(anna.event(u"message"_s, {{u"body"_s, u"still me"_s}, {u"from"_s, roomText() + u"/Benedict"_s}}));
    QVERIFY(wasSent(*ben, room, u"still me"_s));
    REQUIRE(Engine::wait(ben->rooms().setSubject(room, u"Found"_s)));
    QVERIFY(Engine::waitFor([&] { return ben->knownRooms.value(room).subject == u"Found"_s; }));

    // What is said aside, or to all with a text, is no subject (facts/security.md, F14).
    for (const QString &forged : {u"<message to='%1/Benedict' type='chat'><subject>EVIL</subject></message>"_s,
                                  u"<message to='%1' type='groupchat'><subject>EVIL</subject><body>with a text</body></message>"_s})
        QVERIFY(anna.command({{u"do"_s, u"raw"_s}, {u"xml"_s, forged.arg(roomText())}}));
    QVERIFY(hears(*ben, room, u"with a text"_s));
    QCOMPARE(ben->knownRooms.value(room).subject, u"Found"_s);
}

void RoomsTests::anothersWordIsNotOurs()
{
    makePeople({u"anna"_s, u"ben"_s});
    Peer anna(*m_server, person(u"anna"_s));
    QVERIFY2(anna.isOnline(), anna.errors().constData());
    QVERIFY(opens(anna, u"Anna"_s));
    auto ben = start(u"ben"_s);
    QVERIFY(ben);
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(room, enter(*ben, benId, u"Ben"_s));
    QVERIFY(isIn(*ben, room));
    REQUIRE(ben->say(room, u"pay nobody"_s));
    const auto heard = anna.event(u"message"_s, {{u"body"_s, u"pay nobody"_s}});
    QVERIFY(heard);
    QVERIFY(wasSent(*ben, room, u"pay nobody"_s));
    // The same id and words from another mouth; and a "correction" of what is not hers.
    const QString origin = heard->value(u"origin").toString();
    QVERIFY(!origin.isEmpty());
    QVERIFY(says(anna, u"pay nobody"_s, origin, u"<origin-id xmlns='urn:xmpp:sid:0' id='%1'/>"_s.arg(origin)));
    QVERIFY(says(anna, u"pay EVIL"_s, u"evil-2"_s, u"<replace xmlns='urn:xmpp:message-correct:0' id='%1'/>"_s.arg(origin)));
    QVERIFY(says(anna, u"control"_s));
    QVERIFY(hears(*ben, room, u"control"_s));
    // What she corrected is what she said herself under that id.
    QCOMPARE(ben->bodies(room), (QStringList{u"pay nobody"_s, u"pay EVIL"_s, u"control"_s}));
    QCOMPARE(ben->messages(room).at(0).direction, Direction::Outgoing);
    QCOMPARE(ben->messages(room).at(1).direction, Direction::Incoming);
    QCOMPARE(ben->messages(room).at(0).edited, 0);
    QVERIFY(ben->messages(room).at(1).edited > 0);
}

void RoomsTests::theNicknameIsNotThePerson()
{
    makePeople({u"anna"_s, u"ben"_s, u"eve"_s});
    Peer anna(*m_server, person(u"anna"_s));
    Peer eve(*m_server, person(u"eve"_s));
    QVERIFY2(anna.isOnline() && eve.isOnline(), anna.errors().constData());
    QVERIFY(opens(anna, u"Anna"_s));
    auto ben = start(u"ben"_s);
    QVERIFY(ben);
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(room, enter(*ben, benId, u"Ben"_s));
    QVERIFY(isIn(*ben, room));
    QVERIFY(joins(eve, u"Eve"_s));
    QVERIFY(says(anna, u"meet at noon"_s, u"anna-1"_s));
    QVERIFY(hears(*ben, room, u"meet at noon"_s));
    QVERIFY(leaves(anna, u"Anna"_s));
    QVERIFY(joins(eve, u"Anna"_s));
    const QString stanzaId = ben->find(room, u"meet at noon"_s)->archiveId.value();
    QVERIFY(!stanzaId.isEmpty());
    QVERIFY(says(eve, u"meet at EVIL"_s, u"eve-1"_s, u"<replace xmlns='urn:xmpp:message-correct:0' id='anna-1'/>"_s));
    QVERIFY(eve.command({{u"do"_s, u"raw"_s},
                         {u"xml"_s, u"<message to='%1' type='groupchat' id='eve-2'><retract xmlns='urn:xmpp:message-retract:1' id='%2'/></message>"_s.arg(
                                        roomText(), stanzaId)}}));
    QVERIFY(says(eve, u"control"_s));
    QVERIFY(hears(*ben, room, u"control"_s));
    QVERIFY(ben->find(room, u"meet at noon"_s));
    QCOMPARE(ben->find(room, u"meet at noon"_s)->retracted, 0);
    QVERIFY(ben->find(room, u"meet at noon"_s)->sender != ben->find(room, u"control"_s)->sender);
    // Who said it may: under any nickname.
    QVERIFY(joins(anna, u"Annie"_s));
    QVERIFY(says(anna, u"meet at one"_s, u"anna-2"_s, u"<replace xmlns='urn:xmpp:message-correct:0' id='anna-1'/>"_s));
    QVERIFY(hears(*ben, room, u"meet at one"_s));
    QVERIFY(!ben->find(room, u"meet at noon"_s));
}

/// XEP-0421, 4.2: a room that does not know of occupant-ids passes on what anybody writes as theirs.
void RoomsTests::whereNoIdsAreAnnouncedNobodyIsBelieved()
{
    Server server({}, {}, {u"--without-occupant-ids"_s}, Server::Program::Ejabberd);
    QVERIFY2(server.port() != 0, qPrintable(server.error()));
    makePeople(server, {u"anna"_s, u"ben"_s, u"eve"_s});
    Peer anna(server, person(u"anna"_s));
    Peer eve(server, person(u"eve"_s));
    QVERIFY2(anna.isOnline() && eve.isOnline(), anna.errors().constData());
    QVERIFY(opens(anna, u"Anna"_s));
    auto ben = start(u"ben"_s);
    QVERIFY(ben);
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s, server));
    REQUIRE_ID(room, enter(*ben, benId, u"Ben"_s));
    QVERIFY(isIn(*ben, room));
    QVERIFY(!ben->knownRooms.value(room).features.occupantIds);
    QVERIFY(joins(eve, u"Eve"_s));
    const QString claimed = u"<occupant-id xmlns='urn:xmpp:occupant-id:0' id='of-anna'/>"_s;
    QVERIFY(says(anna, u"meet at noon"_s, u"anna-1"_s, claimed));
    QVERIFY(eve.event(u"message"_s, {{u"body"_s, u"meet at noon"_s}}));
    QVERIFY(hears(*ben, room, u"meet at noon"_s));
    QCOMPARE(ben->occupants.value(room).value(u"Anna"_s).id, QString());
    // Hers by nickname and by the id that she claims; and neither makes it another's.
    QVERIFY(leaves(anna, u"Anna"_s));
    QVERIFY(joins(eve, u"Anna"_s));
    QVERIFY(says(eve, u"meet at EVIL"_s, u"eve-1"_s, claimed + u"<replace xmlns='urn:xmpp:message-correct:0' id='anna-1'/>"_s));
    QVERIFY(eve.command({{u"do"_s, u"raw"_s},
                         {u"xml"_s, u"<message to='%1' type='groupchat' id='eve-2'>%2<retract xmlns='urn:xmpp:message-retract:1' id='anna-1'/>"
                                    "<apply-to xmlns='urn:xmpp:fasten:0' id='anna-1'><retract xmlns='urn:xmpp:message-retract:0'/></apply-to></message>"_s.arg(
                                        roomText(), claimed)}}));
    QVERIFY(says(eve, u"control"_s, {}, claimed));
    QVERIFY(hears(*ben, room, u"control"_s));
    QVERIFY(ben->find(room, u"meet at noon"_s));
    QCOMPARE(ben->find(room, u"meet at noon"_s)->retracted, 0);
    QCOMPARE(ben->find(room, u"meet at noon"_s)->edited, 0);
    // Who claims our nickname's id is not us.
    REQUIRE(ben->say(room, u"pay nobody"_s));
    QVERIFY(wasSent(*ben, room, u"pay nobody"_s));
    QCOMPARE(ben->find(room, u"control"_s)->direction, Direction::Incoming);
    QCOMPARE(ben->find(room, u"pay nobody"_s)->direction, Direction::Outgoing);
}

void RoomsTests::privateMessagesStandApart()
{
    makePeople({u"anna"_s, u"ben"_s, u"eve"_s});
    Peer anna(*m_server, person(u"anna"_s));
    Peer eve(*m_server, person(u"eve"_s));
    QVERIFY2(anna.isOnline() && eve.isOnline(), anna.errors().constData());
    QVERIFY(opens(anna, u"Anna"_s));
    auto ben = start(u"ben"_s);
    QVERIFY(ben);
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(room, enter(*ben, benId, u"Ben"_s));
    REQUIRE_ID(contact, ben->openConversation(benId, jid(u"anna"_s)));
    QVERIFY(isIn(*ben, room));
    QVERIFY(Engine::waitFor([&] { return ben->occupants.value(room).contains(u"Anna"_s); }));
    QVERIFY(anna.command({{u"do"_s, u"send"_s}, {u"to"_s, roomText() + u"/Ben"_s}, {u"body"_s, u"just you"_s}}));
    REQUIRE_ID(aside, Engine::wait(ben->rooms().openPrivate(room, u"Anna"_s)));
    QVERIFY(hears(*ben, aside, u"just you"_s));
    QVERIFY(aside != room && aside != contact);
    QVERIFY(ben->bodies(contact).isEmpty());
    QVERIFY(ben->bodies(room).isEmpty());
    QVERIFY(Engine::waitFor([&] { return ben->conversations.value(aside).kind == ConversationKind::RoomPrivate; }));
    QCOMPARE(ben->conversations.value(aside).nick, u"Anna"_s);

    REQUIRE(ben->say(aside, u"only for you"_s));
    QVERIFY(anna.event(u"message"_s, {{u"body"_s, u"only for you"_s}, {u"from"_s, roomText() + u"/Ben"_s}}));
    QVERIFY(wasSent(*ben, aside, u"only for you"_s));
    const QString annaThere = ben->occupants.value(room).value(u"Anna"_s).id;
    QVERIFY(!annaThere.isEmpty());
    // She goes, and another takes her nickname: that one gets nothing of what is meant for her.
    QVERIFY(leaves(anna, u"Anna"_s));
    QVERIFY(joins(eve, u"Anna"_s));
    QVERIFY(Engine::waitFor([&] {
        const Occupant now = ben->occupants.value(room).value(u"Anna"_s);
        return !now.id.isEmpty() && now.id != annaThere;
    }));
    REQUIRE(ben->say(aside, u"secret"_s));
    REQUIRE(ben->say(room, u"control"_s));
    QVERIFY(eve.event(u"message"_s, {{u"body"_s, u"control"_s}}));
    QVERIFY(!eve.event(u"message"_s, {{u"body"_s, u"secret"_s}}, 1));
    QCOMPARE(ben->find(aside, u"secret"_s)->state, MessageState::Waiting);
    // She is back, under whatever nickname.
    QVERIFY(joins(anna, u"Annie"_s));
    QVERIFY(anna.event(u"message"_s, {{u"body"_s, u"secret"_s}}));
    QVERIFY(wasSent(*ben, aside, u"secret"_s));
}

void RoomsTests::whatWasSaidBeforeComesInOrder()
{
    makePeople({u"anna"_s, u"ben"_s});
    Peer anna(*m_server, person(u"anna"_s));
    QVERIFY2(anna.isOnline(), anna.errors().constData());
    QVERIFY(opens(anna, u"Anna"_s, {{u"muc#roomconfig_persistentroom"_s, u"1"_s}}));
    QStringList expected;
    const auto sayMany = [&](int first, int last) {
        for (int number = first; number <= last; ++number) {
            expected.append(u"line %1"_s.arg(number));
            QVERIFY(says(anna, expected.constLast(), u"id-%1"_s.arg(number)));
        }
        QVERIFY(anna.event(u"message"_s, {{u"body"_s, expected.constLast()}}));
    };
    sayMany(1, 120); // more than two pages as Prosody gives them
    auto ben = start(u"ben"_s);
    QVERIFY(ben);
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(room, enter(*ben, benId, u"Ben"_s));
    QVERIFY(isIn(*ben, room));
    QVERIFY(Engine::waitFor([&] { return ben->messages(room).size() == 120; }));
    QCOMPARE(ben->bodies(room), expected);
    QCOMPARE(ben->conversations.value(room).unread, 0); // said before we ever were there
    // Newest first.
    QVERIFY(!ben->batches.isEmpty());
    QCOMPARE(ben->batches.constFirst().messages.constLast().body, u"line 120"_s);

    // Away, and back: the stretch between, once, and behind it what is said live.
    REQUIRE(Engine::wait(ben->rooms().leave(room)));
    QVERIFY(isOut(*ben, room, RoomState::Out));
    sayMany(121, 190);
    REQUIRE(enter(*ben, benId));
    QVERIFY(isIn(*ben, room));
    sayMany(191, 200);
    QVERIFY(Engine::waitFor([&] { return ben->messages(room).size() == 200; }));
    QCOMPARE(ben->bodies(room), expected);
    QVERIFY(Engine::waitFor([&] { return ben->conversations.value(room).unread == 80; }));
    QCOMPARE(ben->knownRooms.value(room).nick, u"Ben"_s);
}

/// What is there twice or not at all, with what it is recognised by.
static QByteArray amiss(const QList<Message> &messages, const QStringList &texts)
{
    QStringList lines;
    for (const QString &text : texts) {
        const auto is = [&text](const Message &message) { return message.body == text; };
        if (std::count_if(messages.cbegin(), messages.cend(), is) == 1)
            continue;
        lines.append(u"not once: "_s + text);
        for (const Message &message : messages) {
            if (is(message))
                lines.append(u"  %1 of %2, origin %3, archive %4, at %5, state %6"_s
                                 .arg(message.id.value()).arg(message.sender.toString(), message.originId.value())
                                 .arg(message.archiveId.value()).arg(message.time).arg(int(message.state)));
        }
    }
    return lines.join(u'\n').toUtf8();
}

void RoomsTests::nothingIsLostOrDoubledOverARestart()
{
    Server server({});
    QVERIFY2(server.port() != 0, qPrintable(server.error()));
    makePeople(server, {u"anna"_s, u"ben"_s});
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    QVERIFY(anna && ben);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s, server));
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s, server));
    REQUIRE_ID(room, create(*anna, annaId, RoomPurpose::PublicChannel, u"Anna"_s));
    REQUIRE_ID(there, enter(*ben, benId, u"Ben"_s));
    QVERIFY(isIn(*ben, there));
    QStringList texts;
    const auto both = [&](int round) {
        for (int number = 0; number < 10; ++number) {
            const QString text = u"%1 %2.%3"_s.arg(number % 2 ? u"ben"_s : u"anna"_s).arg(round).arg(number);
            texts.append(text);
            REQUIRE(number % 2 ? ben->say(there, text) : anna->say(room, text));
        }
    };
    both(1);
    for (const QString &how : {u"restart"_s, u"kill"_s, u"stop"_s}) {
        QVERIFY(server.command(how));
        both(int(texts.size()));
        if (how != u"restart")
            QVERIFY(server.command(u"start"_s));
        anna->accounts().tryNow(annaId);
        ben->accounts().tryNow(benId);
        // After so many ends in a minute there are six streams, and the next one waits for a minute (ConnectionSupervisor).
        QVERIFY(anna->waitUntil(annaId, ConnectionState::Online, 100));
        QVERIFY(ben->waitUntil(benId, ConnectionState::Online, 100));
        const auto isThere = [&](Engine &engine, ConversationId conversation) {
            const QList<Message> all = engine.messages(conversation);
            return all.size() == texts.size() && std::none_of(all.cbegin(), all.cend(), [](const Message &message) {
                return message.state == MessageState::Waiting;
            });
        };
        const bool complete = Engine::waitFor([&] { return isThere(*anna, room) && isThere(*ben, there); }, 90);
        for (const auto &[engine, conversation] : {std::pair(anna.get(), room), std::pair(ben.get(), there)}) {
            const QByteArray wrong = amiss(engine->messages(conversation), texts);
            QVERIFY2(wrong.isEmpty(), wrong.constData());
        }
        QVERIFY(complete);
    }
    // What each wrote stands in its order on the other side.
    for (const QString &who : {u"anna"_s, u"ben"_s})
        QCOMPARE((who == u"anna" ? ben->bodies(there) : anna->bodies(room)).filter(who), texts.filter(who));
}

void RoomsTests::aRoomThatForgotUsIsEnteredAgain()
{
    makePeople({u"anna"_s, u"ben"_s});
    Peer anna(*m_server, person(u"anna"_s));
    QVERIFY2(anna.isOnline(), anna.errors().constData());
    QVERIFY(opens(anna, u"Anna"_s, {{u"muc#roomconfig_persistentroom"_s, u"1"_s}}));
    auto ben = start(u"ben"_s);
    QVERIFY(ben);
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(room, enter(*ben, benId, u"Ben"_s));
    QVERIFY(isIn(*ben, room));
    REQUIRE(ben->say(room, u"before"_s));
    QVERIFY(wasSent(*ben, room, u"before"_s));
    // Another session of ours that leaves under our nickname takes only itself along; a new session enters by itself.
    REQUIRE(Engine::wait(ben->accounts().signOut(benId)));
    QVERIFY(anna.event(u"presence"_s, {{u"jid"_s, roomText() + u"/Ben"_s}, {u"type"_s, u"unavailable"_s}}));
    REQUIRE(ben->say(room, u"while away"_s));
    QVERIFY(says(anna, u"you missed this"_s));
    QVERIFY(anna.event(u"message"_s, {{u"body"_s, u"you missed this"_s}}));
    QVERIFY(Engine::waitFor([&] { return ben->knownRooms.value(room).state == RoomState::Lost; }));
    REQUIRE(Engine::wait(ben->accounts().providePassword(benId, u"secret"_s), 30));
    QVERIFY(isIn(*ben, room));
    QVERIFY(wasSent(*ben, room, u"while away"_s));
    QVERIFY(hears(*ben, room, u"you missed this"_s));
    QVERIFY(anna.event(u"message"_s, {{u"body"_s, u"while away"_s}}));
    QVERIFY(!anna.event(u"message"_s, {{u"body"_s, u"while away"_s}}, 1));
    QCOMPARE(ben->bodies(room).count(u"before"_s), 1);
}

void RoomsTests::bookmarksFollowTheAccount()
{
    makePeople({u"anna"_s, u"ben"_s});
    Peer anna(*m_server, person(u"anna"_s));
    Peer elsewhere(*m_server, person(u"ben"_s), u"other"_s);
    QVERIFY2(anna.isOnline() && elsewhere.isOnline(), anna.errors().constData());
    QVERIFY(opens(anna, u"Anna"_s, {{u"muc#roomconfig_persistentroom"_s, u"1"_s}}));
    auto desk = start(u"desk"_s);
    auto laptop = start(u"laptop"_s);
    QVERIFY(desk && laptop);
    REQUIRE_ID(deskId, signIn(*desk, u"ben"_s));
    REQUIRE(signIn(*laptop, u"ben"_s));
    REQUIRE_ID(room, enter(*desk, deskId, u"Ben"_s));
    QVERIFY(isIn(*desk, room));
    // The other device goes there too, under the same nickname.
    QVERIFY(Engine::waitFor([&] { return !laptop->knownRooms.isEmpty(); }));
    const ConversationId there = laptop->knownRooms.constBegin().key();
    QVERIFY(isIn(*laptop, there));
    QCOMPARE(laptop->knownRooms.value(there).nick, u"Ben"_s);
    REQUIRE(desk->say(room, u"from the desk"_s));
    QVERIFY(hears(*laptop, there, u"from the desk"_s));
    QCOMPARE(laptop->find(there, u"from the desk"_s)->direction, Direction::Outgoing);

    // What another program put into the bookmark stays when we change it.
    const auto publish = elsewhere.command({{u"do"_s, u"ask"_s}, {u"to"_s, jid(u"ben"_s)}, {u"type"_s, u"set"_s},
        {u"xml"_s, u"<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='urn:xmpp:bookmarks:1'><item id='%1'>"
                   "<conference xmlns='urn:xmpp:bookmarks:1' name='Crews' autojoin='true'><nick>Ben</nick><extensions>"
                   "<state xmlns='urn:example:theirs' minimized='true'/></extensions></conference></item></publish></pubsub>"_s.arg(roomText())}});
    QVERIFY(publish);
    QCOMPARE(publish->value(u"type").toString(), u"result"_s);
    QVERIFY(Engine::waitFor([&] { return !desk->bookmarks.isEmpty() && desk->bookmarks.constFirst().name == u"Crews"_s; }));
    REQUIRE(Engine::wait(desk->rooms().setNotify(deskId, roomJid(), RoomNotify::OnMention)));
    QVERIFY(Engine::waitFor([&] { return !laptop->bookmarks.isEmpty() && laptop->bookmarks.constFirst().notify == RoomNotify::OnMention; }));
    const auto kept = elsewhere.command({{u"do"_s, u"ask"_s}, {u"to"_s, jid(u"ben"_s)}, {u"type"_s, u"get"_s},
        {u"xml"_s, u"<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:bookmarks:1'/></pubsub>"_s}});
    QVERIFY(kept);
    QVERIFY2(kept->value(u"xml").toString().contains(u"urn:example:theirs"), qPrintable(kept->value(u"xml").toString()));
    QVERIFY(kept->value(u"xml").toString().contains(u"on-mention"));

    // Muted here, it is muted there; and a device that comes later has it so from the beginning.
    REQUIRE(Engine::wait(desk->chat().setMuted(room, true)));
    QVERIFY(Engine::waitFor([&] { return laptop->conversations.value(there).muted; }));
    QCOMPARE(laptop->bookmarks.constFirst().notify, RoomNotify::Never);
    auto phone = start(u"phone"_s);
    QVERIFY(phone);
    REQUIRE(signIn(*phone, u"ben"_s));
    QVERIFY(Engine::waitFor([&] {
        const QList<Conversation> all = phone->conversations.values();
        return std::any_of(all.cbegin(), all.cend(), [&](const Conversation &each) { return each.peer == roomJid() && each.muted; });
    }));
    phone.reset();
    // What is pinned here stands above the others there.
    REQUIRE(Engine::wait(desk->chat().setPinned(room, true)));
    QVERIFY(Engine::waitFor([&] { return laptop->conversations.value(there).pinned; }));
    REQUIRE(Engine::wait(laptop->chat().setPinned(there, false)));
    QVERIFY(Engine::waitFor([&] { return !desk->conversations.value(room).pinned; }));
    REQUIRE(Engine::wait(laptop->chat().setMuted(there, false)));
    QVERIFY(Engine::waitFor([&] { return !desk->conversations.value(room).muted; }));
    QCOMPARE(desk->bookmarks.constFirst().notify, RoomNotify::OnMention); // what it was before

    // Left here, it is left there; and a restart does not bring it back.
    REQUIRE(Engine::wait(desk->rooms().leave(room)));
    QVERIFY(isOut(*laptop, there, RoomState::Out));
    QCOMPARE(laptop->bookmarks.constFirst().autojoin, false);
    // Nobody else writes our bookmarks (facts/security.md, I4).
    QVERIFY(anna.command({{u"do"_s, u"raw"_s},
        {u"xml"_s, u"<message to='%1' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='urn:xmpp:bookmarks:1'>"
                   "<item id='%2'><conference xmlns='urn:xmpp:bookmarks:1' autojoin='true'/></item></items></event></message>"_s.arg(
                       jid(u"ben"_s), roomText(u"trap"_s))}}));
    QVERIFY(anna.command({{u"do"_s, u"send"_s}, {u"to"_s, jid(u"ben"_s)}, {u"body"_s, u"control"_s}}));
    const ConversationId chat = Engine::wait(desk->chat().openConversation(deskId, *BareJid::parse(jid(u"anna"_s)))).value();
    QVERIFY(hears(*desk, chat, u"control"_s));
    QCOMPARE(desk->bookmarks.size(), 1);
}

void RoomsTests::invitationsComeAndAreAnswered()
{
    makePeople({u"anna"_s, u"ben"_s});
    Peer anna(*m_server, person(u"anna"_s));
    QVERIFY2(anna.isOnline(), anna.errors().constData());
    QVERIFY(opens(anna, u"Anna"_s, {{u"muc#roomconfig_membersonly"_s, u"1"_s}, {u"muc#roomconfig_whois"_s, u"anyone"_s}}));
    auto ben = start(u"ben"_s);
    QVERIFY(ben);
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    const QString direct = u"<message to='%1'><x xmlns='jabber:x:conference' jid='%2' reason='come'/></message>"_s;
    QVERIFY(anna.command({{u"do"_s, u"raw"_s}, {u"xml"_s, direct.arg(jid(u"ben"_s), roomText())}}));
    QVERIFY(Engine::waitFor([&] { return ben->invitations.size() == 1; }));
    QCOMPARE(ben->invitations.constFirst().invitation.kind, RoomInvitation::Kind::Direct);
    QCOMPARE(ben->invitations.constFirst().invitation.from.toString(), jid(u"anna"_s));
    // The room itself asks, and lets us in with it.
    QVERIFY(anna.command({{u"do"_s, u"raw"_s},
                          {u"xml"_s, u"<message to='%1'><x xmlns='http://jabber.org/protocol/muc#user'><invite to='%2'><reason>do</reason></invite></x>"
                                     "</message>"_s.arg(roomText(), jid(u"ben"_s))}}));
    QVERIFY(Engine::waitFor([&] {
        return ben->invitations.size() == 1 && ben->invitations.constFirst().invitation.kind == RoomInvitation::Kind::Mediated;
    }));
    QCOMPARE(ben->invitations.constFirst().invitation.reason, u"do"_s);
    QVERIFY(ben->knownRooms.isEmpty()); // nobody goes anywhere unasked
    REQUIRE_ID(room, enter(*ben, benId, u"Ben"_s));
    QVERIFY(isIn(*ben, room));
    QVERIFY(Engine::waitFor([&] { return ben->invitations.isEmpty(); }));
    QVERIFY(Engine::waitFor([&] { return ben->knownRooms.value(room).members == 2; })); // by its lists: Anna, and now Ben
    REQUIRE(Engine::wait(ben->rooms().leave(room)));
    QVERIFY(isOut(*ben, room, RoomState::Out));
    QVERIFY(anna.command({{u"do"_s, u"raw"_s}, {u"xml"_s, direct.arg(jid(u"ben"_s), roomText(u"other"_s))}}));
    QVERIFY(Engine::waitFor([&] { return ben->invitations.size() == 1; }));
    REQUIRE(Engine::wait(ben->rooms().decline(benId, roomJid(u"other"_s), {})));
    QVERIFY(Engine::waitFor([&] { return ben->invitations.isEmpty(); }));
}

void RoomsTests::typingIsSeen()
{
    makePeople({u"anna"_s, u"ben"_s});
    Peer anna(*m_server, person(u"anna"_s));
    QVERIFY2(anna.isOnline(), anna.errors().constData());
    QVERIFY(opens(anna, u"Anna"_s, {{u"muc#roomconfig_membersonly"_s, u"1"_s}})); // into open ones we do not tell it
    QVERIFY(asks(anna, mucAdmin.arg(u"<item jid='%1' affiliation='member'/>"_s.arg(jid(u"ben"_s)))));
    auto ben = start(u"ben"_s);
    QVERIFY(ben);
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(room, enter(*ben, benId, u"Ben"_s));
    QVERIFY(isIn(*ben, room));
    REQUIRE(ben->say(room, u"first"_s));
    QVERIFY(wasSent(*ben, room, u"first"_s));
    QVERIFY(anna.command({{u"do"_s, u"raw"_s},
                          {u"xml"_s, u"<message to='%1' type='groupchat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>"_s.arg(roomText())}}));
    QVERIFY(Engine::waitFor([&] { return ben->occupantStates.value(room).value(u"Anna"_s, ChatState::Gone) == ChatState::Composing; }));
    ben->chat().setChatState(room, ChatState::Composing);
    QVERIFY(anna.event(u"state"_s, {{u"state"_s, u"composing"_s}, {u"from"_s, roomText() + u"/Ben"_s}}));
}

/// What the window offers, the room does; what it does not offer, the room refuses.
void RoomsTests::whatOwnersAndModeratorsDo()
{
    makePeople({u"anna"_s, u"ben"_s});
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    QVERIFY(anna && ben);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(room, create(*anna, annaId, RoomPurpose::PublicChannel, u"Anna"_s));
    QVERIFY(isIn(*anna, room));
    REQUIRE_ID(there, enter(*ben, benId, u"Ben"_s));
    QVERIFY(isIn(*ben, there));
    const BareJid benJid = *BareJid::parse(jid(u"ben"_s));
    const auto seen = [&](const QString &nick) { return anna->occupants.value(room).value(nick); };
    const auto over = [&] { return rightsOver(anna->knownRooms.value(room), seen(u"Ben"_s)); };
    const auto rights = [&](Engine &engine, ConversationId id) { return rightsIn(engine.knownRooms.value(id)); };
    QVERIFY(Engine::waitFor([&] { return seen(u"Ben"_s).role == RoomRole::Participant; }));
    QCOMPARE(seen(u"Ben"_s).jid, benJid); // an owner sees addresses in a channel too
    QVERIFY(ben->occupants.value(there).value(u"Anna"_s).jid == BareJid());
    QVERIFY(rights(*anna, room).testFlags(RoomRight::Configure | RoomRight::Destroy | RoomRight::SeeLists | RoomRight::SetSubject));
    // A channel keeps its subject to those who run it.
    QVERIFY(!rights(*ben, there).testAnyFlags(RoomRight::Configure | RoomRight::SetSubject | RoomRight::SeeLists));
    QVERIFY(!rightsOver(ben->knownRooms.value(there), ben->occupants.value(there).value(u"Anna"_s)).testFlag(OccupantRight::Kick));
    const auto tried = Engine::wait(ben->rooms().kick(there, u"Anna"_s, {}));
    QVERIFY(!tried);
    QCOMPARE(tried.error().kind, ErrorKind::Forbidden);
    const auto looked = Engine::wait(ben->rooms().configuration(there));
    QVERIFY(!looked);
    QCOMPARE(looked.error().kind, ErrorKind::Forbidden);

    // Up …
    QVERIFY(over().testFlags(OccupantRight::MakeModerator | OccupantRight::MakeMember | OccupantRight::MakeOwner | OccupantRight::Kick));
    REQUIRE(Engine::wait(anna->rooms().setRole(room, u"Ben"_s, RoomRole::Moderator, {})));
    QVERIFY(Engine::waitFor([&] { return ben->knownRooms.value(there).role == RoomRole::Moderator; }));
    QVERIFY(rights(*ben, there).testFlag(RoomRight::SetSubject));
    REQUIRE(Engine::wait(ben->rooms().setSubject(there, u"by a moderator"_s)));
    QVERIFY(Engine::waitFor([&] { return anna->knownRooms.value(room).subject == u"by a moderator"_s; }));
    REQUIRE(Engine::wait(anna->rooms().setAffiliation(room, benJid, RoomAffiliation::Admin, {})));
    QVERIFY(Engine::waitFor([&] { return ben->knownRooms.value(there).affiliation == RoomAffiliation::Admin; }));
    QVERIFY(rights(*ben, there).testFlag(RoomRight::SeeLists) && !rights(*ben, there).testFlag(RoomRight::Configure));
    const auto demoted = Engine::wait(ben->rooms().setAffiliation(there, *BareJid::parse(jid(u"anna"_s)), RoomAffiliation::None, {}));
    QVERIFY(!demoted);
    // … and down again, and out.
    REQUIRE(Engine::wait(anna->rooms().setAffiliation(room, benJid, RoomAffiliation::None, {})));
    QVERIFY(Engine::waitFor([&] { return ben->knownRooms.value(there).affiliation == RoomAffiliation::None && over().testFlag(OccupantRight::Kick); }));
    REQUIRE(Engine::wait(anna->rooms().kick(room, u"Ben"_s, u"enough"_s)));
    QVERIFY(isOut(*ben, there, RoomState::Out));
    QCOMPARE(ben->knownRooms.value(there).reason, RoomReason::Kicked);
    QCOMPARE(errorOf(ben->knownRooms.value(there))->kind, ErrorKind::Forbidden);
    QCOMPARE(errorOf(ben->knownRooms.value(there))->detail, u"enough"_s);
    QCOMPARE(rights(*ben, there), RoomRights());
    REQUIRE(enter(*ben, benId));
    QVERIFY(isIn(*ben, there));
    REQUIRE(Engine::wait(anna->rooms().setAffiliation(room, benJid, RoomAffiliation::Outcast, u"for good"_s)));
    QVERIFY(Engine::waitFor([&] { return ben->knownRooms.value(there).reason == RoomReason::Banned; }));
    REQUIRE_ID(banned, Engine::wait(anna->rooms().members(room, RoomAffiliation::Outcast)));
    QCOMPARE(banned.size(), 1);
    QCOMPARE(banned.constFirst().jid, benJid);
    REQUIRE(enter(*ben, benId));
    QVERIFY(isOut(*ben, there, RoomState::Refused));
    QCOMPARE(ben->knownRooms.value(there).reason, RoomReason::Banned);
    QVERIFY(rightsOver(anna->knownRooms.value(room), banned.constFirst()).testFlag(OccupantRight::TakeAffiliation));
    REQUIRE(Engine::wait(anna->rooms().setAffiliation(room, benJid, RoomAffiliation::None, {})));
    REQUIRE(enter(*ben, benId));
    QVERIFY(isIn(*ben, there));

    // What it is, and its end.
    REQUIRE_ID(form, Engine::wait(anna->rooms().configuration(room)));
    DataForm filled = form;
    QVERIFY(filled.find(u"muc#roomconfig_roomname") && filled.find(u"muc#roomconfig_changesubject"));
    filled.find(u"muc#roomconfig_roomname")->values = {u"Night crews"_s};
    filled.find(u"muc#roomconfig_changesubject")->values = {u"1"_s};
    REQUIRE(Engine::wait(anna->rooms().configure(room, filled)));
    QVERIFY(Engine::waitFor([&] { return ben->knownRooms.value(there).features.name == u"Night crews"_s; }));
    QVERIFY(rights(*ben, there).testFlag(RoomRight::SetSubject));
    REQUIRE(Engine::wait(ben->rooms().setSubject(there, u"by anybody"_s)));
    QVERIFY(Engine::waitFor([&] { return anna->knownRooms.value(room).subject == u"by anybody"_s; }));
    REQUIRE(Engine::wait(anna->rooms().destroy(room, roomJid(u"next"_s), u"moved"_s)));
    QVERIFY(isOut(*ben, there, RoomState::Out));
    QCOMPARE(ben->knownRooms.value(there).reason, RoomReason::Destroyed);
    QCOMPARE(ben->knownRooms.value(there).successor.room, roomJid(u"next"_s));
    QCOMPARE(errorOf(ben->knownRooms.value(there))->detail, u"moved"_s);
    QVERIFY(isOut(*anna, room, RoomState::Out));
}

void RoomsTests::membersAskOthersIn()
{
    makePeople({u"anna"_s, u"ben"_s, u"carl"_s});
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    auto carl = start(u"carl"_s);
    QVERIFY(anna && ben && carl);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(carlId, signIn(*carl, u"carl"_s));
    REQUIRE_ID(room, create(*anna, annaId, RoomPurpose::PrivateGroup, u"Anna"_s));
    QVERIFY(isIn(*anna, room));
    const auto isAsked = [&](Engine &engine, const QString &by) {
        return Engine::waitFor([&] {
            return engine.invitations.size() == 1 && engine.invitations.constFirst().invitation.room == roomJid()
                && engine.invitations.constFirst().invitation.from.toString() == jid(by);
        });
    };
    REQUIRE(Engine::wait(anna->rooms().invite(room, {*BareJid::parse(jid(u"ben"_s))}, u"come in"_s)));
    QVERIFY(isAsked(*ben, u"anna"_s));
    QCOMPARE(ben->invitations.constFirst().invitation.reason, u"come in"_s);
    REQUIRE_ID(there, enter(*ben, benId, u"Ben"_s));
    QVERIFY(isIn(*ben, there));
    QCOMPARE(ben->knownRooms.value(there).affiliation, RoomAffiliation::Member);
    // In a group that we make every member may ask others in.
    QVERIFY(rightsIn(ben->knownRooms.value(there)).testFlag(RoomRight::Invite));
    REQUIRE(Engine::wait(ben->rooms().invite(there, {*BareJid::parse(jid(u"carl"_s))}, {})));
    QVERIFY(isAsked(*carl, u"ben"_s));
    REQUIRE_ID(third, enter(*carl, carlId, u"Carl"_s));
    QVERIFY(isIn(*carl, third));
    QVERIFY(Engine::waitFor([&] { return anna->occupants.value(room).size() == 3; }));
}

void RoomsTests::aVoiceIsAskedForAndGiven()
{
    makePeople({u"anna"_s, u"ben"_s});
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    QVERIFY(anna && ben);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(room, create(*anna, annaId, RoomPurpose::PublicChannel, u"Anna"_s));
    REQUIRE_ID(form, Engine::wait(anna->rooms().configuration(room)));
    DataForm filled = form;
    QVERIFY(filled.find(u"muc#roomconfig_moderatedroom"));
    filled.find(u"muc#roomconfig_moderatedroom")->values = {u"1"_s};
    if (FormField *voices = filled.find(u"members_by_default"))
        voices->values = {u"0"_s}; // in ejabberd, who comes in may speak in such a room too
    REQUIRE(Engine::wait(anna->rooms().configure(room, filled)));
    REQUIRE_ID(there, enter(*ben, benId, u"Ben"_s));
    QVERIFY(isIn(*ben, there));
    QVERIFY(Engine::waitFor([&] { return rightsIn(ben->knownRooms.value(there)).testFlag(RoomRight::AskForVoice); }));
    QVERIFY(!rightsIn(ben->knownRooms.value(there)).testFlag(RoomRight::Speak));
    REQUIRE(Engine::wait(ben->rooms().requestVoice(there)));
    QVERIFY(Engine::waitFor([&] { return anna->voiceRequests == QList<QString>{u"Ben"_s}; }));
    REQUIRE(Engine::wait(anna->rooms().answerVoice(room, u"Ben"_s, *BareJid::parse(jid(u"ben"_s)), Voice::Granted)));
    QVERIFY(Engine::waitFor([&] { return rightsIn(ben->knownRooms.value(there)).testFlag(RoomRight::Speak); }));
    REQUIRE(ben->say(there, u"thank you"_s));
    QVERIFY(hears(*anna, room, u"thank you"_s));
}

void RoomsTests::theListsShowWhoIsThere()
{
    makePeople({u"anna"_s, u"ben"_s, u"carl"_s});
    auto anna = start(u"anna"_s);
    QVERIFY(anna);
    RoomListModel rooms;
    connect(&anna->rooms(), &RoomDoor::roomsChanged, &rooms, &RoomListModel::changeRooms);
    connect(&anna->rooms(), &RoomDoor::bookmarksChanged, &rooms, &RoomListModel::replaceBookmarks);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(room, create(*anna, annaId, RoomPurpose::PrivateGroup, u"Anna"_s));
    QVERIFY(isIn(*anna, room));
    QVERIFY(Engine::waitFor([&] { return rooms.find(room) && rooms.find(room)->bookmark && rooms.find(room)->name() == u"Field crews"_s; }));
    // The page of a room is opened when we are in already.
    OccupantListModel people;
    people.setRoom(room);
    people.setOwnNick(rooms.find(room)->room.nick);
    connect(&anna->rooms(), &RoomDoor::occupantsChanged, &people, &OccupantListModel::changeOccupants);
    REQUIRE(Engine::wait(anna->rooms().announceOccupants(room)));
    const auto shown = [&people] {
        QStringList all;
        for (int i = 0; i < people.rowCount(); ++i) {
            const auto row = people.row(i);
            all.append(row.isHeader ? u"[%1 %2]"_s.arg(int(row.section)).arg(row.total) : row.occupant.nick + (row.isUs ? u"*"_s : QString()));
        }
        return all.join(u' ');
    };
    QVERIFY(Engine::waitFor([&] { return shown() == u"[0 1] Anna*"_s; }));
    for (const QString &each : {u"ben"_s, u"carl"_s}) {
        REQUIRE(Engine::wait(anna->rooms().setAffiliation(room, *BareJid::parse(jid(each)), RoomAffiliation::Member, {})));
    }
    REQUIRE_ID(members, Engine::wait(anna->rooms().allMembers(room)));
    people.setMembers(members);
    QCOMPARE(shown(), u"[0 1] Anna* [2 2] %1 %2"_s.arg(person(u"ben"_s), person(u"carl"_s)));
    Peer ben(*m_server, person(u"ben"_s));
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    QVERIFY(joins(ben, u"Ben"_s));
    QVERIFY2(Engine::waitFor([&] { return shown() == u"[0 1] Anna* [1 1] Ben [2 1] %1"_s.arg(person(u"carl"_s)); }), qPrintable(shown()));
    QVERIFY(leaves(ben, u"Ben"_s));
    QVERIFY2(Engine::waitFor([&] { return people.rowCount() == 5 && people.present() == 1; }), qPrintable(shown()));
    REQUIRE(Engine::wait(anna->rooms().leave(room)));
    QVERIFY(Engine::waitFor([&] { return people.present() == 0; }));
    QVERIFY(Engine::waitFor([&] { return rooms.find(room)->room.state == RoomState::Out && !rooms.find(room)->bookmark->autojoin; }));
}

void RoomsTests::roomsAreFoundAndKept()
{
    makePeople({u"anna"_s, u"ben"_s});
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    QVERIFY(anna && ben);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(services, Engine::wait(anna->rooms().services(annaId)));
    QCOMPARE(services.size(), 1);
    const BareJid address = proposedRoomAddress(services.constFirst(), RoomPurpose::PublicChannel, u"Café %1"_s.arg(m_number));
    QCOMPARE(address.toString(), u"cafe-%1@groups.harbor.example"_s.arg(m_number));
    REQUIRE_ID(channel, Engine::wait(anna->rooms().create(annaId, address, RoomPurpose::PublicChannel, u"Café"_s, u"Anna"_s)));
    const BareJid group = proposedRoomAddress(services.constFirst(), RoomPurpose::PrivateGroup, u"Café"_s);
    REQUIRE(Engine::wait(anna->rooms().create(annaId, group, RoomPurpose::PrivateGroup, u"Private"_s, u"Anna"_s)));
    // A channel is listed, a group is not.
    REQUIRE_ID(listed, Engine::wait(ben->rooms().listRooms(benId, services.constFirst())));
    const auto isListed = [&listed](const BareJid &room) {
        return std::any_of(listed.cbegin(), listed.cend(), [&room](const ListedRoom &each) { return each.room == room; });
    };
    QVERIFY(isListed(address));
    QVERIFY(!isListed(group));
    REQUIRE_ID(features, Engine::wait(ben->rooms().features(benId, address)));
    QCOMPARE(features.name, u"Café"_s);
    QCOMPARE(features.occupants, std::optional(1));
    QVERIFY(!features.membersOnly && !features.nonAnonymous && features.archive);
    QVERIFY(Engine::waitFor([&] { return anna->knownRooms.value(channel).state == RoomState::In; }));

    REQUIRE_ID(there, Engine::wait(ben->rooms().enter(benId, address, u"Ben"_s, {})));
    QVERIFY(isIn(*ben, there));
    const auto bookmark = [&ben]() { return ben->bookmarks.isEmpty() ? RoomBookmark() : ben->bookmarks.constFirst(); };
    REQUIRE(Engine::wait(ben->rooms().renameBookmark(benId, address, u"Coffee"_s)));
    QVERIFY(Engine::waitFor([&] { return bookmark().name == u"Coffee"_s && bookmark().autojoin; }));
    // Not by itself any more; and that is so in the next session, which knows it still.
    REQUIRE(Engine::wait(ben->rooms().setAutojoin(benId, address, Autojoin::Off)));
    QVERIFY(Engine::waitFor([&] { return !bookmark().autojoin; }));
    QCOMPARE(ben->knownRooms.value(there).state, RoomState::In);
    ben.reset();
    ben = start(u"ben"_s);
    QVERIFY(ben);
    QVERIFY(Engine::waitFor([&] { return !ben->knownAccounts.isEmpty(); }));
    const AccountId again = ben->knownAccounts.constFirst().id;
    REQUIRE(Engine::wait(ben->accounts().providePassword(again, u"secret"_s), 30));
    QVERIFY(ben->waitUntil(again, ConnectionState::Online));
    QVERIFY(Engine::waitFor([&] { return bookmark().name == u"Coffee"_s; }));
    QVERIFY(!ben->roomStates.value(there).contains(RoomState::Entering));
    REQUIRE(Engine::wait(ben->rooms().setAutojoin(again, address, Autojoin::On)));
    QVERIFY(isIn(*ben, there));
    REQUIRE(Engine::wait(ben->rooms().removeBookmark(again, address)));
    QVERIFY(isOut(*ben, there, RoomState::Out));
    QVERIFY(Engine::waitFor([&] { return ben->bookmarks.isEmpty(); }));
}

QTEST_GUILESS_MAIN(RoomsTests)
#include "rooms_tests.moc"
