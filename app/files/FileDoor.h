// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Result.h"
#include "files/DiskUse.h"
#include "files/DownloadRules.h"
#include "files/OutgoingFile.h"
#include "files/TransferProgress.h"

#include <QFuture>
#include <QObject>
#include <QUrl>

namespace jackdaw {

/// The part of the engine's door about files. Owned by the EngineDoor; commands may be called on any thread and never block,
/// signals are sent from the engine thread. What a message's file is, and how far it has come, Message::attachment says, and
/// ChatDoor::messagesChanged tells of changes; here is only what is not kept. Reads no picture and opens no file.
class FileDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Stores a message that waits for its file, and uploads that as soon as it can be. `caption` goes out behind it as a
    /// message of its own, which is what every other program shows. Errors: FileChanged, FileTooLarge, Storage, DiskFull.
    virtual QFuture<Result<MessageId>> sendFile(ConversationId conversation, OutgoingFile file, QString caption) = 0;
    /// How much may be sent there.
    virtual QFuture<Result<UploadLimit>> uploadLimit(ConversationId conversation) = 0;
    /// Fetches the file of a message, by the user's wish.
    virtual QFuture<Status> fetch(MessageId message) = 0;
    /// It was shown: what the rules allow unasked is fetched.
    virtual void noteShown(MessageId message) = 0;
    /// What the rules are from now on, for all accounts.
    virtual void setRules(DownloadRules rules) = 0;
    /// Makes the preview of one of the links of a message, by the user's wish. Errors: UnsafeAddress, NotFound, NotAcceptable where
    /// its page says nothing of itself, TooMany, those of the way there, Storage.
    virtual QFuture<Status> loadPreview(MessageId message, QUrl link) = 0;
    /// Deletes the files of a chat that are ours from this computer; their messages stay, and can fetch them again. Says what was
    /// deleted until its end, or until stopCleanup(). Errors: Conflict while it is under way there; Storage, DiskFull.
    virtual QFuture<Result<CleanedUp>> cleanUp(ConversationId conversation, FileKinds kinds) = 0;
    virtual QFuture<Status> stopCleanup(ConversationId conversation) = 0;
    /// Ends the upload, which has failed then, or the download.
    virtual QFuture<Status> cancel(MessageId message) = 0;

Q_SIGNALS:
    /// Not more often than eyes can follow; once more without a speed where nothing moves for some seconds, or it ends;
    /// once more where that lasts.
    void transferMoved(jackdaw::MessageId message, const jackdaw::TransferProgress &progress);
    /// Files of those that are to be deleted.
    void cleanupMoved(jackdaw::ConversationId conversation, int done, int total);
};

} // namespace jackdaw
