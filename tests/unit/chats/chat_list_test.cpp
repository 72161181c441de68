// SPDX-License-Identifier: GPL-3.0-or-later
// What a row of the chat list says, and how the pane answers keys, filters and widths.
#include "chats/ChatListPane.h"
#include "chats/ChatListView.h"
#include "chats/ChatRowDelegate.h"
#include "chats/ChatRowText.h"
#include "chats/HistoryLine.h"
#include "chats/NewChatDialog.h"
#include "chats/SpaceDialog.h"
#include "roster/ContactListModel.h"
#include "style/Accent.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "widgets/Chip.h"
#include "widgets/EmptyState.h"
#include "widgets/Fields.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"
#include "support/TestProgram.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPaintEvent>
#include <QPainter>
#include <QTemporaryDir>
#include <QScrollBar>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace chat_list_test {

constexpr qint64 noon = 1'763'726'400'000; // 21 November 2025, 12:00 UTC

BareJid jid(const QString &local)
{
    return BareJid::fromPrepared(local + u"@harbor.example"_s);
}

Conversation chatWith(qint64 id, const QString &local, const QString &body, Direction direction = Direction::Incoming)
{
    Conversation conversation;
    conversation.id = ConversationId(id);
    conversation.account = AccountId(1);
    conversation.peer = jid(local);
    Message last;
    last.id = MessageId((noon - id * 60'000) * 4096);
    last.conversation = conversation.id;
    last.direction = direction;
    last.state = direction == Direction::Incoming ? MessageState::Received : MessageState::Delivered;
    last.time = noon - id * 60'000;
    last.body = body;
    conversation.last = last;
    return conversation;
}

ChatListModel::Row rowOf(const Conversation &conversation, const QString &name)
{
    ChatListModel::Row row;
    row.conversation = conversation;
    row.name = name;
    row.presence.availability = Availability::Unknown;
    return row;
}

/// What a widget painted; forgets it with `region = {}`.
struct PaintedRegion : QObject
{
    explicit PaintedRegion(QWidget *watched) { watched->installEventFilter(this); }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            region += static_cast<QPaintEvent *>(event)->region();
        return false;
    }
    /// Whether a turn of the event loop went by without painting. Forgets nothing.
    bool rested()
    {
        const QRegion before = region;
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
        return region == before;
    }

    QRegion region;
};

Contact contact(const QString &local, const QString &name)
{
    Contact contact;
    contact.account = AccountId(1);
    contact.jid = jid(local);
    contact.name = name;
    return contact;
}

class ChatListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
        m_theme = std::make_unique<Theme>(*m_preferences);
        useStyle(*m_theme);
    }

    void previews()
    {
        ChatListModel::Row row = rowOf(chatWith(1, u"tomas"_s, u"Two\nlines  of text"_s), u"Tomas Berg"_s);
        QCOMPARE(chatPreview(row).spoken(), u"Two lines of text"_s);

        row.conversation.last->direction = Direction::Outgoing;
        QCOMPARE(chatPreview(row).spoken(), u"You: Two lines of text"_s);

        row.conversation.last->spoiler = u"The end"_s; // not before it is asked for (XEP-0382, 4)
        QVERIFY(!chatPreview(row).spoken().contains(u"text"_s));
        QVERIFY(chatPreview(row).spoken().contains(u"The end"_s));
        row.conversation.last->spoiler.reset();

        row.conversation.draft = u"Owen, about the"_s;
        QCOMPARE(chatPreview(row).kind, ChatPreview::Kind::Draft);
        QCOMPARE(chatPreview(row).spoken(), u"Draft: Owen, about the"_s);
        QVERIFY(chatRowSpokenText(row, noon).contains(u"Draft: Owen, about the"_s));
        row.open = true;
        QCOMPARE(chatPreview(row).kind, ChatPreview::Kind::Message);
        QVERIFY(!chatRowSpokenText(row, noon).contains(u"Draft:"_s));

        row.typing = true;
        QCOMPARE(chatPreview(row).spoken(), u"typing…"_s);
        row.typists = u"Ana and two others are typing"_s;
        QCOMPARE(chatPreview(row).kind, ChatPreview::Kind::Typing);
        QCOMPARE(chatPreview(row).spoken(), u"Ana and two others are typing…"_s);

        row = rowOf({}, u"Tomas Berg"_s);
        QCOMPARE(chatPreview(row).kind, ChatPreview::Kind::Empty);
        row.conversation.draft = u"   "_s;
        QCOMPARE(chatPreview(row).kind, ChatPreview::Kind::Empty);
    }

    void focusPaintsOnlyTheRowsItMarks()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        QList<Conversation> all;
        for (int i = 1; i <= 9; ++i)
            all << chatWith(i, u"friend%1"_s.arg(i), u"Hello"_s);
        chats.changeConversations(all);
        chats.flush();
        QWidget window;
        window.resize(300, 700);
        QLineEdit other(&window);
        ChatListView list(chats, &window);
        ChatRowDelegate delegate(*m_theme, *m_preferences, nullptr);
        list.setItemDelegate(&delegate);
        list.setGeometry(0, 40, 300, 660);
        list.setOpenChat(ConversationId(4));
        window.show();
        other.setFocus();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));

        PaintedRegion painted(list.viewport());
        QRect row = list.visualRect(chats.index(3));
        QVERIFY(row.isValid());
        // Nothing is left to paint: what comes now comes of the focus.
        QTRY_VERIFY(painted.rested());
        painted.region = {};
        list.setFocus();
        QTRY_VERIFY(!painted.region.isEmpty());
        QTRY_VERIFY(painted.rested());
        QCOMPARE(painted.region.boundingRect(), row);
        painted.region = {};
        other.setFocus();
        QTRY_VERIFY(!painted.region.isEmpty());
        QTRY_VERIFY(painted.rested());
        QCOMPARE(painted.region.boundingRect(), row);
    }

    void twoAccountsSayWhoseChatItIs()
    {
        AccountSettings home;
        home.id = AccountId(1);
        home.jid = jid(u"mara"_s);
        AccountSettings work = home;
        work.id = AccountId(2);
        work.jid = jid(u"mara.lind"_s);
        work.name = u"Work"_s;
        QVERIFY(accountMarks({work}).isEmpty()); // nothing to tell apart
        const auto marks = accountMarks({home, work});
        QCOMPARE(marks.value(home.id).name, u"mara@harbor.example"_s);
        QCOMPARE(marks.value(work.id).name, u"Work"_s);
        home.name = u"Work"_s;
        const auto alike = accountMarks({home, work});
        QCOMPARE(alike.value(home.id).name, u"Work (mara@harbor.example)"_s);
        QCOMPARE(alike.value(work.id).name, u"Work (mara.lind@harbor.example)"_s);

        ContactListModel contacts;
        ChatListModel chats(contacts);
        QAbstractItemModelTester tester(&chats);
        chats.setSpokenText([](const ChatListModel::Row &row) { return chatRowSpokenText(row, noon); });
        chats.changeConversations({chatWith(1, u"tomas"_s, u"Hello"_s)});
        chats.flush();
        const QString spoken = chats.index(0).data(Qt::AccessibleTextRole).toString();
        QCOMPARE(chats.index(0).data(Qt::AccessibleDescriptionRole).toString(), QString());
        QSignalSpy changed(&chats, &QAbstractItemModel::dataChanged);
        chats.setAccountMarks(marks);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(chats.index(0).data(Qt::AccessibleTextRole).toString(), spoken); // nothing but what design/ui.md says
        QCOMPARE(chats.index(0).data(Qt::AccessibleDescriptionRole).toString(), u"mara@harbor.example"_s);
        QCOMPARE(chats.row(0).account.name, u"mara@harbor.example"_s);
        chats.setAccountMarks({});
        QVERIFY(chats.row(0).account.name.isEmpty());
    }

    void theRowShowsTheAccountInWords()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        chats.changeConversations({chatWith(1, u"tomas"_s, u"Hello"_s)});
        chats.flush();
        const ChatRowDelegate delegate(*m_theme, *m_preferences, this);
        const auto painted = [&](int width) {
            QStyleOptionViewItem option;
            option.rect = QRect(0, 0, width, delegate.rowHeight());
            QImage image(option.rect.size(), QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            delegate.paint(&painter, option, chats.index(0));
            return image;
        };
        const auto mark = [&](const QString &name) {
            chats.setAccountMarks({{AccountId(1), AccountMark{name, jid(u"mara"_s), 3}}});
        };
        for (const auto &[density, width] : {std::pair{Preferences::Density::Comfortable, 222}, {Preferences::Density::Comfortable, 336},
                                             {Preferences::Density::Compact, 222}, {Preferences::Density::Compact, 336}}) {
            m_preferences->setDensity(density);
            chats.setAccountMarks({});
            const QImage without = painted(width);
            mark(u"Work"_s);
            const QImage work = painted(width);
            mark(u"Home"_s);
            const QImage home = painted(width);
            QVERIFY(without != work);
            QVERIFY2(work != home, qPrintable(u"at %1 only the colour tells the accounts apart"_s.arg(width)));
        }
        m_preferences->setDensity(Preferences::Density::Comfortable);
    }

    void groupsNameWhoSaidIt()
    {
        Conversation crew = chatWith(1, u"crew"_s, u"Gauge 7"_s);
        crew.kind = ConversationKind::Room;
        const auto lead = [&](const QString &nick) {
            crew.last->nick = nick;
            return chatPreview(rowOf(crew, u"North Crew"_s)).lead.remove(QChar(0x2068)).remove(QChar(0x2069));
        };
        QCOMPARE(lead(u"Priya Nair"_s), u"Priya:"_s);
        QCOMPARE(lead(u"priya"_s), u"priya:"_s);
        QCOMPARE(lead(u"Dr. Weber"_s), u"Dr. Weber:"_s); // no names by themselves
        QCOMPARE(lead(u"J Weber"_s), u"J Weber:"_s);
        QCOMPARE(lead(u"\U0001F600 Weber"_s), u"\U0001F600 Weber:"_s);
        QCOMPARE(chatPreview(rowOf(crew, u"North Crew"_s)).leadOf, ChatPreview::Lead::Sender);
        crew.last->direction = Direction::Outgoing;
        QCOMPARE(chatPreview(rowOf(crew, u"North Crew"_s)).leadOf, ChatPreview::Lead::Ours);
    }

    void noGapFollowsANameThatDoesNotFit()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        Conversation crew = chatWith(1, u"crew"_s, u"MMMMMMMMMMMM"_s);
        crew.kind = ConversationKind::Room;
        crew.unread = 2;
        const ChatRowDelegate delegate(*m_theme, *m_preferences, this);
        QStyleOptionViewItem option;
        option.rect = QRect(0, 0, 222, delegate.rowHeight());
        // Wherever the "…" falls within the name.
        for (const QString &nick : {u"WWWWWWWWWW"_s, u"WiWWWWWWW"_s, u"WiiWWWWWW"_s, u"iiiiWWWWWWW"_s, u"WWiiWWWWWW"_s}) {
            crew.last->nick = nick;
            chats.changeConversations({crew});
            chats.flush();
            QImage image(option.rect.size(), QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            delegate.paint(&painter, option, chats.index(0));
            painter.end();
            int gap = 0, widest = 0;
            bool isWithin = false;
            for (int x = 68; x < 180; ++x) {
                bool isBlank = true;
                for (int y = image.height() / 2 + 4; y < image.height() - 14; ++y)
                    isBlank = isBlank && image.pixelColor(x, y).lightness() > 200;
                gap = isBlank ? gap + 1 : 0;
                isWithin = isWithin || !isBlank;
                widest = isWithin ? std::max(widest, gap) : 0;
            }
            QVERIFY(isWithin);
            QVERIFY2(widest <= 8, qPrintable(u"%1: %2 blank"_s.arg(nick).arg(widest)));
        }
    }

    void mentionsHaveABadge()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        ChatListPane pane(chats, *m_theme, *m_preferences);
        Conversation crew = chatWith(1, u"crew"_s, u"permit"_s);
        crew.kind = ConversationKind::Room;
        crew.unread = 4;
        const ChatRowDelegate delegate(*m_theme, *m_preferences, this);
        const auto accented = [&](int mentions, Preferences::Density density) { // pixels
            m_preferences->setDensity(density);
            crew.mentions = mentions;
            chats.changeConversations({crew});
            chats.flush();
            QStyleOptionViewItem option;
            option.rect = QRect(0, 0, 336, delegate.rowHeight());
            QImage image(option.rect.size(), QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            delegate.paint(&painter, option, chats.index(0));
            painter.end();
            int count = 0;
            for (int x = 100; x < image.width(); ++x) {
                for (int y = 0; y < image.height(); ++y)
                    count += image.pixelColor(x, y) == m_theme->color(Token::Accent);
            }
            return count;
        };
        for (const auto density : {Preferences::Density::Comfortable, Preferences::Density::Compact})
            QVERIFY(accented(1, density) > accented(0, density) + 60);
        m_preferences->setDensity(Preferences::Density::Comfortable);
        accented(1, Preferences::Density::Comfortable);
        QMap<QString, int> counts;
        for (const Chip *chip : pane.findChildren<Chip *>())
            counts.insert(chip->accessibleName(), chip->count());
        QCOMPARE(counts.value(u"Unread chats"_s), 1);
        QCOMPARE(counts.value(u"Mentions"_s), 1);
    }

    void whoCouldBeTakenForAnotherIsToldByAddress()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        chats.setSpokenText([](const ChatListModel::Row &row) { return chatRowSpokenText(row, noon); });
        chats.changeConversations({chatWith(1, u"tomas"_s, u"Hello"_s), chatWith(2, u"tb"_s, u"Hello"_s), chatWith(3, u"leila"_s, u"Hello"_s)});
        chats.flush();
        const ChatRowDelegate delegate(*m_theme, *m_preferences, this);
        const auto painted = [&](Preferences::Density density) {
            m_preferences->setDensity(density);
            QStyleOptionViewItem option;
            option.rect = QRect(0, 0, 336, delegate.rowHeight());
            QImage image(option.rect.size(), QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            delegate.paint(&painter, option, chats.index(0));
            painter.end();
            m_preferences->setDensity(Preferences::Density::Comfortable);
            return image;
        };
        const auto warning = [&](const QImage &image) { // pixels beside the picture: all else there is grey or blue
            int count = 0;
            for (int x = 72; x < image.width(); ++x) {
                for (int y = 0; y < image.height(); ++y)
                    count += image.pixelColor(x, y).red() > image.pixelColor(x, y).blue() + 40;
            }
            return count;
        };
        contacts.changeContacts({contact(u"tomas"_s, u"Tomas Berg"_s), contact(u"leila"_s, u"Leila Haddad"_s)});
        chats.refreshPeople();
        chats.flush();
        QCOMPARE(warning(painted(Preferences::Density::Comfortable)), 0);
        const QImage narrow = painted(Preferences::Density::Compact);
        QSignalSpy changed(&chats, &QAbstractItemModel::dataChanged);
        QSignalSpy found(&contacts, &ContactListModel::lookAlikesChanged);
        contacts.changeContacts({contact(u"tb"_s, u"T\u043Emas Berg"_s)});
        QVERIFY(!chats.row(0).lookAlike.isValid()); // and begins to look
        QTRY_COMPARE(found.size(), 1);
        QVERIFY(!changed.isEmpty());
        QCOMPARE(chats.row(0).lookAlike, jid(u"tb"_s));
        QCOMPARE(chats.row(1).lookAlike, jid(u"tomas"_s));
        QVERIFY(!chats.row(2).lookAlike.isValid());
        QString spoken = chats.index(0).data(Qt::AccessibleTextRole).toString();
        spoken.remove(QChar(0x2068)).remove(QChar(0x2069));
        QVERIFY2(spoken.startsWith(u"Tomas Berg, tomas@harbor.example, not tb@harbor.example, "_s), qPrintable(spoken));
        QVERIFY(warning(painted(Preferences::Density::Comfortable)) > 8);
        QVERIFY(painted(Preferences::Density::Compact) != narrow);
        // Who sits in a group has the group's address, which is like nobody's.
        Conversation inGroup = chatWith(4, u"tomas"_s, u"Hello"_s);
        inGroup.kind = ConversationKind::RoomPrivate;
        inGroup.nick = u"Tomas Berg"_s;
        chats.changeConversations({inGroup});
        chats.flush();
        QVERIFY(!chats.row(chats.rowOf(inGroup.id)).lookAlike.isValid());
    }

    void spokenTextHasOnlyWhatIsTrue()
    {
        const qint64 now = noon;
        ChatListModel::Row row = rowOf(chatWith(1, u"tomas"_s, u"Hello"_s), u"Tomas Berg"_s);
        const QString time = listTimeText(row.conversation.last->time, now);
        QCOMPARE(chatRowSpokenText(row, now), u"Tomas Berg, Hello, "_s + time);

        row.conversation.unread = 3;
        row.conversation.muted = true;
        row.presence.availability = Availability::Available;
        QCOMPARE(chatRowSpokenText(row, now), u"Tomas Berg, 3 unread, muted, Available, Hello, "_s + time);

        row = rowOf(chatWith(1, u"tomas"_s, u"Hello"_s, Direction::Outgoing), u"Tomas Berg"_s);
        QCOMPARE(chatRowSpokenText(row, now), u"Tomas Berg, You: Hello, "_s + time);
        row.conversation.last->state = MessageState::Failed;
        QVERIFY(chatRowSpokenText(row, now).startsWith(u"Tomas Berg, Failed, You: Hello"_s));
    }

    void historyWords()
    {
        HistoryProgress progress{AccountId(1), true, 0, {}, 0, {}};
        QCOMPARE(historyText({}), QString());
        QCOMPARE(historyText({progress}), u"Fetching older messages…"_s);
        progress.fetched = 250;
        QCOMPARE(historyText({progress}), u"Older messages: 250 so far"_s);
        progress.expected = 750;
        QCOMPARE(historyText({progress}), u"Older messages: 250 of about 1,000"_s);
        progress.running = false;
        QCOMPARE(historyText({progress}), QString());
    }

    void historyPausesAndGoesOn()
    {
        HistoryLine line(*m_theme);
        QSignalSpy paused(&line, &HistoryLine::pauseRequested), resumed(&line, &HistoryLine::resumeRequested);
        HistoryProgress progress{AccountId(4), true, 10, {}, 0, {}};
        line.setProgress({progress});
        auto *button = line.findChild<QAbstractButton *>();
        QVERIFY(button);
        button->click();
        QCOMPARE(paused.size(), 1);
        progress.running = false;
        progress.paused = true;
        line.setProgress({progress});
        QVERIFY(!line.isHidden());
        button->click();
        QCOMPARE(resumed.size(), 1);
        QCOMPARE(resumed.first().first().value<AccountId>(), AccountId(4));
        progress.running = true;
        progress.paused = false;
        line.setProgress({progress});
        progress.running = false;
        line.setProgress({progress}); // done by itself
        QVERIFY(line.isHidden());
    }

    void historyThatStoppedSaysWhy()
    {
        HistoryLine line(*m_theme);
        QSignalSpy resumed(&line, &HistoryLine::resumeRequested);
        HistoryProgress progress{AccountId(4), true, 10, {}, 0, {}};
        line.setProgress({progress});
        progress.running = false;
        progress.error = Error{ErrorKind::Timeout, {}, u"harbor.example"_s};
        QCOMPARE(historyText({progress}), u"Older messages stopped. harbor.example did not answer in time."_s);
        line.setProgress({progress});
        QVERIFY(!line.isHidden());
        QCOMPARE(line.findChild<ElidedLabel *>()->text(), historyText({progress}));
        auto *button = line.findChild<QAbstractButton *>();
        QCOMPARE(button->text(), u"Go on"_s);
        button->click();
        QCOMPARE(resumed.size(), 1);
        QCOMPARE(resumed.first().first().value<AccountId>(), AccountId(4));
        // Another account that runs is told of first; without errors there is nothing to say.
        HistoryProgress other{AccountId(5), true, 3, {}, 0, {}};
        QCOMPARE(historyText({progress, other}), u"Older messages: 3 so far"_s);
        progress.error.reset();
        line.setProgress({progress});
        QVERIFY(line.isHidden());
    }

    void invertedRowsShowTheirBarAndFocus()
    {
        m_preferences->setScheme(Preferences::Scheme::HighContrast);
        ContactListModel contacts;
        ChatListModel chats(contacts);
        Conversation failed = chatWith(1, u"tomas"_s, u"Hello"_s, Direction::Outgoing);
        failed.last->state = MessageState::Failed;
        chats.changeConversations({failed});
        chats.flush();
        ChatRowDelegate delegate(*m_theme, *m_preferences, nullptr);
        QStyleOptionViewItem option;
        option.rect = QRect(0, 0, 336, 68);
        option.state = QStyle::State_Selected | QStyle::State_HasFocus | QStyle::State_KeyboardFocusChange;
        QImage image(option.rect.size(), QImage::Format_ARGB32_Premultiplied);
        QPainter painter(&image);
        delegate.paint(&painter, option, chats.index(0));
        painter.end();
        const QColor ground = m_theme->color(Token::Selected);
        QVERIFY(contrast(image.pixelColor(0, 34), ground) >= 3.0); // focus
        QVERIFY(contrast(image.pixelColor(2, 34), ground) >= 3.0); // bar
        // The mark of the failed message at the end of the second line.
        bool marked = false;
        for (int x = 300; x < 325 && !marked; ++x) {
            for (int y = 34; y < 60; ++y)
                marked = marked || contrast(image.pixelColor(x, y), ground) >= 7.0;
        }
        QVERIFY(marked);
        m_preferences->setScheme(Preferences::Scheme::FollowSystem);
    }

    void marginsAreMirrored()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        ChatListPane pane(chats, *m_theme, *m_preferences);
        pane.resize(336, 600);
        pane.setLayoutDirection(Qt::RightToLeft);
        pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        const QList<QAbstractButton *> buttons = pane.findChildren<QAbstractButton *>();
        const auto newChat = std::find_if(buttons.cbegin(), buttons.cend(),
                                          [](QAbstractButton *one) { return one->accessibleName() == u"New chat"_s; });
        QVERIFY(newChat != buttons.cend());
        QCOMPARE((*newChat)->mapTo(&pane, QPoint()).x(), 12); // as far from its edge as it is in left-to-right
    }

    void keysMoveAndEnterOpens()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        chats.changeConversations({chatWith(1, u"a"_s, u"1"_s), chatWith(2, u"b"_s, u"2"_s), chatWith(3, u"c"_s, u"3"_s)});
        chats.flush();
        ChatListView view(chats);
        view.resize(300, 400);
        QSignalSpy opened(&view, &ChatListView::openRequested);
        view.setOpenChat(ConversationId(1));
        QTest::keyClick(&view, Qt::Key_Down);
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(opened.size(), 0);
        QCOMPARE(view.focusedChat(), ConversationId(3));
        QCOMPARE(view.selectionModel()->selectedIndexes().value(0).row(), chats.rowOf(ConversationId(1)));
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.first().first().value<ConversationId>(), ConversationId(3));
    }

    void filtersAndEmptyStates()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        ChatListPane pane(chats, *m_theme, *m_preferences);
        // Who is new here is led to those who can be written to; New chat is above at any time.
        QSignalSpy wanted(&pane, &ChatListPane::contactsRequested);
        auto *empty = pane.findChild<EmptyState *>();
        QVERIFY(empty);
        const QList<QAbstractButton *> offered = empty->findChildren<QAbstractButton *>();
        QCOMPARE(offered.size(), 1);
        QCOMPARE(offered.constFirst()->text(), u"Show contacts"_s);
        Q_EMIT empty->actionRequested();
        QCOMPARE(wanted.size(), 1);

        Conversation unread = chatWith(2, u"leila"_s, u"permit"_s);
        unread.unread = 1;
        unread.firstUnread = unread.last->id;
        Conversation muted = chatWith(3, u"room"_s, u"level"_s);
        muted.unread = 18;
        muted.muted = true;
        muted.firstUnread = muted.last->id;
        chats.changeConversations({chatWith(1, u"tomas"_s, u"1"_s), unread, muted});
        chats.flush();
        QCOMPARE(chats.rowCount(), 3);
        const QList<Chip *> chips = pane.findChildren<Chip *>();
        const auto chip = std::find_if(chips.cbegin(), chips.cend(), [](Chip *one) { return one->accessibleName() == u"Unread chats"_s; });
        QVERIFY(chip != chips.cend());
        QCOMPARE((*chip)->count(), 2); // chats, muted ones too
        (*chip)->setChecked(true);
        QCOMPARE(chats.rowCount(), 2);
        auto *search = pane.findChild<SearchField *>();
        QCOMPARE(search->accessibleName(), u"Search chats and messages"_s);
        QSignalSpy searched(&pane, &ChatListPane::searchRequested);
        QTest::keyClicks(search, u"l"_s);
        QCOMPARE(searched.takeFirst().constFirst().toString(), u"l"_s);
        QVERIFY(search->text().isEmpty()); // the search has a field of its own
        QCOMPARE(chats.rowCount(), 2);
        Q_EMIT empty->actionRequested(); // "Show all chats"
        QCOMPARE(chats.rowCount(), 3);
        QCOMPARE(wanted.size(), 1);
    }

    void mentionsAndGroupsAreFilters()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        ChatListPane pane(chats, *m_theme, *m_preferences);
        auto *empty = pane.findChild<EmptyState *>();
        Conversation crew = chatWith(2, u"crew"_s, u"permit"_s);
        crew.kind = ConversationKind::Room;
        chats.changeConversations({chatWith(1, u"tomas"_s, u"1"_s), crew});
        chats.flush();
        const auto chip = [&pane](const QString &name) {
            const QList<Chip *> chips = pane.findChildren<Chip *>();
            return *std::find_if(chips.cbegin(), chips.cend(), [&](Chip *one) { return one->accessibleName() == name; });
        };
        chip(u"Group chats"_s)->setChecked(true);
        QCOMPARE(chats.rowCount(), 1);
        QVERIFY(!chip(u"All chats"_s)->isChecked());
        chip(u"Mentions"_s)->setChecked(true);
        QCOMPARE(chats.rowCount(), 0);
        QVERIFY(!empty->isHidden());
        Q_EMIT empty->actionRequested(); // "Show all chats"
        QCOMPARE(chats.rowCount(), 2);
    }

    void spacesAreFiltersWithCounts()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        Conversation tomas = chatWith(1, u"tomas"_s, u"On site"_s);
        tomas.unread = 2;
        chats.changeConversations({tomas, chatWith(2, u"priya"_s, u"Perfect"_s)});
        chats.flush();
        SpaceListModel spaces(chats);
        ChatListPane pane(chats, *m_theme, *m_preferences);
        pane.setSpaces(spaces);
        pane.resize(336, 700);
        pane.show();
        const auto chip = [&pane](const QString &name) -> Chip * {
            const QList<Chip *> all = pane.findChildren<Chip *>();
            const auto found = std::find_if(all.cbegin(), all.cend(), [&](Chip *one) { return one->accessibleName() == name; });
            return found == all.cend() ? nullptr : *found;
        };
        const int rowsAt = pane.list()->y();
        const auto space = [](const QString &id, const QString &name, int place, const QSet<BareJid> &members) {
            return Space{SpaceId(id), {name, 2, place, {}}, members, {}};
        };
        spaces.replaceSpaces(AccountId(1), {space(u"a"_s, u"R&D"_s, 1, {jid(u"tomas"_s)}), space(u"b"_s, u"Home"_s, 2, {})}, SpaceKeeping::Kept);
        Chip *work = chip(u"Space: R&D"_s);
        QVERIFY(work);
        QCOMPARE(work->text(), u"R&D"_s);
        QVERIFY(work->shortcut().isEmpty()); // its letters are nobody's shortcut
        QCOMPARE(work->accessibleDescription(), u"1"_s);
        QVERIFY(chip(u"Space: Home"_s)->accessibleDescription().isEmpty());
        QTRY_VERIFY(pane.list()->y() > rowsAt); // a line of their own

        // One of them all is on; what it hides stays known.
        work->setChecked(true);
        QCOMPARE(chats.filter(), ChatListModel::Filter::Space);
        QCOMPARE(chats.rowCount(), 1);
        QVERIFY(!chip(u"All chats"_s)->isChecked());
        spaces.replaceSpaces(AccountId(1), {space(u"a"_s, u"R&D"_s, 1, {jid(u"tomas"_s), jid(u"priya"_s)}), space(u"b"_s, u"Home"_s, 2, {})},
                             SpaceKeeping::Kept);
        QCOMPARE(chats.rowCount(), 2);
        QCOMPARE(chip(u"Space: R&D"_s), work);
        chip(u"Space: Home"_s)->setChecked(true);
        QCOMPARE(chats.rowCount(), 0);
        auto *empty = pane.findChild<EmptyState *>();
        QVERIFY(empty && empty->isVisible());

        // Gone on another device while it is shown: all of them are.
        spaces.replaceSpaces(AccountId(1), {space(u"a"_s, u"Research"_s, 1, {jid(u"tomas"_s)})}, SpaceKeeping::Kept);
        QVERIFY(!chip(u"Space: Home"_s));
        QVERIFY(chip(u"All chats"_s)->isChecked());
        QCOMPARE(chats.rowCount(), 2);
        QCOMPARE(chip(u"Space: Research"_s), work);
        // One that is cut off has a tooltip, whose markup nobody is to hear.
        const QString endless = QString(100, u'W') + u" & more"_s;
        spaces.replaceSpaces(AccountId(1), {space(u"a"_s, endless, 1, {})}, SpaceKeeping::Kept);
        QVERIFY(!work->toolTip().isEmpty());
        QCOMPARE(QAccessible::queryAccessibleInterface(work)->text(QAccessible::Description), endless);
        spaces.replaceSpaces(AccountId(1), {space(u"a"_s, u"Research"_s, 1, {jid(u"tomas"_s)})}, SpaceKeeping::Kept);
        QCOMPARE(work->accessibleDescription(), u"1"_s);

        // In a slim list they are behind the button that is there for them.
        const auto hasFilterButton = [&pane] {
            const QList<IconButton *> all = pane.findChildren<IconButton *>();
            return std::any_of(all.cbegin(), all.cend(), [&](IconButton *one) { return one->accessibleName() == u"Filter chats"_s && one->isVisibleTo(&pane); });
        };
        pane.setChrome(ChatListPane::Chrome::Slim);
        QVERIFY(hasFilterButton());
        QVERIFY(!work->isVisibleTo(&pane));
        work->setChecked(true);
        QVERIFY(work->isVisibleTo(&pane)); // what hides something is shown
        spaces.removeAccount(AccountId(1));
        QVERIFY(!hasFilterButton());
        QCOMPARE(chats.filter(), ChatListModel::Filter::All);
    }

    void spacesArePutInOrderByKeysAndByDragging_data()
    {
        QTest::addColumn<Qt::LayoutDirection>("direction");
        QTest::newRow("left to right") << Qt::LeftToRight;
        QTest::newRow("right to left") << Qt::RightToLeft;
    }
    void spacesArePutInOrderByKeysAndByDragging()
    {
        QFETCH(Qt::LayoutDirection, direction);
        ContactListModel contacts;
        ChatListModel chats(contacts);
        SpaceListModel spaces(chats);
        ChatListPane pane(chats, *m_theme, *m_preferences);
        pane.setSpaces(spaces);
        pane.setLayoutDirection(direction);
        pane.resize(336, 700);
        pane.show();
        const auto fill = [&spaces](const QStringList &names) {
            QList<Space> all;
            for (const QString &name : names)
                all << Space{SpaceId(name), {name, 1, int(all.size()), {}}, {}, {}};
            spaces.replaceSpaces(AccountId(1), all, SpaceKeeping::Kept);
        };
        fill({u"A"_s, u"B"_s, u"C"_s});
        const auto chip = [&pane](const QString &name) {
            const QList<Chip *> all = pane.findChildren<Chip *>();
            return *std::find_if(all.cbegin(), all.cend(), [&](Chip *one) { return one->accessibleName() == u"Space: "_s + name; });
        };
        QSignalSpy moved(&pane, &ChatListPane::moveSpaceRequested);
        const auto isMoved = [&moved](const QString &name, int row) {
            return !moved.isEmpty() && moved.takeFirst() == QVariantList{QVariant::fromValue(SpaceId(name)), row};
        };
        const bool isMirrored = direction == Qt::RightToLeft;
        const Qt::Key on = isMirrored ? Qt::Key_Left : Qt::Key_Right, back = isMirrored ? Qt::Key_Right : Qt::Key_Left;
        const auto press = [&](const QString &name, Qt::Key key) { QTest::keyClick(chip(name), key, Qt::ControlModifier | Qt::ShiftModifier); };
        press(u"B"_s, on);
        QVERIFY(isMoved(u"B"_s, 2));
        press(u"B"_s, back);
        QVERIFY(isMoved(u"B"_s, 0));
        press(u"A"_s, back); // the first stays
        press(u"C"_s, on);
        QCOMPARE(moved.size(), 0);

        // By its menu, past the one that it names.
        const auto entries = [&pane, &chip](const QString &name) {
            Q_EMIT chip(name)->customContextMenuRequested({});
            const QList<QAction *> all = pane.findChildren<QMenu *>().constLast()->actions();
            QHash<QString, QAction *> byText;
            for (QAction *each : all)
                byText.insert(QString(each->text()).remove(QChar(0x2068)).remove(QChar(0x2069)), each);
            return byText;
        };
        QVERIFY(entries(u"B"_s).value(u"Move before A"_s));
        entries(u"B"_s).value(u"Move behind C"_s)->trigger();
        QVERIFY(isMoved(u"B"_s, 2));
        QVERIFY(!entries(u"A"_s).contains(u"Move before B"_s));
        const QList<QMenu *> menus = pane.findChildren<QMenu *>();
        for (QMenu *menu : menus)
            delete menu;

        // Let go behind the last one, and before the first; a mark says where it would stand.
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        const auto stand = [&chip](const QString &first, const QString &second) {
            return chip(first)->y() == chip(second)->y() && 2 * std::abs(chip(first)->x() - chip(second)->x()) > chip(first)->width();
        };
        QTRY_VERIFY(stand(u"A"_s, u"B"_s) && stand(u"A"_s, u"C"_s) && stand(u"B"_s, u"C"_s)); // they are laid out
        const auto middle = [&](const QString &name) { return chip(name)->rect().center(); };
        const auto drag = [&](const QString &name, const QString &onto, int beside) {
            QTest::mousePress(chip(name), Qt::LeftButton, {}, middle(name));
            const QPoint there = middle(onto) + QPoint(isMirrored ? -beside : beside, 0);
            const QPoint to = chip(name)->mapFromGlobal(chip(onto)->mapToGlobal(there));
            QTest::mouseMove(chip(name), (middle(name) + to) / 2);
            QTest::mouseMove(chip(name), to);
            return to;
        };
        const auto hasMark = [&chip] {
            const QList<QWidget *> all = chip(u"A"_s)->parentWidget()->findChildren<QWidget *>(Qt::FindDirectChildrenOnly);
            return std::any_of(all.cbegin(), all.cend(), [](QWidget *each) { return each->width() < 6 && each->isVisible(); });
        };
        QPoint at = drag(u"A"_s, u"C"_s, 3);
        QVERIFY(hasMark());
        QTest::mouseRelease(chip(u"A"_s), Qt::LeftButton, {}, at);
        QVERIFY(isMoved(u"A"_s, 2));
        QVERIFY(!hasMark());
        QVERIFY(!chip(u"A"_s)->isChecked()); // it was not chosen by that
        at = drag(u"C"_s, u"A"_s, -3);
        QTest::mouseRelease(chip(u"C"_s), Qt::LeftButton, {}, at);
        QVERIFY(isMoved(u"C"_s, 0));
        // Given up by Escape, and where it stands already.
        at = drag(u"A"_s, u"C"_s, 3);
        QTest::keyClick(chip(u"A"_s), Qt::Key_Escape);
        QVERIFY(!hasMark());
        QTest::mouseRelease(chip(u"A"_s), Qt::LeftButton, {}, at);
        at = drag(u"A"_s, u"B"_s, -3);
        QTest::mouseRelease(chip(u"A"_s), Qt::LeftButton, {}, at);
        QCOMPARE(moved.size(), 0);
        // It goes on another device while it is dragged.
        at = drag(u"C"_s, u"A"_s, -3);
        fill({u"A"_s});
        QVERIFY(!hasMark());
        QTest::mouseClick(chip(u"A"_s), Qt::LeftButton);
        QVERIFY(chip(u"A"_s)->isChecked());
        QCOMPARE(moved.size(), 0);

        // Whoever reads the widgets one by one meets them in that order.
        fill({u"B"_s, u"A"_s, u"C"_s});
        QStringList read;
        const QList<Chip *> all = pane.findChildren<Chip *>();
        for (const Chip *each : all) {
            if (each->accessibleName().startsWith(u"Space: "))
                read << each->text();
        }
        QCOMPARE(read, QStringList({u"B"_s, u"A"_s, u"C"_s}));
    }

    /// Where a space went is told once it is there; not where it did not go and another device moves it later.
    void aMoveIsToldWhereItWasWishedAlone()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        SpaceListModel spaces(chats);
        ChatListPane pane(chats, *m_theme, *m_preferences);
        pane.setSpaces(spaces);
        pane.resize(336, 700);
        pane.show();
        const auto fill = [&spaces](const QStringList &names) {
            QList<Space> all;
            for (const QString &name : names)
                all << Space{SpaceId(name), {name, 1, int(all.size()), {}}, {}, {}};
            spaces.replaceSpaces(AccountId(1), all, SpaceKeeping::Kept);
        };
        fill({u"A"_s, u"B"_s});
        const QList<Chip *> all = pane.findChildren<Chip *>();
        Chip *a = *std::find_if(all.cbegin(), all.cend(), [](Chip *one) { return one->accessibleName() == u"Space: A"; });
        static QStringList told;
        told.clear();
        QAccessible::setActive(true);
        const auto before = QAccessible::installUpdateHandler([](QAccessibleEvent *event) {
            if (event->type() == QAccessible::Announcement)
                told << static_cast<QAccessibleAnnouncementEvent *>(event)->message();
        });
        const auto restore = qScopeGuard([before] { QAccessible::installUpdateHandler(before); });
        const bool isLeftToRight = pane.layoutDirection() == Qt::LeftToRight;
        const auto moveOn = [&] {
            QTest::keyClick(a, isLeftToRight ? Qt::Key_Right : Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
        };
        moveOn();
        m_preferences->setTextSize(120); // something else is other first
        m_preferences->setTextSize(100);
        QCOMPARE(told.size(), 0);
        fill({u"B"_s, u"A"_s});
        QCOMPARE(told.size(), 1);
        QVERIFY(told.first().contains(u"2 of 2"_s));
        fill({u"A"_s, u"B"_s}); // by another device
        QCOMPARE(told.size(), 1);
        moveOn();
        pane.forgetSpaceMove(); // the disk is full, say
        fill({u"B"_s, u"A"_s});
        QCOMPARE(told.size(), 1);
    }

    /// By keys, by the menu and by dragging; among those of one account, and never opened by it.
    void pinnedGroupsArePutInOrder()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        QList<Conversation> all;
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s, u"d"_s}) {
            all << chatWith(all.size() + 1, name, u"Hello"_s);
            all.last().kind = ConversationKind::Room;
            all.last().pinned = name != u"d";
        }
        chats.changeConversations(all);
        chats.flush();
        ChatListPane pane(chats, *m_theme, *m_preferences);
        pane.resize(336, 700);
        pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        auto *list = pane.findChild<ChatListView *>();
        QSignalSpy wanted(&pane, &ChatListPane::groupOrderRequested);
        QSignalSpy opened(&pane, &ChatListPane::openRequested);
        const auto isWanted = [&wanted](const QString &order) {
            QString names;
            if (wanted.isEmpty())
                return order.isEmpty();
            const auto groups = wanted.takeFirst().at(1).value<QList<BareJid>>();
            for (const BareJid &each : groups)
                names += each.local();
            return names == order;
        };
        const auto press = [&](int row, Qt::Key key) {
            list->setCurrentIndex(chats.index(row));
            QTest::keyClick(list, key, Qt::ControlModifier | Qt::ShiftModifier);
        };
        press(0, Qt::Key_Down);
        QVERIFY(isWanted(u"bac"_s));
        press(2, Qt::Key_Up);
        QVERIFY(isWanted(u"acb"_s));
        press(0, Qt::Key_Up); // the first stays,
        press(2, Qt::Key_Down); // the last too
        press(3, Qt::Key_Up); // and one that is not pinned goes by its news
        QVERIFY(isWanted({}));
        const auto entry = [&](qint64 chat, const QString &text) -> QAction * {
            Q_EMIT list->menuRequested(ConversationId(chat), {});
            const QList<QAction *> entries = pane.findChildren<QMenu *>().constLast()->actions();
            const auto found = std::find_if(entries.cbegin(), entries.cend(), [&](QAction *each) { return each->text() == text; });
            return found == entries.cend() ? nullptr : *found;
        };
        QVERIFY(!entry(1, u"Move up"_s) && !entry(3, u"Move down"_s) && !entry(4, u"Move up"_s));
        entry(1, u"Move down"_s)->trigger();
        QVERIFY(isWanted(u"bac"_s));
        const QList<QMenu *> menus = pane.findChildren<QMenu *>();
        for (QMenu *menu : menus)
            delete menu;
        // Dragged behind the last one, and before the first.
        const auto middle = [&](int row) { return list->visualRect(chats.index(row)).center(); };
        const auto drag = [&](int row, const QPoint &to) {
            QTest::mousePress(list->viewport(), Qt::LeftButton, {}, middle(row));
            QTest::mouseMove(list->viewport(), (middle(row) + to) / 2);
            QTest::mouseMove(list->viewport(), to);
        };
        const QPoint belowLast = middle(2) + QPoint(0, 9), aboveFirst = middle(0) - QPoint(0, 9);
        drag(0, belowLast);
        QTest::mouseRelease(list->viewport(), Qt::LeftButton, {}, belowLast);
        QVERIFY(isWanted(u"bca"_s));
        drag(2, aboveFirst);
        QTest::mouseRelease(list->viewport(), Qt::LeftButton, {}, aboveFirst);
        QVERIFY(isWanted(u"cab"_s));
        // Given up by Escape, and let go where it stands.
        drag(0, belowLast);
        QTest::keyClick(list, Qt::Key_Escape);
        QTest::mouseRelease(list->viewport(), Qt::LeftButton, {}, belowLast);
        drag(1, middle(1) + QPoint(0, 12));
        QTest::mouseRelease(list->viewport(), Qt::LeftButton, {}, middle(1) + QPoint(0, 12));
        QVERIFY(isWanted({}));
        // One that is not pinned is not dragged.
        drag(3, aboveFirst);
        QTest::mouseRelease(list->viewport(), Qt::LeftButton, {}, aboveFirst);
        QVERIFY(isWanted({}));
        // Those that the filter hides keep their places, and count.
        chats.setFilter(ChatListModel::Filter::Unread);
        const auto showOnly = [&](const QString &names) {
            for (Conversation &each : all)
                each.unread = names.contains(each.peer.local()) ? 1 : 0;
            chats.changeConversations(all);
            chats.flush();
            chats.filterAgain();
            QTRY_COMPARE(chats.rowCount(), int(names.size()));
        };
        const auto drop = [&](int row, const QPoint &to) {
            drag(row, to);
            QTest::mouseRelease(list->viewport(), Qt::LeftButton, {}, to);
        };
        showOnly(u"bc"_s);
        drop(1, middle(1) + QPoint(0, 12)); // where it was
        drop(0, middle(0) - QPoint(0, 12));
        QVERIFY(isWanted({}));
        drop(1, middle(0) - QPoint(0, 9));
        QVERIFY(isWanted(u"acb"_s));
        showOnly(u"ac"_s);
        drop(0, middle(0) + QPoint(0, 12));
        QVERIFY(isWanted({}));
        drop(0, middle(1) + QPoint(0, 9));
        QVERIFY(isWanted(u"bca"_s));
        drop(1, middle(0) - QPoint(0, 9));
        QVERIFY(isWanted(u"cab"_s));
        chats.setFilter(ChatListModel::Filter::All);
        QTRY_COMPARE(chats.rowCount(), 4);
        QCOMPARE(opened.size(), 0);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, middle(1)); // a click still opens
        QCOMPARE(opened.size(), 1);
    }

    void theMenuOfAChatPutsItIntoSpaces()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        Conversation room = chatWith(2, u"crew"_s, u"Perfect"_s);
        room.kind = ConversationKind::RoomPrivate;
        chats.changeConversations({chatWith(1, u"tomas"_s, u"On site"_s), room});
        chats.flush();
        SpaceListModel spaces(chats);
        spaces.replaceSpaces(AccountId(1), {Space{SpaceId(u"a"_s), {u"Work"_s, 0, 1, {}}, {jid(u"tomas"_s)}, {}},
                                            Space{SpaceId(u"b"_s), {u"Home"_s, 1, 2, {}}, {}, {}}}, SpaceKeeping::Kept);
        ChatListPane pane(chats, *m_theme, *m_preferences);
        pane.setSpaces(spaces);
        QSignalSpy members(&pane, &ChatListPane::spaceMemberRequested);
        QSignalSpy made(&pane, &ChatListPane::newSpaceRequested);
        auto *list = pane.findChild<ChatListView *>();
        const auto entriesOf = [&](qint64 chat) {
            Q_EMIT list->menuRequested(ConversationId(chat), {});
            const QList<QMenu *> menus = pane.findChildren<QMenu *>();
            const auto found = std::find_if(menus.cbegin(), menus.cend(), [](QMenu *menu) { return menu->title() == u"Spaces"_s; });
            return found == menus.cend() ? QList<QAction *>() : (*found)->actions();
        };
        QVERIFY(entriesOf(2).isEmpty()); // of whom no other device knows the address
        const QList<QAction *> entries = entriesOf(1);
        QCOMPARE(entries.size(), 3);
        QVERIFY(entries.at(0)->isChecked() && !entries.at(1)->isChecked());
        entries.at(1)->trigger();
        QCOMPARE(members.takeFirst(), (QVariantList{QVariant::fromValue(ConversationId(1)), QVariant::fromValue(SpaceId(u"b"_s)), true}));
        entries.at(0)->trigger();
        QCOMPARE(members.takeFirst(), (QVariantList{QVariant::fromValue(ConversationId(1)), QVariant::fromValue(SpaceId(u"a"_s)), false}));
        entries.at(2)->trigger();
        QCOMPARE(made.takeFirst(), QVariantList{QVariant::fromValue(ConversationId(1))});
    }

    void theDialogOfASpaceSaysWhatIsWished()
    {
        AccountListModel accounts;
        AccountSettings mara, work;
        mara.id = AccountId(1);
        mara.jid = jid(u"mara"_s);
        work.id = AccountId(2);
        work.jid = jid(u"work"_s);
        accounts.setAccounts({mara, work});
        SpaceForm form;
        form.traits = {u"Work"_s, 3, 7, {SpaceRule::Takes::People, true, false}};
        form.accounts = {mara.id};
        form.note = u"Here alone."_s;
        form.isNew = false;
        SpaceDialog dialog(form, accounts, *m_theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        QSignalSpy saved(&dialog, &SpaceDialog::saveRequested);
        auto *name = dialog.findChild<QLineEdit *>();
        QCOMPARE(name->text(), u"Work"_s);
        const auto box = [&dialog](const QString &text) {
            const QList<QCheckBox *> all = dialog.findChildren<QCheckBox *>();
            return *std::find_if(all.cbegin(), all.cend(), [&](QCheckBox *one) { return one->text() == text; });
        };
        QVERIFY(box(u"Only while something is unread"_s)->isChecked());
        QVERIFY(box(u"mara@harbor.example"_s)->isChecked() && !box(u"work@harbor.example"_s)->isChecked());
        // Nothing is asked about a rule that there is not.
        auto *takes = dialog.findChild<QComboBox *>();
        QCOMPARE(takes->currentText(), u"Chats with people"_s);
        takes->setCurrentIndex(0);
        QVERIFY(!box(u"Only while something is unread"_s)->isVisible());
        box(u"work@harbor.example"_s)->setChecked(true);
        const auto press = [&dialog](const QString &text) {
            const QList<QAbstractButton *> all = dialog.findChildren<QAbstractButton *>();
            (*std::find_if(all.cbegin(), all.cend(), [&](QAbstractButton *one) { return one->text() == text; }))->click();
        };
        name->setText(u"  "_s);
        press(u"Save"_s);
        QCOMPARE(saved.size(), 0);
        name->setText(u" Job "_s);
        press(u"Save"_s);
        QCOMPARE(saved.size(), 1);
        const auto traits = saved.at(0).at(0).value<SpaceTraits>();
        QVERIFY((traits == SpaceTraits{u"Job"_s, 3, 7, {}}));
        QCOMPARE(saved.at(0).at(1).value<QSet<AccountId>>(), (QSet<AccountId>{mara.id, work.id}));
    }

    void chromeFollowsTheWidth()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        chats.changeConversations({chatWith(1, u"tomas"_s, u"Text"_s)});
        chats.flush();
        ChatListPane pane(chats, *m_theme, *m_preferences);
        auto *search = pane.findChild<SearchField *>();
        auto *chip = pane.findChild<Chip *>();
        pane.setChrome(ChatListPane::Chrome::Slim);
        QVERIFY(!search->isVisibleTo(&pane));
        QSignalSpy searched(&pane, &ChatListPane::searchRequested);
        for (IconButton *button : pane.findChildren<IconButton *>()) {
            if (button->accessibleName() == u"Search"_s) {
                QVERIFY(button->isVisibleTo(&pane));
                button->click();
            }
        }
        QCOMPARE(searched.size(), 1);
        pane.setChrome(ChatListPane::Chrome::OnePane);
        QVERIFY(search->isVisibleTo(&pane));
        QVERIFY(!chip->isVisibleTo(&pane));
        pane.setChrome(ChatListPane::Chrome::Full);
        QVERIFY(chip->isVisibleTo(&pane));
        // Picture 01, to the pixel: search at 60, chips at 106, the first row at 142.
        pane.resize(335, 700);
        pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        QCOMPARE(search->mapTo(&pane, QPoint(0, 0)), QPoint(16, 60));
        QCOMPARE(search->size(), QSize(335 - 32, 36));
        QCOMPARE(chip->mapTo(&pane, QPoint(focusRoom, focusRoom)), QPoint(16, 106));
        QCOMPARE(pane.list()->mapTo(&pane, QPoint(0, 0)).y(), 142);
        const QList<IconButton *> buttons = pane.findChildren<IconButton *>();
        QVERIFY(std::any_of(buttons.cbegin(), buttons.cend(), [&](IconButton *button) {
            return button->accessibleName() == u"Filter chats"_s && button->isVisibleTo(&pane);
        }));
    }

    void timesStandWhereTheyStoodWhenAScrollBarComes()
    {
        const auto trailingInk = [this](int count) {
            ContactListModel contacts;
            ChatListModel chats(contacts);
            QList<Conversation> all;
            for (int i = 1; i <= count; ++i)
                all << chatWith(i, u"one%1"_s.arg(i), u"Text"_s);
            chats.changeConversations(all);
            chats.flush();
            ChatListPane pane(chats, *m_theme, *m_preferences);
            pane.resize(335, 500);
            pane.show();
            if (!QTest::qWaitForWindowExposed(&pane))
                return -1;
            auto *list = static_cast<QAbstractScrollArea *>(pane.list());
            if (list->verticalScrollBar()->isVisible() != (count > 10))
                return -2;
            const QImage image = list->viewport()->grab().toImage();
            int right = -1;
            for (int y = 10; y < 34; ++y) {
                for (int x = image.width() / 2; x < image.width(); ++x) {
                    if (image.pixelColor(x, y).lightness() < 160)
                        right = std::max(right, x);
                }
            }
            return right;
        };
        const int few = trailingInk(2);
        QVERIFY2(few > 335 - 16 - 4 && few < 335 - 16 + 1, qPrintable(QString::number(few)));
        QCOMPARE(trailingInk(30), few);
    }

    void chipsWithCountsStandInOneLine()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        ChatListPane pane(chats, *m_theme, *m_preferences);
        const QList<Chip *> chips = pane.findChildren<Chip *>();
        QCOMPARE(chips.size(), 4);
        chips.at(1)->setCount(3);
        chips.at(2)->setCount(1);
        pane.resize(335, 700); // as wide as the list of a new window
        pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        for (const Chip *one : chips)
            QCOMPARE(one->y(), chips.first()->y());
    }

    void rowsAreReadOut()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        chats.setSpokenText([](const ChatListModel::Row &row) { return chatRowSpokenText(row, noon); });
        chats.changeConversations({chatWith(1, u"tomas"_s, u"Hello"_s)});
        chats.flush();
        ChatListView view(chats);
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&view);
        QVERIFY(list);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->text(QAccessible::Name), u"Chat list"_s);
        QAccessibleInterface *row = list->child(0);
        QVERIFY(row);
        QCOMPARE(row->role(), QAccessible::ListItem);
        QCOMPARE(row->text(QAccessible::Name), chatRowSpokenText(chats.row(0), noon));
    }

    void theOpenChatIsReadOutAsItIsPainted()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        QAbstractItemModelTester tester(&chats);
        chats.setSpokenText([](const ChatListModel::Row &row) { return chatRowSpokenText(row, noon); });
        Conversation begun = chatWith(1, u"tomas"_s, u"Hello"_s);
        begun.draft = u"Owen, about the"_s;
        chats.changeConversations({begun, chatWith(2, u"hana"_s, u"Later"_s)});
        chats.flush();
        ChatListPane pane(chats, *m_theme, *m_preferences);
        const auto spoken = [&chats] {
            return chats.index(chats.rowOf(ConversationId(1))).data(Qt::AccessibleTextRole).toString();
        };
        QVERIFY(spoken().contains(u"Draft: Owen"_s));
        QSignalSpy changed(&chats, &QAbstractItemModel::dataChanged);
        pane.setOpenChat(ConversationId(1));
        QVERIFY2(!spoken().contains(u"Draft:"_s), qPrintable(spoken()));
        QCOMPARE(changed.count(), 1);
        pane.setOpenChat(ConversationId(2));
        QVERIFY(spoken().contains(u"Draft: Owen"_s));
        QCOMPARE(changed.count(), 3);
    }

    void newChatCompletesNames()
    {
        AccountListModel accounts;
        AccountSettings settings;
        settings.id = AccountId(1);
        settings.jid = jid(u"mara"_s);
        accounts.setAccounts({settings});
        ContactListModel contacts;
        contacts.replaceRoster(AccountId(1), {contact(u"tomas"_s, u"Tomas Berg"_s), contact(u"hana"_s, u"Hana Novák"_s)});
        contacts.flush();
        NewChatDialog dialog(accounts, contacts, *m_theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        QSignalSpy wanted(&dialog, &NewChatDialog::chatRequested);
        auto *field = dialog.findChild<QLineEdit *>();
        QVERIFY(field);

        QTest::keyClicks(field, u"novak"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.last().at(1).value<BareJid>(), jid(u"hana"_s));

        field->clear();
        QTest::keyClicks(field, u"new@elsewhere.example"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(wanted.size(), 2);
        QCOMPARE(wanted.last().at(0).value<AccountId>(), AccountId(1));
        QCOMPARE(wanted.last().at(1).value<BareJid>().toString(), u"new@elsewhere.example"_s);

        field->clear();
        QTest::keyClicks(field, u"nobody at all"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(wanted.size(), 2);
        QCOMPARE(dialog.findChild<TextField *>()->state(), TextField::State::Wrong);
    }

    void newChatOffersTheContactsOfTheAccountThatIsChosen()
    {
        AccountSettings home, work;
        home.id = AccountId(1);
        home.jid = jid(u"mara"_s);
        work.id = AccountId(2);
        work.jid = BareJid::fromPrepared(u"mara@work.example"_s);
        work.name = u"Work"_s;
        AccountListModel accounts;
        accounts.setAccounts({home, work});
        ContactListModel contacts;
        Contact colleague = contact(u"tomas"_s, u"Tomas Berg"_s);
        colleague.account = work.id;
        contacts.replaceRoster(home.id, {contact(u"tomas"_s, u"Tomas Berg"_s), contact(u"hana"_s, u"Hana Novák"_s)});
        contacts.replaceRoster(work.id, {colleague});
        contacts.setAccountMarks(accountMarks({home, work}));
        contacts.flush();
        NewChatDialog dialog(accounts, contacts, *m_theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        QSignalSpy wanted(&dialog, &NewChatDialog::chatRequested);
        auto *field = dialog.findChild<QLineEdit *>();
        auto *from = dialog.findChild<QComboBox *>();
        auto *list = dialog.findChild<QListView *>();
        QVERIFY(field && from && from->isVisible() && list);
        const auto offered = [list] {
            QStringList all;
            for (int row = 0; row < list->model()->rowCount(); ++row)
                all << list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
            return all;
        };
        const QString hana = u"Hana Novák, hana@harbor.example, account mara@harbor.example"_s;
        const QString tomas = u"Tomas Berg, tomas@harbor.example, account mara@harbor.example"_s;
        const QString atWork = u"Tomas Berg, tomas@harbor.example, account Work"_s;
        QCOMPARE(offered(), (QStringList{hana, tomas, atWork}));
        QTest::keyClicks(field, u"tomas"_s);
        from->setCurrentIndex(from->findText(work.jid.toString()));
        QCOMPARE(offered(), (QStringList{atWork, tomas}));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.last().at(0).value<AccountId>(), work.id);
        QCOMPARE(wanted.last().at(1).value<BareJid>(), jid(u"tomas"_s));
        from->setCurrentIndex(from->findText(home.jid.toString()));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(wanted.last().at(0).value<AccountId>(), home.id);
        // Who is known to the other account alone is found too, and written to from there.
        from->setCurrentIndex(from->findText(work.jid.toString()));
        field->clear();
        QTest::keyClicks(field, u"hana"_s);
        QCOMPARE(offered(), QStringList{hana});
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(wanted.last().at(0).value<AccountId>(), home.id);
        QCOMPARE(wanted.last().at(1).value<BareJid>(), jid(u"hana"_s));
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
};

JACKDAW_WINDOW_TEST(ChatListTest)

} // namespace chat_list_test

#include "chat_list_test.moc"
