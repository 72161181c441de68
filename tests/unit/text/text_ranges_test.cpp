// SPDX-License-Identifier: GPL-3.0-or-later
// Ranges that stanzas give in code points (XEP-0426): fallbacks (XEP-0428), mentions (XEP-0372).
#include "text/CodePoints.h"
#include "support/TestProgram.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace text_ranges_test {

class TextRangesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsCounts_data();
    void readsCounts();
    void findsRanges_data();
    void findsRanges();
    void cutsFallbacks_data();
    void cutsFallbacks();
    void cutsLongTextsOnce();
    void movesPlaces();
    void findsMentions_data();
    void findsMentions();
};

void TextRangesTest::readsCounts_data()
{
    QTest::addColumn<QString>("attribute");
    QTest::addColumn<qint64>("count"); // -1: none
    QTest::newRow("number") << u"33"_s << qint64(33);
    QTest::newRow("zero") << u"0"_s << qint64(0);
    QTest::newRow("empty") << QString() << qint64(-1);
    QTest::newRow("negative") << u"-1"_s << qint64(-1);
    QTest::newRow("plus") << u"+1"_s << qint64(-1);
    QTest::newRow("blank") << u" 1"_s << qint64(-1);
    QTest::newRow("words") << u"1e3"_s << qint64(-1);
    QTest::newRow("large") << u"2147483647"_s << qint64(2147483647);
    QTest::newRow("too large") << u"2147483648"_s << qint64(-1);
    QTest::newRow("far too large") << u"99999999999999999999"_s << qint64(-1);
    QTest::newRow("other digits") << u"٣"_s << qint64(-1);
}

void TextRangesTest::readsCounts()
{
    QFETCH(QString, attribute);
    QTEST(pointCount(attribute).value_or(-1), "count");
}

void TextRangesTest::findsRanges_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("begin");
    QTest::addColumn<qint64>("end");
    QTest::addColumn<QString>("part"); // null: none
    QTest::newRow("plain") << u"hello"_s << qint64(1) << qint64(3) << u"el"_s;
    QTest::newRow("all") << u"hello"_s << qint64(0) << qint64(5) << u"hello"_s;
    QTest::newRow("behind emoji") << u"👍🏽 @mara"_s << qint64(3) << qint64(8) << u"@mara"_s;
    QTest::newRow("an emoji") << u"a👍b"_s << qint64(1) << qint64(2) << u"👍"_s;
    QTest::newRow("counted in code units it would fit") << u"👍👍👍"_s << qint64(0) << qint64(6) << QString();
    QTest::newRow("beyond") << u"hello"_s << qint64(3) << qint64(6) << QString();
    QTest::newRow("far beyond") << u"hello"_s << qint64(0) << qint64(2147483647) << QString();
    QTest::newRow("empty") << u"hello"_s << qint64(2) << qint64(2) << QString();
    QTest::newRow("turned round") << u"hello"_s << qint64(3) << qint64(1) << QString();
    QTest::newRow("negative") << u"hello"_s << qint64(-2) << qint64(1) << QString();
    QTest::newRow("of nothing") << QString() << qint64(0) << qint64(1) << QString();
}

void TextRangesTest::findsRanges()
{
    QFETCH(QString, text);
    QFETCH(qint64, begin);
    QFETCH(qint64, end);
    QFETCH(QString, part);
    const auto range = textRange(text, {begin, end});
    QCOMPARE(range.has_value(), !part.isNull());
    if (range) {
        QCOMPARE(text.mid(range->start, range->length), part);
        QCOMPARE(pointRange(text, *range), (PointRange{begin, end}));
    }
}

void TextRangesTest::cutsFallbacks_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QList<PointRange>>("ranges");
    QTest::addColumn<QString>("rest");
    using Ranges = QList<PointRange>;
    QTest::newRow("none") << u"Great"_s << Ranges{} << u"Great"_s;
    QTest::newRow("reply (XEP-0461, 4)") << u"> Anna wrote:\n> Hi, how are you?\nGreat"_s << Ranges{{0, 33}} << u"Great"_s;
    QTest::newRow("in the middle") << u"ab👍cd"_s << Ranges{{1, 3}} << u"acd"_s;
    QTest::newRow("everything") << u"abc"_s << Ranges{{0, 3}} << u""_s;
    QTest::newRow("overlapping") << u"abcdef"_s << Ranges{{2, 4}, {1, 3}} << u"aef"_s;
    QTest::newRow("within another") << u"abcdef"_s << Ranges{{0, 5}, {1, 2}} << u"f"_s;
    QTest::newRow("beyond the end") << u"abc"_s << Ranges{{1, 4}} << u"a"_s;
    QTest::newRow("one beyond, one not") << u"abc"_s << Ranges{{1, 400}, {0, 1}} << u""_s;
    QTest::newRow("all of it beyond") << u"abc"_s << Ranges{{3, 4}, {400, 500}} << u"abc"_s;
    QTest::newRow("side by side") << u"abcdef"_s << Ranges{{3, 4}, {1, 3}} << u"aef"_s;
    QTest::newRow("beyond, but not in code units") << u"👍👍"_s << Ranges{{1, 4}} << u"👍"_s;
    QTest::newRow("turned round") << u"abc"_s << Ranges{{2, 1}} << u"abc"_s;
    QTest::newRow("negative") << u"abc"_s << Ranges{{-5, 2}} << u"c"_s;
    QTest::newRow("lone half") << (u"a"_s + QString(QChar(0xD83D)) + u"b"_s) << Ranges{{0, 1}} << (QString(QChar(0xD83D)) + u"b"_s);
}

void TextRangesTest::cutsFallbacks()
{
    QFETCH(QString, body);
    QFETCH(QList<PointRange>, ranges);
    QTEST(TextCuts(body, ranges).apply(body), "rest");
}

void TextRangesTest::cutsLongTextsOnce()
{
    // Thousands of ranges over a megabyte: walked once for each, they would take minutes.
    QList<PointRange> ranges;
    for (int i = 0; i < 100'000; ++i)
        ranges.append({i * 10, i * 10 + 5});
    const QString body = u"0123456789"_s.repeated(100'000);
    QCOMPARE(TextCuts(body, ranges).apply(body), u"56789"_s.repeated(100'000));
}

void TextRangesTest::movesPlaces()
{
    const QString body = u"ab👍cdef"_s;
    const TextCuts cuts(body, {{1, 3}, {5, 6}}); // "b👍" and "e"
    const QList<qsizetype> places{0, -1, -1, -1, 1, 2, -1, 3, 4};
    for (qsizetype place = 0; place <= body.size(); ++place)
        QCOMPARE(cuts.moved(place), places.at(place));
}

void TextRangesTest::findsMentions_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<qint64>("begin");
    QTest::addColumn<qint64>("end");
    QTest::addColumn<bool>("good");
    QTest::newRow("mention") << u"Hi @mara!"_s << qint64(3) << qint64(8) << true;
    QTest::newRow("beyond") << u"Hi @mara!"_s << qint64(3) << qint64(80) << false;
    QTest::newRow("over lines") << u"Hi @mara\nyou"_s << qint64(3) << qint64(12) << false;
    QTest::newRow("a whole text") << QString(1000, u'a') << qint64(0) << qint64(1000) << false;
}

void TextRangesTest::findsMentions()
{
    QFETCH(QString, body);
    QFETCH(qint64, begin);
    QFETCH(qint64, end);
    QTEST(mentionRange(body, {begin, end}).has_value(), "good");
}

JACKDAW_TEST(TextRangesTest)

} // namespace text_ranges_test

#include "text_ranges_test.moc"
