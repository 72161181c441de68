// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountStore.h"
#include "chat/MessageReader.h"
#include "chat/MessageStore.h"
#include "chat/TimelineModel.h"
#include "support/Builders.h"
#include "support/ModelWatch.h"
#include "support/TestDatabase.h"
#include "support/TestProgram.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

using PlaceOf = MessageStore::Place;
using Unread = MessageStore::Unread;

namespace timeline_model_test {

constexpr int page = TimelineModel::pageSize;

template<class T>
T must(Result<T> result)
{
    if (!result) {
        qFatal("%s", qPrintable(result.error().detail));
    }
    return std::move(result).value();
}

/// The window on a conversation: pages at both ends, and what is stored while it is open.
class TimelineModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void emptyConversation();
    void shortConversation();
    void opensAtTheNewest();
    void growsUpwardsToTheFirst();
    void growsByPortions();
    void opensAtTheUnreadLine_data();
    void opensAtTheUnreadLine();
    void jumps();
    void growsDownwardsToTheLast();
    void letsGoOfTheFarEnd();
    void appendsLiveMessages();
    void countsLiveMessagesWhileNotAtTheEnd();
    void insertsArchiveMessagesInside();
    void takesArchiveMessagesAboveAShortWindow();
    void leavesOutWhatAPageBroughtAlready();
    void changesAndRemoves();
    void ignoresOtherConversations();
    void speaksItsRows();
    void quotesWhatIsStored();
    void rolesOfWhatMessagesCarry();
    void randomWorkKeepsTheWindowWhole_data();
    void randomWorkKeepsTheWindowWhole();

private:
    Message put(qint64 time, PlaceOf place = PlaceOf::Newest, Unread unread = Unread::DoNotCount)
    {
        return must(store->insert(aMessage().in(bob).at(time).saying(QString::number(time)), place, unread));
    }
    void fill(int count, int unread = 0)
    {
        const auto done = (*database)->transaction(Database::Durability::Normal, [&]() -> Status {
            for (int i = 0; i < count; ++i) {
                all.append(put(noon + i * minute, PlaceOf::Newest, i >= count - unread ? Unread::Count : Unread::DoNotCount));
            }
            return Done{};
        });
        QVERIFY(done);
    }
    void open(MessageId around = {}) { model->open(must(store->conversation(bob)), around); }
    void tell(const QList<Message> &messages, bool live = true) { model->addMessages(bob, messages, live); }
    /// The window is a stretch of what is stored, without a hole, and its ends are told right.
    void checkWindow()
    {
        const QList<Message> stored = reader->newest(bob, 1'000'000);
        QVERIFY(model->rowCount() > 0 || stored.isEmpty());
        if (stored.isEmpty()) {
            return;
        }
        qsizetype first = 0;
        while (stored[first].id != model->message(0).id) {
            QVERIFY(++first < stored.size());
        }
        for (int row = 0; row < model->rowCount(); ++row) {
            QCOMPARE(model->message(row), stored[first + row]);
            QCOMPARE(model->rowOf(stored[first + row].id), row);
        }
        QCOMPARE(model->hasOlder(), first > 0);
        QCOMPARE(model->hasNewer(), first + model->rowCount() < stored.size());
        QCOMPARE(model->countBefore() > 0, model->hasOlder());
        QCOMPARE(model->countAfter() > 0, model->hasNewer());
        if (!model->hasNewer()) {
            QCOMPARE(model->countBefore(), first);
        }
        if (!model->hasOlder()) {
            QCOMPARE(model->countAfter(), stored.size() - model->rowCount());
        }
    }

    std::unique_ptr<TestDatabase> database;
    std::unique_ptr<MessageStore> store;
    std::unique_ptr<MessageReader> reader;
    std::unique_ptr<TimelineModel> model;
    std::unique_ptr<ModelWatch> watch;
    ConversationId bob;
    QList<Message> all;
};

