// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/FileLayout.h"

#include "base/Log.h"
#include "storage/SqlSupport.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

/// Bytes of the disk that are not ours to fill.
constexpr qint64 keptFreeOfDisk = 32 * 1024 * 1024;

QVariant numberOf(const sql::Connection &connection, const QString &pragma)
{
    QSqlQuery query(connection.database());
    return query.exec(u"PRAGMA "_s + pragma) && query.next() ? query.value(0) : QVariant();
}

/// VACUUM makes a whole copy among the temporary files, and then writes all of it into the log beside the file.
bool hasRoom(const sql::Connection &connection, const QString &file)
{
    const qint64 size = numberOf(connection, u"page_count"_s).toLongLong() * numberOf(connection, u"page_size"_s).toLongLong();
    for (const QString &folder : {QFileInfo(file).absolutePath(), QDir::tempPath()}) {
        const QStorageInfo disk(folder);
        if (disk.isValid() && disk.bytesAvailable() >= 0 && disk.bytesAvailable() < 2 * size + keptFreeOfDisk) {
            return false;
        }
    }
    return true;
}

} // namespace

bool FileLayout::givesPagesBack(const sql::Connection &connection)
{
    return numberOf(connection, u"auto_vacuum"_s).toInt() != 0;
}

Status FileLayout::writeAnew(const sql::Connection &connection, const QString &file)
{
    if (!hasRoom(connection, file)) {
        return Error{ErrorKind::DiskFull, u"no room to write it anew"_s, file};
    }
    QSqlQuery query(connection.database());
    // Or the copy would be in memory, as large as the file is.
    query.exec(u"PRAGMA temp_store = FILE"_s);
    const bool written = query.exec(u"VACUUM"_s);
    const QSqlError error = query.lastError();
    query.exec(u"PRAGMA temp_store = MEMORY"_s); // as Database::open has it
    query.finish();
    if (!written) {
        return sql::toError(error, file);
    }
    // The log is as long as the file now, and would stay so.
    const auto emptied = emptyLog(connection, file);
    return emptied ? Status(Done{}) : Status(emptied.error());
}

void FileLayout::convert(const sql::Connection &connection, const QString &file, qint64 upTo)
{
    const qint64 size = numberOf(connection, u"page_count"_s).toLongLong() * numberOf(connection, u"page_size"_s).toLongLong();
    if (size > upTo) {
        qCInfo(log::storage) << file << "is too large to be converted while somebody waits";
        return;
    }
    if (const Status written = writeAnew(connection, file); !written) {
        qCWarning(log::storage) << file << "was not converted:" << written.error().detail;
    }
}

Result<bool> FileLayout::emptyLog(const sql::Connection &connection, const QString &file)
{
    const int patience = numberOf(connection, u"busy_timeout"_s).toInt();
    QSqlQuery query(connection.database());
    query.exec(u"PRAGMA busy_timeout = 0"_s);
    const bool done = query.exec(u"PRAGMA wal_checkpoint(TRUNCATE)"_s) && query.next();
    const QSqlError error = query.lastError();
    const bool busy = done && query.value(0).toInt() != 0;
    query.exec(u"PRAGMA busy_timeout = %1"_s.arg(patience));
    if (!done) {
        return sql::toError(error, file);
    }
    return !busy;
}

} // namespace jackdaw
