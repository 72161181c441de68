// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/BlurHash.h"
#include "support/TestProgram.h"

#include <QTest>

#include <cstdlib>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace blur_hash_test {

const QString published = u"LEHV6nWB2yk8pyo0adR*.7kCMdnj"_s; // blurha.sh

/// Left blue, right red.
QByteArray halves(int width, int height)
{
    QByteArray rgb;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            rgb += x < width / 2 ? QByteArray("\x10\x20\xd0", 3) : QByteArray("\xd0\x20\x10", 3);
    }
    return rgb;
}

/// A few letters that stand for a picture, honest and hostile.
class BlurHashTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// All but: the waves begin at a pixel's corner, as everybody else has them, and leave a little of themselves.
    void oneColourStaysIt()
    {
        QByteArray rgb;
        for (int i = 0; i < 20 * 10; ++i)
            rgb += QByteArray("\xc8\x1e\x50", 3);
        const QString hash = writeBlurHash(rgb, 20, 10);
        QVERIFY(isBlurHash(hash));
        const QByteArray read = readBlurHash(hash, 7, 5);
        QCOMPARE(read.size(), 7 * 5 * 3);
        for (qsizetype i = 0; i < read.size(); ++i)
            QVERIFY(std::abs(int(uchar(read.at(i))) - int(uchar(rgb.at(i % 3)))) <= 40);
    }
    void sidesStayWhereTheyAre()
    {
        const QString hash = writeBlurHash(halves(32, 24), 32, 24);
        QCOMPARE(hash.size(), 28); // four waves across, three down
        const QByteArray read = readBlurHash(hash, 32, 24);
        const auto at = [&read](int x, int part) { return int(uchar(read.at((12 * 32 + x) * 3 + part))); };
        QVERIFY(at(2, 2) > 150 && at(2, 0) < 80);
        QVERIFY(at(29, 0) > 150 && at(29, 2) < 80);
        QCOMPARE(writeBlurHash(halves(24, 32), 24, 32).size(), 28);
    }
    void othersAreRead()
    {
        QVERIFY(isBlurHash(published));
        const QByteArray read = readBlurHash(published, 32, 32);
        QCOMPARE(read.size(), 32 * 32 * 3);
        qint64 sum = 0;
        for (qsizetype i = 0; i < read.size(); i += 3)
            sum += uchar(read.at(i));
        const qint64 mean = sum / (32 * 32); // its third to sixth letters say 151
        QVERIFY2(mean > 130 && mean < 170, qPrintable(QString::number(mean)));
    }
    void hostileOnesAreNone_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("short") << u"LEHV6"_s;
        QTest::newRow("cut") << published.chopped(1);
        QTest::newRow("longer than it says") << published + u'0';
        QTest::newRow("another letter") << QString(published).replace(10, 1, u"\""_s);
        QTest::newRow("beyond Latin") << QString(published).replace(0, 1, u"\u00fc"_s);
        QTest::newRow("more waves than there are") << u'~' + QString(200, u'0');
        QTest::newRow("endless") << QString(100'000, u'~');
    }
    void hostileOnesAreNone()
    {
        QFETCH(QString, text);
        QVERIFY(!isBlurHash(text));
        QVERIFY(readBlurHash(text, 8, 8).isEmpty());
    }
    void noPictureIsLargerThanItHasToBe()
    {
        for (const auto &[width, height] : {std::pair(65, 8), std::pair(8, 65), std::pair(0, 8), std::pair(-1, -1), std::pair(1 << 30, 4)})
            QVERIFY(readBlurHash(published, width, height).isEmpty());
        QVERIFY(writeBlurHash(QByteArray(10, 'x'), 2, 2).isEmpty());
        const QString most = u"|~"_s + QString(164, u'~'); // nine by nine, as bright as can be
        QVERIFY(isBlurHash(most));
        QCOMPARE(readBlurHash(most, 64, 64).size(), 64 * 64 * 3);
    }
};

JACKDAW_TEST(BlurHashTest)

} // namespace blur_hash_test

#include "blur_hash_test.moc"
