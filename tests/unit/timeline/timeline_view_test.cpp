// SPDX-License-Identifier: GPL-3.0-or-later
// The timeline on a real model and a real database: what the reader sees, and what never moves.
#include "TimelineHistory.h"

#include "style/Preferences.h"
#include "style/Theme.h"
#include "timeline/JumpButton.h"
#include "timeline/TimelineView.h"
#include "support/TestProgram.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTextDocument>
#include <QToolTip>
#include <QWheelEvent>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace timeline_view_test {

class TimelineViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void opensAtTheNewest();
    void opensAtTheUnreadLine();
    void laysOutOneScreenOfAnyHistory();
    void olderPageDoesNotMoveOnePixel();
    void wheelMovesByItsPixelsThroughAllPages();
    void loadsAheadLittleByLittle();
    void arrivalsMoveOnlyWhoIsAtTheNewest();
    void ownMessageIsShown();
    void firstLineStaysOverAResize();
    void changedMessageAboveDoesNotMoveTheText();
    void removedMessageDoesNotMoveTheText();
    void floodOfArrivalsDoesNotTakeTheTextAway();
    void dragOfTheBarFindsItsPlace();
    void keysWalkThroughEveryMessage();
    void homeAndEndReachTheEnds();
    void pageKeysMoveByAScreen();
    void keysActOnTheFocusedMessage();
    void mouseSelectsAcrossMessages();
    void keysSelectText();
    void doubleClickSelectsAWord();
    void linkIsOpenedByClickAndKey();
    void tooltipOfALinkIsItsAddress();
    void failureLineAsksForRetryAndDelete();
    void longMessageUnfolds();
    void theBottomOfALongMessageStays();
    void aWallOfEmojiGrowsBetweenEvents();
    void marksOnlyWhatWasSeen();
    void jumpBelowTheUnreadLineMarksNothingBetween_data();
    void jumpBelowTheUnreadLineMarksNothingBetween();
    void scrollingBackFromAJumpGoesOnMarking();
    void mirrorsForRightToLeft();
    void namesMessagesForScreenReaders();
    void screenReaderSeesTextAndActions();
    void typingRowDoesNotMoveAReader();
    void linesStandBetweenMessagesAndMoveNoReader();
    void menusAskWhoWasThere();
    void survivesAnEmptyChat();

private:
    struct Seen {
        QHash<MessageId, QRect> bubbles;
        QImage picture;
    };
    Seen look() const
    {
        Seen seen;
        for (int row = m_view->firstVisibleRow(); row <= m_view->lastVisibleRow(); ++row)
            seen.bubbles.insert(model().message(row).id, m_view->bubbleRect(row));
        seen.picture = m_view->viewport()->grab().toImage();
        return seen;
    }
    TimelineModel &model() const { return *m_history->model; }
    void open(int unread = 0)
    {
        model().open(m_history->conversation(unread));
        m_view->clearFocus();
        QCoreApplication::processEvents();
    }
    QPoint pointIn(int row, qsizetype place) const
    {
        return m_view->bubbleRect(row).topLeft() + m_view->layoutOf(row)->characterRect(place).center().toPoint();
    }
    int lastRow() const { return model().rowCount() - 1; }
    int rowWith(const Message &message) const { return model().rowOf(message.id); }

    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TimelineHistory> m_history;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<TimelineView> m_view;
};

void TimelineViewTest::initTestCase()
{
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_preferences->setScheme(Preferences::Scheme::Light);
    m_preferences->setReduceMotion(true);
    m_theme = std::make_unique<Theme>(*m_preferences);
    QAccessible::setActive(true);
}

void TimelineViewTest::init()
{
    m_history = std::make_unique<TimelineHistory>();
    m_tester = std::make_unique<QAbstractItemModelTester>(m_history->model.get());
    m_view = std::make_unique<TimelineView>(*m_history->model, *m_theme, m_history->clock);
    m_view->resize(900, 640);
    m_view->show();
    m_view->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
}

void TimelineViewTest::cleanup()
{
    m_view.reset();
    m_tester.reset();
    m_history.reset();
}

void TimelineViewTest::opensAtTheNewest()
{
    m_history->addMany(200);
    open();
    QVERIFY(m_view->isAtNewest());
    QCOMPARE(m_view->lastVisibleRow(), lastRow());
    QCOMPARE(model().message(lastRow()).id, m_history->all().constLast().id);
    const QRect newest = m_view->bubbleRect(lastRow());
    QVERIFY(newest.bottom() < m_view->viewport()->height());
    QVERIFY(newest.bottom() > m_view->viewport()->height() - 60);
    QVERIFY(!m_view->jumpButton()->isVisible());
}

void TimelineViewTest::opensAtTheUnreadLine()
{
    m_history->addMany(300);
    open(120);
    const int row = model().rowOf(model().unreadLine());
    QVERIFY(row >= 0);
    QVERIFY(row >= m_view->firstVisibleRow() && row <= m_view->lastVisibleRow());
    const QRect bubble = m_view->bubbleRect(row);
    QVERIFY(bubble.top() > 40 && bubble.top() < m_view->viewport()->height() / 2);
    QVERIFY(!m_view->isAtNewest());
    QVERIFY(m_view->jumpButton()->isVisible());

    // A few unread messages that fit: the newest is at the bottom.
    open(2);
    QVERIFY(m_view->isAtNewest());
    QVERIFY(model().rowOf(model().unreadLine()) >= m_view->firstVisibleRow());
}

