// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "account/ServiceDoor.h"

#include <memory>

namespace jackdaw {

/// Asks services what they have and runs their commands (XEP-0030, XEP-0050), for one account. Owned by Features, engine
/// thread. Remembers nothing between two questions: a command's session is in the hands of who runs it.
/// Answers nobody who asks the same of us: that is CapabilitiesService.
class ServiceService : public QObject
{
    Q_OBJECT
public:
    explicit ServiceService(const AccountContext &account, QObject *parent = nullptr) : QObject(parent), m_account(account) {}

    QFuture<Result<QList<DiscoItem>>> items(const Jid &jid, const QString &node);
    QFuture<Result<DiscoInfo>> info(const Jid &jid, const QString &node);
    QFuture<Result<CommandStep>> run(const CommandStep &step);

private:
    template<class T, class Read>
    QFuture<Result<T>> ask(Connection::Request type, const Jid &to, Connection::PayloadWriter payload, Read read);

    AccountContext m_account;
};

} // namespace jackdaw
