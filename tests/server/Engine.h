// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountDoor.h"
#include "account/EngineDoor.h"
#include "account/RegistrationDoor.h"
#include "avatars/AvatarDoor.h"
#include "backup/BackupDoor.h"
#include "account/ServiceDoor.h"
#include "chat/ChatDoor.h"
#include "files/FileDoor.h"
#include "files/StickerDoor.h"
#include "history/HistoryDoor.h"
#include "omemo/EncryptionDoor.h"
#include "presence/PresenceDoor.h"
#include "profile/ProfileDoor.h"
#include "rooms/RoomDoor.h"
#include "roster/RosterDoor.h"
#include "places/PlaceDoor.h"
#include "spaces/SpaceDoor.h"
#include "watch/WatchDoor.h"

#include <QDir>
#include <QHash>
#include <QObject>
#include <functional>
#include <map>
#include <memory>

namespace jackdaw::test {

/// The engine module as the program loads it, with one profile of its own, and everything its doors said since it was
/// started, so that tests wait for facts instead of for signals. Owned by a test, lives on its thread (the one with the
/// QCoreApplication). Never reads the database: what a test compares with the disk it reads itself.
class Engine : public QObject
{
    Q_OBJECT
public:
    /// Loads the module beside the program (JACKDAW_ENGINE names another file); nullptr and a warning if that fails.
    /// What `prepare` connects hears the engine's first word.
    static std::unique_ptr<Engine> start(const QString &profileFolder, const std::function<void(Engine &)> &prepare = {},
                                         EngineOptions::Secrets secrets = EngineOptions::Secrets::Memory);
    ~Engine() override;

    AccountDoor &accounts() { return m_door->accounts(); }
    RegistrationDoor &registration() { return m_door->registration(); }
    RosterDoor &roster() { return m_door->roster(); }
    PresenceDoor &presence() { return m_door->presence(); }
    ChatDoor &chat() { return m_door->chat(); }
    EncryptionDoor &encryption() { return m_door->encryption(); }
    HistoryDoor &history() { return m_door->history(); }
    RoomDoor &rooms() { return m_door->rooms(); }
    FileDoor &files() { return m_door->files(); }
    StickerDoor &stickers() { return m_door->stickers(); }
    BackupDoor &backup() { return m_door->backup(); }
    WatchDoor &watch() { return m_door->watch(); }
    AvatarDoor &avatars() { return m_door->avatars(); }
    SpaceDoor &spaces() { return m_door->spaces(); }
    PlaceDoor &places() { return m_door->places(); }
    ConsoleDoor &console() { return m_door->console(); }
    ServiceDoor &services() { return m_door->services(); }
    ProfileDoor &profiles() { return m_door->profiles(); }

    /// Settings for a server at an explicit place, by STARTTLS.
    static AccountSettings settings(const QString &jid, quint16 port, const QString &authority);
    /// Waits for the end of a command, at most `seconds`; Timeout if it does not come.
    template<class T>
    static Result<T> wait(const QFuture<Result<T>> &future, int seconds = 20);
    /// Runs the event loop until `condition` holds. False after `seconds`.
    static bool waitFor(const std::function<bool()> &condition, int seconds = 20);

    Result<AccountId> signIn(const AccountSettings &settings, const QString &password);
    bool waitUntil(AccountId account, ConnectionState state, int seconds = 20);
    Result<ConversationId> openConversation(AccountId account, const QString &peer);
    Result<MessageId> say(ConversationId conversation, const QString &text);

    /// What is known of a conversation, in the order of the timeline.
    QList<Message> messages(ConversationId conversation) const;
    QStringList bodies(ConversationId conversation) const;
    /// The message with this body, or nothing. A body that is there twice is no test's wish: the first is taken.
    std::optional<Message> find(ConversationId conversation, const QString &body) const;
    ConversationId conversationWith(AccountId account, const QString &peer) const;
    std::optional<Contact> contact(const QString &jid) const;
    Presence shown(const QString &jid) const { return m_presences.value(jid); }

    // Facts, as the doors told them.
    QHash<AccountId, ConnectionStatus> connections;
    QList<AccountSettings> knownAccounts;
    QHash<QString, Contact> contacts;
    QList<SubscriptionRequest> requests;
    QHash<ConversationId, Conversation> conversations;
    QHash<ConversationId, ChatState> chatStates;
    QHash<AccountId, HistoryProgress> progress;
    QHash<AccountId, int> waiting;
    /// Every batch of messagesStored in the order it came.
    struct Batch { ConversationId conversation; QList<Message> messages; bool live; };
    QList<Batch> batches;
    int rosterFetches = 0;
    QHash<ConversationId, Room> knownRooms;
    /// Every state that a room was said to have, in their order.
    QHash<ConversationId, QList<RoomState>> roomStates;
    QHash<ConversationId, QHash<QString, Occupant>> occupants;
    QList<RoomBookmark> bookmarks;
    QHash<AccountId, QList<Space>> knownSpaces;
    QHash<AccountId, QList<LivePlace>> livePlaces;
    QHash<AccountId, SpaceKeeping> spaceKeeping;
    QList<WaitingRoomInvitation> invitations;
    QList<QString> voiceRequests;
    QList<Error> refusedNicks;
    QHash<ConversationId, QHash<QString, ChatState>> occupantStates;

private:
    explicit Engine(std::unique_ptr<EngineDoor> door);
    void listen();

    std::unique_ptr<EngineDoor> m_door;
    QHash<ConversationId, std::map<MessageId, Message>> m_messages;
    QHash<QString, Presence> m_presences;
};

template<class T>
Result<T> Engine::wait(const QFuture<Result<T>> &future, int seconds)
{
    if (!waitFor([&future] { return future.isFinished(); }, seconds))
        return Error{ErrorKind::Timeout, QStringLiteral("the command did not end"), {}};
    return future.result();
}

} // namespace jackdaw::test
