// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "presence/Presence.h"

#include <QString>

namespace jackdaw {

/// What is known of whether somebody is there, for the line below their name: how they are, since when they do nothing, when
/// they were last seen. A plain value of ChatPage's and ChatHeader's, GUI thread. Never kept: it is worth nothing later, and
/// nobody is asked for it.
struct PresenceFacts
{
    Presence presence;
    qint64 lastSeen = 0; ///< their last sign of life that we know of, ms since 1970 UTC; 0: none

    friend bool operator==(const PresenceFacts &, const PresenceFacts &) = default;
};

/// Brief: where a window is narrow, what somebody wrote stands for how they are, which the dot beside it says too.
enum class PresenceWords { Full, Brief };
QString presenceLine(const PresenceFacts &facts, qint64 now, PresenceWords words = PresenceWords::Full);
/// How long that line stays true, in ms; 0: until the facts change.
qint64 presenceLineLasts(const PresenceFacts &facts, qint64 now);

} // namespace jackdaw
