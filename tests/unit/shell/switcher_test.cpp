// SPDX-License-Identifier: GPL-3.0-or-later
// The quick switcher (Ctrl+K): where it leads, and what it tells apart.
#include "ShellProgram.h"
#include "chats/ChatListPane.h"
#include "settings/SettingsWindow.h"
#include "shell/ChatNotifier.h"
#include "shell/ChatWindows.h"
#include "shell/MainWindow.h"
#include "shell/OneInstance.h"
#include "shell/QuickSwitcher.h"
#include "shell/SettingsPlaces.h"
#include "shell/Shell.h"
#include "shell/StartOptions.h"
#include "shell/SwitcherRanking.h"
#include "style/Direction.h"
#include "support/TestProgram.h"

#include <QAbstractItemView>
#include <QLineEdit>
#include <QListWidget>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;
using namespace jackdaw::test;

namespace switcher_test {

class SwitcherTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void switcherGoesToAChat()
    {
        Program program;
        program.fill();
        MainWindow window(program.context);
        window.show();
        window.execute(Command::QuickSwitcher);
        QuickSwitcher &switcher = window.switcher();
        QVERIFY(switcher.isVisible());
        auto *field = switcher.findChild<QLineEdit *>();
        QCOMPARE(field->accessibleName(), u"Go to chat or action"_s);
        QTest::keyClicks(field, u"leil"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!switcher.isVisible());
        QCOMPARE(window.openedChat(), ConversationId(2));
        QSignalSpy commands(&window, &MainWindow::commandRequested);
        window.execute(Command::QuickSwitcher);
        QTest::keyClicks(field, u"> new chat"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(commands.size(), 1);
        QCOMPARE(commands.first().first().value<Command>(), Command::NewChat);
        window.execute(Command::QuickSwitcher);
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!switcher.isVisible());
    }

    void aDomainIsNotWhatIsMeant()
    {
        const auto entry = [](const QString &name, const QString &address) {
            SwitcherEntry made;
            made.name = name;
            made.address = address;
            return made;
        };
        const QList<SwitcherEntry> all{entry(u"Tomas Berg"_s, u"tomas@harbor.example"_s), entry(u"Hana Novak"_s, u"hana@harbor.example"_s),
                                       entry(u"Quay office"_s, u"hall@harbor.example"_s)};
        const auto found = [&all](const QString &query) {
            QStringList names;
            for (const SwitcherEntry &each : rankSwitcher(query, all, 20))
                names << each.name;
            return names;
        };
        QCOMPARE(found(u"@ha"_s), (QStringList{u"Hana Novak"_s, u"Quay office"_s}));
        // It counts where it is written behind a name, and where nothing else is called so.
        QCOMPARE(found(u"@hall@har"_s), QStringList{u"Quay office"_s});
        QCOMPARE(found(u"harbor"_s).size(), 3);
        QCOMPARE(found(u"nobody"_s), QStringList());
    }

