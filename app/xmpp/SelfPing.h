// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QDomElement>

class QXmlStreamWriter;

namespace jackdaw {

/// XEP-0410: a ping to our own place in a room tells whether we still have it. Pure; engine thread.
/// Used by rooms/RoomService, which knows when to ask; owns nothing, and holds no element longer than the call. It never
/// decides what is done about the answer.
enum class RoomStay {
    In,     ///< the room has us
    NoSuchNick, ///< nobody there has our nickname: it is being changed this moment, or we are not there
    Out,    ///< it has not: enter again
    Unknown ///< nobody answered, or who did knows nothing: ask again later
};

void writePing(QXmlStreamWriter &writer);
/// By the answer (3.2).
RoomStay stayOf(const Result<QDomElement> &answer);

} // namespace jackdaw