void TimelineModelTest::init()
{
    watch.reset();
    model.reset();
    reader.reset();
    store.reset();
    all.clear();
    database = std::make_unique<TestDatabase>();
    store = std::make_unique<MessageStore>(**database);
    const auto account = must(AccountStore(**database).add(anAccount("me@example.org")));
    bob = must(store->ensureConversation(account, jid("bob@example.org")));
    reader = std::make_unique<MessageReader>(database->reader());
    model = std::make_unique<TimelineModel>(*reader);
    watch = std::make_unique<ModelWatch>(model.get());
}

void TimelineModelTest::quotesWhatIsStored()
{
    const Message original = must(store->insert(aMessage().in(bob).at(noon - hour).saying(u"original"_s).withOrigin(u"o1"_s),
                                                PlaceOf::Newest, Unread::DoNotCount));
    fill(3 * page);
    Message reply = aMessage().in(bob).ours().at(noon + day).saying(u"reply"_s);
    reply.reply = ReplyTo{OriginId(u"o1"_s), jid("bob@example.org")};
    reply = must(store->insert(reply, PlaceOf::Newest, Unread::DoNotCount));
    Message lost = reply;
    lost.reply = ReplyTo{OriginId(u"later"_s), {}};
    lost = must(store->insert(lost, PlaceOf::Newest, Unread::DoNotCount));
    open();
    QVERIFY(model->rowOf(original.id) < 0); // far above what is loaded
    const auto quoteOf = [this](const Message &message) {
        return model->index(model->rowOf(message.id)).data(TimelineModel::QuoteRole).value<Quote>();
    };
    QCOMPARE(quoteOf(reply).state, Quote::State::Here);
    QCOMPARE(quoteOf(reply).message.body, u"original"_s);
    QCOMPARE(quoteOf(lost).state, Quote::State::Unknown);
    QVERIFY(!model->index(model->rowOf(lost.id) - 2).data(TimelineModel::QuoteRole).isValid());

    // The original is corrected, though it is not loaded: the row that shows it is told.
    QSignalSpy told(model.get(), &QAbstractItemModel::dataChanged);
    QVERIFY((*database)->change(u"UPDATE message SET body = 'corrected' WHERE id = ?"_s, {original.id.value()}));
    model->changeMessages(bob, {must(store->message(original.id))});
    QCOMPARE(told.size(), 1);
    QCOMPARE(told.at(0).at(0).toModelIndex().row(), model->rowOf(reply.id));
    QCOMPARE(quoteOf(reply).message.body, u"corrected"_s);

    // What was not there comes out of the archive, above everything.
    told.clear();
    const Message late = must(store->insert(aMessage().in(bob).at(noon - day).saying(u"late"_s).withOrigin(u"later"_s),
                                            PlaceOf::ByTime, Unread::DoNotCount));
    tell({late}, false);
    QCOMPARE(quoteOf(lost).message.body, u"late"_s);
    QVERIFY(std::any_of(told.cbegin(), told.cend(), [&](const auto &each) {
        return each.at(0).toModelIndex().row() == model->rowOf(lost.id);
    }));
    QVERIFY(store->remove(late.id));
    model->removeMessage(bob, late.id);
    QCOMPARE(quoteOf(lost).state, Quote::State::Unknown);
}

