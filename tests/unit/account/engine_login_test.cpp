// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/Engine.h"
#include "storage/Migrator.h"
#include "support/ScriptedServer.h"
#include "support/TestProgram.h"

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <sys/resource.h>

using namespace jackdaw;
using test::Engine;
using test::ScriptedLogin;
using test::ScriptedServer;

namespace engine_login_test {

/// What the engine keeps of a sign-in, and what it forgets.
class EngineLoginTest : public QObject
{
    Q_OBJECT

    static AccountSettings settingsFor(const ScriptedServer &server)
    {
        AccountSettings settings;
        settings.jid = *BareJid::parse(u"mara@harbor.example");
        settings.host = QStringLiteral("127.0.0.1");
        settings.port = server.port();
        settings.tls = TlsMode::Direct;
        settings.authorityFile = server.authorityFile();
        return settings;
    }

    /// The database of an older program, as tests/migration keeps it.
    static void thaw(const QString &frozen, const QString &file)
    {
        QFile text(frozen);
        QVERIFY2(text.open(QIODevice::ReadOnly), qPrintable(frozen));
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("thaw"));
            database.setDatabaseName(file);
            QVERIFY(database.open());
            for (const QString &statement : Migrator::statements(QString::fromUtf8(text.readAll()))) {
                QSqlQuery query(database);
                QVERIFY2(query.exec(statement), qPrintable(statement + u'\n' + query.lastError().text()));
            }
        }
        QSqlDatabase::removeDatabase(QStringLiteral("thaw"));
    }

