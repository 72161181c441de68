// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/AttachmentStore.h"

#include "chat/MessageRow.h"
#include "chat/MessageStore.h"
#include "storage/Database.h"

#include <QSqlQuery>
#include <QVariant>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

Error noFile(MessageId message)
{
    return Error{ErrorKind::NotFound, u"no file at message %1"_s.arg(message.value()), {}};
}

Status found(const Result<int> &changed, MessageId message)
{
    if (!changed) {
        return changed.error();
    }
    return *changed > 0 ? Status(Done{}) : Status(noFile(message));
}

/// A null array would be NULL.
QByteArray whole(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

/// A null string would be NULL.
QString whole(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

} // namespace

Status AttachmentStore::put(MessageId message, const Attachment &attachment)
{
    const SharedFile &file = attachment.file;
    const StickerMark mark = file.sticker.value_or(StickerMark());
    const auto stored = m_database.change(
        u"INSERT OR REPLACE INTO attachment (message, kind, state, protection, url, name, media_type, size, width, height, sha256, "
        "description, blur_hash, thumbnail, path, modified, sticker_pack, sticker_service, sticker_node, error_kind, error_detail, error_subject) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        QVariantList{message.value(), int(attachment.kind), int(attachment.state), int(attachment.protection), whole(file.url),
                     whole(file.name), whole(file.mediaType), file.size, file.width, file.height, whole(file.sha256),
                     whole(file.description), whole(file.blurHash), whole(file.thumbnail), whole(attachment.path), attachment.modified,
                     whole(mark.pack), mark.service.isValid() ? mark.service.toString() : u""_s, whole(mark.node)}
            + messageRow::failureValues(attachment.failure));
    if (!stored) {
        return stored.error();
    }
    return found(m_database.change(u"UPDATE message SET attached = ? WHERE id = ?"_s, {int(attachment.kind) + 1, message.value()}), message);
}

Result<Attachment> AttachmentStore::attachment(MessageId message)
{
    std::optional<Attachment> one;
    const Status read = m_database.each(messageRow::attachmentOf, {message.value()},
                                        [&one](const QSqlQuery &row) { one = messageRow::readAttachment(row); });
    if (!read) {
        return read.error();
    }
    return one ? Result<Attachment>(*one) : Result<Attachment>(noFile(message));
}

Status AttachmentStore::setState(MessageId message, Attachment::State state, const std::optional<Error> &failure)
{
    return found(m_database.change(
        u"UPDATE attachment SET state = ?, error_kind = ?, error_detail = ?, error_subject = ? WHERE message = ?"_s,
        QVariantList{int(state)} + messageRow::failureValues(failure) + QVariantList{message.value()}), message);
}

Status AttachmentStore::setHere(MessageId message, const Attachment &now)
{
    const Status stored = found(m_database.change(
        u"UPDATE attachment SET state = 1, kind = ?, name = ?, media_type = ?, size = ?, width = ?, height = ?, path = ?, "
        "error_kind = NULL, error_detail = NULL, error_subject = NULL WHERE message = ? AND url = ?"_s,
        {int(now.kind), whole(now.file.name), whole(now.file.mediaType), now.file.size, now.file.width, now.file.height,
         whole(now.path), message.value(), whole(now.file.url)}), message);
    if (!stored) {
        return stored;
    }
    // What it is called is a part of what the message says: whoever follows changes of that (005_search.sql) hears of it.
    return found(m_database.change(u"UPDATE message SET attached = ?, body = body WHERE id = ?"_s, {int(now.kind) + 1, message.value()}),
                 message);
}

Status AttachmentStore::setHash(MessageId message, const QByteArray &sha256)
{
    return found(m_database.change(u"UPDATE attachment SET sha256 = ? WHERE message = ?"_s, {whole(sha256), message.value()}), message);
}

Status AttachmentStore::setProtection(MessageId message, Attachment::Protection protection)
{
    return found(m_database.change(u"UPDATE attachment SET protection = ? WHERE message = ?"_s, {int(protection), message.value()}), message);
}

