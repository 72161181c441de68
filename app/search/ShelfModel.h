// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/ShelfReader.h"

#include <QAbstractListModel>
#include <QTimer>
#include <functional>

namespace jackdaw {

/// One shelf of one chat for a list: its links, its files, or what is pinned or saved of it; above pictures and files of each
/// month a line that says so. Reads a page when the view gets near its end, and all that it has anew, a moment after the chat
/// changed. Owned by who shows it, GUI thread; reads through ShelfReader, is told of changes by AppContext. Never writes.
class ShelfModel : public QAbstractListModel
{
    Q_OBJECT
public:
    static constexpr int pageSize = 50;
    static constexpr int gather = 150; ///< ms

    explicit ShelfModel(const ReadConnection &connection, QObject *parent = nullptr);

    /// An invalid chat: nothing.
    void show(ConversationId conversation, Shelf shelf);
    ConversationId conversation() const { return m_conversation; }
    Shelf shelf() const { return m_shelf; }
    const ShelfEntry &entry(int row) const { return m_entries.at(row); }
    /// Nothing was found so far, and not all was looked through; ends with lookedThrough().
    bool isLooking() const { return m_entries.isEmpty() && m_next.has_value(); }
    /// Of those that can be chosen; rowCount() if there is none.
    int firstRow() const { return !m_entries.isEmpty() && m_entries.constFirst().isMonth() ? 1 : 0; }
    /// Whatever is shown: ShelfReader::pictureBeside().
    std::optional<ShelfEntry> pictureBeside(ConversationId conversation, MessageId message, int by,
                                            Attachment::Kind kind = Attachment::Kind::Picture) const
    {
        return m_reader.pictureBeside(conversation, message, by, kind);
    }
    /// How a line is read out, and what a month is called (ui/ gives the words).
    void setSpokenText(std::function<QString(const ShelfEntry &)> spoken) { m_spoken = std::move(spoken); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

public Q_SLOTS:
    /// Messages of that chat came, changed or went.
    void touch(jackdaw::ConversationId conversation);

Q_SIGNALS:
    /// There is nothing of it in this chat.
    void lookedThrough();

private:
    void refresh();
    void goOn();
    QList<ShelfEntry> withMonths(const QList<ShelfEntry> &entries, QDate last) const;

    ShelfReader m_reader;
    ConversationId m_conversation;
    Shelf m_shelf = Shelf::Links;
    QList<ShelfEntry> m_entries;
    std::optional<ShelfReader::Place> m_next;
    qsizetype m_wanted = pageSize; ///< so many lines are looked for, if there are
    std::function<QString(const ShelfEntry &)> m_spoken;
    QTimer m_late;
    QTimer m_onward; ///< while a page brought little, and there is more
};

} // namespace jackdaw
