// SPDX-License-Identifier: GPL-3.0-or-later
// The window with an engine that answers at once: panes by width, wishes before and after the engine is there, sign-in,
// keys, one instance.
#include "ShellProgram.h"
#include "chatpage/ChatPage.h"
#include "chats/ChatListPane.h"
#include "shell/AccountMenu.h"
#include "shell/AppContext.h"
#include "console/ConsoleWindow.h"
#include "settings/SettingsWindow.h"
#include "shell/ChatNotifier.h"
#include "shell/ChatWindow.h"
#include "shell/ChatWindows.h"
#include "shell/ConnectionBanner.h"
#include "shell/Dialogs.h"
#include "shell/HistoryRepair.h"
#include "shell/MainWindow.h"
#include "shell/OneInstance.h"
#include "shell/QuickSwitcher.h"
#include "shell/SettingsOpener.h"
#include "shell/SettingsPlaces.h"
#include "search/FindModel.h"
#include "searchpage/SearchPane.h"
#include "shell/Shell.h"
#include "shell/SpaceFlow.h"
#include "shell/StartOptions.h"
#include "shell/GroupFlow.h"
#include "shell/WaitingDialog.h"
#include "shell/WindowUse.h"
#include "shell/Wishes.h"
#include "storage/Database.h"
#include "signin/CertificateDialog.h"
#include "signin/SignInPage.h"
#include "spaces/SpaceDoor.h"
#include "style/Direction.h"
#include "style/Style.h"
#include "style/TimeText.h"
#include "timeline/TimelineView.h"
#include "widgets/Banner.h"
#include "widgets/IconButton.h"
#include "widgets/MenuButton.h"
#include "support/FakeSound.h"
#include "support/TestProgram.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPointer>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTextDocument>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;
using namespace jackdaw::test;

namespace shell_window_test {

class ShellWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void panesByWidth()
    {
        Program program;
        program.fill();
        MainWindow window(program.context);
        auto *rail = window.findChild<Rail *>();
        ChatListPane *list = &window.chatList();
        ChatPage *page = &window.chatPage();
        window.show();
        for (int width : {1180, 1000, 700}) {
            window.resize(width, 600);
            QTRY_COMPARE(window.width(), width);
            QVERIFY(rail->isVisible() && list->isVisible() && page->isVisible());
            QVERIFY(page->width() >= 320);
        }
        QCOMPARE(rail->width(), 52);
        QTRY_COMPARE(page->mapTo(&window, QPoint(0, 0)).x(), 52 + 222);
        window.resize(1180, 600);
        QTRY_COMPARE(page->mapTo(&window, QPoint(0, 0)).x(), 72 + 336); // picture 01: the line between them is the list's
        window.resize(360, 600);
        QTRY_VERIFY(!rail->isVisible());
        QVERIFY(list->isVisible() && !page->isVisible());
        QTRY_COMPARE(list->width(), 360);
        window.openChat(ConversationId(2));
        QVERIFY(!list->isVisible() && page->isVisible());
        QTRY_COMPARE(page->width(), 360);
        Q_EMIT page->backRequested();
        QVERIFY(list->isVisible() && !page->isVisible());
        window.resize(1180, 600);
        QTRY_VERIFY(page->isVisible() && list->isVisible());
        QCOMPARE(window.openedChat(), ConversationId(2));
    }