void TimelineModelTest::rolesOfWhatMessagesCarry()
{
    fill(3);
    open();
    Message message = all[1];
    message.edited = 5;
    message.pinned = 6;
    message.thread = {u"thread"_s, {}};
    message.mentions = {{0, 1, jid("me@example.org"), true}};
    message.reactions = {{u"👍"_s, jid("bob@example.org")}};
    message.changes = ChangeState::Waiting;
    model->changeMessages(bob, {message});
    const QModelIndex index = model->index(1);
    QCOMPARE(index.data(TimelineModel::EditedRole).toLongLong(), 5);
    QCOMPARE(index.data(TimelineModel::RetractedRole).toLongLong(), 0);
    QCOMPARE(index.data(TimelineModel::PinnedRole).toBool(), true);
    QCOMPARE(index.data(TimelineModel::SavedRole).toBool(), false);
    QCOMPARE(index.data(TimelineModel::ThreadRole).toString(), u"thread"_s);
    QCOMPARE(index.data(TimelineModel::MentionsUsRole).toBool(), true);
    QCOMPARE(index.data(TimelineModel::ReactionsRole).value<QList<Reaction>>(), message.reactions);
    QCOMPARE(index.data(TimelineModel::ChangesRole).value<ChangeState>(), ChangeState::Waiting);
    QVERIFY(!index.data(TimelineModel::QuoteRole).isValid());
}

void TimelineModelTest::emptyConversation()
{
    open();
    QCOMPARE(model->rowCount(), 0);
    QVERIFY(!model->hasOlder() && !model->hasNewer());
    QCOMPARE(model->loadOlder(), 0);
    QCOMPARE(model->loadNewer(), 0);
    model->jumpToTime(noon);
    model->jumpTo(MessageId(7));
    model->jumpToNewest();
    QCOMPARE(model->rowAtOrAfter(MessageId(1)), -1);
    tell({put(noon)});
    QCOMPARE(model->rowCount(), 1);
    checkWindow();
    model->open({});
    QCOMPARE(model->rowCount(), 0);
    QVERIFY(!model->conversation().isValid());
}

void TimelineModelTest::shortConversation()
{
    fill(page);
    open();
    QCOMPARE(model->rowCount(), page);
    QVERIFY(!model->hasOlder());
    checkWindow();
}

void TimelineModelTest::opensAtTheNewest()
{
    fill(page + 1);
    QSignalSpy replaced(model.get(), &TimelineModel::windowReplaced);
    open();
    QCOMPARE(replaced.size(), 1);
    QCOMPARE(model->rowCount(), page);
    QCOMPARE(model->message(page - 1), all.constLast());
    QCOMPARE(model->countBefore(), 1);
    checkWindow();
}

void TimelineModelTest::growsUpwardsToTheFirst()
{
    fill(4 * page + 7);
    open();
    watch->forget();
    int loaded = page;
    while (model->hasOlder()) {
        const Message top = model->message(0);
        const int count = model->loadOlder();
        loaded += count;
        QVERIFY(count > 0 && count <= page);
        QCOMPARE(model->rowOf(top.id), count); // what was on screen is still there
        checkWindow();
    }
    QCOMPARE(loaded, all.size());
    QCOMPARE(watch->inserts, 4);
    QCOMPARE(watch->structural(), 4);
    QCOMPARE(model->message(0), all.constFirst());
    QCOMPARE(model->loadOlder(), 0);
}

void TimelineModelTest::growsByPortions()
{
    constexpr int portion = 12;
    fill(3 * page + 7);
    open();
    int rows = page;
    while (model->hasOlder()) {
        const Message top = model->message(0);
        const int count = model->loadOlder(portion);
        QCOMPARE(count, std::min(portion, int(all.size()) - rows));
        rows += count;
        QCOMPARE(model->rowOf(top.id), count);
        checkWindow();
    }
    QCOMPARE(rows, all.size());
    open(all.constFirst().id);
    rows = model->rowCount();
    while (model->hasNewer()) {
        const int count = model->loadNewer(portion);
        QCOMPARE(count, std::min(portion, int(all.size()) - rows));
        rows += count;
        checkWindow();
    }
    QCOMPARE(rows, all.size());
}

void TimelineModelTest::opensAtTheUnreadLine_data()
{
    QTest::addColumn<int>("unread");
    QTest::addColumn<bool>("newestPage");
    QTest::newRow("none") << 0 << true;
    QTest::newRow("one") << 1 << true;
    QTest::newRow("nearly a page") << page - 1 << true;
    QTest::newRow("more than a page") << page + 10 << false;
    QTest::newRow("many") << 4 * page << false;
    QTest::newRow("all") << 6 * page << false;
}

