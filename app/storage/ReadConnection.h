// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QVariantList>
#include <functional>
#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QSqlQuery;
QT_END_NAMESPACE

namespace jackdaw {

/// A read-only connection to history.sqlite, for the thread that made it (the GUI thread, or a search on the pool).
/// Opened by the first query. Where the file does not exist yet every query is empty, and the next query looks again; a
/// file that was replaced (Database::open salvages) is noticed. Never writes, never blocks on the writer (WAL).
class ReadConnection
{
public:
    explicit ReadConnection(QString file);
    ~ReadConnection();
    Q_DISABLE_COPY_MOVE(ReadConnection)

    /// Runs one statement; nullptr when there is no database or the statement failed, and then lastError() says why.
    /// The query is good until the same statement runs again; one that has rows left pins an old state of the file, so
    /// read it to its end, or use each().
    QSqlQuery *run(const QString &statement, const QVariantList &values = {}) const;
    /// Runs one statement and hands every row to `row`, which must not run the same statement.
    void each(const QString &statement, const QVariantList &values, const std::function<void(const QSqlQuery &)> &row) const;
    /// The same, until `row` has enough: what stands behind is not even looked for.
    enum class Rows { Further, Enough };
    void eachUntil(const QString &statement, const QVariantList &values, const std::function<Rows(const QSqlQuery &)> &row) const;
    /// What the last query met; nullopt if it went well, or if there is no file yet.
    const std::optional<Error> &lastError() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace jackdaw
