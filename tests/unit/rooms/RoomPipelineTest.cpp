// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountStore.h"
#include "base/Clock.h"
#include "chat/ChangeStore.h"
#include "chat/IncomingPipeline.h"
#include "chat/OccupantKey.h"
#include "chat/RoomMentions.h"
#include "storage/Database.h"
#include "support/TestProgram.h"

#include <QTemporaryDir>
#include <QSqlQuery>
#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace room_pipeline_test {

/// What comes from rooms, on a real database: whose it is, and who may alter it, with occupant-ids and without.
class RoomPipelineTest : public QObject
{
    Q_OBJECT

    using Author = RoomOrigin::Author;

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<MessageStore> m_store;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<IncomingPipeline> m_pipeline;
    AccountId m_account;
    IncomingOutcome m_outcome;

    const BareJid m_us = *BareJid::parse(u"mara@harbor.example");
    const BareJid m_room = *BareJid::parse(u"crews@groups.harbor.example");

    enum class Ids { Announced, NotAnnounced };
    /// What `nick` says to all, as the room passes it on live.
    IncomingMessage said(const QString &nick, const QString &id, const QString &body, const QString &stamp, Author author = Author::Other) const
    {
        IncomingMessage in;
        in.stanza.type = MessageStanza::Type::GroupChat;
        in.stanza.from = Jid(m_room, nick);
        in.stanza.to = Jid(m_us);
        in.stanza.id = stamp;
        in.stanza.originId = OriginId(stamp);
        in.stanza.body = body;
        in.time = m_clock.now();
        RoomOrigin room;
        room.room = m_room;
        room.nick = nick;
        room.author = author;
        room.ourNick = u"Mara"_s;
        room.stay = RoomOrigin::Stay::In;
        if (!id.isNull()) {
            room.occupant = id;
        }
        in.room = room;
        return in;
    }
    static IncomingMessage archived(IncomingMessage in, const QString &archive, qint64 time)
    {
        in.source = IncomingMessage::Source::Archive;
        in.archiveId = ArchiveId(archive);
        in.time = time;
        in.place = MessageStore::Place::ByTime;
        in.room->tenure = 0;
        return in;
    }
    static IncomingMessage held(IncomingMessage in, qint64 tenure)
    {
        in.room->tenure = tenure;
        return in;
    }
    static IncomingMessage inPrivate(IncomingMessage in)
    {
        in.stanza.type = MessageStanza::Type::Chat;
        in.room->kind = Utterance::Kind::RoomPrivate;
        return in;
    }
    static IncomingMessage correcting(IncomingMessage in, const QString &of)
    {
        in.stanza.corrects = OriginId(of);
        return in;
    }
    static IncomingMessage retracting(IncomingMessage in, const QString &of)
    {
        in.stanza.retracts = OriginId(of);
        in.stanza.body.clear();
        return in;
    }
    Message take(const IncomingMessage &in)
    {
        m_outcome = {};
        const auto message = m_pipeline->process(in, m_outcome);
        if (!message) {
            qFatal("%s", qPrintable(message.error().detail));
        }
        return *message;
    }
    Message now(const Message &message) { return *m_store->message(message.id); }
    int count(ConversationId conversation)
    {
        return m_database->value(u"SELECT count(*) FROM message WHERE conversation = ?"_s, {conversation.value()})->toInt();
    }
    Message ours(const QString &body, const QString &id, MessageState state = MessageState::Waiting)
    {
        Message message;
        message.conversation = *m_store->ensureRoomConversation(m_account, ConversationKind::Room, m_room);
        message.direction = Direction::Outgoing;
        message.state = state;
        message.time = m_clock.now();
        message.sender = m_us;
        message.body = body;
        message.originId = OriginId(id);
        return *m_store->insert(message, MessageStore::Place::Newest, MessageStore::Unread::DoNotCount);
    }

private Q_SLOTS:
    void init()
    {
        m_pipeline.reset();
        m_connection.reset();
        m_store.reset();
        m_database.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        m_database = std::move(Database::open(m_folder->filePath(u"history.sqlite"_s))->database);
        m_store = std::make_unique<MessageStore>(*m_database);
        AccountSettings settings;
        settings.jid = m_us;
        settings.id = *AccountStore(*m_database).add(settings);
        m_account = settings.id;
        m_connection = std::make_unique<Connection>(settings, u"0f1e2d3c-0000-4000-8000-000000000001"_s, m_clock);
        m_pipeline = std::make_unique<IncomingPipeline>(AccountContext{m_account, *m_connection, *m_database, m_clock}, *m_store);
    }

