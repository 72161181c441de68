// SPDX-License-Identifier: GPL-3.0-or-later
#include "spaces/SpaceListModel.h"

#include "chat/ChatListModel.h"

#include <algorithm>
#include <optional>

namespace jackdaw {

namespace {

constexpr int placeStep = 1024; ///< between two that are new, so that another finds its place there

/// A place between two, of which either may be missing (-1); none: there is no number between them.
std::optional<int> placeBetween(int before, int after)
{
    if (after < 0) {
        const int behind = before < 0 ? 0 : before + placeStep;
        return behind <= maximumSpacePlace ? std::optional(behind) : std::nullopt;
    }
    const int between = before < 0 ? std::max(0, after - placeStep) : before + (after - before) / 2;
    return between > before && between < after ? std::optional(between) : std::nullopt;
}

} // namespace

SpaceListModel::SpaceListModel(const ChatListModel &chats, QObject *parent) : RowListModel(parent), m_chats(chats)
{
    connect(&chats, &ChatListModel::chatsChanged, this, &SpaceListModel::countAgain);
}

int SpaceListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

QVariant SpaceListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Row &row = m_rows[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return row.traits.name;
    case UnreadRole: return row.unread;
    default: return {};
    }
}

const SpaceListModel::Row *SpaceListModel::find(const SpaceId &space) const
{
    const auto found =
        std::find_if(m_rows.cbegin(), m_rows.cend(), [&space](const Row &row) { return row.id == space; });
    return found == m_rows.cend() ? nullptr : &*found;
}

const Space *SpaceListModel::part(const SpaceId &space, AccountId account) const
{
    const auto parts = m_parts.constFind(account);
    if (parts == m_parts.cend()) {
        return nullptr;
    }
    const auto found = parts->constFind(space);
    return found == parts->cend() ? nullptr : &*found;
}

bool SpaceListModel::holds(const SpaceId &space, const Conversation &conversation) const
{
    const Space *known = part(space, conversation.account);
    return known && jackdaw::holds(*known, conversation);
}

int SpaceListModel::lastPlace() const
{
    return m_rows.empty() ? 0 : std::min(m_rows.back().traits.place + placeStep, maximumSpacePlace);
}

QHash<SpaceId, SpaceTraits> SpaceListModel::movedTo(const SpaceId &space, int row) const
{
    std::vector<Row> order = m_rows;
    const auto found =
        std::find_if(order.cbegin(), order.cend(), [&space](const Row &each) { return each.id == space; });
    const int from = int(found - order.cbegin());
    const int to = std::clamp(row, 0, std::max(0, int(order.size()) - 1));
    if (found == order.cend() || from == to) {
        return {};
    }
    Row moved = *found;
    order.erase(found);
    order.insert(order.begin() + to, moved);
    const int before = to > 0 ? order[size_t(to) - 1].traits.place : -1;
    const int after = to + 1 < int(order.size()) ? order[size_t(to) + 1].traits.place : -1;
    if (const auto place = placeBetween(before, after)) {
        moved.traits.place = *place;
        return {{space, moved.traits}};
    }
    QHash<SpaceId, SpaceTraits> all;
    for (int i = 0; i < int(order.size()); ++i) {
        SpaceTraits traits = order[size_t(i)].traits;
        if (const int place = (i + 1) * placeStep; traits.place != place) {
            traits.place = place;
            all.insert(order[size_t(i)].id, traits);
        }
    }
    return all;
}

void SpaceListModel::replaceSpaces(AccountId account, const QList<Space> &spaces, SpaceKeeping keeping)
{
    QHash<SpaceId, Space> parts;
    for (const Space &each : spaces) {
        parts.insert(each.id, each);
    }
    const bool failed = keeping == SpaceKeeping::Open || keeping == SpaceKeeping::Refused;
    const bool isNews = failed && !parts.isEmpty() && m_keeping.value(account, SpaceKeeping::NotYet) != keeping;
    // A new session has not asked yet: it is told only where it turns out otherwise than before. And of nothing to keep there is
    // nothing to say.
    if (keeping != SpaceKeeping::NotYet && (!failed || !parts.isEmpty())) {
        m_keeping.insert(account, keeping);
    }
    if (m_parts.value(account) != parts) {
        if (parts.isEmpty()) {
            m_parts.remove(account);
        } else {
            m_parts.insert(account, parts);
        }
        rebuild();
        Q_EMIT spacesChanged();
    }
    if (isNews) {
        Q_EMIT keepingFailed(account, keeping);
    }
}

void SpaceListModel::removeAccount(AccountId account)
{
    m_keeping.remove(account);
    if (m_parts.remove(account)) {
        rebuild();
        Q_EMIT spacesChanged();
    }
}

void SpaceListModel::countAgain()
{
    if (!m_rows.empty()) {
        rebuild();
    }
}

std::vector<SpaceListModel::Row> SpaceListModel::wantedRows() const
{
    std::vector<Row> rows;
    QHash<SpaceId, size_t> places;
    for (auto account = m_parts.cbegin(); account != m_parts.cend(); ++account) {
        for (const Space &part : *account) {
            const auto place = places.constFind(part.id);
            if (place == places.cend()) {
                places.insert(part.id, rows.size());
                rows.push_back({part.id, part.traits, 0, {account.key()}});
            } else {
                rows[*place].accounts.append(account.key());
            }
        }
    }
    // Only what is unread is looked at closely: there are few of these, and this is asked with every change of a chat.
    m_chats.forEachConversation([&](const Conversation &conversation) {
        if (conversation.unread == 0) {
            return;
        }
        const auto parts = m_parts.constFind(conversation.account);
        if (parts == m_parts.cend()) {
            return;
        }
        for (const Space &part : *parts) {
            if (jackdaw::holds(part, conversation)) {
                ++rows[places.value(part.id)].unread;
            }
        }
    });
    std::sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) {
        return std::tuple(a.traits.place, a.traits.name, a.id.value())
            < std::tuple(b.traits.place, b.traits.name, b.id.value());
    });
    return rows;
}

void SpaceListModel::rebuild()
{
    std::vector<Row> wanted = wantedRows();
    QHash<SpaceId, Row> before;
    for (const Row &row : m_rows) {
        before.insert(row.id, row);
    }
    applyRows(m_rows, wanted, [](const Row &row) { return row.id; });
    std::vector<int> changed;
    for (int i = 0; i < int(wanted.size()); ++i) {
        const auto known = before.constFind(wanted[size_t(i)].id);
        if (known != before.cend() && *known != wanted[size_t(i)]) {
            changed.push_back(i);
        }
    }
    m_rows = std::move(wanted); // the same ones, with what they are now
    announceChanged(changed);
}

} // namespace jackdaw
