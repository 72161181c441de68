// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <QList>

namespace jackdaw {

/// Who is to read what is said in rooms, as encryption asks it (DESIGN 6): rooms/RoomMembersService answers, which stands beside
/// it. Owned by the account's features, engine thread. Says what the room's own lists say at this moment, never who happens to be
/// in, and nothing of a room that has not answered.
class RoomReaders
{
public:
    virtual ~RoomReaders() = default;

    enum class State {
        NoRoom,
        Open,   ///< whoever comes in reads along, or nobody sees who that is: nothing can be encrypted there
        NotYet, ///< its lists are on their way, or we are not in
        Known
    };
    /// What stands in the way where the room itself would let it be encrypted, and it is Open all the same.
    enum class Obstacle {
        None,
        Refused, ///< it does not tell us who reads along
        TooMany
    };
    struct Readers {
        State state = State::NoRoom;
        QList<BareJid> people; ///< Known: owners, admins and members, in the room or not; we are among them
        Obstacle obstacle = Obstacle::None;
    };
    virtual Readers readers(const BareJid &address) const = 0;
    /// Something is to be written to them now: what may have become of the lists unseen is asked, and readers() is NotYet
    /// until that is answered.
    virtual void freshen(const BareJid &address) { Q_UNUSED(address) }
    /// Rooms that `person` is a reader of, as far as it is known.
    virtual QList<BareJid> roomsOf(const BareJid &person) const = 0;
};

} // namespace jackdaw
