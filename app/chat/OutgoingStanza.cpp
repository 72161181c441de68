// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/OutgoingStanza.h"

#include "text/Styling.h"
#include "text/XhtmlIm.h"
#include "xmpp/FileSharing.h"
#include "xmpp/MessageCorrection.h"
#include "xmpp/MessageReactions.h"
#include "xmpp/MessageReplies.h"
#include "xmpp/MessageRetraction.h"
#include "xmpp/MessageThreads.h"
#include "xmpp/Namespaces.h"
#include "xmpp/PayloadElement.h"
#include "xmpp/References.h"
#include "xmpp/SpoilerHints.h"
#include "xmpp/XhtmlIm.h"

namespace jackdaw {

namespace {

/// XEP-0424, example 4: what a program shows that does not know retractions. On the wire, not for our window.
constexpr QStringView retractionText = u"/me retracted a previous message, but it's unsupported by your client.";

void address(QXmppMessage &stanza, const Addressee &to)
{
    switch (to.kind) {
    case ConversationKind::Chat:
        return;
    case ConversationKind::Room:
        stanza.setType(QXmppMessage::GroupChat);
        stanza.setReceiptRequested(false); // XEP-0184, 5.3: nobody wants one from everybody
        return;
    case ConversationKind::RoomPrivate:
        stanza.setTo(to.address.toString());
        stanza.setExtensions(stanza.extensions() + QXmppElementList{makeElement(u"x", ns::mucUser)}); // XEP-0045, 7.5
        return;
    }
}

/// Whom an answer in a room names: the place of who said it there.
void nameAuthor(QXmppMessage &stanza, const ReplyTo &reply, const QString &quote, const Jid &author)
{
    writeReply(stanza, {reply.id, BareJid::fromPrepared(author.toString())}, quote);
}

void writeParts(QXmppMessage &stanza, const Message &message, const std::optional<Message> &original, const Addressee &to)
{
    qsizetype before = 0;
    if (message.reply) {
        const qsizetype length = stanza.body().size();
        // What was taken back is quoted to nobody, and what its sender hid would be open to read (XEP-0382, 4).
        const bool mayQuote = original && original->retracted == 0 && !original->spoiler;
        // A file's address is nothing to read, and may carry its key (XEP-0454): its name says which one is meant.
        const bool isSticker = mayQuote && original->attachment && original->attachment->kind == Attachment::Kind::Sticker;
        const QString quote = !mayQuote ? QString()
            : isSticker ? original->attachment->file.description
            : original->attachment ? original->attachment->file.name : original->body;
        if (to.kind == ConversationKind::Room && original && !original->nick.isEmpty()) {
            nameAuthor(stanza, *message.reply, quote, Jid(to.address.bare(), original->nick));
        } else {
            writeReply(stanza, *message.reply, quote);
        }
        before = stanza.body().size() - length;
    }
    // What stands before the text for others, or is to be hidden, is not said twice.
    if (to.markup == Addressee::Markup::Read && before == 0 && !message.spoiler && !message.attachment) {
        const QString text = stanza.body();
        writeXhtml(stanza, writeXhtmlIm(text, styleText(text).spans));
    }
    writeThread(stanza, message.thread);
    writeSpoiler(stanza, message.spoiler);
    writeMentions(stanza, message.mentions, stanza.body(), before);
}

} // namespace

QXmppMessage writeStored(const Message &message, const Addressee &to, const std::optional<Message> &original)
{
    QXmppMessage stanza = writeText(to.address.bare(), message.originId, message.body);
    address(stanza, to);
    if (message.attachment && !message.attachment->file.url.isEmpty()) {
        writeSharedFile(stanza, message.attachment->file);
    }
    writeParts(stanza, message, original, to);
    return stanza;
}

QXmppMessage writeStored(const OutgoingChange &change, const Message &message, const Addressee &to,
                         const std::optional<Message> &original)
{
    QXmppMessage stanza = writeChange(to.address.bare(), change.originId);
    address(stanza, to);
    switch (change.kind) {
    case OutgoingChange::Kind::Correction:
        stanza.setBody(change.body); // XEP-0308, 4: the whole stanza again, with another text
        writeCorrection(stanza, change.target);
        writeParts(stanza, message, original, to);
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
