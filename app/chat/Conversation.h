// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"

namespace jackdaw {

/// What kind of chat it is. Numbers are stored: append only.
enum class ConversationKind {
    Chat = 0,       ///< with one person, by their address
    Room = 1,       ///< of a room (XEP-0045)
    RoomPrivate = 2 ///< with one person in a room, known by their nickname there (7.5)
};

/// Is it with somebody who wrote first, and whom nobody here knows? Numbers are stored: append only.
enum class Stranger {
    No = 0,      ///< a contact, somebody we wrote to, or who was let in
    Waits = 1,   ///< to be let in
    Declined = 2, ///< stays out of sight until we write to them
    Behind = 3    ///< as many wait as are shown: asks to be let in when they write again and fewer do
};

/// One chat of one account, with what its row in the chat list shows. MessageStore and MessageReader read it from disk,
/// ChatDoor tells of changes, ChatListModel shows it. A plain value: any thread. Names nobody: what the peer is called,
/// their roster says.
struct Conversation
{
    ConversationId id;
    AccountId account;
    ConversationKind kind = ConversationKind::Chat;
    BareJid peer;                ///< in RoomPrivate an OccupantKey, which is no address
    QString nick;                ///< in RoomPrivate the nickname that the person was last seen with
    std::optional<Message> last; ///< the newest message
    int unread = 0;
    int mentions = 0;            ///< of the unread ones those that speak of us
    MessageId firstUnread;       ///< where the unread line stands; invalid when all is read
    bool muted = false;
    bool pinned = false;
    Stranger stranger = Stranger::No;
    QString draft;

    friend bool operator==(const Conversation &, const Conversation &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::Conversation)
Q_DECLARE_METATYPE(jackdaw::ConversationKind)
