// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/LiveCard.h"

#include "style/Direction.h"
#include "style/TimeText.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr qint64 aMinute = 60'000;

struct LiveWords
{
    Q_DECLARE_TR_FUNCTIONS(LiveCard)
};

} // namespace

QString agoText(qint64 milliseconds)
{
    return milliseconds < aMinute ? LiveWords::tr("just now")
                                  : LiveWords::tr("%1 ago").arg(durationText(milliseconds / aMinute * aMinute));
}

LiveCard liveCard(const LinkCard &link, const LivePlace *known, const LiveSaid &said, qint64 now)
{
    LiveCard out;
    const qint64 until = link.live->until;
    if (until <= now || (known && known->ended != 0)) {
        out.title = said.name.isEmpty() ? LiveWords::tr("Your live location, ended")
                                        : LiveWords::tr("Live location of %1, ended").arg(isolated(said.name));
        out.line = LiveWords::tr("It ended at %1.")
                       .arg(isolated(clockText(known && known->ended != 0 ? known->ended : until)));
        return out;
    }
    const bool isKnown = known && known->place;
    out.place = isKnown ? *known->place : *link.place;
    const qint64 age = std::max<qint64>(0, now - (isKnown ? known->time : said.sent));
    out.title = said.name.isEmpty() ? LiveWords::tr("Your live location")
                                    : LiveWords::tr("Live location of %1").arg(isolated(said.name));
    QStringList parts{isolated(placeText(*out.place))};
    if (out.place->accuracy >= 0)
        parts.append(LiveWords::tr("within %1 m").arg(qRound(out.place->accuracy)));
    out.line = parts.join(u" \u00B7 "_s);
    out.state = LiveWords::tr("Until %1").arg(isolated(clockText(until))) + u" \u00B7 "_s + agoText(age);
    out.changes = std::min(until - now, aMinute - age % aMinute);
    return out;
}

} // namespace jackdaw
