// SPDX-License-Identifier: GPL-3.0-or-later
#include "spaces/SpaceReader.h"

#include "spaces/SpaceRow.h"
#include "storage/ReadConnection.h"

namespace jackdaw {

using namespace Qt::StringLiterals;

QHash<AccountId, QList<Space>> SpaceReader::spaces() const
{
    QHash<AccountId, QList<Space>> all;
    m_connection.each(u"SELECT account, id, %1 FROM space WHERE ours <> '' ORDER BY account, id"_s.arg(spaceColumns),
                      {}, [&all](const QSqlQuery &row) {
        all[AccountId(row.value(0).toLongLong())].append(spaceOfRow(SpaceId(row.value(1).toString()), row, 2));
    });
    return all;
}

} // namespace jackdaw
