// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/MessageParts.h"

namespace jackdaw {

/// Who is spoken of in a room where nobody marked it (XEP-0372): our nickname as a word of its own, or all of us by "@all",
/// "@here" or "@everyone". Pure; any thread.
/// Used by IncomingPipeline for what others say in rooms; owns nothing, and never names anybody but us.
void addRoomMentions(QList<Mention> &mentions, const QString &text, const QString &ourNick, const BareJid &us);

} // namespace jackdaw
