// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/Salvage.h"

#include "storage/Migrator.h"
#include "storage/SchemaPages.h"
#include "storage/SqlSupport.h"

#include <QFile>
#include <QStringList>

#include <deque>
#include <limits>
#include <memory>
#include <optional>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

/// How often in a row the search may run into a broken place before it leaves what is between: the tries spread evenly,
/// so a sound page that is missed has less than a hundredth of the keys there.
constexpr int fruitlessTries = 500;
/// A file that is broken all over must end, too.
constexpr int maximumFailures = 50'000;

/// Copies one table row by row.
class TableCopy
{
public:
    TableCopy(QSqlDatabase &from, QSqlDatabase &to, QString table, const QStringList &columns)
        : m_from(from), m_insert(to), m_table(std::move(table)), m_columns(columns)
    {
        m_list = u'"' + m_columns.join(u"\",\""_s) + u'"';
        QStringList marks;
        marks.fill(u"?"_s, m_columns.size());
        m_insert.prepare(u"INSERT OR IGNORE INTO \"%1\" (%2) VALUES (%3)"_s.arg(m_table, m_list, marks.join(u',')));
    }

    /// A table whose key is an integer: every stretch that can be reached.
    void copyByRowid() { copyRange(std::numeric_limits<qint64>::min() + 1, std::numeric_limits<qint64>::max() - 1); }

    /// Any other, small, table: from the front to the first broken place, and from the back.
    void copyFromBothEnds(const QStringList &key)
    {
        for (const auto direction : {"ASC"_L1, "DESC"_L1}) {
            QStringList order;
            for (const QString &column : key) {
                order.append(u"\"%1\" %2"_s.arg(column, direction));
            }
            QSqlQuery query(m_from);
            query.setForwardOnly(true);
            query.exec(u"SELECT %1 FROM \"%2\" ORDER BY %3"_s.arg(m_list, m_table, order.join(u',')));
            while (query.next() && !m_failure) {
                store(query, 0);
            }
            if (!query.lastError().isValid()) {
                return;
            }
            ++m_failures;
        }
    }

    /// Set when the new file could not be written.
    const std::optional<Error> &failure() const { return m_failure; }
    /// There may have been more.
    bool isIncomplete() const { return m_failures > 0; }

private:
    enum class Ended { Complete, Broken };

    void copyRange(qint64 lowest, qint64 highest)
    {
        std::deque<std::pair<qint64, qint64>> open{{lowest, highest}};
        while (!open.empty() && !m_failure && m_failures < maximumFailures && m_fruitless < fruitlessTries) {
            auto [low, high] = open.front();
            open.pop_front();
            if (read(low, high, "ASC"_L1, low) == Ended::Complete || low > high
                || read(low, high, "DESC"_L1, high) == Ended::Complete || low >= high) {
                continue;
            }
            // Broken on both sides: what is left may hold something to read in the middle.
            const qint64 middle = qint64(quint64(low) + (quint64(high) - quint64(low)) / 2);
            open.emplace_back(low, middle);
            open.emplace_back(middle + 1, high);
        }
    }

    /// Reads from one side; `edge`, which is one of low and high, moves past what was read.
    Ended read(qint64 low, qint64 high, QLatin1StringView direction, qint64 &edge)
    {
        QSqlQuery query(m_from);
        query.setForwardOnly(true);
        query.prepare(u"SELECT rowid,%1 FROM \"%2\" NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid %3"_s
                          .arg(m_list, m_table, direction));
        query.bindValue(0, low);
        query.bindValue(1, high);
        query.exec();
        while (query.next() && !m_failure) {
            const qint64 rowid = query.value(0).toLongLong();
            store(query, 1);
            m_fruitless = 0;
            edge = direction == "ASC"_L1 ? rowid + 1 : rowid - 1;
        }
        if (query.lastError().isValid()) {
            ++m_failures;
            ++m_fruitless;
            return Ended::Broken;
        }
        return Ended::Complete;
    }

