// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/MessageParts.h"

#include <QDomElement>
#include <optional>

class QXmppMessage;

namespace jackdaw {

/// XEP-0461: which message this one answers. Pure; engine thread.
std::optional<ReplyTo> readReply(const QDomElement &message);
/// With `quote` (lines, without marks) before the text for those who do not know replies (3.1, XEP-0428).
void writeReply(QXmppMessage &message, const ReplyTo &reply, const QString &quote);

} // namespace jackdaw
