// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/MessageParts.h"

#include <QDomElement>

class QXmppMessage;

namespace jackdaw {

/// XEP-0224: somebody wants to be looked at now. Pure; engine thread.
enum class Attention { NotAsked, Asked };
Attention readAttention(const QDomElement &message);
void writeAttention(QXmppMessage &message);

} // namespace jackdaw
