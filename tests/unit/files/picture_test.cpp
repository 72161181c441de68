// SPDX-License-Identifier: GPL-3.0-or-later
#include "avatars/AvatarFolder.h"
#include "base/BlurHash.h"
#include "files/AvatarDialog.h"
#include "files/AvatarPictures.h"
#include "files/FileOpening.h"
#include "files/PictureMetadata.h"
#include "files/PreparedFile.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "timeline/FileBlock.h"
#include "timeline/PictureCache.h"
#include "support/TestProgram.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QImageWriter>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace picture_test {

QImage drawn()
{
    QImage image(64, 32, QImage::Format_RGB32);
    image.fill(QColor(200, 30, 30));
    QPainter painter(&image);
    painter.fillRect(0, 0, 32, 16, QColor(20, 40, 200));
    return image;
}

QByteArray encoded(const char *format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly) || !drawn().save(&buffer, format, 90))
        qFatal("no %s", format);
    return bytes;
}

/// Notes of a photo: which side is up, and where it was taken.
QByteArray notes(char orientation)
{
    QByteArray tiff("MM\0\x2a\0\0\0\x08\0\x02", 10);
    tiff += QByteArray("\x01\x12\0\x03\0\0\0\x01\0", 9) + orientation + QByteArray("\0\0", 2);
    tiff += QByteArray("\x88\x25\0\x04\0\0\0\x01\0\0\0\x26", 12) + QByteArray("\0\0\0\0", 4) + "SECRETPLACE";
    return QByteArray("Exif\0\0", 6) + tiff;
}

QByteArray withSegment(const QByteArray &jpeg, uchar marker, const QByteArray &content)
{
    QByteArray segment("\xff", 1);
    segment += char(marker);
    segment += char((content.size() + 2) >> 8);
    segment += char((content.size() + 2) & 0xff);
    return jpeg.first(2) + segment + content + jpeg.sliced(2);
}

QImage decoded(const QByteArray &bytes)
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"x"_s));
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write(bytes);
    file.close();
    return readPicture(file.fileName(), QSize(1000, 1000));
}

/// Pictures on their way out without what they tell, and on their way in within limits.
class PictureTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPhotoLosesItsPlace();
    void whichSideIsUpStays();
    void progressivePhotosStayWhole();
    void whatHidesBehindTheEndGoes();
    void aPngLosesItsTexts();
    void anExtraOfAProgramGoes_data();
    void anExtraOfAProgramGoes();
    void aGifLosesItsComments();
    void aWebpLosesItsNotes();
    void brokenPicturesAreNotSent_data();
    void brokenPicturesAreNotSent();
    void whatIsNotUnderstoodSaysThatItTells();
    void whatAnotherMessageBroughtIsKeptBeside_data();
    void whatAnotherMessageBroughtIsKeptBeside();
    void aPastedPictureLosesItsTexts();
    void whatIsNoPictureIsLeftAlone();
    void preparingNeverTouchesTheOriginal();
    void aPictureTooLargeToBeShownLosesItsPlace();
    void whatIsTooLargeToBeCleanedSaysSo();
    void bombsAreRefused_data();
    void bombsAreRefused();
    void decodingStaysWithinItsMemory_data();
    void decodingStaysWithinItsMemory();
    void smallPicturesAreLimitedToo();
    void whatIsNotHereIsShownBlurred();
    void sizesAreKnownBefore_data();
    void sizesAreKnownBefore();
    void onesOwnPictureTellsNothing();
    void peopleAreShownFromTheirFiles();
    void aSmallerCopyIsOffered();
    void programsAreAskedAbout_data();
    void programsAreAskedAbout();
};

void PictureTest::aPhotoLosesItsPlace()
{
    const QByteArray plain = encoded("JPEG");
    QByteArray photo = withSegment(plain, 0xfe, "made by SECRETCAMERA");
    photo = withSegment(photo, 0xed, "Photoshop 3.0 SECRETNAME");
    photo = withSegment(photo, 0xe1, "http://ns.adobe.com/xap/1.0/ SECRETXMP");
    photo = withSegment(photo, 0xe1, notes(1));
    QVERIFY(photo.count("SECRET") == 4);
    const auto clean = withoutDetails(photo);
    QVERIFY(clean);
    QVERIFY(clean->hadDetails);
    QVERIFY(clean->hadLocation);
    QVERIFY(!clean->bytes.contains("SECRET"));
    QVERIFY(!clean->bytes.contains("Exif"));
    QCOMPARE(decoded(clean->bytes), decoded(plain)); // not a pixel is another
}

