// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"
#include "base/Result.h"
#include "xmpp/PresenceValue.h"

#include <QDomElement>
#include <QXmppPresence.h>
#include <optional>

namespace jackdaw {

/// What Jackdaw reads of a <presence/> (RFC 6121, 4.7), and the ones it writes. PresenceService takes who is there,
/// RosterService subscriptions. A plain value, engine thread. Takes whatever it is given; what cannot be read is left
/// out, and whom to believe is not asked here.
struct PresenceStanza
{
    enum class Type { Available, Unavailable, Subscribe, Subscribed, Unsubscribe, Unsubscribed, Error, Other };

    Jid from; ///< invalid where the attribute is missing or not an address
    Type type = Type::Available;
    Presence presence; ///< availability, status, priority, idleSince; `since` only from a <delay/> (XEP-0203)
    QString capsVer;   ///< XEP-0115; empty if there is none or its hash is not SHA-1
    QString capsNode;
    QString nickname;  ///< what they call themselves as they ask (XEP-0172, 4.1), tidied
};

PresenceStanza readPresence(const QDomElement &element);

/// One's own presence. `capsVer` as Capabilities computes it; `idleSince` as Presence has it (XEP-0319, 3).
QXmppPresence writePresence(Availability availability, const QString &status, const QString &capsVer, qint64 idleSince = 0);
QXmppPresence writeSubscription(PresenceStanza::Type type, const BareJid &to, const QString &text = {});
/// A request that shows the token of an invitation (XEP-0379, 3.4).
QXmppPresence writeInvitedSubscription(const BareJid &to, const QString &token);

} // namespace jackdaw
