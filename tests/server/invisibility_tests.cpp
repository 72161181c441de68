// SPDX-License-Identifier: GPL-3.0-or-later
//
// Invisible on a real ejabberd, by a privacy list (XEP-0126): contacts see nobody, before and after a restart, and all
// else goes on. Prosody as Debian has it can hide nobody, and it is not offered there.

#include "server/Engine.h"
#include "server/Process.h"

#include "rooms/Room.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

class InvisibilityTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void notWhereTheServerCannot();
    void contactsSeeNobody();
    void whatHidUsGoesWithTheAccount();

private:
    void start(const Server &server)
    {
        m_state.reset();
        m_engine.reset();
        m_engine = Engine::start(m_folder.filePath(QString::number(server.port())), [this](Engine &engine) {
            connect(&engine.presence(), &PresenceDoor::invisibilityChanged, &engine,
                    [this](AccountId, Invisibility state) { m_state = state; });
        });
        QVERIFY(m_engine);
        if (m_account.isValid()) {
            QVERIFY(Engine::wait(m_engine->accounts().providePassword(m_account, u"secret"_s)));
        } else {
            const auto account = m_engine->signIn(
                Engine::settings(u"anna@harbor.example"_s, server.port(), server.authority()), u"secret"_s);
            QVERIFY2(account.hasValue(), account ? "" : qPrintable(account.error().detail));
            m_account = *account;
        }
        QVERIFY(m_engine->waitUntil(m_account, ConnectionState::Online));
    }
    bool is(Invisibility state) const
    {
        return Engine::waitFor([&] { return m_state == state; });
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Engine> m_engine;
    AccountId m_account;
    std::optional<Invisibility> m_state;
};

void InvisibilityTests::notWhereTheServerCannot()
{
    Server server({u"anna:secret"_s}, {}, {}, Server::Program::Prosody);
    QVERIFY2(server.port() != 0, qPrintable(server.error()));
    start(server);
    const auto hidden =
        Engine::wait(m_engine->presence().setVisibility(m_account, PresenceDoor::OwnVisibility::Hidden));
    QVERIFY(!hidden);
    QCOMPARE(hidden.error().kind, ErrorKind::Unavailable);
    QVERIFY(is(Invisibility::NotOffered));
    m_engine.reset();
    m_account = {};
}

