// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "account/PrivacySwitches.h"
#include "chat/Message.h"
#include "chat/MessageCipher.h"
#include "xmpp/Authority.h"
#include "xmpp/RequestLimit.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QTimer>
#include <functional>

namespace jackdaw {

class RosterService;

/// What others make us say: receipts (XEP-0184) and displayed markers (XEP-0333). To each at most 20 at once and 5 a second,
/// to all together 200 at once and 50 a second (RequestLimit); what is beyond waits, at most 200 receipts for each, 1,000
/// for all, and one marker a chat, so that a flood of requests makes no flood of answers. Owned by MessageService, engine
/// thread. Says nothing to people who may not learn it when its turn comes.
class Answers : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype maximumReceipts = 1'000;
    static constexpr qsizetype maximumReceiptsOfOne = 200;

    Answers(const AccountContext &account, const RosterService &roster, QObject *parent = nullptr);

    void setPrivacy(const PrivacySwitches &privacy) { m_privacy = privacy; }
    /// Encrypts answers where the other side's version can (XEP-0420); in the older one they stand outside, as others have it.
    void setCipher(MessageCipher &cipher) { m_cipher = &cipher; }
    /// Lost where there is no stream: what the archive brings later asks again.
    void addReceipt(const Jid &to, const OriginId &of);
    /// In place of an earlier one of this chat. Waits for a stream.
    void addDisplayed(ConversationId conversation, const Message &message);
    /// The same to all in a room, while they may learn it.
    void addDisplayed(const BareJid &room, const ArchiveId &of);
    /// May the people of that room learn how far we have read?
    void setMayTellRoom(std::function<bool(const BareJid &)> may) { m_mayTellRoom = std::move(may); }
    /// Whatever may go now.
    void send();

private:
    struct Receipt { Jid to; OriginId of; };

    bool may(Authority::Topic topic, const Jid &who) const;
    bool admits(const Jid &to);
    void say(const BareJid &to, const QXmppMessage &answer);
    void sendReceipts();
    void sendMarkers();

    AccountContext m_account;
    const RosterService &m_roster;
    PrivacySwitches m_privacy;
    MessageCipher *m_cipher = nullptr;
    RequestLimit m_limit;
    QList<Receipt> m_receipts;
    QHash<ConversationId, Message> m_markers;
    QHash<BareJid, ArchiveId> m_roomMarkers;
    std::function<bool(const BareJid &)> m_mayTellRoom;
    QTimer m_later;
};

} // namespace jackdaw
