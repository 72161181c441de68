// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"
#include "base/Result.h"

#include <QFuture>
#include <QString>

namespace jackdaw {

/// Keeps passwords, and the tokens that serve instead of them, outside the profile. Owned by EngineCore; engine thread,
/// and futures end there. Errors: NotFound (nothing kept), and Secrets (base/KeyServiceTrouble
/// says why). Never writes a secret anywhere else then.
class SecretStore
{
public:
    virtual ~SecretStore() = default;
    virtual QFuture<Result<QString>> password(const BareJid &account) = 0;
    virtual QFuture<Status> setPassword(const BareJid &account, const QString &password) = 0;
    /// What signs in without the password (XEP-0484), as xmpp/FastToken writes it.
    virtual QFuture<Result<QString>> token(const BareJid &account) = 0;
    virtual QFuture<Status> setToken(const BareJid &account, const QString &token) = 0;
    virtual QFuture<Status> forgetToken(const BareJid &account) = 0;
    /// For the proxy that the account's settings name.
    virtual QFuture<Result<QString>> proxyPassword(const BareJid &account) = 0;
    virtual QFuture<Status> setProxyPassword(const BareJid &account, const QString &password) = 0;
    virtual QFuture<Status> forgetProxyPassword(const BareJid &account) = 0;
    /// The password and the token. What was not there is forgotten too.
    virtual QFuture<Status> forget(const BareJid &account) = 0;
};

} // namespace jackdaw
