// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/WayOut.h"

#include "base/OnionName.h"

namespace jackdaw {

Status mayGoTo(const QString &host, const ProxySettings &proxy)
{
    const bool proxied = proxy.type != ProxySettings::Type::None;
    if (proxied && (proxy.host.isEmpty() || proxy.port == 0)) {
        return Error{ErrorKind::Proxy, QStringLiteral("the proxy has no host or no port"), proxy.host};
    }
    const QString &lookedUp = proxied ? proxy.host : host;
    if (isOnionName(lookedUp)) {
        return Error{ErrorKind::Proxy, QStringLiteral("a name of Tor's, and no proxy"), lookedUp};
    }
    return Done{};
}

} // namespace jackdaw
