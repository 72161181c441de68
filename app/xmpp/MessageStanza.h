// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"
#include "base/Result.h"
#include "xmpp/Attention.h"
#include "xmpp/ChatState.h"
#include "xmpp/MessageParts.h"
#include "xmpp/SharedFile.h"

#include <QDomElement>
#include <QXmppMessage.h>
#include <optional>

namespace jackdaw {

/// What Jackdaw reads of a <message/>; live, in a carbon or in an archive all look alike here. readMessage() makes it,
/// IncomingPipeline takes it. A plain value, engine thread. Nothing in it is believed yet: who says it and what of it
/// counts, Authority decides.
struct MessageStanza
{
    enum class Type { Normal, Chat, GroupChat, Headline, Error };
    enum class Marker { Received, Displayed, Acknowledged };
    struct StanzaId { QString id; QString by; };
    struct Delay { qint64 stamp; QString by; }; ///< ms since 1970 UTC, 0 if it is no time; `by` is empty if nobody signed it

    Jid from; ///< invalid where the attribute is missing or not an address
    Jid to;
    Type type = Type::Normal;
    QString id;
    QString body;                ///< without what is only for programs that know less (XEP-0428)
    OriginId originId;           ///< XEP-0359 origin-id, else the id
    QList<StanzaId> stanzaIds;   ///< XEP-0359 stanza-id, all of them; which counts, Authority says
    QList<Delay> delays;         ///< XEP-0203, all of them; which counts, Authority says
    bool receiptRequested = false;
    OriginId receiptFor;         ///< XEP-0184
    bool markable = false;       ///< XEP-0333
    std::optional<Marker> marker;
    OriginId markerFor;
    std::optional<ChatState> chatState; ///< XEP-0085
    std::optional<Error> error;  ///< of a message of type error
    OriginId corrects;           ///< XEP-0308
    OriginId retracts;           ///< XEP-0424
    OriginId moderates;          ///< XEP-0425: by the stanza-id
    QString occupantId;          ///< XEP-0421; worth nothing where the room announces no such ids
    BareJid roomAuthor;          ///< XEP-0045: the address that a room says who wrote it has, in its archive
    std::optional<qint64> tombstone; ///< XEP-0424, 5: when it was taken back
    std::optional<ReactionSet> reactions; ///< XEP-0444
    std::optional<ReplyTo> reply; ///< XEP-0461
    ThreadPlace thread;          ///< XEP-0201
    QList<Mention> mentions;     ///< XEP-0372
    std::optional<QString> spoiler; ///< XEP-0382
    Attention attention = Attention::NotAsked; ///< XEP-0224
    QString markup;              ///< XEP-0071
    std::optional<SharedFile> file; ///< XEP-0447, XEP-0066, XEP-0454; `body` is never empty beside one. Of several the last
    QList<SharedFile> filesBefore;  ///< XEP-0447: of several those before it, in their order
    int filesLeftOut = 0;           ///< and those that were not read, or lie nowhere
};

/// RFC 6121, 5.2. Takes whatever it is given; what cannot be read is left out.
MessageStanza readMessage(const QDomElement &element);

/// A forwarded message (XEP-0297) inside a carbon or an archive result; null element if there is none.
struct Forwarded
{
    QDomElement message;
    qint64 time = 0; ///< of its <delay/>, ms since 1970 UTC
};
Forwarded readForwarded(const QDomElement &wrapper);

/// XEP-0280. `direction` says whose message it is; null element if this is no carbon.
struct Carbon
{
    enum class Direction { Received, Sent } direction = Direction::Received;
    QDomElement message;
};
Carbon readCarbon(const QDomElement &message);

/// XEP-0313, 4.2: one result of an archive query.
struct ArchiveResult
{
    QString query;
    ArchiveId id;
    Forwarded forwarded;
};
std::optional<ArchiveResult> readArchiveResult(const QDomElement &message);

/// A chat message to be sent, with origin-id, receipt request, markable and active state.
QXmppMessage writeText(const BareJid &to, const OriginId &id, const QString &body);
/// A chat message that says something of another one: with origin-id, without text.
QXmppMessage writeChange(const BareJid &to, const OriginId &id);
/// XEP-0224, by itself.
QXmppMessage writeAttention(const BareJid &to);
/// The answer to a receipt request (XEP-0184, 5), a marker (XEP-0333, 5) and a chat state (XEP-0085): not stored by
/// archives unless they help other devices, never carrying text.
QXmppMessage writeReceipt(const Jid &to, const OriginId &of);
QXmppMessage writeDisplayed(const BareJid &to, const OriginId &of);
/// The same to everybody in a room, by the id that the room gave the message (XEP-0333, 5.4).
QXmppMessage writeDisplayed(const BareJid &room, const ArchiveId &of);
QXmppMessage writeChatState(const BareJid &to, ChatState state);

} // namespace jackdaw
