// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/MessageStore.h"

#include "chat/AttachmentStore.h"
#include "chat/MessageRow.h"
#include "storage/Database.h"

#include <QSqlQuery>
#include <QVariant>

#include <algorithm>
#include <limits>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int raisedAtOnce = 1000;
constexpr qsizetype mostFreed = 100'000;

Status found(const Result<int> &changed, ConversationId conversation)
{
    if (changed && *changed == 0) {
        return Error{ErrorKind::NotFound, u"no conversation %1"_s.arg(conversation.value()), {}};
    }
    return toStatus(changed);
}

Error noMessage(MessageId message)
{
    return Error{ErrorKind::NotFound, u"no message %1"_s.arg(message.value()), {}};
}

QVariantList partValues(const Message &message)
{
    const ReplyTo reply = message.reply.value_or(ReplyTo());
    return {message.stanzaId.value(), message.retracted, reply.id.value(), reply.author.toString(), message.thread.id,
            message.thread.parent, messageRow::writeMentions(message.mentions),
            message.spoiler ? QVariant(*message.spoiler) : QVariant(), message.markup, message.corrects.value(), message.nick, int(message.mentionsUs())};
}

} // namespace

Status MessageStore::together(bool precious, const std::function<Status()> &work)
{
    if (m_database.inTransaction()) {
        return work();
    }
    return m_database.transaction(precious ? Database::Durability::Full : Database::Durability::Normal, work);
}

// Conversations

Result<ConversationId> MessageStore::ensureConversation(AccountId account, const BareJid &peer)
{
    auto there = findConversation(account, peer);
    if (!there || there->isValid()) {
        return there;
    }
    const auto added = m_database.run(u"INSERT INTO conversation (account, peer) VALUES (?, ?)"_s,
                                      {account.value(), peer.toString()});
    if (!added) {
        return added.error();
    }
    return ConversationId((*added)->lastInsertId().toLongLong());
}

Result<ConversationId> MessageStore::ensureReceived(AccountId account, const BareJid &self, const BareJid &peer)
{
    auto there = findConversation(account, peer);
    if (there && there->isValid()) {
        // Whom there was no room for, and who writes again, asks now if there is.
        const auto moved = m_database.change(u"UPDATE conversation SET stranger = 1 WHERE id = ? AND stranger = 3 AND (SELECT count(*) FROM "
                                             "(SELECT 1 FROM conversation NOT INDEXED WHERE account = ? AND stranger = 1 LIMIT ?)) < ?"_s,
                                             {there->value(), account.value(), mostWaitingStrangers, mostWaitingStrangers});
        return moved ? there : Result<ConversationId>(moved.error());
    }
    if (!there || peer == self || peer.toString() == self.domain()) {
        return there ? ensureConversation(account, peer) : there;
    }
    // In the order they came in, those who wait stand first, and what a flood brings behind them is not looked through.
    const auto added = m_database.run(u"INSERT INTO conversation (account, peer, stranger) "
                                      "SELECT ?, ?, CASE WHEN EXISTS (SELECT 1 FROM contact WHERE account = ? AND jid = ?) THEN 0 "
                                      "WHEN (SELECT count(*) FROM (SELECT 1 FROM conversation NOT INDEXED "
                                      "WHERE account = ? AND stranger = 1 LIMIT ?)) < ? THEN 1 ELSE 3 END"_s,
                                      {account.value(), peer.toString(), account.value(), peer.toString(), account.value(),
                                       mostWaitingStrangers, mostWaitingStrangers});
    if (!added) {
        return added.error();
    }
    return ConversationId((*added)->lastInsertId().toLongLong());
}

Result<ConversationId> MessageStore::ensureRoomConversation(AccountId account, ConversationKind kind, const BareJid &peer,
                                                            const QString &nick)
{
    const auto there = ensureConversation(account, peer);
    if (!there) {
        return there;
    }
    // What people said to each other stays theirs: only a chat without a word becomes another kind of chat.
    const auto set = m_database.change(u"UPDATE conversation SET kind = ?, nick = ? WHERE id = ? AND (kind = ? OR last_message = 0) "
                                       "AND (kind <> ? OR nick <> ?)"_s,
                                       {int(kind), nick, there->value(), int(kind), int(kind), nick});
    if (!set) {
        return set.error();
    }
    const auto now = m_database.value(u"SELECT kind FROM conversation WHERE id = ?"_s, {there->value()});
    if (!now) {
        return now.error();
    }
    return now->toInt() == int(kind) ? there : Result<ConversationId>(Error{ErrorKind::Conflict, u"a chat of another kind"_s, peer.toString()});
}

