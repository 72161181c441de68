// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountSettings.h"

#include <QSqlQuery>
#include <QVariant>

namespace jackdaw::accountRow {

/// How an account stands in its table, for Reader and Store. Only their .cpp files include it.
inline const QString columns = QStringLiteral("id, jid, host, port, tls, authority_file, keep_signed_in, enabled");

inline AccountSettings read(const QSqlQuery &row)
{
    AccountSettings settings;
    settings.id = AccountId(row.value(0).toLongLong());
    settings.jid = BareJid::fromPrepared(row.value(1).toString());
    settings.host = row.value(2).toString();
    settings.port = quint16(row.value(3).toUInt());
    settings.tls = TlsMode(row.value(4).toInt());
    settings.authorityFile = row.value(5).toString();
    settings.keepSignedIn = row.value(6).toBool();
    settings.enabled = row.value(7).toBool();
    return settings;
}

} // namespace jackdaw::accountRow
