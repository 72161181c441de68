// SPDX-License-Identifier: GPL-3.0-or-later
// What bubbles show besides their text, and what can be done with it: answers, reactions, marks, what was taken back.
#include "TimelineHistory.h"

#include "style/Preferences.h"
#include "style/Theme.h"
#include "timeline/MessageToolbar.h"
#include "timeline/TimelineView.h"
#include "widgets/IconButton.h"

#include <QAbstractItemModelTester>
#include <QHelpEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QToolTip>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

class TimelinePartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void reactionsStandInTheBubbleAndToggle_data();
    void reactionsStandInTheBubbleAndToggle();
    void reactionsSayWhoseTheyAre();
    void reactionsWithoutEndStayInTheirBubble();
    void anAnswerShowsWhatIsStoredAndJumpsThere();
    void anAnswerToWhatIsNotHereSaysSo();
    void whatWasTakenBackIsANotice();
    void editedIsSaidAndTheEarlierTextsAreAtHand();
    void marksStandBeforeTheTime();
    void keysActOnTheFocusedMessage();
    void menuHasWhatCanBeDone();
    void toolbarIsThereForThePointerAndTheFocus();
    void choosesMessagesToAnswer();

private:
    TimelineModel &model() const { return *m_history->model; }
    void open()
    {
        model().open(m_history->conversation());
        QCoreApplication::processEvents();
    }
    int rowOf(const Message &message) const { return model().rowOf(message.id); }
    void change(Message &message)
    {
        m_history->change(message);
        QCoreApplication::processEvents();
    }
    void react(Message &message, const QStringList &by, const QString &emoji)
    {
        for (const QString &name : by)
            message.reactions.append({emoji, BareJid::fromPrepared(name + u"@harbor.example"_s)});
        change(message);
    }
    QPoint chipPoint(int row, const QString &emoji) const
    {
        const BubbleParts *parts = m_view->layoutOf(row)->parts();
        for (const ReactionChips::Chip &chip : parts->chips().chips()) {
            if (chip.emoji == emoji)
                return m_view->bubbleRect(row).topLeft() + parts->chipRect(chip).center();
        }
        return {};
    }
    QString tooltipAt(const QPoint &point) const
    {
        QHelpEvent help(QEvent::ToolTip, point, m_view->viewport()->mapToGlobal(point));
        QCoreApplication::sendEvent(m_view->viewport(), &help);
        return QToolTip::text();
    }
    QStringList menuTexts() const
    {
        QStringList texts;
        for (QMenu *menu : m_view->findChildren<QMenu *>()) {
            if (!menu->isVisible())
                continue;
            for (QAction *action : menu->actions()) {
                if (!action->isSeparator())
                    texts.append(action->text().section(u'\t', 0, 0));
            }
            menu->close();
        }
        return texts;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TimelineHistory> m_history;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<TimelineView> m_view;
};

void TimelinePartsTest::initTestCase()
{
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_preferences->setScheme(Preferences::Scheme::Light);
    m_preferences->setReduceMotion(true);
    m_theme = std::make_unique<Theme>(*m_preferences);
}

void TimelinePartsTest::init()
{
    m_history = std::make_unique<TimelineHistory>();
    m_tester = std::make_unique<QAbstractItemModelTester>(m_history->model.get());
    m_view = std::make_unique<TimelineView>(*m_history->model, *m_theme, m_history->clock);
    m_view->setPeople([](const BareJid &jid) {
        const QString name = jid.toString().section(u'@', 0, 0);
        return ReactionChips::Person{name == u"mara" ? u"You"_s : name, name == u"mara"};
    });
    m_view->setSenderName([](const Message &) { return u"Tomas Berg"_s; });
    m_view->resize(900, 640);
    m_view->show();
    m_view->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
}

void TimelinePartsTest::cleanup()
{
    m_view.reset();
    m_tester.reset();
    m_history.reset();
}

