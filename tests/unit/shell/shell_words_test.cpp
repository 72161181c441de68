// SPDX-License-Identifier: GPL-3.0-or-later
// The shell's pure parts: collapse, banners, keys, ranking, command line.
#include "base/KeyServiceTrouble.h"
#include "base/NewerFile.h"
#include "shell/BoardFlow.h"
#include "shell/AccountMenu.h"
#include "shell/BannerText.h"
#include "shell/Collapse.h"
#include "shell/Shortcuts.h"
#include "shell/StartOptions.h"
#include "shell/SwitcherRanking.h"
#include "style/Translations.h"
#include "support/TestProgram.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

Q_DECLARE_METATYPE(jackdaw::WindowLayout)

namespace shell_words_test {

constexpr qint64 now = 1'763'726'400'000;

AccountListModel::Row account(qint64 id, const QString &jid, ConnectionState state, std::optional<Error> error = {},
                              qint64 nextTry = 0, int waiting = 0)
{
    AccountListModel::Row row;
    row.settings.id = AccountId(id);
    row.settings.jid = BareJid::fromPrepared(jid);
    row.connection = {state, error, nextTry};
    row.waiting = waiting;
    return row;
}

const QString mara = u"mara@harbor.example"_s;
const QString work = u"m.lind@work.example"_s;

SwitcherEntry chat(const QString &name, qint64 recent = 0)
{
    SwitcherEntry entry;
    entry.kind = SwitcherEntry::Kind::Chat;
    entry.name = name;
    entry.recent = recent;
    return entry;
}

SwitcherEntry person(const QString &name, const QString &address = {})
{
    SwitcherEntry entry;
    entry.kind = SwitcherEntry::Kind::Person;
    entry.name = name;
    entry.address = address;
    return entry;
}

SwitcherEntry action(const QString &name)
{
    SwitcherEntry entry;
    entry.kind = SwitcherEntry::Kind::Action;
    entry.name = name;
    return entry;
}

QStringList namesOf(const QList<SwitcherEntry> &entries)
{
    QStringList names;
    for (const SwitcherEntry &entry : entries)
        names << entry.name;
    return names;
}

class ShellWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { loadTranslations(*qApp); } // for "1 of them"
    void collapse_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<qreal>("scale");
        QTest::addColumn<WindowLayout>("layout");
        const auto row = [](int width, qreal scale, WindowLayout layout) {
            QTest::addRow("%d at %d %%", width, int(scale * 100)) << width << scale << layout;
        };
        row(1440, 1.0, WindowLayout::Wide);
        row(1200, 1.0, WindowLayout::Wide);
        row(1199, 1.0, WindowLayout::Medium);
        row(900, 1.0, WindowLayout::Medium);
        row(899, 1.0, WindowLayout::Slim);
        row(640, 1.0, WindowLayout::Slim);
        row(639, 1.0, WindowLayout::OnePane);
        row(360, 1.0, WindowLayout::OnePane);
        // Below 150 % the breakpoints stand, from there on they grow with the text.
        row(900, 1.4, WindowLayout::Medium);
        row(900, 1.5, WindowLayout::OnePane);
        row(960, 1.5, WindowLayout::Slim);
        row(1280, 2.0, WindowLayout::Slim);
        row(2400, 2.0, WindowLayout::Wide);
    }

    void collapse()
    {
        QFETCH(int, width);
        QFETCH(qreal, scale);
        QFETCH(WindowLayout, layout);
        QCOMPARE(windowLayout(width, scale), layout);
    }

    void widths()
    {
        QCOMPARE(paneWidths(WindowLayout::Wide, 336, 1.0).list, 336);
        QCOMPARE(paneWidths(WindowLayout::Wide, 1000, 1.0).list, 420);
        QCOMPARE(paneWidths(WindowLayout::Medium, 10, 1.0).list, 240);
        QCOMPARE(paneWidths(WindowLayout::Wide, 336, 1.0).rail, 72);
        QCOMPARE(paneWidths(WindowLayout::Slim, 400, 1.0).list, 222);
        QCOMPARE(paneWidths(WindowLayout::Slim, 400, 1.0).rail, 52);
        QCOMPARE(paneWidths(WindowLayout::OnePane, 400, 1.0).rail, 0);
        // The narrowest window of each kind has room for its content (min 360), whatever the text size.
        for (qreal scale : {0.8, 1.0, 1.25, 1.5, 2.0}) {
            const qreal grown = scale >= 1.5 ? scale : 1.0;
            const PaneWidths medium = paneWidths(WindowLayout::Medium, 420, scale);
            QVERIFY(900 * grown - medium.rail - medium.list >= 280);
            const PaneWidths slim = paneWidths(WindowLayout::Slim, 420, scale);
            QVERIFY(640 * grown - slim.rail - slim.list >= 280);
        }
    }

    void aBannerSaysWhyPasswordsAreNotKept_data()
    {
        QTest::addColumn<Error>("error");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const Error &error, const QString &words) { QTest::newRow(name) << error << words; };
        row("none", keyServiceError(KeyServiceTrouble::Absent, {}, {}), u"There is no key service, so Jackdaw asks at each start."_s);
        row("locked", keyServiceError(KeyServiceTrouble::Closed, {}, u"access denied"_s),
            u"The key service is locked or does not let Jackdaw in. Unlock it, or Jackdaw asks at each start."_s);
        row("silent", keyServiceError(KeyServiceTrouble::Silent, {}, u"30 s"_s),
            u"The key service does not answer. See whether it asks you for something, or Jackdaw asks at each start."_s);
        row("broken", keyServiceError(KeyServiceTrouble::Broken, {}, u"-3"_s), u"The key service has a fault, so Jackdaw asks at each start."_s);
        row("locked, and known", keyServiceError(KeyServiceTrouble::Closed, u"GNOME Keyring"_s, {}),
            u"GNOME Keyring is locked or does not let Jackdaw in. Unlock it, or Jackdaw asks at each start."_s);
        row("broken, and known", keyServiceError(KeyServiceTrouble::Broken, u"KWallet"_s, {}), u"KWallet has a fault, so Jackdaw asks at each start."_s);
        row("not said", {ErrorKind::Secrets, {}, u"mara@harbor.example"_s}, u"The key service has a fault, so Jackdaw asks at each start."_s);
    }
    void aBannerSaysWhyPasswordsAreNotKept()
    {
        QFETCH(Error, error);
        QFETCH(QString, words);
        const BannerContent banner = secretsBanner(error);
        QCOMPARE(banner.strong, u"Passwords cannot be kept on this computer."_s);
        QCOMPARE(banner.text, words);
        QCOMPARE(banner.details, error.detail);
    }

    void aBannerSaysWhyThereIsNoHistory_data()
    {
        QTest::addColumn<Error>("error");
        QTest::addColumn<QString>("words");
        const QString file = u"/profile/history.sqlite"_s;
        QTest::newRow("newer") << newerFileError(99, 21, file)
            << u"The history on this computer was written by a newer Jackdaw. Install that one, or start this one with another "
               "--profile. Nothing in it was changed."_s;
        QTest::newRow("unreadable") << Error{ErrorKind::Storage, u"unable to open database file"_s, file}
            << u"The history on this computer cannot be read or written. Nothing works without it. Check that the disk is there "
               "and can be written, then start Jackdaw again."_s;
        QTest::newRow("full") << Error{ErrorKind::DiskFull, u"database or disk is full"_s, file}
            << u"The disk is full. Nothing works until there is room for the history. Free some space, then start Jackdaw again."_s;
    }
    void aBannerSaysWhyThereIsNoHistory()
    {
        QFETCH(Error, error);
        QFETCH(QString, words);
        const BannerContent banner = databaseBanner(error);
        QCOMPARE(banner.full(), words);
        QCOMPARE(banner.tone, BannerContent::Tone::Bad);
        QCOMPARE(banner.topic, BannerContent::Topic::History);
        QCOMPARE(banner.actions, QList{BannerContent::Action::Details}); // it is true as long as it stands there
        QVERIFY(banner.details.contains(error.subject) && banner.details.contains(error.detail));
    }

    void aBannerSaysWhatBecameOfADamagedHistory_data()
    {
        QTest::addColumn<int>("salvaged");
        QTest::addColumn<QString>("saved");
        QTest::newRow("many") << 82 << u"82 messages could be read out of it."_s;
        QTest::newRow("one") << 1 << u"1 message could be read out of it."_s;
        QTest::newRow("none") << 0 << u"No message could be read out of it."_s;
    }
    void aBannerSaysWhatBecameOfADamagedHistory()
    {
        QFETCH(int, salvaged);
        QFETCH(QString, saved);
        const QString aside = u"/profile/history.sqlite.damaged-20261122-200000"_s;
        const BannerContent banner = repairBanner({aside, salvaged});
        QCOMPARE(banner.strong, u"The history on this computer was damaged."_s);
        QVERIFY2(banner.text.startsWith(saved), qPrintable(banner.text));
        QVERIFY2(banner.text.contains(aside), qPrintable(banner.text));
        QVERIFY(banner.text.endsWith(u"Delete it once you miss nothing."_s));
        QCOMPARE(banner.actions, QList{BannerContent::Action::Dismiss});
    }

    void noBannerWhileAllIsWell()
    {
        QVERIFY(connectionBanners({}, {}, now).isEmpty());
        QVERIFY(connectionBanners({account(1, mara, ConnectionState::Online)}, {}, now).isEmpty());
        QVERIFY(connectionBanners({account(1, mara, ConnectionState::SignedOut)}, {}, now).isEmpty());
    }

    void offline()
    {
        const Error lost{ErrorKind::ConnectionLost, u"reset"_s, {}};
        const auto banners = connectionBanners({account(1, mara, ConnectionState::Waiting, lost, now + 24'000, 3)}, {}, now);
        QCOMPARE(banners.size(), 1);
        QCOMPARE(banners.first().full(), u"You’re offline. 3 messages are waiting and will be sent when you reconnect. Next try in 0:24."_s);
        QCOMPARE(banners.first().brief, u"3 messages are waiting."_s);
        QCOMPARE(banners.first().strong, u"You’re offline."_s);
        QCOMPARE(banners.first().tone, BannerContent::Tone::Warn);
        QCOMPARE(banners.first().nextTry, now + 24'000);
        using Action = BannerContent::Action;
        QCOMPARE(banners.first().actions, (QList<Action>{Action::TryNow, Action::ShowWaiting}));
        QCOMPARE(waitingReason(account(1, mara, ConnectionState::Waiting, lost, now + 24'000, 3), now), u"You’re offline."_s);
        QCOMPARE(waitingReason(account(1, mara, ConnectionState::NeedsPassword), now), u"Your password is needed."_s);
        QCOMPARE(waitingReason(account(1, mara, ConnectionState::SignedOut), now), u"You are signed out."_s);
        QCOMPARE(waitingReason(account(1, mara, ConnectionState::Online), now), u"The server has not confirmed it yet."_s);
        QCOMPARE(actionText(Action::TryNow), u"Try now"_s);
        QCOMPARE(actionText(Action::ShowWaiting), u"Show waiting"_s);
    }

    void offlineSaysOnlyWhatIsTrue()
    {
        const auto one = connectionBanners({account(1, mara, ConnectionState::Waiting, {}, 0, 1)}, {}, now);
        QCOMPARE(one.first().full(), u"You’re offline. 1 message is waiting and will be sent when you reconnect."_s);
        QCOMPARE(one.first().nextTry, 0);
        const auto none = connectionBanners({account(1, mara, ConnectionState::Waiting, {}, now - 5)}, {}, now);
        QCOMPARE(none.first().full(), u"You’re offline."_s);
        QCOMPARE(none.first().actions, (QList<BannerContent::Action>{BannerContent::Action::TryNow}));
    }

    void offlineNamesWhatIsNoLackOfNetwork_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("full");
        QTest::newRow("captive portal") << ErrorKind::CaptivePortal
            << u"You’re offline. This network asks you to sign in to it first. Open a web page in your browser. "
               u"Jackdaw then connects by itself. Next try in 1:05."_s;
        QTest::newRow("shutdown") << ErrorKind::ServerShutdown
            << u"You’re offline. harbor.example is being restarted or switched off. Next try in 1:05."_s;
        QTest::newRow("the server's rules") << ErrorKind::PolicyViolation
            << u"You’re offline. The server refused this by its rules. Next try in 1:05."_s;
        QTest::newRow("no XMPP") << ErrorKind::ProtocolBroken
            << u"You’re offline. harbor.example sent something that breaks the rules of XMPP. Next try in 1:05."_s;
        QTest::newRow("proxy") << ErrorKind::Proxy
            << u"You’re offline. The proxy harbor.example cannot be used, or does not reach the server. Next try in 1:05."_s;
        QTest::newRow("dead link") << ErrorKind::Timeout << u"You’re offline. Next try in 1:05."_s;
        QTest::newRow("reset") << ErrorKind::ConnectionLost << u"You’re offline. Next try in 1:05."_s;
    }

    void offlineNamesWhatIsNoLackOfNetwork()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(QString, full);
        const Error error{kind, u"detail"_s, u"harbor.example"_s};
        const auto banners = connectionBanners({account(1, mara, ConnectionState::Waiting, error, now + 65'000)}, {}, now);
        QCOMPARE(banners.first().full(), full);
        QVERIFY(banners.first().actions.contains(BannerContent::Action::TryNow));
    }

    void connectingShowsAfterThreeSeconds()
    {
        const AccountListModel::Row row = account(1, mara, ConnectionState::Connecting, {}, 0, 2);
        const auto banners = connectionBanners({row}, {{AccountId(1), now - 1000}}, now);
        QCOMPARE(banners.size(), 1);
        QCOMPARE(banners.first().appearsAt, now + 2000);
        QCOMPARE(banners.first().full(), u"Connecting… 2 messages are waiting."_s);
    }

    void refused()
    {
        using Action = BannerContent::Action;
        auto banners = connectionBanners({account(1, mara, ConnectionState::Refused, Error{ErrorKind::NotAuthorized, {}, {}})}, {}, now);
        QCOMPARE(banners.size(), 1);
        QCOMPARE(banners.first().tone, BannerContent::Tone::Bad);
        QCOMPARE(banners.first().full(), u"Password not accepted."_s);
        QCOMPARE(banners.first().actions, (QList<Action>{Action::EnterPassword}));

        const Error certificate{ErrorKind::Certificate, u"expired"_s, u"harbor.example"_s};
        banners = connectionBanners({account(1, mara, ConnectionState::Refused, certificate)}, {}, now);
        QCOMPARE(banners.first().tone, BannerContent::Tone::Bad);
        QVERIFY(banners.first().strong.contains(u"harbor.example"_s));
        QCOMPARE(banners.first().actions.first(), Action::Details);
        QCOMPARE(banners.first().details, u"expired"_s);
        CertificateProblem problem;
        problem.reasons = {CertificateReason::Expired};
        problem.host = u"harbor.example"_s;
        problem.validUntil = QDateTime(QDate(2026, 5, 3), QTime(12, 0)).toMSecsSinceEpoch();
        const Error refused{ErrorKind::Certificate, {}, problem.host, std::make_shared<CertificateProblem>(problem)};
        banners = connectionBanners({account(1, mara, ConnectionState::Refused, refused)}, {}, now);
        QCOMPARE(banners.first().strong, u"The certificate of harbor.example ended on 3 May 2026. Jackdaw did not connect."_s);
        QVERIFY(banners.first().certificate);
        QCOMPARE(*banners.first().certificate, problem);

        const Error conflict{ErrorKind::Conflict, u"replaced"_s, u"harbor.example"_s};
        banners = connectionBanners({account(1, mara, ConnectionState::Refused, conflict, 0, 2)}, {}, now);
        QCOMPARE(banners.first().full(), u"This account is in use already. Not connected. 2 messages are waiting."_s);
        QCOMPARE(banners.first().actions, (QList<Action>{Action::TryNow, Action::Details}));

        const Error plain{ErrorKind::PlainOnly, u"PLAIN"_s, u"harbor.example"_s};
        banners = connectionBanners({account(1, mara, ConnectionState::Refused, plain)}, {}, now);
        QCOMPARE(banners.first().full(), u"harbor.example takes your password as plain text only. Jackdaw did not send it."_s);
        QCOMPARE(banners.first().actions, (QList<Action>{Action::AllowPlain, Action::Details}));
        const Error weaker{ErrorKind::WeakerMechanism, u"SCRAM-SHA-1"_s, u"harbor.example"_s};
        banners = connectionBanners({account(1, mara, ConnectionState::Refused, weaker)}, {}, now);
        QCOMPARE(banners.first().full(), u"harbor.example offers a weaker way to sign in than before. Jackdaw did not connect."_s);
        QCOMPARE(banners.first().actions, (QList<Action>{Action::AcceptWeaker, Action::Details}));
        for (const ErrorKind kind : {ErrorKind::UnsafeLogin, ErrorKind::ServerProof}) { // nothing to accept here
            banners = connectionBanners({account(1, mara, ConnectionState::Refused, Error{kind, u"why"_s, {}})}, {}, now);
            QCOMPARE(banners.first().actions, (QList<Action>{Action::Details, Action::TryNow}));
            QVERIFY(banners.first().full().endsWith(u"Jackdaw did not connect."_s));
        }

        const Error tor{ErrorKind::Proxy, u"a name of Tor's, and no proxy"_s, u"harborxmpp.onion"_s};
        const QString advice = u"Choose SOCKS5 (Tor) as the proxy under Connection options, or in the settings, under Network."_s;
        banners = connectionBanners({account(1, mara, ConnectionState::Refused, tor, 0, 2)}, {}, now);
        QCOMPARE(banners.first().tone, BannerContent::Tone::Bad);
        QCOMPARE(banners.first().full(),
                 u"harborxmpp.onion can be reached through Tor only. Not connected. "_s + advice + u" 2 messages are waiting."_s);
        QCOMPARE(banners.first().actions, (QList<Action>{Action::TryNow, Action::Details}));
        banners = connectionBanners({account(1, mara, ConnectionState::Refused, tor), account(2, work, ConnectionState::Online)}, {}, now);
        QCOMPARE(banners.first().full(), u"harborxmpp.onion can be reached through Tor only. "_s + mara + u" is not connected. "_s + advice);

        banners = connectionBanners({account(1, mara, ConnectionState::NeedsPassword)}, {}, now);
        QCOMPARE(banners.first().tone, BannerContent::Tone::Warn);
        QCOMPARE(banners.first().actions, (QList<Action>{Action::EnterPassword}));
    }

    void severalAccountsAreNamed()
    {
        const Error wrong{ErrorKind::NotAuthorized, {}, {}};
        const auto banners = connectionBanners({account(1, mara, ConnectionState::Refused, wrong),
                                                account(2, work, ConnectionState::Waiting, {}, now + 9000, 1),
                                                account(3, u"x@y.example"_s, ConnectionState::Online)}, {}, now);
        QCOMPARE(banners.size(), 2);
        QVERIFY(banners.at(0).full().contains(mara));
        QCOMPARE(banners.at(0).accounts, (QList<AccountId>{AccountId(1)}));
        QCOMPARE(banners.at(1).full(), work + u" is offline. 1 message is waiting and will be sent when you reconnect. Next try in 0:09."_s);
        QCOMPARE(banners.at(1).accounts, (QList<AccountId>{AccountId(2)}));

        // All of them: one banner, the earliest try.
        const auto all = connectionBanners({account(1, mara, ConnectionState::Waiting, {}, now + 60'000, 2),
                                            account(2, work, ConnectionState::Waiting, {}, now + 5000, 1)}, {}, now);
        QCOMPARE(all.size(), 1);
        QCOMPARE(all.first().full(), u"You’re offline. 3 messages are waiting and will be sent when you reconnect. Next try in 0:05."_s);
        QCOMPARE(all.first().accounts.size(), 2);
    }

    void accountState()
    {
        AccountListModel::Row row = account(1, mara, ConnectionState::Online);
        row.own.availability = Availability::Available;
        QCOMPARE(accountSummary({row}).state, u"Available"_s);
        QCOMPARE(accountSummary({row}).shown, Availability::Available);
        row.invisibility = Invisibility::Hidden;
        QCOMPARE(accountSummary({row}).state, u"Invisible"_s);
        QCOMPARE(accountSummary({row}).shown, Availability::Offline); // as others see it
        row.invisibility = Invisibility::Refused;
        row.whyRefused.kind = ErrorKind::Timeout;
        QCOMPARE(accountSummary({row}).state, u"Not announced: hiding you did not work"_s);
        row.whyRefused.kind = ErrorKind::Unavailable;
        QCOMPARE(accountSummary({row}).state, u"Not announced: your provider does not hide you"_s);
        QCOMPARE(accountSummary({row}).shown, Availability::Offline);
        row.invisibility = Invisibility::Seen;
        QCOMPARE(accountSummary({row}).state, u"Available"_s);
        row.connection.state = ConnectionState::Waiting;
        QCOMPARE(accountSummary({row}).state, u"Offline"_s);
        QCOMPARE(accountSummary({row}).shown, Availability::Unknown);
        AccountListModel::Row other = account(2, work, ConnectionState::Online);
        other.own.availability = Availability::Away;
        QCOMPARE(accountSummary({row, other}).jid.toString(), work);
        // One's own name, as far as it is known.
        QCOMPARE(accountSummary({row}).name, u"mara"_s);
        QCOMPARE(accountSummary({row}).ownName, QString());
        row.ownName = u"Mara Lindqvist"_s;
        QCOMPARE(accountSummary({row}).name, u"Mara Lindqvist"_s);
        QCOMPARE(accountSummary({row}).ownName, u"Mara Lindqvist"_s);
    }

    void thePresenceLogIsLinesOfCsv()
    {
        const BareJid own = BareJid::fromPrepared(u"mara@harbor.example"_s);
        const qint64 noon = QDateTime(QDate(2026, 3, 1), QTime(12, 0), QTimeZone::UTC).toMSecsSinceEpoch();
        const QByteArray text = BoardFlow::csvOf(own, {{BareJid::fromPrepared(u"tomas@harbor.example"_s), {noon, Availability::Away}},
                                                       {BareJid::fromPrepared(u"=a\"b@x.example"_s), {noon + 1000, Availability::Unknown}}});
        const QList<QByteArray> lines = text.split('\n');
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[0], QByteArray("\"mara@harbor.example\",\"tomas@harbor.example\",2026-03-01T12:00:00Z,away\r"));
        // No address is a formula or ends its field.
        QVERIFY(lines[1].startsWith("\"mara@harbor.example\",\"'=a\"\"b@x.example\",2026-03-01T12:00:01Z,"));
        QVERIFY(lines[2].isEmpty());
    }

    void keysAreUnique()
    {
        QHash<QString, QString> used;
        QSet<Command> commands;
        const QList<Shortcut> all = shortcuts();
        for (const Shortcut &shortcut : all) {
            QVERIFY2(!shortcut.keys.isEmpty(), qPrintable(shortcut.text));
            if (shortcut.command == Command::None)
                continue;
            QVERIFY2(!commands.contains(shortcut.command), qPrintable(shortcut.text));
            commands.insert(shortcut.command);
            for (const QKeySequence &key : shortcut.keys) {
                QVERIFY2(!key.isEmpty(), qPrintable(shortcut.text));
                const QString text = key.toString(QKeySequence::PortableText);
                QVERIFY2(!used.contains(text), qPrintable(text + u": "_s + shortcut.text + u" and "_s + used.value(text)));
                used.insert(text, shortcut.text);
            }
        }
        QCOMPARE(commands.size(), int(Command::Quit));
        for (const char *key : {"Ctrl+K", "Ctrl+1", "Ctrl+2", "Alt+Up", "Ctrl+Tab", "Alt+Shift+Down", "F6", "Shift+F6", "Ctrl+L",
                                "Ctrl+Shift+T", "Ctrl+,", "Ctrl+/", "F1", "Ctrl++", "Ctrl+-", "Ctrl+0", "F11", "F12", "Ctrl+W", "Ctrl+Q",
                                "Ctrl+Shift+O", "Ctrl+N", "Ctrl+Shift+N", "Ctrl+Shift+J", "Alt+Return", "Shift+Esc", "Ctrl+Shift+Y", "Ctrl+Shift+F", "Ctrl+Shift+L"})
            QVERIFY2(used.contains(QLatin1StringView(key)), key);
        // What fields and lists answer themselves can be read about, too.
        const auto listed = [&all](Shortcut::Group group, const char *key) {
            return std::any_of(all.cbegin(), all.cend(), [&](const Shortcut &one) {
                return one.group == group && one.keys.contains(QKeySequence(QLatin1StringView(key), QKeySequence::PortableText));
            });
        };
        QVERIFY(listed(Shortcut::Group::MessageField, "Ctrl+Shift+V"));
        for (const char *key : {"Del", "Enter", "Esc", "Space"})
            QVERIFY2(listed(Shortcut::Group::Timeline, key), key);
        for (const char *key : {"F2", "Del", "Enter"})
            QVERIFY2(listed(Shortcut::Group::Contacts, key), key);
    }

    void theConsoleIsListedWhereItIsOn()
    {
        const auto has = [](Console console) {
            const QList<Shortcut> listed = listedShortcuts(console);
            return std::any_of(listed.cbegin(), listed.cend(), [](const Shortcut &one) { return one.command == Command::ShowConsole; });
        };
        QVERIFY(has(Console::On));
        QVERIFY(!has(Console::Off));
        QCOMPARE(listedShortcuts(Console::Off).size(), shortcuts().size() - 1);
    }

    void groupsStandTogether()
    {
        QList<Shortcut::Group> seen;
        const QList<Shortcut> all = shortcuts();
        for (const Shortcut &shortcut : all) {
            if (seen.isEmpty() || seen.last() != shortcut.group) {
                QVERIFY(!seen.contains(shortcut.group));
                seen << shortcut.group;
            }
        }
    }

    void rankingByPlaceOfTheMatch()
    {
        const QList<SwitcherEntry> entries{chat(u"Drainage planning"_s, 50), chat(u"Hana Novak"_s, 60), chat(u"Priya Nair"_s, 10),
                                           chat(u"Nadia"_s, 1), chat(u"Tomas Berg"_s, 99)};
        QCOMPARE(namesOf(rankSwitcher(u"na"_s, entries, 10)),
                 (QStringList{u"Nadia"_s, u"Priya Nair"_s, u"Hana Novak"_s, u"Drainage planning"_s}));
        // A later word may begin with what stands inside an earlier one.
        QCOMPARE(rankSwitcher(u"no"_s, {chat(u"Anno Nova"_s), chat(u"Hanno"_s, 99)}, 10).first().name, u"Anno Nova"_s);
    }

    void rankingFoldsAndKeepsRecency()
    {
        const QList<SwitcherEntry> entries{chat(u"André"_s, 5), chat(u"andrea"_s, 9), person(u"ANDREAS"_s)};
        QCOMPARE(namesOf(rankSwitcher(u"andre"_s, entries, 10)), (QStringList{u"andrea"_s, u"André"_s, u"ANDREAS"_s}));
        QVERIFY(rankSwitcher(u"xyz"_s, entries, 10).isEmpty());
    }

    void rankingBySign()
    {
        const QList<SwitcherEntry> entries{chat(u"Settler"_s, 3), person(u"Seth"_s), person(u"Ann"_s, u"set@harbor.example"_s),
                                           action(u"Settings"_s), action(u"New chat"_s)};
        QCOMPARE(namesOf(rankSwitcher(u"set"_s, entries, 10)),
                 (QStringList{u"Settler"_s, u"Seth"_s, u"Ann"_s, u"Settings"_s}));
        QCOMPARE(namesOf(rankSwitcher(u"> set"_s, entries, 10)), (QStringList{u"Settings"_s}));
        QCOMPARE(namesOf(rankSwitcher(u"@set"_s, entries, 10)), (QStringList{u"Settler"_s, u"Seth"_s, u"Ann"_s}));
        QCOMPARE(namesOf(rankSwitcher(u">"_s, entries, 10)), (QStringList{u"Settings"_s, u"New chat"_s}));
        SwitcherEntry crew = chat(u"Settlers' crew"_s, 1);
        crew.who = SwitcherEntry::Who::Group;
        const QList<SwitcherEntry> withGroup = entries + QList<SwitcherEntry>{crew};
        QCOMPARE(namesOf(rankSwitcher(u"#set"_s, withGroup, 10)), (QStringList{u"Settlers' crew"_s}));
        QCOMPARE(namesOf(rankSwitcher(u"#"_s, withGroup, 10)), (QStringList{u"Settlers' crew"_s}));
        QVERIFY(!namesOf(rankSwitcher(u"@set"_s, withGroup, 10)).contains(u"Settlers' crew"_s));
        QVERIFY(namesOf(rankSwitcher(u"set"_s, withGroup, 10)).contains(u"Settlers' crew"_s));
        // Nothing typed: the chats, latest first.
        QCOMPARE(namesOf(rankSwitcher({}, entries, 10)), (QStringList{u"Settler"_s}));
    }

    void rankingLeavesRoomForActions()
    {
        QList<SwitcherEntry> entries;
        for (int i = 0; i < 40; ++i)
            entries << chat(u"Set %1"_s.arg(i), i) << person(u"Seth %1"_s.arg(i));
        entries << action(u"Settings"_s);
        const QList<SwitcherEntry> found = rankSwitcher(u"set"_s, entries, 10);
        QCOMPARE(found.size(), 10);
        QCOMPARE(found.first().name, u"Set 39"_s);
        QCOMPARE(found.last().name, u"Settings"_s);
        QVERIFY(std::any_of(found.begin(), found.end(), [](const SwitcherEntry &one) { return one.kind == SwitcherEntry::Kind::Person; }));
    }

    void commandLine()
    {
        const auto parse = [](const QStringList &arguments) { return StartOptions::parse(QStringList{u"jackdaw"_s} + arguments); };
        QCOMPARE(parse({}).ask, StartOptions::Ask::Run);
        QCOMPARE(parse({u"--version"_s}).ask, StartOptions::Ask::ShowVersion);
        QVERIFY(parse({u"--version"_s}).answer.startsWith(u"Jackdaw "_s));
        QCOMPARE(parse({u"--profile"_s, u"/tmp/x"_s}).profile, u"/tmp/x"_s);
        QCOMPARE(parse({u"--secrets-in-memory"_s}).secrets, EngineOptions::Secrets::Memory);
        QCOMPARE(parse({u"--print-stanzas"_s}).stanzas, StanzaLog::On);
        QVERIFY(!parse({u"--help"_s}).answer.contains(u"--sign-in"_s));
        QVERIFY(parse({u"--help"_s}).answer.contains(u"--profile"_s));
        QVERIFY(parse({u"--help"_s}).answer.startsWith(u"Usage: jackdaw [options]\n"_s));

        const StartOptions signIn = parse({u"--sign-in"_s, u"Mara@Harbor.Example"_s, u"--host"_s, u"127.0.0.1"_s, u"--port"_s,
                                           u"5222"_s, u"--authority"_s, u"/tmp/ca.pem"_s});
        QVERIFY(signIn.signIn);
        QCOMPARE(signIn.signIn->jid.toString(), mara);
        QCOMPARE(signIn.signIn->host, u"127.0.0.1"_s);
        QCOMPARE(int(signIn.signIn->port), 5222);
        QCOMPARE(signIn.signIn->tls, TlsMode::StartTls);
        QCOMPARE(parse({u"--sign-in"_s, mara}).signIn->tls, TlsMode::Automatic);
        QVERIFY(!signIn.openChat.isValid());
        QCOMPARE(parse({}).half, StartOptions::Half::None);
        QCOMPARE(parse({u"--half"_s, u"left"_s}).half, StartOptions::Half::Left);
        QCOMPARE(parse({u"--half"_s, u"right"_s}).half, StartOptions::Half::Right);
        QCOMPARE(parse({u"--half"_s, u"top"_s}).ask, StartOptions::Ask::Refuse);
        const StartOptions ready = parse({u"--sign-in"_s, mara, u"--open-chat"_s, u"Tomas@harbor.example"_s, u"--status"_s, u"On site"_s});
        QCOMPARE(ready.openChat.toString(), u"tomas@harbor.example"_s);
        QCOMPARE(ready.status, u"On site"_s);

        for (const QStringList &wrong : {QStringList{u"--nonsense"_s}, QStringList{u"word"_s}, QStringList{u"--sign-in"_s, u"mara"_s},
                                         QStringList{u"--sign-in"_s, mara, u"--port"_s, u"70000"_s}, QStringList{u"--host"_s, u"x"_s},
                                         QStringList{u"--open-chat"_s, mara}, QStringList{u"--status"_s, u"On site"_s},
                                         QStringList{u"--sign-in"_s, mara, u"--open-chat"_s, u"@"_s}}) {
            const StartOptions refused = parse(wrong);
            QCOMPARE(refused.ask, StartOptions::Ask::Refuse);
            QVERIFY(!refused.answer.isEmpty());
        }
    }
};

JACKDAW_WINDOW_TEST(ShellWordsTest)

} // namespace shell_words_test

#include "shell_words_test.moc"
