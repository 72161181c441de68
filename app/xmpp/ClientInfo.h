// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDomElement>
#include <QString>

#include <optional>

class QXmlStreamWriter;

namespace jackdaw {

/// What programs answer about themselves: their version (XEP-0092), their time (XEP-0202) and for how long nobody has used
/// them (XEP-0012). Pure DOM <-> values; any thread. Whom ours is told, Authority and ClientInfoService decide; the system
/// it runs on, nobody learns.
void writeVersion(QXmlStreamWriter &writer);
/// `now` in ms since 1970 UTC, `offset` of the local time in seconds east of UTC.
void writeTime(QXmlStreamWriter &writer, qint64 now, int offset);
void writeLastActivity(QXmlStreamWriter &writer, qint64 seconds);

void writeVersionRequest(QXmlStreamWriter &writer);
void writeTimeRequest(QXmlStreamWriter &writer);
void writeLastActivityRequest(QXmlStreamWriter &writer);
/// Name and version in one short line; empty where there is none.
QString readVersion(const QDomElement &iq);
/// How many seconds their local time is east of UTC; nullopt where it is none that there is on earth.
std::optional<int> readTimeOffset(const QDomElement &iq);
/// For how many seconds nobody was there; nullopt where that is not said.
std::optional<qint64> readLastActivity(const QDomElement &iq);

} // namespace jackdaw
