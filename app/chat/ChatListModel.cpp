// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/ChatListModel.h"

#include "roster/ContactListModel.h"

#include <algorithm>
#include <limits>

namespace jackdaw {

namespace {

constexpr int gatherTime = 40; // ms
constexpr int noPlace = std::numeric_limits<int>::max();

} // namespace

struct ChatListModel::Chat
{
    Conversation conversation;
    ChatState state = ChatState::Active;
    QString name;
    Presence presence;
    qint64 opened = 0;   ///< a chat without messages stands where this id would, from its arrival until the next start
    bool changed = true; ///< since the last rebuild
    bool keptOut = false; ///< isKeptOut() when that was last looked at

    qint64 place() const { return conversation.last ? conversation.last->id.value() : opened; }
};

/// Where a chat belongs. Small on purpose: all of them are sorted.
struct ChatListModel::Standing
{
    bool pinned;
    int place; ///< that the user gave it
    qint64 key;
    ConversationId id;

    bool operator<(const Standing &other) const
    {
        if (pinned != other.pinned) {
            return pinned;
        }
        if (place != other.place) {
            return place < other.place;
        }
        return key != other.key ? key > other.key : other.id < id;
    }
};

ChatListModel::ChatListModel(const ContactListModel &contacts, QObject *parent) : RowListModel(parent), m_contacts(contacts)
{
    m_update.setSingleShot(true);
    m_update.setInterval(gatherTime);
    connect(&m_update, &QTimer::timeout, this, &ChatListModel::rebuild);
    connect(&contacts, &ContactListModel::lookAlikesChanged, this, [this] {
        if (!m_order.empty()) {
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        }
    });
}

ChatListModel::~ChatListModel() = default;

int ChatListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_order.size());
}

ChatListModel::Row ChatListModel::row(int index) const
{
    const Chat *shown = chat(m_order.at(size_t(index)));
    return shown ? shownRowFor(*shown) : Row{}; // removed, and the row goes with the next rebuild
}

QVariant ChatListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const ConversationId id = m_order[size_t(index.row())];
    const Chat *shown = chat(id);
    if (!shown) {
        return {};
    }
    switch (role) {
    case Qt::AccessibleTextRole:
        if (m_spoken) {
            return m_spoken(shownRowFor(*shown));
        }
        [[fallthrough]];
    case Qt::DisplayRole:
        return shown->name;
    case Qt::AccessibleDescriptionRole: // the row's name has its parts by contract (design/ui.md, "Accessible names")
        return rowFor(*shown).account.name;
    case ConversationRole:
        return QVariant::fromValue(id);
    case UnreadRole:
        return shown->conversation.unread;
    case TypingRole:
        return isTyping(id);
    default:
        return {};
    }
}

ChatListModel::Row ChatListModel::rowFor(const Chat &chat) const
{
    const ConversationId id = chat.conversation.id;
    return Row{chat.conversation, chat.name, chat.presence, isTyping(id), m_typists.value(id),
               m_marks.value(chat.conversation.account), id == m_open, {}};
}

/// Of a row that somebody sees or hears: to look whom they are like costs some microseconds for who is no contact.
ChatListModel::Row ChatListModel::shownRowFor(const Chat &chat) const
{
    Row row = rowFor(chat);
    if (chat.conversation.kind == ConversationKind::Chat) {
        row.lookAlike = m_contacts.lookAlikeOf(chat.conversation.account, chat.conversation.peer);
    }
    return row;
}

