// SPDX-License-Identifier: GPL-3.0-or-later
// An engine for tests of the window: it knows one account and answers every command at once, on the same thread.
#include "account/AccountDoor.h"
#include "account/EngineDoor.h"
#include "account/RegistrationDoor.h"
#include "base/Async.h"
#include "chat/ChatDoor.h"
#include "history/HistoryDoor.h"
#include "presence/PresenceDoor.h"
#include "roster/RosterDoor.h"

#include <QObject>

using namespace jackdaw;

namespace {

QFuture<Status> done()
{
    return ready<Done>(Done{});
}

class Accounts : public AccountDoor
{
public:
    QFuture<Result<AccountId>> addAccount(AccountSettings settings, QString password) override
    {
        if (password != QStringLiteral("secret"))
            return ready<AccountId>(Error{ErrorKind::NotAuthorized, {}, {}});
        settings.id = AccountId(1);
        Q_EMIT accountsChanged({settings});
        return ready<AccountId>(settings.id);
    }
    QFuture<Result<QString>> probeServer(BareJid address) override { return ready<QString>(address.domain()); }
    QFuture<Status> providePassword(AccountId, QString) override { return done(); }
    QFuture<Status> signIn(AccountId) override { return done(); }
    QFuture<Status> signOut(AccountId) override { return done(); }
    QFuture<Status> removeAccount(AccountId) override
    {
        Q_EMIT accountsChanged({});
        return done();
    }
    QFuture<Status> changeSettings(AccountSettings) override { return done(); }
    QFuture<Status> acceptWeakerLogin(AccountId) override { return done(); }
    QFuture<Status> changePassword(AccountId, QString) override { return done(); }
    QFuture<Result<ProviderInfo>> providerInfo(AccountId) override { return ready<ProviderInfo>(ProviderInfo{}); }
    QFuture<Result<QList<OutageNotice>>> outages(AccountId, QStringList) override { return ready<QList<OutageNotice>>(QList<OutageNotice>{}); }
    QFuture<Status> deleteOnServer(AccountId account) override { return removeAccount(account); }
    void setProxyPassword(BareJid, QString) override {}
    void tryNow(AccountId account) override { Q_EMIT connectionChanged(account, {ConnectionState::Online, {}, 0}); }
    void setWindowUse(WindowUse) override {}
};

class Registration : public RegistrationDoor
{
public:
    QFuture<Result<RegistrationOffer>> ask(ConnectionSettings, QString) override
    {
        return ready<RegistrationOffer>(Error{ErrorKind::Unavailable, {}, {}});
    }
    QFuture<Result<NewAccount>> submit(DataForm) override { return ready<NewAccount>(Error{ErrorKind::Cancelled, {}, {}}); }
    void cancel() override {}
};

class Roster : public RosterDoor
{
public:
    QFuture<Status> addContact(AccountId, BareJid, QString, QStringList, QString) override
    {
        return ready<Done>(Error{ErrorKind::Offline, {}, {}});
    }
    QFuture<Status> acceptInvitation(AccountId, InvitationLink) override { return done(); }
    QFuture<Status> renameContact(AccountId, BareJid, QString) override { return done(); }
    QFuture<Status> setGroups(AccountId, BareJid, QStringList) override { return done(); }
    QFuture<Status> removeContact(AccountId, BareJid) override { return done(); }
    QFuture<Status> acceptRequest(AccountId account, BareJid) override
    {
        Q_EMIT requestsChanged(account, {});
        return done();
    }
    QFuture<Status> declineRequest(AccountId, BareJid) override { return done(); }
};

class Presences : public PresenceDoor
{
public:
    QFuture<Status> setOwnPresence(AccountId account, Availability availability, QString status) override
    {
        Presence own;
        own.availability = availability;
        own.status = status;
        Q_EMIT ownPresenceChanged(account, own);
        return done();
    }
};

class Chats : public ChatDoor
{
public:
    QFuture<Result<ConversationId>> openConversation(AccountId account, BareJid peer) override
    {
        Conversation conversation;
        conversation.id = ConversationId(77);
        conversation.account = account;
        conversation.peer = peer;
        // The answer comes before the row of the list, as it may from the real one.
        auto answer = ready<ConversationId>(conversation.id);
        QMetaObject::invokeMethod(this, [this, conversation] { Q_EMIT conversationsChanged({conversation}); }, Qt::QueuedConnection);
        return answer;
    }
    QFuture<Result<MessageId>> send(ConversationId, QString) override
    {
        return ready<MessageId>(Error{ErrorKind::DiskFull, QStringLiteral("full"), QStringLiteral("/profile")});
    }
    QFuture<Result<MessageId>> sendText(ConversationId conversation, OutgoingText text) override { return send(conversation, text.body); }
    QFuture<Result<MessageId>> forward(MessageId, ConversationId to) override { return send(to, {}); }
    QFuture<Status> retry(MessageId) override { return done(); }
    QFuture<Status> deleteLocally(MessageId) override { return done(); }
    QFuture<Status> correct(MessageId, QString) override { return done(); }
    QFuture<Status> retract(MessageId) override { return done(); }
    QFuture<Status> react(MessageId, QStringList) override { return done(); }
    QFuture<Status> pinMessage(MessageId, bool) override { return done(); }
    QFuture<Status> saveMessage(MessageId, bool) override { return done(); }
    QFuture<Status> callForAttention(ConversationId) override { return done(); }
    QFuture<Status> markRead(ConversationId, MessageId) override { return done(); }
    QFuture<Status> saveDraft(ConversationId, QString) override { return done(); }
    QFuture<Status> setPinned(ConversationId, bool) override { return ready<Done>(Error{ErrorKind::Storage, {}, {}}); }
    QFuture<Status> setMuted(ConversationId, bool) override { return done(); }
    void setChatState(ConversationId, ChatState) override {}
    void setPrivacy(PrivacySwitches) override {}
};

class History : public HistoryDoor
{
public:
    QFuture<Status> pause(AccountId) override { return done(); }
    QFuture<Status> resume(AccountId) override { return done(); }
};

class FakeEngine : public EngineDoor
{
public:
    AccountDoor &accounts() override { return m_accounts; }
    RegistrationDoor &registration() override { return m_registration; }
    RosterDoor &roster() override { return m_roster; }
    PresenceDoor &presence() override { return m_presence; }
    ChatDoor &chat() override { return m_chat; }
    HistoryDoor &history() override { return m_history; }
    void start() override
    {
        AccountSettings mara;
        mara.id = AccountId(1);
        mara.jid = BareJid::fromPrepared(QStringLiteral("mara@harbor.example"));
        Q_EMIT m_accounts.accountsChanged({mara});
        Contact tomas;
        tomas.account = mara.id;
        tomas.jid = BareJid::fromPrepared(QStringLiteral("tomas@harbor.example"));
        tomas.name = QStringLiteral("Tomas Berg");
        Q_EMIT m_roster.rosterReplaced(mara.id, {tomas});
    }

private:
    Accounts m_accounts;
    Registration m_registration;
    Roster m_roster;
    Presences m_presence;
    Chats m_chat;
    History m_history;
};

} // namespace

class FakeEngineFactory : public QObject, public EngineFactory
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID JACKDAW_ENGINE_IID)
    Q_INTERFACES(jackdaw::EngineFactory)
public:
    std::unique_ptr<EngineDoor> makeEngine(const EngineOptions &) override { return std::make_unique<FakeEngine>(); }
};

#include "FakeEngine.moc"
