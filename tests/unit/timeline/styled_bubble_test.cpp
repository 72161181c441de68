// SPDX-License-Identifier: GPL-3.0-or-later
// Styled text in one bubble: pieces and blocks, where they stand, what is drawn.
#include "style/Preferences.h"
#include "style/Theme.h"
#include "timeline/BubbleLayout.h"
#include "timeline/EmojiCache.h"
#include "timeline/TextLooks.h"
#include "support/TestProgram.h"

#include <QPainter>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace styled_bubble_test {

class StyledBubbleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void piecesDoNotOverlap_data();
    void piecesDoNotOverlap();
    void blocksBeginWithLines();
    void stylesChangeTheLetters();
    void directivesAreDimmed();
    void quotesAndCodeStandIn();
    void quotesStandInAtTheRight();
    void deepQuotesLeaveAColumn();
    void timeIsNotInTheCode();
    void emojiAloneAreLarger();
    void coverHidesTheText();
    void pilesAreCutAtTheLine();
    void emojiAndStylesTogether();

private:
    QImage drawn(const BubbleLayout &layout, const QColor &pen = Qt::black)
    {
        QImage canvas(layout.bubbleSize(), QImage::Format_ARGB32_Premultiplied);
        canvas.fill(Qt::white);
        QPainter painter(&canvas);
        painter.setPen(pen);
        layout.drawGrounds(painter, QPointF(0, 0), canvas.rect());
        layout.drawText(painter, QPointF(0, 0), canvas.rect(), m_emoji);
        painter.end();
        return canvas;
    }
    /// How much ink there is in a rectangle, 0 to 1.
    static qreal ink(const QImage &image, const QRectF &where)
    {
        const QRect rect = where.toAlignedRect().intersected(image.rect());
        qreal sum = 0;
        for (int y = rect.top(); y <= rect.bottom(); ++y) {
            for (int x = rect.left(); x <= rect.right(); ++x)
                sum += 1 - image.pixelColor(x, y).lightnessF();
        }
        return sum / std::max(1, rect.width() * rect.height());
    }

    QTemporaryDir m_folder;
    Preferences m_preferences{m_folder.filePath(u"settings.ini"_s)};
    Theme m_theme{m_preferences};
    BubbleStyle m_style{m_theme};
    EmojiCache m_emoji;
};

void StyledBubbleTest::piecesDoNotOverlap_data()
{
    QTest::addColumn<QString>("body");
    QTest::newRow("nested") << u"*a _b ~c~ d_ e* https://harbor.example/x `f`"_s;
    QTest::newRow("quotes") << u"> a *b*\n>> c\nd\n```\ne\n```"_s;
    QTest::newRow("many") << u"*a* _b_ "_s.repeated(2000);
}

void StyledBubbleTest::piecesDoNotOverlap()
{
    QFETCH(QString, body);
    const MessageText text(body);
    const std::vector<TextPiece> pieces = piecesOf(text);
    QVERIFY(!pieces.empty());
    int before = 0;
    for (const TextPiece &piece : pieces) {
        QVERIFY(piece.start >= before && piece.length > 0 && piece.end() <= text.shown().size());
        QVERIFY(piece.looks);
        before = piece.end();
    }
}

void StyledBubbleTest::blocksBeginWithLines()
{
    const MessageText text(u"a\n> b\n>> c\n> d\ne\n```\nf\n```\ng"_s);
    QStringList lines;
    const std::vector<TextBlock> blocks = blocksOf(text);
    for (size_t i = 0; i < blocks.size(); ++i) {
        const qsizetype end = i + 1 < blocks.size() ? blocks[i + 1].start : text.shown().size();
        QString words = text.shown().sliced(blocks[i].start, end - blocks[i].start);
        lines.append(u"%1%2:%3"_s.arg(blocks[i].quotes).arg(blocks[i].kind == TextBlock::Kind::Code ? u"c"_s : u""_s,
                                                              words.replace(QChar(QChar::LineSeparator), u'|')));
    }
    QCOMPARE(lines, (QStringList{u"0:a|"_s, u"1:> b|"_s, u"2:>> c|"_s, u"1:> d|"_s, u"0:e|"_s, u"0c:```|f|```|"_s, u"0:g"_s}));
    QVERIFY(blocksOf(MessageText(u"*no* block"_s)).empty());
}

