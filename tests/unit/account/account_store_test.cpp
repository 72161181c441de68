// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountListModel.h"
#include "account/AccountNotes.h"
#include "account/AccountReader.h"
#include "account/AccountStore.h"
#include "support/Builders.h"
#include "support/ModelWatch.h"
#include "support/TestDatabase.h"

#include <QSqlQuery>
#include <QTemporaryDir>
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
    void whatIsRemovedIsNowhere_data();
    void whatIsRemovedIsNowhere();
    void notesArePrivateAndGoAlone();
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

void AccountStoreTest::whatIsRemovedIsNowhere_data()
{
    QTest::addColumn<int>("messages");
    QTest::newRow("few") << 10;
    QTest::newRow("many") << 3000; // whole pages of them
}

void AccountStoreTest::whatIsRemovedIsNowhere()
{
    QFETCH(int, messages);
    TestDatabase database;
    AccountStore store(*database);
    const auto leaving = store.add(anAccount("leaving@example.org"));
    const auto staying = store.add(anAccount("staying@example.org"));
    QVERIFY(leaving && staying);
    for (const auto &[account, word] : {std::pair{*leaving, u"secret-word"_s}, std::pair{*staying, u"other-word"_s}}) {
        const auto fill = [&, &id = account, &text = word]() -> Status {
            const auto chat = database->run(u"INSERT INTO conversation (account, peer, draft) VALUES (?, ?, ?)"_s,
                                            {id.value(), u"friend@example.org"_s, text});
            if (!chat)
                return chat.error();
            const qint64 conversation = (*chat)->lastInsertId().toLongLong();
            for (int i = 1; i <= messages; ++i) {
                const auto added = database->run(
                    u"INSERT INTO message (id, conversation, direction, state, time, sender, body) VALUES (?, ?, 0, 1, 1, 'f', ?)"_s,
                    {id.value() * 1'000'000 + i, conversation, text + QString::number(i).repeated(60)});
                if (!added)
                    return added.error();
            }
            return Done{};
        };
        QVERIFY(database->transaction(Database::Durability::Full, fill));
    }
    // Before the account goes some of it was deleted already, with pages that are free now, and copies were made.
    QVERIFY(database->run(u"DELETE FROM message WHERE id BETWEEN 1000000 AND 1001500"_s));
    for (const QString &copy : {u".schema-2"_s, u".damaged-20260101-120000"_s, u".damaged-20260101-120000-wal"_s}) {
        QFile file(database.file() + copy);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("secret-word") > 0);
    }
    const auto bytes = [&] {
        QByteArray all;
        for (const QFileInfo &each : QDir(database.folder()).entryInfoList(QDir::Files | QDir::Hidden)) {
            QFile file(each.filePath());
            if (file.open(QIODevice::ReadOnly))
                all += file.readAll();
        }
        return all;
    };
    QVERIFY(bytes().contains("secret-word"));

    QVERIFY(store.remove(*leaving));
    const Status purged = database->purge();
    QVERIFY2(purged, purged ? "" : qPrintable(purged.error().detail));
    QVERIFY(!bytes().contains("secret-word"));
    QVERIFY(!bytes().contains("leaving@example.org"));
    QVERIFY(bytes().contains("other-word"));
    QCOMPARE(database.number(u"SELECT count(*) FROM message"_s), messages);
    QVERIFY(store.add(anAccount("next@example.org"))); // it goes on
}

void AccountStoreTest::notesArePrivateAndGoAlone()
{
    QTemporaryDir folder;
    AccountNotes notes(folder.path(), AccountId(1));
    AccountNotes others(folder.path(), AccountId(2));
    QCOMPARE(notes.statusAddresses(), QStringList());
    const WaitingInvitation ines{*BareJid::parse(u"ines@example.org"), u"token"_s};
    QVERIFY(notes.setStatusAddresses({u"https://a.example"_s}));
    QVERIFY(notes.addInvitation({ines.inviter, u"older"_s}));
    QVERIFY(notes.addInvitation(ines));
    QVERIFY(others.addInvitation(ines));
    const AccountNotes later(folder.path(), AccountId(1));
    QCOMPARE(later.statusAddresses(), QStringList{u"https://a.example"_s});
    QCOMPARE(later.invitations(), QList{ines});
    for (const QFileInfo &each : QDir(folder.path()).entryInfoList(QDir::Files))
        QCOMPARE(each.permissions() & ~(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser), QFile::Permissions());
    QVERIFY(notes.removeInvitation(ines.inviter));
    QCOMPARE(later.invitations(), QList<WaitingInvitation>());
    QVERIFY(notes.remove());
    QVERIFY(notes.remove());
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    QCOMPARE(others.invitations(), QList{ines});
    // What somebody broke is nothing.
    QFile file(folder.filePath(QDir(folder.path()).entryList(QDir::Files).first()));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"invitations\": [{}, 1, {\"inviter\": \"@\"}]") > 0);
    file.close();
    QCOMPARE(others.invitations(), QList<WaitingInvitation>());
    // A folder that is not there costs the note, not the program; nor does an account without notes.
    QVERIFY(!AccountNotes(u"/nonexistent"_s, AccountId(1)).addInvitation(ines));
    QVERIFY(AccountNotes().addInvitation(ines));
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
