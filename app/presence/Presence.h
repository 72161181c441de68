// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"
#include "xmpp/PresenceValue.h"

#include <QList>

namespace jackdaw {

/// The presence shown for a contact (RFC 6121, 4.7: highest priority, then the most available, then the latest).
struct ContactPresence
{
    AccountId account;
    BareJid jid;
    Presence shown;

    friend bool operator==(const ContactPresence &, const ContactPresence &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::ContactPresence)
