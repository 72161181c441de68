// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/Wishes.h"

#include "account/AccountDoor.h"
#include "base/Async.h"
#include "history/HistoryDoor.h"
#include "presence/PresenceDoor.h"
#include "roster/RosterDoor.h"
#include "shell/EngineLoader.h"

namespace jackdaw {

Wishes::Wishes(EngineLoader &engine, QObject *parent) : QObject(parent), m_engine(engine) {}

template<class T>
QFuture<Result<T>> Wishes::ask(std::function<QFuture<Result<T>>(EngineDoor &)> command)
{
    if (EngineDoor *engine = m_engine.engine())
        return command(*engine);
    // What is dropped unanswered, because there never is an engine, still answers.
    struct Pending {
        QPromise<Result<T>> promise;
        bool given = false;
        void give(Result<T> result)
        {
            if (std::exchange(given, true))
                return;
            promise.addResult(std::move(result));
            promise.finish();
        }
        ~Pending() { give(Error{ErrorKind::Internal, QStringLiteral("There is no engine."), {}}); }
    };
    auto answer = std::make_shared<Pending>();
    answer->promise.start();
    QFuture<Result<T>> future = answer->promise.future();
    m_engine.whenEngine(this, [this, answer, command = std::move(command)](EngineDoor &engine) {
        command(engine).then(this, [answer](const Result<T> &result) { answer->give(result); });
    });
    return future;
}

void Wishes::tell(std::function<QFuture<Status>(EngineDoor &)> command)
{
    ask<Done>(std::move(command)).then(this, [this](const Status &status) {
        if (!status)
            Q_EMIT failed(status.error());
    });
}

void Wishes::send(ConversationId conversation, const QString &text)
{
    ask<MessageId>([=](EngineDoor &engine) { return engine.chat().send(conversation, text); })
        .then(this, [this, conversation, text](const Result<MessageId> &stored) {
            if (!stored)
                Q_EMIT sendFailed(conversation, text, stored.error());
        });
}

void Wishes::reply(ConversationId conversation, const QString &text, MessageId to)
{
    ask<MessageId>([=](EngineDoor &engine) { return engine.chat().sendText(conversation, {text, to, {}, {}}); })
        .then(this, [this, conversation, text](const Result<MessageId> &stored) {
            if (!stored)
                Q_EMIT sendFailed(conversation, text, stored.error());
        });
}

void Wishes::correct(MessageId message, const QString &text)
{
    tell([=](EngineDoor &engine) { return engine.chat().correct(message, text); });
}

void Wishes::retract(MessageId message)
{
    tell([=](EngineDoor &engine) { return engine.chat().retract(message); });
}

void Wishes::react(MessageId message, const QStringList &emoji)
{
    tell([=](EngineDoor &engine) { return engine.chat().react(message, emoji); });
}

void Wishes::forward(MessageId message, ConversationId to)
{
    ask<MessageId>([=](EngineDoor &engine) { return engine.chat().forward(message, to); })
        .then(this, [this](const Result<MessageId> &stored) {
            if (!stored)
                Q_EMIT failed(stored.error());
        });
}

void Wishes::pinMessage(MessageId message, bool pinned)
{
    tell([=](EngineDoor &engine) { return engine.chat().pinMessage(message, pinned); });
}

void Wishes::saveMessage(MessageId message, bool saved)
{
    tell([=](EngineDoor &engine) { return engine.chat().saveMessage(message, saved); });
}

void Wishes::saveDraft(ConversationId conversation, const QString &draft)
{
    tell([=](EngineDoor &engine) { return engine.chat().saveDraft(conversation, draft); });
}

void Wishes::setTyping(ConversationId conversation, ChatState state)
{
    // Of no interest later, so it does not wait for the engine.
    if (EngineDoor *engine = m_engine.engine())
        engine->chat().setChatState(conversation, state);
}

void Wishes::retry(MessageId message)
{
    tell([=](EngineDoor &engine) { return engine.chat().retry(message); });
}

void Wishes::deleteMessage(MessageId message)
{
    tell([=](EngineDoor &engine) { return engine.chat().deleteLocally(message); });
}

void Wishes::markRead(ConversationId conversation, MessageId upTo)
{
    tell([=](EngineDoor &engine) { return engine.chat().markRead(conversation, upTo); });
}

void Wishes::setPinned(ConversationId conversation, bool pinned)
{
    tell([=](EngineDoor &engine) { return engine.chat().setPinned(conversation, pinned); });
}

void Wishes::setMuted(ConversationId conversation, bool muted)
{
    tell([=](EngineDoor &engine) { return engine.chat().setMuted(conversation, muted); });
}

QFuture<Result<ConversationId>> Wishes::openConversation(AccountId account, const BareJid &peer)
{
    return ask<ConversationId>([=](EngineDoor &engine) { return engine.chat().openConversation(account, peer); });
}

QFuture<Status> Wishes::addContact(AccountId account, const BareJid &jid, const QString &name, const QStringList &groups,
                                   const QString &message)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.roster().addContact(account, jid, name, groups, message); });
}

