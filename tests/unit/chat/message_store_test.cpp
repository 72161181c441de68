// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountStore.h"
#include "chat/MessageReader.h"
#include "chat/MessageStore.h"
#include "support/Builders.h"
#include "support/TestDatabase.h"
#include "support/TestProgram.h"

#include <QRandomGenerator>
#include <QSqlQuery>
#include <QTest>

#include <functional>
#include <map>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

using PlaceOf = MessageStore::Place;
using Unread = MessageStore::Unread;

namespace message_store_test {

constexpr qint64 keys = 4096;

template<class T>
T must(Result<T> result)
{
    if (!result) {
        qFatal("%s", qPrintable(result.error().detail));
    }
    return std::move(result).value();
}

/// MessageStore and MessageReader on real SQLite: order, states, and the counts that are kept beside the messages.
class MessageStoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void keepsAMessageWhole();
    void conversationsAreKeyedByAccount();
    void readsWhatAListShowsFirst();
    void newestGoesBelowEverything();
    void archiveOrderHoldsForEqualStamps();
    void archiveOrderHoldsOverPagesFetchedBackwards();
    void archiveOrderHoldsWhateverTheStampsSay();
    void archivePageGoesAboveWhatStillWaits();
    void findsAKeyWhereNoneIsLeftBetween();
    void keysAreSharedByConversations();
    void aThousandEqualStamps();
    void refusesTheSameArchiveIdTwice();
    void findsBySenderAndOrigin();
    void knowsArchiveIds();
    void knowsWhereItsArchiveEnds();
    void statesGoForwardOnly_data();
    void statesGoForwardOnly();
    void raisesStatesUpToAMessage();
    void onlyWhatWentOutLaterTellsOfWhatWaits();
    void readMarkNeverGoesBack();
    void newestMarkable();
    void knowsWhenOthersSaidTheLast();
    void strangersBehindManyWaitTheirTurn();
    void outbox();
    void missingIdsAreNotFound();
    void joinsTheTransactionOfItsCaller();
    void readsPages();
    void usesItsIndexes_data();
    void usesItsIndexes();
    void randomWorkAgainstAModel_data();
    void randomWorkAgainstAModel();

private:
    QStringList order(ConversationId conversation)
    {
        QStringList bodies;
        for (const Message &message : reader->newest(conversation, 10'000)) {
            bodies.append(message.body);
        }
        return bodies;
    }
    Message insert(const Message &message, PlaceOf place = PlaceOf::Newest, Unread unread = Unread::Count, MessageId before = {})
    {
        return must(store->insert(message, place, unread, MessageStore::Neighbours{before, {}}));
    }
    /// Many steps under one commit.
    void quickly(const std::function<void()> &work)
    {
        QVERIFY((*database)->transaction(Database::Durability::Normal, [&] {
            work();
            return Status(Done{});
        }));
    }
    Conversation chat() { return must(store->conversation(bob)); }

    std::unique_ptr<TestDatabase> database;
    std::unique_ptr<MessageStore> store;
    std::unique_ptr<MessageReader> reader;
    AccountId account;
    AccountId otherAccount;
    ConversationId bob;
    ConversationId carol;
};

void MessageStoreTest::init()
{
    store.reset();
    reader.reset();
    database = std::make_unique<TestDatabase>();
    AccountStore accounts(**database);
    account = must(accounts.add(anAccount("me@example.org")));
    otherAccount = must(accounts.add(anAccount("me@example.net")));
    store = std::make_unique<MessageStore>(**database);
    reader = std::make_unique<MessageReader>(database->reader());
    bob = must(store->ensureConversation(account, jid("bob@example.org")));
    carol = must(store->ensureConversation(account, jid("carol@example.org")));
}

void MessageStoreTest::keepsAMessageWhole()
{
    Message message = aMessage().in(bob).ours(MessageState::Failed).saying(u"Grüße \U0001F600 'quoted'\n\u05D0"_s)
                          .withOrigin(u"o-1"_s).archivedAs(u"a-1"_s).markable();
    message.failure = Error{ErrorKind::Unavailable, u"service-unavailable"_s, u"example.org"_s};
    const Message stored = insert(message);
    QVERIFY(stored.id.isValid());
    message.id = stored.id;
    QCOMPARE(stored, message);
    QCOMPARE(must(store->message(stored.id)), message);
    QCOMPARE(reader->newest(bob, 1).constFirst(), message);
    QCOMPARE(*chat().last, message);
    // A list has to know that its newest message is hidden, though it knows nothing else of what belongs to it.
    Message hidden = aMessage().in(carol).saying(u"They all die"_s);
    hidden.spoiler = u"The end"_s;
    hidden.markup = u"<body/>"_s;
    hidden = insert(hidden);
    const auto listed = reader->conversations();
    const auto found = std::find_if(listed.cbegin(), listed.cend(), [&](const Conversation &one) { return one.id == carol; });
    QCOMPARE(found->last->spoiler, hidden.spoiler);
    QCOMPARE(reader->newest(carol, 1).constFirst(), hidden);
    const Message plain = insert(aMessage().in(bob).saying(u""_s));
    QCOMPARE(must(store->message(plain.id)), plain);
    QVERIFY(!must(store->message(plain.id)).failure);
}

void MessageStoreTest::conversationsAreKeyedByAccount()
{
    QCOMPARE(must(store->ensureConversation(account, jid("bob@example.org"))), bob);
    const auto other = must(store->ensureConversation(otherAccount, jid("bob@example.org")));
    QVERIFY(other != bob);
    QCOMPARE(must(store->accountOf(other)), otherAccount);
    QCOMPARE(must(store->findConversation(otherAccount, jid("bob@example.org"))), other);
    QVERIFY(!must(store->findConversation(otherAccount, jid("carol@example.org"))).isValid());
    insert(aMessage().in(bob));
    QVERIFY(reader->newest(other, 10).isEmpty());

    const DraftParts parts{{{0, 4, jid("bob@example.org")}}, u"the end"_s};
    QVERIFY(store->setDraft(other, u"@bob"_s, parts));
    QCOMPARE(*store->draft(other), (ChatDraft{u"@bob"_s, parts}));
    DraftParts answer = parts;
    answer.about = MessageId(71);
    QVERIFY(store->setDraft(other, u"@bob"_s, answer));
    QCOMPARE(*store->draft(other), (ChatDraft{u"@bob"_s, answer}));
    DraftParts edit = answer;
    edit.edit = EditedWords{u""_s, {{0, 0, jid("carol@example.org")}}}; // no words yet are something else than none
    QVERIFY(store->setDraft(other, u"@bob"_s, edit));
    QCOMPARE(*store->draft(other), (ChatDraft{u"@bob"_s, edit}));
    QVERIFY(store->setDraft(other, u"half a sen"_s));
    QCOMPARE(*store->draft(other), (ChatDraft{u"half a sen"_s, {}}));
    QVERIFY(store->setPinned(other, true));
    QVERIFY(store->setMuted(other, true));
    const Conversation changed = must(store->conversation(other));
    QCOMPARE(changed.draft, u"half a sen"_s);
    QVERIFY(changed.pinned && changed.muted && !changed.last);
    QVERIFY(!chat().pinned);
    const auto all = reader->conversations();
    QCOMPARE(all.size(), 3);
    QVERIFY(all.contains(changed));
    QVERIFY(all.contains(chat()));
}

void MessageStoreTest::readsWhatAListShowsFirst()
{
    QList<ConversationId> chats;
    for (int i = 0; i < 8; ++i) {
        chats << must(store->ensureConversation(account, BareJid::fromPrepared(u"friend%1@example.org"_s.arg(i))));
        if (i != 7) { // one in which nothing was written yet
            insert(aMessage().in(chats.last()).at(noon + i * hour));
        }
    }
    QVERIFY(store->setPinned(chats[0], true));
    QVERIFY((*database)->run(u"UPDATE conversation SET unread = 2 * (id = ?)"_s, {chats[1].value()}));
    const auto first = [&](int newest, ConversationId open) {
        QSet<ConversationId> found;
        const QList<Conversation> read = reader->firstConversations(newest, open);
        for (const Conversation &conversation : read) {
            found.insert(conversation.id);
        }
        return read.size() == found.size() ? found : QSet<ConversationId>();
    };
    QCOMPARE(first(2, {}), (QSet{chats[0], chats[1], chats[5], chats[6]}));
    QCOMPARE(first(2, chats[7]), (QSet{chats[0], chats[1], chats[5], chats[6], chats[7]}));
    QCOMPARE(first(2, chats[6]), (QSet{chats[0], chats[1], chats[5], chats[6]}));
    QCOMPARE(first(100, {}).size(), reader->conversations().size());
    QVERIFY(reader->firstConversations(100, {}).contains(must(store->conversation(chats[6]))));
}

void MessageStoreTest::newestGoesBelowEverything()
{
    const Message first = insert(aMessage().in(bob).at(noon));
    QCOMPARE(first.id.value(), noon * keys);
    const Message sameMoment = insert(aMessage().in(bob).at(noon));
    QVERIFY(first.id < sameMoment.id);
    // The clock was set back: below all the same, and the time is what was said.
    const Message earlier = insert(aMessage().in(bob).at(noon - day));
    QVERIFY(sameMoment.id < earlier.id);
    QCOMPARE(earlier.time, noon - day);
    const Message later = insert(aMessage().in(bob).at(noon + hour));
    QCOMPARE(later.id.value(), (noon + hour) * keys);
    QCOMPARE(chat().last->id, later.id);
}

void MessageStoreTest::knowsWhenOthersSaidTheLast()
{
    QCOMPARE(store->newestTime(account), 0);
    insert(aMessage().in(bob).at(noon));
    insert(aMessage().in(carol).at(noon + hour));
    insert(aMessage().in(carol).ours().at(noon + day)); // written without a stream: says nothing of what others sent
    QCOMPARE(store->newestTime(account), noon + hour);
    QCOMPARE(store->newestTime(otherAccount), 0);
}

void MessageStoreTest::archiveOrderHoldsForEqualStamps()
{
    // One page of an archive with stamps of whole seconds, stored from its end.
    MessageId before;
    for (int i = 9; i >= 0; --i) {
        before = insert(aMessage().in(bob).at(noon).saying(QString::number(i)).archivedAs(u"a%1"_s.arg(i)), PlaceOf::ByTime,
                        Unread::DoNotCount, before).id;
    }
    QCOMPARE(order(bob).join(QString()), u"0123456789"_s);
}

void MessageStoreTest::archiveOrderHoldsOverPagesFetchedBackwards()
{
    // Three pages, newest first, all within a second; the live message is there already.
    insert(aMessage().in(bob).at(noon + minute).saying(u"live"_s).archivedAs(u"live"_s));
    MessageId before = must(store->findByArchiveId(bob, ArchiveId(u"live"_s))).id;
    QStringList expected;
    for (int page = 2; page >= 0; --page) {
        for (int i = 19; i >= 0; --i) {
            const QString body = u"%1-%2"_s.arg(page).arg(i);
            before = insert(aMessage().in(bob).at(noon).saying(body).archivedAs(body), PlaceOf::ByTime, Unread::DoNotCount, before).id;
            expected.prepend(body);
        }
    }
    QCOMPARE(order(bob), expected + QStringList{u"live"_s});
    // Two conversations of one archive page, each chained for itself.
    MessageId bobBefore;
    MessageId carolBefore;
    const auto dave = must(store->ensureConversation(account, jid("dave@example.org")));
    for (int i = 9; i >= 0; --i) {
        MessageId &chain = i % 2 ? bobBefore : carolBefore;
        const auto conversation = i % 2 ? dave : carol;
        chain = insert(aMessage().in(conversation).at(noon).saying(QString::number(i)), PlaceOf::ByTime, Unread::DoNotCount, chain).id;
    }
    QCOMPARE(order(dave).join(QString()), u"13579"_s);
    QCOMPARE(order(carol).join(QString()), u"02468"_s);
}

void MessageStoreTest::archiveOrderHoldsWhateverTheStampsSay()
{
    const Message old = insert(aMessage().in(bob).at(noon).saying(u"0"_s).archivedAs(u"0"_s), PlaceOf::ByTime);
    const Message recent = insert(aMessage().in(bob).at(noon + hour).saying(u"9"_s).archivedAs(u"9"_s));
    // Stamps before the older and after the newer neighbour.
    const Message late = insert(aMessage().in(bob).at(noon + day).saying(u"8"_s).archivedAs(u"8"_s), PlaceOf::ByTime,
                                Unread::DoNotCount, recent.id);
    const Message early = insert(aMessage().in(bob).at(noon - day).saying(u"7"_s).archivedAs(u"7"_s), PlaceOf::ByTime,
                                 Unread::DoNotCount, late.id);
    const Message ancient = insert(aMessage().in(bob).at(1).saying(u"6"_s).archivedAs(u"6"_s), PlaceOf::ByTime,
                                   Unread::DoNotCount, early.id);
    QVERIFY(old.id < ancient.id);
    QCOMPARE(order(bob).join(QString()), u"06789"_s);
    // "Stands above it, at least": a page fetched forwards.
    const Message below = must(store->insert(aMessage().in(bob).at(noon - day).saying(u"y"_s), PlaceOf::ByTime, Unread::DoNotCount,
                                             MessageStore::Neighbours{{}, recent.id}));
    QVERIFY(recent.id < below.id);
    QVERIFY(store->remove(below.id));
    // Without a neighbour the stamp decides.
    insert(aMessage().in(bob).at(noon + minute).saying(u"x"_s), PlaceOf::ByTime);
    QCOMPARE(order(bob).join(QString()), u"0x6789"_s);
}

void MessageStoreTest::archivePageGoesAboveWhatStillWaits()
{
    // Written at noon without a stream; what others sent before and after comes later, out of the archive.
    insert(aMessage().in(bob).ours().at(noon).saying(u"waiting"_s));
    const Message after = insert(aMessage().in(bob).at(noon + minute).saying(u"after"_s).archivedAs(u"2"_s), PlaceOf::ByTime);
    insert(aMessage().in(bob).at(noon - minute).saying(u"before"_s).archivedAs(u"1"_s), PlaceOf::ByTime, Unread::Count, after.id);
    QCOMPARE(order(bob), (QStringList{u"before"_s, u"waiting"_s, u"after"_s}));
}

void MessageStoreTest::findsAKeyWhereNoneIsLeftBetween()
{
    const Message upper = insert(aMessage().in(bob).at(noon).saying(u"1"_s).archivedAs(u"1"_s));
    const Message lower = insert(aMessage().in(bob).at(noon).saying(u"3"_s).archivedAs(u"3"_s));
    QCOMPARE(lower.id.value(), upper.id.value() + 1);
    const Message between = insert(aMessage().in(bob).at(noon).saying(u"2"_s).archivedAs(u"2"_s), PlaceOf::ByTime,
                                   Unread::DoNotCount, lower.id);
    QVERIFY(between.id < lower.id);
    QVERIFY(between.id != upper.id);
}

void MessageStoreTest::keysAreSharedByConversations()
{
    const Message one = insert(aMessage().in(bob).at(noon));
    const Message other = insert(aMessage().in(carol).at(noon));
    QVERIFY(one.id != other.id);
    // Between a and c there is one key, and another conversation has it.
    const Message a = insert(aMessage().in(bob).at(noon + minute).saying(u"a"_s).archivedAs(u"a"_s));
    insert(aMessage().in(carol).at(noon + minute)); // a + 1
    const Message b = insert(aMessage().in(carol).at(noon + minute)); // a + 2
    const Message c = insert(aMessage().in(bob).at(noon + minute).saying(u"c"_s).archivedAs(u"c"_s));
    QCOMPARE(c.id.value(), b.id.value() + 1);
    const auto d = insert(aMessage().in(carol).at(noon + minute), PlaceOf::ByTime, Unread::DoNotCount, b.id);
    QVERIFY(d.id < b.id);
    Q_UNUSED(a)
}

void MessageStoreTest::aThousandEqualStamps()
{
    // Without neighbours each goes below the ones before it, past a run of keys that is longer than one look.
    quickly([&] {
        for (int i = 0; i < 1000; ++i) {
            insert(aMessage().in(i % 2 ? bob : carol).at(noon).saying(QString::number(i)), PlaceOf::ByTime, Unread::DoNotCount);
        }
    });
    const QStringList bodies = order(bob);
    QCOMPARE(bodies.size(), 500);
    for (int i = 0; i < 500; ++i) {
        QCOMPARE(bodies[i].toInt(), 2 * i + 1);
    }
}

void MessageStoreTest::refusesTheSameArchiveIdTwice()
{
    insert(aMessage().in(bob).archivedAs(u"a"_s));
    const auto again = store->insert(aMessage().in(bob).archivedAs(u"a"_s), PlaceOf::Newest, Unread::Count);
    QVERIFY(!again);
    QCOMPARE(chat().unread, 1); // and nothing of it stays
    QCOMPARE(reader->countAll(bob), 1);
    insert(aMessage().in(carol).archivedAs(u"a"_s)); // archives of rooms make ids of their own
}

void MessageStoreTest::findsBySenderAndOrigin()
{
    const Message theirs = insert(aMessage().in(bob).withOrigin(u"same"_s));
    const Message ours = insert(aMessage().in(bob).ours().withOrigin(u"same"_s));
    QCOMPARE(must(store->findByOrigin(bob, jid("bob@example.org"), OriginId(u"same"_s))).id, theirs.id);
    QCOMPARE(must(store->findByOrigin(bob, jid("me@example.org"), OriginId(u"same"_s))).id, ours.id);
    QVERIFY(!must(store->findByOrigin(carol, jid("bob@example.org"), OriginId(u"same"_s))).id.isValid());
    QVERIFY(!must(store->findByOrigin(bob, jid("bob@example.org"), OriginId(u"other"_s))).id.isValid());
    insert(aMessage().in(bob));
    QVERIFY(!must(store->findByOrigin(bob, jid("bob@example.org"), OriginId())).id.isValid()); // no id names nothing
}

void MessageStoreTest::strangersBehindManyWaitTheirTurn()
{
    const auto stateOf = [this](ConversationId id) { return must(store->conversation(id)).stranger; };
    const auto write = [this](AccountId to, const QString &who) {
        return must(store->ensureReceived(to, jid("me@example.org"), BareJid::fromPrepared(who + u"@evil.example"_s)));
    };
    ConversationId first;
    ConversationId last;
    quickly([&] {
        first = write(account, u"first"_s);
        for (int i = 1; i < MessageStore::mostWaitingStrangers; ++i) {
            write(account, QString::number(i));
        }
        last = write(account, u"late"_s);
    });
    QVERIFY(stateOf(first) == Stranger::Waits);
    QVERIFY(stateOf(last) == Stranger::Behind);
    QVERIFY(stateOf(write(otherAccount, u"late"_s)) == Stranger::Waits); // of each account
    // What they write is kept and counted.
    insert(aMessage().in(last).from("late@evil.example"));
    QCOMPARE(must(store->conversation(last)).unread, 1);
    QVERIFY(write(account, u"late"_s) == last);
    QVERIFY(stateOf(last) == Stranger::Behind);
    // There is room again; who was declined stays so.
    QVERIFY(store->setStranger(first, Stranger::Declined));
    QVERIFY(write(account, u"late"_s) == last);
    QVERIFY(stateOf(last) == Stranger::Waits);
    QVERIFY(write(account, u"first"_s) == first);
    QVERIFY(stateOf(first) == Stranger::Declined);
}

void MessageStoreTest::knowsArchiveIds()
{
    const Message message = insert(aMessage().in(bob));
    QVERIFY(!must(store->findByArchiveId(bob, ArchiveId(u"a"_s))).id.isValid());
    QVERIFY(store->setArchiveId(message.id, ArchiveId(u"a"_s)));
    QCOMPARE(must(store->findByArchiveId(bob, ArchiveId(u"a"_s))).id, message.id);
    QVERIFY(!must(store->findByArchiveId(carol, ArchiveId(u"a"_s))).id.isValid());
    QVERIFY(!must(store->findByArchiveId(bob, ArchiveId())).id.isValid()); // no id names nothing
    // Those of one person, the newest first, without what is gone already.
    QCOMPARE(must(store->archivedOf(bob, jid("bob@example.org"))), QList<ArchiveId>{ArchiveId(u"a"_s)});
    insert(aMessage().in(bob).archivedAs(u"b"_s));
    insert(aMessage().in(bob)); // in no archive
    insert(aMessage().in(bob).from("eve@example.org").archivedAs(u"c"_s));
    QCOMPARE(must(store->archivedOf(bob, jid("bob@example.org"))), (QList<ArchiveId>{ArchiveId(u"b"_s), ArchiveId(u"a"_s)}));
    QVERIFY((*database)->change(u"UPDATE message SET retracted = 1 WHERE archive_id = 'b'"_s));
    QCOMPARE(must(store->archivedOf(bob, jid("bob@example.org"))), QList<ArchiveId>{ArchiveId(u"a"_s)});
}

void MessageStoreTest::knowsWhereItsArchiveEnds()
{
    QVERIFY(!must(store->newestArchiveId(account)).isValid());
    const Message first = insert(aMessage().in(bob));
    const Message second = insert(aMessage().in(carol));
    const Message ours = insert(aMessage().in(carol).ours());
    const Message last = insert(aMessage().in(bob)); // not in the archive yet
    QVERIFY(!must(store->newestArchiveId(account)).isValid());

    QVERIFY(store->setArchiveId(first.id, ArchiveId(u"a"_s)));
    QCOMPARE(must(store->newestArchiveId(account)), ArchiveId(u"a"_s));
    QVERIFY(store->setArchiveId(second.id, ArchiveId(u"b"_s)));
    QVERIFY(store->setArchiveId(ours.id, ArchiveId(u"c"_s)));
    QCOMPARE(must(store->newestArchiveId(account)), ArchiveId(u"c"_s));
    QVERIFY(!must(store->newestArchiveId(otherAccount)).isValid());
    const auto newest = must(store->newestThatCame(account));
    QCOMPARE(newest.value(bob), last.id); // it came, whatever the archive called it
    QCOMPARE(newest.value(carol), second.id); // what we wrote stands where we wrote it, not where the archive got it

    // What another device wrote came, as what others said did; what went out from here counts on the stream that took it.
    using Ours = MessageStore::Ours;
    const auto newestOf = [this](Ours which) {
        const MessageId one = must(store->newestThatCame(carol, which));
        return must(store->newestThatCame(account, which)).value(carol) == one ? one : MessageId();
    };
    const Message phone = insert(aMessage().in(carol).ours(MessageState::Sent));
    QCOMPARE(newestOf(Ours::FromElsewhere), phone.id);
    QCOMPARE(must(store->wentOutFromHere(phone.id)), false);
    const Message here = insert(aMessage().in(carol).ours());
    QVERIFY(store->setHandedOver(here.id, 7));
    QCOMPARE(must(store->wentOutFromHere(here.id)), true);
    QCOMPARE(newestOf(Ours::Taken), phone.id); // it waits still
    QVERIFY(must(store->setState(here.id, MessageState::Displayed)));
    QCOMPARE(newestOf(Ours::Taken), here.id);
    QCOMPARE(newestOf(Ours::FromElsewhere), phone.id);
    QCOMPARE(must(store->newestThatCame(bob, Ours::Taken)), last.id);
    const Message theirs = insert(aMessage().in(carol));
    QCOMPARE(newestOf(Ours::Taken), theirs.id);
}

void MessageStoreTest::statesGoForwardOnly_data()
{
    QTest::addColumn<MessageState>("from");
    QTest::addColumn<MessageState>("to");
    QTest::addColumn<bool>("goes");
    using enum MessageState;
    const QList<MessageState> way{Waiting, Sent, Delivered, Displayed};
    for (const MessageState from : way) {
        for (const MessageState to : way) {
            QTest::addRow("%d to %d", int(from), int(to)) << from << to << (to > from || (to == Waiting && from != Waiting));
        }
        QTest::addRow("%d fails", int(from)) << from << Failed << true;
        QTest::addRow("failed, yet %d", int(from)) << Failed << from << true;
    }
    QTest::newRow("an incoming message has no way to go") << Received << Displayed << false;
}

void MessageStoreTest::statesGoForwardOnly()
{
    QFETCH(MessageState, from);
    QFETCH(MessageState, to);
    QFETCH(bool, goes);
    const Message message = from == MessageState::Received ? insert(aMessage().in(bob)) : insert(aMessage().in(bob).ours(from));
    const Error why{ErrorKind::Unavailable, u"why"_s, {}};
    const std::optional<Error> failure = to == MessageState::Failed ? std::optional(why) : std::nullopt;
    QCOMPARE(must(store->setState(message.id, to, failure)), goes);
    const Message now = must(store->message(message.id));
    QCOMPARE(now.state, goes ? to : from);
    QCOMPARE(now.failure, goes ? failure : std::nullopt);
    QCOMPARE(must(store->setState(message.id, to, failure)), false); // twice changes nothing
}

void MessageStoreTest::raisesStatesUpToAMessage()
{
    using enum MessageState;
    QList<Message> all;
    for (const MessageState state : {Displayed, Sent, Waiting, Delivered, Failed, Sent, Sent}) {
        all.append(insert(aMessage().in(bob).ours(state)));
        insert(aMessage().in(bob));
    }
    insert(aMessage().in(carol).ours(Sent));
    const auto delivered = must(store->raiseStateUpTo(bob, all[1].id, Delivered));
    QCOMPARE(delivered.size(), 1);
    const auto displayed = must(store->raiseStateUpTo(bob, all[5].id, Displayed));
    QCOMPARE(displayed.size(), 3);
    QCOMPARE(displayed[0].id, all[1].id);
    QCOMPARE(displayed[2].id, all[5].id);
    QList<MessageState> now;
    for (const Message &message : all) {
        now.append(must(store->message(message.id)).state);
    }
    QCOMPARE(now, (QList{Displayed, Displayed, Waiting, Displayed, Failed, Displayed, Sent}));
    QVERIFY(must(store->raiseStateUpTo(bob, all[5].id, Displayed)).isEmpty());
    quickly([&] {
        for (int i = 0; i < 1100; ++i) {
            insert(aMessage().in(carol).ours(Sent));
        }
    });
    const auto many = must(store->raiseStateUpTo(carol, reader->newest(carol, 1).constFirst().id, Displayed));
    QCOMPARE(many.size(), 1000);
    QCOMPARE(many.constLast().id, reader->newest(carol, 1).constFirst().id);
}

void MessageStoreTest::readMarkNeverGoesBack()
{
    QList<Message> all;
    for (int i = 0; i < 5; ++i) {
        all.append(insert(aMessage().in(bob).at(noon + i * minute)));
    }
    QCOMPARE(chat().unread, 5);
    QCOMPARE(chat().firstUnread, all[0].id);
    QVERIFY(store->markRead(bob, all[2].id));
    QCOMPARE(chat().unread, 2);
    QCOMPARE(chat().firstUnread, all[3].id);
    QVERIFY(store->markRead(bob, all[0].id)); // an older window, or another device
    QCOMPARE(chat().unread, 2);
    // What comes out of the archive above the mark was read.
    insert(aMessage().in(bob).at(noon + minute / 2), PlaceOf::ByTime, Unread::Count);
    QCOMPARE(chat().unread, 2);
    // Below it, it counts, and may be the first.
    const Message between = insert(aMessage().in(bob).at(noon + 2 * minute + 1), PlaceOf::ByTime, Unread::Count);
    QCOMPARE(chat().unread, 3);
    QCOMPARE(chat().firstUnread, between.id);
    // Not everything below counts: own messages, and old ones of a first sign-in.
    insert(aMessage().in(bob).ours().at(noon + hour));
    insert(aMessage().in(bob).at(noon + hour), PlaceOf::ByTime, Unread::DoNotCount);
    QCOMPARE(chat().unread, 3);
    QVERIFY(store->markRead(bob, between.id));
    QCOMPARE(chat().unread, 2);
    QVERIFY(store->markRead(bob, chat().last->id));
    QCOMPARE(chat().unread, 0);
    QVERIFY(!chat().firstUnread.isValid());
}

void MessageStoreTest::newestMarkable()
{
    QVERIFY(!must(store->newestMarkable(bob, MessageId(std::numeric_limits<qint64>::max()))).id.isValid());
    const Message one = insert(aMessage().in(bob).markable());
    const Message two = insert(aMessage().in(bob).markable());
    const Message plain = insert(aMessage().in(bob));
    const Message ours = insert(aMessage().in(bob).ours().markable());
    QCOMPARE(must(store->newestMarkable(bob, ours.id)).id, two.id);
    QCOMPARE(must(store->newestMarkable(bob, plain.id)).id, two.id);
    QCOMPARE(must(store->newestMarkable(bob, one.id)).id, one.id);
}

void MessageStoreTest::outbox()
{
    using enum MessageState;
    const auto elsewhere = must(store->ensureConversation(otherAccount, jid("bob@example.org")));
    const Message second = insert(aMessage().in(bob).ours().at(noon + 1));
    const Message first = insert(aMessage().in(carol).ours().at(noon));
    const Message failed = insert(aMessage().in(bob).ours(Failed));
    insert(aMessage().in(bob).ours(Sent));
    insert(aMessage().in(bob));
    insert(aMessage().in(elsewhere).ours());
    const auto ids = [](const QList<Message> &messages) {
        QList<MessageId> all;
        for (const Message &message : messages) {
            all.append(message.id);
        }
        return all;
    };
    QCOMPARE(ids(must(store->waiting(account))), (QList{first.id, second.id}));
    QCOMPARE(must(store->waitingCount(account)), 2);
    QCOMPARE(must(store->waitingCount(otherAccount)), 1);
    QCOMPARE(ids(reader->waiting(account)), (QList{first.id, second.id, failed.id}));
    QVERIFY(must(store->handedOver(account)).isEmpty());
    QVERIFY(store->setHandedOver(first.id, 3));
    QCOMPARE(must(store->handedOver(account)), QSet{first.id});
    QVERIFY(must(store->handedOver(otherAccount)).isEmpty());
    QVERIFY(must(store->setState(first.id, Sent)));
    QVERIFY(must(store->handedOver(account)).isEmpty());
    QVERIFY(must(store->setState(failed.id, Waiting))); // tried again
    QCOMPARE(ids(must(store->waiting(account))), (QList{second.id, failed.id}));
}

void MessageStoreTest::onlyWhatWentOutLaterTellsOfWhatWaits() // XEP-0333, 5.3
{
    const Message waits = insert(aMessage().in(bob).ours().at(noon));
    const Message seen = insert(aMessage().in(bob).ours(MessageState::Displayed).at(noon + minute));
    QVERIFY(!must(store->hasDisplayedBehind(waits))); // it never left
    QVERIFY(store->setHandedOver(waits.id, noon + hour));
    QVERIFY(!must(store->hasDisplayedBehind(waits))); // our phone wrote the other one before it left
    QVERIFY(store->setHandedOver(waits.id, noon));
    QVERIFY(must(store->hasDisplayedBehind(waits)));
    QVERIFY(store->setHandedOver(seen.id, noon - minute));
    QVERIFY(!must(store->hasDisplayedBehind(waits))); // which went again, on a later stream
    QVERIFY(store->setHandedOver(seen.id, noon));
    QVERIFY(must(store->hasDisplayedBehind(waits)));
    QVERIFY(!must(store->hasDisplayedBehind(seen)));
}

void MessageStoreTest::missingIdsAreNotFound()
{
    const ConversationId nowhere(999);
    const MessageId nothing(999);
    QCOMPARE(store->conversation(nowhere).error().kind, ErrorKind::NotFound);
    QCOMPARE(store->accountOf(nowhere).error().kind, ErrorKind::NotFound);
    QCOMPARE(store->setDraft(nowhere, {}).error().kind, ErrorKind::NotFound);
    QCOMPARE(store->markRead(nowhere, MessageId(1)).error().kind, ErrorKind::NotFound);
    QCOMPARE(store->insert(aMessage().in(nowhere), PlaceOf::Newest, Unread::Count).error().kind, ErrorKind::NotFound);
    QCOMPARE(store->message(nothing).error().kind, ErrorKind::NotFound);
    QCOMPARE(store->setState(nothing, MessageState::Sent).error().kind, ErrorKind::NotFound);
    QCOMPARE(store->setArchiveId(nothing, ArchiveId(u"a"_s)).error().kind, ErrorKind::NotFound);
    QCOMPARE(store->setHandedOver(nothing, 1).error().kind, ErrorKind::NotFound);
    QCOMPARE(store->remove(nothing).error().kind, ErrorKind::NotFound);
}

void MessageStoreTest::joinsTheTransactionOfItsCaller()
{
    const auto outcome = (*database)->transaction(Database::Durability::Full, [&]() -> Status {
        const Message message = insert(aMessage().in(bob));
        if (!store->markRead(bob, message.id) || !must(store->setState(insert(aMessage().in(bob).ours()).id, MessageState::Sent))) {
            return Error{ErrorKind::Internal, {}, {}};
        }
        return Error{ErrorKind::Cancelled, {}, {}};
    });
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Cancelled);
    QCOMPARE(database->number(u"SELECT count(*) FROM message"_s), 0);
    QCOMPARE(database->number(u"SELECT count(*) FROM message_day"_s), 0);
    QCOMPARE(chat().unread, 0);
    QVERIFY(!chat().last);
}

