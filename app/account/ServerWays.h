// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "xmpp/ProviderInfo.h"

#include <QObject>
#include <functional>
#include <memory>

namespace jackdaw {

/// Which ways lead to the server of one account, besides the one it is on: direct TLS by its SRV records (XEP-0368, 3),
/// web connections by its host-meta file (XEP-0156, 2). Owned by ProviderService, engine thread. Asks nobody before
/// find(), and nobody around the account's proxy, which takes no SRV question: that stays unknown then. Connects to none
/// of the ways.
class ServerWays : public QObject
{
    Q_OBJECT
public:
    explicit ServerWays(const AccountContext &account, QObject *parent = nullptr) : QObject(parent), m_account(account) {}

    /// `done` is called once, within some seconds, unless this goes first.
    void find(std::function<void(const ServerReach &)> done);

private:
    struct Search;

    void findDirectTls(std::shared_ptr<Search> search);
    void findWeb(std::shared_ptr<Search> search);

    AccountContext m_account;
};

} // namespace jackdaw