Result<ConversationId> MessageStore::findConversation(AccountId account, const BareJid &peer)
{
    const auto value = m_database.value(u"SELECT id FROM conversation WHERE account = ? AND peer = ?"_s,
                                        {account.value(), peer.toString()});
    if (!value) {
        return value.error();
    }
    return ConversationId(value->toLongLong());
}

Result<Conversation> MessageStore::conversation(ConversationId conversation)
{
    static const QString statement = messageRow::conversations + u"WHERE c.id = ?"_s;
    std::optional<Conversation> one;
    const auto read = m_database.each(statement, {conversation.value()},
                                      [&](const QSqlQuery &row) { one = messageRow::readConversation(row); });
    if (!read) {
        return read.error();
    }
    if (!one) {
        return Error{ErrorKind::NotFound, u"no conversation %1"_s.arg(conversation.value()), {}};
    }
    return *one;
}

Result<QList<Conversation>> MessageStore::conversations(AccountId account)
{
    static const QString statement = messageRow::conversations + u"WHERE c.account = ?"_s;
    QList<Conversation> all;
    const auto read = m_database.each(statement, {account.value()},
                                      [&](const QSqlQuery &row) { all += messageRow::readConversation(row); });
    return read ? Result(all) : Result<QList<Conversation>>(read.error());
}

Result<AccountId> MessageStore::accountOf(ConversationId conversation)
{
    const auto value = m_database.value(u"SELECT account FROM conversation WHERE id = ?"_s, {conversation.value()});
    if (!value) {
        return value.error();
    }
    if (!value->isValid()) {
        return Error{ErrorKind::NotFound, u"no conversation %1"_s.arg(conversation.value()), {}};
    }
    return AccountId(value->toLongLong());
}

Status MessageStore::setDraft(ConversationId conversation, const QString &draft, const DraftParts &parts)
{
    const bool isEdit = parts.about.isValid() && parts.edit;
    const QString editMentions = isEdit ? messageRow::writeMentions(parts.edit->mentions) : QStringLiteral("");
    return found(m_database.change(u"UPDATE conversation SET draft = ?, draft_mentions = ?, draft_spoiler = ?, "
                                   "draft_about = ?, draft_edit = ?, draft_edit_mentions = ? WHERE id = ?"_s,
                                   {draft, messageRow::writeMentions(parts.mentions),
                                    parts.spoiler ? QVariant(*parts.spoiler) : QVariant(), parts.about.value(),
                                    isEdit ? QVariant(parts.edit->text) : QVariant(), editMentions, conversation.value()}),
                 conversation);
}

Result<ChatDraft> MessageStore::draft(ConversationId conversation)
{
    ChatDraft draft;
    const auto read = m_database.each(messageRow::draft, {conversation.value()},
                                      [&draft](const QSqlQuery &row) { draft = messageRow::readDraft(row); });
    return read ? Result<ChatDraft>(draft) : Result<ChatDraft>(read.error());
}

Status MessageStore::setVoiceDraft(ConversationId conversation, const QByteArray &sound)
{
    const auto done = sound.isEmpty()
        ? m_database.change(u"DELETE FROM voice_draft WHERE conversation = ?"_s, {conversation.value()})
        : m_database.change(u"INSERT INTO voice_draft (conversation, sound) VALUES (?, ?) "
                            "ON CONFLICT (conversation) DO UPDATE SET sound = excluded.sound"_s, {conversation.value(), sound});
    return done ? Status(Done{}) : Status(done.error());
}

Status MessageStore::setPinned(ConversationId conversation, bool pinned)
{
    return found(m_database.change(u"UPDATE conversation SET pinned = ? WHERE id = ?"_s, {int(pinned), conversation.value()}),
                 conversation);
}

Status MessageStore::setMuted(ConversationId conversation, bool muted)
{
    return found(m_database.change(u"UPDATE conversation SET muted = ? WHERE id = ?"_s, {int(muted), conversation.value()}),
                 conversation);
}

Status MessageStore::setStranger(ConversationId conversation, Stranger stranger)
{
    return found(m_database.change(u"UPDATE conversation SET stranger = ? WHERE id = ? AND stranger <> 0"_s,
                                   {int(stranger), conversation.value()}),
                 conversation);
}

