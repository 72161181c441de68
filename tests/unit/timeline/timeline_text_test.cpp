// SPDX-License-Identifier: GPL-3.0-or-later
// Links, the text as it is laid out, groups, and one bubble at a width.
#include "style/Preferences.h"
#include "style/Theme.h"
#include "timeline/BubbleLayout.h"
#include "timeline/EmojiCache.h"
#include "timeline/Grouping.h"
#include "timeline/MessageMarks.h"
#include "text/MessageText.h"
#include "support/TestProgram.h"

#include <QPainter>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace timeline_text_test {

class TimelineTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsComeToTheSame_data();
    void stepsComeToTheSame();
    void stepsTakeTheGlyphsOfTheirLines();
    void findsLinks_data();
    void findsLinks();
    void findsManyLinksInLinearTime();
    void placesGoBothWays_data();
    void placesGoBothWays();
    void takesDirectionFromFirstStrongCharacter_data();
    void takesDirectionFromFirstStrongCharacter();
    void foldsLongText();
    void cutsFloodsOfMarks();
    void breaksGroups_data();
    void breaksGroups();
    void bubbleFitsItsText();
    void timeStandsBehindTheLastLineOrBelow();
    void rightToLeftTextStandsAtTheRight();
    void linkIsUnderThePointer();
    void selectionCoversMixedDirections();
    void failureLineHasActions();
    void emojiAreDrawnFromPictures();
    void marksDoNotLeaveTheirLine();
    void linksStayOnOneLine();
    void mentionsHaveTheirSign();

private:
    Message at(qint64 time, Direction direction = Direction::Incoming, const QString &sender = u"tomas@harbor.example"_s) const
    {
        Message message;
        message.time = time;
        message.direction = direction;
        message.sender = BareJid::fromPrepared(sender);
        return message;
    }

    QTemporaryDir m_folder;
    Preferences m_preferences{m_folder.filePath(u"settings.ini"_s)};
    Theme m_theme{m_preferences};
    BubbleStyle m_style{m_theme};
};

void TimelineTextTest::stepsComeToTheSame_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("letters") << u"word and more of it "_s.repeated(100);
    QTest::newRow("styles and quotes") << u"> *quoted* and\n> more of it\n```\ncode\n```\n_words_ https://harbor.example/a "_s.repeated(20);
    QTest::newRow("emoji") << u"\U0001F426"_s.repeated(100);
    QTest::newRow("joined ones") << u"\U0001F468\u200D\U0001F469\u200D\U0001F467\U0001F44D\U0001F3FD\U0001F1F5\U0001F1F1"_s.repeated(30);
    QTest::newRow("letters that no font has") << QString(600, QChar(0xE9A3));
    QTest::newRow("from right to left") << u"\u05E9\u05DC\u05D5\u05DD "_s.repeated(200);
    QTest::newRow("nothing") << QString();
}

/// A line at a time, as all at once.
void TimelineTextTest::stepsComeToTheSame()
{
    QFETCH(QString, text);
    BubbleContent content;
    content.body = text;
    content.time = u"13:57"_s;
    content.failure = u"Not sent."_s;
    const BubbleLayout whole(content, m_style, 400);
    BubbleLayout stepwise(content, m_style, 400, BubbleLayout::Pace::Stepwise);
    int steps = 1;
    while (stepwise.proceed(QDeadlineTimer(0)) == BubbleLayout::Progress::Going)
        ++steps;
    const int lines = (whole.bubbleSize().height() - 2 * m_style.paddingY) / m_style.textLine;
    QVERIFY2(steps >= lines / 2, qPrintable(u"%1 of %2"_s.arg(steps).arg(lines)));
    QCOMPARE(stepwise.bubbleSize(), whole.bubbleSize());
    QCOMPARE(stepwise.height(), whole.height());
    QCOMPARE(stepwise.timeRect(), whole.timeRect());
    QCOMPARE(stepwise.lengthShown(), whole.lengthShown());
    for (qsizetype place = 0; place < whole.lengthShown(); place += 37)
        QCOMPARE(stepwise.lineRect(place), whole.lineRect(place));
}

