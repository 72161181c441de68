// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestProgram.h"
#include "xmpp/EncryptedStanza.h"
#include "xmpp/FileSharing.h"
#include "xmpp/MessageStanza.h"
#include "xmpp/Stickers.h"

#include <QCryptographicHash>
#include <QDomDocument>
#include <QTest>
#include <QXmlStreamWriter>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace stickers_test {

const QString wink = u"gw+6xdCgOcvCYSKuQNrXH33lV9NMzuDf/s0huByCDsY="_s;
const QString picture = u"https://download.montague.lit/51078299/sticker_marsey_kiss.png"_s;

/// Stickers and their packs as XEP-0449 writes them, and as somebody writes them who means no good.
class StickersTest : public QObject
{
    Q_OBJECT

    static QDomElement dom(const QString &xml)
    {
        static QDomDocument document;
        document = QDomDocument();
        const QString whole = u"<s xmlns='jabber:client'>%1</s>"_s.arg(xml);
        if (!document.setContent(whole, QDomDocument::ParseOption::UseNamespaceProcessing)) {
            qFatal("a test's stanza is not well-formed");
        }
        return document.documentElement().firstChildElement();
    }
    static QString item(const QString &description, const QString &hashes, const QString &url = picture, const QString &more = {})
    {
        return u"<item><file xmlns='urn:xmpp:file:metadata:0'><media-type>image/png</media-type><desc>%1</desc><size>67016</size>"
               "<dimensions>512x512</dimensions>%2</file><sources xmlns='urn:xmpp:sfs:0'><url-data "
               "xmlns='http://jabber.org/protocol/url-data' target='%3'/></sources>%4</item>"_s.arg(description, hashes, url, more);
    }
    static QString hash(const QString &value, const QString &algorithm = u"sha-256"_s)
    {
        return u"<hash xmlns='urn:xmpp:hashes:2' algo='%1'>%2</hash>"_s.arg(algorithm, value);
    }
    /// The pack of XEP-0449, 2.3, with a second name and a second hash; its own hash is that of another program.
    static QString marsey(const QString &own = u"ND3XNhGVE3ooSWwtFZ/feNID7BaSVf5YNXkowqK8P08="_s, const QString &first = {})
    {
        return u"<pack xmlns='urn:xmpp:stickers:0'><name>Marsey the Cat</name><name xml:lang='de'>Marsey die Katze</name>"
               "<summary>Be cute or be cynical, this little kitten works both ways.</summary>%1%2%3%4</pack>"_s
            .arg(first, item(u"👍"_s, hash(u"0AdP8lJOWJrugSKOIAqfEKqFatIpG5JBCjjxY253ojQ="_s), picture, u"<suggest>+1</suggest>"_s),
                 item(u"😘"_s, hash(wink) + hash(u"AAAA"_s, u"sha-512"_s)), hash(own));
    }
    static QString xmlOf(const StickerPack &pack)
    {
        QString xml;
        QXmlStreamWriter writer(&xml);
        writeStickerPack(writer, pack);
        return xml;
    }
    static StickerPack packOf(int stickers, qint64 size = 100)
    {
        StickerPack pack;
        pack.names = {{{}, u"Many"_s}};
        for (int i = 0; i < stickers; ++i) {
            StickerPack::Sticker one;
            one.description = u"🐦"_s;
            one.size = size;
            one.url = picture;
            one.hashes = {{u"sha-256"_s, QString::fromLatin1(QCryptographicHash::hash(QByteArray::number(i), QCryptographicHash::Sha256).toBase64())}};
            pack.stickers.append(one);
        }
        signStickerPack(pack);
        return pack;
    }

private Q_SLOTS:
    void readsASticker() // XEP-0449, 2.4
    {
        const auto read = readMessage(dom(
            u"<message from='romeo@montague.lit/pda' id='a'><body>😘</body><sticker xmlns='urn:xmpp:stickers:0' pack='EpRv28DHHzFrE4zd+xaNpVb4'/>"
            "<file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='urn:xmpp:file:metadata:0'><media-type>image/png</media-type><desc>😘</desc>"
            "<size>67016</size><dimensions>512x512</dimensions>%1</file><sources><url-data xmlns='http://jabber.org/protocol/url-data' "
            "target='%2'/></sources></file-sharing></message>"_s.arg(hash(wink), picture)));
        QCOMPARE(read.body, u"😘"_s);
        QVERIFY(read.file);
        QCOMPARE(read.file->url, picture);
        QCOMPARE(read.file->description, u"😘"_s);
        QCOMPARE(read.file->width, 512);
        QCOMPARE(read.file->height, 512);
        QCOMPARE(read.file->sha256.toBase64(), wink.toLatin1());
        QCOMPARE(read.file->sticker, std::optional(StickerMark{u"EpRv28DHHzFrE4zd+xaNpVb4"_s, {}, {}}));
    }

