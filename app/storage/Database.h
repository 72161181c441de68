// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "storage/Migrator.h"

#include <QVariantList>
#include <functional>
#include <memory>

QT_BEGIN_NAMESPACE
class QSqlQuery;
QT_END_NAMESPACE

namespace jackdaw {

/// The one connection that writes history.sqlite (WAL, foreign keys on). Owned by EngineCore, lives on the engine
/// thread; all Stores share it. Prepared statements are kept by their text. Never used by the GUI thread (that has
/// ReadConnection).
class Database
{
public:
    /// How hard a transaction's end is pressed to the disk (SQLite's synchronous).
    enum class Durability {
        Normal, ///< what an archive can give again
        Full    ///< what only we have: outgoing messages, encryption state
    };
    /// What open() had to do before the database could be used.
    struct Opened {
        std::unique_ptr<Database> database;
        bool created = false;
        QString backup;      ///< the copy that was made before migrating, or empty
        QString setAside;    ///< where a damaged file went, or empty
        int salvaged = 0;    ///< messages that could be read out of it
    };

    /// Opens or makes the file (mode 0600), checks it, migrates it. A damaged file is moved aside, never deleted, and
    /// what can be read of it goes into the new one. Every page is checked only if the last run did not end with the
    /// destructor; a broken header, schema or size is found always. Errors: Storage (also for a file of a newer Jackdaw,
    /// which is not touched: base/NewerFile.h), DiskFull; subject is the path.
    static Result<Opened> open(const QString &file, const QList<Migrator::Step> &schema = Migrator::builtIn());
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    /// Runs `work` in one transaction; an Error from it, or from the commit, rolls everything back. Not nested.
    Status transaction(Durability durability, const std::function<Status()> &work);
    /// Runs at the end of every transaction that went well, inside it: what is derived from the rows is brought up to date
    /// there. Its error rolls everything back.
    void setBeforeCommit(std::function<Status()> work);
    /// Runs one statement with positional values. The query is good until the same statement runs again; one that has
    /// rows left pins an old state of the file, so read it to its end, or use each().
    Result<QSqlQuery *> run(const QString &statement, const QVariantList &values = {});
    /// Runs one statement and hands every row to `row`, which must not run the same statement.
    Status each(const QString &statement, const QVariantList &values, const std::function<void(const QSqlQuery &)> &row);
    /// The first column of the first row, or an invalid variant.
    Result<QVariant> value(const QString &statement, const QVariantList &values = {});
    /// Runs one statement. How many rows it changed.
    Result<int> change(const QString &statement, const QVariantList &values = {});
    bool inTransaction() const;
    /// How many pages shrink() can give back; 0 where that is not possible, in a large file that an older version made.
    Result<qint64> freePages();
    /// Gives up to `pages` of them back to the disk, and fewer where `isOver` says so after one, by moving the last ones of the
    /// file into their places. Not in a transaction.
    Status shrink(int pages, const std::function<bool()> &isOver);
    /// All pages, with what is left in them of what was deleted: for a SQLite that lets nobody at single ones (PageScrub). Takes
    /// as long as the file is large. Not in a transaction.
    Status writeAnew();
    /// Writes what the log has into the file. Value: false, a reader was in the way of some of it. Not in a transaction; never
    /// waits.
    Result<bool> moveLog();
    /// The damaged files that were set aside, and their logs, by name.
    QStringList setAside() const;
    /// After the free pages: takes what was deleted out of the write-ahead log, and the copies from before a migration and
    /// those of setAside() that are `named`, which hold it too. Value: false, a reader is in the way; again later. Not in a
    /// transaction; never waits.
    Result<bool> wipeCopies(const QStringList &named);
    /// The last error was that somebody else, another program or a reader, had what was needed: it may pass.
    bool wasBusy() const;
    /// As if there had been no error yet.
    void forgetBusy();

    /// As long as there is one of these, also pages that become free are overwritten, whoever frees them: that costs writing
    /// each of them. `database` outlives it.
    class Overwriting
    {
    public:
        explicit Overwriting(Database &database);
        ~Overwriting();
        Q_DISABLE_COPY_MOVE(Overwriting)

    private:
        Database &m_database;
    };

private:
    struct Private;
    explicit Database(std::unique_ptr<Private> data);

    std::unique_ptr<Private> d;
};

} // namespace jackdaw
