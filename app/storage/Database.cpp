// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/Database.h"

#include "base/Log.h"
#include "base/NewerFile.h"
#include "storage/DatabaseFile.h"
#include "storage/FileLayout.h"
#include "storage/SqlSupport.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace jackdaw {

using namespace Qt::StringLiterals;

struct Database::Private
{
    Private(QString databaseFile, std::unique_ptr<sql::Connection> opened)
        : file(std::move(databaseFile)), connection(std::move(opened))
    {
    }

    QString file;
    std::unique_ptr<sql::Connection> connection;
    // After `connection`: queries go before it does.
    std::unordered_map<QString, std::unique_ptr<QSqlQuery>> statements;
    std::optional<Durability> durability;
    std::function<Status()> beforeCommit;
    bool inTransaction = false;
    bool sawDamage = false;
    bool wasBusy = false;
    int overwriting = 0; ///< how many ask for it

    Error toError(const QSqlError &error)
    {
        if (sql::isDamage(error)) {
            // The next start looks at every page.
            sawDamage = true;
            qCWarning(log::storage) << "the database is damaged:" << error.databaseText();
        }
        wasBusy = sql::isBusy(error);
        return sql::toError(error, file);
    }
};

namespace {

/// What every page holds is checked; costs seconds with a million messages.
std::optional<Error> checkPages(const sql::Connection &connection, const QString &file)
{
    QSqlQuery query(connection.database());
    query.setForwardOnly(true);
    if (!query.exec(u"PRAGMA quick_check"_s)) {
        return sql::toError(query.lastError(), file);
    }
    while (query.next()) {
        const QString answer = query.value(0).toString();
        // FTS5 looks whether an index is whole, and one that is being taken away bit by bit is not (account/RemovalStore). What is
        // broken in its pages SQLite says in other words.
        const bool isGoing = answer.contains("FTS5 table main.message_search_gone_"_L1);
        if (answer != "ok"_L1 && !isGoing) {
            return Error{ErrorKind::Storage, answer, file};
        }
    }
    return query.lastError().isValid() ? std::optional(sql::toError(query.lastError(), file)) : std::nullopt;
}

Status configure(const sql::Connection &connection, const QString &file)
{
    // First, or a new file has begun: so free pages can be given back bit by bit (Database::shrink).
    for (const QString &statement : {u"PRAGMA auto_vacuum = INCREMENTAL"_s, u"PRAGMA journal_mode = WAL"_s, u"PRAGMA foreign_keys = ON"_s,
                                     // What is deleted is overwritten wherever that costs no page of its own.
                                     u"PRAGMA secure_delete = FAST"_s,
                                     u"PRAGMA cache_size = -16000"_s, u"PRAGMA temp_store = MEMORY"_s,
                                     // A flood for many chats changes the same thousand pages of the indexes in each
                                     // transaction; so they are moved into the file every tenth time, not every second.
                                     u"PRAGMA wal_autocheckpoint = 8000"_s,
                                     u"PRAGMA journal_size_limit = 33554432"_s}) {
        QSqlQuery query(connection.database());
        if (!query.exec(statement)) {
            return sql::toError(query.lastError(), file);
        }
    }
    return Done{};
}

/// A copy as it stands, the write-ahead log included. Value: its path.
Result<QString> backUp(const sql::Connection &connection, const QString &file, int version)
{
    const QString copy = u"%1.schema-%2"_s.arg(file).arg(version);
    // One that was cut short by an earlier try would keep VACUUM INTO from writing.
    QFile::remove(copy);
    if (auto made = sql::makePrivateFile(copy); !made) {
        return made.error();
    }
    QSqlQuery query(connection.database());
    const bool prepared = query.prepare(u"VACUUM INTO ?"_s);
    query.bindValue(0, copy);
    if (!prepared || !query.exec()) {
        const Error error = sql::toError(query.lastError(), copy);
        QFile::remove(copy);
        return error;
    }
    return copy;
}

} // namespace