void MessageStoreTest::readsPages()
{
    QList<MessageId> ids;
    for (int i = 0; i < 100; ++i) {
        ids.append(insert(aMessage().in(bob).at(noon + i * hour)).id);
        insert(aMessage().in(carol).at(noon + i * hour));
    }
    const auto idsOf = [](const QList<Message> &page) {
        QList<MessageId> all;
        for (const Message &message : page) {
            all.append(message.id);
        }
        return all;
    };
    QCOMPARE(idsOf(reader->newest(bob, 10)), ids.last(10));
    QCOMPARE(idsOf(reader->newest(bob, 1000)), ids);
    QCOMPARE(idsOf(reader->before(bob, ids[50], 10)), ids.mid(40, 10));
    QCOMPARE(idsOf(reader->before(bob, ids[3], 10)), ids.first(3));
    QVERIFY(reader->before(bob, ids[0], 10).isEmpty());
    QCOMPARE(idsOf(reader->after(bob, ids[50], 10)), ids.mid(51, 10));
    QVERIFY(reader->after(bob, ids[99], 10).isEmpty());
    QCOMPARE(reader->countAll(bob), 100);
    QCOMPARE(reader->countBefore(bob, ids[0]), 0);
    // Noon of the first day and the eleven hours after it; 24 a day from then on.
    QCOMPARE(reader->countBefore(bob, ids[12]), 12);
    QCOMPARE(reader->countBefore(bob, ids[40]), 36);
}

