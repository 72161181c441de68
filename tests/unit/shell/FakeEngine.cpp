// SPDX-License-Identifier: GPL-3.0-or-later
// An engine for tests of the window: it knows one account and answers every command at once, on the same thread.
#include "account/AccountDoor.h"
#include "account/EngineDoor.h"
#include "account/RegistrationDoor.h"
#include "account/ServiceDoor.h"
#include "backup/BackupDoor.h"
#include "base/Async.h"
#include "avatars/AvatarDoor.h"
#include "account/ConsoleDoor.h"
#include "chat/ChatDoor.h"
#include "files/FileDoor.h"
#include "files/StickerDoor.h"
#include "history/HistoryDoor.h"
#include "omemo/EncryptionDoor.h"
#include "presence/PresenceDoor.h"
#include "profile/ProfileDoor.h"
#include "rooms/RoomDoor.h"
#include "roster/RosterDoor.h"
#include "search/SearchDoor.h"
#include "places/PlaceDoor.h"
#include "spaces/SpaceDoor.h"
#include "watch/WatchDoor.h"

#include <QObject>
#include <QPromise>

#include <memory>

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
    QFuture<Status> providePassword(AccountId, QString) override { return done(); }
    QFuture<Status> signIn(AccountId) override { return done(); }
    QFuture<Status> signOut(AccountId) override { return done(); }
    QFuture<Status> removeAccount(AccountId) override
    {
        Q_EMIT accountsChanged({});
        return done();
    }
    QFuture<Status> changeSettings(AccountSettings settings) override
    {
        Q_EMIT accountsChanged({settings});
        return done();
    }
    QFuture<Status> acceptWeakerLogin(AccountId account) override
    {
        Q_EMIT connectionChanged(account, {ConnectionState::Online, {}, 0});
        return done();
    }
    QFuture<Status> changePassword(AccountId, QString) override { return done(); }
    QFuture<Status> setOwnName(AccountId account, QString name) override
    {
        Q_EMIT ownNameChanged(account, {name});
        return done();
    }
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
    QFuture<Status> answerRequests(AccountId account, QList<BareJid>, RequestAnswer) override
    {
        Q_EMIT requestsChanged(account, {});
        return done();
    }
    QFuture<Status> block(AccountId account, QList<Jid> who, AbuseReport) override
    {
        Q_EMIT blockListChanged({account, BlockList::Support::Yes, who});
        return done();
    }
    QFuture<Status> unblock(AccountId account, QList<Jid>) override
    {
        Q_EMIT blockListChanged({account, BlockList::Support::Yes, {}});
        return done();
    }
};

