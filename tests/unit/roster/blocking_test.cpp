// SPDX-License-Identifier: GPL-3.0-or-later
// Whom the server keeps away: asked, followed, changed, and reported only where the user says so.
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"

#include <QSignalSpy>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace blocking_test {

ScriptedServer::Script blockingScript(const QByteArray &list)
{
    ScriptedServer::Script script;
    script.payload = [list](const QByteArray &iq) -> QByteArray {
        if (iq.contains("<blocklist ")) {
            return list;
        }
        return iq.contains("urn:xmpp:blocking") ? QByteArray("type='result'>") : QByteArray();
    };
    return script;
}

const QByteArray someBlocked = "type='result'><blocklist xmlns='urn:xmpp:blocking'><item jid='spam.example'/>"
                               "<item jid='pest@harbor.example'/><item jid=''/></blocklist>";

Jid jid(const QString &text)
{
    return *Jid::parse(text);
}

class BlockingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theListIsLearntWithEachSession()
    {
        ScriptedAccount account(blockingScript(someBlocked));
        QSignalSpy changed(&account.features->blocking, &BlockingService::changed);
        QVERIFY(account.isReady());
        QTRY_COMPARE(changed.size(), 1);
        const BlockList &list = account.features->blocking.list();
        QCOMPARE(list.support, BlockList::Support::Yes);
        QCOMPARE(list.who, (QList<Jid>{jid(u"spam.example"_s), jid(u"pest@harbor.example"_s)}));
        QVERIFY(isBlockedBy(list.who, *BareJid::parse(u"anybody@spam.example")));
        QVERIFY(isBlockedBy(list.who, *BareJid::parse(u"pest@harbor.example")));
        QVERIFY(!isBlockedBy(list.who, *BareJid::parse(u"tomas@harbor.example")));
        QVERIFY(!isBlockedBy(list.who, *BareJid::parse(u"a@more.spam.example")));
    }

    void aServerWithoutOneIsSaid()
    {
        ScriptedAccount account(blockingScript("type='error'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"));
        QVERIFY(account.isReady());
        QTRY_COMPARE(account.features->blocking.list().support, BlockList::Support::No);
    }

    void anotherDeviceChangesIt()
    {
        ScriptedAccount account(blockingScript(someBlocked));
        QVERIFY(account.isReady());
        QTRY_COMPARE(account.features->blocking.list().who.size(), 2);
        account.server.say("<iq type='set' id='b1'><block xmlns='urn:xmpp:blocking'><item jid='other@a.example'/></block></iq>");
        QVERIFY(account.isThrough());
        QCOMPARE(account.features->blocking.list().who.size(), 3);
        account.server.say("<iq type='set' id='b2' from='tomas@harbor.example/x'><unblock xmlns='urn:xmpp:blocking'/></iq>");
        QVERIFY(account.isThrough());
        QCOMPARE(account.features->blocking.list().who.size(), 3); // he has no say in it
        account.server.say("<iq type='set' id='b3'><unblock xmlns='urn:xmpp:blocking'><item jid='spam.example'/></unblock></iq>");
        QVERIFY(account.isThrough());
        QCOMPARE(account.features->blocking.list().who.size(), 2);
        account.server.say("<iq type='set' id='b4'><unblock xmlns='urn:xmpp:blocking'/></iq>");
        QVERIFY(account.isThrough());
        QVERIFY(account.features->blocking.list().who.isEmpty());
    }

    void whoIsBlockedAsksNoMore()
    {
        ScriptedAccount account(blockingScript("type='result'><blocklist xmlns='urn:xmpp:blocking'/>"));
        QVERIFY(account.isReady());
        QSignalSpy requests(&account.features->roster, &RosterService::requestsChanged);
        for (const QByteArray from : {"a@spam.example", "b@spam.example", "c@good.example"}) {
            account.server.say("<presence type='subscribe' from='" + from + "' to='mara@harbor.example'/>");
        }
        const auto open = [&] { return requests.isEmpty() ? -1 : requests.constLast().at(1).value<QList<SubscriptionRequest>>().size(); };
        QTRY_COMPARE(open(), 3);
        const auto blocked = account.features->blocking.block({jid(u"spam.example"_s)}, AbuseReport::Spam);
        QTRY_VERIFY(blocked.isFinished());
        QVERIFY(blocked.result());
        QCOMPARE(open(), 1);
        QVERIFY(account.server.heard().contains("<block xmlns=\"urn:xmpp:blocking\"><item jid=\"spam.example\">"
                                                "<report xmlns=\"urn:xmpp:reporting:1\" reason=\"urn:xmpp:reporting:spam\""));
        QVERIFY(!account.server.heard().contains("type=\"unsubscribed\"")); // XEP-0191, 3.3: they learn nothing
        const auto another = account.features->blocking.block({jid(u"c@good.example"_s)}, AbuseReport::None);
        QTRY_VERIFY(another.isFinished());
        QVERIFY(account.isThrough());
        QVERIFY(account.server.heard().contains("<item jid=\"c@good.example\"/>"));
    }

    void whoIsAcceptedByAnotherDeviceAsksNoMore()
    {
        ScriptedAccount account(blockingScript(someBlocked));
        QVERIFY(account.isReady());
        QSignalSpy requests(&account.features->roster, &RosterService::requestsChanged);
        for (const QByteArray from : {"ada@new.example", "ben@new.example", "cem@new.example"}) {
            account.server.say("<presence type='subscribe' from='" + from + "' to='mara@harbor.example'/>");
        }
        const auto open = [&] { return requests.isEmpty() ? -1 : requests.constLast().at(1).value<QList<SubscriptionRequest>>().size(); };
        QTRY_COMPARE(open(), 3);
        // RFC 6121, 3.1.6: the server pushes to all devices what one of them granted. Being asked back grants nothing.
        account.server.say("<iq type='set' id='r1'><query xmlns='jabber:iq:roster'><item jid='ada@new.example' subscription='from'/></query></iq>");
        account.server.say("<iq type='set' id='r2'><query xmlns='jabber:iq:roster'><item jid='ben@new.example' subscription='both'/></query></iq>");
        account.server.say("<iq type='set' id='r3'><query xmlns='jabber:iq:roster'><item jid='cem@new.example' subscription='to'/></query></iq>");
        QTRY_COMPARE(open(), 1);
        QCOMPARE(requests.constLast().at(1).value<QList<SubscriptionRequest>>().constFirst().from, *BareJid::parse(u"cem@new.example"));
        QVERIFY(account.isThrough());
        QVERIFY(!account.server.heard().contains("type=\"subscribed\"")); // it was the other device's to answer
        account.restart();
        QSignalSpy kept(&account.features->roster, &RosterService::requestsChanged);
        account.features->roster.announceAll();
        QCOMPARE(kept.constLast().at(1).value<QList<SubscriptionRequest>>().size(), 1); // on disk too
    }

    void whoTheFetchedRosterLetsInAsksNoMore()
    {
        QByteArray subscription = "to";
        ScriptedServer::Script script;
        script.answer = [&subscription](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            if (!iq.contains("jabber:iq:roster") || !iq.contains("type=\"get\"")) {
                return {};
            }
            return "<iq type='result' id='" + id + "'><query xmlns='jabber:iq:roster'><item jid='tomas@harbor.example' subscription='both'/>"
                   "<item jid='ada@new.example' subscription='" + subscription + "'/></query></iq>";
        };
        ScriptedAccount account(script);
        QVERIFY(account.isReady());
        const auto open = [&] {
            QSignalSpy requests(&account.features->roster, &RosterService::requestsChanged);
            account.features->roster.announceAll();
            return requests.constLast().at(1).value<QList<SubscriptionRequest>>().size();
        };
        account.server.say("<presence type='subscribe' from='ada@new.example' to='mara@harbor.example'/>");
        QVERIFY(account.isThrough());
        QCOMPARE(open(), 1);
        subscription = "both"; // accepted elsewhere while this program did not run
        account.restart();
        QCOMPARE(open(), 1);
        QVERIFY(account.isReady());
        QTRY_COMPARE(open(), 0);
    }

    void manyRequestsAreAnsweredAtOnce()
    {
        ScriptedAccount account(blockingScript(someBlocked));
        QVERIFY(account.isReady());
        QSignalSpy requests(&account.features->roster, &RosterService::requestsChanged);
        QList<BareJid> people;
        for (int i = 0; i < 100; ++i) {
            people += *BareJid::parse(u"p%1@flood.example"_s.arg(i));
            account.server.say("<presence type='subscribe' from='" + people.constLast().toString().toUtf8() + "' to='mara@harbor.example'/>");
        }
        QTRY_COMPARE(requests.isEmpty() ? 0 : requests.constLast().at(1).value<QList<SubscriptionRequest>>().size(), 100);
        requests.clear();
        QVERIFY(account.features->roster.answer(people, RequestAnswer::Decline).result());
        QCOMPARE(requests.size(), 1);
        QVERIFY(requests.constFirst().at(1).value<QList<SubscriptionRequest>>().isEmpty());
        QVERIFY(account.isThrough());
        QCOMPARE(account.server.heard().count("type=\"unsubscribed\""), 100);
    }
};

JACKDAW_TEST(BlockingTest)

} // namespace blocking_test

#include "blocking_test.moc"
