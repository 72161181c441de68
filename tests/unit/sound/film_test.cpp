// SPDX-License-Identifier: GPL-3.0-or-later
// Films as telephones make them, by the real module: how they begin, how long they are, which way up; and files that
// only call themselves films.
#include "sound/SoundModule.h"
#include "sound/VideoPosters.h"
#include "support/FilmMaker.h"
#include "support/SoundServer.h"
#include "support/TestProgram.h"

#include <QPluginLoader>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QtTest>

#include <optional>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace film_test {

class FilmTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aFilmIsLookedAt_data();
    void aFilmIsLookedAt();
    void picturesGoWithTheirSound();
    void picturesGoOnBehindTheirSound();
    void whatIsNoFilmIsTold_data();
    void whatIsNoFilmIsTold();
    void whatIsCutOffShowsWhatThereIs();
    void aListOfOtherFilesIsNotFollowed_data();
    void aListOfOtherFilesIsNotFollowed();
    void pixelsThatAreSaidToBeWideTakeNoMemory();
    void manyFilmsLeaveNothingBehind();
    void cleanupTestCase() { m_server.stop(); }

private:
    QString film(const test::FilmMaker::Film &wanted);
    QString file(const QString &name, const QByteArray &bytes);
    std::optional<SoundFault> faultOf(const QString &path);
    SoundFactory *module();

    QTemporaryDir m_folder;
    test::SoundServer m_server;
};

qint64 statusOf(const char *what)
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(what))
            return line.simplified().split(' ').value(1).toLongLong();
    }
    return -1;
}

SoundFactory *FilmTest::module()
{
    static QPluginLoader loader(QStringLiteral(SOUND_MODULE));
    return qobject_cast<SoundFactory *>(loader.instance());
}

QString FilmTest::film(const test::FilmMaker::Film &wanted)
{
    test::FilmMaker::Film inFolder = wanted;
    inFolder.path = m_folder.filePath(wanted.path);
    test::FilmMaker maker(inFolder);
    if (maker.make())
        return inFolder.path;
    qWarning() << maker.words();
    return {};
}

