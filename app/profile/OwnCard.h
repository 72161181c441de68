// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/VCardValue.h"

namespace jackdaw {

/// What the user says of themselves, and to whom. OwnCardService has it from the server, ProfileDoor carries it. Plain values:
/// any thread. Pictures are AvatarService's, and no part of it.
/// Who may read the card: what a node of theirs can be (XEP-0163, 4.3). With Everybody the older card, which anybody can ask
/// for (XEP-0054, 3.3), says the same; otherwise it says nothing.
enum class CardVisibility { Everybody, Contacts, Nobody };

struct OwnCard
{
    VCard card;
    CardVisibility visibility = CardVisibility::Contacts;

    friend bool operator==(const OwnCard &, const OwnCard &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::OwnCard)