/// A paint of a long text would be felt if it still had to ask each of its lines.
void TimelineTextTest::stepsTakeTheGlyphsOfTheirLines()
{
    const QString text = u"Good 🫠 *morning* 🐦 `all` of you \u05E9\u05DC\u05D5\u05DD 🫠 https://harbor.example/a\n> said 🐦\n"_s.repeated(40);
    const BubbleContent content{.body = text, .time = u"13:12"_s};
    const BubbleLayout whole(content, m_style, 300);
    BubbleLayout stepwise(content, m_style, 300, BubbleLayout::Pace::Stepwise);
    qsizetype before = 0;
    int steps = 0;
    int grew = 0;
    while (stepwise.proceed(QDeadlineTimer(0)) == BubbleLayout::Progress::Going) {
        ++steps;
        grew += stepwise.runCount() > before ? 1 : 0;
        before = stepwise.runCount();
    }
    QVERIFY2(steps > 20 && grew > steps / 2, qPrintable(u"%1 of %2"_s.arg(grew).arg(steps)));
    const qsizetype taken = stepwise.runCount();
    QVERIFY(taken > 0);

    EmojiCache cache;
    const auto painted = [&](const BubbleLayout &layout, const QRectF &clip) {
        QImage canvas(layout.bubbleSize(), QImage::Format_ARGB32_Premultiplied);
        canvas.fill(Qt::white);
        QPainter painter(&canvas);
        painter.setPen(Qt::black);
        layout.drawText(painter, QPointF(0, 0), clip, cache);
        return canvas;
    };
    const QRectF all(QPointF(0, 0), QSizeF(whole.bubbleSize()));
    QVERIFY(painted(stepwise, all) == painted(whole, all));
    QCOMPARE(stepwise.runCount(), taken);
    QVERIFY(cache.count() >= 2);
    // A part of it has its lines and no others.
    const QRectF part(0, all.height() / 2, all.width(), 3 * m_style.textLine);
    const QImage some = painted(stepwise, part);
    const QImage full = painted(whole, all);
    QVERIFY(some.copy(part.toRect()) == full.copy(part.toRect()));
    const QRect above(0, 0, int(all.width()), int(part.top()) - 2 * m_style.textLine);
    QImage empty(above.size(), some.format());
    empty.fill(Qt::white);
    QVERIFY(some.copy(above) == empty);
}

void TimelineTextTest::findsLinks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("links"); // as they stand in the text
    QTest::newRow("none") << u"http is a protocol, geo a word"_s << QStringList{};
    QTest::newRow("https") << u"see https://harbor.example/a?b=c#d now"_s << QStringList{u"https://harbor.example/a?b=c#d"_s};
    QTest::newRow("capital") << u"HTTPS://Harbor.example"_s << QStringList{u"HTTPS://Harbor.example"_s};
    QTest::newRow("full stop") << u"It is http://harbor.example/x."_s << QStringList{u"http://harbor.example/x"_s};
    QTest::newRow("in brackets") << u"(http://harbor.example/x)"_s << QStringList{u"http://harbor.example/x"_s};
    QTest::newRow("brackets inside") << u"http://harbor.example/x_(y)"_s << QStringList{u"http://harbor.example/x_(y)"_s};
    QTest::newRow("quotes") << u"\"http://harbor.example\""_s << QStringList{u"http://harbor.example"_s};
    QTest::newRow("www") << u"www.harbor.example, please"_s << QStringList{u"www.harbor.example"_s};
    QTest::newRow("www alone") << u"www.harbor"_s << QStringList{};
    QTest::newRow("xmpp") << u"xmpp:tomas@harbor.example?message"_s << QStringList{u"xmpp:tomas@harbor.example?message"_s};
    QTest::newRow("mail") << u"mailto:tomas@harbor.example!"_s << QStringList{u"mailto:tomas@harbor.example"_s};
    QTest::newRow("mail without address") << u"mailto:tomas"_s << QStringList{};
    QTest::newRow("geo") << u"geo:52.1,4.3;u=10"_s << QStringList{u"geo:52.1,4.3;u=10"_s};
    QTest::newRow("geo without numbers") << u"geo:here,there"_s << QStringList{};
    QTest::newRow("other schemes") << u"file:///etc/passwd javascript:alert(1) ftp://x.example data:text/html,x aesgcm://h.example/f"_s
                                   << QStringList{};
    QTest::newRow("inside a word") << u"xhttps://harbor.example"_s << QStringList{};
    QTest::newRow("no host") << u"http:// nothing"_s << QStringList{};
    QTest::newRow("direction override ends it") << u"http://harbor.example/\u202Egnp.exe"_s << QStringList{u"http://harbor.example/"_s};
    QTest::newRow("zero width ends it") << u"http://harbor\u200B.example"_s << QStringList{u"http://harbor"_s};
    QTest::newRow("two") << u"http://a.example http://b.example"_s << QStringList{u"http://a.example"_s, u"http://b.example"_s};
    QTest::newRow("too long") << u"http://a.example/"_s + QString(3000, u'x') << QStringList{};
}

