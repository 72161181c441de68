// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/EncryptedStanza.h"
#include "xmpp/Namespaces.h"
#include "xmpp/OmemoStanza.h"
#include "xmpp/PubSub.h"
#include "xmpp/SceEnvelope.h"
#include "support/TestProgram.h"

#include <QDomDocument>
#include <QTest>
#include <QXmlStreamWriter>

using namespace jackdaw;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(jackdaw::OmemoVersion)

namespace omemo_stanza_test {

/// The elements of OMEMO, envelopes and nodes: as they are written, from the specifications, and from people who mean no good.
class OmemoStanzaTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_document = QDomDocument(); }
    void deviceListsComeBack_data() { versions(); }
    void deviceListsComeBack();
    void deviceListsOfTheSpecification();
    void deviceListsAreBounded_data() { versions(); }
    void deviceListsAreBounded();
    void nodesAreNamedAsOthersNameThem();
    void bundlesComeBack_data() { versions(); }
    void bundlesComeBack();
    void badBundlesAreRefused_data() { versions(); }
    void badBundlesAreRefused();
    void messagesComeBack_data() { versions(); }
    void messagesComeBack();
    void messageOfTheSpecification();
    void hostileMessagesAreLeftOut_data();
    void hostileMessagesAreLeftOut();
    void keysOfAMessageAreBounded();
    void envelopesComeBack();
    void envelopesArePadded();
    void badEnvelopesAreRefused_data();
    void badEnvelopesAreRefused();
    void envelopesAreChecked();
    void outsideOfTwoShowsNothing();
    void outsideOfLegacyShowsNoText();
    void opensWhatWasSplit_data() { versions(); }
    void opensWhatWasSplit();
    void clearTextBesideIsNotBelieved();
    void serversWordsInsideAreNotBelieved();
    void publishes();
    void readsItemsAndEvents();

private:
    static void versions();
    QDomElement dom(const QString &xml)
    {
        const QString whole = u"<s xmlns='jabber:client'>%1</s>"_s.arg(xml);
        if (!m_document.setContent(whole, QDomDocument::ParseOption::UseNamespaceProcessing)) {
            qFatal("a test's stanza is not well-formed");
        }
        return m_document.documentElement().firstChildElement();
    }
    template<class Write>
    static QString xml(const Write &write)
    {
        QString text;
        QXmlStreamWriter writer(&text);
        write(writer);
        return text;
    }
    static QString xml(const QXmppMessage &message)
    {
        return xml([&](QXmlStreamWriter &writer) { message.toXml(&writer); });
    }
    static BareJid jid(const char *text) { return *BareJid::parse(QString::fromUtf8(text)); }
    static QByteArray key(char fill) { return QByteArray(32, fill); }
    static OmemoBundle bundle()
    {
        return {key('i'), {3, key('s')}, QByteArray(64, 'g'), {{1, key('a')}, {2, key('b')}, {0x7fffffff, key('c')}}};
    }
    static QXmppMessage clearMessage()
    {
        QXmppMessage clear = writeText(jid("max@example.com"), OriginId(u"o1"_s), u"> hi\nwhat is SAID & meant"_s);
        QXmppElementList more;
        const auto add = [&](const QString &name, const QString &space, const QString &attribute, const QString &value) {
            QXmppElement element;
            element.setTagName(name);
            element.setAttribute(u"xmlns"_s, space);
            element.setAttribute(attribute, value);
            more.append(element);
        };
        add(u"reply"_s, u"urn:xmpp:reply:0"_s, u"id"_s, u"earlier"_s);
        add(u"reference"_s, u"urn:xmpp:reference:0"_s, u"uri"_s, u"xmpp:SECRET@example.com"_s);
        add(u"replace"_s, u"urn:xmpp:message-correct:0"_s, u"id"_s, u"before"_s);
        add(u"nobody-knows"_s, u"urn:example:new"_s, u"what"_s, u"SECRET"_s);
        clear.setExtensions(more);
        clear.setIsSpoiler(true);
        clear.setSpoilerHint(u"SECRET"_s);
        return clear;
    }

    QDomDocument m_document;
};

void OmemoStanzaTest::versions()
{
    QTest::addColumn<OmemoVersion>("version");
    QTest::newRow("legacy") << OmemoVersion::Legacy;
    QTest::newRow("two") << OmemoVersion::Two;
}