    void fillsWhatIsSeenFirst()
    {
        QTemporaryDir folder;
        const Profile profile = *Profile::open(folder.path());
        constexpr int chats = 120;
        {
            const auto opened = Database::open(profile.databaseFile());
            QVERIFY(opened);
            Database &database = *opened->database;
            QVERIFY(database.run(u"INSERT INTO account (id, jid, user_agent) VALUES (1, 'mara@harbor.example', 'x')"_s));
            for (int i = 1; i <= chats; ++i) {
                const QString peer = u"friend%1@harbor.example"_s.arg(i);
                QVERIFY(database.run(u"INSERT INTO contact (account, jid, name) VALUES (1, ?, ?)"_s, {peer, u"Friend %1"_s.arg(i)}));
                QVERIFY(database.run(u"INSERT INTO conversation (id, account, peer, unread, pinned, last_message) VALUES (?, 1, ?, ?, ?, ?)"_s,
                                     {i, peer, int(i == 3), int(i == 4), i * 4096}));
                QVERIFY(database.run(u"INSERT INTO message (id, conversation, direction, state, time, sender, body) "
                                     "VALUES (?, ?, 0, 5, ?, ?, 'Hello')"_s, {i * 4096, i, i, peer}));
            }
        }
        AppContext context(profile, EngineOptions{folder.path(), EngineOptions::Secrets::Memory});
        context.preferences().setLastChat(5);
        context.fillModels();
        const auto shown = [&] {
            QList<QString> names;
            for (int row = 0; row < context.chats().rowCount(); ++row)
                names << context.chats().row(row).name;
            return names;
        };
        // Order and counts are right at once, and the chat that was open is there.
        const QList<QString> first = shown();
        QVERIFY(first.size() < chats);
        QCOMPARE(first.first(), u"Friend 4"_s);
        QCOMPARE(first.at(1), u"Friend 120"_s);
        QCOMPARE(context.chats().unreadChats(), 1);
        QVERIFY(context.chats().find(ConversationId(3)) && context.chats().find(ConversationId(5)));
        QVERIFY(!context.chats().find(ConversationId(10)));

        QSignalSpy filled(&context, &AppContext::restFilled);
        context.fillRest();
        QTRY_COMPARE(filled.size(), 1);
        context.chats().flush();
        const QList<QString> all = shown();
        QCOMPARE(all.size(), chats);
        QCOMPARE(all.first(30), first.first(30));
        QCOMPARE(all.last(), u"Friend 1"_s);
        QCOMPARE(context.chats().unreadChats(), 1);
        QVERIFY(context.contacts().find(AccountId(1), BareJid::fromPrepared(u"friend10@harbor.example"_s)));
    }

    void stateComesBack()
    {
        QTemporaryDir folder;
        const auto open = [&folder] {
            return std::make_unique<AppContext>(*Profile::open(folder.path()), EngineOptions{folder.path(), EngineOptions::Secrets::Memory});
        };
        {
            auto context = open();
            useStyle(context->theme());
            context->chats().changeConversations({chatWith(1, u"tomas"_s), chatWith(2, u"leila"_s)});
            context->chats().flush();
            MainWindow window(*context);
            window.resize(700, 640);
            window.show();
            QTRY_COMPARE(window.width(), 700);
            window.openChat(ConversationId(2));
            window.saveState();
        }
        auto context = open();
        useStyle(context->theme());
        context->chats().changeConversations({chatWith(1, u"tomas"_s), chatWith(2, u"leila"_s)});
        context->chats().flush();
        MainWindow window(*context);
        window.show();
        QTRY_COMPARE(window.size(), QSize(700, 640));
        QCOMPARE(window.openedChat(), ConversationId(2));
    }

    void keysForSearchAndEncryption()
    {
        Program program;
        program.fill();
        MainWindow window(program.context);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.openChat(ConversationId(2));
        QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(QApplication::focusWidget());
        QCOMPARE(QApplication::focusWidget()->accessibleName(), u"Search chats and messages"_s);
        const Conversation *chat = program.context.chats().find(ConversationId(2));
        window.chatPage().setEncryption(chat->account, chat->peer, {});
        QTest::keyClick(&window, Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        auto *devices = window.chatPage().findChild<QDialog *>();
        QVERIFY(devices && devices->isVisible());
        QVERIFY(devices->windowTitle().startsWith(u"Encryption with "_s));
        devices->close();
        // It stands in place of the list, Esc leads back to that, and Ctrl+F is about the chat.
        QVERIFY(window.searchPane().isVisible() && !window.chatList().isVisible());
        QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier);
        QTRY_COMPARE(QApplication::focusWidget()->accessibleName(), u"Find in this chat"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        window.execute(Command::SearchEverywhere);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!window.searchPane().isVisible() && window.chatList().isVisible());
        auto *inList = window.chatList().findChild<QLineEdit *>();
        QTest::keyClicks(inList, u"l"_s);
        QVERIFY(window.searchPane().isVisible());
        QTest::keyClicks(QApplication::focusWidget(), u"ei"_s);
        QCOMPARE(window.searchPane().findChild<QLineEdit *>()->text(), u"lei"_s);
        Q_EMIT window.searchPane().closeRequested();
        // From another place the search leads back to the chats; without an open chat there is nothing to explain.
        window.execute(Command::ShowContacts);
        window.execute(Command::SearchEverywhere);
        QCOMPARE(window.place(), MainWindow::Place::Chats);
    }

