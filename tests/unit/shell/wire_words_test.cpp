// SPDX-License-Identifier: GPL-3.0-or-later
// From the wire to the words: what a server does to a session, and what the window's banner says of it, and when.
#include "account/AccountListModel.h"
#include "base/Clock.h"
#include "shell/ConnectionBanner.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "support/FakeAlarm.h"
#include "support/FakeSystem.h"
#include "support/Relay.h"
#include "support/ScriptedServer.h"
#include "support/TestProgram.h"
#include "widgets/Banner.h"
#include "xmpp/Connection.h"
#include "xmpp/ConnectionSupervisor.h"

#include <QAbstractButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;
using test::FakeAlarm;
using test::FakeClock;
using test::Relay;
using test::ScriptedServer;

namespace wire_words_test {

constexpr qint64 second = 1000;

QByteArray streamError(const QByteArray &condition)
{
    return "<stream:error><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>";
}

/// A session with a window's banner above it, as AccountService and AppContext put them together; the time is the test's.
struct Window
{
    Window()
    {
        AccountSettings settings;
        settings.id = AccountId(1);
        settings.jid = *BareJid::parse(u"mara@harbor.example");
        accounts.setAccounts({settings});
        QObject::connect(&supervisor, &ConnectionSupervisor::statusChanged, &accounts,
                         [this](const ConnectionStatus &status) { accounts.setConnection(AccountId(1), status); });
        banner.show();
    }
    ConnectionSettings settings() const
    {
        ConnectionSettings all;
        all.jid = *BareJid::parse(u"mara@harbor.example");
        all.host = u"127.0.0.1"_s;
        all.port = relay.port();
        all.tls = TlsMode::Direct;
        all.authorityFile = server.authorityFile();
        return all;
    }
    bool becomes(ConnectionState state)
    {
        return QTest::qWaitFor([&] { return supervisor.status().state == state; }, 15'000);
    }
    bool signIn()
    {
        supervisor.start(ScriptedServer::password());
        return becomes(ConnectionState::Online) && QTest::qWaitFor([&] { return server.heard().contains("<presence"); });
    }
    QString words() const { return banner.contents().isEmpty() ? QString() : banner.contents().constFirst().full(); }
    QAbstractButton *button(const QString &text) const
    {
        for (QAbstractButton *each : banner.findChildren<QAbstractButton *>()) {
            if (each->text() == text && each->isVisible())
                return each;
        }
        return nullptr;
    }

    QTemporaryDir folder;
    Preferences preferences{folder.filePath(u"settings.ini"_s)};
    Theme theme{preferences};
    FakeClock clock;
    SystemClock realClock;
    test::FakeSystem system;
    ScriptedServer server{{.resumes = true}};
    Relay relay{server.port()};
    Connection connection{settings(), u"0f1e2d3c-0000-4000-8000-000000000001"_s, realClock};
    FakeAlarm *alarm = new FakeAlarm(clock); // owned by the supervisor
    ConnectionSupervisor supervisor{connection, clock, std::unique_ptr<Alarm>(alarm), system};
    AccountListModel accounts;
    ConnectionBanner banner{accounts, theme, clock};
};

class WireWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatEndsASessionIsSaid_data()
    {
        QTest::addColumn<QByteArray>("last");
        QTest::addColumn<QString>("words");
        QTest::addColumn<bool>("triesAgain");
        QTest::newRow("conflict") << streamError("conflict") << u"This account is in use already. Not connected."_s << false;
        QTest::newRow("system-shutdown") << streamError("system-shutdown")
                                         << u"You’re offline. harbor.example is being restarted or switched off."_s << true;
        QTest::newRow("reset, by a stream error") << streamError("reset") << u"You’re offline."_s << true;
        QTest::newRow("reset, by the link") << QByteArray() << u"You’re offline."_s << true;
        QTest::newRow("clean close") << QByteArray("</stream:stream>") << u"You’re offline."_s << true;
        QTest::newRow("policy-violation") << streamError("policy-violation") << u"You’re offline. The server refused this by its rules."_s << true;
        QTest::newRow("not-authorized") << streamError("not-authorized") << u"Password not accepted."_s << false;
        QTest::newRow("bad XML") << QByteArray("<message><body></message>")
                                 << u"You’re offline. harbor.example sent something that breaks the rules of XMPP."_s << true;
    }
    void whatEndsASessionIsSaid()
    {
        QFETCH(QByteArray, last);
        QFETCH(QString, words);
        QFETCH(bool, triesAgain);
        Window window;
        QVERIFY(window.signIn());
        QCOMPARE(window.words(), QString());
        last.isEmpty() ? window.relay.reset() : window.server.say(last);
        QTRY_VERIFY(!window.words().isEmpty());
        QCOMPARE(window.alarm->rings(), 0); // at once: no time had to pass
        const qint64 left = window.supervisor.status().nextTry - window.clock.now();
        if (!triesAgain) {
            QCOMPARE(window.words(), words);
            QCOMPARE(window.supervisor.status().state, ConnectionState::Refused);
        } else {
            QVERIFY(left > 0);
            const qint64 seconds = (left + 999) / 1000;
            QCOMPARE(window.words(), words + u" Next try in %1:%2."_s.arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0')));
        }
        if (triesAgain || words.startsWith(u"This account"_s)) {
            // The button does what it says, whatever the time.
            QAbstractButton *now = window.button(u"Try now"_s);
            QVERIFY(now);
            QObject::connect(&window.banner, &ConnectionBanner::actionRequested, &window.supervisor,
                             [&](BannerContent::Action action) {
                                 if (action == BannerContent::Action::TryNow)
                                     window.supervisor.tryNow();
                             });
            now->click();
            QVERIFY(window.becomes(ConnectionState::Online));
            QCOMPARE(window.alarm->rings(), 0);
            QCOMPARE(window.words(), QString());
        }
    }

    void aDeadLinkIsSaidOnceItIsKnown()
    {
        Window window;
        QVERIFY(window.signIn());
        window.relay.swallow();
        window.relay.setDoor(Relay::Door::Closed);
        Q_EMIT window.system.wokeUp();
        window.alarm->pass(8 * second);
        QTRY_VERIFY(!window.words().isEmpty());
        QVERIFY2(window.words().startsWith(u"You’re offline. Next try in 0:0"_s), qPrintable(window.words()));
        QVERIFY(window.button(u"Try now"_s));
        window.relay.setDoor(Relay::Door::Open);
        window.alarm->pass(2 * second);
        QVERIFY(window.becomes(ConnectionState::Online));
        QCOMPARE(window.words(), QString());
    }

    void aTryThatTakesTimeStaysSaid()
    {
        // Who was offline a moment ago is not online because somebody tries.
        Window window;
        QVERIFY(window.signIn());
        window.relay.reset();
        QTRY_VERIFY(!window.words().isEmpty());
        window.relay.setDelay(500);
        window.alarm->pass(2 * second);
        QCOMPARE(window.supervisor.status().state, ConnectionState::Connecting);
        QCOMPARE(window.words(), u"Connecting…"_s);
        QVERIFY(window.becomes(ConnectionState::Online));
        QCOMPARE(window.words(), QString());
    }

    void whatNeedsTorIsSaidUntilTheSettingsChange()
    {
        Window window;
        ConnectionSettings onion;
        onion.jid = *BareJid::parse(u"mara@harborxmpp.onion");
        window.connection.setSettings(onion);
        int attempts = 0;
        QObject::connect(&window.connection, &Link::attemptStarted, &window.connection, [&attempts] { ++attempts; });
        window.supervisor.start(ScriptedServer::password());
        QCOMPARE(window.words(), u"harborxmpp.onion can be reached through Tor only. Not connected. Choose SOCKS5 (Tor) as the proxy under "
                                 "Connection options, or in the settings, under Network."_s);
        window.alarm->pass(3600 * second);
        Q_EMIT window.system.networkChanged();
        Q_EMIT window.system.wokeUp();
        QCOMPARE(attempts, 1);
        window.connection.setSettings(window.settings());
        window.supervisor.restart();
        QVERIFY(window.becomes(ConnectionState::Online));
        QCOMPARE(attempts, 2);
        QCOMPARE(window.words(), QString());
    }

    void aPortalIsSaid()
    {
        Window window;
        QVERIFY(window.signIn());
        window.system.portal = true;
        window.relay.setDoor(Relay::Door::Closed);
        window.relay.reset();
        QTRY_VERIFY(window.words().contains(u"This network asks you to sign in to it first. Open a web page in your browser."_s));
        QVERIFY(window.button(u"Try now"_s));
        window.system.portal = false;
        window.relay.setDoor(Relay::Door::Open);
        Q_EMIT window.system.networkChanged();
        QVERIFY(window.becomes(ConnectionState::Online));
        QCOMPARE(window.words(), QString());
    }
};

JACKDAW_WINDOW_TEST(WireWordsTest)

} // namespace wire_words_test

#include "wire_words_test.moc"