void TimelinePartsTest::reactionsStandInTheBubbleAndToggle_data()
{
    QTest::addColumn<Qt::LayoutDirection>("direction");
    QTest::newRow("left to right") << Qt::LeftToRight;
    QTest::newRow("right to left") << Qt::RightToLeft;
}

void TimelinePartsTest::reactionsStandInTheBubbleAndToggle()
{
    QFETCH(Qt::LayoutDirection, direction);
    m_view->setLayoutDirection(direction);
    Message message = m_history->add(u"hi"_s);
    open();
    const QRect before = m_view->bubbleRect(0);
    react(message, {u"tomas"_s, u"mara"_s}, u"👍"_s);
    react(message, {u"tomas"_s}, u"🐢"_s);
    const QRect bubble = m_view->bubbleRect(0);
    QVERIFY(bubble.height() > before.height());
    QSignalSpy reacted(m_view.get(), &TimelineView::reactRequested);
    for (const QString &emoji : {u"👍"_s, u"🐢"_s}) {
        const QPoint point = chipPoint(0, emoji);
        QVERIFY(bubble.contains(point));
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, point);
    }
    QCOMPARE(reacted.size(), 2);
    QCOMPARE(reacted.at(0).at(0).value<MessageId>(), message.id);
    QCOMPARE(reacted.at(0).at(1).toStringList(), QStringList()); // ours is taken back
    QCOMPARE(reacted.at(1).at(1).toStringList(), QStringList({u"👍"_s, u"🐢"_s}));
}

void TimelinePartsTest::reactionsSayWhoseTheyAre()
{
    Message message = m_history->add(u"hi"_s);
    open();
    react(message, {u"mara"_s, u"tomas"_s}, u"👍"_s);
    QStringList many;
    for (int i = 0; i < 15; ++i)
        many.append(u"person%1"_s.arg(i));
    react(message, many, u"🐢"_s);
    QCOMPARE(tooltipAt(chipPoint(0, u"👍"_s)).remove(u"<qt>"_s).contains(u"You, tomas"_s), true);
    QVERIFY(tooltipAt(chipPoint(0, u"🐢"_s)).contains(u"person9 and 5 more"_s));
    QVERIFY(!tooltipAt(chipPoint(0, u"🐢"_s)).contains(u"person10"_s));
}

void TimelinePartsTest::reactionsWithoutEndStayInTheirBubble()
{
    Message message = m_history->add(u"hi"_s);
    open();
    for (int i = 0; i < 60; ++i)
        message.reactions.append({QString::fromUcs4(std::u32string(1, char32_t(0x1F400 + i)).c_str(), 1),
                                  BareJid::fromPrepared(u"p%1@harbor.example"_s.arg(i))});
    change(message);
    const BubbleParts *parts = m_view->layoutOf(0)->parts();
    QCOMPARE(parts->chips().chips().size(), ReactionChips::maximumChips);
    const QRect bubble(QPoint(0, 0), m_view->bubbleRect(0).size());
    for (const ReactionChips::Chip &chip : parts->chips().chips())
        QVERIFY(bubble.contains(parts->chipRect(chip)));
    QVERIFY(bubble.width() <= 560);
}

void TimelinePartsTest::anAnswerShowsWhatIsStoredAndJumpsThere()
{
    const Message original = m_history->add(u"the original"_s);
    m_history->addMany(120);
    Message answer = m_history->add(u"an answer"_s, Direction::Outgoing);
    answer.reply = ReplyTo{original.originId, original.sender};
    open();
    change(answer);
    const int row = rowOf(answer);
    QVERIFY(row >= 0 && rowOf(original) < 0); // far away, not loaded
    const BubbleParts *parts = m_view->layoutOf(row)->parts();
    QVERIFY(parts && parts->quote());
    QCOMPARE(parts->quote()->content().name, u"Tomas Berg"_s);
    QCOMPARE(parts->quote()->content().text, u"the original"_s);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->bubbleRect(row).topLeft() + parts->quoteRect().center());
    const int at = rowOf(original);
    QVERIFY(at >= m_view->firstVisibleRow() && at <= m_view->lastVisibleRow());
    // The text below is at its place: it can be selected.
    m_view->jumpToNewest();
    const BubbleLayout *layout = m_view->layoutOf(rowOf(answer));
    QVERIFY(layout->characterRect(0).top() >= layout->parts()->quoteRect().bottom());
}

