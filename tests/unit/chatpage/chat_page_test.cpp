// SPDX-License-Identifier: GPL-3.0-or-later
// The page of a chat over real models: what goes where when chats are changed, and what screen readers are told.
#include "../timeline/TimelineHistory.h"

#include "account/AccountListModel.h"
#include "base/Alarm.h"
#include "chat/ChatListModel.h"
#include "chat/OccupantKey.h"
#include "chat/OccupantKey.h"
#include "chatpage/ChatHeader.h"
#include "chatpage/ChatPage.h"
#include "chatpage/MessageDetails.h"
#include "chatpage/EncryptionPill.h"
#include "composer/Composer.h"
#include "composer/DraftShelf.h"
#include "chatpage/FindBar.h"
#include "chatpage/ForwardDialog.h"
#include "composer/MessageField.h"
#include "rooms/MembersPane.h"
#include "rooms/EventLines.h"
#include "rooms/OccupantListModel.h"
#include "rooms/RoomListModel.h"
#include "rooms/RoomTyping.h"
#include "rooms/VoiceRequests.h"
#include "roster/ContactListModel.h"
#include "search/FindModel.h"
#include "search/SearchStore.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "timeline/TimelineView.h"
#include "trust/GroupTrustDialog.h"
#include "trust/TrustDialog.h"
#include "trust/WhyDialog.h"
#include "widgets/AccountTag.h"
#include "widgets/Banner.h"
#include "support/TestProgram.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QHelpEvent>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolTip>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace chat_page_test {

class ChatPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void makesItsPartsWithTheFirstChat();
    void tabGoesFromTheFieldToTheMessages();
    void showsTheChatAndItsDraft();
    void headerSaysWhoseChatItIs();
    void forwardingSaysWhoseChatItIs();
    void draftGoesToTheChatThatIsLeft();
    void wishesNameTheirChat();
    void whatCameMeanwhileIsReadOnceTheWindowIsUsed();
    void failedSendReturnsItsText();
    void failedAnswerIsThatAnswerAgain();
    void typingInTheTimelineGoesToTheField();
    void pageKeysInTheFieldScrollTheMessages();
    void deleteAsksFirst();
    void deleteForEveryoneAsksFirst();
    void ofOneOfSeveralFilesItSpeaksOfTheMessage();
    void answersAndCorrectionsNameTheirMessage();
    void answersAndEditsStayWithTheirChat();
    void anAnswerToWhatIsTakenBackIsOver();
    void screenReadersHearWhatWasDoneToAMessage();
    void questionsTakeNoMarkup();
    void namesOfControls();
    void theHeaderGivesWay_data();
    void theHeaderGivesWay();
    void encryptionIsSaidOnceItIsKnown();
    void newDevicesAreTold();
    void devicesAreDecidedAbout();
    void messagesSayWhetherTheyWereEncrypted();
    void whatCannotBeReadIsAskedForAgain();
    void whatCannotBeReadIsAskedForWhereItStands();
    void whatWaitsForSomeMayGoToTheOthers();
    void whatWaitsIsNotMarkedAsClear();
    void offlineIsSaid();
    void theHeaderSaysWhenTheyWereSeen();
    void theHeaderSaysWhoTheyAreNot();
    void theHeaderSaysHowLongTheyAreIdle();
    void goingOfflineStandsAmongTheMessages();
    void aPersonHasTheSameColourInAGroup();
    void whoElseSawItIsSaid();
    void whatIsTypedInTheForwardListFinds();
    void typingIsShown();
    void chatThatIsGoneShowsTheEmptyPage();
    void findsInTheChat();
    void whoBorrowsANameInAGroupIsMarkedWhereTheySpeak();
    void whoIsAwayFromAGroupIsCalledAsWeKnowThem();
    void aRoleBesideANameFollowsIt();
    void aGroupSaysWhoIsThereAndWhyWeAreNot();

private:
    void takeDraftsOf(ChatPage &page);
    TimelineView *timeline() const { return m_page->findChild<TimelineView *>(); }
    MessageField *field() const { return m_page->findChild<MessageField *>(); }
    void takeBack(Message message)
    {
        message.retracted = message.time + 1;
        message.body.clear();
        m_history->change(message);
    }
    QPushButton *shownAct(const QString &text) const
    {
        for (QPushButton *one : m_page->findChildren<QPushButton *>()) {
            if (one->text() == text && one->isVisible())
                return one;
        }
        return nullptr;
    }
    QAbstractButton *button(const QString &name) const
    {
        for (QAbstractButton *one : m_page->findChildren<QAbstractButton *>()) {
            if (one->accessibleName() == name)
                return one;
        }
        return nullptr;
    }

    QTemporaryDir m_folder;
    Conversation m_tomas;
    Conversation m_priya;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TimelineHistory> m_history;
    std::unique_ptr<AccountListModel> m_accounts;
    std::unique_ptr<ContactListModel> m_contacts;
    std::unique_ptr<ChatListModel> m_chats;
    QHash<ConversationId, ChatDraft> m_stored;
    std::unique_ptr<DraftShelf> m_drafts;
    std::unique_ptr<ChatPage> m_page;
};

void ChatPageTest::init()
{
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_preferences->setReduceMotion(true);
    m_theme = std::make_unique<Theme>(*m_preferences);
    m_history = std::make_unique<TimelineHistory>();
    m_history->addMany(80);
    m_accounts = std::make_unique<AccountListModel>();
    AccountSettings account;
    account.id = AccountId(1);
    account.jid = BareJid::fromPrepared(u"mara@harbor.example"_s);
    m_accounts->setAccounts({account});
    m_accounts->setConnection(account.id, {ConnectionState::Online, {}, 0});
    m_contacts = std::make_unique<ContactListModel>();
    Contact tomas;
    tomas.account = account.id;
    tomas.jid = BareJid::fromPrepared(u"tomas@harbor.example"_s);
    tomas.name = u"Tomas Berg"_s;
    Contact priya = tomas;
    priya.jid = BareJid::fromPrepared(u"priya@harbor.example"_s);
    priya.name = u"Priya Nair"_s;
    m_contacts->replaceRoster(account.id, {tomas, priya});
    m_contacts->flush();
    m_chats = std::make_unique<ChatListModel>(*m_contacts);
    m_tomas = m_history->conversation();
    m_tomas.draft = u"Owen can"_s;
    m_priya = {};
    m_priya.id = ConversationId(2);
    m_priya.account = account.id;
    m_priya.peer = priya.jid;
    m_chats->changeConversations({m_tomas, m_priya});
    m_chats->flush();
    m_page = std::make_unique<ChatPage>(*m_history->model, *m_chats, *m_contacts, *m_accounts, *m_theme, *m_preferences, m_history->clock);
    m_stored.clear();
    m_drafts = std::make_unique<DraftShelf>([this](ConversationId chat) {
        const Conversation *found = m_chats->find(chat);
        return m_stored.value(chat, {found ? found->draft : QString(), {}});
    });
    takeDraftsOf(*m_page);
    m_page->resize(900, 700);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->showChat(m_tomas.id);
}

/// As the shell does; what is stored, m_stored says.
void ChatPageTest::takeDraftsOf(ChatPage &page)
{
    page.setDrafts(*m_drafts);
    connect(&page, &ChatPage::draftChanged, this, [this](ConversationId chat, const QString &text, const DraftParts &parts) {
        m_drafts->put(chat, {text, parts});
    });
    connect(&page, &ChatPage::sendRequested, this, [this](ConversationId chat) { m_drafts->put(chat, {}); });
}

void ChatPageTest::cleanup()
{
    m_page.reset();
    m_chats.reset();
    m_contacts.reset();
    m_accounts.reset();
    m_history.reset();
    m_theme.reset();
    m_preferences.reset();
}

void ChatPageTest::whoIsAwayFromAGroupIsCalledAsWeKnowThem()
{
    RoomListModel rooms;
    VoiceRequests voices;
    RoomTyping typing;
    Room room;
    room.account = m_tomas.account;
    room.conversation = ConversationId(3);
    room.jid = BareJid::fromPrepared(u"crew@groups.harbor.example"_s);
    room.state = RoomState::In;
    Conversation chat;
    chat.id = room.conversation;
    chat.account = room.account;
    chat.kind = ConversationKind::Room;
    chat.peer = room.jid;
    m_chats->changeConversations({chat});
    m_chats->flush();
    Contact yuki;
    yuki.account = room.account;
    yuki.jid = BareJid::fromPrepared(u"yuki@harbor.example"_s);
    yuki.name = u"Yuki Tanaka"_s;
    m_contacts->changeContacts({yuki});
    m_contacts->flush();
    auto owned = std::make_unique<OccupantListModel>();
    OccupantListModel &people = *owned;
    m_page->setRooms(rooms, voices, typing, std::move(owned));
    rooms.changeRooms({room});
    m_page->showChat(chat.id);
    const auto member = [](const BareJid &jid, const QString &nick) {
        RoomMember one;
        one.jid = jid;
        one.nick = nick;
        one.affiliation = RoomAffiliation::Member;
        return one;
    };
    m_page->setMembers(chat.id, {member(yuki.jid, {}), member(BareJid::fromPrepared(u"rui@harbor.example"_s), {}),
                                 member(BareJid::fromPrepared(u"ama@harbor.example"_s), u"Ama at the gates"_s)});
    people.flush();
    QStringList names;
    for (int row = 0; row < people.rowCount(); ++row) {
        if (!people.row(row).isHeader)
            names << people.row(row).occupant.nick;
    }
    names.sort();
    // Who is no contact as the group has it.
    QCOMPARE(names, (QStringList{u"Ama at the gates"_s, u"Yuki Tanaka"_s, u"rui"_s}));
    // Who is there has a role, which stands behind the name; not whoever had that name before.
    Occupant priya;
    priya.nick = u"Priya"_s;
    priya.id = u"p-1"_s;
    priya.role = RoomRole::Moderator;
    people.changeOccupants({chat.id, OccupantChanges::Extent::Whole, {priya}, {}});
    people.flush();
    const auto roleOf = [&](const std::optional<QString> &id) {
        Message message;
        message.direction = Direction::Incoming;
        message.sender = OccupantKey::make(room.jid, priya.nick, id).toText();
        message.nick = priya.nick;
        return timeline()->senderRoleOf(message);
    };
    QCOMPARE(roleOf(u"p-1"_s), u"Moderator"_s);
    QCOMPARE(roleOf(u"p-2"_s), QString());
    QCOMPARE(roleOf(std::nullopt), QString());
}

