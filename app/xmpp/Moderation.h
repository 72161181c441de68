// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"

#include <QDomElement>
#include <optional>

class QXmlStreamWriter;

namespace jackdaw {

/// XEP-0425: a message that the moderators of a room took away. Pure; engine thread. Only the room itself may say so
/// (xmpp/Authority).
/// Used by MessageStanza and rooms/RoomAdminService; owns nothing, and takes nothing away itself.
struct ModerationNotice
{
    OriginId of;    ///< by the stanza-id that the room gave it
    QString by;     ///< the nickname of who did it, where it is said
    QString reason;
};
/// Of a live message from the room; versions 0 and 1.
std::optional<ModerationNotice> readModeration(const QDomElement &message);
/// Of what an archive kept of one that was taken away: `of` is not said there.
std::optional<ModerationNotice> readModeratedTombstone(const QDomElement &message);
void writeModeration(QXmlStreamWriter &writer, const ArchiveId &message, const QString &reason);

} // namespace jackdaw
