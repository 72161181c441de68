// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/AppContext.h"

#include "account/AccountDoor.h"
#include "account/AccountNotes.h"
#include "account/AccountReader.h"
#include "avatars/AvatarDoor.h"
#include "avatars/AvatarFolder.h"
#include "chat/ChatDoor.h"
#include "chat/ChatOutlineReader.h"
#include "chat/MessageReader.h"
#include "chats/ChatRowText.h"
#include "composer/DraftShelf.h"
#include "files/FileDoor.h"
#include "files/StickerDoor.h"
#include "contacts/ContactRowText.h"
#include "omemo/EncryptionDoor.h"
#include "omemo/TrustEventReader.h"
#include "presence/PresenceDoor.h"
#include "profile/ProfileDoor.h"
#include "rooms/EventLines.h"
#include "rooms/OccupantListModel.h"
#include "rooms/RoomDoor.h"
#include "rooms/RoomEventReader.h"
#include "rooms/RoomText.h"
#include "roster/RosterDoor.h"
#include "roster/RosterReader.h"
#include "search/FindModel.h"
#include "search/ShelfModel.h"
#include "search/SearchDoor.h"
#include "places/PlaceDoor.h"
#include "spaces/SpaceDoor.h"
#include "spaces/SpaceReader.h"
#include "storage/ReadConnection.h"
#include "trust/TrustLines.h"
#include "watch/WatchDoor.h"
#include "watch/WatchReader.h"
#include "widgets/MessageWords.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QPointer>
#include <QThreadPool>

#include <algorithm>

namespace jackdaw {

namespace {
constexpr qsizetype atOnce = 500; // some 2 ms
constexpr qsizetype longestRequestText = 500; // what a stranger wrote may be as long as a stanza, and is looked at with every change
constexpr int firstChats = 30; // as many as a window 1,440 px high holds in compact rows; the others come a moment later
}

AppContext::AppContext(Profile profile, EngineOptions options, Typefaces::Find find, QObject *parent)
    : QObject(parent),
      m_profile(std::move(profile)),
      m_preferences(m_profile.settingsFile()),
      m_theme(m_preferences),
      m_typefaces(std::move(find)),
      m_avatars(m_profile.folder()),
      m_connection(std::make_unique<ReadConnection>(m_profile.databaseFile())),
      m_accountReader(std::make_unique<AccountReader>(*m_connection)),
      m_rosterReader(std::make_unique<RosterReader>(*m_connection)),
      m_messages(std::make_unique<MessageReader>(*m_connection)),
      m_outline(std::make_unique<ChatOutlineReader>(*m_connection)),
      m_drafts(std::make_unique<DraftShelf>([this](ConversationId chat) { return m_outline->draft(chat); })),
      m_watchReader(std::make_unique<WatchReader>(*m_connection)),
      m_roomEvents(std::make_unique<RoomEventReader>(*m_connection)),
      m_trustEvents(std::make_unique<TrustEventReader>(*m_connection)),
      m_chats(m_contacts),
      m_spaces(m_chats),
      m_board(m_contacts, m_clock),
      m_timeline(std::make_unique<TimelineModel>(*m_messages)),
      m_searchThread(m_profile.databaseFile()),
      m_search(m_searchThread),
      m_repair(readRepairNote(m_profile)),
      m_engine(std::move(options))
{
    m_chats.setSpokenText([this](const ChatListModel::Row &row) { return chatRowSpokenText(row, m_clock.now()); });
    m_contacts.setSpokenText([](const ContactListModel::Row &row) { return contactRowSpokenText(row); });
    m_contacts.setOfflineShown(m_preferences.offlineContactsShown());
    m_contacts.setFoldedGroups(m_preferences.foldedGroups());
    connect(&m_rooms, &RoomListModel::roomChanged, this, [this](ConversationId room) {
        if (const RoomListModel::Row *known = m_rooms.find(room)) {
            m_chats.setRoomName(room, known->name());
            m_chats.setRoomPlace(room, known->bookmark ? known->bookmark->place : 0);
        }
    });
    connect(&m_contacts, &ContactListModel::peopleChanged, &m_chats, &ChatListModel::refreshPeople);
    connect(this, &AppContext::requestsChanged, this, &AppContext::gatherRequests); // before all others hear of it
    connect(&m_chats, &ChatListModel::strangersChanged, this, &AppContext::requestsChanged);
    m_proposalsTold.setSingleShot(true);
    m_proposalsTold.setInterval(50);
    connect(&m_proposalsTold, &QTimer::timeout, this, &AppContext::requestsChanged);
    connect(&m_preferences, &Preferences::changed, this,
            [this] { m_contacts.setOfflineShown(m_preferences.offlineContactsShown()); });
    connect(&m_preferences, &Preferences::changed, this, [this] {
        if (EngineDoor *engine = m_engine.engine()) {
            sendWatchOptions(*engine);
            sendWorkingHours(*engine);
            sendDownloadRules(*engine);
        }
    });
    connect(&m_preferences, &Preferences::changed, this, [this] {
        if (EngineDoor *engine = m_engine.engine())
            sendHighlights(*engine);
    });
    connect(&m_preferences, &Preferences::privacyChanged, this, [this] {
        if (EngineDoor *engine = m_engine.engine())
            sendPrivacy(*engine);
    });
    m_theme.setAvatars(&m_avatars);
    m_theme.setTypefaces(&m_typefaces);
    connect(&m_avatars, &AvatarPictures::wanted, this, [this](AccountId account, const BareJid &who) {
        if (EngineDoor *engine = m_engine.engine())
            engine->avatars().want(account, who);
    });
    connectFeed();
    connect(&m_engine, &EngineLoader::made, this, &AppContext::connectEngine);
    m_dayTimer.setSingleShot(true);
    m_dayTimer.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_dayTimer, &QTimer::timeout, this, [this] {
        startDayTimer();
        Q_EMIT dayChanged();
    });
    startDayTimer();
}

