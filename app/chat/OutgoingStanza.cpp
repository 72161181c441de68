// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/OutgoingStanza.h"

#include "xmpp/MessageCorrection.h"
#include "xmpp/MessageReactions.h"
#include "xmpp/MessageReplies.h"
#include "xmpp/MessageRetraction.h"
#include "xmpp/MessageThreads.h"
#include "xmpp/References.h"
#include "xmpp/SpoilerHints.h"

namespace jackdaw {

namespace {

/// XEP-0424, example 4: what a program shows that does not know retractions. On the wire, not for our window.
constexpr QStringView retractionText = u"/me retracted a previous message, but it's unsupported by your client.";

void writeParts(QXmppMessage &stanza, const Message &message, const std::optional<Message> &original)
{
    qsizetype before = 0;
    if (message.reply) {
        const qsizetype length = stanza.body().size();
        writeReply(stanza, *message.reply, original && original->retracted == 0 ? original->body : QString());
        before = stanza.body().size() - length;
    }
    writeThread(stanza, message.thread);
    writeSpoiler(stanza, message.spoiler);
    writeMentions(stanza, message.mentions, stanza.body(), before);
}

} // namespace

QXmppMessage writeStored(const Message &message, const BareJid &peer, const std::optional<Message> &original)
{
    QXmppMessage stanza = writeText(peer, message.originId, message.body);
    writeParts(stanza, message, original);
    return stanza;
}

QXmppMessage writeStored(const OutgoingChange &change, const Message &message, const BareJid &peer,
                         const std::optional<Message> &original)
{
    QXmppMessage stanza = writeChange(peer, change.originId);
    switch (change.kind) {
    case OutgoingChange::Kind::Correction:
        stanza.setBody(change.body); // XEP-0308, 4: the whole stanza again, with another text
        writeCorrection(stanza, change.target);
        writeParts(stanza, message, original);
        break;
    case OutgoingChange::Kind::Retraction:
        writeRetraction(stanza, change.target, retractionText.toString());
        break;
    case OutgoingChange::Kind::Reactions:
        writeReactions(stanza, {change.target, change.body.split(u' ', Qt::SkipEmptyParts)});
        break;
    }
    return stanza;
}

} // namespace jackdaw
