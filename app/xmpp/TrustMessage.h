// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"
#include "base/Result.h"

#include <QByteArray>
#include <QDomElement>
#include <QList>

namespace jackdaw {

/// XEP-0434: what one device tells others of keys, for automatic trust management (XEP-0450). Pure DOM <-> values,
/// engine thread. Reads what it is given, sealed or not, and believes nothing of it: who may say it, TrustRules
/// decides. Keys are as bundles of urn:xmpp:omemo:2 have them.
struct TrustMessage
{
    struct Owner {
        BareJid jid;
        QList<QByteArray> trusted;    ///< 32 bytes each, Ed25519
        QList<QByteArray> distrusted;

        friend bool operator==(const Owner &, const Owner &) = default;
    };
    QList<Owner> owners;

    friend bool operator==(const TrustMessage &, const TrustMessage &) = default;
};

/// More than anybody has to say at once; what is longer is refused as a whole.
inline constexpr qsizetype mostTrustOwners = 200;
inline constexpr qsizetype mostTrustKeys = 2000;

/// Is there anything of the kind below `parent`? Such a message is for programs, and is shown to nobody (XEP-0450,
/// 6.3).
bool carriesTrustMessage(const QDomElement &parent);
/// The one below `parent`. Error: Malformed for none or two, for another use or encryption than ours, and where
/// anything in it is not as it has to be (XEP-0434, 5): half of what was said is another thing than was said.
Result<TrustMessage> readTrustMessage(const QDomElement &parent);
/// As UTF-8, to be sealed in an envelope (XEP-0420).
QByteArray writeTrustMessage(const TrustMessage &message);

} // namespace jackdaw
