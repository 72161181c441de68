// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/MessageParts.h"

#include <QDomElement>
#include <optional>

class QXmppMessage;

namespace jackdaw {

/// XEP-0424 in both versions that are in use: 0.4 (urn:xmpp:message-retract:1) and 0.3 (…:0, fastened with XEP-0422),
/// and the tombstones that archives keep. Pure; engine thread. Only the wire: whether the sender may take that back,
/// Authority decides, and IncomingChanges does it.

/// The id of the message that is taken back; invalid where none is.
OriginId readRetraction(const QDomElement &message);
/// XEP-0424, 5: the message is what an archive kept of one that was taken back, at this time (ms since 1970 UTC, 0: not said).
std::optional<qint64> readTombstone(const QDomElement &message);
/// For those who know either version; who knows none reads `text`.
void writeRetraction(QXmppMessage &message, const OriginId &original, const QString &text);

} // namespace jackdaw