void PictureTest::whichSideIsUpStays()
{
    const QByteArray photo = withSegment(encoded("JPEG"), 0xe1, notes(6));
    const auto clean = withoutDetails(photo);
    QVERIFY(clean);
    QVERIFY(clean->hadLocation);
    QVERIFY(!clean->bytes.contains("SECRET"));
    QCOMPARE(decoded(photo).size(), QSize(32, 64));
    QCOMPARE(decoded(clean->bytes), decoded(photo));
    const auto again = withoutDetails(clean->bytes);
    QVERIFY(again);
    QVERIFY(!again->hadLocation);
}

void PictureTest::progressivePhotosStayWhole()
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    QImageWriter writer(&buffer, "jpeg");
    writer.setProgressiveScanWrite(true);
    QVERIFY(writer.write(drawn()));
    QVERIFY(bytes.count("\xff\xda") > 2); // scan behind scan
    const auto clean = withoutDetails(withSegment(bytes, 0xe1, notes(1)));
    QVERIFY(clean);
    QCOMPARE(clean->bytes, bytes);
}

void PictureTest::whatHidesBehindTheEndGoes()
{
    const auto clean = withoutDetails(encoded("JPEG") + withSegment(encoded("JPEG"), 0xe1, notes(1)));
    QVERIFY(clean);
    QVERIFY(clean->hadDetails);
    QVERIFY(!clean->bytes.contains("SECRET"));
}

void PictureTest::aPngLosesItsTexts()
{
    QImage image = drawn();
    image.setText(u"Author"_s, u"SECRETNAME"_s);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QVERIFY(buffer.open(QIODevice::WriteOnly) && image.save(&buffer, "PNG"));
    QVERIFY(bytes.contains("SECRETNAME"));
    const auto clean = withoutDetails(bytes + "SECRETTAIL");
    QVERIFY(clean);
    QVERIFY(clean->hadDetails);
    QVERIFY(!clean->bytes.contains("SECRET"));
    QCOMPARE(decoded(clean->bytes), decoded(encoded("PNG")));
    const auto untouched = withoutDetails(encoded("PNG"));
    QVERIFY(untouched);
    QVERIFY(!untouched->hadLocation);
}

QByteArray pngChunk(const QByteArray &type, const QByteArray &content)
{
    QByteArray chunk(4, '\0');
    qToBigEndian<quint32>(quint32(content.size()), chunk.data());
    return chunk + type + content + QByteArray(4, '\0'); // nobody looks at the sum of what is left out
}

QByteArray riffChunk(const QByteArray &type, const QByteArray &content)
{
    QByteArray chunk = type + QByteArray(4, '\0');
    qToLittleEndian<quint32>(quint32(content.size()), chunk.data() + 4);
    return chunk + content + QByteArray(content.size() % 2, '\0');
}

/// Two frames of one pixel, blocks of somebody between them.
QByteArray gif(const QByteArray &between)
{
    const QByteArray frame = QByteArray::fromHex("21f904000a000000" "2c00000000010001000002024c0100");
    const QByteArray loops = QByteArray::fromHex("21ff0b") + "NETSCAPE2.0" + QByteArray::fromHex("0301000000");
    return "GIF89a" + QByteArray::fromHex("01000100800000" "000000ffffff") + loops + frame + between + frame + ";";
}

