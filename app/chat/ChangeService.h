// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/ChangeStore.h"
#include "chat/EarlyChangeStore.h"
#include "chat/OutgoingChangeStore.h"

#include <QObject>

namespace jackdaw {

class Outbox;

/// What the user does to messages that are there: correct, take back, react, pin, save, delete here. Each is on disk,
/// with what is to be sent of it, before anybody hears of it; Outbox sends. Owned by MessageService, engine thread.
/// What others say of messages is not its: IncomingChanges takes that.
class ChangeService : public QObject
{
    Q_OBJECT
public:
    ChangeService(const AccountContext &account, MessageStore &messages, Outbox &outbox, QObject *parent = nullptr);

    /// Own messages only. What has not gone out yet is changed where it stands, and nobody ever hears of the first text.
    /// Errors: Conflict where it cannot be corrected any more, Malformed for no text, Storage, DiskFull.
    Status correct(MessageId message, const QString &body, const QList<Mention> &mentions = {});
    /// Own messages only; for everybody (XEP-0424). What has not gone out is deleted. Errors: Conflict, Storage, DiskFull.
    Status retract(MessageId message);
    /// All the emoji that we give to it from now on. Errors: Malformed where one is none, Conflict, Storage, DiskFull.
    Status react(MessageId message, const QStringList &emoji);
    Status setMark(MessageId message, ChangeStore::Mark mark, bool on);
    /// Here alone, and for good, with all its files. Error: Conflict if it is on its way.
    Status deleteLocally(MessageId message);
    /// An own text is not to be said any more, as far as that can be: what no stream ever got is removed now, the rest
    /// as Outbox::withdraw() says; without effect where it is through. What was withdrawn is not noted as deleted: if
    /// it turns out that somebody has it, it comes back. Errors: NotFound, Storage, DiskFull.
    Status withdraw(MessageId message);
    /// Has no stream ever got it?
    Result<bool> isStillHere(const Message &message);
    /// What failed goes out again. Error: Conflict where nothing failed.
    Status retry(MessageId message);

    /// The server has it.
    void acknowledge(const OriginId &change);

Q_SIGNALS:
    void altered(jackdaw::ConversationId conversation, jackdaw::MessageId message);
    void removed(jackdaw::ConversationId conversation, jackdaw::MessageId message);
    void failed(const jackdaw::Error &error);

private:
    Result<Message> find(MessageId id);
    Status carryOut(const Message &message, const std::function<Status()> &work);
    OutgoingChange changeOf(const Message &message, OutgoingChange::Kind kind);

    AccountContext m_account;
    MessageStore &m_messages;
    Outbox &m_outbox;
    ChangeStore m_store;
    EarlyChangeStore m_early;
    OutgoingChangeStore m_outgoing;
};

} // namespace jackdaw