// Where a message stands

/// `from`, or the nearest key in the direction of `step` that no message of any conversation has.
Result<qint64> MessageStore::firstFree(qint64 from, qint64 step)
{
    static const QString upwards = u"SELECT id FROM message WHERE id >= ? ORDER BY id LIMIT 64"_s;
    static const QString downwards = u"SELECT id FROM message WHERE id <= ? ORDER BY id DESC LIMIT 64"_s;
    qint64 candidate = from;
    for (;;) {
        int taken = 0;
        bool met = false;
        const auto read = m_database.each(step > 0 ? upwards : downwards, {candidate}, [&](const QSqlQuery &row) {
            if (!met && row.value(0).toLongLong() == candidate) {
                candidate += step;
                ++taken;
            } else {
                met = true;
            }
        });
        if (!read) {
            return read.error();
        }
        if ((met || taken < 64) && !m_freed.contains(candidate)) {
            return candidate;
        }
        candidate += met || taken < 64 ? step : 0;
    }
}

qint64 MessageStore::newestTime(AccountId account)
{
    const auto newest = m_database.value(u"SELECT max((SELECT m.id FROM message m WHERE m.conversation = c.id AND m.direction = 0 "
                                         "ORDER BY m.id DESC LIMIT 1)) FROM conversation c WHERE c.account = ?"_s, {account.value()});
    return newest ? newest->toLongLong() / messageRow::keysAMillisecond : 0;
}

Result<MessageId> MessageStore::freeId(ConversationId conversation, qint64 time, Place place, const Neighbours &neighbours)
{
    const MessageId before = neighbours.before;
    qint64 wanted = std::max<qint64>(time, 1) * messageRow::keysAMillisecond;
    if (place == Place::Newest) {
        const auto newest = m_database.value(u"SELECT max(id) FROM message WHERE conversation = ?"_s, {conversation.value()});
        if (!newest) {
            return newest.error();
        }
        wanted = std::max(wanted, newest->toLongLong() + 1);
    }
    if (place == Place::ByTime && !before.isValid()) {
        wanted = std::max(wanted, neighbours.after.value() + 1); // stamps may be whole seconds
    }
    if (place == Place::Newest || !before.isValid()) {
        auto free = firstFree(wanted, 1);
        return free ? Result<MessageId>(MessageId(*free)) : Result<MessageId>(free.error());
    }

    // The archive says what stands above: what came out of it before and has a smaller key. Own messages say nothing: they
    // stand where they were written, which is not where the archive got them.
    const auto above = m_database.value(
        u"SELECT id FROM message WHERE conversation = ? AND id < ? AND archive_id <> '' AND direction = 0 ORDER BY id DESC LIMIT 1"_s,
        {conversation.value(), before.value()});
    if (!above) {
        return above.error();
    }
    const qint64 lowest = std::max(above->toLongLong(), neighbours.after.value()) + 1;
    // A stamp that cannot be right goes close to `before`: older pages need the room above.
    wanted = wanted < lowest ? before.value() - 1 : std::min(wanted, before.value() - 1);
    const auto down = firstFree(wanted, -1);
    if (!down) {
        return down.error();
    }
    if (*down >= lowest) {
        return MessageId(*down);
    }
    const auto up = firstFree(wanted, 1);
    if (!up) {
        return up.error();
    }
    // No key is left between the two: better above its neighbour than below `before`.
    return MessageId(*up < before.value() ? *up : *down);
}

// Messages

