// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/EncryptedStanza.h"
#include "xmpp/FileSharing.h"
#include "xmpp/HttpUpload.h"
#include "xmpp/MessageStanza.h"
#include "xmpp/SceEnvelope.h"
#include "support/TestProgram.h"

#include <QCryptographicHash>
#include <QDomDocument>
#include <QTest>
#include <QUrl>
#include <QXmlStreamWriter>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace file_stanza_test {

const QString key = QString(64, u'a');
const QString iv = QString(24, u'b');
const QString waves = u"LEHV6nWB2yk8pyo0adR*.7kCMdnj"_s; // blurha.sh

QDomElement element(QDomDocument &document, const QString &xml)
{
    const auto parsed = document.setContent(xml, QDomDocument::ParseOption::UseNamespaceProcessing);
    return parsed ? document.documentElement() : QDomElement();
}

MessageStanza read(const QString &inside)
{
    QDomDocument document;
    return readMessage(element(document, u"<message xmlns='jabber:client' from='tomas@harbor.example/x' to='mara@harbor.example' type='chat'>"_s
                                             + inside + u"</message>"_s));
}

QString shared(const QString &file, const QString &sources)
{
    return u"<file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='urn:xmpp:file:metadata:0'>"_s + file + u"</file><sources>"_s + sources
        + u"</sources></file-sharing>"_s;
}

QString source(const QString &url)
{
    return u"<url-data xmlns='http://jabber.org/protocol/url-data' target='"_s + url + u"'/>"_s;
}

/// Files in stanzas, and places for them, from honest servers and others.
class FileStanzaTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSpecificationsExampleIsRead();
    void anAddressAloneIsAFile();
    void whatIsNotHttpsIsNoFile_data();
    void whatIsNotHttpsIsNoFile();
    void metadataIsNotBelieved();
    void anEncryptedSourceIsAnAesgcmAddress();
    void thumbnailsAreRead();
    void hostileThumbnailsAreLeftOut_data();
    void hostileThumbnailsAreLeftOut();
    void severalFilesAreRead();
    void aFloodOfFilesIsNotLookedAt_data();
    void aFloodOfFilesIsNotLookedAt();
    void whatCameAlongIsFoundForEach();
    void theFirstSourceThatCanBeUsedIsTaken();
    void aSealedAddressIsAFile();
    void aMessageWithoutTextHasItsAddress();
    void whatIsWrittenIsRead_data();
    void whatIsWrittenIsRead();
    void theServiceSaysHowMuch();
    void slotsAreRead();
    void hostileSlotsAreRefused_data();
    void hostileSlotsAreRefused();
};

void FileStanzaTest::theSpecificationsExampleIsRead()
{
    const MessageStanza stanza = read(shared(
        u"<media-type>image/jpeg</media-type><name>summit.jpg</name><size>3032449</size><width>4096</width><height>2160</height>"
        "<hash xmlns='urn:xmpp:hashes:2' algo='sha3-256'>2XarmwTlNxDAMkvymloX3S5+VbylNrJt/l5QyPa+YoU=</hash>"
        "<hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>2XarmwTlNxDAMkvymloX3S5+VbylNrJt/l5QyPa+YoU=</hash>"
        "<desc>Photo from the summit.</desc>"_s, source(u"https://download.montague.lit/4a771ac1/summit.jpg"_s)));
    QVERIFY(stanza.file);
    QCOMPARE(stanza.file->url, u"https://download.montague.lit/4a771ac1/summit.jpg"_s);
    QCOMPARE(stanza.file->name, u"summit.jpg"_s);
    QCOMPARE(stanza.file->mediaType, u"image/jpeg"_s);
    QCOMPARE(stanza.file->size, 3032449);
    QCOMPARE(stanza.file->width, 4096);
    QCOMPARE(stanza.file->height, 2160);
    QCOMPARE(stanza.file->sha256.size(), 32);
    QCOMPARE(stanza.file->description, u"Photo from the summit."_s);
}

void FileStanzaTest::anAddressAloneIsAFile()
{
    const QString url = u"https://files.harbor.example/x/Gauge%20at%20outlet.png"_s;
    const MessageStanza stanza = read(u"<body>"_s + url + u"</body><x xmlns='jabber:x:oob'><url>"_s + url + u"</url></x>"_s);
    QVERIFY(stanza.file);
    QCOMPARE(stanza.file->url, url);
    QCOMPARE(stanza.file->name, u"Gauge at outlet.png"_s);
    QCOMPARE(stanza.file->size, -1);
    QVERIFY(!read(u"<body>"_s + url + u"</body>"_s).file); // a link is a link
}