class Presences : public PresenceDoor
{
public:
    void setWorkingHours(WorkingHours, OutOfOffice) override {}
    QFuture<Status> setOwnStatus(AccountId account, OwnStatus status) override
    {
        Presence own;
        own.availability = status.availability;
        own.status = status.text;
        Q_EMIT ownPresenceChanged(account, own);
        Q_EMIT ownStatusChanged(account, status);
        return done();
    }
    void setIdle(IdleState) override {}
    QFuture<Status> setVisibility(AccountId account, OwnVisibility visibility) override
    {
        Q_EMIT invisibilityChanged(account, visibility == OwnVisibility::Hidden ? Invisibility::Hidden : Invisibility::Seen);
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
    QFuture<Status> undoSend(MessageId) override { return done(); }
    QFuture<Status> correct(MessageId, QString, QList<Mention>) override { return done(); }
    QFuture<Status> retract(MessageId) override { return done(); }
    QFuture<Status> react(MessageId, QStringList) override { return done(); }
    QFuture<Status> pinMessage(MessageId, bool) override { return done(); }
    QFuture<Status> saveMessage(MessageId, bool) override { return done(); }
    QFuture<Status> callForAttention(ConversationId) override { return done(); }
    QFuture<Status> markRead(ConversationId, MessageId) override { return done(); }
    QFuture<Status> saveDraft(ConversationId, QString, DraftParts) override { return done(); }
    QFuture<Status> saveVoiceDraft(ConversationId, QByteArray) override { return done(); }
    QFuture<Status> setPinned(ConversationId, bool) override { return ready<Done>(Error{ErrorKind::Storage, {}, {}}); }
    QFuture<Status> setMuted(ConversationId, bool) override { return done(); }
    QFuture<Status> answerStranger(ConversationId, RequestAnswer) override { return done(); }
    void setChatState(ConversationId, ChatState) override {}
    void setPrivacy(PrivacySwitches) override {}
    void setHighlights(QStringList) override {}
};

class History : public HistoryDoor
{
public:
    QFuture<Status> pause(AccountId) override { return done(); }
    QFuture<Status> resume(AccountId) override { return done(); }
    QFuture<Status> fetchOlder(AccountId, ConversationId) override { return done(); }
};

class Search : public SearchDoor
{
public:
    QFuture<Result<ArchiveFound>> searchArchive(AccountId, ArchiveSearch) override
    {
        return ready<ArchiveFound>(Error{ErrorKind::Unavailable, {}, {}});
    }
};

class Files : public FileDoor
{
public:
    QFuture<Result<MessageId>> sendFile(ConversationId, OutgoingFile, QString) override
    {
        return ready<MessageId>(Error{ErrorKind::FileChanged, {}, {}});
    }
    QFuture<Result<UploadLimit>> uploadLimit(ConversationId) override { return ready<UploadLimit>(UploadLimit{}); }
    QFuture<Status> fetch(MessageId) override { return done(); }
    void noteShown(MessageId) override {}
    QFuture<Result<CleanedUp>> cleanUp(ConversationId, FileKinds) override { return ready<CleanedUp>(Error{ErrorKind::Offline, {}, {}}); }
    QFuture<Status> stopCleanup(ConversationId) override { return ready<Done>(Error{ErrorKind::Offline, {}, {}}); }
    QFuture<Status> loadPreview(MessageId, QUrl) override { return ready<Done>(Error{ErrorKind::Offline, {}, {}}); }
    void setRules(DownloadRules) override {}
    QFuture<Status> cancel(MessageId) override { return done(); }
};

class Rooms : public RoomDoor
{
public:
    QFuture<Result<ConversationId>> enter(AccountId, BareJid, QString, QString) override
    {
        return ready<ConversationId>(Error{ErrorKind::Offline, {}, {}});
    }
    QFuture<Result<ConversationId>> create(AccountId, BareJid, RoomPurpose, QString, QString) override
    {
        return ready<ConversationId>(Error{ErrorKind::Offline, {}, {}});
    }
    QFuture<Status> leave(ConversationId) override { return done(); }
    QFuture<Status> changeNick(ConversationId, QString) override { return done(); }
    QFuture<Result<ConversationId>> openPrivate(ConversationId, QString) override
    {
        return ready<ConversationId>(Error{ErrorKind::Offline, {}, {}});
    }
    QFuture<Status> setPresenceLines(ConversationId, PresenceLines) override { return done(); }
    QFuture<Status> decline(AccountId, BareJid, QString) override { return done(); }
    QFuture<Status> invite(ConversationId, QList<BareJid>, QString) override { return done(); }
    QFuture<Result<QList<BareJid>>> services(AccountId) override
    {
        return ready<QList<BareJid>>(Error{ErrorKind::Offline, {}, {}});
    }
    QFuture<Result<QList<ListedRoom>>> listRooms(AccountId, BareJid) override
    {
        return ready<QList<ListedRoom>>(Error{ErrorKind::Offline, {}, {}});
    }
    QFuture<Result<QList<BareJid>>> roomsWith(AccountId, BareJid) override { return ready<QList<BareJid>>(QList<BareJid>{}); }
    QFuture<Result<RoomFeatures>> features(AccountId, BareJid) override
    {
        return ready<RoomFeatures>(Error{ErrorKind::Offline, {}, {}});
    }
    QFuture<Status> setAutojoin(AccountId, BareJid, Autojoin) override { return done(); }
    QFuture<Status> renameBookmark(AccountId, BareJid, QString) override { return done(); }
    QFuture<Status> setNotify(AccountId, BareJid, RoomNotify) override { return done(); }
    QFuture<Status> setOrder(AccountId, QList<BareJid>) override { return done(); }
    QFuture<Status> removeBookmark(AccountId, BareJid) override { return done(); }
    QFuture<Status> setSubject(ConversationId, QString) override { return done(); }
    QFuture<Status> setRole(ConversationId, QString, RoomRole, QString) override { return done(); }
    QFuture<Status> kick(ConversationId, QString, QString) override { return done(); }
    QFuture<Status> setAffiliation(ConversationId, BareJid, RoomAffiliation, QString) override { return done(); }
    QFuture<Result<QList<RoomMember>>> members(ConversationId, RoomAffiliation) override
    {
        return ready<QList<RoomMember>>(Error{ErrorKind::Offline, {}, {}});
    }
    QFuture<Result<QList<RoomMember>>> allMembers(ConversationId) override
    {
        return ready<QList<RoomMember>>(Error{ErrorKind::Offline, {}, {}});
    }
    QFuture<Status> moderate(MessageId, QString) override { return done(); }
    QFuture<Result<RoomRegistration>> registration(ConversationId) override { return ready<RoomRegistration>(RoomRegistration{}); }
    QFuture<Status> registerNick(ConversationId, QString) override { return done(); }
    QFuture<Result<QList<ListedRoom>>> searchRooms(AccountId, BareJid, QString) override { return ready<QList<ListedRoom>>(QList<ListedRoom>{}); }
    /// Takes one of three away, and then as long as nobody stops it.
    QFuture<Status> moderateAll(ConversationId room, BareJid, QString) override
    {
        m_removal = std::make_shared<QPromise<Status>>();
        m_removal->start();
        Q_EMIT moderated(room, 1, 3);
        return m_removal->future();
    }
    void stopModerating(ConversationId room) override
    {
        if (const auto removal = std::exchange(m_removal, nullptr)) {
            removal->addResult(Status(Error{ErrorKind::Cancelled, {}, {}}));
            removal->finish();
            setProperty("stopped", room.value()); // for the test
        }
    }
    QFuture<Status> setPicture(ConversationId, OwnAvatar) override { return done(); }
    QFuture<Result<DataForm>> configuration(ConversationId) override
    {
        return ready<DataForm>(Error{ErrorKind::Offline, {}, {}});
    }
    QFuture<Status> configure(ConversationId, DataForm) override { return done(); }
    QFuture<Status> destroy(ConversationId, BareJid, QString) override { return done(); }
    QFuture<Status> requestVoice(ConversationId) override { return done(); }
    QFuture<Status> answerVoice(ConversationId, QString, BareJid, Voice) override { return done(); }
    QFuture<Status> announceOccupants(ConversationId) override { return done(); }

private:
    std::shared_ptr<QPromise<Status>> m_removal; ///< under way
};

class Encryption : public EncryptionDoor
{
public:
    void setByDefault(EncryptByDefault) override {}
    QFuture<Result<ChatEncryption>> chat(AccountId, BareJid) override { return ready<ChatEncryption>(ChatEncryption()); }
    QFuture<Status> setChatWish(AccountId, BareJid, ChatWish) override { return done(); }
    QFuture<Status> sendToReaders(AccountId, BareJid) override { return done(); }
    QFuture<Result<QList<DeviceReport>>> readersOf(MessageId) override { return ready<QList<DeviceReport>>(QList<DeviceReport>()); }
    /// One that came to whoever it was told of.
    QFuture<Result<QList<KnownDevice>>> devices(AccountId, BareJid jid) override
    {
        KnownDevice added;
        added.device = {jid, OmemoDeviceId(9)};
        added.onLegacyList = true;
        added.isNews = property("newDeviceOf").toString() == jid.toString();
        return ready<QList<KnownDevice>>(QList<KnownDevice>{added});
    }
    QFuture<Status> setTrust(AccountId, OmemoDevice, DeviceTrust) override { return done(); }
    QFuture<Status> noteShown(AccountId account, BareJid jid) override
    {
        setProperty("newDeviceOf", QString());
        Q_EMIT devicesChanged(account, jid);
        return done();
    }
    QFuture<Status> renameDevice(AccountId, OmemoDevice, QString) override { return done(); }
    QFuture<Status> removeOwnDevice(AccountId, OmemoDeviceId) override { return done(); }
    QFuture<Status> repair(AccountId, OmemoDevice) override { return done(); }
};

class Console : public ConsoleDoor
{
public:
    void setUse(AccountId account, ConsoleUse use) override
    {
        if (use == ConsoleUse::Open)
            Q_EMIT passed(account, {{ConsoleStanza::Way::In, ConsoleStanza::Kind::Presence, 1, QStringLiteral("<presence from='tomas@harbor.example'/>")}});
    }
    QFuture<Status> send(AccountId, QString) override { return done(); }
};

class Services : public ServiceDoor
{
public:
    QFuture<Result<QList<DiscoItem>>> items(AccountId, Jid, QString) override
    {
        return ready<QList<DiscoItem>>(Error{ErrorKind::Offline, {}, {}});
    }
    QFuture<Result<DiscoInfo>> info(AccountId, Jid, QString) override { return ready<DiscoInfo>(Error{ErrorKind::Offline, {}, {}}); }
    QFuture<Result<QList<DiscoItem>>> commands(AccountId, Jid) override
    {
        return ready<QList<DiscoItem>>(Error{ErrorKind::Offline, {}, {}});
    }
    QFuture<Result<CommandStep>> run(AccountId, CommandStep) override { return ready<CommandStep>(Error{ErrorKind::Offline, {}, {}}); }
    QFuture<Result<QList<Gateway>>> gateways(AccountId) override { return ready<QList<Gateway>>(QList<Gateway>{}); }
    QFuture<Result<GatewayRegistration>> gatewayRegistration(AccountId, BareJid) override
    {
        return ready<GatewayRegistration>(Error{ErrorKind::Offline, {}, {}});
    }
    QFuture<Status> registerWithGateway(AccountId, BareJid, DataForm) override { return done(); }
    QFuture<Status> unregisterFromGateway(AccountId, BareJid, GatewayContacts) override { return done(); }
    QFuture<Status> logInToGateway(AccountId, BareJid, GatewayLogin) override { return done(); }
    QFuture<Result<GatewayPrompt>> gatewayPrompt(AccountId, BareJid) override { return ready<GatewayPrompt>(GatewayPrompt{}); }
    QFuture<Result<BareJid>> gatewayAddress(AccountId, BareJid gateway, QString) override { return ready<BareJid>(gateway); }
};

class Watch : public WatchDoor
{
public:
    QFuture<Status> setWatched(AccountId account, QList<BareJid> people, Watched watched) override
    {
        for (const BareJid &jid : people) {
            m_people.removeOne(jid);
            if (watched == Watched::Yes)
                m_people.append(jid);
        }
        Q_EMIT watchedChanged(account, m_people);
        return done();
    }
    QFuture<Status> addRule(PresenceRule rule) override
    {
        rule.id = RuleId(++m_lastRule);
        m_rules.append(rule);
        Q_EMIT rulesChanged(rule.account, m_rules);
        return done();
    }
    QFuture<Status> removeRule(AccountId account, RuleId rule) override
    {
        m_rules.removeIf([rule](const PresenceRule &each) { return each.id == rule; });
        Q_EMIT rulesChanged(account, m_rules);
        return done();
    }
    QFuture<Status> eraseLog(AccountId, BareJid) override { return done(); }
    void setOptions(WatchOptions) override {}

private:
    QList<BareJid> m_people;
    QList<PresenceRule> m_rules;
    qint64 m_lastRule = 0;
};

class Avatars : public AvatarDoor
{
public:
    void want(AccountId, BareJid) override {}
    QFuture<Status> publish(AccountId, OwnAvatar) override { return done(); }
    QFuture<Status> withdraw(AccountId) override { return done(); }
};

class Profiles : public ProfileDoor
{
public:
    QFuture<Status> lookAt(AccountId account, BareJid jid) override
    {
        ContactProfile profile;
        profile.account = account;
        profile.jid = jid;
        profile.card.fullName = QStringLiteral("Tomas Berg");
        Q_EMIT profileChanged(profile);
        return done();
    }
    QFuture<Status> setNote(AccountId, BareJid, QString, QStringList) override { return done(); }
    QFuture<Result<OwnCard>> ownCard(AccountId) override
    {
        OwnCard own;
        own.card.fullName = QStringLiteral("Mara Lind");
        return ready<OwnCard>(own);
    }
    QFuture<Status> setOwnCard(AccountId, OwnCard) override { return done(); }
};

class Spaces : public SpaceDoor
{
public:
    QFuture<Status> change(AccountId account, SpaceId space, SpaceTraits, SpaceTraits after) override
    {
        Space &part = m_spaces[account][space];
        part.id = space;
        part.traits = after;
        return tell(account);
    }
    QFuture<Status> setMember(AccountId account, SpaceId space, BareJid chat, Member member) override
    {
        Space &part = m_spaces[account][space];
        if (member == Member::Yes)
            part.chats.insert(chat);
        else
            part.chats.remove(chat);
        return tell(account);
    }
    QFuture<Status> remove(AccountId account, SpaceId space) override
    {
        m_spaces[account].remove(space);
        return tell(account);
    }

private:
    QFuture<Status> tell(AccountId account)
    {
        Q_EMIT spacesChanged(account, m_spaces[account].values(), SpaceKeeping::Kept);
        return done();
    }

