// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace jackdaw {

/// What of the history goes into a backup: each table is either here, with what stands in place of what may not leave
/// this computer or would not be true on another, or in leftOut(), with the reason. A new table has to be decided on,
/// or the test of these lists fails. Values; any thread. The same is put in place when a backup is taken in, so that no
/// file brings it.
struct BackupTable
{
    /// What says whose a row is.
    enum class Of {
        Self,         ///< the table of accounts
        Account,      ///< a column `account`
        Conversation, ///< a column `conversation`
        Message,      ///< a column `message`
        Gap           ///< a column `gap`
    };
    struct Instead
    {
        QString column;
        QString value; ///< SQL over the row itself, called t; once more gives the same
    };
    QString name;
    Of of = Of::Account;
    QList<Instead> instead = {};

    /// SQL of a column of t.
    QString valueOf(const QString &column) const;
    /// SQL: is the row t one of the accounts that `accounts` lists? In the schema of that name.
    QString belongsTo(const QString &accounts) const;

    /// Those that others point to come first.
    static const QList<BackupTable> &all();
    static const BackupTable *find(const QString &name);
    struct LeftOut
    {
        QString name; ///< a GLOB
        QString why;
    };
    static const QList<LeftOut> &leftOut();
};

} // namespace jackdaw
