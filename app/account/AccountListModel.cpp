// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountListModel.h"

#include <algorithm>

namespace jackdaw {

int AccountListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant AccountListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
    case JidRole:
        return row.settings.jid.toString();
    case AccountRole:
        return QVariant::fromValue(row.settings.id);
    case StateRole:
        return int(row.connection.state);
    default:
        return {};
    }
}

const AccountListModel::Row *AccountListModel::find(AccountId account) const
{
    const auto row = std::find_if(m_rows.cbegin(), m_rows.cend(), [&](const Row &r) { return r.settings.id == account; });
    return row == m_rows.cend() ? nullptr : &*row;
}

void AccountListModel::setAccounts(const QList<AccountSettings> &accounts)
{
    for (int i = int(m_rows.size()) - 1; i >= 0; --i) {
        const AccountId id = m_rows.at(i).settings.id;
        if (std::none_of(accounts.cbegin(), accounts.cend(), [&](const AccountSettings &a) { return a.id == id; })) {
            beginRemoveRows({}, i, i);
            m_rows.removeAt(i);
            endRemoveRows();
        }
    }
    for (int i = 0; i < accounts.size(); ++i) {
        const AccountSettings &settings = accounts.at(i);
        int at = 0;
        while (at < m_rows.size() && m_rows.at(at).settings.id != settings.id) {
            ++at;
        }
        if (at == m_rows.size()) {
            beginInsertRows({}, i, i);
            Row row;
            row.settings = settings;
            m_rows.insert(i, row);
            endInsertRows();
            continue;
        }
        if (at != i) { // rows before i stand right already, so it can only come from further down
            beginMoveRows({}, at, at, {}, i);
            m_rows.move(at, i);
            endMoveRows();
        }
        changed(settings.id, [&](Row &row) { row.settings = settings; });
    }
}

void AccountListModel::setConnection(AccountId account, const ConnectionStatus &status)
{
    changed(account, [&](Row &row) { row.connection = status; });
}

void AccountListModel::setOwnStatus(AccountId account, const OwnStatus &status)
{
    changed(account, [&](Row &row) { row.status = status; });
}

void AccountListModel::setOwnPresence(AccountId account, const Presence &presence)
{
    changed(account, [&](Row &row) { row.own = presence; });
}

void AccountListModel::setInvisibility(AccountId account, Invisibility state, const Error &why)
{
    changed(account, [&](Row &row) {
        row.invisibility = state;
        row.whyRefused = why;
    });
}

void AccountListModel::setOwnName(AccountId account, const OwnName &own)
{
    changed(account, [&](Row &row) {
        row.ownName = own.name;
        row.wantedName = own.wanted;
    });
}

void AccountListModel::setWaiting(AccountId account, int waiting)
{
    changed(account, [&](Row &row) { row.waiting = waiting; });
}

void AccountListModel::setRemoval(const RemovalProgress &progress)
{
    m_removal = progress;
    Q_EMIT removalChanged();
}

void AccountListModel::changed(AccountId account, const std::function<void(Row &)> &change)
{
    for (int i = 0; i < m_rows.size(); ++i) {
        if (m_rows.at(i).settings.id != account) {
            continue;
        }
        Row row = m_rows.at(i);
        change(row);
        if (row != m_rows.at(i)) {
            m_rows[i] = row;
            Q_EMIT dataChanged(index(i), index(i));
        }
        return;
    }
}

} // namespace jackdaw
