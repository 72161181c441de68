// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Authority.h"

#include "xmpp/Dom.h"
#include "xmpp/OccupantIds.h"

namespace jackdaw {

namespace {

bool isOccupantOf(const BareJid &room, const Jid &address)
{
    return room.isValid() && address.bare() == room && !address.isBare();
}

} // namespace

Sender Sender::of(const QDomElement &stanza)
{
    const QString from = stanza.attribute(QStringLiteral("from"));
    if (from.isEmpty()) {
        return Sender(Kind::Absent, {});
    }
    const auto address = Jid::parse(from);
    return address ? Sender(Kind::Address, *address) : Sender(Kind::Unreadable, {});
}

Utterance Utterance::read(const QDomElement &message, Kind kind, OccupantIds ids)
{
    Utterance out;
    out.kind = kind;
    const auto read = [&message](const QString &attribute) {
        const auto address = Jid::parse(message.attribute(attribute));
        return address ? *address : Jid();
    };
    out.from = read(QStringLiteral("from"));
    out.to = read(QStringLiteral("to"));
    if (kind == Kind::Chat || ids == OccupantIds::NotAnnounced) {
        return out;
    }
    out.occupant = readOccupantId(message);
    return out;
}

bool Authority::isOwnAccount(const Sender &sender) const
{
    return sender.isAbsent() || sender.is(Jid(m_account));
}

bool Authority::mayWrapCarbon(const Sender &sender) const
{
    return sender.is(Jid(m_account));
}

bool Authority::mayStampDelay(const QString &by) const
{
    const auto who = Jid::parse(by);
    return who && who->isBare() && (who->bare() == m_account || who->bare().toString() == m_account.domain());
}

qint64 Authority::delay(const MessageStanza &stanza) const
{
    qint64 stamp = 0;
    int found = 0;
    for (const MessageStanza::Delay &each : stanza.delays) {
        if (mayStampDelay(each.by)) {
            ++found;
            stamp = each.stamp;
        }
    }
    return found == 1 ? stamp : 0;
}

qint64 Authority::roomDelay(const MessageStanza &stanza)
{
    qint64 stamp = 0;
    int found = 0;
    for (const MessageStanza::Delay &each : stanza.delays) {
        const auto by = Jid::parse(each.by);
        if (by && by->isBare() && stanza.from.isValid() && by->bare() == stanza.from.bare()) {
            ++found;
            // As with stanzaId(): a room takes away what is spelled as it would spell it.
            stamp = each.by == stanza.from.bare().toString() ? each.stamp : 0;
        }
    }
    return found == 1 ? stamp : 0;
}

bool Authority::mayAnswer(const Sender &sender, const Jid &asked) const
{
    if (!asked.isValid() || asked == Jid(m_account)) {
        return isOwnAccount(sender);
    }
    const bool ownServer = asked.isBare() && asked.bare().toString() == m_account.domain();
    return sender.is(asked) || (ownServer && sender.isAbsent());
}

bool Authority::mayGiveArchived(const Sender &sender, const std::optional<Jid> &asked) const
{
    if (!asked) {
        return false;
    }
    return !asked->isValid() || *asked == Jid(m_account) ? isOwnAccount(sender) : sender.is(*asked);
}

std::optional<BareJid> Authority::publisher(const Sender &sender) const
{
    if (sender.isAbsent()) {
        return m_account;
    }
    if (!sender.address().isValid() || !sender.address().isBare()) {
        return {};
    }
    return sender.address().bare();
}

std::optional<Authority::Exchange> Authority::exchange(const MessageStanza &stanza, Way way) const
{
    // Rooms are no chats of two, and a headline is no chat (RFC 6121, 5.2.2).
    if (!stanza.from.isValid() || stanza.type == MessageStanza::Type::GroupChat
        || stanza.type == MessageStanza::Type::Headline) {
        return {};
    }
    const bool toUs = !stanza.to.isValid() || stanza.to.bare() == m_account;
    if (stanza.from.bare() != m_account) {
        return toUs ? std::optional(Exchange{Side::Theirs, stanza.from.bare()}) : std::nullopt;
    }
    // Only carbons and the archive tell what we ourselves sent to others; who "sends" as us live is a device of ours
    // writing to this account, or our server.
    if (way == Way::Live && !toUs) {
        return {};
    }
    return Exchange{Side::Ours, stanza.to.isValid() ? stanza.to.bare() : m_account};
}

bool Authority::mayCarry(Carbon::Direction direction, const MessageStanza &inside) const
{
    const bool ours = inside.from.isValid() && inside.from.bare() == m_account;
    if (direction == Carbon::Direction::Sent) {
        return ours;
    }
    const bool toUs = inside.to.isValid() && inside.to.bare() == m_account;
    return inside.from.isValid() && toUs;
}

std::optional<Utterance::Kind> Authority::kindOf(const MessageStanza &stanza, Room room)
{
    const bool toAll = stanza.type == MessageStanza::Type::GroupChat;
    if (room == Room::NotJoined) {
        return toAll ? std::nullopt : std::optional(Utterance::Kind::Chat);
    }
    return toAll ? Utterance::Kind::Room : Utterance::Kind::RoomPrivate;
}

ArchiveId Authority::stanzaId(const MessageStanza &stanza, const BareJid &by, StanzaIds support)
{
    if (support == StanzaIds::NotAnnounced || !by.isValid()) {
        return {};
    }
    int found = 0;
    ArchiveId id;
    for (const MessageStanza::StanzaId &candidate : stanza.stanzaIds) {
        const auto who = Jid::parse(candidate.by);
        if (!who || *who != Jid(by)) {
            continue;
        }
        ++found;
        // A server removes what is spelled as it would spell it, and may overlook MARA@HARBOR.EXAMPLE.
        if (candidate.by == by.toString()) {
            id = ArchiveId(candidate.id);
        }
    }
    return found == 1 ? id : ArchiveId();
}

bool Authority::isSameChat(const Utterance &a, const Utterance &b) const
{
    const auto isWithUs = [this](const Utterance &each) { return isOurs(each) || each.to.bare() == m_account; };
    if (a.kind != b.kind || !partner(a).isValid() || !isWithUs(a) || !isWithUs(b)) {
        return false;
    }
    // In a room's private chats the nickname is part of who it is.
    return a.kind == Utterance::Kind::Chat ? partner(a).bare() == partner(b).bare() : partner(a) == partner(b);
}

bool Authority::isSameAuthor(const Utterance &earlier, const Utterance &later, Nickname nickname) const
{
    if (earlier.kind != later.kind) {
        return false;
    }
    if (earlier.kind == Utterance::Kind::Chat || isOurs(earlier)) {
        return isSameChat(earlier, later) && isOurs(earlier) == isOurs(later);
    }
    if (!isOccupantOf(earlier.from.bare(), earlier.from) || !isOccupantOf(earlier.from.bare(), later.from)) {
        return false;
    }
    if (earlier.occupant || later.occupant) {
        return earlier.occupant && later.occupant && !earlier.occupant->isEmpty() && *earlier.occupant == *later.occupant;
    }
    return earlier.from == later.from && nickname == Nickname::HeldThroughout;
}

bool Authority::mayCorrect(const Utterance &original, const Utterance &correction, Nickname nickname) const
{
    return isSameAuthor(original, correction, nickname);
}

bool Authority::mayRetract(const Utterance &original, const Utterance &retraction, Nickname nickname) const
{
    return isSameAuthor(original, retraction, nickname);
}

bool Authority::mayModerate(const Utterance &original, const Utterance &moderation) const
{
    return original.kind == Utterance::Kind::Room && moderation.kind == Utterance::Kind::Room && original.from.isValid()
        && moderation.from == Jid(roomOf(original));
}

bool Authority::mayReact(const Utterance &original, const Utterance &reaction) const
{
    if (original.kind == Utterance::Kind::Room) {
        const BareJid room = roomOf(original);
        return reaction.kind == Utterance::Kind::Room
            && (isOurs(reaction) ? room.isValid() && reaction.to.bare() == room : isOccupantOf(room, reaction.from));
    }
    return isSameChat(original, reaction);
}

bool Authority::mayReplaceReactions(const Utterance &before, const Utterance &now, Nickname nickname) const
{
    return isSameAuthor(before, now, nickname);
}

bool Authority::mayAcknowledge(const Utterance &original, const Utterance &acknowledgement)
{
    if (original.kind != acknowledgement.kind || !acknowledgement.from.isValid()) {
        return false;
    }
    switch (original.kind) {
    case Utterance::Kind::Chat:
        return acknowledgement.from.bare() == original.to.bare() && acknowledgement.to.bare() == original.from.bare();
    case Utterance::Kind::Room:
        return isOccupantOf(original.from.bare(), acknowledgement.from);
    case Utterance::Kind::RoomPrivate:
        return acknowledgement.from == original.to && acknowledgement.to.bare() == original.from.bare();
    }
    return false;
}

bool Authority::mayMarkRead(const Utterance &original, const Utterance &marker) const
{
    return marker.from.bare() == m_account && original.from.bare() != m_account && mayAcknowledge(original, marker);
}

bool Authority::maySaySeen(const Utterance &original, const Utterance &marker) const
{
    return original.kind == Utterance::Kind::Room && marker.kind == Utterance::Kind::Room && isOccupantOf(roomOf(original), marker.from);
}

bool Authority::maySetSubject(const BareJid &room, const Utterance &subject, Body body)
{
    return body == Body::Missing && subject.kind == Utterance::Kind::Room && room.isValid() && subject.from.bare() == room;
}

Authority::Acquaintance Authority::acquaintance(const Sender &sender, SeesPresence sees) const
{
    if (sender.isAbsent()) {
        return Acquaintance::OwnServer;
    }
    if (!sender.address().isValid()) {
        return Acquaintance::Stranger;
    }
    const BareJid &who = sender.address().bare();
    if (who == m_account) {
        return Acquaintance::OwnDevice;
    }
    if (who.toString() == m_account.domain() && sender.address().isBare()) {
        return Acquaintance::OwnServer;
    }
    return sees == SeesPresence::Yes ? Acquaintance::Contact : Acquaintance::Stranger;
}

bool Authority::mayRoomLearn(Topic topic, Room room, RoomEntry entry)
{
    return (topic == Topic::Typing || topic == Topic::Markers) && room == Room::Joined && entry == RoomEntry::MembersOnly;
}

bool Authority::mayLearn(Topic topic, Acquaintance acquaintance)
{
    switch (acquaintance) {
    case Acquaintance::Contact:
    case Acquaintance::OwnDevice:
        return true;
    case Acquaintance::OwnServer:
        return topic == Topic::Capabilities || topic == Topic::Ping;
    case Acquaintance::Occupant:
        return topic == Topic::Ping;
    case Acquaintance::Stranger:
        return false;
    }
    return false;
}

} // namespace jackdaw
