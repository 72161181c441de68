// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/DataForm.h"
#include "xmpp/RoomValue.h"

#include <QDomElement>

class QXmlStreamWriter;

namespace jackdaw {

/// XEP-0045, 8 to 10: a room's lists, its configuration and its end, as IQ payloads. Pure; engine thread.
/// Used by rooms/RoomService and RoomAdminService; owns nothing, holds no element longer than the call. It never asks whether
/// we may: the room says.

/// Everybody of one affiliation, or of one role among those who are in (8.5, 9.5, 9.8, 10.5).
void writeMembersQuery(QXmlStreamWriter &writer, RoomAffiliation affiliation);
void writeOccupantsQuery(QXmlStreamWriter &writer, RoomRole role);
/// At most 20,000 are taken.
QList<RoomMember> readMembers(const QDomElement &iq);

/// 8.2 to 8.4, 9.6, 9.7: by nickname.
void writeRole(QXmlStreamWriter &writer, const QString &nick, RoomRole role, const QString &reason);
/// 9.1 to 9.4, 10.3 to 10.8: by address.
void writeAffiliation(QXmlStreamWriter &writer, const BareJid &who, RoomAffiliation affiliation, const QString &reason);

/// 10.1, 10.2.
void writeConfigurationQuery(QXmlStreamWriter &writer);
Result<DataForm> readConfiguration(const QDomElement &iq);
void writeConfiguration(QXmlStreamWriter &writer, const DataForm &filled);
/// 10.1.2: with what the service thinks right.
void writeInstantRoom(QXmlStreamWriter &writer);
/// 10.1.4: the room that was just made is not wanted.
void writeConfigurationCancel(QXmlStreamWriter &writer);
/// 10.9.
void writeDestruction(QXmlStreamWriter &writer, const BareJid &successor, const QString &reason);

/// Fills in the fields that a service has for that; those that it does not have stay away. Error: Unavailable, where it has none
/// for what makes a private group.
Status prepareConfiguration(DataForm &form, RoomPurpose purpose, const QString &name);

} // namespace jackdaw
