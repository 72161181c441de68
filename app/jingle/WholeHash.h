// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QString>

namespace jackdaw {

/// SHA-256 of a whole file (XEP-0300): an offer has to name it before the first byte goes, and what came in parts, over
/// days perhaps, is compared as one. Free function for the pool; reads piece by piece and keeps nothing open. Error:
/// Storage.
Result<QByteArray> wholeHash(const QString &path);

} // namespace jackdaw
