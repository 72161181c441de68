// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QString>

#include <atomic>
#include <memory>

namespace jackdaw {

/// What is in a file that came, and how it gets the name that was promised. Free functions for the thread pool, which take paths
/// and give values; of a file no more than its beginning is read: DownloadBody opened and hashed it while it came. They follow no
/// link of the file system that they did not make, never write over what is there, and leave nothing half done behind.

/// By its first bytes alone, of those kinds that are shown or played; else empty.
QString sniffedType(QByteArrayView head);

/// What came whole, made into the file that was promised: compared with what was said of its size, looked at, and given its name.
struct Arrival
{
    QString part;     ///< what came
    QString folder;   ///< where it goes; made if need be, 0700
    QString name;     ///< harmless already
    qint64 size = -1;
    /// False from the moment on at which nobody wants it any more, as its message is being removed; null: that cannot be.
    std::shared_ptr<const std::atomic<bool>> isWanted = nullptr;
};
struct Arrived
{
    QString path;
    QString mediaType; ///< as sniffedType()
    qint64 size = 0;
};
/// Errors: Storage; FileBroken where the size is another; Cancelled where nobody wants it: then all that it made is
/// gone again. `part` is gone afterwards, unless the disk refused or nobody wanted it.
Result<Arrived> settleArrival(const Arrival &arrival);

} // namespace jackdaw