void InvisibilityTests::contactsSeeNobody()
{
    Server server({u"anna:secret"_s, u"ben:secret"_s, u"pest:secret"_s}, {u"anna:ben"_s}, {},
                  Server::Program::Ejabberd);
    QVERIFY2(server.port() != 0, qPrintable(server.error()));
    Peer ben(server, u"ben"_s);
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    start(server);
    QVERIFY(is(Invisibility::Seen));
    const QJsonObject gone{{u"type"_s, u"unavailable"_s}};
    const auto seesAnna = [&](const QString &status, int seconds) {
        return bool(ben.event(u"presence"_s, {{u"type"_s, u"available"_s}, {u"status"_s, status}}, seconds));
    };
    QVERIFY(Engine::wait(m_engine->presence().setOwnPresence(m_account, Availability::Available, u"At work"_s)));
    QVERIFY(seesAnna(u"At work"_s, 20));
    QVERIFY(
        Engine::wait(m_engine->roster().block(m_account, {*Jid::parse(u"pest@harbor.example")}, AbuseReport::None)));

    QVERIFY(Engine::wait(m_engine->presence().setVisibility(m_account, PresenceDoor::OwnVisibility::Hidden)));
    QVERIFY(is(Invisibility::Hidden));
    QVERIFY(ben.event(u"presence"_s, gone));
    // What is said from here on ben does not hear; what comes after it in the same stream he does.
    QVERIFY(Engine::wait(m_engine->presence().setOwnPresence(m_account, Availability::Available, u"Hidden words"_s)));
    const auto chat = m_engine->openConversation(m_account, u"ben@harbor.example"_s);
    QVERIFY(chat);
    QVERIFY(m_engine->say(*chat, u"after the words"_s));
    QVERIFY(ben.event(u"message"_s, {{u"body"_s, u"after the words"_s}}));
    QVERIFY(!seesAnna(u"Hidden words"_s, 0));
    // Who comes and looks sees nobody either; and is seen, and can write.
    Peer phone(server, u"ben"_s, u"phone"_s);
    QVERIFY2(phone.isOnline(), phone.errors().constData());
    QVERIFY(Engine::waitFor(
        [&] { return m_engine->shown(u"ben@harbor.example"_s).availability == Availability::Available; }));
    QVERIFY(
        phone.command({{u"do"_s, u"send"_s}, {u"to"_s, u"anna@harbor.example"_s}, {u"body"_s, u"are you there?"_s}}));
    QVERIFY(Engine::waitFor([&] { return m_engine->bodies(*chat).contains(u"are you there?"_s); }));
    QVERIFY(!phone.event(u"presence"_s, {{u"type"_s, u"available"_s}, {u"status"_s, u"Hidden words"_s}}, 0));
    // Whom one blocked stays blocked: the list in use has taken the place of the one that blocks.
    Peer pest(server, u"pest"_s);
    QVERIFY2(pest.isOnline(), pest.errors().constData());
    QVERIFY(pest.command({{u"do"_s, u"send"_s}, {u"to"_s, u"anna@harbor.example"_s}, {u"body"_s, u"buy"_s}}));
    QVERIFY(phone.command({{u"do"_s, u"send"_s}, {u"to"_s, u"anna@harbor.example"_s}, {u"body"_s, u"later"_s}}));
    QVERIFY(Engine::waitFor([&] { return m_engine->bodies(*chat).contains(u"later"_s); }));
    QVERIFY(!m_engine->conversationWith(m_account, u"pest@harbor.example"_s).isValid());

    // And after a restart.
    start(server);
    QVERIFY(is(Invisibility::Hidden));
    const auto again = m_engine->openConversation(m_account, u"ben@harbor.example"_s);
    QVERIFY(again);
    QVERIFY(m_engine->say(*again, u"after the restart"_s));
    QVERIFY(ben.event(u"message"_s, {{u"body"_s, u"after the restart"_s}}));
    QVERIFY(!seesAnna(u"Hidden words"_s, 0));
    QVERIFY(Engine::waitFor(
        [&] { return m_engine->shown(u"ben@harbor.example"_s).availability == Availability::Available; }));

    QVERIFY(Engine::wait(m_engine->presence().setVisibility(m_account, PresenceDoor::OwnVisibility::Seen)));
    QVERIFY(is(Invisibility::Seen));
    QVERIFY(seesAnna(u"Hidden words"_s, 20));
}

