// SPDX-License-Identifier: GPL-3.0-or-later
// One's own card: what of it is read, what stays of it, and that nobody reads more than they may.
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"
#include "xmpp/VCard.h"
#include "xmpp/VCardWriting.h"

#include <QXmlStreamWriter>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace own_card_test {

const QByteArray notFound = "type='error'><error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";

/// Mara's cards with her server.
struct Cards
{
    QByteArray newer; ///< the <vcard/>, or empty
    QByteArray older; ///< the <vCard/>, or empty
    QByteArray access = "presence";
    bool takesOlder = true;
    QList<QByteArray> written = {};

    ScriptedServer::Script script()
    {
        ScriptedServer::Script script;
        script.payload = [this](const QByteArray &iq) -> QByteArray {
            if (iq.contains("pubsub#owner") && iq.contains("urn:xmpp:vcard4")) {
                return "type='result'><pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><configure node='urn:xmpp:vcard4'>"
                       "<x xmlns='jabber:x:data' type='form'><field var='pubsub#access_model' type='list-single'><value>"
                    + access + "</value></field></x></configure></pubsub>";
            }
            if (iq.contains("urn:xmpp:vcard4") && iq.contains("<publish")) {
                written += iq;
                return "type='result'>";
            }
            if (iq.contains("urn:xmpp:vcard4")) {
                return newer.isEmpty() ? notFound
                                       : "type='result'><pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:vcard4'>"
                                         "<item id='current'>" + newer + "</item></items></pubsub>";
            }
            if (iq.contains("vcard-temp") && iq.contains("type=\"set\"")) {
                written += iq;
                return takesOlder ? QByteArray("type='result'>")
                                  : QByteArray("type='error'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
            }
            if (iq.contains("vcard-temp")) {
                return older.isEmpty() ? notFound : "type='result'>" + older;
            }
            return {};
        };
        return script;
    }
};

const QByteArray newerOfMara = "<vcard xmlns='urn:ietf:params:xml:ns:vcard-4.0'><fn><text>Mara Lind</text></fn>"
                               "<org><text>Harbor Works</text><text>Control room</text></org><lang><language-tag>nb</language-tag></lang>"
                               "<group name='desk'><tel><text>+47 555 0100</text></tel><related><uri>xmpp:tomas@harbor.example</uri></related></group></vcard>";
const QByteArray olderOfMara = "<vCard xmlns='vcard-temp'><FN>Mara</FN><PHOTO><TYPE>image/png</TYPE><BINVAL>AAAA</BINVAL></PHOTO>"
                               "<ORG><ORGNAME>Harbor Works</ORGNAME><ORGUNIT>Control room</ORGUNIT></ORG></vCard>";

QDomElement parsed(const QByteArray &xml)
{
    static QList<QDomDocument> documents; // elements live no longer
    QDomDocument document;
    document.setContent(xml, QDomDocument::ParseOption::UseNamespaceProcessing);
    documents.append(document);
    return document.documentElement();
}

template<class Write>
QByteArray writtenBy(Write write, const VCard &card, const QDomElement &before)
{
    QByteArray xml;
    QXmlStreamWriter writer(&xml);
    write(writer, card, before);
    return xml;
}

class OwnCardTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsNotChangedStaysToTheLetter()
    {
        const QDomElement before = parsed(newerOfMara);
        VCard card = readVCard(before);
        card.title = u"Dispatcher <1>"_s;
        const QByteArray xml = writtenBy(writeVCard, card, before);
        QCOMPARE(readVCard(parsed(xml)), card);
        QVERIFY(xml.contains("<org><text>Harbor Works</text><text>Control room</text></org>"));
        QVERIFY(xml.contains("<language-tag>nb</language-tag>"));
        QVERIFY(xml.contains("<group name=\"desk\">"));
        // Of a group that loses something the rest stays.
        card.phones = {u"+47 555 0199"_s, u"+47 555 0198"_s};
        const QByteArray other = writtenBy(writeVCard, card, before);
        QCOMPARE(readVCard(parsed(other)), card);
        QVERIFY(!other.contains("<group") && other.contains("xmpp:tomas@harbor.example"));
    }

    void everyFieldIsReadAsItWasWritten()
    {
        VCard card;
        card.fullName = u"Mara Lind"_s;
        card.nickname = u"Mara"_s;
        card.organization = u"Harbor Works"_s;
        card.title = u"Dispatcher"_s;
        card.role = u"Night desk"_s;
        card.birthday = u"1990-05-23"_s;
        card.note = u"Two lines\nof it"_s;
        card.emails = {u"mara@harbor.example"_s, u"m@home.example"_s};
        card.phones = {u"+47 555 0100"_s};
        card.links = {u"https://harbor.example/mara"_s};
        card.addresses = {u"Quay 4"_s};
        QCOMPARE(readVCard(parsed(writtenBy(writeVCard, card, {}))), card);
        QCOMPARE(readOlderVCard(parsed("<iq>" + writtenBy(writeOlderVCard, card, {}) + "</iq>")), card);
        QVERIFY(readVCard(parsed(writtenBy(writeVCard, VCard(), parsed(newerOfMara)))).isEmpty());
    }

