// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/SafeFileName.h"
#include "files/DownloadBody.h"
#include "files/FileContent.h"
#include "files/PieceReader.h"
#include "files/PieceWriter.h"
#include "files/UploadBody.h"
#include "files/UploadSource.h"
#include "files/WebPolicy.h"
#include "support/TestProgram.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <memory>
#include <optional>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace file_content_test {

/// As the thread of the transfers does, but for what it does meanwhile.
Status finished(PieceWriter &writer)
{
    auto end = writer.finish();
    while (!end) {
        QThread::yieldCurrentThread();
        end = writer.finish();
    }
    return *end;
}

qint64 give(UploadBody &body, char *to, qint64 most)
{
    qint64 given = WebBody::later;
    while ((given = body.give(to, most)) == WebBody::later)
        QThread::yieldCurrentThread();
    return given;
}

/// Names, contents and addresses of files as strangers send them.
class FileContentTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesAreHarmless_data();
    void namesAreHarmless();
    void everyNameIsOneShortComponent();
    void knownTypesAreSniffed_data();
    void knownTypesAreSniffed();
    void sealedAndOpenedIsTheSame_data();
    void sealedAndOpenedIsTheSame();
    void whatWasTouchedIsNotOpened();
    void whatCameBeforeIsReadAgain_data();
    void whatCameBeforeIsReadAgain();
    void arrivalsAreComparedAndNamed();
    void whatNobodyWantsDoesNotArrive();
    void arrivalsWriteOverNothing();
    void bodyNoticesAFileThatChanged();
    void piecesKeepTheirOrder();
    void anErrorOfAPieceIsTold();
    void whatWaitsIsLeft();
    void whatGoesFirstIsDoneFirst_data();
    void whatGoesFirstIsDoneFirst();
    void whoFindsNoRoomIsCalled();
    void whoFindsNothingIsCalled();
    void nobodyWaitsForADiskThatHangs_data();
    void nobodyWaitsForADiskThatHangs();
    void whatIsReadAheadKeepsItsOrder_data();
    void whatIsReadAheadKeepsItsOrder();
    void noMoreIsReadAheadThanAFewPieces();
    void sourceTellsTheUnreadableFromTheChanged();
    void privateAddressesAreKnown_data();
    void privateAddressesAreKnown();
    void policyLetsTheOwnServerAloneStandInside();

private:
    QString write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return {};
        return file.fileName();
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
    }
    QTemporaryDir m_folder;
};

void FileContentTest::namesAreHarmless_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("safe");
    QTest::newRow("plain") << u"PS4 inspection 21 Nov.pdf"_s << u"PS4 inspection 21 Nov.pdf"_s;
    QTest::newRow("path") << u"/etc/passwd"_s << u"passwd"_s;
    QTest::newRow("upwards") << u"../../.ssh/authorized_keys"_s << u"authorized_keys"_s;
    QTest::newRow("windows path") << u"C:\\Users\\mara\\x.exe"_s << u"x.exe"_s;
    QTest::newRow("hidden") << u".bashrc"_s << u"bashrc"_s;
    QTest::newRow("dots") << u"..."_s << u"file"_s;
    QTest::newRow("option") << u"--help"_s << u"help"_s;
    QTest::newRow("dot and dash") << u".-rf.txt"_s << u"rf.txt"_s;
    QTest::newRow("device") << u"CON"_s << u"_CON"_s;
    QTest::newRow("device with end") << u"con.txt"_s << u"_con.txt"_s;
    QTest::newRow("port") << u"LPT1.tar.gz"_s << u"_LPT1.tar.gz"_s;
    QTest::newRow("control") << u"a\nb\tc\0d.txt"_s << u"a_b_c_d.txt"_s;
    QTest::newRow("right to left") << u"photo\u202egpj.exe"_s << u"photo_gpj.exe"_s;
    QTest::newRow("isolate") << u"a\u2067b\u2069.txt"_s << u"a_b_.txt"_s;
    QTest::newRow("reserved") << u"a<b>c|d?.txt"_s << u"a_b_c_d_.txt"_s;
    QTest::newRow("empty") << u""_s << u"file"_s;
    QTest::newRow("folder") << u"x/"_s << u"file"_s;
    QTest::newRow("end of dots and blanks") << u" a. . "_s << u"a"_s;
    QTest::newRow("umlaut") << u"Prüfung.pdf"_s << u"Prüfung.pdf"_s;
}

