// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountSettings.h"
#include "presence/Presence.h"

#include <QAbstractListModel>
#include <functional>

namespace jackdaw {

/// All accounts with the state of their connection and their own presence, for the rail, the banner and the settings.
/// Owned by the composition root, GUI thread; fed by AccountDoor and PresenceDoor; never commands anything.
class AccountListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    struct Row {
        AccountSettings settings;
        ConnectionStatus connection;
        Presence own;
        int waiting = 0; ///< messages that wait to be sent

        friend bool operator==(const Row &, const Row &) = default;
    };
    enum Role {
        AccountRole = Qt::UserRole + 1, ///< AccountId
        JidRole,                        ///< QString, the bare JID
        StateRole                       ///< ConnectionState as int
    };

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    const QList<Row> &rows() const { return m_rows; }
    /// nullptr if there is no such account. The pointer is good until the next change.
    const Row *find(AccountId account) const;

public Q_SLOTS:
    void setAccounts(const QList<jackdaw::AccountSettings> &accounts);
    void setConnection(jackdaw::AccountId account, const jackdaw::ConnectionStatus &status);
    void setOwnPresence(jackdaw::AccountId account, const jackdaw::Presence &presence);
    void setWaiting(jackdaw::AccountId account, int waiting);

private:
    void changed(AccountId account, const std::function<void(Row &)> &change);

    QList<Row> m_rows;
};

} // namespace jackdaw
