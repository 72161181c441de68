// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "xmpp/RoomValue.h"

#include <QDomElement>

class QXmlStreamWriter;

namespace jackdaw {

/// What rooms and services of rooms announce (XEP-0030; XEP-0045, 6). Pure; engine thread.
/// Used by rooms/RoomService and RoomAdminService; owns nothing, holds no element longer than the call. It never asks anybody
/// by itself.

void writeDiscoInfo(QXmlStreamWriter &writer);
void writeDiscoItems(QXmlStreamWriter &writer);
RoomFeatures readRoomFeatures(const QDomElement &iq);
/// Is it a service that has rooms (6.2)?
bool isRoomService(const QDomElement &iq);

/// At most 1,000.
QList<ListedRoom> readRoomList(const QDomElement &iq);
/// The addresses in a list of items, whatever they are; at most 100.
QList<BareJid> readDiscoItems(const QDomElement &iq);

} // namespace jackdaw
