// SPDX-License-Identifier: GPL-3.0-or-later
//
// A backup taken in on another computer and on this one, through a real Prosody: what was said is there, the account signs in, and
// encryption goes on with a device of its own.

#include "server/Engine.h"
#include "server/Process.h"
#include "chat/MessageReader.h"
#include "storage/ReadConnection.h"

#include <QDir>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace {

template<class T>
const char *describe(const Result<T> &result)
{
    static QByteArray text;
    text = result ? QByteArray("no error")
                  : u"error %1: %2 (%3)"_s.arg(int(result.error().kind)).arg(result.error().detail, result.error().subject).toUtf8();
    return text.constData();
}

} // namespace

#define REQUIRE(expression) \
    do { \
        const auto result_ = (expression); \
        QVERIFY2(result_.hasValue(), describe(result_)); \
    } while (false)
#define REQUIRE_ID(variable, expression) \
    const auto variable##Result = (expression); \
    QVERIFY2(variable##Result.hasValue(), describe(variable##Result)); \
    const auto variable = variable##Result.value()

class BackupTests : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase() { m_server.reset(); }
    void anotherComputerGoesOnAsADeviceOfItsOwn();
    void whoKeepsNoPasswordIsNotAskedAgain();
    void notesOfAnotherAccountKeepItSignedOut();

private:
    QString person(const QString &name) const { return name + QString::number(m_number); }
    QString jid(const QString &name) const { return person(name) + u"@harbor.example"_s; }
    BareJid bare(const QString &name) const { return *BareJid::parse(jid(name)); }
    BackupFile file() const { return {m_folder->filePath(u"my.jackdaw"_s), u"four words of mine"_s}; }
    std::unique_ptr<Engine> start(const QString &profile)
    {
        return Engine::start(m_folder->filePath(profile),
                             [](Engine &engine) { engine.encryption().setByDefault(EncryptByDefault::Yes); });
    }
    static bool isCaughtUp(Engine &engine, AccountId account)
    {
        return engine.waitUntil(account, ConnectionState::Online)
            && Engine::waitFor([&] { return engine.progress.contains(account) && !engine.progress.value(account).running; });
    }
    static bool hears(Engine &engine, ConversationId chat, const QString &text)
    {
        return Engine::waitFor([&] { return engine.find(chat, text).has_value(); });
    }
    static OmemoDevice own(Engine &engine, AccountId account, const BareJid &jid)
    {
        OmemoDevice found;
        Engine::waitFor([&] {
            const auto all = Engine::wait(engine.encryption().devices(account, jid));
            for (const KnownDevice &each : all ? *all : QList<KnownDevice>()) {
                found = each.isThis && each.isListed() ? each.device : found;
            }
            return found.id.isValid();
        });
        return found;
    }
    std::optional<QJsonObject> write(Peer &peer, const QString &body)
    {
        return peer.command({{u"do"_s, u"encrypt"_s}, {u"to"_s, jid(u"mara"_s)}, {u"body"_s, body}, {u"version"_s, u"legacy"_s}});
    }

    std::unique_ptr<Server> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    int m_number = 0;
};

void BackupTests::initTestCase()
{
    m_server = std::make_unique<Server>(QStringList{u"first:secret"_s});
    QVERIFY2(m_server->port() > 0, qPrintable(m_server->error()));
}

void BackupTests::init()
{
    ++m_number;
    m_folder = std::make_unique<QTemporaryDir>();
    for (const auto &name : {u"mara"_s, u"tomas"_s}) {
        QVERIFY(m_server->command(u"account %1 secret"_s.arg(person(name))));
    }
    QVERIFY(m_server->command(u"befriend %1 %2"_s.arg(person(u"mara"_s), person(u"tomas"_s))));
}

