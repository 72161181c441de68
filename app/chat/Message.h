// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"
#include "base/Result.h"
#include "chat/Attachment.h"
#include "chat/LinkPreview.h"
#include "chat/MessageEncryption.h"
#include "xmpp/ChatState.h"
#include "xmpp/MessageParts.h"

#include <QList>
#include <algorithm>
#include <optional>

namespace jackdaw {

enum class Direction { Incoming, Outgoing };

/// How far an outgoing message has come; each step only on evidence (DESIGN 3). Numbers are stored: append only.
enum class MessageState {
    Waiting = 0,   ///< stored here, not with the server yet
    Sent = 1,      ///< the server has it (XEP-0198 acknowledgement, or it is in the archive)
    Delivered = 2, ///< the recipient's client has it (XEP-0184)
    Displayed = 3, ///< the recipient saw it (XEP-0333)
    Failed = 4,    ///< will not go out by itself; `failure` says why
    Received = 5   ///< incoming
};

/// What of ours to a message (a correction, a retraction, reactions) the server does not have yet. Numbers are stored.
enum class ChangeState { Settled = 0, Waiting = 1, Failed = 2 };

/// One emoji that somebody gives to a message (XEP-0444).
struct Reaction
{
    QString emoji;
    BareJid by;

    friend bool operator==(const Reaction &, const Reaction &) = default;
};

/// What a corrected message said once (XEP-0308).
struct MessageVersion
{
    qint64 time = 0; ///< when it was said, ms since 1970 UTC
    QString body;

    friend bool operator==(const MessageVersion &, const MessageVersion &) = default;
};

/// A message as it is stored and shown. MessageStore writes it, MessageReader reads it for the models, ChatDoor tells
/// of it. A plain value: any thread. The `id` and `originId` it was stored with never change; all else may, and a copy
/// does not follow what happens on disk.
struct Message
{
    MessageId id;
    ConversationId conversation;
    Direction direction = Direction::Incoming;
    MessageState state = MessageState::Received;
    qint64 time = 0; ///< ms since 1970 UTC, clamped to sane values; order is `id`, never this
    BareJid sender;      ///< in rooms, of others, an OccupantKey, which is no address
    QString nick;        ///< in rooms: the nickname of then
    QString body;        ///< what it says now; empty where it was taken back
    OriginId originId;   ///< of one of ours also the `id` of the stanza
    OriginId stanzaId;   ///< the `id` of the stanza where that is another
    ArchiveId archiveId; ///< XEP-0359, by our server; empty until known
    bool markable = false; ///< the sender asked for a displayed marker (XEP-0333)
    std::optional<Error> failure;

    qint64 edited = 0;    ///< when it was last corrected (XEP-0308); 0: never. As the next three ms since 1970 UTC
    qint64 retracted = 0; ///< when it was taken back (XEP-0424): nothing is left of it but its place
    qint64 pinned = 0;    ///< here alone
    qint64 saved = 0;     ///< for later, here alone
    ChangeState changes = ChangeState::Settled;
    std::optional<ReplyTo> reply;   ///< XEP-0461
    ThreadPlace thread;             ///< XEP-0201
    QList<Mention> mentions;        ///< XEP-0372
    std::optional<QString> spoiler; ///< XEP-0382: the hint
    QString markup;                 ///< XEP-0071, as it came
    OriginId corrects;              ///< it is a correction of what is not here, and stands for itself
    QList<Reaction> reactions;      ///< in the order in which they were given
    std::optional<MessageEncryption> encryption; ///< nullopt: it went in clear
    QList<LinkPreview> previews; ///< of links, that the user asked for
    std::optional<Attachment> attachment; ///< in lists of chats its kind and name alone are known

    bool mentionsUs() const;
    static constexpr qsizetype longestSign = 64; ///< of a text that stands for a sticker
    /// Is the body beside a sticker a text of its own, and neither a sign nor the address of it?
    static bool saysMore(const QString &body);
    /// What it says besides the file that it brings: the address of that is nothing to read.
    QString caption() const;
    /// Was it encrypted, and cannot be read? There is no text then, and `encryption` says why.
    bool isUnreadable() const { return encryption && !encryption->isReadable(); }

    friend bool operator==(const Message &, const Message &) = default;
};

inline bool Message::mentionsUs() const
{
    return std::any_of(mentions.cbegin(), mentions.cend(), [](const Mention &mention) { return mention.isUs; });
}

inline bool Message::saysMore(const QString &body)
{
    const bool isAddress = !body.contains(QLatin1Char(' '))
        && (body.startsWith(QLatin1StringView("https://")) || body.startsWith(QLatin1StringView("aesgcm://")));
    return body.size() > longestSign && !isAddress;
}

inline QString Message::caption() const
{
    if (!attachment) {
        return body;
    }
    if (attachment->kind == Attachment::Kind::Sticker) {
        // The text beside one stands for it where it cannot be seen (XEP-0449, 2.2); a long one says something itself.
        return saysMore(body) && body != attachment->file.url ? body : QString();
    }
    const bool isWhole = !attachment->file.url.isEmpty();
    const bool isAddress = body.isEmpty() || body.startsWith(QLatin1StringView("aesgcm://"))
        || (isWhole ? body == attachment->file.url : body.startsWith(QLatin1StringView("https://")) && !body.contains(QLatin1Char(' ')));
    return isAddress ? attachment->file.description : body;
}

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::Message)
Q_DECLARE_METATYPE(jackdaw::ChangeState)
