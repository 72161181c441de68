// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/AttachmentStore.h"
#include "files/DirectRoute.h"
#include "files/OutgoingFile.h"
#include "files/TransferLimits.h"
#include "files/UploadAttempt.h"

#include <QDeadlineTimer>
#include <QFuture>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <map>
#include <memory>

namespace jackdaw {

class MessageService;
class UploadSlotService;
class WebAccess;

/// Brings the files of messages that wait to the server (XEP-0363), and then lets those messages go. What is to be done is on
/// disk and nowhere else: after a crash it is begun again, with a place of its own, and the message goes once. Owned by
/// Features, engine thread. In an encrypted chat nothing leaves that is not sealed (XEP-0454); where nobody knows yet what a chat is, nothing
/// leaves at all, and what was to be sealed does not go in clear unless the user tries it again.
class UploadService : public QObject
{
    Q_OBJECT
public:
    UploadService(const AccountContext &account, MessageService &messages, UploadSlotService &places, WebAccess &web,
                  const TransferLimits &limits = {}, QObject *parent = nullptr);
    ~UploadService() override;

    Result<MessageId> send(ConversationId conversation, const OutgoingFile &file, const QString &caption);
    QFuture<Result<UploadLimit>> limit(ConversationId conversation);
    /// Where what the server does not take goes.
    void setDirectRoute(DirectRoute &route);
    UploadSlotService &places() const { return m_places; }
    /// Nothing where it is not on its way.
    bool cancel(MessageId message);
    /// Now, where it rests before the next attempt. False where it does not.
    bool tryNow(MessageId message);
    /// Whether a chat may send, and how, has changed.
    void sendWaiting();

Q_SIGNALS:
    void moved(jackdaw::MessageId message, qint64 done, qint64 total);
    /// Nothing of it moves any more, for now or for good.
    void rested(jackdaw::MessageId message);

private:
    struct Upload;
    /// In this session.
    struct Tries
    {
        int stumbles = 0; ///< over the way there, or at the server
        int stalls = 0;   ///< at the disk
        QDeadlineTimer rest; ///< before the next one
    };

    void pump();
    void beginDue();
    void begin(MessageId message);
    void reuse(MessageId message);
    bool mayLeave(MessageId message);
    void takeEnd(MessageId message, const UploadAttempt::End &end);
    void finish(MessageId message, const QString &url, const QByteArray &hash);
    /// Once more, after a pause, or not any more.
    void stumble(MessageId message, const Error &why);
    /// Once more after a pause, however often: the disk may come back.
    void stall(MessageId message, const Error &why, const std::weak_ptr<const void> &hold);
    void rest(MessageId message, int pause, const std::optional<Error> &why);
    /// Why it rests, as its card says while nothing of it moves.
    void note(MessageId message, const std::optional<Error> &why);
    void fail(MessageId message, const Error &why);
    void drop(MessageId message);
    Upload *find(MessageId message);
    bool isWaiting(MessageId message) const;

    /// Another way where there is one; `why` there is none to the server.
    void goDirectly(MessageId message, const Error &why);
    void finishDirect(MessageId message);
    Result<bool> mayGoDirectly(ConversationId conversation);
    void leaveDirect(MessageId message);
    void messagesChanged(const QList<Message> &messages);
    void removeMessage(MessageId message);
    void retryCaption(MessageId message);
    void failOrphans();
    void tellOrphans();

    AccountContext m_account;
    MessageService &m_messages;
    UploadSlotService &m_places;
    WebAccess &m_web;
    TransferLimits m_limits;
    AttachmentStore m_store;
    std::map<MessageId, std::unique_ptr<Upload>> m_uploads; ///< those that are begun
    QHash<MessageId, Tries> m_tries;
    QHash<MessageId, std::weak_ptr<const void>> m_held; ///< by threads that a disk holds, with the file in hand
    DirectRoute *m_direct = nullptr;
    QSet<MessageId> m_sentDirectly;   ///< what it has
    QTimer m_again; ///< for the first that has rested
};

} // namespace jackdaw
