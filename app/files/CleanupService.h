// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/AttachmentStore.h"
#include "files/DiskUse.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QPromise>

#include <memory>

namespace jackdaw {

class MessageService;

/// Deletes files of a chat from this computer, by the user's wish: their messages stay, say that the file is not here any more, and
/// can fetch it again. Slice by slice, first noted on disk and then deleted on the pool, so that a crash between leaves nothing that
/// the next time does not find. Owned by Features, engine thread. Deletes nothing that is not ours, or that still has to be sent.
class CleanupService : public QObject
{
    Q_OBJECT
public:
    CleanupService(const AccountContext &account, MessageService &messages, const QString &profileFolder, QObject *parent = nullptr);
    ~CleanupService() override;

    /// What was deleted until the end, or until stop(). Errors: Conflict while that chat is being cleaned up; Storage,
    /// DiskFull. A file that cannot be deleted stays what it was, and is told of once all others are gone.
    QFuture<Result<CleanedUp>> start(ConversationId conversation, FileKinds kinds);
    /// False: nothing is under way there.
    bool stop(ConversationId conversation);

Q_SIGNALS:
    void moved(jackdaw::ConversationId conversation, int done, int total);

private:
    struct Work;
    /// A message whose file is to go, as it was before.
    struct Named {
        MessageId message;
        QString path;
        Attachment::State state;
    };

    void tell(const QList<Named> &named);
    void step(const std::shared_ptr<Work> &work);
    void finish(const std::shared_ptr<Work> &work, const Status &how);

    AccountContext m_account;
    MessageService &m_messages;
    QString m_folder;
    AttachmentStore m_store;
    QHash<ConversationId, std::shared_ptr<Work>> m_work;
};

} // namespace jackdaw
