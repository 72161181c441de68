// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/AttachmentStore.h"
#include "jingle/JingleSession.h"

#include <QObject>
#include <QSet>

#include <functional>
#include <map>
#include <memory>

namespace jackdaw {

class JingleService;
class MessageService;

/// Files that contacts offer straight from their program (XEP-0234): each is a message with a card, taken when the user
/// says so, or by the rules of downloads. Owned by Features, engine thread. What comes is counted, compared with what
/// was promised, and gets its name last; what was begun goes on where it stopped when the same file is offered again.
/// Believes no size, hash or name.
class DirectReceiveService : public QObject
{
    Q_OBJECT
public:
    DirectReceiveService(const AccountContext &account, MessageService &messages, JingleService &jingle,
                         const QString &profileFolder, QObject *parent = nullptr);
    ~DirectReceiveService() override;

    /// How many bytes of a message's file may come by themselves; without one, none.
    void setRule(std::function<qint64(const Message &)> mostUnasked) { m_mostUnasked = std::move(mostUnasked); }
    /// Is its file one that comes directly?
    static bool isDirect(const Message &message);
    bool isDirect(MessageId message) const;

    /// By the user's wish; where nobody offers it now, it is taken as soon as somebody does.
    Status accept(MessageId message);
    /// Declines, or stops. False where it is not on its way and nothing is offered.
    bool cancel(MessageId message);
    /// The account is being removed.
    void stop();

Q_SIGNALS:
    void moved(jackdaw::MessageId message, qint64 done, qint64 total);
    /// Nothing of it moves any more: all of it came, it waits to be offered again, or it has ended.
    void rested(jackdaw::MessageId message);

private:
    struct Receive;

    void takeOffer(JingleSession &session, const JingleFile &file);
    Result<Message> store(const BareJid &peer, const JingleFile &file);
    Result<Message> known(ConversationId conversation, const JingleFile &file);
    void begin(MessageId message);
    void beginInTurn(MessageId message);
    void beginNext();
    bool isFree() const;
    void takeBytes(MessageId message, const QByteArray &bytes);
    void takeEnd(MessageId message);
    void awaitHash(MessageId message);
    void settle(MessageId message);
    /// By what a file that comes is known again.
    struct Known
    {
        ConversationId conversation;
        QByteArray sha256;
        qint64 size = 0;
        friend bool operator==(const Known &, const Known &) = default;
    };
    void loadUnheard();
    void noteUnheard(const Known &file, MessageId message);
    void noteHeard(MessageId message);
    void keepUnheard();
    void confirm(JingleSession &session, MessageId message);
    bool confirmAgain(JingleSession &session, const Message &message);
    void takeLoss(MessageId message, JingleReason reason);
    void fail(MessageId message, JingleReason reason, const Error &why);
    void drop(MessageId message, JingleReason reason);
    void set(MessageId message, Attachment::State state, const std::optional<Error> &failure = {});
    void forget(MessageId message);
    Receive *find(MessageId message) const;
    QString folderOf(MessageId message) const;
    QString partOf(MessageId message) const;

    AccountContext m_account;
    MessageService &m_messages;
    JingleService &m_jingle;
    QString m_folder;
    AttachmentStore m_store;
    std::function<qint64(const Message &)> m_mostUnasked;
    std::map<MessageId, std::unique_ptr<Receive>> m_receives;
    QList<std::pair<Known, MessageId>> m_unheard; ///< is here, and perhaps they were never told so; in the notes, too
    QSet<MessageId> m_asked; ///< by the user, in this run
    bool m_isStopped = false;
};

} // namespace jackdaw