    void store(const QSqlQuery &row, int first)
    {
        for (int i = 0; i < m_columns.size(); ++i) {
            const QVariant value = row.value(first + i);
            // Qt reads an empty blob as a null one, which would be stored as NULL.
            const bool isEmptyBlob = value.typeId() == QMetaType::QByteArray && value.toByteArray().isEmpty();
            m_insert.bindValue(i, isEmptyBlob ? QVariant(QByteArray("", 0)) : value);
        }
        // A row that breaks a rule of the schema is left out; only the disk can make this fail.
        if (!m_insert.exec()) {
            m_failure = sql::toError(m_insert.lastError(), {});
        }
    }

    QSqlDatabase m_from;
    QSqlQuery m_insert;
    QString m_table;
    QStringList m_columns;
    QString m_list;
    int m_failures = 0;
    int m_fruitless = 0;
    std::optional<Error> m_failure;
};

struct Column { QString name; int key; };

QList<Column> columnsOf(const QSqlDatabase &database, const QString &table)
{
    QList<Column> columns;
    QSqlQuery query(database);
    query.exec(u"PRAGMA table_info(\"%1\")"_s.arg(table));
    while (query.next()) {
        columns.append({query.value(1).toString(), query.value(5).toInt()});
    }
    return columns;
}

bool hasReadableSchema(const QSqlDatabase &database)
{
    QSqlQuery query(database);
    return query.exec(u"SELECT count(*) FROM sqlite_schema WHERE type = 'table'"_s) && query.next()
        && query.value(0).toInt() > 0;
}

/// How much of the first page is another one's.
enum class Repair { Header, FirstPage };

/// A copy of the damaged file with the header of the new database, or with a first page that leads to the schema wherever that
/// lies.
bool makeRepairedCopy(const QString &damaged, const QString &fresh, const QString &copy, Repair repair)
{
    QFile::remove(copy);
    if (!sql::makePrivateFile(copy)) {
        return false;
    }
    QFile source(damaged);
    QFile donor(fresh);
    QFile target(copy);
    if (!source.open(QIODevice::ReadOnly) || !donor.open(QIODevice::ReadOnly) || !target.open(QIODevice::ReadWrite)) {
        return false;
    }
    QByteArray header = donor.read(100); // sqlite.org/fileformat.html, 1.3
    const auto byte = [&](int at) { return quint32(quint8(header[at])); };
    const quint32 pageSize = header.size() > 18 ? (byte(16) << 8 | byte(17)) : 0; // 1.3.2
    if (pageSize < 512 || header.size() != 100 || source.size() < pageSize) {
        return false;
    }
    const quint32 pages = quint32(source.size() / pageSize);
    for (int i = 0; i < 4; ++i) { // 1.3.7: the size in pages
        header[28 + i] = char(pages >> (24 - 8 * i) & 0xff);
    }
    for (int i = 32; i < 40; ++i) { // 1.3.8: no free pages that are known
        header[i] = 0;
    }
    header[18] = header[19] = 2; // 1.3.3: there is a log, whose pages are checksummed and newer than the file
    const QByteArray begin = repair == Repair::Header ? header : SchemaPages::firstPageFor(damaged, header, int(pageSize));
    if (begin.isEmpty()) {
        return false;
    }
    target.write(begin);
    source.seek(begin.size());
    while (!source.atEnd()) {
        const QByteArray block = source.read(1 << 20);
        if (block.isEmpty() || target.write(block) != block.size()) {
            return false;
        }
    }
    QFile::remove(copy + "-wal"_L1);
    QFile::copy(damaged + "-wal"_L1, copy + "-wal"_L1);
    return target.flush();
}

/// A schema of which a part is lost can be used all the same: SQLite complains once.
void useWhatIsThere(const QSqlDatabase &database)
{
    QSqlQuery query(database);
    query.exec(u"PRAGMA writable_schema = ON"_s);
    query.exec(u"SELECT count(*) FROM sqlite_schema"_s);
}

/// Of the schema a part may be lost.
enum class Schema {
    Whole,
    Found ///< by its pages: tables may be missing
};

struct Source
{
    std::unique_ptr<sql::Connection> connection;
    Schema schema = Schema::Whole;
};

