// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/AttachmentStore.h"
#include "files/DirectRoute.h"
#include "jingle/JingleSession.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>

namespace jackdaw {

class CapabilitiesService;
class JingleService;
class MessageService;
class PresenceService;
class RosterService;

/// Sends files straight to somebody's program (XEP-0234): what UploadService cannot bring to the server. Owned by
/// Features, engine thread. What is to be done UploadService keeps, on disk; this waits until somebody is there who
/// takes it, says why it waits, and goes on within the file where the other side kept a part. Never sends from a chat
/// that is encrypted: what goes this way is sealed between the servers alone.
class DirectSendService : public DirectRoute
{
    Q_OBJECT
public:
    DirectSendService(const AccountContext &account, MessageService &messages, const RosterService &roster,
                      PresenceService &presence, const CapabilitiesService &capabilities, JingleService &jingle,
                      QObject *parent = nullptr);
    ~DirectSendService() override;

    bool takes(const Conversation &conversation) const override;
    void send(const Message &message, const BareJid &peer) override;
    void stop(MessageId message) override;

private:
    struct Send;

    Send *find(MessageId message) const;
    void pump();
    /// Once, before it is offered to anybody.
    void hash(Send &send);
    void begin(Send &send, const Jid &client);
    void feed(MessageId message);
    void takeEnd(MessageId message, JingleReason reason, const Error &why);
    void stumble(MessageId message, const Error &why);
    void wait(Send &send, ErrorKind why);
    void finish(MessageId message);
    void fail(MessageId message, const Error &why);
    void drop(MessageId message);
    Result<Jid> clientOf(const BareJid &peer) const;
    bool mayGo(const Send &send) const;
    QString nameOf(const BareJid &peer) const;

    AccountContext m_account;
    MessageService &m_messages;
    const RosterService &m_roster;
    PresenceService &m_presence;
    const CapabilitiesService &m_capabilities;
    JingleService &m_jingle;
    AttachmentStore m_store;
    std::map<MessageId, std::unique_ptr<Send>> m_sends;
    QTimer m_again;
};

} // namespace jackdaw
