// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "places/LivePlace.h"

#include <QHash>
#include <QObject>

namespace jackdaw {

/// What accounts tell and follow of live places, as the engine said it last.
/// For views, which look one up by what a message says. Owned by AppContext, GUI thread.
/// Never asks anybody, and forgets nothing by itself: what has ended says so.
class LivePlaceModel : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    void replace(AccountId account, const QList<LivePlace> &places);
    const LivePlace *find(AccountId account, const BareJid &owner, const QString &id) const;
    /// Told from here to that chat, and not over.
    const LivePlace *toldTo(ConversationId conversation, qint64 now) const;
    /// By which account; invalid: it is not.
    AccountId tellerOf(ConversationId conversation, qint64 now) const;
    struct Told
    {
        AccountId account;
        LivePlace place;
    };
    /// All that is told from here, what ends first in front.
    QList<Told> told(qint64 now) const;
    /// Is the user's place told to anybody?
    bool isAnyTold(qint64 now) const;
    /// When the first of those that are told from here ends; 0: none is.
    qint64 nextEnd(qint64 now) const;

Q_SIGNALS:
    void changed();

private:
    QHash<AccountId, QList<LivePlace>> m_places;
};

} // namespace jackdaw
