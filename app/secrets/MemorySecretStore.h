// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secrets/SecretStore.h"

#include <QHash>

namespace jackdaw {

/// Keeps passwords until the program ends: for tests and the local demo (EngineOptions::Secrets::Memory). Owned by
/// EngineCore, engine thread; answers at once. Never writes anything down. The only error is NotFound, where nothing
/// was kept or it was forgotten.
class MemorySecretStore : public SecretStore
{
public:
    QFuture<Result<QString>> password(const BareJid &account) override;
    QFuture<Status> setPassword(const BareJid &account, const QString &password) override;
    QFuture<Result<QString>> token(const BareJid &account) override;
    QFuture<Status> setToken(const BareJid &account, const QString &token) override;
    QFuture<Status> forgetToken(const BareJid &account) override;
    QFuture<Result<QString>> proxyPassword(const BareJid &account) override;
    QFuture<Status> setProxyPassword(const BareJid &account, const QString &password) override;
    QFuture<Status> forgetProxyPassword(const BareJid &account) override;
    QFuture<Status> forget(const BareJid &account) override;

private:
    QHash<BareJid, QString> m_passwords;
    QHash<BareJid, QString> m_tokens;
    QHash<BareJid, QString> m_proxyPasswords;
};

} // namespace jackdaw
