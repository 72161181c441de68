// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/RoomValue.h"

#include <QDomElement>

namespace jackdaw {

/// XEP-0492: when to tell of messages, in the <extensions/> of a bookmark. Pure; engine thread.
/// Used by Bookmarks.h; owns nothing, and changes only the element it is given. It never touches what is meant for other kinds
/// of programs.

/// The one for this kind of program, else the one for clients, else the one for all (3.2). Unset: none.
RoomNotify readNotify(const QDomElement &extensions);
/// What stood there before setNotify() said Never; Unset: nothing did, or another program said it.
RoomNotify readNotifyBefore(const QDomElement &extensions);
/// Puts it there for all programs; settings for other kinds of programs, and everything else in `extensions`, stay. Unset takes
/// ours away.
void setNotify(QDomElement &extensions, RoomNotify notify);

} // namespace jackdaw
