// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"

namespace jackdaw {

/// How far somebody in a room has read, as their program said (XEP-0333, 5.4): up to `message`, which they saw. SeenMarkStore
/// keeps one for each person, MessageReader reads them for the window. A plain value: any thread. What they saw of later
/// messages, they have not said.
struct SeenMark
{
    BareJid who; ///< as Message::sender
    QString nick; ///< of then
    MessageId message;
    qint64 time = 0; ///< ms since 1970 UTC

    friend bool operator==(const SeenMark &, const SeenMark &) = default;
};

} // namespace jackdaw