void TimelineViewTest::laysOutOneScreenOfAnyHistory()
{
    m_history->addMany(1500);
    const int before = m_view->layoutsMade();
    open();
    const int made = m_view->layoutsMade() - before;
    QVERIFY2(made <= 30, qPrintable(QString::number(made)));
    // A step of the wheel lays out what comes in, not the screen again.
    const int steps = m_view->layoutsMade();
    for (int i = 0; i < 20; ++i)
        m_view->scrollByPixels(-60);
    QVERIFY(m_view->layoutsMade() - steps <= 30);
}

void TimelineViewTest::olderPageDoesNotMoveOnePixel()
{
    m_history->addMany(400);
    open();
    // Up to the first loaded rows, without letting the view fetch by itself: then the page comes.
    for (int i = 0; i < 200 && m_view->firstVisibleRow() > 8; ++i)
        m_view->scrollByPixels(-40);
    QVERIFY(model().hasOlder());
    const Seen before = look();
    const int rows = model().rowCount();
    QVERIFY(model().loadOlder() > 0);
    QVERIFY(model().rowCount() > rows);
    const Seen after = look();
    QCOMPARE(after.bubbles, before.bubbles);
    QCOMPARE(after.picture, before.picture);
}

void TimelineViewTest::loadsAheadLittleByLittle()
{
    m_history->addMany(400);
    open();
    int most = 0;
    connect(&model(), &TimelineModel::rowsInserted, m_view.get(), [&most](const QModelIndex &, int first, int last) {
        most = std::max(most, last - first + 1);
    });
    const int rows = model().rowCount();
    for (int i = 0; i < 400; ++i) {
        m_view->scrollByPixels(-60);
        // Whoever goes on at this pace never comes to rows that are not there yet.
        QVERIFY(!model().hasOlder() || m_view->firstVisibleRow() > 0);
        QCoreApplication::processEvents();
    }
    QVERIFY(model().rowCount() > 2 * rows);
    QVERIFY2(most > 0 && most < TimelineModel::pageSize / 2, qPrintable(QString::number(most)));
}