void FileStanzaTest::whatIsNotHttpsIsNoFile_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("http") << u"http://files.harbor.example/x.png"_s;
    QTest::newRow("file") << u"file:///etc/passwd"_s;
    QTest::newRow("data") << u"data:image/png;base64,AAAA"_s;
    QTest::newRow("user") << u"https://mara:secret@files.harbor.example/x.png"_s;
    QTest::newRow("no host") << u"https:///x.png"_s;
    QTest::newRow("long") << u"https://files.harbor.example/"_s + QString(5000, u'x');
    QTest::newRow("key too short") << u"aesgcm://files.harbor.example/x.png#"_s + key;
    QTest::newRow("no key") << u"aesgcm://files.harbor.example/x.png"_s;
    QTest::newRow("not hex") << u"aesgcm://files.harbor.example/x.png#"_s + QString(88, u'z');
}

void FileStanzaTest::whatIsNotHttpsIsNoFile()
{
    QFETCH(QString, url);
    QVERIFY(!read(u"<body>x</body><x xmlns='jabber:x:oob'><url>"_s + url + u"</url></x>"_s).file);
    QVERIFY(!read(u"<body>x</body>"_s + shared({}, source(url))).file);
    QVERIFY(!read(u"<body>"_s + url + u"</body>"_s).file);
}

void FileStanzaTest::metadataIsNotBelieved()
{
    const MessageStanza stanza = read(shared(
        u"<media-type>IMAGE/PNG; charset=x</media-type><name>../../.bashrc</name><size>-5</size><width>65501</width><height>10</height>"
        "<hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>AAAA</hash>"_s, source(u"https://files.harbor.example/x"_s)));
    QVERIFY(stanza.file);
    QCOMPARE(stanza.file->name, u"bashrc"_s);
    QCOMPARE(stanza.file->mediaType, u"image/png"_s);
    QCOMPARE(stanza.file->size, -1);
    QCOMPARE(stanza.file->width, 0);
    QCOMPARE(stanza.file->height, 0);
    QVERIFY(stanza.file->sha256.isEmpty());
}

void FileStanzaTest::anEncryptedSourceIsAnAesgcmAddress()
{
    const QString keyText = QString::fromLatin1(QByteArray(32, 'k').toBase64());
    const QString ivText = QString::fromLatin1(QByteArray(12, 'v').toBase64());
    const QString sealed = u"<encrypted xmlns='urn:xmpp:esfs:0' cipher='urn:xmpp:ciphers:aes-256-gcm-nopadding:0'><key>%1</key><iv>%2</iv>"
                           "<sources xmlns='urn:xmpp:sfs:0'>%3</sources></encrypted>"_s
                               .arg(keyText, ivText, source(u"https://files.harbor.example/x.bin"_s));
    const MessageStanza stanza = read(shared(u"<name>plan.pdf</name>"_s, sealed));
    QVERIFY(stanza.file);
    QVERIFY(stanza.file->isSealed());
    const auto found = fileSource(stanza.file->url);
    QVERIFY(found);
    QCOMPARE(found->url, u"https://files.harbor.example/x.bin"_s);
    QCOMPARE(found->key, QByteArray(32, 'k'));
    QCOMPARE(found->iv, QByteArray(12, 'v'));
    QString other = sealed;
    QVERIFY(!read(u"<body>x</body>"_s + shared({}, other.replace(u"256-gcm"_s, u"256-cbc"_s))).file);
}

QString thumbnail(const QString &uri)
{
    return u"<thumbnail xmlns='urn:xmpp:thumbs:1' media-type='image/png' width='65535' height='65535' uri='"_s + uri + u"'/>"_s;
}

