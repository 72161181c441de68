// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace jackdaw {

/// A text that is written often, and the word that brings it. Kept by Preferences, written in the settings, chosen in the
/// message field with "/". A plain value, owned by who holds it; GUI thread. Its {name}, {me} and {date} stand as they were
/// written: filledReply() replaces them.
struct QuickReply
{
    QString name;
    QString text;

    friend bool operator==(const QuickReply &, const QuickReply &) = default;
};

} // namespace jackdaw