/// Also where nobody came or went.
void ChatPageTest::aRoleBesideANameFollowsIt()
{
    RoomListModel rooms;
    VoiceRequests voices;
    RoomTyping typing;
    Room room;
    room.account = m_tomas.account;
    room.conversation = ConversationId(3);
    room.jid = BareJid::fromPrepared(u"crew@groups.harbor.example"_s);
    room.state = RoomState::In;
    Conversation chat;
    chat.id = room.conversation;
    chat.account = room.account;
    chat.kind = ConversationKind::Room;
    chat.peer = room.jid;
    m_chats->changeConversations({chat});
    m_chats->flush();
    auto owned = std::make_unique<OccupantListModel>();
    OccupantListModel &people = *owned;
    m_page->setRooms(rooms, voices, typing, std::move(owned));
    rooms.changeRooms({room});
    m_page->showChat(chat.id);
    Occupant priya;
    priya.nick = u"Priya"_s;
    priya.id = u"p-1"_s;
    const auto become = [&](RoomRole role) {
        priya.role = role;
        people.changeOccupants({chat.id, OccupantChanges::Extent::Some, {priya}, {}});
        people.flush();
    };
    become(RoomRole::Participant);
    Message said;
    said.id = MessageId(m_history->clock.now() * 4096);
    said.conversation = chat.id;
    said.direction = Direction::Incoming;
    said.state = MessageState::Received;
    said.time = m_history->clock.now();
    said.sender = OccupantKey::make(room.jid, priya.nick, priya.id).toText();
    said.nick = priya.nick;
    said.body = u"Splitting the list then."_s;
    m_history->model->addMessages(chat.id, {said}, true);
    QTRY_COMPARE(m_history->model->rowCount(), 1);
    QCoreApplication::processEvents();
    const QImage without = timeline()->grab().toImage();
    become(RoomRole::Moderator);
    QVERIFY(timeline()->grab().toImage() != without);
    become(RoomRole::Participant);
    QVERIFY(timeline()->grab().toImage() == without);
}

void ChatPageTest::whoBorrowsANameInAGroupIsMarkedWhereTheySpeak()
{
    RoomListModel rooms;
    VoiceRequests voices;
    RoomTyping typing;
    Room room;
    room.account = m_tomas.account;
    room.conversation = ConversationId(3);
    room.jid = BareJid::fromPrepared(u"crew@groups.harbor.example"_s);
    room.state = RoomState::In;
    room.nick = u"Mara"_s;
    Conversation chat;
    chat.id = room.conversation;
    chat.account = room.account;
    chat.kind = ConversationKind::Room;
    chat.peer = room.jid;
    m_chats->changeConversations({chat});
    m_chats->flush();
    auto owned = std::make_unique<OccupantListModel>();
    OccupantListModel &people = *owned;
    m_page->setRooms(rooms, voices, typing, std::move(owned));
    rooms.changeRooms({room});
    m_page->showChat(chat.id);
    Contact tomas;
    tomas.account = room.account;
    tomas.jid = BareJid::fromPrepared(u"tomas@harbor.example"_s);
    tomas.name = u"Tomas"_s;
    m_contacts->changeContacts({tomas});
    m_contacts->flush();
    const auto said = [&](const QString &nick, const std::optional<QString> &id) {
        Message message;
        message.direction = Direction::Incoming;
        message.sender = OccupantKey::make(room.jid, nick, id).toText();
        message.nick = nick;
        QString words = timeline()->senderMarkOf(message);
        return words.remove(QChar(0x2068)).remove(QChar(0x2069));
    };
    const auto there = [](const QString &nick, const BareJid &who, const QString &id) {
        Occupant one;
        one.nick = nick;
        one.jid = who;
        one.id = id;
        return one;
    };
    QCOMPARE(said(u"T\u043Emas"_s, u"m-1"_s), QString()); // who is there is not known yet
    people.changeOccupants({ConversationId(3), OccupantChanges::Extent::Whole,
                            {there(u"Tomas"_s, tomas.jid, u"t-1"_s), there(u"T\u043Emas"_s, BareJid::fromPrepared(u"mallory@evil.example"_s), u"m-1"_s),
                             there(u"Owen"_s, {}, u"o-1"_s)}, {}});
    people.flush();
    QCOMPARE(said(u"Tomas"_s, u"t-1"_s), u"tomas@harbor.example"_s); // there are two who look so
    QCOMPARE(said(u"T\u043Emas"_s, u"m-1"_s), u"mallory@evil.example, not Tomas from your contacts"_s);
    QCOMPARE(said(u"Owen"_s, u"o-1"_s), QString());
    // Who has left, from a group that hides addresses; and from one that shows them, where it may have been Tomas.
    QCOMPARE(said(u"Tom\u0430s"_s, u"x-1"_s), u"May not be Tomas from your contacts"_s);
    QCOMPARE(said(u"Tom\u0430s"_s, std::nullopt), QString());
    room.features.nonAnonymous = true;
    rooms.changeRooms({room});
    QCOMPARE(said(u"Tom\u0430s"_s, u"x-1"_s), QString());
    // In a chat of two nobody is marked.
    m_page->showChat(m_tomas.id);
    QCOMPARE(said(u"T\u043Emas"_s, u"m-1"_s), QString());
}