Result<Message> MessageStore::insert(const Message &message, Place place, Unread unread, const Neighbours &neighbours)
{
    Message stored = message;
    const auto work = [&]() -> Status {
        const auto id = freeId(message.conversation, message.time, place, neighbours);
        if (!id) {
            return id.error();
        }
        stored.id = *id;
        qint64 readUpTo = 0;
        bool known = false;
        if (auto read = m_database.each(u"SELECT read_up_to FROM conversation WHERE id = ?"_s, {message.conversation.value()},
                                        [&](const QSqlQuery &row) {
                                            known = true;
                                            readUpTo = row.value(0).toLongLong();
                                        }); !read) {
            return read;
        }
        if (!known) {
            return Error{ErrorKind::NotFound, u"no conversation %1"_s.arg(message.conversation.value()), {}};
        }
        const bool counts = unread == Unread::Count && message.direction == Direction::Incoming && id->value() > readUpTo
            && message.retracted == 0;
        const auto added = m_database.change(
            u"INSERT INTO message (id, conversation, direction, state, time, sender, body, origin_id, archive_id, markable, "
            "unread, error_kind, error_detail, error_subject, stanza_id, retracted, reply_id, reply_author, thread, thread_parent, "
            "mentions, spoiler, markup, corrects, nick, mentioned, cipher, cipher_device, cipher_trust, cipher_marks, cipher_fault, "
            "cipher_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            QVariantList{id->value(), message.conversation.value(), int(message.direction), int(message.state), message.time,
                         message.sender.toString(), message.body, message.originId.value(), message.archiveId.value(),
                         int(message.markable), int(counts)} + messageRow::failureValues(message.failure) + partValues(message)
                + messageRow::cipherValues(message.encryption));
        if (!added) {
            return added.error();
        }
        if (message.attachment) {
            if (const Status attached = AttachmentStore(m_database).put(*id, *message.attachment); !attached) {
                return attached;
            }
        }
        if (auto counted = countDay(message.conversation, *id, 1); !counted) {
            return counted;
        }
        return toStatus(m_database.change(
            u"UPDATE conversation SET last_message = max(last_message, ?), unread = unread + ?, "
            "mentions = mentions + ?, first_unread = CASE WHEN ? = 0 THEN first_unread WHEN first_unread = 0 THEN ? ELSE min(first_unread, ?) END "
            "WHERE id = ?"_s,
            // Qt Sql numbers placeholders itself, so a value that is used twice is bound twice.
            {id->value(), int(counts), int(counts && message.mentionsUs()), int(counts), id->value(), id->value(), message.conversation.value()}));
    };
    if (auto done = together(message.direction == Direction::Outgoing, work); !done) {
        return done.error();
    }
    return stored;
}

Status MessageStore::setText(MessageId message, const Message &read)
{
    if (read.attachment) {
        if (const Status attached = AttachmentStore(m_database).put(message, *read.attachment); !attached) {
            return attached;
        }
    }
    return toStatus(m_database.change(
        u"UPDATE message SET body = ?, reply_id = ?, reply_author = ?, thread = ?, thread_parent = ?, mentions = ?, spoiler = ?, "
        "markup = ?, markable = ?, cipher = ?, cipher_device = ?, cipher_trust = ?, cipher_marks = ?, cipher_fault = ?, cipher_by = ? "
        "WHERE id = ?"_s,
        QVariantList{read.body} + partValues(read).sliced(2, 7) + QVariantList{int(read.markable)}
            + messageRow::cipherValues(read.encryption) + QVariantList{message.value()}));
}

Status MessageStore::setEncryption(MessageId message, const std::optional<MessageEncryption> &encryption)
{
    return toStatus(m_database.change(
        u"UPDATE message SET cipher = ?, cipher_device = ?, cipher_trust = ?, cipher_marks = ?, cipher_fault = ?, cipher_by = ? "
        "WHERE id = ?"_s,
        messageRow::cipherValues(encryption) + QVariantList{message.value()}));
}

Result<QList<Message>> MessageStore::readAll(const QString &rest, const QVariantList &values)
{
    QList<Message> all;
    QList<qsizetype> rich;
    const auto read = m_database.each(u"SELECT "_s + messageRow::columns + u" FROM message m "_s + rest, values,
                                      [&](const QSqlQuery &row) {
                                          if (auto message = messageRow::read(row)) {
                                              if (messageRow::hasParts(row)) {
                                                  rich.append(all.size());
                                              }
                                              all.append(*std::move(message));
                                          }
                                      });
    if (!read) {
        return read.error();
    }
    Status filled = Done{};
    for (const qsizetype index : std::as_const(rich)) {
        messageRow::readParts(all[index], [&](const auto &...query) {
            if (filled) {
                filled = m_database.each(query...);
            }
        });
    }
    if (!filled) {
        return filled.error();
    }
    return all;
}

/// A message whose id is invalid where there is none.
Result<Message> MessageStore::readOne(const QString &where, const QVariantList &values)
{
    const auto all = readAll(where, values);
    if (!all) {
        return all.error();
    }
    return all->isEmpty() ? Message{} : all->constFirst();
}

Result<Message> MessageStore::message(MessageId message)
{
    auto one = readOne(u"WHERE m.id = ?"_s, {message.value()});
    if (one && !one->id.isValid()) {
        return noMessage(message);
    }
    return one;
}

// "<> ''" in the next ones is what lets SQLite use their partial indexes; an empty id is no id.

