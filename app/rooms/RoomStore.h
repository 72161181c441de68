// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/Room.h"

namespace jackdaw {

class Database;

/// What is known of rooms, on disk: how they were when we were last in, and who asked us in. Engine thread. Errors: Storage,
/// DiskFull. Asked by
/// nobody else. Owned by RoomService, and holds nothing but the database; it never tells the window.
class RoomStore
{
public:
    explicit RoomStore(Database &database) : m_database(database) {}

    /// All of which there is a chat; their state is Out.
    Result<QList<Room>> load(AccountId account);
    Status store(const Room &room);

    /// More of an account than this are not kept (facts/security.md, E2): the oldest go.
    static constexpr int maximumInvitations = 200;
    Result<QList<WaitingRoomInvitation>> invitations(AccountId account);
    Status addInvitation(const WaitingRoomInvitation &invitation);
    Status removeInvitation(AccountId account, const BareJid &room);

private:
    Database &m_database;
};

} // namespace jackdaw
