// SPDX-License-Identifier: GPL-3.0-or-later
// What leads through a chat, over real models: its details, the calendar, and what came while its reader was away.
#include "ChatDetailsCase.h"

#include "chatpage/AwayStrip.h"
#include "chatpage/DateDialog.h"
#include "composer/MessageField.h"
#include "style/TimeText.h"
#include "style/Translations.h"
#include "support/TestProgram.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace chat_details_test {

class ChatDetailsTest : public QObject, ChatDetailsCase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { loadTranslations(*qApp); } // for "1 of them"
    void init() { begin(); }
    void cleanup() { end(); }

    void detailsSayWhoItIs();
    void detailsOpenWhereThereIsRoom_data();
    void detailsOpenWhereThereIsRoom();
    void theCalendarGoesToADay();
    void theCalendarKnowsItsDays();
    void daysStayInTheLocalCalendar();
    void theDayLineOpensTheCalendar();
    void olderPagesDoNotMoveTheDay();
    void awayTellsWhatCame();
    void awaySaysSinceWhen();
    void fewNewMessagesNeedNoSummary();
    void awayGoesOnceAllIsRead();
    void attentionIsAskedOnce();
    void sharedGroupsLeadThere();
};

void ChatDetailsTest::detailsSayWhoItIs()
{
    QVERIFY(!details());
    button(u"Details"_s)->click();
    QVERIFY(details() && details()->isVisible());
    QTRY_VERIFY(details()->isAncestorOf(QApplication::focusWidget()));
    QVERIFY2(texts().contains(u"Tomas Berg"_s) && texts().contains(u"tomas@harbor.example"_s), qPrintable(texts().join(u'|')));
    QVERIFY(texts().contains(u"Every message"_s));

    QSignalSpy muted(m_page.get(), &ChatPage::muteRequested);
    button(u"Mute"_s)->click();
    QCOMPARE(muted.at(0).at(0).value<ConversationId>(), m_tomas.id);
    QCOMPARE(muted.at(0).at(1).toBool(), true);
    m_tomas.muted = true;
    m_chats->changeConversations({m_tomas});
    m_chats->flush();
    QTRY_VERIFY(button(u"Unmute"_s));
    QVERIFY(texts().contains(u"Muted: nothing is announced"_s));
    button(u"Notifications: Unmute"_s)->click(); // beside what it changes
    QCOMPARE(muted.at(1).at(1).toBool(), false);

    ChatEncryption encryption;
    encryption.sending = ChatEncryption::Sending::Encrypted;
    m_page->setEncryption(m_tomas.account, m_tomas.peer, encryption);
    QVERIFY(texts().contains(u"Encrypted"_s));

    // Esc closes it, and what is typed goes to the field again.
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(!details()->isVisible());
    QTRY_VERIFY(m_page->findChild<MessageField *>()->hasFocus());
    m_page->toggleDetails();
    QVERIFY(details()->isVisible());
    QTRY_VERIFY(details()->isAncestorOf(QApplication::focusWidget()));
    m_page->toggleDetails(); // by its key, as by Esc
    QVERIFY(!details()->isVisible());
    QTRY_VERIFY(m_page->findChild<MessageField *>()->hasFocus());
}

void ChatDetailsTest::detailsOpenWhereThereIsRoom_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("messagesShown");
    QTest::addColumn<bool>("messagesNarrower");
    QTest::newRow("beside") << 900 << true << true;
    QTest::newRow("over") << 600 << true << false;
    QTest::newRow("instead") << 400 << false << false;
}

