// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountListModel.h"
#include "base/Clock.h"
#include "chat/ChatListModel.h"
#include "files/AvatarPictures.h"
#include "files/DownloadRules.h"
#include "files/TransferProgress.h"
#include "chat/MessageFeed.h"
#include "chat/TimelineModel.h"
#include "history/HistoryDoor.h"
#include "presence/WorkingHours.h"
#include "profile/ContactProfile.h"
#include "rooms/RoomListModel.h"
#include "rooms/RoomTyping.h"
#include "rooms/VoiceRequests.h"
#include "roster/BlockList.h"
#include "roster/ContactListModel.h"
#include "roster/ContactProposal.h"
#include "search/SearchModel.h"
#include "places/LivePlaceModel.h"
#include "spaces/SpaceListModel.h"
#include "shell/EngineLoader.h"
#include "shell/HistoryRepair.h"
#include "storage/Profile.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "style/Typefaces.h"
#include "watch/BoardModel.h"

#include <QObject>
#include <QTimer>
#include <memory>

namespace jackdaw {

class AccountReader;
class ChatDoor;
class ChatOutlineReader;
class DraftShelf;
class EventLines;
class FindModel;
class MessageReader;
class OccupantListModel;
class ReadConnection;
class RosterReader;
class ShelfModel;
class TrustEventReader;
class TrustLines;
class RoomEventReader;
class WatchReader;

/// The composition root of the window's side: owns what all pages share, fills the models from SQLite before the first
/// paint, and joins the engine's doors to them once the engine is there. Made in main(), GUI thread. Knows no widget.
/// Everything that pages share stands here once; it makes no decision of its own.
class AppContext : public QObject
{
    Q_OBJECT
public:
    /// `find` tells the files that are read ahead (Typefaces).
    AppContext(Profile profile, EngineOptions options, Typefaces::Find find = typefaceFile, QObject *parent = nullptr);
    ~AppContext() override;

    const Profile &profile() const { return m_profile; }
    Preferences &preferences() { return m_preferences; }
    Theme &theme() { return m_theme; }
    Typefaces &typefaces() { return m_typefaces; }
    const AvatarPictures &avatars() const { return m_avatars; }
    const Clock &clock() const { return m_clock; }

    AccountListModel &accounts() { return m_accounts; }
    ContactListModel &contacts() { return m_contacts; }
    ChatListModel &chats() { return m_chats; }
    RoomListModel &rooms() { return m_rooms; }
    SpaceListModel &spaces() { return m_spaces; }
    LivePlaceModel &livePlaces() { return m_livePlaces; }
    BoardModel &board() { return m_board; }
    const WatchReader &watchReader() const { return *m_watchReader; }
    /// From now on the board also has what is on disk of those who are watched; in small steps.
    void fillBoard();
    VoiceRequests &voiceRequests() { return m_voices; }
    const RoomTyping &roomTyping() const { return m_roomTyping; }
    /// For a page that shows one room: follows the engine as long as it lives. Never outlives this.
    std::unique_ptr<OccupantListModel> makeOccupants();
    std::unique_ptr<EventLines> makeEventLines();
    std::unique_ptr<TrustLines> makeTrustLines();
    TimelineModel &timeline() { return *m_timeline; }
    /// For a chat in a window of its own: follows the engine as timeline() does, as long as it lives. Never outlives this.
    std::unique_ptr<TimelineModel> makeTimeline();
    SearchModel &search() { return m_search; }
    /// For a page that shows one chat: follows the engine as long as it lives. Never outlives this.
    std::unique_ptr<FindModel> makeFind();
    /// For the details of one chat: hears of changes as long as it lives. Never outlives this.
    std::unique_ptr<ShelfModel> makeShelf();
    const MessageReader &messages() const { return *m_messages; }
    const ChatOutlineReader &outline() const { return *m_outline; }
    DraftShelf &drafts() { return *m_drafts; }
    EngineLoader &engine() { return m_engine; }
    /// For whoever reads what no model has.
    const ReadConnection &reading() const { return *m_connection; }

    /// Of all accounts, the oldest first. A stranger keeps the place where they first stood, whatever they write then.
    QList<SubscriptionRequest> requests() const { return m_allRequests; }
    /// What others propose and was not answered; of each the latest. Changes are told by requestsChanged().
    QList<ContactProposal> proposals() const { return m_proposals; }
    void dropProposal(AccountId account, const BareJid &from);
    BlockList blockList(AccountId account) const { return m_blockLists.value(account); }
    QList<WaitingRoomInvitation> invitations() const;
    QList<HistoryProgress> history() const { return m_history.values(); }
    const std::optional<Error> &storageTrouble() const { return m_storageTrouble; }
    const std::optional<Error> &secretsTrouble() const { return m_secretsTrouble; }
    /// Why there is no database, and so nothing works.
    const std::optional<Error> &databaseTrouble() const { return m_databaseTrouble; }
    /// What became of a damaged one, until the user has seen it.
    const std::optional<HistoryRepair> &repair() const { return m_repair; }
    void dismissRepair();

    /// Reads everything that the first paint shows: the chats at the top of the list, and of the rosters who is in them.
    void fillModels();
    /// Reads the rest, on the pool, and hands it to the models in slices that no frame notices. To be called once, before
    /// the engine is loaded, which knows newer. Ends with restFilled().
    void fillRest();

