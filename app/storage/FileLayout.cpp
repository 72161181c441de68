// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/FileLayout.h"

#include "base/Log.h"
#include "storage/SqlSupport.h"

#include <QFileInfo>
#include <QStorageInfo>

#include <optional>

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

qint64 sizeOf(const sql::Connection &connection)
{
    return numberOf(connection, u"page_count"_s).toLongLong() * numberOf(connection, u"page_size"_s).toLongLong();
}

/// VACUUM makes a whole copy, and then writes all of it into the log beside the file.
bool hasRoom(const sql::Connection &connection, const QString &file)
{
    const QStorageInfo disk(QFileInfo(file).absolutePath());
    return !disk.isValid() || disk.bytesAvailable() < 0 || disk.bytesAvailable() >= 2 * sizeOf(connection) + keptFreeOfDisk;
}

/// SQLite's temporary files, each of them without a name from the start, lie in that folder as long as there is one of these: the
/// others are for all who use this computer, and may be on a disk of which nobody has asked that it be sealed.
class SpillFolder
{
public:
    SpillFolder(const sql::Connection &connection, const QString &folder)
        : m_query(connection.database())
    {
        QString quoted = folder;
        quoted.replace(u'\'', u"''"_s);
        m_query.exec(u"PRAGMA temp_store_directory = '%1'"_s.arg(quoted));
        m_isSet = m_query.exec(u"PRAGMA temp_store_directory"_s) && m_query.next() && m_query.value(0).toString() == folder;
        m_query.finish();
    }
    ~SpillFolder()
    {
        m_query.exec(u"PRAGMA temp_store_directory = ''"_s);
    }
    Q_DISABLE_COPY_MOVE(SpillFolder)

    /// Not so with a SQLite that was built without what is deprecated.
    bool isSet() const { return m_isSet; }

private:
    QSqlQuery m_query;
    bool m_isSet = false;
};

} // namespace

bool FileLayout::givesPagesBack(const sql::Connection &connection)
{
    return numberOf(connection, u"auto_vacuum"_s).toInt() != 0;
}

Status FileLayout::writeAnew(const sql::Connection &connection, const QString &file, const ToError &toError, qint64 inMemory)
{
    if (!hasRoom(connection, file)) {
        return Error{ErrorKind::DiskFull, u"no room to write it anew"_s, file};
    }
    QSqlQuery query(connection.database());
    std::optional<SpillFolder> spill;
    if (sizeOf(connection) > inMemory) {
        spill.emplace(connection, QFileInfo(file).absolutePath());
        if (spill->isSet()) { // or the copy would be in memory, as large as the file is
            query.exec(u"PRAGMA temp_store = FILE"_s);
        }
    }
    const bool written = query.exec(u"VACUUM"_s);
    const QSqlError error = query.lastError();
    query.exec(u"PRAGMA temp_store = MEMORY"_s); // as Database::open has it
    query.finish();
    if (!written) {
        return toError(error);
    }
    // The log is as long as the file now, and would stay so.
    const auto emptied = emptyLog(connection, toError);
    return emptied ? Status(Done{}) : Status(emptied.error());
}

void FileLayout::convert(const sql::Connection &connection, const QString &file, qint64 upTo)
{
    if (sizeOf(connection) > upTo) {
        qCInfo(log::storage) << file << "is too large to be converted while somebody waits";
        return;
    }
    const Status written = writeAnew(connection, file, [&](const QSqlError &error) { return sql::toError(error, file); });
    if (!written) {
        qCWarning(log::storage) << file << "was not converted:" << written.error().detail;
    }
}

Result<bool> FileLayout::emptyLog(const sql::Connection &connection, const ToError &toError)
{
    const int patience = numberOf(connection, u"busy_timeout"_s).toInt();
    QSqlQuery query(connection.database());
    query.exec(u"PRAGMA busy_timeout = 0"_s);
    const bool done = query.exec(u"PRAGMA wal_checkpoint(TRUNCATE)"_s) && query.next();
    const QSqlError error = query.lastError();
    const bool busy = done && query.value(0).toInt() != 0;
    query.exec(u"PRAGMA busy_timeout = %1"_s.arg(patience));
    if (!done) {
        return toError(error);
    }
    return !busy;
}

} // namespace jackdaw
