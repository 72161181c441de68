// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "xmpp/MessageParts.h"

#include <QString>
#include <optional>

namespace jackdaw {

/// A text that the user wants to send, with what belongs to it. A plain value.
struct OutgoingText
{
    QString body;
    MessageId replyTo;              ///< XEP-0461; invalid: it answers nothing
    QList<Mention> mentions;        ///< XEP-0372
    std::optional<QString> spoiler; ///< XEP-0382: the hint
};

} // namespace jackdaw
