// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures that move: while they are painted, and not otherwise; some rounds; paused and played again; within limits.
#include "timeline/MovingPictures.h"
#include "timeline/PictureCache.h"
#include "support/TestProgram.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace moving_pictures_test {

/// Two pixels a side; each frame of one colour of two, uncompressed as LZW has it with clear codes.
QByteArray gif(int frames, quint16 width = 2, quint16 height = 2)
{
    const auto number = [](quint16 n) { return QByteArray(1, char(n & 0xff)) + QByteArray(1, char(n >> 8)); };
    QByteArray out = "GIF89a" + number(width) + number(height) + QByteArray("\x80\0\0\xff\0\0\0\0\xff", 9);
    for (int i = 0; i < frames; ++i) {
        out += QByteArray("\x21\xf9\x04\0\x02\0\0\0", 8); // 20 ms
        out += QByteArray(",\0\0\0\0", 5) + number(2) + number(2) + QByteArray(1, '\0');
        // Codes of three bits: clear (4), a pixel four times, end (5).
        const int pixel = i % 2;
        const quint32 bits = 4u | quint32(pixel) << 3 | quint32(pixel) << 6 | 4u << 9 | quint32(pixel) << 12 | quint32(pixel) << 15 | 5u << 18;
        out += QByteArray("\x02\x03", 2) + QByteArray(1, char(bits & 0xff)) + QByteArray(1, char((bits >> 8) & 0xff))
            + QByteArray(1, char((bits >> 16) & 0xff)) + QByteArray(1, '\0');
    }
    return out + ';';
}

class MovingPicturesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itMovesWhileItIsPainted()
    {
        const QString path = kept(gif(2));
        MovingPictures pictures;
        Frame first;
        QTRY_VERIFY(!(first = paint(pictures, path)).pixmap.isNull());
        QCOMPARE(first.state, MovingPictures::State::Playing);
        const QColor color = first.pixmap.toImage().pixelColor(0, 0);
        QVERIFY(color == QColor(255, 0, 0) || color == QColor(0, 0, 255));
        // Painted again and again, it shows the other one.
        QTRY_VERIFY(paint(pictures, path).pixmap.toImage().pixelColor(0, 0) != color);
    }

    void nothingHappensWhereNobodyLooks()
    {
        const QString path = kept(gif(3));
        MovingPictures pictures;
        QSignalSpy changed(&pictures, &MovingPictures::changed);
        QTRY_VERIFY(!paint(pictures, path).pixmap.isNull());
        // What was begun by the last painting ends, and nothing comes after it.
        QTRY_VERIFY(pictures.isIdle());
        const qsizetype before = changed.size();
        // Nor in a window that is not used, painted or not.
        for (int i = 0; i < 5; ++i) {
            QVERIFY(!paint(pictures, path, MovingPictures::Motion::Hold).pixmap.isNull());
            QCoreApplication::processEvents();
            QVERIFY(pictures.isIdle());
        }
        QCOMPARE(changed.size(), before);
        // Used again, it goes on.
        paint(pictures, path);
        QVERIFY(!pictures.isIdle());
    }

    void itRestsAfterSomeRoundsAndIsPlayedAgain()
    {
        const QString path = kept(gif(2));
        MovingPictures pictures;
        QTRY_COMPARE_WITH_TIMEOUT(paint(pictures, path).state, MovingPictures::State::Paused, 20'000);
        QVERIFY(pictures.isIdle());
        QVERIFY(pictures.toggle(path));
        QCOMPARE(paint(pictures, path).state, MovingPictures::State::Playing);
        QVERIFY(pictures.toggle(path));
        QCOMPARE(paint(pictures, path).state, MovingPictures::State::Paused);
        QVERIFY(pictures.isIdle());
    }

    void itBeginsPausedWhereMotionIsReduced()
    {
        const QString path = kept(gif(2));
        MovingPictures pictures;
        pictures.setPausedAtFirst(true);
        Frame first;
        QTRY_VERIFY(!(first = paint(pictures, path)).pixmap.isNull());
        QCOMPARE(first.state, MovingPictures::State::Paused);
    }

    void moreThanAreHeldDoNotDriveEachOtherOut()
    {
        QStringList paths;
        for (int i = 0; i < 8; ++i)
            paths.append(kept(gif(2)));
        MovingPictures pictures;
        pictures.setPausedAtFirst(true);
        const auto paintAll = [&] {
            qsizetype moving = 0;
            for (const QString &path : std::as_const(paths))
                moving += paint(pictures, path).pixmap.isNull() ? 0 : 1;
            return moving;
        };
        QTRY_COMPARE(paintAll(), 6);
        QTRY_VERIFY(pictures.isIdle());
        // All of them are seen at once, and painting them again begins nothing.
        QCOMPARE(paintAll(), 6);
        QVERIFY(pictures.isIdle());
    }

    /// Each is as large as is played at all: together they would take what a bomb does.
    void soManyPixelsMoveAtATime()
    {
        const QString first = kept(gif(4, 1600, 1500));
        const QString second = kept(gif(4, 1600, 1500));
        const QString small = kept(gif(4));
        MovingPictures pictures;
        QTRY_VERIFY(!paint(pictures, first).pixmap.isNull());
        paint(pictures, second);
        QTRY_VERIFY(!paint(pictures, small).pixmap.isNull()); // behind it, by the same thread
        QVERIFY(paint(pictures, second).pixmap.isNull());
        QCOMPARE(paint(pictures, second).state, MovingPictures::State::Still);
        // It moves once nobody looks at the other one, though nothing else paints it again.
        paintOnlyWhenAsked(pictures, {second});
        QTRY_COMPARE_WITH_TIMEOUT(pictures.state(second), MovingPictures::State::Playing, 20'000);
    }

    /// Both are seen all the time.
    void whatRestsGivesItsRoom_data()
    {
        QTest::addColumn<bool>("isPausedByUser");
        QTest::newRow("after its rounds") << false;
        QTest::newRow("paused") << true;
    }
    void whatRestsGivesItsRoom()
    {
        QFETCH(bool, isPausedByUser);
        const QString first = kept(gif(2, 1600, 1500));
        const QString second = kept(gif(2, 1600, 1500));
        MovingPictures pictures;
        QTRY_VERIFY(!paint(pictures, first).pixmap.isNull());
        if (isPausedByUser)
            QVERIFY(pictures.toggle(first));
        paint(pictures, second);
        paintOnlyWhenAsked(pictures, {second, first});
        QTRY_COMPARE_WITH_TIMEOUT(pictures.state(second), MovingPictures::State::Playing, 20'000);
        QCOMPARE(pictures.state(first), MovingPictures::State::Paused);
        QVERIFY(!paint(pictures, first).pixmap.isNull()); // what it showed
        // Played again, it waits in its turn, and nothing is done once both rest.
        QTRY_COMPARE_WITH_TIMEOUT(pictures.state(second), MovingPictures::State::Paused, 20'000);
        QVERIFY(pictures.toggle(first));
        QTRY_COMPARE_WITH_TIMEOUT(pictures.state(first), MovingPictures::State::Still, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(pictures.state(first), MovingPictures::State::Playing, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(pictures.state(first), MovingPictures::State::Paused, 20'000);
        QCOMPARE(pictures.state(second), MovingPictures::State::Paused);
        QSignalSpy changed(&pictures, &MovingPictures::changed);
        QTest::qWait(2'500); // there is nothing to wait for: that is what is shown
        QCOMPARE(changed.size(), 0);
    }

    void oneTooManyMovesOnceAnotherIsGone()
    {
        QStringList paths;
        for (int i = 0; i < 7; ++i)
            paths.append(kept(gif(2)));
        MovingPictures pictures;
        paintOnlyWhenAsked(pictures, paths);
        for (const QString &path : std::as_const(paths))
            paint(pictures, path);
        for (int i = 0; i < 6; ++i)
            QTRY_COMPARE_WITH_TIMEOUT(pictures.state(paths.at(i)), MovingPictures::State::Paused, 20'000);
        // All of them are seen: it has no room, and they are not looked through for ever.
        QSignalSpy changed(&pictures, &MovingPictures::changed);
        QTest::qWait(5'000); // twice as long as looking takes
        QVERIFY2(changed.size() <= 2, qPrintable(QString::number(changed.size())));
        QCOMPARE(pictures.state(paths.at(6)), MovingPictures::State::Still);
        for (int i = 0; i < 6; ++i)
            QCOMPARE(pictures.state(paths.at(i)), MovingPictures::State::Paused);
        // One scrolls away.
        m_painted.removeFirst();
        paint(pictures, paths.at(6));
        QTRY_COMPARE_WITH_TIMEOUT(pictures.state(paths.at(6)), MovingPictures::State::Playing, 20'000);
    }

    /// As large as is played, and 90 GB if all its frames were held.
    void tenThousandFramesAreNotHeld()
    {
        const auto kilobytes = [](const QByteArray &field) {
            QFile status(u"/proc/self/status"_s);
            const QByteArray all = status.open(QIODevice::ReadOnly) ? status.readAll() : QByteArray();
            const qsizetype at = all.indexOf(field + ':');
            return at < 0 ? -1 : all.mid(at + field.size() + 1, all.indexOf('\n', at) - at - field.size() - 1).simplified().split(' ').constFirst().toLongLong();
        };
        const QString path = kept(gif(10'000, 1600, 1500));
        QFile peak(u"/proc/self/clear_refs"_s); // it counts from here on
        QVERIFY(peak.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && peak.write("5") == 1);
        const qint64 before = kilobytes("VmRSS");
        MovingPictures pictures;
        QSignalSpy changed(&pictures, &MovingPictures::changed);
        QTRY_VERIFY_WITH_TIMEOUT((paint(pictures, path), changed.size() >= 30), 30'000);
        QCOMPARE(paint(pictures, path).state, MovingPictures::State::Playing);
        const qint64 grown = kilobytes("VmHWM") - before;
        QVERIFY2(before > 0 && grown < 150'000, qPrintable(QString::number(grown)));
    }

    void whatDoesNotMoveIsLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("one frame") << gif(1);
        QTest::newRow("too many pixels") << gif(2, 30'000, 30'000);
        QTest::newRow("more than is played") << gif(2, 4000, 4000);
        QTest::newRow("broken") << QByteArray("GIF89a????");
        QTest::newRow("no picture") << QByteArray("hello");
    }
    void whatDoesNotMoveIsLeftAlone()
    {
        QFETCH(QByteArray, content);
        const QString path = kept(content);
        MovingPictures pictures;
        QSignalSpy changed(&pictures, &MovingPictures::changed);
        paint(pictures, path);
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(paint(pictures, path).pixmap.isNull());
        QCOMPARE(paint(pictures, path).state, MovingPictures::State::Still);
        QVERIFY(!pictures.toggle(path));
    }

private:
    using Frame = MovingPictures::Frame;

    Frame paint(MovingPictures &pictures, const QString &path, MovingPictures::Motion motion = MovingPictures::Motion::Run)
    {
        return pictures.frame(path, QSize(20, 20), 1, motion);
    }
    QString kept(const QByteArray &content)
    {
        QFile file(m_folder.filePath(QString::number(++m_number) + u".gif"_s));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? file.fileName() : QString();
    }

    /// As the timeline does: all of them, in one paint, and nothing by itself.
    void paintOnlyWhenAsked(MovingPictures &pictures, const QStringList &paths)
    {
        m_painted = paths;
        connect(&pictures, &MovingPictures::changed, &pictures, [this, &pictures] {
            for (const QString &path : std::as_const(m_painted))
                paint(pictures, path);
        }, Qt::QueuedConnection);
    }

    QTemporaryDir m_folder;
    int m_number = 0;
    QStringList m_painted;
};

JACKDAW_WINDOW_TEST(MovingPicturesTest)

} // namespace moving_pictures_test

#include "moving_pictures_test.moc"
