// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Conversation.h"
#include "chat/OutgoingText.h"

#include <QVariantList>
#include <functional>

QT_BEGIN_NAMESPACE
class QSqlQuery;
QT_END_NAMESPACE

namespace jackdaw {

/// How messages and conversations stand in their tables, and what a message's key says, in one place for all who read
/// or write them. For the .cpp files of chat/ alone; pure functions, any thread. They run no statement themselves and
/// keep nothing.
namespace messageRow {

/// Keys a millisecond has.
constexpr qint64 keysAMillisecond = 4096;
constexpr qint64 keysADay = keysAMillisecond * 86'400'000;

/// The columns read() expects, of a table called m. What a message may carry beside its text is not in them, but for the hint of
/// a spoiler: without it lists would show what was hidden.
extern const QString columns;
/// The message at `first` and the columns after it; nullopt where a LEFT JOIN found none.
std::optional<Message> read(const QSqlQuery &row, int first = 0);

/// Is there more of the message than read() gives?
bool hasParts(const QSqlQuery &row, int first = 0);
/// Runs a statement with values and hands each row over.
using Each = std::function<void(const QString &, const QVariantList &, const std::function<void(const QSqlQuery &)> &)>;
/// That: ids, marks, what it answers, reactions.
void readParts(Message &message, const Each &each);

/// The row of a message's attachment, and what it says.
extern const QString attachmentOf;
Attachment readAttachment(const QSqlQuery &row);

/// What the columns of why a message or a file did not go hold: kind, detail and subject.
QVariantList failureValues(const std::optional<Error> &failure);

/// What the columns cipher, cipher_device, cipher_trust, cipher_marks, cipher_fault and cipher_by hold.
QVariantList cipherValues(const std::optional<MessageEncryption> &encryption);

/// Mentions as one column keeps them.
QString writeMentions(const QList<Mention> &mentions);
QList<Mention> readMentions(const QString &column);

/// SELECT … of the conversation with an id; readDraft() takes its row.
extern const QString draft;
ChatDraft readDraft(const QSqlQuery &row);

/// SELECT … FROM conversation c LEFT JOIN its last message, without WHERE; readConversation() takes a row of it.
extern const QString conversations;
Conversation readConversation(const QSqlQuery &row);

} // namespace messageRow

} // namespace jackdaw
