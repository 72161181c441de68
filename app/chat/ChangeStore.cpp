// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/ChangeStore.h"

#include "chat/AttachmentStore.h"
#include "chat/LinkPreviewStore.h"
#include "chat/MessageRow.h"
#include "storage/Database.h"

#include <QSqlQuery>
#include <QVariant>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

QVariant spoilerValue(const std::optional<QString> &spoiler)
{
    return spoiler ? QVariant(*spoiler) : QVariant();
}

} // namespace

Result<Message> ChangeStore::findNamed(ConversationId conversation, const OriginId &id, const BareJid &author)
{
    if (!conversation.isValid() || !id.isValid()) {
        return Message();
    }
    const QString by = author.isValid() ? u" AND m.sender = ?"_s : QString();
    // The newest: an id that somebody uses again means what they said last.
    for (const QString &where : {u"WHERE m.conversation = ? AND m.origin_id = ? AND m.origin_id <> ''"_s,
                                 u"WHERE m.conversation = ? AND m.stanza_id = ? AND m.stanza_id <> ''"_s,
                                 u"WHERE m.conversation = ? AND m.archive_id = ? AND m.archive_id <> ''"_s, // in rooms
                                 u"WHERE m.conversation = ? AND m.id IN "
                                  "(SELECT message FROM message_version WHERE origin_id = ? AND origin_id <> '')"_s}) {
        QVariantList values{conversation.value(), id.value()};
        if (author.isValid()) {
            values.append(author.toString());
        }
        auto found = m_messages.select(where + by + u" ORDER BY m.id DESC LIMIT 1"_s, values);
        if (!found) {
            return found.error();
        }
        if (!found->isEmpty()) {
            return found->takeFirst();
        }
    }
    return Message();
}

Result<Message> ChangeStore::findInRoom(ConversationId conversation, const OriginId &id)
{
    if (!conversation.isValid() || !id.isValid()) {
        return Message();
    }
    for (const QString &where : {u"WHERE m.conversation = ? AND m.archive_id = ? AND m.archive_id <> ''"_s,
                                 u"WHERE m.conversation = ? AND m.origin_id = ? AND m.origin_id <> '' AND m.archive_id = ''"_s,
                                 u"WHERE m.conversation = ? AND m.stanza_id = ? AND m.stanza_id <> '' AND m.archive_id = ''"_s}) {
        auto found = m_messages.select(where + u" ORDER BY m.id DESC LIMIT 1"_s, {conversation.value(), id.value()});
        if (!found || !found->isEmpty()) {
            return found ? Result<Message>(found->takeFirst()) : Result<Message>(found.error());
        }
    }
    return Message();
}

// Corrections

ChangeStore::Version ChangeStore::versionOf(const Message &message)
{
    return {message.time, message.originId, message.stanzaId, message.body, message.mentions, message.spoiler, message.markup};
}

Status ChangeStore::addVersion(MessageId message, const Version &version)
{
    return toStatus(m_database.change(
        u"INSERT OR IGNORE INTO message_version (message, time, origin_id, stanza_id, body, mentions, spoiler, markup) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {message.value(), version.time, version.originId.value(), version.stanzaId.value(), version.body,
         messageRow::writeMentions(version.mentions), spoilerValue(version.spoiler), version.markup}));
}

Result<bool> ChangeStore::correct(MessageId message, const Version &version)
{
    const auto target = m_messages.message(message);
    if (!target) {
        return target.error();
    }
    if (target->retracted != 0) {
        return false;
    }
    const auto known = hasSaid(message, version.originId, version.originId.isValid() ? QString() : version.body);
    if (!known || *known) {
        return known ? Result<bool>(false) : Result<bool>(known.error());
    }
    if (target->edited == 0) {
        if (const Status first = addVersion(message, versionOf(*target)); !first) {
            return first.error();
        }
    }
    Version placed = version;
    placed.time = std::max(version.time, target->time + 1); // whatever the clocks say, nothing is corrected before it was said
    for (const auto &step : {addVersion(message, placed), dropOldVersions(message), showNewest(message), forgetUnsaid(*target)}) {
        if (!step) {
            return step.error();
        }
    }
    return true;
}

Status ChangeStore::rewrite(MessageId message, const QString &body, const QList<Mention> &mentions)
{
    const auto before = m_messages.message(message);
    if (!before) {
        return before.error();
    }
    const auto written = m_database.change(u"UPDATE message SET body = ?, mentions = ?, markup = '' WHERE id = ?"_s,
                                           {body, messageRow::writeMentions(mentions), message.value()});
    return written ? forgetUnsaid(*before) : Status(written.error());
}

