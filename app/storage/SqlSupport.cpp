// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/SqlSupport.h"

#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace jackdaw::sql {

using namespace Qt::StringLiterals;

namespace {

// SQLite's primary result codes (sqlite.org/rescode.html).
constexpr int sqliteBusy = 5;
constexpr int sqliteLocked = 6;
constexpr int sqliteIoError = 10;
constexpr int sqliteCorrupt = 11;
constexpr int sqliteFull = 13;
constexpr int sqliteNotADatabase = 26;

QString freshName()
{
    static std::atomic<quint64> next{0};
    return u"jackdaw-%1"_s.arg(next.fetch_add(1));
}

} // namespace

Connection::Connection(const QString &file, Access access)
    : m_name(freshName()), m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name))
{
    m_database.setDatabaseName(file);
    if (access == Access::ReadOnly) {
        m_database.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
    }
}

Connection::~Connection()
{
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

int resultCode(const QSqlError &error)
{
    bool known = false;
    const int code = error.nativeErrorCode().toInt(&known);
    return known && code > 0 ? code & 0xff : 0;
}

bool isDamage(const QSqlError &error)
{
    const int code = resultCode(error);
    return code == sqliteCorrupt || code == sqliteNotADatabase;
}

bool isBusy(const QSqlError &error)
{
    const int code = resultCode(error);
    return code == sqliteBusy || code == sqliteLocked;
}

Error toError(const QSqlError &error, const QString &file)
{
    const int code = resultCode(error);
    bool full = code == sqliteFull;
    if (code == sqliteIoError) {
        // Growing the shared-memory file on a full disk is reported as an I/O error.
        const QStorageInfo disk(QFileInfo(file).absolutePath());
        full = disk.isValid() && disk.bytesAvailable() >= 0 && disk.bytesAvailable() < 256 * 1024;
    }
    const QString words = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    return Error{full ? ErrorKind::DiskFull : ErrorKind::Storage, words, file};
}

void bind(QSqlQuery &query, const QVariantList &values)
{
    for (qsizetype i = 0; i < values.size(); ++i) {
        const QVariant &value = values[i];
        if (value.typeId() == QMetaType::QString && value.toString().isNull()) {
            query.bindValue(int(i), u""_s);
        } else {
            query.bindValue(int(i), value);
        }
    }
}

Status makePrivateFile(const QString &file)
{
    const int descriptor = ::open(QFile::encodeName(file).constData(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        const int code = errno;
        const bool full = code == ENOSPC || code == EDQUOT;
        return Error{full ? ErrorKind::DiskFull : ErrorKind::Storage, QString::fromLocal8Bit(std::strerror(code)), file};
    }
    ::close(descriptor);
    return Done{};
}

} // namespace jackdaw::sql