void TimelineViewTest::wheelMovesByItsPixelsThroughAllPages()
{
    m_history->addMany(320);
    open();
    QSet<MessageId> seen;
    for (int i = 0; i < 4000; ++i) {
        const Seen before = look();
        for (auto it = before.bubbles.cbegin(); it != before.bubbles.cend(); ++it)
            seen.insert(it.key());
        const bool atTop = !model().hasOlder() && m_view->firstVisibleRow() == 0 && m_view->geometryOfRows().rowTop(0) >= 0;
        if (atTop)
            break;
        QWheelEvent wheel(QPointF(400, 300), m_view->mapToGlobal(QPointF(400, 300)), QPoint(), QPoint(0, 120), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(m_view->viewport(), &wheel);
        const Seen after = look();
        int moved = 0;
        int compared = 0;
        for (auto it = before.bubbles.cbegin(); it != before.bubbles.cend(); ++it) {
            if (!after.bubbles.contains(it.key()))
                continue;
            const int by = after.bubbles.value(it.key()).top() - it.value().top();
            QVERIFY(compared == 0 || by == moved);
            moved = by;
            ++compared;
        }
        QVERIFY(compared > 0);
        const bool reachedTop = !model().hasOlder() && m_view->firstVisibleRow() == 0;
        QVERIFY(moved == 60 || (reachedTop && moved > 0 && moved < 60));
        if (i % 10 == 0)
            QCoreApplication::processEvents();
    }
    QCOMPARE(seen.size(), 320);
}

void TimelineViewTest::arrivalsMoveOnlyWhoIsAtTheNewest()
{
    m_history->addMany(100);
    open();
    m_history->arrive(u"At the bottom"_s);
    QVERIFY(m_view->isAtNewest());
    QCOMPARE(m_view->lastVisibleRow(), lastRow());

    m_view->scrollByPixels(-900);
    const Seen before = look();
    m_history->arrive(u"First"_s);
    m_history->arrive(u"Second"_s);
    const Seen after = look();
    QCOMPARE(after.bubbles, before.bubbles);
    QVERIFY(m_view->jumpButton()->isVisible());
    QCOMPARE(m_view->jumpButton()->accessibleName(), u"Jump to newest, 2 new"_s);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    m_view->jumpButton()->setCount(1234);
    QLocale::setDefault(QLocale::c());
    QCOMPARE(m_view->jumpButton()->accessibleName(), u"Jump to newest, 1,234 new"_s);
    m_view->jumpButton()->setCount(2);

    QTest::mouseClick(m_view->jumpButton(), Qt::LeftButton);
    QVERIFY(m_view->isAtNewest());
    QCOMPARE(m_view->jumpButton()->count(), 0);
    QVERIFY(!m_view->jumpButton()->isVisible());
}

void TimelineViewTest::ownMessageIsShown()
{
    m_history->addMany(100);
    open();
    m_view->scrollByPixels(-900);
    m_history->arrive(u"I write this now"_s, Direction::Outgoing, MessageState::Waiting);
    QVERIFY(m_view->isAtNewest());
}

void TimelineViewTest::firstLineStaysOverAResize()
{
    m_history->add(u"a long story of many words that goes on "_s.repeated(150));
    m_history->addMany(60);
    open();
    m_view->jumpToOldest();
    m_view->scrollByPixels(500);
    QCOMPARE(m_view->firstVisibleRow(), 0);
    // The first line of the long message that is wholly on screen, and the place in the text where it begins.
    const auto firstPlace = [&] {
        return m_view->layoutOf(0)->lineStartAt(-m_view->bubbleRect(0).top());
    };
    const auto yOf = [&](qsizetype place) {
        return m_view->bubbleRect(0).top() + m_view->layoutOf(0)->lineRect(place).top();
    };
    const qsizetype place = firstPlace();
    QVERIFY(place > 0);
    const qreal y = yOf(place);
    for (const int width : {860, 700, 520, 400, 380, 640, 900}) {
        m_view->resize(width, 640);
        QCoreApplication::processEvents();
        QCOMPARE(yOf(place), y);
    }
    // And who is at the newest stays there.
    m_view->jumpToNewest();
    for (const int width : {500, 900}) {
        m_view->resize(width, 500);
        QVERIFY(m_view->isAtNewest());
    }
}

void TimelineViewTest::changedMessageAboveDoesNotMoveTheText()
{
    m_history->addMany(60);
    const Message failing = m_history->add(u"Photos of the panel door, please."_s, Direction::Outgoing, 1000, MessageState::Waiting);
    m_history->addMany(40);
    open();
    // So far up that the message is on screen, near the top edge.
    m_view->showMessage(failing.id);
    m_view->scrollByPixels(m_view->bubbleRect(rowWith(failing)).top() + 10);
    const int below = rowWith(failing) + 1;
    QVERIFY(m_view->bubbleRect(rowWith(failing)).top() < 0);
    const int y = m_view->bubbleRect(rowWith(failing)).top();
    Message changed = failing;
    changed.state = MessageState::Sent;
    m_history->change(changed);
    QCOMPARE(m_view->bubbleRect(rowWith(failing)).top(), y);
    // Scrolled just out of sight it may grow as it likes.
    m_view->scrollByPixels(m_view->bubbleRect(below).top() - 1);
    const Seen before = look();
    QVERIFY(!before.bubbles.contains(failing.id));
    changed.state = MessageState::Failed;
    changed.failure = Error{ErrorKind::Forbidden, u"forbidden"_s, {}};
    m_history->change(changed);
    QCOMPARE(look().bubbles, before.bubbles);
}

void TimelineViewTest::removedMessageDoesNotMoveTheText()
{
    m_history->addMany(100);
    open();
    m_view->scrollByPixels(-800);
    const Seen before = look();
    const int first = m_view->firstVisibleRow();
    const MessageId kept = model().message(first + 2).id;
    m_history->remove(model().message(first - 3).id);
    QCOMPARE(look().bubbles, before.bubbles);
    m_history->remove(model().message(m_view->lastVisibleRow()).id);
    QCOMPARE(m_view->bubbleRect(model().rowOf(kept)), before.bubbles.value(kept));
}

void TimelineViewTest::floodOfArrivalsDoesNotTakeTheTextAway()
{
    // The model keeps a limited number of rows, and lets go of the oldest when many arrive.
    m_history->addMany(1200);
    open();
    for (int i = 0; i < 3000 && model().rowCount() < TimelineModel::maximumRows - 60; ++i)
        m_view->scrollByPixels(-2000);
    for (int i = 0; i < 400 && m_view->firstVisibleRow() > 4; ++i)
        m_view->scrollByPixels(-60);
    QCoreApplication::processEvents();
    m_view->scrollByPixels(-30);
    const Seen before = look();
    const bool hadNewest = !model().hasNewer();
    for (int i = 0; i < 400; ++i) {
        m_history->arrive(u"flood %1"_s.arg(i));
        QCoreApplication::processEvents();
    }
    QVERIFY2(hadNewest || model().rowCount() <= TimelineModel::maximumRows, "the window is limited");
    const Seen after = look();
    QCOMPARE(after.bubbles, before.bubbles);
}

void TimelineViewTest::dragOfTheBarFindsItsPlace()
{
    m_history->addMany(3000, 100'000); // over some weeks: places between are known by the day
    open();
    QScrollBar *bar = m_view->verticalScrollBar();
    QVERIFY(bar->maximum() > 10'000);
    for (const double share : {0.5, 0.1, 0.9, 0.0, 0.3}) {
        bar->setSliderDown(true);
        bar->setSliderPosition(int(bar->maximum() * share));
        bar->setSliderDown(false);
        QCoreApplication::processEvents();
        const MessageId there = model().message(m_view->firstVisibleRow()).id;
        const auto found = std::find_if(m_history->all().cbegin(), m_history->all().cend(),
                                        [&](const Message &message) { return message.id == there; });
        const double place = double(found - m_history->all().cbegin()) / 3000.0;
        QVERIFY2(qAbs(place - share) < 0.1, qPrintable(u"asked for %1, came to %2"_s.arg(share).arg(place)));
    }
    bar->setSliderDown(true);
    bar->setSliderPosition(bar->maximum());
    bar->setSliderDown(false);
    QVERIFY(m_view->isAtNewest());
}

void TimelineViewTest::keysWalkThroughEveryMessage()
{
    m_history->addMany(170);
    open();
    m_view->setFocus(Qt::TabFocusReason);
    QCOMPARE(m_view->focusedMessage(), m_history->all().constLast().id);
    qsizetype expected = m_history->all().size() - 1;
    for (int presses = 0; presses < 2000 && expected > 0; ++presses) {
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        const int row = model().rowOf(m_view->focusedMessage());
        QVERIFY(row >= 0);
        if (m_view->focusedMessage() == m_history->all().at(expected).id)
            continue; // a message higher than the view takes several presses
        --expected;
        QCOMPARE(m_view->focusedMessage(), m_history->all().at(expected).id);
        QVERIFY(row >= m_view->firstVisibleRow() && row <= m_view->lastVisibleRow());
        QVERIFY(m_view->bubbleRect(row).top() >= 0);
    }
    QCOMPARE(expected, 0);
    QTest::keyClick(m_view.get(), Qt::Key_Up);
    QCOMPARE(m_view->focusedMessage(), m_history->all().constFirst().id);
    QCOMPARE(m_view->geometryOfRows().rowTop(0), TimelinePainter::headPadding);
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QCOMPARE(m_view->focusedMessage(), m_history->all().at(1).id);
}

void TimelineViewTest::homeAndEndReachTheEnds()
{
    m_history->addMany(2000);
    open();
    m_view->setFocus(Qt::TabFocusReason);
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QCOMPARE(m_view->focusedMessage(), m_history->all().constFirst().id);
    QCOMPARE(m_view->firstVisibleRow(), 0);
    QVERIFY(m_view->jumpButton()->isVisible());
    QTest::keyClick(m_view.get(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(m_view->focusedMessage(), m_history->all().constLast().id);
    QVERIFY(m_view->isAtNewest());
}

void TimelineViewTest::pageKeysMoveByAScreen()
{
    m_history->addMany(200);
    open();
    m_view->setFocus(Qt::TabFocusReason);
    const Seen before = look();
    QTest::keyClick(m_view.get(), Qt::Key_PageUp);
    const Seen after = look();
    int common = 0;
    for (auto it = before.bubbles.cbegin(); it != before.bubbles.cend(); ++it)
        common += after.bubbles.contains(it.key()) ? 1 : 0;
    QVERIFY(common < before.bubbles.size());
    const int row = model().rowOf(m_view->focusedMessage());
    QVERIFY(row >= m_view->firstVisibleRow() && row <= m_view->firstVisibleRow() + 1);
    QTest::keyClick(m_view.get(), Qt::Key_PageDown);
    QVERIFY(m_view->isAtNewest());
}

void TimelineViewTest::keysActOnTheFocusedMessage()
{
    m_history->addMany(10);
    const Message target = m_history->add(u"copy\nme"_s);
    open();
    m_view->setFocus(Qt::TabFocusReason);
    QCOMPARE(m_view->focusedMessage(), target.id);
    QGuiApplication::clipboard()->clear();
    QTest::keyClick(m_view.get(), Qt::Key_C);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"copy\nme"_s);
    QSignalSpy deleted(m_view.get(), &TimelineView::deleteRequested);
    QTest::keyClick(m_view.get(), Qt::Key_Delete);
    QCOMPARE(deleted.size(), 1);
    QCOMPARE(deleted.at(0).at(0).value<MessageId>(), target.id);

    m_view->setSenderName([](const Message &) { return u"Tomas Berg"_s; });
    QContextMenuEvent context(QContextMenuEvent::Keyboard, QPoint(10, 10), m_view->mapToGlobal(QPoint(10, 10)));
    QCoreApplication::sendEvent(m_view->viewport(), &context);
    auto *menu = m_view->findChild<QMenu *>();
    QVERIFY(menu && menu->isVisible());
    QAction *withName = nullptr;
    for (QAction *action : menu->actions()) {
        if (action->text() == u"Copy with name and time")
            withName = action;
    }
    QVERIFY(withName);
    withName->trigger();
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"Tomas Berg: copy\nme"_s));
    menu->close();
}

void TimelineViewTest::mouseSelectsAcrossMessages()
{
    const Message first = m_history->add(u"Before the strainer"_s);
    const Message second = m_history->add(u"After the strainer"_s, Direction::Outgoing);
    const Message third = m_history->add(u"Neither of them"_s);
    open();
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, pointIn(rowWith(first), 7) - QPoint(3, 0));
    QTest::mouseMove(m_view->viewport(), pointIn(rowWith(second), 3));
    QTest::mouseMove(m_view->viewport(), pointIn(rowWith(third), 7) - QPoint(3, 0));
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, pointIn(rowWith(third), 7) - QPoint(3, 0));
    QCOMPARE(m_view->selectedText(), u"the strainer\nAfter the strainer\nNeither"_s);
    m_view->setFocus();
    QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"the strainer\nAfter the strainer\nNeither"_s);
    m_view->setSenderName([](const Message &message) { return message.direction == Direction::Outgoing ? u"You"_s : u"Tomas Berg"_s; });
    const QStringList told = m_view->selectedTextWithNames().split(u'\n');
    QCOMPARE(told.size(), 3);
    QVERIFY2(told.at(0).startsWith(u'[') && told.at(0).endsWith(u"] Tomas Berg: the strainer"_s), qPrintable(told.at(0)));
    QVERIFY2(told.at(1).endsWith(u"] You: After the strainer"_s), qPrintable(told.at(1)));
    // Backwards is the same; on what is selected the pointer would drag it out.
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, pointIn(rowWith(second), 5) - QPoint(3, 0));
    QTest::mouseMove(m_view->viewport(), pointIn(rowWith(first), 7) - QPoint(3, 0));
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, pointIn(rowWith(first), 7) - QPoint(3, 0));
    QCOMPARE(m_view->selectedText(), u"the strainer\nAfter"_s);
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QVERIFY(m_view->selection().isEmpty());
}