void BackupTests::anotherComputerGoesOnAsADeviceOfItsOwn()
{
    Peer tomas(*m_server, person(u"tomas"_s), u"omemo"_s, Peer::Program::Omemo);
    QVERIFY2(tomas.event(u"omemo-ready"_s, {}, 60), tomas.errors().constData());
    OmemoDevice before;
    {
        const auto desk = start(u"desk"_s);
        REQUIRE_ID(account, desk->signIn(Engine::settings(jid(u"mara"_s), m_server->port(), m_server->authority()), u"secret"_s));
        QVERIFY(isCaughtUp(*desk, account));
        REQUIRE_ID(chat, desk->openConversation(account, jid(u"tomas"_s)));
        REQUIRE(desk->say(chat, u"said before"_s));
        QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"said before"_s}}), tomas.errors().constData());
        QVERIFY(write(tomas, u"heard before"_s));
        QVERIFY(hears(*desk, chat, u"heard before"_s));
        before = own(*desk, account, bare(u"mara"_s));
        QVERIFY(before.id.isValid());
        REQUIRE(Engine::wait(desk->backup().write({file(), {account}, "{}"}), 60));
    }
    const auto laptop = start(u"laptop"_s);
    const auto taken = Engine::wait(laptop->backup().restore(file()), 60);
    QVERIFY2(taken, describe(taken));
    QCOMPARE(taken->newAccounts, QList<BareJid>{bare(u"mara"_s)});
    QVERIFY(Engine::waitFor([&] { return laptop->knownAccounts.size() == 1; }));
    const AccountSettings settings = laptop->knownAccounts.constFirst();
    QVERIFY(!settings.enabled); // no password is in a backup
    // Which authority to trust is decided on each computer: the file that says so did not come along.
    AccountSettings again = settings;
    again.authorityFile = m_server->authority();
    REQUIRE(Engine::wait(laptop->accounts().changeSettings(again)));
    REQUIRE(Engine::wait(laptop->accounts().signIn(settings.id)));
    QVERIFY(laptop->waitUntil(settings.id, ConnectionState::NeedsPassword));
    REQUIRE(Engine::wait(laptop->accounts().providePassword(settings.id, u"secret"_s)));
    QVERIFY(isCaughtUp(*laptop, settings.id));
    // What was sealed for the other computer is here in words, once, and the archive adds nothing that cannot be read.
    const auto chat = laptop->conversationWith(settings.id, jid(u"tomas"_s));
    QVERIFY(chat.isValid());
    // As the window reads them: nobody told of what a backup brought.
    QStringList bodies;
    const ReadConnection history(m_folder->filePath(u"laptop/history.sqlite"_s));
    for (const Message &each : MessageReader(history).newest(chat, 50)) {
        QVERIFY(!each.isUnreadable());
        bodies.append(each.body);
    }
    QCOMPARE(bodies.count(u"said before"_s), 1);
    QCOMPARE(bodies.count(u"heard before"_s), 1);
    const OmemoDevice after = own(*laptop, settings.id, bare(u"mara"_s));
    QVERIFY(after.id.isValid() && after.id != before.id);
    QVERIFY(tomas.command({{u"do"_s, u"devices"_s}, {u"of"_s, jid(u"mara"_s)}}));
    QVERIFY(write(tomas, u"heard after"_s));
    QVERIFY(hears(*laptop, chat, u"heard after"_s));
    REQUIRE(laptop->say(chat, u"said after"_s));
    QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"said after"_s}}), tomas.errors().constData());
    // Once more adds nothing.
    const auto twice = Engine::wait(laptop->backup().restore(file()), 60);
    QVERIFY2(twice, describe(twice));
    QCOMPARE(twice->added, 0);
    QVERIFY(twice->known >= 2);
}

void BackupTests::whoKeepsNoPasswordIsNotAskedAgain()
{
    const auto desk = start(u"desk"_s);
    QList<ConnectionState> states;
    connect(&desk->accounts(), &AccountDoor::connectionChanged, desk.get(),
            [&states](AccountId, const ConnectionStatus &status) { states.append(status.state); });
    AccountSettings settings = Engine::settings(jid(u"mara"_s), m_server->port(), m_server->authority());
    settings.keepSignedIn = false;
    REQUIRE_ID(account, desk->signIn(settings, u"secret"_s));
    QVERIFY(isCaughtUp(*desk, account));
    REQUIRE(Engine::wait(desk->backup().write({file(), {account}, "{}"}), 60));
    for (int i = 0; i < 2; ++i) {
        states.clear();
        desk->progress.clear();
        const auto taken = Engine::wait(desk->backup().restore(file()), 60);
        QVERIFY2(taken, describe(taken));
        QVERIFY(Engine::waitFor([&] { return states.contains(ConnectionState::Online); }));
        QVERIFY(!states.contains(ConnectionState::NeedsPassword));
    }
}

/// Of an account whose number the one that came has now: before they are gone nothing of it is told in that one's name.
void BackupTests::notesOfAnotherAccountKeepItSignedOut()
{
    {
        const auto desk = start(u"desk"_s);
        REQUIRE_ID(account, desk->signIn(Engine::settings(jid(u"mara"_s), m_server->port(), m_server->authority()), u"secret"_s));
        QVERIFY(isCaughtUp(*desk, account));
        REQUIRE(Engine::wait(desk->backup().write({file(), {account}, "{}"}), 60));
    }
    const auto laptop = start(u"laptop"_s);
    // What nobody can remove as a file, whoever runs the tests.
    const QString notes = m_folder->filePath(u"laptop/account-1.json"_s);
    QVERIFY(QDir().mkpath(notes + u"/of another"_s));
    QList<ConnectionState> states;
    connect(&laptop->accounts(), &AccountDoor::connectionChanged, laptop.get(),
            [&states](AccountId, const ConnectionStatus &status) { states.append(status.state); });
    const auto taken = Engine::wait(laptop->backup().restore(file()), 60);
    QVERIFY2(taken, describe(taken)); // the history is here all the same
    QVERIFY(Engine::waitFor([&] { return laptop->knownAccounts.size() == 1; }));
    AccountSettings settings = laptop->knownAccounts.constFirst();
    QCOMPARE(settings.id, AccountId(1));
    settings.authorityFile = m_server->authority();
    REQUIRE(Engine::wait(laptop->accounts().changeSettings(settings)));
    const Status refused = Engine::wait(laptop->accounts().signIn(settings.id));
    QVERIFY(!refused && refused.error().kind == ErrorKind::Storage);
    const Status again = Engine::wait(laptop->accounts().providePassword(settings.id, u"secret"_s));
    QVERIFY(!again && again.error().kind == ErrorKind::Storage);
    QVERIFY(!states.contains(ConnectionState::Connecting) && !states.contains(ConnectionState::Online));
    // Once they can be removed it goes on.
    QVERIFY(QDir(notes).removeRecursively());
    REQUIRE(Engine::wait(laptop->accounts().signIn(settings.id)));
    REQUIRE(Engine::wait(laptop->accounts().providePassword(settings.id, u"secret"_s)));
    QVERIFY(isCaughtUp(*laptop, settings.id));
}

QTEST_GUILESS_MAIN(BackupTests)
#include "backup_tests.moc"
