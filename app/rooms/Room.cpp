// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/Room.h"

namespace jackdaw {

namespace {

ErrorKind kindOf(RoomReason reason)
{
    switch (reason) {
    case RoomReason::Kicked:
    case RoomReason::Banned:
    case RoomReason::Removed:
    case RoomReason::MembersOnly:
        return ErrorKind::Forbidden;
    case RoomReason::ServiceShutdown:
        return ErrorKind::ServerShutdown;
    case RoomReason::Destroyed:
    case RoomReason::NotCreated:
        return ErrorKind::NotFound;
    case RoomReason::NickTaken:
        return ErrorKind::Conflict;
    case RoomReason::NickReserved:
        return ErrorKind::NotAcceptable;
    case RoomReason::Password:
        return ErrorKind::NotAuthorized;
    case RoomReason::Full:
        return ErrorKind::TooMany;
    case RoomReason::Unreachable:
        return ErrorKind::ServerNotFound;
    case RoomReason::NoAnswer:
        return ErrorKind::Timeout;
    case RoomReason::ConnectionLost:
        return ErrorKind::ConnectionLost;
    case RoomReason::TechnicalFault:
    case RoomReason::NotIn:
        return ErrorKind::Unavailable;
    case RoomReason::None:
    case RoomReason::ByUser:
    case RoomReason::Other:
        break;
    }
    return ErrorKind::Rejected;
}

} // namespace

std::optional<Error> errorOf(const Room &room)
{
    const bool isOnItsWay = room.state == RoomState::In || room.state == RoomState::Leaving;
    if (isOnItsWay || room.reason == RoomReason::None || room.reason == RoomReason::ByUser) {
        return {};
    }
    return Error{kindOf(room.reason), room.reasonText, room.jid.toString()};
}

bool showsPresenceLines(const Room &room)
{
    constexpr int small = 50; // people: in a larger one somebody comes or goes all the time
    return room.lines == PresenceLines::BySize ? room.features.membersOnly && room.occupants <= small
                                               : room.lines == PresenceLines::Shown;
}

} // namespace jackdaw
