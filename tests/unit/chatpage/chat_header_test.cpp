// SPDX-License-Identifier: GPL-3.0-or-later
// The header of a chat: whose it is, when they were seen, and what gives way where it is narrow.
#include "ChatPageCase.h"

#include "base/Alarm.h"
#include "chatpage/ChatHeader.h"
#include "search/FindModel.h"
#include "style/TimeText.h"
#include "support/TestProgram.h"
#include "widgets/AccountTag.h"

#include <QAccessible>
#include <QMenu>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace chat_header_test {

class ChatHeaderTest : public QObject, private ChatPageCase
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void headerSaysWhoseChatItIs();
    void theHeaderGivesWay_data();
    void theHeaderGivesWay();
    void offlineIsSaid();
    void theHeaderSaysWhenTheyWereSeen();
    void theHeaderSaysWhoTheyAreNot();
    void theHeaderSaysHowLongTheyAreIdle();
    void goingOfflineStandsAmongTheMessages();
    void typingIsShown();
};

void ChatHeaderTest::headerSaysWhoseChatItIs()
{
    auto *tag = m_page->findChild<AccountTag *>();
    QVERIFY(tag && !tag->isVisible());
    m_chats->setAccountMarks({{AccountId(1), AccountMark{u"Work"_s, BareJid::fromPrepared(u"mara@harbor.example"_s), 3}}});
    QVERIFY(tag->isVisible());
    QCOMPARE(tag->accessibleName(), u"Account Work"_s);
    m_chats->setAccountMarks({});
    QVERIFY(!tag->isVisible());
}

void ChatHeaderTest::theHeaderGivesWay_data()
{
    using Panes = ChatPage::Panes;
    QTest::addColumn<Panes>("panes");
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("words");
    QTest::addColumn<bool>("buttons");
    // Widths of the page as a window of that width leaves them (ui.md, "Window sizes and collapse").
    QTest::newRow("1200") << Panes::Many << 792 << true << true;
    QTest::newRow("900") << Panes::Many << 492 << true << true;
    QTest::newRow("899") << Panes::Slim << 625 << false << false;
    QTest::newRow("640") << Panes::Slim << 366 << false << false;
    QTest::newRow("639") << Panes::One << 639 << false << false;
    QTest::newRow("360") << Panes::One << 360 << false << false;
    QTest::newRow("beside a wide list") << Panes::Many << 440 << false << true;
    QTest::newRow("a small window of its own") << Panes::Many << 360 << false << false;
}

