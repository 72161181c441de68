// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <QDomElement>
#include <QString>

#include <optional>

class QXmlStreamWriter;

namespace jackdaw {

/// Where a proxy passes bytes on (XEP-0065, 6), as it says itself. readProxy() makes it of an answer, SocksWays keeps
/// those of our server for a stream. A plain value, engine thread.
/// Whether anybody may go there, SocksWays says.
struct SocksProxy
{
    Jid jid;
    QString host;
    quint16 port = 0;
};

/// The question after its address (4.2), and what it answers about itself; nothing where there is none for us.
void writeProxyQuestion(QXmlStreamWriter &writer);
std::optional<SocksProxy> readProxy(const QDomElement &iq, const Jid &proxy);
/// From here on it is to pass bytes on to `to` (6.3.5).
void writeActivation(QXmlStreamWriter &writer, const QString &sid, const Jid &to);
/// DST.ADDR of SOCKS5 (5.3.2): whose the proxy is comes first (XEP-0260, 2.2).
QString socksAddress(const QString &sid, const Jid &whose, const Jid &other);

} // namespace jackdaw
