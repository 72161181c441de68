// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/MessageParts.h"

#include <QDomElement>

class QXmppMessage;

namespace jackdaw {

/// XEP-0308: a message that stands for an earlier one of the same sender. Pure; engine thread. Only the wire: whether
/// the sender may correct that message, Authority decides, and IncomingChanges does it; what is written, ChangeService
/// has applied here before.

/// The id of the message that is corrected; invalid where nothing is.
OriginId readCorrection(const QDomElement &message);
void writeCorrection(QXmppMessage &message, const OriginId &original);

} // namespace jackdaw
