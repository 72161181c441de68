// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/VCard.h"
#include "support/TestProgram.h"

#include <QDomDocument>
#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace vcard_test {

/// Cards of both kinds as servers and programs write them, and as nobody should.
class VCardTest : public QObject
{
    Q_OBJECT

    static QDomElement dom(const QString &xml)
    {
        static QDomDocument document;
        document = QDomDocument();
        const QString whole = u"<s xmlns='jabber:client'>%1</s>"_s.arg(xml);
        if (!document.setContent(whole, QDomDocument::ParseOption::UseNamespaceProcessing)) {
            qFatal("a test's stanza is not well-formed: %s", qPrintable(xml));
        }
        return document.documentElement().firstChildElement();
    }
    static VCard newer(const QString &inside)
    {
        return readVCard(dom(u"<vcard xmlns='urn:ietf:params:xml:ns:vcard-4.0'>%1</vcard>"_s.arg(inside)));
    }
    static VCard older(const QString &inside)
    {
        return readOlderVCard(dom(u"<iq type='result'><vCard xmlns='vcard-temp'>%1</vCard></iq>"_s.arg(inside)));
    }

private Q_SLOTS:
    void readsTheNewerOne() // XEP-0292, example 1
    {
        const VCard card = newer(
            u"<fn><text>Peter Saint-Andre</text></fn><n><surname>Saint-Andre</surname><given>Peter</given><additional/></n>"
            "<nickname><text>stpeter</text></nickname><photo><uri>https://stpeter.im/images/stpeter.jpg</uri></photo>"
            "<bday><date>1966-08-06</date></bday>"
            "<adr><parameters><type><text>work</text></type></parameters><pobox/><ext>Suite 600</ext><street>1899 Wynkoop Street</street>"
            "<locality>Denver</locality><region>CO</region><code>80202</code><country>USA</country></adr>"
            "<tel><parameters><type><text>work</text><text>voice</text></type></parameters><uri>tel:+1-303-308-3282</uri></tel>"
            "<tel><uri>tel:+1-303-555-1212</uri></tel><email><text>stpeter@jabber.org</text></email>"
            "<title><text>Technical Leader</text></title><role><text>Lead</text></role>"
            "<org><parameters><type><text>work</text></type></parameters><text>Cisco</text><text>Research</text></org>"
            "<url><uri>https://stpeter.im/</uri></url><note><text>More information about me is located on my\npersonal website.</text></note>"_s);
        QCOMPARE(card.fullName, u"Peter Saint-Andre"_s);
        QCOMPARE(card.nickname, u"stpeter"_s);
        QCOMPARE(card.birthday, u"1966-08-06"_s);
        QCOMPARE(card.addresses, QStringList{u"1899 Wynkoop Street, Denver, CO, 80202, USA"_s});
        QCOMPARE(card.phones, (QStringList{u"+1-303-308-3282"_s, u"+1-303-555-1212"_s}));
        QCOMPARE(card.emails, QStringList{u"stpeter@jabber.org"_s});
        QCOMPARE(card.title, u"Technical Leader"_s);
        QCOMPARE(card.role, u"Lead"_s);
        QCOMPARE(card.organization, u"Cisco, Research"_s);
        QCOMPARE(card.links, QStringList{u"https://stpeter.im/"_s});
        QCOMPARE(card.note, u"More information about me is located on my\npersonal website."_s);
    }

    void readsGroupsAndCardsInCards() // RFC 6351, 5.1 and 3
    {
        QCOMPARE(newer(u"<group name='g'><tel><uri>tel:1</uri></tel><group name='h'><tel><uri>tel:2</uri></tel></group></group>"_s).phones,
                 QStringList{u"1"_s});
        QCOMPARE(readVCard(dom(u"<vcards xmlns='urn:ietf:params:xml:ns:vcard-4.0'><vcard><fn><text>Mara</text></fn></vcard></vcards>"_s)).fullName,
                 u"Mara"_s);
        QVERIFY(readVCard(dom(u"<vcard xmlns='somewhere'><fn><text>Mara</text></fn></vcard>"_s)).isEmpty());
        QVERIFY(readVCard({}).isEmpty());
    }