AppContext::~AppContext()
{
    // Before anything that its signals reach is gone.
    m_engine.shutDown();
}

void AppContext::startDayTimer()
{
    const QDateTime now = QDateTime::currentDateTime();
    const QDateTime midnight = now.date().addDays(1).startOfDay();
    m_dayTimer.start(std::chrono::milliseconds(std::max<qint64>(1000, now.msecsTo(midnight) + 1000)));
}

void AppContext::fillModels()
{
    setAccounts(m_accountReader->accounts());
    const QList<Conversation> chats = m_messages->firstConversations(firstChats, ConversationId(m_preferences.lastChat()));
    fillPeople(chats);
    m_chats.fillConversations(chats);
    m_chats.flush();
    const QHash<AccountId, QList<Space>> spaces = SpaceReader(*m_connection).spaces();
    for (auto each = spaces.cbegin(); each != spaces.cend(); ++each)
        m_spaces.replaceSpaces(each.key(), *each, SpaceKeeping::NotYet);
}

void AppContext::fillPeople(const QList<Conversation> &chats)
{
    QHash<AccountId, QList<BareJid>> people;
    for (const Conversation &chat : chats)
        people[chat.account] << chat.peer;
    for (auto account = people.cbegin(); account != people.cend(); ++account) {
        m_contacts.changeContacts(m_rosterReader->contacts(account.key(), account.value()));
        // Nobody has told us anything yet (ui.md: while offline, presence is shown as unknown).
        m_contacts.forgetPresences(account.key());
    }
    m_contacts.flush();
}

void AppContext::fillRest()
{
    QList<AccountId> accounts;
    for (const AccountListModel::Row &row : m_accounts.rows())
        accounts << row.settings.id;
    QThreadPool::globalInstance()->start([context = QPointer<AppContext>(this), file = m_profile.databaseFile(), accounts] {
        QList<Slice> slices;
        const ReadConnection connection(file);
        const RosterReader roster(connection);
        const auto addContacts = [&slices](const QList<Contact> &contacts) {
            for (qsizetype at = 0; at < contacts.size(); at += atOnce)
                slices << Slice{contacts.mid(at, atOnce), {}};
        };
        // The chats before the long rosters, and who is in them before the chats.
        for (AccountId account : accounts)
            addContacts(roster.contactsInChats(account));
        const QList<Conversation> conversations = MessageReader(connection).conversations();
        for (qsizetype at = 0; at < conversations.size(); at += atOnce)
            slices << Slice{{}, conversations.mid(at, atOnce)};
        for (AccountId account : accounts)
            addContacts(roster.contacts(account));
        QMetaObject::invokeMethod(qApp, [context, slices] {
            if (!context)
                return;
            context->m_toFill = slices;
            context->fillNextSlice();
        }, Qt::QueuedConnection);
    });
}

