// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "omemo/OmemoKeys.h"
#include "omemo/TrustStore.h"
#include "xmpp/TrustMessage.h"

#include <QSet>

namespace jackdaw {

/// Automatic trust management (XEP-0450): what the user decides about a device goes to those that were checked, and
/// what those say is obeyed here. Part of OmemoService, engine thread; every function runs inside the caller's
/// transaction, so that a decision, what follows from it and what is to be told of it are on disk together. Sends nothing;
/// a new device of ours is told of all that holds, also of what came from others (XEP-0450, 4.2).
class TrustTransfer
{
public:
    TrustTransfer(Database &database, AccountId account, const BareJid &jid, OmemoKeys &keys, const Clock &clock);

    /// The user decided. Errors: NotFound where nobody has seen its key; Storage, DiskFull.
    Status decide(const OmemoDevice &device, DeviceTrust trust);
    /// A device said this, in an envelope that was checked. `time`: what that says.
    Status take(const TrustMessage &message, const KnownDevice &sender, const BareJid &writtenTo, qint64 time);

    /// What one device is to be told, as long as it still holds.
    struct Letter {
        KnownDevice to;
        TrustMessage message;
        QList<TrustStore::Owed> owed;
    };
    /// Drops what holds no more, and what is for those who were not checked.
    Result<QList<Letter>> letters();
    TrustStore &store() { return m_store; }
    /// Whose devices are thought of otherwise since the last time somebody asked.
    QSet<BareJid> takeJudged() { return std::exchange(m_judged, {}); }

private:
    Status meet(const OmemoDevice &device, const IdentityKey &key);
    Status obey(QList<TrustStatement> statements);
    Result<QList<TrustStatement>> heardFrom(const KnownDevice &sender);
    Status oweForTrusted(const KnownDevice &device);
    Status oweForDistrusted(const KnownDevice &device);
    Result<QList<KnownDevice>> checked();
    Result<std::optional<KnownDevice>> senderOf(const TrustStatement &statement);

    BareJid m_jid;
    OmemoKeys &m_keys;
    const Clock &m_clock;
    TrustStore m_store;
    QSet<BareJid> m_judged;
};

} // namespace jackdaw
