// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/MessageParts.h"

#include <QDomElement>

class QXmppMessage;

namespace jackdaw {

/// XEP-0201 (RFC 6121, 5.2.5): which thread of a chat a message belongs to. Pure; engine thread. Ids are opaque:
/// nothing is read out of them, one that is longer than ids are counts as none, and which messages belong together is
/// not asked here.
ThreadPlace readThread(const QDomElement &message);
void writeThread(QXmppMessage &message, const ThreadPlace &thread);

} // namespace jackdaw
