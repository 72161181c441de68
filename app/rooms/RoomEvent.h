// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"

#include <QList>
#include <QMetaType>
#include <QStringList>

namespace jackdaw {

/// Something that happened in a room beside what was said: somebody came or went, or it is to be about something else.
/// RoomService notes it, RoomEventStore keeps it, RoomEventReader reads it for the window. A plain value: any thread. It names
/// people by the nickname of then, which is somebody else's text.
struct RoomEvent
{
    /// Numbers are stored: append only.
    enum class Kind {
        Came = 0,
        Left = 1,
        Removed = 2, ///< by somebody who may, or because the room is for members only (XEP-0045, 8.2 and 9.4)
        Banned = 3,
        Renamed = 4, ///< from `nick` to `text`
        Subject = 5, ///< `text`, by `nick`; empty: about nothing any more
        Seen = 6,    ///< from here on we watch; `people` are there
        Unseen = 7,  ///< from here on we do not
        Still = 8    ///< we watch as before; `people` are there
    };
    Kind kind = Kind::Came;
    MessageId place; ///< where it stands between the messages of its chat
    QString nick;
    QString text;
    QStringList people;

    qint64 time() const { return place.value() / 4096; } ///< ms since 1970 UTC
    friend bool operator==(const RoomEvent &, const RoomEvent &) = default;
};

/// Who was in a room over a stretch of time, as far as we saw it. A plain value.
struct Attendance
{
    enum class Sight {
        None,  ///< we were not there, or it is too long ago
        Partly, ///< somebody may be missing, or have left before
        Whole
    };
    Sight sight = Sight::None;
    QStringList people; ///< by nickname, in no order

    friend bool operator==(const Attendance &, const Attendance &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::RoomEvent)