void MessageStoreTest::usesItsIndexes_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("index");
    QTest::newRow("page") << u"SELECT body FROM message m WHERE m.conversation = 1 AND m.id < 5 ORDER BY m.id DESC LIMIT 50"_s
                          << u"message_place"_s;
    QTest::newRow("outbox") << u"SELECT m.body FROM message m CROSS JOIN conversation c ON c.id = m.conversation "
                               "WHERE m.direction = 1 AND m.state IN (0, 4) AND m.state = 0 AND c.account = 1 ORDER BY m.id"_s
                            << u"message_outbox"_s;
    QTest::newRow("origin") << u"SELECT m.body FROM message m WHERE m.conversation = 1 AND m.origin_id = 'x' "
                               "AND m.origin_id <> '' AND m.sender = 'y' ORDER BY m.id LIMIT 1"_s << u"message_origin"_s;
    QTest::newRow("archive") << u"SELECT 1 FROM message m CROSS JOIN conversation c ON c.id = m.conversation "
                                "WHERE m.archive_id = 'x' AND m.archive_id <> '' AND c.account = 1 LIMIT 1"_s << u"message_archive"_s;
    QTest::newRow("unread") << u"UPDATE message INDEXED BY message_place SET unread = 0 WHERE conversation = 1 AND unread = 1 "
                               "AND id >= (SELECT first_unread FROM conversation WHERE id = 1 AND first_unread > 0) AND id <= 2"_s
                            << u"COVERING INDEX message_place (conversation=? AND id>? AND id<?)"_s;
    QTest::newRow("counts of unread") << u"SELECT (SELECT count(*) FROM message m INDEXED BY message_place WHERE m.conversation = c.id "
                                         "AND m.id >= nullif(c.first_unread, 0) AND m.unread = 1) FROM conversation c WHERE c.id = 1"_s
                                      << u"COVERING INDEX message_place (conversation=? AND id>?)"_s;
    QTest::newRow("unread of all chats") << u"SELECT id FROM (SELECT m.id AS id FROM conversation c CROSS JOIN message m "
                                            "INDEXED BY message_place ON m.conversation = c.id AND m.id >= c.first_unread AND m.unread = 1 "
                                            "WHERE c.first_unread > 0) WHERE true"_s
                                         << u"COVERING INDEX message_place (conversation=? AND id>?)"_s;
    QTest::newRow("last answer") << u"SELECT m.time FROM conversation c JOIN message m ON m.conversation = c.id WHERE c.account = 1 "
                                    "AND c.peer = 'x' AND m.direction = 0 ORDER BY m.id DESC LIMIT 1"_s << u"INDEX message_place"_s;
    QTest::newRow("unseen") << u"SELECT m.body FROM message m INDEXED BY message_unseen WHERE m.direction = 1 AND m.state IN (1, 2) AND m.conversation = 1 "
                               "AND m.id <= 2 AND m.state < 3 ORDER BY m.id DESC LIMIT 9"_s << u"message_unseen"_s;
    QTest::newRow("markable") << u"SELECT m.body FROM message m INDEXED BY message_markable WHERE m.direction = 0 AND m.markable = 1 AND m.conversation = 1 "
                                 "AND m.id <= 2 ORDER BY m.id DESC LIMIT 1"_s << u"message_markable"_s;
    QTest::newRow("incoming") << u"SELECT id FROM message WHERE conversation = 1 AND direction = 0 AND id > 0 ORDER BY id DESC LIMIT 1"_s
                              << u"COVERING INDEX message_place"_s;
}

