// SPDX-License-Identifier: GPL-3.0-or-later
// Which typefaces are read before words need them, that they are with the system then, and that it ends when it is to.
#include "style/Preferences.h"
#include "style/Theme.h"
#include "style/Typefaces.h"
#include "support/TestProgram.h"

#include <QFile>
#include <QGlyphRun>
#include <QRawFont>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTextLayout>
#include <QtTest>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace typefaces_test {

/// How many pages of a file the system has in memory.
int pagesInMemory(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const size_t size = size_t(file.size());
    std::vector<unsigned char> there((size + 4095) / 4096);
    void *mapped = mmap(nullptr, size, PROT_READ, MAP_SHARED, file.handle(), 0);
    const bool isKnown = mapped != MAP_FAILED && mincore(mapped, size, there.data()) == 0;
    munmap(mapped, size);
    return isKnown ? int(std::count_if(there.cbegin(), there.cend(), [](unsigned char page) { return page & 1; })) : -1;
}

/// Out of the memory of the system; false where its file system keeps all in memory.
bool dropPages(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadWrite) || fsync(file.handle()) != 0)
        return false;
    posix_fadvise(file.handle(), 0, 0, POSIX_FADV_DONTNEED);
    return pagesInMemory(name) == 0;
}

class TypefacesTest : public QObject
{
    Q_OBJECT

private:
    QString write(const QString &name, qint64 size)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray(size, 'x')) != size)
            return {};
        return file.fileName();
    }
    /// As `letter` of a wish, which file it is of `files`.
    static Typefaces::Find given(const QStringList &files)
    {
        return [files](const TypefaceWish &wish) { return files.value(int(wish.letter)); };
    }
    static QList<TypefaceWish> wishes(int count)
    {
        QList<TypefaceWish> all;
        for (int i = 0; i < count; ++i)
            all.append({{}, QFont::Normal, false, char32_t(i)});
        return all;
    }

    /// Beside the program: what stands in /tmp may be in memory for good.
    QTemporaryDir m_folder{QCoreApplication::applicationDirPath() + u"/typefaces-XXXXXX"_s};
    QTemporaryDir m_settings;
    Preferences m_preferences{m_settings.filePath(u"settings.ini"_s)};
    Theme m_theme{m_preferences};

