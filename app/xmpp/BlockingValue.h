// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <QList>

#include <algorithm>

namespace jackdaw {

/// What is said of those who are blocked (XEP-0377, 3), and whom a list of them keeps away. Plain values and a
/// pure function: any thread. xmpp/Blocking writes them, the window asks for them.
/// Nothing here says who may change a list.
enum class AbuseReport { None, Spam, Abuse };

/// Is this address kept away by an entry: the address itself, or its domain (XEP-0191, 4)?
inline bool isBlockedBy(const QList<Jid> &list, const BareJid &who)
{
    return std::any_of(list.cbegin(), list.cend(), [&](const Jid &each) {
        const bool isDomain = each.isBare() && each.bare().local().isEmpty() && each.bare().domain() == who.domain();
        return isDomain || (each.isBare() && each.bare() == who);
    });
}

} // namespace jackdaw
