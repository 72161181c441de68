// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"
#include "chat/OutgoingText.h"

#include <QDate>
#include <QSet>

namespace jackdaw {

class ReadConnection;

/// What came into a chat while its user was away. A plain value.
struct AwaySummary
{
    struct Person {
        BareJid sender;
        QString nick; ///< in rooms: the nickname of then
        int count = 0;

        friend bool operator==(const Person &, const Person &) = default;
    };
    qint64 since = 0;       ///< when the last that was read was said; 0: nothing was
    QList<Person> people;   ///< who wrote most come first; the first few
    int others = 0;         ///< how many people there are besides
    MessageId firstMention; ///< of us; invalid if nobody did

    friend bool operator==(const AwaySummary &, const AwaySummary &) = default;
};

/// Where in a chat something is, whatever its length: from when to when it goes, the days on which something was said, what
/// came while the user was away. Each question costs a few steps of an index. Owned by the composition root, lives on the
/// thread of its connection (GUI). Never writes; on an SQL error it knows of nothing.
class ChatOutlineReader
{
public:
    /// Away: no more messages than this are looked at.
    static constexpr int mostLookedAt = 2000;
    static constexpr int mostPeople = 3;

    explicit ChatOutlineReader(const ReadConnection &connection) : m_connection(connection) {}

    /// When the first and the last message came, ms since 1970 UTC; 0 where there is none.
    struct Span { qint64 first = 0; qint64 last = 0; };
    Span span(ConversationId conversation) const;
    /// The days from `from` to `to`, both with them, on which something was said, by the local calendar.
    QSet<QDate> days(ConversationId conversation, QDate from, QDate to) const;
    /// What was written and not sent, as it is on disk.
    ChatDraft draft(ConversationId conversation) const;
    /// What was recorded and not sent, Opus in Ogg; empty: nothing.
    QByteArray voiceDraft(ConversationId conversation) const;
    AwaySummary away(ConversationId conversation, MessageId firstUnread) const;

private:
    qint64 timeOf(const QString &statement, const QVariantList &values) const;

    const ReadConnection &m_connection;
};

} // namespace jackdaw
