// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/TrustEventReader.h"

#include "storage/ReadConnection.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlQuery>

namespace jackdaw {

using namespace Qt::StringLiterals;

QList<TrustEvent> TrustEventReader::events(AccountId account, const QList<BareJid> &people) const
{
    QList<TrustEvent> all;
    QJsonArray jids;
    for (const BareJid &each : people) {
        jids.append(each.toString());
    }
    m_connection.each(u"SELECT jid, place, device, kind, trust, decided_by FROM omemo_event WHERE account = ? "
                      "AND jid IN (SELECT value FROM json_each(?)) AND kind BETWEEN 0 AND ? AND trust BETWEEN 0 AND ? "
                      "AND decided_by BETWEEN 0 AND ? ORDER BY place"_s,
                      {account.value(), QString::fromUtf8(QJsonDocument(jids).toJson(QJsonDocument::Compact)),
                       int(TrustEvent::Kind::Refused), int(DeviceTrust::Distrusted), int(DecidedBy::TheirDevice)},
                      [&all](const QSqlQuery &row) {
        TrustEvent event;
        event.device = {BareJid::fromPrepared(row.value(0).toString()), OmemoDeviceId(row.value(2).toUInt())};
        event.place = MessageId(row.value(1).toLongLong());
        event.kind = TrustEvent::Kind(row.value(3).toInt());
        event.trust = DeviceTrust(row.value(4).toInt());
        event.by = DecidedBy(row.value(5).toInt());
        all.append(event);
    });
    return all;
}

} // namespace jackdaw
