// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/RowListModel.h"
#include "rooms/Room.h"

#include <QHash>
#include <optional>
#include <vector>

namespace jackdaw {

/// The rooms of all accounts, those we are in and those that are kept, in the order the user gave them, then by name; and
/// for a chat's page the room behind it. Owned by the composition root, GUI thread; fed by RoomDoor; never commands
/// anything.
class RoomListModel : public RowListModel
{
    Q_OBJECT
public:
    /// One room as it is shown.
    struct Row {
        Room room;
        std::optional<RoomBookmark> bookmark;

        /// What the user calls it, else what it calls itself, else from its address.
        QString name() const;
        friend bool operator==(const Row &, const Row &) = default;
    };
    enum Role {
        AccountRole = Qt::UserRole + 1, ///< AccountId
        JidRole,                        ///< QString
        ConversationRole,               ///< ConversationId; invalid as long as there is no chat
        StateRole                       ///< RoomState as int
    };

    explicit RoomListModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    const Row &row(int index) const { return m_rows[size_t(index)]; }

    /// nullptr if it is no room's. Good until the next change.
    const Row *find(ConversationId conversation) const;
    const Row *find(AccountId account, const BareJid &room) const;

public Q_SLOTS:
    void changeRooms(const QList<jackdaw::Room> &rooms);
    /// All of that account.
    void replaceBookmarks(jackdaw::AccountId account, const QList<jackdaw::RoomBookmark> &bookmarks);
    void removeAccount(jackdaw::AccountId account);

Q_SIGNALS:
    /// That room is another than before, or its bookmark.
    void roomChanged(jackdaw::ConversationId conversation);

private:
    using Key = std::pair<AccountId, BareJid>;

    static Key keyOf(const Row &row) { return {row.room.account, row.room.jid}; }
    void rebuild();

    QHash<Key, Row> m_known;
    QHash<ConversationId, Key> m_chats;
    std::vector<Row> m_rows;
};

} // namespace jackdaw