void OmemoStanzaTest::deviceListsComeBack()
{
    QFETCH(OmemoVersion, version);
    OmemoDeviceList list;
    list.devices = {{OmemoDeviceId(1), {}, {}}, {OmemoDeviceId(maximumOmemoId), {}, {}}};
    if (version == OmemoVersion::Two) {
        list.devices[1].label = u"Jackdaw on <this>"_s;
        list.devices[1].labelSignature = u"c2ln"_s;
    }
    const auto read = readDeviceList(version, dom(xml([&](QXmlStreamWriter &w) { writeDeviceList(w, version, list); })));
    QVERIFY(read);
    QCOMPARE(*read, list);
    const auto empty = readDeviceList(version, dom(xml([&](QXmlStreamWriter &w) { writeDeviceList(w, version, {}); })));
    QVERIFY(empty && empty->devices.isEmpty());
    const OmemoVersion other = version == OmemoVersion::Two ? OmemoVersion::Legacy : OmemoVersion::Two;
    QVERIFY(!readDeviceList(other, dom(xml([&](QXmlStreamWriter &w) { writeDeviceList(w, version, list); }))));
}

void OmemoStanzaTest::deviceListsOfTheSpecification()
{
    const auto two = readDeviceList(OmemoVersion::Two, dom(u"<devices xmlns='urn:xmpp:omemo:2'><device id='12345' />"
                                                           "<device id='4223' label='Gajim on Ubuntu Linux' labelsig='b64/encoded/data'/></devices>"_s));
    QCOMPARE(two->devices.size(), 2);
    QCOMPARE(two->devices[1].label, u"Gajim on Ubuntu Linux"_s);
    const auto legacy = readDeviceList(OmemoVersion::Legacy, dom(u"<list xmlns='eu.siacs.conversations.axolotl'><device id='12345'/>"
                                                                 "<device id='4223'/></list>"_s));
    QVERIFY(legacy->contains(OmemoDeviceId(12345)) && legacy->contains(OmemoDeviceId(4223)));
}

void OmemoStanzaTest::deviceListsAreBounded()
{
    QFETCH(OmemoVersion, version);
    QString inside;
    for (const auto id : {"0", "-1", "x", "", "2147483648", "4294967296", "99999999999999999999", "7", "7", " 8"}) {
        inside += u"<device id='%1'/>"_s.arg(QLatin1StringView(id));
    }
    const QString name = version == OmemoVersion::Legacy ? u"list"_s : u"devices"_s;
    const QString open = u"<%1 xmlns='%2'>"_s.arg(name, omemoNamespace(version));
    const auto odd = readDeviceList(version, dom(open + inside + u"<device xmlns='urn:other' id='9'/></%1>"_s.arg(name)));
    QVERIFY(odd && odd->contains(OmemoDeviceId(7)) && !odd->contains(OmemoDeviceId(9)));
    QVERIFY(odd->devices.size() <= 2);
    inside.clear();
    for (int i = 1; i <= 5000; ++i) {
        inside += u"<device id='%1'/>"_s.arg(i);
    }
    QCOMPARE(readDeviceList(version, dom(open + inside + u"</%1>"_s.arg(name)))->devices.size(), maximumDevices);
    QVERIFY(!readDeviceList(version, dom(u"<list/>"_s)));
    QVERIFY(!readDeviceList(version, QDomElement()));
}

void OmemoStanzaTest::nodesAreNamedAsOthersNameThem()
{
    const OmemoDeviceId device(31415);
    QCOMPARE(deviceListNode(OmemoVersion::Legacy), u"eu.siacs.conversations.axolotl.devicelist"_s);
    QCOMPARE(bundleNode(OmemoVersion::Legacy, device), u"eu.siacs.conversations.axolotl.bundles:31415"_s);
    QCOMPARE(bundleItem(OmemoVersion::Legacy, device), u"current"_s);
    QCOMPARE(deviceListNode(OmemoVersion::Two), u"urn:xmpp:omemo:2:devices"_s);
    QCOMPARE(bundleNode(OmemoVersion::Two, device), u"urn:xmpp:omemo:2:bundles"_s);
    QCOMPARE(bundleItem(OmemoVersion::Two, device), u"31415"_s);
    QCOMPARE(deviceListVersion(u"urn:xmpp:omemo:2:devices"), std::optional(OmemoVersion::Two));
    QVERIFY(!deviceListVersion(u"urn:xmpp:omemo:2:bundles"));
}

