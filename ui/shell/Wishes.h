// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/ProviderInfo.h"
#include "account/RegistrationDoor.h"
#include "account/WindowUse.h"
#include "base/XmppLink.h"
#include "chat/ChatDoor.h"
#include "presence/Presence.h"

#include <QFuture>
#include <QObject>
#include <functional>

namespace jackdaw {

class EngineDoor;
class EngineLoader;

/// Turns what the pages wish for into commands of the engine's doors, and waits with them until there is an engine. What
/// fails without anybody waiting for it is told by signals, so that the window can show it where the user is looking;
/// dialogs wait for the future themselves. Owned by the composition root, GUI thread. Holds no state of its own.
class Wishes : public QObject
{
    Q_OBJECT
public:
    explicit Wishes(EngineLoader &engine, QObject *parent = nullptr);

    void send(ConversationId conversation, const QString &text);
    void reply(ConversationId conversation, const QString &text, MessageId to);
    void correct(MessageId message, const QString &text);
    void retract(MessageId message);
    void react(MessageId message, const QStringList &emoji);
    void forward(MessageId message, ConversationId to);
    void pinMessage(MessageId message, bool pinned);
    void saveMessage(MessageId message, bool saved);
    void saveDraft(ConversationId conversation, const QString &draft);
    void setTyping(ConversationId conversation, ChatState state);
    void retry(MessageId message);
    void deleteMessage(MessageId message);
    void markRead(ConversationId conversation, MessageId upTo);
    void setPinned(ConversationId conversation, bool pinned);
    void setMuted(ConversationId conversation, bool muted);
    QFuture<Result<ConversationId>> openConversation(AccountId account, const BareJid &peer);

    QFuture<Status> addContact(AccountId account, const BareJid &jid, const QString &name, const QStringList &groups,
                               const QString &message);
    QFuture<Status> renameContact(AccountId account, const BareJid &jid, const QString &name);
    QFuture<Status> setGroups(AccountId account, const BareJid &jid, const QStringList &groups);
    QFuture<Status> removeContact(AccountId account, const BareJid &jid);
    enum class Answer { Accept, Decline };
    void answerRequest(AccountId account, const BareJid &jid, Answer answer);

    QFuture<Result<AccountId>> addAccount(const AccountSettings &settings, const QString &password);
    QFuture<Result<RegistrationOffer>> askRegistration(const AccountSettings &server, const QString &token);
    QFuture<Result<NewAccount>> submitRegistration(const DataForm &filled);
    void cancelRegistration();
    void acceptInvitation(AccountId account, const InvitationLink &invitation);
    QFuture<Result<QString>> probeServer(const BareJid &address);
    QFuture<Status> providePassword(AccountId account, const QString &password);
    QFuture<Status> signIn(AccountId account);
    QFuture<Status> signOut(AccountId account);
    QFuture<Status> removeAccount(AccountId account);
    QFuture<Status> changeSettings(const AccountSettings &settings);
    QFuture<Status> acceptWeakerLogin(AccountId account);
    QFuture<Status> changePassword(AccountId account, const QString &password);
    QFuture<Status> deleteOnServer(AccountId account);
    QFuture<Result<ProviderInfo>> providerInfo(AccountId account);
    QFuture<Result<QList<OutageNotice>>> outages(AccountId account, const QStringList &languages);
    void setProxyPassword(const BareJid &account, const QString &password);
    void setPresence(AccountId account, Availability availability, const QString &status);
    void tryNow(const QList<AccountId> &accounts);
    void setWindowUse(WindowUse use);
    void pauseHistory(AccountId account);
    void resumeHistory(AccountId account);

Q_SIGNALS:
    /// A message was not stored: the text is the caller's again.
    void sendFailed(jackdaw::ConversationId conversation, const QString &text, const jackdaw::Error &error);
    void failed(const jackdaw::Error &error);

private:
    template<class T>
    QFuture<Result<T>> ask(std::function<QFuture<Result<T>>(EngineDoor &)> command);
    void tell(std::function<QFuture<Status>(EngineDoor &)> command);

    EngineLoader &m_engine;
};

} // namespace jackdaw
