// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/MemorySecretStore.h"

#include "base/Async.h"

namespace jackdaw {

namespace {

QFuture<Result<QString>> lookUp(const QHash<BareJid, QString> &all, const BareJid &account)
{
    const auto found = all.constFind(account);
    return found == all.constEnd() ? ready<QString>(Error{ErrorKind::NotFound, {}, account.toString()}) : ready<QString>(*found);
}

} // namespace

QFuture<Result<QString>> MemorySecretStore::password(const BareJid &account)
{
    return lookUp(m_passwords, account);
}

QFuture<Status> MemorySecretStore::setPassword(const BareJid &account, const QString &password)
{
    m_passwords.insert(account, password);
    return ready<Done>(Done{});
}

QFuture<Result<QString>> MemorySecretStore::token(const BareJid &account)
{
    return lookUp(m_tokens, account);
}

QFuture<Status> MemorySecretStore::setToken(const BareJid &account, const QString &token)
{
    m_tokens.insert(account, token);
    return ready<Done>(Done{});
}

QFuture<Status> MemorySecretStore::forgetToken(const BareJid &account)
{
    m_tokens.remove(account);
    return ready<Done>(Done{});
}

QFuture<Result<QString>> MemorySecretStore::proxyPassword(const BareJid &account)
{
    const auto found = m_proxyPasswords.constFind(account);
    return found == m_proxyPasswords.constEnd() ? ready<QString>(Error{ErrorKind::NotFound, {}, account.toString()})
                                                : ready<QString>(*found);
}

QFuture<Status> MemorySecretStore::setProxyPassword(const BareJid &account, const QString &password)
{
    m_proxyPasswords.insert(account, password);
    return ready<Done>(Done{});
}

QFuture<Status> MemorySecretStore::forgetProxyPassword(const BareJid &account)
{
    m_proxyPasswords.remove(account);
    return ready<Done>(Done{});
}

QFuture<Status> MemorySecretStore::forget(const BareJid &account)
{
    m_tokens.remove(account);
    m_passwords.remove(account);
    return ready<Done>(Done{});
}

} // namespace jackdaw
