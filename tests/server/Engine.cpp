// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/Engine.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QPluginLoader>
#include <QTimer>

namespace jackdaw::test {

std::unique_ptr<Engine> Engine::start(const QString &profileFolder, const std::function<void(Engine &)> &prepare,
                                      EngineOptions::Secrets secrets)
{
    QString file = qEnvironmentVariable("JACKDAW_ENGINE");
    if (file.isEmpty())
        file = QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("../bin/jackdaw-engine.so"));
    QPluginLoader loader(file);
    auto *factory = qobject_cast<EngineFactory *>(loader.instance());
    if (!factory) {
        qWarning("%s is no engine: %s", qPrintable(file), qPrintable(loader.errorString()));
        return nullptr;
    }
    std::unique_ptr<Engine> engine(new Engine(factory->makeEngine({profileFolder, secrets})));
    if (prepare)
        prepare(*engine);
    engine->m_door->start();
    return engine;
}

Engine::Engine(std::unique_ptr<EngineDoor> door) : m_door(std::move(door))
{
    listen();
}

Engine::~Engine() = default;

void Engine::listen()
{
    connect(&accounts(), &AccountDoor::accountsChanged, this, [this](const QList<AccountSettings> &all) { knownAccounts = all; });
    connect(&accounts(), &AccountDoor::connectionChanged, this,
            [this](AccountId account, const ConnectionStatus &status) { connections.insert(account, status); });

    connect(&roster(), &RosterDoor::rosterReplaced, this, [this](AccountId, const QList<Contact> &all) {
        ++rosterFetches;
        contacts.clear();
        for (const Contact &each : all)
            contacts.insert(each.jid.toString(), each);
    });
    connect(&roster(), &RosterDoor::contactsChanged, this, [this](const QList<Contact> &changed) {
        for (const Contact &each : changed)
            contacts.insert(each.jid.toString(), each);
    });
    connect(&roster(), &RosterDoor::contactRemoved, this,
            [this](AccountId, const BareJid &jid) { contacts.remove(jid.toString()); });
    connect(&roster(), &RosterDoor::requestsChanged, this,
            [this](AccountId, const QList<SubscriptionRequest> &all) { requests = all; });

    connect(&presence(), &PresenceDoor::presencesChanged, this, [this](const QList<ContactPresence> &changed) {
        for (const ContactPresence &each : changed)
            m_presences.insert(each.jid.toString(), each.shown);
    });
    connect(&presence(), &PresenceDoor::presencesUnknown, this, [this] {
        for (Presence &each : m_presences) {
            each = {};
            each.availability = Availability::Unknown;
        }
    });

    connect(&chat(), &ChatDoor::messagesStored, this,
            [this](ConversationId conversation, const QList<Message> &stored, bool live) {
                batches.append({conversation, stored, live});
                for (const Message &each : stored)
                    m_messages[conversation].insert_or_assign(each.id, each);
            });
    connect(&chat(), &ChatDoor::messagesChanged, this, [this](ConversationId conversation, const QList<Message> &changed) {
        for (const Message &each : changed)
            m_messages[conversation].insert_or_assign(each.id, each);
    });
    connect(&chat(), &ChatDoor::messageRemoved, this,
            [this](ConversationId conversation, MessageId message) { m_messages[conversation].erase(message); });
    connect(&chat(), &ChatDoor::conversationsChanged, this, [this](const QList<Conversation> &changed) {
        for (const Conversation &each : changed)
            conversations.insert(each.id, each);
    });
    connect(&chat(), &ChatDoor::peerChatStateChanged, this,
            [this](ConversationId conversation, ChatState state) { chatStates.insert(conversation, state); });
    connect(&chat(), &ChatDoor::waitingCountChanged, this,
            [this](AccountId account, int count) { waiting.insert(account, count); });
    connect(&chat(), &ChatDoor::occupantChatStateChanged, this,
            [this](ConversationId room, const QString &nick, ChatState state) { occupantStates[room].insert(nick, state); });
    connect(&rooms(), &RoomDoor::roomsChanged, this, [this](const QList<Room> &changed) {
        for (const Room &each : changed) {
            knownRooms.insert(each.conversation, each);
            roomStates[each.conversation].append(each.state);
        }
    });
    connect(&rooms(), &RoomDoor::occupantsChanged, this, [this](const OccupantChanges &changes) {
        QHash<QString, Occupant> &all = occupants[changes.room];
        if (changes.extent == OccupantChanges::Extent::Whole)
            all.clear();
        for (const QString &nick : changes.removed)
            all.remove(nick);
        for (const Occupant &each : changes.changed)
            all.insert(each.nick, each);
    });
    connect(&rooms(), &RoomDoor::bookmarksChanged, this, [this](AccountId, const QList<RoomBookmark> &all) { bookmarks = all; });
    connect(&places(), &PlaceDoor::livePlacesChanged, this,
            [this](AccountId account, const QList<LivePlace> &all) { livePlaces.insert(account, all); });
    connect(&spaces(), &SpaceDoor::spacesChanged, this, [this](AccountId account, const QList<Space> &all, SpaceKeeping keeping) {
        knownSpaces.insert(account, all);
        spaceKeeping.insert(account, keeping);
    });
    connect(&rooms(), &RoomDoor::invitationsChanged, this,
            [this](AccountId, const QList<WaitingRoomInvitation> &all) { invitations = all; });
    connect(&rooms(), &RoomDoor::voiceRequested, this,
            [this](ConversationId, const QString &nick, const BareJid &) { voiceRequests.append(nick); });
    connect(&rooms(), &RoomDoor::nickRefused, this, [this](ConversationId, const Error &error) { refusedNicks.append(error); });
    connect(&history(), &HistoryDoor::progressChanged, this,
            [this](const HistoryProgress &now) { progress.insert(now.account, now); });
}

