// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/PersonalFactsValue.h"

#include <QDomElement>
#include <array>

namespace jackdaw {

/// What people publish of how and where they are (XEP-0107, XEP-0108, XEP-0118, XEP-0080), each an item of a node that
/// is called like its namespace. Pure DOM -> values, no owner, engine thread. Takes whatever it is given: what is not
/// there or makes no sense is left out. Never says whose it is: that is the sender's address.
inline constexpr QStringView moodNode = u"http://jabber.org/protocol/mood";
inline constexpr QStringView activityNode = u"http://jabber.org/protocol/activity";
inline constexpr QStringView tuneNode = u"http://jabber.org/protocol/tune";
inline constexpr QStringView locationNode = u"http://jabber.org/protocol/geoloc";
inline constexpr std::array personalFactsNodes{moodNode, activityNode, tuneNode, locationNode};

/// Puts what an item of one of these nodes says in its place; a null payload, or an empty one, takes it away
/// (XEP-0107, 3.2, and its like). False: it is none of these nodes.
bool readPersonalFact(PersonalFacts &facts, QStringView node, const QDomElement &payload);

} // namespace jackdaw
