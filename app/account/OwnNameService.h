// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"

#include <QFuture>
#include <QObject>

namespace jackdaw {

class PersonalNodes;

/// What the owner of an account is called: asked in each new session, of the node of XEP-0172 and, where that has nothing, of
/// the account's card (XEP-0054); published by the first, for contacts alone. Owned by AccountService, engine thread. Keeps
/// in AccountNotes what it learnt, so that it is there without a network. Believes only the account itself, and never writes
/// the card, which other programs fill.
class OwnNameService : public QObject
{
    Q_OBJECT
public:
    OwnNameService(const AccountContext &account, PersonalNodes &nodes, QObject *parent = nullptr);

    /// Empty: nothing is known.
    const QString &name() const { return m_name; }
    /// An empty one takes back what was published. Errors: Offline, Unavailable (the server keeps no such nodes), Forbidden, …
    QFuture<Status> setName(const QString &name);

Q_SIGNALS:
    void changed(jackdaw::AccountId account, const QString &name);

private:
    void ask();
    void askCard();
    void take(const QString &name);

    AccountContext m_account;
    PersonalNodes &m_nodes;
    QString m_name;
    int m_wish = 0; ///< how often it was set: an answer to what was asked before that is older than the user's word
};

} // namespace jackdaw
