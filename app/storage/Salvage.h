// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QString>

namespace jackdaw {

/// Reads whatever rows can still be read out of `damaged`, which is not changed, into the new database `fresh` of the
/// newest schema, mode 0600; around a broken page it searches from both sides. What is derived is counted anew, and the
/// archive is to be asked from the start. Thread of the caller. Value: messages. Errors: Storage, DiskFull.
Result<int> salvage(const QString &damaged, const QString &fresh);

} // namespace jackdaw