void OmemoStanzaTest::bundlesComeBack()
{
    QFETCH(OmemoVersion, version);
    const QString written = xml([&](QXmlStreamWriter &w) { writeBundle(w, version, bundle()); });
    const auto read = readBundle(version, dom(written));
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    QCOMPARE(*read, bundle());
    // 33 bytes begin with the type of the key, and 32 do not.
    QCOMPARE(written.contains(QString::fromLatin1(('\x05' + key('i')).toBase64())), version == OmemoVersion::Legacy);
    QCOMPARE(written.contains(u">%1<"_s.arg(QString::fromLatin1(key('i').toBase64()))), version == OmemoVersion::Two);
    // Lines are broken by some.
    QString broken = written;
    broken.replace(u"c3Nzc3Nz"_s, u"c3Nz\n  c3Nz"_s);
    QVERIFY(readBundle(version, dom(broken)));
}

void OmemoStanzaTest::badBundlesAreRefused()
{
    QFETCH(OmemoVersion, version);
    const auto write = [version](const OmemoBundle &bad) { return xml([&](QXmlStreamWriter &w) { writeBundle(w, version, bad); }); };
    const auto isRefused = [&](const QString &text) {
        const auto read = readBundle(version, dom(text));
        return !read && read.error().kind == ErrorKind::Malformed;
    };
    OmemoBundle bad = bundle();
    bad.preKeys.clear();
    QVERIFY(isRefused(write(bad)));
    bad = bundle();
    bad.identity.chop(1);
    QVERIFY(isRefused(write(bad)));
    bad = bundle();
    bad.identity += 'x';
    QVERIFY(isRefused(write(bad)));
    bad = bundle();
    bad.signature.chop(1);
    QVERIFY(isRefused(write(bad)));
    bad = bundle();
    bad.signedPreKey.key.clear();
    QVERIFY(isRefused(write(bad)));
    bad = bundle();
    bad.signedPreKey.id = maximumOmemoId + 1;
    QVERIFY(isRefused(write(bad)));
    bad = bundle();
    for (quint32 i = 0; i < 10'000; ++i) {
        bad.preKeys.append({i, key('x')});
    }
    QVERIFY(isRefused(write(bad)));
    QString noBase64 = write(bundle());
    noBase64.replace(QString::fromLatin1(QByteArray(64, 'g').toBase64()), u"!!!!"_s);
    QVERIFY(isRefused(noBase64));
    QVERIFY(isRefused(u"<bundle/>"_s));
    QVERIFY(!readBundle(version, QDomElement()));
    // Single keys that are none are left out, and ids that come twice.
    bad = bundle();
    bad.preKeys.append({1, key('z')});
    bad.preKeys.append({9, QByteArray("short")});
    QCOMPARE(readBundle(version, dom(write(bad)))->preKeys, bundle().preKeys);
}

void OmemoStanzaTest::messagesComeBack()
{
    QFETCH(OmemoVersion, version);
    OmemoMessage message;
    message.version = version;
    message.sender = OmemoDeviceId(27183);
    const bool isTwo = version == OmemoVersion::Two;
    message.keys = {{isTwo ? jid("juliet@capulet.lit") : BareJid(), OmemoDeviceId(31415), OmemoMessage::KeyKind::Running, "running"},
                    {isTwo ? jid("juliet@capulet.lit") : BareJid(), OmemoDeviceId(3), OmemoMessage::KeyKind::Exchange, "exchange"},
                    {isTwo ? jid("romeo@montague.lit") : BareJid(), OmemoDeviceId(31415), OmemoMessage::KeyKind::Running, QByteArray(250, '\0')}};
    message.iv = isTwo ? QByteArray() : QByteArray(12, 'v');
    for (const bool says : {true, false}) {
        message.payload = says ? std::optional(QByteArray("said")) : std::nullopt;
        QXmppMessage stanza = writeKeyTransport(jid("juliet@capulet.lit"), message);
        const QDomElement whole = dom(xml(stanza));
        QVERIFY(claimsOmemo(whole));
        const auto read = readOmemo(whole);
        QCOMPARE(read.size(), 1);
        QCOMPARE(read[0], message);
    }
}

void OmemoStanzaTest::messageOfTheSpecification()
{
    const auto read = readOmemo(dom(u"<message to='juliet@capulet.lit' from='romeo@montague.lit' id='send1'>"
                                    "<encrypted xmlns='urn:xmpp:omemo:2'><header sid='27183'>"
                                    "<keys jid='juliet@capulet.lit'><key rid='31415'>YWJj</key></keys>"
                                    "<keys jid='romeo@montague.lit'><key rid='1337'>ZGVm</key><key kex='true' rid='12321'>Z2hp</key></keys>"
                                    "</header><payload>\n  eHl6\n</payload></encrypted><store xmlns='urn:xmpp:hints'/></message>"_s));
    QCOMPARE(read.size(), 1);
    QCOMPARE(read[0].keys.size(), 3);
    QCOMPARE(read[0].keys[2].kind, OmemoMessage::KeyKind::Exchange);
    QCOMPARE(read[0].keys[0].jid, jid("juliet@capulet.lit"));
    QCOMPARE(read[0].payload, std::optional(QByteArray("xyz")));
}

