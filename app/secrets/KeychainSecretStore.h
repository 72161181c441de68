// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secrets/SecretStore.h"

#include <QObject>

namespace QKeychain {
class Job;
}

namespace jackdaw {

/// Passwords in the desktop's key service (Secret Service, KWallet) through QtKeychain. Never falls back to a file of its
/// own: without a key service every call ends in ErrorKind::Secrets. Engine thread. A service that does not answer within
/// 30 s counts as refusing, not as "no password".
class KeychainSecretStore : public QObject, public SecretStore
{
    Q_OBJECT
public:
    explicit KeychainSecretStore(QObject *parent = nullptr);

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
    template<class T, class Read>
    QFuture<Result<T>> run(QKeychain::Job *job, const QString &key, Read read);
    QFuture<Result<QString>> read(const QString &key);
    QFuture<Status> write(const QString &key, const QString &secret);
    QFuture<Status> remove(const QString &key);
};

} // namespace jackdaw
