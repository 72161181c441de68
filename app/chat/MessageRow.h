// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Conversation.h"

#include <QVariantList>
#include <functional>

QT_BEGIN_NAMESPACE
class QSqlQuery;
QT_END_NAMESPACE

namespace jackdaw {

/// How messages and conversations stand in their tables, and what a message's key says. For MessageReader and
/// MessageStore alone; pure functions, any thread.
namespace messageRow {

/// Keys a millisecond has.
constexpr qint64 keysAMillisecond = 4096;
constexpr qint64 keysADay = keysAMillisecond * 86'400'000;

/// The columns read() expects, of a table called m. What a message may carry beside its text is not in them.
extern const QString columns;
/// The message at `first` and the columns after it; nullopt where a LEFT JOIN found none.
std::optional<Message> read(const QSqlQuery &row, int first = 0);

/// Is there more of the message than read() gives?
bool hasParts(const QSqlQuery &row, int first = 0);
/// Runs a statement with values and hands each row over.
using Each = std::function<void(const QString &, const QVariantList &, const std::function<void(const QSqlQuery &)> &)>;
/// That: ids, marks, what it answers, reactions.
void readParts(Message &message, const Each &each);

/// Mentions as one column keeps them.
QString writeMentions(const QList<Mention> &mentions);
QList<Mention> readMentions(const QString &column);

/// SELECT … FROM conversation c LEFT JOIN its last message, without WHERE; readConversation() takes a row of it.
extern const QString conversations;
Conversation readConversation(const QSqlQuery &row);

} // namespace messageRow

} // namespace jackdaw