Result<Message> MessageStore::findByOrigin(ConversationId conversation, const BareJid &sender, const OriginId &origin)
{
    return readOne(u"WHERE m.conversation = ? AND m.origin_id = ? AND m.origin_id <> '' AND m.sender = ? ORDER BY m.id LIMIT 1"_s,
                   {conversation.value(), origin.value(), sender.toString()});
}

Result<Message> MessageStore::findOwnPrivate(AccountId account, const BareJid &us, const OriginId &origin)
{
    return readOne(u"WHERE m.conversation IN (SELECT id FROM conversation WHERE account = ? AND kind = 2) AND m.origin_id = ? "
                   "AND m.origin_id <> '' AND m.sender = ? ORDER BY m.id LIMIT 1"_s,
                   {account.value(), origin.value(), us.toString()});
}

Result<BareJid> MessageStore::lastOfNick(AccountId account, const BareJid &room, const QString &nick, qint64 before)
{
    // Occupant-ids stand behind a sign that is in no address (chat/OccupantKey).
    const QString prefix = room.toString() + QChar(u'\x01');
    const auto said = m_database.value(
        u"SELECT sender FROM (SELECT id, sender, nick FROM message WHERE conversation = (SELECT id FROM conversation WHERE account = ? "
        "AND peer = ?) AND id < ? ORDER BY id DESC LIMIT 2000) WHERE nick = ? AND substr(sender, 1, ?) = ? ORDER BY id DESC LIMIT 1"_s,
        {account.value(), room.toString(), (before + 1) * messageRow::keysAMillisecond, nick, prefix.size(), prefix});
    if (!said || said->isValid()) {
        return said ? Result<BareJid>(BareJid::fromPrepared(said->toString())) : Result<BareJid>(said.error());
    }
    const auto chat = m_database.value(u"SELECT peer FROM conversation WHERE account = ? AND kind = 2 AND nick = ? AND substr(peer, 1, ?) = ? "
                                       "ORDER BY last_message DESC LIMIT 1"_s,
                                       {account.value(), nick, prefix.size(), prefix});
    if (!chat) {
        return chat.error();
    }
    return chat->isValid() ? BareJid::fromPrepared(chat->toString()) : BareJid();
}

Result<QList<ArchiveId>> MessageStore::archivedOf(ConversationId conversation, const BareJid &sender)
{
    QList<ArchiveId> found;
    const auto read = m_database.each(u"SELECT archive_id FROM message WHERE conversation = ? AND sender = ? AND archive_id <> '' "
                                      "AND retracted = 0 ORDER BY id DESC LIMIT ?"_s,
                                      {conversation.value(), sender.toString(), mostArchivedOf},
                                      [&](const QSqlQuery &row) { found.append(ArchiveId(row.value(0).toString())); });
    if (!read) {
        return read.error();
    }
    return found;
}

Result<Message> MessageStore::findByArchiveId(ConversationId conversation, const ArchiveId &archive)
{
    return readOne(u"WHERE m.archive_id = ? AND m.archive_id <> '' AND m.conversation = ?"_s,
                   {archive.value(), conversation.value()});
}

Result<ArchiveId> MessageStore::newestArchiveId(AccountId account)
{
    // One step down an index a conversation, however many messages there are.
    const auto found = m_database.value(
        u"SELECT (SELECT archive_id FROM message WHERE conversation = c.id AND archive_id <> '' ORDER BY id DESC LIMIT 1) AS archive, "
        u"(SELECT id FROM message WHERE conversation = c.id AND archive_id <> '' ORDER BY id DESC LIMIT 1) AS newest "
        u"FROM conversation c WHERE c.account = ? AND c.kind <> 1 AND archive IS NOT NULL ORDER BY newest DESC LIMIT 1"_s, {account.value()});
    if (!found) {
        return found.error();
    }
    return ArchiveId(found->toString());
}

Result<ArchiveId> MessageStore::newestArchiveId(ConversationId conversation)
{
    const auto found = m_database.value(
        u"SELECT archive_id FROM message WHERE conversation = ? AND archive_id <> '' ORDER BY id DESC LIMIT 1"_s, {conversation.value()});
    return found ? Result<ArchiveId>(ArchiveId(found->toString())) : Result<ArchiveId>(found.error());
}

