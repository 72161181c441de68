// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/DiskUse.h"

#include <QDir>
#include <QFileInfo>

namespace jackdaw {

using namespace Qt::StringLiterals;

DiskUse::Part DiskUse::total() const
{
    Part sum;
    for (const Part &part : parts) {
        sum.files += part.files;
        sum.bytes += part.bytes;
    }
    return sum;
}

bool isOwnFile(const QString &path, const QString &folder)
{
    const QFileInfo file(path);
    const QString ours = QDir(folder).canonicalPath();
    // Each lies in a folder of its own below ours.
    return !ours.isEmpty() && !file.isSymLink() && file.isFile() && file.canonicalPath().startsWith(ours + u'/');
}

} // namespace jackdaw