void FileContentTest::namesAreHarmless()
{
    QFETCH(QString, name);
    QFETCH(QString, safe);
    QCOMPARE(safeFileName(name), safe);
    QCOMPARE(safeFileName(safe), safe);
}

void FileContentTest::everyNameIsOneShortComponent()
{
    const QString long300 = QString(300, u'ä') + u".pdf"_s;
    QVERIFY(safeFileName(long300).toUtf8().size() <= 200);
    QVERIFY(safeFileName(long300).endsWith(u".pdf"_s));
    const QString emoji = u"😀"_s.repeated(100) + u".png"_s;
    QVERIFY(safeFileName(emoji).toUtf8().size() <= 200);
    QVERIFY(safeFileName(emoji).isValidUtf16());
    const QString longEnd = u"a."_s + QString(300, u'x');
    QVERIFY(safeFileName(longEnd).toUtf8().size() <= 200);
    for (const QString &name : {long300, emoji, longEnd})
        QVERIFY(!safeFileName(name).contains(u'/'));
}

void FileContentTest::knownTypesAreSniffed_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QString>("type");
    QTest::newRow("png") << QByteArray("\x89PNG\r\n\x1a\n....") << u"image/png"_s;
    QTest::newRow("jpeg") << QByteArray("\xff\xd8\xff\xe0....") << u"image/jpeg"_s;
    QTest::newRow("gif") << QByteArray("GIF89a....") << u"image/gif"_s;
    QTest::newRow("webp") << QByteArray("RIFF....WEBPVP8 ") << u"image/webp"_s;
    QTest::newRow("svg") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg'/>") << QString();
    QTest::newRow("page") << QByteArray("<!doctype html><html>") << QString();
    QTest::newRow("program") << QByteArray("\x7f" "ELF....") << QString();
    QTest::newRow("empty") << QByteArray() << QString();
    QTest::newRow("short") << QByteArray("RIFF") << QString();
}

void FileContentTest::knownTypesAreSniffed()
{
    QFETCH(QByteArray, head);
    QTEST(sniffedType(head), "type");
}

void FileContentTest::sealedAndOpenedIsTheSame_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 15, 16, 17, 256 * 1024, 256 * 1024 + 1, 1'000'003})
        QTest::addRow("%d", size) << size;
}

