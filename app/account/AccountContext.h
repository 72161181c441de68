// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountNotes.h"
#include "base/Ids.h"
#include "xmpp/Connection.h"

namespace jackdaw {

class Clock;
class Database;

/// What every service of one account works with. Plain references, valid as long as the account's services. Engine thread.
struct AccountContext
{
    AccountId id;
    Connection &connection;
    Database &database;
    const Clock &clock;
    AccountNotes notes = {};

    const BareJid &jid() const { return connection.settings().jid; }
};

} // namespace jackdaw
