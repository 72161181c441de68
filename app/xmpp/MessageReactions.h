// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/MessageParts.h"

#include <QDomElement>
#include <optional>

class QXmppMessage;

namespace jackdaw {

/// XEP-0444: emoji that somebody gives to a message. Pure; engine thread, isReaction() any. Bounded: maximumReactions
/// of one person. Only the wire: who may give them, Authority decides, and what holds after several came,
/// IncomingChanges.

/// Each emoji once, what is none left out. nullopt where the message carries no reactions, or for no message.
std::optional<ReactionSet> readReactions(const QDomElement &message);
void writeReactions(QXmppMessage &message, const ReactionSet &reactions);

} // namespace jackdaw
