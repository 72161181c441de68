// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/Wishes.h"

#include "avatars/AvatarDoor.h"
#include "account/AccountDoor.h"
#include "account/ConsoleDoor.h"
#include "backup/BackupDoor.h"
#include "base/Async.h"
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

QFuture<Result<MessageId>> Wishes::send(ConversationId conversation, const OutgoingText &text)
{
    return ask<MessageId>([=](EngineDoor &engine) { return engine.chat().sendText(conversation, text); })
        .then(this, [this, conversation, text](const Result<MessageId> &stored) {
            if (!stored)
                Q_EMIT sendFailed(conversation, text, stored.error());
            else if (text.hold > 0)
                Q_EMIT sendHeld(conversation, *stored);
            return stored;
        });
}

QFuture<Status> Wishes::undoSend(MessageId message)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.chat().undoSend(message); });
}

void Wishes::correct(ConversationId conversation, MessageId message, const QString &text, const QList<Mention> &mentions)
{
    ask<Done>([=](EngineDoor &engine) { return engine.chat().correct(message, text, mentions); })
        .then(this, [=, this](const Status &stored) {
            if (!stored)
                Q_EMIT correctFailed(conversation, message, {text, mentions}, stored.error());
        });
}

void Wishes::retract(MessageId message)
{
    tell([=](EngineDoor &engine) { return engine.chat().retract(message); });
}

void Wishes::react(MessageId message, const QStringList &emoji)
{
    tell([=](EngineDoor &engine) { return engine.chat().react(message, emoji); });
}

void Wishes::sendFile(ConversationId conversation, const OutgoingFile &file, const QString &caption)
{
    ask<MessageId>([=](EngineDoor &engine) { return engine.files().sendFile(conversation, file, caption); })
        .then(this, [this](const Result<MessageId> &stored) {
            if (!stored)
                Q_EMIT failed(stored.error());
        });
}

QFuture<Result<UploadLimit>> Wishes::uploadLimit(ConversationId conversation)
{
    return ask<UploadLimit>([=](EngineDoor &engine) { return engine.files().uploadLimit(conversation); });
}

QFuture<Result<StickerLook>> Wishes::lookAtStickers(MessageId message, StickerLook::Ask how)
{
    return ask<StickerLook>([=](EngineDoor &engine) { return engine.stickers().look(message, how); });
}

QFuture<Result<StickerLook>> Wishes::loadStickers(const StickerLook &look)
{
    return ask<StickerLook>([=](EngineDoor &engine) { return engine.stickers().loadPictures(look); });
}

QFuture<Status> Wishes::installStickers(const StickerLook &look)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.stickers().install(look); });
}

void Wishes::removeStickers(AccountId account, const QString &pack)
{
    tell([=](EngineDoor &engine) { return engine.stickers().remove(account, pack); });
}

void Wishes::sendSticker(ConversationId conversation, const QString &pack, int place)
{
    ask<MessageId>([=](EngineDoor &engine) { return engine.stickers().send(conversation, pack, place); })
        .then(this, [this](const Result<MessageId> &stored) {
            if (!stored)
                Q_EMIT failed(stored.error());
        });
}

QFuture<Result<QString>> Wishes::makeStickers(AccountId account, const QString &name, const QList<NewSticker> &stickers)
{
    return ask<QString>([=](EngineDoor &engine) { return engine.stickers().make(account, name, stickers); });
}

void Wishes::stopMakingStickers(AccountId account)
{
    // It may be made a moment before: then there is nothing to be said.
    ask<Done>([=](EngineDoor &engine) { return engine.stickers().stopMaking(account); });
}

void Wishes::fetchFile(MessageId message)
{
    tell([=](EngineDoor &engine) { return engine.files().fetch(message); });
}

void Wishes::cancelTransfer(MessageId message)
{
    // It may be done a moment before: then there is nothing to be said.
    ask<Done>([=](EngineDoor &engine) { return engine.files().cancel(message); });
}

QFuture<Result<CleanedUp>> Wishes::cleanUp(ConversationId conversation, FileKinds kinds)
{
    return ask<CleanedUp>([=](EngineDoor &engine) { return engine.files().cleanUp(conversation, kinds); });
}

void Wishes::stopCleanup(ConversationId conversation)
{
    ask<Done>([=](EngineDoor &engine) { return engine.files().stopCleanup(conversation); }); // it may have ended a moment before
}

void Wishes::notePictureShown(MessageId message)
{
    if (EngineDoor *engine = m_engine.engine())
        engine->files().noteShown(message);
}

QFuture<Status> Wishes::loadPreview(MessageId message, const QUrl &link)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.files().loadPreview(message, link); });
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

void Wishes::callForAttention(ConversationId conversation)
{
    tell([=](EngineDoor &engine) { return engine.chat().callForAttention(conversation); });
}

