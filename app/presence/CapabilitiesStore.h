// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QHash>
#include <QStringList>

namespace jackdaw {

class Database;

/// What verification strings stand for, on disk, for all accounts (XEP-0115, 6.1). Engine thread. Errors: Storage, DiskFull.
class CapabilitiesStore
{
public:
    explicit CapabilitiesStore(Database &database) : m_database(database) {}

    Result<QHash<QString, QStringList>> load();
    Status store(const QString &ver, const QStringList &features);
    Status remove(const QString &ver);

private:
    Database &m_database;
};

} // namespace jackdaw
