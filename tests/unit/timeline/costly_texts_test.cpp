// SPDX-License-Identifier: GPL-3.0-or-later
// What would be felt if it were done at once: how much is done in one paint and one event, and that the rest comes.
#include "TimelineHistory.h"

#include "style/Preferences.h"
#include "style/Theme.h"
#include "style/Typefaces.h"
#include "timeline/BubbleLayout.h"
#include "timeline/EmojiCache.h"
#include "timeline/TimelineView.h"
#include "support/TestProgram.h"

#include <QPainter>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace costly_texts_test {

class CostlyTextsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onePaintMakesFewPictures();
    void fillingMakesOneAtLeast();
    void moreThanTheCacheHoldsIsMadeOnce();
    void withoutAPaintAllAreMade();
    void onlyLinesThatAreSeenAreAsked();
    void codeIsLookedForInLinesThatAreSeen();
    void selectionIsThatOfTheClip();
    void pilesOfMarksStayInTheirLine();
    void aWallOfDifferentEmojiFills();
    void aLineOfEmojiIsThereAtOnce();
    void longTextsTogetherAreLaidOutOneByOne();
    void theTextThatIsReadIsLaidOutWhole();
    void whatPeopleWriteIsNotFoldedToAHalf();
    void aChatWaitsForTheTypefacesThatAreRead();

private:
    /// `count` different ones.
    static QString emoji(int count, char32_t first = 0x1F400)
    {
        QString text;
        for (int i = 0; i < count; ++i) {
            const char32_t point = first + char32_t(i);
            text += QString::fromUcs4(&point, 1);
        }
        return text;
    }
    QImage drawn(const BubbleLayout &layout, EmojiCache &cache, const QRectF &clip) const
    {
        QImage canvas(layout.bubbleSize(), QImage::Format_ARGB32_Premultiplied);
        canvas.fill(Qt::white);
        QPainter painter(&canvas);
        painter.setPen(Qt::black);
        layout.drawGrounds(painter, QPointF(0, 0), clip);
        layout.drawText(painter, QPointF(0, 0), clip, cache);
        return canvas;
    }
    QImage drawn(const BubbleLayout &layout, EmojiCache &cache) const
    {
        return drawn(layout, cache, QRectF({0, 0}, layout.bubbleSize()));
    }

    QTemporaryDir m_folder;
    Preferences m_preferences{m_folder.filePath(u"settings.ini"_s)};
    Theme m_theme{m_preferences};
    BubbleStyle m_style{m_theme};
};

