// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <chrono>
#include <functional>

class QObject;
class QUrl;

namespace jackdaw {

class Connection;

/// One small public file of a provider's web server, for ProviderService and ServerWays: through the account's proxy, which
/// looks names up too, by the authorities that the account trusts, without cookies, from no other origin than was asked. What
/// is larger than 64 KiB, or takes longer than `patience`, is not taken. Engine thread. `done` is called once, unless
/// `context` goes first. Errors: Proxy, AuthorityFile, AuthorityContent, NotFound (it is not there), Unavailable.
void fetchSmallFile(const Connection &connection, const QUrl &address, std::chrono::milliseconds patience, QObject *context,
                    std::function<void(Result<QByteArray>)> done);

} // namespace jackdaw
