// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "xmpp/ConnectionSettings.h"

#include <QHostAddress>
#include <QUrl>

namespace jackdaw {

/// Where files of an account may be fetched from and put: nowhere but by https, and nowhere inside of the network that this
/// computer is in, since whoever sends an address would make us knock there (facts/security.md, W2). The account's own server may
/// stand there: its configured host, and what lies in its own domain. Pure; made from the settings of the moment, engine thread.
/// Resolves nothing.
class WebPolicy
{
public:
    explicit WebPolicy(const ConnectionSettings &settings);

    /// Is it the account's own server's?
    bool isOwn(const QString &host) const;
    /// Before anything is looked up. Error: UnsafeAddress.
    Status mayAsk(const QUrl &url) const;
    /// Once the host's addresses are known; all of them have to do. Error: UnsafeAddress.
    Status mayReach(const QString &host, const QList<QHostAddress> &addresses) const;
    /// From one address to the next. Error: UnsafeAddress.
    Status mayFollow(const QUrl &from, const QUrl &to) const;

    /// Loopback, private, link-local, multicast, reserved; also where it stands inside an address of IPv6.
    static bool isPrivate(const QHostAddress &address);

private:
    QString m_host;
    QString m_domain;
};

} // namespace jackdaw
