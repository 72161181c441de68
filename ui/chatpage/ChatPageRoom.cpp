// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChatPage about groups: what the header says, why we are not in one, who is there, and leaving.
#include "chatpage/ChatPage.h"

#include "account/AccountListModel.h"
#include "base/Clock.h"
#include "chat/ChatListModel.h"
#include "chat/OccupantKey.h"
#include "chat/TimelineModel.h"
#include "chatpage/ChatHeader.h"
#include "chatpage/DetailsPane.h"
#include "composer/Composer.h"
#include "rooms/AttendanceDialog.h"
#include "rooms/EventLines.h"
#include "rooms/LookAlikes.h"
#include "rooms/MembersPane.h"
#include "rooms/OccupantListModel.h"
#include "rooms/RoomListModel.h"
#include "rooms/RoomRights.h"
#include "rooms/RoomText.h"
#include "rooms/RoomTyping.h"
#include "rooms/VoiceRequests.h"
#include "rooms/VoiceStrip.h"
#include "style/Direction.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "timeline/TimelineView.h"
#include "trust/TrustLines.h"
#include "widgets/Banner.h"
#include "widgets/MessageBox.h"
#include "widgets/QuestionList.h"

#include <QBoxLayout>
#include <QMessageBox>
#include <QPushButton>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

/// What we may wish for in a group as a whole.
QList<GroupAct> groupActs(const Room &room)
{
    const RoomRights rights = rightsIn(room);
    QList<GroupAct> acts{GroupAct::ShowSettings};
    if (rights.testFlag(RoomRight::Invite))
        acts << GroupAct::Invite;
    if (rights.testFlag(RoomRight::SeeLists))
        acts << GroupAct::ShowBans;
    return acts;
}

} // namespace

void ChatPage::setRooms(const RoomListModel &rooms, const VoiceRequests &voices, const RoomTyping &typing,
                        std::unique_ptr<OccupantListModel> people, std::unique_ptr<EventLines> lines)
{
    m_lines = std::move(lines);
    if (m_lines)
        connect(m_lines.get(), &EventLines::changed, this, [this] {
            if (m_timeline)
                m_timeline->refreshEventLines();
        });
    m_rooms = &rooms;
    m_voices = &voices;
    connect(&voices, &VoiceRequests::changed, this, [this](ConversationId room) {
        if (room == m_conversation)
            showVoiceRequests();
    });
    m_roomTyping = &typing;
    connect(&typing, &RoomTyping::changed, this, [this](ConversationId room) {
        if (room == m_conversation)
            showRoomTyping();
    });
    m_people = std::move(people);
    connect(&rooms, &RoomListModel::roomChanged, this, [this](ConversationId room) {
        if (room == m_conversation)
            refreshPeople();
        else if (m_details && !m_details->isHidden() && m_kind == ConversationKind::Chat && !m_groupsAgain.isActive())
            m_groupsAgain.start(); // they may have come in there, or left
    });
    m_groupsAgain.setSingleShot(true);
    m_groupsAgain.setInterval(500);
    connect(&m_groupsAgain, &QTimer::timeout, this, [this] {
        if (m_details && !m_details->isHidden() && m_kind == ConversationKind::Chat)
            Q_EMIT sharedGroupsAsked(m_account, m_peer);
    });
    connect(m_people.get(), &OccupantListModel::addressesLearnt, this, [this] {
        if (m_timeline)
            m_timeline->refreshColors();
    });
    m_lookAlikes = new LookAlikes(*m_people, this);
    m_lookAlikes->setContacts(m_contacts);
    connect(m_lookAlikes, &LookAlikes::changed, this, [this] {
        if (m_timeline)
            m_timeline->refreshSenderMarks();
    });
    connect(m_people.get(), &OccupantListModel::countsChanged, this, [this] {
        if (m_people->room() == m_conversation)
            refreshPeople();
        if (m_timeline) // who is there now has a role
            m_timeline->refreshSenderMarks();
    });
    connect(m_people.get(), &OccupantListModel::rolesChanged, this, [this] {
        if (m_timeline)
            m_timeline->refreshSenderMarks();
    });
}

const RoomListModel::Row *ChatPage::room() const
{
    return m_rooms && m_kind == ConversationKind::Room ? m_rooms->find(m_conversation) : nullptr;
}

