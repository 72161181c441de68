// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"

namespace jackdaw {

class Database;
class MessageStore;

/// The files of messages on disk: what is known of each, and what waits to be uploaded or fetched. Made where it is needed,
/// engine thread; every function may run inside a transaction of the caller, and those that change more than one row need one.
/// Never touches a file itself. Errors: Storage, DiskFull; NotFound where a message has no file.
class AttachmentStore
{
public:
    explicit AttachmentStore(Database &database) : m_database(database) {}

    /// In place of what the message had.
    Status put(MessageId message, const Attachment &attachment);
    Result<Attachment> attachment(MessageId message);
    Status setState(MessageId message, Attachment::State state, const std::optional<Error> &failure = {});
    /// It is here now, and is what `now` says. NotFound where the message has one with another address by now.
    Status setHere(MessageId message, const Attachment &now);
    Status setHash(MessageId message, const QByteArray &sha256);
    Status setProtection(MessageId message, Attachment::Protection protection);
    /// Nothing is left of it.
    Status forget(MessageId message);

    /// The message does not go out before its file, or that of `behind`, is uploaded.
    Status hold(MessageId message, MessageId behind);
    /// It lies at `url`: the message says so, in its text too where that is not `text`, and goes, and so does what stands behind it.
    Status finishUpload(MessageId message, const QString &url, const QString &text = {});
    /// It went another way than by an address, and is with them: the message is done, and what stands behind it goes.
    Status finishDirect(MessageStore &messages, MessageId message);
    /// The oldest message of theirs there whose file has no address, was not fetched yet, and is this one; an invalid id: none.
    Result<MessageId> offered(ConversationId conversation, const QByteArray &sha256, qint64 size);
    /// It was sealed for a chat that is not encrypted any more: its address and key are gone, and if it is tried again it is
    /// uploaded again, as the chat is then.
    Status uploadAnew(MessageId message);
    /// What was to go behind a file that does not go has failed like it; an invalid id: nothing was. Not held any more, so
    /// that it can be sent alone.
    Result<MessageId> failCaption(MessageStore &messages, MessageId message, const Error &why);
    /// What is to go behind a file; an invalid id: nothing is.
    Result<MessageId> captionOf(MessageId message);
    /// A message that was held is so no longer.
    Status release(MessageId message);
    /// Messages that wait for a file that is gone.
    Result<QList<MessageId>> orphans(AccountId account);

    /// What is to be uploaded, oldest first, of messages that wait; and what is being fetched.
    Result<QList<MessageId>> uploads(AccountId account);
    Result<QList<MessageId>> fetches(AccountId account);

    /// What of a chat is here, or was here before the program ended in the middle of deleting it.
    Result<QList<std::pair<QString, Attachment::Kind>>> keptPaths(ConversationId conversation);
    /// The messages, of all accounts, whose file lies there.
    Result<QList<std::pair<MessageId, Attachment::State>>> usersOf(const QString &path);
    /// What lay at `from` lies at `to`, whoever has it.
    Status movePath(const QString &from, const QString &to);
    /// It lies there as before, though it was to be deleted.
    Status restoreState(MessageId message, const QString &path, Attachment::State state);
    /// It lies there no longer, unless it was fetched again.
    Status forgetPath(MessageId message, const QString &path);

    /// Of all accounts, those whose path has this in it.
    Result<QStringList> pathsWith(const QString &part);

private:
    Result<QList<MessageId>> ids(const QString &statement, AccountId account);

    Database &m_database;
};

} // namespace jackdaw
