// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountStore.h"
#include "chat/MessageStore.h"
#include "chat/OccupantKey.h"
#include "rooms/RoomEventReader.h"
#include "rooms/RoomService.h"
#include "storage/Database.h"
#include "storage/ReadConnection.h"
#include "support/FakeAlarm.h"
#include "support/ScriptedServer.h"
#include "support/TestProgram.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace room_service_test {

const QByteArray room = "crews@groups.harbor.example";
const QByteArray withIds = "<feature var='urn:xmpp:occupant-id:0'/>";
const QByteArray noSuchRoom = "<error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";

QByteArray error(const QByteArray &condition)
{
    return "<error type='cancel'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
}

/// mara@harbor.example, signed in to a server with a service of rooms that says what a test wants.
struct House
{
    explicit House(const QByteArray &features = withIds) : roomFeatures(features), server(script())
    {
        database = std::move(Database::open(folder.filePath(u"history.sqlite"_s))->database);
        AccountSettings settings;
        settings.jid = *BareJid::parse(u"mara@harbor.example");
        settings.host = u"127.0.0.1"_s;
        settings.port = server.port();
        settings.tls = TlsMode::Direct;
        settings.authorityFile = server.authorityFile();
        id = *AccountStore(*database).add(settings);
        connection = std::make_unique<Connection>(settings, u"0f1e2d3c-0000-4000-8000-000000000001"_s, realClock);
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
    QFuture<Result<ConversationId>> enter(const QString &nick = u"Mara"_s) { return rooms->enter({jid(), nick, {}}); }
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

/// Getting into a room and staying there, whatever it and the link do.
class RoomServiceTest : public QObject
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
        // A room that says addresses settles it, for whoever had our nickname alone.
        house.letsIn("Mara", "<status code='110'/><status code='100'/>");
        QVERIFY(house.isThrough());
        stanza.roomAuthor = *BareJid::parse(u"mara@harbor.example");
        QCOMPARE(author(u"Mara"_s, Way::Archive), Author::Ours);
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