void TimelineModelTest::opensAtTheUnreadLine()
{
    QFETCH(int, unread);
    QFETCH(bool, newestPage);
    fill(6 * page, unread);
    open();
    checkWindow();
    QCOMPARE(model->unreadCount(), unread);
    QCOMPARE(!model->hasNewer(), newestPage);
    if (unread > 0) {
        QCOMPARE(model->unreadLine(), all[all.size() - unread].id);
        QVERIFY(model->rowOf(model->unreadLine()) >= 0);
        QVERIFY(model->rowCount() >= page);
    } else {
        QVERIFY(!model->unreadLine().isValid());
    }
    // It stays while the chat is open, read or not.
    const MessageId line = model->unreadLine();
    QVERIFY(store->markRead(bob, all.constLast().id));
    tell({put(noon + day)});
    QCOMPARE(model->unreadLine(), line);
    open();
    QVERIFY(!model->unreadLine().isValid());
}

void TimelineModelTest::jumps()
{
    fill(10 * page);
    open();
    model->jumpTo(all[200].id);
    QVERIFY(model->rowOf(all[200].id) >= 0);
    QVERIFY(model->hasOlder() && model->hasNewer());
    checkWindow();
    model->jumpTo(all[0].id);
    QCOMPARE(model->rowOf(all[0].id), 0);
    checkWindow();
    model->jumpTo(all.constLast().id);
    QCOMPARE(model->rowCount(), page);
    checkWindow();
    model->jumpToTime(all[300].time);
    QCOMPARE(model->rowAtOrAfter(MessageId(all[300].time * 4096)), model->rowOf(all[300].id));
    checkWindow();
    model->jumpToTime(0);
    QCOMPARE(model->message(0), all[0]);
    checkWindow();
    model->jumpToTime(noon + 1000 * day);
    QVERIFY(!model->hasNewer());
    checkWindow();
    open(all[77].id);
    QVERIFY(model->rowOf(all[77].id) >= 0);
    checkWindow();
    model->jumpToNewest();
    QCOMPARE(model->message(page - 1), all.constLast());
    checkWindow();
}

void TimelineModelTest::growsDownwardsToTheLast()
{
    fill(5 * page);
    open(all[0].id);
    while (model->hasNewer()) {
        QVERIFY(model->loadNewer() > 0);
        checkWindow();
    }
    QCOMPARE(model->rowCount(), 5 * page);
    QCOMPARE(model->loadNewer(), 0);
}

void TimelineModelTest::letsGoOfTheFarEnd()
{
    constexpr int maximum = TimelineModel::maximumRows;
    fill(maximum + 10 * page);
    open();
    while (model->hasOlder()) {
        model->loadOlder();
        QVERIFY(model->rowCount() <= maximum);
    }
    QCOMPARE(model->rowCount(), maximum);
    QVERIFY(model->hasNewer());
    checkWindow();
    while (model->hasNewer()) {
        model->loadNewer();
        QVERIFY(model->rowCount() <= maximum);
    }
    QVERIFY(model->hasOlder());
    QCOMPARE(model->message(model->rowCount() - 1), all.constLast());
    checkWindow();
}

void TimelineModelTest::appendsLiveMessages()
{
    fill(3 * page);
    open();
    watch->forget();
    tell({put(noon + day), put(noon + day), put(noon + 2 * day)});
    QCOMPARE(model->rowCount(), page + 3);
    QCOMPARE(watch->inserts, 1);
    QCOMPARE(watch->structural(), 1);
    checkWindow();
    // A chat that is open for weeks is no archive in memory either.
    QList<Message> live;
    QVERIFY((*database)->transaction(Database::Durability::Normal, [&]() -> Status {
        for (int i = 0; i < 2 * TimelineModel::maximumRows; ++i) {
            live.append(put(noon + 3 * day + i));
        }
        return Done{};
    }));
    for (const Message &message : std::as_const(live)) {
        tell({message});
    }
    QVERIFY(model->rowCount() <= 2 * TimelineModel::maximumRows);
    QVERIFY(!model->hasNewer());
    checkWindow();
}

