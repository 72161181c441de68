// SPDX-License-Identifier: GPL-3.0-or-later
// Chats in the window: going from one to the next, each in one place, and what of them is told.
#include "ShellProgram.h"
#include "chat/ChatDoor.h"
#include "chatpage/ChatPage.h"
#include "chatpage/ForwardDialog.h"
#include "chats/ChatListView.h"
#include "composer/MessageField.h"
#include "contacts/AddContactDialog.h"
#include "contacts/ContactDetails.h"
#include "contacts/ContactListPane.h"
#include "files/SendFilesStrip.h"
#include "rooms/MemberCardDialog.h"
#include "shell/ChatNotifier.h"
#include "shell/ChatWindow.h"
#include "shell/ChatWindows.h"
#include "shell/MainWindow.h"
#include "shell/OneInstance.h"
#include "shell/Shell.h"
#include "shell/WindowUse.h"
#include "style/Direction.h"
#include "support/TestProgram.h"
#include "timeline/TimelineView.h"
#include "widgets/Banner.h"
#include "widgets/IconButton.h"

#include <QComboBox>
#include <QLineEdit>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;
using namespace jackdaw::test;

namespace shell_chats_test {

class ShellChatsTest : public QObject
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

    /// A window that paints itself opaque takes no list with it.
    void aPictureOfSomebodyIsSeenInTheLists()
    {
        Program program;
        program.fill();
        OneInstance instance(program.folder.path());
        Shell shell(program.context, instance, {});
        shell.window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&shell.window()));
        struct Painted : QObject
        {
            int count = 0;
            bool eventFilter(QObject *, QEvent *event) override
            {
                count += event->type() == QEvent::Paint ? 1 : 0;
                return false;
            }
        } painted;
        auto *list = shell.window().findChild<ChatListView *>();
        QVERIFY(list && list->isVisible());
        list->viewport()->installEventFilter(&painted);
        QTest::qWait(100); // for what the start still paints
        painted.count = 0;
        QTest::qWait(100);
        QCOMPARE(painted.count, 0);
        Q_EMIT const_cast<AvatarPictures &>(program.context.avatars()).changed();
        QTRY_VERIFY(painted.count > 0);
    }
};

JACKDAW_WINDOW_TEST(ShellChatsTest)

} // namespace shell_chats_test

#include "shell_chats_test.moc"
