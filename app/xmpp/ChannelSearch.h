// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/RoomValue.h"

#include <QDomElement>

class QXmlStreamWriter;

namespace jackdaw {

/// Public rooms of many services, by words (XEP-0433): what is asked of a directory, and what it finds. Pure
/// DOM <-> values, no owner, engine thread. Used by rooms/RoomAdminService; who hears the words is the user's
/// choice, and never ours. Of the words themselves, in names, descriptions and addresses of rooms (XEP-0045); the
/// first page alone.
void writeChannelSearch(QXmlStreamWriter &writer, const QString &words);
/// At most 200 are taken; what is no room's address is left out.
QList<ListedRoom> readFoundChannels(const QDomElement &iq);

} // namespace jackdaw
