// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "xmpp/OmemoValues.h"

namespace jackdaw {

/// What is said, under a key of its own that is used once; the ratchet then carries that key to each device.
/// Pure functions over OpenSSL 3, no owner, any thread. Nothing here knows sessions, stanzas or the disk, or ever uses a key
/// twice.

/// What the ratchet carries, and what goes into the stanza.
struct SealedPayload
{
    QByteArray secret;  ///< for the ratchet: key and tag
    QByteArray iv;      ///< Legacy alone
    QByteArray payload;
};

/// Legacy: AES-128-GCM under a fresh key, the tag with the key (XEP-0384 0.3, 4.4). Two: AES-256-CBC with HMAC-SHA-256
/// (XEP-0384, 4.4). Error: Internal.
Result<SealedPayload> sealPayload(OmemoVersion version, const QByteArray &plain);
/// What goes through the ratchet where nothing is said: 32 random bytes for Legacy, 32 zero bytes for Two (5.5.3).
Result<QByteArray> emptySecret(OmemoVersion version);
/// Error: Malformed for whatever is not exactly what was sealed.
Result<QByteArray> openPayload(OmemoVersion version, const SealedPayload &sealed);

/// `size` bytes that nobody can guess. Error: Internal.
Result<QByteArray> randomBytes(qsizetype size);
/// Overwrites what must not stay in memory.
void wipe(QByteArray &secret);

} // namespace jackdaw