void ChatPageTest::aGroupSaysWhoIsThereAndWhyWeAreNot()
{
    RoomListModel rooms;
    VoiceRequests voices;
    RoomTyping typing;
    Room room;
    room.account = m_tomas.account;
    room.conversation = ConversationId(3);
    room.jid = BareJid::fromPrepared(u"crew@groups.harbor.example"_s);
    room.state = RoomState::In;
    room.nick = u"Mara"_s;
    room.subject = u"Storm prep"_s;
    room.occupants = 8;
    Conversation chat;
    chat.id = room.conversation;
    chat.account = room.account;
    chat.kind = ConversationKind::Room;
    chat.peer = room.jid;
    m_chats->setRoomName(chat.id, u"North Crew"_s);
    m_chats->changeConversations({chat});
    m_chats->flush();
    m_page->setRooms(rooms, voices, typing, std::make_unique<OccupantListModel>());
    rooms.changeRooms({room});
    m_page->showChat(chat.id);
    const auto texts = [this] {
        QStringList all;
        for (const QLabel *label : m_page->findChildren<QLabel *>()) {
            if (!label->isHidden())
                all.append(label->text().remove(QChar(0x2068)).remove(QChar(0x2069)));
        }
        return all;
    };
    const auto button = [this](const QString &name) -> QAbstractButton * {
        for (QAbstractButton *each : m_page->findChildren<QAbstractButton *>()) {
            if ((each->accessibleName() == name || each->text() == name) && each->isVisible())
                return each;
        }
        return nullptr;
    };
    QVERIFY2(texts().contains(u"Storm prep · 8 here"_s), qPrintable(texts().join(u'|')));
    QVERIFY(!button(u"Join again"_s));

    // The members open beside the messages, ask for those who are there, and close with Esc.
    QSignalSpy asked(m_page.get(), &ChatPage::membersRequested);
    QVERIFY(button(u"Details"_s));
    button(u"Details"_s)->click();
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(0).value<ConversationId>(), chat.id);
    auto *pane = m_page->findChild<MembersPane *>();
    QVERIFY(pane && pane->isVisible() && timeline()->isVisible());
    m_page->resize(500, 700); // no room for both
    QVERIFY(pane->isVisible() && !timeline()->isVisible());
    QTRY_VERIFY(pane->isAncestorOf(QApplication::focusWidget()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(!pane->isVisible() && timeline()->isVisible());
    m_page->resize(900, 700);

    QSignalSpy joined(m_page.get(), &ChatPage::joinRequested);
    room.state = RoomState::Out;
    room.reason = RoomReason::Kicked;
    rooms.changeRooms({room});
    QTRY_VERIFY(button(u"Join again"_s));
    button(u"Join again"_s)->click();
    QCOMPARE(joined.size(), 1);
    QCOMPARE(joined.at(0).at(0).value<GroupEntry>().room, room.jid);
    QCOMPARE(joined.at(0).at(0).value<GroupEntry>().nick, u"Mara"_s);
    room.state = RoomState::In;
    rooms.changeRooms({room});
    QTRY_VERIFY(!button(u"Join again"_s));

    // The engine says whether it is encrypted; in a room that anybody may enter it never can be.
    QSignalSpy askedEncryption(m_page.get(), &ChatPage::encryptionAsked);
    m_page->askEncryption({}, {});
    QCOMPARE(askedEncryption.size(), 1);
    ChatEncryption answer;
    m_page->setEncryption(chat.account, chat.peer, answer);
    QVERIFY(button(u"Encryption: Not encrypted"_s)->isVisible());
    const auto why = [this] {
        m_page->showEncryption();
        const std::unique_ptr<QMessageBox> box(m_page->findChild<QMessageBox *>());
        return box ? box->text() + u' ' + box->informativeText() : QString();
    };
    room.features.isRoom = true;
    rooms.changeRooms({room});
    QVERIFY2(why().contains(u"They cannot be"_s), qPrintable(why()));
    room.features.membersOnly = true;
    room.features.nonAnonymous = true;
    rooms.changeRooms({room});
    const BareJid tomas = m_tomas.peer;
    const BareJid leila = *BareJid::parse(u"leila@hill.example");
    answer.sending = ChatEncryption::Sending::Encrypted;
    KnownDevice device;
    device.device = {tomas, OmemoDeviceId(7)};
    device.identity = IdentityKey(QByteArray(32, 'k'));
    device.trust = DeviceTrust::Blind;
    device.onLegacyList = true;
    answer.devices = {device};
    answer.readers = {{device.device, OmemoVersion::Legacy, ReadReason::CanRead, {}}, {{leila, {}}, OmemoVersion::Legacy, ReadReason::NoDevices, {}}};
    m_page->setEncryption(chat.account, chat.peer, answer);
    QVERIFY(button(u"Encryption: Encrypted"_s));
    const auto notice = [this] {
        QString all;
        for (const Banner *each : m_page->findChildren<Banner *>())
            all += each->isHidden() ? QString() : each->text();
        return all;
    };
    QTRY_VERIFY2(notice().contains(u"Not everybody here can read what you write"_s), qPrintable(notice()));
    askedEncryption.clear();
    m_page->askEncryption(chat.account, leila); // somebody who reads here
    m_page->askEncryption(chat.account, tomas);
    QTRY_COMPARE(askedEncryption.size(), 1);
    m_page->askEncryption(chat.account, *BareJid::parse(u"stranger@hill.example"));
    QCOMPARE(askedEncryption.size(), 1);
    m_page->showEncryption();
    auto *trust = m_page->findChild<GroupTrustDialog *>();
    QVERIFY(trust && !m_page->findChild<QMessageBox *>());
    QSignalSpy shown(m_page.get(), &ChatPage::devicesShown);
    Q_EMIT trust->devicesRequested(tomas);
    QVERIFY(m_page->findChild<TrustDialog *>());
    QCOMPARE(shown.constLast().at(1).value<BareJid>(), tomas);
    delete m_page->findChild<TrustDialog *>();
    delete trust;
    answer.readers.removeLast();
    m_page->setEncryption(chat.account, chat.peer, answer);
    QTRY_VERIFY(!notice().contains(u"Not everybody here can read what you write"_s));
    // Why it waits is said as it is.
    const ChatEncryption sealed = answer;
    answer.sending = ChatEncryption::Sending::Stuck;
    m_page->setEncryption(chat.account, chat.peer, answer);
    QTRY_VERIFY2(notice().contains(u"Nobody in this group can read"_s), qPrintable(notice()));
    answer.obstacle = RoomReaders::Obstacle::Refused;
    m_page->setEncryption(chat.account, chat.peer, answer);
    QTRY_VERIFY2(notice().contains(u"does not tell who reads along"_s), qPrintable(notice()));
    answer.obstacle = RoomReaders::Obstacle::TooMany;
    m_page->setEncryption(chat.account, chat.peer, answer);
    QTRY_VERIFY2(notice().contains(u"too large to be encrypted (over 500 people)"_s), qPrintable(notice()));
    QTRY_VERIFY(!notice().contains(u"Nobody in this group"_s));
    answer = sealed;
    answer.sending = ChatEncryption::Sending::NotYet;
    answer.unasked = {leila};
    m_page->setEncryption(chat.account, chat.peer, answer);
    QTRY_VERIFY2(notice().contains(u"could not be asked for their devices"_s), qPrintable(notice()));
    answer = sealed;
    m_page->setEncryption(chat.account, chat.peer, answer);
    QTRY_VERIFY(!notice().contains(u"could not be asked for their devices"_s));

    // What may be done to a group is offered there alone, not in a chat of two that is opened next.
    const auto offersMembers = [this, &button] {
        QTest::mouseClick(button(u"More actions for this chat"_s), Qt::LeftButton);
        const std::unique_ptr<QMenu> menu(m_page->findChild<QMenu *>());
        const QList<QAction *> all = menu->actions();
        return std::any_of(all.cbegin(), all.cend(), [](const QAction *one) { return one->text() == u"Add people\u2026"_s; });
    };
    room.affiliation = RoomAffiliation::Owner;
    rooms.changeRooms({room});
    QTRY_VERIFY(offersMembers());
    m_page->showChat(m_tomas.id);
    QVERIFY(!offersMembers());
    m_page->showChat(chat.id);
    askedEncryption.clear();

    // Whoever wants to write there asks us, if we moderate it.
    voices.add(chat.id, u"Owen"_s, {});
    QVERIFY(!button(u"Allow Owen"_s));
    room.role = RoomRole::Moderator;
    rooms.changeRooms({room});
    QTRY_VERIFY(button(u"Allow Owen"_s));
    QSignalSpy answered(m_page.get(), &ChatPage::voiceAnswered);
    button(u"Decline Owen"_s)->click();
    QCOMPARE(answered.at(0).at(1).toString(), u"Owen"_s);
    QCOMPARE(answered.at(0).at(3).value<Voice>(), Voice::Denied);
    voices.remove(chat.id, u"Owen"_s);
    QVERIFY(!button(u"Allow Owen"_s));

    // And we ask where the composer would be, if we may not write.
    QSignalSpy acts(m_page.get(), &ChatPage::groupActRequested);
    room.role = RoomRole::Visitor;
    room.features.moderated = true;
    rooms.changeRooms({room});
    QTRY_VERIFY(button(u"Request voice"_s));
    QVERIFY(!m_page->findChild<Composer *>()->isVisible());
    button(u"Request voice"_s)->click();
    QCOMPARE(acts.at(0).at(1).value<GroupAct>(), GroupAct::RequestVoice);
    QVERIFY(!button(u"Request voice"_s));
    QVERIFY(texts().contains(u"The moderators were asked whether you may write here."_s));
    room.role = RoomRole::Participant;
    rooms.changeRooms({room});
    QTRY_VERIFY(m_page->findChild<Composer *>()->isVisible());

    room.role = RoomRole::Visitor;
    rooms.changeRooms({room});
    QTRY_VERIFY(!m_page->findChild<Composer *>()->isVisible());
    m_page->showChat(m_tomas.id);
    QCOMPARE(askedEncryption.size(), 1);
    QVERIFY(m_page->findChild<Composer *>()->isVisible());
}

void ChatPageTest::tabGoesFromTheFieldToTheMessages()
{
    // Beside a widget that came before it, as the rail is in the window.
    QWidget window;
    auto *row = new QHBoxLayout(&window);
    auto *before = new QPushButton(u"Before"_s);
    auto *page = new ChatPage(*m_history->model, *m_chats, *m_contacts, *m_accounts, *m_theme, *m_preferences, m_history->clock);
    row->addWidget(before);
    row->addWidget(page);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    page->showChat(m_priya.id); // without a draft, so that there is nothing to send
    page->focusComposer();
    QTRY_VERIFY(page->findChild<MessageField *>()->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(page->findChild<TimelineView *>()->hasFocus());
}

void ChatPageTest::makesItsPartsWithTheFirstChat()
{
    ChatPage page(*m_history->model, *m_chats, *m_contacts, *m_accounts, *m_theme, *m_preferences, m_history->clock);
    page.setPanes(ChatPage::Panes::One);
    page.flush();
    page.focusComposer();
    page.showChat({});
    QVERIFY(!page.findChild<TimelineView *>() && !page.findChild<Composer *>());
    page.showChat(m_tomas.id);
    QVERIFY(page.findChild<TimelineView *>() && page.findChild<Composer *>());
    const QList<QAbstractButton *> buttons = page.findChildren<QAbstractButton *>();
    // What was asked for before there was a header holds.
    QVERIFY(std::any_of(buttons.begin(), buttons.end(), [](const QAbstractButton *button) {
        return button->accessibleName() == u"Back"_s && !button->isHidden();
    }));
}

void ChatPageTest::showsTheChatAndItsDraft()
{
    QCOMPARE(m_page->conversation(), m_tomas.id);
    QCOMPARE(field()->toPlainText(), u"Owen can"_s);
    QVERIFY(timeline()->isAtNewest());
    QVERIFY(m_history->model->rowCount() > 0);
}

void ChatPageTest::deleteForEveryoneAsksFirst()
{
    QSignalSpy retracted(m_page.get(), &ChatPage::retractRequested);
    const MessageId id = m_history->all().constLast().id;
    Q_EMIT timeline()->retractRequested(id);
    auto *question = m_page->findChild<QMessageBox *>();
    QVERIFY(question && retracted.isEmpty());
    QVERIFY(question->text().contains(u"for everyone"_s));
    // It says which one, on one line, and Return does nothing that cannot be undone.
    const QString quoted = question->informativeText().section(u'\n', 0, 0);
    QVERIFY2(quoted.contains(m_history->all().constLast().body.left(10)), qPrintable(quoted));
    QCOMPARE(question->buttonRole(question->defaultButton()), QMessageBox::RejectRole);
    for (QAbstractButton *one : question->buttons()) {
        if (question->buttonRole(one) == QMessageBox::DestructiveRole)
            one->click();
    }
    QCOMPARE(retracted.size(), 1);
    QCOMPARE(retracted.at(0).at(0).value<MessageId>(), id);
}

void ChatPageTest::ofOneOfSeveralFilesItSpeaksOfTheMessage()
{
    const Message file = m_history->add(u"https://files.harbor.example/a.pdf"_s, Direction::Outgoing);
    const Message message = m_history->add(u"https://files.harbor.example/b.pdf"_s, Direction::Outgoing);
    Database &database = m_history->database();
    QVERIFY(database.run(u"UPDATE message SET origin_id = ? WHERE id = ?"_s,
                         {u"\x01"_s + message.originId.value() + u"\x01"_s + u"00"_s, file.id.value()}));
    for (const Message &each : {file, message}) {
        QVERIFY(database.run(u"INSERT INTO attachment (message, url) VALUES (?, ?)"_s, {each.id.value(), each.body}));
        QVERIFY(database.run(u"UPDATE message SET attached = 1, cipher = 2, edited = time WHERE id = ?"_s, {each.id.value()}));
    }
    QVERIFY(database.run(u"INSERT INTO message_version (message, time, origin_id, body) VALUES (?, 1, 'v1', 'said at first'), (?, 2, 'v2', 'b')"_s,
                         {message.id.value(), message.id.value()}));
    m_history->model->open(m_history->conversation());
    const auto words = [this] {
        auto *question = m_page->findChild<QMessageBox *>();
        const QString said = question ? question->informativeText() : QString();
        delete question;
        return said;
    };
    Q_EMIT timeline()->deleteRequested(file.id);
    const QString here = words();
    QVERIFY2(here.contains(u"All 2 files of this message are deleted."_s), qPrintable(here));
    Q_EMIT timeline()->retractRequested(message.id);
    QVERIFY(words().contains(u"All 2 files of this message are deleted."_s));
    Q_EMIT timeline()->deleteRequested(m_history->all().constFirst().id);
    QVERIFY(!words().contains(u"files of this message"_s));

    QSignalSpy asked(m_page.get(), &ChatPage::readersAsked);
    Q_EMIT timeline()->encryptionRequested(file.id); // what was sealed is the message
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(0).value<MessageId>(), message.id);
    QSignalSpy moderated(m_page.get(), &ChatPage::moderateRequested);
    Q_EMIT timeline()->moderateRequested(file.id); // a room gives ids to messages alone
    QCOMPARE(moderated.size(), 1);
    QCOMPARE(moderated.at(0).at(1).value<MessageId>(), message.id);
    Q_EMIT timeline()->detailsRequested(file.id);
    auto *details = m_page->findChild<MessageDetails *>();
    QVERIFY(details && details->findChild<QPlainTextEdit *>()->toPlainText().contains(u"said at first"_s));
}

void ChatPageTest::answersAndCorrectionsNameTheirMessage()
{
    QSignalSpy sent(m_page.get(), &ChatPage::sendRequested);
    QSignalSpy corrected(m_page.get(), &ChatPage::correctRequested);
    const Message ours = m_history->arrive(u"airlock"_s, Direction::Outgoing);
    const Message theirs = m_history->arrive(u"what is it?"_s);
    QCoreApplication::processEvents();
    field()->clear();

    m_page->focusTimeline();
    timeline()->focusMessage(theirs.id);
    QTest::keyClick(timeline(), Qt::Key_R);
    QVERIFY(field()->hasFocus());
    QTest::keyClicks(field(), u"a window"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(0).value<ConversationId>(), m_tomas.id);
    QCOMPARE(sent.at(0).at(1).value<OutgoingText>().body, u"a window"_s);
    QCOMPARE(sent.at(0).at(1).value<OutgoingText>().replyTo, theirs.id);
    sent.clear();

    QTest::keyClick(field(), Qt::Key_Up);
    QCOMPARE(field()->toPlainText(), u"airlock"_s);
    field()->selectAll();
    QTest::keyClicks(field(), u"window"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(corrected.size(), 1);
    QCOMPARE(corrected.at(0).at(0).value<ConversationId>(), m_tomas.id);
    QCOMPARE(corrected.at(0).at(1).value<MessageId>(), ours.id);
    QCOMPARE(corrected.at(0).at(2).toString(), u"window"_s);
    // It could not be stored: what was typed is there to be edited on, and is another correction of the same message.
    const EditedWords failed{u"windows, @Tom"_s, {{9, 13, m_tomas.peer}}};
    m_page->restoreEdit(m_tomas.id, ours.id, failed);
    QCOMPARE(field()->toPlainText(), failed.text);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(corrected.size(), 2);
    QCOMPARE(corrected.at(1).at(1).value<MessageId>(), ours.id);
    QCOMPARE(corrected.at(1).at(2).toString(), failed.text);
    QCOMPARE(corrected.at(1).at(3).value<QList<Mention>>(), failed.mentions);

    // Ctrl+Up answers the newest, once more the one above it; down beyond the newest answers none.
    QTest::keyClick(field(), Qt::Key_Up, Qt::ControlModifier);
    QTest::keyClick(field(), Qt::Key_Up, Qt::ControlModifier);
    QTest::keyClicks(field(), u"that"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(sent.takeFirst().at(1).value<OutgoingText>().replyTo, ours.id);
    QTest::keyClick(field(), Qt::Key_Up, Qt::ControlModifier);
    QTest::keyClick(field(), Qt::Key_Down, Qt::ControlModifier);
    QTest::keyClicks(field(), u"plain"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(1).value<OutgoingText>().body, u"plain"_s);
    QVERIFY(!sent.at(0).at(1).value<OutgoingText>().replyTo.isValid());
    QCOMPARE(sent.at(0).at(1).value<OutgoingText>().hold, 0); // nobody asked for it
}

/// Over another chat, and into another window and back.
void ChatPageTest::answersAndEditsStayWithTheirChat()
{
    using Purpose = Composer::Purpose;
    QSignalSpy sent(m_page.get(), &ChatPage::sendRequested);
    QSignalSpy corrected(m_page.get(), &ChatPage::correctRequested);
    const Message ours = m_history->arrive(u"airlock"_s, Direction::Outgoing);
    const Message theirs = m_history->arrive(u"what is it?"_s);
    QCoreApplication::processEvents();
    const auto *composer = m_page->findChild<Composer *>();
    const auto answer = [&] {
        m_page->focusTimeline();
        timeline()->focusMessage(theirs.id);
        QTest::keyClick(timeline(), Qt::Key_R);
    };
    answer();
    QCOMPARE(composer->purpose(), Purpose::Reply);
    m_page->showChat(m_priya.id);
    QCOMPARE(composer->purpose(), Purpose::New);
    QTest::keyClicks(field(), u"Hi"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(0).value<ConversationId>(), m_priya.id);
    QVERIFY(!sent.at(0).at(1).value<OutgoingText>().replyTo.isValid());
    m_page->showChat(m_tomas.id);
    QCOMPARE(composer->purpose(), Purpose::Reply);
    QCOMPARE(field()->toPlainText(), u"Owen can"_s);

    m_page->showChat({});
    const ReadConnection connection(m_history->file());
    const MessageReader reader(connection);
    TimelineModel model(reader);
    ChatPage window(model, *m_chats, *m_contacts, *m_accounts, *m_theme, *m_preferences, m_history->clock);
    takeDraftsOf(window);
    window.showChat(m_tomas.id);
    window.takeOver(*m_page, m_tomas.id);
    Composer *moved = window.findChild<Composer *>();
    QCOMPARE(moved->purpose(), Purpose::Reply);
    QSignalSpy sentThere(&window, &ChatPage::sendRequested);
    QTest::keyClick(moved->field(), Qt::Key_Return);
    QCOMPARE(sentThere.size(), 1);
    QCOMPARE(sentThere.at(0).at(1).value<OutgoingText>().body, u"Owen can"_s);
    QCOMPARE(sentThere.at(0).at(1).value<OutgoingText>().replyTo, theirs.id);

    // An edit has its words, and the draft is below them.
    QTest::keyClick(moved->field(), Qt::Key_Up);
    QTest::keyClicks(moved->field(), u"s"_s);
    QCOMPARE(moved->text(), u"airlocks"_s);
    moved->restoreText(u"a draft"_s);
    window.flush();
    m_page->takeOver(window, m_tomas.id);
    m_page->showChat(m_tomas.id);
    QCOMPARE(composer->purpose(), Purpose::Edit);
    QCOMPARE(field()->toPlainText(), u"airlocks"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(corrected.size(), 1);
    QCOMPARE(corrected.at(0).at(1).value<MessageId>(), ours.id);
    QCOMPARE(corrected.at(0).at(2).toString(), u"airlocks"_s);
    QCOMPARE(field()->toPlainText(), u"a draft"_s);

    // One that was left is over, and so is one to what is deleted meanwhile.
    answer();
    QTest::keyClick(field(), Qt::Key_Escape);
    m_page->showChat(m_priya.id);
    m_page->showChat(m_tomas.id);
    QCOMPARE(composer->purpose(), Purpose::New);
    answer();
    m_page->showChat(m_priya.id);
    m_history->remove(theirs.id);
    m_page->showChat(m_tomas.id);
    QCOMPARE(composer->purpose(), Purpose::New);
}

void ChatPageTest::anAnswerToWhatIsTakenBackIsOver()
{
    using Purpose = Composer::Purpose;
    QSignalSpy sent(m_page.get(), &ChatPage::sendRequested);
    const Message theirs = m_history->arrive(u"what is it?"_s);
    const Message other = m_history->arrive(u"and where?"_s);
    QCoreApplication::processEvents();
    const auto *composer = m_page->findChild<Composer *>();
    m_page->focusTimeline();
    timeline()->focusMessage(theirs.id);
    QTest::keyClick(timeline(), Qt::Key_R);
    takeBack(other);
    QCOMPARE(composer->purpose(), Purpose::Reply);
    takeBack(theirs);
    QCOMPARE(composer->purpose(), Purpose::New);
    QCOMPARE(field()->toPlainText(), u"Owen can"_s); // what is written stays
    m_page->focusComposer();
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
    QVERIFY(!sent.at(0).at(1).value<OutgoingText>().replyTo.isValid());

    // An edit of ours that another device takes back keeps its words.
    const Message ours = m_history->arrive(u"airlock"_s, Direction::Outgoing);
    QCoreApplication::processEvents();
    QTest::keyClick(field(), Qt::Key_Up);
    QCOMPARE(composer->purpose(), Purpose::Edit);
    takeBack(ours);
    QCOMPARE(field()->toPlainText(), u"airlock"_s);
}

void ChatPageTest::screenReadersHearWhatWasDoneToAMessage()
{
    const Message original = m_history->arrive(u"original"_s, Direction::Outgoing);
    Message message = m_history->arrive(u"hello"_s);
    message.edited = message.time + 1;
    message.reply = ReplyTo{original.originId, original.sender};
    message.reactions = {{u"👍"_s, m_tomas.peer}, {u"👍"_s, original.sender}};
    m_history->change(message);
    const auto spoken = [this](const Message &of) {
        TimelineModel &model = *m_history->model;
        return model.index(model.rowOf(of.id), 0).data(Qt::AccessibleTextRole).toString();
    };
    QVERIFY2(spoken(message).endsWith(u", edited, replying to you, 2 reactions"_s), qPrintable(spoken(message)));
    message.retracted = 1;
    message.body.clear();
    m_history->change(message);
    QVERIFY2(spoken(message).startsWith(u"Tomas Berg, Message deleted, "_s), qPrintable(spoken(message)));
    // A spoiler is heard once it is open, and as covered as before when it is closed again.
    Message hidden = m_history->arrive(u"they all die"_s);
    hidden.spoiler = u"The end"_s;
    m_history->change(hidden);
    QVERIFY2(spoken(hidden).contains(u"The end"_s) && !spoken(hidden).contains(u"die"_s), qPrintable(spoken(hidden)));
    timeline()->setSpoiler(hidden.id, TimelineView::Spoiler::Shown);
    QVERIFY2(spoken(hidden).startsWith(u"Tomas Berg, they all die, "_s), qPrintable(spoken(hidden)));
    timeline()->setSpoiler(hidden.id, TimelineView::Spoiler::Covered);
    QVERIFY2(!spoken(hidden).contains(u"die"_s), qPrintable(spoken(hidden)));
    QVERIFY(!spoken(message).contains(u"reactions"_s));
}

void ChatPageTest::headerSaysWhoseChatItIs()
{
    auto *tag = m_page->findChild<AccountTag *>();
    QVERIFY(tag && !tag->isVisible());
    m_chats->setAccountMarks({{AccountId(1), AccountMark{u"Work"_s, BareJid::fromPrepared(u"mara@harbor.example"_s), 3}}});
    QVERIFY(tag->isVisible());
    QCOMPARE(tag->accessibleName(), u"Account Work"_s);
    m_chats->setAccountMarks({});
    QVERIFY(!tag->isVisible());
}

void ChatPageTest::forwardingSaysWhoseChatItIs()
{
    // The same person, in the contacts of two accounts.
    const AccountMark home{u"mara@harbor.example"_s, BareJid::fromPrepared(u"mara@harbor.example"_s), -1};
    const AccountMark work{u"Work"_s, BareJid::fromPrepared(u"mara@work.example"_s), 3};
    Contact tomas = *m_contacts->find(AccountId(1), m_tomas.peer);
    tomas.account = AccountId(2);
    m_contacts->replaceRoster(AccountId(2), {tomas});
    m_contacts->flush();
    Conversation other = m_tomas;
    other.id = ConversationId(3);
    other.account = AccountId(2);
    m_chats->changeConversations({other});
    m_chats->flush();
    const auto rows = [this] {
        auto *dialog = m_page->findChild<ForwardDialog *>();
        const auto *list = dialog ? dialog->findChild<QListWidget *>() : nullptr;
        QMap<QString, QString> all; // as they are read out, and as they look
        for (int row = 0; list && row < list->count(); ++row)
            all.insert(list->item(row)->data(Qt::AccessibleTextRole).toString(), list->item(row)->text().remove(QChar(0x2068)).remove(QChar(0x2069)));
        return all;
    };
    const auto open = [this] {
        auto *dialog = new ForwardDialog(*m_chats, u"hello"_s, *m_theme, m_page.get());
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        return std::unique_ptr<ForwardDialog>(dialog);
    };
    {
        const auto dialog = open();
        QCOMPARE(rows().keys(), (QStringList{u"Priya Nair"_s, u"Tomas Berg"_s}));
    }
    m_chats->setAccountMarks({{AccountId(1), home}, {AccountId(2), work}});
    const auto dialog = open();
    dialog->show();
    QCOMPARE(rows().size(), 3);
    QCOMPARE(rows().value(u"Tomas Berg, account Work"_s), u"Tomas Berg · Work"_s);
    QCOMPARE(rows().value(u"Tomas Berg, account mara@harbor.example"_s), u"Tomas Berg · mara@harbor.example"_s);
    QSignalSpy chosen(dialog.get(), &ForwardDialog::chosen);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(), u"work"_s);
    QCOMPARE(rows().keys(), QStringList{u"Tomas Berg, account Work"_s});
    QTest::keyClick(dialog->findChild<QLineEdit *>(), Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().value<ConversationId>(), other.id);
}

void ChatPageTest::draftGoesToTheChatThatIsLeft()
{
    QSignalSpy drafts(m_page.get(), &ChatPage::draftChanged);
    m_page->focusComposer();
    QTest::keyClicks(field(), u" take over"_s);
    m_page->showChat(m_priya.id);
    QCOMPARE(drafts.size(), 1);
    QCOMPARE(drafts.at(0).at(0).value<ConversationId>(), m_tomas.id);
    QCOMPARE(drafts.at(0).at(1).toString(), u"Owen can take over"_s);
    QVERIFY(field()->toPlainText().isEmpty());
    QVERIFY(field()->hasFocus());
    QTest::keyClicks(field(), u"Hi"_s);
    m_page->flush();
    QCOMPARE(drafts.size(), 2);
    QCOMPARE(drafts.at(1).at(0).value<ConversationId>(), m_priya.id);
}

void ChatPageTest::wishesNameTheirChat()
{
    QSignalSpy sent(m_page.get(), &ChatPage::sendRequested);
    QSignalSpy typing(m_page.get(), &ChatPage::typingChanged);
    m_page->focusComposer();
    QTest::keyClicks(field(), u"."_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(0).value<ConversationId>(), m_tomas.id);
    QCOMPARE(sent.at(0).at(1).value<OutgoingText>().body, u"Owen can."_s);
    QVERIFY(!typing.isEmpty());
    QCOMPARE(typing.at(0).at(0).value<ConversationId>(), m_tomas.id);
    QSignalSpy read(m_page.get(), &ChatPage::readUpTo);
    QTRY_VERIFY(!read.isEmpty());
    QCOMPARE(read.at(0).at(0).value<ConversationId>(), m_tomas.id);
    QCOMPARE(read.at(0).at(1).value<MessageId>(), m_history->all().constLast().id);
}

void ChatPageTest::whatCameMeanwhileIsReadOnceTheWindowIsUsed()
{
    QSignalSpy read(m_page.get(), &ChatPage::readUpTo);
    QWidget other;
    other.show();
    other.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&other));
    const Message unseen = m_history->arrive(u"While you were away"_s);
    other.close();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    QTRY_VERIFY(!read.isEmpty() && read.constLast().at(1).value<MessageId>() == unseen.id);
}

void ChatPageTest::failedSendReturnsItsText()
{
    m_page->focusComposer();
    QTest::keyClick(field(), Qt::Key_Return);
    QVERIFY(field()->toPlainText().isEmpty());
    m_page->restoreText(m_tomas.id, u"Owen can"_s);
    QCOMPARE(field()->toPlainText(), u"Owen can"_s);
    // Another chat is shown by now: the text becomes the draft of its own.
    m_page->showChat(m_priya.id);
    QSignalSpy drafts(m_page.get(), &ChatPage::draftChanged);
    m_page->restoreText(m_tomas.id, u"lost"_s);
    QVERIFY(field()->toPlainText().isEmpty());
    QCOMPARE(drafts.size(), 1);
    QCOMPARE(drafts.at(0).at(0).value<ConversationId>(), m_tomas.id);
    QVERIFY(drafts.at(0).at(1).toString().startsWith(u"lost"_s));
}

void ChatPageTest::failedAnswerIsThatAnswerAgain()
{
    using Purpose = Composer::Purpose;
    QSignalSpy sent(m_page.get(), &ChatPage::sendRequested);
    const Message theirs = m_history->arrive(u"what is it?"_s);
    QCoreApplication::processEvents();
    const auto *composer = m_page->findChild<Composer *>();
    field()->clear();
    const auto sendAnswer = [&] {
        m_page->focusTimeline();
        timeline()->focusMessage(theirs.id);
        QTest::keyClick(timeline(), Qt::Key_R);
        QTest::keyClicks(field(), u"a window"_s);
        QTest::keyClick(field(), Qt::Key_Return);
        return sent.takeLast().at(1).value<OutgoingText>();
    };
    const OutgoingText first = sendAnswer();
    QCOMPARE(first.replyTo, theirs.id);
    QCOMPARE(composer->purpose(), Purpose::New);
    m_page->restoreFailed(m_tomas.id, first);
    QCOMPARE(composer->purpose(), Purpose::Reply);
    QCOMPARE(field()->toPlainText(), u"a window"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(sent.takeLast().at(1).value<OutgoingText>().replyTo, theirs.id);

    // Another chat is shown by now.
    const OutgoingText second = sendAnswer();
    m_page->showChat(m_priya.id);
    m_page->restoreFailed(m_tomas.id, second);
    QCOMPARE(composer->purpose(), Purpose::New);
    m_page->showChat(m_tomas.id);
    QCOMPARE(composer->purpose(), Purpose::Reply);
    QTest::keyClick(field(), Qt::Key_Escape);
    field()->clear();

    // What was no answer is none.
    QTest::keyClicks(field(), u"plain"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    m_page->restoreFailed(m_tomas.id, sent.takeLast().at(1).value<OutgoingText>());
    QCOMPARE(composer->purpose(), Purpose::New);
    field()->clear();

    // Nor what answered a message that is gone.
    const OutgoingText third = sendAnswer();
    takeBack(theirs);
    m_page->restoreFailed(m_tomas.id, third);
    QCOMPARE(composer->purpose(), Purpose::New);
    QCOMPARE(field()->toPlainText(), u"a window"_s);
}

void ChatPageTest::typingInTheTimelineGoesToTheField()
{
    m_page->focusTimeline();
    QVERIFY(timeline()->hasFocus());
    QTest::keyClick(timeline(), Qt::Key_Up);
    QVERIFY(timeline()->hasFocus());
    QTest::keyClicks(timeline(), u"y"_s);
    QVERIFY(field()->hasFocus());
    QVERIFY(field()->toPlainText().endsWith(u"y"_s));
    m_page->focusTimeline();
    QTest::keyClicks(timeline(), u"c"_s); // copies the message
    QVERIFY(timeline()->hasFocus());
}

void ChatPageTest::pageKeysInTheFieldScrollTheMessages()
{
    m_page->focusComposer();
    QTest::keyClick(field(), Qt::Key_PageUp);
    QVERIFY(!timeline()->isAtNewest());
    QVERIFY(field()->hasFocus());
    QTest::keyClick(field(), Qt::Key_PageDown);
    QVERIFY(timeline()->isAtNewest());
}

void ChatPageTest::deleteAsksFirst()
{
    QSignalSpy deleted(m_page.get(), &ChatPage::deleteRequested);
    m_page->focusTimeline();
    const MessageId message = timeline()->focusedMessage();
    QTest::keyClick(timeline(), Qt::Key_Delete);
    auto *question = m_page->findChild<QMessageBox *>();
    QVERIFY(question && question->isVisible());
    QCOMPARE(deleted.size(), 0);
    QTest::keyClick(question, Qt::Key_Escape);
    QTRY_VERIFY(!m_page->findChild<QMessageBox *>());
    QCOMPARE(deleted.size(), 0);
    QTest::keyClick(timeline(), Qt::Key_Delete);
    question = m_page->findChild<QMessageBox *>();
    QVERIFY(question);
    for (QAbstractButton *one : question->buttons()) {
        if (question->buttonRole(one) == QMessageBox::DestructiveRole)
            one->click();
    }
    QCOMPARE(deleted.size(), 1);
    QCOMPARE(deleted.at(0).at(0).value<MessageId>(), message);
}

void ChatPageTest::questionsTakeNoMarkup()
{
    Contact tomas;
    tomas.account = AccountId(1);
    tomas.jid = BareJid::fromPrepared(u"tomas@harbor.example"_s);
    tomas.name = u"<b>Tomas</b> <img src='file:///etc/passwd'>"_s;
    m_contacts->replaceRoster(AccountId(1), {tomas});
    m_contacts->flush();
    m_chats->refreshPeople();
    m_chats->flush();
    m_page->focusTimeline();
    QTest::keyClick(timeline(), Qt::Key_Delete);
    m_page->showEncryption();
    const QList<QMessageBox *> boxes = m_page->findChildren<QMessageBox *>();
    QCOMPARE(boxes.size(), 2);
    QVERIFY(std::any_of(boxes.cbegin(), boxes.cend(), [&](QMessageBox *box) { return box->informativeText().contains(tomas.name); }));
    for (QMessageBox *box : boxes) {
        int texts = 0;
        const QList<QLabel *> labels = box->findChildren<QLabel *>();
        for (QLabel *label : labels) {
            if (label->text().isEmpty())
                continue;
            ++texts;
            QCOMPARE(label->textFormat(), Qt::PlainText);
        }
        QCOMPARE(texts, 2);
        box->close();
    }
}

void ChatPageTest::namesOfControls()
{
    QCOMPARE(field()->accessibleName(), u"Message Tomas Berg"_s);
    QVERIFY(button(u"Send message"_s));
    QVERIFY(button(u"Encryption: Not encrypted"_s));
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(timeline());
    QCOMPARE(list->text(QAccessible::Name), u"Messages"_s);
    const Message incoming = m_history->arrive(u"The  permit\ncame through"_s);
    QAccessibleInterface *item = list->child(m_history->model->rowOf(incoming.id));
    QVERIFY2(item->text(QAccessible::Name).startsWith(u"Tomas Berg, The permit came through, "_s), qPrintable(item->text(QAccessible::Name)));
    const Message own = m_history->arrive(u"Good"_s, Direction::Outgoing, MessageState::Waiting);
    item = list->child(m_history->model->rowOf(own.id));
    QVERIFY2(item->text(QAccessible::Name).startsWith(u"You, Good, "_s) && item->text(QAccessible::Name).endsWith(u", Waiting"_s),
             qPrintable(item->text(QAccessible::Name)));
    QVERIFY(!button(u"Back"_s)->isVisible());
    m_page->setPanes(ChatPage::Panes::One);
    QSignalSpy back(m_page.get(), &ChatPage::backRequested);
    QVERIFY(button(u"Back"_s)->isVisible());
    QTest::mouseClick(button(u"Back"_s), Qt::LeftButton);
    QCOMPARE(back.size(), 1);
}

void ChatPageTest::theHeaderGivesWay_data()
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

void ChatPageTest::theHeaderGivesWay()
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

void ChatPageTest::encryptionIsSaidOnceItIsKnown()
{
    using Sending = ChatEncryption::Sending;
    const auto answer = [](Sending sending) {
        ChatEncryption encryption;
        encryption.wish = ChatWish::Encrypted;
        encryption.sending = sending;
        return encryption;
    };
    QSignalSpy asked(m_page.get(), &ChatPage::encryptionAsked);
    m_page->showChat(m_priya.id);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().at(1).value<BareJid>(), m_priya.peer);
    QVERIFY(!button(u"Encryption: Not encrypted"_s)->isVisible()); // nobody has said so
    m_page->setEncryption(m_tomas.account, m_tomas.peer, answer(Sending::Clear)); // late, of the chat that was left
    QVERIFY(!button(u"Encryption: Not encrypted"_s)->isVisible());
    m_page->setEncryption(m_priya.account, m_priya.peer, answer(Sending::Clear));
    QVERIFY(button(u"Encryption: Not encrypted"_s)->isVisible());
    for (const Sending sending : {Sending::Encrypted, Sending::NotYet, Sending::Stuck}) { // nothing goes out in clear
        m_page->setEncryption(m_priya.account, m_priya.peer, answer(sending));
        QVERIFY(button(u"Encryption: Encrypted"_s)->isVisible());
        QVERIFY(!button(u"Encryption: Not encrypted"_s));
    }
    // By itself it is encrypted where all can read, and whether they can is not known yet.
    ChatEncryption open = answer(Sending::NotYet);
    open.wish = ChatWish::NotSaid;
    m_page->setEncryption(m_priya.account, m_priya.peer, open);
    QVERIFY(!m_page->findChild<EncryptionPill *>()->isVisible());
    m_page->setEncryption(m_priya.account, m_priya.peer, answer(Sending::Stuck));
    m_page->askEncryption(m_tomas.account, m_tomas.peer);
    QCOMPARE(asked.size(), 1);
    m_page->askEncryption(m_priya.account, m_priya.peer);
    m_page->askEncryption(m_priya.account, {});
    QCOMPARE(asked.size(), 3);
    QVERIFY(button(u"Encryption: Encrypted"_s)->isVisible()); // until there is another answer
    m_page->setEncryption(m_priya.account, m_priya.peer, answer(Sending::Clear));
    QVERIFY(button(u"Encryption: Not encrypted"_s)->isVisible());
}

KnownDevice aDevice(const BareJid &jid, quint32 id, DeviceTrust trust)
{
    KnownDevice out;
    out.device = {jid, OmemoDeviceId(id)};
    out.identity = IdentityKey(QByteArray(32, char('a' + id)));
    out.trust = trust;
    out.onLegacyList = true;
    return out;
}

/// facts/security.md, O2 and O3: always, and as long as it is true.
void ChatPageTest::newDevicesAreTold()
{
    ChatEncryption state;
    state.sending = ChatEncryption::Sending::Encrypted;
    const auto told = [&](const QList<KnownDevice> &devices) {
        state.devices = devices;
        m_page->setEncryption(m_tomas.account, m_tomas.peer, state);
        const auto banners = m_page->findChildren<Banner *>();
        for (const Banner *each : banners) {
            if (each->isVisible())
                return each->text();
        }
        return QString();
    };
    KnownDevice phone = aDevice(m_tomas.peer, 1, DeviceTrust::Verified);
    QVERIFY(told({phone}).isEmpty());
    QVERIFY(button(u"Encryption: Verified"_s));
    QVERIFY(told({phone, aDevice(m_tomas.peer, 2, DeviceTrust::Blind)}).isEmpty());
    QVERIFY(button(u"Encryption: Encrypted"_s)); // one of them nobody has checked

    KnownDevice laptop = aDevice(m_tomas.peer, 2, DeviceTrust::Undecided);
    QTRY_VERIFY(told({phone, laptop}).contains(u"not readable on it until you have checked it"_s));
    QVERIFY(button(u"Encryption: New device"_s));
    laptop.trust = DeviceTrust::Blind;
    laptop.isNews = true;
    QTRY_VERIFY(told({phone, laptop}).contains(u"Your messages are readable on it."_s));
    QSignalSpy shown(m_page.get(), &ChatPage::devicesShown);
    for (QPushButton *each : m_page->findChildren<QPushButton *>()) {
        if (each->text() == u"OK"_s && each->isVisible())
            each->click();
    }
    QCOMPARE(shown.size(), 1);
    QCOMPARE(shown.at(0).at(1).value<BareJid>(), m_tomas.peer);
    phone.refused = IdentityKey(QByteArray(32, 'x'));
    QTRY_VERIFY(told({phone, laptop}).contains(u"shows another key"_s));
    laptop.isNews = false;
    phone.refused = {};
    QTRY_VERIFY(told({phone, laptop}).isEmpty());
    // It is about that chat alone.
    laptop.isNews = true;
    QTRY_VERIFY(!told({phone, laptop}).isEmpty());
    m_page->showChat(m_priya.id);
    QTRY_VERIFY(std::ranges::none_of(m_page->findChildren<Banner *>(), [](const Banner *each) { return each->isVisible(); }));
}

void ChatPageTest::devicesAreDecidedAbout()
{
    ChatEncryption state;
    state.sending = ChatEncryption::Sending::Encrypted;
    state.devices = {aDevice(m_tomas.peer, 2, DeviceTrust::Undecided)};
    m_page->setEncryption(m_tomas.account, m_tomas.peer, state);
    QSignalSpy shown(m_page.get(), &ChatPage::devicesShown);
    QSignalSpy trusted(m_page.get(), &ChatPage::trustRequested);
    QSignalSpy wished(m_page.get(), &ChatPage::encryptionWished);
    button(u"Encryption: New device"_s)->click();
    auto *dialog = m_page->findChild<TrustDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(shown.size(), 1);
    m_page->showEncryption();
    QCOMPARE(m_page->findChildren<TrustDialog *>().size(), 1);
    Q_EMIT dialog->trustRequested(state.devices.first().device, DeviceTrust::Verified);
    QCOMPARE(trusted.size(), 1);
    QCOMPARE(trusted.at(0).at(0).value<AccountId>(), m_tomas.account);
    Q_EMIT dialog->wishRequested(ChatWish::Clear);
    QCOMPARE(wished.at(0).at(1).value<BareJid>(), m_tomas.peer);
    m_page->showChat(m_priya.id); // another chat: the dialog was not about it
    QVERIFY(!dialog->isVisible());
}

/// A lock only where it is true, and in a chat that is encrypted a mark where it is not (facts/security.md, O1).
void ChatPageTest::messagesSayWhetherTheyWereEncrypted()
{
    Message sealed = m_history->arrive(u"sealed"_s);
    sealed.encryption = MessageEncryption{OmemoVersion::Legacy, OmemoDeviceId(5), DeviceTrust::Blind, false, RatchetFault::None};
    Message lost = m_history->arrive(QString());
    lost.encryption = sealed.encryption;
    lost.encryption->fault = RatchetFault::NotForUs;
    m_history->model->changeMessages(m_tomas.id, {sealed, lost});
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(timeline());
    const QString spoken = list->child(m_history->model->rowOf(lost.id))->text(QAccessible::Name);
    QVERIFY2(spoken.contains(u"This message was encrypted for another of your devices."_s), qPrintable(spoken));

    QSignalSpy asked(m_page.get(), &ChatPage::readersAsked);
    Q_EMIT timeline()->encryptionRequested(sealed.id);
    auto *why = m_page->findChild<WhyDialog *>();
    QVERIFY(why && why->isVisible());
    QCOMPARE(asked.size(), 0); // others' devices are not ours to know
    delete why;
    Message own = m_history->arrive(u"own"_s, Direction::Outgoing, MessageState::Sent);
    own.encryption = sealed.encryption;
    m_history->model->changeMessages(m_tomas.id, {own});
    Q_EMIT timeline()->encryptionRequested(own.id);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(0).value<MessageId>(), own.id);
}

/// The words are the user's to send.
void ChatPageTest::whatCannotBeReadIsAskedForAgain()
{
    Message lost = m_history->arrive(QString());
    lost.encryption = MessageEncryption{OmemoVersion::Legacy, OmemoDeviceId(5), DeviceTrust::Blind, false, RatchetFault::NotForUs};
    m_history->model->changeMessages(m_tomas.id, {lost});
    QSignalSpy sent(m_page.get(), &ChatPage::sendRequested);
    QSignalSpy repaired(m_page.get(), &ChatPage::repairRequested);
    Q_EMIT timeline()->encryptionRequested(lost.id);
    QVERIFY(shownAct(u"Ask to resend"_s));
    shownAct(u"Ask to resend"_s)->click();
    QVERIFY2(field()->toPlainText().contains(u"Please send it again."_s), qPrintable(field()->toPlainText()));
    QCOMPARE(sent.size(), 0);
    QCOMPARE(repaired.size(), 1);
    QVERIFY(field()->hasFocus());
}

/// design/ui.md, "Text tone": [Ask to resend] stands with the sentence, for the pointer, the keyboard and who hears it.
void ChatPageTest::whatCannotBeReadIsAskedForWhereItStands()
{
    Message lost = m_history->arrive(QString());
    lost.encryption = MessageEncryption{OmemoVersion::Legacy, OmemoDeviceId(5), DeviceTrust::Blind, false, RatchetFault::NotForUs};
    Message replaced = m_history->arrive(QString());
    replaced.encryption = lost.encryption;
    replaced.encryption->fault = RatchetFault::IdentityChanged; // it would be unreadable again
    m_history->model->changeMessages(m_tomas.id, {lost, replaced});
    QSignalSpy repaired(m_page.get(), &ChatPage::repairRequested);
    QSignalSpy sent(m_page.get(), &ChatPage::sendRequested);
    // New keys are agreed on as the words go: one key alone sends nothing to anybody.
    const auto isAsked = [&] {
        const bool is = field()->toPlainText().count(u"Please send it again."_s) == 1 && field()->hasFocus();
        return is && repaired.isEmpty() && sent.isEmpty();
    };
    const auto isMendedBySending = [&](const QString &words) {
        field()->setPlainText(words);
        QTest::keyClick(field(), Qt::Key_Return);
        const bool is = repaired.size() == 1 && sent.size() == 1
            && repaired.constFirst().at(1).value<OmemoDevice>() == OmemoDevice{lost.sender, lost.encryption->device};
        repaired.clear();
        sent.clear();
        return is;
    };
    // By keys.
    timeline()->focusMessage(lost.id);
    timeline()->setFocus();
    QTest::keyClick(timeline(), Qt::Key_Return);
    QVERIFY(isAsked());
    QVERIFY(isMendedBySending(u"Once more, please?"_s));
    QVERIFY(!isMendedBySending(u"Thank you!"_s)); // once
    timeline()->focusMessage(replaced.id);
    timeline()->setFocus();
    QTest::keyClick(timeline(), Qt::Key_Return);
    QVERIFY(field()->toPlainText().isEmpty());
    // By what reads the screen.
    const auto actionsOf = [&](const Message &message) {
        QAccessibleInterface *row = QAccessible::queryAccessibleInterface(timeline())->child(m_history->model->rowOf(message.id));
        return row->actionInterface();
    };
    QVERIFY(!actionsOf(replaced)->actionNames().contains(u"AskToResend"_s));
    QVERIFY(actionsOf(lost)->actionNames().contains(u"AskToResend"_s));
    QCOMPARE(actionsOf(lost)->localizedActionName(u"AskToResend"_s), u"Ask to resend"_s);
    actionsOf(lost)->doAction(u"AskToResend"_s);
    QVERIFY(isAsked());
    field()->clear(); // given up
    QVERIFY(!isMendedBySending(u"Never mind."_s));
    // By the pointer, which is a hand over it: below the words, in the bubble.
    const QRect bubble = timeline()->bubbleRect(m_history->model->rowOf(lost.id));
    QWidget *viewport = timeline()->viewport();
    QPoint act;
    for (int y = bubble.bottom(); y > bubble.top() && act.isNull(); y -= 2) {
        const QPoint point(bubble.left() + 24, y);
        QMouseEvent move(QEvent::MouseMove, point, viewport->mapToGlobal(point), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(viewport, &move);
        if (viewport->cursor().shape() == Qt::PointingHandCursor)
            act = point;
    }
    QVERIFY(!act.isNull());
    QTest::mouseClick(viewport, Qt::LeftButton, {}, act);
    QVERIFY(isAsked());
    QVERIFY(isMendedBySending(field()->toPlainText()));
}

/// Of what waits for some: the user may wait for them no more.
void ChatPageTest::whatWaitsForSomeMayGoToTheOthers()
{
    ChatEncryption state;
    state.sending = ChatEncryption::Sending::NotYet;
    state.wish = ChatWish::Encrypted;
    state.readers = {{{m_tomas.peer, OmemoDeviceId(5)}, OmemoVersion::Legacy, ReadReason::CanRead, {}},
                     {{m_tomas.peer, OmemoDeviceId(6)}, OmemoVersion::Legacy, ReadReason::NoSession, {}}};
    m_page->setEncryption(m_tomas.account, m_tomas.peer, state);
    const Message own = m_history->arrive(u"it waits"_s, Direction::Outgoing, MessageState::Waiting);
    QSignalSpy wished(m_page.get(), &ChatPage::sendToReadersRequested);
    Q_EMIT timeline()->encryptionRequested(own.id);
    QVERIFY(shownAct(u"Send to those who can read"_s));
    ChatEncryption nobody = state;
    nobody.readers[0].reason = ReadReason::NoSession;
    m_page->setEncryption(m_tomas.account, m_tomas.peer, nobody);
    QVERIFY(!shownAct(u"Send to those who can read"_s)); // there is nobody
    ChatEncryption ready = state;
    ready.sending = ChatEncryption::Sending::Encrypted;
    m_page->setEncryption(m_tomas.account, m_tomas.peer, ready);
    QVERIFY(!shownAct(u"Send to those who can read"_s)); // it goes by itself
    m_page->setEncryption(m_tomas.account, m_tomas.peer, state);
    shownAct(u"Send to those who can read"_s)->click();
    QCOMPARE(wished.size(), 1);
    QCOMPARE(wished.at(0).at(0).value<AccountId>(), m_tomas.account);
    QCOMPARE(wished.at(0).at(1).value<BareJid>(), m_tomas.peer);
    QVERIFY(!shownAct(u"Send to those who can read"_s));
}

/// It is encrypted when it goes: nothing says that it is not (facts/security.md, O1).
void ChatPageTest::whatWaitsIsNotMarkedAsClear()
{
    ChatEncryption state;
    state.sending = ChatEncryption::Sending::Stuck;
    state.wish = ChatWish::Encrypted;
    state.readers = {{{m_tomas.peer, OmemoDeviceId(5)}, OmemoVersion::Legacy, ReadReason::NoBundle, {}}};
    m_page->setEncryption(m_tomas.account, m_tomas.peer, state);
    const Message own = m_history->arrive(u"it waits"_s, Direction::Outgoing, MessageState::Waiting);
    m_history->arrive(u"it went"_s, Direction::Outgoing, MessageState::Sent);
    // The tooltips of the times, wherever they stand.
    timeline()->verticalScrollBar()->setValue(timeline()->verticalScrollBar()->maximum());
    QWidget *viewport = timeline()->viewport();
    QStringList told;
    for (int y = 0; y < viewport->height(); y += 6) {
        for (int x = 0; x < viewport->width(); x += 6) {
            QHelpEvent help(QEvent::ToolTip, QPoint(x, y), viewport->mapToGlobal(QPoint(x, y)));
            QCoreApplication::sendEvent(viewport, &help);
            if (const QString words = QToolTip::text(); !told.contains(words))
                told.append(words);
        }
    }
    const QString all = told.join(u" | "_s);
    const auto ofState = [&](const QString &state) {
        return std::find_if(told.cbegin(), told.cend(), [&](const QString &each) { return each.contains(state + u", "_s); });
    };
    QVERIFY2(ofState(u"Waiting"_s) != told.cend() && !ofState(u"Waiting"_s)->contains(u"Not end-to-end encrypted"_s), qPrintable(all));
    QVERIFY2(ofState(u"Sent"_s) != told.cend() && ofState(u"Sent"_s)->contains(u"Not end-to-end encrypted"_s), qPrintable(all));
    Q_EMIT timeline()->encryptionRequested(own.id);
    QVERIFY(shownAct(u"Fetch its keys again"_s));
    state.readers.first().reason = ReadReason::CanRead;
    m_page->setEncryption(m_tomas.account, m_tomas.peer, state);
    QVERIFY(!shownAct(u"Fetch its keys again"_s));
}

void ChatPageTest::offlineIsSaid()
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

void ChatPageTest::theHeaderSaysWhenTheyWereSeen()
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

void ChatPageTest::theHeaderSaysWhoTheyAreNot()
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

void ChatPageTest::theHeaderSaysHowLongTheyAreIdle()
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

void ChatPageTest::goingOfflineStandsAmongTheMessages()
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

void ChatPageTest::aPersonHasTheSameColourInAGroup()
{
    RoomListModel rooms;
    VoiceRequests voices;
    RoomTyping typing;
    Room room;
    room.account = m_tomas.account;
    room.conversation = m_tomas.id;
    room.jid = BareJid::fromPrepared(u"crew@groups.harbor.example"_s);
    room.state = RoomState::In;
    room.nick = u"Mara"_s;
    Conversation chat = m_tomas;
    chat.kind = ConversationKind::Room;
    chat.peer = room.jid;
    m_page->showChat(m_priya.id);
    m_chats->changeConversations({chat});
    m_chats->flush();
    auto owned = std::make_unique<OccupantListModel>();
    OccupantListModel &people = *owned;
    m_page->setRooms(rooms, voices, typing, std::move(owned));
    rooms.changeRooms({room});
    m_page->showChat(chat.id);

    // An id whose own hue is another than that of the address.
    const BareJid tomas = BareJid::fromPrepared(u"tomas@harbor.example"_s);
    QString id;
    for (int i = 0; id.isEmpty() || m_theme->senderColor(OccupantKey::make(room.jid, {}, id).toText()) == m_theme->senderColor(tomas); ++i)
        id = u"occupant-%1"_s.arg(i);
    Message said = m_history->arrive(u"On site."_s);
    said.sender = OccupantKey::make(room.jid, {}, id).toText();
    said.nick = u"Tomas Berg"_s;
    m_history->model->changeMessages(chat.id, {said});
    const auto shown = [&] {
        const BubbleLayout *layout = timeline()->layoutOf(m_history->model->rowOf(said.id));
        return layout && layout->parts() && layout->parts()->sender() ? layout->parts()->sender()->who : BareJid();
    };
    QCOMPARE(shown(), said.sender);
    Occupant occupant;
    occupant.nick = said.nick;
    occupant.id = id;
    occupant.jid = tomas;
    people.changeOccupants({chat.id, OccupantChanges::Extent::Whole, {occupant}, {}});
    people.flush();
    QCOMPARE(shown(), tomas);
    // And still, after they left; another under that nickname is another.
    people.changeOccupants({chat.id, OccupantChanges::Extent::Some, {}, {occupant.nick}});
    occupant.id = u"somebody-else"_s;
    occupant.jid = BareJid::fromPrepared(u"evil@harbor.example"_s);
    people.changeOccupants({chat.id, OccupantChanges::Extent::Some, {occupant}, {}});
    people.flush();
    QCOMPARE(shown(), tomas);
}

/// The first who says so changes the state of a message, the next one nothing of it.
void ChatPageTest::whoElseSawItIsSaid()
{
    RoomListModel rooms;
    VoiceRequests voices;
    RoomTyping typing;
    Room room;
    room.account = m_tomas.account;
    room.conversation = m_tomas.id;
    room.jid = BareJid::fromPrepared(u"crew@groups.harbor.example"_s);
    room.state = RoomState::In;
    room.nick = u"Mara"_s;
    Conversation chat = m_tomas;
    chat.kind = ConversationKind::Room;
    chat.peer = room.jid;
    m_page->showChat(m_priya.id);
    m_chats->changeConversations({chat});
    m_chats->flush();
    m_page->setRooms(rooms, voices, typing, std::make_unique<OccupantListModel>());
    rooms.changeRooms({room});
    m_page->showChat(chat.id);
    const Message said = m_history->arrive(u"Who has the charts?"_s, Direction::Outgoing);
    const auto below = [this] { return timeline()->eventLinesAt(m_history->model->rowCount()).join(u'\n'); };
    QVERIFY(!below().contains(u"Seen by"_s));
    const auto sees = [&](const QString &nick) {
        QVERIFY(m_history->database().run(u"INSERT INTO seen_mark (conversation, who, nick, message, time) VALUES (?, ?, ?, ?, 1)"_s,
                                          {chat.id.value(), OccupantKey::make(room.jid, {}, nick).toText().toString(), nick, said.id.value()}));
        m_history->model->changeMessages(chat.id, {said}); // which reads as before
    };
    sees(u"Ana"_s);
    QTRY_VERIFY(below().contains(u"Ana"_s));
    sees(u"Ben"_s);
    QTRY_VERIFY(below().contains(u"Ben"_s));
    QVERIFY(below().contains(u"Ana"_s));
}

void ChatPageTest::whatIsTypedInTheForwardListFinds()
{
    // Rows begin with an isolate here, which no key types.
    m_chats->setAccountMarks({{AccountId(1), AccountMark{u"Work"_s, BareJid::fromPrepared(u"mara@harbor.example"_s), 3}}});
    ForwardDialog dialog(*m_chats, u"hello"_s, *m_theme, m_page.get());
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    auto *list = dialog.findChild<QListWidget *>();
    QCOMPARE(list->count(), 2);
    list->setFocus();
    QTest::keyClicks(list, u"p"_s);
    auto *field = dialog.findChild<QLineEdit *>();
    QCOMPARE(field->text(), u"p"_s);
    QTest::keyClicks(field, u"riy"_s);
    QCOMPARE(list->count(), 1);
    QSignalSpy chosen(&dialog, &ForwardDialog::chosen);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().value<ConversationId>(), m_priya.id);
}

void ChatPageTest::typingIsShown()
{
    const int bottom = timeline()->bubbleRect(timeline()->lastVisibleRow()).bottom();
    m_chats->setPeerChatState(m_tomas.id, ChatState::Composing);
    m_chats->flush();
    QTRY_VERIFY(timeline()->bubbleRect(timeline()->lastVisibleRow()).bottom() < bottom);
    m_chats->setPeerChatState(m_tomas.id, ChatState::Active);
    m_chats->flush();
    QTRY_COMPARE(timeline()->bubbleRect(timeline()->lastVisibleRow()).bottom(), bottom);
}

void ChatPageTest::chatThatIsGoneShowsTheEmptyPage()
{
    m_page->showChat(ConversationId(77));
    QVERIFY(!m_page->conversation().isValid());
    QVERIFY(!timeline()->isVisible());
    for (const Preferences::Scheme scheme : {Preferences::Scheme::Dark, Preferences::Scheme::Light}) {
        m_preferences->setScheme(scheme); // on the ground that messages stand on
        QCOMPARE(m_page->grab().toImage().pixelColor(20, 20), m_theme->color(Token::Canvas));
    }
    m_page->showChat(m_tomas.id);
    QVERIFY(timeline()->isVisible());
    QVERIFY(timeline()->isAtNewest());
    QSignalSpy drafts(m_page.get(), &ChatPage::draftChanged);
    m_chats->removeConversation(m_tomas.id);
    m_chats->flush();
    QTRY_VERIFY(!m_page->conversation().isValid());
    QVERIFY(!timeline()->isVisible());
    QCOMPARE(drafts.size(), 0);
}

void ChatPageTest::findsInTheChat()
{
    SearchStore index(m_history->database());
    for (bool more = true; more;)
        more = index.buildSlice(1000)->building;
    int messages = 0;
    int places = 0;
    for (const Message &message : m_history->all()) {
        const int here = int(message.body.count(u"strainer"_s));
        messages += here > 0;
        places += here;
    }
    QVERIFY(messages > 2 && places > messages);
    QVERIFY(!button(u"Find in this chat"_s)->isVisible()); // there is nothing to find with yet
    SearchThread thread(m_history->file());
    auto made = std::make_unique<FindModel>(thread);
    FindModel &find = *made;
    m_page->setFind(std::move(made));
    QAbstractButton *opener = button(u"Find in this chat"_s);
    QVERIFY(opener->isVisible() && !opener->isChecked());
    opener->click();
    auto *bar = m_page->findChild<FindBar *>();
    QVERIFY(bar && bar->isVisible());
    auto *words = bar->findChild<QLineEdit *>();
    QCOMPARE(words->accessibleName(), u"Find in this chat"_s);
    QVERIFY(words->hasFocus());
    QTest::keyClicks(words, u"strainer"_s);
    QTRY_COMPARE(find.count(), places);
    const auto says = [&](const QString &text) {
        const QList<QLabel *> labels = bar->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [&](QLabel *label) { return label->text() == text; });
    };
    QTRY_VERIFY(says(u"%1 of %2"_s.arg(places).arg(places)));
    // The place that is looked at is on screen, and stands out.
    const auto shown = [&] {
        const int row = m_history->model->rowOf(find.currentMessage());
        return row >= timeline()->firstVisibleRow() && row <= timeline()->lastVisibleRow();
    };
    QTRY_VERIFY(shown());
    QTest::keyClick(words, Qt::Key_Return); // round to the oldest
    QVERIFY(says(u"1 of %1"_s.arg(places)));
    QTRY_VERIFY(shown());
    const QRect bubble = timeline()->bubbleRect(m_history->model->rowOf(find.currentMessage()));
    const auto inks = [&](Token token) {
        const QImage picture = timeline()->viewport()->grab(bubble).toImage();
        const QRgb wanted = m_theme->color(token).rgb();
        int count = 0;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x)
                count += picture.pixel(x, y) == wanted;
        }
        return count;
    };
    QVERIFY(inks(Token::CurrentMatch) > 100);
    button(u"Previous match"_s)->click();
    QVERIFY(says(u"%1 of %2"_s.arg(places).arg(places)));
    QTest::keyClicks(words, u"xyz"_s);
    QTRY_VERIFY(says(u"Not found"_s));
    QVERIFY(!button(u"Next match"_s)->isEnabled());
    // One step back, and the marks are gone.
    QTest::keyClick(words, Qt::Key_Escape);
    QVERIFY(!bar->isVisible() && !opener->isChecked());
    QVERIFY(field()->hasFocus());
    // From a result: these words, this message.
    const auto hit = std::find_if(m_history->all().cbegin(), m_history->all().cend(),
                                  [](const Message &message) { return message.body.contains(u"strainer"_s); });
    m_page->openFind(u"strainer"_s, hit->id);
    QTRY_COMPARE(find.currentMessage(), hit->id);
    QTRY_VERIFY(shown());
    m_page->showChat(m_priya.id);
    QVERIFY(!bar->isVisible());
    m_page.reset();
}

JACKDAW_WINDOW_TEST(ChatPageTest)

} // namespace chat_page_test

#include "chat_page_test.moc"
