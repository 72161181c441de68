// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "xmpp/Capabilities.h"
#include "xmpp/ProviderValue.h"

#include <QDomElement>

namespace jackdaw {

/// What a server says about itself, out of several answers into one value: XEP-0156, 0157, 0363, 0455, 0478, 0479,
/// 0504.
/// Pure; engine thread. ProviderService asks and fetches; here nothing goes out. All of it is the provider's word,
/// unchecked but for the schemes of addresses.

/// What no stanza tells: by which ways the server can be reached. A plain value: any thread.
struct ServerReach
{
    ServerFeature::Support directTls = ServerFeature::Support::Unknown; ///< XEP-0368
    ServerFeature::Support web = ServerFeature::Support::Unknown;       ///< RFC 7395 and XEP-0206
};

/// `server` and `account`: disco#info of the domain and of our own bare address; `services`: of what disco#items named;
/// `features`: all that the stream we are on announced, before and after the login.
ProviderInfo readProviderInfo(const Capabilities &server, const Capabilities &account, const QList<Capabilities> &services,
                              const QList<QDomElement> &features, const ServerReach &reach = {});
/// Whether a domain's host-meta file names the web connections that the suites ask for: both (XEP-0156, 2).
ServerFeature::Support readHostMeta(const QByteArray &xml);
/// The file at a status address (XEP-0455, 2.2). Nothing: there is no outage. `languages`, best first, as BCP 47 has them.
/// Error: Malformed.
Result<std::optional<OutageNotice>> readOutage(const QByteArray &json, const QStringList &languages);

} // namespace jackdaw
