// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/DisplayedSync.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QXmlStreamWriter>

namespace jackdaw {

using namespace Qt::StringLiterals;

NodeOptions displayedNodeOptions()
{
    return {NodeOptions::Access::Whitelist, NodeOptions::Items::All, NodeOptions::Last::NotSent};
}

void writeReadPosition(QXmlStreamWriter &writer, const BareJid &by, const ArchiveId &upTo)
{
    writer.writeStartElement(u"displayed"_s);
    writer.writeDefaultNamespace(displayedNode);
    writer.writeStartElement(u"stanza-id"_s);
    writer.writeDefaultNamespace(ns::stanzaIds.toString());
    writer.writeAttribute(u"by"_s, by.toString());
    writer.writeAttribute(u"id"_s, upTo.value());
    writer.writeEndElement();
    writer.writeEndElement();
}

void writeReadPositionsRequest(QXmlStreamWriter &writer)
{
    writer.writeStartElement(u"pubsub"_s);
    writer.writeDefaultNamespace(u"http://jabber.org/protocol/pubsub"_s);
    writer.writeStartElement(u"items"_s);
    writer.writeAttribute(u"node"_s, displayedNode);
    writer.writeEndElement();
    writer.writeEndElement();
}

std::optional<ReadPosition> readReadPosition(const PubSubItem &item, const BareJid &account)
{
    constexpr qsizetype longestId = 256; // longer ones are no archive's
    const auto named = Jid::parse(item.id);
    if (!named || !named->isBare() || !isElement(item.payload, u"displayed", displayedNode)) {
        return std::nullopt; // with somebody in a room: the nickname may be another's by now
    }
    const BareJid chat = named->bare();
    const QDomElement id = childElement(item.payload, u"stanza-id", ns::stanzaIds);
    const auto by = BareJid::parse(id.attribute(u"by"_s));
    const ArchiveId upTo(id.attribute(u"id"_s));
    if (!by || (*by != account && *by != chat) || !upTo.isValid() || upTo.value().size() > longestId) {
        return std::nullopt;
    }
    return ReadPosition{chat, upTo};
}

} // namespace jackdaw
