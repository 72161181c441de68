// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/TimelineModel.h"

#include "chat/FileRow.h"
#include "chat/MessageReader.h"
#include "chat/MessageRow.h"

#include <algorithm>

namespace jackdaw {

namespace {

bool above(const Message &message, MessageId id)
{
    return message.id < id;
}

} // namespace

TimelineModel::TimelineModel(const MessageReader &reader, QObject *parent) : QAbstractListModel(parent), m_reader(reader) {}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_messages.size());
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Message &message = m_messages.at(index.row());
    switch (role) {
    case Qt::AccessibleTextRole:
        if (m_spoken) {
            return m_spoken(message);
        }
        [[fallthrough]];
    case Qt::DisplayRole:
        return message.body;
    case MessageRole:
        return QVariant::fromValue(message.id);
    case EditedRole:
        return message.edited;
    case RetractedRole:
        return message.retracted;
    case ReactionsRole:
        return QVariant::fromValue(message.reactions);
    case QuoteRole:
        return message.reply ? QVariant::fromValue(quote(message)) : QVariant();
    case ThreadRole:
        return message.thread.id;
    case MentionsUsRole:
        return message.mentionsUs();
    case PinnedRole:
        return message.pinned != 0;
    case SavedRole:
        return message.saved != 0;
    case ChangesRole:
        return QVariant::fromValue(message.changes);
    default:
        return {};
    }
}

void TimelineModel::open(const Conversation &conversation, MessageId around)
{
    m_conversation = conversation.id;
    m_quotes.clear();
    m_threads.clear();
    m_unreadLine = topOf(conversation.firstUnread);
    m_unreadCount = conversation.unread;
    if (!m_conversation.isValid()) {
        replace({}, false, false);
    } else if (around.isValid()) {
        loadAround(around);
    } else if (m_unreadLine.isValid() && m_unreadCount >= pageSize) {
        loadAround(m_unreadLine);
    } else {
        // Own messages may stand between the unread ones, so even a few of these can reach further up than a page.
        QList<Message> page = m_reader.newest(m_conversation, pageSize + 1);
        const bool hasOlder = page.size() > pageSize;
        if (hasOlder) {
            page.removeFirst();
        }
        if (hasOlder && m_unreadLine.isValid() && m_unreadLine < page.constFirst().id) {
            loadAround(m_unreadLine);
        } else {
            replace(std::move(page), hasOlder, false);
        }
    }
}

/// A message that brings several files is unread from the first of them on.
MessageId TimelineModel::topOf(MessageId id) const
{
    const Message message = id.isValid() ? m_reader.message(id) : Message();
    const int files = message.id.isValid() ? m_reader.countFilesAbove(message) : 0;
    MessageId top = id;
    const QList<Message> above = files > 0 ? m_reader.before(m_conversation, id, files) : QList<Message>();
    for (auto row = above.crbegin(); row != above.crend(); ++row) {
        if (!fileRow::isOne(*row) || fileRow::nameIn(*row) != fileRow::nameOf(message)) {
            break;
        }
        top = row->id;
    }
    return top;
}

int TimelineModel::rowOf(MessageId message) const
{
    const int row = rowAtOrAfter(message);
    return row >= 0 && m_messages.at(row).id == message ? row : -1;
}

int TimelineModel::rowAtOrAfter(MessageId message) const
{
    const auto found = std::lower_bound(m_messages.cbegin(), m_messages.cend(), message, above);
    return found == m_messages.cend() ? -1 : int(found - m_messages.cbegin());
}

int TimelineModel::rowAtOrAfterTime(qint64 time) const
{
    return rowAtOrAfter(MessageId(std::max<qint64>(time, 1) * messageRow::keysAMillisecond));
}

QList<Message> TimelineModel::messagesBefore(MessageId message, int most) const
{
    return m_reader.before(m_conversation, message, most);
}

Message TimelineModel::stored(MessageId message) const
{
    const Message found = message.isValid() ? m_reader.message(message) : Message();
    return found.conversation == m_conversation ? found : Message();
}

Message TimelineModel::messageOf(const Message &row) const
{
    return m_reader.messageOf(row);
}

int TimelineModel::countFilesAbove(const Message &message) const
{
    return m_reader.countFilesAbove(message);
}

void TimelineModel::jumpTo(MessageId message)
{
    loadAround(message);
}

