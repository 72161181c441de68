// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountListModel.h"
#include "account/AccountReader.h"
#include "account/AccountStore.h"
#include "support/Builders.h"
#include "support/ModelWatch.h"
#include "support/TestDatabase.h"

#include <QTest>
#include <QUuid>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

/// Accounts on disk, and the model that shows them.
class AccountStoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsAnAccountWhole();
    void refusesTheSameAddressTwice();
    void userAgentStaysTheSame();
    void ownPresence();
    void idsAreNotUsedAgain();
    void missingOnesAreNotFound();
    void modelFollowsAccounts();
    void modelAnnouncesWhatDiffers();
};

void AccountStoreTest::keepsAnAccountWhole()
{
    TestDatabase database;
    AccountStore store(*database);
    AccountSettings settings = anAccount("me@example.org");
    settings.host = u"xmpp.example.org"_s;
    settings.port = 65'000;
    settings.tls = TlsMode::Direct;
    settings.authorityFile = u"/tmp/ca \u00E9.pem"_s;
    settings.keepSignedIn = false;
    settings.enabled = false;
    settings.name = u"Work"_s;
    settings.color = 3;
    settings.plain = PlainLogin::Allowed;
    settings.pinnedCertificate = QByteArray::fromHex("00ff10");
    settings.strongestMechanism = u"SCRAM-SHA-1"_s;
    settings.proxy = {ProxySettings::Type::Socks5, u"127.0.0.1"_s, 9050, u"me"_s};
    const auto id = store.add(settings);
    QVERIFY(id);
    settings.id = *id;
    QCOMPARE(*store.load(), QList{settings});
    settings.host.clear();
    settings.port = 0;
    settings.tls = TlsMode::StartTls;
    settings.enabled = true;
    settings.name.clear();
    settings.color = -1;
    settings.plain = PlainLogin::Refused;
    settings.pinnedCertificate.clear();
    settings.proxy = {};
    AccountSettings asked = settings;
    asked.strongestMechanism = u"PLAIN"_s; // whoever asks may have an old copy of what was learnt
    QVERIFY(store.change(asked));
    QCOMPARE(*store.load(), QList{settings});
    QCOMPARE(AccountReader(database.reader()).accounts(), QList{settings});
    settings.strongestMechanism = u"SCRAM-SHA-256"_s;
    QVERIFY(store.setStrongestMechanism(*id, settings.strongestMechanism));
    QCOMPARE(*store.load(), QList{settings});
    QVERIFY(store.remove(*id));
    QVERIFY(store.load()->isEmpty());
}

void AccountStoreTest::refusesTheSameAddressTwice()
{
    TestDatabase database;
    AccountStore store(*database);
    QVERIFY(store.add(anAccount("me@example.org")));
    const auto again = store.add(anAccount("me@example.org"));
    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::Conflict);
    QVERIFY(store.add(anAccount("me@example.net")));
}

void AccountStoreTest::userAgentStaysTheSame()
{
    TestDatabase database;
    AccountStore store(*database);
    const auto one = *store.add(anAccount("me@example.org"));
    const auto other = *store.add(anAccount("me@example.net"));
    const QString agent = *store.userAgent(one);
    QVERIFY(!QUuid::fromString(agent).isNull());
    QVERIFY(agent != *store.userAgent(other));
    AccountSettings changed = anAccount("me@example.org");
    changed.id = one;
    QVERIFY(store.change(changed));
    QCOMPARE(*store.userAgent(one), agent);
}

void AccountStoreTest::ownPresence()
{
    TestDatabase database;
    AccountStore store(*database);
    const auto id = *store.add(anAccount("me@example.org"));
    QCOMPARE(store.ownPresence(id)->availability, Availability::Available);
    QVERIFY(store.setOwnPresence(id, Availability::DoNotDisturb, u"writing"_s));
    QCOMPARE(store.ownPresence(id)->availability, Availability::DoNotDisturb);
    QCOMPARE(store.ownPresence(id)->status, u"writing"_s);
}

void AccountStoreTest::idsAreNotUsedAgain()
{
    TestDatabase database;
    AccountStore store(*database);
    const auto first = *store.add(anAccount("me@example.org"));
    QVERIFY(store.remove(first));
    QVERIFY(*store.add(anAccount("me@example.org")) != first);
}

void AccountStoreTest::missingOnesAreNotFound()
{
    TestDatabase database;
    AccountStore store(*database);
    const AccountId nobody(5);
    QCOMPARE(store.remove(nobody).error().kind, ErrorKind::NotFound);
    QCOMPARE(store.userAgent(nobody).error().kind, ErrorKind::NotFound);
    QCOMPARE(store.ownPresence(nobody).error().kind, ErrorKind::NotFound);
    QCOMPARE(store.setOwnPresence(nobody, Availability::Away, {}).error().kind, ErrorKind::NotFound);
}

void AccountStoreTest::modelFollowsAccounts()
{
    AccountListModel model;
    ModelWatch watch(&model);
    const auto account = [](qint64 id, const char *address) {
        AccountSettings settings = anAccount(address);
        settings.id = AccountId(id);
        return settings;
    };
    const auto a = account(1, "a@example.org");
    const auto b = account(2, "b@example.org");
    const auto c = account(3, "c@example.org");
    const QList<QList<AccountSettings>> states{{a, b}, {a, b, c}, {c, a}, {b}, {}, {c, b, a}, {a, c, b}};
    for (const auto &state : states) {
        model.setAccounts(state);
        QCOMPARE(model.rowCount(), state.size());
        for (int i = 0; i < state.size(); ++i) {
            QCOMPARE(model.rows()[i].settings, state[i]);
        }
    }
    QCOMPARE(watch.resets, 0);
    QCOMPARE(model.index(0).data(AccountListModel::JidRole).toString(), u"a@example.org"_s);
    QCOMPARE(model.index(0).data(AccountListModel::AccountRole).value<AccountId>(), AccountId(1));
    QVERIFY(model.find(AccountId(3)));
    QVERIFY(!model.find(AccountId(9)));
}

void AccountStoreTest::modelAnnouncesWhatDiffers()
{
    AccountListModel model;
    ModelWatch watch(&model);
    AccountSettings settings = anAccount("a@example.org");
    settings.id = AccountId(1);
    model.setAccounts({settings});
    watch.forget();
    const ConnectionStatus waiting{ConnectionState::Waiting, Error{ErrorKind::ConnectionLost, {}, {}}, noon};
    model.setConnection(AccountId(1), waiting);
    model.setConnection(AccountId(1), waiting); // the same again
    model.setConnection(AccountId(7), waiting);
    QCOMPARE(watch.changes, 1);
    QCOMPARE(model.index(0).data(AccountListModel::StateRole).toInt(), int(ConnectionState::Waiting));
    model.setWaiting(AccountId(1), 4);
    model.setOwnPresence(AccountId(1), aPresence("a@example.org", Availability::Away).shown);
    QCOMPARE(watch.changes, 3);
    QCOMPARE(model.find(AccountId(1))->waiting, 4);
    settings.host = u"h"_s;
    model.setAccounts({settings}); // keeps what it knows besides
    QCOMPARE(watch.changes, 4);
    QCOMPARE(model.find(AccountId(1))->connection, waiting);
}

QTEST_GUILESS_MAIN(AccountStoreTest)
#include "account_store_test.moc"