void TimelinePartsTest::anAnswerToWhatIsNotHereSaysSo()
{
    Message answer = m_history->add(u"an answer"_s);
    answer.reply = ReplyTo{OriginId(u"nowhere"_s), answer.sender};
    open();
    change(answer);
    const BubbleParts *parts = m_view->layoutOf(0)->parts();
    QVERIFY(parts && parts->quote());
    QVERIFY(parts->quote()->content().name.isEmpty());
    QCOMPARE(parts->quote()->content().text, u"Reply to an earlier message"_s);
    // It comes later: the quote is there at once.
    Message late = m_history->add(u"here it is"_s);
    late.originId = OriginId(u"nowhere"_s);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->bubbleRect(0).topLeft() + parts->quoteRect().center());
    QCOMPARE(rowOf(answer), 0);
}

void TimelinePartsTest::whatWasTakenBackIsANotice()
{
    Message message = m_history->add(u"SECRET"_s, Direction::Outgoing);
    open();
    react(message, {u"tomas"_s}, u"👍"_s);
    message.retracted = message.time + 1;
    message.body.clear();
    change(message);
    QVERIFY(!m_view->layoutOf(0)->parts());
    QVERIFY(m_view->layoutOf(0)->lengthShown() > 0); // our words
    m_view->setFocus(Qt::TabFocusReason);
    QSignalSpy wishes(m_view.get(), &TimelineView::editRequested);
    QSignalSpy replies(m_view.get(), &TimelineView::replyRequested);
    QTest::keyClick(m_view.get(), Qt::Key_E);
    QTest::keyClick(m_view.get(), Qt::Key_R);
    QTest::keyClick(m_view.get(), Qt::Key_Plus);
    QCOMPARE(wishes.size() + replies.size(), 0);
    QVERIFY(menuTexts().isEmpty());
}

void TimelinePartsTest::editedIsSaidAndTheEarlierTextsAreAtHand()
{
    Message message = m_history->add(u"window"_s);
    open();
    message.edited = message.time + 60'000;
    change(message);
    QVERIFY(m_view->layoutOf(0)->timeText().startsWith(u"edited "_s));
    const QPoint time = m_view->bubbleRect(0).topLeft() + m_view->layoutOf(0)->timeRect().center();
    QVERIFY(tooltipAt(time).contains(u"Edited"_s));
}

void TimelinePartsTest::marksStandBeforeTheTime()
{
    Message message = m_history->add(u"hi"_s);
    open();
    const int plain = m_view->bubbleRect(0).width();
    message.pinned = 1;
    message.saved = 1;
    change(message);
    QVERIFY(m_view->bubbleRect(0).width() > plain);
    QVERIFY(m_view->layoutOf(0)->parts()->room().meta > 0);
}

void TimelinePartsTest::keysActOnTheFocusedMessage()
{
    const Message theirs = m_history->add(u"theirs"_s);
    const Message ours = m_history->add(u"ours"_s, Direction::Outgoing);
    open();
    QSignalSpy replied(m_view.get(), &TimelineView::replyRequested);
    QSignalSpy edited(m_view.get(), &TimelineView::editRequested);
    m_view->setFocus(Qt::TabFocusReason);
    m_view->focusMessage(theirs.id);
    QTest::keyClick(m_view.get(), Qt::Key_R);
    QTest::keyClick(m_view.get(), Qt::Key_E); // not ours to edit
    m_view->focusMessage(ours.id);
    QTest::keyClick(m_view.get(), Qt::Key_E);
    QCOMPARE(replied.size(), 1);
    QCOMPARE(replied.at(0).at(0).value<MessageId>(), theirs.id);
    QCOMPARE(edited.size(), 1);
    QCOMPARE(edited.at(0).at(0).value<MessageId>(), ours.id);
    QTest::keyClick(m_view.get(), Qt::Key_Plus, Qt::ShiftModifier);
    QVERIFY(menuTexts().contains(u"👍"_s));
}