void AppContext::fillNextSlice()
{
    if (m_toFill.isEmpty()) {
        Q_EMIT restFilled();
        return;
    }
    const Slice slice = m_toFill.takeFirst();
    if (!slice.contacts.isEmpty()) {
        m_contacts.changeContacts(slice.contacts);
        m_contacts.forgetPresences(slice.contacts.first().account);
    }
    if (!slice.conversations.isEmpty()) {
        m_chats.fillConversations(slice.conversations);
        Q_EMIT conversationsArrived();
    }
    QMetaObject::invokeMethod(this, &AppContext::fillNextSlice, Qt::QueuedConnection);
}

/// Its contacts whom no other account has leave the rules, too: with an account all that it knew of people goes.
void AppContext::forgetDownloadsOf(AccountId gone)
{
    DownloadRules rules = m_preferences.downloadRules();
    const auto isGone = [this, gone](const BareJid &jid) {
        const QList<AccountListModel::Row> &others = m_accounts.rows();
        return m_contacts.find(gone, jid)
            && std::none_of(others.cbegin(), others.cend(), [&](const AccountListModel::Row &other) {
                   return other.settings.id != gone && m_contacts.find(other.settings.id, jid);
               });
    };
    rules.always.removeIf(isGone);
    rules.never.removeIf(isGone);
    m_preferences.setDownloadRules(rules);
}

/// What groups are called goes with the last account that had them.
void AppContext::forgetFoldedGroups()
{
    QSet<QString> there;
    m_contacts.forEachContact([&there](const Contact &contact, const Presence &) {
        for (const QString &group : contact.groups)
            there.insert(group);
    });
    const QString &delimiter = m_contacts.groupDelimiter();
    QSet<QString> folded = m_contacts.foldedGroups();
    folded.removeIf([&](const QString &group) {
        const bool isOfNobody = std::none_of(there.cbegin(), there.cend(), [&](const QString &each) {
            return each == group || (!delimiter.isEmpty() && each.startsWith(group + delimiter));
        });
        return !group.isEmpty() && isOfNobody;
    });
    if (folded != m_contacts.foldedGroups()) {
        m_preferences.setFoldedGroups(folded);
        m_contacts.setFoldedGroups(folded);
    }
    // A team of the board is a group whose people are watched.
    const QSet<QString> before = m_preferences.foldedTeams();
    QSet<QString> teams = before;
    teams.removeIf([&](const QString &team) { return !team.isEmpty() && !there.contains(team); });
    if (teams != before) {
        m_preferences.setFoldedTeams(teams);
        m_board.setFoldedTeams(teams);
    }
}

void AppContext::setAccounts(const QList<AccountSettings> &accounts)
{
    QList<AccountId> known;
    for (const AccountListModel::Row &row : m_accounts.rows())
        known << row.settings.id;
    m_accounts.setAccounts(accounts);
    const auto marks = accountMarks(accounts);
    m_chats.setAccountMarks(marks);
    m_contacts.setAccountMarks(marks);
    for (const AccountSettings &settings : accounts) {
        if (known.removeOne(settings.id))
            continue;
        m_requests.insert(settings.id, m_rosterReader->requests(settings.id));
        const AccountNotes notes(m_profile.folder(), settings.id);
        m_accounts.setOwnName(settings.id, {notes.ownName(), notes.wantedName()});
        m_avatars.take(AvatarFolder(m_profile.folder(), settings.id).avatars());
    }
    if (!known.isEmpty())
        m_feed.flush(); // or what waits of a chat would bring it back
    for (AccountId gone : std::as_const(known)) {
        forgetDownloadsOf(gone); // by its contacts
        m_contacts.removeAccount(gone);
        m_chats.removeAccount(gone);
        m_search.removeAccount(gone);
        m_rooms.removeAccount(gone);
        m_spaces.removeAccount(gone);
        m_livePlaces.replace(gone, {});
        m_board.removeAccount(gone);
        m_avatars.removeAccount(gone);
        m_requests.remove(gone);
        m_proposals.removeIf([gone](const ContactProposal &each) { return each.account == gone; });
        m_blockLists.remove(gone);
        m_invitations.remove(gone);
        m_history.remove(gone);
    }
    if (!known.isEmpty())
        forgetFoldedGroups();
    Q_EMIT requestsChanged();
    Q_EMIT invitationsChanged();
    Q_EMIT historyChanged();
}

