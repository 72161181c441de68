// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/BackupSourceStore.h"

#include "backup/BackupRecords.h"
#include "backup/BackupTables.h"
#include "storage/ReadConnection.h"

#include <QDateTime>
#include <QSqlQuery>

#include <optional>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

/// Messages after which it is said again how far it is.
constexpr qint64 toldEvery = 1000;

} // namespace

Error backupStopped()
{
    return Error{ErrorKind::Cancelled, u"stopped by the user"_s, {}};
}

QStringList columnsOfTable(const ReadConnection &connection, const QString &table)
{
    QStringList columns;
    connection.each(u"SELECT name FROM pragma_table_info(?)"_s, {table},
                    [&](const QSqlQuery &row) { columns.append(row.value(0).toString()); });
    return columns;
}

Status BackupSourceStore::ask(const QString &statement)
{
    if (!m_connection.run(statement)) {
        return m_connection.lastError().value_or(Error{ErrorKind::Storage, u"there is no history yet"_s, {}});
    }
    return Done{};
}

Status BackupSourceStore::write(const BackupOrder &order, const ByteSink &sink, const KeyCost &cost)
{
    SealedWriter sealed(sink);
    if (const Status begun = sealed.begin(order.file.passphrase, cost); !begun) {
        return begun;
    }
    // One transaction, so that all tables are of the same moment.
    if (const Status begun = ask(u"BEGIN"_s); !begun) {
        return begun;
    }
    const Status written = writeTables(order, sealed);
    const Status ended = ask(u"COMMIT"_s);
    return written && !ended ? ended : written;
}

Status BackupSourceStore::writeTables(const BackupOrder &order, SealedWriter &sealed)
{
    QStringList ids;
    for (const AccountId account : order.accounts) {
        ids.append(QString::number(account.value()));
    }
    const QString accounts = ids.join(u',');
    const auto what = contents(order, accounts);
    if (!what) {
        return what.error();
    }
    m_total = what->messages();
    RecordWriter records(sealed);
    if (const Status done = records.contents(*what); !done) {
        return done;
    }
    if (const Status done = what->hasSettings ? records.settings(order.settings) : Status(Done{}); !done) {
        return done;
    }
    for (const BackupTable &table : BackupTable::all()) {
        if (const Status done = writeTable(table, accounts, records); !done) {
            return done;
        }
    }
    const Status ended = records.end();
    return ended ? sealed.finish() : ended;
}

Result<BackupContents> BackupSourceStore::contents(const BackupOrder &order, const QString &accounts)
{
    BackupContents contents;
    contents.made = QDateTime::currentMSecsSinceEpoch();
    // Rather a backup without them than one that is refused.
    contents.hasSettings = order.takesSettings();
    m_connection.each(u"PRAGMA user_version"_s, {}, [&](const QSqlQuery &row) { contents.schema = row.value(0).toInt(); });
    m_connection.each(u"SELECT a.jid, (SELECT coalesce(sum(d.count), 0) FROM conversation c JOIN message_day d ON "
                       "d.conversation = c.id "
                      "WHERE c.account = a.id) FROM account a WHERE a.id IN (%1) ORDER BY a.id"_s.arg(accounts), {},
                      [&](const QSqlQuery &row) {
        contents.accounts.append({BareJid::fromPrepared(row.value(0).toString()), row.value(1).toLongLong()});
    });
    if (m_connection.lastError()) {
        return *m_connection.lastError();
    }
    if (contents.accounts.size() != order.accounts.size() || contents.accounts.isEmpty()) {
        return Error{ErrorKind::NotFound, u"an account that is not here"_s, {}};
    }
    return contents;
}

Status BackupSourceStore::writeTable(const BackupTable &table, const QString &accounts, RecordWriter &records)
{
    const QStringList columns = columnsOfTable(m_connection, table.name);
    if (columns.isEmpty()) {
        return m_connection.lastError() ? Status(*m_connection.lastError()) : Status(Done{});
    }
    if (const Status named = records.table(table.name, columns); !named) {
        return named;
    }
    QStringList values;
    for (const QString &column : columns) {
        values.append(table.valueOf(column));
    }
    const bool isMessages = table.name == "message"_L1;
    const QString order = isMessages ? u" ORDER BY t.id"_s : QString();
    std::optional<Error> failure;
    m_connection.eachUntil(u"SELECT %1 FROM \"%2\" t WHERE %3%4"_s.arg(values.join(u", "), table.name, table.belongsTo(accounts), order), {},
                           [&](const QSqlQuery &row) {
        QVariantList content;
        content.reserve(columns.size());
        for (int i = 0; i < columns.size(); ++i) {
            content.append(row.value(i));
        }
        if (const Status written = records.row(content); !written) {
            failure = written.error();
        } else if (m_watch.isStopped()) {
            failure = backupStopped();
        }
        if (isMessages && ++m_done % toldEvery == 0) {
            m_watch.say({BackupProgress::Stage::Writing, m_done, m_total});
        }
        return failure ? ReadConnection::Rows::Enough : ReadConnection::Rows::Further;
    });
    if (!failure && m_connection.lastError()) {
        failure = m_connection.lastError();
    }
    return failure ? Status(*failure) : Status(Done{});
}

} // namespace jackdaw
