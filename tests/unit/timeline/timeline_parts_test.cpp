// SPDX-License-Identifier: GPL-3.0-or-later
// What bubbles show besides their text, and what can be done with it: answers, reactions, marks, what was taken back.
#include "TimelineHistory.h"

#include "style/Preferences.h"
#include "style/TextLine.h"
#include "style/Theme.h"
#include "text/LinkCard.h"
#include "timeline/FileBlock.h"
#include "timeline/MessageAccessible.h"
#include "timeline/MessageToolbar.h"
#include "timeline/TimelineView.h"
#include "widgets/IconButton.h"
#include "support/TestProgram.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QClipboard>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QSignalSpy>
#include <QToolTip>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace timeline_parts_test {

class TimelinePartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void reactionsStandInTheBubbleAndToggle_data();
    void reactionsStandInTheBubbleAndToggle();
    void aReactionToOneOfSeveralFilesIsToTheirMessage();
    void whatIsLeftOfSeveralFilesOffersNothing();
    void reactionsSayWhoseTheyAre();
    void reactionsWithoutEndStayInTheirBubble();
    void anAnswerShowsWhatIsStoredAndJumpsThere();
    void anAnswerDoesNotShowWhatIsHidden();
    void anAnswerToWhatIsNotHereSaysSo();
    void aThreadIsShownWhereItWasLeft();
    void aThreadThatWasNotLeftIsNotShown();
    void whatWasTakenBackIsANotice();
    void editedIsSaidAndTheEarlierTextsAreAtHand();
    void marksStandBeforeTheTime();
    void bubblesOfOthersSayWhoseTheyAreInGroups();
    void whoMayBeTakenForAnotherIsMarked_data();
    void whoMayBeTakenForAnotherIsMarked();
    void aPictureKeepsItsHeight();
    void filesSayWhatCanBeDone_data();
    void filesSayWhatCanBeDone();
    void whatWaitsSaysWhy_data();
    void whatMovesSaysHowFast();
    void whatMovesIsSpoken();
    void whatWaitsSaysWhy();
    void whatRestsIsTriedByHand_data();
    void whatRestsIsTriedByHand();
    void anOfferIsTakenOrDeclined();
    void anAddressIsNoText();
    void aPreviewIsLoadedByAClickAlone();
    void aPreviewIsWhatThePageSays_data();
    void aPreviewIsWhatThePageSays();
    void noPreviewIsOfferedOf_data();
    void noPreviewIsOfferedOf();
    void everyLinkHasItsPreviewInTheMenu();
    void keysActOnTheFocusedMessage();
    void reactionsAreOfferedInColour();
    void menuHasWhatCanBeDone();
    void toolbarIsThereForThePointerAndTheFocus();
    void choosesMessagesToAnswer();
    void aPlaceIsTakenAlong();
    void aPlaceThatIsOverLeadsNowhere();

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
    static QString plain(QString text) { return text.remove(QChar(0x2066)).remove(QChar(0x2068)).remove(QChar(0x2069)); }
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

/// What stays unsaid is taken back (XEP-0444, 3): all that is ours goes along.
void TimelinePartsTest::aReactionToOneOfSeveralFilesIsToTheirMessage()
{
    const Message file = m_history->add(u"https://files.harbor.example/a.pdf"_s);
    const Message message = m_history->add(u"https://files.harbor.example/b.pdf"_s);
    Database &database = m_history->database();
    QVERIFY(database.run(u"UPDATE message SET origin_id = ? WHERE id = ?"_s,
                         {u"\x01"_s + message.originId.value() + u"\x01"_s + u"00"_s, file.id.value()}));
    QVERIFY(database.run(u"INSERT INTO reaction (message, sender, emoji, time) VALUES (?, 'mara@harbor.example', '🎉', 1)"_s, {message.id.value()}));
    QVERIFY(database.run(u"UPDATE message SET reacted = 1 WHERE id = ?"_s, {message.id.value()}));
    open();
    QVERIFY(m_history->model->message(0).originId.value().startsWith(QChar(1)));
    QSignalSpy reacted(m_view.get(), &TimelineView::reactRequested);
    m_view->toggleReaction(file.id, u"👍"_s);
    QCOMPARE(reacted.size(), 1);
    QCOMPARE(reacted.at(0).at(0).value<MessageId>(), message.id);
    QCOMPARE(reacted.at(0).at(1).toStringList(), QStringList({u"🎉"_s, u"👍"_s}));
    m_view->toggleReaction(file.id, u"🎉"_s);
    QCOMPARE(reacted.at(1).at(1).toStringList(), QStringList());
}

void TimelinePartsTest::whatIsLeftOfSeveralFilesOffersNothing()
{
    const Message file = m_history->add(u"https://files.harbor.example/a.pdf"_s, Direction::Outgoing);
    QVERIFY(m_history->database().run(u"UPDATE message SET origin_id = ? WHERE id = ?"_s, {u"\x01gone\x01"_s + u"00"_s, file.id.value()}));
    open();
    QSignalSpy reacted(m_view.get(), &TimelineView::reactRequested);
    m_view->toggleReaction(file.id, u"👍"_s);
    QCOMPARE(reacted.size(), 0);
    m_view->focusMessage(file.id);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, m_view->mapToGlobal(QPoint(5, 5)));
    QCoreApplication::sendEvent(m_view.get(), &event);
    const QStringList offered = menuTexts();
    QVERIFY2(offered.contains(u"Delete for me…"_s), qPrintable(offered.join(u", "_s)));
    for (const QString &act : {u"Reply"_s, u"Add reaction"_s, u"Delete for everyone…"_s})
        QVERIFY2(!offered.contains(act), qPrintable(act));
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

