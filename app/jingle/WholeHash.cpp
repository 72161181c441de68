// SPDX-License-Identifier: GPL-3.0-or-later
#include "jingle/WholeHash.h"

#include "files/FileHash.h"

#include <QFile>

namespace jackdaw {

namespace {

constexpr qint64 hashedAtOnce = 1024 * 1024;

} // namespace

Result<QByteArray> wholeHash(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{ErrorKind::Storage, file.errorString(), path};
    }
    FileHash hash;
    QByteArray piece(hashedAtOnce, Qt::Uninitialized);
    qint64 read = 0;
    while ((read = file.read(piece.data(), piece.size())) > 0) {
        hash.add(QByteArrayView(piece).first(read));
    }
    const QByteArray result = read < 0 ? QByteArray() : hash.result();
    return result.isEmpty() ? Result<QByteArray>(Error{ErrorKind::Storage, file.errorString(), path})
                            : Result<QByteArray>(result);
}

} // namespace jackdaw
