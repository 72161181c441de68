// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/PresenceLine.h"

#include "style/Direction.h"
#include "style/TimeText.h"
#include "widgets/Painting.h"

#include <QCoreApplication>
#include <QDateTime>

namespace jackdaw {

namespace {

struct LineText
{
    Q_DECLARE_TR_FUNCTIONS(PresenceLine)
};

constexpr qint64 oneMinute = 60'000;
constexpr qint64 oneHour = 60 * oneMinute;

bool isThere(const Presence &presence)
{
    return presence.availability != Availability::Offline && presence.availability != Availability::Unknown;
}

/// 0: not idle, or for less than a minute.
qint64 idleFor(const Presence &presence, qint64 now)
{
    const qint64 idle = presence.idleSince != 0 && isThere(presence) ? now - presence.idleSince : 0;
    return idle >= oneMinute ? idle : 0;
}

QString seenText(qint64 time, qint64 now)
{
    const qint64 age = QDateTime::fromMSecsSinceEpoch(time).date().daysTo(QDateTime::fromMSecsSinceEpoch(now).date());
    if (age <= 0)
        return LineText::tr("Last seen today at %1").arg(clockText(time));
    if (age == 1)
        return LineText::tr("Last seen yesterday at %1").arg(clockText(time));
    //: a day ("Friday" or "3 May 2026") and a time of it
    return LineText::tr("Last seen on %1 at %2").arg(dayText(time, now), clockText(time));
}

} // namespace

QString presenceLine(const PresenceFacts &facts, qint64 now, PresenceWords words)
{
    const Presence &presence = facts.presence;
    if (presence.availability == Availability::Unknown) {
        return facts.lastSeen == 0
            ? LineText::tr("Presence is unknown while you\u2019re offline")
            : LineText::tr("%1 \u00B7 presence is unknown while you\u2019re offline", "last seen").arg(seenText(facts.lastSeen, now));
    }
    const QString status = presence.status.simplified();
    QStringList parts;
    if (presence.availability == Availability::Offline && facts.lastSeen != 0)
        parts << seenText(facts.lastSeen, now);
    else if (words == PresenceWords::Full || status.isEmpty() || !isThere(presence))
        parts << availabilityText(presence.availability);
    if (const qint64 idle = idleFor(presence, now); idle > 0)
        parts << LineText::tr("idle %1").arg(durationText(idle));
    if (!status.isEmpty())
        parts << isolated(status);
    QString line = parts.takeFirst();
    for (const QString &part : std::as_const(parts))
        line = LineText::tr("%1 \u00B7 %2", "parts of how somebody is there").arg(line, part);
    return line;
}

qint64 presenceLineLasts(const PresenceFacts &facts, qint64 now)
{
    const Presence &presence = facts.presence;
    if (!isThere(presence)) {
        if (facts.lastSeen == 0)
            return 0;
        return QDateTime::fromMSecsSinceEpoch(now).date().addDays(1).startOfDay().toMSecsSinceEpoch() - now; // "today" ends
    }
    if (presence.idleSince == 0)
        return 0;
    const qint64 idle = std::max<qint64>(0, now - presence.idleSince);
    const qint64 step = idle < 24 * oneHour ? oneMinute : oneHour;
    return step - idle % step;
}

} // namespace jackdaw
