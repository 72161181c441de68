// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/EngineCommands.h"

#include "account/EngineCalls.h"
#include "account/RegistrationService.h"

namespace jackdaw {

QFuture<Result<AccountId>> AccountCommands::addAccount(AccountSettings settings, QString password)
{
    return onCore<AccountId>(m_core, [=](EngineCore &core) { return core.addAccount(settings, password); });
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

QFuture<Status> AccountCommands::setOwnName(AccountId account, QString name)
{
    return onAccount(m_core, account, [name](Features &features) { return features.ownName.setName(name); });
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
    return onCore<RegistrationOffer>(m_core, [=](EngineCore &core) { return core.askRegistration(server, token); });
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

QFuture<Status> RosterCommands::answerRequests(AccountId account, QList<BareJid> people, RequestAnswer answer)
{
    return onAccount(m_core, account, [=](Features &features) { return features.roster.answer(people, answer); });
}

QFuture<Status> RosterCommands::block(AccountId account, QList<Jid> who, AbuseReport report)
{
    return onAccount(m_core, account, [=](Features &features) { return features.blocking.block(who, report); });
}

QFuture<Status> RosterCommands::unblock(AccountId account, QList<Jid> who)
{
    return onAccount(m_core, account, [=](Features &features) { return features.blocking.unblock(who); });
}

QFuture<Status> ProfileCommands::lookAt(AccountId account, BareJid jid)
{
    return onAccount(m_core, account, [=](Features &features) { return features.profiles.lookAt(jid); });
}

QFuture<Status> ProfileCommands::setNote(AccountId account, BareJid jid, QString note, QStringList tags)
{
    return onAccount(m_core, account, [=](Features &features) { return features.profiles.setNote(jid, note, tags); });
}

QFuture<Result<OwnCard>> ProfileCommands::ownCard(AccountId account)
{
    return onAccount<OwnCard>(m_core, [account](EngineCore &core) { return core.find(account); },
                              [](Features &features) { return features.ownCard.fetch(); });
}

QFuture<Status> ProfileCommands::setOwnCard(AccountId account, OwnCard card)
{
    return onAccount(m_core, account, [=](Features &features) { return features.ownCard.save(card); });
}

QFuture<Status> PresenceCommands::setOwnStatus(AccountId account, OwnStatus status)
{
    return onAccount(m_core, account, [=](Features &features) { return features.ownStatus.choose(status); });
}

QFuture<Status> PresenceCommands::setVisibility(AccountId account, OwnVisibility visibility)
{
    const auto wish = visibility == OwnVisibility::Hidden ? InvisibilityService::Wish::Hidden : InvisibilityService::Wish::Seen;
    return onAccount(m_core, account, [=](Features &features) { return features.invisibility.set(wish); });
}

void PresenceCommands::setWorkingHours(WorkingHours hours, OutOfOffice outOfOffice)
{
    tellCore(m_core, [=](EngineCore &core) { core.setWorkingHours(hours, outOfOffice); });
}

void PresenceCommands::setIdle(IdleState idle)
{
    tellCore(m_core, [=](EngineCore &core) { core.setIdle(idle); });
}

QFuture<Status> PlaceCommands::startLive(ConversationId conversation, int minutes, Place first, qint64 time,
                                        LivePromise promise)
{
    return onAccount<Done>(m_core, [conversation](EngineCore &core) { return core.findByConversation(conversation); },
                           [=](Features &features) {
        return features.livePlaces.start(conversation, minutes, first, time, promise);
    });
}

void PlaceCommands::moveLive(Place place, qint64 time)
{
    tellCore(m_core, [=](EngineCore &core) { core.moveLivePlaces(place, time); });
}

QFuture<Status> PlaceCommands::stopLive(AccountId account, QString id)
{
    return onAccount(m_core, account, [=](Features &features) { return ready<Done>(features.livePlaces.stop(id)); });
}

QFuture<Status> SpaceCommands::change(AccountId account, SpaceId space, SpaceTraits before, SpaceTraits after)
{
    return onAccount(m_core, account, [=](Features &features) { return ready<Done>(features.spaces.change(space, before, after)); });
}

QFuture<Status> SpaceCommands::setMember(AccountId account, SpaceId space, BareJid chat, Member member)
{
    return onAccount(m_core, account, [=](Features &features) {
        return ready<Done>(member == Member::Yes ? features.spaces.add(space, chat) : features.spaces.takeOut(space, chat));
    });
}

QFuture<Status> SpaceCommands::remove(AccountId account, SpaceId space)
{
    return onAccount(m_core, account, [=](Features &features) { return ready<Done>(features.spaces.remove(space)); });
}

QFuture<Status> WatchCommands::setWatched(AccountId account, QList<BareJid> people, Watched watched)
{
    return onAccount(m_core, account, [=](Features &features) {
        return ready<Done>(watched == Watched::Yes ? features.watch.watch(people) : features.watch.unwatch(people));
    });
}

QFuture<Status> WatchCommands::addRule(PresenceRule rule)
{
    return onAccount(m_core, rule.account, [=](Features &features) { return ready<Done>(features.watch.addRule(rule)); });
}

QFuture<Status> WatchCommands::removeRule(AccountId account, RuleId rule)
{
    return onAccount(m_core, account, [=](Features &features) { return ready<Done>(features.watch.removeRule(rule)); });
}

QFuture<Status> WatchCommands::eraseLog(AccountId account, BareJid person)
{
    return onCore<Done>(m_core, [=](EngineCore &core) { return core.erasePresenceLog(account, person); });
}

void WatchCommands::setOptions(WatchOptions options)
{
    tellCore(m_core, [=](EngineCore &core) { core.setWatchOptions(options); });
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
                                [message, to](Features &features) {
        const auto found = features.messages.store().message(message);
        const bool isSticker = found && found->attachment && found->attachment->kind == Attachment::Kind::Sticker;
        return ready<MessageId>(isSticker ? features.stickers.forward(message, to) : features.messages.forward(message, to));
    });
}

QFuture<Status> ChatCommands::retry(MessageId message)
{
    return onAccount<Done>(m_core, [message](EngineCore &core) { return core.findByMessage(message); },
                           [message](Features &features) {
        return ready<Done>(features.uploads.tryNow(message) ? Status(Done{}) : features.messages.retry(message));
    });
}

QFuture<Status> ChatCommands::deleteLocally(MessageId message)
{
    return onMessage(m_core, message, [=](MessageService &messages) { return messages.changes().deleteLocally(message); });
}

QFuture<Status> ChatCommands::undoSend(MessageId message)
{
    return onMessage(m_core, message, [=](MessageService &messages) { return messages.undoSend(message); });
}

QFuture<Status> ChatCommands::correct(MessageId message, QString body, QList<Mention> mentions)
{
    return onMessage(m_core, message, [=](MessageService &messages) { return messages.changes().correct(message, body, mentions); });
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

QFuture<Status> ChatCommands::saveDraft(ConversationId conversation, QString draft, DraftParts parts)
{
    return onConversation(m_core, conversation,
                          [=](MessageService &messages) { return messages.saveDraft(conversation, draft, parts); });
}

QFuture<Status> ChatCommands::saveVoiceDraft(ConversationId conversation, QByteArray sound)
{
    return onConversation(m_core, conversation,
                          [=](MessageService &messages) { return messages.saveVoiceDraft(conversation, sound); });
}

QFuture<Status> ChatCommands::setPinned(ConversationId conversation, bool pinned)
{
    return onAccount<Done>(m_core, [conversation](EngineCore &core) { return core.findByConversation(conversation); },
                           [=](Features &features) { return ready<Done>(features.setPinned(conversation, pinned)); });
}

QFuture<Status> ChatCommands::setMuted(ConversationId conversation, bool muted)
{
    return onAccount<Done>(m_core, [conversation](EngineCore &core) { return core.findByConversation(conversation); },
                           [=](Features &features) { return ready<Done>(features.setMuted(conversation, muted)); });
}

QFuture<Status> ChatCommands::answerStranger(ConversationId conversation, RequestAnswer answer)
{
    return onConversation(m_core, conversation, [=](MessageService &messages) { return messages.answerStranger(conversation, answer); });
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

void ChatCommands::setHighlights(QStringList words)
{
    tellCore(m_core, [=](EngineCore &core) { core.setHighlights(words); });
}

void ConsoleCommands::setUse(AccountId account, ConsoleUse use)
{
    tellCore(m_core, [=](EngineCore &core) {
        if (AccountService *known = core.find(account)) {
            known->features().console.setUse(use);
        }
    });
}

QFuture<Status> ConsoleCommands::send(AccountId account, QString xml)
{
    return onAccount(m_core, account, [xml](Features &features) { return ready<Done>(features.console.send(xml)); });
}

QFuture<Result<QList<DiscoItem>>> ServiceCommands::items(AccountId account, Jid jid, QString node)
{
    return onAccount<QList<DiscoItem>>(m_core, [account](EngineCore &core) { return core.find(account); },
                                       [=](Features &features) { return features.services.items(jid, node); });
}

QFuture<Result<DiscoInfo>> ServiceCommands::info(AccountId account, Jid jid, QString node)
{
    return onAccount<DiscoInfo>(m_core, [account](EngineCore &core) { return core.find(account); },
                                [=](Features &features) { return features.services.info(jid, node); });
}

/// XEP-0050, 2.2: they are the items of a node.
QFuture<Result<QList<DiscoItem>>> ServiceCommands::commands(AccountId account, Jid jid)
{
    return items(account, jid, QStringLiteral("http://jabber.org/protocol/commands"));
}

QFuture<Result<CommandStep>> ServiceCommands::run(AccountId account, CommandStep step)
{
    return onAccount<CommandStep>(m_core, [account](EngineCore &core) { return core.find(account); },
                                  [=](Features &features) { return features.services.run(step); });
}

QFuture<Result<QList<Gateway>>> ServiceCommands::gateways(AccountId account)
{
    return onAccount<QList<Gateway>>(m_core, [account](EngineCore &core) { return core.find(account); },
                                     [](Features &features) { return features.gateways.find(); });
}

QFuture<Result<GatewayRegistration>> ServiceCommands::gatewayRegistration(AccountId account, BareJid gateway)
{
    return onAccount<GatewayRegistration>(m_core, [account](EngineCore &core) { return core.find(account); },
                                          [=](Features &features) { return features.gateways.registration(gateway); });
}

QFuture<Status> ServiceCommands::registerWithGateway(AccountId account, BareJid gateway, DataForm filled)
{
    return onAccount(m_core, account, [=](Features &features) { return features.gateways.registerWith(gateway, filled); });
}

QFuture<Status> ServiceCommands::unregisterFromGateway(AccountId account, BareJid gateway, GatewayContacts contacts)
{
    const auto what = contacts == GatewayContacts::Remove ? GatewayService::Contacts::Remove : GatewayService::Contacts::Keep;
    return onAccount(m_core, account, [=](Features &features) { return features.gateways.unregister(gateway, what); });
}

QFuture<Status> ServiceCommands::logInToGateway(AccountId account, BareJid gateway, GatewayLogin login)
{
    return onAccount(m_core, account, [=](Features &features) {
        return login == GatewayLogin::In ? features.gateways.logIn(gateway) : features.gateways.logOut(gateway);
    });
}

QFuture<Result<GatewayPrompt>> ServiceCommands::gatewayPrompt(AccountId account, BareJid gateway)
{
    return onAccount<GatewayPrompt>(m_core, [account](EngineCore &core) { return core.find(account); },
                                    [=](Features &features) { return features.gateways.prompt(gateway); });
}

QFuture<Result<BareJid>> ServiceCommands::gatewayAddress(AccountId account, BareJid gateway, QString text)
{
    return onAccount<BareJid>(m_core, [account](EngineCore &core) { return core.find(account); },
                              [=](Features &features) { return features.gateways.addressOf(gateway, text); });
}

void EncryptionCommands::setByDefault(EncryptByDefault wish)
{
    tellCore(m_core, [=](EngineCore &core) { core.setEncryptByDefault(wish); });
}

QFuture<Result<ChatEncryption>> EncryptionCommands::chat(AccountId account, BareJid peer)
{
    return onAccount<ChatEncryption>(m_core, [account](EngineCore &core) { return core.find(account); },
                                     [peer](Features &features) { return ready<ChatEncryption>(features.omemo.chat(peer)); });
}

QFuture<Status> EncryptionCommands::setChatWish(AccountId account, BareJid peer, ChatWish wish)
{
    return onAccount(m_core, account, [=](Features &features) { return ready<Done>(features.omemo.setWish(peer, wish)); });
}

QFuture<Status> EncryptionCommands::sendToReaders(AccountId account, BareJid peer)
{
    return onAccount(m_core, account, [=](Features &features) { return ready<Done>(features.omemo.sendToReaders(peer)); });
}

QFuture<Result<QList<DeviceReport>>> EncryptionCommands::readersOf(MessageId message)
{
    return onAccount<QList<DeviceReport>>(m_core, [message](EngineCore &core) { return core.findByMessage(message); },
                                          [message](Features &features) {
        // What was sealed once may have gone in clear afterwards.
        const auto found = features.messages.store().message(message);
        const bool isSealed = found && found->encryption;
        return ready<QList<DeviceReport>>(!found ? Result<QList<DeviceReport>>(found.error())
                                          : isSealed ? features.omemo.keys().store().report(message) : QList<DeviceReport>());
    });
}

QFuture<Result<QList<KnownDevice>>> EncryptionCommands::devices(AccountId account, BareJid jid)
{
    return onAccount<QList<KnownDevice>>(m_core, [account](EngineCore &core) { return core.find(account); },
                                         [jid](Features &features) { return ready<QList<KnownDevice>>(features.omemo.devices(jid)); });
}

QFuture<Status> EncryptionCommands::setTrust(AccountId account, OmemoDevice device, DeviceTrust trust)
{
    return onAccount(m_core, account, [=](Features &features) { return ready<Done>(features.omemo.setTrust(device, trust)); });
}

QFuture<Status> EncryptionCommands::noteShown(AccountId account, BareJid jid)
{
    return onAccount(m_core, account, [=](Features &features) { return ready<Done>(features.omemo.noteShown(jid)); });
}

QFuture<Status> EncryptionCommands::renameDevice(AccountId account, OmemoDevice device, QString name)
{
    return onAccount(m_core, account, [=](Features &features) { return ready<Done>(features.omemo.rename(device, name)); });
}

QFuture<Status> EncryptionCommands::removeOwnDevice(AccountId account, OmemoDeviceId device)
{
    return onAccount(m_core, account, [=](Features &features) { return features.omemo.removeOwn(device); });
}

QFuture<Status> EncryptionCommands::repair(AccountId account, OmemoDevice device)
{
    return onAccount(m_core, account, [=](Features &features) {
        features.omemo.repair(device);
        return ready<Done>(Done{});
    });
}

QFuture<Status> HistoryCommands::pause(AccountId account)
{
    return onAccount(m_core, account, [](Features &features) { return ready<Done>(features.history.pause()); });
}

QFuture<Result<ArchiveFound>> SearchCommands::searchArchive(AccountId account, ArchiveSearch search)
{
    return onAccount<ArchiveFound>(m_core, [account](EngineCore &core) { return core.find(account); },
                                   [search](Features &features) { return features.archiveSearch.search(search); });
}

QFuture<Status> HistoryCommands::fetchOlder(AccountId account, ConversationId room)
{
    return onAccount(m_core, account, [room](Features &features) { return ready<Done>(features.history.fetchOlder(room)); });
}

QFuture<Status> HistoryCommands::resume(AccountId account)
{
    return onAccount(m_core, account, [](Features &features) { return ready<Done>(features.history.resume()); });
}

} // namespace jackdaw