    QHash<AccountId, QHash<SpaceId, Space>> m_spaces;
};

class Stickers : public StickerDoor
{
public:
    QFuture<Result<StickerLook>> look(MessageId, StickerLook::Ask) override { return ready<StickerLook>(StickerLook()); }
    QFuture<Result<StickerLook>> loadPictures(StickerLook look) override { return ready<StickerLook>(look); }
    QFuture<Status> install(StickerLook) override { return done(); }
    QFuture<Status> remove(AccountId, QString) override { return done(); }
    QFuture<Result<MessageId>> send(ConversationId, QString, int) override { return ready<MessageId>(MessageId(1)); }
    QFuture<Result<QString>> make(AccountId, QString, QList<NewSticker>) override { return ready<QString>(QString()); }
    QFuture<Status> stopMaking(AccountId) override { return done(); }
};

class Places : public PlaceDoor
{
public:
    QFuture<Status> startLive(ConversationId, int, Place, qint64, LivePromise) override { return done(); }
    void moveLive(Place, qint64) override {}
    QFuture<Status> stopLive(AccountId, QString) override { return done(); }
};

class Backups : public BackupDoor
{
public:
    QFuture<Status> write(BackupOrder) override { return done(); }
    QFuture<Result<BackupContents>> look(BackupFile) override { return ready<BackupContents>(BackupContents{}); }
    QFuture<Result<BackupOutcome>> restore(BackupFile) override { return ready<BackupOutcome>(BackupOutcome{}); }
    void stop() override {}
};

class FakeEngine : public EngineDoor
{
public:
    AccountDoor &accounts() override { return m_accounts; }
    RegistrationDoor &registration() override { return m_registration; }
    RosterDoor &roster() override { return m_roster; }
    PresenceDoor &presence() override { return m_presence; }
    ChatDoor &chat() override { return m_chat; }
    EncryptionDoor &encryption() override { return m_encryption; }
    HistoryDoor &history() override { return m_history; }
    SearchDoor &search() override { return m_search; }
    RoomDoor &rooms() override { return m_rooms; }
    FileDoor &files() override { return m_files; }
    WatchDoor &watch() override { return m_watch; }
    ConsoleDoor &console() override { return m_console; }
    ServiceDoor &services() override { return m_services; }
    AvatarDoor &avatars() override { return m_avatars; }
    ProfileDoor &profiles() override { return m_profiles; }
    SpaceDoor &spaces() override { return m_spaces; }
    PlaceDoor &places() override { return m_places; }
    StickerDoor &stickers() override { return m_stickers; }
    BackupDoor &backup() override { return m_backups; }
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
    Profiles m_profiles;
    Spaces m_spaces;
    Places m_places;
    Stickers m_stickers;
    Backups m_backups;
    Registration m_registration;
    Roster m_roster;
    Presences m_presence;
    Chats m_chat;
    Encryption m_encryption;
    History m_history;
    Search m_search;
    Rooms m_rooms;
    Files m_files;
    Watch m_watch;
    Console m_console;
    Services m_services;
    Avatars m_avatars;
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