/// The damaged file if its schema can be read, else a repaired copy of it, else nothing.
Source openDamaged(const QString &damaged, const QString &fresh, const QString &copy)
{
    auto connection = std::make_unique<sql::Connection>(damaged, sql::Connection::Access::ReadOnly);
    if (connection->open() && hasReadableSchema(connection->database())) {
        return {std::move(connection), Schema::Whole};
    }
    connection.reset();
    for (const Repair repair : {Repair::Header, Repair::FirstPage}) {
        if (!makeRepairedCopy(damaged, fresh, copy, repair)) {
            continue;
        }
        connection = std::make_unique<sql::Connection>(copy, sql::Connection::Access::ReadOnly);
        if (connection->open()) {
            if (repair == Repair::FirstPage) {
                useWhatIsThere(connection->database());
            }
            if (hasReadableSchema(connection->database())) {
                return {std::move(connection), repair == Repair::FirstPage ? Schema::Found : Schema::Whole};
            }
        }
        connection.reset();
    }
    return {};
}

/// The numbers that were given out are not given out again, also where nothing that had them is left: what is known by them may
/// still be on its way off the disk. after_salvage.sql knows what else names them, and
/// leaves some out for what nobody knows of; `from` is null where nothing can be read.
QStringList keepNumbers(const QSqlDatabase *from, const QSqlDatabase &to)
{
    constexpr qint64 most = 1'000'000'000; // larger ones were never given out
    QStringList statements;
    QSqlQuery tables(to);
    tables.exec(u"SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"_s);
    while (tables.next()) {
        const QString table = tables.value(0).toString();
        qint64 said = 0;
        if (from) {
            QSqlQuery query(*from);
            query.prepare(u"SELECT seq FROM sqlite_sequence WHERE name = ?"_s);
            query.bindValue(0, table);
            said = query.exec() && query.next() ? query.value(0).toLongLong() : 0;
        }
        statements += u"INSERT INTO sqlite_sequence (name, seq) SELECT '%1', 0 WHERE NOT EXISTS "
                      "(SELECT 1 FROM sqlite_sequence WHERE name = '%1')"_s.arg(table);
        statements += u"UPDATE sqlite_sequence SET seq = max(iif(seq > %2, 0, seq), %3, coalesce((SELECT max(id) FROM \"%1\" WHERE id <= %2), 0)) "
                      "WHERE name = '%1'"_s.arg(table).arg(most).arg(said > most ? 0 : said);
    }
    return statements;
}

/// Rows that are owned by something that is not there, but for what is being removed. Parents come before their children.
QStringList dropOrphans(const QSqlDatabase &database)
{
    QStringList statements;
    QSqlQuery keys(database);
    keys.exec(u"SELECT t.name, f.\"from\", f.\"table\", f.\"to\" FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f "
              "WHERE t.type = 'table' AND (SELECT count(*) FROM pragma_foreign_key_list(t.name) g WHERE g.id = f.id) = 1 "
              "ORDER BY t.rowid"_s);
    while (keys.next()) {
        const QString owner = keys.value(2).toString();
        const QString removed = owner == "account"_L1 || owner == "conversation"_L1
            ? u" AND \"%1\" NOT IN (SELECT id FROM removed_%2)"_s.arg(keys.value(1).toString(), owner) : QString();
        statements += u"DELETE FROM \"%1\" WHERE \"%2\" NOT IN (SELECT \"%3\" FROM \"%4\")"_s.arg(
            keys.value(0).toString(), keys.value(1).toString(), keys.value(3).toString(), owner) + removed;
    }
    return statements;
}

/// That there was more is noted as a row that names nobody: after_salvage.sql then takes nothing that has lost its owner for
/// somebody else's.
void noteLostRemovals(const QString &table, const QSqlDatabase &to)
{
    if (table == "removed_account"_L1) {
        QSqlQuery(to).exec(u"INSERT OR IGNORE INTO removed_account (id, jid, messages) VALUES (0, '', 0)"_s);
    } else if (table == "removed_conversation"_L1) {
        QSqlQuery(to).exec(u"INSERT OR IGNORE INTO removed_conversation (id, account) VALUES (0, 0)"_s);
    }
}