/// Who signs out, or removes the account, leaves no list behind, and is not seen going, but in rooms, and there once; nor
/// does a list of a version before stay that called it otherwise.
void InvisibilityTests::whatHidUsGoesWithTheAccount()
{
    m_account = {};
    Server server({u"anna:secret"_s, u"ben:secret"_s, u"cora:secret"_s}, {u"anna:ben"_s}, {}, Server::Program::Ejabberd);
    QVERIFY2(server.port() != 0, qPrintable(server.error()));
    Peer phone(server, u"anna"_s, u"phone"_s);
    QVERIFY2(phone.isOnline(), phone.errors().constData());
    const auto ask = [&phone](const QString &type, const QString &xml) {
        const auto answer = phone.command({{u"do"_s, u"ask"_s}, {u"to"_s, u"anna@harbor.example"_s}, {u"type"_s, type}, {u"xml"_s, xml}});
        return answer ? QString::fromUtf8(QJsonDocument(*answer).toJson()) : u"nothing"_s;
    };
    const auto lists = [&ask] { return ask(u"get"_s, u"<query xmlns='jabber:iq:privacy'/>"_s); };
    const QString before = u"<query xmlns='jabber:iq:privacy'><list name='jackdaw-invisible'><item action='deny' order='1' "
                           "type='subscription' value='both'><presence-out/></item></list></query>"_s;
    QVERIFY(ask(u"set"_s, before).contains(u"result"));
    QVERIFY2(lists().contains(u"jackdaw-invisible"), qPrintable(lists()));
    Peer ben(server, u"ben"_s);
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    start(server);
    QVERIFY(is(Invisibility::Seen));
    QVERIFY(Engine::waitFor([&] { return !lists().contains(u"jackdaw-invisible"); }));
    QVERIFY(Engine::wait(m_engine->presence().setOwnPresence(m_account, Availability::Available, u"At work"_s)));
    QVERIFY(ben.event(u"presence"_s, {{u"type"_s, u"available"_s}, {u"status"_s, u"At work"_s}}));
    const QJsonObject gone{{u"type"_s, u"unavailable"_s}};
    Peer cora(server, u"cora"_s); // no contact; she has a room
    QVERIFY2(cora.isOnline(), cora.errors().constData());
    const QString crews = u"crews@groups.harbor.example"_s;
    QVERIFY(cora.command({{u"do"_s, u"raw"_s},
                          {u"xml"_s, u"<presence to='%1/Cora'><x xmlns='http://jabber.org/protocol/muc'/></presence>"_s.arg(crews)}}));
    QVERIFY(cora.event(u"presence"_s, {{u"jid"_s, crews + u"/Cora"_s}}));
    QVERIFY(cora.command({{u"do"_s, u"ask"_s}, {u"to"_s, crews}, {u"type"_s, u"set"_s},
                          {u"xml"_s, u"<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'/></query>"_s}}));
    const auto seesInRoom = [&](const QString &type, int seconds) {
        return bool(cora.event(u"presence"_s, {{u"jid"_s, crews + u"/Anna"_s}, {u"type"_s, type}}, seconds));
    };
    // What ben was told of anna before he was told this, by her phone.
    const auto hearsUntil = [&](const QString &mark) {
        if (!phone.command({{u"do"_s, u"send"_s}, {u"to"_s, u"ben@harbor.example"_s}, {u"body"_s, mark}})
            || !ben.event(u"message"_s, {{u"body"_s, mark}})) {
            return QByteArray("not that");
        }
        QByteArray presences;
        while (const auto presence = ben.event(u"presence"_s, {}, 0))
            presences += QJsonDocument(*presence).toJson(QJsonDocument::Compact);
        return presences;
    };
    QVERIFY(Engine::wait(m_engine->presence().setVisibility(m_account, PresenceDoor::OwnVisibility::Hidden)));
    QVERIFY(is(Invisibility::Hidden));
    QVERIFY(ben.event(u"presence"_s, gone));
    QVERIFY(lists().contains(u"jackdaw-invisible-"));
    const auto room = Engine::wait(m_engine->rooms().enter(m_account, *BareJid::parse(crews), u"Anna"_s, {}));
    QVERIFY(room.hasValue());
    QVERIFY(Engine::waitFor([&] { return m_engine->knownRooms.value(*room).state == RoomState::In; }));
    QVERIFY(seesInRoom(u"available"_s, 20));
    QVERIFY(hearsUntil(u"before the sign-out"_s) != "not that");
    m_engine->roomStates.clear();
    QVERIFY(Engine::wait(m_engine->accounts().signOut(m_account)));
    QVERIFY(seesInRoom(u"unavailable"_s, 20));
    QVERIFY(Engine::waitFor([&] { return !lists().contains(u"jackdaw-invisible"); }));
    QCOMPARE(hearsUntil(u"after the sign-out"_s), QByteArray());
    // Nobody in the room saw her come back, and go once more.
    QVERIFY(phone.command({{u"do"_s, u"send"_s}, {u"to"_s, u"cora@harbor.example"_s}, {u"body"_s, u"after the sign-out"_s}}));
    QVERIFY(cora.event(u"message"_s, {{u"body"_s, u"after the sign-out"_s}}));
    QVERIFY(!seesInRoom(u"available"_s, 0));
    QVERIFY(!seesInRoom(u"unavailable"_s, 0));
    QVERIFY(Engine::waitFor([&] { return m_engine->roomStates.contains(*room); }));
    QCOMPARE(m_engine->roomStates.value(*room), QList<RoomState>{RoomState::Lost});
    QCOMPARE(m_engine->knownRooms.value(*room).reason, RoomReason::ConnectionLost);

    // The wish stays. And what hides the next session goes with the account.
    QVERIFY(Engine::wait(m_engine->accounts().providePassword(m_account, u"secret"_s)));
    QVERIFY(m_engine->waitUntil(m_account, ConnectionState::Online));
    QVERIFY(Engine::waitFor([&] { return lists().contains(u"jackdaw-invisible-"); }));
    QVERIFY(is(Invisibility::Hidden));
    QVERIFY(seesInRoom(u"available"_s, 20));
    QVERIFY(Engine::wait(m_engine->accounts().removeAccount(m_account)));
    QVERIFY(seesInRoom(u"unavailable"_s, 20));
    QVERIFY(Engine::waitFor([&] { return !lists().contains(u"jackdaw-invisible"); }));
    QCOMPARE(hearsUntil(u"after the removal"_s), QByteArray());
    m_account = {};
}

QTEST_GUILESS_MAIN(InvisibilityTests)
#include "invisibility_tests.moc"