void PictureTest::anExtraOfAProgramGoes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("clean");
    QTest::addColumn<bool>("hasPlace");
    const QByteArray png = encoded("PNG");
    const QByteArray exif = notes(1).sliced(6);
    const auto inPng = [&png](const QByteArray &chunk) { return png.first(33) + chunk + png.sliced(33); };
    const QByteArray xmp = "<x:xmpmeta exif:GPSLatitude='SECRET'/>";
    QTest::newRow("png, notes") << inPng(pngChunk("eXIf", exif)) << png << true;
    QTest::newRow("png, text") << inPng(pngChunk("tEXt", QByteArray("Comment\0SECRET", 14))) << png << false;
    QTest::newRow("png, packed text") << inPng(pngChunk("zTXt", QByteArray("Comment\0\0SECRET", 15))) << png << false;
    QTest::newRow("png, words of Adobe") << inPng(pngChunk("iTXt", QByteArray("XML:com.adobe.xmp\0\0\0\0\0", 22) + xmp)) << png << true;
    QTest::newRow("png, time") << inPng(pngChunk("tIME", "SECRET!")) << png << false;
    QTest::newRow("png, who signed it") << inPng(pngChunk("caBX", "SECRET")) << png << false;
    const QByteArray jpeg = encoded("JPEG");
    QTest::newRow("jpeg, words of Adobe") << withSegment(jpeg, 0xe1, QByteArray("http://ns.adobe.com/xap/1.0/\0", 29) + xmp) << jpeg << true;
    QTest::newRow("jpeg, a small one of before") << withSegment(jpeg, 0xe0, QByteArray("JFXX\0\x10SECRET", 12)) << jpeg << false;
    // JFIF 1.02: 14 bytes, the last two of them its sides, and so many colours behind.
    QByteArray small = jpeg.first(18) + "\2\1SECRET" + jpeg.sliced(20);
    small[5] = char(small[5] + 6);
    QTest::newRow("jpeg, a small one in JFIF") << small << jpeg << false;
}

void PictureTest::anExtraOfAProgramGoes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, clean);
    const auto cleaned = withoutDetails(bytes);
    QVERIFY(cleaned);
    QVERIFY(cleaned->hadDetails);
    QTEST(cleaned->hadLocation, "hasPlace");
    QCOMPARE(cleaned->bytes, clean);
    const auto again = withoutDetails(clean);
    QVERIFY(again && !again->hadDetails);
}

void PictureTest::aGifLosesItsComments()
{
    const QByteArray comment = QByteArray::fromHex("21fe06") + "SECRET" + '\0';
    const QByteArray words = QByteArray::fromHex("21ff0b") + "XMP DataXMP" + "\x12" "GPSLatitude=SECRET" + '\0';
    const auto clean = withoutDetails(gif(comment + words) + "SECRETTAIL");
    QVERIFY(clean);
    QVERIFY(clean->hadDetails && clean->hadLocation);
    QCOMPARE(clean->bytes, gif({})); // it moves as it did, as often
    QVERIFY(hasRemovableDetails(gif({})));
    const auto same = withoutDetails(gif({}));
    QVERIFY(same && !same->hadDetails);

    // As it is sent, and as it is put into a pack of stickers.
    QTemporaryDir folder;
    QFile file(folder.filePath(u"wave.gif"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(gif(comment)) > 0);
    file.close();
    auto future = prepareFile(file.fileName(), folder.filePath(u"outgoing"_s), QSize(50, 50));
    future.waitForFinished();
    const auto prepared = future.result();
    QVERIFY(prepared && prepared->lostDetails && prepared->mayMove);
    QFile sent(prepared->file.path);
    QVERIFY(sent.open(QIODevice::ReadOnly));
    QCOMPARE(sent.readAll(), gif({}));
}

void PictureTest::aWebpLosesItsNotes()
{
    // One pixel without loss: what writes such pictures is not installed everywhere.
    const QByteArray plain = QByteArray::fromBase64("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
    QByteArray photo = plain + riffChunk("EXIF", notes(1)) + riffChunk("XMP ", "SECRET") + riffChunk("MINE", "SECRET!");
    qToLittleEndian<quint32>(quint32(photo.size() - 8), photo.data() + 4);
    const auto clean = withoutDetails(photo + "SECRETTAIL");
    QVERIFY(clean);
    QVERIFY(clean->hadDetails && clean->hadLocation);
    QCOMPARE(clean->bytes, plain);
}

void PictureTest::whatAnotherMessageBroughtIsKeptBeside_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("place"); // below the profile
    QTest::newRow("a document that came") << QByteArray("%PDF-1.4 the gauges") << u"files/19f"_s;
    QTest::newRow("a picture that tells nothing") << encoded("JPEG") << u"files/19f"_s;
    QTest::newRow("what went out in a copy, as voice does") << QByteArray("OggS the gauges") << u"files/outgoing/19f"_s;
    QTest::newRow("the user's own") << QByteArray("%PDF-1.4 the gauges") << u"desk"_s;
}

/// It goes with its message, and what is sent on must not go along.
void PictureTest::whatAnotherMessageBroughtIsKeptBeside()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, place);
    QTemporaryDir profile;
    const QString files = profile.filePath(u"files"_s);
    const QString theirs = profile.filePath(place);
    const bool isOfAMessage = place != "desk"_L1;
    QVERIFY(QDir().mkpath(theirs));
    QFile file(theirs + u"/Gauges"_s);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    file.close();
    const auto prepare = [&] {
        auto future = prepareFile(file.fileName(), files + u"/outgoing"_s, QSize(50, 50));
        future.waitForFinished();
        return future.result();
    };
    const auto left = prepare(); // nothing is sent in the end
    QVERIFY(left);
    discard(*left, files + u"/outgoing"_s);
    QVERIFY(QFile::exists(file.fileName()));
    const auto prepared = prepare();
    QVERIFY(prepared);
    QCOMPARE(prepared->file.path == file.fileName(), !isOfAMessage);
    QCOMPARE(prepared->file.name, u"Gauges"_s);
    QVERIFY(!prepared->lostDetails);
    QCOMPARE(QDir(theirs).removeRecursively(), true);
    QFile sent(prepared->file.path);
    QCOMPARE(sent.open(QIODevice::ReadOnly) ? sent.readAll() : QByteArray(), isOfAMessage ? content : QByteArray());
    discard(*prepared, files + u"/outgoing"_s);
    QCOMPARE(QDir(files + u"/outgoing"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList());
}

