// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/FurtherFiles.h"

#include "chat/AttachmentStore.h"
#include "chat/FilesLeftOut.h"

#include <QUuid>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

/// In no id of a stanza: XML has no such character (XML 1.0, 2.2). chat/OccupantKey does the same.
constexpr QChar sign = u'\x01';
constexpr QChar behindSign = u'\x02';

/// What its rows are called by; empty where nobody can name the message, so that nothing is ever said of it.
QString nameOf(const Message &message)
{
    return message.originId.isValid() ? message.originId.value() : message.archiveId.value();
}

QString beginOf(const QString &name)
{
    return sign + name + sign;
}

} // namespace

QList<Attachment> FurtherFiles::before(const MessageStanza &stanza)
{
    QList<Attachment> files;
    if (stanza.filesLeftOut > 0) {
        files.append(filesLeftOut(stanza.filesLeftOut));
    }
    for (const SharedFile &file : stanza.filesBefore) {
        Attachment &attachment = files.emplaceBack();
        attachment.file = file;
        attachment.kind = attachmentKind(file);
    }
    return files;
}

QList<Message> FurtherFiles::above(const Message &message, const QList<Attachment> &files)
{
    QList<Message> rows;
    if (message.retracted != 0 || !message.attachment) {
        return rows;
    }
    const QString name = nameOf(message);
    const QString begin = beginOf(name.isEmpty() ? QUuid::createUuid().toString(QUuid::WithoutBraces) : name);
    for (const Attachment &file : files) {
        Message row;
        row.conversation = message.conversation;
        row.direction = message.direction;
        row.state = message.state;
        row.time = message.time;
        row.sender = message.sender;
        row.nick = message.nick;
        row.thread = message.thread;
        row.spoiler = message.spoiler;
        row.encryption = message.encryption;
        row.attachment = file;
        row.body = file.file.url;
        row.originId = OriginId(begin + u"%1"_s.arg(rows.size(), 2, 10, QChar(u'0')));
        rows.append(row);
    }
    return rows;
}

Result<QList<Message>> FurtherFiles::insert(const QList<Message> &rows, MessageStore::Place place, MessageStore::Unread unread,
                                            const MessageStore::Neighbours &neighbours)
{
    // What stands close to what is below it is placed from there upwards; all else from above.
    const bool upwards = place == MessageStore::Place::ByTime && neighbours.before.isValid();
    MessageStore::Neighbours beside = neighbours;
    QList<Message> stored;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const Message &row = upwards ? rows[rows.size() - 1 - i] : rows[i];
        const auto one = m_messages.insert(row, place, unread, beside);
        if (!one) {
            return one.error();
        }
        (upwards ? beside.before : beside.after) = one->id;
        stored.append(*one);
    }
    if (upwards) {
        std::reverse(stored.begin(), stored.end());
    }
    return stored;
}

bool FurtherFiles::isOne(const Message &row)
{
    return row.originId.value().startsWith(sign);
}

Result<Message> FurtherFiles::messageOf(const Message &row)
{
    if (!isOne(row)) {
        return row;
    }
    const QString name = row.originId.value().section(sign, 1, 1);
    // The next below: an id that somebody uses again names another message.
    const auto found = m_messages.select(u"WHERE m.conversation = ? AND m.origin_id = ? AND m.origin_id <> '' AND m.sender = ? AND m.id > ? "
                                         "ORDER BY m.id LIMIT 1"_s,
                                         {row.conversation.value(), name, row.sender.toString(), row.id.value()});
    if (!found || !found->isEmpty()) {
        return found ? Result<Message>(found->constFirst()) : Result<Message>(found.error());
    }
    auto archived = m_messages.findByArchiveId(row.conversation, ArchiveId(name));
    return !archived || archived->sender == row.sender ? archived : Result<Message>(Message());
}

Result<QList<Message>> FurtherFiles::of(const Message &message)
{
    const QString name = nameOf(message);
    if (name.isEmpty() || isOne(message)) {
        return QList<Message>();
    }
    const QString begin = beginOf(name);
    // Those above an older message of the same id are that one's.
    return m_messages.select(u"WHERE m.conversation = ? AND m.origin_id > ? AND m.origin_id < ? AND m.origin_id <> '' AND m.sender = ? "
                             "AND m.id < ? AND m.id > coalesce((SELECT max(o.id) FROM message o WHERE o.conversation = ? AND o.origin_id = ? "
                             "AND o.origin_id <> '' AND o.sender = ? AND o.id < ?), 0) ORDER BY m.id"_s,
                             {message.conversation.value(), begin, begin.chopped(1) + behindSign, message.sender.toString(),
                              message.id.value(), message.conversation.value(), message.originId.value(), message.sender.toString(),
                              message.id.value()});
}

Result<FurtherFiles::Replaced> FurtherFiles::replace(const Message &message, QList<Attachment> files)
{
    const auto rows = of(message);
    if (!rows || files.isEmpty() || message.retracted != 0) {
        return rows ? Result<Replaced>(Replaced()) : Result<Replaced>(rows.error());
    }
    QList<Attachment> had;
    for (const Message &row : *rows) {
        had.append(row.attachment.value_or(Attachment()));
    }
    if (message.attachment) {
        had.append(*message.attachment);
    }
    const auto sameUrl = [](const Attachment &a, const Attachment &b) { return a.file.url == b.file.url; };
    if (std::equal(had.cbegin(), had.cend(), files.cbegin(), files.cend(), sameUrl)) {
        return Replaced();
    }
    for (Attachment &file : files) {
        const auto known = std::find_if(had.cbegin(), had.cend(), [&](const Attachment &one) { return sameUrl(one, file); });
        if (known != had.cend() && filesLeftOut(file) == 0) {
            file = *known;
        }
    }
    Message now = message;
    now.attachment = files.takeLast();
    if (!message.attachment || !sameUrl(*now.attachment, *message.attachment)) {
        if (const Status put = AttachmentStore(m_database).put(message.id, *now.attachment); !put) {
            return put.error();
        }
    }
    const auto gone = remove(message);
    if (!gone) {
        return gone.error();
    }
    const auto stored = insert(above(now, files), MessageStore::Place::ByTime, MessageStore::Unread::DoNotCount, {message.id, {}});
    return stored ? Result<Replaced>(Replaced{*gone, *stored}) : Result<Replaced>(stored.error());
}

Result<QList<MessageId>> FurtherFiles::remove(const Message &message)
{
    const auto rows = of(message);
    if (!rows) {
        return rows.error();
    }
    QList<MessageId> gone;
    for (const Message &row : *rows) {
        if (const Status removed = m_messages.remove(row.id); !removed) {
            return removed.error();
        }
        gone.append(row.id);
    }
    return gone;
}

} // namespace jackdaw