void CostlyTextsTest::onePaintMakesFewPictures()
{
    const BubbleLayout layout({.body = emoji(60), .limit = 100'000, .time = u"13:12"_s}, m_style, 560);
    EmojiCache cache;
    int paints = 0;
    QImage last;
    for (bool isWhole = false; !isWhole && paints < 20; ++paints) {
        const int before = cache.made();
        cache.beginPaint();
        last = drawn(layout, cache);
        isWhole = cache.endPaint() == EmojiCache::Painted::Whole;
        QVERIFY2(cache.made() - before <= EmojiCache::atOnce, qPrintable(QString::number(cache.made() - before)));
        QVERIFY(paints > 0 || cache.made() == EmojiCache::atOnce);
    }
    QVERIFY(paints > 1 && paints < 20);
    QCOMPARE(cache.made(), 60);
    // All of them are there in the end.
    EmojiCache other;
    QVERIFY(last == drawn(layout, other));
}

void CostlyTextsTest::fillingMakesOneAtLeast()
{
    const BubbleLayout layout({.body = emoji(60), .limit = 100'000, .time = u"13:12"_s}, m_style, 560);
    EmojiCache cache;
    QCOMPARE(cache.fill(QDeadlineTimer(0)), EmojiCache::Painted::Whole); // there is nothing to do
    cache.beginPaint();
    drawn(layout, cache);
    QCOMPARE(cache.endPaint(), EmojiCache::Painted::InPart);
    int steps = 0;
    EmojiCache::Painted state = EmojiCache::Painted::InPart;
    for (; state == EmojiCache::Painted::InPart && steps < 100; ++steps) {
        const int before = cache.made();
        state = cache.fill(QDeadlineTimer(0));
        QCOMPARE(cache.made() - before, 1);
    }
    QCOMPARE(steps, 60 - EmojiCache::atOnce);
    cache.beginPaint();
    drawn(layout, cache);
    QCOMPARE(cache.endPaint(), EmojiCache::Painted::Whole);
    QCOMPARE(cache.made(), 60);
}

/// Else each paint would throw away what the next one needs, for ever.
void CostlyTextsTest::moreThanTheCacheHoldsIsMadeOnce()
{
    const BubbleLayout layout({.body = emoji(700, 0x1F300), .limit = 1'000'000, .time = u"13:12"_s}, m_style, 560);
    EmojiCache cache;
    const auto paint = [&] {
        cache.beginPaint();
        drawn(layout, cache);
        return cache.endPaint();
    };
    for (int i = 0; i < 5 && paint() == EmojiCache::Painted::InPart; ++i)
        cache.fill(QDeadlineTimer(QDeadlineTimer::Forever));
    const int made = cache.made();
    QVERIFY2(made > EmojiCache::capacity, qPrintable(QString::number(made)));
    QCOMPARE(paint(), EmojiCache::Painted::Whole);
    QCOMPARE(cache.made(), made);
    QCOMPARE(cache.count(), made);
    // What a paint of a part shows is not all that is on screen.
    const BubbleLayout few({.body = u"few "_s + emoji(5, 0x1F300), .time = u"13:12"_s}, m_style, 560);
    cache.beginPaint(EmojiCache::Area::Part);
    drawn(few, cache);
    QCOMPARE(cache.endPaint(), EmojiCache::Painted::Whole);
    QVERIFY(cache.count() >= made);
    QCOMPARE(paint(), EmojiCache::Painted::Whole);
    // Once all of them are gone from the screen, there are no more than usual.
    cache.beginPaint();
    drawn(few, cache);
    QCOMPARE(cache.endPaint(), EmojiCache::Painted::Whole);
    QCOMPARE(cache.count(), EmojiCache::capacity);
    cache.clear();
    QCOMPARE(cache.count(), 0);
}

void CostlyTextsTest::withoutAPaintAllAreMade()
{
    const BubbleLayout layout({.body = emoji(60), .limit = 100'000, .time = u"13:12"_s}, m_style, 560);
    EmojiCache cache;
    drawn(layout, cache);
    QCOMPARE(cache.made(), 60);
    QVERIFY(!cache.icon(u"🫠"_s, m_style.text, 24, 1).isNull());
    QCOMPARE(cache.made(), 61);
}

void CostlyTextsTest::onlyLinesThatAreSeenAreAsked()
{
    const QString line = u"*Good* morning to `all` of you, on whatever boat you are today → \n"_s;
    const BubbleLayout layout({.body = u"🐦"_s + line.repeated(80), .limit = 100'000, .time = u"13:12"_s}, m_style, 560);
    EmojiCache cache;
    const QRectF clip(0, 20 * m_style.textLine, layout.bubbleSize().width(), 3 * m_style.textLine);
    drawn(layout, cache, clip);
    QCOMPARE(cache.count(), 0);
    const qsizetype few = layout.runCount();
    QVERIFY(few > 0);
    drawn(layout, cache);
    QVERIFY2(few * 10 < layout.runCount(), qPrintable(u"%1 of %2"_s.arg(few).arg(layout.runCount())));
    QCOMPARE(cache.count(), 1);
}

void CostlyTextsTest::codeIsLookedForInLinesThatAreSeen()
{
    const BubbleLayout layout({.body = u"run `it` and see\n"_s.repeated(80), .time = u"13:12"_s}, m_style, 560);
    EmojiCache cache;
    const QRectF clip(0, 20 * m_style.textLine, layout.bubbleSize().width(), 3 * m_style.textLine);
    const QImage some = drawn(layout, cache, clip);
    QVERIFY2(layout.codeLines() > 0 && layout.codeLines() <= 5, qPrintable(QString::number(layout.codeLines())));
    const QImage all = drawn(layout, cache);
    QVERIFY(layout.codeLines() >= 80);
    const QRect within = clip.adjusted(0, m_style.textLine, 0, -m_style.textLine).toRect();
    QVERIFY(some.copy(within) == all.copy(within));
}

void CostlyTextsTest::selectionIsThatOfTheClip()
{
    const BubbleLayout layout({.body = u"a word or two of it "_s.repeated(200), .time = u"13:12"_s}, m_style, 400);
    const QList<QRectF> all = layout.selectionRects(0, layout.lengthOfBody());
    const QRectF clip(0, 10 * m_style.textLine + 1, 400, 2 * m_style.textLine);
    const QList<QRectF> some = layout.selectionRects(0, layout.lengthOfBody(), clip);
    QVERIFY(some.size() >= 2 && some.size() <= 4);
    qsizetype seen = 0;
    for (const QRectF &rect : all) {
        seen += rect.intersects(clip) ? 1 : 0;
        QVERIFY(!rect.intersects(clip) || some.contains(rect));
    }
    QCOMPARE(seen, some.size());
}

void CostlyTextsTest::pilesOfMarksStayInTheirLine()
{
    const QString pile = u"Z"_s + QString(15, QChar(0x030D)) + QString(15, QChar(0x0317));
    for (const QString &emoji : {QString(), u" \U0001F426"_s}) {
        const QString text = u"above%1\n%2\nbelow%1"_s;
        const BubbleLayout piled({.body = text.arg(emoji, pile), .time = u"13:12"_s}, m_style, 400);
        const BubbleLayout plain({.body = text.arg(emoji, u"Z"_s), .time = u"13:12"_s}, m_style, 400);
        QCOMPARE(piled.bubbleSize(), plain.bubbleSize());
        EmojiCache cache;
        const QImage one = drawn(piled, cache);
        const QImage other = drawn(plain, cache);
        const qsizetype middle = text.arg(emoji, pile).indexOf(u'Z');
        const qsizetype last = text.arg(emoji, pile).size() - 1;
        QVERIFY(one.copy(piled.lineRect(0).toRect()) == other.copy(plain.lineRect(0).toRect()));
        QVERIFY(one.copy(piled.lineRect(middle).toRect()) != other.copy(plain.lineRect(middle).toRect()));
        QVERIFY(one.copy(piled.lineRect(last).toRect()) == other.copy(piled.lineRect(last).toRect()));
    }
}

void CostlyTextsTest::aWallOfDifferentEmojiFills()
{
    TimelineHistory history;
    for (int i = 0; i < 3; ++i)
        history.add(emoji(30, 0x1F400 + char32_t(30 * i)).repeated(40));
    TimelineView view(*history.model, m_theme, history.clock);
    view.resize(900, 640);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    history.model->open(history.conversation());
    const int before = view.emojiPictures().made();
    view.viewport()->repaint();
    QVERIFY(view.emojiPictures().made() > before);
    QVERIFY(view.emojiPictures().made() - before <= EmojiCache::atOnce);
    // By itself, between events.
    QTRY_COMPARE(view.emojiPictures().made(), 90);
    QTRY_VERIFY(view.layoutOf(0)->lengthShown() >= 2 * 30);
    const QImage picture = view.viewport()->grab().toImage();
    QCOMPARE(view.emojiPictures().made(), 90);
    int seen = 0;
    for (int row = 0; row < 3; ++row) {
        for (qsizetype place = 0; place < 2 * 30; place += 2) {
            const QPoint corner = view.bubbleRect(row).topLeft();
            const QRect sign = view.layoutOf(row)->characterRect(place).toAlignedRect();
            const QRect rect = sign.translated(corner).intersected(picture.rect());
            int colors = 0;
            for (int y = rect.top(); y <= rect.bottom(); ++y) {
                for (int x = rect.left(); x <= rect.right(); ++x)
                    colors += picture.pixelColor(x, y) != picture.pixelColor(corner.x() + 4, corner.y() + 20) ? 1 : 0;
            }
            QVERIFY2(rect.isEmpty() || colors > 20, qPrintable(u"%1 %2: %3"_s.arg(row).arg(place).arg(colors)));
            seen += rect.isEmpty() ? 0 : 1;
        }
    }
    QCOMPARE(seen, 90);
}

/// Nothing flickers where few are new.
void CostlyTextsTest::aLineOfEmojiIsThereAtOnce()
{
    TimelineHistory history;
    TimelineView view(*history.model, m_theme, history.clock);
    view.resize(900, 640);
    view.show();
    history.model->open(history.conversation());
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    history.arrive(u"fine \U0001F426\U0001F44D\U0001F600"_s);
    view.repaint();
    QCOMPARE(view.emojiPictures().made(), 3);
}

void CostlyTextsTest::longTextsTogetherAreLaidOutOneByOne()
{
    TimelineHistory history;
    for (int i = 0; i < 6; ++i)
        history.add(u"\U0001F426"_s.repeated(5'000));
    TimelineView view(*history.model, m_theme, history.clock);
    view.resize(900, 640);
    view.show();
    history.model->open(history.conversation());
    const auto whole = [&] {
        int count = 0;
        for (int row = 0; row < history.model->rowCount(); ++row)
            count += view.layoutOf(row)->lengthShown() > 2 * 20 ? 1 : 0;
        return count;
    };
    QVERIFY(view.firstVisibleRow() == 0 && view.lastVisibleRow() == 5);
    const int first = whole();
    QVERIFY2(first >= 1 && first <= 3, qPrintable(QString::number(first)));
    QTRY_COMPARE(whole(), 6);
    QVERIFY(view.isAtNewest());
    // From then on they are as any others: at another width they are laid out anew.
    const int made = view.layoutsMade();
    view.resize(500, 640);
    QTRY_VERIFY(view.layoutsMade() >= made + 6);
    QTRY_COMPARE(whole(), 6);
    QVERIFY(view.isAtNewest());
}

void CostlyTextsTest::theTextThatIsReadIsLaidOutWhole()
{
    TimelineHistory history;
    for (int i = 0; i < 4; ++i)
        history.add(u"word and "_s.repeated(1'000));
    TimelineView view(*history.model, m_theme, history.clock);
    view.resize(900, 640);
    view.show();
    history.model->open(history.conversation());
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.jumpToOldest();
    view.scrollByPixels(600);
    QTRY_COMPARE(view.geometryOfRows().rest(), TimelineGeometry::Rest::AtPlace);
    const int row = view.geometryOfRows().anchorRow();
    for (int width = 880; width > 400; width -= 60) {
        view.resize(width, 640); // without any event between
        QCOMPARE(view.layoutOf(row)->lengthShown(), qsizetype(9'000));
    }
}

/// Signs and a few emoji cost something, and are in most long texts: it is folded where that is felt, and no sooner.
void CostlyTextsTest::whatPeopleWriteIsNotFoldedToAHalf()
{
    TimelineHistory history;
    const Message prose = history.add(u"(Well, he said so.) Did he? "_s.repeated(340) + u"\U0001F426"_s);
    const Message wall = history.add(u"\U0001F426"_s.repeated(5'000));
    TimelineView view(*history.model, m_theme, history.clock);
    view.resize(900, 640);
    view.show();
    history.model->open(history.conversation());
    view.jumpToOldest();
    const auto shown = [&](const Message &message) {
        return view.layoutOf(history.model->rowOf(message.id))->lengthShown();
    };
    QTRY_VERIFY2(shown(prose) > 8'000, qPrintable(QString::number(shown(prose))));
    // The half of it, as it has no end.
    QTRY_VERIFY2(shown(wall) > 2 * 20 && shown(wall) < 2 * 40, qPrintable(QString::number(shown(wall))));
}

/// Not even the beginning of a line is laid out while its typeface may have to come from the disk.
void CostlyTextsTest::aChatWaitsForTheTypefacesThatAreRead()
{
    TimelineHistory history;
    history.addMany(40);
    history.add(u"fine \U0001F426"_s);
    TimelineView view(*history.model, m_theme, history.clock);
    view.resize(900, 640);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QSemaphore disk;
    Typefaces typefaces([&disk](const TypefaceWish &) {
        disk.acquire();
        return QString();
    });
    m_theme.setTypefaces(&typefaces);
    const auto atEnd = qScopeGuard([&] {
        disk.release();
        m_theme.setTypefaces(nullptr);
    });
    typefaces.read({TypefaceWish{}});
    history.model->open(history.conversation());
    const QImage blank = view.viewport()->grab().toImage();
    QCOMPARE(view.layoutsMade(), 0);
    QCOMPARE(view.emojiPictures().made(), 0);
    QVERIFY(view.lastVisibleRow() < view.firstVisibleRow());
    QImage canvas(blank.size(), blank.format());
    canvas.fill(m_theme.color(Token::Canvas));
    QVERIFY(blank.copy(0, 0, 800, blank.height()) == canvas.copy(0, 0, 800, canvas.height()));
    // What comes meanwhile, and another width, do not change that.
    history.arrive(u"and \U0001F44D"_s);
    view.resize(800, 640);
    QCOMPARE(view.layoutsMade(), 0);
    disk.release();
    QTRY_COMPARE(view.lastVisibleRow(), 41);
    QVERIFY(view.isAtNewest());
    const QRect place = view.bubbleRect(41);
    QVERIFY(view.viewport()->grab().toImage().copy(place) != canvas.copy(place));
    QCOMPARE(view.emojiPictures().made(), 2);
    QTest::qWait(0);
    QCOMPARE(view.bubbleRect(41), place); // where it stood from the beginning
    // A chat that is opened from then on is there at once.
    const int made = view.layoutsMade();
    history.model->open({});
    history.model->open(history.conversation());
    QVERIFY(view.layoutsMade() > made);
}

JACKDAW_WINDOW_TEST(CostlyTextsTest)

} // namespace costly_texts_test

#include "costly_texts_test.moc"
