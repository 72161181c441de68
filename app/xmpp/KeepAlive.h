// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractSocket;

namespace jackdaw {

/// Lets the kernel watch a connected socket: it asks the other end for signs of life after 55 s of silence and ends a link
/// that is dead by 85 s (TCP keep-alive, RFC 9293, 3.8.4; TCP_USER_TIMEOUT, RFC 5482), with no wake-up of the program.
/// What was sent and never arrives ends the link after 78 s. Engine thread; never speaks XMPP.
enum class KernelWatch {
    On,
    Off ///< not on this system, or the link's other end is a proxy and not the server
};
KernelWatch watchByKernel(QAbstractSocket &socket);

} // namespace jackdaw
