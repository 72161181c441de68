// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "xmpp/ConnectionSettings.h"

namespace jackdaw {

/// May `host` be looked up, or anything sent to it, by this account? The one answer for its stream (Connection), its files
/// (WebAccess) and its provider's status pages (ProviderService): nothing goes around a proxy that is set, and nobody but
/// a proxy learns of a name that only Tor knows (RFC 7686, 2), the proxy's own name included. Error: Proxy, its subject
/// that name or the proxy's host. Pure; any thread. Resolves nothing.
Status mayGoTo(const QString &host, const ProxySettings &proxy);

} // namespace jackdaw