void AppContext::gatherRequests()
{
    QList<SubscriptionRequest> all;
    for (const QList<SubscriptionRequest> &requests : std::as_const(m_requests))
        all += requests;
    // Who wrote, and whom nobody here knows, asks to be read; that, and to see us, is one question.
    const QList<Conversation> strangers = m_chats.waitingStrangers();
    QHash<std::pair<AccountId, BareJid>, qsizetype> asking;
    for (qsizetype i = 0; i < all.size() && !strangers.isEmpty(); ++i)
        asking.insert({all.at(i).account, all.at(i).from}, i);
    QHash<ConversationId, qint64> since; // who was answered is forgotten
    for (const Conversation &stranger : strangers) {
        // By what they write last, rows would move under the pointer.
        const qint64 first = m_strangersSince.value(stranger.id, stranger.last ? stranger.last->time : 0);
        since.insert(stranger.id, first);
        const QString words = stranger.last ? messageWords(*stranger.last).left(longestRequestText) : QString();
        if (const auto known = asking.constFind({stranger.account, stranger.peer}); known != asking.cend()) {
            all[*known].chat = stranger.id;
            if (!words.isEmpty())
                all[*known].text = words;
        } else {
            all << SubscriptionRequest{stranger.account, stranger.peer, words, first, false, stranger.id};
        }
    }
    std::sort(all.begin(), all.end(), [](const SubscriptionRequest &a, const SubscriptionRequest &b) {
        return a.time != b.time ? a.time < b.time : a.from.toString() < b.from.toString();
    });
    m_strangersSince = std::move(since);
    m_allRequests = std::move(all);
}

void AppContext::takeProposal(const ContactProposal &proposal)
{
    constexpr qsizetype most = 50;
    if (m_proposals.contains(proposal))
        return; // some programs say it with each session
    m_proposals.removeIf([&](const ContactProposal &each) { return each.account == proposal.account && each.from == proposal.from; });
    if (m_proposals.size() >= most)
        m_proposals.removeFirst();
    m_proposals << proposal;
    if (!m_proposalsTold.isActive())
        m_proposalsTold.start();
}

void AppContext::dropProposal(AccountId account, const BareJid &from)
{
    if (m_proposals.removeIf([&](const ContactProposal &each) { return each.account == account && each.from == from; }) > 0)
        Q_EMIT requestsChanged();
}

QList<WaitingRoomInvitation> AppContext::invitations() const
{
    QList<WaitingRoomInvitation> all;
    for (const QList<WaitingRoomInvitation> &invitations : m_invitations)
        all += invitations;
    std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) { return a.time < b.time; });
    return all;
}

void AppContext::connectEngine(EngineDoor &engine)
{
    connectDatabase(engine);
    connectAccounts(engine);
    connectRoster(engine);
    connectChats(engine);
    connectRooms(engine);
    connectSearch(engine);
    connectWatch(engine);
    sendPrivacy(engine);
    m_watchOptions = {};
    sendWatchOptions(engine);
    m_workingHours = {};
    m_outOfOffice = {};
    sendWorkingHours(engine);
    m_downloadRules = {};
    sendDownloadRules(engine);
    m_highlights.clear();
    sendHighlights(engine);
}

