// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/VCardValue.h"

#include <QDomElement>
#include <QStringView>

namespace jackdaw {

/// The cards of people: XEP-0292, an item of a node of theirs (section 3), and the older one of XEP-0054, in one value. Pure
/// DOM -> values, no owner, engine thread. Reads what it knows and drops the rest, a picture with it; empty where there
/// is nothing. Never says whose card it is: that is the sender's address. The question for an older one is writeCardRequest().
inline constexpr QStringView vCardNode = u"urn:xmpp:vcard4";

/// How much of a card is read: characters of a line and of a note, and entries of a kind.
inline constexpr int maximumCardLine = 200;
inline constexpr int maximumCardNote = 2000;
inline constexpr int maximumCardEntries = 5;

/// The item of the node: <vcard/> of RFC 6351, or <vcards/> with one in it.
VCard readVCard(const QDomElement &payload);
/// The answer to writeCardRequest().
VCard readOlderVCard(const QDomElement &iq);
/// `card`, and what it does not say as `older` has it.
VCard completed(const VCard &card, const VCard &older);

} // namespace jackdaw
