// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QHash>
#include <QStringList>

namespace jackdaw {

class Database;

/// What verification strings stand for, on disk, so that nobody is asked twice (XEP-0115, 6.1): of no account, as a
/// string is a hash of what it stands for, whoever was asked, and so it stays when an account is removed. Made by
/// CapabilitiesService for each use; engine thread; `database` outlives it. Believes what it is given: the service
/// has checked the hash before. Errors: Storage, DiskFull.
class CapabilitiesStore
{
public:
    explicit CapabilitiesStore(Database &database) : m_database(database) {}

    Result<QHash<QString, QStringList>> load();
    /// What the clients behind them call themselves, where they do.
    Result<QHash<QString, QString>> names();
    Status store(const QString &ver, const QStringList &features, const QString &name = {});
    Status remove(const QString &ver);

private:
    Database &m_database;
};

} // namespace jackdaw
