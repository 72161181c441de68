// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>
#include <QVariantList>

namespace jackdaw {

/// What the parts of storage/ share about Qt Sql and SQLite files: connections, error codes, values, file modes. Only
/// .cpp files of storage/ include it, so that Qt Sql stays theirs. Any thread, but a connection stays on the one that
/// opened it. Knows no table and no statement of ours.
namespace sql {

/// A Qt Sql connection with a name of its own that goes with this object.
class Connection
{
public:
    enum class Access { ReadOnly, ReadWrite };
    Connection(const QString &file, Access access);
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    bool open() { return m_database.open(); }
    QSqlDatabase &database() { return m_database; }
    const QSqlDatabase &database() const { return m_database; }
    QSqlError lastError() const { return m_database.lastError(); }

private:
    QString m_name;
    QSqlDatabase m_database;
};

/// SQLite's primary result code, 0 if there is none.
int resultCode(const QSqlError &error);
/// SQLITE_CORRUPT or SQLITE_NOTADB.
bool isDamage(const QSqlError &error);
/// SQLITE_BUSY or SQLITE_LOCKED.
bool isBusy(const QSqlError &error);
Error toError(const QSqlError &error, const QString &file);

/// A null QString becomes an empty text: "no text" is '' in our tables, and only an invalid QVariant is NULL.
void bind(QSqlQuery &query, const QVariantList &values);

/// Makes an empty file of mode 0600. Error: Storage, DiskFull.
Status makePrivateFile(const QString &file);

} // namespace sql

} // namespace jackdaw