void TimelinePartsTest::anAnswerDoesNotShowWhatIsHidden()
{
    Message original = m_history->add(u"they all die"_s);
    Message answer = m_history->add(u"an answer"_s, Direction::Outgoing);
    answer.reply = ReplyTo{original.originId, original.sender};
    open();
    original.spoiler = u"The end"_s;
    change(original);
    change(answer);
    const QString quoted = m_view->layoutOf(rowOf(answer))->parts()->quote()->content().text;
    QVERIFY2(quoted.contains(u"The end"_s) && !quoted.contains(u"die"_s), qPrintable(quoted));
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

void TimelinePartsTest::aThreadIsShownWhereItWasLeft()
{
    Message first = m_history->add(u"lunch at one?"_s);
    Message other = m_history->add(u"the valve is stuck"_s);
    Message own = m_history->add(u"on my way"_s, Direction::Outgoing);
    Message again = m_history->add(u"or at two?"_s);
    Message branch = m_history->add(u"who pays?"_s);
    first.thread.id = again.thread.id = u"lunch"_s;
    own.thread.id = other.thread.id = u"valve"_s;
    branch.thread = {u"bill"_s, u"lunch"_s};
    for (Message *message : {&first, &other, &own, &again, &branch})
        m_history->change(*message);
    open();
    const auto quoteOf = [this](const Message &message) {
        const BubbleParts *parts = m_view->layoutOf(rowOf(message))->parts();
        return parts && parts->quote() ? plain(parts->quote()->content().text) : QString();
    };
    for (Message *message : {&first, &other, &own, &again, &branch})
        change(*message);
    QCOMPARE(quoteOf(first), QString());
    QCOMPARE(quoteOf(other), QString());
    QCOMPARE(quoteOf(own), QString()); // stands right below
    QCOMPARE(quoteOf(again), u"In reply to Tomas Berg: lunch at one?"_s);
    QCOMPARE(quoteOf(branch), u"In reply to Tomas Berg: or at two?"_s);

    m_history->addMany(80);
    open();
    m_view->showMessage(again.id);
    for (Message *message : {&first, &other, &own, &again, &branch})
        change(*message);
    const BubbleParts *parts = m_view->layoutOf(rowOf(again))->parts();
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->bubbleRect(rowOf(again)).topLeft() + parts->quoteRect().center());
    QVERIFY(rowOf(first) >= m_view->firstVisibleRow() && rowOf(first) <= m_view->lastVisibleRow());

    m_history->remove(first.id);
    QCoreApplication::processEvents();
    QCOMPARE(quoteOf(again), QString());
}

