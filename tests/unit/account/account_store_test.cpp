// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountListModel.h"
#include "account/AccountNotes.h"
#include "account/AccountReader.h"
#include "account/AccountStore.h"
#include "account/RemovalStore.h"
#include "support/Builders.h"
#include "support/ModelWatch.h"
#include "support/TestDatabase.h"
#include "support/TestProgram.h"

#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace account_store_test {

/// Accounts on disk, and the model that shows them.
class AccountStoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsAnAccountWhole();
    void refusesTheSameAddressTwice();
    void userAgentStaysTheSame();
    void ownStatus();
    void idsAreNotUsedAgain();
    void notesArePrivateAndGoAlone();
    void brokenNotesAreSetAside_data();
    void brokenNotesAreSetAside();
    void notesThatCouldNotBeReadAgainAreNotWritten();
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
    QVERIFY(RemovalStore(*database).begin(*id));
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

void AccountStoreTest::ownStatus()
{
    TestDatabase database;
    AccountStore store(*database);
    const auto id = *store.add(anAccount("me@example.org"));
    QCOMPARE(store.ownStatus(id)->now, OwnStatus());
    const OwnStatus writing{Availability::DoNotDisturb, u"writing"_s, 1'772'370'000'000};
    const OwnStatus before{Availability::Chat, u"come in"_s, 0};
    QVERIFY(store.setOwnStatus(id, {writing, before}));
    QCOMPARE(store.ownStatus(id)->now, writing);
    QCOMPARE(store.ownStatus(id)->before, before);
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

void AccountStoreTest::brokenNotesAreSetAside_data()
{
    QTest::addColumn<QByteArray>("content");
    const QByteArray full = QByteArray("{\"own_name\": \"Mara\", \"filling\": \"")
        + QByteArray(int(AccountNotes::maximumSize), 'x') + "\"}";
    QTest::newRow("larger than what is read") << full;
    QTest::newRow("cut off") << QByteArray("{\"own_name\": \"Mara\", ");
    QTest::newRow("no object") << QByteArray("[\"Mara\"]");
    QTest::newRow("empty") << QByteArray();
}

void AccountStoreTest::brokenNotesAreSetAside()
{
    QFETCH(QByteArray, content);
    QTemporaryDir folder;
    AccountNotes notes(folder.path(), AccountId(1));
    QVERIFY(notes.setOwnName(u"Mara"_s));
    const QString name = QDir(folder.path()).entryList(QDir::Files).first();
    QFile file(folder.filePath(name));
    const auto breakIt = [&] {
        const bool written = file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
        file.close();
        return written;
    };
    const auto bytesOf = [&](const QString &which) {
        QFile each(folder.filePath(which));
        return each.open(QIODevice::ReadOnly) ? each.readAll() : QByteArray("unreadable");
    };
    QVERIFY(breakIt());
    QCOMPARE(notes.ownName(), QString());
    QCOMPARE(notes.isInvisible(), std::nullopt); // nobody is shown against a wish that cannot be read
    QCOMPARE(bytesOf(name), content); // reading changes nothing
    // What is written goes beside it, and a second time too.
    QVERIFY(notes.setStatusAddresses({u"https://a.example"_s}));
    QCOMPARE(notes.statusAddresses(), QStringList{u"https://a.example"_s});
    QCOMPARE(bytesOf(name + u".broken"_s), content);
    QVERIFY(breakIt());
    QVERIFY(notes.setOwnName(u"Leila"_s));
    QCOMPARE(bytesOf(name + u".broken2"_s), content);
    QCOMPARE(notes.ownName(), u"Leila"_s);
    QVERIFY(notes.remove());
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList());
}

void AccountStoreTest::notesThatCouldNotBeReadAgainAreNotWritten()
{
    QTemporaryDir folder;
    AccountNotes notes(folder.path(), AccountId(1));
    QVERIFY(notes.setOwnName(u"Mara"_s));
    const QString filling(int(AccountNotes::maximumSize), u'x');
    const Status much = notes.setStatusAddresses({u"https://a.example/"_s + filling});
    QVERIFY(!much);
    QCOMPARE(much.error().kind, ErrorKind::Storage);
    QVERIFY2(much.error().subject.startsWith(folder.path()), qPrintable(much.error().subject));
    QCOMPARE(notes.ownName(), u"Mara"_s);
    QVERIFY(notes.statusAddresses().isEmpty());
    // A name that waits is there until it is taken out; an empty one is a name too.
    QCOMPARE(notes.wantedName(), std::nullopt);
    QVERIFY(notes.setWantedName(QString(u""_s)));
    QCOMPARE(notes.wantedName(), std::optional(QString(u""_s)));
    QVERIFY(notes.setWantedName(std::nullopt));
    QCOMPARE(notes.wantedName(), std::nullopt);
    QCOMPARE(notes.ownName(), u"Mara"_s);
    // What is there and cannot be opened is left alone.
    QVERIFY(notes.remove());
    QVERIFY(QDir(folder.path()).mkdir(u"account-1.json"_s));
    QVERIFY(!notes.setOwnName(u"Mara"_s));
    QCOMPARE(notes.isInvisible(), std::nullopt);
    QVERIFY(QDir(folder.path()).exists(u"account-1.json"_s));
}

void AccountStoreTest::idsAreNotUsedAgain()
{
    TestDatabase database;
    AccountStore store(*database);
    const auto first = *store.add(anAccount("me@example.org"));
    QVERIFY(RemovalStore(*database).begin(first));
    QVERIFY(*store.add(anAccount("me@example.org")) != first);
}

void AccountStoreTest::missingOnesAreNotFound()
{
    TestDatabase database;
    AccountStore store(*database);
    const AccountId nobody(5);
    QCOMPARE(RemovalStore(*database).begin(nobody).error().kind, ErrorKind::NotFound);
    QCOMPARE(store.userAgent(nobody).error().kind, ErrorKind::NotFound);
    QCOMPARE(store.ownStatus(nobody).error().kind, ErrorKind::NotFound);
    QCOMPARE(store.setOwnStatus(nobody, {}).error().kind, ErrorKind::NotFound);
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

JACKDAW_TEST(AccountStoreTest)

} // namespace account_store_test

#include "account_store_test.moc"