/// Made before there were removals: 012_removal.sql takes that trigger away.
bool isBeforeRemovals(const QSqlDatabase &database)
{
    QSqlQuery query(database);
    return query.exec(u"SELECT 1 FROM sqlite_schema WHERE name = 'message_search_account'"_s) && query.next();
}

std::optional<Error> copyTables(QSqlDatabase &from, Schema schema, QSqlDatabase &to)
{
    const bool mayHaveLostTables = schema == Schema::Found && !isBeforeRemovals(from);
    QSqlQuery tables(to);
    tables.exec(u"SELECT name, sql LIKE '%WITHOUT ROWID%' FROM sqlite_schema "
                "WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                // Made anew from the messages: a half of it would be worth nothing.
                "AND name NOT LIKE 'message_search%' AND name NOT LIKE 'search_%' ORDER BY rowid"_s);
    while (tables.next()) {
        const QString table = tables.value(0).toString();
        QStringList there;
        for (const Column &column : columnsOf(from, table)) {
            there.append(column.name);
        }
        QStringList columns;
        QStringList key;
        for (const Column &column : columnsOf(to, table)) {
            if (there.contains(column.name)) {
                columns.append(column.name);
                if (column.key > 0) {
                    key.append(column.name);
                }
            }
        }
        if (columns.isEmpty() || key.isEmpty()) {
            if (mayHaveLostTables) {
                noteLostRemovals(table, to);
            }
            continue;
        }
        TableCopy copy(from, to, table, columns);
        if (tables.value(1).toBool()) {
            copy.copyFromBothEnds(key);
        } else {
            copy.copyByRowid();
        }
        if (copy.failure()) {
            return copy.failure();
        }
        if (copy.isIncomplete()) {
            noteLostRemovals(table, to);
        }
    }
    return std::nullopt;
}

} // namespace

Result<int> salvage(const QString &damaged, const QString &fresh)
{
    if (auto made = sql::makePrivateFile(fresh); !made) {
        return made.error();
    }
    sql::Connection target(fresh, sql::Connection::Access::ReadWrite);
    if (!target.open()) {
        return sql::toError(target.lastError(), fresh);
    }
    QSqlQuery(target.database()).exec(u"PRAGMA auto_vacuum = INCREMENTAL"_s); // as Database::open makes a new file
    if (auto migrated = Migrator::migrate(target.database()); !migrated) {
        return migrated.error();
    }

    const QString copy = fresh + ".repaired"_L1;
    QStringList work{u"PRAGMA foreign_keys = OFF"_s, u"BEGIN IMMEDIATE"_s};
    std::optional<Error> failure;
    const auto runAll = [&](const QStringList &statements) {
        for (const QString &statement : statements) {
            QSqlQuery query(target.database());
            if (!failure && !query.exec(statement)) {
                failure = sql::toError(query.lastError(), fresh);
            }
        }
    };
    Source source = openDamaged(damaged, fresh, copy);
    runAll(work);
    if (source.connection && !failure) {
        failure = copyTables(source.connection->database(), source.schema, target.database());
    }
    runAll(keepNumbers(source.connection ? &source.connection->database() : nullptr, target.database()));
    source.connection.reset();
    for (const auto suffix : {""_L1, "-wal"_L1, "-shm"_L1}) {
        QFile::remove(copy + suffix);
    }
    QFile script(u":/jackdaw/storage/schema/after_salvage.sql"_s);
    if (!script.open(QIODevice::ReadOnly)) {
        return Error{ErrorKind::Internal, u"after_salvage.sql is missing"_s, fresh};
    }
    runAll(Migrator::statements(QString::fromUtf8(script.readAll())));
    runAll(dropOrphans(target.database()));
    runAll({u"COMMIT"_s});
    if (failure) {
        failure->subject = fresh;
        return *failure;
    }
    QSqlQuery count(target.database());
    return count.exec(u"SELECT count(*) FROM message m JOIN conversation c ON c.id = m.conversation"_s) && count.next() ? count.value(0).toInt() : 0;
}

} // namespace jackdaw
