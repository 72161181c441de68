// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace jackdaw {

/// What happened between messages, as one line of the timeline: "Ana joined", behind an icon.
/// A plain value that ChatPage puts together and TimelinePainter draws; GUI thread. The words
/// say all of it: the icon is never spoken, and knows no state.
struct EventLine
{
    QString icon; ///< a Lucide icon by name; empty: none
    QString text;

    friend bool operator==(const EventLine &, const EventLine &) = default;
};

} // namespace jackdaw