Result<qint64> MessageStore::newestTime(ConversationId conversation)
{
    const auto found = m_database.value(u"SELECT time FROM message WHERE conversation = ? ORDER BY id DESC LIMIT 1"_s, {conversation.value()});
    return found ? Result<qint64>(found->toLongLong()) : Result<qint64>(found.error());
}

// By the index, which says who wrote, and then no further than through what we wrote after that: notes to oneself are long.
const QString newestOfChats = u"WITH chat AS (SELECT c.id AS id, ifnull((SELECT m.id FROM message m WHERE m.conversation = c.id AND m.direction = 0 "
    "AND m.id > 0 ORDER BY m.id DESC LIMIT 1), 0) AS theirs FROM conversation c WHERE %1 = ?) "
    "SELECT chat.id, max(chat.theirs, ifnull((SELECT max(id) FROM (SELECT id, state, handed_over FROM message "
    "WHERE conversation = chat.id AND id > chat.theirs ORDER BY id DESC LIMIT 200) "
    "WHERE state IN (1, 2, 3) AND (handed_over = 0 OR ?)), 0)) FROM chat"_s;

Result<MessageId> MessageStore::newestThatCame(ConversationId conversation, Ours ours)
{
    static const QString statement = newestOfChats.arg(u"c.id"_s);
    const auto found = oneOfEach(statement, {conversation.value(), int(ours == Ours::Taken)});
    return found ? Result<MessageId>(found->value(conversation)) : Result<MessageId>(found.error());
}

Result<QHash<ConversationId, MessageId>> MessageStore::newestThatCame(AccountId account, Ours ours)
{
    static const QString statement = newestOfChats.arg(u"c.account"_s);
    return oneOfEach(statement, {account.value(), int(ours == Ours::Taken)});
}

Result<bool> MessageStore::wentOutFromHere(MessageId message)
{
    const auto stream = m_database.value(u"SELECT handed_over FROM message WHERE id = ?"_s, {message.value()});
    return stream ? Result<bool>(stream->toLongLong() > 0) : Result<bool>(stream.error());
}

Result<QHash<ConversationId, MessageId>> MessageStore::oldest(AccountId account)
{
    return oneOfEach(u"SELECT c.id, m.id FROM conversation c JOIN message m ON m.id = "
                     "(SELECT id FROM message WHERE conversation = c.id ORDER BY id LIMIT 1) WHERE c.account = ? AND c.kind <> 1"_s, {account.value()});
}

/// A message of each conversation, as `statement` finds them.
Result<QHash<ConversationId, MessageId>> MessageStore::oneOfEach(const QString &statement, const QVariantList &values)
{
    QHash<ConversationId, MessageId> found;
    const auto read = m_database.each(statement, values, [&](const QSqlQuery &row) {
        found.insert(ConversationId(row.value(0).toLongLong()), MessageId(row.value(1).toLongLong()));
    });
    if (!read) {
        return read.error();
    }
    return found;
}

Status MessageStore::setArchiveId(MessageId message, const ArchiveId &archive)
{
    const auto changed = m_database.change(u"UPDATE message SET archive_id = ? WHERE id = ?"_s,
                                           {archive.value(), message.value()});
    return changed && *changed == 0 ? Status(noMessage(message)) : toStatus(changed);
}

Result<bool> MessageStore::setState(MessageId message, MessageState state, const std::optional<Error> &failure)
{
    bool differs = false;
    const auto work = [&]() -> Status {
        const auto now = this->message(message);
        if (!now) {
            return now.error();
        }
        if (now->direction != Direction::Outgoing || state == MessageState::Received) {
            return Done{};
        }
        const bool setAlways = state == MessageState::Waiting || state == MessageState::Failed;
        if (setAlways ? now->state == state && now->failure == failure
                      : now->state != MessageState::Failed && now->state >= state) {
            return Done{};
        }
        differs = true;
        return toStatus(m_database.change(
            u"UPDATE message SET state = ?, error_kind = ?, error_detail = ?, error_subject = ? WHERE id = ?"_s,
            QVariantList{int(state)} + messageRow::failureValues(failure) + QVariantList{message.value()}));
    };
    if (auto done = together(true, work); !done) {
        return done.error();
    }
    return differs;
}

