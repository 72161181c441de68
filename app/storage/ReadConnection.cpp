// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/ReadConnection.h"

#include "storage/SqlSupport.h"

#include <QFile>

#include <sys/stat.h>
#include <unordered_map>

namespace jackdaw {

using namespace Qt::StringLiterals;

struct ReadConnection::Private
{
    QString file;
    QByteArray path;
    std::optional<sql::Connection> connection;
    dev_t device = 0;
    ino_t inode = 0;
    // After `connection`: queries go before it does.
    std::unordered_map<QString, std::unique_ptr<QSqlQuery>> statements;
    std::optional<Error> error;

    void close()
    {
        statements.clear();
        connection.reset();
    }

    bool ensureOpen()
    {
        struct stat now = {};
        if (::stat(path.constData(), &now) != 0) {
            close();
            return false;
        }
        if (connection && (now.st_dev != device || now.st_ino != inode)) {
            close();
        }
        if (!connection) {
            connection.emplace(file, sql::Connection::Access::ReadOnly);
            if (!connection->open()) {
                error = sql::toError(connection->lastError(), file);
                connection.reset();
                return false;
            }
            device = now.st_dev;
            inode = now.st_ino;
        }
        return true;
    }
};

ReadConnection::ReadConnection(QString file) : d(std::make_unique<Private>())
{
    d->path = QFile::encodeName(file);
    d->file = std::move(file);
}

ReadConnection::~ReadConnection()
{
    d->close();
}

QSqlQuery *ReadConnection::run(const QString &statement, const QVariantList &values) const
{
    d->error.reset();
    if (!d->ensureOpen()) {
        return nullptr;
    }
    auto &kept = d->statements[statement];
    if (!kept) {
        auto query = std::make_unique<QSqlQuery>(d->connection->database());
        query->setForwardOnly(true);
        if (!query->prepare(statement)) {
            d->error = sql::toError(query->lastError(), d->file);
            const bool damage = sql::isDamage(query->lastError());
            d->statements.erase(statement);
            query.reset();
            if (damage) {
                d->close();
            }
            return nullptr;
        }
        kept = std::move(query);
    }
    sql::bind(*kept, values);
    if (!kept->exec()) {
        d->error = sql::toError(kept->lastError(), d->file);
        if (sql::isDamage(kept->lastError())) {
            d->close(); // the engine may put a sound file in its place
        }
        return nullptr;
    }
    return kept.get();
}

void ReadConnection::each(const QString &statement, const QVariantList &values,
                          const std::function<void(const QSqlQuery &)> &row) const
{
    eachUntil(statement, values, [&row](const QSqlQuery &query) {
        row(query);
        return Rows::Further;
    });
}

void ReadConnection::eachUntil(const QString &statement, const QVariantList &values,
                               const std::function<Rows(const QSqlQuery &)> &row) const
{
    QSqlQuery *query = run(statement, values);
    if (!query) {
        return;
    }
    while (query->next() && row(*query) == Rows::Further) {
    }
    if (query->lastError().isValid()) {
        d->error = sql::toError(query->lastError(), d->file);
    }
    query->finish();
}

const std::optional<Error> &ReadConnection::lastError() const
{
    return d->error;
}

} // namespace jackdaw