void TimelinePartsTest::menuHasWhatCanBeDone()
{
    const Message theirs = m_history->add(u"theirs"_s);
    const Message ours = m_history->add(u"ours"_s, Direction::Outgoing);
    open();
    m_view->setFocus(Qt::TabFocusReason);
    m_view->focusMessage(theirs.id);
    QContextMenuEvent menu(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QCoreApplication::sendEvent(m_view.get(), &menu);
    QCOMPARE(menuTexts(), QStringList({u"Reply"_s, u"Add reaction"_s, u"Forward…"_s, u"Pin"_s, u"Save for later"_s, u"Details"_s,
                                       u"Copy"_s, u"Copy with name and time"_s, u"Delete for me…"_s}));
    m_view->focusMessage(ours.id);
    QContextMenuEvent own(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QCoreApplication::sendEvent(m_view.get(), &own);
    const QStringList texts = menuTexts();
    QVERIFY(texts.contains(u"Edit"_s));
    QCOMPARE(texts.last(), u"Delete for everyone…"_s);
}

void TimelinePartsTest::toolbarIsThereForThePointerAndTheFocus()
{
    const Message theirs = m_history->add(u"theirs"_s);
    const Message ours = m_history->add(u"ours"_s, Direction::Outgoing);
    open();
    MessageToolbar *toolbar = m_view->toolbar();
    QVERIFY(!toolbar->isVisible());
    QStringList names;
    for (IconButton *button : toolbar->findChildren<IconButton *>())
        names.append(button->accessibleName());
    QCOMPARE(names, QStringList({u"Add reaction"_s, u"Reply"_s, u"More message actions"_s}));
    QSignalSpy replied(m_view.get(), &TimelineView::replyRequested);
    for (const Message &message : {theirs, ours}) {
        const QRect bubble = m_view->bubbleRect(rowOf(message));
        QTest::mouseMove(m_view->viewport(), bubble.center());
        QTRY_VERIFY(toolbar->isVisible());
        QVERIFY(m_view->viewport()->rect().contains(toolbar->geometry()));
        QVERIFY(!toolbar->geometry().intersects(bubble)); // there is room beside it
        QTest::mouseClick(toolbar->findChildren<IconButton *>().at(1), Qt::LeftButton);
        QCOMPARE(replied.takeFirst().at(0).value<MessageId>(), message.id);
    }
    QEvent leave(QEvent::Leave);
    QTest::mouseMove(m_view->viewport(), QPoint(3, 3));
    QCoreApplication::sendEvent(m_view->viewport(), &leave);
    QTRY_VERIFY(!toolbar->isVisible());
    m_view->clearFocus();
    m_view->setFocus(Qt::TabFocusReason);
    QVERIFY(toolbar->isVisible());
}

void TimelinePartsTest::choosesMessagesToAnswer()
{
    const Message one = m_history->add(u"one"_s, Direction::Outgoing);
    Message two = m_history->add(u"two"_s);
    const Message three = m_history->add(u"three"_s);
    open();
    two.retracted = 1;
    change(two);
    QCOMPARE(m_view->neighbour({}, -1), three.id);
    QCOMPARE(m_view->neighbour(three.id, -1), one.id); // nobody answers what is not there
    QVERIFY(!m_view->neighbour(one.id, -1).isValid());
    QVERIFY(!m_view->neighbour(three.id, 1).isValid());
    QCOMPARE(m_view->lastOwn(), one.id);
}

QTEST_MAIN(TimelinePartsTest)
#include "timeline_parts_test.moc"
