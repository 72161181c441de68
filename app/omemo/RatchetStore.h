// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "xmpp/OmemoValues.h"

#include <optional>

namespace jackdaw {

/// Where RatchetBackend keeps what the ratchet knows. Owned by whoever owns the backend, on its thread. Sessions of the two
/// versions are different things under one address: with one place for both, a session of one version would go out in the
/// form of the other (facts/qxmpp.md, 3.4). Everything a call of the backend writes is written after it has succeeded.
class RatchetStore
{
public:
    virtual ~RatchetStore() = default;

    virtual Result<std::optional<QByteArray>> session(OmemoVersion version, const OmemoDevice &device) = 0;
    virtual Status setSession(OmemoVersion version, const OmemoDevice &device, const QByteArray &record) = 0;
    /// Also one that was used, as long as it is kept (XEP-0384, 6: until the catch-up ends).
    virtual Result<std::optional<QByteArray>> preKey(quint32 id) = 0;
    virtual Status usePreKey(quint32 id) = 0;
    virtual Result<std::optional<QByteArray>> signedPreKey(quint32 id) = 0;
    /// The one key that this device has, for both versions and for ever; nullopt: never seen.
    virtual Result<std::optional<IdentityKey>> identity(const OmemoDevice &device) = 0;
    virtual Status setIdentity(const OmemoDevice &device, const IdentityKey &key) = 0;
};

} // namespace jackdaw