void ChatHeaderTest::theHeaderGivesWay()
{
    QFETCH(ChatPage::Panes, panes);
    QFETCH(int, width);
    QFETCH(bool, words);
    QFETCH(bool, buttons);
    SearchThread thread(m_history->file());
    m_page->setFind(std::make_unique<FindModel>(thread));
    ChatEncryption encryption;
    encryption.sending = ChatEncryption::Sending::Clear;
    m_page->setEncryption(m_tomas.account, m_tomas.peer, encryption);
    m_page->setPanes(panes);
    m_page->resize(width, 700);
    QAbstractButton *pill = button(u"Encryption: Not encrypted"_s);
    QVERIFY(pill->isVisible());
    QCOMPARE(pill->sizeHint().width() > 60, words);
    QCOMPARE(button(u"Find in this chat"_s)->isVisible(), buttons);
    QCOMPARE(button(u"Details"_s)->isVisible(), buttons);
    auto *header = m_page->findChild<ChatHeader *>();
    QVERIFY(header->minimumSizeHint().width() <= width);

    // What is not in the header is in its menu.
    QCOMPARE(QAccessible::queryAccessibleInterface(button(u"More actions for this chat"_s))->role(), QAccessible::ButtonMenu);
    QTest::mouseClick(button(u"More actions for this chat"_s), Qt::LeftButton);
    auto *menu = header->findChild<QMenu *>();
    QVERIFY(menu);
    const auto entry = [menu](const QString &text) -> QAction * {
        for (QAction *action : menu->actions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    };
    QCOMPARE(entry(u"Find in this chat"_s) == nullptr, buttons);
    QCOMPARE(entry(u"Details"_s) == nullptr, buttons);
    if (!buttons) {
        QSignalSpy find(header, &ChatHeader::findRequested);
        QSignalSpy details(header, &ChatHeader::detailsRequested);
        entry(u"Find in this chat"_s)->trigger();
        QCOMPARE(find.size(), 1);
        QCOMPARE(find.first().first().toBool(), true);
        entry(u"Details"_s)->trigger();
        QCOMPARE(details.size(), 1);
        QCOMPARE(details.first().first().toBool(), true);
    }
    menu->close();
}

void ChatHeaderTest::offlineIsSaid()
{
    m_page->showChat(m_priya.id);
    QVERIFY(!field()->placeholderText().contains(u"back online"_s));
    m_accounts->setConnection(AccountId(1), {ConnectionState::Waiting, {}, 0});
    QVERIFY(field()->placeholderText().contains(u"back online"_s));
}

/// As the fake one of tests/support, by the clock of these tests.
class StandingAlarm : public Alarm
{
public:
    void set(qint64 milliseconds) override { in = milliseconds; }
    void clear() override { in = -1; }
    void pass(StandingClock &clock)
    {
        clock.time += std::exchange(in, -1);
        ring();
    }
    qint64 in = -1;
};

QString withoutIsolates(QString text)
{
    return text.remove(QChar(0x2068)).remove(QChar(0x2069));
}

void ChatHeaderTest::theHeaderSaysWhenTheyWereSeen()
{
    auto *header = m_page->findChild<ChatHeader *>();
    auto owned = std::make_unique<StandingAlarm>();
    StandingAlarm &alarm = *owned;
    m_page->setAlarm(std::move(owned));
    const auto tell = [&](const Presence &presence) {
        m_contacts->changePresences({{AccountId(1), m_tomas.peer, presence, {}}});
        m_contacts->flush();
    };
    const qint64 noon = QDateTime(QDate(2026, 3, 4), QTime(12, 0)).toMSecsSinceEpoch();
    m_history->clock.time = noon;
    Presence gone;
    gone.availability = Availability::Offline;
    gone.since = noon - 2 * 3600 * 1000;
    tell(gone);
    QCOMPARE(header->line(), u"Last seen today at 10:00"_s);
    gone.status = u"Gone home"_s;
    tell(gone);
    QCOMPARE(withoutIsolates(header->line()), u"Last seen today at 10:00 · Gone home"_s);
    gone.status.clear();
    tell(gone);
    // At midnight today becomes yesterday, and nothing runs before.
    QCOMPARE(alarm.in, 12LL * 3600 * 1000);
    alarm.pass(m_history->clock);
    QCOMPARE(header->line(), u"Last seen yesterday at 10:00"_s);
    alarm.pass(m_history->clock);
    QCOMPARE(header->line(), u"Last seen on Wednesday at 10:00"_s);

    // Offline ourselves we know no more than when they wrote last.
    m_history->clock.time = m_history->all().constLast().time + 60'000;
    const Message said = m_history->arrive(u"Going quiet"_s);
    m_contacts->forgetPresences(AccountId(1));
    m_contacts->flush();
    const QString line = withoutIsolates(header->line());
    QVERIFY2(line.startsWith(u"Last seen today at "_s + clockText(said.time)), qPrintable(line));
    QVERIFY2(line.endsWith(u"presence is unknown while you’re offline"_s), qPrintable(line));
    m_page->hide();
    QCOMPARE(alarm.in, -1);
}

void ChatHeaderTest::theHeaderSaysWhoTheyAreNot()
{
    auto *header = m_page->findChild<ChatHeader *>();
    QVERIFY(!withoutIsolates(header->line()).contains(u", not "_s));
    Contact borrower;
    borrower.account = AccountId(2); // of another account
    borrower.jid = BareJid::fromPrepared(u"tb@evil.example"_s);
    borrower.name = m_contacts->nameOf(AccountId(1), m_tomas.peer);
    m_contacts->changeContacts({borrower});
    m_contacts->flush();
    const QString words = m_tomas.peer.toString() + u", not tb@evil.example · "_s;
    QTRY_VERIFY2(withoutIsolates(header->line()).startsWith(words), qPrintable(header->line()));
    borrower.name = u"Tricia"_s;
    m_contacts->changeContacts({borrower});
    QTRY_VERIFY(!withoutIsolates(header->line()).contains(u", not "_s));
}

void ChatHeaderTest::theHeaderSaysHowLongTheyAreIdle()
{
    auto *header = m_page->findChild<ChatHeader *>();
    auto owned = std::make_unique<StandingAlarm>();
    StandingAlarm &alarm = *owned;
    m_page->setAlarm(std::move(owned));
    m_history->clock.time += 3'600'000;
    Presence away;
    away.availability = Availability::Away;
    away.status = u"Short break"_s;
    away.idleSince = m_history->clock.time - 30'000;
    m_contacts->changePresences({{AccountId(1), m_tomas.peer, away, {}}});
    m_contacts->flush();
    QCOMPARE(withoutIsolates(header->line()), u"Away · Short break"_s);
    QCOMPARE(alarm.in, 30'000);
    alarm.pass(m_history->clock);
    QCOMPARE(withoutIsolates(header->line()), u"Away · idle 1 min · Short break"_s);
    QCOMPARE(alarm.in, 60'000);
    alarm.pass(m_history->clock);
    QCOMPARE(withoutIsolates(header->line()), u"Away · idle 2 min · Short break"_s);
    m_page->setPanes(ChatPage::Panes::Slim);
    QCOMPARE(withoutIsolates(header->line()), u"idle 2 min · Short break"_s);
    m_page->setPanes(ChatPage::Panes::Many);
    // Who is there has no line that ends.
    away.availability = Availability::Available;
    away.idleSince = 0;
    m_contacts->changePresences({{AccountId(1), m_tomas.peer, away, {}}});
    m_contacts->flush();
    QCOMPARE(withoutIsolates(header->line()), u"Available · Short break"_s);
    QCOMPARE(alarm.in, -1);
}

void ChatHeaderTest::goingOfflineStandsAmongTheMessages()
{
    const auto rows = [this] { return m_history->model->rowCount(); };
    m_history->clock.time = m_history->all().constLast().time + 60'000;
    const QString line = u"You went offline at %1"_s.arg(clockText(m_history->clock.time));
    QVERIFY(timeline()->eventLinesAt(rows()).isEmpty());
    m_accounts->setConnection(AccountId(1), {ConnectionState::Connecting, {}, 0});
    QVERIFY(timeline()->eventLinesAt(rows()).isEmpty()); // it may be back in a moment
    m_history->clock.time += 5000;
    m_accounts->setConnection(AccountId(1), {ConnectionState::Waiting, {}, 0});
    QCOMPARE(timeline()->eventLinesAt(rows()), QStringList{line});
    // What is written since stands below it.
    const Message written = m_history->add(u"Permit is in"_s, Direction::Outgoing, 120'000, MessageState::Waiting);
    m_history->model->addMessages(written.conversation, {written}, true);
    const int last = rows() - 1;
    QCOMPARE(timeline()->eventLinesAt(last), QStringList{line});
    QVERIFY(timeline()->eventLinesAt(rows()).isEmpty());
    m_accounts->setConnection(AccountId(1), {ConnectionState::Connecting, {}, 0});
    QCOMPARE(timeline()->eventLinesAt(last), QStringList{line}); // trying again is not being back
    m_accounts->setConnection(AccountId(1), {ConnectionState::Online, {}, 0});
    QVERIFY(timeline()->eventLinesAt(last).isEmpty() && timeline()->eventLinesAt(rows()).isEmpty());
}

void ChatHeaderTest::typingIsShown()
{
    const int bottom = timeline()->bubbleRect(timeline()->lastVisibleRow()).bottom();
    m_chats->setPeerChatState(m_tomas.id, ChatState::Composing);
    m_chats->flush();
    QTRY_VERIFY(timeline()->bubbleRect(timeline()->lastVisibleRow()).bottom() < bottom);
    m_chats->setPeerChatState(m_tomas.id, ChatState::Active);
    m_chats->flush();
    QTRY_COMPARE(timeline()->bubbleRect(timeline()->lastVisibleRow()).bottom(), bottom);
}

JACKDAW_WINDOW_TEST(ChatHeaderTest)

} // namespace chat_header_test

#include "chat_header_test.moc"