    void aRoomIsOneChatOfManyPeople()
    {
        const Message tomas = take(said(u"Tomas"_s, u"id-t"_s, u"hi"_s, u"1"_s));
        const Message leila = take(said(u"Leila"_s, u"id-l"_s, u"hi"_s, u"1"_s)); // the same id is no sign of the same message
        QCOMPARE(tomas.conversation, leila.conversation);
        QVERIFY(tomas.id != leila.id);
        const Conversation room = *m_store->conversation(tomas.conversation);
        QCOMPARE(room.kind, ConversationKind::Room);
        QCOMPARE(room.peer, m_room);
        QCOMPARE(room.unread, 2);
        QCOMPARE(now(tomas).nick, u"Tomas"_s);
        QCOMPARE(OccupantKey(now(tomas).sender).room(), m_room);
        QCOMPARE(OccupantKey(now(tomas).sender).id(), std::optional(u"id-t"_s));
        QVERIFY(m_outcome.receipts.isEmpty());
    }

    void theSameMessageAgainIsNoSecondOne()
    {
        const IncomingMessage live = said(u"Tomas"_s, u"id-t"_s, u"hi"_s, u"1"_s);
        const Message first = take(live);
        QCOMPARE(take(archived(live, u"a1"_s, live.time)).id, first.id);
        QCOMPARE(now(first).archiveId.value(), u"a1"_s);
        QCOMPARE(take(archived(live, u"a1"_s, live.time)).id, first.id);
        QCOMPARE(count(first.conversation), 1);
    }

    void ourOwnIsSentWhenTheRoomShowsIt()
    {
        const Message sent = ours(u"hello all"_s, u"o1"_s);
        IncomingMessage echo = said(u"Mara"_s, u"id-m"_s, u"hello all"_s, u"o1"_s, Author::Ours);
        echo.archiveId = ArchiveId(u"a1"_s);
        QCOMPARE(take(echo).id, sent.id);
        QCOMPARE(now(sent).state, MessageState::Sent);
        QCOMPARE(now(sent).archiveId.value(), u"a1"_s);
        QVERIFY(m_outcome.outboxMoved);
        QCOMPARE(count(sent.conversation), 1);
        QCOMPARE(m_store->conversation(sent.conversation)->unread, 0);
    }

    void whatTheRoomMadeOfItIsStillOurs()
    {
        const Message sent = ours(u"d*mn"_s, u"o1"_s);
        QCOMPARE(take(said(u"Mara"_s, u"id-m"_s, u"****"_s, u"o1"_s, Author::Ours)).id, sent.id);
        QCOMPARE(count(sent.conversation), 1);
    }