    void readsTheOlderOne() // XEP-0054, example 2
    {
        const VCard card = older(
            u"<FN>Peter Saint-Andre</FN><N><FAMILY>Saint-Andre</FAMILY></N><NICKNAME>stpeter</NICKNAME><URL>http://www.xmpp.org/xsf/people/stpeter.shtml</URL>"
            "<BDAY>1966-08-06</BDAY><ORG><ORGNAME>XMPP Standards Foundation</ORGNAME><ORGUNIT>Office</ORGUNIT></ORG>"
            "<TITLE>Executive Director</TITLE><ROLE>Patron Saint</ROLE><TEL><WORK/><VOICE/><NUMBER>303-308-3282</NUMBER></TEL>"
            "<TEL><WORK/><FAX/><NUMBER/></TEL><ADR><WORK/><EXTADD>Suite 600</EXTADD><STREET>1899 Wynkoop Street</STREET>"
            "<LOCALITY>Denver</LOCALITY><REGION>CO</REGION><PCODE>80202</PCODE><CTRY>USA</CTRY></ADR>"
            "<EMAIL><INTERNET/><PREF/><USERID>stpeter@jabber.org</USERID></EMAIL><EMAIL>plain@jabber.org</EMAIL>"
            "<PHOTO><TYPE>image/png</TYPE><BINVAL>aGFsbG8=</BINVAL></PHOTO><DESC>Well-known.</DESC>"_s);
        QCOMPARE(card.fullName, u"Peter Saint-Andre"_s);
        QCOMPARE(card.nickname, u"stpeter"_s);
        QCOMPARE(card.links, QStringList{u"http://www.xmpp.org/xsf/people/stpeter.shtml"_s});
        QCOMPARE(card.organization, u"XMPP Standards Foundation, Office"_s);
        QCOMPARE(card.phones, QStringList{u"303-308-3282"_s});
        QCOMPARE(card.addresses, QStringList{u"1899 Wynkoop Street, Denver, CO, 80202, USA"_s});
        QCOMPARE(card.emails, (QStringList{u"stpeter@jabber.org"_s, u"plain@jabber.org"_s}));
        QCOMPARE(card.note, u"Well-known."_s);
        QVERIFY(readOlderVCard(dom(u"<iq type='result'/>"_s)).isEmpty());
    }

    void keepsWithinItsLimits()
    {
        QString many;
        for (int i = 0; i < 100; ++i) {
            many += u"<EMAIL><USERID>%1@a.example</USERID></EMAIL>"_s.arg(i);
        }
        const VCard card = older(u"<FN>%1</FN><DESC>%1</DESC>"_s.arg(QString(100'000, u'x')) + many);
        QCOMPARE(card.fullName.size(), maximumCardLine);
        QCOMPARE(card.note.size(), maximumCardNote);
        QCOMPARE(card.emails.size(), maximumCardEntries);
    }

    void keepsNoLinkThatIsNotOfTheWeb_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<bool>("kept");
        QTest::newRow("https") << u"https://a.example/b"_s << true;
        QTest::newRow("script") << u"javascript:alert(1)"_s << false;
        QTest::newRow("file") << u"file:///etc/passwd"_s << false;
        QTest::newRow("no host") << u"https:///b"_s << false;
        QTest::newRow("looks like another host") << u"https://bank.example@evil.example/"_s << false;
        QTest::newRow("too long") << u"https://a.example/"_s + QString(5000, u'b') << false;
    }
    void keepsNoLinkThatIsNotOfTheWeb()
    {
        QFETCH(const QString, written);
        QFETCH(const bool, kept);
        QCOMPARE(older(u"<URL>%1</URL>"_s.arg(written)).links.size(), kept ? 1 : 0);
        QCOMPARE(newer(u"<url><uri>%1</uri></url>"_s.arg(written)).links.size(), kept ? 1 : 0);
    }

    void turnsNoDirection()
    {
        QCOMPARE(older(u"<FN>Ma\u202Era</FN>"_s).fullName, u"Mara"_s);
        QCOMPARE(older(u"<DESC>one\u202E\ntwo</DESC>"_s).note, u"one\ntwo"_s);
    }

    void completesOneByTheOther()
    {
        const VCard whole = completed(newer(u"<fn><text>Mara</text></fn><email><text>new@a.example</text></email>"_s),
                                      older(u"<FN>Old</FN><TITLE>Lead</TITLE><EMAIL><USERID>old@a.example</USERID></EMAIL>"_s));
        QCOMPARE(whole.fullName, u"Mara"_s);
        QCOMPARE(whole.title, u"Lead"_s);
        QCOMPARE(whole.emails, QStringList{u"new@a.example"_s});
    }
};

JACKDAW_TEST(VCardTest)

} // namespace vcard_test

#include "VCardTest.moc"