Result<Database::Opened> Database::open(const QString &file, const QList<Migrator::Step> &schema)
{
    Q_ASSERT(!schema.isEmpty());
    const int newest = schema.constLast().version;
    Opened opened;
    if (auto finished = DatabaseFile::finishReplacement(file); !finished) {
        return finished.error();
    }
    if (!QFile::exists(file)) {
        if (auto made = sql::makePrivateFile(file); !made) {
            return made.error();
        }
        opened.created = true;
    }

    // Looked at read-only first: a file of a newer Jackdaw must not change by a single byte.
    const auto look = DatabaseFile::look(file);
    if (!look) {
        return look.error();
    }
    if (look->version > newest) {
        return newerFileError(look->version, newest, file);
    }
    bool damaged = look->condition == DatabaseFile::Condition::Damaged;
    auto connection = std::make_unique<sql::Connection>(file, sql::Connection::Access::ReadWrite);
    if (!damaged && DatabaseFile::wasLeftOpen(file)) {
        if (!connection->open()) {
            return sql::toError(connection->lastError(), file);
        }
        if (const auto fault = checkPages(*connection, file)) {
            qCWarning(log::storage) << file << "is damaged:" << fault->detail;
            damaged = true;
        }
    }
    if (damaged) {
        connection.reset();
        auto replaced = DatabaseFile::replaceBySalvage(file);
        if (!replaced) {
            return replaced.error();
        }
        opened.setAside = replaced->setAside;
        opened.salvaged = replaced->messages;
        qCWarning(log::storage) << "set aside as" << opened.setAside << "and read" << opened.salvaged << "messages out of it";
        connection = std::make_unique<sql::Connection>(file, sql::Connection::Access::ReadWrite);
    }

    DatabaseFile::makePrivate(file);
    if (!connection->database().isOpen() && !connection->open()) {
        return sql::toError(connection->lastError(), file);
    }
    const int version = Migrator::versionOf(connection->database());
    if (version > 0 && version < newest) {
        auto copy = backUp(*connection, file, version);
        if (!copy) {
            return copy.error();
        }
        opened.backup = *copy;
    }
    if (auto configured = configure(*connection, file); !configured) {
        return configured.error();
    }
    if (auto migrated = Migrator::migrate(connection->database(), schema); !migrated) {
        return migrated.error();
    }
    if (version > 0 && version < newest && !FileLayout::givesPagesBack(*connection)) {
        FileLayout::convert(*connection, file);
    }
    if (auto marked = DatabaseFile::markOpen(file); !marked) {
        return marked.error();
    }
    opened.database.reset(new Database(std::make_unique<Private>(file, std::move(connection))));
    return opened;
}

Database::Database(std::unique_ptr<Private> data) : d(std::move(data)) {}

Result<qint64> Database::freePages()
{
    if (!FileLayout::givesPagesBack(*d->connection)) {
        return 0;
    }
    const auto pages = value(u"PRAGMA freelist_count"_s);
    return pages ? Result<qint64>(pages->toLongLong()) : Result<qint64>(pages.error());
}

Status Database::shrink(int pages, const std::function<bool()> &isOver)
{
    Q_ASSERT(!d->inTransaction);
    const auto free = freePages();
    if (!free) {
        return free.error();
    }
    return transaction(Durability::Normal, [&]() -> Status {
        for (qint64 i = std::min<qint64>(pages, *free); i > 0; --i) {
            // One page each time: it is done while the statement's rows are read, and Qt sees no rows without columns.
            if (const auto one = value(u"PRAGMA incremental_vacuum(1)"_s); !one) {
                return one.error();
            }
            if (isOver()) {
                break;
            }
        }
        return Done{};
    });
}

Status Database::writeAnew()
{
    Q_ASSERT(!d->inTransaction);
    d->statements.clear(); // one that is not read to its end would be in the way
    return FileLayout::writeAnew(*d->connection, d->file, [this](const QSqlError &error) { return d->toError(error); });
}

Result<bool> Database::moveLog()
{
    Q_ASSERT(!d->inTransaction);
    bool moved = false;
    // Whether it was busy, the pages in the log, and those that are in the file: a reader of an older state is no error
    // (sqlite.org/pragma.html, wal_checkpoint).
    const Status done = each(u"PRAGMA wal_checkpoint(PASSIVE)"_s, {}, [&](const QSqlQuery &row) {
        moved = row.value(0).toInt() == 0 && row.value(1).toInt() == row.value(2).toInt();
    });
    return done ? Result<bool>(moved) : Result<bool>(done.error());
}

QStringList Database::setAside() const
{
    const QFileInfo file(d->file);
    return file.dir().entryList({file.fileName() + u".damaged-*"_s}, QDir::Files | QDir::Hidden);
}

