// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountSettings.h"

namespace jackdaw {

class ReadConnection;

/// Reads the accounts for the window before the engine runs, so that they are in the first paint. Owned by AppContext
/// with the connection; thread of that (GUI). Never writes. No account where there is no database yet, or none that can
/// be read: the engine tells of that when it opens it.
class AccountReader
{
public:
    explicit AccountReader(const ReadConnection &connection) : m_connection(connection) {}
    QList<AccountSettings> accounts() const;

private:
    const ReadConnection &m_connection;
};

} // namespace jackdaw
