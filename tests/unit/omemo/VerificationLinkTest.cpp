// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/VerificationLink.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace verification_link_test {

const QString keyA = QString(64, u'a');
const QString keyB = QString(62, u'b') + u"0f"_s;

/// Links that carry the keys of devices: read to the letter or not at all, and compared.
class VerificationLinkTest : public QObject
{
    Q_OBJECT

    const BareJid m_tomas = *BareJid::parse(u"tomas@harbor.example");
    static KnownDevice known(const BareJid &jid, quint32 id, const QString &key)
    {
        KnownDevice out;
        out.device = {jid, OmemoDeviceId(id)};
        out.identity = key.isEmpty() ? IdentityKey() : IdentityKey(QByteArray::fromHex(key.toLatin1()));
        out.onLegacyList = true;
        return out;
    }

private Q_SLOTS:
    void isReadAsOthersWriteIt()
    {
        const auto link = VerificationLink::parse(u" xmpp:tomas@harbor.example?omemo-sid-1234="_s + keyA + u";omemo-sid-7=05"_s + keyB.toUpper()
                                                  + u";more=1 "_s);
        QVERIFY(link);
        QCOMPARE(link->person, m_tomas);
        QCOMPARE(link->devices.size(), 2);
        QCOMPARE(link->devices[0].device, OmemoDeviceId(1234));
        QCOMPARE(link->devices[1].identity.value().toHex(), keyB.toLatin1());
    }

    void whatIsNotWholeIsNone_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << QString();
        QTest::newRow("no keys") << u"xmpp:tomas@harbor.example?message"_s;
        QTest::newRow("no question") << u"xmpp:tomas@harbor.example"_s;
        QTest::newRow("another scheme") << u"https://harbor.example/?omemo-sid-1="_s + keyA;
        QTest::newRow("a server") << u"xmpp:harbor.example?omemo-sid-1="_s + keyA;
        QTest::newRow("short key") << u"xmpp:tomas@harbor.example?omemo-sid-1="_s + keyA.chopped(2);
        QTest::newRow("no hex") << u"xmpp:tomas@harbor.example?omemo-sid-1="_s + keyA.chopped(1) + u'g';
        QTest::newRow("no number") << u"xmpp:tomas@harbor.example?omemo-sid-x="_s + keyA;
        QTest::newRow("nought") << u"xmpp:tomas@harbor.example?omemo-sid-0="_s + keyA;
        QTest::newRow("too large") << u"xmpp:tomas@harbor.example?omemo-sid-2147483648="_s + keyA;
        QTest::newRow("one device twice") << u"xmpp:tomas@harbor.example?omemo-sid-1=%1;omemo-sid-1=%2"_s.arg(keyA, keyB);
        QTest::newRow("one half") << u"xmpp:tomas@harbor.example?omemo-sid-1=%1;omemo-sid-2=%2"_s.arg(keyA, keyB.left(10));
        QTest::newRow("endless") << u"xmpp:tomas@harbor.example?omemo-sid-1="_s + keyA + QString(30'000, u';');
    }
    void whatIsNotWholeIsNone()
    {
        QFETCH(QString, text);
        const auto link = VerificationLink::parse(text);
        QVERIFY(!link);
        QCOMPARE(link.error().kind, ErrorKind::Malformed);
    }

    void isWrittenAsItIsRead()
    {
        const BareJid strange = *BareJid::parse(u"a%?#b@harbor.example"_s);
        KnownDevice gone = known(strange, 3, keyB);
        gone.onLegacyList = false;
        const auto link = VerificationLink::of(strange, {known(strange, 1, keyA), known(strange, 2, {}), gone, known(m_tomas, 4, keyB)});
        QCOMPARE(link.devices.size(), 1);
        const auto again = VerificationLink::parse(link.toString());
        QVERIFY(again);
        QCOMPARE(*again, link);
        QCOMPARE(VerificationLink::of(m_tomas, {known(m_tomas, 4, keyB)}).toString(),
                 u"xmpp:tomas@harbor.example?omemo-sid-4="_s + keyB);
    }

    void keysAreCompared()
    {
        const auto link = VerificationLink::parse(u"xmpp:tomas@harbor.example?omemo-sid-1=%1;omemo-sid-2=%2;omemo-sid-9=%2"_s.arg(keyA, keyB));
        QVERIFY(link);
        const BareJid other = *BareJid::parse(u"mallory@harbor.example");
        const auto found = compare(*link, {known(m_tomas, 1, keyA), known(m_tomas, 2, keyA), known(m_tomas, 3, keyB), known(other, 1, keyA),
                                           known(m_tomas, 9, {})});
        QCOMPARE(found.same, (QList{OmemoDevice{m_tomas, OmemoDeviceId(1)}}));
        QCOMPARE(found.others, (QList{OmemoDevice{m_tomas, OmemoDeviceId(2)}}));
    }
};

JACKDAW_TEST(VerificationLinkTest)

} // namespace verification_link_test

#include "VerificationLinkTest.moc"