void PictureTest::whatIsNotUnderstoodSaysThatItTells()
{
    QTemporaryDir folder;
    for (const auto &[name, content, tells] : {std::tuple(u"a.heic"_s, QByteArray::fromHex("00000018") + "ftypheic", true),
                                               std::tuple(u"a.mp4"_s, QByteArray::fromHex("00000018") + "ftypmp42", true),
                                               std::tuple(u"a.pdf"_s, QByteArray("%PDF-1.4"), false)}) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        file.close();
        auto future = prepareFile(file.fileName(), folder.filePath(u"outgoing"_s), QSize(50, 50));
        future.waitForFinished();
        const auto prepared = future.result();
        QVERIFY(prepared);
        QCOMPARE(prepared->mayTell, tells);
        QVERIFY(!prepared->lostDetails); // nobody says that something was left out
    }
}

void PictureTest::aPastedPictureLosesItsTexts()
{
    QTemporaryDir folder;
    QImage image = drawn();
    image.setText(u"Author"_s, u"SECRETNAME"_s);
    auto future = prepareImage(image, u"a.png"_s, folder.filePath(u"outgoing"_s), QSize(50, 50));
    future.waitForFinished();
    const auto prepared = future.result();
    QVERIFY(prepared);
    QFile sent(prepared->file.path);
    QVERIFY(sent.open(QIODevice::ReadOnly));
    const QByteArray bytes = sent.readAll();
    QVERIFY(!bytes.contains("SECRETNAME"));
    QCOMPARE(decoded(bytes), decoded(encoded("PNG")));
}

void PictureTest::brokenPicturesAreNotSent_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray jpeg = withSegment(encoded("JPEG"), 0xe1, notes(1));
    QTest::newRow("jpeg cut in the notes") << jpeg.first(30);
    QTest::newRow("jpeg without an end") << jpeg.first(jpeg.size() - 2);
    QTest::newRow("png cut") << encoded("PNG").first(40);
    QByteArray wild = jpeg;
    wild[4] = '\xff';
    wild[5] = '\xff'; // longer than the file
    QTest::newRow("jpeg with a length that lies") << wild;
    QTest::newRow("gif cut in a frame") << gif({}).chopped(4);
    QTest::newRow("gif cut in its colours") << gif({}).first(15);
    QTest::newRow("webp with a length that lies") << QByteArray("RIFF\xff\xff\xff\x7fWEBPVP8 \xff\xff\xff\x7f" "abc", 23);
}

void PictureTest::brokenPicturesAreNotSent()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!withoutDetails(bytes));
}

void PictureTest::whatIsNoPictureIsLeftAlone()
{
    for (const QByteArray &bytes : {QByteArray("%PDF-1.4 Exif"), QByteArray(), QByteArray("RIFF"), QByteArray("GIF89a...")}) {
        const auto same = withoutDetails(bytes);
        QVERIFY(same);
        QCOMPARE(same->bytes, bytes);
        QVERIFY(!same->hadDetails);
    }
}

