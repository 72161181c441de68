// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/MessageParts.h"

#include <QDomElement>
#include <optional>

class QXmppMessage;

namespace jackdaw {

/// XEP-0461: which message this one answers. Pure; engine thread. Only the wire: whether that message is here, and what
/// it says, the store knows; what the answer quotes of it is for programs that know no replies, and is never shown as
/// its text.

/// nullopt where it answers nothing, or names no id, or one that is too long.
std::optional<ReplyTo> readReply(const QDomElement &message);
/// With `quote` (lines, without marks; at most 300 characters of it) before the text for those who do not know replies
/// (3.1, XEP-0428).
void writeReply(QXmppMessage &message, const ReplyTo &reply, const QString &quote);

} // namespace jackdaw