void TimelinePartsTest::aThreadThatWasNotLeftIsNotShown()
{
    // Some programs make one thread of all that is said in a chat, and others answer without any.
    QList<Message> all;
    for (int i = 0; i < 6; ++i) {
        all.append(m_history->add(u"text %1"_s.arg(i), i % 2 == 0 ? Direction::Incoming : Direction::Outgoing));
        if (i % 2 == 0)
            all.last().thread.id = u"session"_s;
        m_history->change(all.constLast());
    }
    open();
    for (Message &message : all) {
        change(message);
        const BubbleParts *parts = m_view->layoutOf(rowOf(message))->parts();
        QVERIFY(!parts || !parts->quote());
    }
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

void TimelinePartsTest::bubblesOfOthersSayWhoseTheyAreInGroups()
{
    const Message first = m_history->add(u"one"_s);
    const Message second = m_history->add(u"two"_s);
    const Message ours = m_history->add(u"three"_s, Direction::Outgoing);
    open();
    const auto sender = [this](const Message &message) {
        const BubbleParts *parts = m_view->layoutOf(rowOf(message))->parts();
        return parts && parts->sender() ? parts->sender()->name : QString();
    };
    const int left = m_view->bubbleRect(rowOf(first)).left();
    const int height = m_view->bubbleRect(rowOf(first)).height();
    QCOMPARE(sender(first), QString());
    m_view->setSenders(TimelineView::Senders::Shown);
    QCOMPARE(sender(first), u"Tomas Berg"_s);
    QCOMPARE(sender(second), QString()); // of the same group
    QCOMPARE(sender(ours), QString());
    QVERIFY(m_view->bubbleRect(rowOf(first)).height() > height);
    QVERIFY(m_view->bubbleRect(rowOf(first)).left() >= left + TimelinePainter::avatarSize); // beside the avatar
    // What began the group goes: the next one begins it.
    m_history->remove(first.id);
    QCoreApplication::processEvents();
    QCOMPARE(sender(second), u"Tomas Berg"_s);
    m_view->setSenders(TimelineView::Senders::Hidden);
    QCOMPARE(sender(second), QString());
}

void TimelinePartsTest::whoMayBeTakenForAnotherIsMarked_data()
{
    QTest::addColumn<Qt::LayoutDirection>("direction");
    QTest::newRow("left to right") << Qt::LeftToRight;
    QTest::newRow("right to left") << Qt::RightToLeft;
}

void TimelinePartsTest::whoMayBeTakenForAnotherIsMarked()
{
    QFETCH(Qt::LayoutDirection, direction);
    m_view->setLayoutDirection(direction);
    const Message message = m_history->add(u"one"_s);
    const Message ours = m_history->add(u"two"_s, Direction::Outgoing);
    open();
    QString words = u"May not be Tomas Berg from your contacts"_s;
    m_view->setSenderMark([&words](const BareJid &, const QString &) { return words; });
    const auto description = [this](const Message &of) { return MessageAccessible(m_view.get(), of.id).text(QAccessible::Description); };
    const auto parts = [&] { return m_view->layoutOf(rowOf(message))->parts(); };
    const auto place = [&] { return parts()->senderRect().translated(m_view->bubbleRect(rowOf(message)).topLeft()); };
    // In a chat of two there is no name, and nothing behind it.
    QVERIFY(!parts());
    QVERIFY(!description(message).contains(words));

    m_view->setSenders(TimelineView::Senders::Shown);
    QCOMPARE(parts()->sender()->mark, words);
    QVERIFY2(tooltipAt(place().center()).contains(words), qPrintable(tooltipAt(place().center())));
    QVERIFY(description(message).startsWith(words));
    QVERIFY(!description(ours).contains(words));
    m_view->viewport()->repaint();
    const QRect bubble = m_view->bubbleRect(rowOf(message));
    const QImage marked = m_view->viewport()->grab(place()).toImage();

    // Once it is known who it is, nothing is said of it, and nothing moves.
    words.clear();
    m_view->refreshSenderMarks();
    QCOMPARE(parts()->sender()->mark, QString());
    QVERIFY(description(message).isEmpty());
    QCOMPARE(m_view->bubbleRect(rowOf(message)).top(), bubble.top());
    QCOMPARE(m_view->bubbleRect(rowOf(message)).height(), bubble.height());
    QVERIFY(m_view->bubbleRect(rowOf(message)).width() < bubble.width());
    words = u"May not be Tomas Berg from your contacts"_s;
    m_view->refreshSenderMarks();
    QCOMPARE(m_view->bubbleRect(rowOf(message)), bubble);
    QCOMPARE(m_view->viewport()->grab(place()).toImage(), marked);
    // The words are painted, not only the room for them.
    words = u"May not be Tomas Borg from your contacts"_s;
    m_view->refreshSenderMarks();
    QVERIFY(m_view->viewport()->grab(place()).toImage() != marked);

    // In a narrow window the sign stays, and the words are where one asks for them.
    m_view->resize(360, 640);
    words = u"mallory@a-very-long-name-of-a-server.evil.example, not Tomas Berg from your contacts"_s;
    m_view->refreshSenderMarks();
    QVERIFY2(tooltipAt(place().center()).contains(words), qPrintable(tooltipAt(place().center())));
    QVERIFY(m_view->bubbleRect(rowOf(message)).right() <= m_view->viewport()->width() && m_view->bubbleRect(rowOf(message)).left() >= 0);
}

void TimelinePartsTest::aPictureKeepsItsHeight()
{
    open();
    Message message = m_history->arrive(u"https://files.harbor.example/x/gauge.png"_s);
    message.attachment = Attachment{{message.body, u"gauge.png"_s, u"image/png"_s, 5000, 640, 480, {}, {}}, Attachment::Kind::Picture,
                                    Attachment::State::Remote, {}, {}, 0, {}};
    QSignalSpy missed(m_view.get(), &TimelineView::pictureMissed);
    change(message);
    const int height = m_view->layoutOf(rowOf(message))->height();
    QVERIFY(height > 234); // 312 x 234, and the time
    m_view->viewport()->repaint();
    QTRY_COMPARE(missed.size(), 1); // once, however often it is painted
    m_view->viewport()->repaint();
    QCoreApplication::processEvents();
    QCOMPARE(missed.size(), 1);
    for (const auto state : {Attachment::State::Fetching, Attachment::State::Broken, Attachment::State::Here}) {
        message.attachment->state = state;
        change(message);
        QCOMPARE(m_view->layoutOf(rowOf(message))->height(), height);
    }
}

void TimelinePartsTest::filesSayWhatCanBeDone_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("act");
    using Kind = Attachment::Kind;
    using State = Attachment::State;
    QTest::newRow("paper elsewhere") << int(Kind::File) << int(State::Remote) << int(FileAct::Download);
    QTest::newRow("paper on its way") << int(Kind::File) << int(State::Fetching) << int(FileAct::Cancel);
    QTest::newRow("paper that did not come") << int(Kind::File) << int(State::Broken) << int(FileAct::Download);
    QTest::newRow("paper here") << int(Kind::File) << int(State::Here) << int(FileAct::Open);
    QTest::newRow("picture elsewhere") << int(Kind::Picture) << int(State::Remote) << int(FileAct::Download);
    QTest::newRow("picture here") << int(Kind::Picture) << int(State::Here) << int(FileAct::View);
}