void PictureTest::preparingNeverTouchesTheOriginal()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"IMG 1.jpg"_s);
    const QByteArray photo = withSegment(encoded("JPEG"), 0xe1, notes(6));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(photo) == photo.size());
    file.close();
    auto future = prepareFile(path, folder.filePath(u"outgoing"_s), QSize(50, 50));
    future.waitForFinished();
    const auto prepared = future.result();
    QVERIFY(prepared);
    QVERIFY(prepared->lostLocation);
    QVERIFY(prepared->file.path != path);
    QVERIFY(prepared->file.path.endsWith(u"/IMG 1.jpg"_s));
    QCOMPARE(prepared->file.name, u"IMG 1.jpg"_s);
    QCOMPARE(prepared->file.mediaType, u"image/jpeg"_s);
    QCOMPARE(prepared->file.width, 32); // as it is seen
    QCOMPARE(prepared->file.height, 64);
    QVERIFY(prepared->preview.width() <= 50 && !prepared->preview.isNull());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), photo);
    QCOMPARE(QFile::permissions(prepared->file.path) & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
    discard(*prepared, folder.filePath(u"outgoing"_s));
    QVERIFY(!QFile::exists(prepared->file.path));
    PreparedFile own;
    own.file.path = path;
    discard(own, folder.filePath(u"outgoing"_s));
    QVERIFY(QFile::exists(path));
}

void PictureTest::aPictureTooLargeToBeShownLosesItsPlace()
{
    QByteArray photo = encoded("JPEG");
    const qsizetype frame = photo.indexOf("\xff\xc0");
    QVERIFY(frame > 0);
    photo.replace(frame + 5, 4, QByteArray::fromHex("18002000")); // 8192 x 6144
    photo = withSegment(photo, 0xe1, notes(1));
    QTemporaryDir folder;
    QFile file(folder.filePath(u"IMG 2.jpg"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(photo) == photo.size());
    file.close();
    QVERIFY(pictureSize(file.fileName()).isEmpty());
    auto future = prepareFile(file.fileName(), folder.filePath(u"outgoing"_s), QSize(50, 50));
    future.waitForFinished();
    const auto prepared = future.result();
    QVERIFY(prepared);
    QVERIFY(prepared->lostLocation);
    QVERIFY(!prepared->keepsDetails);
    QFile sent(prepared->file.path);
    QVERIFY(sent.open(QIODevice::ReadOnly));
    QVERIFY(!sent.readAll().contains("SECRET"));
}

void PictureTest::whatIsTooLargeToBeCleanedSaysSo()
{
    QTemporaryDir folder;
    for (const auto &[name, content, keeps] : {std::tuple(u"a.jpg"_s, withSegment(encoded("JPEG"), 0xe1, notes(1)), true),
                                               std::tuple(u"a.pdf"_s, QByteArray("%PDF-1.4"), false)}) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        QVERIFY(file.resize(65 * 1024 * 1024)); // of nothing: it takes no room
        file.close();
        auto future = prepareFile(file.fileName(), folder.filePath(u"outgoing"_s), QSize(50, 50));
        future.waitForFinished();
        const auto prepared = future.result();
        QVERIFY(prepared);
        QCOMPARE(prepared->keepsDetails, keeps);
        QVERIFY(!prepared->lostDetails);
    }
}

void PictureTest::bombsAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    // A PNG that says it is 65,500 pixels wide and high, and a GIF that says as much.
    QByteArray png = encoded("PNG");
    png.replace(16, 8, QByteArray::fromHex("0000ffdc0000ffdc"));
    QTest::newRow("png") << png;
    QTest::newRow("gif") << QByteArray("GIF89a\xdc\xff\xdc\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xdc\xff\xdc\xff\0\x02\x02L\x01\0;", 38);
    QTest::newRow("svg") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><image href='file:///etc/passwd'/></svg>");
    QTest::newRow("xbm") << QByteArray("#define x_width 8\n#define x_height 8\nstatic char x_bits[] = {0,0,0,0,0,0,0,0};");
    QTest::newRow("cut") << encoded("PNG").first(30);
    QTest::newRow("nothing") << QByteArray();
}

void PictureTest::bombsAreRefused()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(decoded(bytes).isNull());
}

