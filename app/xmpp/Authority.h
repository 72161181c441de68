// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"
#include "xmpp/MessageStanza.h"

#include <QDomElement>
#include <optional>

namespace jackdaw {

/// Who says a stanza, by its `from`, which the server vouches for (RFC 6120, 8.1.2.1). A plain value.
class Sender
{
public:
    static Sender of(const QDomElement &stanza);
    explicit Sender(Jid address) : m_kind(address.isValid() ? Kind::Address : Kind::Unreadable), m_address(std::move(address)) {}

    /// No `from`: our own server, for our own account.
    bool isAbsent() const { return m_kind == Kind::Absent; }
    /// Invalid where it is absent, and where it is no address.
    const Jid &address() const { return m_address; }
    bool is(const Jid &address) const { return m_kind == Kind::Address && m_address == address; }
    QString toString() const { return m_kind == Kind::Unreadable ? QStringLiteral("(no address)") : m_address.toString(); }

private:
    enum class Kind { Absent, Address, Unreadable };
    Sender(Kind kind, Jid address) : m_kind(kind), m_address(std::move(address)) {}

    Kind m_kind;
    Jid m_address;
};

/// A message as far as it matters who said it to whom: a stanza's, or that of one that is stored. A plain value.
struct Utterance
{
    enum class Kind { Chat, Room, RoomPrivate };
    /// Does the room announce XEP-0421? If not, an occupant-id is somebody's invention.
    enum class OccupantIds { NotAnnounced, Announced };

    Kind kind = Kind::Chat;
    Jid from; ///< in rooms room@service/nick
    Jid to;   ///< in Room the room, where it is ours by our own address; else of no meaning
    /// XEP-0421; nullopt where the room does not announce it, empty where it does and the message has none or two.
    std::optional<QString> occupant;

    static Utterance read(const QDomElement &message, Kind kind, OccupantIds ids);
};

/// Who may say what: the one place that decides whether a stanza is believed, and what others may learn of us. Pure: values
/// in, an answer out; it stores, sends and remembers nothing. Made by whoever asks, of the account it asks for; any thread.
/// Everything else in app/ asks here before it acts on what somebody sent (facts/security.md, section 2a).
class Authority
{
public:
    explicit Authority(BareJid account) : m_account(std::move(account)) {}

    // What only our own server says

    /// XEP-0280, 11: our own bare address, spelled out.
    bool mayWrapCarbon(const Sender &sender) const;
    /// RFC 6121, 2.1.6: none, or our own bare address; not a device of ours.
    bool mayPushRoster(const Sender &sender) const { return isOwnAccount(sender); }
    /// XEP-0191, 3.3.
    bool mayPushBlockList(const Sender &sender) const { return isOwnAccount(sender); }
    /// XEP-0203, 4: a <delay/> by our own account or server. Anybody can write one in their name.
    bool mayStampDelay(const QString &by) const;
    /// The stamp of the one <delay/> that names our account or server, in ms since 1970 UTC; 0: none, or of two one is forged.
    qint64 delay(const MessageStanza &stanza) const;

    /// The stamp that the room gave what it tells who comes in (XEP-0045, 7.2.13); 0: none, or more than one.
    static qint64 roomDelay(const MessageStanza &stanza);

    // Answers to what we asked

    /// RFC 6120, 8.1.2.1 and 8.2.3. `asked`: whom; invalid if nobody was named, which is our own account.
    bool mayAnswer(const Sender &sender, const Jid &asked) const;
    /// XEP-0313, 8. `asked`: the archive that the open query with the result's id was sent to, where there is one.
    bool mayGiveArchived(const Sender &sender, const std::optional<Jid> &asked) const;

    // Personal events (XEP-0163, 4.3)

    /// Whose event this is: a bare address speaks for itself alone. nullopt: nobody's, and to be dropped.
    std::optional<BareJid> publisher(const Sender &sender) const;
    /// XEP-0402, XEP-0490 and whatever else is only ours to write.
    bool mayChangeOwnNode(const Sender &sender) const { return publisher(sender) == m_account; }
    /// The devices of `owner`, ours or a contact's (XEP-0384, 5.3).
    bool mayListDevices(const Sender &sender, const BareJid &owner) const { return publisher(sender) == owner; }

    // Messages

    enum class Way { Live, Carbon, Archive };
    enum class Side { Ours, Theirs };
    /// Between whom a one-to-one message went.
    struct Exchange { Side side; BareJid peer; };
    /// nullopt: this cannot be a message of a chat of ours, and is dropped.
    std::optional<Exchange> exchange(const MessageStanza &stanza, Way way) const;
    /// Is the message inside a carbon one that this kind of carbon carries (XEP-0280, 6 and 7)?
    bool mayCarry(Carbon::Direction direction, const MessageStanza &inside) const;
    /// What kind of message it is that came from there; nullopt: a room we are not in (XEP-0045, 7.4 and 7.5).
    enum class Room { Joined, NotJoined };
    static std::optional<Utterance::Kind> kindOf(const MessageStanza &stanza, Room room);