QString FilmTest::file(const QString &name, const QByteArray &bytes)
{
    QFile made(m_folder.filePath(name));
    return made.open(QIODevice::WriteOnly) && made.write(bytes) == bytes.size() ? made.fileName() : QString();
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::optional<SoundFault> FilmTest::faultOf(const QString &path)
{
    const std::unique_ptr<VideoPlayer> player = module()->makeVideo();
    std::optional<SoundFault> fault;
    bool hasEnded = false;
    player->failed = [&fault](SoundFault told) { fault = told; };
    player->ended = [&hasEnded] { hasEnded = true; };
    player->openFile(path);
    player->play();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(fault || hasEnded, 20'000); }();
    return fault;
}

void FilmTest::initTestCase()
{
    if (!m_server.start({u"module-null-sink sink_name=out"_s}))
        QFAIL("There is no sound server to be started.");
    QVERIFY(module());
}

void FilmTest::aFilmIsLookedAt_data()
{
    QTest::addColumn<test::FilmMaker::Film>("film");
    QTest::addColumn<QSize>("size");
    using Film = test::FilmMaker::Film;
    QTest::newRow("mp4") << Film{u"a.mp4"_s} << QSize(320, 180);
    QTest::newRow("silent webm") << Film{.path = u"s.webm"_s, .hasSound = false} << QSize(320, 180);
    QTest::newRow("upright") << Film{.path = u"u.mov"_s, .rotation = 90} << QSize(180, 320);
    QTest::newRow("upside down") << Film{.path = u"d.mp4"_s, .rotation = 180} << QSize(320, 180);
    QTest::newRow("large") << Film{.path = u"l.mp4"_s, .size = {1920, 1080}, .length = 1'000} << QSize(1920, 1080);
    QTest::newRow("long") << Film{.path = u"t.mp4"_s, .length = 75'000, .rate = 5} << QSize(320, 180);
}

void FilmTest::aFilmIsLookedAt()
{
    QFETCH(const test::FilmMaker::Film, film);
    QFETCH(const QSize, size);
    const QString path = this->film(film);
    QVERIFY(!path.isEmpty());
    VideoPosters posters;
    posters.setSound([this] { return module(); });
    QSignalSpy ready(&posters, &VideoPosters::ready);
    posters.poster(path);
    QVERIFY(!posters.isMade(path));
    QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 20'000);
    QVERIFY(posters.isMade(path));
    const VideoPosters::Poster poster = posters.poster(path);
    QCOMPARE(poster.size, size);
    QCOMPARE(poster.pixmap.size(), size.boundedTo(size.scaled(640, 640, Qt::KeepAspectRatio)));
    QVERIFY2(qAbs(poster.length - film.length) < 200, qPrintable(QString::number(poster.length)));
    // The bar stands at its beginning, whichever side that is.
    const QImage image = poster.pixmap.toImage();
    const QPoint middle = image.rect().center();
    const QPoint bar = film.rotation == 90  ? QPoint(middle.x(), 2)
                     : film.rotation == 180 ? QPoint(image.width() - 3, middle.y())
                                                                                          : QPoint(2, middle.y());
    QVERIFY(qGray(image.pixel(bar)) > 220);
    QVERIFY(qGray(image.pixel(middle)) < 180);
}

/// With a loudspeaker: what is seen is what is heard.
void FilmTest::picturesGoWithTheirSound()
{
    const QString path = film({.path = u"tone.mp4"_s, .length = 6'000, .rate = 12});
    const std::unique_ptr<VideoPlayer> player = module()->makeVideo();
    QList<std::pair<qint64, qint64>> shown; // where the bar was, and what was heard
    qint64 place = 0;
    bool hasEnded = false;
    bool isMute = false;
    std::optional<SoundFault> fault;
    player->moved = [&place](qint64 at, qint64) { place = at; };
    player->failed = [&fault](SoundFault told) { fault = told; };
    player->muted = [&isMute] { isMute = true; };
    player->ended = [&hasEnded] { hasEnded = true; };
    player->shown = [&](const QImage &image) {
        int bar = 0;
        while (bar < image.width() && qGray(image.pixel(bar, image.height() / 2)) < 200)
            ++bar;
        shown.append({bar * 6'000 / (image.width() - image.width() / 16), place});
    };
    player->openFile(path);
    player->play();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded || fault, 20'000);
    QVERIFY(!fault);
    QVERIFY(!isMute);
    QVERIFY2(shown.size() > 40, qPrintable(QString::number(shown.size())));
    for (const auto &[seen, heard] : std::as_const(shown))
        QVERIFY2(qAbs(seen - heard) < 400, qPrintable(u"%1 at %2"_s.arg(seen).arg(heard)));
}

/// Where nothing is left to be heard they go by their own time.
void FilmTest::picturesGoOnBehindTheirSound()
{
    const QString path = film({.path = u"short-tone.mp4"_s, .length = 4'000, .rate = 12, .toneLength = 1'000});
    const std::unique_ptr<VideoPlayer> player = module()->makeVideo();
    int furthest = 0; // of the bar, of 1000
    bool hasEnded = false;
    std::optional<SoundFault> fault;
    player->failed = [&fault](SoundFault told) { fault = told; };
    player->ended = [&hasEnded] { hasEnded = true; };
    player->shown = [&](const QImage &image) {
        int bar = 0;
        while (bar < image.width() && qGray(image.pixel(bar, image.height() / 2)) < 200)
            ++bar;
        furthest = std::max(furthest, bar < image.width() ? bar * 1000 / image.width() : 0);
    };
    player->openFile(path);
    player->play();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded || fault, 20'000);
    QVERIFY(!fault);
    QVERIFY2(furthest > 800, qPrintable(QString::number(furthest)));
}

void FilmTest::whatIsNoFilmIsTold_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<SoundFault>("fault");
    const QString whole = film({u"whole.mp4"_s});
    QByteArray unknown = bytesOf(whole);
    unknown.replace("avc1", "zqv9");
    QImage picture(64, 64, QImage::Format_RGB32);
    picture.fill(Qt::red);
    picture.save(m_folder.filePath(u"picture.png"_s));
    QTest::newRow("a codec that nobody has") << file(u"codec.mp4"_s, unknown) << SoundFault::NoCodec;
    QTest::newRow("its end, with all that says what it is, is missing")
        << file(u"cut.mp4"_s, bytesOf(whole).first(3'000)) << SoundFault::Unreadable;
    QTest::newRow("a picture")
        << file(u"picture.mp4"_s, bytesOf(m_folder.filePath(u"picture.png"_s))) << SoundFault::Unreadable;
    QTest::newRow("a text") << file(u"text.mp4"_s, "Dear all, there is no film today.") << SoundFault::Unreadable;
    QTest::newRow("nothing") << file(u"empty.mp4"_s, {}) << SoundFault::Unreadable;
    QTest::newRow("a sound") << film({.path = u"sound.m4a"_s, .hasPictures = false}) << SoundFault::Unreadable;
    const QString pipe = m_folder.filePath(u"pipe.mp4"_s);
    mkfifo(QFile::encodeName(pipe).constData(), 0600);
    QTest::newRow("a pipe that nobody writes to") << pipe << SoundFault::Unreadable;
    QTest::newRow("none") << m_folder.filePath(u"none.mp4"_s) << SoundFault::Unreadable;
    QTest::newRow("signs of a film alone") << file(u"signs.mp4"_s, QByteArray("\0\0\0\x18"
                                                                              "ftypisom",
                                                                              12)
                                                       + QByteArray(900'000, '\xff'))
                                           << SoundFault::Unreadable;
}

void FilmTest::whatIsNoFilmIsTold()
{
    QFETCH(const QString, path);
    QFETCH(const SoundFault, fault);
    const auto told = faultOf(path);
    QVERIFY(told);
    QCOMPARE(*told, fault);
}

/// A WebM file is readable from its beginning on.
void FilmTest::whatIsCutOffShowsWhatThereIs()
{
    const QByteArray whole = bytesOf(film({.path = u"long.webm"_s, .length = 4'000, .hasSound = false}));
    const QString path = file(u"cut.webm"_s, whole.first(whole.size() / 2));
    VideoPosters posters;
    posters.setSound([this] { return module(); });
    QSignalSpy ready(&posters, &VideoPosters::ready);
    posters.poster(path);
    QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 20'000);
    QCOMPARE(posters.poster(path).size, QSize(320, 180));
    QVERIFY(!faultOf(path)); // it comes to its end
}

void FilmTest::aListOfOtherFilesIsNotFollowed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("HLS") << u"film.m3u8"_s
                         << QByteArray("#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n%1\n#EXT-X-ENDLIST\n");
    QTest::newRow("concat") << u"concat.mp4"_s << QByteArray("ffconcat version 1.0\nfile '%1'\n");
    QTest::newRow("SDP") << u"film.sdp"_s
                         << QByteArray("v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\n"
                                       "m=video 5004 RTP/AVP 96\n"
                                       "a=rtpmap:96 H264/90000\na=control:%1\n");
}

void FilmTest::aListOfOtherFilesIsNotFollowed()
{
    QFETCH(const QString, name);
    QFETCH(QByteArray, text);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QSignalSpy asked(&server, &QTcpServer::newConnection);
    QByteArray address = "http://127.0.0.1:" + QByteArray::number(server.serverPort()) + "/film.ts";
    const auto byAddress = faultOf(file(name, QByteArray(text).replace("%1", address)));
    QVERIFY(byAddress);
    QCOMPARE(asked.size(), 0);
    // Nor is another film of the same folder shown in its place.
    film({.path = u"other.mp4"_s, .length = 1'000});
    const auto byName = faultOf(file(name, QByteArray(text).replace("%1", "other.mp4")));
    QVERIFY(byName);
    QCOMPARE(*byName, SoundFault::Unreadable);
}

/// A shape of its pixels (ISO/IEC 14496-12, 12.1.4) that would make a small picture larger than the memory.
void FilmTest::pixelsThatAreSaidToBeWideTakeNoMemory()
{
    const QByteArray head = "YUV4MPEG2 W96 H48 F25:1 Ip A60000:1 C420jpeg\n";
    const QString path = file(u"wide.y4m"_s, head + ("FRAME\n" + QByteArray(96 * 48 * 3 / 2, '\x70')).repeated(10));
    const qint64 before = statusOf("VmHWM");
    VideoPosters posters;
    posters.setSound([this] { return module(); });
    QSignalSpy ready(&posters, &VideoPosters::ready);
    posters.poster(path);
    QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 20'000);
    QVERIFY2(statusOf("VmHWM") - before < 150 * 1024, qPrintable(QString::number(statusOf("VmHWM") - before)));
}

void FilmTest::manyFilmsLeaveNothingBehind()
{
    const QByteArray whole = bytesOf(film({.path = u"one.mp4"_s, .length = 1'000}));
    VideoPosters posters;
    posters.setSound([this] { return module(); });
    QSignalSpy ready(&posters, &VideoPosters::ready);
    posters.poster(file(u"first.mp4"_s, whole)); // what is there once for all of them
    QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 20'000);
    QTest::qWait(0);
    const qint64 threads = statusOf("Threads:");
    qint64 most = 0;
    for (int i = 0; i < 20; ++i)
        posters.poster(file(u"film %1.mp4"_s.arg(i), whole));
    while (ready.size() < 21) {
        const auto before = ready.size();
        QTRY_VERIFY_WITH_TIMEOUT(ready.size() > before, 20'000);
        most = std::max(most, statusOf("Threads:"));
    }
    // One player's, not those of twenty.
    QVERIFY2(most <= threads + 16, qPrintable(u"%1 after %2"_s.arg(most).arg(threads)));
    QTRY_VERIFY2(statusOf("Threads:") <= threads + 2, qPrintable(QString::number(statusOf("Threads:"))));
}

JACKDAW_WINDOW_TEST(FilmTest)

} // namespace film_test

#include "film_test.moc"
