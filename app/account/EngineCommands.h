// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountDoor.h"
#include "account/ConsoleDoor.h"
#include "account/RegistrationDoor.h"
#include "account/ServiceDoor.h"
#include "avatars/AvatarDoor.h"
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

#include <functional>

namespace jackdaw {

class EngineCore;

/// The doors as the engine carries them out: every command is a queued call to EngineCore on the engine thread, which
/// answers through a future; the signals are sent from there. Owned by Engine; commands may come from any thread.
/// Nothing is decided here. Once the engine is stopping, futures end with Cancelled and commands without one do
/// nothing.

/// Where a command finds the core; nullptr once the engine is shutting down.
using CoreAccess = std::function<EngineCore *()>;

class AccountCommands final : public AccountDoor
{
    Q_OBJECT
public:
    explicit AccountCommands(CoreAccess core) : m_core(std::move(core)) {}

    QFuture<Result<AccountId>> addAccount(AccountSettings settings, QString password) override;
    QFuture<Status> providePassword(AccountId account, QString password) override;
    QFuture<Status> signIn(AccountId account) override;
    QFuture<Status> signOut(AccountId account) override;
    QFuture<Status> removeAccount(AccountId account) override;
    QFuture<Status> changeSettings(AccountSettings settings) override;
    QFuture<Status> acceptWeakerLogin(AccountId account) override;
    QFuture<Status> changePassword(AccountId account, QString password) override;
    QFuture<Status> deleteOnServer(AccountId account) override;
    QFuture<Status> setOwnName(AccountId account, QString name) override;
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
    QFuture<Status> answerRequests(AccountId account, QList<BareJid> people, RequestAnswer answer) override;
    QFuture<Status> block(AccountId account, QList<Jid> who, AbuseReport report) override;
    QFuture<Status> unblock(AccountId account, QList<Jid> who) override;

private:
    CoreAccess m_core;
};

class ProfileCommands final : public ProfileDoor
{
    Q_OBJECT
public:
    explicit ProfileCommands(CoreAccess core) : m_core(std::move(core)) {}

    QFuture<Status> lookAt(AccountId account, BareJid jid) override;
    QFuture<Status> setNote(AccountId account, BareJid jid, QString note, QStringList tags) override;
    QFuture<Result<OwnCard>> ownCard(AccountId account) override;
    QFuture<Status> setOwnCard(AccountId account, OwnCard card) override;

private:
    CoreAccess m_core;
};

class PlaceCommands final : public PlaceDoor
{
    Q_OBJECT
public:
    explicit PlaceCommands(CoreAccess core) : m_core(std::move(core)) {}

    QFuture<Status> startLive(ConversationId conversation, int minutes, Place first, qint64 time,
                              LivePromise promise) override;
    void moveLive(Place place, qint64 time) override;
    QFuture<Status> stopLive(AccountId account, QString id) override;

private:
    CoreAccess m_core;
};

class SpaceCommands final : public SpaceDoor
{
    Q_OBJECT
public:
    explicit SpaceCommands(CoreAccess core) : m_core(std::move(core)) {}

    QFuture<Status> change(AccountId account, SpaceId space, SpaceTraits before, SpaceTraits after) override;
    QFuture<Status> setMember(AccountId account, SpaceId space, BareJid chat, Member member) override;
    QFuture<Status> remove(AccountId account, SpaceId space) override;

private:
    CoreAccess m_core;
};

class PresenceCommands final : public PresenceDoor
{
    Q_OBJECT
public:
    explicit PresenceCommands(CoreAccess core) : m_core(std::move(core)) {}

    QFuture<Status> setOwnStatus(AccountId account, OwnStatus status) override;
    QFuture<Status> setVisibility(AccountId account, OwnVisibility visibility) override;
    void setIdle(IdleState idle) override;
    void setWorkingHours(WorkingHours hours, OutOfOffice outOfOffice) override;

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
    QFuture<Status> undoSend(MessageId message) override;
    QFuture<Status> correct(MessageId message, QString body, QList<Mention> mentions) override;
    QFuture<Status> retract(MessageId message) override;
    QFuture<Status> react(MessageId message, QStringList emoji) override;
    QFuture<Status> pinMessage(MessageId message, bool pinned) override;
    QFuture<Status> saveMessage(MessageId message, bool saved) override;
    QFuture<Status> callForAttention(ConversationId conversation) override;
    QFuture<Status> markRead(ConversationId conversation, MessageId upTo) override;
    QFuture<Status> saveDraft(ConversationId conversation, QString draft, DraftParts parts) override;
    QFuture<Status> saveVoiceDraft(ConversationId conversation, QByteArray sound) override;
    QFuture<Status> setPinned(ConversationId conversation, bool pinned) override;
    QFuture<Status> setMuted(ConversationId conversation, bool muted) override;
    QFuture<Status> answerStranger(ConversationId conversation, RequestAnswer answer) override;
    void setChatState(ConversationId conversation, ChatState state) override;
    void setPrivacy(PrivacySwitches privacy) override;
    void setHighlights(QStringList words) override;

private:
    CoreAccess m_core;
};

class EncryptionCommands final : public EncryptionDoor
{
    Q_OBJECT
public:
    explicit EncryptionCommands(CoreAccess core) : m_core(std::move(core)) {}