void TimelinePartsTest::filesSayWhatCanBeDone()
{
    QFETCH(int, kind);
    QFETCH(int, state);
    QFETCH(int, act);
    open();
    Message message = m_history->arrive(u"https://files.harbor.example/x/plan"_s);
    message.attachment = Attachment{{message.body, u"PS4 wiring plan rev C.pdf"_s, {}, 6'300'000, 0, 0, {}, {}}, Attachment::Kind(kind),
                                    Attachment::State(state), {}, {}, 0, {}};
    change(message);
    const int row = rowOf(message);
    const BubbleLayout *layout = m_view->layoutOf(row);
    QVERIFY(layout->parts() && layout->parts()->file());
    QSignalSpy acted(m_view.get(), &TimelineView::fileActRequested);
    const QPoint place = layout->parts()->fileRect().topLeft() + QPoint(20, 20);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->bubbleRect(row).topLeft() + place);
    QCOMPARE(acted.size(), 1);
    QCOMPARE(int(acted.at(0).at(1).value<FileAct>()), act);
    m_view->focusMessage(message.id);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(acted.size(), 2);
    QCOMPARE(int(acted.at(1).at(1).value<FileAct>()), act);
    QTest::keyClick(m_view.get(), Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(acted.size(), 3);
    QCOMPARE(int(acted.at(2).at(1).value<FileAct>()), int(FileAct::SaveAs));
    // Inside of the bubble, whatever it is.
    QVERIFY(QRect(QPoint(0, 0), layout->bubbleSize()).contains(layout->parts()->fileRect()));
}

void TimelinePartsTest::whatWaitsSaysWhy_data()
{
    QTest::addColumn<bool>("isOurs");
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("failure"); // -1: none
    QTest::addColumn<int>("done");
    QTest::addColumn<QString>("words");
    using State = Attachment::State;
    QTest::newRow("nobody is there") << true << int(State::Uploading) << int(ErrorKind::PeerAway) << 0 << u"Waits for Ana to be online."_s;
    QTest::newRow("somebody who cannot") << true << int(State::Uploading) << int(ErrorKind::PeerTakesNoFiles) << 0
                                         << u"Waits for a program of Ana that takes files."_s;
    QTest::newRow("asked") << true << int(State::Uploading) << int(ErrorKind::PeerAsked) << 0 << u"Waits for Ana to accept."_s;
    QTest::newRow("on its way") << true << int(State::Uploading) << int(ErrorKind::PeerAsked) << 3'000'000 << u"Sending, "_s;
    QTest::newRow("the line broke") << true << int(State::Uploading) << int(ErrorKind::ConnectionLost) << 0
                                    << u"The connection was lost. Tries again by itself."_s;
    QTest::newRow("the disk") << true << int(State::Uploading) << int(ErrorKind::Storage) << 0
                              << u"The disk gives nothing. Tries again by itself."_s;
    QTest::newRow("the line broke before") << true << int(State::Uploading) << int(ErrorKind::ConnectionLost) << 3'000'000 << u"Sending, "_s;
    QTest::newRow("the server's turn") << true << int(State::Uploading) << -1 << 0 << u"Waiting to send"_s;
    QTest::newRow("offered") << false << int(State::Remote) << -1 << 0 << u"6 MB"_s;
    QTest::newRow("wanted") << false << int(State::Fetching) << -1 << 0 << u"Waits for the sender"_s;
    QTest::newRow("coming") << false << int(State::Fetching) << -1 << 3'000'000 << u"Downloading, "_s;
    QTest::newRow("declined") << false << int(State::Broken) << int(ErrorKind::Cancelled) << 0 << u"Declined."_s;
    QTest::newRow("they stopped") << false << int(State::Broken) << int(ErrorKind::PeerStopped) << 0 << u"The other side stopped sending."_s;
}

/// How far, how fast and how long: less of it where there is no room, and nothing that nobody knows.
void TimelinePartsTest::whatMovesSaysHowFast()
{
    QLocale::setDefault(QLocale::c());
    FileBlock::Content content;
    content.direction = Direction::Outgoing;
    content.state = MessageState::Waiting;
    content.attachment.state = Attachment::State::Uploading;
    content.attachment.file.name = u"plan.pdf"_s;
    constexpr qint64 mega = 1024 * 1024;
    content.attachment.file.size = 12 * mega;
    FileBlock::Moment moment;
    moment.take({3 * mega + mega / 5, 12 * mega, mega + mega * 2 / 5});
    QCOMPARE(FileBlock::secondLines(content, moment), (QStringList{u"Sending, 3.2 of 12 MB \u00B7 1.4 MB/s \u00B7 7 s left"_s,
                                                                   u"3.2 of 12 MB \u00B7 1.4 MB/s \u00B7 7 s left"_s,
                                                                   u"3.2 of 12 MB \u00B7 1.4 MB/s"_s, u"Sending, 3.2 of 12 MB"_s,
                                                                   u"3.2 of 12 MB"_s}));
    moment.speed = 0; // not measured, or it stands still
    QCOMPARE(FileBlock::secondLines(content, moment), (QStringList{u"Sending, 3.2 of 12 MB"_s, u"3.2 of 12 MB"_s}));
    content.direction = Direction::Incoming;
    content.state = MessageState::Received;
    content.attachment.state = Attachment::State::Fetching;
    moment.take({12 * mega, 12 * mega, mega}); // all of it: it is being looked at
    QCOMPARE(FileBlock::secondLine(content, moment), u"Downloading, 12 of 12 MB \u00B7 1 MB/s"_s);
    content.attachment.state = Attachment::State::Here; // whatever was said last
    QCOMPARE(FileBlock::secondLine(content, moment), u"12 MB \u00B7 PDF"_s);
}

