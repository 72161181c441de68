// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "account/ProviderInfo.h"
#include "account/ServerWays.h"
#include "xmpp/Capabilities.h"

#include <QFuture>
#include <QObject>
#include <functional>

namespace jackdaw {

/// Asks the server of one account what it says about itself (XEP-0030, 0157, 0455, 0478, 0504), when a person wants to
/// know. Owned by AccountService, engine thread. Fetches over https only when told to: status files, and what ServerWays
/// looks for. Of all that it
/// learns it keeps the addresses of those alone (AccountNotes): they are wanted when the server is gone.
class ProviderService : public QObject
{
    Q_OBJECT
public:
    explicit ProviderService(const AccountContext &account, QObject *parent = nullptr);

    /// Errors: Offline, Timeout, …
    QFuture<Result<ProviderInfo>> info();
    /// What the status addresses tell that info() named last, in this run or an earlier one (XEP-0455, 2), also while offline;
    /// through the account's proxy, if it has one. Errors: NotFound (none is known), Proxy, Unavailable, Rejected, …
    QFuture<Result<QList<OutageNotice>>> outages(const QStringList &languages);

private:
    struct Question;

    void ask(const Jid &to, QStringView space, std::function<void(Result<QDomElement>)> done);
    void askServices(std::shared_ptr<Question> question, QList<Jid> services);
    void noteStatusAddresses(const QStringList &addresses);
    void fetch(QStringList addresses, const QStringList &languages, QList<OutageNotice> notices,
               std::function<void(Result<QList<OutageNotice>>)> done);

    AccountContext m_account;
    ServerWays m_ways;
    QStringList m_statusAddresses;
};

} // namespace jackdaw
