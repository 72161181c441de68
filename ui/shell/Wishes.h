// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/ProviderInfo.h"
#include "account/RegistrationDoor.h"
#include "account/ServiceDoor.h"
#include "account/WindowUse.h"
#include "avatars/Avatar.h"
#include "backup/Backup.h"
#include "base/XmppLink.h"
#include "chat/ChatDoor.h"
#include "files/DiskUse.h"
#include "files/InstalledPack.h"
#include "files/OutgoingFile.h"
#include "omemo/DeviceTrust.h"
#include "presence/PresenceDoor.h"
#include "profile/OwnCard.h"
#include "rooms/Room.h"
#include "roster/BlockList.h"
#include "roster/Contact.h"
#include "search/ArchiveSearch.h"
#include "watch/WatchDoor.h"

#include <QFuture>
#include <QObject>
#include <functional>

namespace jackdaw {

class EngineDoor;
class EngineLoader;
class RoomDoor;
class PlaceDoor;
class SpaceDoor;

/// Turns what the pages wish for into commands of the engine's doors, and waits with them until there is an engine. What
/// fails without anybody waiting for it is told by signals, so that the window can show it where the user is looking;
/// dialogs wait for the future themselves. Owned by the composition root, GUI thread. Holds no state of its own.
class Wishes : public QObject
{
    Q_OBJECT
public:
    explicit Wishes(EngineLoader &engine, QObject *parent = nullptr);

    QFuture<Result<MessageId>> send(ConversationId conversation, const OutgoingText &text);
    QFuture<Status> undoSend(MessageId message);
    void correct(ConversationId conversation, MessageId message, const QString &text, const QList<Mention> &mentions = {});
    void retract(MessageId message);
    void react(MessageId message, const QStringList &emoji);
    void forward(MessageId message, ConversationId to);
    void sendFile(ConversationId conversation, const OutgoingFile &file, const QString &caption);
    QFuture<Result<UploadLimit>> uploadLimit(ConversationId conversation);
    QFuture<Status> loadPreview(MessageId message, const QUrl &link);
    void fetchFile(MessageId message);
    void cancelTransfer(MessageId message);
    QFuture<Result<CleanedUp>> cleanUp(ConversationId conversation, FileKinds kinds);
    void stopCleanup(ConversationId conversation);
    void notePictureShown(MessageId message);
    QFuture<Result<StickerLook>> lookAtStickers(MessageId message, StickerLook::Ask how);
    QFuture<Result<StickerLook>> loadStickers(const StickerLook &look);
    QFuture<Status> installStickers(const StickerLook &look);
    void removeStickers(AccountId account, const QString &pack);
    void sendSticker(ConversationId conversation, const QString &pack, int place);
    QFuture<Result<QString>> makeStickers(AccountId account, const QString &name, const QList<NewSticker> &stickers);
    void stopMakingStickers(AccountId account);
    void pinMessage(MessageId message, bool pinned);
    void saveMessage(MessageId message, bool saved);
    void callForAttention(ConversationId conversation);
    QFuture<Status> saveDraft(ConversationId conversation, const QString &draft, const DraftParts &parts);
    void saveVoiceDraft(ConversationId conversation, const QByteArray &sound);
    void setTyping(ConversationId conversation, ChatState state);
    void retry(MessageId message);
    void deleteMessage(MessageId message);
    void markRead(ConversationId conversation, MessageId upTo);
    void setPinned(ConversationId conversation, bool pinned);
    /// Of those of the account that are pinned.
    void setRoomOrder(AccountId account, const QList<BareJid> &rooms);
    void setMuted(ConversationId conversation, bool muted);
    QFuture<Result<ConversationId>> openConversation(AccountId account, const BareJid &peer);
    QFuture<Result<ChatEncryption>> encryptionOf(AccountId account, const BareJid &peer);
    QFuture<Status> setChatWish(AccountId account, const BareJid &peer, ChatWish wish);
    QFuture<Status> sendToReaders(AccountId account, const BareJid &peer);
    QFuture<Status> setTrust(AccountId account, const OmemoDevice &device, DeviceTrust trust);
    QFuture<Result<QList<KnownDevice>>> devicesOf(AccountId account, const BareJid &jid);
    QFuture<Result<QList<DeviceReport>>> readersOf(MessageId message);
    QFuture<Status> removeOwnDevice(AccountId account, OmemoDeviceId device);
    void noteDevicesShown(AccountId account, const BareJid &jid);
    void renameDevice(AccountId account, const OmemoDevice &device, const QString &name);
    void repairSession(AccountId account, const OmemoDevice &device);

