// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/MessageReplies.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/FallbackIndication.h"
#include "xmpp/PayloadElement.h"

#include <QXmppMessage.h>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int maximumQuote = 300; // UTF-16 units of what is answered

} // namespace

std::optional<ReplyTo> readReply(const QDomElement &message)
{
    const QDomElement reply = childElement(message, u"reply", ns::reply);
    const OriginId id = readReference(reply);
    if (!id.isValid()) {
        return {};
    }
    const auto author = Jid::parse(reply.attribute(u"to"_s));
    return ReplyTo{id, author ? author->bare() : BareJid()};
}

void writeReply(QXmppMessage &message, const ReplyTo &reply, const QString &quote)
{
    QXmppElement element = makeElement(u"reply", ns::reply);
    element.setAttribute(u"id"_s, reply.id.value());
    if (reply.author.isValid()) {
        element.setAttribute(u"to"_s, reply.author.toString());
    }
    message.setExtensions(message.extensions() + QXmppElementList{element});
    if (quote.isEmpty()) {
        return;
    }
    QString text;
    const QString shortened = quote.size() > maximumQuote ? quote.left(maximumQuote - 1) + u'…' : quote;
    for (const QString &line : shortened.split(u'\n')) {
        text += u"> "_s + line + u'\n';
    }
    const qsizetype length = text.toUcs4().size();
    message.setBody(text + message.body());
    writeFallback(message, ns::reply, std::pair(0, int(length)));
}

} // namespace jackdaw