    void escLeavesOneStepAndF6GoesThroughAll()
    {
        Program program;
        program.fill();
        Conversation chat = chatWith(4, u"crews"_s);
        chat.kind = ConversationKind::Room;
        program.context.chats().changeConversations({chat});
        program.context.chats().flush();
        Room room;
        room.account = chat.account;
        room.conversation = chat.id;
        room.jid = chat.peer;
        room.state = RoomState::In;
        room.nick = u"Mara"_s;
        program.context.rooms().changeRooms({room});
        MainWindow window(program.context);
        window.resize(1180, 700);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.openChat(chat.id);
        window.execute(Command::ShowDetails);
        window.execute(Command::FindInChat);
        ChatPage &page = window.chatPage();
        QCOMPARE(page.panes().size(), 4);
        const auto focus = [] { return QApplication::focusWidget() ? QApplication::focusWidget()->accessibleName() : QString(); };
        QTRY_COMPARE(focus(), u"Find in this chat"_s);
        QStringList round;
        for (int i = 0; i < 6; ++i) {
            window.execute(Command::NextPane);
            round.append(focus());
        }
        QCOMPARE(round, (QStringList{u"Messages"_s, u"Message crews"_s, u"Find a member"_s, u"Chats"_s, u"Chat list"_s, u"Find in this chat"_s}));
        window.execute(Command::PreviousPane);
        QCOMPARE(focus(), u"Chat list"_s);

        // Out of one after the other, wherever in the chat the focus is; the list is last.
        page.focusComposer();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(page.panes().size(), 3);
        QCOMPARE(focus(), u"Message crews"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(page.panes().size(), 2);
        QCOMPARE(focus(), u"Message crews"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(focus(), u"Chat list"_s);
    }

    void searchInOnePane()
    {
        Program program;
        program.fill();
        MainWindow window(program.context);
        window.resize(360, 600);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.openSearch(u"hello"_s);
        QVERIFY(window.searchPane().isVisible());
        QCOMPARE(window.searchPane().width(), 360);
        Q_EMIT window.searchPane().messageRequested(ConversationId(2), MessageId(998), u"hello"_s);
        QVERIFY(window.chatPage().isVisible() && !window.searchPane().isVisible());
        QCOMPARE(window.openedChat(), ConversationId(2));
        Q_EMIT window.chatPage().backRequested(); // to the results, where they were
        QVERIFY(window.searchPane().isVisible());
        Q_EMIT window.searchPane().closeRequested();
        QVERIFY(window.chatList().isVisible());
    }

    void menusOpenInsideTheMirroredWindow()
    {
        Program program;
        program.fill();
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        const auto back = qScopeGuard([] { QGuiApplication::setLayoutDirection(Qt::LeftToRight); });
        MainWindow window(program.context);
        window.setGeometry(0, 0, 700, 600);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        auto *rail = window.findChild<Rail *>();
        QVERIFY(rail->x() > 600);
        window.execute(Command::SetStatus);
        AccountMenu &menu = window.accountMenu();
        QTRY_VERIFY(menu.isVisible());
        const int edge = window.mapFromGlobal(menu.geometry().topRight()).x();
        QVERIFY2(edge < rail->x() + 8 && edge > rail->x() - 8, qPrintable(QString::number(edge)));
        menu.close();
    }

    void namesForScreenReaders()
    {
        Program program;
        program.fill();
        MainWindow window(program.context);
        window.show();
        QHash<QString, QAccessible::Role> tabs;
        const QList<RailItem *> items = window.findChildren<RailItem *>();
        for (RailItem *item : items) {
            QAccessibleInterface *face = QAccessible::queryAccessibleInterface(item);
            QVERIFY(face);
            tabs.insert(face->text(QAccessible::Name), face->role());
        }
        for (const QString &name : {u"Chats"_s, u"Contacts"_s, u"Settings"_s})
            QCOMPARE(tabs.value(name, QAccessible::NoRole), QAccessible::PageTab);
        auto *account = window.findChild<AccountButton *>();
        QCOMPARE(account->accessibleName(), u"Account and status, mara@harbor.example, Signed out"_s);
        QCOMPARE(QAccessible::queryAccessibleInterface(account)->role(), QAccessible::ButtonMenu);
        const QString spoken = QAccessible::queryAccessibleInterface(account)->text(QAccessible::Description);
        QVERIFY2(!spoken.contains(u'<'), qPrintable(spoken)); // as the tooltip has
        program.context.accounts().setOwnName(program.context.accounts().rows().first().settings.id, {u"Mara Lindqvist"_s});
        QCOMPARE(account->accessibleName(), u"Account and status, mara@harbor.example, Signed out"_s);
        QCOMPARE(account->accessibleDescription(), u"Mara Lindqvist"_s);
        QVERIFY2(account->toolTip().contains(u"\u2068Mara Lindqvist\u2069, mara@harbor.example, Signed out"_s), qPrintable(account->toolTip()));
        AccountMenu &accountMenu = window.accountMenu();
        accountMenu.build();
        QCOMPARE(accountMenu.actions().first()->text(), u"\u2068Mara Lindqvist\u2069 (mara@harbor.example)"_s);
        QSignalSpy asked(&accountMenu, &AccountMenu::accountRequested);
        accountMenu.actions().first()->trigger();
        QCOMPARE(asked.size(), 1);
        // A press through the accessibility interface is a press.
        QAccessibleInterface *contacts = QAccessible::queryAccessibleInterface(items.at(1));
        contacts->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(window.place(), MainWindow::Place::Contacts);
    }

    /// What the network brings may be emoji, which come from the disk the first time.
    void theEngineWaitsForTheEmoji()
    {
        QTemporaryDir folder;
        QSemaphore disk;
        AppContext context(*Profile::open(folder.path()), EngineOptions{folder.path(), EngineOptions::Secrets::Memory},
                           [&disk](const TypefaceWish &) {
            disk.acquire();
            return QString();
        });
        const auto answers = qScopeGuard([&disk] { disk.release(1000); });
        context.preferences().setTrayIcon(false); // there is no desktop here
        useStyle(context.theme());
        OneInstance instance(folder.path());
        Shell shell(context, instance, {});
        QSignalSpy filled(&context, &AppContext::restFilled);
        QVERIFY(!context.typefaces().isFirstAwaited()); // not before the first paint
        shell.startBackground();
        QVERIFY(context.typefaces().isFirstAwaited());
        QTRY_COMPARE(filled.size(), 1);
        QCOMPARE(context.engine().state(), EngineLoader::State::Idle);
        disk.release(1);
        QTRY_COMPARE(context.engine().state(), EngineLoader::State::Ready);
    }

    void wishesWaitForTheEngine()
    {
        Program program;
        program.fill();
        Wishes wishes(program.context.engine());
        QSignalSpy sendFailed(&wishes, &Wishes::sendFailed);
        QSignalSpy failed(&wishes, &Wishes::failed);
        wishes.send(ConversationId(1), {u"Morning"_s, MessageId(3), {}, {}, 0});
        wishes.setPinned(ConversationId(1), true);
        auto opened = wishes.openConversation(AccountId(1), BareJid::fromPrepared(u"new@harbor.example"_s));
        QVERIFY(!opened.isFinished());
        QSignalSpy started(&program.context.engine(), &EngineLoader::started);
        program.context.engine().load();
        QTRY_COMPARE(started.size(), 1);
        QTRY_VERIFY(opened.isFinished());
        QVERIFY(opened.result().hasValue());
        QTRY_COMPARE(sendFailed.size(), 1);
        const auto returned = sendFailed.first().at(1).value<OutgoingText>(); // the text is not lost, nor what it answers
        QCOMPARE(returned.body, u"Morning"_s);
        QCOMPARE(returned.replyTo, MessageId(3));
        QTRY_COMPARE(failed.size(), 1);
        // The roster that the engine read is in the model.
        QTRY_COMPARE(program.context.contacts().nameOf(AccountId(1), BareJid::fromPrepared(u"tomas@harbor.example"_s)), u"Tomas Berg"_s);
    }

    void whatIsWishedBeforeTheEngineIsThereIsDoneBeforeTheEnd()
    {
        EngineLoader loader({});
        Wishes wishes(loader);
        QSignalSpy made(&loader, &EngineLoader::made);
        auto opened = wishes.openConversation(AccountId(1), BareJid::fromPrepared(u"new@harbor.example"_s));
        loader.shutDown();
        QCOMPARE(made.size(), 1);
        QTRY_VERIFY(opened.isFinished());
        QVERIFY(opened.result().hasValue());
        QVERIFY(!loader.engine());
        // Afterwards there is none, and that is an answer too.
        auto late = wishes.openConversation(AccountId(1), BareJid::fromPrepared(u"new@harbor.example"_s));
        QTRY_VERIFY(late.isFinished());
        QVERIFY(!late.result().hasValue());
        // Nothing was wished: the end does not wait for an engine.
        EngineLoader idle({});
        QSignalSpy needless(&idle, &EngineLoader::made);
        Wishes states(idle);
        states.setIdle({});
        QObject listener;
        idle.meetEngine(&listener, [](EngineDoor &) { QFAIL("whom would it listen to?"); });
        idle.shutDown();
        QVERIFY(needless.isEmpty());
    }

    void whatOnlyListensIsNoReasonToLoadTheEngineAtTheEnd()
    {
        Program program;
        program.fill();
        QWidget window;
        Wishes wishes(program.context.engine());
        const GroupFlow groups(program.context, wishes, window);
        const auto find = program.context.makeFind();
        const auto occupants = program.context.makeOccupants();
        QSignalSpy made(&program.context.engine(), &EngineLoader::made);
        program.context.engine().shutDown();
        QVERIFY(made.isEmpty());
    }

    void theScreenTellsWhatAWindowIs()
    {
        QWidget window;
        QCOMPARE(windowUse(window), WindowUse::Hidden);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QVERIFY(windowUse(window) != WindowUse::Hidden);
        window.showMinimized();
        QTRY_COMPARE(windowUse(window), WindowUse::Hidden);
    }

    void theKeyOfTheConsoleLeadsToItsSwitch()
    {
        Program program;
        program.fill();
        OneInstance instance(program.folder.path());
        Shell shell(program.context, instance, {});
        MainWindow &window = shell.window();
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QVERIFY(!program.context.preferences().xmlConsole());
        QTest::keyClick(&window, Qt::Key_F12);
        auto *settings = window.findChild<SettingsWindow *>();
        QVERIFY(settings && settings->isVisible());
        QVERIFY(!window.findChild<ConsoleWindow *>());
        const auto *pages = settings->findChild<QListWidget *>();
        QVERIFY(pages && pages->currentItem());
        QCOMPARE(pages->currentItem()->text(), u"Advanced"_s);
        settings->close();
        // Once it is switched on, the same key opens it.
        program.context.preferences().setXmlConsole(true);
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_F12);
        const auto *console = window.findChild<ConsoleWindow *>();
        QVERIFY(console && console->isVisible());
    }

    void firstStartSignsIn()
    {
        Program program;
        OneInstance instance(program.folder.path());
        Shell shell(program.context, instance, {});
        shell.window().show();
        auto *page = qobject_cast<SignInPage *>(shell.window().cover());
        QVERIFY(page);
        QVERIFY(!shell.window().chatList().isVisible());
        AccountSettings settings = mara();
        settings.id = {};
        Q_EMIT page->signInRequested(settings, u"wrong"_s);
        program.context.engine().load();
        QTRY_VERIFY(program.context.accounts().rowCount() == 1 || shell.window().cover() == page);
        QTRY_VERIFY(program.context.engine().engine());
        Q_EMIT page->signInRequested(settings, u"secret"_s);
        QTRY_VERIFY(!shell.window().cover());
        QVERIFY(shell.window().chatList().isVisible());
    }

    void oneInstanceAProfile()
    {
        QTemporaryDir folder, other;
        OneInstance first(folder.path());
        QCOMPARE(first.claim(), OneInstance::Claim::Ours);
        OneInstance second(folder.path());
        QCOMPARE(second.claim(), OneInstance::Claim::Taken);
        OneInstance elsewhere(other.path());
        QCOMPARE(elsewhere.claim(), OneInstance::Claim::Ours);
    }
};

JACKDAW_WINDOW_TEST(ShellWindowTest)

} // namespace shell_window_test

#include "shell_window_test.moc"