void AppContext::connectAccounts(EngineDoor &engine)
{
    connect(&engine.accounts(), &AccountDoor::accountsChanged, this, &AppContext::setAccounts);
    connect(&engine.avatars(), &AvatarDoor::avatarsChanged, &m_avatars, &AvatarPictures::take);
    connect(&engine.accounts(), &AccountDoor::connectionChanged, this, [this](AccountId account, const ConnectionStatus &status) {
        const AccountListModel::Row *known = m_accounts.find(account);
        const bool wasOnline = known && known->connection.state == ConnectionState::Online;
        m_accounts.setConnection(account, status);
        if (status.state == ConnectionState::Online && !wasOnline) {
            m_contacts.presumeOffline(account);
            m_board.presumeOffline(account);
        }
    });
    connect(&engine.accounts(), &AccountDoor::ownNameChanged, &m_accounts, &AccountListModel::setOwnName);
    connect(&engine.accounts(), &AccountDoor::removalProgressChanged, &m_accounts, &AccountListModel::setRemoval);
    connect(&engine.accounts(), &AccountDoor::secretsUnavailable, this, [this](const Error &why) {
        m_secretsTrouble = why;
        Q_EMIT troubleChanged();
    });
    connect(&engine.accounts(), &AccountDoor::secretsAvailable, this, [this] {
        m_secretsTrouble.reset();
        Q_EMIT troubleChanged();
    });
    connect(&engine.history(), &HistoryDoor::progressChanged, this, [this](const HistoryProgress &progress) {
        m_history.insert(progress.account, progress);
        Q_EMIT historyChanged();
    });
}

void AppContext::connectDatabase(EngineDoor &engine)
{
    connect(&engine.accounts(), &AccountDoor::databaseReplaced, this, &AppContext::readAgain);
    connect(&engine.accounts(), &AccountDoor::databaseRepaired, this, [this](const QString &setAside, int salvaged) {
        m_repair = HistoryRepair{setAside, salvaged};
        keepRepairNote(m_profile, *m_repair);
        Q_EMIT troubleChanged();
    });
    connect(&engine.accounts(), &AccountDoor::databaseUnavailable, this, [this](const Error &why) {
        m_databaseTrouble = why;
        Q_EMIT troubleChanged();
    });
}

/// The engine tells of all that is there after this; what it cannot know is what was read and is gone.
void AppContext::readAgain()
{
    m_toFill.clear();
    m_feed.flush();
    // A file that cannot be read says nothing of what is gone.
    if (const auto there = m_messages->conversationIds())
        m_chats.keepConversations(*there);
    Q_EMIT conversationsArrived();
    Q_EMIT historyReplaced();
}

void AppContext::dismissRepair()
{
    m_repair.reset();
    dropRepairNote(m_profile);
    Q_EMIT troubleChanged();
}

void AppContext::connectRoster(EngineDoor &engine)
{
    connect(&engine.roster(), &RosterDoor::rosterReplaced, &m_contacts, &ContactListModel::replaceRoster);
    connect(&engine.roster(), &RosterDoor::contactsChanged, &m_contacts, &ContactListModel::changeContacts);
    connect(&engine.roster(), &RosterDoor::contactRemoved, &m_contacts, &ContactListModel::removeContact);
    connect(&engine.roster(), &RosterDoor::requestsChanged, this,
            [this](AccountId account, const QList<SubscriptionRequest> &requests) {
                m_requests.insert(account, requests);
                Q_EMIT requestsChanged();
            });
    // The groups of all accounts stand together: the first that says it says it for all.
    connect(&engine.roster(), &RosterDoor::groupDelimiterKnown, this, [this](AccountId account, const QString &delimiter) {
        if (!m_delimiterOf.isValid() || !m_accounts.find(m_delimiterOf))
            m_delimiterOf = account;
        if (m_delimiterOf == account)
            m_contacts.setGroupDelimiter(delimiter);
    });
    connect(&engine.roster(), &RosterDoor::contactsProposed, this, &AppContext::takeProposal);
    connect(&engine.roster(), &RosterDoor::blockListChanged, this, [this](const BlockList &list) {
        m_blockLists.insert(list.account, list);
        Q_EMIT blockListsChanged();
    });
    connect(&engine.profiles(), &ProfileDoor::profileChanged, this, &AppContext::profileChanged);
    connect(&engine.presence(), &PresenceDoor::presencesChanged, &m_contacts, &ContactListModel::changePresences);
    connect(&engine.presence(), &PresenceDoor::presencesUnknown, &m_contacts, &ContactListModel::forgetPresences);
    connect(&engine.presence(), &PresenceDoor::invisibilityChanged, &m_accounts, &AccountListModel::setInvisibility);
    connect(&engine.presence(), &PresenceDoor::ownStatusChanged, &m_accounts, &AccountListModel::setOwnStatus);
    connect(&engine.presence(), &PresenceDoor::ownPresenceChanged, &m_accounts, &AccountListModel::setOwnPresence);
}