    QFuture<Result<ConversationId>> enterRoom(AccountId account, const BareJid &room, const QString &nick, const QString &password);
    QFuture<Result<ConversationId>> createRoom(AccountId account, const BareJid &room, RoomPurpose purpose, const QString &name,
                                               const QString &nick);
    QFuture<Result<QList<BareJid>>> roomServices(AccountId account);
    QFuture<Result<ConversationId>> openPrivate(ConversationId room, const QString &nick);
    QFuture<Result<QList<RoomMember>>> allMembers(ConversationId room);
    void announceOccupants(ConversationId room);
    void leaveRoom(ConversationId room);
    QFuture<Result<QList<RoomMember>>> roomMembers(ConversationId room, RoomAffiliation affiliation);
    QFuture<Result<QList<BareJid>>> roomsWith(AccountId account, const BareJid &person);
    QFuture<Result<RoomFeatures>> roomFeatures(AccountId account, const BareJid &room);
    QFuture<Result<QList<ListedRoom>>> listRooms(AccountId account, const BareJid &service);
    QFuture<Result<QList<ListedRoom>>> searchRooms(AccountId account, const BareJid &directory, const QString &words);
    QFuture<Result<DataForm>> roomConfiguration(ConversationId room);
    QFuture<Result<RoomRegistration>> roomRegistration(ConversationId room);
    QFuture<Result<QList<DiscoItem>>> serviceItems(AccountId account, const Jid &jid, const QString &node);
    QFuture<Result<DiscoInfo>> serviceInfo(AccountId account, const Jid &jid, const QString &node);
    QFuture<Result<QList<DiscoItem>>> serviceCommands(AccountId account, const Jid &jid);
    QFuture<Result<CommandStep>> runCommand(AccountId account, const CommandStep &step);
    QFuture<Result<QList<Gateway>>> gateways(AccountId account);
    QFuture<Result<GatewayRegistration>> gatewayRegistration(AccountId account, const BareJid &gateway);
    QFuture<Result<GatewayPrompt>> gatewayPrompt(AccountId account, const BareJid &gateway);
    QFuture<Result<BareJid>> gatewayAddress(AccountId account, const BareJid &gateway, const QString &text);
    /// A command about gateways that gives back nothing but whether it was done.
    QFuture<Status> inServices(std::function<QFuture<Status>(ServiceDoor &)> command);
    /// Into the stream of an account, as it stands.
    QFuture<Status> sendTyped(AccountId account, const QString &xml);
    /// Any other command about groups, whose outcome the caller shows.
    QFuture<Status> inRooms(std::function<QFuture<Status>(RoomDoor &)> command);
    /// The same for the user's own folders.
    QFuture<Status> inPlaces(std::function<QFuture<Status>(PlaceDoor &)> command);
    QFuture<Status> inSpaces(std::function<QFuture<Status>(SpaceDoor &)> command);

