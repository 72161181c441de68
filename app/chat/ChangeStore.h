// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/MessageStore.h"

namespace jackdaw {

/// What was said of messages that are here: corrections with every earlier text, retractions, reactions, and what the user
/// keeps of them (pinned, saved). Bounded in everything that others make grow. Engine thread; every function runs inside a
/// transaction of the caller. Who may say it was asked before (xmpp/Authority). Errors as MessageStore.
class ChangeStore
{
public:
    ChangeStore(Database &database, MessageStore &messages) : m_database(database), m_messages(messages) {}

    /// Texts of one message that are kept: the first, and the newest.
    static constexpr int maximumVersions = 50;
    /// People who may react to one message.
    static constexpr int maximumReactors = 2000;

    /// The message that `id` names: its origin-id, the id of its stanza, that of an archive (as rooms have it), or that of one of its corrections (XEP-0444, 4). Only
    /// of `author` where that is valid. An invalid Message::id if there is none.
    Result<Message> findNamed(ConversationId conversation, const OriginId &id, const BareJid &author);
    /// The message that everybody in a room calls so: by the id that the room gave (XEP-0444, 4.1; XEP-0461, 3.1). By the id that
    /// its author made only where the room gave none, else whoever says that id again would stand in its place.
    Result<Message> findInRoom(ConversationId conversation, const OriginId &id);

    /// One text of a message, as one stanza said it.
    struct Version {
        qint64 time = 0; ///< as all times here, ms since 1970 UTC
        OriginId originId;
        OriginId stanzaId;
        QString body;
        QList<Mention> mentions;
        std::optional<QString> spoiler;
        QString markup;
    };
    static Version versionOf(const Message &message);
    /// Value: did it change anything? Not where the same stanza said so before, nor where the message was taken back.
    /// What is newer by `time` is what the message says.
    Result<bool> correct(MessageId message, const Version &version);
    /// Another text in place of the one it has, as if that had never been: of what nobody got.
    Status rewrite(MessageId message, const QString &body, const QList<Mention> &mentions);
    /// All of them, oldest first; none where it was never corrected.
    Result<QList<Version>> versions(MessageId message);
    Result<bool> hasSaid(MessageId message, const OriginId &originId, const QString &body);
    /// Its text, its versions and its reactions go. Value: false where it was taken back before.
    Result<bool> retract(MessageId message, qint64 time);

    /// All that `sender` gives to the message now. Value: did it change? Not where something newer was said before.
    Result<bool> setReactions(MessageId message, const BareJid &sender, const QStringList &emoji, qint64 time);
    /// When `sender` last said anything; 0 if never.
    Result<qint64> reactedAt(MessageId message, const BareJid &sender);

    /// Corrections of `target` that came before it and stand for themselves.
    Result<QList<Message>> standIns(const Message &target);
    /// Makes one of them a text of the message it corrects, and takes it away.
    Status merge(MessageId target, const Message &standIn);

    enum class Mark { Pinned, Saved };
    /// `time` 0: not any more.
    Status setMark(MessageId message, Mark mark, qint64 time);

private:
    Status addVersion(MessageId message, const Version &version);
    Status dropOldVersions(MessageId message);
    Status forgetUnsaid(const Message &before);
    Status showNewest(MessageId message);

    Database &m_database;
    MessageStore &m_messages;
};

} // namespace jackdaw