void ChatDetailsTest::detailsOpenWhereThereIsRoom()
{
    QFETCH(int, width);
    QFETCH(bool, messagesShown);
    QFETCH(bool, messagesNarrower);
    m_page->resize(width, 700);
    m_page->toggleDetails();
    QCOMPARE(timeline()->isVisible(), messagesShown);
    QTRY_VERIFY(details()->geometry().right() >= width - 1);
    if (messagesShown)
        QTRY_COMPARE(timeline()->width() < width, messagesNarrower);
    // And again another width while it is open.
    m_page->resize(900, 700);
    QVERIFY(timeline()->isVisible());
    QTRY_COMPARE(timeline()->width(), 900 - m_theme->scaled(DetailsPane::wantedWidth));
}

void ChatDetailsTest::theCalendarGoesToADay()
{
    m_history->addMany(600, 600'000); // some days
    reopen();
    const qint64 middle = m_history->all().at(250).time;
    const QDate day = QDateTime::fromMSecsSinceEpoch(middle).date();
    QAction *act = headerAct(u"Jump to date\u2026"_s);
    QVERIFY(act);
    act->trigger();
    auto *dialog = m_page->findChild<DateDialog *>();
    QVERIFY(dialog);
    dialog->calendar()->setSelectedDate(day);
    QSignalSpy chosen(dialog, &DateDialog::chosen);
    QTest::keyClick(dialog->calendar()->focusProxy(), Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    // The first message of that day stands at the top, below its day line.
    const int row = m_history->model->rowAtOrAfterTime(day.startOfDay().toMSecsSinceEpoch());
    QVERIFY(row >= 0);
    const qint64 shown = m_history->model->message(row).time;
    QCOMPARE(QDateTime::fromMSecsSinceEpoch(shown).date(), day);
    const QRect bubble = timeline()->bubbleRect(row);
    QVERIFY2(bubble.top() > 0 && bubble.top() < 120, qPrintable(QString::number(bubble.top())));
    for (const Message &message : m_history->all()) // nothing of that day is above it
        QVERIFY(message.time >= shown || QDateTime::fromMSecsSinceEpoch(message.time).date() < day);
}

void ChatDetailsTest::theCalendarKnowsItsDays()
{
    const qint64 hour = 3'600'000;
    const Message first = m_history->add(u"first"_s, Direction::Incoming, 0);
    m_history->add(u"next day"_s, Direction::Incoming, 26 * hour);
    const Message last = m_history->add(u"a week on"_s, Direction::Incoming, 170 * hour);
    const auto span = m_outline->span(m_tomas.id);
    QCOMPARE(span.first, first.time);
    QCOMPARE(span.last, last.time);
    const QDate day = QDateTime::fromMSecsSinceEpoch(first.time).date();
    const QSet<QDate> days = m_outline->days(m_tomas.id, day.addDays(-20), day.addDays(40));
    QCOMPARE(days.size(), 3);
    for (const Message &message : m_history->all())
        QVERIFY(days.contains(QDateTime::fromMSecsSinceEpoch(message.time).date()));
    QCOMPARE(m_outline->days(m_tomas.id, day.addDays(3), day.addDays(5)).size(), 0);
    QCOMPARE(m_outline->span(ConversationId(99)).first, 0);

    DateDialog dialog(*m_theme, day, day.addDays(8), day, [this](QDate from, QDate to) { return m_outline->days(m_tomas.id, from, to); }, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QVERIFY(dialog.calendar()->has(day));
    QVERIFY(!dialog.calendar()->has(day.addDays(4)));
    dialog.calendar()->setSelectedDate(day.addDays(300)); // beyond the last message
    QCOMPARE(dialog.calendar()->selectedDate(), day.addDays(8));
}

void ChatDetailsTest::daysStayInTheLocalCalendar()
{
    // A minute before and after midnight by the local clock.
    const QDate day = QDateTime::fromMSecsSinceEpoch(m_history->clock.time - 86'400'000LL * 30).date().addDays(2);
    const qint64 midnight = day.startOfDay().toMSecsSinceEpoch();
    m_history->add(u"before"_s, Direction::Incoming, midnight - 60'000 - (m_history->clock.time - 86'400'000LL * 30));
    QCOMPARE(m_outline->days(m_tomas.id, day, day), QSet<QDate>());
    m_history->add(u"after"_s, Direction::Incoming, 120'000);
    QCOMPARE(m_outline->days(m_tomas.id, day, day), QSet<QDate>{day});
}

void ChatDetailsTest::theDayLineOpensTheCalendar()
{
    m_history->add(u"the first of all"_s);
    reopen();
    QSignalSpy asked(timeline(), &TimelineView::dayRequested);
    const QRect bubble = timeline()->bubbleRect(0);
    const QPoint pill(timeline()->viewport()->width() / 2, bubble.top() - 24);
    QTest::mouseClick(timeline()->viewport(), Qt::LeftButton, {}, pill);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(0).toLongLong(), m_history->all().constFirst().time);
    QVERIFY(m_page->findChild<DateDialog *>());
}

void ChatDetailsTest::olderPagesDoNotMoveTheDay()
{
    m_history->addMany(3000, 120'000);
    reopen();
    const qint64 time = m_history->all().at(1500).time;
    timeline()->showTime(time);
    const MessageId shown = m_history->all().at(1500).id;
    const int top = timeline()->bubbleRect(m_history->model->rowOf(shown)).top();
    while (m_history->model->hasOlder() && m_history->model->rowCount() < 600)
        QVERIFY(m_history->model->loadOlder() > 0);
    QCOMPARE(timeline()->bubbleRect(m_history->model->rowOf(shown)).top(), top);
    while (m_history->model->hasNewer() && m_history->model->rowCount() < 900)
        QVERIFY(m_history->model->loadNewer() > 0);
    QCOMPARE(timeline()->bubbleRect(m_history->model->rowOf(shown)).top(), top);
    // Beyond the last, and before the first.
    timeline()->showTime(m_history->all().constLast().time + 1);
    QVERIFY(timeline()->isAtNewest());
    timeline()->showTime(0);
    QVERIFY(timeline()->bubbleRect(m_history->model->rowOf(m_history->all().constFirst().id)).isValid());
}

void ChatDetailsTest::awaySaysSinceWhen()
{
    AwayStrip strip(*m_theme);
    m_tomas.unread = 24;
    const QDateTime now(QDate(2026, 11, 23), QTime(18, 0));
    const auto told = [&](int days) {
        const qint64 since = now.addDays(-days).addSecs(-3600).toMSecsSinceEpoch();
        strip.tell(m_tomas, {since, {}, 0, {}}, now.toMSecsSinceEpoch(), [](const AwaySummary::Person &) { return QString(); });
        return strip.text().replace(clockText(since), u"TIME"_s);
    };
    QCOMPARE(told(0), u"While you were away: 24 new messages since TIME"_s);
    QCOMPARE(told(1), u"While you were away: 24 new messages since yesterday, TIME"_s);
    QCOMPARE(told(3), u"While you were away: 24 new messages since Friday, TIME"_s);
}

void ChatDetailsTest::awayTellsWhatCame()
{
    m_history->addMany(100);
    for (int i = 0; i < 40; ++i)
        m_history->add(u"new %1"_s.arg(i));
    const QList<Message> all = m_history->all();
    QVERIFY(m_history->database().run(u"UPDATE message SET unread = 1 WHERE id >= ?"_s, {all.at(100).id.value()}));
    mark(all.at(120).id, u"mentioned"_s, 1);
    m_tomas.unread = 40;
    m_tomas.mentions = 1;
    m_tomas.firstUnread = all.at(100).id;
    const AwaySummary summary = m_outline->away(m_tomas.id, m_tomas.firstUnread);
    QCOMPARE(summary.since, all.at(99).time);
    QCOMPARE(summary.firstMention, all.at(120).id);
    QCOMPARE(summary.people, (QList<AwaySummary::Person>{{all.at(100).sender, {}, 40}}));
    QCOMPARE(summary.others, 0);

    m_chats->changeConversations({m_tomas});
    m_chats->flush();
    reopen();
    auto *strip = m_page->findChild<AwayStrip *>();
    QVERIFY(strip && strip->isVisible());
    QVERIFY2(strip->text().startsWith(u"While you were away: 40 new messages since "_s) && strip->text().endsWith(u"1 mentions you"_s),
             qPrintable(strip->text()));
    button(u"Go to the first mention"_s)->click();
    QVERIFY(timeline()->viewport()->rect().contains(timeline()->bubbleRect(m_history->model->rowOf(all.at(120).id))));
    QVERIFY(m_page->findChild<AwayStrip *>()->isVisible());
    button(u"Go to the newest message"_s)->click();
    QVERIFY(timeline()->isAtNewest());
    button(u"Close the summary"_s)->click();
    QVERIFY(!button(u"Close the summary"_s));
}

void ChatDetailsTest::fewNewMessagesNeedNoSummary()
{
    m_history->addMany(100);
    m_tomas.unread = AwayStrip::worthTelling - 1;
    m_tomas.firstUnread = m_history->all().at(90).id;
    m_chats->changeConversations({m_tomas});
    m_chats->flush();
    reopen();
    QVERIFY(!m_page->findChild<AwayStrip *>());
}

void ChatDetailsTest::awayGoesOnceAllIsRead()
{
    m_history->addMany(100);
    m_tomas.unread = 50;
    m_tomas.firstUnread = m_history->all().at(50).id;
    m_chats->changeConversations({m_tomas});
    m_chats->flush();
    reopen();
    QVERIFY(button(u"Close the summary"_s));
    m_tomas.unread = 0;
    m_chats->changeConversations({m_tomas});
    m_chats->flush();
    QTRY_VERIFY(!button(u"Close the summary"_s));
}

void ChatDetailsTest::attentionIsAskedOnce()
{
    QSignalSpy asked(m_page.get(), &ChatPage::attentionRequested);
    QAction *act = headerAct(u"Ask for attention"_s);
    QVERIFY(act && act->isEnabled());
    act->trigger();
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(0).value<ConversationId>(), m_tomas.id);
    for (QMenu *menu : m_page->findChildren<QMenu *>())
        menu->close();
    QTRY_VERIFY(m_page->findChildren<QMenu *>().isEmpty());
    QVERIFY(!headerAct(u"Ask for attention"_s));
    QAction *later = headerAct(u"Asked for attention"_s);
    QVERIFY(later && !later->isEnabled());
}

void ChatDetailsTest::sharedGroupsLeadThere()
{
    QSignalSpy asked(m_page.get(), &ChatPage::sharedGroupsAsked);
    m_page->toggleDetails();
    QCOMPARE(asked.size(), 1);
    QVERIFY(!texts().contains(u"Groups you share"_s));
    details()->setGroups({{ConversationId(9), u"North & Crew"_s}});
    QVERIFY(texts().contains(u"Groups you share"_s));
    QSignalSpy opened(m_page.get(), &ChatPage::chatRequested);
    button(u"Open North & Crew"_s)->click();
    QCOMPARE(opened.at(0).at(0).value<ConversationId>(), ConversationId(9));
    // However long somebody else's name for it is, the pane is as wide as before.
    const QString endless = QString(300, u'W');
    details()->setGroups({{ConversationId(9), endless}});
    QAbstractButton *group = button(u"Open "_s + endless);
    QVERIFY(group && group->sizeHint().width() < details()->width());
    QCOMPARE(QAccessible::queryAccessibleInterface(group)->text(QAccessible::Description), endless); // no markup
    details()->setGroups({{ConversationId(9), endless}});
    QCOMPARE(button(u"Open "_s + endless), group); // the same ones are not made anew
}

JACKDAW_WINDOW_TEST(ChatDetailsTest)

} // namespace chat_details_test

#include "chat_details_test.moc"
