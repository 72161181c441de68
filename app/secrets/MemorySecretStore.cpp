// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/MemorySecretStore.h"

#include "base/Async.h"

namespace jackdaw {

QFuture<Result<QString>> MemorySecretStore::password(const BareJid &account)
{
    const auto found = m_passwords.constFind(account);
    return found == m_passwords.constEnd() ? ready<QString>(Error{ErrorKind::NotFound, {}, account.toString()})
                                           : ready<QString>(*found);
}

QFuture<Status> MemorySecretStore::setPassword(const BareJid &account, const QString &password)
{
    m_passwords.insert(account, password);
    return ready<Done>(Done{});
}

QFuture<Status> MemorySecretStore::forget(const BareJid &account)
{
    m_passwords.remove(account);
    return ready<Done>(Done{});
}

} // namespace jackdaw
