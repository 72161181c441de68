// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/ArchiveQuery.h"
#include "xmpp/Capabilities.h"
#include "xmpp/ClientInfo.h"
#include "xmpp/ConnectionSupervisor.h"
#include "xmpp/Dom.h"
#include "xmpp/MessageStanza.h"
#include "xmpp/Namespaces.h"
#include "xmpp/PresenceStanza.h"
#include "xmpp/RosterStanza.h"
#include "support/TestProgram.h"

#include <QDomDocument>
#include <QTest>
#include <QXmlStreamWriter>

using namespace jackdaw;

namespace stanza_test {

/// Stanzas as the specifications and real servers write them, and what Jackdaw reads of them.
class StanzaTest : public QObject
{
    Q_OBJECT

    static QDomElement dom(const QString &xml)
    {
        static QDomDocument document;
        document = QDomDocument();
        const QString whole = QStringLiteral("<s xmlns='jabber:client'>%1</s>").arg(xml);
        if (!document.setContent(whole, QDomDocument::ParseOption::UseNamespaceProcessing)) {
            qFatal("a test's stanza is not well-formed");
        }
        return document.documentElement().firstChildElement();
    }

    template<class Write>
    static QString written(Write write)
    {
        QString xml;
        QXmlStreamWriter writer(&xml);
        write(writer);
        return xml;
    }

private Q_SLOTS:
    void readsAText()
    {
        const auto message = readMessage(dom(QStringLiteral(
            "<message from='Tomas@harbor.example/Phone' to='mara@harbor.example' type='chat' id='a1'>"
            "<body>hello</body><body xml:lang='de'>hallo</body><origin-id xmlns='urn:xmpp:sid:0' id='o1'/>"
            "<request xmlns='urn:xmpp:receipts'/><markable xmlns='urn:xmpp:chat-markers:0'/>"
            "<active xmlns='http://jabber.org/protocol/chatstates'/>"
            "<delay xmlns='urn:xmpp:delay' from='harbor.example' stamp='2026-05-03T10:00:00Z'/></message>")));
        QCOMPARE(message.from.toString(), QStringLiteral("tomas@harbor.example/Phone"));
        QCOMPARE(message.body, QStringLiteral("hello"));
        QCOMPARE(message.originId.value(), QStringLiteral("o1"));
        QVERIFY(message.receiptRequested && message.markable);
        QCOMPARE(message.chatState, ChatState::Active);
        QCOMPARE(message.delays.size(), 1);
        QCOMPARE(message.delays.first().stamp, 1777802400000);
        QCOMPARE(message.delays.first().by, QStringLiteral("harbor.example"));
    }

    void aBodyOfAnotherNamespaceIsNoText()
    {
        QVERIFY(readMessage(dom(QStringLiteral("<message><body xmlns='urn:x'>EVIL</body></message>"))).body.isEmpty());
    }

    void readsReceiptsAndMarkers()
    {
        QCOMPARE(readMessage(dom(QStringLiteral("<message><received xmlns='urn:xmpp:receipts' id='r1'/></message>"))).receiptFor.value(),
                 QStringLiteral("r1"));
        const auto marker = readMessage(dom(QStringLiteral("<message><displayed xmlns='urn:xmpp:chat-markers:0' id='m1'/></message>")));
        QCOMPARE(marker.marker, MessageStanza::Marker::Displayed);
        QCOMPARE(marker.markerFor.value(), QStringLiteral("m1"));
    }

    void writesWhatThisProgramIs()
    {
        // XEP-0092, example 2, without the system; XEP-0012, example 6.
        QCOMPARE(written(writeVersion), QStringLiteral("<query xmlns=\"jabber:iq:version\"><name>Jackdaw</name><version>" JACKDAW_VERSION
                                                       "</version></query>"));
        QCOMPARE(written([](QXmlStreamWriter &writer) { writeLastActivity(writer, 123); }),
                 QStringLiteral("<query xmlns=\"jabber:iq:last\" seconds=\"123\"/>"));
        QCOMPARE(written([](QXmlStreamWriter &writer) { writeLastActivity(writer, -5); }),
                 QStringLiteral("<query xmlns=\"jabber:iq:last\" seconds=\"0\"/>"));
    }