private Q_SLOTS:
    void aTokenServesUntilTheUserSignsOut()
    {
        QTemporaryDir profile;
        ScriptedServer server({.login = {.profile = ScriptedLogin::Profile::Sasl2, .fast = ScriptedLogin::Fast::Offered,
                                         .bind2 = ScriptedLogin::Bind2::Offered}});
        const auto engine = Engine::start(profile.path());
        QVERIFY(engine);
        const auto account = engine->signIn(settingsFor(server), ScriptedServer::password());
        QVERIFY2(account, account ? "" : qPrintable(account.error().detail));
        QVERIFY(engine->waitUntil(*account, ConnectionState::Online));
        QCOMPARE(server.login().chosen(), "SCRAM-SHA-1");
        QCOMPARE(server.connections(), 2); // to try, and to stay

        QVERIFY(Engine::wait(engine->accounts().signIn(*account))); // the token was kept meanwhile
        server.cut();
        QVERIFY(engine->waitFor([&] { return server.connections() >= 3 && server.login().isDone(); }));
        QCOMPARE(server.login().chosen(), "HT-SHA-256-NONE");
        QVERIFY(engine->waitUntil(*account, ConnectionState::Online));

        QVERIFY(Engine::wait(engine->accounts().signOut(*account)));
        QVERIFY(engine->waitUntil(*account, ConnectionState::SignedOut));
        // Who found it somewhere has nothing by it (XEP-0484, 3.6).
        QVERIFY(engine->waitFor([&] { return !server.login().takesTokens(); }));
        QVERIFY(server.heard().contains("urn:xmpp:fast:0") && !server.heard().contains("urn:xmpp:bind:0"));
        QVERIFY(Engine::wait(engine->accounts().signIn(*account)));
        QVERIFY(engine->waitUntil(*account, ConnectionState::Online));
        QCOMPARE(server.login().chosen(), "SCRAM-SHA-1");
    }

    void aTokenIsWorthNothingOnceTheAccountIsRemoved()
    {
        QTemporaryDir profile;
        ScriptedServer server({.login = {.profile = ScriptedLogin::Profile::Sasl2, .fast = ScriptedLogin::Fast::Offered,
                                         .bind2 = ScriptedLogin::Bind2::Offered}});
        const auto engine = Engine::start(profile.path());
        QVERIFY(engine);
        const auto account = engine->signIn(settingsFor(server), ScriptedServer::password());
        QVERIFY(account);
        QVERIFY(engine->waitUntil(*account, ConnectionState::Online));
        QVERIFY(server.login().takesTokens());
        QVERIFY(Engine::wait(engine->accounts().removeAccount(*account)));
        QVERIFY(engine->waitFor([&] { return !server.login().takesTokens(); }));
    }

    void theStrongestWayOutlivesTheProgramAndIsGivenUpKnowingly()
    {
        QTemporaryDir profile;
        ScriptedServer strong({.login = {.mechanisms = {"SCRAM-SHA-1", "SCRAM-SHA-512"}}});
        ScriptedServer weak({});
        AccountId account;
        {
            const auto engine = Engine::start(profile.path());
            QVERIFY(engine);
            const auto added = engine->signIn(settingsFor(strong), ScriptedServer::password());
            QVERIFY(added);
            account = *added;
            QVERIFY(engine->waitUntil(account, ConnectionState::Online));
        }
        const auto engine = Engine::start(profile.path());
        QVERIFY(engine);
        QVERIFY(engine->waitFor([&] { return !engine->knownAccounts.isEmpty(); }));
        QCOMPARE(engine->knownAccounts.first().strongestMechanism, QStringLiteral("SCRAM-SHA-512"));

        AccountSettings settings = settingsFor(weak);
        settings.id = account;
        settings.strongestMechanism.clear(); // a window that knows less does not open the door
        QVERIFY(Engine::wait(engine->accounts().changeSettings(settings)));
        const auto refused = Engine::wait(engine->accounts().providePassword(account, ScriptedServer::password()));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::WeakerMechanism);
        QVERIFY(!weak.heard().contains("<response"));

        QVERIFY(Engine::wait(engine->accounts().acceptWeakerLogin(account)));
        QVERIFY(engine->waitUntil(account, ConnectionState::Online));
        QVERIFY(engine->waitFor([&] { return engine->knownAccounts.first().strongestMechanism != u"SCRAM-SHA-512"; }));
        QCOMPARE(weak.login().chosen(), "SCRAM-SHA-1");
    }

    void whatWasGivenUpOnceIsNotGivenUpForEver()
    {
        QTemporaryDir profile;
        ScriptedServer sha256({.login = {.mechanisms = {"SCRAM-SHA-256"}, .profile = ScriptedLogin::Profile::Sasl2}});
        ScriptedServer sha1({.login = {.profile = ScriptedLogin::Profile::Sasl2}});
        ScriptedServer plain({.login = {.mechanisms = {"PLAIN"}, .profile = ScriptedLogin::Profile::Sasl2}});
        AccountId account;
        const auto move = [&](Engine &engine, const ScriptedServer &server) {
            AccountSettings settings = settingsFor(server);
            settings.id = account;
            settings.plain = PlainLogin::Allowed; // does not say that SCRAM may go
            return bool(Engine::wait(engine.accounts().changeSettings(settings)));
        };
        const auto isRefused = [&](Engine &engine) {
            return engine.waitUntil(account, ConnectionState::Refused)
                && engine.connections.value(account).error->kind == ErrorKind::WeakerMechanism;
        };
        {
            const auto engine = Engine::start(profile.path());
            QVERIFY(engine);
            const auto added = engine->signIn(settingsFor(sha256), ScriptedServer::password());
            QVERIFY(added);
            account = *added;
            QVERIFY(engine->waitUntil(account, ConnectionState::Online));
            QVERIFY(move(*engine, sha1));
            QVERIFY(isRefused(*engine));
            QVERIFY(Engine::wait(engine->accounts().acceptWeakerLogin(account)));
            QVERIFY(engine->waitUntil(account, ConnectionState::Online));
            // What was accepted is SHA-1, and nothing below it.
            QVERIFY(move(*engine, plain));
            QVERIFY(isRefused(*engine));
            QVERIFY(!plain.heard().contains("<authenticate"));
        }
        const auto engine = Engine::start(profile.path());
        QVERIFY(engine);
        QVERIFY(engine->waitUntil(account, ConnectionState::NeedsPassword));
        QCOMPARE(engine->knownAccounts.first().strongestMechanism, QStringLiteral("SCRAM-SHA-1"));
        const auto refused = Engine::wait(engine->accounts().providePassword(account, ScriptedServer::password()));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::WeakerMechanism);
        QVERIFY(!plain.heard().contains("<authenticate"));
        // A better one than was accepted is remembered again, and then SHA-1 is the weaker one.
        QVERIFY(move(*engine, sha256));
        QVERIFY(engine->waitUntil(account, ConnectionState::Online));
        QVERIFY(move(*engine, sha1));
        QVERIFY(isRefused(*engine));
    }

    void whatIsAcceptedIsWhatWasOffered_data()
    {
        using Profile = ScriptedLogin::Profile;
        QTest::addColumn<ScriptedLogin::Profile>("profile");
        QTest::newRow("SASL") << Profile::Sasl;
        QTest::newRow("SASL2") << Profile::Sasl2;
    }
    void whatIsAcceptedIsWhatWasOffered()
    {
        QFETCH(ScriptedLogin::Profile, profile);
        QTemporaryDir folder;
        ScriptedServer strong({.login = {.mechanisms = {"SCRAM-SHA-256"}, .profile = profile}});
        ScriptedServer weak({.login = {.profile = profile}});
        const auto engine = Engine::start(folder.path());
        QVERIFY(engine);
        AccountSettings settings = settingsFor(strong);
        settings.plain = PlainLogin::Allowed;
        const auto account = engine->signIn(settings, ScriptedServer::password());
        QVERIFY(account);
        QVERIFY(engine->waitUntil(*account, ConnectionState::Online));
        const auto nothing = Engine::wait(engine->accounts().acceptWeakerLogin(*account));
        QVERIFY(!nothing); // was offered
        QCOMPARE(nothing.error().kind, ErrorKind::NotFound);
        settings = settingsFor(weak);
        settings.id = *account;
        settings.plain = PlainLogin::Allowed;
        QVERIFY(Engine::wait(engine->accounts().changeSettings(settings)));
        QVERIFY(engine->waitUntil(*account, ConnectionState::Refused));
        QCOMPARE(engine->connections.value(*account).error->kind, ErrorKind::WeakerMechanism);

        // Between the question and its answer somebody offers less still.
        weak.login() = ScriptedLogin({.mechanisms = {"PLAIN"}, .profile = profile});
        engine->connections.remove(*account);
        QVERIFY(Engine::wait(engine->accounts().acceptWeakerLogin(*account)));
        QVERIFY(engine->waitUntil(*account, ConnectionState::Refused));
        QCOMPARE(engine->connections.value(*account).error->kind, ErrorKind::WeakerMechanism);
        QVERIFY(!weak.heard().contains("<auth"));
        QVERIFY(engine->waitFor([&] { return engine->knownAccounts.first().strongestMechanism == u"SCRAM-SHA-1"; }));

        engine->connections.remove(*account);
        QVERIFY(Engine::wait(engine->accounts().acceptWeakerLogin(*account))); // and this too can be had knowingly
        QVERIFY(engine->waitUntil(*account, ConnectionState::Online));
        QCOMPARE(weak.login().chosen(), "PLAIN");
    }

    void aWeakerOfferThatTheServerVouchesForTakesNothingBack()
    {
        // XEP-0474: it is taken, and what the account is known for stays as it was, also over a restart.
        QTemporaryDir profile;
        ScriptedServer strong({.login = {.mechanisms = {"SCRAM-SHA-512"}, .profile = ScriptedLogin::Profile::Sasl2}});
        ScriptedServer vouches({.login = {.profile = ScriptedLogin::Profile::Sasl2, .offerHash = ScriptedLogin::OfferHash::Right}});
        ScriptedServer lies({.login = {.profile = ScriptedLogin::Profile::Sasl2, .offerHash = ScriptedLogin::OfferHash::Wrong}});
        AccountId account;
        const auto move = [&](Engine &engine, const ScriptedServer &server) {
            AccountSettings settings = settingsFor(server);
            settings.id = account;
            return bool(Engine::wait(engine.accounts().changeSettings(settings)));
        };
        {
            const auto engine = Engine::start(profile.path());
            QVERIFY(engine);
            const auto added = engine->signIn(settingsFor(strong), ScriptedServer::password());
            QVERIFY(added);
            account = *added;
            QVERIFY(engine->waitUntil(account, ConnectionState::Online));
            QVERIFY(move(*engine, vouches));
            QVERIFY(engine->waitFor([&] { return vouches.login().isDone(); }));
            QVERIFY(engine->waitUntil(account, ConnectionState::Online));
            QCOMPARE(vouches.login().chosen(), "SCRAM-SHA-1");
        }
        const auto engine = Engine::start(profile.path());
        QVERIFY(engine);
        QVERIFY(engine->waitUntil(account, ConnectionState::NeedsPassword));
        QCOMPARE(engine->knownAccounts.first().strongestMechanism, QStringLiteral("SCRAM-SHA-512"));
        QVERIFY(move(*engine, lies));
        const auto refused = Engine::wait(engine->accounts().providePassword(account, ScriptedServer::password()));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::UnsafeLogin);
        QVERIFY(!lies.heard().contains("<response"));
    }

    void plainTextIsAChoiceOfTheAccount()
    {
        QTemporaryDir profile;
        ScriptedServer server({.login = {.mechanisms = {"PLAIN"}}});
        const auto engine = Engine::start(profile.path());
        QVERIFY(engine);
        AccountSettings settings = settingsFor(server);
        const auto refused = engine->signIn(settings, ScriptedServer::password());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::PlainOnly);
        QCOMPARE(refused.error().subject, QStringLiteral("harbor.example"));
        QVERIFY(!server.heard().contains("<auth"));
        settings.plain = PlainLogin::Allowed;
        const auto account = engine->signIn(settings, ScriptedServer::password());
        QVERIFY(account);
        QVERIFY(engine->waitUntil(*account, ConnectionState::Online));

        settings.id = *account;
        settings.plain = PlainLogin::Refused; // taken back
        QVERIFY(Engine::wait(engine->accounts().changeSettings(settings)));
        QVERIFY(engine->waitUntil(*account, ConnectionState::Refused));
        QCOMPARE(engine->connections.value(*account).error->kind, ErrorKind::PlainOnly);
    }

    void theWindowComesBeforeTheEngine()
    {
        const int ours = getpriority(PRIO_PROCESS, 0);
        QVERIFY2(ours < 19, "nothing can be nicer than this process");
        QTemporaryDir profile;
        const auto engine = Engine::start(profile.path());
        QVERIFY(engine);
        const auto isNicer = [ours] {
            const QStringList threads = QDir(QStringLiteral("/proc/self/task")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
            return std::any_of(threads.cbegin(), threads.cend(), [ours](const QString &thread) {
                QFile name(QStringLiteral("/proc/self/task/%1/comm").arg(thread));
                return name.open(QIODevice::ReadOnly) && name.readAll().trimmed() == "engine"
                    && getpriority(PRIO_PROCESS, thread.toUInt()) > ours;
            });
        };
        QTRY_VERIFY(isNicer());
    }

    /// In place of what stands there; the file keeps its size.
    static void spoil(const QString &file, qint64 from, qint64 size)
    {
        QFile damaged(file);
        QVERIFY(damaged.open(QIODevice::ReadWrite));
        QVERIFY(damaged.seek(from));
        QCOMPARE(damaged.write(QByteArray(qsizetype(size), '\x5a')), size);
    }

    void whatWasSalvagedIsToldAgain_data()
    {
        QTest::addColumn<bool>("whole");
        QTest::newRow("the first page is gone") << false;
        QTest::newRow("all of it is gone") << true;
    }
    void whatWasSalvagedIsToldAgain()
    {
        // The window reads a file of which nothing can be read, before the engine puts another in its place.
        QFETCH(bool, whole);
        QTemporaryDir profile;
        const QString file = profile.filePath(QStringLiteral("history.sqlite"));
        thaw(QFINDTESTDATA("../../migration/frozen/schema_015.sql"), file);
        qsizetype chats = 0;
        {
            const auto engine = Engine::start(profile.path());
            QVERIFY(engine);
            QVERIFY(engine->waitUntil(AccountId(1), ConnectionState::NeedsPassword));
            chats = engine->conversations.size(); // they were of an older file, too
            QVERIFY(chats > 0);
        }
        spoil(file, 0, whole ? QFileInfo(file).size() : 4096);
        QStringList told;
        int salvaged = -1;
        QString setAside;
        const auto engine = Engine::start(profile.path(), [&](Engine &starting) {
            QObject::connect(&starting.accounts(), &AccountDoor::databaseReplaced, &starting, [&told] { told += QStringLiteral("replaced"); });
            QObject::connect(&starting.accounts(), &AccountDoor::databaseRepaired, &starting, [&](const QString &aside, int messages) {
                told += QStringLiteral("repaired");
                setAside = aside;
                salvaged = messages;
            });
            QObject::connect(&starting.accounts(), &AccountDoor::accountsChanged, &starting, [&told] { told += QStringLiteral("accounts"); });
            QObject::connect(&starting.roster(), &RosterDoor::requestsChanged, &starting, [&told] { told += QStringLiteral("requests"); });
        });
        QVERIFY(engine);
        QVERIFY(engine->waitFor([&told] { return told.contains(QStringLiteral("accounts")); }));
        QCOMPARE(told.first(2), (QStringList{QStringLiteral("replaced"), QStringLiteral("repaired")}));
        QVERIFY(QFileInfo::exists(setAside));
        if (whole) {
            QCOMPARE(salvaged, 0);
            QVERIFY(engine->knownAccounts.isEmpty());
            return;
        }
        QVERIFY(salvaged > 0);
        QVERIFY(engine->waitUntil(AccountId(1), ConnectionState::NeedsPassword));
        QVERIFY(told.contains(QStringLiteral("requests")));
        QCOMPARE(engine->contacts.size(), 3);
        QCOMPARE(engine->conversations.size(), chats);
    }

    void whoIsKnownIsToldAgainOnceTheDatabaseWasMigrated()
    {
        // The window reads the file before the engine has migrated it, and finds no contacts where it asks for what is
        // new; a server that knows versions never sends them again.
        QTemporaryDir profile;
        const QString frozen = QFINDTESTDATA("../../migration/frozen/schema_015.sql");
        thaw(frozen, profile.filePath(QStringLiteral("history.sqlite")));
        const AccountId account(1);
        const QString tomas = QStringLiteral("person00001@harbor.example");
        int unknown = 0;
        const auto listen = [&](Engine &engine) {
            QObject::connect(&engine.presence(), &PresenceDoor::presencesUnknown, &engine, [&unknown] { ++unknown; });
        };
        {
            const auto engine = Engine::start(profile.path(), listen);
            QVERIFY(engine);
            QVERIFY(engine->waitUntil(account, ConnectionState::NeedsPassword)); // nobody is online
            QCOMPARE(engine->rosterFetches, 1);
            QCOMPARE(engine->contacts.size(), 3);
            QCOMPARE(engine->contacts.value(tomas).account, account);
            QCOMPARE(engine->contacts.value(tomas).name, QStringLiteral("Tomas Okafor"));
            QCOMPARE(engine->contacts.value(tomas).groups, QStringList{QStringLiteral("Team 2")});
            QCOMPARE(unknown, 1);
        }
        // From then on the window reads it itself.
        const auto engine = Engine::start(profile.path());
        QVERIFY(engine);
        QVERIFY(engine->waitUntil(account, ConnectionState::NeedsPassword));
        QCOMPARE(engine->rosterFetches, 0);
    }
};

JACKDAW_TEST(EngineLoginTest)

} // namespace engine_login_test

#include "engine_login_test.moc"