void ChatListModel::setOpenChat(ConversationId conversation)
{
    const ConversationId before = std::exchange(m_open, conversation);
    if (before == conversation) {
        return;
    }
    for (const ConversationId changed : {before, conversation}) {
        if (const Chat *known = chat(changed); known && known->keptOut) {
            scheduleUpdate(); // it has a row only while it is read
        }
        if (const int row = rowOf(changed); row >= 0) {
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

void ChatListModel::setAccountMarks(const QHash<AccountId, AccountMark> &marks)
{
    if (marks == m_marks) {
        return;
    }
    m_marks = marks;
    if (!m_order.empty()) {
        Q_EMIT dataChanged(index(0), index(int(m_order.size()) - 1));
    }
}

const ChatListModel::Chat *ChatListModel::chat(ConversationId conversation) const
{
    const auto found = m_chats.constFind(conversation);
    return found == m_chats.cend() ? nullptr : &*found;
}

int ChatListModel::rowOf(ConversationId conversation) const
{
    return m_rows.value(conversation, -1);
}

const Conversation *ChatListModel::find(ConversationId conversation) const
{
    const Chat *known = chat(conversation);
    return known ? &known->conversation : nullptr;
}

ConversationId ChatListModel::find(AccountId account, const BareJid &peer) const
{
    return m_byPeer.value({account, peer});
}

QString ChatListModel::nameOf(ConversationId conversation) const
{
    const Chat *known = chat(conversation);
    return known ? known->name : QString();
}

void ChatListModel::forEachChat(const std::function<void(const Row &)> &visit) const
{
    for (const Chat &chat : m_chats) {
        if (!chat.keptOut) {
            visit(rowFor(chat));
        }
    }
}

void ChatListModel::forEachConversation(const std::function<void(const Conversation &)> &visit) const
{
    for (const Chat &chat : m_chats) {
        if (!chat.keptOut) {
            visit(chat.conversation);
        }
    }
}

bool ChatListModel::isTyping(ConversationId conversation) const
{
    const Chat *known = chat(conversation);
    return known && (known->state == ChatState::Composing || m_typists.contains(conversation));
}

bool ChatListModel::isKeptOut(const Conversation &conversation) const
{
    return conversation.stranger != Stranger::No && conversation.kind == ConversationKind::Chat
        && !m_contacts.find(conversation.account, conversation.peer);
}

QList<Conversation> ChatListModel::waitingStrangers() const
{
    QList<Conversation> waiting;
    for (const Chat &known : m_chats) {
        if (known.conversation.stranger == Stranger::Waits && isKeptOut(known.conversation)) {
            waiting.append(known.conversation);
        }
    }
    return waiting;
}

int ChatListModel::unreadChats() const
{
    return m_unreadChats;
}

void ChatListModel::setFilter(Filter filter)
{
    if (filter != m_filter) {
        m_filter = filter;
        filterAgain();
    }
}

void ChatListModel::setSpace(std::function<bool(const Conversation &)> holds)
{
    m_inSpace = std::move(holds);
    m_filter = Filter::Space;
    filterAgain();
}

void ChatListModel::filterAgain()
{
    // Asked for, so nothing is held back.
    const Hold hold = std::exchange(m_hold, Hold::Free);
    rebuild();
    m_hold = hold;
}

void ChatListModel::setOrder(Hold hold)
{
    if (hold != m_hold) {
        m_hold = hold;
        if (hold == Hold::Free) {
            scheduleUpdate();
        }
    }
}

void ChatListModel::setSpokenText(std::function<QString(const Row &)> spoken)
{
    m_spoken = std::move(spoken);
    if (!m_order.empty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::AccessibleTextRole});
    }
}

void ChatListModel::flush()
{
    if (m_update.isActive()) {
        rebuild();
    }
}

QString ChatListModel::wantedName(const Conversation &conversation) const
{
    switch (conversation.kind) {
    case ConversationKind::Chat:
        break;
    case ConversationKind::Room: {
        const QString name = m_roomNames.value(conversation.id);
        return !name.isEmpty() ? name : conversation.peer.local().isEmpty() ? conversation.peer.toString() : conversation.peer.local();
    }
    case ConversationKind::RoomPrivate:
        return conversation.nick;
    }
    return m_contacts.nameOf(conversation.account, conversation.peer);
}

bool ChatListModel::refreshPerson(Chat &chat) const
{
    const QString name = wantedName(chat.conversation);
    // A room is neither here nor away, and of somebody in one the address that a presence would come from is none.
    const bool isPerson = chat.conversation.kind == ConversationKind::Chat;
    const Presence presence = isPerson ? m_contacts.presenceOf(chat.conversation.account, chat.conversation.peer)
                                       : Presence{Availability::Unknown, {}, 0, 0, 0};
    const bool keptOut = isKeptOut(chat.conversation);
    if (name == chat.name && presence == chat.presence && keptOut == chat.keptOut) {
        return false;
    }
    chat.keptOut = keptOut;
    if (name != chat.name) {
        chat.name = name;
    }
    chat.presence = presence;
    chat.changed = true;
    return true;
}

ChatListModel::Chat &ChatListModel::addChat(const Conversation &conversation)
{
    m_byPeer.insert({conversation.account, conversation.peer}, conversation.id);
    return m_chats[conversation.id];
}

void ChatListModel::fillConversations(const QList<Conversation> &conversations)
{
    for (const Conversation &conversation : conversations) {
        if (!m_chats.contains(conversation.id)) {
            Chat &known = addChat(conversation);
            known.conversation = conversation;
            refreshPerson(known);
        }
    }
    scheduleUpdate();
}

void ChatListModel::keepConversations(const QSet<ConversationId> &conversations)
{
    const auto isGone = [&](ConversationId id) { return !conversations.contains(id); };
    if (m_chats.removeIf([&](QHash<ConversationId, Chat>::iterator entry) { return isGone(entry.key()); })) {
        m_byPeer.removeIf([&](QHash<PeerKey, ConversationId>::iterator entry) { return isGone(entry.value()); });
        m_typists.removeIf([&](QHash<ConversationId, QString>::iterator entry) { return isGone(entry.key()); });
        rebuild(); // at once: no row without its conversation
        Q_EMIT chatsRemoved();
    }
}

qint64 ChatListModel::newestPlace() const
{
    qint64 newest = 0;
    for (const Chat &known : m_chats) {
        newest = std::max(newest, known.place());
    }
    return newest;
}

void ChatListModel::changeConversations(const QList<Conversation> &conversations)
{
    const bool isStart = m_chats.isEmpty(); // these are the ones of the start
    qint64 newest = 0;                      // looked for once, and only for a new one
    for (const Conversation &conversation : conversations) {
        const bool isNew = !m_chats.contains(conversation.id);
        Chat &known = isNew ? addChat(conversation) : m_chats[conversation.id];
        if (isNew) {
            if (newest == 0 && !isStart) {
                newest = newestPlace();
            }
            known.opened = newest > 0 ? ++newest : 0;
        } else if (known.conversation == conversation) {
            continue;
        }
        known.conversation = conversation;
        known.changed = true;
        refreshPerson(known);
    }
    scheduleUpdate();
}

void ChatListModel::removeConversation(ConversationId conversation)
{
    const auto known = m_chats.constFind(conversation);
    if (known != m_chats.cend()) {
        m_byPeer.remove({known->conversation.account, known->conversation.peer});
        m_chats.erase(known);
        m_typists.remove(conversation); // or it would come back with somebody who types for ever
        rebuild(); // at once: no row without its conversation
        Q_EMIT chatsRemoved();
    }
}

void ChatListModel::removeAccount(AccountId account)
{
    m_byPeer.removeIf([&](QHash<PeerKey, ConversationId>::iterator entry) { return entry.key().first == account; });
    if (m_chats.removeIf([&](QHash<ConversationId, Chat>::iterator entry) { return entry->conversation.account == account; })) {
        rebuild();
        Q_EMIT chatsRemoved();
    }
}

void ChatListModel::setPeerChatState(ConversationId conversation, ChatState state)
{
    const auto known = m_chats.find(conversation);
    if (known != m_chats.end() && known->state != state) {
        known->changed = known->changed || (state == ChatState::Composing) != (known->state == ChatState::Composing);
        known->state = state;
        if (known->changed) {
            scheduleUpdate();
        }
    }
}

void ChatListModel::setTypists(ConversationId room, const QString &sentence)
{
    const auto known = m_chats.find(room);
    if (known == m_chats.end() || m_typists.value(room) == sentence) {
        return;
    }
    if (sentence.isEmpty()) {
        m_typists.remove(room);
    } else {
        m_typists.insert(room, sentence);
    }
    known->changed = true;
    scheduleUpdate();
}

void ChatListModel::setRoomName(ConversationId room, const QString &name)
{
    if (m_roomNames.value(room) == name) {
        return;
    }
    m_roomNames.insert(room, name);
    const auto known = m_chats.find(room);
    if (known != m_chats.end() && refreshPerson(*known)) {
        scheduleUpdate();
    }
}

void ChatListModel::refreshPeople()
{
    bool any = false;
    for (Chat &known : m_chats) {
        any = refreshPerson(known) || any;
    }
    if (any) {
        scheduleUpdate();
    }
}

bool ChatListModel::matchesFilter(const Chat &chat) const
{
    if (chat.keptOut && chat.conversation.id != m_open) {
        return false;
    }
    switch (m_filter) {
    case Filter::All: return true;
    case Filter::Unread: return chat.conversation.unread > 0;
    case Filter::Mentions: return chat.conversation.mentions > 0;
    case Filter::Groups: return chat.conversation.kind == ConversationKind::Room;
    case Filter::Space: return m_inSpace && m_inSpace(chat.conversation);
    }
    Q_UNREACHABLE_RETURN(true);
}

std::vector<ConversationId> ChatListModel::wantedOrder() const
{
    std::vector<Standing> places;
    places.reserve(size_t(m_chats.size()));
    std::vector<ConversationId> order;
    order.reserve(size_t(m_chats.size()));
    if (m_hold == Hold::Held) {
        for (const ConversationId id : m_order) {
            if (chat(id)) {
                order.push_back(id);
            }
        }
    }
    for (auto it = m_chats.cbegin(); it != m_chats.cend(); ++it) {
        const bool keepsItsPlace = m_hold == Hold::Held && m_rows.contains(it.key());
        if (!keepsItsPlace && matchesFilter(*it)) {
            places.push_back(standingOf(*it));
        }
    }
    std::sort(places.begin(), places.end());
    for (const Standing &place : places) {
        order.push_back(place.id);
    }
    return order;
}

ChatListModel::Standing ChatListModel::standingOf(const Chat &chat) const
{
    const bool pinned = chat.conversation.pinned;
    const int place = pinned && !m_roomPlaces.isEmpty() ? m_roomPlaces.value(chat.conversation.id, noPlace) : noPlace;
    return {pinned, place, chat.place(), chat.conversation.id};
}

QList<ConversationId> ChatListModel::pinnedGroups(AccountId account) const
{
    std::vector<Standing> groups;
    for (const Chat &each : m_chats) {
        const Conversation &known = each.conversation;
        if (known.pinned && known.kind == ConversationKind::Room && known.account == account) {
            groups.push_back(standingOf(each));
        }
    }
    std::sort(groups.begin(), groups.end());
    QList<ConversationId> order;
    for (const Standing &each : groups) {
        order.append(each.id);
    }
    return order;
}

void ChatListModel::setRoomPlace(ConversationId room, int place)
{
    if (m_roomPlaces.value(room) == place) {
        return;
    }
    if (place > 0) {
        m_roomPlaces.insert(room, place);
    } else {
        m_roomPlaces.remove(room);
    }
    scheduleUpdate();
}

void ChatListModel::scheduleUpdate()
{
    if (!m_update.isActive()) {
        m_update.start();
    }
}

void ChatListModel::rebuild()
{
    m_update.stop();
    const QHash<ConversationId, int> old = m_rows;
    std::vector<ConversationId> wanted = wantedOrder();
    m_rows.clear();
    for (int i = 0; i < int(wanted.size()); ++i) {
        m_rows.insert(wanted[size_t(i)], i);
    }
    applyRows(m_order, std::move(wanted), [](ConversationId id) { return id; });

    std::vector<int> changed;
    for (int i = 0; i < int(m_order.size()); ++i) {
        const ConversationId id = m_order[size_t(i)];
        if (old.contains(id) && m_chats.constFind(id)->changed) {
            changed.push_back(i);
        }
    }
    announceChanged(changed);

    int unread = 0;
    QHash<ConversationId, std::pair<MessageId, size_t>> strangers;
    for (Chat &known : m_chats) {
        known.changed = false;
        unread += known.conversation.unread > 0 && !known.conversation.muted && !known.keptOut;
        if (known.keptOut && known.conversation.stranger == Stranger::Waits) {
            const std::optional<Message> &last = known.conversation.last;
            constexpr qsizetype shownWords = 500;
            strangers.insert(known.conversation.id,
                             last ? std::pair(last->id, qHash(QStringView(last->body).left(shownWords))) : std::pair(MessageId(), size_t(0)));
        }
    }
    if (strangers != m_strangers) {
        m_strangers = std::move(strangers);
        Q_EMIT strangersChanged();
    }
    if (unread != m_unreadChats) {
        m_unreadChats = unread;
        Q_EMIT unreadChatsChanged(unread);
    }
    Q_EMIT chatsChanged();
}

} // namespace jackdaw
