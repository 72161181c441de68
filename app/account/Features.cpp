// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/Features.h"

#include "chat/OccupantKey.h"
#include "xmpp/Namespaces.h"

namespace jackdaw {

Features::Features(const AccountContext &account, const QString &profileFolder)
    : accountStore(account.database)
    , ownFeatures(account.connection)
    , photoHashes(account.connection)
    , rooms(account)
    , roomMembers(account, rooms)
    , bookmarks(account, rooms)
    , roster(account)
    , blocking(account, roster)
    , groupDelimiter(account)
    , rosterExchange(account, roster)
    , presence(account)
    , ownStatus(account, accountStore, presence, std::make_unique<TimerAlarm>())
    , invisibility(account, roster, blocking, presence)
    , gateways(account, roster, presence)
    , capabilities(account, roster, presence)
    , autoAnswers(account, roster, [this](const Jid &jid) { return capabilities.isBot(jid); })
    , watch(account, roster, presence, std::make_unique<TimerAlarm>())
    , clientInfo(account, roster)
    , archive(account.connection)
    , nodes(account.connection)
    , ownName(account, nodes)
    , avatars(account, roster, nodes, photoHashes,
              [this](const Jid &address, const QString &occupantId) { return occupantOf(address, occupantId); }, profileFolder)
    , profiles(account, roster, presence, nodes)
    , ownCard(account, nodes, ownFeatures)
    , contactNames(account, roster, profiles)
    , spaces(account)
    , livePlaces(account, roster, std::make_unique<TimerAlarm>())
    , omemo(account, nodes, profileFolder)
    , readPositions(account, nodes)
    , messages(account, roster, ownFeatures, archive, rooms)
    , peerTyping(account, presence, messages)
    , history(account, archive, messages, rooms)
    , archiveSearch(account, archive, messages)
    , roomAdmin(account)
    , web(account)
    , transfers(account.clock, std::make_unique<TimerAlarm>())
    , uploadPlaces(account)
    , uploads(account, messages, uploadPlaces, web)
    , downloads(account, messages, roster, web, profileFolder)
    , socksWays(account, DirectLimits())
    , jingle(account, roster, presence, socksWays)
    , directSends(account, messages, roster, presence, capabilities, jingle)
    , directReceives(account, messages, jingle, profileFolder)
    , cleanups(account, messages, profileFolder)
    , stickers(account, nodes, roster, messages, uploads, downloads, web, profileFolder)
    , previews(account, messages, web, profileFolder)
    , serverAccount(account)
    , console(account)
    , services(account)
    , provider(account)
{
    QObject::connect(&presence, &PresenceService::ownPresenceChanged, &rooms,
                     [this](AccountId, const Presence &own) { rooms.setOwnPresence(own); });
    QObject::connect(&invisibility, &InvisibilityService::leaving, &rooms, &RoomService::endEarly);
    QObject::connect(&rooms, &RoomService::unheard, &history, &HistoryService::prepareRoom);
    QObject::connect(&rooms, &RoomService::entering, &history, &HistoryService::prepareRoom);
    QObject::connect(&rooms, &RoomService::entered, &bookmarks, &BookmarkService::keepEntering);
    QObject::connect(&rooms, &RoomService::opened, &messages, &MessageService::enterRoom);
    QObject::connect(&rooms, &RoomService::opened, &history, &HistoryService::enterRoom);
    QObject::connect(&rooms, &RoomService::occupantsCame, &messages, &MessageService::flush);
    roster.setSelfName(ownName.name());
    QObject::connect(&ownName, &OwnNameService::changed, &roster, [this](AccountId, const OwnName &own) { roster.setSelfName(own.name); });
    messages.setReadsMarkup([this](const BareJid &peer) { return isReadBy(peer, ns::xhtmlIm); });
    readPositions.setMessages(messages);
    livePlaces.setMessages(messages);
    livePlaces.setSeals([this](const BareJid &peer) {
        const auto chat = omemo.chat(peer);
        return chat && chat->sending != ChatEncryption::Sending::Clear;
    });
    // Before connectEncryption(), by which what waits goes out.
    QObject::connect(&omemo, &OmemoService::readinessChanged, &livePlaces, &LivePlaceService::checkPromises);
    QObject::connect(&blocking, &BlockingService::changed, &livePlaces,
                     [this](const BlockList &list) { livePlaces.stopFor(list.who); });
    uploads.setDirectRoute(directSends);
    connectTransfers();
    directReceives.setRule([this](const Message &message) { return downloads.mostUnasked(message); });
    connectEncryption(account);
    connectMuting();
    connectPinning();
    QObject::connect(&messages, &MessageService::messagesStored, &autoAnswers,
                     [this](ConversationId conversation, const QList<Message> &stored, bool live) {
        if (!live || !autoAnswers.isWaiting()) {
            return;
        }
        const auto chat = messages.store().conversation(conversation);
        if (chat && chat->id.isValid() && chat->kind == ConversationKind::Chat) {
            autoAnswers.noteStored(conversation, stored);
        }
    });
    // Not at once: it is in the middle of telling what came.
    QObject::connect(&autoAnswers, &AutoAnswerService::answerWanted, &messages, [this](ConversationId conversation, const QString &text) {
        messages.answerUnread(conversation, text);
    }, Qt::QueuedConnection);
}

Features::~Features() = default;

bool Features::isReadBy(const BareJid &peer, QStringView feature) const
{
    const auto clients = presence.resources(peer);
    int there = 0;
    for (auto client = clients.cbegin(); client != clients.cend(); ++client) {
        if (client->availability != Availability::Offline) {
            ++there;
            if (!capabilities.supports(Jid(peer, client.key()), feature)) {
                return false;
            }
        }
    }
    return there > 0;
}

/// However a file goes, how far and how fast it is is said by one.
void Features::connectTransfers()
{
    QObject::connect(&uploads, &UploadService::moved, &transfers, &TransferMeter::note);
    QObject::connect(&uploads, &UploadService::rested, &transfers, &TransferMeter::rest);
    QObject::connect(&downloads, &DownloadService::moved, &transfers, &TransferMeter::note);
    QObject::connect(&downloads, &DownloadService::rested, &transfers, &TransferMeter::rest);
    QObject::connect(&directReceives, &DirectReceiveService::moved, &transfers, &TransferMeter::note);
    QObject::connect(&directReceives, &DirectReceiveService::rested, &transfers, &TransferMeter::rest);
}

void Features::connectEncryption(const AccountContext &account)
{
    messages.setCipher(omemo);
    omemo.setRooms(roomMembers);
    QObject::connect(&roomMembers, &RoomMembersService::readersChanged, &omemo, &OmemoService::readinessChanged);
    QObject::connect(&roomMembers, &RoomMembersService::readersChanged, &rooms, [this](const BareJid &room) {
        const RoomReaders::Readers readers = roomMembers.readers(room);
        if (readers.state != RoomReaders::State::NotYet) // while they are asked for again it is as many as before
            rooms.setMembers(room, int(readers.people.size()));
    });
    QObject::connect(&omemo, &OmemoService::readinessChanged, &messages, &MessageService::sendWaiting);
    QObject::connect(&omemo, &OmemoService::readinessChanged, &uploads, &UploadService::sendWaiting);
    const auto hold = [this] {
        const bool isHidden = roster.telling() == RosterService::Telling::Nobody;
        omemo.setUnasked(isHidden ? OmemoService::Unasked::Held : OmemoService::Unasked::Sent);
    };
    hold();
    QObject::connect(&roster, &RosterService::tellingChanged, &omemo, hold);
    QObject::connect(&omemo, &OmemoService::keysToSend, &messages, [&connection = account.connection, this](const QXmppMessage &keys) {
        connection.sendMessage(QXmppMessage(keys), &omemo, [](Connection::Delivery) {});
    });
    QObject::connect(&omemo, &OmemoService::trustToSend, &messages,
                     [&connection = account.connection, this](const QXmppMessage &message, const OmemoDevice &device) {
        connection.sendMessage(QXmppMessage(message), &omemo, [this, device](Connection::Delivery delivery) {
            const bool isThere = delivery == Connection::Delivery::Acknowledged;
            omemo.noteTrustSent(device, isThere ? OmemoService::TrustSent::Yes : OmemoService::TrustSent::Unknown);
        });
    });
    QObject::connect(&omemo, &OmemoService::storageFailed, &messages, &MessageService::storageFailed);
    // XEP-0384, 6: what was used is kept, and nothing answered, until all that was missed is here.
    QObject::connect(&history, &HistoryService::progressChanged, &omemo, [this](const HistoryProgress &progress) {
        omemo.setCatchUp(progress.running ? OmemoService::CatchUp::Running : OmemoService::CatchUp::Done);
    });
}

/// A muted group is one of which nothing is told (XEP-0492, 2), on all devices of the account.
void Features::connectMuting()
{
    const auto follow = [this](const BareJid &jid, bool muted) {
        const Room *room = rooms.room(jid);
        const auto chat = room && room->conversation.isValid() ? messages.store().conversation(room->conversation)
                                                               : Result<Conversation>(Error{});
        if (chat && chat->muted != muted) {
            messages.setMuted(chat->id, muted);
        }
    };
    QObject::connect(&bookmarks, &BookmarkService::notifyChanged, &messages,
                     [follow](const BareJid &room, RoomNotify before, RoomNotify now) {
        if ((before == RoomNotify::Never) != (now == RoomNotify::Never)) {
            follow(room, now == RoomNotify::Never);
        }
    });
    // On a device that had no such chat when it was told.
    QObject::connect(&rooms, &RoomService::opened, &messages, [this, follow](const BareJid &room) {
        if (const Bookmark *bookmark = bookmarks.find(room); bookmark && notifyOf(*bookmark) == RoomNotify::Never) {
            follow(room, true);
        }
    });
}

Status Features::setMuted(ConversationId conversation, bool muted)
{
    const Status done = messages.setMuted(conversation, muted);
    const Room *room = rooms.room(conversation);
    const Bookmark *bookmark = room ? bookmarks.find(room->jid) : nullptr;
    if (done && bookmark && (notifyOf(*bookmark) == RoomNotify::Never) != muted) {
        bookmarks.setNotify(BareJid(room->jid), muted ? RoomNotify::Never : notifyBeforeOf(*bookmark));
    }
    return done;
}

/// A pinned group is so on all devices of the account (XEP-0469); of other chats no specification says how.
void Features::connectPinning()
{
    const auto follow = [this](const BareJid &jid, bool pinned) {
        const Room *room = rooms.room(jid);
        const auto chat = room && room->conversation.isValid() ? messages.store().conversation(room->conversation)
                                                               : Result<Conversation>(Error{});
        if (chat && chat->pinned != pinned) {
            messages.setPinned(chat->id, pinned);
        }
    };
    QObject::connect(&bookmarks, &BookmarkService::pinnedChanged, &messages, follow);
    // On a device that had no such chat when it was told.
    QObject::connect(&rooms, &RoomService::opened, &messages, [this, follow](const BareJid &room) {
        if (const Bookmark *bookmark = bookmarks.find(room); bookmark && isPinned(*bookmark)) {
            follow(room, true);
        }
    });
}

Status Features::setPinned(ConversationId conversation, bool pinned)
{
    const Status done = messages.setPinned(conversation, pinned);
    const Room *room = rooms.room(conversation);
    if (done && room && bookmarks.find(room->jid)) {
        bookmarks.setPinned(BareJid(room->jid), pinned);
    }
    return done;
}

/// Of rooms that we are in, or are told who is there as we come (XEP-0045, 7.2.3).
BareJid Features::occupantOf(const Jid &address, const QString &occupantId) const
{
    const Room *room = rooms.room(address.bare());
    if (!room || (room->state != RoomState::Entering && room->state != RoomState::In)) {
        return {};
    }
    if (address.isBare()) {
        return room->jid; // XEP-0486, 3: what the room says of itself, and nobody in it
    }
    return OccupantKey::make(room->jid, address.resource(), room->features.occupantIds ? occupantId : QString()).toText();
}

void Features::setPrivacy(const PrivacySwitches &privacy)
{
    capabilities.setPrivacy(privacy);
    clientInfo.setPrivacy(privacy);
    messages.setPrivacy(privacy);
    socksWays.setAddresses(privacy.addresses ? SocksWays::Addresses::Told : SocksWays::Addresses::Kept);
}

} // namespace jackdaw