    void bothAreReadAsOne()
    {
        Cards cards{newerOfMara, olderOfMara};
        ScriptedAccount account(cards.script());
        QVERIFY(account.isReady());
        auto future = account.features->ownCard.fetch();
        QTRY_VERIFY(future.isFinished());
        const Result<OwnCard> own = future.result();
        QVERIFY(own);
        QCOMPARE(own->card.fullName, u"Mara Lind"_s);
        QCOMPARE(own->card.phones, QStringList{u"+47 555 0100"_s});
        QCOMPARE(own->visibility, CardVisibility::Contacts); // the number is not on the older one: saved as it is shown, it stays away

        // What the older one says to anybody who asks is all that there is.
        Cards one{{}, olderOfMara};
        ScriptedAccount other(one.script());
        QVERIFY(other.isReady());
        future = other.features->ownCard.fetch();
        QTRY_VERIFY(future.isFinished());
        QVERIFY(future.result());
        QCOMPARE(future.result()->visibility, CardVisibility::Everybody);
    }

    void whoMaySeeItIsTheNodes_data()
    {
        QTest::addColumn<QByteArray>("access");
        QTest::addColumn<CardVisibility>("visibility");
        QTest::newRow("open") << QByteArray("open") << CardVisibility::Everybody;
        QTest::newRow("contacts") << QByteArray("presence") << CardVisibility::Contacts;
        QTest::newRow("nobody") << QByteArray("whitelist") << CardVisibility::Nobody;
        QTest::newRow("what nobody knows") << QByteArray("magic") << CardVisibility::Contacts;
    }
    void whoMaySeeItIsTheNodes()
    {
        QFETCH(QByteArray, access);
        QFETCH(CardVisibility, visibility);
        Cards cards{newerOfMara, {}, access};
        ScriptedAccount account(cards.script());
        QVERIFY(account.isReady());
        auto future = account.features->ownCard.fetch();
        QTRY_VERIFY(future.isFinished());
        QVERIFY(future.result());
        QCOMPARE(future.result()->visibility, visibility);
    }

    void nobodyReadsMoreThanTheyMay()
    {
        // With what a VCard does not know: the parts of a name, and what another program made up.
        Cards cards{newerOfMara, QByteArray(olderOfMara).replace("</vCard>", "<N><FAMILY>Lind</FAMILY></N><X-HOME>Quay 4</X-HOME></vCard>")};
        ScriptedAccount account(cards.script());
        QVERIFY(account.isReady());
        OwnCard own;
        own.card = readVCard(parsed(newerOfMara));
        own.card.title = u"Dispatcher"_s;
        own.visibility = CardVisibility::Contacts;
        auto saved = account.features->ownCard.save(own);
        QTRY_VERIFY(saved.isFinished());
        QVERIFY(saved.result());
        QCOMPARE(cards.written.size(), 2);
        // What everybody can ask for is emptied before anything new is written; the picture is not ours to take away here.
        QVERIFY(cards.written.first().contains("vcard-temp"));
        QVERIFY(!cards.written.first().contains("Mara") && !cards.written.first().contains("Harbor Works"));
        QVERIFY(!cards.written.first().contains("Lind") && !cards.written.first().contains("Quay 4"));
        QVERIFY(cards.written.first().contains("<BINVAL>AAAA</BINVAL>"));
        QVERIFY(cards.written.last().contains("Dispatcher") && cards.written.last().contains("<value>presence</value>"));

        cards.written.clear();
        own.visibility = CardVisibility::Everybody;
        saved = account.features->ownCard.save(own);
        QTRY_VERIFY(saved.isFinished());
        QVERIFY(cards.written.first().contains("<TITLE>Dispatcher</TITLE>") && cards.written.first().contains("Quay 4"));
        QVERIFY(!cards.written.first().contains("<FAMILY>")); // they are of the name that was
        QVERIFY(cards.written.last().contains("<value>open</value>"));
    }

    void aCardThatCannotBeEmptiedIsNotWrittenBeside()
    {
        Cards cards{newerOfMara, olderOfMara};
        cards.takesOlder = false;
        ScriptedAccount account(cards.script());
        QVERIFY(account.isReady());
        OwnCard own;
        own.card.fullName = u"Mara"_s;
        own.visibility = CardVisibility::Nobody;
        auto saved = account.features->ownCard.save(own);
        QTRY_VERIFY(saved.isFinished());
        QCOMPARE(saved.result().error().kind, ErrorKind::Unavailable);
        QCOMPARE(cards.written.size(), 1);
        own.visibility = CardVisibility::Everybody; // then the older one may say less
        saved = account.features->ownCard.save(own);
        QTRY_VERIFY(saved.isFinished());
        QVERIFY(saved.result());
    }

    void aServerThatMakesOneOfTheOtherIsToldOnce()
    {
        Cards cards{newerOfMara, olderOfMara};
        ScriptedServer::Script script = cards.script();
        script.answers = {{"http://jabber.org/protocol/disco#info", "<query xmlns='http://jabber.org/protocol/disco#info'>"
                           "<feature var='urn:xmpp:sid:0'/><feature var='urn:xmpp:mam:2'/><feature var='urn:xmpp:pep-vcard-conversion:0'/></query>"}};
        ScriptedAccount account(script);
        QVERIFY(account.isReady());
        auto future = account.features->ownCard.fetch();
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(future.result()->visibility, CardVisibility::Contacts);
        OwnCard own = *future.result();
        own.card.title = u"Dispatcher"_s;
        auto saved = account.features->ownCard.save(own);
        QTRY_VERIFY(saved.isFinished());
        QVERIFY(saved.result());
        QCOMPARE(cards.written.size(), 1);
        QVERIFY(cards.written.first().contains("urn:xmpp:vcard4"));
    }
};

JACKDAW_TEST(OwnCardTest)

} // namespace own_card_test

#include "own_card_test.moc"