/// `before`: the message as it was. What pages say stays with it as long as it names them.
Status ChangeStore::forgetUnsaid(const Message &before)
{
    if (before.previews.isEmpty()) {
        return Done{};
    }
    const auto now = m_messages.message(before.id);
    if (!now) {
        return now.error();
    }
    for (const LinkPreview &preview : before.previews) {
        if (LinkPreviewStore::isNamed(preview.url, now->body)) {
            continue;
        }
        if (const Status forgotten = LinkPreviewStore(m_database).forget(before.id, preview.url); !forgotten) {
            return forgotten;
        }
    }
    return Done{};
}

Status ChangeStore::dropOldVersions(MessageId message)
{
    const auto count = m_database.value(u"SELECT count(*) FROM message_version WHERE message = ?"_s, {message.value()});
    if (!count) {
        return count.error();
    }
    const int surplus = count->toInt() - maximumVersions;
    if (surplus <= 0) {
        return Done{};
    }
    // The first text stays: it is what people answered to.
    return toStatus(m_database.change(
        u"DELETE FROM message_version WHERE message = ? AND time IN (SELECT time FROM message_version WHERE message = ? "
        "ORDER BY time LIMIT ? OFFSET 1)"_s, {message.value(), message.value(), surplus}));
}

Status ChangeStore::showNewest(MessageId message)
{
    return toStatus(m_database.change(
        u"UPDATE message SET (edited, body, mentions, spoiler, markup) = (SELECT time, body, mentions, spoiler, markup "
        "FROM message_version WHERE message = ? ORDER BY time DESC, origin_id DESC LIMIT 1) WHERE id = ?"_s,
        {message.value(), message.value()}));
}

Result<QList<ChangeStore::Version>> ChangeStore::versions(MessageId message)
{
    QList<Version> all;
    const auto read = m_database.each(
        u"SELECT time, origin_id, stanza_id, body, mentions, spoiler, markup FROM message_version WHERE message = ? "
        "ORDER BY time, origin_id"_s, {message.value()}, [&all](const QSqlQuery &row) {
            all.append({row.value(0).toLongLong(), OriginId(row.value(1).toString()), OriginId(row.value(2).toString()),
                        row.value(3).toString(), messageRow::readMentions(row.value(4).toString()),
                        row.isNull(5) ? std::nullopt : std::optional(row.value(5).toString()), row.value(6).toString()});
        });
    if (!read) {
        return read.error();
    }
    return all;
}

/// An empty `body` asks for the id alone.
Result<bool> ChangeStore::hasSaid(MessageId message, const OriginId &originId, const QString &body)
{
    const auto found = m_database.value(
        u"SELECT 1 FROM message_version WHERE message = ? AND origin_id = ? AND (? = '' OR body = ?) LIMIT 1"_s,
        {message.value(), originId.value(), body, body});
    if (!found) {
        return found.error();
    }
    return found->isValid();
}

// Retractions

Result<bool> ChangeStore::retract(MessageId message, qint64 time)
{
    const auto now = m_messages.message(message);
    if (!now) {
        return now.error();
    }
    if (now->retracted != 0) {
        return false;
    }
    const QVariantList id{message.value()};
    for (const auto &gone : {m_database.change(u"DELETE FROM message_version WHERE message = ?"_s, id),
                             m_database.change(u"DELETE FROM reaction WHERE message = ?"_s, id),
                             m_database.change(u"DELETE FROM reaction_word WHERE message = ?"_s, id),
                             m_database.change(u"UPDATE message SET retracted = ?, body = '', mentions = '', "
                                               "spoiler = NULL, markup = '', edited = 0, reacted = 0, unread = 0, pinned = 0, "
                                               "saved = 0 WHERE id = ?"_s, {std::max<qint64>(time, 1), message.value()})}) {
        if (!gone) {
            return gone.error();
        }
    }
    if (const Status forgotten = now->previews.isEmpty() ? Status(Done{}) : LinkPreviewStore(m_database).forget(message); !forgotten) {
        return forgotten.error();
    }
    if (now->attachment) { // its address, its key and its name
        if (const Status forgotten = AttachmentStore(m_database).forget(message); !forgotten) {
            return forgotten.error();
        }
    }
    const Status counted = m_messages.recountUnread(now->conversation);
    return counted ? Result<bool>(true) : Result<bool>(counted.error());
}

// Reactions

Result<qint64> ChangeStore::reactedAt(MessageId message, const BareJid &sender)
{
    const auto time = m_database.value(u"SELECT time FROM reaction_word WHERE message = ? AND sender = ?"_s,
                                       {message.value(), sender.toString()});
    if (!time) {
        return time.error();
    }
    return time->toLongLong();
}

