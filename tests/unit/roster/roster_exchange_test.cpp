// SPDX-License-Identifier: GPL-3.0-or-later
// Contacts that others propose: who may, what is told of it, and that nobody is added by it.
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"
#include "xmpp/RosterExchange.h"

#include <QSignalSpy>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace roster_exchange_test {

QByteArray proposal(const QByteArray &from, const QByteArray &items)
{
    return "<message from='" + from + "' to='mara@harbor.example' id='p1'><body>Some people.</body>"
           "<x xmlns='http://jabber.org/protocol/rosterx'>" + items + "</x></message>";
}

class RosterExchangeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlyWhomToAddIsRead()
    {
        // XEP-0144, example 1, and what must not be believed.
        QDomDocument document;
        document.setContent(proposal("tomas@harbor.example",
                                     "<item action='add' jid='rosencrantz@denmark.lit' name='Rosencrantz'><group>Visitors</group><group>Visitors</group></item>"
                                     "<item jid='guildenstern@denmark.lit/castle'/><item jid='guildenstern@denmark.lit' name='\xE2\x80\xAEG\nS'/>"
                                     "<item action='delete' jid='leila@harbor.example'/><item action='modify' jid='jonas@harbor.example' name='Evil'/>"
                                     "<item action='add' jid='not an address @'/><item action='add' jid='rosencrantz@denmark.lit'/>"),
                            QDomDocument::ParseOption::UseNamespaceProcessing);
        const QList<ProposedContact> people = readRosterExchange(document.documentElement());
        QCOMPARE(people.size(), 2);
        QCOMPARE(people.at(0), (ProposedContact{*BareJid::parse(u"rosencrantz@denmark.lit"), u"Rosencrantz"_s, {u"Visitors"_s}}));
        QCOMPARE(people.at(1).jid.toString(), u"guildenstern@denmark.lit"_s);
        QVERIFY(!people.at(1).name.contains(QChar(0x202E)) && !people.at(1).name.contains(u'\n'));
        QByteArray many;
        for (int i = 0; i < 1000; ++i)
            many += "<item jid='p" + QByteArray::number(i) + "@many.example'/>";
        document.setContent(proposal("tomas@harbor.example", many), QDomDocument::ParseOption::UseNamespaceProcessing);
        QCOMPARE(readRosterExchange(document.documentElement()).size(), maximumProposed);
    }

    void acceptedContactsAndOurServerMayPropose_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<int>("told");
        QTest::newRow("a contact that sees us") << QByteArray("tomas@harbor.example/phone") << 1;
        QTest::newRow("another") << QByteArray("leila@harbor.example") << 1;
        QTest::newRow("our server") << QByteArray("harbor.example") << 1;
        QTest::newRow("a contact that does not see us") << QByteArray("jonas@harbor.example") << 0;
        QTest::newRow("a stranger") << QByteArray("mallory@evil.example") << 0;
        QTest::newRow("another server") << QByteArray("evil.example") << 0;
    }
    void acceptedContactsAndOurServerMayPropose()
    {
        QFETCH(QByteArray, from);
        QFETCH(int, told);
        ScriptedAccount account;
        QVERIFY(account.isReady());
        QSignalSpy proposed(&account.features->rosterExchange, &RosterExchangeService::proposed);
        const qsizetype contacts = account.features->roster.contacts().size();
        account.server.say(proposal(from, "<item jid='new@harbor.example' name='New'/><item jid='tomas@harbor.example'/><item jid='mara@harbor.example'/>"));
        QVERIFY(account.isThrough());
        QCOMPARE(proposed.size(), told);
        if (told > 0) { // whom we have, and we ourselves, are not in it
            const auto all = proposed.first().first().value<ContactProposal>();
            QCOMPARE(all.entries, (QList<RosterEntry>{{*BareJid::parse(u"new@harbor.example"), u"New"_s, {}}}));
            QCOMPARE(all.from, Jid::parse(QString::fromLatin1(from))->bare());
        }
        account.server.say(proposal(from, "<item jid='tomas@harbor.example'/>"));
        QVERIFY(account.isThrough());
        QCOMPARE(proposed.size(), told);
        QCOMPARE(account.features->roster.contacts().size(), contacts);
    }
};

JACKDAW_TEST(RosterExchangeTest)

} // namespace roster_exchange_test

#include "roster_exchange_test.moc"