QFuture<Status> Wishes::renameContact(AccountId account, const BareJid &jid, const QString &name)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.roster().renameContact(account, jid, name); });
}

QFuture<Status> Wishes::setGroups(AccountId account, const BareJid &jid, const QStringList &groups)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.roster().setGroups(account, jid, groups); });
}

QFuture<Status> Wishes::removeContact(AccountId account, const BareJid &jid)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.roster().removeContact(account, jid); });
}

void Wishes::answerRequest(AccountId account, const BareJid &jid, Answer answer)
{
    tell([=](EngineDoor &engine) {
        return answer == Answer::Accept ? engine.roster().acceptRequest(account, jid) : engine.roster().declineRequest(account, jid);
    });
}

QFuture<Result<AccountId>> Wishes::addAccount(const AccountSettings &settings, const QString &password)
{
    return ask<AccountId>([=](EngineDoor &engine) { return engine.accounts().addAccount(settings, password); });
}

QFuture<Result<RegistrationOffer>> Wishes::askRegistration(const AccountSettings &server, const QString &token)
{
    return ask<RegistrationOffer>([=](EngineDoor &engine) { return engine.registration().ask(server, token); });
}

QFuture<Result<NewAccount>> Wishes::submitRegistration(const DataForm &filled)
{
    return ask<NewAccount>([=](EngineDoor &engine) { return engine.registration().submit(filled); });
}

void Wishes::cancelRegistration()
{
    if (EngineDoor *engine = m_engine.engine())
        engine->registration().cancel();
}

void Wishes::acceptInvitation(AccountId account, const InvitationLink &invitation)
{
    tell([=](EngineDoor &engine) { return engine.roster().acceptInvitation(account, invitation); });
}

QFuture<Status> Wishes::changePassword(AccountId account, const QString &password)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.accounts().changePassword(account, password); });
}

QFuture<Result<ProviderInfo>> Wishes::providerInfo(AccountId account)
{
    return ask<ProviderInfo>([=](EngineDoor &engine) { return engine.accounts().providerInfo(account); });
}

QFuture<Result<QList<OutageNotice>>> Wishes::outages(AccountId account, const QStringList &languages)
{
    return ask<QList<OutageNotice>>([=](EngineDoor &engine) { return engine.accounts().outages(account, languages); });
}

QFuture<Status> Wishes::deleteOnServer(AccountId account)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.accounts().deleteOnServer(account); });
}

QFuture<Result<QString>> Wishes::probeServer(const BareJid &address)
{
    return ask<QString>([=](EngineDoor &engine) { return engine.accounts().probeServer(address); });
}

QFuture<Status> Wishes::providePassword(AccountId account, const QString &password)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.accounts().providePassword(account, password); });
}

QFuture<Status> Wishes::signIn(AccountId account)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.accounts().signIn(account); });
}

QFuture<Status> Wishes::signOut(AccountId account)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.accounts().signOut(account); });
}

QFuture<Status> Wishes::removeAccount(AccountId account)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.accounts().removeAccount(account); });
}

QFuture<Status> Wishes::changeSettings(const AccountSettings &settings)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.accounts().changeSettings(settings); });
}

QFuture<Status> Wishes::acceptWeakerLogin(AccountId account)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.accounts().acceptWeakerLogin(account); });
}

void Wishes::setProxyPassword(const BareJid &account, const QString &password)
{
    m_engine.whenEngine(this, [=](EngineDoor &engine) { engine.accounts().setProxyPassword(account, password); });
}

void Wishes::setPresence(AccountId account, Availability availability, const QString &status)
{
    tell([=](EngineDoor &engine) { return engine.presence().setOwnPresence(account, availability, status); });
}

void Wishes::tryNow(const QList<AccountId> &accounts)
{
    m_engine.whenEngine(this, [accounts](EngineDoor &engine) {
        for (AccountId account : accounts)
            engine.accounts().tryNow(account);
    });
}

void Wishes::setWindowUse(WindowUse use)
{
    if (EngineDoor *engine = m_engine.engine())
        engine->accounts().setWindowUse(use);
}

void Wishes::pauseHistory(AccountId account)
{
    tell([=](EngineDoor &engine) { return engine.history().pause(account); });
}

void Wishes::resumeHistory(AccountId account)
{
    tell([=](EngineDoor &engine) { return engine.history().resume(account); });
}

} // namespace jackdaw
