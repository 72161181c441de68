// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/AutoAnswerStore.h"
#include "chat/MessageCipher.h"
#include "chat/MessageStore.h"
#include "chat/OutgoingChangeStore.h"
#include "chat/OutgoingStanza.h"
#include "chat/RoomDirectory.h"
#include "xmpp/MessageStanza.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <variant>

namespace jackdaw {

class ArchiveFetcher;
struct ArchiveQuery;

/// Sends what waits, messages and changes of messages, in the order it was written in each chat, once. What a lost stream had got is looked up in the
/// archive by its origin-id before it may go again (DESIGN 3); what the program wrote by itself never does. Owned by
/// MessageService, engine thread; holds nothing that is not on disk but which messages are on their way right now, and
/// which are withdrawn.
class Outbox : public QObject
{
    Q_OBJECT
public:
    Outbox(const AccountContext &account, MessageStore &store, ArchiveFetcher &archive, const RoomDirectory &rooms,
           QObject *parent = nullptr);

    /// Whom texts tell that we are active (XEP-0085, 5.5); nobody if this was not called.
    using MayTell = std::function<bool(const BareJid &peer)>;
    void setMayTellChatState(MayTell mayTell) { m_mayTellChatState = std::move(mayTell); }
    /// Who reads XHTML-IM (XEP-0071, 8), on every client that is there; nobody if this was not called.
    void setReadsMarkup(MayTell reads) { m_readsMarkup = std::move(reads); }

    /// Encrypts what goes out from now on, at the moment it goes; what waits is never encrypted on disk.
    void setCipher(MessageCipher &cipher) { m_cipher = &cipher; }

    /// Something new waits, or something that waited was dealt with.
    void flush();
    /// We are in that room, again perhaps: what was on its way there when we lost it is looked up, the rest goes.
    void openRoom(const BareJid &room);
    /// Who is meant in that private chat by whatever is written from now on, by RoomOrigin::tenure. What was written to whoever
    /// it was before, and waits, has failed.
    void bindPrivate(ConversationId conversation, qint64 hand);
    /// Is this with the server's socket at this moment, so that it cannot be called back?
    bool isOnItsWay(const OriginId &id) const { return m_onTheirWay.contains(id); }
    /// This message, and what was written behind it in its chat, does not go out for so many ms. Not kept over an end of
    /// the program: then it goes out with the next session.
    void hold(const OriginId &id, int milliseconds);
    /// Not any more.
    void release(const OriginId &id) { m_held.remove(id); }
    /// All of them go now: nobody will be there to take them back.
    void releaseAll();
    /// A text that is to go to no further stream. Once the streams that may have it are settled it is removed where
    /// nobody has it, and stays where somebody does; where no archive can tell, it stays and has failed. Not kept over
    /// an end of the program.
    void withdraw(const OriginId &id);

Q_SIGNALS:
    void acknowledged(jackdaw::MessageId message);
    void changeAcknowledged(const jackdaw::OriginId &change);
    /// It cannot be written, or what is said of it cannot; it has failed, the others go out.
    void notWritten(jackdaw::ConversationId conversation, jackdaw::MessageId message);
    /// It is here no more, and nobody had it.
    void withdrawn(jackdaw::ConversationId conversation, jackdaw::MessageId message);
    /// Results of a look-up in the archive, for the pipeline to recognise what waits among them. `room`: whose archive it
    /// was; invalid: the account's.
    void archiveSeen(const QList<jackdaw::ArchiveResult> &results, const jackdaw::BareJid &room);
    void storageFailed(const jackdaw::Error &error);

private:
    /// Something that waits.
    struct Item {
        std::variant<Message, OutgoingChange> what;
        MessageCipher::Readiness readiness = MessageCipher::Readiness::Clear; ///< of its chat

        const OriginId &id() const;
        ConversationId conversation() const;
        qint64 time() const;
        qint64 order() const;
    };
    Result<QList<Item>> waiting();
    Result<QSet<OriginId>> handedOver(const QList<Item> &waiting);
    Status fail(const Item &item, const Error &why);
    Status noteHandedOver(const Item &item, qint64 stream);
    Result<QXmppMessage> stanzaOf(const Item &item);
    /// The same as it goes out: in clear or sealed, one for each version that somebody needs.
    Result<QList<QXmppMessage>> stanzasOf(const Item &item);
    /// A chat whose keys are on their way, or that nobody there can read, sends nothing.
    Result<MessageCipher::Readiness> readiness(const Conversation &conversation);
    void releaseExpired();
    void beginSession(Connection::Session session);
    Status lookUp();
    void lookUpAgain();
    void lookUpChat(ConversationId conversation);
    void fetchPages(ConversationId conversation, const ArchiveQuery &query, int left);
    enum class Way {
        Open,
        Waits, ///< a room has to have us in it, and whom a private message is for
        Closed ///< nobody can tell any more whom it reaches
    };
    Way wayTo(const Conversation &conversation) const;
    using Reason = std::function<Error(const Conversation &conversation)>;
    void failAll(const QList<Item> &items, const Reason &why);
    void removeAll(const QList<Item> &items);
    Addressee addressee(const Conversation &conversation) const;
    void forgetReflected(const QList<Item> &waiting);
    void finishLookUp(ConversationId conversation, const Status &status);
    void sendAll(const QList<Item> &items);
    struct Going { OriginId id; MessageId message; ConversationKind kind; QList<QXmppMessage> stanzas; };
    void settle(const Going &going, Connection::Delivery delivery, qint64 stream);

    AccountContext m_account;
    MessageStore &m_store;
    OutgoingChangeStore m_changes;
    ArchiveFetcher &m_archive;
    const RoomDirectory &m_rooms;
    QHash<OriginId, qint64> m_onTheirWay;  ///< to the stream they were given to
    QHash<OriginId, ConversationId> m_toReflect; ///< of these, what went to rooms: the room shows it to us, or it did not arrive
    QHash<ConversationId, qint64> m_lookingUp; ///< nothing of these goes out until the archive, from this time on, has answered
    QSet<ConversationId> m_asking;          ///< of these, whose question is open
    QSet<ConversationId> m_untold;          ///< of these, what no archive could tell in this session
    QSet<OriginId> m_withdrawn;
    QHash<ConversationId, qint64> m_hands;  ///< bindPrivate()
    AutoAnswerStore m_automatic;
    QSet<MessageId> m_unsure;               ///< automatic ones of an earlier session: they do not go out
    QHash<OriginId, QDeadlineTimer> m_held; ///< until then they may be taken back
    QTimer m_release;                       ///< for the first of these
    QTimer m_askAgain;                      ///< for those whose question failed
    static constexpr int firstPause = 5'000;
    int m_pause = firstPause;               ///< ms before m_askAgain, doubled each time
    MayTell m_mayTellChatState;
    MayTell m_readsMarkup;
    MessageCipher *m_cipher = nullptr;
    bool m_flushing = false;
    bool m_flushAgain = false; ///< something became ready while it was looked at
};

} // namespace jackdaw
