// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "roster/RosterFile.h"

namespace jackdaw {

/// Somebody proposes contacts (XEP-0144). RosterExchangeService makes it, RosterDoor carries it, and the window asks the
/// user. A plain value: any thread.
/// It is the sender's word, and nobody is added by it.
struct ContactProposal
{
    AccountId account;
    BareJid from;
    QList<RosterEntry> entries; ///< none of them a contact when it came

    friend bool operator==(const ContactProposal &, const ContactProposal &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::ContactProposal)
