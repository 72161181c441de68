// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/MessageParts.h"

#include <QDomElement>
#include <optional>

class QXmppMessage;

namespace jackdaw {

/// XEP-0444: emoji that somebody gives to a message. Pure; engine thread.
/// Each emoji once, what is none left out. nullopt where the message carries no reactions, or for no message.
std::optional<ReactionSet> readReactions(const QDomElement &message);
void writeReactions(QXmppMessage &message, const ReactionSet &reactions);
/// One grapheme of bounded length that is no letter, no space and no control (XEP-0444, 4; facts/security.md, I11).
bool isReaction(const QString &text);

} // namespace jackdaw
