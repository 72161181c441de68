// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/FileRow.h"
#include "chat/MessageStore.h"
#include "xmpp/MessageStanza.h"

namespace jackdaw {

/// The rows of a message that brings several files (XEP-0447). Each file has a row of its own, so that it is shown,
/// fetched, searched and deleted from disk as any other; the last one's is the message itself, with its ids, its text
/// and all that is said of it, and those before it stand right above, under ids that are made of its own and that no
/// stanza can have (chat/FileRow). Engine thread; every function runs inside a transaction of the caller. Errors as
/// MessageStore.
class FurtherFiles
{
public:
    FurtherFiles(Database &database, MessageStore &messages) : m_database(database), m_messages(messages) {}

    /// What a stanza brings before its last file; first of all what says how many were left out (chat/FilesLeftOut).
    static QList<Attachment> before(const MessageStanza &stanza);
    /// The rows that `files` have above `message`, in their order; none where it was taken back.
    static QList<Message> above(const Message &message, const QList<Attachment> &files);
    /// Stores rows of one message side by side, as MessageStore::insert does one, and returns them in their order.
    Result<QList<Message>> insert(const QList<Message> &rows, MessageStore::Place place, MessageStore::Unread unread,
                                  const MessageStore::Neighbours &neighbours = {});

    static bool isOne(const Message &row) { return fileRow::isOne(row); }
    /// Of such a row its message, and of any other that one itself. An invalid Message::id: it is gone.
    Result<Message> messageOf(const Message &row);
    /// The rows above a message, in their order.
    Result<QList<Message>> of(const Message &message);
    /// The uppermost of them, or the message itself: what comes above that message comes above this.
    Result<MessageId> topOf(MessageId message);
    /// A file that a message is to have, with what the user did to the row that had it.
    struct File { Attachment attachment; qint64 pinned = 0; qint64 saved = 0; };
    static QList<File> filesOf(const QList<Message> &rows);
    struct Replaced {
        QList<MessageId> gone;
        QList<Message> stored;
        QList<MessageId> altered; ///< where they were, with another file than before: the message may be one of them
    };
    /// `files`, the last of them its own, in place of those that the message had. What of them it had keeps its row, if it
    /// stands among the others as before, and with its row or without it stays as it is: here, pinned, saved. No file is
    /// touched on disk.
    Result<Replaced> replace(const Message &message, QList<File> files);
    /// As MessageStore::setState(), of a message with its rows. Value: what changed, as it is now.
    Result<QList<Message>> setState(const Message &message, MessageState state, const std::optional<Error> &failure = {});
    /// They go, and their messages with them. Value: which they were.
    Result<QList<MessageId>> remove(const Message &message);

private:
    Status putOwn(const Message &message, const File &file, Replaced &replaced);
    Status setMarks(const Message &row, const File &file);

    Database &m_database;
    MessageStore &m_messages;
};

} // namespace jackdaw