/// Who does not see the card asks for the message's description; the name stays what it is.
void TimelinePartsTest::whatMovesIsSpoken()
{
    open();
    QLocale::setDefault(QLocale::c());
    Message message = m_history->arrive({});
    message.attachment = Attachment{{u"https://files.harbor.example/x/plan.pdf"_s, u"plan.pdf"_s, {}, 12 * 1024 * 1024, 0, 0, {}, {}},
                                    Attachment::Kind::File, Attachment::State::Fetching, {}, {}, 0, {}};
    change(message);
    QAccessibleInterface *const item = QAccessible::queryAccessibleInterface(m_view.get())->child(rowOf(message));
    QVERIFY(item);
    const QString name = item->text(QAccessible::Name);
    QCOMPARE(item->text(QAccessible::Description), u"Waiting to download"_s);
    m_view->setTransfer(message.id, {4 * 1024 * 1024, 12 * 1024 * 1024, 1024 * 1024});
    QCOMPARE(item->text(QAccessible::Description), u"Downloading, 4 of 12 MB \u00B7 1 MB/s \u00B7 8 s left"_s);
    QCOMPARE(item->text(QAccessible::Name), name);
    m_view->setTransfer(message.id, {4 * 1024 * 1024, 12 * 1024 * 1024, 0});
    QCOMPARE(item->text(QAccessible::Description), u"Downloading, 4 of 12 MB"_s);
    message.attachment->state = Attachment::State::Here;
    change(message);
    QCOMPARE(item->text(QAccessible::Description), QString());
}

/// Files that go from program to program: they have no address.
void TimelinePartsTest::whatWaitsSaysWhy()
{
    QFETCH(bool, isOurs);
    QFETCH(int, state);
    QFETCH(int, failure);
    QFETCH(int, done);
    QFETCH(QString, words);
    FileBlock::Content content;
    content.direction = isOurs ? Direction::Outgoing : Direction::Incoming;
    content.state = isOurs ? MessageState::Waiting : MessageState::Received;
    content.attachment.state = Attachment::State(state);
    content.attachment.file.name = u"plan.pdf"_s;
    content.attachment.file.size = 6'300'000;
    if (failure >= 0)
        content.attachment.failure = Error{ErrorKind(failure), {}, u"Ana"_s};
    FileBlock::Moment moment;
    moment.done = done;
    moment.total = done > 0 ? 6'300'000 : 0;
    const QString line = FileBlock::secondLine(content, moment);
    QVERIFY2(line.startsWith(words), qPrintable(line));
}

/// Who knows that it works again need not wait for the next attempt; where somebody else is waited for there is none.
void TimelinePartsTest::whatRestsIsTriedByHand_data()
{
    QTest::addColumn<int>("failure"); // -1: none
    QTest::addColumn<bool>("isOffered");
    QTest::newRow("the disk") << int(ErrorKind::Storage) << true;
    QTest::newRow("the line") << int(ErrorKind::ConnectionLost) << true;
    QTest::newRow("they are away") << int(ErrorKind::PeerAway) << false;
    QTest::newRow("it waits for the others") << -1 << false;
}

void TimelinePartsTest::whatRestsIsTriedByHand()
{
    QFETCH(int, failure);
    QFETCH(bool, isOffered);
    open();
    Message message = m_history->arrive({});
    message.direction = Direction::Outgoing;
    message.state = MessageState::Waiting;
    message.attachment = Attachment{{{}, u"plan.pdf"_s, {}, 6'300'000, 0, 0, {}, {}}, Attachment::Kind::File,
                                    Attachment::State::Uploading, {}, {}, 0, {}};
    if (failure >= 0)
        message.attachment->failure = Error{ErrorKind(failure), {}, u"Ana"_s};
    change(message);
    const int row = rowOf(message);
    const BubbleLayout *layout = m_view->layoutOf(row);
    QSignalSpy retried(m_view.get(), &TimelineView::retryRequested);
    QSignalSpy acted(m_view.get(), &TimelineView::fileActRequested);
    const QRect file = layout->parts()->fileRect();
    QSet<int> found;
    for (int x = 0; x < file.width(); x += 4) { // along the second line
        const QPoint place(x, file.height() * 3 / 4);
        const FileAct act = layout->parts()->fileActAt(file.topLeft() + place);
        if (act == FileAct::Retry && !found.contains(int(act)))
            QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->bubbleRect(row).topLeft() + file.topLeft() + place);
        found.insert(int(act));
    }
    QCOMPARE(found.contains(int(FileAct::Retry)), isOffered);
    QVERIFY(found.contains(int(FileAct::Cancel))); // and it can be given up
    QCOMPARE(retried.size(), isOffered ? 1 : 0);
    QVERIFY(!isOffered || retried.constFirst().constFirst().value<MessageId>() == message.id);
    QCOMPARE(acted.size(), 0);
}

void TimelinePartsTest::anOfferIsTakenOrDeclined()
{
    open();
    Message message = m_history->arrive({});
    message.attachment = Attachment{{{}, u"plan.pdf"_s, {}, 6'300'000, 0, 0, {}, {}}, Attachment::Kind::File, Attachment::State::Remote, {}, {}, 0, {}};
    change(message);
    const int row = rowOf(message);
    const BubbleLayout *layout = m_view->layoutOf(row);
    QSignalSpy acted(m_view.get(), &TimelineView::fileActRequested);
    QSet<int> found;
    const QRect file = layout->parts()->fileRect();
    for (int x = 0; x < file.width(); x += 4) { // along the second line
        const QPoint place(x, file.height() * 3 / 4);
        if (const FileAct act = layout->parts()->fileActAt(file.topLeft() + place); act != FileAct::None && !found.contains(int(act))) {
            found.insert(int(act));
            QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->bubbleRect(row).topLeft() + file.topLeft() + place);
            QCOMPARE(int(acted.constLast().at(1).value<FileAct>()), int(act));
        }
    }
    QCOMPARE(found, (QSet<int>{int(FileAct::Download), int(FileAct::Cancel)}));
    m_view->focusMessage(message.id);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(int(acted.constLast().at(1).value<FileAct>()), int(FileAct::Download));
}

