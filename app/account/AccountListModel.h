// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountSettings.h"
#include "account/OwnName.h"
#include "account/RemovalProgress.h"
#include "presence/OwnStatus.h"

#include <QAbstractListModel>
#include <functional>

namespace jackdaw {

/// All accounts with the state of their connection and their own presence, for the rail, the banner and the settings.
/// Owned by AppContext, GUI thread; fed with what AccountReader found, then by AccountDoor, PresenceDoor and ChatDoor.
/// Reads nothing itself and never commands anything.
class AccountListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    struct Row {
        AccountSettings settings;
        ConnectionStatus connection;
        Presence own;     ///< as others see it
        OwnStatus status; ///< as it was chosen
        Invisibility invisibility = Invisibility::Unknown;
        Error whyRefused = {}; ///< to be invisible
        QString ownName;  ///< what its owner is called; empty where that is not known
        int waiting = 0; ///< messages that wait to be sent
        std::optional<QString> wantedName = std::nullopt; ///< what the owner is to be called once the server can be told

        /// The owner's name, or what the address begins with.
        QString shownName() const { return ownName.isEmpty() ? settings.jid.local() : ownName; }

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
    /// Of what was removed, and is none of the rows any more.
    const RemovalProgress &removal() const { return m_removal; }

public Q_SLOTS:
    void setAccounts(const QList<jackdaw::AccountSettings> &accounts);
    void setConnection(jackdaw::AccountId account, const jackdaw::ConnectionStatus &status);
    void setOwnPresence(jackdaw::AccountId account, const jackdaw::Presence &presence);
    void setOwnStatus(jackdaw::AccountId account, const jackdaw::OwnStatus &status);
    void setInvisibility(jackdaw::AccountId account, jackdaw::Invisibility state, const jackdaw::Error &why = {});
    void setOwnName(jackdaw::AccountId account, const jackdaw::OwnName &own);
    void setWaiting(jackdaw::AccountId account, int waiting);
    void setRemoval(const jackdaw::RemovalProgress &progress);

Q_SIGNALS:
    void removalChanged();

private:
    void changed(AccountId account, const std::function<void(Row &)> &change);

    QList<Row> m_rows;
    RemovalProgress m_removal;
};

} // namespace jackdaw