QFuture<Status> Wishes::saveDraft(ConversationId conversation, const QString &draft, const DraftParts &parts)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.chat().saveDraft(conversation, draft, parts); })
        .then(this, [this](const Status &saved) {
            if (!saved)
                Q_EMIT failed(saved.error());
            return saved;
        });
}

void Wishes::saveVoiceDraft(ConversationId conversation, const QByteArray &sound)
{
    tell([=](EngineDoor &engine) { return engine.chat().saveVoiceDraft(conversation, sound); });
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

void Wishes::setRoomOrder(AccountId account, const QList<BareJid> &rooms)
{
    tell([=](EngineDoor &engine) { return engine.rooms().setOrder(account, rooms); });
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

QFuture<Result<ConversationId>> Wishes::enterRoom(AccountId account, const BareJid &room, const QString &nick, const QString &password)
{
    return ask<ConversationId>([=](EngineDoor &engine) { return engine.rooms().enter(account, room, nick, password); });
}

QFuture<Result<ConversationId>> Wishes::createRoom(AccountId account, const BareJid &room, RoomPurpose purpose, const QString &name,
                                                   const QString &nick)
{
    return ask<ConversationId>([=](EngineDoor &engine) { return engine.rooms().create(account, room, purpose, name, nick); });
}

QFuture<Result<QList<BareJid>>> Wishes::roomServices(AccountId account)
{
    return ask<QList<BareJid>>([=](EngineDoor &engine) { return engine.rooms().services(account); });
}

QFuture<Result<ConversationId>> Wishes::openPrivate(ConversationId room, const QString &nick)
{
    return ask<ConversationId>([=](EngineDoor &engine) { return engine.rooms().openPrivate(room, nick); });
}

QFuture<Result<QList<RoomMember>>> Wishes::allMembers(ConversationId room)
{
    return ask<QList<RoomMember>>([=](EngineDoor &engine) { return engine.rooms().allMembers(room); });
}

void Wishes::announceOccupants(ConversationId room)
{
    // Of one that we are not in there is nobody to tell of, which the page says anyway.
    m_engine.meetEngine(this, [room](EngineDoor &engine) { engine.rooms().announceOccupants(room); });
}

void Wishes::leaveRoom(ConversationId room)
{
    tell([=](EngineDoor &engine) { return engine.rooms().leave(room); });
}

QFuture<Result<QList<RoomMember>>> Wishes::roomMembers(ConversationId room, RoomAffiliation affiliation)
{
    return ask<QList<RoomMember>>([=](EngineDoor &engine) { return engine.rooms().members(room, affiliation); });
}

QFuture<Result<QList<BareJid>>> Wishes::roomsWith(AccountId account, const BareJid &person)
{
    return ask<QList<BareJid>>([=](EngineDoor &engine) { return engine.rooms().roomsWith(account, person); });
}

QFuture<Result<RoomFeatures>> Wishes::roomFeatures(AccountId account, const BareJid &room)
{
    return ask<RoomFeatures>([=](EngineDoor &engine) { return engine.rooms().features(account, room); });
}

QFuture<Result<QList<ListedRoom>>> Wishes::listRooms(AccountId account, const BareJid &service)
{
    return ask<QList<ListedRoom>>([=](EngineDoor &engine) { return engine.rooms().listRooms(account, service); });
}

QFuture<Result<QList<ListedRoom>>> Wishes::searchRooms(AccountId account, const BareJid &directory, const QString &words)
{
    return ask<QList<ListedRoom>>([=](EngineDoor &engine) { return engine.rooms().searchRooms(account, directory, words); });
}

QFuture<Result<DataForm>> Wishes::roomConfiguration(ConversationId room)
{
    return ask<DataForm>([=](EngineDoor &engine) { return engine.rooms().configuration(room); });
}

QFuture<Result<RoomRegistration>> Wishes::roomRegistration(ConversationId room)
{
    return ask<RoomRegistration>([=](EngineDoor &engine) { return engine.rooms().registration(room); });
}

QFuture<Result<QList<DiscoItem>>> Wishes::serviceItems(AccountId account, const Jid &jid, const QString &node)
{
    return ask<QList<DiscoItem>>([=](EngineDoor &engine) { return engine.services().items(account, jid, node); });
}

QFuture<Result<DiscoInfo>> Wishes::serviceInfo(AccountId account, const Jid &jid, const QString &node)
{
    return ask<DiscoInfo>([=](EngineDoor &engine) { return engine.services().info(account, jid, node); });
}

QFuture<Result<QList<DiscoItem>>> Wishes::serviceCommands(AccountId account, const Jid &jid)
{
    return ask<QList<DiscoItem>>([=](EngineDoor &engine) { return engine.services().commands(account, jid); });
}

QFuture<Result<CommandStep>> Wishes::runCommand(AccountId account, const CommandStep &step)
{
    return ask<CommandStep>([=](EngineDoor &engine) { return engine.services().run(account, step); });
}

QFuture<Result<QList<Gateway>>> Wishes::gateways(AccountId account)
{
    return ask<QList<Gateway>>([=](EngineDoor &engine) { return engine.services().gateways(account); });
}

QFuture<Result<GatewayRegistration>> Wishes::gatewayRegistration(AccountId account, const BareJid &gateway)
{
    return ask<GatewayRegistration>([=](EngineDoor &engine) { return engine.services().gatewayRegistration(account, gateway); });
}

QFuture<Result<GatewayPrompt>> Wishes::gatewayPrompt(AccountId account, const BareJid &gateway)
{
    return ask<GatewayPrompt>([=](EngineDoor &engine) { return engine.services().gatewayPrompt(account, gateway); });
}

QFuture<Result<BareJid>> Wishes::gatewayAddress(AccountId account, const BareJid &gateway, const QString &text)
{
    return ask<BareJid>([=](EngineDoor &engine) { return engine.services().gatewayAddress(account, gateway, text); });
}

QFuture<Status> Wishes::inServices(std::function<QFuture<Status>(ServiceDoor &)> command)
{
    return ask<Done>([command = std::move(command)](EngineDoor &engine) { return command(engine.services()); });
}

QFuture<Status> Wishes::sendTyped(AccountId account, const QString &xml)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.console().send(account, xml); });
}