    void readsWhereAPackLies()
    {
        const auto mark = [](const QString &attributes) {
            return readStickerMark(dom(u"<message><sticker xmlns='urn:xmpp:stickers:0' %1/></message>"_s.arg(attributes)));
        };
        QCOMPARE(mark({}), std::optional(StickerMark()));
        const auto there = mark(u"pack='x' jid='packs.example' node='cats'"_s);
        QVERIFY(there);
        QCOMPARE(there->service.toString(), u"packs.example"_s);
        QCOMPARE(there->node, u"cats"_s);
        QCOMPARE(mark(u"pack='%1'"_s.arg(QString(1000, u'x'))), std::optional(StickerMark()));
        QVERIFY(!readStickerMark(dom(u"<message><sticker xmlns='urn:xmpp:other'/></message>"_s)));
    }

    void writesASticker()
    {
        SharedFile file;
        file.url = picture;
        file.mediaType = u"image/png"_s;
        file.description = u"😘"_s;
        file.sha256 = QByteArray::fromBase64(wink.toLatin1());
        file.sticker = StickerMark{u"p1"_s, {}, {}};
        QXmppMessage message = writeText(*BareJid::parse(u"max@example.com"), OriginId(u"o1"_s), u"😘"_s);
        writeSharedFile(message, file);
        QString xml;
        QXmlStreamWriter writer(&xml);
        message.toXml(&writer);
        QVERIFY(!xml.contains(u"jabber:x:oob"_s)); // the text is no address
        const auto read = readMessage(dom(xml));
        QCOMPARE(read.body, u"😘"_s);
        QCOMPARE(read.file->sticker, file.sticker);
        QCOMPARE(read.file->description, u"😘"_s);
    }

    /// Which pack it is, is as private as the text.
    void saysNothingOfTheStickerBesideWhatIsSealed()
    {
        SharedFile file;
        file.url = sealedUrl(u"https://up.example/1/2"_s, QByteArray(32, 'k'), QByteArray(12, 'i'));
        file.description = u"😘"_s;
        file.sticker = StickerMark{u"p1"_s, {}, {}};
        QXmppMessage message = writeText(*BareJid::parse(u"max@example.com"), OriginId(u"o1"_s), file.url);
        writeSharedFile(message, file);
        for (const OmemoVersion version : allOmemoVersions) {
            const SplitStanza split = splitStanza(message, version);
            QString xml;
            QXmlStreamWriter writer(&xml);
            split.outside.toXml(&writer);
            QVERIFY2(!xml.contains(u"stickers"_s) && !xml.contains(u"up.example"_s) && !xml.contains(u"😘"_s), qPrintable(xml));
            QVERIFY(split.inside.contains("up.example"));
        }
    }

    void readsAPack() // XEP-0449, 2.3
    {
        const auto pack = readStickerPack(dom(marsey()), u"ND3XNhGVE3ooSWwtFZ/feNID"_s);
        QVERIFY2(pack, pack ? "" : qPrintable(pack.error().detail));
        QCOMPARE(pack->name(), u"Marsey the Cat"_s);
        QVERIFY(pack->use == StickerPack::Use::Free);
        QCOMPARE(pack->stickers.size(), 2);
        QCOMPARE(pack->stickers.at(0).description, u"👍"_s);
        QCOMPARE(pack->stickers.at(0).suggests.at(0).text, u"+1"_s);
        QCOMPARE(pack->stickers.at(1).sha256.toBase64(), wink.toLatin1());
        QCOMPARE(pack->stickers.at(1).hashes.size(), 2);
        QCOMPARE(pack->stickers.at(1).width, 512);
        QCOMPARE(pack->stickers.at(1).url, picture);
    }

    void writesWhatItReads()
    {
        const auto pack = readStickerPack(dom(marsey(u"ND3XNhGVE3ooSWwtFZ/feNID7BaSVf5YNXkowqK8P08="_s, u"<restricted/>"_s)),
                                          u"ND3XNhGVE3ooSWwtFZ/feNID"_s);
        QVERIFY(pack);
        QVERIFY(pack->use == StickerPack::Use::Restricted); // no hash is over that
        const auto again = readStickerPack(dom(xmlOf(*pack)), pack->id);
        QVERIFY2(again, again ? "" : qPrintable(again.error().detail));
        QCOMPARE(*again, *pack);
        StickerPack ours = packOf(3);
        const auto read = readStickerPack(dom(xmlOf(ours)), ours.id);
        QVERIFY(read);
        QCOMPARE(read->stickers.size(), 3);
    }

