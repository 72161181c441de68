// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountSettings.h"

#include <QSqlQuery>
#include <QVariant>

namespace jackdaw::accountRow {

/// How an account stands in its table, one list of columns for Reader and Store. Pure; any thread. Only their .cpp
/// files include it. No password is a column, and what the engine alone reads (user agent, own presence) AccountStore
/// names itself.
inline const QString columns = QStringLiteral(
    "id, jid, host, port, tls, authority_file, keep_signed_in, enabled, name, color, plain_allowed, pinned_certificate, "
    "proxy_type, proxy_host, proxy_port, proxy_user, mechanism");

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
    settings.name = row.value(8).toString();
    settings.color = row.value(9).toInt();
    settings.plain = row.value(10).toBool() ? PlainLogin::Allowed : PlainLogin::Refused;
    settings.pinnedCertificate = QByteArray::fromHex(row.value(11).toString().toLatin1());
    settings.proxy.type = ProxySettings::Type(row.value(12).toInt());
    settings.proxy.host = row.value(13).toString();
    settings.proxy.port = quint16(row.value(14).toUInt());
    settings.proxy.user = row.value(15).toString();
    settings.strongestMechanism = row.value(16).toString();
    return settings;
}

/// What the user decides, in the order of `columns`, without the id and what was learnt from the server.
inline QVariantList values(const AccountSettings &settings)
{
    return {settings.jid.toString(), settings.host, settings.port, int(settings.tls), settings.authorityFile,
            int(settings.keepSignedIn), int(settings.enabled), settings.name, settings.color,
            int(settings.plain == PlainLogin::Allowed), QString::fromLatin1(settings.pinnedCertificate.toHex()),
            int(settings.proxy.type), settings.proxy.host, settings.proxy.port, settings.proxy.user};
}

} // namespace jackdaw::accountRow
