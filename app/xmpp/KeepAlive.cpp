// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/KeepAlive.h"

#include "base/Log.h"

#include <QAbstractSocket>
#include <QNetworkProxy>

#ifdef Q_OS_LINUX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace jackdaw {

KernelWatch watchByKernel(QAbstractSocket &socket)
{
#ifdef Q_OS_LINUX
    QNetworkProxy proxy = socket.proxy();
    if (proxy.type() == QNetworkProxy::DefaultProxy) {
        proxy = QNetworkProxy::applicationProxy();
    }
    if (proxy.type() != QNetworkProxy::NoProxy && proxy.type() != QNetworkProxy::DefaultProxy) {
        return KernelWatch::Off;
    }
    struct Option { int level; int name; int value; };
    // Six questions may stay unanswered: on a lossy link one or two do. With a user time-out the kernel does not count them,
    // it ends the link at the first question after that time (tcp(7)); the count is for systems that do.
    static constexpr Option options[] = {
        {IPPROTO_TCP, TCP_KEEPIDLE, 55},          // s
        {IPPROTO_TCP, TCP_KEEPINTVL, 5},          // s
        {IPPROTO_TCP, TCP_KEEPCNT, 5},
        {IPPROTO_TCP, TCP_USER_TIMEOUT, 78'000},  // ms
        {SOL_SOCKET, SO_KEEPALIVE, 1},
    };
    for (const Option &option : options) {
        if (setsockopt(int(socket.socketDescriptor()), option.level, option.name, &option.value, sizeof option.value) != 0) {
            qCInfo(log::connection) << "the kernel does not watch this link:" << qt_error_string();
            return KernelWatch::Off;
        }
    }
    return KernelWatch::On;
#else
    Q_UNUSED(socket)
    return KernelWatch::Off;
#endif
}

} // namespace jackdaw
