// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"
#include "base/Result.h"

#include <QSet>

namespace jackdaw {

class Database;

/// When people were last answered while the user was out of office, and which messages are such answers, on disk, of one
/// account. Each who needs one has their own (AutoAnswerService, MessageService, Outbox), engine thread; `database` outlives
/// it. Forgets who may be answered again, and decides nothing. Errors: Storage, DiskFull.
class AutoAnswerStore
{
public:
    AutoAnswerStore(Database &database, AccountId account) : m_database(database), m_account(account) {}

    /// ms since 1970 UTC; 0: never, or long ago.
    Result<qint64> lastAnswer(const BareJid &jid);
    /// What lies before `forget` goes.
    Status noteAnswer(const BareJid &jid, qint64 time, qint64 forget);

    /// This message, which waits, is one. To be called in the transaction that stores it.
    Status noteMessage(MessageId message);
    Result<bool> isAutomatic(MessageId message);
    /// Those that wait.
    Result<QSet<MessageId>> waiting();
    /// Those that do not wait any more are messages like others.
    Status forgetSettled();

private:
    Database &m_database;
    AccountId m_account;
};

} // namespace jackdaw
