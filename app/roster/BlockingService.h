// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "roster/BlockList.h"
#include "xmpp/Authority.h"

#include <QFuture>
#include <QObject>

namespace jackdaw {

class RosterService;

/// Whom our server keeps away from an account (XEP-0191): asked in each new session, followed when another device changes it,
/// and changed when the user wants it, with a report where they say so (XEP-0377). Owned by AccountService, engine thread.
/// Believes the server alone; who is blocked asks for nothing any more, so their open requests go.
class BlockingService : public QObject
{
    Q_OBJECT
public:
    BlockingService(const AccountContext &account, RosterService &roster, QObject *parent = nullptr);

    const BlockList &list() const { return m_list; }
    /// Errors: Unavailable (the server knows no such list), Offline, …
    QFuture<Status> block(const QList<Jid> &who, AbuseReport report);
    QFuture<Status> unblock(const QList<Jid> &who);

Q_SIGNALS:
    void changed(const jackdaw::BlockList &list);

private:
    void fetch();
    Connection::Disposition handlePush(const QDomElement &iq);
    void add(const QList<Jid> &who);
    void remove(const QList<Jid> &who);
    QFuture<Status> set(Connection::PayloadWriter payload, std::function<void()> done);

    AccountContext m_account;
    RosterService &m_roster;
    Authority m_authority;
    BlockList m_list;
};

} // namespace jackdaw