void TimelineModel::jumpToTime(qint64 time)
{
    loadAround(MessageId(std::max<qint64>(time, 1) * messageRow::keysAMillisecond));
}

void TimelineModel::jumpToNewest()
{
    loadNewest();
}

void TimelineModel::loadNewest()
{
    QList<Message> page = m_reader.newest(m_conversation, pageSize + 1);
    const bool hasOlder = page.size() > pageSize;
    if (hasOlder) {
        page.removeFirst();
    }
    replace(std::move(page), hasOlder, false);
}

/// Half a page above `message`, which need not exist, and a page from it on.
void TimelineModel::loadAround(MessageId message)
{
    constexpr int half = pageSize / 2;
    QList<Message> page = m_reader.before(m_conversation, message, half + 1);
    const bool hasOlder = page.size() > half;
    if (hasOlder) {
        page.removeFirst();
    }
    QList<Message> rest = m_reader.after(m_conversation, MessageId(message.value() - 1), pageSize + 1);
    const bool hasNewer = rest.size() > pageSize;
    if (hasNewer) {
        rest.removeLast();
    }
    if (!hasNewer && rest.size() + page.size() < pageSize) { // near the end: a full page all the same
        loadNewest();
        return;
    }
    replace(page + rest, hasOlder, hasNewer);
}

void TimelineModel::replace(QList<Message> messages, bool hasOlder, bool hasNewer)
{
    beginResetModel();
    m_messages = std::move(messages);
    m_hasOlder = hasOlder;
    m_hasNewer = hasNewer;
    recount();
    endResetModel();
    Q_EMIT windowReplaced();
}

/// Exact where the window touches an end; between, the day counts say about how much stands above.
void TimelineModel::recount()
{
    m_countBefore = 0;
    m_countAfter = 0;
    if (!m_hasOlder && !m_hasNewer) {
        return;
    }
    const qint64 rest = std::max<qint64>(m_reader.countAll(m_conversation) - m_messages.size(), 0);
    if (!m_hasNewer) {
        m_countBefore = std::max<qint64>(rest, 1);
    } else if (!m_hasOlder) {
        m_countAfter = std::max<qint64>(rest, 1);
    } else {
        const qint64 before = m_messages.isEmpty() ? 0 : m_reader.countBefore(m_conversation, m_messages.constFirst().id);
        m_countBefore = std::clamp<qint64>(before, 1, std::max<qint64>(rest - 1, 1));
        m_countAfter = std::max<qint64>(rest - m_countBefore, 1);
    }
}

int TimelineModel::loadOlder(int most)
{
    if (!m_hasOlder || m_messages.isEmpty()) {
        return 0;
    }
    QList<Message> page = m_reader.before(m_conversation, m_messages.constFirst().id, most + 1);
    m_hasOlder = page.size() > most;
    if (m_hasOlder) {
        page.removeFirst();
    }
    const int count = int(page.size());
    if (count > 0) {
        beginInsertRows({}, 0, count - 1);
        putFirst(std::move(page));
        m_countBefore = std::max<qint64>(m_countBefore - count, 1);
        endInsertRows();
    }
    if (!m_hasOlder) {
        recount();
    }
    letGoOfNewest();
    Q_EMIT edgesChanged();
    return count;
}

/// From the last on: a list has room at its beginning too, while the sum of two lists copies all that was there.
void TimelineModel::putFirst(QList<Message> older)
{
    for (auto message = older.rbegin(); message != older.rend(); ++message) {
        m_messages.prepend(std::move(*message));
    }
}

int TimelineModel::loadNewer(int most)
{
    if (!m_hasNewer || m_messages.isEmpty()) {
        return 0;
    }
    QList<Message> page = m_reader.after(m_conversation, m_messages.constLast().id, most + 1);
    m_hasNewer = page.size() > most;
    if (m_hasNewer) {
        page.removeLast();
    }
    const int count = int(page.size());
    m_countAfter = std::max<qint64>(m_countAfter - count, 1);
    append(page);
    if (!m_hasNewer) {
        recount();
    }
    letGoOfOldest();
    Q_EMIT edgesChanged();
    return count;
}

void TimelineModel::letGoOfNewest()
{
    const int surplus = int(m_messages.size()) - maximumRows;
    if (surplus <= 0) {
        return;
    }
    beginRemoveRows({}, maximumRows, maximumRows + surplus - 1);
    m_messages.remove(maximumRows, surplus);
    m_hasNewer = true;
    m_countAfter += surplus;
    endRemoveRows();
}

