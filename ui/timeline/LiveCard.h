// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "places/LivePlace.h"

namespace jackdaw {

/// What the card of a live place says just now: whose, where, how exactly, until when and how old; or that it is over.
/// Made by liveCard() for CardBlock, a plain value of the GUI thread. A link out of it names the place alone, never
/// what opens the live one.
struct LiveCard
{
    QString title;
    QString line;  ///< where, or when it ended
    QString state; ///< until when, and how old that is; empty: it is over
    std::optional<Place> place; ///< none: it is over
    qint64 changes = 0; ///< ms until it says something else by itself; 0: never

    friend bool operator==(const LiveCard &, const LiveCard &) = default;
};

/// The message that the link stands in: whose, empty where it is ours, and since when.
struct LiveSaid
{
    QString name;
    qint64 sent = 0;
};
/// `known` is what the engine knows of it, nullptr: nothing.
LiveCard liveCard(const LinkCard &link, const LivePlace *known, const LiveSaid &said, qint64 now);
/// "just now", "2 min ago".
QString agoText(qint64 milliseconds);

} // namespace jackdaw
