// SPDX-License-Identifier: GPL-3.0-or-later
// Where a provider tells of outages (XEP-0455): whom it takes to find out, and who is never asked.
#include "account/ProviderService.h"
#include "account/ServerWays.h"
#include "base/OnionName.h"
#include "support/NameServiceCount.h"
#include "support/ScriptedAccount.h"

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

class ProviderServiceTest : public QObject
{
    Q_OBJECT

    /// What comes of asking the status page at `address`, which an earlier run learnt of.
    static Result<QList<OutageNotice>> outagesAt(const QString &address)
    {
        ScriptedAccount account;
        AccountNotes notes(account.folder.path(), account.id);
        if (const Status kept = notes.setStatusAddresses({address}); !kept) {
            return kept.error();
        }
        ProviderService provider({account.id, *account.connection, *account.database, account.clock, notes});
        NameServiceCount::reset();
        auto asked = provider.outages({});
        if (!QTest::qWaitFor([&asked] { return asked.isFinished(); }, 20'000)) {
            return Error{ErrorKind::Internal, u"no end"_s, {}};
        }
        return asked.result();
    }

private Q_SLOTS:
    void aStatusPageIsLookedUp()
    {
        // That the counting counts: else the test below would prove nothing.
        const auto notices = outagesAt(u"https://status.example/now.json"_s);
        QVERIFY(!notices);
        QCOMPARE(notices.error().kind, ErrorKind::Unavailable);
        QVERIFY2(NameServiceCount::names().contains(u"status.example"_s), qPrintable(NameServiceCount::names().join(u' ')));
    }

    void waysAreFound_data()
    {
        using Support = ServerFeature::Support;
        QTest::addColumn<TlsMode>("tls");
        QTest::addColumn<ProxySettings::Type>("proxy");
        QTest::addColumn<std::optional<QList<quint16>>>("ports"); // of the SRV records; nothing: nobody answers
        QTest::addColumn<Support>("directTls");
        QTest::addColumn<bool>("asked");
        using Proxy = ProxySettings::Type;
        using Ports = std::optional<QList<quint16>>;
        const Ports one({5223}), none(QList<quint16>{}), silence;
        QTest::newRow("named") << TlsMode::Automatic << Proxy::None << one << Support::Yes << true;
        QTest::newRow("not named") << TlsMode::Automatic << Proxy::None << none << Support::No << true;
        QTest::newRow("no answer") << TlsMode::Automatic << Proxy::None << silence << Support::Unknown << true;
        QTest::newRow("in use") << TlsMode::Direct << Proxy::None << silence << Support::Yes << false;
        QTest::newRow("behind a proxy") << TlsMode::Automatic << Proxy::Socks5 << one << Support::Unknown << false;
    }
    void waysAreFound() // XEP-0368, 3
    {
        QFETCH(TlsMode, tls);
        QFETCH(ProxySettings::Type, proxy);
        QFETCH(std::optional<QList<quint16>>, ports);
        QFETCH(bool, asked);
        ScriptedAccount account;
        ConnectionSettings settings = account.connection->settings();
        settings.tls = tls;
        settings.proxy = {proxy, u"127.0.0.1"_s, 1, {}}; // which is not there
        account.connection->setSettings(settings);
        AccountNotes notes(account.folder.path(), account.id);
        ServerWays ways({account.id, *account.connection, *account.database, account.clock, notes});
        NameServiceCount::reset();
        const QString question = u"_xmpps-client._tcp.harbor.example"_s;
        if (ports) {
            NameServiceCount::leadTo(question, u"xmpp.harbor.example"_s, *ports);
        }
        std::optional<ServerReach> found;
        ways.find([&found](const ServerReach &reach) { found = reach; });
        QTRY_VERIFY_WITH_TIMEOUT(found, 20'000);
        QTEST(found->directTls, "directTls");
        QCOMPARE(found->web, ServerFeature::Support::Unknown); // there is no such page
        QCOMPARE(NameServiceCount::names().contains(u"SRV "_s + question), asked);
        if (proxy != ProxySettings::Type::None) {
            QCOMPARE(NameServiceCount::names(), QStringList());
        }
    }

    void whatNobodyAnswersIsNoPage_data()
    {
        QTest::addColumn<QByteArray>("silent"); // what a question contains that the server does not answer
        QTest::addColumn<bool>("isKnown");
        QTest::newRow("the server") << QByteArray("disco#info' to='harbor.example'") << false;
        QTest::newRow("the account") << QByteArray("disco#info' to='mara@harbor.example'") << false;
        QTest::newRow("its services") << QByteArray("disco#items' to='harbor.example'") << false;
        QTest::newRow("one of its services") << QByteArray("disco#info' to='upload.harbor.example'") << true;
        QTest::newRow("nothing") << QByteArray("-") << true;
    }
    void whatNobodyAnswersIsNoPage()
    {
        QFETCH(QByteArray, silent);
        QFETCH(bool, isKnown);
        ScriptedServer::Script script;
        script.answer = [&](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            static const QRegularExpression to(u" to=\"([^\"]*)\""_s);
            static const QRegularExpression space(u"http://jabber.org/protocol/(disco#[a-z]+)"_s);
            const QString whom = to.match(QString::fromUtf8(iq)).captured(1);
            const QString what = space.match(QString::fromUtf8(iq)).captured(1);
            if (what.isEmpty()) {
                return {};
            }
            if (silent == (what + u"' to='"_s + (whom.isEmpty() ? u"mara@harbor.example"_s : whom) + u'\'').toUtf8()) {
                return " ";
            }
            const QByteArray from = whom.isEmpty() ? QByteArray() : " from='" + whom.toUtf8() + "'";
            const QByteArray inside = what == u"disco#items" ? QByteArray("<item jid='upload.harbor.example'/>") : QByteArray("<feature var='urn:xmpp:sid:0'/>");
            return "<iq type='result' id='" + id + "'" + from + "><query xmlns='http://jabber.org/protocol/" + what.toUtf8() + "'>" + inside
                + "</query></iq>";
        };
        ScriptedAccount account(script);
        const QByteArray later = std::exchange(silent, QByteArray("-")); // the session itself begins with all answers
        QVERIFY(account.isReady());
        QVERIFY(account.isThrough());
        silent = later;
        const AccountNotes notes(account.folder.path(), account.id);
        ProviderService provider({account.id, *account.connection, *account.database, account.clock, notes});
        account.connection->setPatience({.request = 500});
        const auto asked = provider.info();
        QTRY_VERIFY_WITH_TIMEOUT(asked.isFinished(), 20'000);
        QCOMPARE(bool(asked.result()), isKnown);
        if (!isKnown) {
            QCOMPARE(asked.result().error().kind, ErrorKind::Timeout);
        }
    }

    void whatOnlyTorKnowsIsAskedOfNobodyElse_data()
    {
        QTest::addColumn<QString>("host");
        for (const char *host : {"harborxmpp.onion", "status.harborxmpp.onion.", "HarborXmpp.ONION", "harborxmpp．ｏｎｉｏｎ"})
            QTest::newRow(host) << QString::fromUtf8(host);
    }
    void whatOnlyTorKnowsIsAskedOfNobodyElse() // RFC 7686, 2
    {
        QFETCH(QString, host);
        const auto notices = outagesAt(u"https://"_s + host + u"/now.json"_s);
        QVERIFY(!notices);
        QVERIFY2(needsTor(notices.error()), qPrintable(notices.error().subject));
        QCOMPARE(NameServiceCount::names(), QStringList());
    }
};

QTEST_GUILESS_MAIN(ProviderServiceTest)
#include "provider_service_test.moc"