void TimelineModel::letGoOfOldest()
{
    const int surplus = int(m_messages.size()) - maximumRows;
    if (surplus <= 0) {
        return;
    }
    beginRemoveRows({}, 0, surplus - 1);
    m_messages.remove(0, surplus);
    m_hasOlder = true;
    m_countBefore += surplus;
    endRemoveRows();
}

Quote TimelineModel::quote(const Message &message) const
{
    if (!message.reply) {
        return {};
    }
    const auto known = m_quotes.constFind(message.reply->id);
    if (known != m_quotes.cend()) {
        return *known;
    }
    Quote quote;
    quote.message = m_reader.findNamed(m_conversation, message.reply->id, message.reply->author);
    quote.state = quote.message.id.isValid() ? Quote::State::Here : Quote::State::Unknown;
    if (m_quotes.size() >= 2 * maximumRows) {
        m_quotes.clear();
    }
    m_quotes.insert(message.reply->id, quote);
    return quote;
}

Quote TimelineModel::threadBefore(const Message &message) const
{
    if (message.thread.id.isEmpty() || message.reply) {
        return {};
    }
    const auto known = m_threads.constFind(message.id);
    if (known != m_threads.cend()) {
        return *known;
    }
    Quote before;
    before.message = m_reader.threadBefore(message);
    before.state = before.message.id.isValid() ? Quote::State::Here : Quote::State::Unknown;
    if (m_threads.size() >= 2 * maximumRows) {
        m_threads.clear();
    }
    m_threads.insert(message.id, before);
    return before;
}

QList<MessageVersion> TimelineModel::versions(MessageId message) const
{
    return m_reader.versions(message);
}

QList<SeenMark> TimelineModel::seenBy(const Message &message, int limit) const
{
    return m_reader.seenBy(message, limit);
}

/// What answers say of these has changed: they are asked for anew, and the rows that show them are told.
void TimelineModel::forgetQuotes(const QList<Message> &messages)
{
    if (m_quotes.isEmpty()) {
        return;
    }
    QSet<OriginId> ids;
    QSet<MessageId> keys;
    for (const Message &message : messages) {
        ids << message.originId << message.stanzaId;
        keys.insert(message.id);
    }
    for (auto it = m_quotes.cbegin(); it != m_quotes.cend(); ++it) {
        if (keys.contains(it->message.id)) { // also by the id of a correction
            ids.insert(it.key());
        }
    }
    forgetQuotes(ids);
}

