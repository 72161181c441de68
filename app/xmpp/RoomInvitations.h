// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/RoomValue.h"

#include <QDomElement>
#include <QXmppMessage.h>
#include <optional>

namespace jackdaw {

/// Invitations to rooms: those that the room passes on (XEP-0045, 7.8) and those that people send themselves (XEP-0249). Pure;
/// engine thread. What they carry nobody follows unasked.
/// Used by rooms/, which owns what comes of it; holds no element longer than the call.

/// nullopt: none. In a mediated one the room is who sent the message, whatever it says.
std::optional<RoomInvitation> readInvitation(const QDomElement &message);
QXmppMessage writeDirectInvitation(const BareJid &to, const RoomInvitation &invitation);
QXmppMessage writeMediatedInvitation(const BareJid &to, const BareJid &room, const QString &reason);
/// 7.8.2: the room tells who invited.
QXmppMessage writeDecline(const RoomInvitation &invitation, const QString &reason);

} // namespace jackdaw
