// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace jackdaw {

/// How much of a file that comes directly is taken, how long is waited, how many at a time (facts/security.md, W1 to
/// W3). A plain value, held by the services of app/jingle, engine thread; tests make it short. Nothing in it ever comes
/// from what a peer says.
struct DirectLimits
{
    int idle = 30'000;       ///< ms without a byte, or without the step that is due
    int settle = 300'000;    ///< ms in which who has all bytes may look at them
    int reach = 8'000;       ///< ms until a place that was offered answers
    int arrive = 15'000;     ///< ms until who chose one comes there, or its proxy is opened; they try theirs for a while first
    int parallel = 3;        ///< files on their way, each direction
    int attempts = 3;        ///< in one session of ours
    int pause = 5'000;       ///< ms before the next attempt, doubled each time
    int blockSize = 8192;    ///< bytes of a piece through the servers (XEP-0261)
    int leastBlock = 256;    ///< bytes; a peer that asks for smaller pieces costs more than its file
    int inFlight = 4;        ///< such pieces that nobody has acknowledged yet
    int offersOfOne = 20;    ///< files of one person that wait for an answer
    int offers = 200;        ///< and of all
    qint64 unsaid = 500LL * 1024 * 1024; ///< bytes of a file whose size nobody has said
};

} // namespace jackdaw
