// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/FurtherFiles.h"

#include "chat/AttachmentStore.h"
#include "chat/ChangeStore.h"
#include "chat/FilesLeftOut.h"

#include <QUuid>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

/// Is it the same file, as far as anybody can say? How many were left out is one thing, however many they are.
bool isSameFile(const Attachment &a, const Attachment &b)
{
    const bool isLeftOut = filesLeftOut(a) > 0;
    return isLeftOut == (filesLeftOut(b) > 0) && (isLeftOut || (!a.file.url.isEmpty() && a.file.url == b.file.url));
}

/// What of `files` the message had stays as it is.
void keepKnown(QList<FurtherFiles::File> &files, const QList<Message> &rows, const Message &message)
{
    QList<FurtherFiles::File> had = FurtherFiles::filesOf(rows);
    if (message.attachment) {
        had.append({*message.attachment, 0, 0}); // what is pinned there is the message
    }
    for (FurtherFiles::File &file : files) {
        const auto known = std::find_if(had.cbegin(), had.cend(),
                                        [&](const FurtherFiles::File &one) { return isSameFile(one.attachment, file.attachment); });
        if (known == had.cend()) {
            continue;
        }
        file.pinned = std::max(file.pinned, known->pinned);
        file.saved = std::max(file.saved, known->saved);
        using State = Attachment::State;
        const bool cameOnlyNow = file.attachment.state == State::Here && known->attachment.state != State::Here;
        if (filesLeftOut(file.attachment) == 0 && !cameOnlyNow) {
            file.attachment = known->attachment;
        }
    }
}

/// Which row has each of `files` and keeps it, so that as many as can stand where they were; -1: none.
QList<qsizetype> keptRows(const QList<Message> &rows, const QList<FurtherFiles::File> &files)
{
    const auto isSame = [&](qsizetype row, qsizetype file) {
        return rows[row].attachment && isSameFile(*rows[row].attachment, files[file].attachment);
    };
    // The longest common sequence; longest[i][j] is that of what stands behind the first i and j.
    QList<QList<int>> longest(rows.size() + 1, QList<int>(files.size() + 1, 0));
    for (qsizetype i = rows.size() - 1; i >= 0; --i) {
        for (qsizetype j = files.size() - 1; j >= 0; --j) {
            longest[i][j] = isSame(i, j) ? longest[i + 1][j + 1] + 1 : std::max(longest[i + 1][j], longest[i][j + 1]);
        }
    }
    QList<qsizetype> kept(files.size(), -1);
    for (qsizetype i = 0, j = 0; i < rows.size() && j < files.size();) {
        if (isSame(i, j)) {
            kept[j++] = i++;
        } else if (longest[i + 1][j] >= longest[i][j + 1]) {
            ++i;
        } else {
            ++j;
        }
    }
    return kept;
}

