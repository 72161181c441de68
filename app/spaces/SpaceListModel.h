// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/RowListModel.h"
#include "spaces/Space.h"

#include <QHash>
#include <QMap>
#include <vector>

namespace jackdaw {

class ChatListModel;

/// The spaces of all accounts, each once, in the user's order, with how many of their chats have something unread. A
/// space with parts in several accounts goes by the first account's name and colour. Owned by AppContext, GUI thread;
/// filled from disk at start, fed by SpaceDoor afterwards. Changes no space and shows no chat: ChatListModel asks it
/// what a space holds.
class SpaceListModel : public RowListModel
{
    Q_OBJECT
public:
    struct Row
    {
        SpaceId id;
        SpaceTraits traits;
        int unread = 0; ///< chats, muted ones too, as the filter beside it counts them
        QList<AccountId> accounts; ///< with which it has a part

        friend bool operator==(const Row &, const Row &) = default;
    };
    enum Role { UnreadRole = Qt::UserRole + 1 };

    explicit SpaceListModel(const ChatListModel &chats, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    const std::vector<Row> &rows() const { return m_rows; }
    /// nullptr: there is none; good until the next change.
    const Row *find(const SpaceId &space) const;
    const Space *part(const SpaceId &space, AccountId account) const;
    bool holds(const SpaceId &space, const Conversation &conversation) const;
    SpaceKeeping keeping(AccountId account) const { return m_keeping.value(account, SpaceKeeping::NotYet); }
    /// Behind all others.
    int lastPlace() const;
    /// What is to be said of spaces so that this one stands in that row: of it alone, where there is a place between its
    /// neighbours', so that what another device moves meanwhile stays where that put it. None: it stands there.
    QHash<SpaceId, SpaceTraits> movedTo(const SpaceId &space, int row) const;

public Q_SLOTS:
    void replaceSpaces(jackdaw::AccountId account, const QList<jackdaw::Space> &spaces, jackdaw::SpaceKeeping keeping);
    void removeAccount(jackdaw::AccountId account);
    void countAgain();

Q_SIGNALS:
    /// What some of them hold may be others now.
    void spacesChanged();
    /// An account's server does not keep what is private, and what it is told of stays here.
    void keepingFailed(jackdaw::AccountId account, jackdaw::SpaceKeeping keeping);

private:
    void rebuild();
    std::vector<Row> wantedRows() const;

    const ChatListModel &m_chats;
    QMap<AccountId, QHash<SpaceId, Space>> m_parts;
    QHash<AccountId, SpaceKeeping> m_keeping;
    std::vector<Row> m_rows;
};

} // namespace jackdaw
