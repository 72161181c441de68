// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/MessageParts.h"

#include <QStringList>

namespace jackdaw {

/// What in a text speaks of us, as words of their own: our nickname, all of us, and what the user wants to be told of.
/// Made by IncomingPipeline for one message, engine thread. A plain value; it
/// decides nothing: who may call all of us, the room's part says.
struct RoomCallings
{
    QString ourNick;
    /// May who says it call all of us, by "@all", "@here" or "@everyone"? That is our own rule (RoomOrigin::Calls).
    enum class All { NotHeard, Heard } all = All::NotHeard;
    QStringList highlights; ///< the user's own words
};

/// Who is spoken of in a room where nobody marked it (XEP-0372): never anybody but us. Pure; any thread.
void addRoomMentions(QList<Mention> &mentions, const QString &text, const RoomCallings &callings, const BareJid &us);

/// The user's own words as they count: without those that are empty, said twice or without end.
QStringList cleanHighlights(const QStringList &words);

} // namespace jackdaw
