// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomService.h"

#include "base/Async.h"
#include "base/Clock.h"
#include "chat/MessageStore.h"
#include "rooms/RoomStay.h"
#include "xmpp/Namespaces.h"

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int gatherMilliseconds = 50; // 20 a second, whatever a storm brings
constexpr qint64 leavePatience = 10'000;

} // namespace

RoomService::RoomService(const AccountContext &account, QObject *parent, std::unique_ptr<Alarm> alarm)
    : QObject(parent)
    , m_account(account)
    , m_authority(account.jid())
    , m_store(account.database)
    , m_events(account.database)
    , m_alarm(std::move(alarm))
{
    m_alarm->onRing([this] { ring(); });
    m_gather.setSingleShot(true);
    m_gather.setInterval(gatherMilliseconds);
    connect(&m_gather, &QTimer::timeout, this, &RoomService::announce);
    const auto rooms = m_store.load(account.id);
    const auto invitations = m_store.invitations(account.id);
    if (rooms) {
        for (const Room &room : *rooms) {
            auto stay = std::make_shared<Stay>();
            stay->room = room;
            stay->keptHeard = room.heard;
            m_stays.insert(room.jid, stay);
        }
    }
    if (invitations) {
        m_invitations = *invitations;
    }
    account.connection.onPresence([this](const QDomElement &element) { return handlePresence(element); });
    account.connection.onMessage([this](const QDomElement &element) { return handleMessage(element); });
    account.connection.onRequest(ns::ping, [this](const QDomElement &iq) { return answerPing(iq); });
    connect(&account.connection, &Connection::sessionStarted, this, &RoomService::beginSession);
    connect(&account.connection, &Connection::sessionLost, this, &RoomService::endSession);
    connect(&account.connection, &Connection::sessionEnded, this, &RoomService::endSession);
}

RoomService::~RoomService()
{
    for (const auto &stay : std::as_const(m_stays)) {
        const QSignalBlocker nobodyListens(this);
        endWatch(*stay);
        const Error gone{ErrorKind::Cancelled, QStringLiteral("the account goes"), {}};
        finishCreation(*stay, gone);
        answer(*stay, gone);
    }
}

RoomService::Stay *RoomService::find(const BareJid &room) const
{
    return m_stays.value(room).get();
}

RoomService::Stay &RoomService::ensure(const BareJid &room)
{
    auto &stay = m_stays[room];
    if (!stay) {
        stay = std::make_shared<Stay>();
        stay->room.account = m_account.id;
        stay->room.jid = room;
    }
    return *stay;
}

RoomService::Stay *RoomService::known(const BareJid &room) const
{
    Stay *stay = find(room);
    return stay && stay->room.conversation.isValid() ? stay : nullptr;
}

bool RoomService::isWanted(const BareJid &room) const
{
    const Stay *stay = find(room);
    return stay && stay->wanted;
}

const Room *RoomService::room(const BareJid &jid) const
{
    const Stay *stay = known(jid);
    return stay ? &stay->room : nullptr;
}

const Room *RoomService::room(ConversationId conversation) const
{
    for (const auto &stay : m_stays) {
        if (conversation.isValid() && stay->room.conversation == conversation) {
            return &stay->room;
        }
    }
    return nullptr;
}

const OccupantList *RoomService::occupants(const BareJid &room) const
{
    const Stay *stay = known(room);
    return stay ? &stay->occupants : nullptr;
}

QList<BareJid> RoomService::roomsWith(const BareJid &person) const
{
    QList<BareJid> rooms;
    for (const auto &stay : m_stays) {
        if (stay->occupants.hasPerson(person)) {
            rooms.append(stay->room.jid);
        }
    }
    return rooms;
}

void RoomService::note(const Status &stored)
{
    if (!stored) {
        Q_EMIT storageFailed(stored.error());
    }
}

void RoomService::keep(Stay &stay)
{
    if (stay.room.conversation.isValid()) {
        stay.keptHeard = stay.room.heard;
        note(m_store.store(stay.room));
    }
}

// Wishes

