// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QString>

#include <atomic>
#include <memory>

namespace jackdaw {

/// What is in a file: its hash, what it really is, and what is left of a sealed one once it is opened. Free functions for the
/// thread pool, which take paths and give values; a file is read piece by piece. They follow no link of the file system that they
/// did not make, never write over what is there, and leave nothing half done behind.

/// Error: Storage.
Result<QByteArray> sha256Of(const QString &path);
/// By its first bytes alone, of those kinds that are shown or played; else empty.
QString sniffedType(QByteArrayView head);
/// Opens `sealed` into `plain`, a new file (0600). Errors: Storage, DiskFull; FileBroken where the tag is another: then there is no
/// `plain`.
Status openSealed(const QString &sealed, const QString &plain, const QByteArray &key, const QByteArray &iv);

/// What came, made into the file that was promised: opened, compared with what was said of it, looked at, and given its name.
struct Arrival
{
    QString part;       ///< what came
    QString folder;     ///< where it goes; made if need be, 0700
    QString name;       ///< harmless already
    QByteArray key;     ///< empty: it came in clear
    QByteArray iv;
    QByteArray sha256;  ///< empty: nobody has said
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
/// Errors: as openSealed(); FileBroken where size or hash is another; Cancelled where nobody wants it: then all that it made is
/// gone again. `part` is gone afterwards, unless the disk refused or nobody wanted it.
Result<Arrived> settleArrival(const Arrival &arrival);

} // namespace jackdaw