/// An id for a row that none of them has or had.
OriginId unusedId(const QString &begin, const QList<Message> &rows)
{
    for (int number = 0;; ++number) {
        const OriginId id(begin + u"%1"_s.arg(number, 2, 10, QChar(u'0')));
        if (std::none_of(rows.cbegin(), rows.cend(), [&](const Message &row) { return row.originId == id; })) {
            return id;
        }
    }
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
    const QString name = fileRow::nameOf(message);
    const QString begin = fileRow::begin(name.isEmpty() ? QUuid::createUuid().toString(QUuid::WithoutBraces) : name);
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
        // Whoever counts what is unread counts messages.
        const auto one = m_messages.insert(row, place, isOne(row) ? MessageStore::Unread::DoNotCount : unread, beside);
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

Result<Message> FurtherFiles::messageOf(const Message &row)
{
    if (!isOne(row)) {
        return row;
    }
    const QString name = fileRow::nameIn(row);
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
    const QString name = fileRow::nameOf(message);
    if (name.isEmpty() || isOne(message)) {
        return QList<Message>();
    }
    // Those above an older message of the same id are that one's. "+": not by their place, which would walk the whole chat.
    return m_messages.select(u"WHERE m.conversation = ? AND m.origin_id > ? AND m.origin_id < ? AND m.origin_id <> '' AND m.sender = ? "
                             "AND +m.id < ? AND +m.id > coalesce((SELECT max(o.id) FROM message o WHERE o.conversation = ? AND o.origin_id = ? "
                             "AND o.origin_id <> '' AND o.sender = ? AND o.id < ?), 0) ORDER BY +m.id"_s,
                             {message.conversation.value(), fileRow::begin(name), fileRow::end(name), message.sender.toString(),
                              message.id.value(), message.conversation.value(), message.originId.value(), message.sender.toString(),
                              message.id.value()});
}

Result<MessageId> FurtherFiles::topOf(MessageId id)
{
    const auto message = m_messages.message(id);
    if (!message || !message->attachment) {
        const bool isRead = message || message.error().kind == ErrorKind::NotFound;
        return isRead ? Result<MessageId>(id) : Result<MessageId>(message.error());
    }
    const auto rows = of(*message);
    if (!rows) {
        return rows.error();
    }
    return rows->isEmpty() ? id : rows->constFirst().id;
}

QList<FurtherFiles::File> FurtherFiles::filesOf(const QList<Message> &rows)
{
    QList<File> files;
    for (const Message &row : rows) {
        if (row.attachment) {
            files.append({*row.attachment, row.pinned, row.saved});
        }
    }
    return files;
}

Result<FurtherFiles::Replaced> FurtherFiles::replace(const Message &message, QList<File> files)
{
    Replaced replaced;
    const auto rows = of(message);
    if (!rows || files.isEmpty() || message.retracted != 0) {
        return rows ? Result<Replaced>(replaced) : Result<Replaced>(rows.error());
    }
    keepKnown(files, *rows, message);
    const File own = files.takeLast();
    if (const Status put = putOwn(message, own, replaced); !put) {
        return put.error();
    }
    Message now = message;
    now.attachment = own.attachment;
    QList<Attachment> before;
    for (const File &file : std::as_const(files)) {
        before.append(file.attachment);
    }
    const QList<Message> wanted = above(now, before);
    QList<qsizetype> kept = keptRows(*rows, files);
    QList<Message> all = *rows; // their ids, and those of what is new

    // From the lowest up. A row whose file goes takes the next one that has none, so that they stand as close together as
    // before.
    qsizetype undecided = rows->size();
    MessageId below = message.id;
    for (qsizetype i = wanted.size() - 1; i >= 0; --i) {
        const auto keptAbove = std::find_if(kept.crend() - i, kept.crend(), [](qsizetype row) { return row >= 0; });
        const qsizetype lowest = kept[i] >= 0 ? kept[i] : keptAbove == kept.crend() ? -1 : *keptAbove;
        Status done = Done{};
        if (kept[i] >= 0) {
            while (undecided - 1 > kept[i]) {
                replaced.gone.append(rows->at(--undecided).id);
            }
            const Message &row = rows->at(--undecided);
            below = row.id;
            if (*row.attachment != files[i].attachment) { // so many are left out now, or it came for another row before
                done = AttachmentStore(m_database).put(row.id, files[i].attachment);
                replaced.altered.append(row.id);
            }
            done = done ? setMarks(row, files[i]) : done;
        } else if (undecided - 1 > lowest) {
            const Message &row = rows->at(--undecided);
            below = row.id;
            done = m_messages.setText(row.id, wanted[i]);
            done = done ? setMarks(row, files[i]) : done;
            replaced.altered.append(row.id);
        } else {
            Message row = wanted[i];
            row.originId = unusedId(fileRow::begin(fileRow::nameIn(row)), all);
            const MessageId upTo = lowest >= 0 ? rows->at(lowest).id : MessageId();
            const auto stored = m_messages.insert(row, MessageStore::Place::ByTime, MessageStore::Unread::DoNotCount,
                                                  {below, upTo});
            if (!stored) {
                return stored.error();
            }
            if (stored->id < upTo) { // no key is left between the two: those above are told anew, each a row further up
                done = m_messages.remove(stored->id);
                std::fill(kept.begin(), kept.begin() + i, -1);
                ++i;
            } else {
                below = stored->id;
                all.append(*stored);
                replaced.stored.prepend(*stored);
                done = setMarks(*stored, files[i]);
            }
        }
        if (!done) {
            return done.error();
        }
    }
    while (undecided > 0) {
        replaced.gone.append(rows->at(--undecided).id);
    }
    for (const MessageId gone : std::as_const(replaced.gone)) {
        if (const Status removed = m_messages.remove(gone); !removed) {
            return removed.error();
        }
    }
    return replaced;
}

Status FurtherFiles::putOwn(const Message &message, const File &file, Replaced &replaced)
{
    if (message.attachment != file.attachment) {
        if (const Status put = AttachmentStore(m_database).put(message.id, file.attachment); !put) {
            return put;
        }
        replaced.altered.append(message.id);
    }
    File marked = file; // what is pinned is the message, whatever file it has
    marked.pinned = std::max(message.pinned, file.pinned);
    marked.saved = std::max(message.saved, file.saved);
    return setMarks(message, marked);
}

Status FurtherFiles::setMarks(const Message &row, const File &file)
{
    ChangeStore marks(m_database, m_messages);
    using Mark = ChangeStore::Mark;
    const Status pinned = row.pinned == file.pinned ? Status(Done{}) : marks.setMark(row.id, Mark::Pinned, file.pinned);
    return !pinned || row.saved == file.saved ? pinned : marks.setMark(row.id, Mark::Saved, file.saved);
}

Result<QList<Message>> FurtherFiles::setState(const Message &message, MessageState state, const std::optional<Error> &failure)
{
    // With a message all its files come, or none (XEP-0447).
    const auto rows = message.attachment ? of(message) : Result<QList<Message>>(QList<Message>());
    if (!rows) {
        return rows.error();
    }
    QList<Message> changed;
    for (const Message &each : *rows + QList<Message>{message}) {
        const auto isOther = m_messages.setState(each.id, state, failure);
        const auto now = isOther && *isOther ? m_messages.message(each.id) : Result<Message>(each);
        if (!isOther || !now) {
            return isOther ? now.error() : isOther.error();
        }
        if (*isOther) {
            changed.append(*now);
        }
    }
    return changed;
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
