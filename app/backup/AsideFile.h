// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QByteArrayView>
#include <QString>

namespace jackdaw {

/// A file of mode 0600 that is nowhere until it is whole: it is written without a name where the disk can do that, and
/// takes its name, and the place of what had it, in one step, after all of it is on the disk. Made for one file, on one
/// thread. Where it goes before commit(), or the program dies, nothing is left, and what was there before stays as it
/// was.
class AsideFile
{
public:
    explicit AsideFile(QString path);
    ~AsideFile();
    Q_DISABLE_COPY_MOVE(AsideFile)

    /// Errors of all: DiskFull, BackupTrouble::File.
    Status open();
    Status write(QByteArrayView bytes);
    Status commit();

    /// What an errno means for the file at `path`.
    static Error errorOf(int code, const QString &path);

private:
    void choosePart();
    Status giveName();

    QString m_path;
    QString m_part; ///< beside m_path, and nobody else's
    int m_file = -1;
    bool m_hasName = false; ///< the disk knows no files without one: it lies at m_part
};

} // namespace jackdaw