void StyledBubbleTest::stylesChangeTheLetters()
{
    // Wider, slanted, struck through, in another font: each is another picture than the plain words.
    const auto picture = [this](const QString &body) {
        const BubbleLayout layout({.body = body, .time = u"13:12"_s}, m_style, 560);
        return drawn(layout).copy(layout.selectionRects(1, 5).constFirst().toAlignedRect());
    };
    const QImage plain = picture(u"-word-"_s);
    for (const QString &styled : {u"*word*"_s, u"_word_"_s, u"~word~"_s, u"`word`"_s})
        QVERIFY2(picture(styled) != plain, qPrintable(styled));
    const BubbleLayout bold({.body = u"*wwww*"_s, .time = u"13:12"_s}, m_style, 560);
    const BubbleLayout thin({.body = u"-wwww-"_s, .time = u"13:12"_s}, m_style, 560);
    QVERIFY(bold.selectionRects(1, 5).constFirst().width() > thin.selectionRects(1, 5).constFirst().width());
}

void StyledBubbleTest::directivesAreDimmed()
{
    const BubbleLayout layout({.body = u"*l*"_s, .time = u"13:12"_s}, m_style, 560);
    const QImage picture = drawn(layout);
    const auto darkest = [&](qsizetype place) {
        int least = 255;
        const QRect rect = layout.characterRect(place).toAlignedRect();
        for (int y = rect.top(); y <= rect.bottom(); ++y) {
            for (int x = rect.left(); x <= rect.right(); ++x)
                least = std::min(least, picture.pixelColor(x, y).lightness());
        }
        return least;
    };
    QVERIFY(darkest(0) < 220);              // there it is
    QVERIFY(darkest(0) > darkest(1) + 30); // but lighter than the word
}

void StyledBubbleTest::quotesAndCodeStandIn()
{
    const QString body = u"Yes.\n> quoted\n>> deeper\n```\ncode\n```\nEnd."_s;
    const BubbleLayout layout({.body = body, .time = u"13:12"_s}, m_style, 560);
    const auto left = [&](QStringView word) { return layout.characterRect(body.indexOf(word)).left(); };
    QCOMPARE(qRound(left(u"Yes")), m_style.paddingX);
    QCOMPARE(qRound(left(u"> quoted")), m_style.paddingX + BubbleLayout::quoteIndent);
    QCOMPARE(qRound(left(u">> deeper")), m_style.paddingX + 2 * BubbleLayout::quoteIndent);
    QVERIFY(left(u"code") > m_style.paddingX + 2);
    QCOMPARE(qRound(left(u"End")), m_style.paddingX);
    // The bars, and a box behind the code.
    const QImage picture = drawn(layout);
    const QRectF deeper = layout.lineRect(body.indexOf(u"deeper"));
    const QRectF code = layout.lineRect(body.indexOf(u"code"));
    QVERIFY(ink(picture, QRectF(m_style.paddingX, deeper.top() + 2, 3, deeper.height() - 4)) > 0.3);
    QVERIFY(ink(picture, QRectF(m_style.paddingX + BubbleLayout::quoteIndent, deeper.top() + 2, 3, deeper.height() - 4)) > 0.3);
    QVERIFY(ink(picture, QRectF(m_style.paddingX + 1, code.top() + 2, 3, code.height() - 4)) > 0.02);
    const QRectF first = layout.lineRect(0);
    QVERIFY(ink(picture, QRectF(m_style.paddingX - 4, first.top(), 3, first.height())) < 0.01);
}

void StyledBubbleTest::quotesStandInAtTheRight()
{
    const QString body = u"> صباح الخير\nنعم"_s;
    const BubbleLayout layout({.body = body, .time = u"13:12"_s}, m_style, 560);
    QCOMPARE(layout.direction(), Qt::RightToLeft);
    const int right = layout.bubbleSize().width() - m_style.paddingX;
    QVERIFY(qAbs(layout.characterRect(0).right() - (right - BubbleLayout::quoteIndent)) <= 2);
    QVERIFY(qAbs(layout.characterRect(body.indexOf(u'\n') + 1).right() - right) <= 2);
    const QRectF line = layout.lineRect(0);
    QVERIFY(ink(drawn(layout), QRectF(right - 3, line.top() + 2, 3, line.height() - 4)) > 0.3);
}

void StyledBubbleTest::deepQuotesLeaveAColumn()
{
    const BubbleLayout layout({.body = QString(1000, u'>') + u" deep"_s, .time = u"13:12"_s}, m_style, 200);
    QVERIFY(layout.bubbleSize().width() <= 200);
    QVERIFY(layout.selectionRects(0, 1005).constFirst().left() <= 100 + m_style.paddingX);
}