void TimelinePartsTest::anAddressIsNoText()
{
    open();
    const QString secret = u"aesgcm://files.harbor.example/x.png#"_s + QString(88, u'a');
    Message message = m_history->arrive(secret);
    message.attachment = Attachment{{secret, u"x.png"_s, u"image/png"_s, 10, 0, 0, {}, u"Gauge at the outlet"_s}, Attachment::Kind::Picture,
                                    Attachment::State::Remote, {}, {}, 0, {}};
    change(message);
    QCOMPARE(m_view->layoutOf(rowOf(message))->lengthOfBody(), u"Gauge at the outlet"_s.size());
    m_view->selectRange({message.id, 0}, {message.id, 1000});
    QVERIFY(!m_view->selectedText().contains(u"aesgcm"_s));
    m_view->focusMessage(message.id);
    QGuiApplication::clipboard()->clear();
    m_view->selectRange({message.id, 0}, {message.id, 0});
    QTest::keyClick(m_view.get(), Qt::Key_C);
    QVERIFY(!QGuiApplication::clipboard()->text().contains(u"aesgcm"_s)); // with its key it is nothing to hand on
}

void TimelinePartsTest::aPreviewIsLoadedByAClickAlone()
{
    using State = PreviewCard::Content::State;
    const QUrl url(u"https://harbor.example/tides"_s);
    Message message = m_history->add(u"See https://harbor.example/tides"_s);
    m_history->add(u"no link"_s);
    open();
    QSignalSpy wished(m_view.get(), &TimelineView::previewRequested);
    QSignalSpy opened(m_view.get(), &TimelineView::linkActivated);
    m_view->grab();
    QVERIFY(wished.isEmpty());
    const auto card = [&] { return m_view->layoutOf(rowOf(message))->parts()->previewOf(url); };
    const auto press = [&](const QPoint &inCard) {
        const BubbleParts *parts = m_view->layoutOf(rowOf(message))->parts();
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {},
                          m_view->bubbleRect(rowOf(message)).topLeft() + parts->previewRect(*card()).topLeft() + inCard);
    };
    QVERIFY(card() && card()->content().state == State::Off);
    const int middle = card()->size().height() / 2;
    // Picture 01: it begins the line of the time, which has no other below the text.
    {
        const BubbleLayout *layout = m_view->layoutOf(rowOf(message));
        const QRect line = layout->parts()->previewRect(*card());
        QVERIFY(std::abs(line.center().y() - layout->timeRect().center().y()) <= 1);
        QVERIFY(line.right() < layout->timeRect().left());
        QVERIFY(layout->bubbleSize().height() - layout->timeRect().bottom() < 10);
    }
    press(QPoint(4, middle)); // "Preview off" is no button
    QVERIFY(wished.isEmpty());
    press(QPoint(card()->size().width() - 6, middle));
    QCOMPARE(wished.size(), 1);
    QCOMPARE(wished.at(0).at(0).value<MessageId>(), message.id);
    QCOMPARE(wished.at(0).at(1).toUrl(), url);
    QCOMPARE(card()->content().state, State::Loading);
    press(QPoint(4, middle));
    QCOMPARE(wished.size(), 1);

    m_view->setPreviewFailed(message.id, url, {ErrorKind::NotAcceptable, u"it is application/pdf"_s, u"harbor.example"_s});
    QCOMPARE(card()->content().state, State::Failed);
    QVERIFY(!card()->content().failure.isEmpty() && !card()->content().failure.contains(u"pdf"_s));
    QCOMPARE(m_view->previewWords(message), card()->content().failure);
    press(QPoint(card()->size().width() - 6, middle));
    QCOMPARE(wished.size(), 2);

    const int height = m_view->bubbleRect(rowOf(message)).height();
    message.previews = {{url.toString(), u"Tide tables"_s, u"High and low water"_s, u"Harbour"_s, {}}};
    change(message);
    QCOMPARE(card()->content().state, State::Loaded);
    QVERIFY(m_view->bubbleRect(rowOf(message)).height() > height);
    press(QPoint(20, 20));
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.at(0).at(0).toUrl(), url);
    QCOMPARE(wished.size(), 2);

    message.body = u"Nothing to see"_s; // it was corrected
    change(message);
    QVERIFY(!m_view->layoutOf(rowOf(message))->parts() || !card());
}

void TimelinePartsTest::aPreviewIsWhatThePageSays_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("description");
    QTest::newRow("short") << u"Tides"_s << QString();
    QTest::newRow("nothing but a description") << QString() << u"High and low water"_s;
    QTest::newRow("long") << u"A very long title of a page "_s.repeated(7) << u"and what it says of itself "_s.repeated(14);
    QTest::newRow("one word") << QString(200, u'w') << QString(400, u'w');
    QTest::newRow("right to left") << u"جداول المد والجزر في الميناء"_s << u"مياه عالية ومنخفضة"_s;
}