void TimelineModelTest::countsLiveMessagesWhileNotAtTheEnd()
{
    fill(6 * page);
    open(all[100].id);
    const qint64 after = model->countAfter();
    const int rows = model->rowCount();
    QSignalSpy edges(model.get(), &TimelineModel::edgesChanged);
    watch->forget();
    tell({put(noon + day), put(noon + day)});
    QCOMPARE(model->rowCount(), rows);
    QCOMPARE(model->countAfter(), after + 2);
    QCOMPARE(watch->structural(), 0);
    QCOMPARE(edges.size(), 1);
    while (model->hasNewer()) {
        model->loadNewer();
    }
    checkWindow();
    QCOMPARE(model->message(model->rowCount() - 1).time, noon + day);
}

void TimelineModelTest::insertsArchiveMessagesInside()
{
    fill(2 * page);
    open();
    watch->forget();
    // Three between two rows, one between two others, as one archive page brings them.
    const Message rowTen = model->message(10);
    const Message rowTwenty = model->message(20);
    QList<Message> fetched;
    for (const qint64 time : {rowTen.time + 1, rowTen.time + 2, rowTen.time + 3, rowTwenty.time + 1}) {
        fetched.append(put(time, PlaceOf::ByTime));
    }
    tell(fetched, false);
    QCOMPARE(model->rowCount(), page + 4);
    QCOMPARE(model->rowOf(fetched[0].id), 11);
    QCOMPARE(model->rowOf(fetched[3].id), 24);
    QCOMPARE(watch->inserts, 2);
    QCOMPARE(watch->structural(), 2);
    checkWindow();
    // Above the window it is only known to be there.
    const qint64 before = model->countBefore();
    const int rows = model->rowCount();
    tell({put(noon - day, PlaceOf::ByTime), put(noon - day, PlaceOf::ByTime)}, false);
    QCOMPARE(model->rowCount(), rows);
    QCOMPARE(model->countBefore(), before + 2);
    checkWindow();
}

void TimelineModelTest::takesArchiveMessagesAboveAShortWindow()
{
    tell({});
    fill(3);
    open();
    QSignalSpy edges(model.get(), &TimelineModel::edgesChanged);
    // A background page that reaches far back: a page is shown, the rest is there for whoever scrolls.
    QList<Message> fetched;
    for (int i = 0; i < 4 * page; ++i) {
        fetched.append(put(noon - day + i, PlaceOf::ByTime));
    }
    tell(fetched, false);
    QCOMPARE(model->rowCount(), page);
    QVERIFY(model->hasOlder());
    QCOMPARE(edges.size(), 1);
    checkWindow();
    while (model->hasOlder()) {
        model->loadOlder();
    }
    QCOMPARE(model->rowCount(), 4 * page + 3);
    checkWindow();
}

void TimelineModelTest::leavesOutWhatAPageBroughtAlready()
{
    fill(page);
    // Stored, then the chat is opened, then the event comes.
    const Message late = put(noon + day);
    open();
    tell({late});
    QCOMPARE(model->rowOf(late.id), page - 1);
    checkWindow();
}