/// XEP-0264: by waves, in its address, or as bits that came along (XEP-0231). What somebody would have to be asked for is not.
void FileStanzaTest::severalFilesAreRead()
{
    const auto one = [](const QString &name) {
        return shared(u"<media-type>image/png</media-type><name>"_s + name + u"</name>"_s, source(u"https://files.harbor.example/x/"_s + name));
    };
    const MessageStanza stanza = read(u"<body>Look</body>"_s + one(u"a.png"_s) + one(u"b.png"_s) + one(u"a.png"_s)
                                      + shared(u"<name>nowhere.png</name>"_s, {}) + one(u"c.png"_s));
    QVERIFY(stanza.file);
    QCOMPARE(stanza.file->name, u"c.png"_s);
    QCOMPARE(stanza.filesBefore.size(), 2); // the same twice is one
    QCOMPARE(stanza.filesBefore[0].name, u"a.png"_s);
    QCOMPARE(stanza.filesBefore[1].name, u"b.png"_s);
    QCOMPARE(stanza.filesLeftOut, 1);
    QCOMPARE(stanza.body, u"Look"_s);

    // Addresses for programs that know less, without a word of what they are (XEP-0428).
    const MessageStanza bare = read(u"<body>https://files.harbor.example/x/a.png\nhttps://files.harbor.example/x/b.png</body>"_s
                                    + one(u"a.png"_s) + one(u"b.png"_s));
    QCOMPARE(bare.body, bare.file->url);
    // Sealed, and taken out (XEP-0420, 4.3).
    QDomDocument outside;
    QDomDocument inside;
    SceEnvelope envelope;
    envelope.content = element(inside, u"<content xmlns='urn:xmpp:sce:1'><body xmlns='jabber:client'>Look</body>"_s + one(u"a.png"_s)
                                           + one(u"b.png"_s) + u"</content>"_s);
    const MessageStanza opened = readOpened(element(outside, u"<message xmlns='jabber:client' from='tomas@harbor.example/x' type='chat'>"_s
                                                                 + one(u"c.png"_s) + u"</message>"_s), envelope);
    QCOMPARE(opened.filesBefore.size(), 1);
    QCOMPARE(opened.filesBefore[0].name, u"a.png"_s);
    QCOMPARE(opened.file->name, u"b.png"_s); // and nothing of what stood outside

    const MessageStanza none = read(u"<body>Look</body>"_s + shared({}, {}) + shared({}, {}));
    QVERIFY(!none.file && none.filesBefore.isEmpty());
}

void FileStanzaTest::aFloodOfFilesIsNotLookedAt_data()
{
    QTest::addColumn<QString>("sources");
    QTest::addColumn<int>("taken");
    QTest::newRow("one again and again") << source(u"https://files.harbor.example/a.png"_s) << 1;
    QTest::newRow("none that could be fetched") << source(u"http://files.harbor.example/a.png"_s) << 0;
    QTest::newRow("nowhere") << QString() << 0;
}

/// They fill no list, and each of them would cost a walk through all that came along.
void FileStanzaTest::aFloodOfFilesIsNotLookedAt()
{
    QFETCH(QString, sources);
    QFETCH(int, taken);
    constexpr int flood = 5000;
    const QString one = shared(thumbnail(u"cid:sha1+00@bob.xmpp.org"_s).repeated(10), sources);
    const QString good = shared(u"<name>b.png</name>"_s, source(u"https://files.harbor.example/b.png"_s));
    const auto readFiles = [](const QString &inside) {
        QDomDocument document;
        return readSharedFiles(element(document, u"<message xmlns='jabber:client'>"_s + inside + u"</message>"_s), {});
    };
    const SharedFiles within = readFiles(one.repeated(mostSharings - 1) + good);
    QCOMPARE(within.files.size(), taken + 1);
    QCOMPARE(within.files.last().name, u"b.png"_s);
    QCOMPARE(within.leftOut, taken ? 0 : mostSharings - 1);
    const SharedFiles flooded = readFiles(good + one.repeated(flood) + shared({}, source(u"https://files.harbor.example/c.png"_s)));
    QCOMPARE(flooded.files.size(), taken + 1); // and not the one behind it
    QCOMPARE(flooded.files.first().name, u"b.png"_s);
    QCOMPARE(flooded.leftOut, (taken ? 0 : mostSharings - 1) + flood + 1 - (mostSharings - 1));
}

