// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "account/AccountStore.h"
#include "account/ConsoleService.h"
#include "account/OwnNameService.h"
#include "account/ProviderService.h"
#include "account/ServerAccountService.h"
#include "account/ServiceService.h"
#include "avatars/AvatarService.h"
#include "avatars/PhotoHashes.h"
#include "chat/AutoAnswerService.h"
#include "chat/MessageService.h"
#include "chat/PeerTyping.h"
#include "chat/ReadPositionService.h"
#include "files/CleanupService.h"
#include "files/DownloadService.h"
#include "files/PreviewService.h"
#include "files/StickerService.h"
#include "files/TransferMeter.h"
#include "files/UploadService.h"
#include "files/UploadSlotService.h"
#include "files/WebAccess.h"
#include "history/HistoryService.h"
#include "jingle/DirectReceiveService.h"
#include "jingle/DirectSendService.h"
#include "jingle/JingleService.h"
#include "jingle/SocksWays.h"
#include "omemo/OmemoService.h"
#include "places/LivePlaceService.h"
#include "presence/CapabilitiesService.h"
#include "presence/ClientInfoService.h"
#include "presence/GatewayService.h"
#include "presence/InvisibilityService.h"
#include "presence/OwnStatusService.h"
#include "presence/PresenceService.h"
#include "profile/ContactNameService.h"
#include "profile/OwnCardService.h"
#include "profile/ProfileService.h"
#include "rooms/BookmarkService.h"
#include "rooms/RoomAdminService.h"
#include "rooms/RoomMembersService.h"
#include "rooms/RoomService.h"
#include "roster/BlockingService.h"
#include "roster/GroupDelimiterService.h"
#include "roster/RosterExchangeService.h"
#include "roster/RosterService.h"
#include "search/ArchiveSearchService.h"
#include "spaces/SpaceService.h"
#include "watch/WatchService.h"
#include "xmpp/ArchiveFetcher.h"
#include "xmpp/OwnFeatures.h"

namespace jackdaw {

/// All features of one account, in the order in which they are built, see stanzas and meet a new session: this list is
/// the picture of the engine. Each names what it needs in its constructor. Owned by AccountService, engine thread. Does
/// nothing but hold them, join encryption to the chats, and pass the privacy switches on.
class Features
{
public:
    Features(const AccountContext &account, const QString &profileFolder);
    ~Features(); // there, not in every source that holds one
    Q_DISABLE_COPY_MOVE(Features)

    void setPrivacy(const PrivacySwitches &privacy);
    /// A chat, and a group on all devices of the account.
    Status setMuted(ConversationId conversation, bool muted);
    Status setPinned(ConversationId conversation, bool pinned);

    AccountStore accountStore;
    OwnFeatures ownFeatures;
    PhotoHashes photoHashes; ///< before what consumes presences
    RoomService rooms;
    RoomMembersService roomMembers; ///< before what writes to rooms
    BookmarkService bookmarks;
    RosterService roster;
    BlockingService blocking;
    GroupDelimiterService groupDelimiter;
    RosterExchangeService rosterExchange; ///< before what consumes messages
    PresenceService presence;
    OwnStatusService ownStatus;
    InvisibilityService invisibility; ///< after who says what our presence is, before who sends it elsewhere
    GatewayService gateways;
    CapabilitiesService capabilities;
    AutoAnswerService autoAnswers; ///< before what consumes messages of people
    WatchService watch;
    ClientInfoService clientInfo;
    ArchiveFetcher archive;
    ConnectionNodes nodes;
    OwnNameService ownName;
    AvatarService avatars;
    ProfileService profiles;
    OwnCardService ownCard;
    ContactNameService contactNames;
    SpaceService spaces; ///< before what consumes messages
    LivePlaceService livePlaces; ///< the same
    OmemoService omemo;
    ReadPositionService readPositions; ///< before what consumes messages
    MessageService messages;
    PeerTyping peerTyping;
    HistoryService history;
    ArchiveSearchService archiveSearch;
    RoomAdminService roomAdmin;
    WebAccess web;
    TransferMeter transfers;
    UploadSlotService uploadPlaces;
    UploadService uploads;
    DownloadService downloads;
    SocksWays socksWays;
    JingleService jingle;
    DirectSendService directSends;
    DirectReceiveService directReceives;
    CleanupService cleanups;
    StickerService stickers;
    PreviewService previews;
    ServerAccountService serverAccount;
    ConsoleService console;
    ServiceService services;
    ProviderService provider;

private:
    void connectEncryption(const AccountContext &account);
    void connectTransfers();
    void connectMuting();
    void connectPinning();
    /// By every client of theirs that is there, as far as is known.
    bool isReadBy(const BareJid &peer, QStringView feature) const;
    BareJid occupantOf(const Jid &address, const QString &occupantId) const;
};

} // namespace jackdaw
