// SPDX-License-Identifier: GPL-3.0-or-later
// When the roster is the server's of this session, and who hears of that.
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace roster_service_test {

class RosterServiceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itIsConfirmedInEachSession_data()
    {
        QTest::addColumn<QByteArray>("second");
        QTest::newRow("with all of it") << QByteArray(
            "<query xmlns='jabber:iq:roster' ver='v2'><item jid='leila@harbor.example' subscription='from'/></query>");
        QTest::newRow("without a word, since nothing changed (RFC 6121, 2.6.3)") << QByteArray();
    }
    void itIsConfirmedInEachSession()
    {
        QFETCH(const QByteArray, second);
        QByteArray payload = "<query xmlns='jabber:iq:roster' ver='v1'>"
                             "<item jid='tomas@harbor.example' subscription='both'/></query>";
        QByteArray held; // the id of the question, while it is not answered
        bool answers = true;
        const auto rosterAnswer = [&payload](const QByteArray &id) {
            return "<iq type='result' id='" + id + "' to='mara@harbor.example/desk'>" + payload + "</iq>";
        };
        ScriptedServer::Script script;
        script.featuresOfSession = "<ver xmlns='urn:xmpp:features:rosterver'/>";
        script.answer = [&](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            if (!iq.contains("jabber:iq:roster")) {
                return {};
            }
            held = id;
            return answers ? rosterAnswer(id) : QByteArray(" ");
        };
        ScriptedAccount account(script);
        RosterService &service = account.features->roster;
        QList<bool> heard; // was it so when it was said?
        QObject::connect(&service, &RosterService::rosterConfirmed, &service,
                         [&] { heard.append(service.isOfNow()); });
        QVERIFY(account.isReady());
        QTRY_COMPARE(heard, QList<bool>{true});

        answers = false;
        payload = second;
        held.clear();
        account.connection->close();
        QTRY_VERIFY(!account.connection->isOnline());
        account.open();
        QTRY_VERIFY(!held.isEmpty());
        QVERIFY(account.isThrough());
        QVERIFY(account.server.heard().contains("ver=\"v1\""));
        QVERIFY(!service.isOfNow());
        QCOMPARE(heard.size(), 1);
        account.server.say(rosterAnswer(held));
        QTRY_COMPARE(heard, QList<bool>({true, true}));
        QCOMPARE(service.find(ScriptedAccount::peer("tomas")) != nullptr, second.isEmpty());
    }
};

JACKDAW_TEST(RosterServiceTest)

} // namespace roster_service_test

#include "roster_service_test.moc"
