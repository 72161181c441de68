// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/EngineCommands.h"

#include "account/EngineCore.h"
#include "account/Features.h"
#include "account/RegistrationService.h"
#include "base/Async.h"

namespace jackdaw {

namespace {

/// Queues `work(core)` on the engine thread.
template<class T, class Work>
QFuture<Result<T>> onCore(const CoreAccess &access, Work work)
{
    EngineCore *core = access();
    if (!core) {
        return ready<T>(Error{ErrorKind::Cancelled, QStringLiteral("the engine is stopping"), {}});
    }
    return callOn<T>(core, [core, work = std::move(work)]() mutable { return work(*core); });
}

/// The same for one account that has to be there.
template<class T, class Find, class Work>
QFuture<Result<T>> onAccount(const CoreAccess &access, Find find, Work work)
{
    return onCore<T>(access, [find = std::move(find), work = std::move(work)](EngineCore &core) mutable -> QFuture<Result<T>> {
        AccountService *account = find(core);
        if (!account) {
            return ready<T>(core.unavailable());
        }
        return work(account->features());
    });
}

template<class Work>
QFuture<Status> onAccount(const CoreAccess &access, AccountId id, Work work)
{
    return onAccount<Done>(access, [id](EngineCore &core) { return core.find(id); }, std::move(work));
}

template<class Work>
QFuture<Status> onConversation(const CoreAccess &access, ConversationId id, Work work)
{
    return onAccount<Done>(access, [id](EngineCore &core) { return core.findByConversation(id); },
                           [work = std::move(work)](Features &features) mutable { return ready<Done>(work(features.messages)); });
}

template<class Work>
QFuture<Status> onMessage(const CoreAccess &access, MessageId id, Work work)
{
    return onAccount<Done>(access, [id](EngineCore &core) { return core.findByMessage(id); },
                           [work = std::move(work)](Features &features) mutable { return ready<Done>(work(features.messages)); });
}

template<class Work>
void tellCore(const CoreAccess &access, Work work)
{
    if (EngineCore *core = access()) {
        QMetaObject::invokeMethod(core, [core, work = std::move(work)]() mutable { work(*core); }, Qt::QueuedConnection);
    }
}

} // namespace

QFuture<Result<AccountId>> AccountCommands::addAccount(AccountSettings settings, QString password)
{
    return onCore<AccountId>(m_core, [=](EngineCore &core) { return core.addAccount(settings, password); });
}

QFuture<Result<QString>> AccountCommands::probeServer(BareJid address)
{
    return onCore<QString>(m_core, [=](EngineCore &core) { return core.probeServer(address); });
}

QFuture<Status> AccountCommands::providePassword(AccountId account, QString password)
{
    return onCore<Done>(m_core, [=](EngineCore &core) { return core.providePassword(account, password); });
}

QFuture<Status> AccountCommands::signIn(AccountId account)
{
    return onCore<Done>(m_core, [=](EngineCore &core) { return core.signIn(account); });
}

QFuture<Status> AccountCommands::signOut(AccountId account)
{
    return onCore<Done>(m_core, [=](EngineCore &core) { return core.signOut(account); });
}

QFuture<Status> AccountCommands::removeAccount(AccountId account)
{
    return onCore<Done>(m_core, [=](EngineCore &core) { return core.removeAccount(account); });
}

QFuture<Status> AccountCommands::changeSettings(AccountSettings settings)
{
    return onCore<Done>(m_core, [=](EngineCore &core) { return core.changeSettings(settings); });
}

QFuture<Status> AccountCommands::acceptWeakerLogin(AccountId account)
{
    return onCore<Done>(m_core, [=](EngineCore &core) { return core.acceptWeakerLogin(account); });
}

QFuture<Status> AccountCommands::changePassword(AccountId account, QString password)
{
    return onCore<Done>(m_core, [=](EngineCore &core) { return core.changePassword(account, password); });
}

QFuture<Status> AccountCommands::deleteOnServer(AccountId account)
{
    return onCore<Done>(m_core, [=](EngineCore &core) { return core.deleteOnServer(account); });
}

QFuture<Result<ProviderInfo>> AccountCommands::providerInfo(AccountId account)
{
    return onAccount<ProviderInfo>(m_core, [account](EngineCore &core) { return core.find(account); },
                                   [](Features &features) { return features.provider.info(); });
}

QFuture<Result<QList<OutageNotice>>> AccountCommands::outages(AccountId account, QStringList languages)
{
    return onAccount<QList<OutageNotice>>(m_core, [account](EngineCore &core) { return core.find(account); },
                                          [languages](Features &features) { return features.provider.outages(languages); });
}

QFuture<Result<RegistrationOffer>> RegistrationCommands::ask(ConnectionSettings server, QString token)
{
    return onCore<RegistrationOffer>(m_core, [=](EngineCore &core) { return core.registration().ask(server, token); });
}

QFuture<Result<NewAccount>> RegistrationCommands::submit(DataForm filled)
{
    return onCore<NewAccount>(m_core, [=](EngineCore &core) { return core.registration().submit(filled); });
}

void RegistrationCommands::cancel()
{
    tellCore(m_core, [](EngineCore &core) { core.registration().cancel(); });
}

void AccountCommands::setProxyPassword(BareJid account, QString password)
{
    tellCore(m_core, [=](EngineCore &core) { core.setProxyPassword(account, password); });
}

void AccountCommands::tryNow(AccountId account)
{
    tellCore(m_core, [=](EngineCore &core) { core.tryNow(account); });
}

void AccountCommands::setWindowUse(WindowUse use)
{
    tellCore(m_core, [=](EngineCore &core) { core.setWindowUse(use); });
}

QFuture<Status> RosterCommands::addContact(AccountId account, BareJid jid, QString name, QStringList groups, QString message)
{
    return onAccount(m_core, account, [=](Features &features) { return features.roster.add(jid, name, groups, message); });
}

QFuture<Status> RosterCommands::acceptInvitation(AccountId account, InvitationLink invitation)
{
    return onAccount(m_core, account,
                     [=](Features &features) { return features.roster.acceptInvitation(invitation.address, invitation.token); });
}

QFuture<Status> RosterCommands::renameContact(AccountId account, BareJid jid, QString name)
{
    return onAccount(m_core, account, [=](Features &features) { return features.roster.rename(jid, name); });
}

QFuture<Status> RosterCommands::setGroups(AccountId account, BareJid jid, QStringList groups)
{
    return onAccount(m_core, account, [=](Features &features) { return features.roster.setGroups(jid, groups); });
}

QFuture<Status> RosterCommands::removeContact(AccountId account, BareJid jid)
{
    return onAccount(m_core, account, [=](Features &features) { return features.roster.remove(jid); });
}

QFuture<Status> RosterCommands::acceptRequest(AccountId account, BareJid jid)
{
    return onAccount(m_core, account, [=](Features &features) { return features.roster.accept(jid); });
}

QFuture<Status> RosterCommands::declineRequest(AccountId account, BareJid jid)
{
    return onAccount(m_core, account, [=](Features &features) { return features.roster.decline(jid); });
}

QFuture<Status> PresenceCommands::setOwnPresence(AccountId account, Availability availability, QString status)
{
    return onAccount(m_core, account, [=](Features &features) { return features.presence.setOwn(availability, status); });
}

QFuture<Result<ConversationId>> ChatCommands::openConversation(AccountId account, BareJid peer)
{
    return onAccount<ConversationId>(m_core, [account](EngineCore &core) { return core.find(account); },
                                     [peer](Features &features) { return ready<ConversationId>(features.messages.open(peer)); });
}

QFuture<Result<MessageId>> ChatCommands::send(ConversationId conversation, QString body)
{
    return sendText(conversation, OutgoingText{body, {}, {}, {}});
}

QFuture<Result<MessageId>> ChatCommands::sendText(ConversationId conversation, OutgoingText text)
{
    return onAccount<MessageId>(m_core, [conversation](EngineCore &core) { return core.findByConversation(conversation); },
                                [conversation, text](Features &features) {
        return ready<MessageId>(features.messages.send(conversation, text));
    });
}

QFuture<Result<MessageId>> ChatCommands::forward(MessageId message, ConversationId to)
{
    return onAccount<MessageId>(m_core, [to](EngineCore &core) { return core.findByConversation(to); },
                                [message, to](Features &features) { return ready<MessageId>(features.messages.forward(message, to)); });
}

QFuture<Status> ChatCommands::retry(MessageId message)
{
    return onMessage(m_core, message, [=](MessageService &messages) { return messages.retry(message); });
}

QFuture<Status> ChatCommands::deleteLocally(MessageId message)
{
    return onMessage(m_core, message, [=](MessageService &messages) { return messages.changes().deleteLocally(message); });
}

QFuture<Status> ChatCommands::correct(MessageId message, QString body)
{
    return onMessage(m_core, message, [=](MessageService &messages) { return messages.changes().correct(message, body); });
}

QFuture<Status> ChatCommands::retract(MessageId message)
{
    return onMessage(m_core, message, [=](MessageService &messages) { return messages.changes().retract(message); });
}

QFuture<Status> ChatCommands::react(MessageId message, QStringList emoji)
{
    return onMessage(m_core, message, [=](MessageService &messages) { return messages.changes().react(message, emoji); });
}

QFuture<Status> ChatCommands::pinMessage(MessageId message, bool pinned)
{
    return onMessage(m_core, message, [=](MessageService &messages) {
        return messages.changes().setMark(message, ChangeStore::Mark::Pinned, pinned);
    });
}

QFuture<Status> ChatCommands::saveMessage(MessageId message, bool saved)
{
    return onMessage(m_core, message, [=](MessageService &messages) {
        return messages.changes().setMark(message, ChangeStore::Mark::Saved, saved);
    });
}

QFuture<Status> ChatCommands::callForAttention(ConversationId conversation)
{
    return onConversation(m_core, conversation, [=](MessageService &messages) { return messages.callForAttention(conversation); });
}

QFuture<Status> ChatCommands::markRead(ConversationId conversation, MessageId upTo)
{
    return onConversation(m_core, conversation, [=](MessageService &messages) { return messages.markRead(conversation, upTo); });
}

QFuture<Status> ChatCommands::saveDraft(ConversationId conversation, QString draft)
{
    return onConversation(m_core, conversation, [=](MessageService &messages) { return messages.saveDraft(conversation, draft); });
}

QFuture<Status> ChatCommands::setPinned(ConversationId conversation, bool pinned)
{
    return onConversation(m_core, conversation, [=](MessageService &messages) { return messages.setPinned(conversation, pinned); });
}

QFuture<Status> ChatCommands::setMuted(ConversationId conversation, bool muted)
{
    return onConversation(m_core, conversation, [=](MessageService &messages) { return messages.setMuted(conversation, muted); });
}

void ChatCommands::setChatState(ConversationId conversation, ChatState state)
{
    tellCore(m_core, [=](EngineCore &core) {
        if (AccountService *account = core.findByConversation(conversation)) {
            account->features().messages.setChatState(conversation, state);
        }
    });
}

void ChatCommands::setPrivacy(PrivacySwitches privacy)
{
    tellCore(m_core, [=](EngineCore &core) { core.setPrivacy(privacy); });
}

QFuture<Status> HistoryCommands::pause(AccountId account)
{
    return onAccount(m_core, account, [](Features &features) { return ready<Done>(features.history.pause()); });
}

QFuture<Status> HistoryCommands::resume(AccountId account)
{
    return onAccount(m_core, account, [](Features &features) { return ready<Done>(features.history.resume()); });
}

} // namespace jackdaw
