// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/Grouping.h"

#include <QDateTime>

namespace jackdaw {

namespace {
constexpr qint64 groupPause = 5 * 60 * 1000;
constexpr qint64 day = 24 * 60 * 60 * 1000;
constexpr qint64 quarter = 15 * 60 * 1000; // midnight falls on one of UTC's in every zone
}

bool beginsDay(const Message &previous, const Message &message)
{
    const qint64 apart = qAbs(message.time - previous.time);
    if (apart >= 2 * day)
        return true;
    if (previous.time / quarter == message.time / quarter) // the library asks the disk for its zone at each local time
        return false;
    return QDateTime::fromMSecsSinceEpoch(previous.time).date() != QDateTime::fromMSecsSinceEpoch(message.time).date();
}

bool beginsGroup(const Message &previous, const Message &message)
{
    return previous.direction != message.direction || previous.sender != message.sender
        || qAbs(message.time - previous.time) > groupPause || beginsDay(previous, message);
}

} // namespace jackdaw
