// SPDX-License-Identifier: GPL-3.0-or-later
//
// Accounts through their whole life against a real Prosody: made, invited, given another password, removed, deleted. Every
// test has names of its own; one server that is open, one for the invited only, one that makes none.

#include "account/RemovalStore.h"
#include "server/Engine.h"
#include "server/Process.h"
#include "storage/Database.h"

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

/// Every byte that is on disk in a profile.
QByteArray bytesOf(const QString &folder)
{
    QByteArray all;
    QDir dir(folder);
    for (const QFileInfo &file : dir.entryInfoList(QDir::Files | QDir::Hidden)) {
        QFile open(file.filePath());
        if (open.open(QIODevice::ReadOnly))
            all += open.readAll();
    }
    for (const QString &below : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        all += bytesOf(dir.filePath(below));
    return all;
}

} // namespace

#define REQUIRE(expression) \
    do { \
        const auto result_ = (expression); \
        QVERIFY2(result_.hasValue(), describe(result_)); \
    } while (false)

class AccountTests : public QObject
{
    Q_OBJECT

    std::unique_ptr<Server> m_open;
    std::unique_ptr<Server> m_invited;
    std::unique_ptr<QTemporaryDir> m_folder;

    std::unique_ptr<Engine> start(const QString &profile) { return Engine::start(m_folder->filePath(profile)); }

    static AccountSettings at(const Server &server, const QString &jid = u"harbor.example"_s)
    {
        return Engine::settings(jid, server.port(), server.authority());
    }
    static DataForm filled(DataForm form, const QString &user, const QString &password)
    {
        if (FormField *name = form.find(u"username"))
            name->values = QStringList{user};
        if (FormField *secret = form.find(u"password"))
            secret->values = QStringList{password};
        return form;
    }
    static Result<NewAccount> make(Engine &engine, const Server &server, const QString &user, const QString &password, const QString &token = {})
    {
        const auto offer = Engine::wait(engine.registration().ask(at(server), token));
        if (!offer)
            return offer.error();
        return Engine::wait(engine.registration().submit(filled(offer->form, user, password)));
    }
    static Result<AccountId> signIn(Engine &engine, const Server &server, const QString &user, const QString &password)
    {
        const auto account = engine.signIn(at(server, user + u"@harbor.example"_s), password);
        if (account && !engine.waitUntil(*account, ConnectionState::Online))
            return Error{ErrorKind::Timeout, u"accepted, but not online"_s, {}};
        return account;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto making = [](const QString &account, const QString &forWhom) {
            const QStringList options{u"--registration"_s, forWhom, u"--verbose"_s};
            return std::make_unique<Server>(QStringList{account}, QStringList{}, options);
        };
        m_open = making(u"taken:secret"_s, u"open"_s);
        QVERIFY2(m_open->port() != 0, qPrintable(m_open->error()));
        m_invited = making(u"romeo:secret"_s, u"invited"_s);
        QVERIFY2(m_invited->port() != 0, qPrintable(m_invited->error()));
    }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    /// What the servers saw of it: what a client is told when a sign-in fails does not say why.
    void cleanup()
    {
        if (!QTest::currentTestFailed())
            return;
        for (const Server *server : {m_open.get(), m_invited.get()})
            qWarning().noquote() << server->log().right(6000);
    }

    void anAccountIsMadeAndSignedInTo()
    {
        auto engine = start(u"a"_s);
        const auto account = make(*engine, *m_open, u"Nora"_s, u"Calliope"_s);
        REQUIRE(account);
        QCOMPARE(account->jid.toString(), u"nora@harbor.example"_s);
        REQUIRE(signIn(*engine, *m_open, u"nora"_s, account->password));
    }

    /// The history was lost, and with it who had the number: what lies there by that number is not told by who comes next.
    void nobodyTakesOverAnothersNotes()
    {
        QVERIFY(QDir().mkpath(m_folder->filePath(u"notes"_s)));
        QStringList notes;
        for (const int number : {1, 1001}) {
            notes += m_folder->filePath(u"notes/account-%1.json"_s.arg(number));
            QFile file(notes.constLast());
            QVERIFY(file.open(QIODevice::WriteOnly));
            QVERIFY(file.write(R"({"own_name_wanted": "Somebody", "invitations": [{"inviter": "i@example.org", "token": "t"}]})") > 0);
        }
        auto engine = start(u"notes"_s);
        QVERIFY(engine);
        const auto account = signIn(*engine, *m_open, u"taken"_s, u"secret"_s);
        REQUIRE(account);
        QFile file(m_folder->filePath(u"notes/account-%1.json"_s.arg(account->value())));
        QVERIFY(notes.contains(file.fileName()));
        QVERIFY(!file.open(QIODevice::ReadOnly) || !file.readAll().contains("example.org"));
    }

    void aTakenNameIsSaid()
    {
        auto engine = start(u"a"_s);
        const auto account = make(*engine, *m_open, u"taken"_s, u"Calliope"_s);
        QVERIFY(!account);
        QCOMPARE(account.error().kind, ErrorKind::Conflict);
        QVERIFY(engine->knownAccounts.isEmpty());
    }

