// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"
#include "xmpp/PresenceValue.h"

#include <QList>

namespace jackdaw {

/// The presence shown for a contact (RFC 6121, 4.7: highest priority, then the most available, then the latest).
/// PresenceService makes it of all that is known of their resources, PresenceDoor carries it to the models. A plain
/// value: any thread. Never kept on disk: it is worth nothing later.
struct ContactPresence
{
    AccountId account;
    BareJid jid;
    Presence shown; ///< `since`: when this person's availability became this one, 0 if that was not seen
    QString device; ///< what the client calls itself (XEP-0030, 3.1), or empty

    friend bool operator==(const ContactPresence &, const ContactPresence &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::ContactPresence)