void OmemoStanzaTest::hostileMessagesAreLeftOut_data()
{
    QTest::addColumn<QString>("inside");
    QTest::addColumn<int>("messages");
    QTest::addColumn<int>("keys");
    const QString legacy = u"<encrypted xmlns='eu.siacs.conversations.axolotl'>%1</encrypted>"_s;
    const QString two = u"<encrypted xmlns='urn:xmpp:omemo:2'>%1</encrypted>"_s;
    const QString iv = u"<iv>dnZ2dnZ2dnZ2dnZ2</iv>"_s;
    QTest::newRow("empty") << legacy.arg(QString()) << 0 << 0;
    QTest::newRow("no sender") << legacy.arg(u"<header><key rid='1'>YQ==</key>%1</header>"_s.arg(iv)) << 0 << 0;
    QTest::newRow("sender 0") << legacy.arg(u"<header sid='0'>%1</header>"_s.arg(iv)) << 0 << 0;
    QTest::newRow("sender too large") << legacy.arg(u"<header sid='2147483648'>%1</header>"_s.arg(iv)) << 0 << 0;
    QTest::newRow("long iv") << legacy.arg(u"<header sid='1'><iv>%1</iv></header>"_s.arg(QString::fromLatin1(QByteArray(300, 'v').toBase64()))) << 0 << 0;
    QTest::newRow("payload no base64") << legacy.arg(u"<header sid='1'>%1</header><payload>***</payload>"_s.arg(iv)) << 0 << 0;
    QTest::newRow("keys no base64") << legacy.arg(u"<header sid='1'><key rid='1'>***</key><key rid='2'>ü</key><key rid='3'/>%1</header>"_s.arg(iv)) << 1 << 0;
    QTest::newRow("key too long") << legacy.arg(u"<header sid='1'><key rid='1'>%2</key>%1</header>"_s.arg(iv, QString::fromLatin1(QByteArray(5000, 'k').toBase64()))) << 1 << 0;
    QTest::newRow("no rid") << legacy.arg(u"<header sid='1'><key>YQ==</key><key rid='-1'>YQ==</key>%1</header>"_s.arg(iv)) << 1 << 0;
    QTest::newRow("twice") << legacy.arg(u"<header sid='1'><key rid='4'>YQ==</key>%1</header>"_s.arg(iv)).repeated(2) << 1 << 1;
    QTest::newRow("both versions") << QString(legacy.arg(u"<header sid='1'><key rid='4'>YQ==</key>%1</header>"_s.arg(iv))
                                              + two.arg(u"<header sid='1'/>"_s)) << 2 << 1;
    QTest::newRow("keys of nobody") << two.arg(u"<header sid='1'><keys><key rid='1'>YQ==</key></keys><keys jid='@@'><key rid='1'>YQ==</key></keys></header>"_s) << 1 << 0;
    QTest::newRow("keys outside keys") << two.arg(u"<header sid='1'><key rid='1'>YQ==</key></header>"_s) << 1 << 0;
    QTest::newRow("foreign children") << two.arg(u"<header xmlns='urn:other' sid='1'/>"_s) << 0 << 0;
    QTest::newRow("claimed only") << u"<encryption xmlns='urn:xmpp:eme:0' namespace='urn:xmpp:omemo:2'/>"_s << 0 << 0;
}

void OmemoStanzaTest::hostileMessagesAreLeftOut()
{
    QFETCH(QString, inside);
    QFETCH(int, messages);
    QFETCH(int, keys);
    const auto read = readOmemo(dom(u"<message from='a@example.com'>%1</message>"_s.arg(inside)));
    QCOMPARE(read.size(), messages);
    if (messages > 0) {
        QCOMPARE(read[0].keys.size(), keys);
    }
}

void OmemoStanzaTest::keysOfAMessageAreBounded()
{
    QString keys;
    for (int i = 1; i <= 2 * maximumMessageKeys; ++i) {
        keys += u"<key rid='%1'>YQ==</key>"_s.arg(i);
    }
    const auto legacy = readOmemo(dom(u"<message><encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='1'>%1<iv/></header></encrypted></message>"_s.arg(keys)));
    QCOMPARE(legacy[0].keys.size(), maximumMessageKeys);
    const auto two = readOmemo(dom(u"<message><encrypted xmlns='urn:xmpp:omemo:2'><header sid='1'><keys jid='a@example.com'>%1</keys>"
                                   "<keys jid='b@example.com'>%1</keys></header></encrypted></message>"_s.arg(keys)));
    QCOMPARE(two[0].keys.size(), maximumMessageKeys);
}

