// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/Migrator.h"

#include "storage/SqlSupport.h"

#include <QDir>
#include <QFile>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

/// Where a statement that begins at `from` ends, by the rules of sqlite3_complete(): a semicolon ends it, but one inside
/// CREATE TRIGGER only where ";", "END" and ";" follow each other.
class StatementCutter
{
public:
    explicit StatementCutter(QStringView sql) : m_sql(sql) {}

    /// The next statement without its semicolon; empty at the end of the text.
    QString next()
    {
        m_words.clear();
        m_endAfterSemicolon = false;
        m_lastWasSemicolon = false;
        qsizetype begin = -1; // where the first token of the statement stands, comments before it left out
        while (m_at < m_sql.size()) {
            if (skipBlankOrComment()) {
                continue;
            }
            const QChar c = m_sql[m_at];
            if (c == u';') {
                if (begin >= 0 && (!isTrigger() || m_endAfterSemicolon)) {
                    return m_sql.sliced(begin, m_at++ - begin).toString().trimmed();
                }
                m_lastWasSemicolon = begin >= 0;
                ++m_at;
                continue;
            }
            if (begin < 0) {
                begin = m_at;
            }
            readToken(c);
        }
        return begin < 0 ? QString() : m_sql.sliced(begin).toString().trimmed();
    }

private:
    bool skipBlankOrComment()
    {
        if (m_sql[m_at].isSpace()) {
            ++m_at;
            return true;
        }
        const QStringView rest = m_sql.sliced(m_at);
        if (rest.startsWith("--"_L1)) {
            const qsizetype end = m_sql.indexOf(u'\n', m_at);
            m_at = end < 0 ? m_sql.size() : end + 1;
            return true;
        }
        if (rest.startsWith("/*"_L1)) {
            const qsizetype end = m_sql.indexOf("*/"_L1, m_at + 2);
            m_at = end < 0 ? m_sql.size() : end + 2;
            return true;
        }
        return false;
    }

    void readToken(QChar c)
    {
        m_endAfterSemicolon = false;
        if (c == u'\'' || c == u'"' || c == u'`' || c == u'[') {
            // A doubled quote inside closes and opens again, which comes to the same.
            const qsizetype end = m_sql.indexOf(c == u'[' ? u']' : c, m_at + 1);
            m_at = end < 0 ? m_sql.size() : end + 1;
        } else if (c.isLetter() || c == u'_') {
            const qsizetype begin = m_at;
            while (m_at < m_sql.size() && (m_sql[m_at].isLetterOrNumber() || m_sql[m_at] == u'_' || m_sql[m_at] == u'$')) {
                ++m_at;
            }
            const QStringView word = m_sql.sliced(begin, m_at - begin);
            if (m_words.size() < 3) {
                m_words.append(word.toString().toUpper());
            }
            m_endAfterSemicolon = m_lastWasSemicolon && word.compare("END"_L1, Qt::CaseInsensitive) == 0;
        } else {
            ++m_at;
        }
        m_lastWasSemicolon = false;
    }

    bool isTrigger() const
    {
        return m_words.size() > 1 && m_words[0] == "CREATE"_L1
            && (m_words[1] == "TRIGGER"_L1
                || (m_words.size() > 2 && m_words[1].startsWith("TEMP"_L1) && m_words[2] == "TRIGGER"_L1));
    }

    QStringView m_sql;
    qsizetype m_at = 0;
    QStringList m_words;
    bool m_lastWasSemicolon = false;
    bool m_endAfterSemicolon = false;
};

Status execute(const QSqlDatabase &connection, const QString &statement)
{
    QSqlQuery query(connection);
    if (!query.exec(statement)) {
        return sql::toError(query.lastError(), connection.databaseName());
    }
    return Done{};
}

/// What is being removed points to nothing, rightly (012_removal.sql), and the check would call it a broken migration.
bool isRemoving(const QSqlDatabase &connection)
{
    QSqlQuery query(connection);
    return query.exec(u"SELECT count(*) FROM sqlite_schema WHERE name IN ('removed_account', 'removed_conversation')"_s) && query.next()
        && query.value(0).toInt() == 2
        && query.exec(u"SELECT 1 FROM removed_account UNION ALL SELECT 1 FROM removed_conversation LIMIT 1"_s) && query.next();
}

