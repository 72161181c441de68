// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/RoomValue.h"

#include <QDomElement>

namespace jackdaw {

/// XEP-0317: what somebody is in a room beside role and affiliation. Pure; engine thread. At most ten hats a head.
/// Used by MultiUserChat.h; owns nothing, holds no element longer than the call. It never believes a hat that has no name and
/// no address of its own.
QList<RoomHat> readHats(const QDomElement &presence);

} // namespace jackdaw
