// SPDX-License-Identifier: GPL-3.0-or-later
#include "OmemoPeople.h"
#include "support/TestProgram.h"
#include "xmpp/TrustMessage.h"

#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace trust_message_test {

/// XEP-0434 as XML: what it has to be, and what is refused as a whole.
class TrustMessageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsTheExample();
    void writesWhatItReads();
    void refusesWhatIsNotRight_data();
    void refusesWhatIsNotRight();
    void isBounded();

private:
    static QString key(char c) { return QString::fromLatin1(QByteArray(32, c).toBase64()); }
    static QDomElement content(const QString &inside)
    {
        return domOf(u"<content xmlns='urn:xmpp:sce:1'>%1</content>"_s.arg(inside));
    }
    static QString message(const QString &owners, const QString &usage = u"urn:xmpp:atm:1"_s,
                           const QString &encryption = u"urn:xmpp:omemo:2"_s)
    {
        return u"<trust-message xmlns='urn:xmpp:tm:1' usage='%1' encryption='%2'>%3</trust-message>"_s.arg(
            usage, encryption, owners);
    }
};

/// XEP-0434, 5, with keys of their length.
void TrustMessageTest::readsTheExample()
{
    const auto read = readTrustMessage(content(message(
        u"<key-owner jid='alice@example.org'><trust>%1</trust><trust>%2</trust></key-owner>"
        "<key-owner jid='bob@example.com'><trust>%3</trust><distrust>%4</distrust><distrust>%5</distrust></key-owner>"_s
            .arg(key('a'), key('b'), key('c'), key('d'), key('e')))));
    QVERIFY(read);
    QCOMPARE(read->owners.size(), 2);
    QCOMPARE(read->owners[0].jid, jid("alice@example.org"));
    QCOMPARE(read->owners[0].trusted, (QList<QByteArray>{QByteArray(32, 'a'), QByteArray(32, 'b')}));
    QCOMPARE(read->owners[1].trusted, QList<QByteArray>{QByteArray(32, 'c')});
    QCOMPARE(read->owners[1].distrusted, (QList<QByteArray>{QByteArray(32, 'd'), QByteArray(32, 'e')}));
}

void TrustMessageTest::writesWhatItReads()
{
    TrustMessage message;
    message.owners.append(
        TrustMessage::Owner{jid("o-neill@example.org"), {QByteArray(32, 'a')}, {QByteArray(32, 'b')}});
    message.owners.append(TrustMessage::Owner{jid("bob@example.com"), {}, {QByteArray(32, '\xff')}});
    const QDomElement inside = content(QString::fromUtf8(writeTrustMessage(message)));
    QVERIFY(carriesTrustMessage(inside));
    const auto read = readTrustMessage(inside);
    QVERIFY(read);
    QCOMPARE(*read, message);
}

void TrustMessageTest::refusesWhatIsNotRight_data()
{
    QTest::addColumn<QString>("xml");
    const QString right = u"<key-owner jid='bob@example.com'><trust>%1</trust></key-owner>"_s.arg(key('a'));
    const auto owner = [](const QString &inside) {
        return message(u"<key-owner jid='bob@example.com'>%1</key-owner>"_s.arg(inside));
    };
    QTest::newRow("none") << u"<body xmlns='jabber:client'>hello</body>"_s;
    QTest::newRow("two") << message(right) + message(right);
    QTest::newRow("of nobody") << message({});
    QTest::newRow("another use") << message(right, u"urn:xmpp:atm:0"_s);
    QTest::newRow("another encryption") << message(right, u"urn:xmpp:atm:1"_s, u"eu.siacs.conversations.axolotl"_s);
    QTest::newRow("another namespace") << message(right).replace(u"urn:xmpp:tm:1"_s, u"urn:xmpp:tm:0"_s);
    QTest::newRow("owner without an address") << message(u"<key-owner><trust>%1</trust></key-owner>"_s.arg(key('a')));
    QTest::newRow("owner that is a server")
        << message(u"<key-owner jid='example.com'><trust>%1</trust></key-owner>"_s.arg(key('a')));
    QTest::newRow("owner without keys") << owner({});
    QTest::newRow("empty key") << owner(u"<trust/>"_s);
    QTest::newRow("short key") << owner(
        u"<trust>%1</trust>"_s.arg(QString::fromLatin1(QByteArray(31, 'a').toBase64())));
    QTest::newRow("long key") << owner(u"<trust>%1</trust>"_s.arg(QString::fromLatin1(QByteArray(33, 'a').toBase64())));
    QTest::newRow("no Base64") << owner(u"<trust>!%1</trust>"_s.arg(key('a')));
    QTest::newRow("hex, as before 0.6") << owner(
        u"<trust>%1</trust>"_s.arg(QString::fromLatin1(QByteArray(32, 'a').toHex())));
    QTest::newRow("key in pieces") << owner(u"<trust>%1<b/></trust>"_s.arg(key('a')));
    QTest::newRow("key twice") << owner(u"<trust>%1</trust><trust>%1</trust>"_s.arg(key('a')));
    QTest::newRow("trusted and distrusted") << owner(u"<distrust>%1</distrust><trust>%1</trust>"_s.arg(key('a')));
    QTest::newRow("one of two is wrong") << message(
        right + u"<key-owner jid='alice@example.org'><trust>x</trust></key-owner>"_s);
}

void TrustMessageTest::refusesWhatIsNotRight()
{
    QFETCH(QString, xml);
    QVERIFY(!readTrustMessage(content(xml)));
}

void TrustMessageTest::isBounded()
{
    const QString one = u"<key-owner jid='bob@example.com'><trust>%1</trust></key-owner>"_s.arg(key('a'));
    QVERIFY(readTrustMessage(content(message(one.repeated(mostTrustOwners)))));
    QVERIFY(!readTrustMessage(content(message(one.repeated(mostTrustOwners + 1)))));
    QString keys;
    for (qsizetype i = 0; i <= mostTrustKeys; ++i) {
        keys += u"<trust>%1</trust>"_s.arg(
            QString::fromLatin1((QByteArray(26, 'k') + QByteArray::number(100'000 + i)).toBase64()));
    }
    QVERIFY(!readTrustMessage(content(message(u"<key-owner jid='bob@example.com'>%1</key-owner>"_s.arg(keys)))));
}

JACKDAW_TEST(TrustMessageTest)

} // namespace trust_message_test

#include "TrustMessageTest.moc"