    void refusesWhatIsNoPack_data()
    {
        QTest::addColumn<QString>("xml");
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("kind");
        const QString id = u"ND3XNhGVE3ooSWwtFZ/feNID"_s;
        QTest::newRow("another id") << marsey() << u"ND3XNhGVE3ooSWwtFZ/feNIE"_s << int(ErrorKind::FileBroken);
        QTest::newRow("another hash") << marsey(u"AAAXNhGVE3ooSWwtFZ/feNID7BaSVf5YNXkowqK8P08="_s) << id << int(ErrorKind::FileBroken);
        QTest::newRow("one more sticker") << marsey(u"ND3XNhGVE3ooSWwtFZ/feNID7BaSVf5YNXkowqK8P08="_s, item(u"x"_s, hash(wink))) << id
                                          << int(ErrorKind::FileBroken);
        QTest::newRow("no pack") << u"<pack xmlns='urn:xmpp:other'/>"_s << id << int(ErrorKind::Malformed);
        QTest::newRow("nothing in it") << u"<pack xmlns='urn:xmpp:stickers:0'>%1</pack>"_s.arg(hash(wink)) << id << int(ErrorKind::Malformed);
        const auto one = [](const QString &sticker) { return u"<pack xmlns='urn:xmpp:stickers:0'>%1</pack>"_s.arg(sticker); };
        QTest::newRow("without a hash") << one(item(u"x"_s, {})) << id << int(ErrorKind::Malformed);
        QTest::newRow("a hash nobody can check") << one(item(u"x"_s, hash(u"AAAA"_s, u"sha-1"_s))) << id << int(ErrorKind::Malformed);
        QTest::newRow("a long hash") << one(item(u"x"_s, hash(wink) + hash(QString(1000, u'A'), u"sha-1"_s))) << id << int(ErrorKind::Malformed);
        QTest::newRow("a long description") << one(item(QString(1000, u'x'), hash(wink))) << id << int(ErrorKind::Malformed);
        QTest::newRow("http") << one(item(u"x"_s, hash(wink), u"http://127.0.0.1/x.png"_s)) << id << int(ErrorKind::UnsafeAddress);
        QTest::newRow("a file's path") << one(item(u"x"_s, hash(wink), u"file:///etc/passwd"_s)) << id << int(ErrorKind::UnsafeAddress);
        QTest::newRow("a user's name") << one(item(u"x"_s, hash(wink), u"https://me:secret@example.com/x.png"_s)) << id
                                       << int(ErrorKind::UnsafeAddress);
        QTest::newRow("10,000 stickers") << xmlOf(packOf(10'000)) << packOf(10'000).id << int(ErrorKind::TooMany);
        QTest::newRow("a huge sticker") << xmlOf(packOf(1, StickerPack::mostBytes + 1)) << packOf(1).id << int(ErrorKind::FileTooLarge);
        QTest::newRow("much in all") << xmlOf(packOf(100, StickerPack::mostBytes)) << packOf(100).id << int(ErrorKind::FileTooLarge);
    }
    void refusesWhatIsNoPack()
    {
        QFETCH(QString, xml);
        QFETCH(QString, id);
        QFETCH(int, kind);
        const auto pack = readStickerPack(dom(xml), id);
        QVERIFY(!pack);
        QCOMPARE(int(pack.error().kind), kind);
    }

    void knowsItsPictures()
    {
        const QByteArray bytes("a picture");
        const auto hashOf = [&](QCryptographicHash::Algorithm algorithm) {
            return QString::fromLatin1(QCryptographicHash::hash(bytes, algorithm).toBase64());
        };
        StickerPack::Sticker sticker;
        QVERIFY(!isSticker(sticker, bytes));
        sticker.hashes = {{u"sha-256"_s, hashOf(QCryptographicHash::Sha256)}, {u"sha-1"_s, u"unknown"_s}};
        QVERIFY(isSticker(sticker, bytes));
        QVERIFY(!isSticker(sticker, bytes + 'x'));
        sticker.hashes.append({u"sha3-256"_s, hashOf(QCryptographicHash::Sha3_512)});
        QVERIFY(!isSticker(sticker, bytes)); // each of them
    }
};

JACKDAW_TEST(StickersTest)

} // namespace stickers_test

#include "StickersTest.moc"
