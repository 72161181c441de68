// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/MessageParts.h"

#include <QDomElement>
#include <optional>

class QXmppMessage;

namespace jackdaw {

/// XEP-0382: a text that is shown only when somebody asks for it. Pure; engine thread. The text itself is the message's
/// body; here is its hint, one line of at most 200 characters, which may be empty. Hides nothing: that is for whoever
/// shows the message.

/// The hint, perhaps empty; nullopt where the text is no spoiler.
std::optional<QString> readSpoiler(const QDomElement &message);
void writeSpoiler(QXmppMessage &message, const std::optional<QString> &hint);

} // namespace jackdaw