void StyledBubbleTest::timeIsNotInTheCode()
{
    const BubbleLayout layout({.body = u"```\na\n```"_s, .time = u"13:12"_s}, m_style, 560);
    const QRectF last = layout.lineRect(6);
    QVERIFY(layout.timeRect().top() >= last.bottom() - 2);
}

void StyledBubbleTest::emojiAloneAreLarger()
{
    const BubbleLayout alone({.body = u"👍"_s, .time = u"13:12"_s}, m_style, 560);
    const BubbleLayout six({.body = u"👍👍👍👍👍👍"_s, .time = u"13:12"_s}, m_style, 560);
    const BubbleLayout among({.body = u"👍 ok"_s, .time = u"13:12"_s}, m_style, 560);
    const qreal large = alone.lineRect(0).height();
    const qreal middle = six.lineRect(0).height();
    QVERIFY(large > 1.5 * among.lineRect(0).height());
    QVERIFY(middle < large && middle > among.lineRect(0).height());
}

void StyledBubbleTest::coverHidesTheText()
{
    TextMarks marks;
    marks.spoiler = u"Love story end"_s;
    const QString body = u"And at the end of the story, both of them die! https://harbor.example"_s;
    const BubbleLayout covered({.body = body, .time = u"13:12"_s, .marks = marks, .cover = BubbleContent::Cover::Covered}, m_style, 560);
    const BubbleLayout open({.body = body, .time = u"13:12"_s, .marks = marks}, m_style, 560);
    QVERIFY(covered.isCovered() && !open.isCovered());
    QVERIFY(covered.links().isEmpty());
    QVERIFY(covered.selectionRects(0, body.size()).isEmpty());
    QCOMPARE(covered.partAt(covered.showAllRect().center(), 0), BubbleLayout::Part::Spoiler);
    QCOMPARE(covered.partAt(QPoint(m_style.paddingX + 4, m_style.paddingY + 4), 0), BubbleLayout::Part::Spoiler);
    // Whatever the text is, its cover looks the same.
    const BubbleLayout other({.body = u"x"_s, .time = u"13:12"_s, .marks = marks, .cover = BubbleContent::Cover::Covered}, m_style, 560);
    QCOMPARE(drawn(other), drawn(covered));
    QVERIFY(!open.links().isEmpty());
    QCOMPARE(open.partAt(open.characterRect(1).center().toPoint(), 0), BubbleLayout::Part::Text);
}

void StyledBubbleTest::pilesAreCutAtTheLine()
{
    // In the middle line of three: the lines above and below are drawn as if there were no pile.
    const QString pile = u"Z"_s + QString(20, QChar(0x030D)) + QString(20, QChar(0x0317));
    const BubbleLayout flooded({.body = u"above\n"_s + pile.repeated(5) + u"\nbelow"_s, .time = u"13:12"_s}, m_style, 560);
    const BubbleLayout calm({.body = u"above\nZZZZZ\nbelow"_s, .time = u"13:12"_s}, m_style, 560);
    const QImage withPile = drawn(flooded);
    const QRect above(0, 0, 60, int(flooded.lineRect(6).top()));
    QCOMPARE(withPile.copy(above), drawn(calm).copy(above));
    QVERIFY(ink(withPile, flooded.lineRect(6)) > 0);
}

void StyledBubbleTest::emojiAndStylesTogether()
{
    // With colour emoji the runs are drawn one by one; they keep their styles.
    const BubbleLayout layout({.body = u"🎉 *bold* ~gone~ https://harbor.example"_s, .time = u"13:12"_s}, m_style, 560);
    const QImage picture = drawn(layout);
    QVERIFY2(m_emoji.count() > 0, "the colour emoji font of installer/packages.txt is not there");
    const QRectF gone = layout.characterRect(11).united(layout.characterRect(14));
    // The line through the middle is longer than any letter is wide.
    int longest = 0;
    for (int y = int(gone.top()); y < int(gone.bottom()); ++y) {
        int run = 0;
        for (int x = int(gone.left()); x < int(gone.right()); ++x) {
            run = picture.pixelColor(x, y).lightness() < 200 ? run + 1 : 0;
            longest = std::max(longest, run);
        }
    }
    QVERIFY2(longest > gone.width() * 0.8, qPrintable(QString::number(longest)));
}

JACKDAW_WINDOW_TEST(StyledBubbleTest)

} // namespace styled_bubble_test

#include "styled_bubble_test.moc"