/// Who may be taken for somebody else by the name that stands above what they said, as in the list of members.
QString ChatPage::senderMark(const BareJid &sender, const QString &nick) const
{
    const RoomListModel::Row *known = room();
    if (!known || !m_people || m_people->room() != m_conversation || m_people->present() == 0 || nick.isEmpty())
        return {};
    const std::optional<QString> id = OccupantKey(sender).id();
    const Occupant *here = m_people->find(nick);
    const BareJid jid = id ? m_people->addressOf(*id) : here ? here->jid : BareJid();
    // Of who has left nothing is known, where the room would have told it: it may well be the contact.
    const bool isUnknown = !jid.isValid() && (known->room.features.nonAnonymous || (!id && !here));
    return isUnknown ? QString() : m_lookAlikes->words(nick, jid);
}

/// "Moderator", of who is there. A nickname alone tells nobody's: another may have it now.
QString ChatPage::senderRole(const BareJid &sender, const QString &nick) const
{
    if (!room() || !m_people || m_people->room() != m_conversation || nick.isEmpty())
        return {};
    const std::optional<QString> id = OccupantKey(sender).id();
    const Occupant *here = m_people->find(nick);
    return id && here && here->id == *id ? occupantRoleText(*here) : QString();
}

/// Who in a group saw a message, as far as their programs say (XEP-0333, 5.4).
QList<SeenMark> ChatPage::seenBy(const Message &message, int most) const
{
    return m_kind == ConversationKind::Room ? m_model.seenBy(message, most) : QList<SeenMark>();
}

QString ChatPage::seenText(const Message &message) const
{
    constexpr int most = 1'000;
    QStringList names;
    const QList<SeenMark> marks = seenBy(message, most);
    for (const SeenMark &mark : marks.first(qMin<qsizetype>(marks.size(), 3)))
        names << mark.nick;
    return roomSeenText(names, int(marks.size()));
}

/// Below the last message, if that is ours: what stands further up was seen by as many at least.
QList<EventLine> ChatPage::seenLine(MessageId after, MessageId before) const
{
    const int row = before.isValid() || m_kind != ConversationKind::Room ? -1 : m_model.rowOf(after);
    if (row < 0 || m_model.message(row).direction != Direction::Outgoing)
        return {};
    if (m_seenBelow.first != after)
        m_seenBelow = {after, seenText(m_model.message(row))};
    const QString &words = m_seenBelow.second;
    return words.isEmpty() ? QList<EventLine>() : QList<EventLine>{{QStringLiteral("eye"), words}};
}

void ChatPage::connectRoomLines()
{
    m_timeline->setSeenBy([this](const Message &message) { return seenText(message); });
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, m_timeline, [this] { m_seenBelow.first = {}; });
    connect(&m_model, &QAbstractItemModel::dataChanged, m_timeline, [this](const QModelIndex &, const QModelIndex &last) {
        m_seenBelow.first = {};
        const int newest = m_model.rowCount() - 1;
        if (m_kind == ConversationKind::Room && last.row() == newest && m_model.message(newest).direction == Direction::Outgoing)
            m_timeline->refreshEventLines();
    });
    // Whoever is the second to see it changes nothing of the message itself.
    m_seenAgain.setSingleShot(true);
    m_seenAgain.setInterval(50);
    connect(&m_seenAgain, &QTimer::timeout, m_timeline, [this] {
        m_seenBelow.first = {};
        m_timeline->refreshEventLines();
    });
    connect(&m_model, &TimelineModel::messageTouched, m_timeline, [this](MessageId message) {
        if (m_kind == ConversationKind::Room && message == m_seenBelow.first && !m_seenAgain.isActive())
            m_seenAgain.start();
    });
    m_timeline->setEventLines([this](MessageId after, MessageId before) {
        return seenLine(after, before) + (m_lines ? m_lines->between(after, before) : QList<EventLine>())
            + (m_trustLines ? m_trustLines->between(after, before) : QList<EventLine>()) + offlineLine(after, before);
    });
    m_timeline->setPerson([this](const BareJid &sender) {
        const std::optional<QString> id = m_people && m_people->room() == m_conversation ? OccupantKey(sender).id() : std::nullopt;
        return id ? m_people->addressOf(*id) : BareJid();
    });
    m_timeline->setSenderMark([this](const BareJid &sender, const QString &nick) { return senderMark(sender, nick); });
    m_timeline->setSenderRole([this](const BareJid &sender, const QString &nick) { return senderRole(sender, nick); });
    if (!m_lines)
        return;
    connect(m_timeline, &TimelineView::attendanceRequested, this, &ChatPage::showAttendance);
}