void FileStanzaTest::whatCameAlongIsFoundForEach()
{
    const auto cid = [](const QByteArray &bytes) {
        return u"sha1+"_s + QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex()) + u"@bob.xmpp.org"_s;
    };
    const auto bits = [&cid](const QByteArray &bytes, const QByteArray &content) {
        return u"<data xmlns='urn:xmpp:bob' type='image/png' cid='%1'>%2</data>"_s.arg(cid(bytes), QString::fromLatin1(content.toBase64()));
    };
    const auto one = [&cid](const QString &name, const QByteArray &bytes) {
        return shared(thumbnail(u"cid:"_s + cid(bytes)), source(u"https://files.harbor.example/"_s + name));
    };
    const MessageStanza stanza = read(bits("first", QByteArray(100'000, 'x')) + one(u"a"_s, "first") + bits("first", "first")
                                      + bits("second", "second") + one(u"b"_s, "second") + one(u"c"_s, "first") + one(u"d"_s, "none")
                                      + bits("second", "another"));
    QCOMPARE(stanza.filesBefore.size(), 3);
    QCOMPARE(stanza.filesBefore[0].thumbnail, QByteArray("first")); // what is too large hides none of its name
    QCOMPARE(stanza.filesBefore[1].thumbnail, QByteArray("second"));
    QCOMPARE(stanza.filesBefore[2].thumbnail, QByteArray("first"));
    QVERIFY(stanza.file->thumbnail.isEmpty());
}

void FileStanzaTest::theFirstSourceThatCanBeUsedIsTaken()
{
    const auto sealed = [](const QString &cipher, const QString &url) {
        return u"<encrypted xmlns='urn:xmpp:esfs:0' cipher='%1'><key>%2</key><iv>%3</iv><sources xmlns='urn:xmpp:sfs:0'>%4</sources></encrypted>"_s
            .arg(cipher, QString::fromLatin1(QByteArray(32, 'k').toBase64()), QString::fromLatin1(QByteArray(12, 'i').toBase64()), source(url));
    };
    const QString bad = source(u"http://files.harbor.example/x/a.png"_s) + source(u"file:///etc/passwd"_s);
    const QString good = source(u"https://files.harbor.example/x/a.png"_s);
    QCOMPARE(read(shared({}, bad + good)).file->url, u"https://files.harbor.example/x/a.png"_s);
    QVERIFY(!read(shared({}, bad)).file);
    const QString gcm = u"urn:xmpp:ciphers:aes-256-gcm-nopadding:0"_s;
    const MessageStanza stanza = read(shared({}, good + sealed(u"urn:xmpp:ciphers:aes-128-gcm-nopadding:0"_s, u"https://files.harbor.example/x/b.png"_s)
                                                 + sealed(gcm, u"https://files.harbor.example/x/c.png"_s)));
    QVERIFY(stanza.file->isSealed());
    QVERIFY(stanza.file->url.startsWith(u"aesgcm://files.harbor.example/x/c.png#"_s));
}

void FileStanzaTest::thumbnailsAreRead()
{
    const QByteArray bytes("not decoded by anybody who reads it");
    const QString data = u"data:image/jpeg;base64,"_s + QString::fromLatin1(bytes.toBase64());
    const QString address = source(u"https://files.harbor.example/a.png"_s);
    const MessageStanza both = read(shared(thumbnail(data) + thumbnail(u"data:image/blurhash,"_s + QString::fromLatin1(QUrl::toPercentEncoding(waves)))
                                           + thumbnail(u"data:image/blurhash,"_s + u"000000"_s), address));
    QVERIFY(both.file);
    QCOMPARE(both.file->blurHash, waves); // the first
    QCOMPARE(both.file->thumbnail, bytes);
    QVERIFY(read(shared(thumbnail(u"https://files.harbor.example/small.png"_s), address)).file->thumbnail.isEmpty());

    const QString cid = u"sha1+"_s + QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex()) + u"@bob.xmpp.org"_s;
    const QString bits = u"<data xmlns='urn:xmpp:bob' type='image/png' cid='%1'>%2</data>"_s;
    const QString file = shared(thumbnail(u"cid:"_s + cid), address);
    QCOMPARE(read(file + bits.arg(cid, QString::fromLatin1(bytes.toBase64()))).file->thumbnail, bytes);
    QVERIFY(read(file + bits.arg(cid, QString::fromLatin1(QByteArray("another").toBase64()))).file->thumbnail.isEmpty());
    QVERIFY(read(file).file->thumbnail.isEmpty());
}