void AppContext::connectChats(EngineDoor &engine)
{
    ChatDoor *chat = &engine.chat();
    m_feed.follow(*chat);
    connect(&engine.files(), &FileDoor::transferMoved, this, &AppContext::transferMoved);
    connect(&engine.files(), &FileDoor::cleanupMoved, this, &AppContext::cleanupMoved);
    connect(&engine.stickers(), &StickerDoor::packsChanged, this, &AppContext::stickerPacksChanged);
    connect(chat, &ChatDoor::waitingCountChanged, &m_accounts, &AccountListModel::setWaiting);
    connect(chat, &ChatDoor::storageTrouble, this, [this](const std::optional<Error> &error) {
        m_storageTrouble = error;
        Q_EMIT troubleChanged();
    });
    connect(&engine.encryption(), &EncryptionDoor::chatChanged, this, &AppContext::encryptionChanged);
    connect(&engine.encryption(), &EncryptionDoor::devicesChanged, this, &AppContext::encryptionChanged);
    connect(&engine.encryption(), &EncryptionDoor::devicesChanged, this, &AppContext::devicesChanged);
    connect(&engine.encryption(), &EncryptionDoor::keyRefused, this, [this](AccountId account, const OmemoDevice &device) {
        Q_EMIT encryptionChanged(account, device.jid); // the chat says it, as long as it is true
        Q_EMIT devicesChanged(account, device.jid);
    });
}

void AppContext::connectFeed()
{
    follow(*m_timeline);
    connect(&m_feed, &MessageFeed::conversationsChanged, this, [this](const QList<Conversation> &conversations) {
        m_chats.changeConversations(conversations);
        Q_EMIT conversationsArrived();
    });
    connect(&m_feed, &MessageFeed::conversationRemoved, &m_chats, &ChatListModel::removeConversation);
    connect(&m_feed, &MessageFeed::peerChatStateChanged, &m_chats, &ChatListModel::setPeerChatState);
    connect(&m_feed, &MessageFeed::occupantChatStateChanged, &m_roomTyping, &RoomTyping::note);
    connect(&m_roomTyping, &RoomTyping::changed, this, [this](ConversationId room) {
        const RoomListModel::Row *known = m_rooms.find(room);
        QStringList names = known ? m_roomTyping.names(room) : QStringList();
        if (known)
            names.removeAll(known->room.nick);
        m_chats.setTypists(room, roomTypingText(names));
    });
    connect(&m_feed, &MessageFeed::attentionAsked, this, &AppContext::attentionAsked);
    connect(&m_feed, &MessageFeed::messagesStored, this,
            [this](ConversationId conversation, const QList<Message> &messages, bool live) {
                m_roomTyping.noteMessages(conversation, messages);
                if (live)
                    Q_EMIT messagesArrived(conversation, messages);
            });
    connect(&m_feed, &MessageFeed::conversationRemoved, &m_search, &SearchModel::removeChat);
    connect(&m_feed, &MessageFeed::messageRemoved, &m_search, &SearchModel::removeMessage);
    connect(&m_feed, &MessageFeed::messagesChanged, &m_search, &SearchModel::changeMessages);
    connect(&m_feed, &MessageFeed::messageRemoved, this, &AppContext::messagesTouched);
    connect(&m_feed, &MessageFeed::messagesStored, this, &AppContext::messagesTouched);
    connect(&m_feed, &MessageFeed::messagesChanged, this, &AppContext::messagesTouched);
    connect(&m_feed, &MessageFeed::messagesStored, this,
            [this](ConversationId conversation, const QList<Message> &messages, bool live) {
                const Conversation *chat = live ? m_chats.find(conversation) : nullptr;
                if (!chat || chat->kind != ConversationKind::Chat)
                    return;
                for (const Message &message : messages) {
                    if (message.direction == Direction::Incoming)
                        m_board.setLastAnswer(chat->account, chat->peer, message.time);
                }
            });
}