void PictureTest::decodingStaysWithinItsMemory_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<int>("pixelFormat");
    QTest::addColumn<int>("side");
    for (const int side : {4000, 4200, 5790, 7000}) {
        QTest::addRow("PNG with alpha, %d", side) << QByteArray("PNG") << int(QImage::Format_ARGB32) << side;
        QTest::addRow("PNG, %d", side) << QByteArray("PNG") << int(QImage::Format_RGB32) << side;
        QTest::addRow("PNG with a palette, %d", side) << QByteArray("PNG") << int(QImage::Format_Indexed8) << side;
        QTest::addRow("PNG of 16 bits, %d", side) << QByteArray("PNG") << int(QImage::Format_RGBA64) << side;
        QTest::addRow("JPEG, %d", side) << QByteArray("JPEG") << int(QImage::Format_RGB32) << side;
    }
}

/// A file of a few kilobytes may say that it has as many pixels as are read at most. Whether it is shown then or refused: while it is
/// looked at the program grows by no more than 150 MB, of which 96 are the picture.
void PictureTest::decodingStaysWithinItsMemory()
{
    QFETCH(QByteArray, format);
    QFETCH(int, pixelFormat);
    QFETCH(int, side);
    const auto kilobytes = [](const QByteArray &field) {
        QFile status(u"/proc/self/status"_s);
        const QByteArray all = status.open(QIODevice::ReadOnly) ? status.readAll() : QByteArray();
        const qsizetype at = all.indexOf(field + ':');
        return at < 0 ? -1 : all.mid(at + field.size() + 1, all.indexOf('\n', at) - at - field.size() - 1).simplified().split(' ').constFirst().toLongLong();
    };
    QTemporaryDir folder;
    const QString path = folder.filePath(u"bomb"_s);
    {
        QImage bomb(side, side, QImage::Format(pixelFormat));
        if (bomb.format() == QImage::Format_Indexed8)
            bomb.setColorTable({qRgba(200, 30, 30, 100), qRgb(0, 0, 0)});
        bomb.fill(bomb.format() == QImage::Format_Indexed8 ? 0u : qRgba(200, 30, 30, 100));
        QVERIFY(bomb.save(path, format.constData(), format == "PNG" ? 100 : 50));
    }
    QFile peak(u"/proc/self/clear_refs"_s); // it counts from here on
    QVERIFY(peak.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && peak.write("5") == 1);
    const qint64 before = kilobytes("VmRSS");
    QVERIFY(before > 0);
    const QImage image = readPicture(path, QSize(312, 320));
    const qint64 grown = kilobytes("VmHWM") - before;
    QVERIFY(image.isNull() || image.size() == QSize(312, 312));
    QVERIFY2(grown < 150'000, qPrintable(QString::number(grown)));
    QVERIFY(side > 4000 || pixelFormat == int(QImage::Format_RGBA64) || !image.isNull()); // 16 megapixels are no bomb
}

void PictureTest::smallPicturesAreLimitedToo()
{
    const QImage small = readThumbnail(encoded("PNG"));
    QCOMPARE(small.size(), QSize(24, 12)); // never as large as it was sent: a blur is all that is shown
    QByteArray bomb = encoded("PNG");
    bomb.replace(16, 8, QByteArray::fromHex("0000ffdc0000ffdc"));
    QVERIFY(readThumbnail(bomb).isNull());
    QByteArray wide;
    QBuffer buffer(&wide);
    QVERIFY(buffer.open(QIODevice::WriteOnly) && QImage(513, 1, QImage::Format_RGB32).save(&buffer, "PNG"));
    QVERIFY(readThumbnail(wide).isNull());
    QVERIFY(readThumbnail("<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>").isNull());
    QVERIFY(readThumbnail(encoded("PNG").first(40)).isNull());
    QVERIFY(readThumbnail({}).isNull());
}

/// What was said of a picture is what stands in its place, on all of it, until it is here.
void PictureTest::whatIsNotHereIsShownBlurred()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.png"_s);
    QVERIFY(drawn().save(path));
    auto future = prepareFile(path, folder.filePath(u"outgoing"_s), QSize(100, 100));
    future.waitForFinished();
    const auto prepared = future.result();
    QVERIFY(prepared);
    QVERIFY(isBlurHash(prepared->file.blurHash));

    FileBlock::Content content;
    content.attachment.kind = Attachment::Kind::Picture;
    content.attachment.file.width = prepared->file.width;
    content.attachment.file.height = prepared->file.height;
    content.attachment.file.blurHash = prepared->file.blurHash;
    PictureCache cache;
    const QTemporaryDir settings;
    Preferences preferences(settings.filePath(u"settings.ini"_s));
    const Theme theme(preferences);
    const FileBlock block(content, theme, 400);
    const auto painted = [&](const QPixmap &preview, Attachment::State state, bool isUnreadable = false) {
        content.attachment.state = state;
        QImage image(block.size(), QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        FileBlock::Moment moment;
        moment.preview = preview;
        moment.isUnreadable = isUnreadable;
        FileBlock(content, theme, 400).paint(painter, {}, theme, Qt::LeftToRight, moment);
        return image;
    };
    const QPixmap preview = cache.preview(content.attachment.file);
    QVERIFY(!preview.isNull());
    const QImage image = painted(preview, Attachment::State::Remote);
    const QColor blue = image.pixelColor(image.width() / 6, image.height() / 6);
    const QColor red = image.pixelColor(image.width() * 5 / 6, image.height() * 5 / 6);
    QVERIFY2(blue.blue() > blue.red() + 60, qPrintable(blue.name()));
    QVERIFY2(red.red() > red.blue() + 60, qPrintable(red.name()));
    QCOMPARE(painted(preview, Attachment::State::Here, true), painted({}, Attachment::State::Here, true)); // says that it cannot be shown
    QVERIFY(cache.preview(SharedFile()).isNull());

    // A small picture takes a moment, and is decoded on a thread of its own.
    SharedFile small;
    small.thumbnail = encoded("PNG");
    QSignalSpy ready(&cache, &PictureCache::ready);
    QVERIFY(cache.preview(small).isNull());
    QVERIFY(cache.preview(small).isNull());
    QTRY_COMPARE(ready.size(), 1);
    QCOMPARE(cache.preview(small).size(), QSize(24, 12));
}

void PictureTest::sizesAreKnownBefore_data()
{
    QTest::addColumn<QSize>("pixels");
    QTest::addColumn<QSize>("shown");
    QTest::newRow("wide") << QSize(4096, 2160) << QSize(312, 164);
    QTest::newRow("high") << QSize(1000, 2000) << QSize(160, 320);
    QTest::newRow("small") << QSize(200, 100) << QSize(200, 100);
    QTest::newRow("tiny") << QSize(1, 1) << QSize(120, 72);
    QTest::newRow("a line") << QSize(65500, 1) << QSize(312, 72);
}

void PictureTest::sizesAreKnownBefore()
{
    QFETCH(QSize, pixels);
    QTEST(FileBlock::fitted(pixels, QSize(312, 320)), "shown");
}

void PictureTest::onesOwnPictureTellsNothing()
{
    QImage photo(900, 600, QImage::Format_RGB32);
    for (int y = 0; y < photo.height(); ++y) { // what PNG does not make small
        for (int x = 0; x < photo.width(); ++x)
            photo.setPixel(x, y, QColor((x * 7919 + y * 104729) % 256, (x * x + y) % 256, ((x * 31) ^ (y * 17)) % 256).rgb());
    }
    photo.setText(u"Comment"_s, u"SECRETPLACE"_s);
    const OwnAvatar made = encodeAvatar(photo, QRect(150, 0, 600, 600));
    QCOMPARE(made.mediaType, u"image/jpeg"_s);
    QVERIFY(!made.bytes.contains("SECRETPLACE"));
    QVERIFY2(made.bytes.size() < 100'000, qPrintable(QString::number(made.bytes.size())));
    QCOMPARE(decoded(made.bytes).size(), QSize(256, 256));
    QImage logo = drawn();
    logo.setText(u"Comment"_s, u"SECRETPLACE"_s);
    const OwnAvatar small = encodeAvatar(logo, QRect(0, 0, 32, 32));
    QCOMPARE(small.mediaType, u"image/png"_s);
    QVERIFY(!small.bytes.contains("SECRETPLACE"));
    QCOMPARE(QSize(small.width, small.height), QSize(32, 32)); // no larger than it was
    QCOMPARE(decoded(small.bytes).pixelColor(4, 4), QColor(20, 40, 200));
}

void PictureTest::peopleAreShownFromTheirFiles()
{
    QTemporaryDir profile;
    const AccountId account(2);
    const BareJid tomas = *BareJid::parse(u"tomas@harbor.example");
    const BareJid leila = *BareJid::parse(u"leila@harbor.example");
    const QString hash(40, u'a');
    const QString broken(40, u'b');
    const AvatarFolder folder(profile.path(), account);
    AvatarPictures pictures(profile.path());
    QSignalSpy wanted(&pictures, &AvatarPictures::wanted);
    QSignalSpy changed(&pictures, &AvatarSource::changed);
    QVERIFY(pictures.avatar(tomas, 44).isNull());
    pictures.take({{account, tomas, hash, false}});
    QVERIFY(pictures.has(tomas));
    QVERIFY(pictures.avatar(tomas, 44).isNull());
    QVERIFY(pictures.avatar(tomas, 32).isNull());
    QTRY_COMPARE(wanted.size(), 1); // once for each picture
    QCOMPARE(wanted.at(0).at(1).value<BareJid>(), tomas);
    QVERIFY(folder.keep(hash, encoded("PNG")));
    QVERIFY(folder.keep(broken, "no picture"));
    pictures.take({{account, tomas, hash, true}, {account, leila, broken, true}});
    changed.clear();
    QVERIFY(pictures.avatar(leila, 44).isNull());
    QVERIFY(pictures.avatar(tomas, 44).isNull()); // being read
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(pictures.avatar(tomas, 44).size(), QSize(44, 44));
    QVERIFY(pictures.avatar(leila, 44).isNull());
    pictures.take({{account, tomas, {}, false}});
    QVERIFY(!pictures.has(tomas));
    QVERIFY(pictures.avatar(tomas, 44).isNull());
}

void PictureTest::aSmallerCopyIsOffered()
{
    QTemporaryDir folder;
    const QString out = folder.filePath(u"out"_s);
    QImage photo(2400, 1800, QImage::Format_RGB32);
    photo.fill(QColor(90, 120, 40));
    const QString path = folder.filePath(u"holiday.png"_s);
    photo.setText(u"Comment"_s, u"SECRETPLACE"_s);
    QVERIFY(photo.save(path, "PNG", 100));
    auto future = prepareFile(path, out, QSize(100, 100));
    QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 30'000);
    PreparedFile prepared = *future.result();
    QVERIFY(mayShrink(prepared));
    prepared.size = 10'000'000; // one colour makes a small file already
    auto smaller = prepareSmaller(prepared, out, QSize(100, 100));
    QTRY_VERIFY_WITH_TIMEOUT(smaller.isFinished(), 30'000);
    QVERIFY(smaller.result());
    const PreparedFile copy = *smaller.result();
    QCOMPARE(QSize(copy.file.width, copy.file.height), QSize(1600, 1200));
    QCOMPARE(copy.file.name, u"holiday.jpg"_s);
    QVERIFY(!mayShrink(copy));
    QFile file(copy.file.path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("SECRETPLACE"));
    QVERIFY(QFile::exists(path));
    prepared.size = 10; // it would be larger
    auto larger = prepareSmaller(prepared, out, QSize(100, 100));
    QTRY_VERIFY_WITH_TIMEOUT(larger.isFinished(), 30'000);
    QCOMPARE(larger.result().error().kind, ErrorKind::FileTooLarge);
    prepared.size = 10'000'000;
    prepared.mayMove = true; // one frame of it would be another picture
    QVERIFY(!mayShrink(prepared));
}

void PictureTest::programsAreAskedAbout_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("asks");
    QTest::newRow("pdf") << u"a.pdf"_s << QByteArray("%PDF-1.4") << false;
    QTest::newRow("png") << u"a.png"_s << encoded("PNG") << false;
    QTest::newRow("text") << u"a.txt"_s << QByteArray("hello") << false;
    QTest::newRow("script") << u"a.sh"_s << QByteArray("#!/bin/sh") << true;
    QTest::newRow("desktop") << u"a.desktop"_s << QByteArray("[Desktop Entry]") << true;
    QTest::newRow("windows") << u"a.PDF.EXE"_s << QByteArray("MZ") << true;
    QTest::newRow("a script called text") << u"a.txt"_s << QByteArray("#!/bin/sh\nrm -rf ~\n") << true;
    QTest::newRow("a program called picture") << u"a.png"_s
        << QByteArray("\x7f" "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0\x01\0\0\0", 24) + QByteArray(64, '\0') << true;
    QTest::newRow("page") << u"a.html"_s << QByteArray("<html>") << true;
}

void PictureTest::programsAreAskedAbout()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QTemporaryDir folder;
    QFile file(folder.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    file.close();
    QTEST(mayBeProgram(file.fileName()), "asks");
}

JACKDAW_WINDOW_TEST(PictureTest)

} // namespace picture_test

#include "picture_test.moc"
