// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/MessageRow.h"

#include <QSqlQuery>
#include <QVariant>

namespace jackdaw::messageRow {

namespace {

constexpr int timeOff = 1; // cipher_marks

} // namespace

const QString columns = QStringLiteral(
    "m.id, m.conversation, m.direction, m.state, m.time, m.sender, m.body, m.origin_id, m.archive_id, m.markable, "
    "m.error_kind, m.error_detail, m.error_subject, m.retracted, m.nick, "
    // Most messages are a text and nothing else: the rest is asked for where there is any.
    "m.stanza_id <> '' OR m.edited OR m.pinned OR m.saved OR m.change_state OR m.reacted OR m.reply_id <> '' OR m.thread <> '' "
    "OR m.mentions <> '' OR m.markup <> '' OR m.corrects <> '' OR m.attached OR m.previewed, m.spoiler, "
    "m.cipher, m.cipher_device, m.cipher_trust, m.cipher_marks, m.cipher_fault, m.attached, "
    "CASE WHEN m.attached THEN (SELECT CASE a.kind WHEN 4 THEN a.description ELSE a.name END "
    "FROM attachment a WHERE a.message = m.id) END, "
    "m.cipher_by");

std::optional<Message> read(const QSqlQuery &row, int first)
{
    if (row.isNull(first)) {
        return std::nullopt;
    }
    Message message;
    message.id = MessageId(row.value(first).toLongLong());
    message.conversation = ConversationId(row.value(first + 1).toLongLong());
    message.direction = Direction(row.value(first + 2).toInt());
    message.state = MessageState(row.value(first + 3).toInt());
    message.time = row.value(first + 4).toLongLong();
    message.sender = BareJid::fromPrepared(row.value(first + 5).toString());
    message.body = row.value(first + 6).toString();
    message.originId = OriginId(row.value(first + 7).toString());
    message.archiveId = ArchiveId(row.value(first + 8).toString());
    message.markable = row.value(first + 9).toBool();
    if (!row.isNull(first + 10)) {
        message.failure = Error{ErrorKind(row.value(first + 10).toInt()), row.value(first + 11).toString(),
                                row.value(first + 12).toString()};
    }
    message.retracted = row.value(first + 13).toLongLong();
    message.nick = row.value(first + 14).toString();
    if (!row.isNull(first + 16)) {
        message.spoiler = row.value(first + 16).toString();
    }
    if (const int version = row.value(first + 17).toInt(); version != 0) {
        message.encryption = MessageEncryption{OmemoVersion(version), OmemoDeviceId(row.value(first + 18).toUInt()),
                                               DeviceTrust(row.value(first + 19).toInt()), row.value(first + 20).toInt() == timeOff,
                                               RatchetFault(row.value(first + 21).toInt()),
                                               BareJid::fromPrepared(row.value(first + 24).toString())};
    }
    if (const int attached = row.value(first + 22).toInt(); attached > 0) {
        message.attachment.emplace().kind = Attachment::Kind(attached - 1);
        const bool isSticker = message.attachment->kind == Attachment::Kind::Sticker;
        (isSticker ? message.attachment->file.description : message.attachment->file.name) = row.value(first + 23).toString();
    }
    return message;
}

bool hasParts(const QSqlQuery &row, int first)
{
    return row.value(first + 15).toBool();
}

const QString attachmentOf = QStringLiteral(
    "SELECT kind, state, protection, url, name, media_type, size, width, height, sha256, description, path, modified, "
    "error_kind, error_detail, error_subject, blur_hash, thumbnail, sticker_pack, sticker_service, sticker_node FROM attachment WHERE message = ?");

Attachment readAttachment(const QSqlQuery &row)
{
    Attachment out;
    out.kind = Attachment::Kind(row.value(0).toInt());
    out.state = Attachment::State(row.value(1).toInt());
    out.protection = Attachment::Protection(row.value(2).toInt());
    out.file.url = row.value(3).toString();
    out.file.name = row.value(4).toString();
    out.file.mediaType = row.value(5).toString();
    out.file.size = row.value(6).toLongLong();
    out.file.width = row.value(7).toInt();
    out.file.height = row.value(8).toInt();
    out.file.sha256 = row.value(9).toByteArray();
    out.file.description = row.value(10).toString();
    out.path = row.value(11).toString();
    out.modified = row.value(12).toLongLong();
    if (!row.isNull(13)) {
        out.failure = Error{ErrorKind(row.value(13).toInt()), row.value(14).toString(), row.value(15).toString()};
    }
    out.file.blurHash = row.value(16).toString();
    out.file.thumbnail = row.value(17).toByteArray();
    if (out.kind == Attachment::Kind::Sticker) {
        out.file.sticker = StickerMark{row.value(18).toString(), BareJid::fromPrepared(row.value(19).toString()), row.value(20).toString()};
    }
    return out;
}

void readParts(Message &message, const Each &each)
{
    static const QString parts = QStringLiteral(
        "SELECT stanza_id, edited, pinned, saved, change_state, reacted, reply_id, reply_author, thread, thread_parent, mentions, "
        "markup, corrects, previewed FROM message WHERE id = ?");
    static const QString previews =
        QStringLiteral("SELECT url, title, description, site, picture FROM link_preview WHERE message = ? LIMIT 20");
    static const QString reactions =
        QStringLiteral("SELECT emoji, sender FROM reaction WHERE message = ? ORDER BY time, sender LIMIT 2000");
    bool reacted = false;
    bool previewed = false;
    each(parts, {message.id.value()}, [&](const QSqlQuery &row) {
        const auto text = [&row](int column) { return row.value(column).toString(); };
        message.stanzaId = OriginId(text(0));
        message.edited = row.value(1).toLongLong();
        message.pinned = row.value(2).toLongLong();
        message.saved = row.value(3).toLongLong();
        message.changes = ChangeState(row.value(4).toInt());
        reacted = row.value(5).toBool();
        if (const OriginId to(text(6)); to.isValid()) {
            message.reply = ReplyTo{to, BareJid::fromPrepared(text(7))};
        }
        message.thread = {text(8), text(9)};
        message.mentions = readMentions(text(10));
        message.markup = text(11);
        message.corrects = OriginId(text(12));
        previewed = row.value(13).toBool();
    });
    if (message.attachment) {
        each(attachmentOf, {message.id.value()}, [&message](const QSqlQuery &row) { message.attachment = readAttachment(row); });
    }
    if (previewed) {
        each(previews, {message.id.value()}, [&message](const QSqlQuery &row) {
            message.previews.append({row.value(0).toString(), row.value(1).toString(), row.value(2).toString(), row.value(3).toString(),
                                     row.value(4).toString()});
        });
    }
    if (reacted) {
        each(reactions, {message.id.value()}, [&message](const QSqlQuery &row) {
            message.reactions.append({row.value(0).toString(), BareJid::fromPrepared(row.value(1).toString())});
        });
    }
}

QVariantList failureValues(const std::optional<Error> &failure)
{
    return failure ? QVariantList{int(failure->kind), failure->detail, failure->subject}
                   : QVariantList{QVariant(), QVariant(), QVariant()};
}

QVariantList cipherValues(const std::optional<MessageEncryption> &encryption)
{
    if (!encryption) {
        return {0, 0, 0, 0, 0, QStringLiteral("")};
    }
    return {int(encryption->version), encryption->device.value(), int(encryption->trust), encryption->isTimeOff ? timeOff : 0,
            int(encryption->fault), encryption->person.isValid() ? encryption->person.toString() : QStringLiteral("")};
}

QString writeMentions(const QList<Mention> &mentions)
{
    QStringList lines;
    for (const Mention &mention : mentions) {
        lines.append(QStringLiteral("%1 %2 %3 ").arg(mention.begin).arg(mention.end).arg(int(mention.isUs)) + mention.who.toString());
    }
    return lines.join(u'\n');
}

QList<Mention> readMentions(const QString &column)
{
    QList<Mention> all;
    for (const QStringView line : QStringView(column).split(u'\n', Qt::SkipEmptyParts)) {
        const QList<QStringView> fields = line.split(u' '); // an address has no spaces
        if (fields.size() == 4) {
            all.append({fields[0].toInt(), fields[1].toInt(), BareJid::fromPrepared(fields[3].toString()), fields[2] == u"1"});
        }
    }
    return all;
}

const QString draft = QStringLiteral("SELECT draft, draft_mentions, draft_spoiler, draft_about, draft_edit, "
                                     "draft_edit_mentions FROM conversation WHERE id = ?");

ChatDraft readDraft(const QSqlQuery &row)
{
    ChatDraft found;
    found.text = row.value(0).toString();
    found.parts.mentions = readMentions(row.value(1).toString());
    if (!row.isNull(2)) {
        found.parts.spoiler = row.value(2).toString();
    }
    found.parts.about = MessageId(row.value(3).toLongLong());
    if (found.parts.about.isValid() && !row.isNull(4)) {
        found.parts.edit = EditedWords{row.value(4).toString(), readMentions(row.value(5).toString())};
    }
    return found;
}

const QString conversations = QStringLiteral("SELECT c.id, c.account, c.peer, c.unread, c.first_unread, c.muted, c.pinned, "
                                             "c.draft, c.kind, c.nick, c.mentions, c.stranger, ")
    + columns + QStringLiteral(" FROM conversation c LEFT JOIN message m ON m.id = c.last_message ");

Conversation readConversation(const QSqlQuery &row)
{
    Conversation conversation;
    conversation.id = ConversationId(row.value(0).toLongLong());
    conversation.account = AccountId(row.value(1).toLongLong());
    conversation.peer = BareJid::fromPrepared(row.value(2).toString());
    conversation.unread = row.value(3).toInt();
    conversation.firstUnread = MessageId(row.value(4).toLongLong());
    conversation.muted = row.value(5).toBool();
    conversation.pinned = row.value(6).toBool();
    conversation.draft = row.value(7).toString();
    conversation.kind = ConversationKind(row.value(8).toInt());
    conversation.nick = row.value(9).toString();
    conversation.mentions = row.value(10).toInt();
    conversation.stranger = Stranger(row.value(11).toInt());
    conversation.last = read(row, 12);
    return conversation;
}

} // namespace jackdaw::messageRow