void OmemoStanzaTest::envelopesComeBack()
{
    const QByteArray written = writeEnvelope(jid("opportunity@mars.planet"), jid("missioncontrol@houston.nasa.gov"), 1'075'007'105'000,
                                             "<body xmlns='jabber:client'>a &lt; b</body>", QByteArray(64, 'd'));
    const auto read = readEnvelope(written);
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    QCOMPARE(read->from, jid("opportunity@mars.planet"));
    QCOMPARE(read->to, std::optional(jid("missioncontrol@houston.nasa.gov")));
    QCOMPARE(read->time, std::optional<qint64>(1'075'007'105'000));
    QVERIFY(read->isPadded);
    QCOMPARE(read->content.firstChildElement().text(), u"a < b"_s);
    QCOMPARE(read->content.firstChildElement().namespaceURI(), u"jabber:client"_s);
}

void OmemoStanzaTest::envelopesArePadded()
{
    QSet<qsizetype> sizes;
    const auto write = [](const QByteArray &body, const QByteArray &dice) {
        return writeEnvelope(jid("a@example.com"), jid("b@example.com"), 1'075'007'105'000, body, dice).size();
    };
    for (int i = 0; i < 50; ++i) {
        const QByteArray dice = QByteArray::number(i * 7919) + QByteArray::number(i);
        sizes.insert(write("<body xmlns='jabber:client'>yes</body>", dice));
        QCOMPARE(write("<body xmlns='jabber:client'>yes</body>", dice), write("<body xmlns='jabber:client'>no!!</body>", dice));
    }
    QVERIFY(sizes.size() > 5);
    QVERIFY(*std::min_element(sizes.cbegin(), sizes.cend()) > 300);
}

void OmemoStanzaTest::badEnvelopesAreRefused_data()
{
    QTest::addColumn<QByteArray>("xml");
    const QByteArray whole("<envelope xmlns='urn:xmpp:sce:1'><content>%</content><rpad>x</rpad></envelope>");
    const auto with = [&](const QByteArray &inside) { return QByteArray(whole).replace('%', inside); };
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("text") << QByteArray("hello");
    QTest::newRow("cut") << whole.first(40);
    QTest::newRow("no content") << QByteArray("<envelope xmlns='urn:xmpp:sce:1'><rpad/></envelope>");
    QTest::newRow("other root") << QByteArray("<content xmlns='urn:xmpp:sce:1'/>");
    QTest::newRow("other namespace") << QByteArray("<envelope xmlns='urn:xmpp:sce:0'><content/></envelope>");
    QTest::newRow("more behind it") << whole + whole;
    QTest::newRow("doctype") << "<!DOCTYPE envelope [<!ENTITY a 'aaaa'>]>" + with("&a;");
    QTest::newRow("bomb") << "<!DOCTYPE e [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>" + with("<body>&b;</body>");
    QTest::newRow("entity") << with("&unknown;");
    QTest::newRow("instruction") << with("<?php x?>");
    QTest::newRow("comment") << with("<!-- x -->");
    QTest::newRow("deep") << with(QByteArray("<a>").repeated(5000) + QByteArray("</a>").repeated(5000));
    QTest::newRow("prefix") << with("<q:body/>");
    QTest::newRow("bytes") << with("\xff\xfe\x01");
    QTest::newRow("smuggled end") << with("</content></envelope><envelope>");
}

void OmemoStanzaTest::badEnvelopesAreRefused()
{
    QFETCH(QByteArray, xml);
    const auto read = readEnvelope(xml);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Malformed);
}