void TimelineViewTest::keysSelectText()
{
    const Message first = m_history->add(u"One two"_s);
    const Message second = m_history->add(u"three four"_s);
    open();
    m_view->setFocus(Qt::TabFocusReason);
    QTest::keyClick(m_view.get(), Qt::Key_Up);
    QCOMPARE(m_view->focusedMessage(), first.id);
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedText(), u"One"_s);
    QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedText(), u"On"_s);
    QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedText(), u"One two"_s);
    QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedText(), u"One two\nthree four"_s);
    QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(m_view->selectedText(), u"One two\nthree four"_s);
    // From the lower one up: with that itself, as down.
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    m_view->focusMessage(second.id);
    QTest::keyClick(m_view.get(), Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedText(), u"three four"_s);
    QTest::keyClick(m_view.get(), Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedText(), u"One two\nthree four"_s);
}

void TimelineViewTest::doubleClickSelectsAWord()
{
    const Message message = m_history->add(u"Inlet pressure reads"_s);
    open();
    const QPoint on = pointIn(rowWith(message), 8);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, on);
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, on);
    QCOMPARE(m_view->selectedText(), u"pressure"_s);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, on);
    QCOMPARE(m_view->selectedText(), u"Inlet pressure reads"_s);
}

void TimelineViewTest::linkIsOpenedByClickAndKey()
{
    const Message message = m_history->add(u"Here: https://files.harbor.example/ps4/taps now"_s);
    open();
    QSignalSpy opened(m_view.get(), &TimelineView::linkActivated);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, pointIn(rowWith(message), 20));
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.at(0).at(0).toUrl(), QUrl(u"https://files.harbor.example/ps4/taps"_s));
    // Beside it, and after a drag that ends elsewhere, nothing is opened.
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, pointIn(rowWith(message), 2));
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, pointIn(rowWith(message), 20));
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, QPoint(2, 2));
    QCOMPARE(opened.size(), 1);
    m_view->setFocus(Qt::TabFocusReason);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(opened.size(), 2);
}

