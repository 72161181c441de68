// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/AutoAnswerStore.h"

#include "storage/Database.h"

namespace jackdaw {

using namespace Qt::StringLiterals;

Result<qint64> AutoAnswerStore::lastAnswer(const BareJid &jid)
{
    const auto time = m_database.value(u"SELECT coalesce((SELECT time FROM auto_answer WHERE account = ? AND jid = ?), 0)"_s,
                                       {m_account.value(), jid.toString()});
    if (!time) {
        return time.error();
    }
    return time->toLongLong();
}

Status AutoAnswerStore::noteAnswer(const BareJid &jid, qint64 time, qint64 forget)
{
    return m_database.transaction(Database::Durability::Full, [&]() -> Status {
        if (const auto gone = m_database.change(u"DELETE FROM auto_answer WHERE account = ? AND time < ?"_s, {m_account.value(), forget});
            !gone) {
            return gone.error();
        }
        const auto kept = m_database.change(u"INSERT OR REPLACE INTO auto_answer (account, jid, time) VALUES (?, ?, ?)"_s,
                                            {m_account.value(), jid.toString(), time});
        return kept ? Status(Done{}) : Status(kept.error());
    });
}

} // namespace jackdaw
