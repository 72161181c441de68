// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/DiskStep.h"
#include "files/DownloadBody.h"

#include "base/Result.h"

#include <QByteArray>
#include <QString>

namespace jackdaw {

/// What of a file came before, and where the rest of it goes. A plain value, made by DownloadService and handed to the
/// thread that looks at the disk (DiskStep), since any of that may hang. Believes nothing that lies there: it goes on
/// only where the end tells whether both halves fit.
struct DownloadPart
{
    enum class Before { GoesOn, Goes }; ///< what an earlier attempt left

    QString folder; ///< of all files, where `path` is
    QString path;
    DownloadBody::Secret secret;
    qint64 size = -1;  ///< bytes of the file, as it was said
    QByteArray sha256; ///< likewise; empty: nobody has
    qint64 most = 0;   ///< bytes that are taken
    Before before = Before::GoesOn;
};

/// Open: `body` is. Whole: all of it came before, and nobody had time to see that; there is nothing behind it to be asked
/// for (RFC 9110, 15.5.17). What is sealed is never so: its tag is still there.
enum class PartState { Open, Whole };

/// Goes through what there is, seconds for a large one; says so, and ends once nobody wants it. Errors: Storage, DiskFull,
/// Internal; Cancelled, and then nothing is made.
Result<PartState> openPart(const DownloadPart &part, DownloadBody &body, DiskStep::Progress &progress);

} // namespace jackdaw
