// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"
#include "xmpp/Authority.h"

#include <optional>

namespace jackdaw {

/// What a message is to a room that we know: who said it, and to whom. RoomService makes it, IncomingMessage carries it to the
/// pipeline. A plain value, engine thread: it owns nothing, and is never kept longer than
/// the message is on its way in.
struct RoomOrigin
{
    enum class Author {
        Other,
        Ours,
        Room,   ///< the room itself, and nobody in it
        Unclear ///< of an archive, by no id or by one that may have been ours: ours if what is stored says so
    };
    Utterance::Kind kind = Utterance::Kind::Room; ///< Room or RoomPrivate
    Author author = Author::Other;
    BareJid room;
    QString nick;                    ///< who said it; of ours in RoomPrivate who was to get it
    /// Does everybody there see everybody's address, and does nobody come in unasked? There alone something can be encrypted.
    enum class Addresses { Hidden, Shown } addresses = Addresses::Hidden;
    BareJid person;                  ///< who said it, by their own address; invalid: not known, or it is none of our business
    std::optional<QString> occupant; ///< the same one's id; nullopt where the room announces none
    /// Grows with each new hand that takes a nickname, while we are in: the same number, the same person. 0: not known.
    qint64 tenure = 0;
    QString ourNick;
    /// May they call everybody? Our own rule: of a small group all may, of others those who lead it.
    enum class Calls { NotHeard, Heard } calls = Calls::NotHeard;
    enum class Stay { In, Out } stay = Stay::Out; ///< are we in, at this moment?
};

/// What chats ask of rooms: RoomService answers, which stands above them. Owned by the account's features, engine thread.
/// Says what is so at this moment, and never changes it.
class RoomDirectory
{
public:
    enum class Way { Live, Late, Carbon, Archive }; ///< Late: with a stamp, from before we came in
    virtual ~RoomDirectory() = default;

    virtual bool isRoom(const BareJid &address) const = 0;
    /// nullopt: it has to do with no room, or is nothing that a room may say to us.
    virtual std::optional<RoomOrigin> originOf(const MessageStanza &stanza, Way way) const = 0;
    /// Do stanza-ids by this room mean anything (XEP-0359, 4)?
    virtual Authority::StanzaIds stanzaIds(const BareJid &room) const = 0;
    virtual bool hasArchive(const BareJid &room) const = 0;
    /// Are we in, with everything heard that was said before?
    virtual bool isOpen(const BareJid &room) const = 0;
    /// Does it let in nobody but whom somebody made a member? False as long as that is not known.
    virtual bool isMembersOnly(const BareJid &room) const = 0;
    virtual QString ourNick(const BareJid &room) const = 0;
    /// Does it give occupant-ids, so that a nickname names nobody in particular?
    virtual bool givesIds(const BareJid &room) const = 0;
    struct Reach {
        QString nick;
        qint64 hand = 0; ///< as RoomOrigin::tenure
    };
    /// How whom `key` names is reached at this moment; nullopt: they are not in.
    virtual std::optional<Reach> reach(const BareJid &key) const = 0;
};

} // namespace jackdaw
