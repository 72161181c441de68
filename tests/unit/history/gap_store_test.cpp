// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountStore.h"
#include "chat/MessageStore.h"
#include "history/GapStore.h"
#include "support/Builders.h"
#include "support/TestDatabase.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace gap_store_test {

/// Where catch-up stopped, on disk.
class GapStoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void gapsAreNarrowedAndClosed();
    void newestPlaceOfAnArchive();
    void placesGoWithTheirGap();
};

void GapStoreTest::gapsAreNarrowedAndClosed()
{
    TestDatabase database;
    const auto account = *AccountStore(*database).add(anAccount("me@example.org"));
    const auto other = *AccountStore(*database).add(anAccount("me@example.net"));
    GapStore store(*database);
    QVERIFY(store.gaps(account)->isEmpty());
    const auto first = store.add({0, account, {}, {}, 0});
    const auto second = store.add({0, account, {}, ArchiveId(u"known"_s), 0});
    QVERIFY(first && second && first->id != second->id);
    QVERIFY(store.add({0, other, {}, {}, 0}));
    auto gaps = *store.gaps(account);
    QCOMPARE(gaps.size(), 2);
    QCOMPARE(gaps[0].id, second->id); // the newest first
    QCOMPARE(gaps[0].after, ArchiveId(u"known"_s));
    QVERIFY(!gaps[0].before.isValid());

    ArchiveGap narrowed = gaps[0];
    narrowed.before = ArchiveId(u"page"_s);
    narrowed.fetched = 250;
    QVERIFY(store.narrow(narrowed));
    gaps = *store.gaps(account);
    QCOMPARE(gaps[0].before, narrowed.before);
    QCOMPARE(gaps[0].fetched, 250);
    QVERIFY(!gaps[1].before.isValid());
    QVERIFY(store.close(narrowed.id));
    QCOMPARE(store.gaps(account)->size(), 1);
    QCOMPARE(store.narrow(narrowed).error().kind, ErrorKind::NotFound);
    QCOMPARE(store.gaps(other)->size(), 1);
}

void GapStoreTest::placesGoWithTheirGap()
{
    TestDatabase database;
    const auto account = *AccountStore(*database).add(anAccount("me@example.org"));
    MessageStore messages(*database);
    const ConversationId anna = *messages.ensureConversation(account, *BareJid::parse(u"anna@example.org"));
    const ConversationId ben = *messages.ensureConversation(account, *BareJid::parse(u"ben@example.org"));
    GapStore store(*database);
    const auto gap = store.add({0, account, {}, {}, 0});
    QVERIFY(gap);
    QVERIFY(store.places(gap->id)->isEmpty());
    const ArchiveGapPlace both{MessageId(20), MessageId(10)};
    QVERIFY(store.setPlaces(gap->id, {{anna, both}, {ben, {MessageId(30), {}}}}));
    QVERIFY(store.setPlaces(gap->id, {{ben, {MessageId(25), {}}}}));
    QCOMPARE(*store.places(gap->id), (ArchiveGapPlaces{{anna, both}, {ben, {MessageId(25), {}}}}));
    QVERIFY(store.close(gap->id));
    QVERIFY(store.places(gap->id)->isEmpty());
}

void GapStoreTest::newestPlaceOfAnArchive()
{
    TestDatabase database;
    const auto account = *AccountStore(*database).add(anAccount("me@example.org"));
    GapStore store(*database);
    QVERIFY(!store.newest(account)->isValid());
    QVERIFY(store.setNewest(account, ArchiveId(u"a"_s)));
    QVERIFY(store.setNewest(account, ArchiveId(u"b"_s)));
    QCOMPARE(*store.newest(account), ArchiveId(u"b"_s));
    QVERIFY(!store.setNewest(AccountId(99), ArchiveId(u"a"_s)));
}

JACKDAW_TEST(GapStoreTest)

} // namespace gap_store_test

#include "gap_store_test.moc"
