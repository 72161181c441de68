// SPDX-License-Identifier: GPL-3.0-or-later
// The window with an engine that answers at once: panes by width, wishes before and after the engine is there, sign-in,
// keys, one instance.
#include "account/AccountDoor.h"
#include "base/NewerFile.h"
#include "chat/ChatDoor.h"
#include "chatpage/ChatPage.h"
#include "chats/ChatListPane.h"
#include "chats/NewChatDialog.h"
#include "chats/SpaceDialog.h"
#include "contacts/AddContactDialog.h"
#include "contacts/ContactDetails.h"
#include "contacts/ContactListPane.h"
#include "omemo/EncryptionDoor.h"
#include "rooms/GroupDialogs.h"
#include "rooms/MemberCardDialog.h"
#include "rooms/ReasonDialog.h"
#include "rooms/RoomDoor.h"
#include "shell/AccountMenu.h"
#include "shell/AppContext.h"
#include "shell/BoardFlow.h"
#include "chatpage/ForwardDialog.h"
#include "composer/MessageField.h"
#include "console/ConsoleWindow.h"
#include "files/SendFilesStrip.h"
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
#include <QTemporaryDir>
#include <QTextDocument>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace shell_window_test {

Conversation chatWith(qint64 id, const QString &local)
{
    Conversation conversation;
    conversation.id = ConversationId(id);
    conversation.account = AccountId(1);
    conversation.peer = BareJid::fromPrepared(local + u"@harbor.example"_s);
    Message last;
    last.id = MessageId(1000 - id);
    last.conversation = conversation.id;
    last.time = 1'763'726'400'000 - id;
    last.body = u"Hello"_s;
    conversation.last = last;
    return conversation;
}

AccountSettings mara()
{
    AccountSettings settings;
    settings.id = AccountId(1);
    settings.jid = BareJid::fromPrepared(u"mara@harbor.example"_s);
    return settings;
}

/// A profile that is thrown away, with the context on it.
struct Program
{
    QTemporaryDir folder;
    AppContext context{*Profile::open(folder.path()), EngineOptions{folder.path(), EngineOptions::Secrets::Memory}};

    Program() { useStyle(context.theme()); }
    void fill()
    {
        context.accounts().setAccounts({mara()});
        context.chats().changeConversations({chatWith(1, u"tomas"_s), chatWith(2, u"leila"_s), chatWith(3, u"owen"_s)});
        context.chats().flush();
    }
};

void startWithEngine(Program &program, MainWindow &window)
{
    window.show();
    program.context.engine().load();
    QTRY_VERIFY(program.context.engine().engine());
}

/// As the engine says it: the account tries no more.
void refuse(Program &program, const Error &error)
{
    program.context.accounts().setConnection(AccountId(1), {ConnectionState::Refused, error, 0});
}

/// In the place of the system's browser.
class TakenLinks : public QObject
{
    Q_OBJECT
public:
    QList<QUrl> all;

public Q_SLOTS:
    void take(const QUrl &link) { all += link; }
};

void pressIn(QWidget &parent, const QString &text)
{
    const auto buttons = parent.findChildren<QAbstractButton *>();
    const auto button = std::find_if(buttons.cbegin(), buttons.cend(),
                                     [&](QAbstractButton *one) { return one->text() == text && one->isVisible(); });
    QVERIFY2(button != buttons.cend(), qPrintable(text));
    (*button)->click();
}

class ShellWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noticeIsMadeWhenThereIsOne()
    {
        Program program;
        program.fill();
        MainWindow window(program.context);
        window.show();
        const auto notices = [&window] {
            QList<Banner *> seen = window.findChildren<Banner *>();
            seen.removeIf([](const Banner *banner) { return !banner->isVisible(); });
            return seen;
        };
        QVERIFY(window.findChildren<Banner *>().isEmpty()); // it costs at every start
        window.showNotice(u"It was too late."_s);
        QCOMPARE(notices().size(), 1);
        QCOMPARE(notices().first()->text(), u"It was too late."_s);
        pressIn(window, u"Close"_s);
        QVERIFY(notices().isEmpty());
        window.showNotice(u"Again."_s);
        QCOMPARE(notices().size(), 1);
        QCOMPARE(notices().first()->text(), u"Again."_s);
        QCOMPARE(notices().first()->accessibleName(), u"Problem: Again."_s);
        // What went well is no problem, and takes no problem away.
        window.showNews(u"2 contacts exported."_s);
        QCOMPARE(notices().size(), 2);
        QCOMPARE(notices().last()->accessibleName(), u"Notice: 2 contacts exported."_s);
    }

    /// No notification speaks of a chat that is being read, so the window does.
    void whoWantsAttentionIsSeenInTheWindow()
    {
        Program program;
        program.fill();
        OneInstance instance(program.folder.path());
        Shell shell(program.context, instance, {});
        MainWindow &window = shell.window();
        window.show();
        const auto said = [&window] {
            QStringList words;
            const auto banners = window.findChildren<Banner *>();
            for (const Banner *banner : banners) {
                if (banner->isVisible())
                    words.append(banner->text().remove(QChar(0x2068)).remove(QChar(0x2069)));
            }
            return words;
        };
        const ConversationId chat(1);
        window.openChat(chat);
        Conversation muted = *program.context.chats().find(chat);
        muted.muted = true;
        program.context.chats().changeConversations({muted});
        Q_EMIT program.context.attentionAsked(chat);
        QCOMPARE(said(), QStringList());
        muted.muted = false;
        program.context.chats().changeConversations({muted});
        Q_EMIT program.context.attentionAsked(chat);
        QCOMPARE(said(), QStringList(program.context.chats().nameOf(chat) + u" wants your attention."_s));
    }

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

    void whatAnotherFileHasIsReadAgain()
    {
        QTemporaryDir folder;
        const Profile profile = *Profile::open(folder.path());
        const auto put = [](Database &database, int chat) {
            const QString peer = u"friend%1@harbor.example"_s.arg(chat);
            return database.run(u"INSERT INTO conversation (id, account, peer, last_message) VALUES (?, 1, ?, ?)"_s, {chat, peer, chat * 4096})
                && database.run(u"INSERT INTO message (id, conversation, direction, state, time, sender, body) VALUES (?, ?, 0, 5, ?, ?, 'Hello')"_s,
                                {chat * 4096, chat, chat, peer});
        };
        auto opened = Database::open(profile.databaseFile());
        QVERIFY(opened);
        QVERIFY(opened->database->run(u"INSERT INTO account (id, jid, user_agent) VALUES (1, 'mara@harbor.example', 'x')"_s));
        for (int chat = 1; chat <= 3; ++chat)
            QVERIFY(put(*opened->database, chat));

        AppContext context(profile, EngineOptions{folder.path(), EngineOptions::Secrets::Memory});
        useStyle(context.theme());
        context.preferences().setLastChat(2);
        context.fillModels();
        MainWindow window(context);
        window.show();
        context.engine().load();
        QTRY_VERIFY(context.engine().engine());
        AccountDoor &door = context.engine().engine()->accounts();
        QCOMPARE(window.openedChat(), ConversationId(2));
        QCOMPARE(context.timeline().rowCount(), 1);

        // Of the first chat nothing could be salvaged, of the open one a message that the window did not see.
        QVERIFY(opened->database->run(u"DELETE FROM message WHERE conversation = 1"_s));
        QVERIFY(opened->database->run(u"DELETE FROM conversation WHERE id = 1"_s));
        QVERIFY(opened->database->run(u"INSERT INTO message (id, conversation, direction, state, time, sender, body) "
                                      "VALUES (9000, 2, 0, 5, 2, 'friend2@harbor.example', 'Found again')"_s));
        Q_EMIT door.databaseReplaced();
        QCOMPARE(context.chats().rowCount(), 2);
        QVERIFY(!context.chats().find(ConversationId(1)));
        QCOMPARE(window.openedChat(), ConversationId(2));
        QCOMPARE(context.timeline().rowCount(), 2);

        // Nothing is left of the open one either: no page of what is not there any more.
        QVERIFY(opened->database->run(u"DELETE FROM message WHERE conversation = 2"_s));
        QVERIFY(opened->database->run(u"DELETE FROM conversation WHERE id = 2"_s));
        Q_EMIT door.databaseReplaced();
        QVERIFY(!window.openedChat().isValid());
        // The chat that was open last is opened once the engine tells of it, where its file could not be read at the start.
        context.preferences().setLastChat(2);
        Q_EMIT door.databaseReplaced();
        context.chats().changeConversations({chatWith(2, u"friend2"_s)});
        Q_EMIT context.conversationsArrived();
        QCOMPARE(window.openedChat(), ConversationId(2));
    }

    void aRepairIsSaidUntilItIsSeen()
    {
        Program program;
        program.fill();
        const QString aside = program.folder.filePath(u"history.sqlite.damaged-1"_s);
        QVERIFY(QFile(aside).open(QIODevice::WriteOnly));
        const auto words = [](MainWindow &window) {
            QStringList all;
            const auto banners = window.banner().findChildren<Banner *>();
            for (const Banner *banner : banners) {
                if (banner->isVisible())
                    all << banner->accessibleName();
            }
            return all;
        };
        {
            MainWindow window(program.context);
            startWithEngine(program, window);
            QVERIFY(words(window).isEmpty());
            Q_EMIT program.context.engine().engine()->accounts().databaseRepaired(aside, 82);
            QCOMPARE(words(window).size(), 1);
            QVERIFY2(words(window).first().startsWith(u"History: The history on this computer was damaged. 82 messages"_s),
                     qPrintable(words(window).first()));
            // Also over the page of a start without an account, and in the one pane.
            auto *cover = new QWidget;
            window.setCover(cover);
            QCOMPARE(words(window).size(), 1);
            QVERIFY(cover->isVisible());
            window.setCover(nullptr);
            window.resize(400, 600);
            QTRY_COMPARE(window.width(), 400);
            QCOMPARE(words(window).size(), 1);
        }
        // Nobody has closed it: the next run says it too.
        AppContext next(*Profile::open(program.folder.path()), EngineOptions{program.folder.path(), EngineOptions::Secrets::Memory});
        OneInstance instance(program.folder.path());
        Shell shell(next, instance, {});
        shell.window().setCover(nullptr);
        shell.window().show();
        QCOMPARE(words(shell.window()).size(), 1);
        pressIn(shell.window().banner(), u"Close"_s);
        QVERIFY(words(shell.window()).isEmpty());
        QVERIFY(!AppContext(*Profile::open(program.folder.path()), EngineOptions{program.folder.path(), EngineOptions::Secrets::Memory}).repair());
        // And nothing is said of a file that is gone.
        keepRepairNote(next.profile(), {aside, 82});
        QVERIFY(readRepairNote(next.profile()));
        QVERIFY(QFile::remove(aside));
        QVERIFY(!readRepairNote(next.profile()));
    }

    void aDatabaseThatIsNotOpenedIsSaid()
    {
        Program program;
        program.fill();
        MainWindow window(program.context);
        startWithEngine(program, window);
        Q_EMIT program.context.engine().engine()->accounts().databaseUnavailable(newerFileError(99, 21, u"/profile/history.sqlite"_s));
        const auto banners = window.banner().findChildren<Banner *>();
        QCOMPARE(banners.size(), 1);
        QVERIFY(banners.first()->isVisible());
        QVERIFY2(banners.first()->accessibleName().contains(u"written by a newer Jackdaw. Install that one"_s),
                 qPrintable(banners.first()->accessibleName()));
    }

    void devicesThatAreNotWhatTheyWereAreSaid()
    {
        Program program;
        program.fill();
        OneInstance instance(program.folder.path());
        Shell shell(program.context, instance, {});
        MainWindow &window = shell.window();
        startWithEngine(program, window);
        QSignalSpy chat(&program.context, &AppContext::encryptionChanged);
        EncryptionDoor &door = program.context.engine().engine()->encryption();
        const auto said = [&window] {
            QString words;
            const auto banners = window.findChildren<Banner *>();
            for (const Banner *banner : banners) {
                if (banner->isVisible() && banner->accessibleName().startsWith(u"Problem: "_s))
                    words = banner->text();
            }
            return words.remove(QChar(0x2068)).remove(QChar(0x2069));
        };
        const OmemoDevice other{BareJid::fromPrepared(u"tomas@harbor.example"_s), OmemoDeviceId(7)};
        Q_EMIT door.keyRefused(AccountId(1), other);
        QCOMPARE(said(), u"A device of Tomas Berg shows another key than before. It was not taken. Ask Tomas Berg what happened."_s);
        QCOMPARE(chat.size(), 1); // its chat says it as long as it is so
        pressIn(window, u"Close"_s);
        Q_EMIT door.keyRefused(AccountId(1), other); // every message of it tells again
        QCOMPARE(said(), QString());
        Q_EMIT door.keyRefused(AccountId(1), {mara().jid, OmemoDeviceId(8)});
        QVERIFY2(said().startsWith(u"One of your own devices shows another key"_s), qPrintable(said()));
        Q_EMIT door.removedFromOwnList(AccountId(1));
        QVERIFY2(said().contains(u"what is encrypted for mara@harbor.example. Jackdaw put it back."_s), qPrintable(said()));
        // A device that came to the own account is said beside it, until that was read.
        const auto added = [&window] {
            const auto banners = window.findChildren<Banner *>();
            for (Banner *banner : banners) {
                if (banner->isVisible() && banner->text().contains(u"A device was added to your account"_s))
                    return banner;
            }
            return static_cast<Banner *>(nullptr);
        };
        Q_EMIT door.devicesChanged(AccountId(1), mara().jid);
        QVERIFY(!added());
        door.setProperty("newDeviceOf", u"mara@harbor.example"_s);
        Q_EMIT door.devicesChanged(AccountId(1), BareJid::fromPrepared(u"tomas@harbor.example"_s));
        QVERIFY(!added());
        Q_EMIT door.devicesChanged(AccountId(1), mara().jid);
        QTRY_VERIFY(added());
        QVERIFY(!said().isEmpty());
        QSignalSpy wanted(&window, &MainWindow::ownDevicesRequested);
        pressIn(*added(), u"My own devices"_s);
        QCOMPARE(wanted.size(), 1);
        QTRY_VERIFY(!added());
        QCOMPARE(door.property("newDeviceOf").toString(), QString());
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

    void movingBetweenChats()
    {
        Program program;
        program.fill();
        Conversation unread = chatWith(3, u"owen"_s);
        unread.unread = 2;
        unread.firstUnread = unread.last->id;
        program.context.chats().changeConversations({unread});
        program.context.chats().flush();
        MainWindow window(program.context);
        window.show();
        const auto at = [&](int row) { return program.context.chats().row(row).conversation.id; };
        window.openChat(at(0));
        window.execute(Command::NextChat);
        QCOMPARE(window.openedChat(), at(1));
        window.execute(Command::RecentChat);
        QCOMPARE(window.openedChat(), at(0));
        window.execute(Command::RecentChat);
        QCOMPARE(window.openedChat(), at(1));
        window.execute(Command::PreviousChat);
        window.execute(Command::PreviousChat); // there is none above the first
        QCOMPARE(window.openedChat(), at(0));
        window.execute(Command::NextUnread);
        QCOMPARE(window.openedChat(), ConversationId(3));
        window.execute(Command::ShowContacts);
        QCOMPARE(window.place(), MainWindow::Place::Contacts);
        QVERIFY(window.contactList().isVisible());
        window.execute(Command::FocusMessageField);
        QCOMPARE(window.place(), MainWindow::Place::Chats);
        const int size = program.context.preferences().textSize();
        window.execute(Command::LargerText);
        QVERIFY(program.context.preferences().textSize() > size);
        window.execute(Command::NormalText);
        QCOMPARE(program.context.preferences().textSize(), 100);
    }

    void aChatIsInOnePlace()
    {
        Program program;
        program.fill();
        OneInstance instance(program.folder.path());
        Shell shell(program.context, instance, {});
        MainWindow &window = shell.window();
        window.show();
        const auto at = [&](int row) { return program.context.chats().row(row).conversation.id; };
        window.openChat(at(1));
        const auto ownWindows = [] {
            QList<ChatWindow *> found;
            for (QWidget *widget : QApplication::topLevelWidgets()) {
                if (auto *own = qobject_cast<ChatWindow *>(widget); own && own->isVisible())
                    found << own;
            }
            return found;
        };
        Q_EMIT window.chatList().windowRequested(at(1));
        QCOMPARE(ownWindows().size(), 1);
        ChatWindow *own = ownWindows().first();
        QCOMPARE(own->conversation(), at(1));
        QCOMPARE(own->page().conversation(), at(1));
        QVERIFY(!window.openedChat().isValid());
        QVERIFY(own->windowTitle().startsWith(program.context.chats().nameOf(at(1))));

        // Asked for again it is raised, never shown a second time; the keys go past it.
        window.openChat(at(1));
        Q_EMIT window.chatList().windowRequested(at(1));
        QVERIFY(!window.openedChat().isValid());
        QCOMPARE(ownWindows().size(), 1);
        window.openChat(at(0));
        window.execute(Command::NextChat);
        QCOMPARE(window.openedChat(), at(2));

        // Its drafts go out as those of any page do, also when it is closed in the middle of a thought.
        auto *field = own->findChild<MessageField *>();
        QVERIFY(field);
        QSignalSpy drafts(&own->page(), &ChatPage::draftChanged);
        QTest::keyClicks(field, u"half a thought"_s);
        own->close();
        QVERIFY(!drafts.isEmpty());
        QCOMPARE(drafts.last().at(1).toString(), u"half a thought"_s);
        QVERIFY(ownWindows().isEmpty());
        window.openChat(at(1));
        QCOMPARE(window.openedChat(), at(1));

        // A chat that goes takes its window along.
        Q_EMIT window.chatList().windowRequested(at(2));
        QCOMPARE(ownWindows().size(), 1);
        program.context.chats().removeConversation(ownWindows().first()->conversation());
        program.context.chats().flush();
        QTRY_VERIFY(ownWindows().isEmpty());
    }

    /// What was begun and not sent goes where the chat goes, and comes back with it.
    void whatWasBegunMovesWithTheChat()
    {
        Program program;
        program.fill();
        OneInstance instance(program.folder.path());
        Shell shell(program.context, instance, {});
        MainWindow &window = shell.window();
        window.show();
        const ConversationId chat = program.context.chats().row(0).conversation.id;
        window.openChat(chat);
        QTest::keyClicks(window.findChild<MessageField *>(), u"half a thought"_s);
        const QString path = program.folder.filePath(u"gauge.txt"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("2.41 m") > 0);
        file.close();
        window.chatPage().offerFiles(chat, {path}, {});
        const auto offered = [](QWidget &where) -> SendFilesStrip * {
            for (SendFilesStrip *strip : where.findChildren<SendFilesStrip *>()) {
                if (strip->isVisibleTo(&where))
                    return strip;
            }
            return nullptr;
        };
        SendFilesStrip *strip = offered(window);
        QVERIFY(strip);
        auto *caption = strip->findChild<QLineEdit *>();
        QTest::keyClicks(caption, u"at the outlet"_s);

        Q_EMIT window.chatList().windowRequested(chat);
        ChatWindow *own = nullptr;
        for (QWidget *widget : QApplication::topLevelWidgets())
            own = qobject_cast<ChatWindow *>(widget) ? qobject_cast<ChatWindow *>(widget) : own;
        QVERIFY(own);
        QCOMPARE(offered(*own), strip);
        QVERIFY(!offered(window));
        QCOMPARE(caption->text(), u"at the outlet"_s);
        // Nobody has stored it yet.
        QCOMPARE(own->findChild<MessageField *>()->toPlainText(), u"half a thought"_s);
        // Chosen in the main window for a chat that has gone from there.
        Q_EMIT window.chatPage().filesChosen(chat, {path});
        const QList<IconButton *> buttons = strip->findChildren<IconButton *>();
        QCOMPARE(std::count_if(buttons.cbegin(), buttons.cend(),
                               [](const IconButton *one) { return one->accessibleName() == u"Remove gauge.txt"_s; }), 2);

        own->close();
        QVERIFY(!offered(window));
        window.openChat(chat);
        QCOMPARE(offered(window), strip);
        QSignalSpy fromOwn(&own->page(), &ChatPage::sendFileRequested);
        QSignalSpy sent(&window.chatPage(), &ChatPage::sendFileRequested);
        QTRY_VERIFY([&] { QTest::keyClick(caption, Qt::Key_Return); return !sent.isEmpty(); }());
        QCOMPARE(sent.size(), 2);
        QCOMPARE(sent.last().at(0).value<ConversationId>(), chat);
        QCOMPARE(sent.last().at(2).toString(), u"at the outlet"_s);
        QCOMPARE(fromOwn.size(), 0);
        QVERIFY(!offered(window));

        // What was sent in one window is in no other one's field, though nobody has stored it yet.
        auto *field = window.findChild<MessageField *>();
        QCOMPARE(field->toPlainText(), u"half a thought"_s);
        QTest::keyClick(field, Qt::Key_Return);
        Q_EMIT window.chatList().windowRequested(chat);
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *shown = qobject_cast<ChatWindow *>(widget); shown && shown->isVisible())
                QCOMPARE(shown->findChild<MessageField *>()->toPlainText(), QString());
        }
    }

    /// The chat that it goes to is shown, and asks about it as about any file.
    void aForwardedFileIsAskedAboutInItsChat()
    {
        Program program;
        program.fill();
        OneInstance instance(program.folder.path());
        Shell shell(program.context, instance, {});
        MainWindow &window = shell.window();
        window.show();
        const ConversationId from(1), to(2);
        window.openChat(from);
        const QString path = program.folder.filePath(u"gauge.txt"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("2.41 m") > 0);
        file.close();
        Message message = program.context.chats().find(from)->last.value();
        message.id = MessageId(message.id.value() + 1);
        message.attachment = Attachment();
        message.attachment->state = Attachment::State::Here;
        message.attachment->path = path;
        message.attachment->file.name = u"gauge.txt"_s;
        program.context.timeline().addMessages(from, {message}, true);
        Q_EMIT window.findChild<TimelineView *>()->forwardRequested(message.id);
        auto *dialog = window.findChild<ForwardDialog *>();
        QVERIFY(dialog);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(), u"leil"_s);
        QTest::keyClick(dialog->findChild<QLineEdit *>(), Qt::Key_Return);
        QCOMPARE(window.openedChat(), to);
        const QList<SendFilesStrip *> strips = window.findChildren<SendFilesStrip *>();
        QCOMPARE(strips.size(), 1);
        QVERIFY(strips.constFirst()->isVisible());
        QSignalSpy sent(&window.chatPage(), &ChatPage::sendFileRequested);
        auto *caption = strips.constFirst()->findChild<QLineEdit *>();
        QTRY_VERIFY([&] { QTest::keyClick(caption, Qt::Key_Return); return !sent.isEmpty(); }());
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent.first().at(0).value<ConversationId>(), to);
        QCOMPARE(sent.first().at(1).value<OutgoingFile>().name, u"gauge.txt"_s);
    }

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

    /// What the desktop does not tell turns out before the settings are opened, or while they are.
    void settingsSayWhatTheDesktopDoesNotTell()
    {
        Program program;
        program.fill();
        Wishes wishes(program.context.engine());
        MainWindow window(program.context);
        window.show();
        SettingsOpener opener(program.context, wishes, window);
        const auto says = [&window](QStringView words) {
            const QList<QLabel *> labels = window.findChild<SettingsWindow *>()->findChildren<QLabel *>();
            return std::any_of(labels.cbegin(), labels.cend(),
                               [words](const QLabel *label) { return label->isVisible() && label->text().startsWith(words); });
        };
        opener.setIdleTime(SettingsFacts::IdleTime::LockOnly);
        opener.openPage(SettingsWindow::Page::Presence);
        QVERIFY(says(u"The idle time is not known on this desktop."));
        opener.setIdleTime(SettingsFacts::IdleTime::NotKnown);
        QVERIFY(says(u"This desktop tells neither the idle time nor a locked screen."));
        window.findChild<SettingsWindow *>()->close();
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

    void theBoardHasRoomForItsCards()
    {
        Program program;
        program.fill();
        program.context.preferences().setListWidth(400);
        MainWindow window(program.context);
        window.resize(1440, 900);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const auto listWidth = [&] { return window.chatList().parentWidget()->width(); };
        QTRY_COMPARE(listWidth(), 399); // with the line beside it
        window.showPlace(MainWindow::Place::Presence);
        QTRY_COMPARE(listWidth(), 239);
        window.showPlace(MainWindow::Place::Chats);
        QTRY_COMPARE(listWidth(), 399);
        QCOMPARE(program.context.preferences().listWidth(), 400);
    }

    void whoIsGoneWithAnAccountLeavesTheDownloadRules()
    {
        Program program;
        AccountSettings work = mara();
        work.id = AccountId(2);
        work.jid = BareJid::fromPrepared(u"mara@work.example"_s);
        program.context.setAccounts({mara(), work});
        const auto contact = [](AccountId account, const QString &jid) {
            Contact one;
            one.account = account;
            one.jid = BareJid::fromPrepared(jid);
            return one;
        };
        const QString hana = u"hana@work.example"_s, both = u"ben@harbor.example"_s, typed = u"nobody@else.example"_s;
        program.context.contacts().replaceRoster(AccountId(1), {contact(AccountId(1), both)});
        program.context.contacts().replaceRoster(AccountId(2), {contact(AccountId(2), both), contact(AccountId(2), hana)});
        program.context.contacts().flush();
        const auto set = [](const QStringList &all) {
            QSet<BareJid> people;
            for (const QString &each : all)
                people.insert(BareJid::fromPrepared(each));
            return people;
        };
        DownloadRules rules;
        rules.always = set({hana, both, typed});
        rules.never = set({hana});
        program.context.preferences().setDownloadRules(rules);
        program.context.setAccounts({mara()});
        QCOMPARE(program.context.preferences().downloadRules().always, set({both, typed}));
        QCOMPARE(program.context.preferences().downloadRules().never, set({}));
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

    void whatWaitsAndInvitationsSayWhoseTheyAre()
    {
        Program program;
        program.fill();
        AccountSettings work = mara();
        work.id = AccountId(2);
        work.jid = BareJid::fromPrepared(u"mara@work.example"_s);
        work.name = u"Work"_s;
        Conversation colleague = chatWith(9, u"tomas"_s);
        colleague.account = work.id;
        program.context.chats().changeConversations({colleague});
        program.context.chats().flush();
        const auto waiting = [&](qint64 chat) {
            Message message = *chatWith(chat, u"tomas"_s).last;
            message.direction = Direction::Outgoing;
            message.state = MessageState::Waiting;
            return WaitingDialog::Waiting{message, u"You’re offline."_s};
        };
        const auto said = [](const QWidget &parent) {
            QStringList all;
            for (const QLabel *label : parent.findChildren<QLabel *>())
                all << label->text().remove(QChar(0x2068)).remove(QChar(0x2069));
            for (const QAbstractButton *button : parent.findChildren<QAbstractButton *>())
                all << button->accessibleName();
            return all;
        };
        {
            WaitingDialog dialog({waiting(1)}, program.context.chats(), program.context.theme(), program.context.clock());
            QVERIFY(!said(dialog).join(u' ').contains(u"account"_s));
        }
        program.context.setAccounts({mara(), work});
        WaitingDialog dialog({waiting(1), waiting(9)}, program.context.chats(), program.context.theme(), program.context.clock());
        const QStringList rows = said(dialog);
        QVERIFY2(rows.contains(u"tomas · mara@harbor.example"_s), qPrintable(rows.join(u'|')));
        QVERIFY2(rows.contains(u"tomas · Work"_s), qPrintable(rows.join(u'|')));
        QVERIFY(rows.contains(u"Open chat with tomas, account Work"_s));

        OneInstance instance(program.folder.path());
        Shell shell(program.context, instance, {});
        shell.window().show();
        program.context.engine().load();
        QTRY_VERIFY(program.context.engine().engine());
        program.context.setAccounts({mara(), work});
        WaitingRoomInvitation invitation;
        invitation.account = work.id;
        invitation.invitation.room = BareJid::fromPrepared(u"crews@groups.harbor.example"_s);
        Q_EMIT program.context.engine().engine()->rooms().invitationsChanged(work.id, {invitation});
        QTRY_VERIFY(said(shell.window().chatList()).contains(u"To account Work"_s));
    }

    void aRefusedCertificateIsShownAndPinnedOnlyByAnAct()
    {
        Program program;
        program.fill();
        OneInstance instance(program.folder.path());
        Shell shell(program.context, instance, {});
        MainWindow &window = shell.window();
        startWithEngine(program, window);
        CertificateProblem problem;
        problem.host = u"harbor.example"_s;
        problem.reasons = {CertificateReason::SelfSigned};
        problem.fingerprint = QByteArray(32, 'f');
        problem.isSelfSigned = true;
        QVERIFY(problem.mayBePinned());
        Error refused{ErrorKind::Certificate, u"self signed"_s, u"harbor.example"_s};
        refused.certificate = std::make_shared<CertificateProblem>(problem);
        refuse(program, refused);
        const auto page = [&] {
            pressIn(window, u"Details"_s);
            return window.findChild<CertificateDialog *>();
        };
        QPointer<CertificateDialog> dialog = page();
        QVERIFY(dialog && QTest::qWaitForWindowActive(dialog));
        auto *focus = qobject_cast<QAbstractButton *>(dialog->focusWidget());
        QVERIFY(focus);
        QCOMPARE(focus->text(), u"Do not connect"_s);
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(!dialog);
        const auto pinned = [&] { return program.context.accounts().find(AccountId(1))->settings.pinnedCertificate; };
        QVERIFY(pinned().isEmpty());

        dialog = page();
        QVERIFY(dialog);
        pressIn(*dialog, u"Trust this certificate…"_s);
        auto *question = dialog->findChild<QMessageBox *>();
        QVERIFY(question && question->isVisible());
        QCOMPARE(question->defaultButton()->text(), u"Do not connect"_s);
        QVERIFY(pinned().isEmpty()); // not before it is confirmed
        pressIn(*question, u"Trust this certificate only"_s);
        QTRY_COMPARE(pinned(), problem.fingerprint);
        QTRY_VERIFY(!dialog);

        // What was pinned is taken back as expressly.
        problem.reasons = {CertificateReason::Changed};
        QVERIFY(problem.isChangedOnly());
        refused.certificate = std::make_shared<CertificateProblem>(problem);
        refuse(program, refused);
        dialog = page();
        QVERIFY(dialog);
        pressIn(*dialog, u"Forget the old certificate…"_s);
        pressIn(*dialog->findChild<QMessageBox *>(), u"Forget the old certificate"_s);
        QTRY_VERIFY(pinned().isEmpty());
    }

    void weakerLoginsAreTakenOnlyByAnAct_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("asks");
        QTest::addColumn<QString>("accepts");
        QTest::newRow("plain text") << ErrorKind::PlainOnly << u"Allow plain text…"_s << u"Allow a plain-text password for this account"_s;
        QTest::newRow("weaker") << ErrorKind::WeakerMechanism << u"Accept weaker sign-in…"_s << u"Accept the weaker sign-in method"_s;
    }
    void weakerLoginsAreTakenOnlyByAnAct()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(QString, asks);
        QFETCH(QString, accepts);
        Program program;
        program.fill();
        OneInstance instance(program.folder.path());
        Shell shell(program.context, instance, {});
        MainWindow &window = shell.window();
        startWithEngine(program, window);
        refuse(program, Error{kind, u"only PLAIN"_s, u"harbor.example"_s});
        const auto isTaken = [&] {
            const AccountListModel::Row row = *program.context.accounts().find(AccountId(1));
            return kind == ErrorKind::PlainOnly ? row.settings.plain == PlainLogin::Allowed : row.connection.state == ConnectionState::Online;
        };
        pressIn(window, asks);
        QPointer<QMessageBox> question = window.findChild<QMessageBox *>();
        QVERIFY(question && question->isVisible());
        QCOMPARE(question->defaultButton()->text(), u"Cancel"_s);
        QVERIFY(question->text().contains(u"mara@harbor.example"_s));
        question->defaultButton()->click();
        QTRY_VERIFY(!question);
        QVERIFY(!isTaken());
        pressIn(window, asks);
        question = window.findChild<QMessageBox *>();
        QVERIFY(question);
        pressIn(*question, accepts);
        QTRY_VERIFY(isTaken());
        QTRY_VERIFY(!question);

        // Without a certificate Details are words.
        refuse(program, Error{kind, u"only PLAIN"_s, u"harbor.example"_s});
        pressIn(window, u"Details"_s);
        question = window.findChild<QMessageBox *>();
        QVERIFY(question && question->windowTitle() == u"Details"_s);
        QVERIFY(question->informativeText().contains(u"only PLAIN"_s));
        question->reject();
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

    void theTitleFollowsAGroupsName()
    {
        Program program;
        program.fill();
        Conversation chat = chatWith(4, u"crews"_s);
        chat.kind = ConversationKind::Room;
        program.context.chats().changeConversations({chat});
        program.context.chats().flush();
        MainWindow window(program.context);
        window.show();
        window.openChat(chat.id);
        ChatWindow own(program.context, chat.id);
        Room room;
        room.account = chat.account;
        room.conversation = chat.id;
        room.jid = chat.peer;
        room.features.name = u"North Crew"_s;
        program.context.rooms().changeRooms({room});
        QTRY_COMPARE(window.windowTitle(), u"North Crew, Jackdaw"_s);
        QCOMPARE(own.windowTitle(), u"North Crew, Jackdaw"_s);
    }

    /// The dialog says how far it is, and its Cancel ends it in the engine, not in the window alone.
    void takingMessagesAwayIsStoppedByCancel()
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
        program.context.rooms().changeRooms({room});
        MainWindow window(program.context);
        startWithEngine(program, window);
        Wishes wishes(program.context.engine());
        GroupFlow groups(program.context, wishes, window);
        groups.connectPage(window.chatPage());
        RoomDoor &rooms = program.context.engine().engine()->rooms();
        Q_EMIT window.chatPage().memberActRequested(chat.id, {MemberAct::RemoveMessages, u"Tomas"_s, {}, u"t-1"_s});
        QPointer<ReasonDialog> dialog = window.findChild<ReasonDialog *>();
        QVERIFY(dialog);
        pressIn(*dialog, u"Remove messages"_s);
        const auto says = [&dialog](const QString &words) {
            const auto labels = dialog->findChildren<QLabel *>();
            return std::any_of(labels.cbegin(), labels.cend(), [&](const QLabel *label) { return label->isVisible() && label->text() == words; });
        };
        QTRY_VERIFY(says(u"1 of 3 removed. Cancel stops here."_s));
        QVERIFY(!rooms.property("stopped").isValid());
        pressIn(*dialog, u"Cancel"_s);
        QTRY_COMPARE(rooms.property("stopped").toLongLong(), chat.id.value());
        QTRY_VERIFY(!dialog);
    }

    void aMembersProfileIsThePageOfTheContactOrACard()
    {
        Program program;
        program.fill();
        AccountSettings work = mara();
        work.id = AccountId(2);
        work.jid = BareJid::fromPrepared(u"work@harbor.example"_s);
        program.context.accounts().setAccounts({mara(), work});
        Contact tomas;
        tomas.account = AccountId(2);
        tomas.jid = BareJid::fromPrepared(u"tomas@harbor.example"_s);
        tomas.name = u"Tomas Berg"_s;
        program.context.contacts().replaceRoster(AccountId(2), {tomas});
        program.context.contacts().flush();
        Conversation chat = chatWith(4, u"crews"_s);
        chat.account = AccountId(2);
        chat.kind = ConversationKind::Room;
        program.context.chats().changeConversations({chat});
        program.context.chats().flush();
        Room room;
        room.account = chat.account;
        room.conversation = chat.id;
        room.jid = chat.peer;
        room.features.name = u"North Crew"_s;
        program.context.rooms().changeRooms({room});
        OneInstance instance(program.folder.path());
        Shell shell(program.context, instance, {});
        MainWindow &window = shell.window();
        window.show();

        Q_EMIT window.chatPage().memberActRequested(chat.id, {MemberAct::Profile, u"TB"_s, tomas.jid});
        QCOMPARE(window.place(), MainWindow::Place::Contacts);
        QVERIFY(window.contactDetails().contact() == (ContactKey{AccountId(2), tomas.jid}));
        QVERIFY(window.contactList().current() == (ContactKey{AccountId(2), tomas.jid}));
        // Nor does it matter whether the list shows them.
        program.context.contacts().setFilter(u"nobody"_s);
        Q_EMIT window.chatPage().memberActRequested(chat.id, {MemberAct::Profile, u"TB"_s, tomas.jid});
        QVERIFY(!window.contactList().current());
        QVERIFY(window.contactDetails().contact() == (ContactKey{AccountId(2), tomas.jid}));

        // Who is none of the contacts of that account has a card, and is added to those of that account.
        Q_EMIT window.chatPage().memberActRequested(chat.id, {MemberAct::Profile, u"Hana"_s, BareJid::fromPrepared(u"hana@harbor.example"_s)});
        auto *card = window.findChild<MemberCardDialog *>();
        QVERIFY(card && card->isVisible());
        pressIn(*card, u"Add contact…"_s);
        auto *add = window.findChild<AddContactDialog *>();
        QVERIFY(add);
        const QList<QComboBox *> boxes = add->findChildren<QComboBox *>();
        QVERIFY(std::any_of(boxes.cbegin(), boxes.cend(), [](const QComboBox *box) { return box->currentText() == u"work@harbor.example"; }));
        const QList<QLineEdit *> fields = add->findChildren<QLineEdit *>();
        QVERIFY(std::any_of(fields.cbegin(), fields.cend(), [](const QLineEdit *field) { return field->text() == u"hana@harbor.example"; }));
    }

    void aSpaceIsMovedForAllItsAccounts()
    {
        Program program;
        program.fill();
        AccountSettings work = mara();
        work.id = AccountId(2);
        work.jid = BareJid::fromPrepared(u"work@harbor.example"_s);
        program.context.accounts().setAccounts({mara(), work});
        MainWindow window(program.context);
        startWithEngine(program, window);
        Wishes wishes(program.context.engine());
        SpaceFlow flow(program.context, wishes, window);
        flow.connectList(window.chatList());
        SpaceListModel &spaces = program.context.spaces();
        SpaceDoor &door = program.context.engine().engine()->spaces();
        const auto make = [&door](qint64 account, const QString &id, int place) {
            door.change(AccountId(account), SpaceId(id), {}, {id, 0, place, {}});
        };
        make(1, u"a"_s, 0);
        make(1, u"b"_s, 1000);
        make(2, u"b"_s, 1000);
        make(1, u"c"_s, 2000);
        QTRY_COMPARE(spaces.rows().size(), 3U);
        Q_EMIT window.chatList().moveSpaceRequested(SpaceId(u"b"_s), 2);
        QTRY_COMPARE(spaces.rows().back().id, SpaceId(u"b"_s));
        QTRY_COMPARE(spaces.part(SpaceId(u"b"_s), AccountId(2))->traits.place, spaces.rows().back().traits.place);
        QCOMPARE(spaces.part(SpaceId(u"c"_s), AccountId(1))->traits.place, 2000); // nobody else was touched
    }

    void aSpaceLosesTheAccountsThatWereTakenOutAlone()
    {
        Program program;
        program.fill();
        QList<AccountSettings> all;
        for (int number = 1; number <= 3; ++number) {
            all << mara();
            all.last().id = AccountId(number);
            all.last().jid = BareJid::fromPrepared(u"mara%1@harbor.example"_s.arg(number));
        }
        MainWindow window(program.context);
        startWithEngine(program, window);
        program.context.accounts().setAccounts(all);
        Wishes wishes(program.context.engine());
        SpaceFlow flow(program.context, wishes, window);
        flow.connectList(window.chatList());
        SpaceListModel &spaces = program.context.spaces();
        SpaceDoor &door = program.context.engine().engine()->spaces();
        const SpaceId id(u"a"_s);
        const SpaceTraits traits{u"Work"_s, 0, 0, {}};
        door.change(AccountId(1), id, {}, traits);
        door.change(AccountId(2), id, {}, traits);
        QTRY_VERIFY(spaces.part(id, AccountId(2)));
        Q_EMIT window.chatList().changeSpaceRequested(id);
        QPointer<SpaceDialog> dialog = window.findChild<SpaceDialog *>();
        QVERIFY(dialog);
        // Another device gives it a part of the third account while the question is open.
        door.change(AccountId(3), id, {}, traits);
        QTRY_VERIFY(spaces.part(id, AccountId(3)));
        const QList<QCheckBox *> boxes = dialog->findChildren<QCheckBox *>();
        const auto second = std::find_if(boxes.cbegin(), boxes.cend(), [](const QCheckBox *box) { return box->text().startsWith(u"mara2"); });
        QVERIFY(second != boxes.cend());
        (*second)->setChecked(false);
        pressIn(*dialog, u"Save"_s);
        QTRY_VERIFY(!dialog);
        QTRY_VERIFY(!spaces.part(id, AccountId(2)));
        QVERIFY(spaces.part(id, AccountId(1)));
        QVERIFY(spaces.part(id, AccountId(3)));
    }

    void theMenusDotSpeaksOfTheOtherPlace()
    {
        Program program;
        program.fill();
        MainWindow window(program.context);
        window.resize(380, 700);
        window.show();
        window.execute(Command::ShowContacts);
        const auto dot = [](const QWidget &pane) {
            const auto *menu = pane.findChild<MenuButton *>();
            return menu && menu->accessibleDescription() == u"Something is unread"_s;
        };
        QVERIFY(!dot(window.contactList()));
        Conversation unread = chatWith(3, u"owen"_s);
        unread.unread = 2;
        program.context.chats().changeConversations({unread});
        program.context.chats().flush();
        QTRY_VERIFY(dot(window.contactList()));
        QVERIFY(!dot(window.chatList()));
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

    /// Whatever chat is open.
    void theAccountMenuSaysWhoIsToldWhereOneIs()
    {
        Program program;
        program.fill();
        program.context.chats().changeConversations({chatWith(4, u"crew"_s)});
        program.context.chats().flush();
        MainWindow window(program.context);
        AccountMenu &menu = window.accountMenu();
        const auto line = [&menu]() -> QAction * {
            menu.build();
            QAction *first = menu.actions().constFirst();
            return first->text().startsWith(u"Sharing your location"_s) ? first : nullptr;
        };
        QVERIFY(!line());
        const qint64 until = program.context.clock().now() + 900'000;
        LivePlace told{LivePlace::Side::Here, BareJid::fromPrepared(u"mara@harbor.example"_s), QString(32, u'a'),
                       ConversationId(4), {}, until, 0, {}, 0};
        program.context.livePlaces().replace(AccountId(1), {told});
        QAction *stop = line();
        QVERIFY(stop);
        QVERIFY(stop->text().contains(isolated(program.context.chats().nameOf(ConversationId(4)))));
        QVERIFY(stop->text().contains(clockText(until)) && stop->text().endsWith(u"Stop"_s));
        QSignalSpy stopped(&menu, &AccountMenu::stopLiveRequested);
        stop->trigger();
        QCOMPARE(stopped.size(), 1);
        QCOMPARE(stopped.constFirst().at(1).toString(), told.id);
        told.ended = until - 1;
        program.context.livePlaces().replace(AccountId(1), {told});
        QVERIFY(!line());
    }

    void invisibleIsOfferedWhereTheServerCan()
    {
        Program program;
        program.fill();
        MainWindow window(program.context);
        AccountMenu &menu = window.accountMenu();
        const auto entry = [&menu](const QString &words) -> QAction * {
            menu.build();
            const QList<QAction *> all = menu.actions();
            const auto found = std::find_if(all.cbegin(), all.cend(), [&](QAction *each) { return each->text() == words; });
            return found == all.cend() ? nullptr : *found;
        };
        AccountListModel &accounts = program.context.accounts();
        accounts.setConnection(AccountId(1), {ConnectionState::Online, {}, 0});
        accounts.setOwnStatus(AccountId(1), {Availability::Away, {}, 0});
        QVERIFY(entry(u"Invisible"_s)); // nobody knows yet what the server can
        accounts.setInvisibility(AccountId(1), Invisibility::NotOffered);
        QVERIFY(!entry(u"Invisible"_s));
        accounts.setConnection(AccountId(1), {ConnectionState::Waiting, {}, 0});
        QVERIFY(entry(u"Invisible"_s)); // what a server can is known when it is there
        accounts.setConnection(AccountId(1), {ConnectionState::Online, {}, 0});
        accounts.setInvisibility(AccountId(1), Invisibility::Seen);
        QVERIFY(entry(u"Invisible"_s));
        QVERIFY(!entry(u"Invisible"_s)->isChecked());
        QVERIFY(entry(u"Away"_s)->isChecked());
        QSignalSpy wished(&menu, &AccountMenu::invisibleRequested);
        entry(u"Invisible"_s)->trigger();
        QCOMPARE(wished.size(), 1);
        accounts.setInvisibility(AccountId(1), Invisibility::Hidden);
        QVERIFY(entry(u"Invisible"_s)->isChecked());
        QVERIFY(!entry(u"Away"_s)->isChecked());
    }

    void whoIsConnectingIsToBeInvisibleToo()
    {
        Program program;
        program.fill();
        OneInstance instance(program.folder.path());
        Shell shell(program.context, instance, {});
        MainWindow &window = shell.window();
        startWithEngine(program, window);
        AccountListModel &accounts = program.context.accounts();
        QTRY_VERIFY(accounts.find(AccountId(1)));
        const auto state = [&] { return accounts.find(AccountId(1))->invisibility; };
        const auto notice = [&window]() -> QString {
            const QList<Banner *> all = window.findChildren<Banner *>();
            const auto shown = std::find_if(all.cbegin(), all.cend(), [](Banner *each) { return each->isVisible() && each->accessibleName().startsWith(u"Problem: "_s); });
            return shown == all.cend() ? QString() : (*shown)->text();
        };
        const auto chosen = [&window](const QString &words) {
            AccountMenu &menu = window.accountMenu();
            menu.build();
            for (QAction *each : menu.actions()) {
                if (each->text() == words && each->isChecked())
                    return true;
            }
            return false;
        };
        accounts.setConnection(AccountId(1), {ConnectionState::Connecting, {}, 0});
        Q_EMIT window.accountMenu().invisibleRequested();
        QTRY_COMPARE(state(), Invisibility::Hidden);
        // The server is asked once it is there, and cannot: which is said.
        accounts.setConnection(AccountId(1), {ConnectionState::Online, {}, 0});
        QCOMPARE(notice(), QString());
        accounts.setInvisibility(AccountId(1), Invisibility::Refused, Error{ErrorKind::Unavailable, {}, {}});
        QVERIFY2(notice().startsWith(u"mara@harbor.example is not announced to anybody: its provider does not"_s), qPrintable(notice()));
        // Chosen otherwise, nothing is to be said.
        window.showNotice(u"Another."_s);
        Q_EMIT window.accountMenu().availabilityRequested(Availability::Available);
        accounts.setOwnStatus(AccountId(1), {Availability::Available, {}, 0});
        QTRY_COMPARE(state(), Invisibility::Seen);
        QCOMPARE(notice(), u"Another."_s);
        // The stream went on, and contacts saw us on it: whoever believes to be hidden is told.
        Q_EMIT window.accountMenu().invisibleRequested();
        QTRY_COMPARE(state(), Invisibility::Hidden);
        QTRY_VERIFY(chosen(u"Invisible"_s));
        accounts.setInvisibility(AccountId(1), Invisibility::NotOffered);
        QVERIFY2(notice().startsWith(u"Contacts of mara@harbor.example still see you"_s), qPrintable(notice()));
    }

    void whatARuleDoes()
    {
        Program program;
        program.fill();
        MainWindow window(program.context);
        window.show();
        Wishes wishes(program.context.engine());
        test::FakeSound sound;
        BoardFlow flow(program.context, wishes, window, [&sound] { return &sound; });
        QSignalSpy opened(&flow, &BoardFlow::chatRequested);
        QSignalSpy told(&flow, &BoardFlow::told);
        const BareJid tomas = BareJid::fromPrepared(u"tomas@harbor.example"_s);
        RuleFiring firing;
        firing.rule.id = RuleId(5);
        firing.rule.account = AccountId(1);
        firing.rule.subject = tomas.toString();
        firing.who = tomas;
        firing.since = program.context.clock().now();
        // Each does what it says, and nothing else.
        firing.rule.actions = PresenceRule::Sound;
        Q_EMIT program.context.ruleFired(firing);
        QVERIFY(sound.loudspeaker && sound.loudspeaker->isOn);
        QVERIFY(sound.loudspeaker->heard.startsWith("RIFF"));
        QVERIFY(opened.isEmpty() && told.isEmpty());
        const auto *first = sound.loudspeaker;
        Q_EMIT program.context.ruleFired(firing); // several at once sound as one
        QVERIFY(first && sound.loudspeaker == first);
        sound.loudspeaker->ended();
        QTRY_VERIFY(!sound.loudspeaker); // the loudspeaker is held no longer than it sounds
        firing.rule.actions = PresenceRule::OpenChat;
        Q_EMIT program.context.ruleFired(firing);
        QVERIFY(!sound.loudspeaker && told.isEmpty());
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][1].value<BareJid>(), tomas);
        firing.rule.actions = PresenceRule::Notify;
        Q_EMIT program.context.ruleFired(firing);
        QCOMPARE(told.size(), 1);
        QVERIFY(!sound.loudspeaker && opened.size() == 1);
        // All of them; there is nobody to talk to where a group is empty.
        firing.rule.actions = PresenceRule::Notify | PresenceRule::Sound | PresenceRule::OpenChat;
        firing.rule.kind = PresenceRule::Kind::GroupEmpty;
        firing.rule.subject = u"Support"_s;
        firing.who = {};
        Q_EMIT program.context.ruleFired(firing);
        QVERIFY(sound.loudspeaker && sound.loudspeaker->isOn);
        QCOMPARE(told.size(), 2);
        QCOMPARE(opened.size(), 1);
        sound.loudspeaker->failed(SoundFault::NoOutput);
        QTRY_VERIFY(!sound.loudspeaker);
        // Who does not want to be disturbed is not, and reads of it in the window; a chat that was asked for is opened.
        Presence busy;
        busy.availability = Availability::DoNotDisturb;
        program.context.accounts().setOwnPresence(AccountId(1), busy);
        firing.who = tomas;
        firing.rule.kind = PresenceRule::Kind::GroupReturns;
        Q_EMIT program.context.ruleFired(firing);
        QVERIFY(!sound.loudspeaker);
        QCOMPARE(told.size(), 2);
        QCOMPARE(opened.size(), 2);
    }

    void theChosenPlaceStandsOutInTheRail()
    {
        Program program;
        program.fill();
        for (const auto scheme : {Preferences::Scheme::Light, Preferences::Scheme::Dark}) {
            program.context.preferences().setScheme(scheme);
            MainWindow window(program.context);
            window.show();
            QVERIFY(QTest::qWaitForWindowExposed(&window));
            const QList<RailItem *> items = window.findChildren<RailItem *>();
            const auto chats = std::find_if(items.cbegin(), items.cend(), [](RailItem *item) { return item->accessibleName() == u"Chats"_s; });
            QVERIFY(chats != items.cend() && (*chats)->isChecked());
            const QImage image = (*chats)->grab().toImage();
            QCOMPARE(image.pixelColor(6, image.height() / 2), program.context.theme().color(Token::Raised));
        }
        program.context.preferences().setScheme(Preferences::Scheme::Light);
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

    void bannersComeAndGo()
    {
        Program program;
        program.fill();
        MainWindow window(program.context);
        window.show();
        ConnectionBanner &banner = window.banner();
        QVERIFY(!banner.isVisible());
        AccountListModel &accounts = program.context.accounts();
        // Connecting is nothing to speak of for three seconds.
        accounts.setConnection(AccountId(1), {ConnectionState::Connecting, {}, 0});
        QVERIFY(!banner.isVisible());
        accounts.setConnection(AccountId(1), {ConnectionState::Waiting, Error{ErrorKind::ConnectionLost, {}, {}}, 0});
        QVERIFY(banner.isVisible());
        QCOMPARE(banner.contents().first().strong, u"You’re offline."_s);
        accounts.setConnection(AccountId(1), {ConnectionState::Waiting, Error{ErrorKind::ConnectionLost, u"<a> & b"_s, {}}, 0});
        QTextDocument tip;
        tip.setHtml(banner.findChild<Banner *>()->toolTip());
        QCOMPARE(tip.toPlainText(), u"<a> & b"_s);
        // The next try stays in its place at once, so that nothing jumps.
        accounts.setConnection(AccountId(1), {ConnectionState::Connecting, {}, 0});
        QVERIFY(banner.isVisible());
        QSignalSpy wanted(&banner, &ConnectionBanner::actionRequested);
        accounts.setConnection(AccountId(1), {ConnectionState::Refused, Error{ErrorKind::NotAuthorized, {}, {}}, 0});
        const auto buttons = banner.findChildren<QAbstractButton *>();
        const auto button = std::find_if(buttons.cbegin(), buttons.cend(),
                                         [](QAbstractButton *one) { return one->text() == u"Enter password"_s && one->isVisible(); });
        QVERIFY(button != buttons.cend());
        (*button)->click();
        QCOMPARE(wanted.size(), 1);
        accounts.setConnection(AccountId(1), {ConnectionState::Online, {}, 0});
        QVERIFY(!banner.isVisible());
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

    void linksOfPeopleAndPlacesAskFirst()
    {
        Program program;
        program.fill();
        QWidget window;
        window.show();
        Wishes wishes(program.context.engine());
        Dialogs dialogs(program.context, wishes, window);
        dialogs.followLink(QUrl(u"xmpp:nour@harbor.example/desk?message"_s));
        auto *chat = window.findChild<NewChatDialog *>();
        QVERIFY(chat);
        QCOMPARE(chat->findChild<QLineEdit *>()->text(), u"nour@harbor.example"_s);
        chat->reject();
        // A room is asked about too, with its address filled in; what only looks like one is a person.
        dialogs.followLink(QUrl(u"xmpp:crew@groups.harbor.example?join;password=x"_s));
        auto *join = window.findChild<JoinGroupDialog *>();
        QVERIFY(join && join->isVisible());
        QStringList fields;
        for (const QLineEdit *field : join->findChildren<QLineEdit *>())
            fields << field->text();
        QVERIFY(fields.contains(u"crew@groups.harbor.example"_s));
        join->reject();
        dialogs.followLink(QUrl(u"geo:48.2010,16.3695"_s));
        auto *question = window.findChild<QMessageBox *>();
        QVERIFY(question);
        QCOMPARE(question->defaultButton(), question->escapeButton()); // the safe answer
        QVERIFY(question->informativeText().contains(u"48.2010"_s));
        question->reject();
        dialogs.followLink(QUrl(u"file:///etc/passwd"_s));
        QCOMPARE(window.findChildren<QDialog *>().size(), 3); // those three, which go with the next events
    }

    void whatOnlyTorKnowsIsNotGivenToABrowserUnasked_data()
    {
        QTest::addColumn<QString>("link");
        for (const char *link : {"https://harborxmpp.onion/plan", "http://HarborXmpp.ONION./", "https://harborxmpp．ｏｎｉｏｎ/"})
            QTest::newRow(link) << QString::fromUtf8(link);
    }
    void whatOnlyTorKnowsIsNotGivenToABrowserUnasked()
    {
        QFETCH(QString, link);
        Program program;
        program.fill();
        QWidget window;
        window.show();
        Wishes wishes(program.context.engine());
        Dialogs dialogs(program.context, wishes, window);
        TakenLinks taken;
        QDesktopServices::setUrlHandler(u"https"_s, &taken, "take");
        QDesktopServices::setUrlHandler(u"http"_s, &taken, "take");
        dialogs.followLink(QUrl(u"https://harbor.example/"_s));
        QCOMPARE(taken.all.size(), 1); // as every other
        dialogs.followLink(QUrl(link));
        auto *question = window.findChild<QMessageBox *>();
        QVERIFY(question);
        QCOMPARE(taken.all.size(), 1);
        QCOMPARE(question->defaultButton(), question->escapeButton());
        QVERIFY2(question->informativeText().contains(u"can be reached through Tor only."_s), qPrintable(question->informativeText()));
        for (QAbstractButton *button : question->buttons()) {
            if (question->buttonRole(button) == QMessageBox::AcceptRole)
                button->click();
        }
        QCOMPARE(taken.all.value(1), QUrl(link));
        QDesktopServices::unsetUrlHandler(u"https"_s);
        QDesktopServices::unsetUrlHandler(u"http"_s);
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

    void doNotDisturbHoldsForTheFirstMessageOfSomebodyNew()
    {
        Program program;
        program.fill();
        MainWindow window(program.context);
        ChatWindows windows(program.context);
        ChatNotifier notifier(program.context, window, windows);
        QSignalSpy notified(&notifier, &ChatNotifier::notified);
        const auto arrives = [&](qint64 id, const QString &local) {
            // As from the engine: the message, and a moment later the chat that it made.
            Conversation conversation = chatWith(id, local);
            conversation.unread = 1;
            Message message = *conversation.last;
            message.direction = Direction::Incoming;
            message.sender = conversation.peer;
            Q_EMIT program.context.messagesArrived(conversation.id, {message});
            program.context.chats().changeConversations({conversation});
            Q_EMIT program.context.conversationsArrived();
        };
        Presence own;
        own.availability = Availability::DoNotDisturb;
        program.context.accounts().setOwnPresence(AccountId(1), own);
        arrives(50, u"stranger"_s);
        QCOMPARE(notified.size(), 0);
        own.availability = Availability::Available;
        program.context.accounts().setOwnPresence(AccountId(1), own);
        arrives(51, u"another"_s);
        QCOMPARE(notified.size(), 1);
        QCOMPARE(notified.first().first().value<Notification>().conversation, ConversationId(51));
        Q_EMIT program.context.conversationsArrived(); // and only once
        QCOMPARE(notified.size(), 1);
    }

    void aMentionIsToldOfWhoeverSpokeBehindIt()
    {
        Program program;
        program.fill();
        MainWindow window(program.context);
        ChatWindows windows(program.context);
        ChatNotifier notifier(program.context, window, windows);
        QSignalSpy notified(&notifier, &ChatNotifier::notified);
        Conversation room = chatWith(60, u"crews"_s);
        room.kind = ConversationKind::Room; // of whose kind nothing is known: what speaks of us is told
        room.unread = 2;
        program.context.chats().changeConversations({room});
        Message mention = *room.last;
        mention.direction = Direction::Incoming;
        mention.body = u"Mara, are you there?"_s;
        Mention us;
        us.isUs = true;
        mention.mentions = {us};
        Message other = mention;
        other.id = MessageId(mention.id.value() + 1);
        other.body = u"lunch"_s;
        other.mentions.clear();
        Q_EMIT program.context.messagesArrived(room.id, {other});
        QCOMPARE(notified.size(), 0);
        Q_EMIT program.context.messagesArrived(room.id, {mention, other});
        QCOMPARE(notified.size(), 1);
        QVERIFY(notified.first().first().value<Notification>().body.contains(u"are you there"_s));
    }

    void aNewChatOpensWhenItsRowComes()
    {
        Program program;
        program.fill();
        OneInstance instance(program.folder.path());
        Shell shell(program.context, instance, {});
        shell.window().show();
        program.context.engine().load();
        QTRY_VERIFY(program.context.engine().engine());
        shell.window().execute(Command::ShowContacts);
        Q_EMIT shell.window().contactList().chatRequested(AccountId(1), BareJid::fromPrepared(u"new@harbor.example"_s));
        QTRY_COMPARE(shell.window().openedChat(), ConversationId(77));
        QCOMPARE(shell.window().place(), MainWindow::Place::Chats);
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
