// SPDX-License-Identifier: GPL-3.0-or-later
//
// What RoomService makes of what rooms say.

#include "base/Clock.h"
#include "chat/RoomDirectory.h"
#include "rooms/RoomStay.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/RoomInvitations.h"

#include <algorithm>
#include <cstdlib>

namespace jackdaw {

namespace {

constexpr qint64 bounceGuard = 60'000; ///< a room that sends us away right after we came is not believed twice

/// What others see of somebody who goes.
RoomEvent::Kind departureOf(const RoomPresence &presence)
{
    switch (reasonOf(presence)) {
    case RoomReason::Banned:
        return RoomEvent::Kind::Banned;
    case RoomReason::Kicked:
    case RoomReason::Removed:
    case RoomReason::MembersOnly:
        return RoomEvent::Kind::Removed;
    default:
        return RoomEvent::Kind::Left;
    }
}

} // namespace

Connection::Disposition RoomService::handlePresence(const QDomElement &element)
{
    using Disposition = Connection::Disposition;
    const QString type = element.attribute(QStringLiteral("type"));
    if (!type.isEmpty() && type != u"unavailable" && type != u"error") {
        return Disposition::Pass;
    }
    const Sender sender = Sender::of(element);
    Stay *stay = sender.address().isValid() ? find(sender.address().bare()) : nullptr;
    if (!stay) {
        return isOfRoom(element) ? Disposition::Consumed : Disposition::Pass; // of one that nobody wants to be in
    }
    if (!stay->room.conversation.isValid() && type != u"error" && !isOfRoom(element)) {
        return Disposition::Pass; // it may be a person
    }
    const auto held = m_stays.value(stay->room.jid); // whatever is told now
    hear(*stay);
    const RoomPresence presence = readRoomPresence(element);
    if (presence.type == RoomPresence::Type::Error) {
        takeRefusal(*stay, presence);
    } else if (presence.from.isBare()) {
        return Disposition::Consumed; // the room about itself: its picture
    } else if (presence.type == RoomPresence::Type::Unavailable) {
        takeGone(*stay, presence);
    } else {
        takeThere(*stay, presence);
    }
    return Disposition::Consumed;
}

void RoomService::takeThere(Stay &stay, const RoomPresence &presence)
{
    if (stay.room.state != RoomState::Entering && stay.room.state != RoomState::In) {
        return;
    }
    Occupant occupant = presence.occupant;
    if (!stay.room.features.occupantIds) {
        occupant.id.clear(); // XEP-0421, 4.2: somebody's invention
    }
    const OccupantList::Change change = stay.occupants.set(occupant);
    if (change != OccupantList::Change::None) {
        touchOccupant(stay, occupant.nick);
        hearAffiliation(stay, occupant);
    }
    if (change == OccupantList::Change::Came && !stay.renamed.remove(occupant.nick)) {
        noteEvent(stay, RoomEvent::Kind::Came, occupant.nick);
    }
    if (presence.has(roomStatus::self)) {
        arrive(stay, presence);
    } else if (change == OccupantList::Change::Came && stay.isOpen) {
        stay.came = true;
        touch(stay);
    }
}

/// To whom one encrypts hangs on it: one's own is told with one's own presence.
void RoomService::hearAffiliation(const Stay &stay, const Occupant &occupant)
{
    if (stay.isOpen) {
        Q_EMIT affiliationHeard(stay.room.jid, occupant.jid, occupant.affiliation);
    }
}

void RoomService::takeGone(Stay &stay, const RoomPresence &presence)
{
    // Before we are in, whoever has the nickname that we ask for is another.
    const bool byNick = stay.room.state != RoomState::Entering && !stay.room.nick.isEmpty()
        && presence.from.resource() == stay.room.nick;
    const bool ours = presence.has(roomStatus::self) || byNick;
    const Occupant *before = stay.occupants.find(presence.from.resource());
    Occupant gone = presence.occupant;
    gone.jid = gone.jid.isValid() || !before ? gone.jid : before->jid;
    if (stay.occupants.remove(presence.from.resource())) {
        hearAffiliation(stay, gone); // XEP-0045, 9.1 and 9.4: with what they are from now on
        touchOccupant(stay, presence.from.resource());
        if (presence.has(roomStatus::newNick) && !presence.newNick.isEmpty()) {
            noteRename(stay, presence.from.resource(), presence.newNick);
        } else if (!ours) {
            noteEvent(stay, departureOf(presence), presence.from.resource());
        }
    }
    if (!ours) {
        return;
    }
    if (presence.has(roomStatus::newNick) && !presence.newNick.isEmpty()) {
        stay.room.nick = presence.newNick;
        stay.nickAsked.clear();
        touch(stay);
        return;
    }
    if (stay.room.state == RoomState::Leaving) {
        end(stay, RoomState::Out, RoomReason::ByUser);
        return;
    }
    if (stay.room.state != RoomState::In && stay.room.state != RoomState::Entering) {
        return;
    }
    const RoomReason reason = reasonOf(presence);
    stay.room.reasonText = presence.reason;
    stay.room.actor = presence.actor;
    stay.room.successor = presence.successor;
    switch (reason) {
    case RoomReason::ServiceShutdown:
    case RoomReason::TechnicalFault:
        lose(stay, reason);
        break;
    case RoomReason::None:
        if (stay.room.state == RoomState::In) { // what is left of another session of ours is none of this one's
            lose(stay, RoomReason::NotIn);
        }
        break;
    default:
        stay.wanted = false;
        end(stay, RoomState::Out, reason);
    }
}

void RoomService::takeRefusal(Stay &stay, const RoomPresence &presence)
{
    const Error error = presence.error.value_or(Error());
    if (stay.room.state == RoomState::In) {
        // Of another nickname, if one was asked for.
        if (stay.nickAsked.isEmpty() || (!presence.from.isBare() && presence.from.resource() != stay.nickAsked)) {
            return;
        }
        stay.nickAsked.clear();
        stay.wish.nick = stay.room.nick;
        Q_EMIT nickRefused(stay.room.conversation, error);
        return;
    }
    if (stay.room.state != RoomState::Entering) {
        return;
    }
    const RoomReason reason = refusalOf(presence);
    constexpr int mostNicks = 3;
    if (reason == RoomReason::NickTaken && ++stay.nickTries < mostNicks) {
        sendEntry(stay);
        return;
    }
    stay.room.reasonText = error.detail;
    stay.room.successor = presence.successor;
    if (reason == RoomReason::Unreachable || presence.mayPass) {
        lose(stay, reason);
        return;
    }
    stay.wanted = false;
    finishCreation(stay, error);
    end(stay, RoomState::Refused, reason);
}

Connection::Disposition RoomService::handleMessage(const QDomElement &element)
{
    using Disposition = Connection::Disposition;
    if (const auto invitation = readInvitation(element)) {
        // A room is a bare address; somebody in it who "invites" in its name is nobody.
        if (invitation->kind == RoomInvitation::Kind::Direct || Sender::of(element).is(Jid(invitation->room))) {
            takeInvitation(*invitation);
        }
        return Disposition::Consumed;
    }
    const Sender sender = Sender::of(element);
    Stay *stay = sender.address().isValid() ? find(sender.address().bare()) : nullptr;
    if (!stay || !childElement(element, u"result", ns::archive).isNull()) {
        return Disposition::Pass;
    }
    const auto held = m_stays.value(stay->room.jid);
    if (!stay->room.conversation.isValid()) {
        // We may be making it; else it may be a person.
        return stay->room.state == RoomState::In ? Disposition::Consumed : Disposition::Pass;
    }
    hear(*stay);
    const QString type = element.attribute(QStringLiteral("type"));
    if (type == u"error") {
        if (sender.address().isBare()) {
            noteBounce(*stay, stanzaError(element));
        }
        return Disposition::Pass;
    }
    const bool toAll = type == u"groupchat";
    const bool isListening = stay->room.state == RoomState::In || stay->room.state == RoomState::Entering;
    const RoomNotice notice = readRoomNotice(element);
    if (notice.isEmpty() || !isListening || (!toAll && !sender.address().isBare())) {
        return Disposition::Pass;
    }
    if (notice.subject) {
        const Utterance utterance{toAll ? Utterance::Kind::Room : Utterance::Kind::RoomPrivate, sender.address(), {}, {}};
        if (Authority::maySetSubject(stay->room.jid, utterance, Authority::Body::Missing)) {
            takeNotice(*stay, notice, element, sender.address());
        }
        return Disposition::Consumed;
    }
    if (sender.address().isBare()) {
        takeNotice(*stay, notice, element, sender.address());
    }
    return Disposition::Pass;
}

void RoomService::takeNotice(Stay &stay, const RoomNotice &notice, const QDomElement &message, const Jid &from)
{
    if (notice.subject) {
        const QString before = std::exchange(stay.room.subject, *notice.subject);
        stay.room.subjectNick = from.resource();
        const qint64 stamp = parseTime(childElement(message, u"delay", ns::delay).attribute(QStringLiteral("stamp")));
        stay.room.subjectTime = stamp > 0 ? std::min(stamp, m_account.clock.now()) : m_account.clock.now();
        noteSubject(stay, before, stamp > 0 ? stay.room.subjectTime : 0);
        keep(stay);
        touch(stay);
        if (stay.room.state == RoomState::In && !stay.creation) {
            open(stay); // XEP-0045, 7.2.15: the last of what is told who comes in
        }
    }
    if (!from.isBare()) {
        return;
    }
    const bool changed = std::any_of(notice.codes.cbegin(), notice.codes.cend(), [](int code) {
        return code == roomStatus::configurationChanged || (code >= roomStatus::loggingOn && code <= roomStatus::nowSemiAnonymous);
    });
    if (changed) {
        askFeatures(stay, [this, room = stay.room.jid](const Result<RoomFeatures> &features) {
            if (Stay *there = features ? find(room) : nullptr) {
                there->room.features = *features;
                keep(*there);
                touch(*there);
            }
        });
    }
    if (notice.affiliation && stay.isOpen) {
        Q_EMIT affiliationHeard(stay.room.jid, notice.affiliation->jid, notice.affiliation->affiliation);
    }
    if (notice.declined) {
        Q_EMIT invitationDeclined(stay.room.conversation, notice.declined->who, notice.declined->reason);
    }
    if (notice.voice && stay.room.role == RoomRole::Moderator) {
        Q_EMIT voiceRequested(stay.room.conversation, notice.voice->nick, notice.voice->jid);
    }
}

void RoomService::hear(Stay &stay)
{
    constexpr qint64 keepEvery = 60'000;
    stay.heard = m_account.clock.elapsed();
    ++stay.words;
    if (!stay.isOpen) {
        return;
    }
    stay.room.heard = m_account.clock.now();
    if (!stay.room.features.archive && std::abs(stay.room.heard - stay.keptHeard) >= keepEvery) {
        keep(stay);
    }
}

/// XEP-0045, 7.4: who is not in may not speak. If that is so we enter again, and what was said goes out then.
void RoomService::noteBounce(Stay &stay, const Error &error)
{
    const bool justCame = m_account.clock.elapsed() - stay.arrived < bounceGuard;
    if (stay.room.state == RoomState::In && error.kind == ErrorKind::NotAcceptable && !justCame) {
        lose(stay, RoomReason::NotIn);
    }
}

void RoomService::takeInvitation(const RoomInvitation &invitation)
{
    const Stay *stay = find(invitation.room);
    if (stay && (stay->room.state == RoomState::In || stay->room.state == RoomState::Entering)) {
        return;
    }
    m_invitations.removeIf([&](const WaitingRoomInvitation &each) { return each.invitation.room == invitation.room; });
    m_invitations.append({m_account.id, invitation, m_account.clock.now()});
    while (m_invitations.size() > RoomStore::maximumInvitations) {
        m_invitations.removeFirst();
    }
    note(m_store.addInvitation(m_invitations.constLast()));
    Q_EMIT invitationsChanged(m_account.id, m_invitations);
}

} // namespace jackdaw
