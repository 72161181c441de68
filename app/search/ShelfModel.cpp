// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/ShelfModel.h"

#include <QDateTime>

#include <algorithm>
#include <optional>
#include <utility>

namespace jackdaw {

namespace {

/// The first day of the month in which it was said, by the local calendar.
QDate monthOf(const ShelfEntry &entry)
{
    const QDate day = QDateTime::fromMSecsSinceEpoch(entry.time).date();
    return {day.year(), day.month(), 1};
}

/// Of the last line above.
QDate lastMonth(const QList<ShelfEntry> &entries)
{
    const auto month = std::find_if(entries.crbegin(), entries.crend(), [](const ShelfEntry &entry) { return entry.isMonth(); });
    return month == entries.crend() ? QDate() : month->month;
}

} // namespace

ShelfModel::ShelfModel(const ReadConnection &connection, QObject *parent) : QAbstractListModel(parent), m_reader(connection)
{
    m_late.setSingleShot(true);
    m_late.setInterval(gather);
    connect(&m_late, &QTimer::timeout, this, &ShelfModel::refresh);
    m_onward.setSingleShot(true);
    m_onward.setInterval(0);
    connect(&m_onward, &QTimer::timeout, this, [this] { fetchMore({}); });
}

void ShelfModel::show(ConversationId conversation, Shelf shelf)
{
    m_late.stop();
    m_onward.stop();
    beginResetModel();
    m_conversation = conversation;
    m_shelf = shelf;
    ShelfReader::Page page = conversation.isValid() ? m_reader.page(conversation, shelf, pageSize) : ShelfReader::Page();
    m_entries = withMonths(page.entries, {});
    m_next = page.next;
    m_wanted = pageSize;
    endResetModel();
    goOn();
}

/// A stamp that is newer than what stands above it begins no month again: the order is that of the messages.
QList<ShelfEntry> ShelfModel::withMonths(const QList<ShelfEntry> &entries, QDate last) const
{
    if (!ShelfReader::isOfFiles(m_shelf)) {
        return entries;
    }
    QList<ShelfEntry> all;
    all.reserve(entries.size() + 1);
    for (const ShelfEntry &entry : entries) {
        const QDate month = monthOf(entry);
        if (!last.isValid() || month < last) {
            ShelfEntry line;
            line.month = month;
            line.time = month.startOfDay().toMSecsSinceEpoch();
            all.append(line);
            last = month;
        }
        all.append(entry);
    }
    return all;
}

/// A screenful is looked for without anybody asking, a step at a time.
void ShelfModel::goOn()
{
    if (m_next && m_entries.size() < m_wanted) {
        m_onward.start();
    }
}

int ShelfModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant ShelfModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const ShelfEntry &entry = m_entries.at(index.row());
    switch (role) {
    case Qt::AccessibleTextRole:
        if (m_spoken) {
            return m_spoken(entry);
        }
        [[fallthrough]];
    case Qt::DisplayRole:
        if (entry.isMonth()) {
            return m_spoken ? m_spoken(entry) : QString();
        }
        return m_shelf == Shelf::Links ? entry.link.url.toString(QUrl::FullyEncoded)
             : entry.attachment        ? entry.attachment->file.name
                                       : entry.body;
    default:
        return {};
    }
}

Qt::ItemFlags ShelfModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || m_entries.at(index.row()).isMonth()) {
        return index.isValid() ? Qt::ItemNeverHasChildren : Qt::NoItemFlags;
    }
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

bool ShelfModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_next.has_value();
}

void ShelfModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent)) {
        return;
    }
    ShelfReader::Page page = m_reader.page(m_conversation, m_shelf, pageSize, m_next);
    m_next = page.next;
    if (!m_onward.isActive() && m_entries.size() >= m_wanted) {
        m_wanted = m_entries.size() + pageSize;
    }
    if (!page.entries.isEmpty()) {
        const int first = int(m_entries.size());
        const QList<ShelfEntry> further = withMonths(page.entries, lastMonth(m_entries));
        beginInsertRows({}, first, first + int(further.size()) - 1);
        m_entries += further;
        endInsertRows();
    }
    if (m_entries.isEmpty() && !m_next) {
        Q_EMIT lookedThrough();
    }
    goOn();
}

void ShelfModel::touch(ConversationId conversation)
{
    if (conversation == m_conversation && m_conversation.isValid() && !m_late.isActive()) {
        m_late.start();
    }
}

/// As much as was there; of links and files the newest step, as those above it cannot be told apart from none at a fair price. Where
/// nothing of it changed nobody hears of it, and a list keeps its place.
void ShelfModel::refresh()
{
    ShelfReader::Page all;
    do {
        ShelfReader::Page page = m_reader.page(m_conversation, m_shelf, pageSize, all.next);
        all.entries += page.entries;
        all.next = page.next;
    } while (!ShelfReader::isByPlace(m_shelf) && all.next && all.entries.size() < m_entries.size());
    if (ShelfReader::isByPlace(m_shelf) && all.next) {
        for (const ShelfEntry &entry : std::as_const(m_entries)) {
            if (!entry.isMonth() && entry.message < all.next->message) {
                all.entries.append(entry);
            }
        }
        // What was read furthest stays read.
        all.next = m_next && m_next->message < all.next->message ? m_next
                 : !m_next && !m_entries.isEmpty() && m_entries.constLast().message < all.next->message ? std::nullopt : all.next;
    }
    all.entries = withMonths(all.entries, {});
    if (all.entries == m_entries) {
        if (m_next || !m_entries.isEmpty()) { // else all was looked through, and nobody goes on
            m_next = all.next;
        }
        return;
    }
    // What stays at both ends stays: a line that came or went is told as that alone.
    const qsizetype common = std::min(all.entries.size(), m_entries.size());
    qsizetype head = 0;
    while (head < common && all.entries.at(head) == m_entries.at(head)) {
        ++head;
    }
    qsizetype tail = 0;
    while (tail < common - head && all.entries.at(all.entries.size() - 1 - tail) == m_entries.at(m_entries.size() - 1 - tail)) {
        ++tail;
    }
    if (const qsizetype gone = m_entries.size() - head - tail; gone > 0) {
        beginRemoveRows({}, int(head), int(head + gone) - 1);
        m_entries.remove(head, gone);
        endRemoveRows();
    }
    if (const qsizetype come = all.entries.size() - head - tail; come > 0) {
        beginInsertRows({}, int(head), int(head + come) - 1);
        m_entries = all.entries;
        endInsertRows();
    }
    m_next = all.next;
    if (m_entries.isEmpty() && !m_next) {
        Q_EMIT lookedThrough(); // when its rows went that was not known yet
    }
    goOn();
}

} // namespace jackdaw
