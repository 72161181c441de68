// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/MessageCipher.h"
#include "xmpp/SceEnvelope.h"

#include <QSet>

namespace jackdaw {

class OmemoKeys;
class TrustTransfer;

/// What opening messages leaves to be done once they are on disk. A plain value of OmemoService.
struct OmemoDebts
{
    using Side = std::pair<OmemoDevice, int>; ///< a device in one version

    QSet<Side> owed;           ///< keys that are to be answered
    QSet<Side> repairs;        ///< sessions to be made anew
    QSet<Side> answered;       ///< so far in their chain that they got a heartbeat
    QSet<OmemoDevice> refused; ///< showed another identity than they ever had
    QSet<BareJid> unlisted;        ///< wrote from a device that is on no list of theirs
    QSet<BareJid> answeredSealed; ///< chats that are encrypted from now on, since the other side wrote so
    bool bundleChanged = false;
};

/// Opens what others sealed for this device (XEP-0384, 4.4 and 5.6), inside the caller's transaction, and checks that it was
/// written where it stands. Part of OmemoService, engine thread. Answers nobody and begins no session: that it notes in the
/// debts.
class OmemoOpener
{
public:
    OmemoOpener(const AccountContext &account, OmemoKeys &keys, OmemoDebts &debts, TrustTransfer &trust)
        : m_account(account), m_keys(keys), m_debts(debts), m_trust(trust)
    {
    }

    /// As MessageCipher has it.
    using Opened = MessageCipher::Opened;
    Result<Opened> open(const QDomElement &message, const BareJid &sender, const BareJid &chat, qint64 time);

private:
    Result<Opened> openOne(const OmemoMessage &message, const QDomElement &stanza, const OmemoDevice &sender, const BareJid &chat, qint64 time);
    /// `envelope`: what it was in, where that is as it has to be.
    Opened unseal(const OmemoMessage &message, const QDomElement &stanza, const QByteArray &secret, const BareJid &sender,
                  const BareJid &chat, qint64 time, std::optional<SceEnvelope> &envelope) const;
    Status noteFault(OmemoVersion version, const OmemoDevice &device, RatchetFault fault);

    AccountContext m_account;
    OmemoKeys &m_keys;
    OmemoDebts &m_debts;
    TrustTransfer &m_trust;
};

} // namespace jackdaw
