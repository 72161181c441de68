// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/MessageStanza.h"

#include "xmpp/Dom.h"
#include "xmpp/FallbackIndication.h"
#include "xmpp/FileSharing.h"
#include "xmpp/MessageCorrection.h"
#include "xmpp/MessageReactions.h"
#include "xmpp/MessageReplies.h"
#include "xmpp/MessageRetraction.h"
#include "xmpp/MessageThreads.h"
#include "xmpp/Moderation.h"
#include "xmpp/Namespaces.h"
#include "xmpp/OccupantIds.h"
#include "xmpp/References.h"
#include "xmpp/SpoilerHints.h"
#include "xmpp/XhtmlIm.h"

#include <QUuid>

namespace jackdaw {

namespace {

MessageStanza::Type typeOf(const QString &text)
{
    using Type = MessageStanza::Type;
    return text == u"chat" ? Type::Chat
        : text == u"groupchat" ? Type::GroupChat
        : text == u"headline" ? Type::Headline
        : text == u"error" ? Type::Error
        : Type::Normal; // RFC 6121, 5.2.2: also for what is unknown
}

std::optional<ChatState> chatStateOf(const QString &name)
{
    return name == u"active" ? std::optional(ChatState::Active)
        : name == u"composing" ? std::optional(ChatState::Composing)
        : name == u"paused" ? std::optional(ChatState::Paused)
        : name == u"inactive" ? std::optional(ChatState::Inactive)
        : name == u"gone" ? std::optional(ChatState::Gone)
        : std::nullopt;
}

void readMarker(const QDomElement &child, MessageStanza &out)
{
    const QString name = child.tagName();
    if (name == u"markable") {
        out.markable = true;
        return;
    }
    if (name == u"received" || name == u"displayed" || name == u"acknowledged") {
        out.marker = name == u"received" ? MessageStanza::Marker::Received
            : name == u"displayed" ? MessageStanza::Marker::Displayed
            : MessageStanza::Marker::Acknowledged;
        out.markerFor = OriginId(child.attribute(QStringLiteral("id")));
    }
}

Jid readJid(const QDomElement &element, const QString &attribute)
{
    const auto jid = Jid::parse(element.attribute(attribute));
    return jid ? *jid : Jid();
}

/// Exactly one, or somebody wrote one themselves beside the room's.
BareJid readRoomAuthor(const QDomElement &message)
{
    QList<QDomElement> items;
    for (QDomElement x = message.firstChildElement(); !x.isNull(); x = x.nextSiblingElement()) {
        for (QDomElement item = isElement(x, u"x", ns::mucUser) ? x.firstChildElement() : QDomElement(); !item.isNull(); item = item.nextSiblingElement()) {
            if (isElement(item, u"item", ns::mucUser)) {
                items.append(item);
            }
        }
    }
    const auto author = items.size() == 1 ? Jid::parse(items.constFirst().attribute(QStringLiteral("jid"))) : Result<Jid>(Error{});
    return author ? author->bare() : BareJid();
}

void takeFiles(MessageStanza &out, SharedFiles files)
{
    if (files.files.isEmpty()) {
        return;
    }
    // For programs that know less some write all addresses, one a line, and forget to say what that is for (XEP-0428).
    const QStringList lines = out.body.trimmed().split(u'\n');
    const bool areAddresses = files.files.size() > 1 && lines.size() <= files.files.size()
        && std::all_of(lines.cbegin(), lines.cend(), [&files](const QString &line) {
               return std::any_of(files.files.cbegin(), files.files.cend(),
                                  [&line](const SharedFile &file) { return file.url == line.trimmed(); });
           });
    out.file = files.files.takeLast();
    out.filesBefore = std::move(files.files);
    out.filesLeftOut = files.leftOut;
    if (out.body.isEmpty() || areAddresses) {
        out.body = out.file->url; // as those write it who know of programs that know less
    }
}

/// What the message says of others, and what is left of its text without that.
void readParts(const QDomElement &element, MessageStanza &out)
{
    out.corrects = readCorrection(element);
    if (const auto moderation = readModeration(element)) {
        out.moderates = moderation->of;
    } else {
        out.retracts = readRetraction(element);
    }
    out.occupantId = readOccupantId(element);
    out.roomAuthor = readRoomAuthor(element);
    out.tombstone = readTombstone(element);
    out.reactions = readReactions(element);
    out.reply = readReply(element);
    out.thread = readThread(element);
    out.spoiler = readSpoiler(element);
    out.attention = readAttention(element);
    out.markup = readXhtml(element);

    QStringList understood;
    if (out.retracts.isValid()) {
        understood += {ns::retraction.toString(), ns::retractionBefore.toString()};
    }
    if (out.reactions) {
        understood += ns::reactions.toString();
    }
    if (out.reply) {
        understood += ns::reply.toString();
    }
    TextCuts cuts = cutsOf(out.body, readFallbacks(element), understood);
    QString text = cuts.apply(out.body);
    if (text.trimmed().isEmpty() && !out.retracts.isValid() && !out.reactions) {
        // An answer without words says nothing that a quote could stand for: what was written is shown (facts/security.md, I12).
        cuts = {};
        text = out.body;
    }
    out.mentions = readMentions(element, out.body, cuts);
    if (!cuts.isEmpty()) {
        out.markup.clear(); // it has the same fallback, at places nobody says
    }
    out.body = text;
    takeFiles(out, readSharedFiles(element, out.body));
}

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

} // namespace

MessageStanza readMessage(const QDomElement &element)
{
    MessageStanza out;
    out.from = readJid(element, QStringLiteral("from"));
    out.to = readJid(element, QStringLiteral("to"));
    out.type = typeOf(element.attribute(QStringLiteral("type")));
    out.id = element.attribute(QStringLiteral("id"));
    out.originId = OriginId(out.id);
    for (QDomElement child = element.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        const QString space = child.namespaceURI();
        const QString name = child.tagName();
        if (space == ns::client && name == u"body") {
            if (out.body.isEmpty()) { // RFC 6121, 5.2.3: further ones are translations
                out.body = child.text();
            }
        } else if (space == ns::stanzaIds && name == u"origin-id") {
            if (const QString id = child.attribute(QStringLiteral("id")); !id.isEmpty()) {
                out.originId = OriginId(id);
            }
        } else if (space == ns::stanzaIds && name == u"stanza-id") {
            out.stanzaIds.append({child.attribute(QStringLiteral("id")), child.attribute(QStringLiteral("by"))});
        } else if (space == ns::delay && name == u"delay") {
            out.delays.append({parseTime(child.attribute(QStringLiteral("stamp"))), child.attribute(QStringLiteral("from"))});
        } else if (space == ns::receipts && name == u"request") {
            out.receiptRequested = true;
        } else if (space == ns::receipts && name == u"received") {
            out.receiptFor = OriginId(child.attribute(QStringLiteral("id")));
        } else if (space == ns::markers) {
            readMarker(child, out);
        } else if (space == ns::chatStates) {
            out.chatState = chatStateOf(name);
        }
    }
    if (out.type == MessageStanza::Type::Error) {
        out.error = stanzaError(element);
    } else {
        readParts(element, out);
    }
    return out;
}

Forwarded readForwarded(const QDomElement &wrapper)
{
    const QDomElement forwarded = childElement(wrapper, u"forwarded", ns::forward);
    if (forwarded.isNull()) {
        return {};
    }
    const QDomElement delay = childElement(forwarded, u"delay", ns::delay);
    return {childElement(forwarded, u"message", ns::client), parseTime(delay.attribute(QStringLiteral("stamp")))};
}

Carbon readCarbon(const QDomElement &message)
{
    for (const auto &[name, direction] : {std::pair(u"received", Carbon::Direction::Received),
                                          std::pair(u"sent", Carbon::Direction::Sent)}) {
        const QDomElement wrapper = childElement(message, name, ns::carbons);
        if (!wrapper.isNull()) {
            return {direction, readForwarded(wrapper).message};
        }
    }
    return {};
}

std::optional<ArchiveResult> readArchiveResult(const QDomElement &message)
{
    const QDomElement result = childElement(message, u"result", ns::archive);
    if (result.isNull()) {
        return {};
    }
    return ArchiveResult{result.attribute(QStringLiteral("queryid")), ArchiveId(result.attribute(QStringLiteral("id"))),
                         readForwarded(result)};
}

QXmppMessage writeText(const BareJid &to, const OriginId &id, const QString &body)
{
    QXmppMessage message;
    message.setType(QXmppMessage::Chat);
    message.setTo(to.toString());
    message.setId(id.value());
    message.setOriginId(id.value());
    message.setBody(body);
    message.setReceiptRequested(true);
    message.setMarkable(true);
    return message;
}

QXmppMessage writeChange(const BareJid &to, const OriginId &id)
{
    QXmppMessage message;
    message.setType(QXmppMessage::Chat);
    message.setTo(to.toString());
    message.setId(id.value());
    message.setOriginId(id.value());
    return message;
}

QXmppMessage writeAttention(const BareJid &to)
{
    QXmppMessage message;
    message.setTo(to.toString());
    message.setId(newId());
    writeAttention(message);
    return message;
}

QXmppMessage writeReceipt(const Jid &to, const OriginId &of)
{
    QXmppMessage message;
    message.setType(QXmppMessage::Chat);
    message.setTo(to.toString());
    message.setId(newId());
    message.setReceiptId(of.value());
    message.addHint(QXmppMessage::Store); // XEP-0334, 4.4: the sender's other devices want it too
    return message;
}

QXmppMessage writeDisplayed(const BareJid &to, const OriginId &of)
{
    QXmppMessage message;
    message.setType(QXmppMessage::Chat);
    message.setTo(to.toString());
    message.setId(newId());
    message.setMarker(QXmppMessage::Displayed);
    message.setMarkerId(of.value());
    message.addHint(QXmppMessage::Store);
    return message;
}

QXmppMessage writeDisplayed(const BareJid &room, const ArchiveId &of)
{
    QXmppMessage message = writeDisplayed(room, OriginId(of.value()));
    message.setType(QXmppMessage::GroupChat);
    return message;
}

QXmppMessage writeChatState(const BareJid &to, ChatState state)
{
    QXmppMessage message;
    message.setType(QXmppMessage::Chat);
    message.setTo(to.toString());
    message.setId(newId());
    switch (state) {
    case ChatState::Active: message.setState(QXmppMessage::Active); break;
    case ChatState::Composing: message.setState(QXmppMessage::Composing); break;
    case ChatState::Paused: message.setState(QXmppMessage::Paused); break;
    case ChatState::Inactive: message.setState(QXmppMessage::Inactive); break;
    case ChatState::Gone: message.setState(QXmppMessage::Gone); break;
    }
    message.addHint(QXmppMessage::NoStore); // XEP-0334, 4.2: worth nothing later
    return message;
}

} // namespace jackdaw