QFuture<Status> Wishes::inRooms(std::function<QFuture<Status>(RoomDoor &)> command)
{
    return ask<Done>([command = std::move(command)](EngineDoor &engine) { return command(engine.rooms()); });
}

QFuture<Status> Wishes::inPlaces(std::function<QFuture<Status>(PlaceDoor &)> command)
{
    return ask<Done>([command = std::move(command)](EngineDoor &engine) { return command(engine.places()); });
}

QFuture<Status> Wishes::inSpaces(std::function<QFuture<Status>(SpaceDoor &)> command)
{
    return ask<Done>([command = std::move(command)](EngineDoor &engine) { return command(engine.spaces()); });
}

QFuture<Result<ChatEncryption>> Wishes::encryptionOf(AccountId account, const BareJid &peer)
{
    return ask<ChatEncryption>([=](EngineDoor &engine) { return engine.encryption().chat(account, peer); });
}

QFuture<Status> Wishes::setChatWish(AccountId account, const BareJid &peer, ChatWish wish)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.encryption().setChatWish(account, peer, wish); });
}

QFuture<Status> Wishes::sendToReaders(AccountId account, const BareJid &peer)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.encryption().sendToReaders(account, peer); });
}

QFuture<Status> Wishes::setTrust(AccountId account, const OmemoDevice &device, DeviceTrust trust)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.encryption().setTrust(account, device, trust); });
}

QFuture<Result<QList<KnownDevice>>> Wishes::devicesOf(AccountId account, const BareJid &jid)
{
    return ask<QList<KnownDevice>>([=](EngineDoor &engine) { return engine.encryption().devices(account, jid); });
}

QFuture<Result<QList<DeviceReport>>> Wishes::readersOf(MessageId message)
{
    return ask<QList<DeviceReport>>([=](EngineDoor &engine) { return engine.encryption().readersOf(message); });
}

QFuture<Status> Wishes::removeOwnDevice(AccountId account, OmemoDeviceId device)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.encryption().removeOwnDevice(account, device); });
}

void Wishes::noteDevicesShown(AccountId account, const BareJid &jid)
{
    tell([=](EngineDoor &engine) { return engine.encryption().noteShown(account, jid); });
}

void Wishes::renameDevice(AccountId account, const OmemoDevice &device, const QString &name)
{
    tell([=](EngineDoor &engine) { return engine.encryption().renameDevice(account, device, name); });
}

void Wishes::repairSession(AccountId account, const OmemoDevice &device)
{
    tell([=](EngineDoor &engine) { return engine.encryption().repair(account, device); });
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

void Wishes::answerRequests(AccountId account, const QList<BareJid> &people, RequestAnswer answer)
{
    tell([=](EngineDoor &engine) { return engine.roster().answerRequests(account, people, answer); });
}

void Wishes::answerStranger(ConversationId conversation, RequestAnswer answer)
{
    tell([=](EngineDoor &engine) { return engine.chat().answerStranger(conversation, answer); });
}

QFuture<Status> Wishes::block(AccountId account, const QList<Jid> &who, AbuseReport report)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.roster().block(account, who, report); });
}

QFuture<Status> Wishes::unblock(AccountId account, const QList<Jid> &who)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.roster().unblock(account, who); });
}