    /// All of them, as the engine has them.
    void setAccounts(const QList<AccountSettings> &accounts);

Q_SIGNALS:
    void restFilled();
    void requestsChanged();
    void invitationsChanged();
    void historyChanged();
    void troubleChanged();
    /// Another file stands in the place of the one that was read: what was read of it is not true any more.
    void historyReplaced();
    /// After the chat list took in the rest, or changes from the engine: a chat that was asked for can be shown now.
    void conversationsArrived();
    /// Messages of this chat came, changed or went.
    void messagesTouched(jackdaw::ConversationId conversation);
    /// Messages to this address may go out otherwise now, encrypted or in clear; an invalid one: all of the account.
    void encryptionChanged(jackdaw::AccountId account, const jackdaw::BareJid &peer);
    void devicesChanged(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    /// How far the file of a message has come.
    void transferMoved(jackdaw::MessageId message, const jackdaw::TransferProgress &progress);
    void cleanupMoved(jackdaw::ConversationId conversation, int done, int total);
    void stickerPacksChanged(jackdaw::AccountId account);
    void profileChanged(const jackdaw::ContactProfile &profile);
    void blockListsChanged();
    /// A rule about somebody's presence came true.
    void ruleFired(const jackdaw::RuleFiring &firing);
    /// Somebody wants to be looked at now (XEP-0224).
    void attentionAsked(jackdaw::ConversationId conversation);
    /// New messages that came in just now, with their conversation, for notifications.
    void messagesArrived(jackdaw::ConversationId conversation, const QList<jackdaw::Message> &messages);
    /// It is another day: times read differently.
    void dayChanged();

private:
    struct Slice {
        QList<Contact> contacts; ///< of one account
        QList<Conversation> conversations;
    };
    void fillPeople(const QList<Conversation> &chats);
    void fillNextSlice();
    void gatherRequests();
    void takeProposal(const ContactProposal &proposal);
    void forgetDownloadsOf(AccountId gone);
    void forgetFoldedGroups();
    void connectEngine(EngineDoor &engine);
    void connectAccounts(EngineDoor &engine);
    void connectDatabase(EngineDoor &engine);
    void readAgain();
    void connectRoster(EngineDoor &engine);
    void connectChats(EngineDoor &engine);
    void connectFeed();
    void follow(TimelineModel &timeline);
    void connectRooms(EngineDoor &engine);
    void connectSearch(EngineDoor &engine);
    void connectWatch(EngineDoor &engine);
    void takePast();
    void sendPrivacy(EngineDoor &engine);
    void sendHighlights(EngineDoor &engine);
    void sendWatchOptions(EngineDoor &engine);
    void sendWorkingHours(EngineDoor &engine);
    void sendDownloadRules(EngineDoor &engine);
    void startDayTimer();

    Profile m_profile;
    Preferences m_preferences;
    Theme m_theme;
    Typefaces m_typefaces;
    AvatarPictures m_avatars;
    SystemClock m_clock;
    std::unique_ptr<ReadConnection> m_connection;
    std::unique_ptr<AccountReader> m_accountReader;
    std::unique_ptr<RosterReader> m_rosterReader;
    std::unique_ptr<MessageReader> m_messages;
    std::unique_ptr<ChatOutlineReader> m_outline;
    std::unique_ptr<DraftShelf> m_drafts;
    std::unique_ptr<WatchReader> m_watchReader;
    std::unique_ptr<RoomEventReader> m_roomEvents;
    std::unique_ptr<TrustEventReader> m_trustEvents;
    QList<std::pair<AccountId, BareJid>> m_pastWanted;
    enum class BoardUse { NotYet, Shown } m_boardUse = BoardUse::NotYet;
    AccountListModel m_accounts;
    ContactListModel m_contacts;
    ChatListModel m_chats;
    MessageFeed m_feed; ///< what the engine says of chats comes through it
    RoomListModel m_rooms;
    SpaceListModel m_spaces;
    LivePlaceModel m_livePlaces;
    BoardModel m_board;
    VoiceRequests m_voices;
    RoomTyping m_roomTyping;
    std::unique_ptr<TimelineModel> m_timeline;
    QList<Slice> m_toFill;
    SearchThread m_searchThread;
    SearchModel m_search;
    QHash<AccountId, QList<SubscriptionRequest>> m_requests;
    QList<SubscriptionRequest> m_allRequests; ///< these and the strangers, as they were last told of
    QHash<ConversationId, qint64> m_strangersSince; ///< the time of what they had written when they first stood there
    QList<ContactProposal> m_proposals;
    QTimer m_proposalsTold; ///< many may come at once
    AccountId m_delimiterOf; ///< whose delimiter of groups holds
    QHash<AccountId, BlockList> m_blockLists;
    QHash<AccountId, QList<WaitingRoomInvitation>> m_invitations;
    QHash<AccountId, HistoryProgress> m_history;
    std::optional<Error> m_storageTrouble;
    std::optional<Error> m_secretsTrouble;
    std::optional<Error> m_databaseTrouble;
    std::optional<HistoryRepair> m_repair;
    WatchOptions m_watchOptions; ///< as they were sent
    WorkingHours m_workingHours; ///< the same
    OutOfOffice m_outOfOffice;   ///< the same
    DownloadRules m_downloadRules;
    QStringList m_highlights; ///< as the engine has them
    QTimer m_dayTimer;
    /// Last, so that it is destroyed first: its signals go to everything above.
    EngineLoader m_engine;
};

} // namespace jackdaw