    void setByDefault(EncryptByDefault wish) override;
    QFuture<Result<ChatEncryption>> chat(AccountId account, BareJid peer) override;
    QFuture<Status> setChatWish(AccountId account, BareJid peer, ChatWish wish) override;
    QFuture<Status> sendToReaders(AccountId account, BareJid peer) override;
    QFuture<Result<QList<DeviceReport>>> readersOf(MessageId message) override;
    QFuture<Result<QList<KnownDevice>>> devices(AccountId account, BareJid jid) override;
    QFuture<Status> setTrust(AccountId account, OmemoDevice device, DeviceTrust trust) override;
    QFuture<Status> noteShown(AccountId account, BareJid jid) override;
    QFuture<Status> renameDevice(AccountId account, OmemoDevice device, QString name) override;
    QFuture<Status> removeOwnDevice(AccountId account, OmemoDeviceId device) override;
    QFuture<Status> repair(AccountId account, OmemoDevice device) override;

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
    QFuture<Status> fetchOlder(AccountId account, ConversationId room) override;

private:
    CoreAccess m_core;
};

class SearchCommands final : public SearchDoor
{
    Q_OBJECT
public:
    explicit SearchCommands(CoreAccess core) : m_core(std::move(core)) {}

    QFuture<Result<ArchiveFound>> searchArchive(AccountId account, ArchiveSearch search) override;

private:
    CoreAccess m_core;
};

class RoomCommands final : public RoomDoor
{
    Q_OBJECT
public:
    explicit RoomCommands(CoreAccess core) : m_core(std::move(core)) {}

    QFuture<Result<ConversationId>> enter(AccountId account, BareJid room, QString nick, QString password) override;
    QFuture<Result<ConversationId>> create(AccountId account, BareJid room, RoomPurpose purpose, QString name, QString nick) override;
    QFuture<Status> leave(ConversationId room) override;
    QFuture<Status> changeNick(ConversationId room, QString nick) override;
    QFuture<Result<ConversationId>> openPrivate(ConversationId room, QString nick) override;
    QFuture<Status> setPresenceLines(ConversationId room, PresenceLines lines) override;
    QFuture<Status> decline(AccountId account, BareJid room, QString reason) override;
    QFuture<Status> invite(ConversationId room, QList<BareJid> people, QString reason) override;
    QFuture<Result<QList<BareJid>>> services(AccountId account) override;
    QFuture<Result<QList<ListedRoom>>> listRooms(AccountId account, BareJid service) override;
    QFuture<Result<RoomFeatures>> features(AccountId account, BareJid room) override;
    QFuture<Result<QList<BareJid>>> roomsWith(AccountId account, BareJid person) override;
    QFuture<Status> setAutojoin(AccountId account, BareJid room, Autojoin autojoin) override;
    QFuture<Status> renameBookmark(AccountId account, BareJid room, QString name) override;
    QFuture<Status> setNotify(AccountId account, BareJid room, RoomNotify notify) override;
    QFuture<Status> setOrder(AccountId account, QList<BareJid> rooms) override;
    QFuture<Status> removeBookmark(AccountId account, BareJid room) override;
    QFuture<Status> setSubject(ConversationId room, QString subject) override;
    QFuture<Status> setRole(ConversationId room, QString nick, RoomRole role, QString reason) override;
    QFuture<Status> kick(ConversationId room, QString nick, QString reason) override;
    QFuture<Status> setAffiliation(ConversationId room, BareJid who, RoomAffiliation affiliation, QString reason) override;
    QFuture<Result<QList<RoomMember>>> members(ConversationId room, RoomAffiliation affiliation) override;
    QFuture<Result<QList<RoomMember>>> allMembers(ConversationId room) override;
    QFuture<Status> moderate(MessageId message, QString reason) override;
    QFuture<Result<RoomRegistration>> registration(ConversationId room) override;
    QFuture<Status> registerNick(ConversationId room, QString nick) override;
    QFuture<Result<QList<ListedRoom>>> searchRooms(AccountId account, BareJid directory, QString words) override;
    QFuture<Status> moderateAll(ConversationId room, BareJid sender, QString reason) override;
    void stopModerating(ConversationId room) override;
    QFuture<Result<DataForm>> configuration(ConversationId room) override;
    QFuture<Status> configure(ConversationId room, DataForm filled) override;
    QFuture<Status> setPicture(ConversationId room, OwnAvatar picture) override;
    QFuture<Status> destroy(ConversationId room, BareJid successor, QString reason) override;
    QFuture<Status> requestVoice(ConversationId room) override;
    QFuture<Status> answerVoice(ConversationId room, QString nick, BareJid jid, Voice answer) override;
    QFuture<Status> announceOccupants(ConversationId room) override;

private:
    CoreAccess m_core;
};

class FileCommands final : public FileDoor
{
    Q_OBJECT
public:
    explicit FileCommands(CoreAccess core) : m_core(std::move(core)) {}

