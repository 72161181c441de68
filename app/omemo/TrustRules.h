// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "omemo/DeviceTrust.h"

namespace jackdaw {

/// Whose word counts about keys, and when (XEP-0450, 4). Pure rules, no owner, any thread. Stricter than the
/// specification in that whom the user distrusts is never heard, also not afterwards, and that nobody else's device
/// takes back what the user distrusts. Asks nobody, and changes nothing.

/// What one device says of one key.
struct TrustStatement
{
    BareJid byJid;       ///< whose device says so
    IdentityKey byKey;   ///< which
    BareJid owner;       ///< whose key it is about
    IdentityKey key;
    DeviceTrust trust = DeviceTrust::Undecided; ///< Verified or Distrusted
    qint64 time = 0;     ///< when it was said, in ms since 1970 UTC

    friend bool operator==(const TrustStatement &, const TrustStatement &) = default;
};

enum class Heed {
    Never,
    Later, ///< once the device that says so was checked
    Now
};
/// `account`: ours. `writtenTo`: whom the message was for. Its envelope says so; where it came to us, that may say
/// nothing of it (XEP-0384, "SCE Profile"), and then the stanza does.
inline Heed heedOf(const BareJid &account, const KnownDevice &sender, const BareJid &writtenTo, const BareJid &owner)
{
    // Our own devices speak of all keys, other people's of those of the same person.
    const bool isOurs = sender.device.jid == account;
    if (!isOurs && (sender.device.jid != owner || writtenTo != account)) {
        return Heed::Never;
    }
    if (sender.isThis || !sender.identity.isValid() || sender.trust == DeviceTrust::Distrusted) {
        return Heed::Never;
    }
    if (sender.trust != DeviceTrust::Verified) {
        return Heed::Later;
    }
    // What was checked once and is on no list any more may be in other hands.
    return sender.isListed() ? Heed::Now : Heed::Never;
}

/// Does `about` change by what a device says that is heard?
inline bool changesBy(const KnownDevice &about, const TrustStatement &statement, const BareJid &account)
{
    if (about.isThis || about.device.jid != statement.owner || about.identity != statement.key
        || about.trust == statement.trust) {
        return false;
    }
    if (statement.time < about.decided) {
        return false; // XEP-0434, 6.2: it comes late, and somebody has decided since
    }
    // A new device of ours is told of all that was ever checked, at the time that it is told. What was distrusted here by hand is
    // not taken back by that.
    if (about.trust == DeviceTrust::Distrusted && about.decidedBy == DecidedBy::User) {
        return false;
    }
    const bool isOurWord = about.decidedBy != DecidedBy::TheirDevice;
    return statement.byJid == account || !isOurWord || about.trust != DeviceTrust::Distrusted;
}

} // namespace jackdaw
