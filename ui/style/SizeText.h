// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace jackdaw {

/// Sizes of files as people read them, by the system's locale: 640 bytes, 12 kB, 1.8 MB, 50 MB.
/// In steps of 1024, as providers count what they allow.
/// Pure functions, GUI thread; they never touch a file.
QString fileSizeText(qint64 bytes);
/// 4.1 of 6.3 MB
QString progressText(qint64 done, qint64 total);
/// 1.4 MB/s
QString speedText(qint64 bytesPerSecond);
/// 4.1 of 6.3 MB · 1.4 MB/s · 7 s left, and behind that what is said with less room, the longest first. `speed`:
/// bytes a second; 0: nobody knows.
QStringList progressTexts(qint64 done, qint64 total, qint64 speed);

} // namespace jackdaw