    void writesTheTime_data()
    {
        QTest::addColumn<int>("offset");
        QTest::addColumn<QString>("zone");
        QTest::newRow("UTC") << 0 << QStringLiteral("+00:00");
        QTest::newRow("Chicago") << -6 * 3600 << QStringLiteral("-06:00"); // XEP-0202, example 2
        QTest::newRow("Kathmandu") << 5 * 3600 + 45 * 60 << QStringLiteral("+05:45");
        QTest::newRow("Newfoundland") << -(3 * 3600 + 30 * 60) << QStringLiteral("-03:30");
        QTest::newRow("Kiritimati") << 14 * 3600 << QStringLiteral("+14:00");
    }
    void writesTheTime()
    {
        QFETCH(int, offset);
        QFETCH(QString, zone);
        QCOMPARE(written([offset](QXmlStreamWriter &writer) { writeTime(writer, 1166551115000, offset); }),
                 QStringLiteral("<time xmlns=\"urn:xmpp:time\"><tzo>%1</tzo><utc>2006-12-19T17:58:35Z</utc></time>").arg(zone));
    }

    void readsAnError()
    {
        const auto message = readMessage(dom(QStringLiteral(
            "<message type='error' from='tomas@harbor.example' id='m1'><error type='cancel'>"
            "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
            "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>gone</text></error></message>")));
        QVERIFY(message.error);
        QCOMPARE(message.error->kind, ErrorKind::Unavailable);
        QCOMPARE(message.error->detail, QStringLiteral("service-unavailable: gone"));
    }

    void readsCarbonsAndArchiveResults()
    {
        const QString inner = QStringLiteral("<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' "
                                             "stamp='2026-05-03T10:00:00.250Z'/><message xmlns='jabber:client' "
                                             "from='mara@harbor.example/x' to='tomas@harbor.example'><body>a</body></message></forwarded>");
        const Carbon carbon = readCarbon(dom(QStringLiteral("<message><sent xmlns='urn:xmpp:carbons:2'>%1</sent></message>").arg(inner)));
        QCOMPARE(carbon.direction, Carbon::Direction::Sent);
        QCOMPARE(readMessage(carbon.message).body, QStringLiteral("a"));
        QVERIFY(readCarbon(dom(QStringLiteral("<message><body>a</body></message>"))).message.isNull());

        const auto result = readArchiveResult(dom(QStringLiteral(
            "<message><result xmlns='urn:xmpp:mam:2' queryid='q' id='i'>%1</result></message>").arg(inner)));
        QVERIFY(result);
        QCOMPARE(result->query, QStringLiteral("q"));
        QCOMPARE(result->id.value(), QStringLiteral("i"));
        QCOMPARE(result->forwarded.time % 1000, 250);
    }

    void asksForArchivePages()
    {
        ArchiveQuery newest;
        newest.id = QStringLiteral("q");
        newest.before = ArchiveId();
        newest.max = 250;
        QCOMPARE(written([&](QXmlStreamWriter &writer) { newest.write(writer); }),
                 QStringLiteral("<query xmlns=\"urn:xmpp:mam:2\" queryid=\"q\"><set xmlns=\"http://jabber.org/protocol/rsm\">"
                                "<max>250</max><before></before></set></query>"));
        ArchiveQuery chat = newest;
        chat.with = *BareJid::parse(u"tomas@harbor.example");
        chat.start = 1777802400000;
        const QString xml = written([&](QXmlStreamWriter &writer) { chat.write(writer); });
        QVERIFY(xml.contains(QStringLiteral("<field var=\"with\"><value>tomas@harbor.example</value></field>")));
        QVERIFY(xml.contains(QStringLiteral("<value>2026-05-03T10:00:00.000Z</value>")));
    }