Result<bool> Database::wipeCopies(const QStringList &named)
{
    Q_ASSERT(!d->inTransaction);
    const QFileInfo file(d->file);
    QStringList copies = file.dir().entryList({file.fileName() + u".schema-*"_s}, QDir::Files | QDir::Hidden);
    for (const QString &damaged : setAside()) {
        if (named.contains(damaged)) {
            copies.append(damaged);
        }
    }
    for (const QString &copy : copies) {
        if (!file.dir().remove(copy)) {
            return Error{ErrorKind::Storage, u"a copy cannot be removed"_s, file.dir().filePath(copy)};
        }
    }
    d->statements.clear();
    return FileLayout::emptyLog(*d->connection, [this](const QSqlError &error) { return d->toError(error); });
}

bool Database::wasBusy() const
{
    return d->wasBusy;
}

void Database::forgetBusy()
{
    d->wasBusy = false;
}

Database::Overwriting::Overwriting(Database &database) : m_database(database)
{
    if (m_database.d->overwriting++ == 0) {
        m_database.value(u"PRAGMA secure_delete = ON"_s);
    }
}

Database::Overwriting::~Overwriting()
{
    if (--m_database.d->overwriting == 0) {
        m_database.value(u"PRAGMA secure_delete = FAST"_s); // as configure() has it
    }
}

Database::~Database()
{
    Q_ASSERT(!d->inTransaction);
    d->statements.clear();
    {
        // A reader that is still there keeps the last close from doing this.
        QSqlQuery checkpoint(d->connection->database());
        checkpoint.exec(u"PRAGMA wal_checkpoint(PASSIVE)"_s);
        if (checkpoint.lastError().isValid()) {
            d->toError(checkpoint.lastError());
        }
    }
    d->connection.reset();
    if (!d->sawDamage) {
        DatabaseFile::markClosed(d->file);
    }
}

Status Database::transaction(Durability durability, const std::function<Status()> &work)
{
    Q_ASSERT(!d->inTransaction);
    if (d->durability != durability) {
        // Not possible inside a transaction, so it stays until somebody asks for the other.
        const auto set = run(durability == Durability::Full ? u"PRAGMA synchronous = FULL"_s : u"PRAGMA synchronous = NORMAL"_s);
        if (!set) {
            return set.error();
        }
        d->durability = durability;
    }
    if (const auto begun = run(u"BEGIN IMMEDIATE"_s); !begun) {
        return begun.error();
    }
    d->inTransaction = true;
    Status outcome = work();
    if (outcome && d->beforeCommit) {
        outcome = d->beforeCommit();
    }
    if (outcome) {
        if (const auto committed = run(u"COMMIT"_s); !committed) {
            outcome = committed.error();
        }
    }
    if (!outcome) {
        // On a full disk or an I/O error SQLite may have rolled back by itself, and then this fails, rightly.
        run(u"ROLLBACK"_s);
    }
    d->inTransaction = false;
    return outcome;
}

void Database::setBeforeCommit(std::function<Status()> work)
{
    d->beforeCommit = std::move(work);
}

Result<QSqlQuery *> Database::run(const QString &statement, const QVariantList &values)
{
    auto &kept = d->statements[statement];
    if (!kept) {
        auto query = std::make_unique<QSqlQuery>(d->connection->database());
        query->setForwardOnly(true);
        if (!query->prepare(statement)) {
            const Error error = d->toError(query->lastError());
            d->statements.erase(statement);
            return error;
        }
        kept = std::move(query);
    }
    sql::bind(*kept, values);
    if (!kept->exec()) {
        const Error error = d->toError(kept->lastError());
        kept->finish();
        return error;
    }
    return kept.get();
}

Status Database::each(const QString &statement, const QVariantList &values,
                      const std::function<void(const QSqlQuery &)> &row)
{
    auto query = run(statement, values);
    if (!query) {
        return query.error();
    }
    QSqlQuery *rows = *query;
    while (rows->next()) {
        row(*rows);
    }
    const QSqlError error = rows->lastError();
    rows->finish();
    if (error.isValid()) {
        return d->toError(error);
    }
    return Done{};
}

Result<QVariant> Database::value(const QString &statement, const QVariantList &values)
{
    auto query = run(statement, values);
    if (!query) {
        return query.error();
    }
    QSqlQuery *rows = *query;
    QVariant found;
    if (rows->next()) {
        found = rows->value(0);
    }
    const QSqlError error = rows->lastError();
    rows->finish();
    if (error.isValid()) {
        return d->toError(error);
    }
    return found;
}

Result<int> Database::change(const QString &statement, const QVariantList &values)
{
    auto query = run(statement, values);
    if (!query) {
        return query.error();
    }
    return (*query)->numRowsAffected();
}

bool Database::inTransaction() const
{
    return d->inTransaction;
}

} // namespace jackdaw