void TimelineViewTest::tooltipOfALinkIsItsAddress()
{
    const Message message = m_history->add(u"Here: https://files.harbor.example/taps?a=1&b=2 now"_s);
    open();
    const QPoint place = pointIn(rowWith(message), 20);
    QHelpEvent help(QEvent::ToolTip, place, m_view->viewport()->mapToGlobal(place));
    QCoreApplication::sendEvent(m_view->viewport(), &help);
    QTextDocument shown;
    shown.setHtml(QToolTip::text());
    QVERIFY2(Qt::mightBeRichText(QToolTip::text()), qPrintable(QToolTip::text()));
    QCOMPARE(shown.toPlainText(), u"https://files.harbor.example/taps?a=1&b=2"_s);
    QToolTip::hideText();
}

void TimelineViewTest::failureLineAsksForRetryAndDelete()
{
    m_history->addMany(5);
    Message failed = m_history->add(u"Drone survey north bank"_s, Direction::Outgoing, 1000, MessageState::Failed);
    open();
    failed.failure = Error{ErrorKind::Forbidden, u"forbidden"_s, {}};
    m_history->change(failed);
    QSignalSpy retried(m_view.get(), &TimelineView::retryRequested);
    QSignalSpy deleted(m_view.get(), &TimelineView::deleteRequested);
    const int row = rowWith(failed);
    const QRect bubble = m_view->bubbleRect(row);
    const int y = bubble.bottom() + m_view->layoutOf(row)->failureHeight() / 2 + 2;
    // The actions stand at the trailing end of the line, "Delete" last.
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(bubble.right() - 12, y));
    QCOMPARE(deleted.size(), 1);
    QCOMPARE(retried.size(), 0);
    const int retryWidth = QFontMetrics(m_theme->font(TypeRole::MetaStrong)).horizontalAdvance(u"Delete"_s) + 10 + 8;
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(bubble.right() - retryWidth, y));
    QCOMPARE(retried.size(), 1);
    QCOMPARE(retried.at(0).at(0).value<MessageId>(), failed.id);
}

void TimelineViewTest::longMessageUnfolds()
{
    m_history->addMany(3);
    const Message longOne = m_history->add(u"word and "_s.repeated(3000));
    open();
    const int row = rowWith(longOne);
    QVERIFY(m_view->layoutOf(row)->lengthShown() < longOne.body.size());
    QTest::keyClick(m_view.get(), Qt::Key_End);
    const QRect bubble = m_view->bubbleRect(row);
    const QPoint button = bubble.topLeft() + m_view->layoutOf(row)->showAllRect().center();
    const int top = bubble.top();
    QVERIFY(m_view->viewport()->rect().contains(button));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, button);
    QTRY_COMPARE(m_view->layoutOf(row)->lengthShown(), longOne.body.size());
    QVERIFY(m_view->layoutOf(row)->showAllRect().isNull());
    QCOMPARE(m_view->bubbleRect(row).top(), top);
}

/// For who is there: what is laid out anew between events, at another width, does not push it away.
void TimelineViewTest::theBottomOfALongMessageStays()
{
    m_history->addMany(3);
    const Message longOne = m_history->add(u"word and "_s.repeated(3000));
    open();
    const int row = rowWith(longOne);
    m_view->focusMessage(longOne.id);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QTRY_COMPARE(m_view->layoutOf(row)->lengthShown(), longOne.body.size());
    m_view->jumpToNewest();
    QVERIFY(m_view->isAtNewest());
    const int below = m_view->viewport()->height() - m_view->bubbleRect(row).bottom();
    const int height = m_view->layoutOf(row)->height();
    m_view->resize(m_view->width() - 300, m_view->height());
    QTRY_VERIFY(m_view->layoutOf(row)->height() > height);
    QVERIFY(m_view->isAtNewest());
    QCOMPARE(m_view->viewport()->height() - m_view->bubbleRect(row).bottom(), below);
}