    void aServerThatMakesNoneSaysSo()
    {
        Server closed(QStringList{});
        QVERIFY2(closed.port() != 0, qPrintable(closed.error()));
        auto engine = start(u"a"_s);
        const auto offer = Engine::wait(engine->registration().ask(at(closed), {}));
        QVERIFY(!offer);
        QCOMPARE(offer.error().kind, ErrorKind::Unavailable);
    }

    void onlyTheInvitedMayWhereItIsSo()
    {
        auto engine = start(u"a"_s);
        const auto uninvited = make(*engine, *m_invited, u"juliet"_s, u"Calliope"_s);
        QVERIFY(!uninvited);
        QCOMPARE(uninvited.error().kind, ErrorKind::Forbidden);
        const auto forged = Engine::wait(engine->registration().ask(at(*m_invited), u"forged"_s));
        QVERIFY(!forged);
        QCOMPARE(forged.error().kind, ErrorKind::Invitation);
        QVERIFY(m_invited->command(u"invite account-token"_s));
        REQUIRE(make(*engine, *m_invited, u"juliet"_s, u"Calliope"_s, u"account-token"_s));
        // Once.
        const auto again = Engine::wait(engine->registration().ask(at(*m_invited), u"account-token"_s));
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::Invitation);
    }

    void aContactsInvitationBringsTheContact()
    {
        QVERIFY(m_invited->command(u"invite contact-token romeo"_s));
        auto engine = start(u"a"_s);
        REQUIRE(make(*engine, *m_invited, u"rosaline"_s, u"Calliope"_s, u"contact-token"_s));
        REQUIRE(signIn(*engine, *m_invited, u"rosaline"_s, u"Calliope"_s));
        QVERIFY(Engine::waitFor([&] {
            const auto romeo = engine->contact(u"romeo@harbor.example"_s);
            return romeo && romeo->subscription == Subscription::Both;
        }));
    }

    void anInvitationIsAcceptedFromAnAccountThatIsThere()
    {
        QVERIFY(m_invited->command(u"account benvolio secret"_s));
        QVERIFY(m_invited->command(u"invite friend-token romeo"_s));
        auto engine = start(u"a"_s);
        const auto account = signIn(*engine, *m_invited, u"benvolio"_s, u"secret"_s);
        REQUIRE(account);
        const auto link = InvitationLink::parse(u"xmpp:romeo@harbor.example?roster;preauth=friend-token"_s);
        REQUIRE(Engine::wait(engine->roster().acceptInvitation(*account, *link)));
        // Romeo is not there: his server took the token and asked back for him, which we had allowed. (Prosody 13 leaves it to
        // him to confirm the other way.)
        QVERIFY(Engine::waitFor([&] {
            const auto romeo = engine->contact(u"romeo@harbor.example"_s);
            return romeo && (romeo->subscription == Subscription::From || romeo->subscription == Subscription::Both);
        }));
        QVERIFY(engine->requests.isEmpty());
    }

    void thePasswordIsChangedAndKept()
    {
        QVERIFY(m_open->command(u"account paula before"_s));
        auto engine = start(u"a"_s);
        const auto account = signIn(*engine, *m_open, u"paula"_s, u"before"_s);
        REQUIRE(account);
        REQUIRE(Engine::wait(engine->accounts().changePassword(*account, u"after"_s)));
        auto other = start(u"b"_s);
        const auto old = other->signIn(at(*m_open, u"paula@harbor.example"_s), u"before"_s);
        QVERIFY(!old);
        QCOMPARE(old.error().kind, ErrorKind::NotAuthorized);
        REQUIRE(signIn(*other, *m_open, u"paula"_s, u"after"_s));
        // The key service has the new one: signing in again asks nobody.
        REQUIRE(Engine::wait(engine->accounts().signOut(*account)));
        REQUIRE(Engine::wait(engine->accounts().signIn(*account)));
        QVERIFY(engine->waitUntil(*account, ConnectionState::Online));
    }

    void aReconnectUsesTheNewPassword()
    {
        Server server(QStringList{u"quinn:before"_s});
        auto engine = start(u"a"_s);
        const auto account = signIn(*engine, server, u"quinn"_s, u"before"_s);
        REQUIRE(account);
        REQUIRE(Engine::wait(engine->accounts().changePassword(*account, u"after"_s)));
        QVERIFY(server.command(u"restart"_s));
        QVERIFY(Engine::waitFor([&] { return engine->connections.value(*account).state != ConnectionState::Online; }));
        engine->accounts().tryNow(*account);
        QVERIFY(engine->waitUntil(*account, ConnectionState::Online, 40));
    }

    void anAccountIsDeletedOnItsServer()
    {
        QVERIFY(m_open->command(u"account quentin secret"_s));
        auto engine = start(u"a"_s);
        const auto account = signIn(*engine, *m_open, u"quentin"_s, u"secret"_s);
        REQUIRE(account);
        REQUIRE(Engine::wait(engine->accounts().deleteOnServer(*account)));
        QVERIFY(Engine::waitFor([&] { return engine->knownAccounts.isEmpty(); }));
        auto other = start(u"b"_s);
        const auto gone = other->signIn(at(*m_open, u"quentin@harbor.example"_s), u"secret"_s);
        QVERIFY(!gone);
        QCOMPARE(gone.error().kind, ErrorKind::NotAuthorized);
    }

    void withoutAConnectionNothingIsDeleted()
    {
        QVERIFY(m_open->command(u"account rita secret"_s));
        auto engine = start(u"a"_s);
        const auto account = signIn(*engine, *m_open, u"rita"_s, u"secret"_s);
        REQUIRE(account);
        REQUIRE(Engine::wait(engine->accounts().signOut(*account)));
        const auto deleted = Engine::wait(engine->accounts().deleteOnServer(*account));
        QVERIFY(!deleted);
        QCOMPARE(deleted.error().kind, ErrorKind::Offline);
        QCOMPARE(engine->knownAccounts.size(), 1);
    }

    void whatIsRemovedLeavesNothingBehind()
    {
        QVERIFY(m_open->command(u"account sara secret"_s));
        QVERIFY(m_open->command(u"account tess secret"_s));
        auto engine = start(u"a"_s);
        const auto account = signIn(*engine, *m_open, u"sara"_s, u"secret"_s);
        REQUIRE(account);
        const auto kept = signIn(*engine, *m_open, u"tess"_s, u"secret"_s);
        REQUIRE(kept);
        for (const auto &[whose, text, draft] : {std::tuple{*account, u"marker-of-sara"_s, u"draft-of-sara"_s},
                                                 std::tuple{*kept, u"marker-of-tess"_s, u"draft-of-tess"_s}}) {
            const auto chat = engine->openConversation(whose, u"friend-of-%1@harbor.example"_s.arg(text));
            REQUIRE(chat);
            REQUIRE(engine->say(*chat, text));
            REQUIRE(Engine::wait(engine->chat().saveDraft(*chat, draft)));
        }
        QVERIFY(bytesOf(m_folder->path()).contains("marker-of-sara"));
        QFile copy(m_folder->filePath(u"a/history.sqlite.schema-1"_s)); // as a migration leaves one
        QVERIFY(copy.open(QIODevice::WriteOnly) && copy.write("marker-of-sara") > 0);
        copy.close();
        REQUIRE(Engine::wait(engine->accounts().removeAccount(*account)));
        QVERIFY(Engine::waitFor([&] { return engine->knownAccounts.size() == 1; }));
        QVERIFY(!bytesOf(m_folder->path()).contains("marker-of-sara")); // at once, not when the program ends
        engine.reset();
        const QByteArray left = bytesOf(m_folder->path());
        for (const char *gone : {"marker-of-sara", "draft-of-sara", "friend-of-marker-of-sara", "sara@harbor.example"})
            QVERIFY2(!left.contains(gone), gone);
        for (const char *stays : {"marker-of-tess", "draft-of-tess", "tess@harbor.example"})
            QVERIFY2(left.contains(stays), stays);

        // Cut short behind the first step: the next run goes on.
        {
            auto opened = Database::open(m_folder->filePath(u"a/history.sqlite"_s));
            QVERIFY(opened);
            QVERIFY(RemovalStore(*opened->database).begin(*kept));
        }
        QVERIFY(bytesOf(m_folder->path()).contains("marker-of-tess"));
        engine = start(u"a"_s);
        QVERIFY(Engine::waitFor([&] { return !bytesOf(m_folder->path()).contains("marker-of-tess"); }));
        QVERIFY(engine->knownAccounts.isEmpty());
        QVERIFY(Engine::waitFor([&] { return !bytesOf(m_folder->path()).contains("tess@harbor.example"); }));
    }

    void aNameOrAColourIsNoReasonToSignInAgain()
    {
        QVERIFY(m_open->command(u"account vera secret"_s));
        auto engine = start(u"a"_s);
        const auto account = signIn(*engine, *m_open, u"vera"_s, u"secret"_s);
        REQUIRE(account);
        int changes = 0;
        connect(&engine->accounts(), &AccountDoor::connectionChanged, this, [&] { ++changes; });
        AccountSettings settings = engine->knownAccounts.first();
        settings.name = u"Work"_s;
        settings.color = 3;
        REQUIRE(Engine::wait(engine->accounts().changeSettings(settings)));
        QVERIFY(Engine::waitFor([&] { return engine->knownAccounts.first().name == u"Work"_s; }));
        // Something that needs the stream goes through it at once.
        REQUIRE(Engine::wait(engine->roster().addContact(*account, *BareJid::parse(u"taken@harbor.example"), {}, {}, {})));
        QCOMPARE(changes, 0);
    }
};

QTEST_GUILESS_MAIN(AccountTests)
#include "account_tests.moc"
