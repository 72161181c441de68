// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "xmpp/Capabilities.h"
#include "xmpp/ProviderValue.h"

#include <QDomElement>

namespace jackdaw {

/// What a server says about itself, out of several answers into one value: XEP-0157, 0363, 0455, 0478, 0479, 0504.
/// Pure; engine thread. ProviderService asks and fetches; here nothing goes out. All of it is the provider's word,
/// unchecked but for the schemes of addresses.

/// `server` and `account`: disco#info of the domain and of our own bare address; `services`: of what disco#items named;
/// `features`: all that the stream we are on announced, before and after the login.
ProviderInfo readProviderInfo(const Capabilities &server, const Capabilities &account, const QList<Capabilities> &services,
                              const QList<QDomElement> &features);
/// The file at a status address (XEP-0455, 2.2). Nothing: there is no outage. `languages`, best first, as BCP 47 has them.
/// Error: Malformed.
Result<std::optional<OutageNotice>> readOutage(const QByteArray &json, const QStringList &languages);

} // namespace jackdaw
