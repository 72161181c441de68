// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "omemo/DeviceTrust.h"

namespace jackdaw {

/// The keys of somebody's devices as a link that they show or hand over where nobody can change it, as Conversations and Gajim
/// write it: xmpp:romeo@example.com?omemo-sid-1234=HEX;omemo-sid-…=HEX. A plain value, any thread, no owner. Reading it decides
/// nothing: a link that came over the chat itself proves nothing, and what it is worth the user says.
struct VerificationLink
{
    struct Entry {
        OmemoDeviceId device;
        IdentityKey identity;

        friend bool operator==(const Entry &, const Entry &) = default;
    };
    BareJid person;
    QList<Entry> devices; ///< no device twice

    /// Of what is known of a person's devices, those that have shown a key and are in use.
    static VerificationLink of(const BareJid &person, const QList<KnownDevice> &devices);
    /// Error: Malformed, also for a link that names no key, or two for one device.
    static Result<VerificationLink> parse(const QString &text);
    QString toString() const;

    friend bool operator==(const VerificationLink &, const VerificationLink &) = default;
};

/// What a link says of the devices that are known.
struct LinkComparison
{
    QList<OmemoDevice> same;   ///< with the key that the link names
    QList<OmemoDevice> others; ///< that it names with another key: somebody is in between, or the link is of another time
};
LinkComparison compare(const VerificationLink &link, const QList<KnownDevice> &devices);

} // namespace jackdaw
