// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"
#include "base/Result.h"

#include <QFuture>
#include <QString>

namespace jackdaw {

/// Keeps passwords outside the profile. Engine thread; futures end there. Errors: NotFound (no password kept), Secrets
/// (the key service refuses or is not there; nothing is written anywhere else then).
class SecretStore
{
public:
    virtual ~SecretStore() = default;
    virtual QFuture<Result<QString>> password(const BareJid &account) = 0;
    virtual QFuture<Status> setPassword(const BareJid &account, const QString &password) = 0;
    virtual QFuture<Status> forget(const BareJid &account) = 0;
};

} // namespace jackdaw