void TimelineTextTest::findsLinks()
{
    QFETCH(QString, text);
    QFETCH(QStringList, links);
    QStringList found;
    for (const TextLink &link : findLinks(text)) {
        found.append(text.mid(link.start, link.length));
        QVERIFY(link.url.isValid());
        QVERIFY(QStringList({u"http"_s, u"https"_s, u"xmpp"_s, u"mailto"_s, u"geo"_s, u"tel"_s}).contains(link.url.scheme()));
    }
    QCOMPARE(found, links);
}

void TimelineTextTest::findsManyLinksInLinearTime()
{
    // Each beginning of a link is looked at once; twice nested loops over so many would run into the limit of the test.
    QVERIFY(findLinks(u"http://( "_s.repeated(400'000)).isEmpty());
    QVERIFY(findLinks(u"http://a.example "_s.repeated(1000)).size() <= 200);
}

void TimelineTextTest::placesGoBothWays_data()
{
    QTest::addColumn<QString>("body");
    QTest::newRow("plain") << u"Inlet pressure reads 3.8 bar"_s;
    QTest::newRow("lines") << u"one\ntwo\n\nthree"_s;
    QTest::newRow("link") << u"see http://harbor.example/a now"_s;
    QTest::newRow("link at both ends") << u"http://a.example x http://b.example"_s;
    QTest::newRow("only a link") << u"http://harbor.example"_s;
    QTest::newRow("arabic with link") << u"هذا الرسم: http://files.harbor.example/ps4/"_s;
    QTest::newRow("emoji") << u"good 👍🏽 morning 👨‍👩‍👧"_s;
    QTest::newRow("empty") << QString();
}

void TimelineTextTest::placesGoBothWays()
{
    QFETCH(QString, body);
    const MessageText text(body);
    for (qsizetype place = 0; place <= body.size(); ++place) {
        const qsizetype shown = text.toShown(place);
        QCOMPARE(text.toBody(shown), place);
        if (place < body.size() && body.at(place) != u'\n')
            QCOMPARE(text.shown().at(shown), body.at(place));
    }
    for (qsizetype shown = 1; shown <= text.shown().size(); ++shown)
        QVERIFY(text.toBody(shown) >= text.toBody(shown - 1));
    const QList<TextLink> inBody = findLinks(body);
    QCOMPARE(text.links().size(), inBody.size());
    for (qsizetype i = 0; i < inBody.size(); ++i) {
        const TextLink &link = text.links().at(i);
        QCOMPARE(text.shown().mid(link.start, link.length), body.mid(inBody.at(i).start, inBody.at(i).length));
        QCOMPARE(text.shown().at(link.start - 1), QChar(0x2066));
        QCOMPARE(text.shown().at(link.end()), QChar(0x2069));
    }
}

void TimelineTextTest::takesDirectionFromFirstStrongCharacter_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<Qt::LayoutDirection>("direction");
    QTest::newRow("latin") << u"Good morning"_s << Qt::LeftToRight;
    QTest::newRow("arabic") << u"صباح الخير"_s << Qt::RightToLeft;
    QTest::newRow("hebrew after digits") << u"12: שלום hello"_s << Qt::RightToLeft;
    QTest::newRow("latin first") << u"PS4 في المحطة"_s << Qt::LeftToRight;
    QTest::newRow("digits alone take that of the window") << u"12:30"_s << Qt::RightToLeft;
    QTest::newRow("link does not decide") << u"https://harbor.example هذا"_s << Qt::RightToLeft;
    QTest::newRow("link alone") << u"https://harbor.example"_s << Qt::LeftToRight;
    QTest::newRow("supplementary plane") << u"𐤀𐤁 abc"_s << Qt::RightToLeft;
}

void TimelineTextTest::takesDirectionFromFirstStrongCharacter()
{
    QFETCH(QString, body);
    QTEST(MessageText(body).direction(Qt::RightToLeft), "direction");
}

void TimelineTextTest::foldsLongText()
{
    const QString body = u"word "_s.repeated(5000);
    const MessageText text(body);
    QCOMPARE(text.folded(), body.size() - MessageText::foldLimit);
    QVERIFY(text.shown().size() <= MessageText::foldLimit + 1);
    QVERIFY(text.shown().endsWith(QChar(0x2026)));
    QCOMPARE(text.toBody(text.shown().size()), MessageText::foldLimit);
    QCOMPARE(MessageText(body, {.limit = body.size()}).folded(), 0);

    // Never between the halves of a character.
    const QString emoji = u"x"_s + u"👍"_s.repeated(6000);
    const MessageText cut(emoji);
    QVERIFY(!cut.shown().at(cut.shown().size() - 2).isHighSurrogate());
}

void TimelineTextTest::cutsFloodsOfMarks()
{
    const QString body = u"a"_s + QString(500, QChar(0x0301)) + u"b"_s;
    const MessageText text(body);
    QVERIFY(text.shown().size() < 40);
    QCOMPARE(text.shown().back(), u'b');
    QCOMPARE(text.toBody(text.shown().size()), body.size());
    QCOMPARE(text.shown().at(text.toShown(body.size() - 1)), u'b');
}

void TimelineTextTest::breaksGroups_data()
{
    QTest::addColumn<qint64>("apart");
    QTest::addColumn<bool>("otherSide");
    QTest::addColumn<bool>("otherSender");
    QTest::addColumn<bool>("breaks");
    QTest::newRow("a minute") << qint64(60'000) << false << false << false;
    QTest::newRow("five minutes") << qint64(300'000) << false << false << false;
    QTest::newRow("more than five minutes") << qint64(300'001) << false << false << true;
    QTest::newRow("other side") << qint64(1000) << true << false << true;
    QTest::newRow("other sender") << qint64(1000) << false << true << true;
    QTest::newRow("other day") << qint64(-1) << false << false << true;
}

void TimelineTextTest::breaksGroups()
{
    QFETCH(qint64, apart);
    QFETCH(bool, otherSide);
    QFETCH(bool, otherSender);
    qint64 time = QDateTime(QDate(2026, 5, 3), QTime(12, 0)).toMSecsSinceEpoch();
    if (apart < 0) { // over midnight, a minute apart
        time = QDateTime(QDate(2026, 5, 3), QTime(23, 59, 30)).toMSecsSinceEpoch();
        apart = 60'000;
    }
    const Message first = at(time);
    const Message second = at(time + apart, otherSide ? Direction::Outgoing : Direction::Incoming,
                              otherSender ? u"priya@harbor.example"_s : u"tomas@harbor.example"_s);
    QTEST(beginsGroup(first, second), "breaks");
}

void TimelineTextTest::bubbleFitsItsText()
{
    const BubbleLayout shortOne({.body = u"Yes."_s, .time = u"13:12"_s}, m_style, 560);
    QVERIFY(shortOne.bubbleSize().width() < 140);
    QCOMPARE(shortOne.bubbleSize().height(), m_style.textLine + 2 * m_style.paddingY);
    const BubbleLayout longOne({.body = u"The gauge reads well. "_s.repeated(20), .time = u"13:12"_s}, m_style, 560);
    QVERIFY(longOne.bubbleSize().width() <= 560);
    QVERIFY(longOne.bubbleSize().width() > 480);
    const BubbleLayout narrow({.body = u"The gauge reads well. "_s.repeated(20), .time = u"13:12"_s}, m_style, 280);
    QVERIFY(narrow.bubbleSize().width() <= 280);
    QVERIFY(narrow.bubbleSize().height() > longOne.bubbleSize().height());
    // A word that is wider than the bubble is broken, not clipped.
    const BubbleLayout word({.body = QString(400, u'w'), .time = u"13:12"_s}, m_style, 280);
    QVERIFY(word.bubbleSize().width() <= 280);
    QVERIFY(word.bubbleSize().height() > 5 * m_style.textLine);
    const BubbleLayout empty({.body = QString(), .time = u"13:12"_s}, m_style, 280);
    QVERIFY(empty.bubbleSize().width() > 30);
}

void TimelineTextTest::timeStandsBehindTheLastLineOrBelow()
{
    const BubbleLayout beside({.body = u"Short"_s, .time = u"13:12"_s, .stateIcon = BubbleContent::StateIcon::Shown}, m_style, 560);
    QVERIFY(beside.timeRect().left() > beside.lineRect(0).left());
    QVERIFY(beside.timeRect().right() < beside.stateRect().left());
    QCOMPARE(beside.bubbleSize().height(), m_style.textLine + 2 * m_style.paddingY);
    QVERIFY(QRect(QPoint(), beside.bubbleSize()).contains(beside.timeRect()));
    QVERIFY(QRect(QPoint(), beside.bubbleSize()).contains(beside.stateRect()));

    // Lengthen the last line until the time has no room behind it: then the bubble grows by one line for the time only.
    QString body = u"Gauge "_s;
    while (QFontMetricsF(m_style.text).horizontalAdvance(body) < 200 - 2 * m_style.paddingX - 20)
        body += u'i';
    const BubbleLayout below({.body = body, .time = u"13:12"_s}, m_style, 200);
    QVERIFY(below.bubbleSize().height() > m_style.textLine + 2 * m_style.paddingY);
    QVERIFY(below.timeRect().top() >= below.lineRect(0).bottom() - 2);
    QVERIFY(below.timeRect().right() <= below.bubbleSize().width() - m_style.paddingX);
}

void TimelineTextTest::rightToLeftTextStandsAtTheRight()
{
    const BubbleLayout layout({.body = u"صباح الخير\nأنا في محطة الضخ الرابعة الآن"_s, .time = u"13:12"_s}, m_style, 560);
    QCOMPARE(layout.direction(), Qt::RightToLeft);
    const int right = layout.bubbleSize().width() - m_style.paddingX;
    QVERIFY(qAbs(layout.characterRect(0).right() - right) <= 2);
    QVERIFY(layout.timeRect().left() <= m_style.paddingX + 1);
    // The time does not cover the text.
    const QList<QRectF> text = layout.selectionRects(0, layout.lengthOfBody());
    for (const QRectF &rect : text)
        QVERIFY(rect.left() >= m_style.paddingX - 1 && rect.right() <= right + 1);
    QVERIFY(text.constLast().left() > layout.timeRect().right());
}

void TimelineTextTest::linkIsUnderThePointer()
{
    const QString body = u"Here: https://harbor.example/x end"_s;
    const BubbleLayout layout({.body = body, .time = u"13:12"_s}, m_style, 560);
    const QPoint on = layout.characterRect(body.indexOf(u"harbor")).center().toPoint();
    const QPoint before = layout.characterRect(1).center().toPoint();
    const QPoint after = layout.characterRect(body.indexOf(u"end") + 1).center().toPoint();
    QVERIFY(layout.linkAt(on));
    QCOMPARE(layout.linkAt(on)->url, QUrl(u"https://harbor.example/x"_s));
    QCOMPARE(layout.partAt(on, 0), BubbleLayout::Part::Link);
    QCOMPARE(layout.partAt(before, 0), BubbleLayout::Part::Text);
    QCOMPARE(layout.partAt(after, 0), BubbleLayout::Part::Text);
    QCOMPARE(layout.partAt(layout.timeRect().center(), 0), BubbleLayout::Part::Time);
    QCOMPARE(layout.partAt(QPoint(-5, 5), 0), BubbleLayout::Part::Nothing);
}

void TimelineTextTest::linksStayOnOneLine()
{
    const QString body = u"Here is the drawing with both taps marked: https://files.harbor.example/ps4/taps"_s;
    const qsizetype start = body.indexOf(u"https"_s);
    const auto lineOf = [](const BubbleLayout &layout, qsizetype place) { return layout.lineRect(place).top(); };
    int broken = 0;
    for (int width = 240; width <= 640; width += 8) {
        const BubbleLayout layout({.body = body, .time = u"13:12"_s}, m_style, width);
        QCOMPARE(lineOf(layout, start), lineOf(layout, body.size() - 1));
        broken += lineOf(layout, 0) != lineOf(layout, start);
    }
    QVERIFY(broken > 0);
    // One that is longer than a line goes on in the next, wherever it begins.
    const BubbleLayout narrow({.body = body, .time = u"13:12"_s}, m_style, 140);
    QVERIFY(lineOf(narrow, start) < lineOf(narrow, body.size() - 1));
}

void TimelineTextTest::mentionsHaveTheirSign()
{
    Message message;
    message.body = u"@Mara Lind can you confirm, Mara Lind?"_s;
    const BareJid mara = BareJid::fromPrepared(u"mara@harbor.example"_s);
    const auto marked = [&](int begin, int end) {
        message.mentions = {Mention{begin, end, mara}};
        const TextSpan span = marksOf(message).spans.value(0);
        return message.body.mid(span.start, span.length);
    };
    QCOMPARE(marked(1, 10), u"@Mara Lind"_s); // others leave the sign out
    QCOMPARE(marked(0, 10), u"@Mara Lind"_s);
    QCOMPARE(marked(28, 37), u"Mara Lind"_s);
    marked(4000, 4010); // beyond the body
}

void TimelineTextTest::selectionCoversMixedDirections()
{
    const QString body = u"abc שלום def"_s;
    const BubbleLayout layout({.body = body, .time = u"13:12"_s}, m_style, 560);
    // The whole of it is one stretch as wide as the text.
    const QList<QRectF> whole = layout.selectionRects(0, body.size());
    qreal width = 0;
    for (const QRectF &rect : whole)
        width += rect.width();
    QVERIFY(qAbs(width - QFontMetricsF(m_style.text).horizontalAdvance(body)) < 4);
    // From the middle of one direction into the other: two stretches that do not touch.
    const QList<QRectF> part = layout.selectionRects(2, 6);
    QCOMPARE(part.size(), 2);
    for (qsizetype place = 0; place < body.size(); ++place) {
        const bool chosen = place >= 2 && place < 6;
        const QPointF middle = layout.characterRect(place).center();
        const bool covered = std::any_of(part.cbegin(), part.cend(), [&](const QRectF &rect) { return rect.contains(middle); });
        QCOMPARE(covered, chosen);
    }
}

void TimelineTextTest::failureLineHasActions()
{
    const BubbleContent content{.body = u"Hi"_s, .time = u"14:11"_s, .stateIcon = BubbleContent::StateIcon::Shown,
                                .failure = u"Not sent. The server harbor.example was not found."_s};
    const BubbleLayout layout(content, m_style, 560);
    QVERIFY(layout.failureHeight() > 0);
    const int failureX = layout.bubbleSize().width() - layout.failureWidth();
    bool retry = false;
    bool remove = false;
    for (int x = failureX; x < failureX + layout.failureWidth(); ++x) {
        const BubbleLayout::Part part = layout.partAt(QPoint(x, layout.bubbleSize().height() + layout.failureHeight() / 2 + 2), failureX);
        retry = retry || part == BubbleLayout::Part::Retry;
        remove = remove || part == BubbleLayout::Part::Delete;
    }
    QVERIFY(retry && remove);
    // At a width where nothing fits beside the reason, the actions go below.
    const BubbleLayout narrow(content, m_style, 200);
    QVERIFY(narrow.failureWidth() <= 200);
    QVERIFY(narrow.failureHeight() > layout.failureHeight());
}

void TimelineTextTest::emojiAreDrawnFromPictures()
{
    const BubbleLayout layout({.body = u"Good 🫠 morning 🫠"_s, .time = u"13:12"_s}, m_style, 560);
    EmojiCache cache;
    QImage canvas(layout.bubbleSize(), QImage::Format_ARGB32_Premultiplied);
    canvas.fill(Qt::white);
    QPainter painter(&canvas);
    painter.setPen(Qt::black);
    layout.drawText(painter, QPointF(0, 0), canvas.rect(), cache);
    painter.end();
    QCOMPARE(cache.count(), 1); // none without the colour emoji font of installer/packages.txt
    // It is there, in colour, where the layout has it.
    const QRect place = layout.characterRect(5).toAlignedRect();
    bool colored = false;
    for (int y = place.top(); y < place.bottom(); ++y) {
        for (int x = place.left(); x < place.right(); ++x) {
            const QColor color = canvas.pixelColor(x, y);
            colored = colored || color.saturation() > 80;
        }
    }
    QVERIFY(colored);
}

void TimelineTextTest::marksDoNotLeaveTheirLine()
{
    // The layout's own height does not grow with what piles up over it; the painter clips to the bubble.
    const QString flood = (u"Z"_s + QString(60, QChar(0x030D)) + QString(60, QChar(0x0317))).repeated(8);
    const BubbleLayout layout({.body = flood, .time = u"13:12"_s}, m_style, 560);
    QVERIFY(layout.bubbleSize().height() < 4 * m_style.textLine);
}

JACKDAW_WINDOW_TEST(TimelineTextTest)

} // namespace timeline_text_test

#include "timeline_text_test.moc"
