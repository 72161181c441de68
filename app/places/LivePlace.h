// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"
#include "text/LinkCard.h"

#include <QList>
#include <QMetaType>

namespace jackdaw {

/// What the user was told when they agreed to tell where they go: that the chat, in which the key of it is said, is
/// sealed, or nothing of that.
enum class LivePromise { None, Sealed };

/// Where somebody goes, told for a while: by the user from this computer, or by whoever announced it in a chat. A
/// plain value: any thread. LivePlaceService makes it and LivePlaceModel keeps it for the window. What it does not
/// say any more after the end is the place.
struct LivePlace
{
    enum class Side { Here, Elsewhere };

    Side side = Side::Elsewhere; ///< told from this computer, by this program
    BareJid owner; ///< who it is about
    QString id; ///< LiveLink::id
    ConversationId conversation;
    MessageId message; ///< that announces it; invalid until that is stored
    qint64 until = 0; ///< ms since 1970 UTC
    qint64 ended = 0; ///< before that; 0: it was not
    std::optional<Place> place; ///< nobody knows it yet, or it has ended
    qint64 time = 0; ///< when that was measured

    bool isOver(qint64 now) const { return ended != 0 || until <= now; }

    friend bool operator==(const LivePlace &, const LivePlace &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::LivePlace)