Result<QList<Message>> MessageStore::raiseStateUpTo(ConversationId conversation, MessageId upTo, MessageState state)
{
    QList<Message> raised;
    const auto work = [&]() -> Status {
        // The first two terms are those of its partial index.
        auto lower = readAll(u"INDEXED BY message_unseen WHERE m.direction = 1 AND m.state IN (1, 2) AND m.conversation = ? AND m.id <= ? AND m.state < ? "
                             "ORDER BY m.id DESC LIMIT ?"_s,
                             {conversation.value(), upTo.value(), int(state), raisedAtOnce});
        if (!lower) {
            return lower.error();
        }
        for (Message &message : *lower) {
            if (auto set = toStatus(m_database.change(u"UPDATE message SET state = ? WHERE id = ?"_s,
                                                      {int(state), message.id.value()})); !set) {
                return set;
            }
            message.state = state;
        }
        std::reverse(lower->begin(), lower->end());
        raised = *std::move(lower);
        return Done{};
    };
    Q_ASSERT(state == MessageState::Delivered || state == MessageState::Displayed);
    if (auto done = together(false, work); !done) {
        return done.error();
    }
    return raised;
}

Status MessageStore::remove(MessageId message)
{
    return together(true, [&]() -> Status {
        const auto now = this->message(message);
        if (!now) {
            return now.error();
        }
        if (auto gone = toStatus(m_database.change(u"DELETE FROM message WHERE id = ?"_s, {message.value()})); !gone) {
            return gone;
        }
        if (m_freed.size() >= mostFreed) {
            m_freed.clear();
        }
        m_freed.insert(message.value());
        if (auto counted = countDay(now->conversation, message, -1); !counted) {
            return counted;
        }
        if (auto last = refreshLast(now->conversation); !last) {
            return last;
        }
        return recountUnread(now->conversation);
    });
}

// What is kept beside the messages

Status MessageStore::markRead(ConversationId conversation, MessageId upTo)
{
    return together(false, [&]() -> Status {
        if (auto moved = found(m_database.change(u"UPDATE conversation SET read_up_to = max(read_up_to, ?) WHERE id = ?"_s,
                                                 {upTo.value(), conversation.value()}), conversation); !moved) {
            return moved;
        }
        // Before the first unread one all is read, and need not be walked over; where there is none, nothing is.
        const auto seen = m_database.change(
            u"UPDATE message INDEXED BY message_place SET unread = 0 WHERE conversation = ? AND unread = 1 "
            "AND id >= (SELECT first_unread FROM conversation WHERE id = ? AND first_unread > 0) AND id <= ?"_s,
            {conversation.value(), conversation.value(), upTo.value()});
        if (!seen || *seen == 0) {
            return toStatus(seen);
        }
        return recountUnread(conversation);
    });
}

Status MessageStore::recountUnread(ConversationId conversation)
{
    // They run over the index from what was the first unread one on.
    static const QString unread = u"FROM message m INDEXED BY message_place WHERE m.conversation = conversation.id "
                                  "AND m.id >= nullif(conversation.first_unread, 0) AND m.unread = 1"_s;
    static const QString counted = u"UPDATE conversation SET unread = (SELECT count(*) "_s + unread + u"), first_unread = "
        "coalesce((SELECT m.id "_s + unread + u" ORDER BY m.id LIMIT 1), 0), mentions = (SELECT count(*) "_s + unread
        + u" AND m.mentioned = 1) WHERE id = ?"_s;
    return toStatus(m_database.change(counted, {conversation.value()}));
}

Status MessageStore::refreshLast(ConversationId conversation)
{
    return toStatus(m_database.change(
        u"UPDATE conversation SET last_message = coalesce((SELECT max(id) FROM message WHERE conversation = ?), 0) "
        "WHERE id = ?"_s,
        {conversation.value(), conversation.value()}));
}

Status MessageStore::countDay(ConversationId conversation, MessageId message, int by)
{
    const QVariantList key{conversation.value(), message.value() / messageRow::keysADay};
    if (auto counted = toStatus(m_database.change(u"INSERT INTO message_day (conversation, day, count) VALUES (?, ?, ?) "
                                                  "ON CONFLICT (conversation, day) DO UPDATE SET count = count + excluded.count"_s,
                                                  key + QVariantList{by})); !counted || by > 0) {
        return counted;
    }
    return toStatus(m_database.change(u"DELETE FROM message_day WHERE conversation = ? AND day = ? AND count <= 0"_s, key));
}

Result<MessageId> MessageStore::newestDisplayed(ConversationId conversation, qint64 since)
{
    const auto found = m_database.value(
        u"SELECT max(id) FROM (SELECT id, direction, state, handed_over FROM message WHERE conversation = ? ORDER BY id DESC LIMIT 2000) "
        "WHERE direction = 1 AND state = 3 AND (handed_over = 0 OR handed_over >= ?)"_s, {conversation.value(), since});
    return found ? Result<MessageId>(MessageId(found->toLongLong())) : Result<MessageId>(found.error());
}