void OmemoStanzaTest::envelopesAreChecked()
{
    const BareJid anna = jid("anna@example.com");
    const BareJid max = jid("max@example.com");
    const auto checkIn = [&](EnvelopePlace place, const char *affixes) {
        const auto envelope = readEnvelope("<envelope xmlns='urn:xmpp:sce:1'><content/>" + QByteArray(affixes) + "</envelope>");
        return checkEnvelope(*envelope, anna, max, place);
    };
    const auto check = [&](const char *affixes) { return checkIn(EnvelopePlace::Elsewhere, affixes); };
    const auto checkInChat = [&](const char *affixes) { return checkIn(EnvelopePlace::ToUs, affixes); };
    QCOMPARE(check("<from jid='anna@example.com'/><to jid='max@example.com'/><time stamp='2004-01-25T06:05:00+01:00'/><rpad/>"), EnvelopeFault::None);
    QCOMPARE(check("<from jid='anna@example.com/phone'/><to jid='max@example.com'/><time stamp='2004-01-25T06:05:00Z'/><rpad>1</rpad>"), EnvelopeFault::None);
    QCOMPARE(check("<from jid='eve@example.com'/><to jid='max@example.com'/><time stamp='2004-01-25T06:05:00Z'/><rpad/>"), EnvelopeFault::OtherSender);
    QCOMPARE(check("<from jid='anna@example.com'/><to jid='eve@example.com'/><time stamp='2004-01-25T06:05:00Z'/><rpad/>"), EnvelopeFault::OtherChat);
    for (const auto missing : {"<to jid='max@example.com'/><time stamp='2004-01-25T06:05:00Z'/><rpad/>",
                               "<from jid='anna@example.com'/><time stamp='2004-01-25T06:05:00Z'/><rpad/>",
                               "<from jid='anna@example.com'/><to jid='max@example.com'/><time stamp='2004-01-25T06:05:00Z'/>",
                               "<from jid='@'/><to jid='max@example.com'/><time stamp='2004-01-25T06:05:00Z'/><rpad/>", ""}) {
        QCOMPARE(check(missing), EnvelopeFault::Incomplete);
    }
    // XEP-0384, "SCE Profile": in a chat the receiver may be missing, as in its example, but not be another.
    QCOMPARE(checkInChat("<rpad>1</rpad><from jid='anna@example.com'/>"), EnvelopeFault::None);
    QCOMPARE(checkInChat("<from jid='anna@example.com'/><to jid='eve@example.com'/><rpad/>"), EnvelopeFault::OtherChat);
    QCOMPARE(checkInChat("<from jid='anna@example.com'/><to jid='@'/><rpad/>"), EnvelopeFault::OtherChat);
    QCOMPARE(checkInChat("<from jid='anna@example.com'/><to/><rpad/>"), EnvelopeFault::OtherChat);
    QCOMPARE(checkInChat("<from jid='eve@example.com'/><rpad/>"), EnvelopeFault::OtherSender);
    for (const auto missing : {"<to jid='max@example.com'/><rpad/>", "<from jid='anna@example.com'/><to jid='max@example.com'/>",
                               "<from jid='anna@example.com'/>", "<rpad/>", ""}) {
        QCOMPARE(checkInChat(missing), EnvelopeFault::Incomplete);
    }
    // Nor does it demand a time.
    QCOMPARE(check("<from jid='anna@example.com'/><to jid='max@example.com'/><rpad/>"), EnvelopeFault::None);
    QCOMPARE(check("<from jid='anna@example.com'/><to jid='max@example.com'/><time stamp='long ago'/><rpad/>"), EnvelopeFault::None);
    SceEnvelope envelope;
    QVERIFY(!isTimeOff(envelope, 1'000'000'000));
    envelope.time = 1'000'000'000;
    QVERIFY(!isTimeOff(envelope, 1'000'000'000 + 5 * 60'000));
    QVERIFY(!isTimeOff(envelope, 1'000'000'000 - 5 * 60'000));
    QVERIFY(isTimeOff(envelope, 1'000'000'000 + 5 * 60'000 + 1));
    QVERIFY(isTimeOff(envelope, 1'000'000'000 - 5 * 60'000 - 1));
}

void OmemoStanzaTest::outsideOfTwoShowsNothing()
{
    SplitStanza split = splitStanza(clearMessage(), OmemoVersion::Two);
    OmemoMessage sealed;
    sealed.version = OmemoVersion::Two;
    sealed.sender = OmemoDeviceId(1);
    sealed.payload = QByteArray("sealed");
    addSealed(split.outside, sealed);
    const QDomElement outside = dom(xml(split.outside));
    QStringList names;
    for (QDomElement child = outside.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        names.append(child.tagName());
    }
    names.sort();
    QCOMPARE(names, (QStringList{u"encrypted"_s, u"encryption"_s, u"origin-id"_s, u"store"_s}));
    QCOMPARE(outside.attribute(u"id"_s), u"o1"_s);
    QCOMPARE(outside.attribute(u"to"_s), u"max@example.com"_s);
    for (const auto sealedName : {"SAID", "reply", "replace", "reference", "nobody-knows", "spoiler", "request", "markable"}) {
        QVERIFY2(split.inside.contains(sealedName), sealedName);
    }
    QVERIFY(!split.inside.contains("origin-id"));
}

void OmemoStanzaTest::outsideOfLegacyShowsNoText()
{
    const SplitStanza split = splitStanza(clearMessage(), OmemoVersion::Legacy);
    QCOMPARE(split.inside, QByteArray("> hi\nwhat is SAID & meant"));
    const QString outside = xml(split.outside);
    QVERIFY(!outside.contains(u"SAID") && !outside.contains(u"SECRET") && !outside.contains(u"nobody-knows"));
    for (const auto seen : {u"reply", u"replace", u"request", u"markable", u"origin-id", u"spoiler"}) {
        QVERIFY2(outside.contains(QStringView(seen)), qPrintable(QStringView(seen).toString()));
    }
}

void OmemoStanzaTest::opensWhatWasSplit()
{
    QFETCH(OmemoVersion, version);
    SplitStanza split = splitStanza(clearMessage(), version);
    split.outside.setFrom(u"anna@example.com/phone"_s);
    OmemoMessage sealed;
    sealed.version = version;
    sealed.sender = OmemoDeviceId(1);
    sealed.payload = QByteArray("sealed");
    addSealed(split.outside, sealed);
    const QDomElement outer = dom(xml(split.outside));
    MessageStanza opened;
    if (version == OmemoVersion::Legacy) {
        opened = readOpened(outer, QString::fromUtf8(split.inside));
    } else {
        const auto envelope = readEnvelope(writeEnvelope(jid("anna@example.com"), jid("max@example.com"), 1'075'007'105'000, split.inside, "dice"));
        QVERIFY(envelope);
        opened = readOpened(outer, *envelope);
    }
    QCOMPARE(opened.body, u"> hi\nwhat is SAID & meant"_s);
    QCOMPARE(opened.originId, OriginId(u"o1"_s));
    QCOMPARE(opened.corrects, OriginId(u"before"_s));
    QVERIFY(opened.reply && opened.reply->id == OriginId(u"earlier"_s));
    QVERIFY(opened.receiptRequested && opened.markable);
    QCOMPARE(opened.from.bare(), jid("anna@example.com"));
    QCOMPARE(opened.type, MessageStanza::Type::Chat);
    QVERIFY(opened.spoiler);
    QCOMPARE(opened.spoiler->isEmpty(), version == OmemoVersion::Legacy);
}

/// DESIGN 6, facts/qxmpp.md 2.4.
void OmemoStanzaTest::clearTextBesideIsNotBelieved()
{
    const QString outer = u"<message from='anna@example.com/phone' to='max@example.com' id='m1'><body>FORGED</body>"
                          "<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>FORGED</body></html>"
                          "<subject>FORGED</subject><x xmlns='jabber:x:oob'><url>FORGED</url></x><replace xmlns='urn:xmpp:message-correct:0' id='FORGED'/>"
                          "<reactions xmlns='urn:xmpp:reactions:0' id='FORGED'><reaction>x</reaction></reactions>"
                          "<stanza-id xmlns='urn:xmpp:sid:0' id='s1' by='max@example.com'/></message>"_s;
    const MessageStanza legacy = readOpened(dom(outer), u"true"_s);
    QCOMPARE(legacy.body, u"true"_s);
    QVERIFY(legacy.markup.isEmpty());
    QCOMPARE(legacy.stanzaIds.size(), 1);
    const auto envelope = readEnvelope("<envelope xmlns='urn:xmpp:sce:1'><content><body xmlns='jabber:client'>true</body></content></envelope>");
    const MessageStanza two = readOpened(dom(outer), *envelope);
    QCOMPARE(two.body, u"true"_s);
    QVERIFY(two.markup.isEmpty() && !two.corrects.isValid() && !two.reactions);
    QCOMPARE(two.stanzaIds.size(), 1);
    QCOMPARE(two.from.bare(), jid("anna@example.com"));
}

/// XEP-0420, 9 and 10.
void OmemoStanzaTest::serversWordsInsideAreNotBelieved()
{
    const auto envelope = readEnvelope("<envelope xmlns='urn:xmpp:sce:1'><content><body xmlns='jabber:client'>true</body>"
                                       "<stanza-id xmlns='urn:xmpp:sid:0' id='forged' by='max@example.com'/>"
                                       "<origin-id xmlns='urn:xmpp:sid:0' id='forged'/><delay xmlns='urn:xmpp:delay' stamp='2004-01-25T06:05:00Z'/>"
                                       "<no-store xmlns='urn:xmpp:hints'/><encrypted xmlns='urn:xmpp:omemo:2'/>"
                                       "<body>of no namespace that counts</body></content></envelope>");
    QVERIFY(envelope);
    const MessageStanza two = readOpened(dom(u"<message from='anna@example.com/phone' id='m1'/>"_s), *envelope);
    QCOMPARE(two.body, u"true"_s);
    QVERIFY(two.stanzaIds.isEmpty() && two.delays.isEmpty());
    QCOMPARE(two.originId, OriginId(u"m1"_s));
}

void OmemoStanzaTest::publishes()
{
    const QString one = xml([](QXmlStreamWriter &w) {
        writePublish(w, u"node"_s, u"current"_s, [](QXmlStreamWriter &writer) { writer.writeEmptyElement(u"thing"_s); },
                     {NodeOptions::Access::Open, NodeOptions::Items::One});
    });
    const QDomElement publish = dom(one);
    QCOMPARE(publish.namespaceURI(), u"http://jabber.org/protocol/pubsub"_s);
    QVERIFY(one.contains(u"<publish node=\"node\"><item id=\"current\"><thing/></item></publish>"_s));
    QVERIFY(one.contains(u"<field var=\"pubsub#access_model\"><value>open</value></field>"_s));
    QVERIFY(one.contains(u"<value>http://jabber.org/protocol/pubsub#publish-options</value>"_s));
    const QString all = xml([](QXmlStreamWriter &w) { writeConfigure(w, u"n"_s, {NodeOptions::Access::Whitelist, NodeOptions::Items::All}); });
    QVERIFY(all.contains(u"pubsub#owner"_s) && all.contains(u"<value>max</value>"_s) && all.contains(u"<value>whitelist</value>"_s));
    QVERIFY(xml([](QXmlStreamWriter &w) { writeItemsRequest(w, u"n"_s, u"7"_s); }).contains(u"<items node=\"n\"><item id=\"7\"/></items>"_s));
    QVERIFY(xml([](QXmlStreamWriter &w) { writeItemsRequest(w, u"n"_s, {}); }).contains(u"max_items=\"1\""_s));
    QVERIFY(xml([](QXmlStreamWriter &w) { writeRetract(w, u"n"_s, u"7"_s); }).contains(u"<retract node=\"n\" notify=\"true\"><item id=\"7\"/></retract>"_s));
    QVERIFY(xml([](QXmlStreamWriter &w) { writeDelete(w, u"n"_s); }).contains(u"<delete node=\"n\"/>"_s));
}

void OmemoStanzaTest::readsItemsAndEvents()
{
    const QString answer = u"<iq type='result'><pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='n'>"
                           "<item id='a'><x xmlns='urn:x'/></item><item id='b'/><other/><item id='c'/></items></pubsub></iq>"_s;
    const auto items = readItems(dom(answer), u"n"_s, 2);
    QCOMPARE(items.size(), 2);
    QCOMPARE(items[0].id, u"a"_s);
    QCOMPARE(items[0].payload.namespaceURI(), u"urn:x"_s);
    QVERIFY(items[1].payload.isNull());
    QVERIFY(readItems(dom(answer), u"other"_s, 2).isEmpty());
    QVERIFY(isPreconditionNotMet(dom(u"<iq type='error'><error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                                     "<precondition-not-met xmlns='http://jabber.org/protocol/pubsub#errors'/></error></iq>"_s)));
    QVERIFY(!isPreconditionNotMet(dom(answer)));

    const QString event = u"<message from='a@example.com'><event xmlns='http://jabber.org/protocol/pubsub#event'>%1</event></message>"_s;
    const auto changed = readEvent(dom(event.arg(u"<items node='n'><item id='a'><x xmlns='urn:x'/></item><retract id='b'/></items>"_s)), 1);
    QVERIFY(changed);
    QCOMPARE(changed->node, u"n"_s);
    QCOMPARE(changed->items.size(), 1);
    QCOMPARE(changed->retracted, QStringList{u"b"_s});
    QVERIFY(!changed->isGone);
    QVERIFY(readEvent(dom(event.arg(u"<delete node='n'/>"_s)), 1)->isGone);
    QVERIFY(readEvent(dom(event.arg(u"<purge node='n'/>"_s)), 1)->isGone);
    QVERIFY(!readEvent(dom(event.arg(u"<items/>"_s)), 1));
    QVERIFY(!readEvent(dom(event.arg(u"<configuration node='n'/>"_s)), 1));
    QVERIFY(!readEvent(dom(event.arg(QString())), 1));
    QVERIFY(!readEvent(dom(u"<message/>"_s), 1));
}

JACKDAW_TEST(OmemoStanzaTest)

} // namespace omemo_stanza_test

#include "OmemoStanzaTest.moc"