/// What would be felt is laid out between events, and what was shown stays until then.
void TimelineViewTest::aWallOfEmojiGrowsBetweenEvents()
{
    m_history->addMany(60);
    Message wall = m_history->add(u"\U0001F426"_s.repeated(5'000));
    open();
    const int row = rowWith(wall);
    const qsizetype first = m_view->layoutOf(row)->lengthShown();
    QVERIFY2(first <= 2 * 64, qPrintable(QString::number(first)));
    m_view->focusMessage(wall.id);
    const int top = m_view->bubbleRect(row).top();
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(m_view->layoutOf(row)->lengthShown(), first); // the click itself does a little of it
    QTRY_VERIFY(m_view->layoutOf(row)->lengthShown() > 8 * first);
    const qsizetype second = m_view->layoutOf(row)->lengthShown();
    QVERIFY(second < wall.body.size());
    QCOMPARE(m_view->bubbleRect(row).top(), top);
    // At another width, and as another message, it is laid out anew the same way: nothing that is read folds up meanwhile.
    const int made = m_view->layoutsMade();
    m_view->resize(m_view->width() - 300, m_view->height());
    QCOMPARE(m_view->layoutOf(row)->lengthShown(), second);
    QTRY_VERIFY(m_view->layoutsMade() > made);
    QTRY_VERIFY(m_view->bubbleRect(row).width() < m_view->viewport()->width());
    QCOMPARE(m_view->layoutOf(row)->lengthShown(), second);
    wall.edited = wall.time;
    m_history->change(wall);
    QCOMPARE(m_view->layoutOf(row)->lengthShown(), second);
    QTRY_VERIFY(m_view->layoutOf(row)->timeText().contains(u"edited"_s));
    QCOMPARE(m_view->layoutOf(row)->lengthShown(), second);
    // Asked for more while it is at it, and taken back before that is there.
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    wall.body.clear();
    wall.retracted = wall.time;
    m_history->change(wall);
    QTRY_VERIFY(m_view->layoutOf(row)->lengthOfBody() < 100);
    QVERIFY(!m_view->layoutOf(row)->isFolded());
}

void TimelineViewTest::marksOnlyWhatWasSeen()
{
    m_history->addMany(120);
    QSignalSpy read(m_view.get(), &TimelineView::readUpTo);
    open(60);
    QTRY_COMPARE(read.size(), 1);
    const MessageId first = read.at(0).at(0).value<MessageId>();
    QVERIFY(first < m_history->all().constLast().id);
    QVERIFY(first >= model().unreadLine());
    const int row = model().rowOf(first);
    QVERIFY(m_view->bubbleRect(row).bottom() <= m_view->viewport()->height());
    // Up again: nothing new was seen.
    m_view->scrollByPixels(-300);
    m_view->scrollByPixels(300);
    m_view->jumpToNewest();
    QTRY_COMPARE(read.size(), 2);
    QCOMPARE(read.at(1).at(0).value<MessageId>(), m_history->all().constLast().id);

    // Nobody reads in a window that is not active.
    QWidget other;
    other.show();
    other.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&other));
    const Message unseen = m_history->arrive(u"While you were away"_s);
    QVERIFY(!QTest::qWaitFor([&] { return read.size() > 2; }, 400));
    other.close();
    m_view->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    QTRY_COMPARE(read.size(), 3);
    QCOMPARE(read.at(2).at(0).value<MessageId>(), unseen.id);
}

void TimelineViewTest::jumpBelowTheUnreadLineMarksNothingBetween_data()
{
    QTest::addColumn<bool>("toADay");
    QTest::newRow("to a hit") << false;
    QTest::newRow("to a day") << true;
}

void TimelineViewTest::jumpBelowTheUnreadLineMarksNothingBetween()
{
    QFETCH(bool, toADay);
    m_history->addMany(1000);
    QSignalSpy read(m_view.get(), &TimelineView::readUpTo);
    open(700);
    QTRY_COMPARE(read.size(), 1);
    const Message &hit = m_history->all().at(700); // 300 to 400 of the unread ones lie between
    if (toADay)
        m_view->showTime(hit.time);
    else
        m_view->showMessage(hit.id);
    QTRY_VERIFY(m_view->firstVisibleRow() >= 0 && m_view->bubbleRect(rowWith(hit)).isValid());
    QVERIFY(!QTest::qWaitFor([&] { return read.size() > 1; }, 900));
    m_view->scrollByPixels(200); // on from there
    QVERIFY(!QTest::qWaitFor([&] { return read.size() > 1; }, 900));

    // Who goes to the newest has seen that there is nothing more.
    m_view->jumpToNewest();
    QTRY_COMPARE(read.size(), 2);
    QCOMPARE(read.at(1).at(0).value<MessageId>(), m_history->all().constLast().id);
}