Result<bool> MessageStore::hasDisplayedBehind(const Message &waiting)
{
    const auto found = m_database.value(
        u"SELECT EXISTS (SELECT 1 FROM (SELECT id, direction, state, handed_over FROM message WHERE conversation = ? AND id > ? "
        "ORDER BY id DESC LIMIT 2000) WHERE direction = 1 AND state = 3 AND (SELECT handed_over FROM message WHERE id = ?) "
        "BETWEEN 1 AND CASE handed_over WHEN 0 THEN id / ? ELSE handed_over END)"_s,
        {waiting.conversation.value(), waiting.id.value(), waiting.id.value(), messageRow::keysAMillisecond});
    return found ? Result<bool>(found->toBool()) : Result<bool>(found.error());
}

Result<Message> MessageStore::newestArchivedOfOthers(ConversationId conversation, MessageId upTo)
{
    // Of the last 500: where nothing is archived, not all of a long chat is read for each word in it.
    return readOne(u"WHERE m.id IN (SELECT id FROM message WHERE conversation = ? AND id <= ? ORDER BY id DESC LIMIT 500) "
                   "AND m.direction = 0 AND m.archive_id <> '' ORDER BY m.id DESC LIMIT 1"_s,
                   {conversation.value(), upTo.value()});
}

Result<Message> MessageStore::newestMarkable(ConversationId conversation, MessageId upTo)
{
    return readOne(u"INDEXED BY message_markable WHERE m.direction = 0 AND m.markable = 1 AND m.conversation = ? AND m.id <= ? ORDER BY m.id DESC LIMIT 1"_s,
                   {conversation.value(), upTo.value()});
}

// The outbox. "state IN (0, 4)" and "direction = 1" are what lets SQLite use its partial index.
// CROSS JOIN keeps SQLite from beginning with the conversations.

Result<QList<Message>> MessageStore::waiting(AccountId account)
{
    return readAll(u"CROSS JOIN conversation c ON c.id = m.conversation "
                   "WHERE m.direction = 1 AND m.state IN (0, 4) AND m.state = 0 AND m.held = 0 AND c.account = ? ORDER BY m.id"_s,
                   {account.value()});
}

Result<int> MessageStore::waitingCount(AccountId account)
{
    const auto value = m_database.value(u"SELECT count(*) FROM message m CROSS JOIN conversation c ON c.id = m.conversation "
                                        "WHERE m.direction = 1 AND m.state IN (0, 4) AND m.state = 0 AND c.account = ?"_s,
                                        {account.value()});
    if (!value) {
        return value.error();
    }
    return value->toInt();
}

Status MessageStore::setHandedOver(MessageId message, qint64 stream)
{
    Q_ASSERT(stream > 0);
    const auto changed = m_database.change(u"UPDATE message SET handed_over = ? WHERE id = ?"_s, {stream, message.value()});
    return changed && *changed == 0 ? Status(noMessage(message)) : toStatus(changed);
}

Status MessageStore::sendAnew(MessageId message, const OriginId &id)
{
    return together(true, [&]() -> Status {
        const auto changed = m_database.change(
            u"UPDATE message SET origin_id = ?, stanza_id = '', archive_id = '', handed_over = 0 WHERE id = ?"_s,
            {id.value(), message.value()});
        if (!changed || *changed == 0) {
            return changed ? Status(noMessage(message)) : Status(changed.error());
        }
        if (const Status noted = setEncryption(message, {}); !noted) {
            return noted;
        }
        return toStatus(setState(message, MessageState::Waiting));
    });
}

Result<QSet<MessageId>> MessageStore::handedOver(AccountId account)
{
    QSet<MessageId> all;
    const auto read = m_database.each(u"SELECT m.id FROM message m CROSS JOIN conversation c ON c.id = m.conversation "
                                      "WHERE m.direction = 1 AND m.state IN (0, 4) AND m.state = 0 AND m.handed_over > 0 "
                                      "AND c.account = ?"_s,
                                      {account.value()},
                                      [&](const QSqlQuery &row) { all.insert(MessageId(row.value(0).toLongLong())); });
    if (!read) {
        return read.error();
    }
    return all;
}

} // namespace jackdaw