Status AttachmentStore::forget(MessageId message)
{
    const auto gone = m_database.change(u"DELETE FROM attachment WHERE message = ?"_s, {message.value()});
    if (!gone) {
        return gone.error();
    }
    const auto noted = m_database.change(u"UPDATE message SET attached = 0 WHERE id = ?"_s, {message.value()});
    return noted ? Status(Done{}) : Status(noted.error());
}

Status AttachmentStore::hold(MessageId message, MessageId behind)
{
    const Status held = found(m_database.change(u"UPDATE message SET held = 1 WHERE id = ?"_s, {message.value()}), message);
    if (!held || !behind.isValid()) {
        return held;
    }
    return found(m_database.change(u"UPDATE attachment SET caption = ? WHERE message = ?"_s, {message.value(), behind.value()}), behind);
}

Status AttachmentStore::finishUpload(MessageId message, const QString &url, const QString &text)
{
    const auto caption = captionOf(message);
    if (!caption) {
        return caption.error();
    }
    const Status stored = found(m_database.change(u"UPDATE attachment SET state = 1, url = ? WHERE message = ?"_s,
                                                  {url, message.value()}), message);
    if (!stored) {
        return stored;
    }
    const auto said = m_database.change(u"UPDATE message SET body = ?, held = 0 WHERE id = ?"_s, {text.isEmpty() ? url : text, message.value()});
    if (!said) {
        return said.error();
    }
    return caption->isValid() ? release(*caption) : Status(Done{});
}

Status AttachmentStore::finishDirect(MessageStore &messages, MessageId message)
{
    const auto caption = captionOf(message);
    if (!caption) {
        return caption.error();
    }
    const Status stored = setState(message, Attachment::State::Here);
    const Status released = stored ? release(message) : stored;
    const auto delivered = released ? messages.setState(message, MessageState::Delivered) : Result<bool>(released.error());
    if (!delivered) {
        return delivered.error();
    }
    return caption->isValid() ? release(*caption) : Status(Done{});
}

Result<MessageId> AttachmentStore::offered(ConversationId conversation, const QByteArray &sha256, qint64 size)
{
    MessageId found;
    const Status read = m_database.each(
        u"SELECT m.id FROM message m JOIN attachment a ON a.message = m.id WHERE m.conversation = ? AND m.attached > 0 "
        "AND m.direction = 0 AND a.url = '' AND a.state IN (0, 3, 4) AND a.sha256 = ? AND a.size = ? ORDER BY m.id LIMIT 1"_s,
        {conversation.value(), sha256, size}, [&found](const QSqlQuery &row) { found = MessageId(row.value(0).toLongLong()); });
    return read ? Result<MessageId>(found) : Result<MessageId>(read.error());
}

Status AttachmentStore::uploadAnew(MessageId message)
{
    const Status stored = found(m_database.change(u"UPDATE attachment SET state = 2, protection = 0, url = '' WHERE message = ?"_s,
                                                  {message.value()}), message);
    return stored ? found(m_database.change(u"UPDATE message SET body = '', held = 1 WHERE id = ?"_s, {message.value()}), message) : stored;
}

Result<MessageId> AttachmentStore::failCaption(MessageStore &messages, MessageId message, const Error &why)
{
    const auto caption = captionOf(message);
    if (!caption || !caption->isValid()) {
        return caption;
    }
    const auto said = messages.message(*caption);
    if (!said && said.error().kind != ErrorKind::NotFound) {
        return said.error();
    }
    if (!said || said->state != MessageState::Waiting) {
        return MessageId(); // deleted, or sent by itself
    }
    const auto failed = messages.setState(*caption, MessageState::Failed, why);
    const Status released = failed ? release(*caption) : Status(failed.error());
    return released ? caption : Result<MessageId>(released.error());
}

Result<MessageId> AttachmentStore::captionOf(MessageId message)
{
    const auto value = m_database.value(u"SELECT caption FROM attachment WHERE message = ?"_s, {message.value()});
    return value ? Result<MessageId>(MessageId(value->toLongLong())) : Result<MessageId>(value.error());
}

Status AttachmentStore::release(MessageId message)
{
    const auto changed = m_database.change(u"UPDATE message SET held = 0 WHERE id = ?"_s, {message.value()});
    return changed ? Status(Done{}) : Status(changed.error());
}