/// Those who come and go stand among the messages of small groups, what a group is about in all of them.
void ChatPage::showLines()
{
    if (!m_lines)
        return;
    const RoomListModel::Row *known = room();
    m_lines->setRoom(known ? m_conversation : ConversationId(),
                     known && showsPresenceLines(known->room) ? EventLines::People::Shown : EventLines::People::Hidden);
    m_timeline->setAttendances(known ? TimelineView::Attendances::Known : TimelineView::Attendances::Unknown);
}

void ChatPage::showAttendance(MessageId from, MessageId to)
{
    if (!m_lines || m_kind != ConversationKind::Room)
        return;
    constexpr qint64 keysAMillisecond = 4096;
    const qint64 time = from.value() / keysAMillisecond;
    const QString when = from == to ? fullTimeText(time) : dayText(time, m_clock.now());
    (new AttendanceDialog(m_name, when, m_lines->attendance(from, to), m_theme, this))->open();
}

void ChatPage::beginRoom()
{
    showLines();
    m_timeline->setSenders(m_kind == ConversationKind::Room ? TimelineView::Senders::Shown : TimelineView::Senders::Hidden);
    if (m_kind != ConversationKind::Room)
        closeMembers();
    if (m_kind != ConversationKind::Room || !m_people)
        return;
    m_people->setRoom(m_conversation);
    Q_EMIT occupantsRequested(m_conversation);
    if (m_members && !m_members->isHidden())
        fillMembers();
}

void ChatPage::refreshRoom()
{
    if (m_kind == ConversationKind::RoomPrivate) {
        m_composer->setPeople({});
        m_timeline->setTyping({});
        const BareJid where = OccupantKey(m_peer).room();
        const RoomListModel::Row *known = m_rooms ? m_rooms->find(m_account, where) : nullptr;
        m_header->setGroupMember(m_name, m_peer, tr("Private messages in %1").arg(isolated(known ? known->name() : where.toString())));
        m_header->setChatActs({ChatHeader::Act::JumpToDate});
        showSideState();
        refreshDetails();
        showRoomNotice({});
        showVoice(nullptr);
        return;
    }
    showLines();
    const RoomListModel::Row *known = room();
    const bool isListed = known && m_people && m_people->room() == m_conversation;
    const RoomLine words = m_panes == Panes::Slim || m_panes == Panes::One ? RoomLine::Brief : RoomLine::Full;
    const int members = known ? std::max(known->room.members, isListed ? m_people->members() : 0) : 0;
    m_header->setGroup(m_name, m_peer, known ? roomLine(known->room, members, words) : tr("Group"));
    showSideState();
    refreshDetails();
    if (isListed)
        m_people->setOwnNick(known->room.nick);
    m_composer->setPeopleSource([this] { return occupantsToMention(); });
    showRoomTyping();
    m_header->setChatActs({ChatHeader::Act::ShowMembers, ChatHeader::Act::ShowDetails, ChatHeader::Act::JumpToDate,
                           ChatHeader::Act::SendPlace, ChatHeader::Act::SendContact, ChatHeader::Act::Leave});
    m_header->setGroupActs(known ? groupActs(known->room) : QList<GroupAct>());
    if (m_members)
        m_members->setOurselves(known ? std::optional(known->room) : std::nullopt);
    showVoice(known ? &known->room : nullptr);
    // While the account itself is offline, the window's own banner says so.
    const AccountListModel::Row *account = m_accounts.find(m_account);
    const bool isOnline = account && account->connection.state == ConnectionState::Online;
    showRoomNotice(known && isOnline ? roomNotice(known->room) : std::nullopt);
}

void ChatPage::showRoomNotice(const std::optional<RoomNoticeLine> &notice)
{
    if (notice == m_roomNotice)
        return;
    m_roomNotice = notice;
    if (m_roomBanner)
        m_roomBanner->deleteLater();
    m_roomBanner = nullptr;
    if (!notice)
        return;
    m_roomBanner = new Banner(m_theme, tr("Group"));
    m_roomBanner->setContent(Banner::Kind::Warning, u"triangle-alert"_s, notice->strong, notice->plain);
    if (notice->act != RoomNoticeLine::Act::None)
        connect(m_roomBanner->addAction(notice->actText), &QAbstractButton::clicked, this, &ChatPage::doRoomAct);
    auto *column = static_cast<QBoxLayout *>(m_timeline->parentWidget()->layout());
    column->insertWidget(column->indexOf(m_timeline), m_roomBanner);
}