    void switcherKnowsGroups()
    {
        Program program;
        program.fill();
        Conversation crew = chatWith(4, u"crew"_s);
        crew.kind = ConversationKind::Room;
        program.context.chats().changeConversations({crew});
        program.context.chats().flush();
        MainWindow window(program.context);
        window.show();
        window.execute(Command::QuickSwitcher);
        QTest::keyClicks(window.switcher().findChild<QLineEdit *>(), u"#"_s);
        const QAbstractItemView *list = window.switcher().findChild<QAbstractItemView *>();
        QCOMPARE(list->model()->rowCount(), 2); // the heading and it alone
        const QString spoken = list->model()->index(1, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.endsWith(u"Group"_s), qPrintable(spoken));
        // Ctrl+Enter opens it beside the window.
        QSignalSpy beside(&window.chatList(), &ChatListPane::windowRequested);
        QTest::keyClick(window.switcher().findChild<QLineEdit *>(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(beside.size(), 1);
        QCOMPARE(beside.first().first().value<ConversationId>(), ConversationId(4));
        QVERIFY(!window.openedChat().isValid());
    }

    /// Picture 09: "Manage accounts" of the settings.
    void switcherGoesToTheSettings()
    {
        Program program;
        program.fill();
        OneInstance instance(program.folder.path());
        Shell shell(program.context, instance, {});
        MainWindow &window = shell.window();
        window.show();
        window.execute(Command::QuickSwitcher);
        auto *field = window.switcher().findChild<QLineEdit *>();
        const QAbstractItemView *list = window.switcher().findChild<QAbstractItemView *>();
        QTest::keyClicks(field, u">na"_s);
        QStringList spoken;
        for (int row = 1; row < list->model()->rowCount(); ++row)
            spoken << list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.contains(u"Manage accounts, Settings"_s), qPrintable(spoken.join(u'|')));
        field->clear();
        QTest::keyClicks(field, u"quiet"_s);
        QCOMPARE(list->currentIndex().data(Qt::AccessibleTextRole).toString(), u"Quiet hours, Settings, Presence and alerts"_s);
        QTest::keyClick(field, Qt::Key_Return);
        auto *settings = window.findChild<SettingsWindow *>();
        QVERIFY(settings);
        QTRY_VERIFY(settings->isVisible());
        const auto *pages = settings->findChild<QListWidget *>();
        QCOMPARE(pages->currentItem()->text(), u"Presence and alerts"_s);
        // Each of them leads to a page of the window.
        for (const SettingsPlace &place : settingsPlaces()) {
            settings->showPage(place.page);
            QVERIFY2(place.name == pages->currentItem()->text() || place.where == u"Settings"_s
                     || place.where.endsWith(pages->currentItem()->text()), qPrintable(place.name));
            if (place.where == u"Settings"_s)
                continue;
            // In the words that stand there.
            const QList<QWidget *> all = settings->findChildren<QWidget *>();
            QVERIFY2(std::any_of(all.cbegin(), all.cend(), [&](const QWidget *each) {
                return each->isVisible()
                    && (each->property("text").toString() == place.name || each->accessibleName() == place.name);
            }), qPrintable(place.name));
        }
        settings->close();
    }

    /// Picture 09: "Group, 7 members".
    void switcherSaysHowManyAGroupHas()
    {
        Program program;
        program.fill();
        const auto group = [&](qint64 id, const QString &local) {
            Conversation chat = chatWith(id, local);
            chat.kind = ConversationKind::Room;
            return chat;
        };
        QList<Conversation> chats{group(4, u"crew"_s), group(5, u"channel"_s), group(6, u"planning"_s), group(7, u"planning"_s)};
        chats[3].peer = BareJid::fromPrepared(u"planning@east.example"_s);
        program.context.chats().changeConversations(chats);
        program.context.chats().flush();
        QList<Room> rooms;
        for (const Conversation &chat : chats) {
            Room room;
            room.account = chat.account;
            room.conversation = chat.id;
            room.jid = chat.peer;
            room.state = RoomState::In;
            room.occupants = 4;
            rooms << room;
        }
        rooms[0].members = 7;
        rooms[1].members = 2; // of forty that are there
        rooms[1].occupants = 40;
        rooms[2].state = RoomState::Lost;
        rooms[2].members = 3;
        rooms[2].occupants = 0;
        rooms[3].state = RoomState::Out;
        rooms[3].occupants = 0;
        program.context.rooms().changeRooms(rooms);
        MainWindow window(program.context);
        window.show();
        window.execute(Command::QuickSwitcher);
        QTest::keyClicks(window.switcher().findChild<QLineEdit *>(), u"#"_s);
        const QAbstractItemView *list = window.switcher().findChild<QAbstractItemView *>();
        QStringList spoken;
        for (int row = 1; row < list->model()->rowCount(); ++row)
            spoken << list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
        QCOMPARE(spoken.size(), 4);
        QVERIFY2(spoken.at(0).endsWith(u"Group, 7 members"_s), qPrintable(spoken.at(0)));
        QVERIFY2(spoken.at(1).endsWith(u"Group, 40 here"_s), qPrintable(spoken.at(1)));
        // Two of one name are told apart.
        QVERIFY2(spoken.at(2).endsWith(u"Group, 3 members · planning@harbor.example"_s), qPrintable(spoken.at(2)));
        QVERIFY2(spoken.at(3).endsWith(u"Group · planning@east.example"_s), qPrintable(spoken.at(3)));
    }

    void switcherOpensPeopleBesideTheWindow()
    {
        Program program;
        program.fill();
        Contact hana;
        hana.account = AccountId(1);
        hana.jid = BareJid::fromPrepared(u"hana@harbor.example"_s);
        hana.name = u"Hana Novak"_s;
        program.context.contacts().replaceRoster(AccountId(1), {hana});
        program.context.contacts().flush();
        MainWindow window(program.context);
        window.show();
        window.execute(Command::QuickSwitcher);
        auto *field = window.switcher().findChild<QLineEdit *>();
        // What the keys do is told for what is chosen: an action has no window.
        QTest::keyClicks(field, u">"_s);
        QVERIFY2(field->accessibleDescription().contains(u"open"_s), qPrintable(field->accessibleDescription()));
        QVERIFY2(!field->accessibleDescription().contains(u"new window"_s), qPrintable(field->accessibleDescription()));
        field->clear();
        QTest::keyClicks(field, u"hana"_s);
        QVERIFY2(field->accessibleDescription().endsWith(u"new window"_s), qPrintable(field->accessibleDescription()));
        QSignalSpy here(&window.switcher(), &QuickSwitcher::personRequested);
        QSignalSpy beside(&window.switcher(), &QuickSwitcher::personWindowRequested);
        QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(here.size(), 0);
        QCOMPARE(beside.size(), 1);
        QCOMPARE(beside.first().at(1).value<BareJid>(), hana.jid);

        // The chat is only begun: its window opens with its row.
        ChatWindows windows(program.context);
        QSignalSpy made(&windows, &ChatWindows::windowMade);
        windows.open(ConversationId(9));
        QCOMPARE(made.size(), 0);
        program.context.chats().changeConversations({chatWith(9, u"hana"_s)});
        program.context.chats().flush();
        Q_EMIT program.context.conversationsArrived();
        QCOMPARE(made.size(), 1);
        QVERIFY(windows.contains(ConversationId(9)));
        Q_EMIT program.context.conversationsArrived();
        QCOMPARE(made.size(), 1);
    }

    void lookAlikesAreToldApartInSwitcherAndNotification()
    {
        Program program;
        program.fill();
        const auto contact = [](const QString &jid, const QString &name) {
            Contact one;
            one.account = AccountId(1);
            one.jid = BareJid::fromPrepared(jid);
            one.name = name;
            return one;
        };
        const QString words = u"tb@evil.example, not tomas@harbor.example"_s;
        program.context.contacts().replaceRoster(AccountId(1), {contact(u"tomas@harbor.example"_s, u"Tomas Berg"_s),
                                                                contact(u"tb@evil.example"_s, u"Tomas Berg"_s)});
        program.context.contacts().flush();
        MainWindow window(program.context);
        window.show();
        window.execute(Command::QuickSwitcher);
        const QAbstractItemView *list = window.switcher().findChild<QAbstractItemView *>();
        const auto spoken = [&] {
            QStringList rows;
            for (int row = 0; row < list->model()->rowCount(); ++row)
                rows << list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString().remove(QChar(0x2068)).remove(QChar(0x2069));
            return rows.join(u'\n');
        };
        QTest::keyClicks(window.switcher().findChild<QLineEdit *>(), u"tomas"_s);
        // As soon as they were looked at, without another key, and where the user had gone to.
        QTest::keyClick(window.switcher().findChild<QLineEdit *>(), Qt::Key_Down);
        const int chosen = list->currentIndex().row();
        QTRY_VERIFY2(spoken().contains(words), qPrintable(spoken()));
        QVERIFY2(spoken().contains(u"tomas@harbor.example, not tb@evil.example"_s), qPrintable(spoken()));
        QCOMPARE(list->currentIndex().row(), chosen);

        Conversation chat = chatWith(8, u"tb"_s);
        chat.peer = BareJid::fromPrepared(u"tb@evil.example"_s);
        program.context.chats().changeConversations({chat});
        program.context.chats().flush();
        ChatWindows windows(program.context);
        ChatNotifier notifier(program.context, window, windows);
        QSignalSpy notified(&notifier, &ChatNotifier::notified);
        Message message = *chat.last;
        message.direction = Direction::Incoming;
        Q_EMIT program.context.messagesArrived(chat.id, {message});
        QCOMPARE(notified.size(), 1);
        QString body = notified.first().first().value<Notification>().body;
        QCOMPARE(body.remove(QChar(0x2068)).remove(QChar(0x2069)), words + u"\nHello"_s);
    }

    void switcherAndNotificationsSayWhoseChatItIs()
    {
        Program program;
        program.fill();
        Contact hana;
        hana.account = AccountId(2);
        hana.jid = BareJid::fromPrepared(u"hana@harbor.example"_s);
        hana.name = u"Hana Novak"_s;
        AccountSettings work = mara();
        work.id = AccountId(2);
        work.jid = BareJid::fromPrepared(u"mara@work.example"_s);
        work.name = u"Work"_s;
        MainWindow window(program.context);
        window.show();
        QuickSwitcher &switcher = window.switcher();
        auto *field = switcher.findChild<QLineEdit *>();
        const auto firstFor = [&](const QString &typed) {
            window.execute(Command::QuickSwitcher);
            field->clear();
            QTest::keyClicks(field, typed);
            const QAbstractItemView *list = switcher.findChild<QAbstractItemView *>();
            const QString spoken = list->currentIndex().data(Qt::AccessibleTextRole).toString();
            QTest::keyClick(field, Qt::Key_Escape);
            return spoken;
        };
        QVERIFY(!firstFor(u"leil"_s).contains(u"account"_s));
        program.context.setAccounts({mara(), work});
        program.context.contacts().replaceRoster(AccountId(2), {hana});
        program.context.contacts().flush();
        QVERIFY2(firstFor(u"leil"_s).endsWith(u", account mara@harbor.example"_s), qPrintable(firstFor(u"leil"_s)));
        QVERIFY2(firstFor(u"hana"_s).endsWith(u", account Work"_s), qPrintable(firstFor(u"hana"_s)));
        QCOMPARE(program.context.contacts().accountMark(AccountId(2)).name, u"Work"_s);

        ChatWindows windows(program.context);
        ChatNotifier notifier(program.context, window, windows);
        QSignalSpy notified(&notifier, &ChatNotifier::notified);
        Message message = *chatWith(1, u"tomas"_s).last;
        message.direction = Direction::Incoming;
        Q_EMIT program.context.messagesArrived(ConversationId(1), {message});
        QCOMPARE(notified.size(), 1);
        QVERIFY(notified.first().first().value<Notification>().title.endsWith(u" · mara@harbor.example"_s));
    }
};

JACKDAW_WINDOW_TEST(SwitcherTest)

} // namespace switcher_test

#include "switcher_test.moc"
