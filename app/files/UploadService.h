// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/AttachmentStore.h"
#include "files/DirectRoute.h"
#include "files/OutgoingFile.h"
#include "files/TransferLimits.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <functional>
#include <map>
#include <memory>

namespace jackdaw {

class MessageService;
class UploadBody;
class WebAccess;
struct WebAnswer;

/// Brings the files of messages that wait to the server (XEP-0363), and then lets those messages go. What is to be done is on
/// disk and nowhere else: after a crash it is begun again, with a place of its own, and the message goes once. Owned by
/// Features, engine thread. In an encrypted chat nothing leaves that is not sealed (XEP-0454); where nobody knows yet what a chat is, nothing
/// leaves at all, and what was to be sealed does not go in clear unless the user tries it again.
class UploadService : public QObject
{
    Q_OBJECT
public:
    UploadService(const AccountContext &account, MessageService &messages, WebAccess &web, const TransferLimits &limits = {},
                  QObject *parent = nullptr);
    ~UploadService() override;

    Result<MessageId> send(ConversationId conversation, const OutgoingFile &file, const QString &caption);
    QFuture<Result<UploadLimit>> limit(ConversationId conversation);
    /// Where what the server does not take goes.
    void setDirectRoute(DirectRoute &route);
    /// Nothing where it is not on its way.
    bool cancel(MessageId message);
    /// Who takes files, and how large ones; asked of the server where nobody knows. Errors: NoUpload; those of the way there.
    struct Place { Jid address; qint64 maximum = 0; };
    void findPlace(QObject *context, std::function<void(Result<Place>)> found);
    /// Whether a chat may send, and how, has changed.
    void sendWaiting();

Q_SIGNALS:
    void moved(jackdaw::MessageId message, qint64 done, qint64 total);

private:
    using Service = Place;
    struct Upload;
    using Found = std::function<void(const Result<Service> &)>;

    void pump();
    void begin(MessageId message);
    void reuse(MessageId message);
    void askSlot(MessageId message);
    void put(MessageId message, const QString &to, const QString &from, const QList<std::pair<QByteArray, QByteArray>> &headers);
    void takeEnd(MessageId message, const WebAnswer &answer);
    /// All of it left, and what the server said of that was lost: does it lie there?
    void askWhatLies(MessageId message, const Error &why);
    void finish(MessageId message);
    /// Once more, after a pause, or not any more.
    void stumble(MessageId message, const Error &why);
    void fail(MessageId message, const Error &why);
    void drop(MessageId message);
    Upload *find(MessageId message);

    void findService(Found found);
    /// `passing`: what went wrong so far and may go well later.
    void askServices(QList<Jid> services, const std::optional<Error> &passing);
    void answerService(const Result<Service> &service);
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
    WebAccess &m_web;
    TransferLimits m_limits;
    AttachmentStore m_store;
    std::map<MessageId, std::unique_ptr<Upload>> m_uploads; ///< those that are begun
    QHash<MessageId, int> m_attempts; ///< in this session
    DirectRoute *m_direct = nullptr;
    QSet<MessageId> m_sentDirectly;   ///< what it has
    int m_serial = 0; ///< of the last attempt of all
    std::optional<Service> m_service;
    qint64 m_serviceOf = -1; ///< the stream in which it was found, or not
    QList<Found> m_askedService;
    QTimer m_again;
};

} // namespace jackdaw