void ChatPage::doRoomAct()
{
    const RoomListModel::Row *known = room();
    if (!known || !m_roomNotice)
        return;
    const Room now = known->room;
    switch (m_roomNotice->act) {
    case RoomNoticeLine::Act::None:
        break;
    case RoomNoticeLine::Act::Join:
        Q_EMIT joinRequested({now.account, now.jid, now.nick, {}});
        break;
    case RoomNoticeLine::Act::Ask:
        Q_EMIT joinQuestionRequested(now.account, now.jid, now.reason == RoomReason::Password ? JoinGroupDialog::Missing::Password
                                                                                              : JoinGroupDialog::Missing::Nick);
        return;
    case RoomNoticeLine::Act::GoToSuccessor:
        Q_EMIT joinRequested({now.account, now.successor.room, now.nick, now.successor.password});
        break;
    }
    focusComposer();
}

/// A strip in the place of the composer for whoever may not write, and for moderators those who want to.
void ChatPage::showVoice(const Room *room)
{
    showVoiceRequests();
    const RoomRights rights = room ? rightsIn(*room) : RoomRights();
    const bool isMute = room && room->state == RoomState::In && room->role == RoomRole::Visitor && !rights.testFlag(RoomRight::Speak);
    if (!isMute)
        m_askedVoice.remove(m_conversation);
    if (isMute && !m_voiceStrip) {
        m_voiceStrip = new VoiceStrip(m_theme);
        auto *column = static_cast<QBoxLayout *>(m_composer->parentWidget()->layout());
        column->insertWidget(column->indexOf(m_composer), m_voiceStrip);
        connect(m_voiceStrip, &VoiceStrip::voiceRequested, this, [this] {
            m_askedVoice.insert(m_conversation);
            m_voiceStrip->setState(VoiceStrip::State::Asked);
            Q_EMIT groupActRequested(m_conversation, GroupAct::RequestVoice);
        });
    }
    if (m_voiceStrip) {
        m_voiceStrip->setState(m_askedVoice.contains(m_conversation)          ? VoiceStrip::State::Asked
                               : rights.testFlag(RoomRight::AskForVoice) ? VoiceStrip::State::CanAsk
                                                                         : VoiceStrip::State::CannotAsk);
        m_voiceStrip->setVisible(isMute);
    }
    m_composer->setVisible(!isMute);
    showFiles();
}

void ChatPage::showVoiceRequests()
{
    const RoomListModel::Row *known = room();
    const bool isModerator = known && known->room.state == RoomState::In && known->room.role == RoomRole::Moderator;
    const QList<VoiceRequests::Request> requests = m_voices && isModerator ? m_voices->of(m_conversation) : QList<VoiceRequests::Request>();
    if (requests.isEmpty() && !m_voiceQuestions)
        return;
    if (!m_voiceQuestions) {
        m_voiceQuestions = new QuestionList(m_theme, tr("Requests to write"));
        auto *column = static_cast<QBoxLayout *>(m_timeline->parentWidget()->layout());
        column->insertWidget(column->indexOf(m_timeline), m_voiceQuestions);
        connect(m_voiceQuestions, &QuestionList::acceptPressed, this, [this](int index) { answerVoice(index, Voice::Granted); });
        connect(m_voiceQuestions, &QuestionList::declinePressed, this, [this](int index) { answerVoice(index, Voice::Denied); });
    }
    QList<QuestionList::Question> questions;
    for (const VoiceRequests::Request &request : requests) {
        questions << QuestionList::Question{tr("%1 asks to write in this group").arg(isolated(request.nick)),
                                            request.jid.isValid() ? QStringList{request.jid.toString()} : QStringList(),
                                            tr("Allow"), tr("Decline"), request.nick};
    }
    m_voiceQuestions->setQuestions(questions);
}

void ChatPage::answerVoice(int index, Voice answer)
{
    const VoiceRequests::Request request = m_voices->of(m_conversation).value(index);
    Q_EMIT voiceAnswered(m_conversation, request.nick, request.jid, answer);
}

void ChatPage::toggleMembers()
{
    if (m_kind != ConversationKind::Room || !m_conversation.isValid())
        return;
    m_members && !m_members->isHidden() ? closeMembers() : openMembers();
}

