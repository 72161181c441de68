// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountReader.h"

#include "account/AccountRow.h"
#include "storage/ReadConnection.h"

namespace jackdaw {

using namespace Qt::StringLiterals;

QList<AccountSettings> AccountReader::accounts() const
{
    QList<AccountSettings> all;
    m_connection.each(u"SELECT "_s + accountRow::columns + u" FROM account ORDER BY id"_s, {},
                      [&](const QSqlQuery &row) { all.append(accountRow::read(row)); });
    return all;
}

} // namespace jackdaw