AccountSettings Engine::settings(const QString &jid, quint16 port, const QString &authority)
{
    AccountSettings settings;
    settings.jid = BareJid::parse(jid).value();
    settings.host = QStringLiteral("127.0.0.1");
    settings.port = port;
    settings.tls = TlsMode::StartTls;
    settings.authorityFile = authority;
    return settings;
}

bool Engine::waitFor(const std::function<bool()> &condition, int seconds)
{
    const QDeadlineTimer deadline(seconds * 1000);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        // Returns with the first event; the timer looks in on conditions that no event of ours announces.
        QTimer nudge;
        nudge.start(50);
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

Result<AccountId> Engine::signIn(const AccountSettings &settings, const QString &password)
{
    return wait(accounts().addAccount(settings, password), 30);
}

bool Engine::waitUntil(AccountId account, ConnectionState state, int seconds)
{
    return waitFor([this, account, state] { return connections.value(account).state == state; }, seconds);
}

Result<ConversationId> Engine::openConversation(AccountId account, const QString &peer)
{
    return wait(chat().openConversation(account, BareJid::parse(peer).value()));
}

Result<MessageId> Engine::say(ConversationId conversation, const QString &text)
{
    return wait(chat().send(conversation, text));
}

QList<Message> Engine::messages(ConversationId conversation) const
{
    QList<Message> list;
    const auto found = m_messages.find(conversation);
    if (found != m_messages.end()) {
        for (const auto &[id, message] : *found)
            list.append(message);
    }
    return list;
}

QStringList Engine::bodies(ConversationId conversation) const
{
    QStringList texts;
    for (const Message &each : messages(conversation))
        texts.append(each.body);
    return texts;
}

std::optional<Message> Engine::find(ConversationId conversation, const QString &body) const
{
    for (const Message &each : messages(conversation)) {
        if (each.body == body)
            return each;
    }
    return {};
}

ConversationId Engine::conversationWith(AccountId account, const QString &peer) const
{
    for (const Conversation &each : conversations) {
        if (each.account == account && each.peer.toString() == peer)
            return each.id;
    }
    return {};
}

std::optional<Contact> Engine::contact(const QString &jid) const
{
    const auto found = contacts.find(jid);
    return found == contacts.end() ? std::optional<Contact>() : *found;
}

} // namespace jackdaw::test
