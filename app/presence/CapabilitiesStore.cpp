// SPDX-License-Identifier: GPL-3.0-or-later
#include "presence/CapabilitiesStore.h"

#include "storage/Database.h"

#include <QSqlQuery>

namespace jackdaw {

Result<QHash<QString, QStringList>> CapabilitiesStore::load()
{
    auto query = m_database.run(QStringLiteral("SELECT ver, features FROM capabilities"));
    if (!query) {
        return query.error();
    }
    QHash<QString, QStringList> out;
    while ((*query)->next()) {
        out.insert((*query)->value(0).toString(), (*query)->value(1).toString().split(u'\n', Qt::SkipEmptyParts));
    }
    (*query)->finish();
    return out;
}

Result<QHash<QString, QString>> CapabilitiesStore::names()
{
    QHash<QString, QString> out;
    const auto read = m_database.each(QStringLiteral("SELECT ver, name FROM capabilities WHERE name <> ''"), {},
                                      [&](const QSqlQuery &row) { out.insert(row.value(0).toString(), row.value(1).toString()); });
    if (!read) {
        return read.error();
    }
    return out;
}

Status CapabilitiesStore::store(const QString &ver, const QStringList &features, const QString &name)
{
    const auto done = m_database.run(QStringLiteral("INSERT OR REPLACE INTO capabilities (ver, features, name) VALUES (?, ?, ?)"),
                                     {ver, features.join(u'\n'), name});
    return done ? Status(Done{}) : Status(done.error());
}

Status CapabilitiesStore::remove(const QString &ver)
{
    const auto done = m_database.run(QStringLiteral("DELETE FROM capabilities WHERE ver = ?"), {ver});
    return done ? Status(Done{}) : Status(done.error());
}

} // namespace jackdaw
