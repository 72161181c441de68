// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountStore.h"
#include "roster/RosterReader.h"
#include "roster/RosterStore.h"
#include "support/Builders.h"
#include "support/TestDatabase.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace roster_store_test {

/// RosterStore and RosterReader on real SQLite.
class RosterStoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void keepsContactsWhole();
    void replacesTheWholeRoster();
    void changesOneContact();
    void aFailureLeavesTheVersionAlone();
    void requestsStayInOrder();
    void readsThoseWithChatsFirst();

private:
    std::unique_ptr<TestDatabase> database;
    std::unique_ptr<RosterStore> store;
    std::unique_ptr<RosterReader> reader;
    AccountId account;
    AccountId other;
};

void RosterStoreTest::init()
{
    database = std::make_unique<TestDatabase>();
    account = *AccountStore(**database).add(anAccount("me@example.org"));
    other = *AccountStore(**database).add(anAccount("me@example.net"));
    store = std::make_unique<RosterStore>(**database);
    reader = std::make_unique<RosterReader>(database->reader());
}

void RosterStoreTest::keepsContactsWhole()
{
    Contact full = aContact("a@example.org").of(account).named(u"Ann \u05D0"_s).inGroups({u"Family"_s, u"Work"_s});
    full.subscription = Subscription::From;
    full.asked = true;
    Contact plain = aContact("b@example.org").of(account);
    plain.ownName = u"Ben"_s;
    QVERIFY(store->replace(account, {full, plain}, u"v1"_s));
    QCOMPARE(*store->load(account), (QList{full, plain}));
    QCOMPARE(reader->contacts(account), (QList{full, plain}));
    QCOMPARE(reader->contacts(account).last().shownName(), u"Ben"_s);
    plain.ownName.clear();
    QVERIFY(store->setOwnNames({plain}));
    QCOMPARE(reader->contacts(account), (QList{full, plain}));
    QVERIFY(reader->contacts(other).isEmpty());
    QCOMPARE(*store->version(account), u"v1"_s);
    QCOMPARE(*store->version(other), QString());
}

void RosterStoreTest::replacesTheWholeRoster()
{
    QVERIFY(store->replace(account, {aContact("a@example.org").of(account).inGroups({u"x"_s})}, u"v1"_s));
    QVERIFY(store->replace(other, {aContact("a@example.org").of(other)}, u"w1"_s));
    QVERIFY(store->replace(account, {aContact("b@example.org").of(account)}, u"v2"_s));
    QCOMPARE(store->load(account)->size(), 1);
    QCOMPARE(store->load(account)->constFirst().jid, jid("b@example.org"));
    QCOMPARE(store->load(other)->size(), 1);
    QCOMPARE(database->number(u"SELECT count(*) FROM contact_group"_s), 0);
}

void RosterStoreTest::changesOneContact()
{
    QVERIFY(store->store(aContact("a@example.org").of(account).inGroups({u"x"_s, u"y"_s}), u"v1"_s));
    const Contact changed = aContact("a@example.org").of(account).named(u"New"_s).inGroups({u"y"_s});
    QVERIFY(store->store(changed, u"v2"_s));
    QCOMPARE(*store->load(account), QList{changed});
    QCOMPARE(*store->version(account), u"v2"_s);
    QVERIFY(store->remove(account, changed.jid, u"v3"_s));
    QVERIFY(store->load(account)->isEmpty());
    QCOMPARE(*store->version(account), u"v3"_s);
}

void RosterStoreTest::aFailureLeavesTheVersionAlone()
{
    QVERIFY(store->replace(account, {aContact("a@example.org").of(account)}, u"v1"_s));
    const auto failed = store->store(aContact("b@example.org").of(AccountId(99)), u"v2"_s);
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, ErrorKind::Storage);
    QCOMPARE(*store->version(account), u"v1"_s);
    QCOMPARE(store->load(account)->size(), 1);
}

void RosterStoreTest::requestsStayInOrder()
{
    QVERIFY(store->addRequest({account, jid("late@example.org"), u"me too"_s, noon + 1}));
    QVERIFY(store->addRequest({account, jid("early@example.org"), u"hello"_s, noon}));
    // Sent again at every sign-in: still the request of then.
    QVERIFY(store->addRequest({account, jid("early@example.org"), u"hello?"_s, noon + day}));
    const QList<SubscriptionRequest> expected{{account, jid("early@example.org"), u"hello?"_s, noon},
                                              {account, jid("late@example.org"), u"me too"_s, noon + 1}};
    QCOMPARE(*store->requests(account), expected);
    QCOMPARE(reader->requests(account), expected);
    QVERIFY(store->requests(other)->isEmpty());
    QVERIFY(store->removeRequests(account, {jid("early@example.org")}));
    QCOMPARE(store->requests(account)->size(), 1);
}

void RosterStoreTest::readsThoseWithChatsFirst()
{
    const Contact talks = aContact("b@example.org").of(account).named(u"B"_s).inGroups({u"x"_s, u"y"_s});
    const Contact talksToo = aContact("d@example.org").of(account).inGroups({u"x"_s});
    QVERIFY(store->replace(account, {aContact("a@example.org").of(account).inGroups({u"x"_s}), talks,
                                     aContact("c@example.org").of(account), talksToo}, u"v1"_s));
    QVERIFY(store->replace(other, {aContact("a@example.org").of(other)}, u"v1"_s));
    for (const auto &peer : {"d@example.org"_L1, "stranger@example.org"_L1, "b@example.org"_L1}) {
        QVERIFY((*database)->run(u"INSERT INTO conversation (account, peer) VALUES (?, ?)"_s, {account.value(), QString(peer)}));
    }
    QCOMPARE(reader->contactsInChats(account), (QList{talks, talksToo}));
    QVERIFY(reader->contactsInChats(other).isEmpty());
    QCOMPARE(reader->contacts(account).size(), 4);

    // By name, without groups; whoever is not in the roster is left out.
    const QList<BareJid> people{jid("d@example.org"), jid("stranger@example.org"), jid("b@example.org")};
    QList<Contact> found = reader->contacts(account, people);
    std::sort(found.begin(), found.end(), [](const Contact &a, const Contact &b) { return a.jid < b.jid; });
    QCOMPARE(found, (QList<Contact>{aContact("b@example.org").of(account).named(u"B"_s), aContact("d@example.org").of(account)}));
    QVERIFY(reader->contacts(other, people).isEmpty());
    QVERIFY(reader->contacts(account, {}).isEmpty());
}

JACKDAW_TEST(RosterStoreTest)

} // namespace roster_store_test

#include "roster_store_test.moc"
