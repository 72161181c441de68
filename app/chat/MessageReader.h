// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Conversation.h"
#include "chat/SeenMark.h"

namespace jackdaw {

class ReadConnection;

/// Reads conversations and pages of messages for the models. Keyset pages only: no OFFSET, no count over a conversation.
/// Owned by the composition root, lives on the thread of its connection (GUI). Never writes. On an SQL error it returns
/// what it has, and ReadConnection::lastError tells.
class MessageReader
{
public:
    explicit MessageReader(const ReadConnection &connection) : m_connection(connection) {}

    /// Every conversation with its newest message.
    QList<Conversation> conversations() const;
    /// Nothing where they cannot be read, which is another thing than that there are none.
    std::optional<QSet<ConversationId>> conversationIds() const;
    /// What a chat list shows first, however many chats there are: those with something unread, those that are pinned, the
    /// `newest` ones, and `open`.
    QList<Conversation> firstConversations(int newest, ConversationId open) const;

    /// Up to `limit` messages, ascending by id.
    QList<Message> newest(ConversationId conversation, int limit) const;
    QList<Message> before(ConversationId conversation, MessageId message, int limit) const;
    QList<Message> after(ConversationId conversation, MessageId message, int limit) const;
    /// All that wait or failed, of all conversations of the account, oldest first (at most 500).
    QList<Message> waiting(AccountId account) const;

    /// An invalid Message::id if there is none.
    Message message(MessageId message) const;
    /// Of a file that came with others in one message (chat/FileRow) that message, and of any other that one itself; an invalid
    /// Message::id where it is gone.
    Message messageOf(const Message &row) const;
    /// The files that came with `message` in one, without its own.
    int countFilesAbove(const Message &message) const;
    /// What `id` names in a conversation: origin-id, stanza id, or the id of a correction; of `author` rather than of others.
    Message findNamed(ConversationId conversation, const OriginId &id, const BareJid &author) const;
    /// The message before `message` in its thread (XEP-0201), or the last one of the thread that it comes from; an invalid
    /// Message::id where there is none, and where the thread is plain to see: nothing else was spoken of meanwhile.
    Message threadBefore(const Message &message) const;
    /// Every text of a corrected message, oldest first, the one it has now with them; none where it was never corrected.
    QList<MessageVersion> versions(MessageId message) const;
    /// Who in a room saw `message`, as far as they said; whoever said so last comes first.
    QList<SeenMark> seenBy(const Message &message, int limit) const;
    /// Pinned messages of a conversation, saved ones of all: those of which that was said last come first.
    QList<Message> pinned(ConversationId conversation, int limit) const;
    QList<Message> saved(int limit) const;

    /// How many messages stand before `message`, by whole days: good for a scroll bar, not for a sentence.
    qint64 countBefore(ConversationId conversation, MessageId message) const;
    qint64 countAll(ConversationId conversation) const;

private:
    const ReadConnection &m_connection;
};

} // namespace jackdaw
