// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"
#include "base/Result.h"

#include <QDomElement>
#include <QList>
#include <optional>
#include <utility>

class QXmlStreamWriter;

namespace jackdaw {

/// Where files can be put (XEP-0363): what a service announces, the question for a place, and the answer. Pure, engine thread;
/// used by files/UploadSlotService. Asks nobody itself; what a server hands out is looked at as if it were hostile, since a request is
/// made of it.

/// `iq`: a service's answer to disco#info. How much it takes at most, in bytes (5); 0: it does not say. Nothing where it takes no files.
std::optional<qint64> readUploadService(const QDomElement &iq);

struct UploadSlot
{
    QString put;
    QString get;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< of those three that a server may set (5)
};
/// `type`: may be empty.
void writeSlotRequest(QXmlStreamWriter &writer, const QString &name, qint64 size, const QString &type);
/// Errors: UnsafeAddress for what is not https or names somebody, ProtocolBroken for what is no slot or has a header that would be two.
Result<UploadSlot> readSlot(const QDomElement &iq);

} // namespace jackdaw
