// SPDX-License-Identifier: GPL-3.0-or-later
//
// What RoomService tells chats of rooms and those in them.

#include "chat/OccupantKey.h"
#include "rooms/RoomStay.h"

namespace jackdaw {

Authority::StanzaIds RoomService::stanzaIds(const BareJid &room) const
{
    const Stay *stay = known(room);
    return stay && stay->room.features.stanzaIds ? Authority::StanzaIds::Announced : Authority::StanzaIds::NotAnnounced;
}

bool RoomService::hasArchive(const BareJid &room) const
{
    const Stay *stay = known(room);
    return stay && stay->room.features.archive;
}

bool RoomService::isOpen(const BareJid &room) const
{
    const Stay *stay = known(room);
    return stay && stay->isOpen;
}

bool RoomService::isMembersOnly(const BareJid &room) const
{
    const Stay *stay = known(room);
    return stay && stay->room.features.membersOnly;
}

QString RoomService::ourNick(const BareJid &room) const
{
    const Stay *stay = known(room);
    return stay ? stay->room.nick : QString();
}

bool RoomService::givesIds(const BareJid &room) const
{
    const Stay *stay = known(room);
    return stay && stay->room.features.occupantIds;
}

std::optional<RoomDirectory::Reach> RoomService::reach(const BareJid &key) const
{
    const OccupantKey who(key);
    const Stay *stay = known(who.room());
    const Occupant *occupant = !stay ? nullptr : who.id() ? stay->occupants.findById(*who.id()) : stay->occupants.find(who.nick());
    if (!occupant || (!who.id() && stay->room.features.occupantIds)) {
        return {};
    }
    return Reach{occupant->nick, stay->occupants.tenure(occupant->nick)};
}

/// Whoever is in a room with us sees that we are there, and our own ping comes back to us this way (XEP-0410, 3).
Connection::Disposition RoomService::answerPing(const QDomElement &iq)
{
    const Sender sender = Sender::of(iq);
    const Stay *stay = sender.address().isValid() ? known(sender.address().bare()) : nullptr;
    const bool isIn = stay && stay->room.state == RoomState::In;
    const auto who = isIn ? Authority::Acquaintance::Occupant : Authority::Acquaintance::Stranger;
    if (iq.attribute(QStringLiteral("type")) != u"get" || !Authority::mayLearn(Authority::Topic::Ping, who)) {
        return Connection::Disposition::Pass;
    }
    m_account.connection.answer(iq, {});
    return Connection::Disposition::Consumed;
}

/// Who had a nickname when something was said, the archive does not tell: of that only an id does.
bool RoomService::mayCallAll(const Stay &stay, const RoomOrigin &origin, Way way)
{
    constexpr qsizetype small = 20; // people: there everybody is meant anyway
    // As long as we are not in, nobody is known to be there.
    if (stay.room.state == RoomState::In && stay.room.features.membersOnly && stay.occupants.size() <= small) {
        return true;
    }
    const bool hasId = origin.occupant && !origin.occupant->isEmpty();
    const Occupant *who = hasId ? stay.occupants.findById(*origin.occupant) : way == Way::Live ? stay.occupants.find(origin.nick) : nullptr;
    return who && (who->role == RoomRole::Moderator || who->affiliation >= RoomAffiliation::Admin);
}

/// Whose keys it has to be written with: a nickname is nobody (facts/security.md, O6). Where two things that the room says do not
/// agree, nobody knows.
BareJid RoomService::personOf(const Stay &stay, const MessageStanza &stanza, const RoomOrigin &origin, Way way)
{
    const bool hasId = origin.occupant && !origin.occupant->isEmpty();
    const Occupant *byId = hasId ? stay.occupants.findById(*origin.occupant) : nullptr;
    const Occupant *byNick = way == Way::Live ? stay.occupants.find(origin.nick) : nullptr;
    const BareJid said[] = {byId ? byId->jid : BareJid(), byNick ? byNick->jid : BareJid(),
                            way == Way::Archive ? stanza.roomAuthor : BareJid()};
    BareJid person;
    for (const BareJid &each : said) {
        if (each.isValid() && person.isValid() && each != person) {
            return {};
        }
        person = each.isValid() ? each : person;
    }
    return person;
}

/// Who said to all what somebody under a nickname said.
RoomOrigin::Author RoomService::authorOf(const Room &room, const MessageStanza &stanza, const RoomOrigin &origin, Way way) const
{
    using Author = RoomOrigin::Author;
    const bool byId = origin.occupant && !origin.occupant->isEmpty() && !room.occupantId.isEmpty();
    const bool isOurNick = origin.nick == room.nick;
    if (byId && (way == Way::Live || *origin.occupant == room.occupantId)) {
        return *origin.occupant == room.occupantId ? Author::Ours : Author::Other;
    }
    if (way == Way::Live) {
        return isOurNick ? Author::Ours : Author::Other;
    }
    // A room may have given us another id before: those of ejabberd 24.12 do so once it is started anew, whatever XEP-0421, 4 asks.
    if (byId && !isOurNick) {
        return Author::Other;
    }
    if (way == Way::Archive && room.features.nonAnonymous && stanza.roomAuthor.isValid()) {
        // Under an id that is not ours it may be what the one wrote into it who had our nickname while we were away.
        return stanza.roomAuthor != m_account.jid() ? Author::Other : byId ? Author::Unclear : Author::Ours;
    }
    return Author::Unclear;
}

std::optional<RoomOrigin> RoomService::originOf(const MessageStanza &stanza, Way way) const
{
    using Author = RoomOrigin::Author;
    const bool fromUs = stanza.from.bare() == m_account.jid();
    const Jid &place = fromUs ? stanza.to : stanza.from;
    const Stay *stay = place.isValid() ? known(place.bare()) : nullptr;
    const bool toAll = stanza.type == MessageStanza::Type::GroupChat;
    if (!stay || stanza.type == MessageStanza::Type::Headline || (fromUs && (toAll || place.isBare()))) {
        return {};
    }
    const Room &room = stay->room;
    const bool isIn = room.state == RoomState::In || room.state == RoomState::Entering;
    if (toAll && (way == Way::Carbon || (way != Way::Archive && !isIn))) {
        return {}; // XEP-0280, 6.1; and a room that we are not in has nothing to say to us
    }
    RoomOrigin out;
    out.room = room.jid;
    out.nick = place.resource();
    out.ourNick = room.nick;
    out.stay = room.state == RoomState::In ? RoomOrigin::Stay::In : RoomOrigin::Stay::Out;
    if (place.isBare()) {
        out.author = Author::Room;
        return out;
    }
    out.kind = toAll ? Utterance::Kind::Room : Utterance::Kind::RoomPrivate;
    const Occupant *there = stay->occupants.find(out.nick);
    if (room.features.occupantIds) {
        out.occupant = fromUs ? QString() : stanza.occupantId;
        // What is private may come without one: the room says by the nickname who it is, now.
        if (!toAll && out.occupant->isEmpty() && way != Way::Archive && there) {
            out.occupant = there->id;
        }
        if (fromUs && way == Way::Carbon && there) {
            out.occupant = there->id; // another device of ours wrote it this moment
        }
        if (out.occupant->isNull()) {
            out.occupant = QStringLiteral("");
        }
    }
    out.calls = mayCallAll(*stay, out, way) ? RoomOrigin::Calls::Heard : RoomOrigin::Calls::NotHeard;
    if (way == Way::Live) {
        out.tenure = stay->occupants.tenure(out.nick);
    }
    if (!toAll) {
        out.author = fromUs ? Author::Ours : Author::Other;
        return out;
    }
    if (room.features.mayEncrypt()) {
        out.addresses = RoomOrigin::Addresses::Shown;
        out.person = personOf(*stay, stanza, out, way);
    }
    out.author = authorOf(room, stanza, out, way);
    return out;
}

} // namespace jackdaw
