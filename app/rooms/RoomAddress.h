// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/RoomValue.h"

namespace jackdaw {

/// An address for a room that is to be made on this service: of a private group one that nobody guesses, of a channel one
/// that says its name. Pure; any thread. Used by the window before RoomDoor::create; asks nobody, so there may be such a room
/// (create says Conflict then).
BareJid proposedRoomAddress(const BareJid &service, RoomPurpose purpose, const QString &name);

} // namespace jackdaw