QFuture<Result<ConversationId>> RoomService::enter(const Wish &wish)
{
    if (!wish.room.isValid() || wish.room.local().isEmpty()) {
        return ready<ConversationId>(Error{ErrorKind::Malformed, QStringLiteral("not a room's address"), wish.room.toString()});
    }
    const auto isRoom = wasRoom(wish.room);
    if (!isRoom) {
        return ready<ConversationId>(isRoom.error());
    }
    if (!isRoom->isValid() && !mayEnter()) {
        return ready<ConversationId>(Error{ErrorKind::Offline, QStringLiteral("nobody says whether that is a room"), wish.room.toString()});
    }
    Stay &stay = ensure(wish.room);
    stay.room.conversation = *isRoom;
    stay.wish.room = wish.room;
    if (!wish.nick.isEmpty()) {
        stay.wish.nick = wish.nick;
    }
    if (!wish.password.isEmpty()) {
        stay.wish.password = wish.password;
    }
    stay.toKeep |= wish.keep == Keep::Bookmark;
    stay.wanted = true;
    stay.leaves = false;
    QFuture<Result<ConversationId>> future;
    if (isRoom->isValid()) {
        future = ready<ConversationId>(*isRoom);
        note(dropInvitation(wish.room));
    } else {
        future = stay.asked.emplace_back().future();
        stay.asked.back().start();
    }
    if (stay.room.state == RoomState::In) {
        tellEntered(stay);
    } else if (stay.room.state != RoomState::Entering) {
        stay.attempts = 0;
        if (mayEnter()) {
            begin(stay);
        } else {
            stay.room.state = RoomState::Lost;
            stay.room.reason = RoomReason::ConnectionLost;
            touch(stay);
        }
    }
    return future;
}

/// The chat of a room that we have been in, or an invalid id where that has to show first. A person's chat stays a person's.
Result<ConversationId> RoomService::wasRoom(const BareJid &address)
{
    MessageStore store(m_account.database);
    const auto found = store.findConversation(m_account.id, address);
    const auto chat = found && found->isValid() ? store.conversation(*found) : Result<Conversation>(Conversation());
    if (!found || !chat) {
        const Error error = found ? chat.error() : found.error();
        Q_EMIT storageFailed(error);
        return error;
    }
    if (found->isValid() && chat->kind != ConversationKind::Room && chat->last) {
        return Error{ErrorKind::NotFound, QStringLiteral("that is a person"), address.toString()};
    }
    return chat->kind == ConversationKind::Room ? *found : ConversationId();
}

void RoomService::tellEntered(Stay &stay)
{
    if (std::exchange(stay.toKeep, false)) {
        Q_EMIT entered(stay.room.jid, stay.wish.nick, stay.wish.password);
    }
}

QFuture<Result<ConversationId>> RoomService::create(const Wish &wish, RoomPurpose purpose, const QString &name)
{
    if (!mayEnter()) {
        return ready<ConversationId>(Error{ErrorKind::Offline, {}, {}});
    }
    if (!wish.room.isValid() || wish.room.local().isEmpty()) {
        return ready<ConversationId>(Error{ErrorKind::Malformed, QStringLiteral("not a room's address"), wish.room.toString()});
    }
    const Stay *there = find(wish.room);
    if (there && there->wanted) {
        return ready<ConversationId>(Error{ErrorKind::Conflict, QStringLiteral("we are in that room"), wish.room.toString()});
    }
    Stay &stay = ensure(wish.room);
    stay.creation = std::make_unique<Creation>();
    stay.creation->purpose = purpose;
    stay.creation->name = name;
    stay.creation->promise.start();
    auto future = stay.creation->promise.future();
    const auto entered = enter(wish);
    if (entered.isFinished() && !entered.result()) {
        finishCreation(stay, entered.result().error());
        if (!stay.room.conversation.isValid()) {
            m_stays.remove(wish.room);
        }
    }
    return future;
}

void RoomService::finishCreation(Stay &stay, const Result<ConversationId> &result)
{
    if (const auto creation = std::exchange(stay.creation, nullptr)) {
        stay.wanted = stay.wanted && result;
        creation->promise.addResult(result);
        creation->promise.finish();
    }
}

Status RoomService::leave(const BareJid &room)
{
    const auto stay = m_stays.value(room);
    if (!stay) {
        return Error{ErrorKind::NotFound, {}, room.toString()};
    }
    stay->wanted = false;
    stay->leaves = std::exchange(stay->suspended, false) && !m_account.connection.isOnline();
    const bool knowsUs = (stay->room.state == RoomState::In || stay->room.state == RoomState::Entering) && !stay->room.nick.isEmpty();
    if (!knowsUs || !m_account.connection.isOnline()) {
        end(*stay, RoomState::Out, RoomReason::ByUser);
        return Done{};
    }
    stay->isOpen = false;
    ++stay->number;
    stay->room.state = RoomState::Leaving;
    m_account.connection.sendPresence(writeRoomLeave(Jid(room, stay->room.nick)));
    setDue(*stay, leavePatience);
    touch(*stay);
    return Done{};
}