void AppContext::follow(TimelineModel &timeline)
{
    connect(&m_feed, &MessageFeed::messagesStored, &timeline, &TimelineModel::addMessages);
    connect(&m_feed, &MessageFeed::messagesChanged, &timeline, &TimelineModel::changeMessages);
    connect(&m_feed, &MessageFeed::messageRemoved, &timeline, &TimelineModel::removeMessage);
    connect(this, &AppContext::historyReplaced, &timeline, [this, &timeline] {
        if (const Conversation *shown = m_chats.find(timeline.conversation()))
            timeline.open(*shown);
    });
}

std::unique_ptr<TimelineModel> AppContext::makeTimeline()
{
    auto timeline = std::make_unique<TimelineModel>(*m_messages);
    follow(*timeline);
    return timeline;
}

std::unique_ptr<FindModel> AppContext::makeFind()
{
    auto find = std::make_unique<FindModel>(m_searchThread);
    connect(this, &AppContext::messagesTouched, find.get(), &FindModel::refresh);
    m_engine.meetEngine(find.get(), [model = find.get()](EngineDoor &engine) {
        connect(&engine.search(), &SearchDoor::indexProgressChanged, model, &FindModel::setIndex);
    });
    return find;
}

std::unique_ptr<ShelfModel> AppContext::makeShelf()
{
    auto shelf = std::make_unique<ShelfModel>(*m_connection);
    connect(this, &AppContext::messagesTouched, shelf.get(), &ShelfModel::touch);
    return shelf;
}

void AppContext::connectRooms(EngineDoor &engine)
{
    connect(&engine.rooms(), &RoomDoor::roomsChanged, &m_rooms, &RoomListModel::changeRooms);
    connect(&engine.places(), &PlaceDoor::livePlacesChanged, &m_livePlaces, &LivePlaceModel::replace);
    connect(&engine.spaces(), &SpaceDoor::spacesChanged, &m_spaces, &SpaceListModel::replaceSpaces);
    connect(&engine.rooms(), &RoomDoor::bookmarksChanged, &m_rooms, &RoomListModel::replaceBookmarks);
    connect(&engine.rooms(), &RoomDoor::voiceRequested, &m_voices, &VoiceRequests::add);
    connect(&engine.rooms(), &RoomDoor::invitationsChanged, this,
            [this](AccountId account, const QList<WaitingRoomInvitation> &invitations) {
                m_invitations.insert(account, invitations);
                Q_EMIT invitationsChanged();
            });
}

std::unique_ptr<OccupantListModel> AppContext::makeOccupants()
{
    auto occupants = std::make_unique<OccupantListModel>();
    m_engine.meetEngine(occupants.get(), [list = occupants.get()](EngineDoor &engine) {
        connect(&engine.rooms(), &RoomDoor::occupantsChanged, list, &OccupantListModel::changeOccupants);
    });
    return occupants;
}

std::unique_ptr<TrustLines> AppContext::makeTrustLines()
{
    auto lines = std::make_unique<TrustLines>(*m_trustEvents);
    connect(this, &AppContext::devicesChanged, lines.get(), &TrustLines::refresh);
    return lines;
}

std::unique_ptr<EventLines> AppContext::makeEventLines()
{
    auto lines = std::make_unique<EventLines>(*m_roomEvents);
    m_engine.meetEngine(lines.get(), [made = lines.get()](EngineDoor &engine) {
        connect(&engine.rooms(), &RoomDoor::eventsStored, made, &EventLines::add);
    });
    return lines;
}

void AppContext::connectSearch(EngineDoor &engine)
{
    connect(&engine.search(), &SearchDoor::indexProgressChanged, &m_search, &SearchModel::setIndex);
}

