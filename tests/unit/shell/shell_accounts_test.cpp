// SPDX-License-Identifier: GPL-3.0-or-later
// Accounts and spaces in the window: the menu, who sees one, and what goes with an account.
#include "ShellProgram.h"
#include "account/AccountDoor.h"
#include "chats/SpaceDialog.h"
#include "settings/SettingsWindow.h"
#include "shell/AccountMenu.h"
#include "shell/BoardFlow.h"
#include "shell/MainWindow.h"
#include "shell/OneInstance.h"
#include "shell/SettingsOpener.h"
#include "shell/Shell.h"
#include "shell/SpaceFlow.h"
#include "shell/StartOptions.h"
#include "shell/Wishes.h"
#include "spaces/SpaceDoor.h"
#include "support/FakeSound.h"
#include "support/TestProgram.h"
#include "widgets/Banner.h"
#include "widgets/IconButton.h"
#include "widgets/MenuButton.h"

#include <QCheckBox>
#include <QLabel>
#include <QPointer>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;
using namespace jackdaw::test;

namespace shell_accounts_test {

class ShellAccountsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
};

JACKDAW_WINDOW_TEST(ShellAccountsTest)

} // namespace shell_accounts_test

#include "shell_accounts_test.moc"
