// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomListModel.h"

#include "base/FoldedText.h"

#include <algorithm>
#include <limits>

namespace jackdaw {

QString RoomListModel::Row::name() const
{
    if (bookmark && !bookmark->name.isEmpty()) {
        return bookmark->name;
    }
    return room.features.name.isEmpty() ? room.jid.local() : room.features.name;
}

RoomListModel::RoomListModel(QObject *parent) : RowListModel(parent) {}

int RoomListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant RoomListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Row &row = m_rows[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return row.name();
    case AccountRole:
        return QVariant::fromValue(row.room.account);
    case JidRole:
        return row.room.jid.toString();
    case ConversationRole:
        return QVariant::fromValue(row.room.conversation);
    case StateRole:
        return int(row.room.state);
    default:
        return {};
    }
}

const RoomListModel::Row *RoomListModel::find(ConversationId conversation) const
{
    const auto key = m_chats.constFind(conversation);
    return key == m_chats.cend() ? nullptr : find(key->first, key->second);
}

const RoomListModel::Row *RoomListModel::find(AccountId account, const BareJid &room) const
{
    const auto known = m_known.constFind({account, room});
    return known == m_known.cend() ? nullptr : &*known;
}

void RoomListModel::changeRooms(const QList<Room> &rooms)
{
    for (const Room &room : rooms) {
        const Key key{room.account, room.jid};
        m_known[key].room = room;
        m_chats.insert(room.conversation, key);
    }
    rebuild();
    for (const Room &room : rooms) {
        Q_EMIT roomChanged(room.conversation);
    }
}

void RoomListModel::replaceBookmarks(AccountId account, const QList<RoomBookmark> &bookmarks)
{
    QHash<BareJid, RoomBookmark> now;
    for (const RoomBookmark &each : bookmarks) {
        now.insert(each.room, each);
        Row &row = m_known[{account, each.room}];
        row.room.account = account;
        row.room.jid = each.room;
    }
    QList<ConversationId> changed;
    for (auto each = m_known.begin(); each != m_known.end();) {
        const auto bookmark = now.constFind(each.key().second);
        const auto wanted = bookmark == now.cend() ? std::nullopt : std::optional(*bookmark);
        if (each.key().first == account && each->bookmark != wanted) {
            each->bookmark = wanted;
            changed.append(each->room.conversation);
        }
        const bool isNothing = !each->bookmark && !each->room.conversation.isValid();
        each = isNothing ? m_known.erase(each) : std::next(each);
    }
    rebuild();
    for (const ConversationId conversation : std::as_const(changed)) {
        if (conversation.isValid()) {
            Q_EMIT roomChanged(conversation);
        }
    }
}

void RoomListModel::removeAccount(AccountId account)
{
    m_known.removeIf([account](QHash<Key, Row>::iterator each) { return each.key().first == account; });
    m_chats.removeIf([account](QHash<ConversationId, Key>::iterator each) { return each.value().first == account; });
    rebuild();
}

void RoomListModel::rebuild()
{
    struct Place {
        int place;
        QString folded;
        const Row *row;
    };
    std::vector<Place> order;
    order.reserve(size_t(m_known.size()));
    for (const Row &row : std::as_const(m_known)) {
        const int place = row.bookmark && row.bookmark->place > 0 ? row.bookmark->place : std::numeric_limits<int>::max();
        order.push_back({place, foldedText(row.name()), &row});
    }
    std::sort(order.begin(), order.end(), [](const Place &a, const Place &b) {
        return std::tuple(a.place, a.folded, a.row->room.jid, a.row->room.account)
            < std::tuple(b.place, b.folded, b.row->room.jid, b.row->room.account);
    });
    const std::vector<Row> before = m_rows;
    std::vector<Row> wanted;
    wanted.reserve(order.size());
    for (const Place &each : order) {
        wanted.push_back(*each.row);
    }
    applyRows(m_rows, std::move(wanted), [](const Row &row) { return keyOf(row); });
    QHash<Key, const Row *> old;
    for (const Row &row : before) {
        old.insert(keyOf(row), &row);
    }
    std::vector<int> changed;
    for (int i = 0; i < int(m_rows.size()); ++i) {
        const Row *was = old.value(keyOf(m_rows[size_t(i)]));
        if (was && *was != m_rows[size_t(i)]) {
            changed.push_back(i);
        }
    }
    announceChanged(changed);
}

} // namespace jackdaw
