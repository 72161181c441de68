// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace jackdaw {

/// What others are told about us, each off by choice; on, it is still told to contacts that we accepted and to our own
/// devices alone (xmpp/Authority). One set for all accounts, chosen in the settings and sent through
/// ChatDoor::setPrivacy. A plain value: any thread.
struct PrivacySwitches
{
    bool receipts = true;     ///< XEP-0184: a message has arrived
    bool markers = true;      ///< XEP-0333: it was displayed
    bool typing = true;       ///< XEP-0085
    bool version = true;      ///< XEP-0092: which program this is
    bool localTime = true;    ///< XEP-0202: and so, roughly, where we are
    bool lastActivity = true; ///< XEP-0012: for how long nobody has used it
    bool addresses = true;    ///< XEP-0260: where this computer is in the net, to whom we send a file or take one from

    friend bool operator==(const PrivacySwitches &, const PrivacySwitches &) = default;
};

} // namespace jackdaw
