// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"

#include <QFuture>
#include <QObject>

namespace jackdaw {

/// What a person may have done to the account on its server: another password, or its end (XEP-0077, 3.2 and 3.3).
/// Owned by AccountService, engine thread. Says what the server agreed to; what is kept on this computer is
/// EngineCore's to follow. Never asks a second time by itself: after a lost answer nobody knows which password holds.
class ServerAccountService : public QObject
{
    Q_OBJECT
public:
    explicit ServerAccountService(const AccountContext &account, QObject *parent = nullptr);

    /// Errors: Offline, Forbidden, NotAcceptable (the password), Unavailable, Timeout and ConnectionLost (not known
    /// whether it was changed), …
    QFuture<Status> changePassword(const QString &password);
    /// Errors: Offline, Forbidden, Unavailable, Timeout, …
    QFuture<Status> deleteAccount();

private:
    QFuture<Status> tell(Connection::PayloadWriter payload);

    AccountContext m_account;
};

} // namespace jackdaw
