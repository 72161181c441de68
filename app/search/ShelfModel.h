// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/ShelfReader.h"

#include <QAbstractListModel>
#include <QTimer>
#include <functional>

namespace jackdaw {

/// One shelf of one chat for a list: its links, its files, or what is pinned or saved of it. Reads a page when the view gets near its
/// end, and all that it has anew, a moment after the chat changed. Owned by who shows it, GUI thread; reads through
/// ShelfReader, is told of changes by AppContext. Never writes.
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
    /// How a line is read out (ui/ gives the words).
    void setSpokenText(std::function<QString(const ShelfEntry &)> spoken) { m_spoken = std::move(spoken); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

public Q_SLOTS:
    /// Messages of that chat came, changed or went.
    void touch(jackdaw::ConversationId conversation);

private:
    void refresh();
    void goOn();

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
