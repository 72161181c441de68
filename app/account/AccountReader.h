// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountSettings.h"

namespace jackdaw {

class ReadConnection;

/// Reads the accounts for the window before the engine runs. Thread of its connection (GUI). Never writes.
class AccountReader
{
public:
    explicit AccountReader(const ReadConnection &connection) : m_connection(connection) {}
    QList<AccountSettings> accounts() const;

private:
    const ReadConnection &m_connection;
};

} // namespace jackdaw