    QFuture<Status> addContact(AccountId account, const BareJid &jid, const QString &name, const QStringList &groups,
                               const QString &message);
    QFuture<Status> renameContact(AccountId account, const BareJid &jid, const QString &name);
    QFuture<Status> setGroups(AccountId account, const BareJid &jid, const QStringList &groups);
    QFuture<Status> removeContact(AccountId account, const BareJid &jid);
    void answerRequests(AccountId account, const QList<BareJid> &people, RequestAnswer answer);
    void answerStranger(ConversationId conversation, RequestAnswer answer);
    QFuture<Status> block(AccountId account, const QList<Jid> &who, AbuseReport report);
    QFuture<Status> unblock(AccountId account, const QList<Jid> &who);
    void lookAtProfile(AccountId account, const BareJid &jid);
    void setNote(AccountId account, const BareJid &jid, const QString &note, const QStringList &tags);

    QFuture<Result<AccountId>> addAccount(const AccountSettings &settings, const QString &password);
    QFuture<Result<RegistrationOffer>> askRegistration(const AccountSettings &server, const QString &token);
    QFuture<Result<NewAccount>> submitRegistration(const DataForm &filled);
    void cancelRegistration();
    void acceptInvitation(AccountId account, const InvitationLink &invitation);
    QFuture<Status> providePassword(AccountId account, const QString &password);
    QFuture<Status> signIn(AccountId account);
    QFuture<Status> signOut(AccountId account);
    QFuture<Status> removeAccount(AccountId account);
    QFuture<Status> changeSettings(const AccountSettings &settings);
    QFuture<Status> acceptWeakerLogin(AccountId account);
    QFuture<Status> changePassword(AccountId account, const QString &password);
    QFuture<Status> deleteOnServer(AccountId account);
    QFuture<Status> publishAvatar(AccountId account, const OwnAvatar &picture);
    QFuture<Status> withdrawAvatar(AccountId account);
    QFuture<Result<OwnCard>> ownCard(AccountId account);
    QFuture<Status> setOwnCard(AccountId account, const OwnCard &card);
    QFuture<Status> setOwnName(AccountId account, const QString &name);
    QFuture<Result<ProviderInfo>> providerInfo(AccountId account);
    QFuture<Result<QList<OutageNotice>>> outages(AccountId account, const QStringList &languages);
    void setProxyPassword(const BareJid &account, const QString &password);
    QFuture<Status> writeBackup(const BackupOrder &order);
    QFuture<Result<BackupContents>> lookAtBackup(const BackupFile &file);
    QFuture<Result<BackupOutcome>> restoreBackup(const BackupFile &file);
    void setStatus(AccountId account, const OwnStatus &status);
    QFuture<Status> setVisibility(AccountId account, PresenceDoor::OwnVisibility visibility);
    void setIdle(const IdleState &idle);
    void setWatched(AccountId account, const QList<BareJid> &people, WatchDoor::Watched watched);
    void addRule(const PresenceRule &rule);
    void removeRule(AccountId account, RuleId rule);
    QFuture<Status> eraseLog(AccountId account, const BareJid &person);
    void setWatchOptions(const WatchOptions &options);
    void tryNow(const QList<AccountId> &accounts);
    void setWindowUse(WindowUse use);
    void pauseHistory(AccountId account);
    void resumeHistory(AccountId account);
    void fetchOlder(AccountId account, ConversationId room);
    QFuture<Result<ArchiveFound>> searchArchive(AccountId account, const ArchiveSearch &search);

Q_SIGNALS:
    /// It is on disk, and can be taken back for a while.
    void sendHeld(jackdaw::ConversationId conversation, jackdaw::MessageId message);
    /// A message was not stored: the text is the caller's again.
    void sendFailed(jackdaw::ConversationId conversation, const jackdaw::OutgoingText &text, const jackdaw::Error &error);
    void correctFailed(jackdaw::ConversationId conversation, jackdaw::MessageId message, const jackdaw::EditedWords &words,
                       const jackdaw::Error &error);
    void failed(const jackdaw::Error &error);

private:
    template<class T>
    QFuture<Result<T>> ask(std::function<QFuture<Result<T>>(EngineDoor &)> command);
    void tell(std::function<QFuture<Status>(EngineDoor &)> command);

    EngineLoader &m_engine;
};

} // namespace jackdaw