void TimelineViewTest::scrollingBackFromAJumpGoesOnMarking()
{
    m_history->addMany(400);
    QSignalSpy read(m_view.get(), &TimelineView::readUpTo);
    open(200);
    QTRY_COMPARE(read.size(), 1);
    const MessageId before = read.at(0).at(0).value<MessageId>();
    const Message &hit = m_history->all().at(260);
    m_view->showMessage(hit.id);
    QCoreApplication::processEvents();
    for (int i = 0; i < 400 && model().message(m_view->firstVisibleRow()).id > before; ++i) {
        m_view->scrollByPixels(-150);
        QCoreApplication::processEvents();
    }
    QCOMPARE_LE(model().message(m_view->firstVisibleRow()).id.value(), before.value());
    m_view->scrollByPixels(300); // down again, by what was read
    QTRY_VERIFY(read.size() > 1);
    QVERIFY(read.constLast().at(0).value<MessageId>() > before);
}

void TimelineViewTest::mirrorsForRightToLeft()
{
    const Message incoming = m_history->add(u"صباح الخير"_s);
    const Message own = m_history->add(u"Good morning"_s, Direction::Outgoing);
    open();
    const int middle = m_view->viewport()->width() / 2;
    QVERIFY(m_view->bubbleRect(rowWith(incoming)).right() < middle);
    QVERIFY(m_view->bubbleRect(rowWith(own)).left() > middle);
    m_view->setLayoutDirection(Qt::RightToLeft);
    QCoreApplication::processEvents();
    QVERIFY(m_view->bubbleRect(rowWith(incoming)).left() > middle);
    QVERIFY(m_view->bubbleRect(rowWith(own)).right() < middle);
    QCOMPARE(m_view->layoutOf(rowWith(incoming))->direction(), Qt::RightToLeft);
    QCOMPARE(m_view->layoutOf(rowWith(own))->direction(), Qt::LeftToRight);
}

void TimelineViewTest::namesMessagesForScreenReaders()
{
    m_history->addMany(60);
    open();
    model().setSpokenText([](const Message &message) { return u"Tomas Berg, %1, 13:12"_s.arg(message.body); });
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view.get());
    QVERIFY(list);
    QCOMPARE(list->role(), QAccessible::List);
    QCOMPARE(list->text(QAccessible::Name), u"Messages"_s);
    QCOMPARE(list->childCount(), model().rowCount());
    for (int row : {0, model().rowCount() / 2, lastRow()}) {
        QAccessibleInterface *item = list->child(row);
        QVERIFY(item && item->isValid());
        QCOMPARE(item->role(), QAccessible::ListItem);
        QCOMPARE(item->text(QAccessible::Name), u"Tomas Berg, %1, 13:12"_s.arg(model().message(row).body));
        QCOMPARE(list->indexOfChild(item), row);
        QCOMPARE(item->parent(), list);
        QCOMPARE(list->child(row), item);
    }
    QAccessibleInterface *newest = list->child(lastRow());
    QVERIFY(!newest->state().offscreen);
    QVERIFY(list->child(0)->state().offscreen);
    QCOMPARE(list->childAt(newest->rect().center().x(), newest->rect().center().y()), newest);

    m_view->setFocus(Qt::TabFocusReason);
    QCOMPARE(list->focusChild(), newest);
    QVERIFY(newest->state().focused);

    // An item follows its message, and says when it is gone.
    const MessageId message = model().message(lastRow()).id;
    m_history->arrive(u"New"_s);
    QCOMPARE(list->indexOfChild(newest), lastRow() - 1);
    m_history->remove(message);
    QVERIFY(!newest->isValid());

    // The button to the newest message is there when it is on screen.
    m_view->scrollByPixels(-3000);
    QCOMPARE(list->childCount(), model().rowCount() + 1);
    QAccessibleInterface *jump = list->child(model().rowCount());
    QVERIFY(jump);
    QCOMPARE(jump->role(), QAccessible::Button);
    QVERIFY(jump->text(QAccessible::Name).startsWith(u"Jump to newest"_s));
}

void TimelineViewTest::screenReaderSeesTextAndActions()
{
    const Message message = m_history->add(u"See https://harbor.example now"_s);
    open();
    QAccessibleInterface *item = QAccessible::queryAccessibleInterface(m_view.get())->child(0);
    QAccessibleTextInterface *text = item->textInterface();
    QVERIFY(text);
    QCOMPARE(text->characterCount(), int(message.body.size()));
    QCOMPARE(text->text(4, 9), u"https"_s);
    const QRect character = text->characterRect(14);
    QVERIFY(item->rect().contains(character.center()));
    QCOMPARE(text->offsetAtPoint(character.topLeft() + QPoint(1, character.height() / 2)), 14);
    // What is not shown of a link is where the link begins.
    const QRect hidden = text->characterRect(5);
    QCOMPARE(text->offsetAtPoint(hidden.topLeft() + QPoint(1, hidden.height() / 2)), 4);
    text->setSelection(0, 0, 3);
    QCOMPARE(m_view->selectedText(), u"See"_s);
    QAccessibleActionInterface *actions = item->actionInterface();
    QVERIFY(actions);
    QVERIFY(actions->actionNames().contains(u"OpenLink"_s));
    QSignalSpy opened(m_view.get(), &TimelineView::linkActivated);
    actions->doAction(u"OpenLink"_s);
    QCOMPARE(opened.size(), 1);
}

void TimelineViewTest::typingRowDoesNotMoveAReader()
{
    m_history->addMany(100);
    open();
    const int bottom = m_view->bubbleRect(lastRow()).bottom();
    m_view->setTyping(u"Tomas is typing"_s);
    QVERIFY(m_view->bubbleRect(lastRow()).bottom() < bottom);
    QVERIFY(m_view->isAtNewest());
    m_view->setTyping({});
    QCOMPARE(m_view->bubbleRect(lastRow()).bottom(), bottom);
    m_view->scrollByPixels(-700);
    const Seen before = look();
    m_view->setTyping(u"Tomas is typing"_s);
    QCOMPARE(look().bubbles, before.bubbles);
}

