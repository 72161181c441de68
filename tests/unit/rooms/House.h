// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountStore.h"
#include "chat/MessageStore.h"
#include "rooms/RoomService.h"
#include "storage/Database.h"
#include "support/FakeAlarm.h"
#include "support/ScriptedServer.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace jackdaw::test::rooms {

inline const QByteArray room = "crews@groups.harbor.example";
inline const QByteArray withIds = "<feature var='urn:xmpp:occupant-id:0'/>";
inline const QByteArray noSuchRoom = "<error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";

inline QByteArray error(const QByteArray &condition)
{
    return "<error type='cancel'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
}

/// mara@harbor.example, signed in to a server with a service of rooms that says what a test wants, of which one is known here:
/// crews@groups.harbor.example. Owned by a test, on its thread; waits at most 15 s for whatever it waits for, and says false then.
struct House
{
    explicit House(const QByteArray &features = withIds) : roomFeatures(features), server(script())
    {
        database = std::move(Database::open(folder.filePath(QStringLiteral("history.sqlite")))->database);
        AccountSettings settings;
        settings.jid = *BareJid::parse(u"mara@harbor.example");
        settings.host = QStringLiteral("127.0.0.1");
        settings.port = server.port();
        settings.tls = TlsMode::Direct;
        settings.authorityFile = server.authorityFile();
        id = *AccountStore(*database).add(settings);
        connection = std::make_unique<Connection>(settings, QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"), realClock);
        auto ringing = std::make_unique<FakeAlarm>(clock);
        alarm = ringing.get();
        rooms = std::make_unique<RoomService>(AccountContext{id, *connection, *database, clock}, nullptr, std::move(ringing));
        QObject::connect(rooms.get(), &RoomService::roomsChanged, rooms.get(), [this](const QList<Room> &changed) {
            for (const Room &each : changed) {
                states.append(each.state);
                now = each;
            }
        });
    }
    ~House()
    {
        rooms.reset();
        connection.reset();
    }
    ScriptedServer::Script script()
    {
        ScriptedServer::Script script;
        script.resumes = true;
        script.answer = [this](const QByteArray &iq, const QByteArray &requestId) -> QByteArray {
            static const QRegularExpression to(u" to=[\"']([^\"']*)"_s);
            const QByteArray asked = to.match(QString::fromUtf8(iq)).captured(1).toUtf8();
            if (!asked.startsWith(room)) {
                return {};
            }
            const bool isPing = iq.contains("urn:xmpp:ping");
            const QByteArray owner = "<query xmlns='http://jabber.org/protocol/muc#owner'>";
            const bool sets = iq.contains("type=\"set\"");
            if (iq.contains("muc#owner") && sets && iq.contains("submit")) {
                featuresError.clear(); // it is there now
                roomFeatures = featuresAfter;
            }
            const QByteArray payload = isPing ? pingAnswer : iq.contains("muc#owner")
                ? sets ? QByteArray("") : owner + "<x xmlns='jabber:x:data' type='form'>" + form + "</x></query>"
                : isPerson ? QByteArray("<query xmlns='http://jabber.org/protocol/disco#info'><identity category='account' type='registered'/></query>")
                : featuresError.isEmpty()
                ? "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='conference' type='text' name='Crews'/>"
                  "<feature var='http://jabber.org/protocol/muc'/>" + roomFeatures + "</query>" : featuresError;
            if (isPing && speaksFirst) {
                comes("Tomas" + QByteArray::number(++marks));
            }
            const QByteArray type = payload.contains("<error") ? "error" : "result";
            return "<iq type='" + type + "' id='" + requestId + "' from='" + asked + "' to='mara@harbor.example/desk'>" + payload + "</iq>";
        };
        return script;
    }
    bool signIn()
    {
        connection->open(ScriptedServer::password());
        return QTest::qWaitFor([this] { return connection->isOnline(); }, 15'000);
    }
    static BareJid jid() { return *BareJid::parse(QString::fromLatin1(room)); }
    /// A room that we have been in before has its chat.
    void wasThere() { QVERIFY(MessageStore(*database).ensureRoomConversation(id, ConversationKind::Room, jid())); }
    QFuture<Result<ConversationId>> enter(const QString &nick = QStringLiteral("Mara")) { return rooms->enter({jid(), nick, {}}); }
    /// How often we asked to be let in under this nickname.
    qsizetype entries(const QByteArray &nick = "Mara") const
    {
        qsizetype count = 0;
        const QByteArray heard = server.heard();
        for (qsizetype at = heard.indexOf("<presence"); at >= 0; at = heard.indexOf("<presence", at + 1)) {
            const qsizetype next = heard.indexOf("<presence", at + 1);
            const QByteArray rest = heard.mid(at, next < 0 ? -1 : next - at);
            const QByteArray stanza = rest.left(rest.indexOf("</presence>"));
            count += stanza.contains(room + "/" + nick + "\"") && stanza.contains("http://jabber.org/protocol/muc\"");
        }
        return count;
    }
    void says(const QByteArray &nick, const QByteArray &inside, const QByteArray &type = {})
    {
        server.say("<presence from='" + room + "/" + nick + "' to='mara@harbor.example/desk'" + (type.isEmpty() ? "" : " type='" + type + "'") + ">"
                   + inside + "</presence>");
    }
    static QByteArray x(const QByteArray &inside) { return "<x xmlns='http://jabber.org/protocol/muc#user'>" + inside + "</x>"; }
    void comes(const QByteArray &nick, const QByteArray &occupantId = {}, const QByteArray &role = "participant")
    {
        says(nick, x("<item affiliation='none' role='" + role + "'/>")
                       + (occupantId.isEmpty() ? "" : "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='" + occupantId + "'/>"));
    }
    void letsIn(const QByteArray &nick = "Mara", const QByteArray &codes = "<status code='110'/>")
    {
        says(nick, x("<item affiliation='member' role='participant'/>" + codes) + "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='our-id'/>");
    }
    bool is(RoomState state)
    {
        return QTest::qWaitFor([&] { return rooms->room(jid()) && rooms->room(jid())->state == state; }, 10'000);
    }
    bool asks(qsizetype times, const QByteArray &nick = "Mara")
    {
        return QTest::qWaitFor([&] { return entries(nick) == times; }, 10'000);
    }
    bool isOpen() { return QTest::qWaitFor([&] { return rooms->isOpen(jid()); }, 10'000); }
    bool goesIn()
    {
        enter();
        if (!asks(1)) {
            return false;
        }
        letsIn();
        return is(RoomState::In) && isOpen();
    }
    /// Waits until what was said before is dealt with.
    bool isThrough()
    {
        const QByteArray mark = "mark-" + QByteArray::number(++marks);
        server.say("<iq type='get' id='" + mark + "' from='harbor.example'><query xmlns='urn:example:nothing'/></iq>");
        return QTest::qWaitFor([&] { return server.heard().contains(mark); }, 10'000);
    }

    QByteArray roomFeatures;
    QByteArray featuresError;
    QByteArray pingAnswer = "";
    QByteArray form;          ///< fields of a new room's configuration
    QByteArray featuresAfter; ///< what it says of itself once that is taken
    bool isPerson = false;
    bool speaksFirst = false; ///< the room says something before each answer to a ping
    ScriptedServer server;
    QTemporaryDir folder;
    FakeClock clock;
    SystemClock realClock; // the certificate of the server is of today
    std::unique_ptr<Database> database;
    AccountId id;
    std::unique_ptr<Connection> connection;
    FakeAlarm *alarm = nullptr;
    std::unique_ptr<RoomService> rooms;
    QList<RoomState> states;
    Room now;
    int marks = 0;
};

} // namespace jackdaw::test::rooms
