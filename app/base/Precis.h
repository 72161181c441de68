// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace jackdaw {

/// The two string classes of PRECIS (RFC 8264, 4): which characters a localpart and a resourcepart may have. Jid maps a
/// part first (width, case, spaces, NFC) and asks then, so that an address is not refused for how it was typed.
/// Pure functions; any thread. Maps nothing itself, and knows no lengths.
enum class PrecisClass {
    Identifier, ///< RFC 8264, 4.2: the localpart
    Freeform    ///< RFC 8264, 4.3: the resourcepart, and so nicknames in groups
};

/// Does every character belong to the class, those too that may stand beside certain others only?
bool belongsTo(PrecisClass kind, const QString &text);

/// The Bidi Rule (RFC 5893, 2), for a text that has right-to-left characters; any other keeps it (RFC 8265, 3.3.2).
bool keepsBidiRule(const QString &text);

} // namespace jackdaw