void TimelineModelTest::changesAndRemoves()
{
    fill(3 * page);
    open();
    watch->forget();
    Message changed = model->message(5);
    changed.body = u"other"_s;
    changed.state = MessageState::Displayed;
    QSignalSpy touched(model.get(), &TimelineModel::messageTouched);
    model->changeMessages(bob, {changed, changed, all[0]});
    QCOMPARE(watch->changes, 1);
    QCOMPARE(touched.size(), 1); // what reads as before: of that, too, something may be new
    QCOMPARE(model->message(5).body, u"other"_s);
    QCOMPARE(model->index(5).data(), u"other"_s);
    QCOMPARE(model->index(5).data(TimelineModel::MessageRole).value<MessageId>(), changed.id);

    const MessageId gone = model->message(7).id;
    const qint64 before = model->countBefore();
    QVERIFY(store->remove(gone));
    model->removeMessage(bob, gone);
    QCOMPARE(model->rowOf(gone), -1);
    QCOMPARE(model->rowCount(), page - 1);
    QVERIFY(store->remove(all[0].id));
    model->removeMessage(bob, all[0].id);
    QCOMPARE(model->countBefore(), before - 1);
    model->removeMessage(bob, MessageId(1));
    // When nothing of the window is left the next one comes.
    while (model->hasNewer() || model->message(0).id != all[50].id) {
        const MessageId last = model->message(model->rowCount() - 1).id;
        QVERIFY(store->remove(last));
        model->removeMessage(bob, last);
        QVERIFY(model->rowCount() > 0);
    }
}

void TimelineModelTest::ignoresOtherConversations()
{
    fill(3);
    open();
    watch->forget();
    const Message other = aMessage().in(ConversationId(99)).withId(1);
    model->addMessages(ConversationId(99), {other}, true);
    model->changeMessages(ConversationId(99), {all[0]});
    model->removeMessage(ConversationId(99), all[0].id);
    QCOMPARE(model->rowCount(), 3);
    QCOMPARE(watch->structural() + watch->changes, 0);
    model->open({});
    model->addMessages({}, {other}, true);
    QCOMPARE(model->rowCount(), 0);
}

void TimelineModelTest::speaksItsRows()
{
    fill(1);
    open();
    QCOMPARE(model->index(0).data(Qt::AccessibleTextRole).toString(), all[0].body);
    model->setSpokenText([](const Message &message) { return u"said: "_s + message.body; });
    QCOMPARE(watch->changes, 1);
    QCOMPARE(model->index(0).data(Qt::AccessibleTextRole).toString(), u"said: "_s + all[0].body);
}

void TimelineModelTest::randomWorkKeepsTheWindowWhole_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 5; ++seed) {
        QTest::addRow("seed %u", seed) << seed;
    }
}

void TimelineModelTest::randomWorkKeepsTheWindowWhole()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    fill(random.bounded(4 * page));
    open();
    for (int step = 0; step < 400; ++step) {
        switch (random.bounded(9)) {
        case 0:
            model->loadOlder();
            break;
        case 1:
            model->loadNewer();
            break;
        case 2:
            model->jumpToTime(noon + qint64(random.bounded(300)) * minute);
            break;
        case 3:
        case 4:
            tell({put(noon + day + step * minute)});
            break;
        case 5:
            if (random.bounded(4) == 0) {
                open();
            }
            break;
        case 6:
            if (const auto some = reader->newest(bob, 1000); !some.isEmpty()) {
                const MessageId gone = some[random.bounded(int(some.size()))].id;
                QVERIFY(store->remove(gone));
                model->removeMessage(bob, gone);
            }
            break;
        default: {
            QList<Message> fetched;
            const qint64 from = noon - hour + qint64(random.bounded(400)) * minute;
            for (int i = random.bounded(30); i >= 0; --i) {
                fetched.append(put(from + random.bounded(60'000), PlaceOf::ByTime));
            }
            std::sort(fetched.begin(), fetched.end(), [](const Message &a, const Message &b) { return a.id < b.id; });
            tell(fetched, false);
            break;
        }
        }
        checkWindow();
        if (QTest::currentTestFailed()) {
            qWarning() << "at step" << step;
            return;
        }
    }
}

JACKDAW_TEST(TimelineModelTest)

} // namespace timeline_model_test

#include "timeline_model_test.moc"