void FileContentTest::sealedAndOpenedIsTheSame()
{
    QFETCH(int, size);
    QByteArray content(size, Qt::Uninitialized);
    for (int i = 0; i < size; ++i)
        content[i] = char(i * 31 + i / 256);
    const QString plain = write(u"plain"_s, content);
    const auto secret = FileCipher::newSecret();
    QVERIFY(secret);
    auto cipher = FileCipher::make(FileCipher::Way::Seal, secret->key, secret->iv);
    QVERIFY(cipher);
    UploadBody body(plain, size, std::move(cipher).value());
    QVERIFY(body.open());
    QByteArray wire;
    QByteArray part(10'000, Qt::Uninitialized);
    for (qint64 given = 1; given > 0;) {
        given = give(body, part.data(), part.size());
        QVERIFY(given >= 0);
        wire += part.first(given);
    }
    QCOMPARE(wire.size(), body.wireSize());
    QCOMPARE(wire.size(), size + 16);
    QVERIFY(size < 16 || !wire.contains(content.first(16)));
    const QByteArray hash = QCryptographicHash::hash(content, QCryptographicHash::Sha256);
    QCOMPARE(body.sha256(), hash); // without reading it a second time

    const QString opened = m_folder.filePath(u"opened"_s);
    QFile::remove(opened);
    DownloadBody back(opened, *secret);
    QVERIFY(back.open(DownloadBody::fresh(*secret).value()));
    for (qsizetype at = 0; at < wire.size(); at += 9'999)
        QVERIFY(back.append(QByteArrayView(wire).sliced(at, std::min<qsizetype>(9'999, wire.size() - at))));
    QCOMPARE(back.received(), wire.size());
    QVERIFY(back.finish(hash));
    QCOMPARE(read(opened), content);
    QCOMPARE(QFile::permissions(opened) & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::ExeOwner), QFileDevice::Permissions());
}

void FileContentTest::whatWasTouchedIsNotOpened()
{
    const auto secret = FileCipher::newSecret();
    auto cipher = FileCipher::make(FileCipher::Way::Seal, secret->key, secret->iv);
    QByteArray wire = cipher->update("Inlet pressure reads 3.8 bar");
    wire += cipher->finishSeal();
    const auto refused = [&](const QByteArray &came) {
        const QString path = m_folder.filePath(u"touched.open"_s);
        QFile::remove(path);
        DownloadBody body(path, *secret);
        const Status done = body.open(DownloadBody::fresh(*secret).value()) && body.append(came) ? body.finish({}) : Status(Error{});
        return !done && done.error().kind == ErrorKind::FileBroken;
    };
    QVERIFY(!refused(wire));
    for (const qsizetype at : {qsizetype(0), wire.size() - 17, wire.size() - 1}) {
        QByteArray touched = wire;
        touched[at] = char(touched[at] ^ 1);
        QVERIFY(refused(touched));
    }
    QVERIFY(refused(wire.first(10)));
    QVERIFY(refused(wire.first(wire.size() - 1)));
    QVERIFY(refused({}));
}

void FileContentTest::whatCameBeforeIsReadAgain_data()
{
    QTest::addColumn<bool>("isSealed");
    QTest::addColumn<int>("cutAt");
    for (const bool isSealed : {false, true}) {
        for (int tenth = 1; tenth < 10; ++tenth)
            QTest::addRow("%s, cut at %d0 %%", isSealed ? "sealed" : "clear", tenth) << isSealed << tenth * 60'000;
        QTest::addRow("%s, cut within the tag", isSealed ? "sealed" : "clear") << isSealed << 599'995;
    }
}

/// A program that was killed while a file came goes on where that one was, and still knows at the end whether all of
/// it is right.
void FileContentTest::whatCameBeforeIsReadAgain()
{
    QFETCH(bool, isSealed);
    QFETCH(int, cutAt);
    QByteArray content(isSealed ? 599'990 : 600'000, Qt::Uninitialized);
    for (int i = 0; i < int(content.size()); ++i)
        content[i] = char(i * 17 + i / 256);
    QByteArray wire = content;
    DownloadBody::Secret secret;
    if (isSealed) {
        secret = *FileCipher::newSecret();
        auto cipher = FileCipher::make(FileCipher::Way::Seal, secret.key, secret.iv);
        wire = cipher->update(content);
        wire += cipher->finishSeal();
    }
    const QString path = m_folder.filePath(u"again.part"_s);
    QFile::remove(path);
    {
        DownloadBody before(path, secret);
        QVERIFY(before.open(DownloadBody::fresh(secret).value()));
        QVERIFY(before.append(wire.first(cutAt)));
    }
    const QByteArray hash = QCryptographicHash::hash(content, QCryptographicHash::Sha256);
    for (const bool isRight : {false, true}) {
        DownloadBody after(path, secret);
        QVERIFY(after.open(DownloadBody::recall(path, secret).value()));
        if (isRight) {
            QCOMPARE(after.resumesAt(), isSealed ? cutAt - 16 : cutAt);
            QVERIFY(after.append(wire.sliced(after.resumesAt())));
        }
        const Status whole = after.finish(hash);
        QCOMPARE(bool(whole), isRight);
    }
    QCOMPARE(read(path), content);
}

void FileContentTest::arrivalsAreComparedAndNamed()
{
    const QByteArray content = "\x89PNG\r\n\x1a\n" + QByteArray(500, 'x');
    Arrival arrival{write(u"one.part"_s, content), m_folder.filePath(u"one"_s), u"gauge.png"_s, content.size()};
    const auto arrived = settleArrival(arrival);
    QVERIFY(arrived);
    QCOMPARE(arrived->path, m_folder.filePath(u"one/gauge.png"_s));
    QCOMPARE(arrived->mediaType, u"image/png"_s);
    QCOMPARE(read(arrived->path), content);
    QVERIFY(!QFile::exists(arrival.part));
    const auto forbidden = QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup | QFileDevice::WriteOther | QFileDevice::ExeOwner;
    QCOMPARE(QFile::permissions(arrived->path) & forbidden, QFileDevice::Permissions());

    arrival.part = write(u"two.part"_s, content + "more");
    arrival.folder = m_folder.filePath(u"two"_s);
    const auto longer = settleArrival(arrival);
    QVERIFY(!longer);
    QCOMPARE(longer.error().kind, ErrorKind::FileBroken);
    QVERIFY(!QFile::exists(arrival.part));
}

/// Its message is being removed while it is compared and named: whatever step that is at, nothing of it stays.
void FileContentTest::whatNobodyWantsDoesNotArrive()
{
    const auto isWanted = std::make_shared<std::atomic<bool>>(false);
    const Arrival arrival{write(u"unwanted.part"_s, "x"), m_folder.filePath(u"unwanted"_s), u"a.txt"_s, -1, isWanted};
    const auto arrived = settleArrival(arrival);
    QVERIFY(!arrived);
    QCOMPARE(arrived.error().kind, ErrorKind::Cancelled);
    QVERIFY(!QFileInfo::exists(m_folder.filePath(u"unwanted"_s)));
    // Others of the same folder stay.
    QVERIFY(QDir(m_folder.path()).mkpath(u"shared"_s));
    write(u"shared/b.txt"_s, "y");
    QVERIFY(!settleArrival({write(u"shared.part"_s, "x"), m_folder.filePath(u"shared"_s), u"a.txt"_s, -1, isWanted}));
    QCOMPARE(QDir(m_folder.filePath(u"shared"_s)).entryList(QDir::Files), QStringList{u"b.txt"_s});
    *isWanted = true;
    QVERIFY(settleArrival({write(u"shared.part"_s, "x"), m_folder.filePath(u"shared"_s), u"a.txt"_s, -1, isWanted}));
}

void FileContentTest::arrivalsWriteOverNothing()
{
    QVERIFY(QDir(m_folder.path()).mkpath(u"full"_s));
    const QString there = write(u"full/a.txt"_s, "mine");
    const QString precious = write(u"precious"_s, "mine too");
    QVERIFY(QFile::link(precious, m_folder.filePath(u"full/b.txt"_s)));
    for (const QString &name : {u"a.txt"_s, u"b.txt"_s}) {
        const Arrival arrival{write(u"new.part"_s, "theirs"), m_folder.filePath(u"full"_s), name, -1};
        const auto arrived = settleArrival(arrival);
        QVERIFY(arrived);
        QVERIFY(arrived->path.endsWith(u" (2).txt"_s));
        QCOMPARE(read(arrived->path), "theirs");
    }
    QCOMPARE(read(there), "mine");
    QCOMPARE(read(precious), "mine too");
}

void FileContentTest::bodyNoticesAFileThatChanged()
{
    const QString path = write(u"shrinks"_s, QByteArray(1000, 'x'));
    constexpr qint64 size = 20'000'000; // much more than is read ahead
    QVERIFY(QFile::resize(path, size));
    UploadBody body(path, size, {});
    QVERIFY(body.open());
    char some[1000];
    QCOMPARE(give(body, some, sizeof some), qint64(sizeof some));
    QVERIFY(QFile::resize(path, 300));
    qint64 given = 0;
    while ((given = give(body, some, sizeof some)) > 0) {
    }
    QVERIFY(given < 0); // and so the transfer ends as one that was broken off
    QVERIFY(body.hasChanged());
    QVERIFY(body.unreadable().isEmpty());
    UploadBody other(path, size, {});
    QVERIFY(!other.open());
}

void FileContentTest::piecesKeepTheirOrder()
{
    QByteArray content(3'000'001, Qt::Uninitialized);
    for (int i = 0; i < int(content.size()); ++i)
        content[i] = char(i * 7 + i / 253);
    QByteArray wrote;
    qsizetype largest = 0;
    PieceWriter writer([&](QByteArrayView piece) -> Status {
        wrote.append(piece);
        largest = std::max(largest, piece.size());
        return Done{};
    });
    qsizetype at = 0;
    for (qsizetype some = 1; at < content.size(); some = some * 3 % 700'001) {
        const QByteArrayView next = QByteArrayView(content).sliced(at, std::min(some, content.size() - at));
        while (!writer.hasRoom(next.size()))
            QThread::yieldCurrentThread();
        QVERIFY(writer.add(next));
        at += next.size();
    }
    QVERIFY(finished(writer));
    QCOMPARE(wrote, content);
    QVERIFY(largest <= 256 * 1024);
}

void FileContentTest::anErrorOfAPieceIsTold()
{
    int written = 0;
    PieceWriter writer([&written](QByteArrayView) -> Status {
        return ++written < 2 ? Status(Done{}) : Status(Error{ErrorKind::DiskFull, {}, {}});
    });
    const QByteArray some(100'000, 'x');
    Status told = Done{};
    for (int i = 0; told && i < 100'000; ++i) { // it is some pieces behind
        while (!writer.hasRoom(some.size()))
            QThread::yieldCurrentThread();
        told = writer.add(some);
    }
    QVERIFY(!told);
    QCOMPARE(told.error().kind, ErrorKind::DiskFull);
    const Status end = finished(writer);
    QVERIFY(!end);
    QCOMPARE(end.error().kind, ErrorKind::DiskFull);
    QCOMPARE(written, 2); // and nothing after it
}

void FileContentTest::whatGoesFirstIsDoneFirst_data()
{
    QTest::addColumn<bool>("isGood");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("and then the rest") << true << QByteArray("some");
    QTest::newRow("alone") << true << QByteArray();
    QTest::newRow("or nothing") << false << QByteArray("some");
}

void FileContentTest::whatGoesFirstIsDoneFirst()
{
    QFETCH(bool, isGood);
    QFETCH(QByteArray, content);
    QByteArray wrote;
    QSemaphore mayGo;
    std::atomic<int> called = 0;
    PieceWriter writer([&](QByteArrayView piece) -> Status {
        wrote.append(piece);
        return Done{};
    });
    writer.onReady([&called] { ++called; });
    QVERIFY(writer.begin([&]() -> Status {
        mayGo.acquire();
        wrote.append("first ");
        return isGood ? Status(Done{}) : Status(Error{ErrorKind::Storage, {}, {}});
    }));
    QVERIFY(writer.add(content));
    QVERIFY(!writer.finish()); // nobody waits for it here
    QCOMPARE(called, 0);
    mayGo.release();
    QTRY_VERIFY(called > 0);
    const Status end = finished(writer);
    QCOMPARE(bool(end), isGood);
    QVERIFY(isGood || end.error().kind == ErrorKind::Storage);
    QCOMPARE(wrote, isGood ? "first " + content : QByteArray("first "));
}

void FileContentTest::whatWaitsIsLeft()
{
    QSemaphore begun;
    QSemaphore mayGo;
    int written = 0;
    {
        PieceWriter writer([&](QByteArrayView) -> Status {
            begun.release();
            mayGo.acquire();
            ++written;
            return Done{};
        });
        QVERIFY(writer.add(QByteArray(5 * 256 * 1024, 'x'))); // one in hand, four that wait
        begun.acquire();
        writer.stop(); // with which its end begins
        mayGo.release(10);
    }
    QCOMPARE(written, 1);
}

/// Where the disk hangs, who fills it does not wait: they are called once, when there is room again.
void FileContentTest::whoFindsNoRoomIsCalled()
{
    constexpr int piece = 256 * 1024;
    QSemaphore begun;
    QSemaphore mayGo;
    std::atomic<int> called = 0;
    PieceWriter writer([&](QByteArrayView) -> Status {
        begun.release();
        mayGo.acquire();
        return Done{};
    });
    writer.onReady([&called] { ++called; });
    const auto letAllGo = qScopeGuard([&mayGo] { mayGo.release(100); });
    QVERIFY(writer.hasRoom(piece));
    QVERIFY(writer.add(QByteArray(piece, 'x')));
    begun.acquire(); // one in hand
    QVERIFY(writer.add(QByteArray(4 * piece, 'x')));
    QVERIFY(writer.hasRoom(piece - 1)); // no piece is full by that
    QVERIFY(!writer.hasRoom(piece));
    QVERIFY(!writer.hasRoom(piece));
    QCOMPARE(called, 0);
    mayGo.release();
    QTRY_COMPARE(called, 1); // a disk that is slow moves all the same
    begun.acquire();
    QVERIFY(writer.hasRoom(piece));
    QVERIFY(writer.add(QByteArray(piece, 'x')));
    QVERIFY(!writer.hasRoom(piece));
    mayGo.release();
    QTRY_COMPARE(called, 2);
    QVERIFY(!writer.finish());
    mayGo.release();
    QTRY_COMPARE(called, 3);
    QVERIFY(!writer.finish());
    mayGo.release();
    QTRY_COMPARE(called, 4); // also where it is at its end
    writer.stop();
    QVERIFY(writer.hasRoom(piece)); // to be told that it is over
    QCOMPARE(writer.add(QByteArray(piece, 'x')).error().kind, ErrorKind::Cancelled);
}

/// The same where nothing is read yet.
void FileContentTest::whoFindsNothingIsCalled()
{
    QSemaphore mayGo;
    std::atomic<int> called = 0;
    PieceReader reader([&mayGo](char *to, qint64) {
        mayGo.acquire();
        *to = 'x';
        return qint64(-1);
    });
    reader.onReady([&called] { ++called; });
    char some[10];
    QCOMPARE(reader.take(some, sizeof some), PieceReader::notYet);
    QCOMPARE(reader.take(some, sizeof some), PieceReader::notYet);
    QVERIFY(!reader.isThrough());
    QCOMPARE(called, 0);
    mayGo.release();
    QTRY_COMPARE(called, 1);
    QVERIFY(reader.isThrough());
    QCOMPARE(reader.take(some, sizeof some), -1);
}

void FileContentTest::nobodyWaitsForADiskThatHangs_data()
{
    QTest::addColumn<bool>("isUpload");
    QTest::newRow("down") << false;
    QTest::newRow("up") << true;
}

/// Neither the thread of the transfers nor who takes all of it away waits longer than a moment. The thread that the
/// disk holds goes by itself, with what it works on, once the disk lets it.
void FileContentTest::nobodyWaitsForADiskThatHangs()
{
    QFETCH(bool, isUpload);
    auto begun = std::make_shared<QSemaphore>();
    auto mayGo = std::make_shared<QSemaphore>();
    auto file = std::make_shared<int>(); // what it works on
    const std::weak_ptr<int> gone = file;
    const auto hang = [begun, mayGo, file] {
        begun->release();
        mayGo->acquire();
    };
    file.reset();
    QElapsedTimer time;
    time.start();
    if (isUpload) {
        PieceReader reader([hang](char *, qint64) { hang(); return qint64(-1); });
        char some[10];
        QCOMPARE(reader.take(some, sizeof some), PieceReader::notYet);
        begun->acquire();
        reader.stop();
        QCOMPARE(reader.take(some, sizeof some), -1);
    } else {
        PieceWriter writer([hang](QByteArrayView) { hang(); return Status(Done{}); });
        QVERIFY(writer.add("some"));
        QVERIFY(!writer.finish());
        begun->acquire();
        writer.stop();
        QCOMPARE(finished(writer).error().kind, ErrorKind::Cancelled);
    }
    QVERIFY2(time.elapsed() < 5'000, qPrintable(QString::number(time.elapsed())));
    QVERIFY(gone.use_count() > 1); // it hangs still
    mayGo->release();
    QTRY_COMPARE(gone.use_count(), 1); // that of `hang`, here
}

void FileContentTest::whatIsReadAheadKeepsItsOrder_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 3'000'001})
        QTest::addRow("%d bytes", size) << size;
}

void FileContentTest::whatIsReadAheadKeepsItsOrder()
{
    QFETCH(int, size);
    QByteArray content(size, Qt::Uninitialized);
    for (int i = 0; i < size; ++i)
        content[i] = char(i * 7 + i / 253);
    const QString path = write(u"ahead"_s, content);
    const FileCipher::Secret secret = *FileCipher::newSecret();
    for (const bool isSealed : {false, true}) {
        auto cipher = isSealed ? FileCipher::make(FileCipher::Way::Seal, secret.key, secret.iv) : Result<FileCipher>(Error{});
        UploadBody body(path, size, isSealed ? std::optional(std::move(cipher).value()) : std::nullopt);
        QVERIFY(body.open());
        QByteArray wire;
        QByteArray room(700'001, Qt::Uninitialized);
        qint64 given = 1;
        for (qint64 some = 1; given > 0; some = some * 3 % 700'001 + 1) {
            given = give(body, room.data(), some);
            wire.append(room.constData(), std::max<qint64>(given, 0));
        }
        QCOMPARE(given, 0);
        QCOMPARE(wire.size(), *body.wireSize());
        if (isSealed) {
            auto open = FileCipher::make(FileCipher::Way::Open, secret.key, secret.iv);
            const QByteArray tag = wire.last(FileCipher::tagSize);
            wire.chop(FileCipher::tagSize);
            wire = open->update(wire);
            QVERIFY(open->finishOpen(tag));
        }
        QCOMPARE(wire, content);
        QCOMPARE(body.sha256(), QCryptographicHash::hash(content, QCryptographicHash::Sha256));
    }
}

/// However slow the line is: no more of a large file is ever in memory. And the reader is not woken for each of them.
void FileContentTest::noMoreIsReadAheadThanAFewPieces()
{
    std::atomic<qint64> wasRead = 0;
    QSemaphore mayGo;
    PieceReader reader([&](char *to, qint64 most) {
        if (wasRead == 0)
            mayGo.acquire();
        std::fill_n(to, most, 'x');
        wasRead += most;
        return most;
    });
    constexpr qint64 piece = 256 * 1024;
    char some[piece];
    QCOMPARE(reader.take(some, piece), PieceReader::notYet);
    mayGo.release();
    qint64 read = 8; // pieces
    QTRY_COMPARE(wasRead, read * piece);
    for (int taken = 1; taken <= 20; ++taken) {
        QCOMPARE(reader.take(some, piece), piece);
        if (read - taken == 4) // no more are left: now it reads until there are eight again
            read = taken + 8;
        QTRY_COMPARE(wasRead, read * piece);
    }
}

void FileContentTest::sourceTellsTheUnreadableFromTheChanged()
{
    const QString path = write(u"unreadable"_s, QByteArray(1000, 'x'));
    UploadSource source(path, 1000, {});
    QVERIFY(source.open());
    char some[100];
    QCOMPARE(source.read(some, sizeof some), 100);
    source.close(); // as a disk that is gone: no more of it can be read
    QVERIFY(source.read(some, sizeof some) < 0);
    QVERIFY(!source.unreadable().isEmpty());
    QVERIFY(!source.hasChanged());
}

void FileContentTest::privateAddressesAreKnown_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isPrivate");
    for (const char *address : {"127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "0.0.0.0",
                                "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1",
                                "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::", "::127.0.0.1", "fec0::1",
                                "64:ff9b:1::101:101", "64:ff9b:1:fffe::808:808"})
        QTest::newRow(address) << QString::fromLatin1(address) << true;
    for (const char *address : {"1.1.1.1", "172.32.0.1", "172.15.0.1", "192.169.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"})
        QTest::newRow(address) << QString::fromLatin1(address) << false;
}

void FileContentTest::privateAddressesAreKnown()
{
    QFETCH(QString, address);
    QTEST(WebPolicy::isPrivate(QHostAddress(address)), "isPrivate");
}

void FileContentTest::policyLetsTheOwnServerAloneStandInside()
{
    ConnectionSettings settings;
    settings.jid = *BareJid::parse(u"mara@harbor.example");
    settings.host = u"127.0.0.1"_s;
    const WebPolicy policy(settings);
    const auto may = [&](const QString &url) { return policy.mayAsk(QUrl(url)).hasValue(); };
    QVERIFY(may(u"https://127.0.0.1:5281/file"_s)); // as it is set for the account
    QVERIFY(may(u"https://files.harbor.example/x"_s));
    QVERIFY(may(u"https://elsewhere.example/x"_s));
    QVERIFY(!may(u"https://127.0.0.2/x"_s));
    QVERIFY(!may(u"https://localhost/x"_s));
    QVERIFY(!may(u"https://router/x"_s));
    QVERIFY(!may(u"https://printer.local/x"_s));
    QVERIFY(!may(u"https://[::1]/x"_s));
    QVERIFY(!may(u"https://2130706434/x"_s)); // 127.0.0.2 as one number
    QVERIFY(!may(u"http://127.0.0.1/x"_s));
    QVERIFY(!may(u"file:///etc/passwd"_s));
    QVERIFY(!may(u"https://mara:secret@files.harbor.example/x"_s));
    QVERIFY(policy.mayReach(u"files.harbor.example"_s, {QHostAddress(u"10.0.0.7"_s)}));
    QVERIFY(!policy.mayReach(u"evil.example"_s, {QHostAddress(u"10.0.0.7"_s)}));
    QVERIFY(!policy.mayReach(u"evil.example"_s, {QHostAddress(u"1.1.1.1"_s), QHostAddress(u"127.0.0.1"_s)}));
    QVERIFY(!policy.mayReach(u"harbor.example.evil.example"_s, {QHostAddress(u"10.0.0.7"_s)}));
    // Not from outside to the inside, and never down from https.
    QVERIFY(!policy.mayFollow(QUrl(u"https://elsewhere.example/"_s), QUrl(u"https://127.0.0.1/admin"_s)));
    QVERIFY(!policy.mayFollow(QUrl(u"https://elsewhere.example/"_s), QUrl(u"http://elsewhere.example/"_s)));
    QVERIFY(policy.mayFollow(QUrl(u"https://elsewhere.example/"_s), QUrl(u"https://cdn.example/"_s)));
    const WebPolicy plain(ConnectionSettings{});
    QVERIFY(!plain.isOwn({}));
}

JACKDAW_TEST(FileContentTest)

} // namespace file_content_test

#include "file_content_test.moc"