    void aForgedEchoIsAnotherPersonsMessage_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("with occupant-ids") << u"id-evil"_s;
        QTest::newRow("without") << QString();
    }
    void aForgedEchoIsAnotherPersonsMessage() // facts/security.md, muc-echo-forged
    {
        QFETCH(QString, id);
        const Message sent = ours(u"hello all"_s, u"o1"_s);
        const Message forged = take(said(u"Mallory"_s, id, u"hello all"_s, u"o1"_s));
        QVERIFY(forged.id.isValid() && forged.id != sent.id);
        QCOMPARE(now(sent).state, MessageState::Waiting);
        QCOMPARE(now(forged).direction, Direction::Incoming);
        QVERIFY(!m_outcome.outboxMoved);
    }

    void theArchiveTellsWhatOfOursArrived_data()
    {
        QTest::addColumn<Author>("author");
        QTest::addColumn<QString>("body");
        QTest::addColumn<bool>("isOurs");
        QTest::newRow("ours by id") << Author::Ours << u"hello all"_s << true;
        QTest::newRow("not clear, word for word") << Author::Unclear << u"hello all"_s << true;
        QTest::newRow("not clear, another text") << Author::Unclear << u"something else"_s << false;
        QTest::newRow("somebody else's") << Author::Other << u"hello all"_s << false;
    }
    void theArchiveTellsWhatOfOursArrived()
    {
        QFETCH(Author, author);
        QFETCH(QString, body);
        QFETCH(bool, isOurs);
        const Message sent = ours(u"hello all"_s, u"o1"_s);
        const QString id = author == Author::Unclear ? QString() : author == Author::Ours ? u"id-m"_s : u"id-evil"_s;
        const Message found = take(archived(said(u"Mara"_s, id, body, u"o1"_s, author), u"a1"_s, m_clock.now()));
        QCOMPARE(found.id == sent.id, isOurs);
        QCOMPARE(now(sent).state, isOurs ? MessageState::Sent : MessageState::Waiting);
    }

    void whatAnotherDeviceOfOursSaysIsOurs()
    {
        const Message elsewhere = take(said(u"Mara"_s, u"id-m"_s, u"from my phone"_s, u"p1"_s, Author::Ours));
        QCOMPARE(now(elsewhere).direction, Direction::Outgoing);
        QCOMPARE(now(elsewhere).state, MessageState::Sent);
        QCOMPARE(now(elsewhere).sender, m_us);
        QCOMPARE(m_store->conversation(elsewhere.conversation)->unread, 0);
    }

    void anErrorOfTheRoomIsAboutOurMessage()
    {
        const Message sent = ours(u"hello all"_s, u"o1"_s);
        IncomingMessage error = said({}, {}, {}, u"o1"_s, Author::Room);
        error.stanza.type = MessageStanza::Type::Error;
        error.stanza.from = Jid(m_room);
        error.stanza.error = Error{ErrorKind::Forbidden, u"no voice"_s, {}};
        IncomingMessage forged = error;
        forged.stanza.from = Jid(m_room, u"Mallory"_s);
        forged.room->nick = u"Mallory"_s;
        forged.room->author = Author::Other;
        forged.room->kind = Utterance::Kind::RoomPrivate;
        take(forged);
        QCOMPARE(now(sent).state, MessageState::Waiting);
        // We are not in any more: that is mended, and then it goes out.
        IncomingMessage out = error;
        out.stanza.error = Error{ErrorKind::NotAcceptable, {}, {}};
        out.room->stay = RoomOrigin::Stay::Out;
        take(out);
        QCOMPARE(now(sent).state, MessageState::Waiting);
        take(error);
        QCOMPARE(now(sent).state, MessageState::Failed);
        QCOMPARE(now(sent).failure->kind, ErrorKind::Forbidden);
    }

    // Who may alter what (facts/security.md, I6, I7, I9)

    void whoAltersAMessage_data()
    {
        QTest::addColumn<QString>("idBefore");
        QTest::addColumn<QString>("idAfter");
        QTest::addColumn<QString>("nickAfter");
        QTest::addColumn<int>("tenureAfter");
        QTest::addColumn<bool>("may");
        QTest::newRow("the same occupant") << u"id-t"_s << u"id-t"_s << u"Tomas"_s << 5 << true;
        QTest::newRow("under another nickname") << u"id-t"_s << u"id-t"_s << u"Tom"_s << 9 << true;
        QTest::newRow("another who took the nickname") << u"id-t"_s << u"id-evil"_s << u"Tomas"_s << 5 << false;
        QTest::newRow("another") << u"id-t"_s << u"id-evil"_s << u"Mallory"_s << 6 << false;
        QTest::newRow("without an id where there are some") << u"id-t"_s << u""_s << u"Tomas"_s << 5 << false;
        QTest::newRow("no ids: the same hand") << QString() << QString() << u"Tomas"_s << 5 << true;
        QTest::newRow("no ids: another hand") << QString() << QString() << u"Tomas"_s << 6 << false;
        QTest::newRow("no ids: from an archive") << QString() << QString() << u"Tomas"_s << 0 << false;
        QTest::newRow("no ids: another nickname") << QString() << QString() << u"Mallory"_s << 5 << false;
        QTest::newRow("an id where there were none") << QString() << u"id-t"_s << u"Tomas"_s << 5 << false;
    }
    void whoAltersAMessage()
    {
        QFETCH(QString, idBefore);
        QFETCH(QString, idAfter);
        QFETCH(QString, nickAfter);
        QFETCH(int, tenureAfter);
        QFETCH(bool, may);
        IncomingMessage first = held(said(u"Tomas"_s, idBefore, u"old text"_s, u"m1"_s), 5);
        first.archiveId = ArchiveId(u"a1"_s);
        const Message message = take(first);
        const IncomingMessage correction = correcting(held(said(nickAfter, idAfter, u"new text"_s, u"m2"_s), tenureAfter), u"m1"_s);
        take(correction);
        QCOMPARE(now(message).body, may ? u"new text"_s : u"old text"_s);
        QCOMPARE(count(message.conversation), may ? 1 : 2); // what is not believed is shown as what it is: a message
        take(retracting(held(said(nickAfter, idAfter, {}, u"m3"_s), tenureAfter), u"a1"_s));
        QCOMPARE(now(message).retracted != 0, may);
    }

    void aCorrectionCallsAsTheFirstTextDid()
    {
        const Message message = take(held(said(u"Tomas"_s, QString(), u"Mara, look"_s, u"m1"_s), 5));
        QVERIFY(now(message).mentionsUs());
        take(correcting(held(said(u"Tomas"_s, QString(), u"Mara, look up"_s, u"m2"_s), 5), u"m1"_s));
        QCOMPARE(now(message).body, u"Mara, look up"_s);
        QVERIFY(now(message).mentionsUs());
    }

    void whatWasBelievedComesAgainFromTheArchive() // without occupant-ids nothing shows there whose it is
    {
        const IncomingMessage first = held(said(u"Tomas"_s, QString(), u"old text"_s, u"m1"_s), 5);
        const Message message = take(first);
        const IncomingMessage correction = correcting(held(said(u"Tomas"_s, QString(), u"new text"_s, u"m2"_s), 5), u"m1"_s);
        take(correction);
        QCOMPARE(now(message).body, u"new text"_s);
        take(archived(first, u"a1"_s, first.time));
        take(archived(correction, u"a2"_s, first.time + 1));
        QCOMPARE(count(message.conversation), 1);
        QCOMPARE(now(message).body, u"new text"_s);
        // Another text under the same id was never said here.
        IncomingMessage forged = correction;
        forged.stanza.body = u"EVIL"_s;
        take(archived(forged, u"a3"_s, first.time + 2));
        QCOMPARE(now(message).body, u"new text"_s);
    }

    void whatWeAlteredComesAgainFromTheArchive()
    {
        const Message sent = ours(u"old text"_s, u"o1"_s, MessageState::Sent);
        QVERIFY(ChangeStore(*m_database, *m_store).correct(sent.id, {m_clock.now() + 1, OriginId(u"o2"_s), {}, u"new text"_s, {}, {}, {}}));
        const auto archive = [&](const QString &body, const QString &id, const QString &of, const QString &at) {
            return take(archived(correcting(said(u"Mara"_s, QString(), body, id, Author::Unclear), of), at, m_clock.now()));
        };
        archive(u"old text"_s, u"o1"_s, {}, u"a1"_s);
        archive(u"new text"_s, u"o2"_s, u"o1"_s, u"a2"_s);
        QCOMPARE(count(sent.conversation), 1);
        QCOMPARE(now(sent).body, u"new text"_s);
        archive(u"EVIL"_s, u"o2"_s, u"o1"_s, u"a3"_s); // not what we sent
        QCOMPARE(now(sent).body, u"new text"_s);
    }

    void aTombstoneIsByTheIdOfTheRoom()
    {
        IncomingMessage first = said(u"Tomas"_s, QString(), u"here to stay"_s, u"m1"_s);
        first.archiveId = ArchiveId(u"a1"_s);
        const Message message = take(first);
        IncomingMessage tombstone = archived(said(u"Tomas"_s, QString(), {}, u"m1"_s), u"a2"_s, m_clock.now());
        tombstone.stanza.tombstone = m_clock.now();
        take(tombstone); // of another message that was given the same id
        QCOMPARE(now(message).retracted, 0);
        tombstone.archiveId = ArchiveId(u"a1"_s);
        take(tombstone);
        QVERIFY(now(message).retracted != 0);
    }

    void nobodyStandsInTheWayOfAnId()
    {
        IncomingMessage first = said(u"Tomas"_s, u"id-t"_s, u"lunch?"_s, u"m1"_s);
        first.archiveId = ArchiveId(u"a1"_s);
        const Message message = take(first);
        IncomingMessage evil = said(u"Mallory"_s, u"id-evil"_s, u"give me money?"_s, u"a1"_s); // the id that the room gave another
        evil.archiveId = ArchiveId(u"a2"_s);
        const Message other = take(evil);
        IncomingMessage yes = said(u"Leila"_s, u"id-l"_s, {}, u"r1"_s);
        yes.stanza.reactions = ReactionSet{OriginId(u"a1"_s), {u"👍"_s}};
        take(yes);
        QCOMPARE(now(message).reactions.size(), 1);
        QCOMPARE(now(other).reactions.size(), 0);
        QCOMPARE(ChangeStore(*m_database, *m_store).findInRoom(message.conversation, OriginId(u"a1"_s))->id, message.id);
        QVERIFY(!ChangeStore(*m_database, *m_store).findInRoom(message.conversation, OriginId(u"m1"_s))->id.isValid());
    }

    void onlyTheRoomModerates()
    {
        IncomingMessage first = said(u"Tomas"_s, u"id-t"_s, u"buy this"_s, u"m1"_s);
        first.archiveId = ArchiveId(u"a1"_s);
        const Message message = take(first);
        const auto moderation = [&](const QString &nick, Author author, const QString &of) {
            IncomingMessage in = said(nick, author == Author::Room ? QString() : u"id-evil"_s, {}, u"m2"_s, author);
            in.stanza.from = author == Author::Room ? Jid(m_room) : Jid(m_room, nick);
            in.stanza.moderates = OriginId(of);
            return in;
        };
        take(moderation(u"Mallory"_s, Author::Other, u"a1"_s));
        QCOMPARE(now(message).retracted, 0);
        IncomingMessage aside = moderation({}, Author::Room, u"a1"_s);
        aside.stanza.type = MessageStanza::Type::Normal;
        take(aside);
        QCOMPARE(now(message).retracted, 0);
        take(moderation({}, Author::Room, u"m1"_s)); // an id that its author made (XEP-0425, 3.1)
        QCOMPARE(now(message).retracted, 0);
        take(moderation({}, Author::Room, u"a1"_s));
        QVERIFY(now(message).retracted != 0);
        QVERIFY(now(message).body.isEmpty());
        // Ours are no exception, and what comes before its message waits for it.
        take(moderation({}, Author::Room, u"a2"_s));
        IncomingMessage later = archived(said(u"Mara"_s, u"id-m"_s, u"spam"_s, u"o9"_s, Author::Ours), u"a2"_s, m_clock.now());
        const Message ourOwn = take(later);
        QVERIFY(now(ourOwn).retracted != 0);
    }

    void whoSawItIsKept()
    {
        const Message sent = ours(u"lunch?"_s, u"o1"_s, MessageState::Sent), later = ours(u"now?"_s, u"o2"_s, MessageState::Sent);
        QVERIFY(m_store->setArchiveId(sent.id, ArchiveId(u"a1"_s)) && m_store->setArchiveId(later.id, ArchiveId(u"a2"_s)));
        const auto marker = [&](const QString &nick, const QString &id, const QString &of) {
            IncomingMessage in = said(nick, id, {}, u"x"_s);
            in.stanza.marker = MessageStanza::Marker::Displayed;
            in.stanza.markerFor = OriginId(of);
            return in;
        };
        const auto seen = [&](const Message &message) {
            QStringList names;
            m_database->each(u"SELECT nick FROM seen_mark WHERE conversation = ? AND message >= ? ORDER BY nick"_s,
                             {message.conversation.value(), message.id.value()}, [&](const QSqlQuery &row) { names << row.value(0).toString(); });
            return names;
        };
        take(marker(u"Tomas"_s, u"id-t"_s, u"o1"_s)); // an id of ours, which the room does not speak of (XEP-0333, 5.4)
        QCOMPARE(now(sent).state, MessageState::Sent);
        IncomingMessage aside = inPrivate(marker(u"Tomas"_s, u"id-t"_s, u"a1"_s));
        take(aside);
        QCOMPARE(seen(sent), QStringList());
        take(marker(u"Tomas"_s, u"id-t"_s, u"a1"_s));
        QCOMPARE(now(sent).state, MessageState::Displayed);
        QCOMPARE(now(later).state, MessageState::Sent);
        QCOMPARE(seen(sent), QStringList{u"Tomas"_s});
        take(marker(u"Leila"_s, u"id-l"_s, u"a2"_s));
        QVERIFY(m_outcome.altered.value(sent.conversation).contains(later.id)); // so that the window looks again
        QCOMPARE(now(later).state, MessageState::Displayed);
        QCOMPARE(seen(sent), (QStringList{u"Leila"_s, u"Tomas"_s}));
        QCOMPARE(seen(later), QStringList{u"Leila"_s});
        // Nobody forgets what they saw, and whoever takes the name over has seen nothing.
        take(marker(u"Leila"_s, u"id-l"_s, u"a1"_s));
        QCOMPARE(seen(later), QStringList{u"Leila"_s});
        take(marker(u"Leila"_s, u"id-other"_s, u"a1"_s));
        QCOMPARE(seen(later), QStringList{u"Leila"_s});
        QCOMPARE(seen(sent), (QStringList{u"Leila"_s, u"Leila"_s, u"Tomas"_s}));
    }

    /// A room's archive is read newest first, so that a marker comes before its message.
    void whoSawItIsKeptWhenTheArchiveSaysItFirst()
    {
        const auto marker = [&](const QString &nick, const QString &id, const QString &of, qint64 time) {
            IncomingMessage in = archived(said(nick, id, {}, u"x"_s), u"marker-"_s + nick + of, time);
            in.stanza.marker = MessageStanza::Marker::Displayed;
            in.stanza.markerFor = OriginId(of);
            return in;
        };
        const auto seen = [&](const Message &message) {
            QStringList names;
            m_database->each(u"SELECT nick FROM seen_mark WHERE conversation = ? AND message >= ? ORDER BY nick"_s,
                             {message.conversation.value(), message.id.value()}, [&](const QSqlQuery &row) { names << row.value(0).toString(); });
            return names;
        };
        const Message here = ours(u"here already"_s, u"o9"_s, MessageState::Sent);
        const qint64 now0 = m_clock.now();
        take(marker(u"Tomas"_s, u"id-t"_s, u"a2"_s, now0 - 10));
        take(marker(u"Leila"_s, u"id-l"_s, u"a9"_s, now0 - 5));
        take(marker(u"Tomas"_s, u"id-t"_s, u"a1"_s, now0 - 20)); // of an older page
        const Message two = take(archived(said(u"Mara"_s, u"id-m"_s, u"two"_s, u"o2"_s, Author::Ours), u"a2"_s, now0 - 30));
        QCOMPARE(two.state, MessageState::Displayed);
        QCOMPARE(now(two).state, MessageState::Displayed);
        QCOMPARE(seen(two), QStringList{u"Tomas"_s});
        QVERIFY(m_outcome.altered.value(two.conversation).contains(two.id));
        const Message one = take(archived(said(u"Ana"_s, u"id-a"_s, u"one"_s, u"o1"_s), u"a1"_s, now0 - 40));
        QCOMPARE(seen(one), QStringList{u"Tomas"_s});
        QCOMPARE(now(here).state, MessageState::Sent);
        // One that was here, and that the archive names by its id only now.
        take(archived(said(u"Mara"_s, u"id-m"_s, u"here already"_s, u"o9"_s, Author::Ours), u"a9"_s, now0));
        QCOMPARE(now(here).state, MessageState::Displayed);
        QCOMPARE(seen(here), QStringList{u"Leila"_s});
        // Live, what is said of nothing that is here is of what never was.
        IncomingMessage live = said(u"Ana"_s, u"id-a"_s, {}, u"x"_s);
        live.stanza.marker = MessageStanza::Marker::Displayed;
        live.stanza.markerFor = OriginId(u"a77"_s);
        take(live);
        const Message later = take(archived(said(u"Mara"_s, u"id-m"_s, u"later"_s, u"o77"_s, Author::Ours), u"a77"_s, now0 + 1));
        QCOMPARE(later.state, MessageState::Sent);
    }

    void reactionsAreByOccupant()
    {
        const Message sent = ours(u"lunch?"_s, u"o1"_s, MessageState::Sent);
        QVERIFY(m_store->setArchiveId(sent.id, ArchiveId(u"a1"_s)));
        const auto react = [&](const QString &nick, const QString &id, const QString &emoji, int tenure) {
            IncomingMessage in = held(said(nick, id, {}, nick + emoji), tenure);
            in.stanza.reactions = ReactionSet{OriginId(u"a1"_s), {emoji}};
            take(in);
        };
        react(u"Tomas"_s, u"id-t"_s, u"👍"_s, 1);
        react(u"Leila"_s, u"id-l"_s, u"👍"_s, 2);
        QCOMPARE(now(sent).reactions.size(), 2);
        react(u"Tom"_s, u"id-t"_s, u"🎉"_s, 3); // the same person under another nickname
        QCOMPARE(now(sent).reactions.size(), 2);
        react(u"Tomas"_s, u"id-evil"_s, u"😱"_s, 4); // another person under the nickname
        QCOMPARE(now(sent).reactions.size(), 3);
    }

    void withoutIdsNobodyTakesAnothersReactionAway()
    {
        const Message sent = ours(u"lunch?"_s, u"o1"_s, MessageState::Sent);
        const auto react = [&](const QString &emoji, int tenure) {
            IncomingMessage in = held(said(u"Tomas"_s, QString(), {}, emoji), tenure);
            in.stanza.reactions = ReactionSet{OriginId(u"o1"_s), {emoji}};
            take(in);
        };
        react(u"👍"_s, 1);
        react(u"🎉"_s, 2);
        QCOMPARE(now(sent).reactions.size(), 1);
        QCOMPARE(now(sent).reactions.constFirst().emoji, u"👍"_s);
        react(u"😀"_s, 1);
        QCOMPARE(now(sent).reactions.constFirst().emoji, u"😀"_s);
    }

    // Private messages in rooms (facts/security.md, I8)

    void aPrivateMessageStandsApart()
    {
        const Message all = take(said(u"Tomas"_s, u"id-t"_s, u"to all"_s, u"1"_s));
        const Message aside = take(inPrivate(said(u"Tomas"_s, u"id-t"_s, u"to you"_s, u"2"_s)));
        QVERIFY(aside.conversation != all.conversation);
        const Conversation chat = *m_store->conversation(aside.conversation);
        QCOMPARE(chat.kind, ConversationKind::RoomPrivate);
        QCOMPARE(chat.nick, u"Tomas"_s);
        QCOMPARE(OccupantKey(chat.peer).room(), m_room);
        QVERIFY(!m_store->findConversation(m_account, *BareJid::parse(u"tomas@harbor.example"))->isValid());
        // The same person under another nickname goes on in the same chat; another under this one does not come into it.
        QCOMPARE(take(inPrivate(said(u"Tom"_s, u"id-t"_s, u"me again"_s, u"3"_s))).conversation, chat.id);
        QCOMPARE(m_store->conversation(chat.id)->nick, u"Tom"_s);
        QVERIFY(take(inPrivate(said(u"Tomas"_s, u"id-evil"_s, u"trust me"_s, u"4"_s))).conversation != chat.id);
    }

    void ourPrivateMessageIsKnownAgain()
    {
        const BareJid key = OccupantKey::make(m_room, u"Tomas"_s, u"id-t"_s).toText();
        Message message;
        message.conversation = *m_store->ensureRoomConversation(m_account, ConversationKind::RoomPrivate, key, u"Tomas"_s);
        message.direction = Direction::Outgoing;
        message.state = MessageState::Waiting;
        message.time = m_clock.now();
        message.sender = m_us;
        message.body = u"psst"_s;
        message.originId = OriginId(u"o1"_s);
        const Message sent = *m_store->insert(message, MessageStore::Place::Newest, MessageStore::Unread::DoNotCount);
        // In the account's archive it is to a nickname, whoever that was.
        IncomingMessage in = archived(inPrivate(said(u"Tomas"_s, u""_s, u"psst"_s, u"o1"_s, Author::Ours)), u"x1"_s, m_clock.now());
        in.stanza.from = Jid(m_us);
        in.stanza.to = Jid(m_room, u"Tomas"_s);
        QCOMPARE(take(in).id, sent.id);
        QCOMPARE(now(sent).state, MessageState::Sent);
        QCOMPARE(m_database->value(u"SELECT count(*) FROM conversation"_s)->toInt(), 1);
    }

    void whatAnotherDeviceWroteIsToWhomItWas()
    {
        take(said(u"Tomas"_s, u"id-t"_s, u"to all"_s, u"1"_s));
        IncomingMessage in = archived(inPrivate(said(u"Tomas"_s, u""_s, u"from my phone"_s, u"p1"_s, Author::Ours)), u"x1"_s, m_clock.now());
        in.stanza.from = Jid(m_us);
        in.stanza.to = Jid(m_room, u"Tomas"_s);
        const Message ours = take(in);
        const Conversation chat = *m_store->conversation(ours.conversation);
        QCOMPARE(chat.kind, ConversationKind::RoomPrivate);
        QCOMPARE(OccupantKey(chat.peer).id(), std::optional(u"id-t"_s));
        QCOMPARE(take(inPrivate(said(u"Tomas"_s, u"id-t"_s, u"an answer"_s, u"2"_s))).conversation, chat.id);
    }

    void ofTheAccountsArchiveRoomsAreNoPart()
    {
        IncomingMessage in = said(u"Tomas"_s, u"id-t"_s, u"hi"_s, u"1"_s);
        in.archiveId = ArchiveId(u"room-1"_s);
        const Message message = take(in);
        QVERIFY(!m_store->newestArchiveId(m_account)->isValid());
        QCOMPARE(m_store->newestArchiveId(message.conversation)->value(), u"room-1"_s);
    }

    // Mentions and typing

    void findsMentions_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("count");
        QTest::newRow("our nickname") << u"Mara, are you there?"_s << 1;
        QTest::newRow("in small letters") << u"ask mara"_s << 1;
        QTest::newRow("with an @") << u"hey @Mara!"_s << 1;
        QTest::newRow("part of a word") << u"Maradona, tamara and mara2"_s << 0;
        QTest::newRow("all of us") << u"@all lunch"_s << 1;
        QTest::newRow("an address") << u"mail x@allmail.example"_s << 0;
        QTest::newRow("both") << u"@here Mara"_s << 2;
        QTest::newRow("nobody") << u"hello"_s << 0;
        QTest::newRow("a word of one's own") << u"The Dyke holds"_s << 1;
        QTest::newRow("words of one's own") << u"pump 3 at the dyke"_s << 2;
        QTest::newRow("part of another word") << u"dykes and Pump 30"_s << 0;
    }
    void onlyWhoMayCallsAll()
    {
        IncomingMessage call = said(u"Tomas"_s, u"id-t"_s, u"@all lunch"_s, u"1"_s);
        QVERIFY(!now(take(call)).mentionsUs());
        call = said(u"Tomas"_s, u"id-t"_s, u"@all lunch, Mara?"_s, u"2"_s);
        QVERIFY(now(take(call)).mentionsUs());
        call = said(u"Tomas"_s, u"id-t"_s, u"@here lunch"_s, u"3"_s);
        call.room->calls = RoomOrigin::Calls::Heard;
        QVERIFY(now(take(call)).mentionsUs());
    }
    void highlightsAreBounded()
    {
        QCOMPARE(cleanHighlights({u" dyke "_s, {}, u"Dyke"_s, u"  "_s, QString(200, u'x'), u"pump  3"_s}), (QStringList{u"dyke"_s, u"pump 3"_s}));
        QStringList many;
        for (int i = 0; i < 1000; ++i) {
            many << u"word %1"_s.arg(i);
        }
        QVERIFY(cleanHighlights(many).size() <= 100);
    }
    void findsMentions()
    {
        QFETCH(QString, text);
        QFETCH(int, count);
        QList<Mention> mentions;
        addRoomMentions(mentions, text, {u"Mara"_s, RoomCallings::All::Heard, {u"dyke"_s, u"Pump 3"_s}}, m_us);
        QCOMPARE(mentions.size(), count);
        m_pipeline->setHighlights({u"dyke"_s, u"Pump 3"_s});
        IncomingMessage all = said(u"Tomas"_s, u"id-t"_s, text, u"1"_s);
        all.room->calls = RoomOrigin::Calls::Heard;
        const Message message = take(all);
        QCOMPARE(now(message).mentionsUs(), count > 0);
        QCOMPARE(m_store->conversation(message.conversation)->mentions, count > 0 ? 1 : 0);
        QVERIFY(m_store->markRead(message.conversation, message.id));
        QCOMPARE(m_store->conversation(message.conversation)->mentions, 0);
    }

    void typingIsByNickname()
    {
        const Message message = take(said(u"Tomas"_s, u"id-t"_s, u"hi"_s, u"1"_s));
        IncomingMessage typing = said(u"Leila"_s, u"id-l"_s, {}, u"2"_s);
        typing.stanza.chatState = ChatState::Composing;
        take(typing);
        QVERIFY(m_outcome.chatStates.isEmpty());
        QCOMPARE(m_outcome.typing.size(), 1);
        QCOMPARE(m_outcome.typing.constFirst().conversation, message.conversation);
        QCOMPARE(m_outcome.typing.constFirst().nick, u"Leila"_s);
    }

    void keysTellRoomsAndPeopleApart()
    {
        const OccupantKey byNick = OccupantKey::make(m_room, u"a/b @c"_s);
        QCOMPARE(byNick.room(), m_room);
        QCOMPARE(byNick.nick(), u"a/b @c"_s);
        QVERIFY(!byNick.id());
        const OccupantKey byId = OccupantKey::make(m_room, u"nick"_s, u"x/y"_s);
        QCOMPARE(byId.room(), m_room);
        QCOMPARE(byId.id(), std::optional(u"x/y"_s));
        QVERIFY(byId.nick().isEmpty());
        QVERIFY(OccupantKey::make(m_room, u"x"_s).toText() != OccupantKey::make(m_room, u"y"_s, u"x"_s).toText());
        QCOMPARE(OccupantKey::make(m_room, u"x"_s, u""_s).toText(), OccupantKey::make(m_room, u"x"_s).toText());
    }
};

JACKDAW_TEST(RoomPipelineTest)

} // namespace room_pipeline_test

#include "RoomPipelineTest.moc"
