// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDomElement>
#include <QString>

namespace jackdaw {

/// XEP-0421: the id that a room gives to somebody in it, whatever their nickname. Worth something only where the room
/// announces the feature (4.2), which whoever asks has to know. Pure; engine thread.
/// Used by Authority, MessageStanza and MultiUserChat.h; owns nothing, and never makes an id of its own.

/// Empty where there is none, more than one, or one that is longer than the 128 characters they may have.
QString readOccupantId(const QDomElement &stanza);

} // namespace jackdaw
