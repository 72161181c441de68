// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

class QXmlStreamWriter;

namespace jackdaw {

/// What this program answers about itself: its version (XEP-0092), its time (XEP-0202) and for how long nobody has used
/// it (XEP-0012). Pure: values to XML; any thread. Whom it is told, Authority and ClientInfoService decide; the system
/// it runs on, nobody learns.
void writeVersion(QXmlStreamWriter &writer);
/// `now` in ms since 1970 UTC, `offset` of the local time in seconds east of UTC.
void writeTime(QXmlStreamWriter &writer, qint64 now, int offset);
void writeLastActivity(QXmlStreamWriter &writer, qint64 seconds);

} // namespace jackdaw
