// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "omemo/IdentityFile.h"
#include "omemo/OmemoStore.h"

#include <memory>

namespace jackdaw {

/// What this account is as a device: its identity, its keys for others to begin with, and the ratchet over them.
/// Owned by OmemoService, engine thread. Publishes nothing, and never makes a new identity where the old one cannot be read
/// or uses a session of a history that was put back from a copy.
class OmemoKeys
{
public:
    /// How many keys that are used once are shown (XEP-0384, 4.2: around 100).
    static constexpr int poolSize = 100;
    /// XEP-0384, 4.2: once a week to once a month, and kept for as long again.
    static constexpr qint64 rotation = 14LL * 24 * 60 * 60 * 1000;
    static constexpr qint64 keeping = 45LL * 24 * 60 * 60 * 1000;

    OmemoKeys(Database &database, AccountId account, const BareJid &jid, const QString &profileFolder, const Clock &clock);

    enum class Origin {
        AsBefore,
        New,    ///< there was no identity
        PutBack ///< the history is not the one that was last used: no session of it is used again
    };
    /// Reads the identity or makes one, before anything else. Errors: Storage, DiskFull, Internal.
    Result<Origin> open();
    bool isOpen() const { return m_ratchet != nullptr; }
    /// Another device id, since the one that was made is somebody's already (XEP-0384, 6). Only before anything is published.
    Status changeDeviceId();

    const OmemoDevice &own() const { return m_own; }
    IdentityKey key() const { return m_ratchet->own().key(); }
    RatchetBackend &ratchet() { return *m_ratchet; }
    OmemoStore &store() { return m_store; }

    /// With the account: who we were is gone for good.
    Status forget() { return m_file.remove(); }

    /// Fills the pool and rotates what is due, in the caller's transaction. Value: does the bundle look otherwise now?
    Result<bool> refresh();
    /// What is shown to others.
    Result<OmemoBundle> bundle(OmemoVersion version);
    /// The archive was read: what was used is needed no more (XEP-0384, 6). Value: as refresh().
    Result<bool> endCatchUp();

private:
    Status changeMark(IdentityFile::Content content);
    void use(const OwnIdentity &own);

    Database &m_database;
    const Clock &m_clock;
    BareJid m_jid;
    IdentityFile m_file;
    OmemoStore m_store;
    OmemoDevice m_own;
    std::unique_ptr<RatchetBackend> m_ratchet;
};

} // namespace jackdaw