Status RoomService::changeNick(const BareJid &room, const QString &nick)
{
    Stay *stay = find(room);
    const auto prepared = Jid::nickname(nick);
    if (!stay || !prepared) {
        return Error{stay ? ErrorKind::Malformed : ErrorKind::NotFound, {}, nick};
    }
    stay->wish.nick = *prepared;
    if (stay->room.state == RoomState::In && m_account.connection.isOnline()) {
        stay->nickAsked = *prepared;
        m_account.connection.sendPresence(writeRoomPresence(Jid(room, *prepared), entryOf(*stay)));
    }
    return Done{};
}

void RoomService::setOwnPresence(const Presence &presence)
{
    const bool same = m_own.availability == presence.availability && m_own.status == presence.status;
    m_own = presence;
    if (same || !m_account.connection.isOnline() || presence.availability == Availability::Offline) {
        return;
    }
    for (const auto &stay : std::as_const(m_stays)) {
        if (stay->room.state == RoomState::In) {
            m_account.connection.sendPresence(writeRoomPresence(Jid(stay->room.jid, stay->room.nick), entryOf(*stay)));
        }
    }
}

Status RoomService::dropInvitation(const BareJid &room)
{
    const auto gone = m_invitations.removeIf([&room](const WaitingRoomInvitation &each) { return each.invitation.room == room; });
    if (gone == 0) {
        return Done{};
    }
    Q_EMIT invitationsChanged(m_account.id, m_invitations);
    return m_store.removeInvitation(m_account.id, room);
}

// Telling the window

void RoomService::setMembers(const BareJid &room, int members)
{
    Stay *stay = find(room);
    if (stay && stay->room.members != members) {
        stay->room.members = members;
        touch(*stay);
    }
}

void RoomService::touch(Stay &stay)
{
    stay.dirty = true;
    if (!m_gather.isActive()) {
        m_gather.start();
    }
}

void RoomService::touchOccupant(Stay &stay, const QString &nick)
{
    stay.room.occupants = int(stay.occupants.size());
    if (!stay.told) {
        return; // it gets all of them at once
    }
    (stay.occupants.find(nick) ? stay.changed : stay.gone).insert(nick);
    (stay.occupants.find(nick) ? stay.gone : stay.changed).remove(nick);
    touch(stay);
}

void RoomService::clearOccupants(Stay &stay)
{
    endWatch(stay);
    stay.occupants.clear();
    stay.room.occupants = 0;
    stay.changed.clear();
    stay.gone.clear();
    if (std::exchange(stay.told, false)) {
        Q_EMIT occupantsChanged({stay.room.conversation, OccupantChanges::Extent::Whole, {}, {}});
    }
}

void RoomService::announce()
{
    QList<Room> rooms;
    QList<BareJid> met;
    for (const auto &stay : std::as_const(m_stays)) {
        if (!std::exchange(stay->dirty, false) || !stay->room.conversation.isValid()) {
            continue;
        }
        keepEvents(*stay);
        rooms.append(stay->room);
        if (std::exchange(stay->came, false)) {
            met.append(stay->room.jid);
        }
        if (stay->room.state == RoomState::In && !std::exchange(stay->told, true)) {
            stay->changed.clear();
            stay->gone.clear();
            Q_EMIT occupantsChanged({stay->room.conversation, OccupantChanges::Extent::Whole, stay->occupants.inOrder(), {}});
        } else if (!stay->changed.isEmpty() || !stay->gone.isEmpty()) {
            const QSet<QString> changed = std::exchange(stay->changed, {});
            const QSet<QString> gone = std::exchange(stay->gone, {});
            Q_EMIT occupantsChanged({stay->room.conversation, OccupantChanges::Extent::Some,
                                     stay->occupants.inOrder(QStringList(changed.cbegin(), changed.cend())),
                                     QStringList(gone.cbegin(), gone.cend())});
        }
    }
    if (!rooms.isEmpty()) {
        Q_EMIT roomsChanged(rooms);
    }
    for (const BareJid &room : std::as_const(met)) {
        Q_EMIT occupantsCame(room);
    }
}

void RoomService::announceAll()
{
    for (const auto &stay : std::as_const(m_stays)) {
        stay->told = false;
        stay->dirty = true;
    }
    m_gather.start();
    Q_EMIT invitationsChanged(m_account.id, m_invitations);
}

Status RoomService::announceOccupants(const BareJid &room)
{
    Stay *stay = find(room);
    if (!stay) {
        return Error{ErrorKind::NotFound, {}, room.toString()};
    }
    stay->told = false;
    touch(*stay);
    return Done{};
}

} // namespace jackdaw