private Q_SLOTS:
    void emojiComeFirst()
    {
        const QList<TypefaceWish> all = typefaceWishes(m_theme.font(TypeRole::Message), m_theme.font(TypeRole::Mono));
        const QString first = typefaceFile(all.first());
        QVERIFY2(first.endsWith(u"NotoColorEmoji.ttf"_s), qPrintable(first)); // of installer/packages.txt
        QCOMPARE(QRawFont(first, 16).familyName(), u"Noto Color Emoji"_s);
    }

    /// For each letter the typeface that Qt lays it out with, so that the file it opens then is one that was read.
    void theyAreThoseThatQtTakes()
    {
        const QList<TypefaceWish> all = typefaceWishes(m_theme.font(TypeRole::Message), m_theme.font(TypeRole::Mono));
        int compared = 0;
        for (const TypefaceWish &wish : all) {
            QFont font;
            font.setFamilies(wish.families);
            font.setPixelSize(16);
            font.setWeight(QFont::Weight(wish.weight));
            font.setItalic(wish.isItalic);
            QTextLayout layout(QString::fromUcs4(&wish.letter, 1), font);
            layout.beginLayout();
            layout.createLine();
            layout.endLayout();
            const QList<QGlyphRun> runs = layout.glyphRuns();
            QCOMPARE(runs.size(), 1);
            const QRawFont taken = runs.first().rawFont();
            const bool isNowhere = runs.first().glyphIndexes().value(0) == 0;
            const QString file = typefaceFile(wish);
            const QString letter = QString::number(wish.letter, 16) + u' ' + QString::fromLatin1(wish.language);
            const QString what = u"U+%1: Qt takes %2 %3, read is %4"_s
                                     .arg(letter, taken.familyName(), taken.styleName(), file);
            QVERIFY2(isNowhere == file.isEmpty(), qPrintable(what));
            if (isNowhere)
                continue;
            const QRawFont read(file, 16);
            const bool isTheSame = read.familyName() == taken.familyName() && read.styleName() == taken.styleName();
            QVERIFY2(isTheSame, qPrintable(what));
            ++compared;
        }
        QVERIFY2(compared >= 20, qPrintable(QString::number(compared)));
    }

    void whatIsReadIsWithTheSystem()
    {
        constexpr int size = 3'000'000;
        const QString emoji = write(u"emoji"_s, size), other = write(u"other"_s, size);
        const bool isDropped = dropPages(emoji) && dropPages(other);
        const QString none = m_folder.filePath(u"none"_s);
        Typefaces typefaces(given({emoji, other, emoji, QString(), none, u":/fonts/Inter-Regular.otf"_s}));
        QSignalSpy first(&typefaces, &Typefaces::firstRead);
        QSignalSpy all(&typefaces, &Typefaces::allRead);
        QStringList order;
        connect(&typefaces, &Typefaces::firstRead, this, [&] { order << u"first"_s; });
        connect(&typefaces, &Typefaces::allRead, this, [&] { order << u"all"_s; });
        QVERIFY(!typefaces.isFirstAwaited());
        typefaces.read(wishes(6));
        QVERIFY(typefaces.isFirstAwaited());
        QTRY_COMPARE(all.size(), 1);
        QCOMPARE(order, QStringList({u"first"_s, u"all"_s}));
        QVERIFY(!typefaces.isFirstAwaited());
        // Each once; what is no file of the system's is passed over.
        QCOMPARE(all.first().at(0).toStringList(), QStringList({emoji, other}));
        QCOMPARE(all.first().at(1).toLongLong(), 2 * size);
        if (!isDropped)
            qWarning() << m_folder.path() << "is kept in memory: that pages come from a disk is not seen here";
        QCOMPARE(pagesInMemory(emoji), (size + 4095) / 4096);
        QCOMPARE(pagesInMemory(other), (size + 4095) / 4096);
        QCOMPARE(first.size(), 1);
    }

    void theFirstIsToldBeforeTheOthersAreRead()
    {
        QSemaphore others;
        Typefaces typefaces([&others](const TypefaceWish &wish) {
            if (wish.letter > 0)
                others.acquire();
            return QString();
        });
        const auto atEnd = qScopeGuard([&others] { others.release(); });
        QSignalSpy all(&typefaces, &Typefaces::allRead);
        int told = 0;
        typefaces.whenFirstRead(this, [&told] { ++told; });
        {
            QObject gone;
            typefaces.whenFirstRead(&gone, [&told] { told += 100; });
        }
        QCOMPARE(told, 0);
        typefaces.read(wishes(2));
        QTRY_COMPARE(told, 1);
        QVERIFY(all.isEmpty());
        typefaces.whenFirstRead(this, [&told] { ++told; }); // at once
        QCOMPARE(told, 2);
        others.release();
        QTRY_COMPARE(all.size(), 1);
        QCOMPARE(told, 2);
    }

    /// A disk that does not answer must not keep anybody from signing in.
    void nobodyWaitsForEver()
    {
        QSemaphore disk;
        Typefaces typefaces([&disk](const TypefaceWish &) {
            disk.acquire();
            return QString();
        });
        const auto atEnd = qScopeGuard([&disk] { disk.release(); });
        QSignalSpy first(&typefaces, &Typefaces::firstRead);
        typefaces.read(wishes(1));
        QTRY_COMPARE_WITH_TIMEOUT(first.size(), 1, 20 * Typefaces::patience);
        QVERIFY(!typefaces.isFirstAwaited());
        QSignalSpy all(&typefaces, &Typefaces::allRead);
        disk.release();
        QTRY_COMPARE(all.size(), 1);
        QCOMPARE(first.size(), 1); // and is not told again
    }

    void notMoreIsReadThanIsLeft()
    {
        const QString small = write(u"small"_s, 1000), large = write(u"large"_s, 9001), last = write(u"last"_s, 8000);
        Typefaces typefaces(given({small, large, last}), 10'000);
        QSignalSpy all(&typefaces, &Typefaces::allRead);
        typefaces.read(wishes(3));
        QTRY_COMPARE(all.size(), 1);
        QCOMPARE(all.first().at(0).toStringList(), QStringList({small, last}));
        QCOMPARE(all.first().at(1).toLongLong(), 9000);
    }

    /// A file that takes hours: who quits does not wait for its end.
    void itEndsInTheMiddleOfAFile()
    {
        QFile endless(m_folder.filePath(u"endless"_s));
        QVERIFY(endless.open(QIODevice::WriteOnly) && endless.resize(4'000'000'000'000)); // nothing but a hole
        int asked = 0;
        {
            QSemaphore begun;
            Typefaces typefaces([&](const TypefaceWish &) {
                ++asked;
                begun.release();
                return endless.fileName();
            }, 5'000'000'000'000);
            typefaces.read(wishes(2));
            begun.acquire();
        }
        QCOMPARE(asked, 1);
        QVERIFY(endless.remove());
    }
};

JACKDAW_WINDOW_TEST(TypefacesTest)

} // namespace typefaces_test

#include "typefaces_test.moc"
