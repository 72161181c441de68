// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace jackdaw {

/// How much is taken, how long is waited, how many at a time (facts/security.md, W1 to W3). A plain value, held by each of the
/// two services, engine thread; tests make it short.
/// Nothing in it ever comes from what a server or a sender says.
struct TransferLimits
{
    int idle = 30'000;             ///< ms without a byte,
    int verdict = 120'000;         ///< and once all of an upload has left: the server may store it, or scan it
    int window = 60'000;           ///< ms in which
    qint64 leastInWindow = 4096;   ///< so many bytes have to come
    qint64 asked = 500LL * 1024 * 1024; ///< bytes of a file whose size nobody has said
    int parallel = 3;
    int redirects = 5;
    int attempts = 3;
    int pause = 5'000;             ///< ms before the next attempt, doubled each time
};

} // namespace jackdaw