    /// XEP-0359, 5 and 6: the id that `by`, our own account or a room, gave. None unless `by` announces the feature, exactly
    /// one element names it, and it is spelled as servers spell addresses: a sender can write the rest.
    enum class StanzaIds { NotAnnounced, Announced };
    static ArchiveId stanzaId(const MessageStanza &stanza, const BareJid &by, StanzaIds support);

    /// Has the nickname been in one hand from the earlier message to the later? Only asked where a room has no occupant ids.
    enum class Nickname { HeldThroughout, MayHaveChangedHands };
    bool isSameAuthor(const Utterance &earlier, const Utterance &later, Nickname nickname) const;
    /// XEP-0308, 4; XEP-0424, 5.
    bool mayCorrect(const Utterance &original, const Utterance &correction, Nickname nickname) const;
    bool mayRetract(const Utterance &original, const Utterance &retraction, Nickname nickname) const;
    /// XEP-0425, 5: the room itself, and nobody in it.
    bool mayModerate(const Utterance &original, const Utterance &moderation) const;
    /// XEP-0444, 4.1: one of the two of a chat, an occupant of the room; a later one replaces those of the same author.
    bool mayReact(const Utterance &original, const Utterance &reaction) const;
    bool mayReplaceReactions(const Utterance &before, const Utterance &now, Nickname nickname) const;
    /// Receipts (XEP-0184), markers (XEP-0333) and errors that came back: the recipient. In a room every occupant speaks
    /// for itself.
    static bool mayAcknowledge(const Utterance &original, const Utterance &acknowledgement);
    /// A marker of another device of ours, for what `original` says to us (XEP-0333, 4).
    bool mayMarkRead(const Utterance &original, const Utterance &marker) const;
    /// How far somebody in a room has read of what was said there, by whomever (XEP-0333, 5.4): everybody of themselves.
    bool maySaySeen(const Utterance &original, const Utterance &marker) const;
    /// XEP-0045, 8.1: in the room, to all, without text.
    enum class Body { Missing, Present };
    static bool maySetSubject(const BareJid &room, const Utterance &subject, Body body);

    // What others learn of us

    /// Occupant: somebody in a room that we are in, or the room itself, who sees us there anyway (XEP-0045, 7.2.2).
    enum class Acquaintance { Stranger, Contact, OwnDevice, OwnServer, Occupant };
    /// Does the person's subscription let them see our presence (RFC 6121, 2.1.2.5: from, both)?
    enum class SeesPresence { No, Yes };
    Acquaintance acquaintance(const Sender &sender, SeesPresence sees) const;

    enum class Topic { Receipts, Markers, Typing, Version, LocalTime, LastActivity, Capabilities, Ping };
    /// Only contacts that we accepted, and our own devices: each of these says that we are there (XEP-0012, 7; XEP-0184, 8;
    /// XEP-0333, 6). Writing to somebody accepts nobody: that says once that we were there, not whenever they care to ask.
    /// The server has to know what we can do, since it sends events by that (XEP-0163, 4.3.2), and that we are there (XEP-0199,
    /// 4.1), as have rooms, which hand our own ping on to us (XEP-0410, 3); the rest is not their business.
    static bool mayLearn(Topic topic, Acquaintance acquaintance);
    /// What is said in a room goes to everybody there (XEP-0085, 5.5), and in an open one anybody may sit and watch. Of all
    /// topics only typing and how far one has read (XEP-0333, 5.4) have a place there.
    enum class RoomEntry { MembersOnly, Open }; ///< Open also where it is not known
    static bool mayRoomLearn(Topic topic, Room room, RoomEntry entry);
    /// XEP-0144, 8: whom we let see us, and our own server, which knows what gateways have; as a question to the user alone.
    static bool mayProposeContacts(Acquaintance acquaintance)
    {
        return acquaintance == Acquaintance::Contact || acquaintance == Acquaintance::OwnServer;
    }
    /// XEP-0224, 4: whom we let see us; our own devices have us before them.
    static bool mayCallForAttention(Acquaintance acquaintance) { return acquaintance == Acquaintance::Contact; }

private:
    bool isOwnAccount(const Sender &sender) const;
    bool isOurs(const Utterance &utterance) const { return utterance.from.bare() == m_account; }
    /// The other one of a chat of two.
    const Jid &partner(const Utterance &utterance) const { return isOurs(utterance) ? utterance.to : utterance.from; }
    /// In Room: which.
    BareJid roomOf(const Utterance &utterance) const { return isOurs(utterance) ? utterance.to.bare() : utterance.from.bare(); }
    bool isSameChat(const Utterance &a, const Utterance &b) const;

    BareJid m_account;
};

} // namespace jackdaw