void TimelinePartsTest::aPreviewIsWhatThePageSays()
{
    QFETCH(QString, title);
    QFETCH(QString, description);
    Message message = m_history->add(u"https://harbor.example/"_s);
    open();
    message.previews = {{u"https://harbor.example/"_s, title, description, {}, {}}};
    message.reactions = {{u"👍"_s, BareJid::fromPrepared(u"tomas@harbor.example"_s)}};
    change(message);
    for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
        m_view->setLayoutDirection(direction);
        m_view->grab();
        const BubbleLayout *layout = m_view->layoutOf(rowOf(message));
        const BubbleParts *parts = layout->parts();
        const PreviewCard *card = parts->previewOf(QUrl(u"https://harbor.example/"_s));
        QVERIFY(card);
        const QRect place = parts->previewRect(*card);
        QVERIFY(QRect(QPoint(0, 0), layout->bubbleSize()).contains(place));
        QVERIFY(!place.intersects(layout->timeRect()));
        QVERIFY(!place.intersects(parts->chipRect(parts->chips().chips().first())));
        QVERIFY(place.height() < 140);
    }
}

void TimelinePartsTest::noPreviewIsOfferedOf_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << u"no link at all"_s;
    QTest::newRow("in the clear") << u"http://harbor.example/"_s;
    QTest::newRow("another scheme") << u"xmpp:tomas@harbor.example mailto:a@harbor.example"_s;
    QTest::newRow("a user part") << u"https://paypal.example@harbor.example/"_s;
    QTest::newRow("mixed script") << u"https://раypal.example/"_s;
}

void TimelinePartsTest::noPreviewIsOfferedOf()
{
    QFETCH(QString, text);
    const Message message = m_history->add(text);
    open();
    const BubbleParts *parts = m_view->layoutOf(rowOf(message))->parts();
    QVERIFY(!parts || parts->previewCount() == 0);
}

void TimelinePartsTest::everyLinkHasItsPreviewInTheMenu()
{
    Message message = m_history->add(u"https://one.example/ and https://two.example/ and http://three.example/"_s);
    open();
    QCOMPARE(m_view->layoutOf(rowOf(message))->parts()->previewCount(), 1); // one quiet line
    const auto offered = [&] {
        m_view->focusMessage(message.id);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, m_view->mapToGlobal(QPoint(5, 5)));
        QCoreApplication::sendEvent(m_view.get(), &event);
        return menuTexts().filter(u"preview"_s);
    };
    QCOMPARE(offered(), QStringList({u"Load preview of one.example once"_s, u"Load preview of two.example once"_s}));
    message.previews = {{u"https://one.example/"_s, u"One"_s, {}, {}, {}}};
    change(message);
    QCOMPARE(offered(), QStringList{u"Load preview of two.example once"_s});
    QCOMPARE(m_view->layoutOf(rowOf(message))->parts()->previewCount(), 2);
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
    QCOMPARE(menuTexts(), QStringList({u"Thumbs up"_s, u"Heart"_s, u"Laughing"_s, u"Surprised"_s, u"Sad"_s, u"Thank you"_s,
                                       u"Party"_s, u"Done"_s, u"More…"_s}));
    // All others are chosen elsewhere.
    QSignalSpy others(m_view.get(), &TimelineView::emojiChoiceRequested);
    QTest::keyClick(m_view.get(), Qt::Key_Plus, Qt::ShiftModifier);
    QMenu *menu = nullptr;
    for (QMenu *one : m_view->findChildren<QMenu *>())
        menu = one->isVisible() ? one : menu;
    QVERIFY(menu && menu->actions().last()->text() == u"More…"_s);
    QVERIFY(menu->activeAction() == menu->actions().constFirst()); // who has keys alone begins there
    menu->actions().last()->trigger();
    menu->close();
    QCOMPARE(others.size(), 1);
    QCOMPARE(others.at(0).at(0).value<MessageId>(), ours.id);
    // From the message's menu, too, unless the pointer chose it there.
    QCursor::setPos(m_view->mapToGlobal(QPoint(2, 2)));
    m_view->focusMessage(ours.id);
    QContextMenuEvent asked(QContextMenuEvent::Keyboard, {}, m_view->mapToGlobal(QPoint(5, 5)));
    QCoreApplication::sendEvent(m_view.get(), &asked);
    const auto shown = [&] {
        QMenu *last = nullptr;
        for (QMenu *one : m_view->findChildren<QMenu *>())
            last = one->isVisible() ? one : last;
        return last;
    };
    menu = shown();
    QVERIFY(menu);
    const auto acts = menu->actions();
    const auto react = std::find_if(acts.cbegin(), acts.cend(), [](const QAction *act) { return act->text().startsWith(u"Add reaction"); });
    QVERIFY(react != acts.cend());
    menu->setActiveAction(*react);
    QTest::keyClick(menu, Qt::Key_Return);
    menu = shown();
    QVERIFY(menu && menu->accessibleName() == u"Add reaction"_s);
    QVERIFY(menu->activeAction() == menu->actions().constFirst());
    menu->close();
}