void ChatPage::openMembers()
{
    if (m_kind != ConversationKind::Room || !m_people)
        return;
    if (!m_members) {
        m_members = new MembersPane(*m_people, *m_lookAlikes, m_theme, m_timeline->parentWidget()->parentWidget());
        connect(m_members, &MembersPane::closeRequested, this, [this] {
            closeMembers();
            focusComposer();
        });
        connect(m_members, &MembersPane::privateRequested, this, [this](const QString &nick) { Q_EMIT privateRequested(m_conversation, nick); });
        connect(m_members, &MembersPane::memberActRequested, this,
                [this](const MemberWish &wish) {
                    if (wish.act == MemberAct::Mention)
                        m_composer->mention({wish.nick, wish.jid});
                    else
                        Q_EMIT memberActRequested(m_conversation, wish);
                });
        connect(m_members, &MembersPane::inviteRequested, this, [this] { Q_EMIT groupActRequested(m_conversation, GroupAct::Invite); });
    }
    closeDetails();
    m_members->show();
    arrangeSide();
    fillMembers();
    m_members->takeFocus();
    refreshPeople();
}

void ChatPage::fillMembers()
{
    m_members->setRoom(m_peer);
    Q_EMIT membersRequested(m_conversation);
}

void ChatPage::closeMembers()
{
    if (!m_members || m_members->isHidden())
        return;
    m_members->hide();
    arrangeSide();
    showSideState();
}

/// Everybody who is there can be mentioned: by nickname, and by address where the group shows it.
QList<PeopleSuggestions::Person> ChatPage::occupantsToMention() const
{
    QList<PeopleSuggestions::Person> people;
    const RoomListModel::Row *known = room();
    if (!known || !m_people || m_people->room() != m_conversation)
        return people;
    people.reserve(m_people->present());
    m_people->forEachPresent([&](const Occupant &occupant) {
        if (occupant.nick != known->room.nick)
            people.append({occupant.nick, occupant.jid});
    });
    std::sort(people.begin(), people.end(), [](const auto &a, const auto &b) { return a.name.compare(b.name, Qt::CaseInsensitive) < 0; });
    return people;
}

void ChatPage::showRoomTyping()
{
    const RoomListModel::Row *known = room();
    QStringList names = known && m_roomTyping ? m_roomTyping->names(m_conversation) : QStringList();
    if (known)
        names.removeAll(known->room.nick);
    m_timeline->setTyping(roomTypingText(names));
}

bool ChatPage::isInGroup(const BareJid &jid) const
{
    bool found = false;
    if (m_people && m_people->room() == m_conversation)
        m_people->forEachPresent([&](const Occupant &occupant) { found = found || occupant.jid == jid; });
    return found;
}

void ChatPage::setMembers(ConversationId conversation, const QList<RoomMember> &members)
{
    if (!m_people || m_people->room() != conversation)
        return;
    // Who is not there has no name in the group, or that of the address: whoever we know is called as everywhere.
    const Conversation *chat = m_chats.find(conversation);
    QList<RoomMember> named = members;
    for (RoomMember &member : named) {
        const Contact *contact = chat && member.jid.isValid() ? m_contacts.find(chat->account, member.jid) : nullptr;
        if (contact && (member.nick.isEmpty() || member.nick == member.jid.local()))
            member.nick = contact->shownName();
    }
    m_people->setMembers(named);
}

void ChatPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrangeSide();
}

ReactionChips::Person ChatPage::occupantOf(const BareJid &who) const
{
    const AccountListModel::Row *account = m_accounts.find(m_account);
    const RoomListModel::Row *known = room();
    const bool isUs = (account && who == account->settings.jid)
        || (known && who == OccupantKey::make(known->room.jid, known->room.nick, known->room.occupantId).toText());
    if (isUs)
        return {tr("You"), true};
    QString nick = OccupantKey(who).nick();
    for (int row = m_model.rowCount() - 1; nick.isEmpty() && row >= 0; --row) {
        if (m_model.message(row).sender == who)
            nick = m_model.message(row).nick;
    }
    return {nick.isEmpty() ? tr("Somebody") : nick, false};
}

void ChatPage::confirmLeave()
{
    if (m_kind != ConversationKind::Room)
        return;
    auto *question = new QMessageBox(this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::NoIcon);
    question->setWindowTitle(tr("Leave group"));
    setWords(*question, tr("Leave %1?").arg(isolated(m_name)),
             tr("You no longer get its messages, on any of your devices. What you have received stays here."));
    QPushButton *act = question->addButton(tr("Leave group"), QMessageBox::DestructiveRole);
    setButtonLook(act, ButtonKind::Destructive);
    QPushButton *cancel = question->addButton(QMessageBox::Cancel);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    connect(act, &QPushButton::clicked, this, [this, room = m_conversation] { Q_EMIT leaveRequested(room); });
    question->open();
}

} // namespace jackdaw
