// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDomElement>
#include <QString>

class QXmlStreamWriter;

namespace jackdaw {

/// What people call themselves: XEP-0172, an item of a node of theirs (4.5), and the older card of XEP-0054. Pure DOM <->
/// values, no owner, engine thread. Whatever is read is one line of bounded length and no markup; empty where there is
/// nothing. Never says whose it is: that is the sender's address.
inline constexpr QStringView nicknameNode = u"http://jabber.org/protocol/nick"; ///< and its namespace
QString readNickname(const QDomElement &payload);
void writeNickname(QXmlStreamWriter &writer, const QString &name);

void writeCardRequest(QXmlStreamWriter &writer);
/// The full name on the card, else the nickname there (XEP-0054, 3.1).
QString readCardName(const QDomElement &iq);

/// As it is kept and shown, whoever typed it.
QString tidyName(const QString &name);
/// The same for a line of another length.
QString tidyLine(const QString &text, int length);

} // namespace jackdaw