Result<QList<std::pair<QString, Attachment::Kind>>> AttachmentStore::keptPaths(ConversationId conversation)
{
    QList<std::pair<QString, Attachment::Kind>> all;
    const Status read = m_database.each(
        u"SELECT a.path, a.kind FROM attachment a JOIN message m ON m.id = a.message "
        "WHERE m.conversation = ? AND a.path <> '' AND a.state IN (1, 2, 5) ORDER BY a.message"_s, {conversation.value()},
        [&all](const QSqlQuery &row) { all.append({row.value(0).toString(), Attachment::Kind(row.value(1).toInt())}); });
    return read ? Result<QList<std::pair<QString, Attachment::Kind>>>(all) : read.error();
}

Result<QList<std::pair<MessageId, Attachment::State>>> AttachmentStore::usersOf(const QString &path)
{
    QList<std::pair<MessageId, Attachment::State>> all;
    const Status read = m_database.each(
        u"SELECT message, state FROM attachment WHERE path = ? AND path <> '' AND state IN (1, 2, 5)"_s, {path},
        [&all](const QSqlQuery &row) { all.append({MessageId(row.value(0).toLongLong()), Attachment::State(row.value(1).toInt())}); });
    return read ? Result<QList<std::pair<MessageId, Attachment::State>>>(all) : read.error();
}

Status AttachmentStore::movePath(const QString &from, const QString &to)
{
    const auto changed = m_database.change(u"UPDATE attachment SET path = ? WHERE path = ? AND path <> ''"_s, {to, from});
    return changed ? Status(Done{}) : Status(changed.error());
}

Status AttachmentStore::restoreState(MessageId message, const QString &path, Attachment::State state)
{
    const auto changed = m_database.change(u"UPDATE attachment SET state = ? WHERE message = ? AND path = ? AND state = 5"_s,
                                           {int(state), message.value(), path});
    return changed ? Status(Done{}) : Status(changed.error());
}

Status AttachmentStore::forgetPath(MessageId message, const QString &path)
{
    const auto changed = m_database.change(u"UPDATE attachment SET path = '' WHERE message = ? AND path = ? AND state = 5"_s,
                                           {message.value(), path});
    return changed ? Status(Done{}) : Status(changed.error());
}

Result<QList<MessageId>> AttachmentStore::ids(const QString &statement, AccountId account)
{
    QList<MessageId> all;
    const Status read = m_database.each(statement, {account.value()},
                                        [&all](const QSqlQuery &row) { all.append(MessageId(row.value(0).toLongLong())); });
    return read ? Result<QList<MessageId>>(all) : Result<QList<MessageId>>(read.error());
}

Result<QList<MessageId>> AttachmentStore::orphans(AccountId account)
{
    // "state IN (0, 4)" and "direction = 1" let SQLite use the outbox's partial index.
    return ids(u"SELECT m.id FROM message m CROSS JOIN conversation c ON c.id = m.conversation "
               "WHERE m.direction = 1 AND m.state IN (0, 4) AND m.held = 1 AND c.account = ? AND m.attached = 0 "
               "AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.caption = m.id)"_s, account);
}

Result<QList<MessageId>> AttachmentStore::uploads(AccountId account)
{
    return ids(u"SELECT a.message FROM attachment a CROSS JOIN message m ON m.id = a.message "
               "CROSS JOIN conversation c ON c.id = m.conversation "
               "WHERE a.state = 2 AND m.state = 0 AND c.account = ? ORDER BY a.message"_s, account);
}

Result<QList<MessageId>> AttachmentStore::fetches(AccountId account)
{
    return ids(u"SELECT a.message FROM attachment a CROSS JOIN message m ON m.id = a.message "
               "CROSS JOIN conversation c ON c.id = m.conversation WHERE a.state = 3 AND c.account = ? ORDER BY a.message"_s, account);
}

Result<QStringList> AttachmentStore::pathsWith(const QString &part)
{
    QStringList all;
    const Status read = m_database.each(u"SELECT path FROM attachment WHERE instr(path, ?) > 0"_s, {part},
                                        [&all](const QSqlQuery &row) { all.append(row.value(0).toString()); });
    return read ? Result<QStringList>(all) : Result<QStringList>(read.error());
}

} // namespace jackdaw
