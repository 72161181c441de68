// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Blocking.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QXmlStreamWriter>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

QList<Jid> readBlockedItems(const QDomElement &parent)
{
    QList<Jid> who;
    for (QDomElement item = parent.firstChildElement(u"item"_s); !item.isNull() && who.size() < maximumBlocked;
         item = item.nextSiblingElement(u"item"_s)) {
        if (const auto jid = Jid::parse(item.attribute(u"jid"_s)); jid && !who.contains(*jid)) {
            who.append(*jid);
        }
    }
    return who;
}

void writeBlockedItems(QXmlStreamWriter &writer, const QString &act, const QList<Jid> &who, AbuseReport report)
{
    writer.writeStartElement(act);
    writer.writeDefaultNamespace(ns::blocking.toString());
    for (const Jid &jid : who) {
        writer.writeStartElement(u"item"_s);
        writer.writeAttribute(u"jid"_s, jid.toString());
        if (report != AbuseReport::None) {
            writer.writeStartElement(u"report"_s);
            writer.writeDefaultNamespace(ns::reporting.toString());
            writer.writeAttribute(u"reason"_s, report == AbuseReport::Spam ? u"urn:xmpp:reporting:spam"_s
                                                                          : u"urn:xmpp:reporting:abuse"_s);
            writer.writeEndElement();
        }
        writer.writeEndElement();
    }
    writer.writeEndElement();
}

} // namespace

void writeBlockListRequest(QXmlStreamWriter &writer)
{
    writer.writeStartElement(u"blocklist"_s);
    writer.writeDefaultNamespace(ns::blocking.toString());
    writer.writeEndElement();
}

QList<Jid> readBlockList(const QDomElement &iq)
{
    return readBlockedItems(childElement(iq, u"blocklist", ns::blocking));
}

void writeBlock(QXmlStreamWriter &writer, const QList<Jid> &who, AbuseReport report)
{
    writeBlockedItems(writer, u"block"_s, who, report);
}

void writeUnblock(QXmlStreamWriter &writer, const QList<Jid> &who)
{
    writeBlockedItems(writer, u"unblock"_s, who, AbuseReport::None);
}

std::optional<BlockPush> readBlockPush(const QDomElement &iq)
{
    if (iq.attribute(u"type"_s) != u"set") {
        return std::nullopt;
    }
    if (const QDomElement block = childElement(iq, u"block", ns::blocking); !block.isNull()) {
        return BlockPush{BlockPush::Act::Block, readBlockedItems(block)};
    }
    if (const QDomElement unblock = childElement(iq, u"unblock", ns::blocking); !unblock.isNull()) {
        const QList<Jid> who = readBlockedItems(unblock);
        if (who.isEmpty() && !unblock.firstChildElement(u"item"_s).isNull()) {
            return std::nullopt; // somebody is named who cannot be read, which is not everybody
        }
        return BlockPush{BlockPush::Act::Unblock, who};
    }
    return std::nullopt;
}

} // namespace jackdaw
