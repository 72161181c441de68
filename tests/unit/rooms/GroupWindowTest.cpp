// SPDX-License-Identifier: GPL-3.0-or-later
// The dialogs and lists of groups: what they offer, what they ask, and what they wish for.
#include "rooms/BanListDialog.h"
#include "rooms/ConfigurationDialog.h"
#include "rooms/FindChannelsDialog.h"
#include "rooms/GroupSettingsDialog.h"
#include "rooms/InvitationList.h"
#include "rooms/InviteDialog.h"
#include "rooms/LookAlikes.h"
#include "rooms/MemberActs.h"
#include "rooms/MemberCardDialog.h"
#include "rooms/MembersPane.h"
#include "rooms/ReasonDialog.h"
#include "rooms/RoomTyping.h"
#include "rooms/VoiceRequests.h"
#include "roster/ContactListModel.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "style/Translations.h"
#include "widgets/Fields.h"
#include "widgets/RowTree.h"
#include "support/TestProgram.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QListView>
#include <QRadioButton>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace group_window_test {

BareJid jid(const QString &local)
{
    return BareJid::fromPrepared(local + u"@harbor.example"_s);
}

Room crew(RoomRole role, RoomAffiliation affiliation)
{
    Room room;
    room.conversation = ConversationId(3);
    room.jid = BareJid::fromPrepared(u"crew@groups.harbor.example"_s);
    room.state = RoomState::In;
    room.nick = u"Mara"_s;
    room.role = role;
    room.affiliation = affiliation;
    return room;
}

Occupant occupant(const QString &nick, RoomRole role, RoomAffiliation affiliation)
{
    Occupant occupant;
    occupant.nick = nick;
    occupant.jid = jid(nick.toLower());
    occupant.role = role;
    occupant.affiliation = affiliation;
    return occupant;
}

QString plain(QString text)
{
    return text.remove(QChar(0x2068)).remove(QChar(0x2069));
}

QAbstractButton *buttonNamed(const QWidget &parent, const QString &name)
{
    for (QAbstractButton *button : parent.findChildren<QAbstractButton *>()) {
        if ((plain(button->accessibleName()) == name || plain(button->text()) == name) && !button->isHidden())
            return button;
    }
    return nullptr;
}

QLineEdit *fieldNamed(const QWidget &parent, const QString &name)
{
    for (QLineEdit *field : parent.findChildren<QLineEdit *>()) {
        if (field->accessibleName() == name)
            return field;
    }
    return nullptr;
}

QStringList words(const QWidget &parent)
{
    QStringList all;
    for (const QLabel *label : parent.findChildren<QLabel *>()) {
        if (!label->isHidden())
            all << plain(label->text());
    }
    return all;
}

class GroupWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { loadTranslations(*qApp); } // for "1 of them"
    void init()
    {
        m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
        m_theme = std::make_unique<Theme>(*m_preferences);
    }

    void invitationsSayWhoAndWhyAndAreAnswered()
    {
        InvitationList list(*m_theme);
        QSignalSpy joined(&list, &InvitationList::joinRequested), declined(&list, &InvitationList::declineRequested);
        list.setInvitations({});
        QVERIFY(list.isHidden());
        const ShownInvitation named{AccountId(1), crew(RoomRole::None, RoomAffiliation::None).jid, u"North Crew"_s, u"Tomas Berg"_s,
                                    u"East gate tonight\n<b>come</b>"_s, u"pw"_s};
        ShownInvitation unknown = named;
        unknown.room = BareJid::fromPrepared(u"lounge@groups.harbor.example"_s);
        unknown.group.clear();
        unknown.from.clear();
        unknown.reason.clear();
        list.setInvitations({named, unknown});
        QVERIFY(!list.isHidden());
        QCOMPARE(list.accessibleName(), u"Group invitations"_s);
        const QStringList said = words(list);
        QVERIFY(said.contains(u"North Crew"_s));
        QVERIFY(said.contains(u"Tomas Berg invites you to this group"_s));
        QVERIFY(said.contains(u"“East gate tonight <b>come</b>”"_s)); // one line, letter by letter
        QVERIFY(said.contains(u"lounge@groups.harbor.example"_s));
        QVERIFY(said.contains(u"You are invited to this group"_s));
        buttonNamed(list, u"Join North Crew"_s)->click();
        QCOMPARE(joined.at(0).at(0).value<ShownInvitation>(), named);
        buttonNamed(list, u"Decline lounge@groups.harbor.example"_s)->click();
        QCOMPARE(declined.at(0).at(0).value<ShownInvitation>().room, unknown.room);
        QVERIFY(buttonNamed(list, u"Join North Crew"_s)); // until the engine says that it is gone
        list.setInvitations({});
        QVERIFY(list.isHidden());
    }

    void invitationsSayWhichAccountTheyAreTo()
    {
        InvitationList list(*m_theme);
        ShownInvitation home{AccountId(1), crew(RoomRole::None, RoomAffiliation::None).jid, u"North Crew"_s, u"Tomas Berg"_s, {}, {}};
        list.setInvitations({home});
        QVERIFY(!words(list).join(u' ').contains(u"account"_s));
        home.invited = u"mara@harbor.example"_s;
        ShownInvitation work = home;
        work.account = AccountId(2);
        work.invited = u"Work"_s;
        list.setInvitations({home, work});
        QVERIFY(words(list).contains(u"To account mara@harbor.example"_s));
        QVERIFY(words(list).contains(u"To account Work"_s));
        QSignalSpy joined(&list, &InvitationList::joinRequested);
        buttonNamed(list, u"Join North Crew, account Work"_s)->click();
        QCOMPARE(joined.at(0).at(0).value<ShownInvitation>().account, AccountId(2));
    }

    void borrowedNamesAreMarked()
    {
        ContactListModel contacts;
        Contact tomas;
        tomas.account = AccountId(1);
        tomas.jid = jid(u"tomas"_s);
        tomas.name = u"Tomas"_s;
        contacts.replaceRoster(AccountId(1), {tomas});
        contacts.flush();
        const auto there = [](const QString &nick, const BareJid &who) {
            Occupant one = occupant(nick, RoomRole::Participant, RoomAffiliation::None);
            one.jid = who;
            one.status = u"on site"_s;
            return one;
        };
        const BareJid mallory = BareJid::fromPrepared(u"mallory@evil.example"_s);
        OccupantListModel people;
        people.setRoom(ConversationId(3));
        people.setOwnNick(u"Mara"_s);
        people.changeOccupants({ConversationId(3), OccupantChanges::Extent::Whole,
                                {there(u"Tomas"_s, tomas.jid), there(u"T\u043Emas"_s, mallory), there(u"Tom\u0430s"_s, {}),
                                 there(u"Leila"_s, jid(u"leila"_s)), there(u"LeiIa"_s, {}), there(u"Owen"_s, {}),
                                 there(u"Mara"_s, jid(u"mara"_s)), there(u"M\u0430ra"_s, {})}, {}});
        people.flush();
        LookAlikes lookAlikes(people);
        MembersPane pane(people, lookAlikes, *m_theme);
        const auto spoken = [&](const QString &nick) {
            return plain(people.index(people.rowOf(nick)).data(Qt::AccessibleTextRole).toString());
        };
        QCOMPARE(spoken(u"Owen"_s), u"Owen, Available, on site"_s);
        QCOMPARE(spoken(u"Tomas"_s), u"Tomas, Available, tomas@harbor.example"_s); // there are three of that look
        lookAlikes.setContacts(contacts);
        QCOMPARE(spoken(u"Tomas"_s), u"Tomas, Available, tomas@harbor.example"_s);
        QCOMPARE(spoken(u"T\u043Emas"_s), u"T\u043Emas, Available, mallory@evil.example, not Tomas from your contacts"_s);
        QCOMPARE(spoken(u"Tom\u0430s"_s), u"Tom\u0430s, Available, May not be Tomas from your contacts"_s);
        QCOMPARE(spoken(u"Leila"_s), u"Leila, Available, leila@harbor.example"_s);
        QCOMPARE(spoken(u"LeiIa"_s), u"LeiIa, Available, Not the same as Leila"_s);
        QCOMPARE(spoken(u"Mara"_s), u"Mara, Available, on site, you"_s);
        QCOMPARE(spoken(u"M\u0430ra"_s), u"M\u0430ra, Available, Not the same as Mara"_s);
        QCOMPARE(spoken(u"Owen"_s), u"Owen, Available, on site"_s);
        // Who goes is compared with no longer, and a contact who gets another name neither.
        people.changeOccupants({ConversationId(3), OccupantChanges::Extent::Some, {}, {u"Leila"_s}});
        people.flush();
        QCOMPARE(spoken(u"LeiIa"_s), u"LeiIa, Available, on site"_s);
        tomas.name = u"Berg"_s;
        contacts.changeContacts({tomas});
        contacts.flush();
        QCOMPARE(spoken(u"T\u043Emas"_s), u"T\u043Emas, Available, mallory@evil.example"_s);
    }

    void aRoomOfManyNamesIsLookedAtInTurns()
    {
        OccupantListModel people;
        people.setRoom(ConversationId(3));
        QList<Occupant> all;
        for (int i = 0; i < 3'500; ++i)
            all << occupant(u"Guest %1"_s.arg(i), RoomRole::Participant, RoomAffiliation::None);
        Occupant borrower = occupant(u"Gu\u0435st 3499"_s, RoomRole::Participant, RoomAffiliation::None); // e of another script
        borrower.jid = {};
        all << borrower;
        people.changeOccupants({ConversationId(3), OccupantChanges::Extent::Whole, all, {}});
        people.flush();
        LookAlikes lookAlikes(people);
        QSignalSpy changed(&lookAlikes, &LookAlikes::changed);
        // Who asks is told again as long as there are names that were not looked at.
        QString words;
        connect(&lookAlikes, &LookAlikes::changed, this, [&] { words = lookAlikes.words(borrower.nick, {}); });
        words = lookAlikes.words(borrower.nick, {});
        QTRY_COMPARE(plain(words), u"Not the same as Guest 3499"_s);
        QTRY_COMPARE(changed.size(), 3); // 3,501 names, 1,000 a turn
        QCoreApplication::processEvents();
        const auto told = changed.size();
        QCoreApplication::processEvents();
        QCOMPARE(changed.size(), told); // and no longer
        disconnect(&lookAlikes, nullptr, this, nullptr);
    }

    void severalPeopleAreChosenByKeys()
    {
        InviteDialog dialog(u"North Crew"_s, InviteDialog::Makes::Members,
                            {{u"Tomas Berg"_s, jid(u"tomas"_s)}, {u"Leila Haddad"_s, jid(u"leila"_s)}, {u"Owen"_s, jid(u"owen"_s)}}, *m_theme);
        QSignalSpy asked(&dialog, &InviteDialog::inviteRequested);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QVERIFY(words(dialog).contains(u"They become members of North Crew and are asked to join it."_s));
        QLineEdit *find = fieldNamed(dialog, u"Find a contact"_s);
        QVERIFY(find && find->hasFocus());
        auto *list = dialog.findChild<QListWidget *>();
        QCOMPARE(list->item(0)->text(), u"Leila Haddad"_s); // by name

        // Nobody is chosen: it says so, and asks nothing.
        buttonNamed(dialog, u"Add people"_s)->click();
        QCOMPARE(asked.size(), 0);
        QVERIFY(words(dialog).contains(u"Choose somebody, or write an address."_s));

        // What is found is chosen by Return, and stays chosen when the next one is looked for.
        QTest::keyClicks(find, u"tomas@"_s);
        QVERIFY(list->item(0)->isHidden() && !list->item(2)->isHidden());
        QTest::keyClick(find, Qt::Key_Return);
        QCOMPARE(find->text(), QString());
        QCOMPARE(asked.size(), 0);
        QVERIFY(words(dialog).contains(u"1 person chosen"_s));
        // Down leads into the list, and Space chooses there.
        QTest::keyClick(find, Qt::Key_Down);
        QVERIFY(list->hasFocus());
        QTest::keyClick(list, Qt::Key_Space);
        QCOMPARE(dialog.chosen(), (QList<BareJid>{jid(u"leila"_s), jid(u"tomas"_s)}));
        // A click anywhere in a row does it too, and takes it back.
        const QPoint owen = list->visualItemRect(list->item(1)).center();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, owen);
        QVERIFY(dialog.chosen().contains(jid(u"owen"_s)));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, owen);
        QVERIFY(!dialog.chosen().contains(jid(u"owen"_s)));

        fieldNamed(dialog, u"Address"_s)->setText(u"not an address"_s);
        buttonNamed(dialog, u"Add people"_s)->click();
        QCOMPARE(asked.size(), 0);
        QVERIFY(words(dialog).contains(u"This is no address. Write it like name@provider.example."_s));
        fieldNamed(dialog, u"Address"_s)->setText(u"guest@elsewhere.example"_s);
        fieldNamed(dialog, u"Reason"_s)->setText(u" tonight "_s);
        buttonNamed(dialog, u"Add people"_s)->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.at(0).at(0).value<QList<BareJid>>(),
                 (QList<BareJid>{jid(u"leila"_s), jid(u"tomas"_s), BareJid::fromPrepared(u"guest@elsewhere.example"_s)}));
        QCOMPARE(asked.at(0).at(1).toString(), u"tonight"_s);
    }

    void anAddressInTheSearchIsOffered()
    {
        InviteDialog dialog(u"North Crew"_s, InviteDialog::Makes::Members,
                            {{u"Tomas Berg"_s, jid(u"tomas"_s)}, {u"Leila Haddad"_s, jid(u"leila"_s)}}, *m_theme);
        QSignalSpy asked(&dialog, &InviteDialog::inviteRequested);
        dialog.show();
        QLineEdit *find = fieldNamed(dialog, u"Find a contact"_s);
        auto *list = dialog.findChild<QListWidget *>();
        const QString nobody =
            u"No contact is called so. To ask somebody else, write their whole address, like name@provider.example."_s;
        QVERIFY(!words(dialog).contains(nobody));
        const QSize size = dialog.size();

        // Nobody is found: it says so, and what would help.
        QTest::keyClicks(find, u"guest"_s);
        QVERIFY(words(dialog).contains(nobody));
        QVERIFY(list->isHidden());
        QTest::keyClick(find, Qt::Key_Return); // chooses nobody
        QCOMPARE(dialog.chosen(), QList<BareJid>());

        // A whole address is somebody, and the half ones on the way to it stay no rows.
        QTest::keyClicks(find, u"@elsewhere.example"_s);
        QVERIFY(!list->isHidden() && !words(dialog).contains(nobody));
        QCoreApplication::processEvents();
        QCOMPARE(dialog.size(), size); // one thing stands in the place of the other
        QCOMPARE(list->count(), 3);
        QCOMPARE(list->item(2)->text(), u"guest@elsewhere.example"_s);
        QCOMPARE(list->item(2)->data(Qt::AccessibleTextRole).toString(), u"guest@elsewhere.example, none of your contacts"_s);
        QVERIFY(!list->item(2)->isHidden() && list->item(0)->isHidden() && list->item(1)->isHidden());
        QTest::keyClick(find, Qt::Key_Return);
        QCOMPARE(find->text(), QString());
        QCOMPARE(dialog.chosen(), (QList<BareJid>{BareJid::fromPrepared(u"guest@elsewhere.example"_s)}));

        // Who was chosen stays, who was not goes with their address; a contact is no second row, however they are written.
        QTest::keyClicks(find, u"other@elsewhere.example"_s);
        QCOMPARE(list->count(), 4);
        find->clear();
        QCOMPARE(list->count(), 3);
        QTest::keyClicks(find, u"TOMAS@Harbor.example"_s);
        QCOMPARE(list->count(), 3);
        QVERIFY(!list->item(1)->isHidden());
        find->clear();
        buttonNamed(dialog, u"Add people"_s)->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.at(0).at(0).value<QList<BareJid>>(), (QList<BareJid>{BareJid::fromPrepared(u"guest@elsewhere.example"_s)}));
    }

    void onlyWhatIsAllowedIsOffered_data()
    {
        QTest::addColumn<Room>("us");
        QTest::addColumn<Occupant>("them");
        QTest::addColumn<QList<MemberAct>>("acts");
        using enum MemberAct;
        const auto none = RoomAffiliation::None;
        const Occupant guest = occupant(u"Owen"_s, RoomRole::Participant, none);
        QTest::newRow("a guest") << crew(RoomRole::Participant, none) << guest << QList<MemberAct>{Message, Mention, Profile};
        QTest::newRow("a moderator") << crew(RoomRole::Moderator, none) << guest << QList<MemberAct>{Message, Mention, Profile, TakeVoice, Kick};
        QTest::newRow("a moderator and a visitor") << crew(RoomRole::Moderator, none) << occupant(u"Owen"_s, RoomRole::Visitor, none)
                                                   << QList<MemberAct>{Message, Mention, Profile, GiveVoice, Kick};
        QTest::newRow("an owner") << crew(RoomRole::Moderator, RoomAffiliation::Owner) << guest
                                  << QList<MemberAct>{Message, Mention, Profile, TakeVoice, MakeModerator, MakeMember, MakeAdmin, MakeOwner, Kick, Ban};
        Room withIds = crew(RoomRole::Moderator, none);
        withIds.features.moderation = true;
        Occupant known = guest;
        known.id = u"of-owen"_s;
        QTest::newRow("a moderator where messages are taken away") << withIds << known
                                                                   << QList<MemberAct>{Message, Mention, Profile, TakeVoice, RemoveMessages, Kick};
        QTest::newRow("an admin and an owner") << crew(RoomRole::Moderator, RoomAffiliation::Admin)
                                               << occupant(u"Owen"_s, RoomRole::Moderator, RoomAffiliation::Owner) << QList<MemberAct>{Message, Mention, Profile};
    }
    void onlyWhatIsAllowedIsOffered()
    {
        QFETCH(Room, us);
        QFETCH(Occupant, them);
        QFETCH(QList<MemberAct>, acts);
        OccupantListModel::Row row;
        row.occupant = them;
        QCOMPARE(memberActs(us, row), acts);
        row.isUs = true;
        QCOMPARE(memberActs(us, row), QList<MemberAct>());
        for (MemberAct act : std::as_const(acts))
            QVERIFY(!memberActText(act, them.affiliation).isEmpty());
    }

    void onlyAnAddressHasAProfile()
    {
        OccupantListModel::Row row;
        row.occupant = occupant(u"Owen"_s, RoomRole::Participant, RoomAffiliation::None);
        row.occupant.jid = {};
        using enum MemberAct;
        QCOMPARE(memberActs(crew(RoomRole::Participant, RoomAffiliation::None), row), (QList<MemberAct>{Message, Mention}));
    }

    void theCardOfAMemberSaysWhoTheyAre()
    {
        auto *card = new MemberCardDialog({u"Owen"_s, jid(u"owen"_s), u"North Crew"_s}, *m_theme);
        QSignalSpy message(card, &MemberCardDialog::messageRequested), add(card, &MemberCardDialog::addRequested);
        card->show();
        QVERIFY(words(*card).contains(u"Owen"_s));
        QVERIFY(words(*card).contains(u"owen@harbor.example"_s));
        QVERIFY(words(*card).contains(
            u"In North Crew. They are none of your contacts: add them to see their profile, and when they are there."_s));
        const QPointer shown(card);
        buttonNamed(*card, u"Add contact…"_s)->click();
        QCOMPARE(add.size(), 1);
        QCOMPARE(message.size(), 0);
        QTRY_VERIFY(!shown); // its question is answered
    }

    void whoIsAwayIsOnlyOnTheLists()
    {
        OccupantListModel::Row row;
        row.section = OccupantListModel::Section::Away;
        row.occupant = occupant(u"Owen"_s, RoomRole::None, RoomAffiliation::Member);
        using enum MemberAct;
        QCOMPARE(memberActs(crew(RoomRole::Moderator, RoomAffiliation::Owner), row),
                 (QList<MemberAct>{Profile, MakeAdmin, MakeOwner, TakeAffiliation, Ban}));
        QCOMPARE(memberActText(TakeAffiliation, RoomAffiliation::Member), u"Remove as member…"_s);
    }

    void theMenuOpensByKeyAndWishes()
    {
        OccupantListModel people;
        people.setRoom(ConversationId(3));
        people.setOwnNick(u"Mara"_s);
        people.changeOccupants({ConversationId(3), OccupantChanges::Extent::Whole,
                                {occupant(u"Mara"_s, RoomRole::Moderator, RoomAffiliation::Owner),
                                 occupant(u"Owen"_s, RoomRole::Participant, RoomAffiliation::None)}, {}});
        people.flush();
        LookAlikes lookAlikes(people);
        MembersPane pane(people, lookAlikes, *m_theme);
        pane.resize(312, 500);
        pane.setRoom(crew(RoomRole::None, RoomAffiliation::None).jid);
        pane.show();
        QVERIFY(!buttonNamed(pane, u"Add people"_s)); // we are nobody there
        pane.setOurselves(crew(RoomRole::Moderator, RoomAffiliation::Owner));
        QSignalSpy invited(&pane, &MembersPane::inviteRequested), wished(&pane, &MembersPane::memberActRequested);
        QVERIFY(buttonNamed(pane, u"Add people"_s));
        buttonNamed(pane, u"Add people"_s)->click();
        QCOMPARE(invited.size(), 1);

        auto *list = pane.findChild<RowTree *>();
        list->setCurrentIndex(people.index(people.rowOf(u"Owen"_s)));
        QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(10, 10), list->mapToGlobal(QPoint(10, 10)));
        QCoreApplication::sendEvent(list, &byKey);
        auto *menu = pane.findChild<QMenu *>();
        QVERIFY(menu);
        QAction *kick = nullptr;
        for (QAction *action : menu->actions()) {
            if (action->text() == u"Remove from group…"_s)
                kick = action;
        }
        QVERIFY(kick);
        kick->trigger();
        QCOMPARE(wished.size(), 1);
        QCOMPARE(wished.at(0).at(0).value<MemberWish>(), (MemberWish{MemberAct::Kick, u"Owen"_s, jid(u"owen"_s)}));
        menu->close();
    }

    /// Whoever comes and goes in a large room costs a pane that was closed nothing: no event is delivered to any part of it.
    void aClosedPaneDoesNothing()
    {
        class Counter : public QObject
        {
        public:
            explicit Counter(QWidget &of) : m_of(of) { qApp->installEventFilter(this); }
            int take() { return std::exchange(m_count, 0); }

        protected:
            bool eventFilter(QObject *watched, QEvent *) override
            {
                const bool isOfIt = watched == &m_of || (watched->isWidgetType() && m_of.isAncestorOf(static_cast<QWidget *>(watched)));
                m_count += isOfIt ? 1 : 0;
                return false;
            }

        private:
            QWidget &m_of;
            int m_count = 0;
        };
        constexpr int many = 1'000;
        OccupantListModel people;
        people.setRoom(ConversationId(3));
        LookAlikes lookAlikes(people);
        QWidget page;
        page.resize(312, 500);
        auto *pane = new MembersPane(people, lookAlikes, *m_theme, &page);
        pane->resize(312, 500);
        pane->setRoom(crew(RoomRole::None, RoomAffiliation::None).jid);
        page.show();
        int spoken = 0;
        people.setSpokenText([&spoken](const OccupantListModel::Row &row) {
            ++spoken;
            return row.occupant.nick;
        });
        // Delayed work, whatever there is, is done behind that.
        const auto settle = [] {
            for (int round = 0; round < 3; ++round) {
                QTimer done;
                done.setSingleShot(true);
                QSignalSpy timeout(&done, &QTimer::timeout);
                done.start(0);
                QVERIFY(timeout.wait());
            }
        };
        const auto come = [&](int first) {
            QList<Occupant> all;
            for (int i = first; i < first + many; ++i)
                all << occupant(u"Person%1"_s.arg(i), RoomRole::Participant, RoomAffiliation::None);
            people.changeOccupants({ConversationId(3), OccupantChanges::Extent::Some, all, {}});
            people.flush();
            settle();
        };
        auto *list = pane->findChild<RowTree *>();
        auto *find = pane->findChild<QLineEdit *>();
        Counter counter(*pane);
        come(0);
        QVERIFY(counter.take() > 0); // shown, it has work
        QCOMPARE(list->model(), &people);
        find->setText(u"person7"_s);
        QVERIFY(people.rowCount() < many);
        list->setCurrentIndex(people.index(3));
        QAccessible::setActive(true);
        QAccessibleInterface *row = QAccessible::queryAccessibleInterface(list)->child(3);
        QVERIFY(row);

        pane->hide();
        QCOMPARE(people.rowCount(), many + 1); // nobody is looked for any more
        settle();
        counter.take();
        spoken = 0;
        come(many);
        people.changeOccupants({ConversationId(3), OccupantChanges::Extent::Some, {}, {u"Person1"_s}});
        people.flush();
        settle();
        QCOMPARE(counter.take(), 0);
        QCOMPARE(spoken, 0);
        QVERIFY(!list->model());
        QCOMPARE(list->findChildren<QItemSelectionModel *>().size(), 1);
        // A screen reader that still has one of its rows gets nowhere with it.
        QVERIFY(!QAccessible::queryAccessibleInterface(list)->selectionInterface()->select(row));
        QAccessible::setActive(false);

        // And as it is opened again, all are there; only left for a moment, it stays as it was.
        pane->show();
        QCOMPARE(list->model(), &people);
        QCOMPARE(list->findChildren<QItemSelectionModel *>().size(), 1);
        QCOMPARE(people.present(), 2 * many - 1);
        list->setCurrentIndex(people.index(7));
        page.hide();
        page.show();
        QCOMPARE(list->currentIndex(), people.index(7));
    }

    void aNameIsKeptByTheGroup()
    {
        GroupSettings settings;
        settings.name = u"North Crew"_s;
        settings.nick = u"Mara"_s;
        GroupSettingsDialog dialog(crew(RoomRole::Participant, RoomAffiliation::Member), settings, *m_theme);
        QSignalSpy asked(&dialog, &GroupSettingsDialog::registrationRequested);
        dialog.show();
        QVERIFY(!buttonNamed(dialog, u"Keep this name for you"_s)); // as long as nobody knows whether the group keeps any
        dialog.setRegistration({});
        QVERIFY(buttonNamed(dialog, u"Keep this name for you"_s));
        fieldNamed(dialog, u"Your name in the group"_s)->clear();
        QTest::keyClicks(fieldNamed(dialog, u"Your name in the group"_s), u"Captain"_s);
        buttonNamed(dialog, u"Keep this name for you"_s)->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.at(0).at(0).toString(), u"Captain"_s);
        dialog.setRegistration({true, u"Captain"_s});
        QVERIFY(!buttonNamed(dialog, u"Keep this name for you"_s));
        QTest::keyClick(fieldNamed(dialog, u"Your name in the group"_s), Qt::Key_End);
        QTest::keyClicks(fieldNamed(dialog, u"Your name in the group"_s), u" M."_s);
        QVERIFY(buttonNamed(dialog, u"Keep this name for you"_s)); // another one
    }

    void moreIsTakenAwayByATickAlone()
    {
        ReasonDialog::Words said{u"Remove message"_s, u"Remove it?"_s, u"For everyone."_s, u"Remove message"_s};
        ReasonDialog plain(*m_theme, said, ReasonDialog::Weight::Heavy);
        QVERIFY(!plain.findChild<QCheckBox *>());
        said.also = u"All of Ada & Co too"_s;
        for (const bool ticked : {false, true}) {
            ReasonDialog dialog(*m_theme, said, ReasonDialog::Weight::Heavy);
            QSignalSpy confirmed(&dialog, &ReasonDialog::confirmed);
            dialog.show();
            auto *also = dialog.findChild<QCheckBox *>();
            QVERIFY(also && !also->isChecked());
            QCOMPARE(also->text(), u"All of Ada && Co too"_s); // no key of it
            also->setChecked(ticked);
            buttonNamed(dialog, u"Remove message"_s)->click();
            QCOMPARE(confirmed.size(), 1);
            QCOMPARE(confirmed.at(0).at(1).value<ReasonDialog::Also>(), ticked ? ReasonDialog::Also::Yes : ReasonDialog::Also::No);
        }
    }

    void whatTakesLongSaysHowFarItIs()
    {
        const ReasonDialog::Words said{u"Remove messages"_s, u"Remove all messages of Owen?"_s, u"For everyone."_s, u"Remove messages"_s};
        ReasonDialog dialog(*m_theme, said, ReasonDialog::Weight::Heavy);
        QSignalSpy rejected(&dialog, &QDialog::rejected);
        dialog.show();
        buttonNamed(dialog, u"Remove messages"_s)->click();
        dialog.showProgress(240, 1000);
        QVERIFY(words(dialog).contains(u"240 of 1,000 removed. Cancel stops here."_s));
        QVERIFY(buttonNamed(dialog, u"Cancel"_s)->isEnabled());
        buttonNamed(dialog, u"Cancel"_s)->click();
        QCOMPARE(rejected.size(), 1);
    }

    void whatTakesAwayIsNotDoneByReturn()
    {
        const ReasonDialog::Words said{u"Ban"_s, u"Ban Owen from North Crew?"_s, u"They cannot join again."_s, u"Ban Owen"_s};
        for (const auto weight : {ReasonDialog::Weight::Light, ReasonDialog::Weight::Heavy}) {
            ReasonDialog dialog(*m_theme, said, weight);
            QSignalSpy confirmed(&dialog, &ReasonDialog::confirmed);
            dialog.show();
            QVERIFY(words(dialog).contains(said.question) && words(dialog).contains(said.effect));
            QLineEdit *reason = fieldNamed(dialog, u"Reason"_s);
            reason->setText(u"spam "_s);
            QTest::keyClick(reason, Qt::Key_Return);
            QCOMPARE(confirmed.size(), weight == ReasonDialog::Weight::Light ? 1 : 0);
            if (weight == ReasonDialog::Weight::Heavy)
                buttonNamed(dialog, u"Ban Owen"_s)->click();
            QCOMPARE(confirmed.size(), 1);
            QCOMPARE(confirmed.at(0).at(0).toString(), u"spam"_s);
            QVERIFY(dialog.isVisible()); // its maker closes it
            dialog.showError(u"You may not do this."_s);
            QVERIFY(words(dialog).contains(u"You may not do this."_s));
            QVERIFY(buttonNamed(dialog, u"Ban Owen"_s)->isEnabled());
        }
    }

    void bansAreSeenAndLifted()
    {
        BanListDialog dialog(u"North Crew"_s, *m_theme);
        QSignalSpy lifted(&dialog, &BanListDialog::liftRequested);
        dialog.show();
        auto *list = dialog.findChild<QListWidget *>();
        QVERIFY(words(dialog).contains(u"Asking the group…"_s));
        QVERIFY(!buttonNamed(dialog, u"Lift ban"_s)->isEnabled());
        RoomMember owen;
        owen.jid = jid(u"owen"_s);
        owen.reason = u"spam\nagain"_s;
        RoomMember kim;
        kim.jid = jid(u"kim"_s);
        dialog.setBanned({owen, kim});
        QCOMPARE(plain(list->item(0)->text()), u"owen@harbor.example · spam again"_s);
        buttonNamed(dialog, u"Lift ban"_s)->click();
        QCOMPARE(lifted.at(0).at(0).value<BareJid>(), owen.jid);
        QCOMPARE(list->count(), 2); // until the group says so
        dialog.showError(u"You may not do this."_s);
        QVERIFY(words(dialog).contains(u"You may not do this."_s));
        dialog.remove(owen.jid);
        QCOMPARE(list->count(), 1);
        QVERIFY(!words(dialog).contains(u"You may not do this."_s));
        dialog.remove(kim.jid);
        QVERIFY(words(dialog).contains(u"Nobody is banned."_s));
        QVERIFY(!buttonNamed(dialog, u"Lift ban"_s)->isEnabled());
    }

    void aNameThatCannotBeOursIsSaidSo_data()
    {
        QTest::addColumn<QString>("nick");
        QTest::addColumn<QString>("problem");
        QTest::newRow("override") << u"Mara\u202E"_s << u"invisible"_s;
        QTest::newRow("right-to-left override") << u"Ma\u202Era"_s << u"invisible"_s;
        QTest::newRow("too long") << QString(1024, u'a') << u"too long"_s;
    }
    void aNameThatCannotBeOursIsSaidSo()
    {
        QFETCH(QString, nick);
        QFETCH(QString, problem);
        GroupSettings before;
        before.nick = u"Mara"_s;
        GroupSettingsDialog dialog(crew(RoomRole::Participant, RoomAffiliation::Member), before, *m_theme);
        QSignalSpy saved(&dialog, &GroupSettingsDialog::saveRequested);
        dialog.show();
        const auto fields = dialog.findChildren<TextField *>();
        const auto field = std::find_if(fields.begin(), fields.end(), [](const TextField *each) { return each->text() == u"Mara"; });
        QVERIFY(field != fields.end());
        (*field)->setText(nick);
        buttonNamed(dialog, u"Save"_s)->click();
        QVERIFY(saved.isEmpty());
        QCOMPARE((*field)->state(), TextField::State::Wrong);
        QVERIFY2((*field)->line().contains(problem), qPrintable((*field)->line()));
        (*field)->setText(u"Mara \u2764\uFE0F"_s); // servers drop what is not seen of it
        buttonNamed(dialog, u"Save"_s)->click();
        QCOMPARE(saved.size(), 1);
    }

    void settingsSayWhatWasChanged()
    {
        Room room = crew(RoomRole::Participant, RoomAffiliation::Member);
        room.features.openSubject = false;
        GroupSettings before;
        before.name = u"North Crew"_s;
        before.subject = u"Storm prep"_s;
        before.nick = u"Mara"_s;
        GroupSettingsDialog dialog(room, before, *m_theme);
        QSignalSpy saved(&dialog, &GroupSettingsDialog::saveRequested);
        dialog.show();
        QCOMPARE(dialog.settings(), before); // what was not touched is not changed, the rule that nobody gave included
        QVERIFY(!fieldNamed(dialog, u"Topic"_s)->isEnabled());
        QVERIFY(words(dialog).contains(u"Only moderators can change it."_s));
        QVERIFY(!buttonNamed(dialog, u"Configure group…"_s) && !buttonNamed(dialog, u"Close group for everyone…"_s));
        auto *mentions = qobject_cast<QRadioButton *>(buttonNamed(dialog, u"Only messages that mention you"_s));
        QVERIFY(mentions->isChecked()); // what happens in a channel
        qobject_cast<QRadioButton *>(buttonNamed(dialog, u"Nothing"_s))->setChecked(true);
        fieldNamed(dialog, u"Your name in the group"_s)->setText(QString());
        buttonNamed(dialog, u"Save"_s)->click();
        QCOMPARE(saved.size(), 0);
        QVERIFY(words(dialog).contains(u"You need a name in the group."_s));
        fieldNamed(dialog, u"Your name in the group"_s)->setText(u" Mara L "_s);
        dialog.findChild<QCheckBox *>()->setChecked(false);
        buttonNamed(dialog, u"Save"_s)->click();
        GroupSettings after = before;
        after.nick = u"Mara L"_s;
        after.notify = RoomNotify::Never;
        after.autojoin = Autojoin::Off;
        QCOMPARE(saved.at(0).at(0).value<GroupSettings>(), after);
    }

    void ownersConfigureAndClose()
    {
        GroupSettingsDialog dialog(crew(RoomRole::Moderator, RoomAffiliation::Owner), {}, *m_theme);
        QSignalSpy configured(&dialog, &GroupSettingsDialog::configurationRequested), destroyed(&dialog, &GroupSettingsDialog::destroyRequested);
        buttonNamed(dialog, u"Configure group…"_s)->click();
        buttonNamed(dialog, u"Close group for everyone…"_s)->click();
        QCOMPARE(configured.size(), 1);
        QCOMPARE(destroyed.size(), 1);

        CloseGroupDialog close(u"North Crew"_s, *m_theme);
        QSignalSpy closed(&close, &CloseGroupDialog::closeRequested);
        close.show();
        QTest::keyClick(fieldNamed(close, u"Reason"_s), Qt::Key_Return);
        QCOMPARE(closed.size(), 0);
        fieldNamed(close, u"Address of the group that takes its place"_s)->setText(u"harbor.example"_s);
        buttonNamed(close, u"Close group"_s)->click();
        QCOMPARE(closed.size(), 0); // no group
        fieldNamed(close, u"Address of the group that takes its place"_s)->setText(u"new@groups.harbor.example"_s);
        fieldNamed(close, u"Reason"_s)->setText(u"moved"_s);
        buttonNamed(close, u"Close group"_s)->click();
        QCOMPARE(closed.at(0).at(0).value<BareJid>(), BareJid::fromPrepared(u"new@groups.harbor.example"_s));
        QCOMPARE(closed.at(0).at(1).toString(), u"moved"_s);
    }

    void theConfigurationIsFilledInAndChecked()
    {
        ConfigurationDialog dialog(*m_theme);
        QSignalSpy configured(&dialog, &ConfigurationDialog::configureRequested);
        dialog.show();
        QVERIFY(words(dialog).contains(u"Asking the group…"_s));
        QVERIFY(!buttonNamed(dialog, u"Save"_s)->isEnabled());
        DataForm form;
        FormField name;
        name.var = u"muc#roomconfig_roomname"_s;
        name.label = u"Name of the room"_s;
        name.need = FormField::Need::Required;
        FormField open;
        open.var = u"muc#roomconfig_publicroom"_s;
        open.type = FormField::Type::Boolean;
        open.label = u"Listed"_s;
        open.values = {u"1"_s};
        form.fields = {name, open};
        dialog.setForm(form);
        QVERIFY(!words(dialog).contains(u"Asking the group…"_s));
        buttonNamed(dialog, u"Save"_s)->click();
        QCOMPARE(configured.size(), 0); // the name is needed, and the field says so
        fieldNamed(dialog, u"Name of the room"_s)->setText(u"North Crew"_s);
        buttonNamed(dialog, u"Save"_s)->click();
        QCOMPARE(configured.size(), 1);
        const auto filled = configured.at(0).at(0).value<DataForm>();
        QCOMPARE(filled.value(name.var), u"North Crew"_s);
        QVERIFY(filled.find(open.var)->isTrue());
        QVERIFY(!buttonNamed(dialog, u"Save"_s)->isEnabled());
        dialog.showError(u"The server did not accept what was filled in."_s);
        QVERIFY(buttonNamed(dialog, u"Save"_s)->isEnabled());
    }

    void channelsAreFoundAndJoined()
    {
        AccountListModel accounts;
        AccountSettings mara;
        mara.id = AccountId(1);
        mara.jid = jid(u"mara"_s);
        accounts.setAccounts({mara});
        FindChannelsDialog dialog(accounts, *m_theme);
        QSignalSpy services(&dialog, &FindChannelsDialog::servicesRequested), rooms(&dialog, &FindChannelsDialog::roomsRequested);
        QSignalSpy joined(&dialog, &FindChannelsDialog::joinRequested);
        dialog.show();
        dialog.begin();
        QCOMPARE(services.size(), 1);
        QVERIFY(words(dialog).contains(u"Looking for channels…"_s));
        const BareJid service = BareJid::fromPrepared(u"groups.harbor.example"_s);
        dialog.setServices(AccountId(1), {service});
        QCOMPARE(rooms.at(0).at(1).value<BareJid>(), service);
        const auto room = [](const QString &local, const QString &name, std::optional<int> people) {
            return ListedRoom{BareJid::fromPrepared(local + u"@groups.harbor.example"_s), name, people};
        };
        dialog.setRooms(BareJid::fromPrepared(u"elsewhere.example"_s), {room(u"x"_s, u"X"_s, 1)}); // nobody waits for it
        auto *list = dialog.findChild<QListView *>();
        QCOMPARE(list->model()->rowCount(), 0);
        dialog.setRooms(service, {room(u"quiet"_s, {}, {}), room(u"crew"_s, u"North Crew"_s, 12), room(u"lounge"_s, u"Lounge"_s, 1)});
        QVERIFY(words(dialog).contains(u"3 channels"_s));
        const auto spoken = [&](int row) { return list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString(); };
        QCOMPARE(spoken(0), u"North Crew, 12 people, crew@groups.harbor.example"_s);
        QCOMPARE(spoken(1), u"Lounge, 1 person, lounge@groups.harbor.example"_s);
        QCOMPARE(spoken(2), u"quiet, quiet@groups.harbor.example"_s);
        QLineEdit *find = fieldNamed(dialog, u"Find a channel"_s);
        QTest::keyClick(find, Qt::Key_Down);
        QCOMPARE(list->currentIndex().row(), 1);
        find->setText(u"QUIET"_s);
        QVERIFY(words(dialog).contains(u"1 channel"_s));
        QTest::keyClick(find, Qt::Key_Return);
        QCOMPARE(joined.at(0).at(1).value<BareJid>(), room(u"quiet"_s, {}, {}).room);
        find->setText(u"nothing like it"_s);
        QVERIFY(words(dialog).contains(u"No channel has this name."_s));
        QVERIFY(!buttonNamed(dialog, u"Join"_s)->isEnabled());

        // Whoever waits no longer is not surprised by what comes late.
        find->clear();
        dialog.begin();
        QVERIFY(buttonNamed(dialog, u"Stop"_s));
        buttonNamed(dialog, u"Stop"_s)->click();
        dialog.setServices(AccountId(1), {service});
        QCOMPARE(rooms.size(), 1);
        QVERIFY(!buttonNamed(dialog, u"Stop"_s));
        QVERIFY(words(dialog).contains(u"Stopped. Choose a service to look again."_s));
    }

    void aDirectoryIsAskedByWords()
    {
        AccountListModel accounts;
        FindChannelsDialog dialog(accounts, *m_theme);
        QSignalSpy rooms(&dialog, &FindChannelsDialog::roomsRequested), searched(&dialog, &FindChannelsDialog::searchRequested);
        QSignalSpy joined(&dialog, &FindChannelsDialog::joinRequested);
        dialog.show();
        dialog.begin();
        dialog.setServices(AccountId(), {}); // the provider has none: nobody else is asked by itself
        QVERIFY(rooms.isEmpty());
        auto *service = dialog.findChild<QComboBox *>(u"service"_s);
        QVERIFY(service);
        // The arrows ask nobody: only what is chosen does.
        QTest::keyClick(service, Qt::Key_Down);
        service->hidePopup();
        QTest::keyClick(service, Qt::Key_PageUp);
        service->hidePopup();
        QVERIFY(rooms.isEmpty());
        QCOMPARE(service->currentIndex(), -1);
        service->setCurrentIndex(service->findText(u"search.jabber.network"_s));
        Q_EMIT service->activated(service->currentIndex());
        QCOMPARE(rooms.size(), 1);
        const BareJid directory = BareJid::fromPrepared(u"search.jabber.network"_s);
        dialog.setDirectory(directory);
        QVERIFY(words(dialog).contains(u"Type what to look for and press Enter. search.jabber.network gets these words."_s));
        QLineEdit *find = fieldNamed(dialog, u"Find a channel"_s);
        QTest::keyClick(find, Qt::Key_Return); // of nothing
        QVERIFY(searched.isEmpty());
        QTest::keyClicks(find, u"gauges"_s);
        QVERIFY(searched.isEmpty()); // not letter by letter
        QTest::keyClick(find, Qt::Key_Return);
        QCOMPARE(searched.size(), 1);
        QCOMPARE(searched.at(0).at(2).toString(), u"gauges"_s);
        const BareJid found = BareJid::fromPrepared(u"water@chat.example"_s);
        dialog.setRooms(directory, {{found, u"Levels and flow"_s, 7}}); // where the word stands in what it says of itself
        QCOMPARE(dialog.findChild<QListView *>()->model()->rowCount(), 1);
        QTest::keyClick(find, Qt::Key_Return);
        QCOMPARE(joined.size(), 1);
        QCOMPARE(joined.at(0).at(1).value<BareJid>(), found);
    }

    void whoTypesIsKnownUntilTheyStopOrAreSilent()
    {
        RoomTyping typing(std::chrono::milliseconds(50));
        QSignalSpy changed(&typing, &RoomTyping::changed);
        const ConversationId room(3);
        typing.note(room, u"Ana"_s, ChatState::Composing);
        typing.note(room, u"Ben"_s, ChatState::Composing);
        typing.note(room, u"Ben"_s, ChatState::Composing);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(typing.names(room), (QStringList{u"Ana"_s, u"Ben"_s}));
        QVERIFY(typing.names(ConversationId(4)).isEmpty());
        Message said;
        said.nick = u"Ana"_s;
        typing.noteMessages(room, {said});
        QCOMPARE(typing.names(room), QStringList{u"Ben"_s});
        QTRY_VERIFY(typing.names(room).isEmpty()); // not heard of any more
        QCOMPARE(changed.size(), 4);
        typing.note(room, u"Ana"_s, ChatState::Paused);
        QCOMPARE(changed.size(), 4);
    }

    void requestsToWriteWaitUntilTheyAreAnswered()
    {
        VoiceRequests requests;
        QSignalSpy changed(&requests, &VoiceRequests::changed);
        const ConversationId room(3);
        requests.add(room, u"Owen"_s, {});
        requests.add(room, u"Owen"_s, {});
        QCOMPARE(changed.size(), 1);
        requests.add(room, u"Owen"_s, jid(u"owen"_s)); // newer, and of the same one
        QCOMPARE(requests.of(room).size(), 1);
        QCOMPARE(requests.of(room).constFirst().jid, jid(u"owen"_s));
        for (int i = 0; i < 2 * VoiceRequests::most; ++i)
            requests.add(room, QString::number(i), {});
        QCOMPARE(int(requests.of(room).size()), int(VoiceRequests::most));
        requests.remove(room, u"Owen"_s);
        QCOMPARE(int(requests.of(room).size()), VoiceRequests::most - 1);
        QVERIFY(requests.of(ConversationId(4)).isEmpty());
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
};

JACKDAW_WINDOW_TEST(GroupWindowTest)

} // namespace group_window_test

#include "GroupWindowTest.moc"