void Wishes::lookAtProfile(AccountId account, const BareJid &jid)
{
    // Who was removed a moment ago has none any more: nothing to be said.
    ask<Done>([=](EngineDoor &engine) { return engine.profiles().lookAt(account, jid); });
}

void Wishes::setNote(AccountId account, const BareJid &jid, const QString &note, const QStringList &tags)
{
    tell([=](EngineDoor &engine) { return engine.profiles().setNote(account, jid, note, tags); });
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

QFuture<Result<OwnCard>> Wishes::ownCard(AccountId account)
{
    return ask<OwnCard>([=](EngineDoor &engine) { return engine.profiles().ownCard(account); });
}

QFuture<Status> Wishes::setOwnCard(AccountId account, const OwnCard &card)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.profiles().setOwnCard(account, card); });
}

QFuture<Result<ProviderInfo>> Wishes::providerInfo(AccountId account)
{
    return ask<ProviderInfo>([=](EngineDoor &engine) { return engine.accounts().providerInfo(account); });
}

QFuture<Result<QList<OutageNotice>>> Wishes::outages(AccountId account, const QStringList &languages)
{
    return ask<QList<OutageNotice>>([=](EngineDoor &engine) { return engine.accounts().outages(account, languages); });
}

QFuture<Status> Wishes::publishAvatar(AccountId account, const OwnAvatar &picture)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.avatars().publish(account, picture); });
}

QFuture<Status> Wishes::withdrawAvatar(AccountId account)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.avatars().withdraw(account); });
}

QFuture<Status> Wishes::setOwnName(AccountId account, const QString &name)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.accounts().setOwnName(account, name); });
}

QFuture<Status> Wishes::deleteOnServer(AccountId account)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.accounts().deleteOnServer(account); });
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

void Wishes::setStatus(AccountId account, const OwnStatus &status)
{
    tell([=](EngineDoor &engine) { return engine.presence().setOwnStatus(account, status); });
}

QFuture<Status> Wishes::setVisibility(AccountId account, PresenceDoor::OwnVisibility visibility)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.presence().setVisibility(account, visibility); });
}

void Wishes::setIdle(const IdleState &idle)
{
    m_engine.meetEngine(this, [idle](EngineDoor &engine) { engine.presence().setIdle(idle); });
}

void Wishes::setWatched(AccountId account, const QList<BareJid> &people, WatchDoor::Watched watched)
{
    tell([=](EngineDoor &engine) { return engine.watch().setWatched(account, people, watched); });
}

void Wishes::addRule(const PresenceRule &rule)
{
    tell([=](EngineDoor &engine) { return engine.watch().addRule(rule); });
}

void Wishes::removeRule(AccountId account, RuleId rule)
{
    tell([=](EngineDoor &engine) { return engine.watch().removeRule(account, rule); });
}

QFuture<Status> Wishes::eraseLog(AccountId account, const BareJid &person)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.watch().eraseLog(account, person); });
}

void Wishes::setWatchOptions(const WatchOptions &options)
{
    m_engine.meetEngine(this, [options](EngineDoor &engine) { engine.watch().setOptions(options); });
}

void Wishes::tryNow(const QList<AccountId> &accounts)
{
    m_engine.meetEngine(this, [accounts](EngineDoor &engine) {
        for (AccountId account : accounts)
            engine.accounts().tryNow(account);
    });
}

void Wishes::setWindowUse(WindowUse use)
{
    if (EngineDoor *engine = m_engine.engine())
        engine->accounts().setWindowUse(use);
}

QFuture<Status> Wishes::writeBackup(const BackupOrder &order)
{
    return ask<Done>([=](EngineDoor &engine) { return engine.backup().write(order); });
}

QFuture<Result<BackupContents>> Wishes::lookAtBackup(const BackupFile &file)
{
    return ask<BackupContents>([=](EngineDoor &engine) { return engine.backup().look(file); });
}

QFuture<Result<BackupOutcome>> Wishes::restoreBackup(const BackupFile &file)
{
    return ask<BackupOutcome>([=](EngineDoor &engine) { return engine.backup().restore(file); });
}

void Wishes::pauseHistory(AccountId account)
{
    tell([=](EngineDoor &engine) { return engine.history().pause(account); });
}

void Wishes::resumeHistory(AccountId account)
{
    tell([=](EngineDoor &engine) { return engine.history().resume(account); });
}

void Wishes::fetchOlder(AccountId account, ConversationId room)
{
    tell([=](EngineDoor &engine) { return engine.history().fetchOlder(account, room); });
}

QFuture<Result<ArchiveFound>> Wishes::searchArchive(AccountId account, const ArchiveSearch &search)
{
    return ask<ArchiveFound>([=](EngineDoor &engine) { return engine.search().searchArchive(account, search); });
}

} // namespace jackdaw