void TimelineModel::forgetQuotes(const QSet<OriginId> &ids)
{
    QSet<OriginId> shown;
    for (const OriginId &id : ids) {
        if (id.isValid() && m_quotes.remove(id)) {
            shown.insert(id);
        }
    }
    for (int row = 0; !shown.isEmpty() && row < m_messages.size(); ++row) {
        const auto &reply = m_messages.at(row).reply;
        if (reply && shown.contains(reply->id)) {
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

/// As forgetQuotes(), for what goes on with these.
void TimelineModel::forgetThreads(const QSet<MessageId> &messages)
{
    QSet<MessageId> shown;
    for (auto it = m_threads.cbegin(); it != m_threads.cend(); ++it) {
        if (messages.contains(it->message.id) || messages.contains(it.key())) {
            shown.insert(it.key());
        }
    }
    for (const MessageId id : std::as_const(shown)) {
        m_threads.remove(id);
        if (const int row = rowOf(id); row >= 0) {
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

void TimelineModel::setSpokenText(std::function<QString(const Message &)> spoken)
{
    m_spoken = std::move(spoken);
    if (!m_messages.isEmpty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::AccessibleTextRole});
    }
}

void TimelineModel::addMessages(ConversationId conversation, const QList<Message> &messages, bool live)
{
    Q_UNUSED(live) // where a message stands is in its id
    if (conversation != m_conversation || !m_conversation.isValid()) {
        return;
    }
    forgetQuotes(messages);
    QList<Message> older;
    QList<Message> inside;
    QList<Message> newer;
    qint64 beyond = 0;
    for (const Message &message : messages) {
        if (m_messages.isEmpty()) {
            newer.append(message);
        } else if (message.id < m_messages.constFirst().id) {
            older.append(message);
        } else if (m_messages.constLast().id < message.id) {
            if (m_hasNewer) {
                ++beyond;
            } else {
                newer.append(message);
            }
        } else if (rowOf(message.id) < 0) { // else the page was read after the message was stored
            inside.append(message);
        }
    }
    m_countAfter += beyond;
    insertInside(std::move(inside));
    prepend(std::move(older));
    append(newer);
    if (m_messages.size() > 2 * maximumRows) { // late, since the reader may be looking at the first row
        letGoOfOldest();
    }
    if (beyond > 0) {
        Q_EMIT edgesChanged();
    }
}

void TimelineModel::insertInside(QList<Message> inside)
{
    for (qsizetype first = 0; first < inside.size();) {
        const int row = rowAtOrAfter(inside.at(first).id);
        qsizetype end = first + 1; // all that stand above the same row go in together
        while (end < inside.size() && inside.at(end).id < m_messages.at(row).id) {
            ++end;
        }
        beginInsertRows({}, row, row + int(end - first) - 1);
        for (qsizetype i = first; i < end; ++i) {
            m_messages.insert(row + (i - first), std::move(inside[i]));
        }
        endInsertRows();
        first = end;
    }
}

/// Messages above the window: shown where it began with the first message of all and is shorter than a page, known to be
/// there otherwise.
void TimelineModel::prepend(QList<Message> older)
{
    if (older.isEmpty()) {
        return;
    }
    const qsizetype room = m_hasOlder ? 0 : std::max<qsizetype>(pageSize - m_messages.size(), 0);
    const qsizetype hidden = std::max<qsizetype>(older.size() - room, 0);
    if (hidden > 0) {
        m_hasOlder = true;
        m_countBefore += hidden;
        older.remove(0, hidden);
    }
    if (!older.isEmpty()) {
        beginInsertRows({}, 0, int(older.size()) - 1);
        putFirst(std::move(older));
        endInsertRows();
    }
    if (hidden > 0) {
        Q_EMIT edgesChanged();
    }
}

void TimelineModel::append(const QList<Message> &newer)
{
    if (newer.isEmpty()) {
        return;
    }
    const int first = int(m_messages.size());
    beginInsertRows({}, first, first + int(newer.size()) - 1);
    m_messages += newer;
    endInsertRows();
}

void TimelineModel::changeMessages(ConversationId conversation, const QList<Message> &messages)
{
    for (const Message &message : messages) {
        if (message.retracted != 0) {
            Q_EMIT messageGone(message.id);
        }
    }
    if (conversation != m_conversation) {
        return;
    }
    for (const Message &message : messages) {
        const int row = rowOf(message.id);
        if (row >= 0 && m_messages.at(row) != message) {
            m_messages[row] = message;
            Q_EMIT dataChanged(index(row), index(row));
        } else if (row >= 0) {
            Q_EMIT messageTouched(message.id);
        }
    }
    forgetQuotes(messages);
    if (!m_threads.isEmpty()) {
        QSet<MessageId> changed;
        for (const Message &message : messages) {
            changed.insert(message.id);
        }
        forgetThreads(changed);
    }
}

void TimelineModel::removeMessage(ConversationId conversation, MessageId message)
{
    Q_EMIT messageGone(message);
    if (conversation != m_conversation || m_messages.isEmpty()) {
        return;
    }
    QSet<OriginId> quoted;
    for (auto it = m_quotes.cbegin(); it != m_quotes.cend(); ++it) {
        if (it->message.id == message) {
            quoted.insert(it.key());
        }
    }
    const int row = rowOf(message);
    if (row >= 0) {
        beginRemoveRows({}, row, row);
        m_messages.removeAt(row);
        endRemoveRows();
        if (m_messages.isEmpty() && (m_hasOlder || m_hasNewer)) {
            loadNewest();
        }
    } else if (message < m_messages.constFirst().id && m_hasOlder) {
        m_countBefore = std::max<qint64>(m_countBefore - 1, 1);
        Q_EMIT edgesChanged();
    } else if (m_messages.constLast().id < message && m_hasNewer) {
        m_countAfter = std::max<qint64>(m_countAfter - 1, 1);
        Q_EMIT edgesChanged();
    }
    forgetQuotes(quoted);
    forgetThreads({message});
}

} // namespace jackdaw
