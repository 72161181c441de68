// SPDX-License-Identifier: GPL-3.0-or-later
// What went wrong, waits or is asked about is said in the window, and only an act accepts it.
#include "ShellProgram.h"
#include "account/AccountDoor.h"
#include "base/NewerFile.h"
#include "chat/ChatDoor.h"
#include "omemo/EncryptionDoor.h"
#include "rooms/ReasonDialog.h"
#include "rooms/RoomDoor.h"
#include "shell/AppContext.h"
#include "shell/ConnectionBanner.h"
#include "shell/GroupFlow.h"
#include "shell/HistoryRepair.h"
#include "shell/MainWindow.h"
#include "shell/OneInstance.h"
#include "shell/Shell.h"
#include "shell/StartOptions.h"
#include "shell/WaitingDialog.h"
#include "shell/Wishes.h"
#include "signin/CertificateDialog.h"
#include "storage/Database.h"
#include "style/Direction.h"
#include "support/TestProgram.h"
#include "widgets/Banner.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QLabel>
#include <QMessageBox>
#include <QPointer>
#include <QTemporaryDir>
#include <QTextDocument>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;
using namespace jackdaw::test;

namespace shell_trouble_test {

class ShellTroubleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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

    void aFullDiskIsSaidUntilSomethingCouldBeWritten()
    {
        Program program;
        program.fill();
        MainWindow window(program.context);
        startWithEngine(program, window);
        const Error full{ErrorKind::DiskFull, u"database or disk is full"_s, u"/profile/history.sqlite"_s};
        const auto says = [&window](const QString &start) {
            for (const Banner *banner : window.findChildren<Banner *>()) {
                if (banner->isVisible() && banner->accessibleName().startsWith(u"Problem: "_s + start))
                    return true;
            }
            return false;
        };
        ChatDoor &chat = program.context.engine().engine()->chat();
        window.showError(full);
        QVERIFY(says(u"The disk is full."_s));
        Q_EMIT chat.storageTrouble(full);
        QVERIFY(says(u"The disk is full."_s));
        Q_EMIT chat.storageTrouble(std::nullopt);
        QVERIFY(!says(u"The disk is full."_s));
        // Also where the engine never said that it has trouble.
        window.showError(full);
        window.noteWritten();
        QVERIFY(!says(u"The disk is full."_s));
        // What is of another file, or of something else, stays until it is closed.
        window.showError({ErrorKind::DiskFull, {}, u"/media/stick/Gauge.pdf"_s});
        window.noteWritten();
        QVERIFY(says(u"The disk is full."_s));
        window.showError(full);
        window.showNotice(u"Another"_s);
        window.noteWritten();
        QVERIFY(says(u"Another"_s));
    }

    /// Stored by the engine, a message or a draft tells so.
    void whatIsWrittenTakesTheFullDiskBack()
    {
        Program program;
        program.fill();
        OneInstance instance(program.folder.path());
        Shell shell(program.context, instance, {});
        startWithEngine(program, shell.window());
        shell.window().setCover(nullptr);
        shell.window().openChat(ConversationId(1));
        shell.window().showError({ErrorKind::DiskFull, {}, u"/profile/history.sqlite"_s});
        const auto shown = [&shell] {
            for (const Banner *banner : shell.window().findChildren<Banner *>()) {
                if (banner->isVisible() && banner->accessibleName().startsWith(u"Problem: The disk is full."_s))
                    return true;
            }
            return false;
        };
        QVERIFY(shown());
        Q_EMIT shell.window().chatPage().draftChanged(ConversationId(1), u"kept"_s, {});
        QTRY_VERIFY(!shown());
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
        // The focus of a button that goes stays with the banners, and then goes to what the window shows.
        (*button)->setFocus();
        accounts.setConnection(AccountId(1), {ConnectionState::Waiting, Error{ErrorKind::ConnectionLost, {}, {}}, 0});
        QVERIFY(banner.isAncestorOf(window.focusWidget()) && window.focusWidget()->isVisible());
        accounts.setConnection(AccountId(1), {ConnectionState::Online, {}, 0});
        QVERIFY(!banner.isVisible());
        QVERIFY(window.focusWidget());
        QCOMPARE(QLatin1StringView(window.focusWidget()->metaObject()->className()), "jackdaw::ChatListView"_L1);
        // What is read of a part of the window is words.
        for (QWidget *part : window.findChildren<QWidget *>()) {
            if (part->inherits("jackdaw::RailItem") || part->inherits("jackdaw::EncryptionPill") || part->inherits("jackdaw::Banner")) {
                const QString read = QAccessible::queryAccessibleInterface(part)->text(QAccessible::Description);
                QVERIFY2(!read.contains(u"<span"_s), qPrintable(read));
            }
        }
    }
};

JACKDAW_WINDOW_TEST(ShellTroubleTest)

} // namespace shell_trouble_test

#include "shell_trouble_test.moc"
