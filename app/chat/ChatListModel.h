// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountMark.h"
#include "base/RowListModel.h"
#include "chat/Conversation.h"
#include "presence/Presence.h"

#include <QHash>
#include <QTimer>
#include <functional>
#include <vector>

namespace jackdaw {

class ContactListModel;

/// The chats of all accounts, pinned first, then newest first. Keeps its own sorted index; changes are gathered for up
/// to 50 ms. Names and presences come from ContactListModel; what rooms are called, setRoomName() says. Owned by AppContext, GUI thread; filled with what
/// MessageReader found at start, fed by ChatDoor afterwards. Reads nothing itself and commands nothing.
class ChatListModel : public RowListModel
{
    Q_OBJECT
public:
    enum class Filter { All, Unread, Mentions, Groups, Space };
    enum class Hold { Free, Held };

    /// One row as it is shown.
    struct Row {
        Conversation conversation;
        QString name;
        Presence presence;
        bool typing = false;
        QString typists;     ///< of a group the sentence that says who types
        AccountMark account; ///< without a name where there is one account only
        bool open = false;   ///< it is the one that is read: its draft stands in the field
        BareJid lookAlike;   ///< row() only: somebody else, for whom they could be taken; invalid: nobody
    };
    enum Role {
        ConversationRole = Qt::UserRole + 1, ///< ConversationId
        UnreadRole,                          ///< int
        TypingRole                           ///< bool
    };

    explicit ChatListModel(const ContactListModel &contacts, QObject *parent = nullptr);
    ~ChatListModel() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    Row row(int index) const;
    /// The row of a conversation, or -1 if the filter hides it or there is none.
    int rowOf(ConversationId conversation) const;
    /// Whether shown or not. nullptr if there is none; good until the next change.
    const Conversation *find(ConversationId conversation) const;
    ConversationId find(AccountId account, const BareJid &peer) const;
    QString nameOf(ConversationId conversation) const;
    bool isTyping(ConversationId conversation) const;
    /// Every chat, whatever the filter says, but those of strangers who were not let in; in no particular order.
    void forEachChat(const std::function<void(const Row &)> &visit) const;
    /// The same for whoever needs no more of them, which costs next to nothing.
    void forEachConversation(const std::function<void(const Conversation &)> &visit) const;

    /// Those of strangers who wrote first and wait to be let in, which no filter shows; in no particular order.
    QList<Conversation> waitingStrangers() const;
    /// Has it no place in the list, since it is with a stranger who was not let in?
    bool isKeptOut(const Conversation &conversation) const;
    /// Those groups of an account that are pinned, in the order in which they stand where no filter is on.
    QList<ConversationId> pinnedGroups(AccountId account) const;
    /// Chats with unread messages, muted ones left out: the rail's badge.
    int unreadChats() const;

    void setFilter(Filter filter);
    Filter filter() const { return m_filter; }
    /// Those of one of the user's own folders, as it says itself: Filter::Space from then on.
    void setSpace(std::function<bool(const Conversation &)> holds);
    /// What the filter holds is another now.
    void filterAgain();
    /// Held: rows keep their places, as long as the pointer is over the list (ui.md, "Do not"); new ones come last, and a
    /// row that the filter would take away stays until Free.
    void setOrder(Hold hold);
    /// Whose chats they are, once there are two accounts (accountMarks).
    void setAccountMarks(const QHash<AccountId, AccountMark> &marks);
    void setOpenChat(ConversationId conversation);
    AccountMark accountMark(AccountId account) const { return m_marks.value(account); }
    /// How a row is read out (ui/ gives the words).
    void setSpokenText(std::function<QString(const Row &)> spoken);
    /// Applies gathered changes at once instead of within 50 ms.
    void flush();

    /// Those of the start, which may come in parts; one that is known already is newer than these.
    void fillConversations(const QList<Conversation> &conversations);
    /// The others are not there any more: another file took the place of the one that they were read from.
    void keepConversations(const QSet<ConversationId> &conversations);

public Q_SLOTS:
    void changeConversations(const QList<jackdaw::Conversation> &conversations);
    void removeConversation(jackdaw::ConversationId conversation);
    void removeAccount(jackdaw::AccountId account);
    void setPeerChatState(jackdaw::ConversationId conversation, jackdaw::ChatState state);
    /// Who types in a group, as a sentence (ui/ gives the words); empty: nobody.
    void setTypists(jackdaw::ConversationId room, const QString &sentence);
    /// What a room is called; without it, it goes by its address.
    void setRoomName(jackdaw::ConversationId room, const QString &name);
    /// Where a pinned group stands among these (RoomBookmark::place); those with a place stand before the others.
    void setRoomPlace(jackdaw::ConversationId room, int place);
    /// Names or presences changed.
    void refreshPeople();

Q_SIGNALS:
    void unreadChatsChanged(int count);
    /// Chats are gone for good, whether they were shown or not.
    void chatsRemoved();
    void strangersChanged();
    /// Some came, went or are others now, whether shown or not; as gathered as all that the model says.
    void chatsChanged();

private:
    struct Chat;
    struct Standing;
    using PeerKey = std::pair<AccountId, BareJid>;

    const Chat *chat(ConversationId conversation) const;
    Chat &addChat(const Conversation &conversation);
    Row rowFor(const Chat &chat) const;
    Row shownRowFor(const Chat &chat) const;
    void scheduleUpdate();
    void rebuild();
    std::vector<ConversationId> wantedOrder() const;
    bool matchesFilter(const Chat &chat) const;
    Standing standingOf(const Chat &chat) const;
    QString wantedName(const Conversation &conversation) const;
    bool refreshPerson(Chat &chat) const;
    qint64 newestPlace() const;

    const ContactListModel &m_contacts;
    QHash<ConversationId, Chat> m_chats;
    QHash<PeerKey, ConversationId> m_byPeer;
    std::vector<ConversationId> m_order;
    QHash<ConversationId, int> m_rows;
    QHash<AccountId, AccountMark> m_marks;
    QHash<ConversationId, QString> m_typists; ///< of groups where somebody types
    QHash<ConversationId, QString> m_roomNames; ///< also of those that are not here yet
    QHash<ConversationId, int> m_roomPlaces; ///< of those that have one; likewise
    ConversationId m_open;
    Filter m_filter = Filter::All;
    std::function<bool(const Conversation &)> m_inSpace; ///< of Filter::Space
    Hold m_hold = Hold::Free;
    std::function<QString(const Row &)> m_spoken;
    QTimer m_update;
    int m_unreadChats = 0;
    /// As they were last told of, with what they wrote last, and how that begins: it may be corrected, or taken back.
    QHash<ConversationId, std::pair<MessageId, size_t>> m_strangers;
};

} // namespace jackdaw
