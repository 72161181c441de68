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
        const QString text = QString(9'975, u'x') + u" https://harbor.example/a.html"_s + u" and on"_s.repeated(10);
        const MessageText folded(text);
        QVERIFY(folded.shown().contains(u"harbor.example/a"_s));
        QVERIFY(folded.links().isEmpty());
        QCOMPARE(MessageText(text, {.limit = text.size()}).links().size(), 1);
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