Result<bool> ChangeStore::setReactions(MessageId message, const BareJid &sender, const QStringList &emoji, qint64 time)
{
    const QVariantList key{message.value(), sender.toString()};
    const auto said = reactedAt(message, sender);
    if (!said) {
        return said.error();
    }
    if (*said >= time && *said > 0) {
        return false;
    }
    if (*said == 0) {
        const auto people = m_database.value(u"SELECT count(*) FROM reaction_word WHERE message = ?"_s, {message.value()});
        if (!people) {
            return people.error();
        }
        if (people->toInt() >= maximumReactors) {
            return false;
        }
    }
    QStringList before;
    if (const Status read = m_database.each(u"SELECT emoji FROM reaction WHERE message = ? AND sender = ?"_s, key,
                                            [&before](const QSqlQuery &row) { before.append(row.value(0).toString()); }); !read) {
        return read.error();
    }
    const QStringList now = emoji.mid(0, maximumReactions);
    if (const auto noted = m_database.change(u"INSERT OR REPLACE INTO reaction_word (message, sender, time) VALUES (?, ?, ?)"_s,
                                             key + QVariantList{time}); !noted) {
        return noted.error();
    }
    if (QSet<QString>(before.cbegin(), before.cend()) == QSet<QString>(now.cbegin(), now.cend())) {
        return false;
    }
    for (const QString &each : std::as_const(before)) {
        if (!now.contains(each)) {
            const auto gone = m_database.change(u"DELETE FROM reaction WHERE message = ? AND sender = ? AND emoji = ?"_s,
                                                key + QVariantList{each});
            if (!gone) {
                return gone.error();
            }
        }
    }
    for (const QString &each : now) { // who adds one keeps the places of those that were there
        const auto added = m_database.change(u"INSERT OR IGNORE INTO reaction (message, sender, emoji, time) VALUES (?, ?, ?, ?)"_s,
                                             key + QVariantList{each, time});
        if (!added) {
            return added.error();
        }
    }
    const auto flagged = m_database.change(u"UPDATE message SET reacted = EXISTS (SELECT 1 FROM reaction WHERE message = ?) "
                                           "WHERE id = ?"_s, {message.value(), message.value()});
    return flagged ? Result<bool>(true) : Result<bool>(flagged.error());
}

// What came before what it is about

Result<QList<Message>> ChangeStore::standIns(const Message &target)
{
    // Asked for each message that comes from an archive: without the hint SQLite walks the whole conversation to have its order.
    return m_messages.select(u"INDEXED BY message_corrects "
                             "WHERE m.conversation = ? AND m.corrects <> '' AND m.corrects IN (?, ?) AND m.sender = ? "
                             "AND m.retracted = 0 AND m.id <> ? ORDER BY m.id"_s,
                             {target.conversation.value(), target.originId.value(), target.stanzaId.value(),
                              target.sender.toString(), target.id.value()});
}

Status ChangeStore::merge(MessageId target, const Message &standIn)
{
    auto texts = versions(standIn.id);
    if (!texts) {
        return texts.error();
    }
    if (texts->isEmpty()) {
        texts->append(versionOf(standIn));
    }
    for (const Version &text : std::as_const(*texts)) {
        if (const auto corrected = correct(target, text); !corrected) {
            return corrected.error();
        }
    }
    for (const QString &table : {u"reaction"_s, u"reaction_word"_s}) {
        const auto moved = m_database.change(u"UPDATE OR IGNORE %1 SET message = ? WHERE message = ?"_s.arg(table),
                                             {target.value(), standIn.id.value()});
        if (!moved) {
            return moved.error();
        }
    }
    const auto flagged = m_database.change(u"UPDATE message SET reacted = EXISTS (SELECT 1 FROM reaction WHERE message = ?) "
                                           "WHERE id = ?"_s, {target.value(), target.value()});
    if (!flagged) {
        return flagged.error();
    }
    return m_messages.remove(standIn.id);
}

Status ChangeStore::setMark(MessageId message, Mark mark, qint64 time)
{
    const auto changed = mark == Mark::Pinned
        ? m_database.change(u"UPDATE message SET pinned = ? WHERE id = ?"_s, {time, message.value()})
        : m_database.change(u"UPDATE message SET saved = ? WHERE id = ?"_s, {time, message.value()});
    if (changed && *changed == 0) {
        return Error{ErrorKind::NotFound, u"no message %1"_s.arg(message.value()), {}};
    }
    return toStatus(changed);
}

} // namespace jackdaw
