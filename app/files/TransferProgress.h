// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace jackdaw {

/// How far a file is on its way, up or down, by the server or straight. Made by TransferMeter, and brought to the window
/// by FileDoor. A plain value: any thread. How long the rest takes is left to who shows it.
/// Never kept on disk: what is not told any more is over.
struct TransferProgress
{
    qint64 done = 0;  ///< bytes
    qint64 total = 0; ///< bytes; 0: nobody knows
    qint64 speed = 0; ///< bytes a second over the last seconds; 0: it was not measured yet, or nothing moves
    bool isStalled = false; ///< it is under way, and not a byte of it moved for ten seconds

    friend bool operator==(const TransferProgress &, const TransferProgress &) = default;
};

} // namespace jackdaw
