// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/ChatOutlineReader.h"

#include "chat/MessageRow.h"
#include "storage/ReadConnection.h"

#include <QDateTime>
#include <QSqlQuery>
#include <QVariant>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

/// When the message came that a statement finds, by its place; 0: it finds none.
qint64 ChatOutlineReader::timeOf(const QString &statement, const QVariantList &values) const
{
    qint64 id = 0;
    m_connection.each(statement, values, [&id](const QSqlQuery &row) { id = row.value(0).toLongLong(); });
    return id / messageRow::keysAMillisecond;
}

ChatOutlineReader::Span ChatOutlineReader::span(ConversationId conversation) const
{
    return {timeOf(u"SELECT id FROM message WHERE conversation = ? ORDER BY id LIMIT 1"_s, {conversation.value()}),
            timeOf(u"SELECT id FROM message WHERE conversation = ? ORDER BY id DESC LIMIT 1"_s, {conversation.value()})};
}

QSet<QDate> ChatOutlineReader::days(ConversationId conversation, QDate from, QDate to) const
{
    // From each day that has something to the first message after it: as many steps as there are days.
    QSet<QDate> found;
    const qint64 end = to.addDays(1).startOfDay().toMSecsSinceEpoch();
    qint64 begin = from.startOfDay().toMSecsSinceEpoch();
    while (begin < end) {
        const qint64 time = timeOf(u"SELECT id FROM message WHERE conversation = ? AND id >= ? ORDER BY id LIMIT 1"_s,
                                   {conversation.value(), begin * messageRow::keysAMillisecond});
        if (time < begin || time >= end) {
            break;
        }
        const QDate day = QDateTime::fromMSecsSinceEpoch(time).date();
        found.insert(day);
        begin = std::max(day.addDays(1).startOfDay().toMSecsSinceEpoch(), time + 1);
    }
    return found;
}

ChatDraft ChatOutlineReader::draft(ConversationId conversation) const
{
    ChatDraft draft;
    m_connection.each(messageRow::draft, {conversation.value()},
                      [&draft](const QSqlQuery &row) { draft = messageRow::readDraft(row); });
    return draft;
}

QByteArray ChatOutlineReader::voiceDraft(ConversationId conversation) const
{
    QByteArray sound;
    m_connection.each(u"SELECT sound FROM voice_draft WHERE conversation = ?"_s, {conversation.value()},
                      [&sound](const QSqlQuery &row) { sound = row.value(0).toByteArray(); });
    return sound;
}

AwaySummary ChatOutlineReader::away(ConversationId conversation, MessageId firstUnread) const
{
    AwaySummary summary;
    summary.since = timeOf(u"SELECT id FROM message WHERE conversation = ? AND id < ? ORDER BY id DESC LIMIT 1"_s,
                           {conversation.value(), firstUnread.value()});
    QList<AwaySummary::Person> people;
    m_connection.each(u"SELECT id, sender, nick, mentioned FROM message INDEXED BY message_place "
                      "WHERE conversation = ? AND unread = 1 AND id >= ? ORDER BY id LIMIT ?"_s,
                      {conversation.value(), firstUnread.value(), mostLookedAt}, [&](const QSqlQuery &row) {
        const BareJid sender = BareJid::fromPrepared(row.value(1).toString());
        const auto known = std::find_if(people.begin(), people.end(), [&](const auto &one) { return one.sender == sender; });
        if (known == people.end()) {
            people.append({sender, row.value(2).toString(), 1});
        } else {
            ++known->count;
        }
        if (!summary.firstMention.isValid() && row.value(3).toBool()) {
            summary.firstMention = MessageId(row.value(0).toLongLong());
        }
    });
    std::stable_sort(people.begin(), people.end(), [](const auto &a, const auto &b) { return a.count > b.count; });
    summary.people = people.first(std::min<qsizetype>(people.size(), mostPeople));
    summary.others = int(people.size() - summary.people.size());
    return summary;
}

} // namespace jackdaw
