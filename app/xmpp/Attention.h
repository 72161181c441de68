// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/MessageParts.h"

#include <QDomElement>

class QXmppMessage;

namespace jackdaw {

/// XEP-0224: somebody wants to be looked at now. Pure; engine thread. Written as a headline that no archive is to
/// store, since it is nothing to who comes later. Says nothing of who may call, or how often: that is MessageService's
/// (AttentionLimit).
enum class Attention { NotAsked, Asked };
Attention readAttention(const QDomElement &message);
void writeAttention(QXmppMessage &message);

} // namespace jackdaw
