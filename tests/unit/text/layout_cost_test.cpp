// SPDX-License-Identifier: GPL-3.0-or-later
// How much of a text is laid out at once: by what it costs, not by its length alone.
#include "support/TestProgram.h"
#include "text/LayoutCost.h"
#include "text/MessageText.h"

#include <QTest>
#include <QTextBoundaryFinder>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace layout_cost_test {

const QString bird = u"\U0001F426"_s;

class LayoutCostTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsWhereItIsFelt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("least");
        QTest::addColumn<int>("most");
        QTest::newRow("letters") << QString(30'000, u'x') << 10'000 << 10'000;
        QTest::newRow("short") << u"Before the strainer"_s << 19 << 19;
        QTest::newRow("fifty emoji") << bird.repeated(50) << 100 << 100;
        QTest::newRow("a wall of emoji") << bird.repeated(5'000) << 110 << 130;
        QTest::newRow("signs made emoji") << u"\u2764\uFE0F"_s.repeated(5'000) << 110 << 130;
        QTest::newRow("older signs in colour") << QString(5'000, QChar(0x2728)) << 55 << 65;
        QTest::newRow("older signs that are text") << QString(5'000, QChar(0x2713)) << 5'000 << 5'000;
        QTest::newRow("one direction") << u"\u05E9\u05DC\u05D5\u05DD "_s.repeated(5'000) << 10'000 << 10'000;
        QTest::newRow("both directions, letter by letter") << u"\u05E9a "_s.repeated(5'000) << 2'000 << 3'000;
        QTest::newRow("both directions, as people write")
            << u"\u05E9\u05DC\u05D5\u05DD, here is what was said \u05D0\u05EA\u05DE\u05D5\u05DC. "_s.repeated(500) << 7'000 << 10'000;
        QTest::newRow("digits turn nothing") << u"\u05E9 1 "_s.repeated(5'000) << 10'000 << 10'000;
        QTest::newRow("lines of nothing") << QString(30'000, u'\n') << 1'000 << 1'300;
        QTest::newRow("short lines") << u"at\n"_s.repeated(5'000) << 3'000 << 4'000;
        QTest::newRow("lines as people write") << u"Here is what was said.\n"_s.repeated(1'000) << 10'000 << 10'000;
        QTest::newRow("a line of signs") << QString(30'000, u'-') << 3'000 << 3'500;
        QTest::newRow("signs as people write") << u"(Well, he said so.) Did he? "_s.repeated(1'000) << 8'500 << 10'000;
        QTest::newRow("few emoji among letters") << (u"word "_s.repeated(100) + bird).repeated(30) << 7'000 << 10'000;
    }
    void endsWhereItIsFelt()
    {
        QFETCH(QString, text);
        QFETCH(int, least);
        QFETCH(int, most);
        const qsizetype end = LayoutCost::end(text, MessageText::foldLimit);
        QVERIFY2(end >= least && end <= most, qPrintable(QString::number(end)));
        // A message is folded there, and no character is torn.
        const MessageText message(text);
        QCOMPARE(message.folded() > 0, end < text.size());
        QVERIFY(message.folded() >= text.size() - end && message.folded() <= text.size() - end + 2);
        QVERIFY(message.shown().isValidUtf16());
    }

    void partsAreCheapAndTearNothing_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("longest"); // in characters that are seen as one; 0: it is not parted
        const QString family = u"\U0001F468\u200D\U0001F469\u200D\U0001F467"_s;
        QTest::newRow("letters") << u"word "_s.repeated(4'000) << 0;
        QTest::newRow("emoji") << bird.repeated(500) << 14;
        QTest::newRow("flags") << u"\U0001F1F5\U0001F1F1"_s.repeated(500) << 14;
        QTest::newRow("tones") << u"\U0001F44D\U0001F3FD"_s.repeated(500) << 14;
        QTest::newRow("families") << family.repeated(500) << 14;
        QTest::newRow("signs made emoji, which have a look of their own") << u"\u2764\uFE0F"_s.repeated(500) << 0;
        QTest::newRow("letters that no font has") << QString(5'000, QChar(0xE9A3)) << 600;
        QTest::newRow("the same with marks") << (QString(QChar(0xE9A3)) + QChar(0x0301)).repeated(5'000) << 600;
        QTest::newRow("behind words") << u"word "_s.repeated(1'000) + QString(5'000, QChar(0xE9A3)) << 5'600;
        QTest::newRow("half a pair") << QString(5'000, QChar(0xD83D)) << 30;
    }
    void partsAreCheapAndTearNothing()
    {
        QFETCH(QString, text);
        QFETCH(int, longest);
        const QList<qsizetype> places = LayoutCost::partings(text, [](char32_t letter) { return letter < 0xE000 || letter == 0xFE0F; });
        if (longest == 0) {
            QVERIFY(places.isEmpty());
            return;
        }
        QVERIFY(!places.isEmpty());
        QTextBoundaryFinder seen(QTextBoundaryFinder::Grapheme, text);
        int inPart = 0;
        auto place = places.cbegin();
        for (qsizetype at = 0; at >= 0 && at < text.size(); at = seen.toNextBoundary()) {
            QVERIFY2(place == places.cend() || *place >= at, qPrintable(QString::number(*place))); // else it tears one
            if (place != places.cend() && *place == at) {
                ++place;
                inPart = 0;
            }
            ++inPart;
            QVERIFY2(inPart <= longest, qPrintable(QString::number(at)));
        }
        QVERIFY(place == places.cend());
    }

    void aLinkThatIsCutLeadsNowhere()
    {
        const QString text = QString(9'971, u'x') + u" https://harbor.example/a.html"_s + u" and on"_s.repeated(10);
        const MessageText folded(text);
        QVERIFY(folded.shown().contains(u"harbor.example/a"_s));
        QVERIFY(folded.links().isEmpty());
        QCOMPARE(MessageText(text, {.limit = text.size()}).links().size(), 1);
    }

    /// Each change of the look begins a run of its own.
    void looksAreFoldedSooner_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("least");
        QTest::addColumn<int>("most");
        QTest::newRow("letter by letter") << u"*a* _b_ `c` "_s.repeated(1'000) << 1'000 << 1'500;
        QTest::newRow("blocks of code") << u"```\ncode\n```\n"_s.repeated(1'000) << 1'500 << 3'500;
        QTest::newRow("a word in a line")
            << u"- *item* and what is said of it, in one line or in two of them\n"_s.repeated(1'000) << 6'000 << 9'000;
        QTest::newRow("some words") << (u"word "_s.repeated(100) + u"*bold* "_s).repeated(100) << 9'000 << 10'000;
    }
    void looksAreFoldedSooner()
    {
        QFETCH(QString, text);
        QFETCH(int, least);
        QFETCH(int, most);
        const MessageText message(text);
        const qsizetype shown = text.size() - message.folded();
        QVERIFY2(shown >= least && shown <= most, qPrintable(QString::number(shown)));
        // All of it is there where more is asked for.
        QCOMPARE(MessageText(text, {.limit = 10 * text.size()}).folded(), 0);
    }

    void looksHaveAnEnd()
    {
        QCOMPARE(LayoutCost::endByLooks({}, 100, 10'000), 100);
        QCOMPARE(LayoutCost::endByLooks({90, 10, 10, 90}, 100, 10'000), 100);
        QCOMPARE(LayoutCost::endByLooks({40, 30, 20, 10, 10, 10}, 50, 30 + 2 * LayoutCost::edge), 30);
        // Nor is what they leave exceeded by what stands behind the last of them, or before a far one.
        QList<qsizetype> edges;
        for (int i = 1; i <= 1'000; ++i)
            edges.append(2 * i - i / 10);
        const qsizetype end = 10'000 - 1'000 * LayoutCost::edge;
        QVERIFY(edges.constLast() < end);
        QCOMPARE(LayoutCost::endByLooks(edges, 9'900, 10'000), end);
        QCOMPARE(LayoutCost::endByLooks(edges + QList<qsizetype>{9'800}, 9'900, 10'000), end);
        QCOMPARE(LayoutCost::endByLooks(edges, end, 10'000), end);
    }

    /// What Qt would go through for each of its lines.
    void aLongWordMayBeBroken()
    {
        QString word;
        for (int i = 0; i < 9'000; ++i)
            word += QChar(u'a' + i % 26);
        const QString body = u"before "_s + word + u" and behind"_s;
        const MessageText text(body);
        const QString &shown = text.shown();
        QCOMPARE(shown.count(QChar(0x200B)), 3);
        QCOMPARE(QString(shown).remove(QChar(0x200B)), body);
        for (qsizetype place = 0; place < body.size(); place += 499) {
            QCOMPARE(shown.at(text.toShown(place)), body.at(place));
            QCOMPARE(text.toBody(text.toShown(place)), place);
        }
        QCOMPARE(MessageText(word.first(2'400)).shown(), word.first(2'400));
        QVERIFY(!MessageText(u"\u05E9"_s.repeated(9'000)).shown().contains(QChar(0x200B)));
        QVERIFY(!MessageText(u"words of it "_s.repeated(800)).shown().contains(QChar(0x200B)));
    }

    void linesAreAskedForNoFont()
    {
        int asked = 0;
        LayoutCost::partings(QString(4'000, QChar(QChar::LineSeparator)), [&asked](char32_t) { return ++asked > 0; });
        QCOMPARE(asked, 0);
    }

    void aLineHasMoreOfThem()
    {
        const qsizetype end = LayoutCost::end(bird.repeated(500), 240, LayoutCost::emojiOfOneLine);
        QVERIFY2(end >= 2 * 20 && end <= 2 * 30, qPrintable(QString::number(end)));
        QCOMPARE(LayoutCost::end(QString(500, u'x'), 240, LayoutCost::emojiOfOneLine), 240);
    }

    /// "Show all" goes on in portions, to the end.
    void moreIsShownWhereMoreIsAskedFor()
    {
        const QString wall = bird.repeated(1'000);
        qsizetype before = MessageText(wall).shown().size();
        QVERIFY(before < wall.size());
        for (qsizetype limit = 110'000; before < wall.size(); limit += 100'000) {
            const qsizetype now = MessageText(wall, {.limit = limit}).shown().size();
            QVERIFY(now > before || now == wall.size());
            before = now;
        }
    }
};

JACKDAW_TEST(LayoutCostTest)

} // namespace layout_cost_test

#include "layout_cost_test.moc"