/// All statements of one step, its version and a look at the foreign keys; to be run inside a transaction.
Status runStep(const QSqlDatabase &connection, const Migrator::Step &step, bool hadContent)
{
    for (const QString &statement : Migrator::statements(step.sql)) {
        if (auto status = execute(connection, statement); !status) {
            Error error = status.error();
            error.detail = step.name + ": "_L1 + error.detail;
            return error;
        }
    }
    if (hadContent && !isRemoving(connection)) {
        QSqlQuery check(connection);
        if (!check.exec(u"PRAGMA foreign_key_check"_s)) {
            return sql::toError(check.lastError(), connection.databaseName());
        }
        if (check.next()) {
            return Error{ErrorKind::Storage,
                         u"%1: a row of %2 points to nothing"_s.arg(step.name, check.value(0).toString()),
                         connection.databaseName()};
        }
    }
    return execute(connection, u"PRAGMA user_version = %1"_s.arg(step.version));
}

} // namespace

QList<Migrator::Step> Migrator::builtIn()
{
    QList<Step> steps;
    const QDir folder(u":/jackdaw/storage/schema"_s);
    for (const QString &name : folder.entryList({u"[0-9][0-9][0-9]_*.sql"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        const bool readable = file.open(QIODevice::ReadOnly);
        Q_ASSERT(readable);
        steps.append(Step{name.first(3).toInt(), name, QString::fromUtf8(file.readAll())});
    }
    Q_ASSERT(!steps.isEmpty());
    return steps;
}

int Migrator::newestVersion()
{
    return builtIn().constLast().version;
}

int Migrator::versionOf(const QSqlDatabase &connection)
{
    QSqlQuery query(connection);
    return query.exec(u"PRAGMA user_version"_s) && query.next() ? query.value(0).toInt() : -1;
}

Status Migrator::migrate(QSqlDatabase &connection, const QList<Step> &steps)
{
    const int from = versionOf(connection);
    const QString file = connection.databaseName();
    if (from < 0) {
        return Error{ErrorKind::Storage, u"the schema version cannot be read"_s, file};
    }
    if (!steps.isEmpty() && from > steps.constLast().version) {
        return Error{ErrorKind::Storage,
                     u"made by a newer Jackdaw (schema %1, known up to %2)"_s.arg(from).arg(steps.constLast().version), file};
    }
    if (steps.isEmpty() || from == steps.constLast().version) {
        return Done{};
    }

    QSqlQuery setting(connection);
    const bool hadForeignKeys = setting.exec(u"PRAGMA foreign_keys"_s) && setting.next() && setting.value(0).toBool();
    setting.finish();
    // This switch does nothing inside a transaction (sqlite.org/foreignkeys.html, 2).
    if (auto off = execute(connection, u"PRAGMA foreign_keys = OFF"_s); !off) {
        return off.error();
    }
    Status outcome = Done{};
    for (const Step &step : steps) {
        if (step.version <= from) {
            continue;
        }
        outcome = execute(connection, u"BEGIN IMMEDIATE"_s);
        if (!outcome) {
            break;
        }
        outcome = runStep(connection, step, from > 0);
        if (outcome) {
            outcome = execute(connection, u"COMMIT"_s);
        }
        if (!outcome) {
            execute(connection, u"ROLLBACK"_s); // on a full disk SQLite may have done so by itself
            break;
        }
    }
    if (hadForeignKeys) {
        execute(connection, u"PRAGMA foreign_keys = ON"_s);
    }
    return outcome;
}

QStringList Migrator::statements(const QString &sql)
{
    QStringList all;
    StatementCutter cutter(sql);
    for (QString statement = cutter.next(); !statement.isEmpty(); statement = cutter.next()) {
        all.append(statement);
    }
    return all;
}

} // namespace jackdaw
