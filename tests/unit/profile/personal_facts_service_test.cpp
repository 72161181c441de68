// SPDX-License-Identifier: GPL-3.0-or-later
// How and where contacts say they are (XEP-0107, XEP-0108, XEP-0118, XEP-0080): whom that is believed of, and until
// when.
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"

#include <QSignalSpy>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace personal_facts_service_test {

QByteArray published(const QByteArray &from, const QByteArray &node, const QByteArray &items)
{
    return "<message from='" + from
        + "' to='mara@harbor.example' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
          "<items node='"
        + node + "'>" + items + "</items></event></message>";
}

QByteArray tune(const QByteArray &from, const QByteArray &title)
{
    return published(from, "http://jabber.org/protocol/tune",
                     "<item id='current'><tune xmlns='http://jabber.org/protocol/tune'><title>" + title
                         + "</title></tune></item>");
}

QByteArray location(const QByteArray &from, const QByteArray &words)
{
    return published(from, "http://jabber.org/protocol/geoloc",
                     "<item id='current'><geoloc xmlns='http://jabber.org/protocol/geoloc'><text>" + words
                         + "</text></geoloc></item>");
}

class PersonalFactsServiceTest : public QObject
{
    Q_OBJECT

    static PersonalFacts last(const QSignalSpy &told)
    {
        return told.isEmpty() ? PersonalFacts() : told.constLast().constFirst().value<ContactProfile>().facts;
    }

private Q_SLOTS:
    void whatContactsSayIsToldOfWhomOneLooksAt()
    {
        ScriptedAccount account;
        QVERIFY(account.isReady());
        // What we want to hear of (XEP-0163, 4.3.1).
        account.server.say("<iq type='get' id='what' from='harbor.example'><query "
                           "xmlns='http://jabber.org/protocol/disco#info'/></iq>");
        QVERIFY(account.isThrough());
        for (const QByteArray node : {"mood", "activity", "tune", "geoloc"}) {
            QVERIFY(
                account.answerTo("what").contains("<feature var=\"http://jabber.org/protocol/" + node + "+notify\""));
        }
        QSignalSpy told(&account.features->profiles, &ProfileService::changed);
        account.server.say("<presence from='tomas@harbor.example/desk'/>" + tune("tomas@harbor.example", "Sail")
                           + location("tomas@harbor.example", "North gate"));
        QVERIFY(account.isThrough());
        QVERIFY(told.isEmpty()); // nobody looks
        QVERIFY(account.features->profiles.lookAt(ScriptedAccount::peer("tomas")).result());
        QCOMPARE(last(told).tune.title, u"Sail"_s);
        QCOMPARE(last(told).location.text, u"North gate"_s);
        account.server.say(tune("tomas@harbor.example", "Row"));
        QTRY_COMPARE(last(told).tune.title, u"Row"_s);
        // A device speaks for nobody, and others for themselves alone.
        account.server.say(tune("tomas@harbor.example/desk", "Noise") + tune("leila@harbor.example", "Noise")
                           + tune("pest@spam.example", "Noise"));
        QVERIFY(account.isThrough());
        QCOMPARE(last(told).tune.title, u"Row"_s);
        // Taken back.
        account.server.say(
            published("tomas@harbor.example", "http://jabber.org/protocol/geoloc", "<retract id='current'/>"));
        QTRY_VERIFY(last(told).location == PersonalFacts::Location());
        QCOMPARE(last(told).tune.title, u"Row"_s);
    }

    void whoIsGoneListensToNothing()
    {
        ScriptedAccount account;
        QVERIFY(account.isReady());
        QSignalSpy told(&account.features->profiles, &ProfileService::changed);
        QVERIFY(account.features->profiles.lookAt(ScriptedAccount::peer("tomas")).result());
        account.server.say("<presence from='tomas@harbor.example/desk'/>" + tune("tomas@harbor.example", "Sail")
                           + location("tomas@harbor.example", "North gate"));
        QTRY_COMPARE(last(told).location.text, u"North gate"_s);
        account.server.say("<presence type='unavailable' from='tomas@harbor.example/desk'/>");
        QTRY_VERIFY(last(told).tune == PersonalFacts::Tune());
        QCOMPARE(last(told).location.text, u"North gate"_s); // where they were last
        account.server.say("<presence from='tomas@harbor.example/desk'/>"); // which their server says alone
        QTRY_COMPARE(last(told).tune.title, u"Sail"_s);
    }

    void itEndsWithTheSession()
    {
        ScriptedAccount account;
        QVERIFY(account.isReady());
        QSignalSpy told(&account.features->profiles, &ProfileService::changed);
        QVERIFY(account.features->profiles.lookAt(ScriptedAccount::peer("tomas")).result());
        account.server.say("<presence from='tomas@harbor.example/desk'/>"
                           + location("tomas@harbor.example", "North gate"));
        QTRY_COMPARE(last(told).location.text, u"North gate"_s);
        account.connection->close();
        QTRY_VERIFY(!account.connection->isOnline());
        account.open();
        QTRY_VERIFY(account.connection->isOnline());
        QVERIFY(account.isThrough());
        QVERIFY(account.features->profiles.lookAt(ScriptedAccount::peer("tomas")).result());
        QVERIFY(last(told).isEmpty());
    }
};

JACKDAW_TEST(PersonalFactsServiceTest)

} // namespace personal_facts_service_test

#include "personal_facts_service_test.moc"