void FileStanzaTest::hostileThumbnailsAreLeftOut_data()
{
    QTest::addColumn<QString>("uri");
    const auto data = [](const QByteArray &type, qsizetype size) {
        return QString::fromLatin1("data:" + type + ";base64," + QByteArray(size, 'x').toBase64());
    };
    QTest::newRow("too large") << data("image/png", 16 * 1024 + 1);
    QTest::newRow("endless") << data("image/png", 1024 * 1024);
    QTest::newRow("SVG") << data("image/svg+xml", 100);
    QTest::newRow("a page") << data("text/html", 100);
    QTest::newRow("no base64") << u"data:image/png;base64,\u00fc\u00fc"_s;
    QTest::newRow("without a comma") << u"data:image/png;base64"_s;
    QTest::newRow("nothing") << u"data:,"_s;
    QTest::newRow("a file") << u"file:///etc/passwd"_s;
    QTest::newRow("a web page") << u"http://tracker.example/1.png"_s;
    QTest::newRow("waves of nothing") << u"data:image/blurhash,"_s;
    QTest::newRow("cut waves") << u"data:image/blurhash,"_s + waves.chopped(1);
    QTest::newRow("endless waves") << u"data:image/blurhash,"_s + QString(10'000, u'0');
}

void FileStanzaTest::hostileThumbnailsAreLeftOut()
{
    QFETCH(QString, uri);
    const QString address = source(u"https://files.harbor.example/a.png"_s);
    const MessageStanza stanza = read(shared(thumbnail(uri), address));
    QVERIFY(stanza.file);
    QVERIFY(stanza.file->blurHash.isEmpty());
    QVERIFY(stanza.file->thumbnail.isEmpty());
    // Only so many are looked at.
    const QString good = thumbnail(u"data:image/blurhash,"_s + QString::fromLatin1(QUrl::toPercentEncoding(waves)));
    QVERIFY(read(shared(thumbnail(uri).repeated(10) + good, address)).file->blurHash.isEmpty());
    QCOMPARE(read(shared(thumbnail(uri).repeated(9) + good, address)).file->blurHash, waves);
}

void FileStanzaTest::aSealedAddressIsAFile()
{
    const QString url = u"aesgcm://files.harbor.example/x/plan.pdf#"_s + iv + key;
    const MessageStanza stanza = read(u"<body>"_s + url + u"</body>"_s);
    QVERIFY(stanza.file);
    QCOMPARE(stanza.file->name, u"plan.pdf"_s);
    const auto found = fileSource(url);
    QVERIFY(found);
    QCOMPARE(found->url, u"https://files.harbor.example/x/plan.pdf"_s); // the key goes to nobody
    QCOMPARE(found->key, QByteArray(32, '\xaa'));
    QCOMPARE(found->iv, QByteArray(12, '\xbb'));
    QVERIFY(fileSource(u"aesgcm://files.harbor.example/x#"_s + iv + QString(8, u'0') + key)); // as it was before
    QVERIFY(read(u"<body>"_s + url + u"\ndata:image/jpeg,/9j/4AAQ</body>"_s).file);
    QVERIFY(!read(u"<body>look: "_s + url + u"</body>"_s).file); // XEP-0454, 5: strict
}

void FileStanzaTest::aMessageWithoutTextHasItsAddress()
{
    const MessageStanza stanza = read(shared(u"<name>a.png</name>"_s, source(u"https://files.harbor.example/a.png"_s)));
    QCOMPARE(stanza.body, u"https://files.harbor.example/a.png"_s);
}

void FileStanzaTest::whatIsWrittenIsRead_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("clear") << u"https://files.harbor.example/x/gauge.png"_s;
    QTest::newRow("sealed") << u"aesgcm://files.harbor.example/x/gauge.png#"_s + iv + key;
}

void FileStanzaTest::whatIsWrittenIsRead()
{
    QFETCH(QString, url);
    const SharedFile file{url, u"gauge <1>.png"_s, u"image/png"_s, 12345, 640, 480, QByteArray(32, 'h'), {}, waves};
    QXmppMessage message = writeText(*BareJid::parse(u"tomas@harbor.example"), OriginId(u"o1"_s), url);
    writeSharedFile(message, file);
    QString xml;
    QXmlStreamWriter writer(&xml);
    message.toXml(&writer);
    QDomDocument document;
    const MessageStanza stanza = readMessage(element(document, u"<s xmlns='jabber:client'>"_s + xml + u"</s>"_s).firstChildElement());
    QCOMPARE(stanza.body, url);
    QVERIFY(stanza.file);
    SharedFile expected = file;
    expected.name = u"gauge _1_.png"_s;
    QCOMPARE(*stanza.file, expected);
    QCOMPARE(xml.contains(u"jabber:x:oob"_s), !file.isSealed());
    QVERIFY(xml.contains(u"width=\"128\""_s) && xml.contains(u"height=\"96\""_s));
}