/// Other fonts have some of the emoji, too, in black: DejaVu, which is everywhere, has the heart.
void TimelinePartsTest::reactionsAreOfferedInColour()
{
    Message message = m_history->add(u"theirs"_s);
    open();
    react(message, {u"tomas"_s}, u"❤️"_s);
    m_view->setFocus(Qt::TabFocusReason);
    m_view->focusMessage(message.id);
    QTest::keyClick(m_view.get(), Qt::Key_Plus, Qt::ShiftModifier);
    QMenu *menu = nullptr;
    for (QMenu *one : m_view->findChildren<QMenu *>())
        menu = one->isVisible() ? one : menu;
    QVERIFY(menu);
    const auto isInColor = [](const QImage &image) {
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                if (pixel.alpha() > 200 && pixel.red() > 180 && pixel.green() < 110)
                    return true;
            }
        }
        return false;
    };
    // It stands within the window, however low the message is.
    QVERIFY(m_view->window()->height() > menu->height());
    QVERIFY(QRect(m_view->window()->mapToGlobal(QPoint()), m_view->window()->size()).contains(menu->geometry()));
    QCOMPARE(menu->actions().at(1)->text(), u"Heart"_s);
    QVERIFY(isInColor(menu->actions().at(1)->icon().pixmap(17).toImage()));
    menu->close();
    // Nor is it black below the message, or in a text of it, or in a list.
    const QPoint chip = chipPoint(0, u"❤️"_s);
    QVERIFY(isInColor(m_view->viewport()->grab(QRect(chip - QPoint(16, 12), QSize(32, 24))).toImage()));
    const Message said = m_history->arrive(u"With \u2764\ufe0f from us"_s);
    QCoreApplication::processEvents();
    QVERIFY(isInColor(m_view->viewport()->grab(m_view->bubbleRect(rowOf(said))).toImage()));
    QImage line(120, 30, QImage::Format_ARGB32_Premultiplied);
    line.fill(Qt::white);
    QPainter painter(&line);
    painter.setFont(m_theme->font(TypeRole::Body));
    TextLine(painter, u"With \u2764\ufe0f"_s).draw(painter, line.rect(), Qt::AlignLeft);
    painter.end();
    QVERIFY(isInColor(line));
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
    // Whoever runs a group may take away what others said in it.
    m_view->setMayModerate([&](const Message &message) { return message.id == theirs.id; });
    QSignalSpy moderated(m_view.get(), &TimelineView::moderateRequested);
    QContextMenuEvent again(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QCoreApplication::sendEvent(m_view.get(), &again);
    QAction *remove = nullptr;
    for (QMenu *one : m_view->findChildren<QMenu *>()) {
        if (one->isVisible())
            remove = one->actions().constLast();
    }
    QVERIFY(remove && remove->text() == u"Remove for everyone…"_s);
    remove->trigger();
    QCOMPARE(moderated.at(0).at(0).value<MessageId>(), theirs.id);
    QVERIFY(!menuTexts().isEmpty());
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
    QCOMPARE(QAccessible::queryAccessibleInterface(toolbar->findChildren<IconButton *>().last())->role(), QAccessible::ButtonMenu);
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
    // What announces a live place has its key in it: it is not taken into the field.
    const Place harbour{59.3327, 18.0649, 12};
    m_history->arrive(liveUri(harbour, {QString(32, u'a'), QByteArray(32, 'k'), 1'900'000'000'000}), Direction::Outgoing);
    QCOMPARE(m_view->lastOwn(), one.id);
    const Message four = m_history->arrive(u"four"_s, Direction::Outgoing);
    QCOMPARE(m_view->lastOwn(), four.id);
}

void TimelinePartsTest::aPlaceIsTakenAlong()
{
    m_history->add(u"geo:59.3327,18.0649;u=12"_s);
    open();
    QGuiApplication::clipboard()->setText(u"before"_s);
    const QRect bubble = m_view->bubbleRect(0);
    QPoint copy;
    for (int y = 0; y < bubble.height() && copy.isNull(); ++y) {
        for (int x = 0; x < bubble.width() && copy.isNull(); ++x) {
            if (m_view->layoutOf(0)->partAt(QPoint(x, y), 0) == BubbleLayout::Part::Copy)
                copy = QPoint(x + 6, y + 6);
        }
    }
    QVERIFY(!copy.isNull());
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, bubble.topLeft() + copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"59.3327, 18.0649"_s);
    // The word says so, and goes back.
    const auto says = [this] { return m_view->layoutOf(0)->parts()->card()->content().copy; };
    using Copy = CardBlock::Content::Copy;
    QCOMPARE(says(), Copy::Done);
    QTRY_COMPARE_WITH_TIMEOUT(says(), Copy::Offered, 2 * TimelineView::copiedShown);
}

void TimelinePartsTest::aPlaceThatIsOverLeadsNowhere()
{
    const Place harbour{59.3327, 18.0649, 12};
    m_view->setLivePlaces([](const Message &, const LiveLink &) -> const LivePlace * { return nullptr; });
    m_history->add(liveUri(harbour, {QString(32, u'a'), QByteArray(32, 'k'), 1'700'000'000'000}));
    open();
    QVERIFY(m_view->layoutOf(0)->parts()->card());
    QVERIFY(m_view->layoutOf(0)->links().isEmpty());
    QGuiApplication::clipboard()->setText(u"before"_s);
    const QRect bubble = m_view->bubbleRect(0);
    for (int y = 4; y < bubble.height(); y += 6) {
        for (int x = 4; x < bubble.width(); x += 6) {
            const auto part = m_view->layoutOf(0)->partAt(QPoint(x, y), 0);
            QVERIFY(part != BubbleLayout::Part::Copy && part != BubbleLayout::Part::Link);
        }
    }
    QTest::keyClick(m_view.get(), Qt::Key_End);
    m_view->focusMessage(m_history->model->message(0).id);
    QSignalSpy opened(m_view.get(), &TimelineView::linkActivated);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QVERIFY(opened.isEmpty());
}

JACKDAW_WINDOW_TEST(TimelinePartsTest)

} // namespace timeline_parts_test

#include "timeline_parts_test.moc"
