// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountNotes.h"
#include "base/Ids.h"
#include "xmpp/Connection.h"

namespace jackdaw {

class Clock;
class Database;

/// What every service of one account works with; each gets it in its constructor and keeps a copy. What it refers to is
/// EngineCore's (database, clock) and AccountService's (connection), and outlives the services. Engine thread. Brings
/// no service to another one: what a service needs of others, its constructor names.
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