    QFuture<Result<MessageId>> sendFile(ConversationId conversation, OutgoingFile file, QString caption) override;
    QFuture<Result<UploadLimit>> uploadLimit(ConversationId conversation) override;
    QFuture<Status> fetch(MessageId message) override;
    void noteShown(MessageId message) override;
    QFuture<Status> loadPreview(MessageId message, QUrl link) override;
    void setRules(DownloadRules rules) override;
    QFuture<Status> cancel(MessageId message) override;
    QFuture<Result<CleanedUp>> cleanUp(ConversationId conversation, FileKinds kinds) override;
    QFuture<Status> stopCleanup(ConversationId conversation) override;

private:
    CoreAccess m_core;
};

class StickerCommands final : public StickerDoor
{
    Q_OBJECT
public:
    explicit StickerCommands(CoreAccess core) : m_core(std::move(core)) {}

    QFuture<Result<StickerLook>> look(MessageId message, StickerLook::Ask ask) override;
    QFuture<Result<StickerLook>> loadPictures(StickerLook look) override;
    QFuture<Status> install(StickerLook look) override;
    QFuture<Status> remove(AccountId account, QString pack) override;
    QFuture<Result<MessageId>> send(ConversationId conversation, QString pack, int place) override;
    QFuture<Result<QString>> make(AccountId account, QString name, QList<NewSticker> stickers) override;
    QFuture<Status> stopMaking(AccountId account) override;

private:
    CoreAccess m_core;
};

class AvatarCommands final : public AvatarDoor
{
    Q_OBJECT
public:
    explicit AvatarCommands(CoreAccess core) : m_core(std::move(core)) {}

    void want(AccountId account, BareJid who) override;
    QFuture<Status> publish(AccountId account, OwnAvatar picture) override;
    QFuture<Status> withdraw(AccountId account) override;

private:
    CoreAccess m_core;
};

class WatchCommands final : public WatchDoor
{
    Q_OBJECT
public:
    explicit WatchCommands(CoreAccess core) : m_core(std::move(core)) {}

    QFuture<Status> setWatched(AccountId account, QList<BareJid> people, Watched watched) override;
    QFuture<Status> addRule(PresenceRule rule) override;
    QFuture<Status> removeRule(AccountId account, RuleId rule) override;
    QFuture<Status> eraseLog(AccountId account, BareJid person) override;
    void setOptions(WatchOptions options) override;

private:
    CoreAccess m_core;
};

class ConsoleCommands final : public ConsoleDoor
{
    Q_OBJECT
public:
    explicit ConsoleCommands(CoreAccess core) : m_core(std::move(core)) {}

    void setUse(AccountId account, ConsoleUse use) override;
    QFuture<Status> send(AccountId account, QString xml) override;

private:
    CoreAccess m_core;
};

class ServiceCommands final : public ServiceDoor
{
    Q_OBJECT
public:
    explicit ServiceCommands(CoreAccess core) : m_core(std::move(core)) {}

    QFuture<Result<QList<DiscoItem>>> items(AccountId account, Jid jid, QString node) override;
    QFuture<Result<DiscoInfo>> info(AccountId account, Jid jid, QString node) override;
    QFuture<Result<QList<DiscoItem>>> commands(AccountId account, Jid jid) override;
    QFuture<Result<CommandStep>> run(AccountId account, CommandStep step) override;
    QFuture<Result<QList<Gateway>>> gateways(AccountId account) override;
    QFuture<Result<GatewayRegistration>> gatewayRegistration(AccountId account, BareJid gateway) override;
    QFuture<Status> registerWithGateway(AccountId account, BareJid gateway, DataForm filled) override;
    QFuture<Status> unregisterFromGateway(AccountId account, BareJid gateway, GatewayContacts contacts) override;
    QFuture<Status> logInToGateway(AccountId account, BareJid gateway, GatewayLogin login) override;
    QFuture<Result<GatewayPrompt>> gatewayPrompt(AccountId account, BareJid gateway) override;
    QFuture<Result<BareJid>> gatewayAddress(AccountId account, BareJid gateway, QString text) override;

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
    EncryptionDoor &encryption;
    HistoryDoor &history;
    SearchDoor &search;
    RoomDoor &rooms;
    FileDoor &files;
    WatchDoor &watch;
    AvatarDoor &avatars;
    ProfileDoor &profiles;
    ConsoleDoor &console;
    ServiceDoor &services;
    SpaceDoor &spaces;
    PlaceDoor &places;
    StickerDoor &stickers;
};

} // namespace jackdaw