void TimelineViewTest::linesStandBetweenMessagesAndMoveNoReader()
{
    m_history->addMany(100);
    open();
    const MessageId told = m_history->all().at(97).id;
    const int row = rowWith(m_history->all().at(97));
    const int lead = m_view->geometryOfRows().lead(row);
    const int bottom = m_view->bubbleRect(lastRow()).bottom();
    QList<EventLine> below;
    m_view->setEventLines([&](MessageId after, MessageId before) {
        return before == told ? QList<EventLine>{{{}, u"Ana joined"_s}, {u"pencil"_s, u"Ana changed the topic"_s}}
            : !before.isValid() && after == m_history->all().constLast().id ? below : QList<EventLine>();
    });
    const int oneLine = m_theme->scaled(18);
    QVERIFY(m_view->geometryOfRows().lead(row) >= lead + 2 * oneLine);
    QCOMPARE(m_view->bubbleRect(lastRow()).bottom(), bottom); // who is at the bottom stays there
    QCOMPARE(m_view->geometryOfRows().lead(row - 1), lead);
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view.get());
    QCOMPARE(list->child(row)->text(QAccessible::Description), u"Ana joined. Ana changed the topic"_s);
    QCOMPARE(list->child(row - 1)->text(QAccessible::Description), QString());

    below = {{u"log-out"_s, u"Ana left"_s}};
    m_view->refreshEventLines();
    QVERIFY(m_view->bubbleRect(lastRow()).bottom() <= bottom - oneLine);
    QVERIFY(m_view->isAtNewest());
    QCOMPARE(list->child(lastRow())->text(QAccessible::Description), u"Ana left"_s);

    // The icon takes its room before the words: both together are centred.
    const auto inkBelow = [&] {
        const QImage picture = m_view->viewport()->grab().toImage();
        QRect ink;
        for (int y = m_view->bubbleRect(lastRow()).bottom() + 4; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x) {
                if (picture.pixelColor(x, y).lightness() < 160)
                    ink |= QRect(x, y, 1, 1);
            }
        }
        return ink;
    };
    const QRect withIcon = inkBelow();
    below = {{{}, u"Ana left"_s}};
    m_view->refreshEventLines();
    const QRect words = inkBelow();
    QVERIFY(!words.isEmpty());
    QVERIFY2(withIcon.left() < words.left() && withIcon.right() > words.right() && withIcon.width() >= words.width() + 18,
             qPrintable(u"%1 and %2 wide"_s.arg(withIcon.width()).arg(words.width())));

    m_view->scrollByPixels(-700);
    const Seen before = look();
    below = {};
    m_view->refreshEventLines();
    QCOMPARE(look().bubbles, before.bubbles);
    m_view->setEventLines({});
    QCOMPARE(m_view->geometryOfRows().lead(row - 1), lead);
}

void TimelineViewTest::menusAskWhoWasThere()
{
    m_history->addMany(3);
    open();
    QSignalSpy asked(m_view.get(), &TimelineView::attendanceRequested);
    const auto choose = [this](const QString &text) {
        m_view->focusMessage(model().message(1).id);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
        QCoreApplication::sendEvent(m_view.get(), &event);
        for (QMenu *menu : m_view->findChildren<QMenu *>(Qt::FindDirectChildrenOnly)) {
            if (!menu->isVisible())
                continue;
            for (QAction *action : menu->actions()) {
                if (action->text() == text)
                    action->trigger();
            }
            menu->close();
        }
    };
    choose(u"Who was here then…"_s);
    QVERIFY(asked.isEmpty()); // of a chat with one person nobody asks that
    m_view->setAttendances(TimelineView::Attendances::Known);
    choose(u"Who was here then…"_s);
    QCOMPARE(asked.size(), 1);
    const MessageId message = model().message(1).id;
    QCOMPARE(asked[0][0].value<MessageId>(), message);
    QCOMPARE(asked[0][1].value<MessageId>(), message);
    choose(u"Who was here that day…"_s);
    QCOMPARE(asked.size(), 2);
    const MessageId from = asked[1][0].value<MessageId>(), to = asked[1][1].value<MessageId>();
    QVERIFY(from <= message && message <= to);
    constexpr qint64 keysAnHour = 4096 * 3'600'000LL;
    QVERIFY(to.value() - from.value() > 22 * keysAnHour && to.value() - from.value() < 26 * keysAnHour);
}

void TimelineViewTest::survivesAnEmptyChat()
{
    open();
    QCOMPARE(m_view->lastVisibleRow(), -1);
    for (const int key : {Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End, Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_C, Qt::Key_Delete})
        QTest::keyClick(m_view.get(), Qt::Key(key));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton);
    m_view->scrollByPixels(100);
    m_view->jumpToNewest();
    m_history->arrive(u"The first one"_s);
    QCOMPARE(m_view->lastVisibleRow(), 0);
    QVERIFY(m_view->isAtNewest());
    m_history->remove(m_history->all().constFirst().id);
    QCOMPARE(m_view->lastVisibleRow(), -1);
    model().open({});
    QCoreApplication::processEvents();
}

JACKDAW_WINDOW_TEST(TimelineViewTest)

} // namespace timeline_view_test

#include "timeline_view_test.moc"
