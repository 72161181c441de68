// SPDX-License-Identifier: GPL-3.0-or-later
// The page of a group: who is there and who is not, and who somebody is.
#include "ChatPageCase.h"

#include "chat/OccupantKey.h"
#include "composer/Composer.h"
#include "rooms/MembersPane.h"
#include "rooms/OccupantListModel.h"
#include "rooms/RoomListModel.h"
#include "rooms/RoomTyping.h"
#include "rooms/VoiceRequests.h"
#include "rooms/EventLines.h"
#include "support/TestProgram.h"
#include "trust/GroupTrustDialog.h"
#include "trust/TrustDialog.h"
#include "widgets/Banner.h"

#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace chat_page_groups_test {

class ChatPageGroupsTest : public QObject, private ChatPageCase
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void whoIsAwayFromAGroupIsCalledAsWeKnowThem();
    void aRoleBesideANameFollowsIt();
    void whoBorrowsANameInAGroupIsMarkedWhereTheySpeak();
    void aGroupSaysWhoIsThereAndWhyWeAreNot();
    void aPersonHasTheSameColourInAGroup();
    void whoElseSawItIsSaid();
};

void ChatPageGroupsTest::whoIsAwayFromAGroupIsCalledAsWeKnowThem()
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
void ChatPageGroupsTest::aRoleBesideANameFollowsIt()
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

void ChatPageGroupsTest::whoBorrowsANameInAGroupIsMarkedWhereTheySpeak()
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

void ChatPageGroupsTest::aGroupSaysWhoIsThereAndWhyWeAreNot()
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

void ChatPageGroupsTest::aPersonHasTheSameColourInAGroup()
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
void ChatPageGroupsTest::whoElseSawItIsSaid()
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

JACKDAW_WINDOW_TEST(ChatPageGroupsTest)

} // namespace chat_page_groups_test

#include "chat_page_groups_test.moc"
