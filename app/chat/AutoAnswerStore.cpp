// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/AutoAnswerStore.h"

#include "storage/Database.h"

#include <QSqlQuery>
#include <QVariant>

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

Status AutoAnswerStore::noteMessage(MessageId message)
{
    Q_ASSERT(m_database.inTransaction());
    return toStatus(m_database.change(u"INSERT INTO automatic_message (message) VALUES (?)"_s, {message.value()}));
}

Result<bool> AutoAnswerStore::isAutomatic(MessageId message)
{
    const auto found = m_database.value(u"SELECT 1 FROM automatic_message WHERE message = ?"_s, {message.value()});
    return found ? Result<bool>(found->isValid()) : Result<bool>(found.error());
}

Result<QSet<MessageId>> AutoAnswerStore::waiting()
{
    QSet<MessageId> all;
    const auto read = m_database.each(u"SELECT a.message FROM automatic_message a CROSS JOIN message m ON m.id = a.message "
                                      "CROSS JOIN conversation c ON c.id = m.conversation WHERE m.state = 0 AND c.account = ?"_s,
                                      {m_account.value()},
                                      [&all](const QSqlQuery &row) { all.insert(MessageId(row.value(0).toLongLong())); });
    return read ? Result<QSet<MessageId>>(all) : Result<QSet<MessageId>>(read.error());
}

Status AutoAnswerStore::forgetSettled()
{
    // CROSS: in this order (sqlite.org/optoverview.html, 8.2), or every message of the account is read for the few of these.
    return toStatus(m_database.change(u"DELETE FROM automatic_message WHERE message IN (SELECT a.message FROM automatic_message a "
                                      "CROSS JOIN message m ON m.id = a.message CROSS JOIN conversation c ON c.id = m.conversation "
                                      "WHERE m.state <> 0 AND c.account = ?)"_s, {m_account.value()}));
}

} // namespace jackdaw
