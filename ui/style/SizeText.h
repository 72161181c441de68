// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace jackdaw {

/// Sizes of files as people read them, by the system's locale: 640 bytes, 12 kB, 1.8 MB, 50 MB. In steps of 1024, as providers
/// count what they allow.
/// Pure functions, GUI thread; they never touch a file.
QString fileSizeText(qint64 bytes);
/// 4.1 of 6.3 MB
QString progressText(qint64 done, qint64 total);

} // namespace jackdaw