void FileStanzaTest::theServiceSaysHowMuch()
{
    const auto read = [](const QString &inside) {
        QDomDocument document;
        return readUploadService(element(document, u"<iq xmlns='jabber:client'><query xmlns='http://jabber.org/protocol/disco#info'>"_s + inside
                                                       + u"</query></iq>"_s));
    };
    const QString feature = u"<feature var='urn:xmpp:http:upload:0'/>"_s;
    const QString form = u"<x type='result' xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'><value>%1</value></field>"
                         "<field var='max-file-size'><value>%2</value></field></x>"_s;
    QCOMPARE(read(feature + form.arg(u"urn:xmpp:http:upload:0"_s, u"5242880"_s)), 5242880);
    QCOMPARE(read(feature), 0);
    QCOMPARE(read(feature + form.arg(u"urn:xmpp:http:upload:0"_s, u"-1"_s)), 0);
    QCOMPARE(read(feature + form.arg(u"something:else"_s, u"5"_s)), 0);
    QVERIFY(!read(u"<feature var='urn:xmpp:ping'/>"_s));
}

void FileStanzaTest::slotsAreRead()
{
    QDomDocument document;
    const auto slot = readSlot(element(document,
        u"<iq xmlns='jabber:client'><slot xmlns='urn:xmpp:http:upload:0'><put url='https://upload.montague.tld/4a771ac1/tr%C3%A8s%20cool.jpg'>"
        "<header name='Authorization'>Basic Base64String==</header><header name='Cookie'>foo=bar; user=romeo</header>"
        "<header name='Host'>evil.example</header><header name='Content-Length'>5</header></put>"
        "<get url='https://download.montague.tld/4a771ac1/tr%C3%A8s%20cool.jpg'/></slot></iq>"_s));
    QVERIFY(slot);
    QCOMPARE(slot->put, u"https://upload.montague.tld/4a771ac1/tr%C3%A8s%20cool.jpg"_s);
    QCOMPARE(slot->get, u"https://download.montague.tld/4a771ac1/tr%C3%A8s%20cool.jpg"_s);
    const QList<std::pair<QByteArray, QByteArray>> headers{{"authorization", "Basic Base64String=="}, {"cookie", "foo=bar; user=romeo"}};
    QCOMPARE(slot->headers, headers);
}

void FileStanzaTest::hostileSlotsAreRefused_data()
{
    QTest::addColumn<QString>("put");
    QTest::addColumn<QString>("get");
    QTest::addColumn<QString>("header");
    const QString good = u"https://upload.montague.tld/x"_s;
    QTest::newRow("put by http") << u"http://upload.montague.tld/x"_s << good << QString();
    QTest::newRow("get by http") << good << u"http://upload.montague.tld/x"_s << QString();
    QTest::newRow("a file of ours") << u"file:///home/mara/.ssh/id_rsa"_s << good << QString();
    QTest::newRow("with a name") << u"https://a:b@upload.montague.tld/x"_s << good << QString();
    QTest::newRow("none") << QString() << good << QString();
    QTest::newRow("no get") << good << QString() << QString();
    QTest::newRow("not an address") << u"https://"_s << good << QString();
    QTest::newRow("long") << good + QString(5000, u'x') << good << QString();
    QTest::newRow("two headers in one") << good << good << u"<header name='Cookie'>a=b&#10;X-Evil: yes</header>"_s;
    QTest::newRow("carriage return") << good << good << u"<header name='Authorization'>a&#13;b</header>"_s;
    QTest::newRow("not ASCII") << good << good << u"<header name='Cookie'>grüße</header>"_s;
    QTest::newRow("long header") << good << good << u"<header name='Cookie'>"_s + QString(9000, u'x') + u"</header>"_s;
}

void FileStanzaTest::hostileSlotsAreRefused()
{
    QFETCH(QString, put);
    QFETCH(QString, get);
    QFETCH(QString, header);
    QDomDocument document;
    QVERIFY(!readSlot(element(document, u"<iq xmlns='jabber:client'><slot xmlns='urn:xmpp:http:upload:0'><put url='%1'>%2</put><get url='%3'/></slot></iq>"_s
                                            .arg(put, header, get))));
}

JACKDAW_TEST(FileStanzaTest)

} // namespace file_stanza_test

#include "file_stanza_test.moc"