void AppContext::connectWatch(EngineDoor &engine)
{
    connect(&engine.presence(), &PresenceDoor::presencesChanged, &m_board, &BoardModel::changePresences);
    connect(&engine.presence(), &PresenceDoor::presencesUnknown, &m_board, &BoardModel::forgetPresences);
    WatchDoor *watch = &engine.watch();
    connect(watch, &WatchDoor::watchedChanged, this, [this](AccountId account, const QList<BareJid> &people) {
        const bool isIdle = m_pastWanted.isEmpty();
        for (const BareJid &jid : people) {
            if (m_boardUse == BoardUse::Shown && !m_board.isWatched(account, jid))
                m_pastWanted.append({account, jid});
        }
        m_board.setWatched(account, people);
        if (isIdle)
            takePast();
    });
    connect(watch, &WatchDoor::rulesChanged, &m_board, &BoardModel::setRules);
    connect(watch, &WatchDoor::logErased, &m_board, &BoardModel::forgetPast);
    connect(watch, &WatchDoor::ruleFired, this, &AppContext::ruleFired);
}

void AppContext::fillBoard()
{
    if (std::exchange(m_boardUse, BoardUse::Shown) == BoardUse::Shown)
        return;
    m_board.forEachPerson([this](const BoardModel::Person &person) { m_pastWanted.append({person.account, person.jid}); });
    takePast();
}

void AppContext::takePast()
{
    constexpr qint64 past = 9 * 3'600'000LL;
    constexpr qsizetype peopleAtOnce = 25; // two queries each, well within a frame
    for (qsizetype i = 0; i < peopleAtOnce && !m_pastWanted.isEmpty(); ++i) {
        const auto [account, jid] = m_pastWanted.takeLast();
        m_board.setPast(account, jid, m_watchReader->changes(account, jid, m_clock.now() - past));
        m_board.setLastAnswer(account, jid, m_watchReader->lastAnswer(account, jid));
    }
    if (!m_pastWanted.isEmpty())
        QTimer::singleShot(0, this, &AppContext::takePast);
}

void AppContext::sendWorkingHours(EngineDoor &engine)
{
    const WorkingHours hours{m_preferences.workingHours(), m_preferences.workDays(), m_preferences.workFrom(), m_preferences.workTo(),
                             m_preferences.workText()};
    const OutOfOffice outOfOffice{OutOfOffice::When(int(m_preferences.outOfOffice())), m_preferences.outOfOfficeText()};
    if (hours == m_workingHours && outOfOffice == m_outOfOffice)
        return;
    m_workingHours = hours;
    m_outOfOffice = outOfOffice;
    engine.presence().setWorkingHours(hours, outOfOffice);
}

void AppContext::sendWatchOptions(EngineDoor &engine)
{
    WatchOptions options;
    options.log = m_preferences.presenceLog() ? WatchOptions::Log::On : WatchOptions::Log::Off;
    options.keepDays = m_preferences.presenceLogDays();
    if (m_preferences.quietHours())
        options.quiet = {m_preferences.quietFrom(), m_preferences.quietTo()};
    if (std::exchange(m_watchOptions, options) != options)
        engine.watch().setOptions(options);
}

void AppContext::sendDownloadRules(EngineDoor &engine)
{
    const DownloadRules rules = m_preferences.downloadRules();
    if (std::exchange(m_downloadRules, rules) != rules)
        engine.files().setRules(rules);
}

void AppContext::sendHighlights(EngineDoor &engine)
{
    const QStringList words = m_preferences.highlights();
    if (std::exchange(m_highlights, words) != words)
        engine.chat().setHighlights(words);
}

void AppContext::sendPrivacy(EngineDoor &engine)
{
    PrivacySwitches privacy;
    privacy.receipts = m_preferences.sendReceipts();
    privacy.markers = m_preferences.sendMarkers();
    privacy.typing = m_preferences.sendTyping();
    privacy.version = m_preferences.tellVersion();
    privacy.localTime = m_preferences.tellLocalTime();
    privacy.lastActivity = m_preferences.tellLastActivity();
    privacy.addresses = m_preferences.tellAddresses();
    engine.chat().setPrivacy(privacy);
    engine.encryption().setByDefault(m_preferences.encryptByDefault() ? EncryptByDefault::Yes : EncryptByDefault::No);
}

} // namespace jackdaw
