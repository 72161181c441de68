// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Error.h"
#include "files/WebBody.h"

#include <QHostAddress>
#include <QList>
#include <QNetworkProxy>
#include <QUrl>

#include <optional>
#include <utility>

namespace jackdaw {

/// One thing to be asked of a web server, and all that the way there depends on. Made by WebAccess, which has looked
/// where it leads; good for one use, at once. A plain value, made on the engine thread and read on that of the
/// transfers. Its headers may hold secrets, so nobody writes it to a log.
struct WebRequest
{
    enum class Reach { Public, Everywhere }; ///< Public: nothing inside of this network, whatever a name leads to
    enum class Line { Any, New };            ///< Any: one that another transfer of the account left open

    QUrl url;
    QList<QHostAddress> addresses;      ///< of its host, looked at. Empty: it is one itself, or the proxy looks it up
    Reach reach = Reach::Public;
    Line line = Line::Any;
    QNetworkProxy proxy{QNetworkProxy::NoProxy};
    QList<QHostAddress> proxyAddresses; ///< empty: its host is one itself
    QByteArray authorities;             ///< PEM, all that are trusted; empty: the system's
    int idle = 30'000;                  ///< ms without a byte,
    int verdict = 0;                    ///< and once all that is put there has left; 0: as before that
    QList<std::pair<QByteArray, QByteArray>> headers;

    QString host() const { return url.host(); }
};

/// How it ended. A plain value.
struct WebAnswer
{
    WebHead head;
    qint64 sent = 0;              ///< bytes of what was put there
    std::optional<Error> failure; ///< nothing: it came to its end, or to where that was enough
};

} // namespace jackdaw