    void findsTheFieldForWords()
    {
        const auto form = [](const QString &fields) {
            return dom(QStringLiteral("<iq type='result'><query xmlns='urn:xmpp:mam:2'><x xmlns='jabber:x:data' type='form'>%1</x></query></iq>").arg(fields));
        };
        const QString plain = QStringLiteral("<field type='jid-single' var='with'/><field type='text-single' var='start'/>");
        const QString before = QStringLiteral("<field type='text-single' var='withtext'/>");
        const QString now = QStringLiteral("<field type='text-single' var='{urn:xmpp:fulltext:0}fulltext'/>");
        QCOMPARE(fullTextField(form(plain)), QString());
        QCOMPARE(fullTextField(form(plain + before)), QStringLiteral("withtext"));
        QCOMPARE(fullTextField(form(before + now)), QStringLiteral("{urn:xmpp:fulltext:0}fulltext"));
        QCOMPARE(fullTextField(dom(QStringLiteral("<iq type='result'/>"))), QString());
        ArchiveQuery query;
        query.text = ArchiveQuery::Text{QStringLiteral("withtext"), QStringLiteral("<b> & \"strainer\"")};
        QVERIFY(written([&](QXmlStreamWriter &writer) { query.write(writer); })
                    .contains(QStringLiteral("<field var=\"withtext\"><value>&lt;b&gt; &amp; &quot;strainer&quot;</value></field>")));
    }

    void readsTheEndOfAPage()
    {
        const auto end = readPageEnd(dom(QStringLiteral(
            "<iq type='result'><fin xmlns='urn:xmpp:mam:2' complete='true'><set xmlns='http://jabber.org/protocol/rsm'>"
            "<first index='0'>a</first><last>b</last><count>7</count></set></fin></iq>")));
        QVERIFY(end && end->complete);
        QCOMPARE(end->first.value(), QStringLiteral("a"));
        QCOMPARE(end->count, 7);
        QVERIFY(!readPageEnd(dom(QStringLiteral("<iq type='result'/>"))));
    }

    void readsRosters()
    {
        const auto roster = readRoster(dom(QStringLiteral(
            "<iq type='set'><query xmlns='jabber:iq:roster' ver='v1'><item jid='Tomas@Harbor.example' name='Tomas' subscription='both'>"
            "<group>Crew</group><group>Crew</group><group> </group></item><item jid='@' /><item jid='ama@harbor.example' ask='subscribe'/>"
            "</query></iq>")));
        QVERIFY(roster);
        QCOMPARE(roster->version, QStringLiteral("v1"));
        QCOMPARE(roster->items.size(), 2);
        QCOMPARE(roster->items[0].jid.toString(), QStringLiteral("tomas@harbor.example"));
        QCOMPARE(roster->items[0].groups, QStringList{QStringLiteral("Crew")});
        QVERIFY(roster->items[1].asked);
        QVERIFY(!readRoster(dom(QStringLiteral("<iq type='result'/>"))));
    }

    void readsPresences()
    {
        const auto presence = readPresence(dom(QStringLiteral(
            "<presence from='tomas@harbor.example/x'><show>dnd</show><status>busy</status><priority>900</priority>"
            "<idle xmlns='urn:xmpp:idle:1' since='2026-05-03T10:00:00Z'/>"
            "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='v'/></presence>")));
        QCOMPARE(presence.presence.availability, Availability::DoNotDisturb);
        QCOMPARE(presence.presence.priority, 127);
        QCOMPARE(presence.presence.idleSince, 1777802400000);
        QCOMPARE(presence.capsVer, QStringLiteral("v"));
        QCOMPARE(readPresence(dom(QStringLiteral("<presence type='unavailable'/>"))).presence.availability, Availability::Offline);
    }

