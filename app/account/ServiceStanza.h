// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/ServiceDoor.h"

#include <QDomElement>

class QXmlStreamWriter;

namespace jackdaw {

/// What services say of themselves, and their commands, on the wire (XEP-0030, XEP-0050). Pure; engine thread.
/// Used by ServiceService alone; bounded, since a service may say what it likes.
/// Owns nothing, and asks nobody.

void writeItemsQuery(QXmlStreamWriter &writer, const QString &node);
void writeInfoQuery(QXmlStreamWriter &writer, const QString &node);
QList<DiscoItem> readItems(const QDomElement &iq);
DiscoInfo readInfo(const QDomElement &iq);
void writeCommand(QXmlStreamWriter &writer, const CommandStep &step);
/// Of the command that was run; nullopt where it is none, or another one's.
std::optional<CommandStep> readCommand(const QDomElement &iq, const CommandStep &asked);

} // namespace jackdaw
