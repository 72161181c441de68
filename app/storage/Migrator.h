// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QList>
#include <QStringList>

QT_BEGIN_NAMESPACE
class QSqlDatabase;
QT_END_NAMESPACE

namespace jackdaw {

/// Brings a database to the newest schema by the numbered files under storage/schema, each in one transaction together
/// with its user_version. A new database runs the same files. Called by Database::open and by Salvage, on whatever
/// thread owns the connection; has no state. Never goes back, and makes no copy: Database::open does, before.
class Migrator
{
public:
    struct Step { int version; QString name; QString sql; };

    /// The files that are built in, ascending.
    static QList<Step> builtIn();
    static int newestVersion();
    /// -1 where it cannot be read.
    static int versionOf(const QSqlDatabase &connection);
    /// Runs what is missing; foreign keys rest meanwhile and are checked before each commit, so that a step may rebuild
    /// a table. Errors: Storage, DiskFull; a version above the newest step is refused untouched.
    static Status migrate(QSqlDatabase &connection, const QList<Step> &steps = builtIn());
    /// Cuts a file into statements; a semicolon in a string, a comment or a trigger's body does not end one.
    static QStringList statements(const QString &sql);
};

} // namespace jackdaw