void MessageStoreTest::usesItsIndexes()
{
    QFETCH(QString, statement);
    QFETCH(QString, index);
    QString plan;
    QVERIFY((*database)->each(u"EXPLAIN QUERY PLAN "_s + statement, {},
                              [&](const QSqlQuery &row) { plan += row.value(3).toString() + u'\n'; }));
    QVERIFY2(plan.contains(index), qPrintable(plan));
    QVERIFY2(!plan.contains(u"SCAN m"), qPrintable(plan));
    QVERIFY2(!plan.contains(u"TEMP B-TREE"), qPrintable(plan));
}

void MessageStoreTest::randomWorkAgainstAModel_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 6; ++seed) {
        QTest::addRow("seed %u", seed) << seed;
    }
}

void MessageStoreTest::randomWorkAgainstAModel()
{
    QFETCH(quint32, seed);
    struct Kept { Direction direction; bool unread; };
    struct Talk { std::map<qint64, Kept> messages; qint64 readUpTo = 0; };
    QHash<ConversationId, Talk> model{{bob, {}}, {carol, {}}};
    QRandomGenerator random(seed);
    for (int step = 0; step < 800; ++step) {
        const ConversationId id = random.bounded(2) ? bob : carol;
        Talk &talk = model[id];
        const auto any = [&] {
            auto it = talk.messages.begin();
            std::advance(it, random.bounded(int(talk.messages.size())));
            return it;
        };
        const int what = random.bounded(10);
        if (what < 6 || talk.messages.empty()) {
            MessageBuilder message = aMessage().in(id).at(noon + qint64(random.bounded(5)) * day + random.bounded(3));
            if (random.bounded(3) == 0) {
                message.ours(MessageState::Sent);
            }
            const auto unread = random.bounded(4) ? Unread::Count : Unread::DoNotCount;
            const auto place = random.bounded(2) ? PlaceOf::Newest : PlaceOf::ByTime;
            const MessageId before = !talk.messages.empty() && random.bounded(2) ? MessageId(any()->first) : MessageId();
            const Message stored = insert(message, place, unread, before);
            QVERIFY(!talk.messages.contains(stored.id.value()));
            if (place == PlaceOf::Newest) {
                QVERIFY(talk.messages.empty() || talk.messages.rbegin()->first < stored.id.value());
            } else if (before.isValid()) {
                QVERIFY(stored.id < before);
            }
            const bool counts = unread == Unread::Count && stored.direction == Direction::Incoming
                && stored.id.value() > talk.readUpTo;
            talk.messages.insert({stored.id.value(), {stored.direction, counts}});
        } else if (what < 8) {
            const qint64 upTo = any()->first;
            QVERIFY(store->markRead(id, MessageId(upTo)));
            talk.readUpTo = std::max(talk.readUpTo, upTo);
            for (auto &[key, kept] : talk.messages) {
                kept.unread = kept.unread && key > upTo;
            }
        } else {
            const auto gone = any();
            QVERIFY(store->remove(MessageId(gone->first)));
            talk.messages.erase(gone);
        }

        const Conversation now = must(store->conversation(id));
        int unread = 0;
        qint64 first = 0;
        std::map<qint64, int> days;
        for (const auto &[key, kept] : talk.messages) {
            unread += kept.unread;
            first = first == 0 && kept.unread ? key : first;
            ++days[key / (4096 * day)];
        }
        QCOMPARE(now.unread, unread);
        QCOMPARE(now.firstUnread.value(), first);
        QCOMPARE(now.last ? now.last->id.value() : 0, talk.messages.empty() ? 0 : talk.messages.rbegin()->first);
        std::map<qint64, int> storedDays;
        QVERIFY((*database)->each(u"SELECT day, count FROM message_day WHERE conversation = ?"_s, {id.value()},
                                  [&](const QSqlQuery &row) { storedDays[row.value(0).toLongLong()] = row.value(1).toInt(); }));
        QVERIFY(storedDays == days);
    }
}

JACKDAW_TEST(MessageStoreTest)

} // namespace message_store_test

#include "message_store_test.moc"
