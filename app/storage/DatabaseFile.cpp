// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/DatabaseFile.h"

#include "storage/Salvage.h"
#include "storage/SqlSupport.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <sys/stat.h>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

QString newFileOf(const QString &file) { return file + ".new"_L1; }
QString markOf(const QString &file) { return file + ".open"_L1; }

Status rename(const QString &from, const QString &to)
{
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0 && errno != ENOENT) {
        return Error{ErrorKind::Storage, QString::fromLocal8Bit(std::strerror(errno)), from};
    }
    return Done{};
}

/// SQLite would play a log that stays behind into whatever file takes the name.
Status moveLogs(const QString &from, const QString &to)
{
    for (const auto suffix : {"-wal"_L1, "-shm"_L1}) {
        if (auto moved = rename(from + suffix, to + suffix); !moved) {
            return moved;
        }
    }
    return Done{};
}

QString freeName(const QString &file)
{
    const QString stem = file + ".damaged-"_L1 + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss"_s);
    QString name = stem;
    for (int i = 2; QFile::exists(name); ++i) {
        name = u"%1-%2"_s.arg(stem).arg(i);
    }
    return name;
}

} // namespace

Result<DatabaseFile::Look> DatabaseFile::look(const QString &file)
{
    sql::Connection connection(file, sql::Connection::Access::ReadOnly);
    if (!connection.open()) {
        return sql::toError(connection.lastError(), file);
    }
    Look found;
    QSqlQuery query(connection.database());
    // The second one makes SQLite parse the schema.
    for (const QString &statement : {u"PRAGMA user_version"_s, u"SELECT count(*) FROM sqlite_schema"_s}) {
        if (!query.exec(statement) || !query.next()) {
            if (!sql::isDamage(query.lastError())) {
                return sql::toError(query.lastError(), file);
            }
            found.condition = Condition::Damaged;
            break;
        }
        if (statement.startsWith("PRAGMA"_L1)) {
            found.version = query.value(0).toInt();
        } else if (found.version > 0 && query.value(0).toInt() == 0) {
            found.condition = Condition::Damaged;
        }
    }
    // SQLite takes a last page that is cut for whole. With a log beside it the file may just have been growing.
    const qint64 size = QFileInfo(file).size();
    const bool isAlone = QFileInfo(file + "-wal"_L1).size() == 0 && !QFile::exists(file + "-journal"_L1);
    if (isAlone && query.exec(u"PRAGMA page_size"_s) && query.next() && size % query.value(0).toLongLong() != 0) {
        found.condition = Condition::Damaged;
    }
    return found;
}

Result<DatabaseFile::Replaced> DatabaseFile::replaceBySalvage(const QString &file)
{
    const QString fresh = newFileOf(file);
    for (const auto suffix : {""_L1, "-journal"_L1, "-wal"_L1, "-shm"_L1}) {
        QFile::remove(fresh + suffix); // of a salvage that was cut short
    }
    auto messages = salvage(file, fresh);
    if (!messages) {
        QFile::remove(fresh);
        return messages.error();
    }
    // From here on FILE.new is complete. If this ends between the renames, finishReplacement() goes on.
    Replaced replaced{freeName(file), *messages};
    if (auto moved = rename(file, replaced.setAside); !moved) {
        return moved.error();
    }
    if (auto moved = moveLogs(file, replaced.setAside); !moved) {
        return moved.error();
    }
    if (auto moved = rename(fresh, file); !moved) {
        return moved.error();
    }
    markClosed(file);
    return replaced;
}

Status DatabaseFile::finishReplacement(const QString &file)
{
    if (QFile::exists(file)) {
        return Done{};
    }
    if (QFile::exists(file + "-wal"_L1) || QFile::exists(file + "-shm"_L1)) {
        if (auto moved = moveLogs(file, freeName(file)); !moved) {
            return moved;
        }
    }
    return QFile::exists(newFileOf(file)) ? rename(newFileOf(file), file) : Done{};
}

Status DatabaseFile::markOpen(const QString &file)
{
    return QFile::exists(markOf(file)) ? Status(Done{}) : sql::makePrivateFile(markOf(file));
}

void DatabaseFile::markClosed(const QString &file)
{
    QFile::remove(markOf(file));
}

bool DatabaseFile::wasLeftOpen(const QString &file)
{
    return QFile::exists(markOf(file));
}

void DatabaseFile::makePrivate(const QString &file)
{
    for (const auto suffix : {""_L1, "-wal"_L1, "-shm"_L1}) {
        // By path: opening and closing the file here would drop the locks that SQLite holds in this process.
        ::chmod(QFile::encodeName(file + suffix).constData(), 0600);
    }
}

} // namespace jackdaw
