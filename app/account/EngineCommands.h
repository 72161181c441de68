// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountDoor.h"
#include "account/RegistrationDoor.h"
#include "chat/ChatDoor.h"
#include "history/HistoryDoor.h"
#include "presence/PresenceDoor.h"
#include "roster/RosterDoor.h"

#include <functional>

namespace jackdaw {

class EngineCore;

/// Where a command finds the core; nullptr once the engine is shutting down.
using CoreAccess = std::function<EngineCore *()>;

/// The doors as the engine carries them out: every command is a queued call to the core on the engine thread, which
/// answers through a future. The signals are sent from the engine thread. Owned by Engine.
class AccountCommands final : public AccountDoor
{
    Q_OBJECT
public:
    explicit AccountCommands(CoreAccess core) : m_core(std::move(core)) {}

    QFuture<Result<AccountId>> addAccount(AccountSettings settings, QString password) override;
    QFuture<Result<QString>> probeServer(BareJid address) override;
    QFuture<Status> providePassword(AccountId account, QString password) override;
    QFuture<Status> signIn(AccountId account) override;
    QFuture<Status> signOut(AccountId account) override;
    QFuture<Status> removeAccount(AccountId account) override;
    QFuture<Status> changeSettings(AccountSettings settings) override;
    QFuture<Status> acceptWeakerLogin(AccountId account) override;
    QFuture<Status> changePassword(AccountId account, QString password) override;
    QFuture<Status> deleteOnServer(AccountId account) override;
    QFuture<Result<ProviderInfo>> providerInfo(AccountId account) override;
    QFuture<Result<QList<OutageNotice>>> outages(AccountId account, QStringList languages) override;
    void setProxyPassword(BareJid account, QString password) override;
    void tryNow(AccountId account) override;
    void setWindowUse(WindowUse use) override;

private:
    CoreAccess m_core;
};

class RegistrationCommands final : public RegistrationDoor
{
    Q_OBJECT
public:
    explicit RegistrationCommands(CoreAccess core) : m_core(std::move(core)) {}

    QFuture<Result<RegistrationOffer>> ask(ConnectionSettings server, QString token) override;
    QFuture<Result<NewAccount>> submit(DataForm filled) override;
    void cancel() override;

private:
    CoreAccess m_core;
};

class RosterCommands final : public RosterDoor
{
    Q_OBJECT
public:
    explicit RosterCommands(CoreAccess core) : m_core(std::move(core)) {}

    QFuture<Status> addContact(AccountId account, BareJid jid, QString name, QStringList groups, QString message) override;
    QFuture<Status> acceptInvitation(AccountId account, InvitationLink invitation) override;
    QFuture<Status> renameContact(AccountId account, BareJid jid, QString name) override;
    QFuture<Status> setGroups(AccountId account, BareJid jid, QStringList groups) override;
    QFuture<Status> removeContact(AccountId account, BareJid jid) override;
    QFuture<Status> acceptRequest(AccountId account, BareJid jid) override;
    QFuture<Status> declineRequest(AccountId account, BareJid jid) override;

private:
    CoreAccess m_core;
};

class PresenceCommands final : public PresenceDoor
{
    Q_OBJECT
public:
    explicit PresenceCommands(CoreAccess core) : m_core(std::move(core)) {}

    QFuture<Status> setOwnPresence(AccountId account, Availability availability, QString status) override;

private:
    CoreAccess m_core;
};

class ChatCommands final : public ChatDoor
{
    Q_OBJECT
public:
    explicit ChatCommands(CoreAccess core) : m_core(std::move(core)) {}

    QFuture<Result<ConversationId>> openConversation(AccountId account, BareJid peer) override;
    QFuture<Result<MessageId>> send(ConversationId conversation, QString body) override;
    QFuture<Result<MessageId>> sendText(ConversationId conversation, OutgoingText text) override;
    QFuture<Result<MessageId>> forward(MessageId message, ConversationId to) override;
    QFuture<Status> retry(MessageId message) override;
    QFuture<Status> deleteLocally(MessageId message) override;
    QFuture<Status> correct(MessageId message, QString body) override;
    QFuture<Status> retract(MessageId message) override;
    QFuture<Status> react(MessageId message, QStringList emoji) override;
    QFuture<Status> pinMessage(MessageId message, bool pinned) override;
    QFuture<Status> saveMessage(MessageId message, bool saved) override;
    QFuture<Status> callForAttention(ConversationId conversation) override;
    QFuture<Status> markRead(ConversationId conversation, MessageId upTo) override;
    QFuture<Status> saveDraft(ConversationId conversation, QString draft) override;
    QFuture<Status> setPinned(ConversationId conversation, bool pinned) override;
    QFuture<Status> setMuted(ConversationId conversation, bool muted) override;
    void setChatState(ConversationId conversation, ChatState state) override;
    void setPrivacy(PrivacySwitches privacy) override;

private:
    CoreAccess m_core;
};

class HistoryCommands final : public HistoryDoor
{
    Q_OBJECT
public:
    explicit HistoryCommands(CoreAccess core) : m_core(std::move(core)) {}

    QFuture<Status> pause(AccountId account) override;
    QFuture<Status> resume(AccountId account) override;

private:
    CoreAccess m_core;
};

/// The doors as the core speaks through them.
struct EngineSignals
{
    AccountDoor &accounts;
    RosterDoor &roster;
    PresenceDoor &presence;
    ChatDoor &chat;
    HistoryDoor &history;
};

} // namespace jackdaw
