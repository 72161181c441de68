// SPDX-License-Identifier: GPL-3.0-or-later
// Requests to see us, by what the server says in one session and in the next (RFC 6121, 3.1.3).
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"

#include <QSignalSpy>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace requests_test {

const QByteArray asks = "<presence type='subscribe' from='ada@new.example' to='mara@harbor.example'/>";

class RequestsTest : public QObject
{
    Q_OBJECT

    static qsizetype open(ScriptedAccount &account)
    {
        QSignalSpy requests(&account.features->roster, &RosterService::requestsChanged);
        account.features->roster.announceAll();
        return requests.constLast().at(1).value<QList<SubscriptionRequest>>().size();
    }
    static void beginAnew(ScriptedAccount &account)
    {
        account.connection->close();
        QTRY_VERIFY(!account.connection->isOnline());
        account.open();
        QTRY_VERIFY(account.connection->isOnline());
        QTRY_VERIFY(account.server.heard().contains("<presence"));
        QVERIFY(account.isThrough());
        QVERIFY(account.isThrough()); // what is asked after the presence is answered too
    }

private Q_SLOTS:
    void oneSessionWithoutARequestForgetsItNot()
    {
        ScriptedAccount account;
        QVERIFY(account.isReady());
        account.server.say(asks);
        QVERIFY(account.isThrough());
        QCOMPARE(open(account), 1);
        beginAnew(account);
        QCOMPARE(open(account), 1); // the server may be late, or has said it to another device
        beginAnew(account);
        QTRY_COMPARE(open(account), 0);
    }

    void whatIsRepeatedMeanwhileStays()
    {
        ScriptedAccount account;
        QVERIFY(account.isReady());
        account.server.say(asks);
        QVERIFY(account.isThrough());
        beginAnew(account);
        account.server.script().early = asks;
        beginAnew(account);
        QCOMPARE(open(account), 1);
        account.server.script().early.clear();
        beginAnew(account);
        QCOMPARE(open(account), 1); // the count begins anew
    }

    void anOldRosterGrantsNothing()
    {
        QByteArray subscription = "both";
        QByteArray held; // the id of the question for the roster, while it is not answered
        bool answers = true;
        ScriptedServer::Script script;
        const auto rosterAnswer = [&subscription](const QByteArray &id) {
            return "<iq type='result' id='" + id
                + "'><query xmlns='jabber:iq:roster'><item jid='tomas@harbor.example' subscription='both'/>"
                  "<item jid='ada@new.example' subscription='"
                + subscription + "'/></query></iq>";
        };
        script.answer = [&](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            if (!iq.contains("jabber:iq:roster") || !iq.contains("type=\"get\"")) {
                return {};
            }
            held = id;
            return answers ? rosterAnswer(id) : QByteArray(" ");
        };
        ScriptedAccount account(script);
        QVERIFY(account.isReady());
        QTRY_VERIFY(account.features->roster.seesPresence(*BareJid::parse(u"ada@new.example")));
        // By the roster of now they are let in at once.
        account.server.say(asks);
        QTRY_VERIFY(account.server.heard().contains("type=\"subscribed\""));
        QCOMPARE(open(account), 0);

        answers = false;
        held.clear();
        account.connection->close();
        QTRY_VERIFY(!account.connection->isOnline());
        account.open();
        QTRY_VERIFY(!held.isEmpty());
        account.server.say(asks);
        QVERIFY(account.isThrough());
        QVERIFY(!account.server.heard().contains("type=\"subscribed\""));
        // Another device has shut them out meanwhile: then it is the user's to answer.
        subscription = "to";
        account.server.say(rosterAnswer(held));
        QTRY_COMPARE(open(account), 1);
        QVERIFY(!account.server.heard().contains("type=\"subscribed\""));
    }
};

JACKDAW_TEST(RequestsTest)

} // namespace requests_test

#include "requests_test.moc"
