// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/Features.h"

namespace jackdaw {

Features::Features(const AccountContext &account, const QString &profileFolder)
    : accountStore(account.database)
    , ownFeatures(account.connection)
    , rooms(account)
    , bookmarks(account, rooms)
    , roster(account)
    , presence(account)
    , ownStatus(account, accountStore, presence, std::make_unique<TimerAlarm>())
    , capabilities(account, roster, presence)
    , watch(account, roster, presence, std::make_unique<TimerAlarm>())
    , clientInfo(account, roster)
    , archive(account.connection)
    , nodes(account.connection)
    , ownName(account, nodes)
    , omemo(account, nodes, profileFolder)
    , messages(account, roster, ownFeatures, archive, rooms)
    , peerTyping(account, presence, messages)
    , history(account, archive, messages, rooms)
    , roomAdmin(account)
    , web(account)
    , uploads(account, messages, web)
    , downloads(account, messages, roster, web, profileFolder)
    , serverAccount(account)
    , provider(account)
{
    QObject::connect(&presence, &PresenceService::ownPresenceChanged, &rooms,
                     [this](AccountId, const Presence &own) { rooms.setOwnPresence(own); });
    QObject::connect(&rooms, &RoomService::unheard, &history, &HistoryService::prepareRoom);
    QObject::connect(&rooms, &RoomService::entering, &history, &HistoryService::prepareRoom);
    QObject::connect(&rooms, &RoomService::entered, &bookmarks, &BookmarkService::keepEntering);
    QObject::connect(&rooms, &RoomService::opened, &messages, &MessageService::enterRoom);
    QObject::connect(&rooms, &RoomService::opened, &history, &HistoryService::enterRoom);
    QObject::connect(&rooms, &RoomService::occupantsCame, &messages, &MessageService::flush);
    connectEncryption(account);
}

void Features::connectEncryption(const AccountContext &account)
{
    messages.setCipher(omemo);
    QObject::connect(&omemo, &OmemoService::readinessChanged, &messages, &MessageService::sendWaiting);
    QObject::connect(&omemo, &OmemoService::readinessChanged, &uploads, &UploadService::sendWaiting);
    QObject::connect(&omemo, &OmemoService::keysToSend, &messages, [&connection = account.connection, this](const QXmppMessage &keys) {
        connection.sendMessage(QXmppMessage(keys), &omemo, [](Connection::Delivery) {});
    });
    QObject::connect(&omemo, &OmemoService::storageFailed, &messages, &MessageService::storageFailed);
    // XEP-0384, 6: what was used is kept, and nothing answered, until all that was missed is here.
    QObject::connect(&history, &HistoryService::progressChanged, &omemo, [this](const HistoryProgress &progress) {
        omemo.setCatchUp(progress.running ? OmemoService::CatchUp::Running : OmemoService::CatchUp::Done);
    });
}

void Features::setPrivacy(const PrivacySwitches &privacy)
{
    capabilities.setPrivacy(privacy);
    clientInfo.setPrivacy(privacy);
    messages.setPrivacy(privacy);
}

} // namespace jackdaw