    void hashesCapabilitiesAsTheSpecificationDoes()
    {
        // XEP-0115, 5.2 and 5.3, with the strings the specification gives.
        const auto simple = Capabilities::read(dom(QStringLiteral(
            "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='client' name='Exodus 0.9.1' type='pc'/>"
            "<feature var='http://jabber.org/protocol/caps'/><feature var='http://jabber.org/protocol/disco#info'/>"
            "<feature var='http://jabber.org/protocol/disco#items'/><feature var='http://jabber.org/protocol/muc'/></query>")));
        QCOMPARE(simple.ver(), QStringLiteral("QgayPKawpkPSDYmwT/WM94uAlu0="));
        const auto complex = Capabilities::read(dom(QStringLiteral(
            "<query xmlns='http://jabber.org/protocol/disco#info'><identity xml:lang='en' category='client' name='Psi 0.11' type='pc'/>"
            "<identity xml:lang='el' category='client' name='Ψ 0.11' type='pc'/>"
            "<feature var='http://jabber.org/protocol/caps'/><feature var='http://jabber.org/protocol/disco#info'/>"
            "<feature var='http://jabber.org/protocol/disco#items'/><feature var='http://jabber.org/protocol/muc'/>"
            "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>urn:xmpp:dataforms:softwareinfo</value></field>"
            "<field var='ip_version'><value>ipv4</value><value>ipv6</value></field><field var='os'><value>Mac</value></field>"
            "<field var='os_version'><value>10.5.1</value></field><field var='software'><value>Psi</value></field>"
            "<field var='software_version'><value>0.11</value></field></x></query>")));
        QCOMPARE(complex.ver(), QStringLiteral("q07IKJEyjvHSyhy//CH0CxmKi8w="));
    }

    void whatIsReadIsSaid()
    {
        const QStringList said = Capabilities::own().features;
        for (const QString &feature : {QStringLiteral("http://jabber.org/protocol/xhtml-im"), // XEP-0071, 10.1
                                       QStringLiteral("jabber:x:oob"),                        // XEP-0066, 4
                                       QStringLiteral("urn:xmpp:sfs:0"),
                                       QStringLiteral("urn:xmpp:hashes:2"),                   // XEP-0300, 5
                                       QStringLiteral("urn:xmpp:hash-function-text-names:sha-256")}) {
            QVERIFY2(said.contains(feature), qPrintable(feature));
        }
        QVERIFY(!said.contains(QStringLiteral("jabber:iq:oob"))); // which is another matter, and not ours
        QCOMPARE(QSet<QString>(said.cbegin(), said.cend()).size(), said.size()); // XEP-0115, 5.4: one that is there twice is ill-formed
    }

    void memoryIsAboutTheSameHoweverItIsCounted()
    {
        const auto with = [](int attributes) {
            QString xml = QStringLiteral("<message");
            for (int i = 0; i < attributes; ++i)
                xml += QStringLiteral(" name%1='value'").arg(i + 1000);
            return memoryOf(dom(xml + QStringLiteral("><body>hello</body></message>")));
        };
        const qint64 each = with(2) - with(1);
        QVERIFY(each > 200);
        for (const int attributes : {16, 17, 500})
            QVERIFY2(qAbs(with(attributes) - with(0) - attributes * each) <= 200, qPrintable(QString::number(with(attributes))));
        QVERIFY(memoryOf(dom(QStringLiteral("<a><b/><b/></a>"))) > memoryOf(dom(QStringLiteral("<a><b/></a>"))));
    }

    void pausesGrow()
    {
        for (int tries = 1; tries < 20; ++tries) {
            QVERIFY(ConnectionSupervisor::pauseBefore(tries) >= ConnectionSupervisor::pauseBefore(tries - 1));
        }
        QCOMPARE(ConnectionSupervisor::pauseBefore(0), 1000);
        QCOMPARE(ConnectionSupervisor::pauseBefore(1000), 300'000);
    }
};

JACKDAW_TEST(StanzaTest)

} // namespace stanza_test

#include "StanzaTest.moc"
