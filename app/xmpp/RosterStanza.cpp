// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/RosterStanza.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QXmlStreamWriter>
#include <algorithm>

namespace jackdaw {

namespace {

RosterItem::Subscription subscriptionOf(const QString &text)
{
    using Subscription = RosterItem::Subscription;
    return text == u"to" ? Subscription::To
        : text == u"from" ? Subscription::From
        : text == u"both" ? Subscription::Both
        : text == u"remove" ? Subscription::Remove
        : Subscription::None;
}

} // namespace

std::optional<RosterQuery> readRoster(const QDomElement &iq)
{
    const QDomElement query = childElement(iq, u"query", ns::roster);
    if (query.isNull()) {
        return {};
    }
    RosterQuery out;
    out.version = query.attribute(QStringLiteral("ver"));
    for (QDomElement child = query.firstChildElement(QStringLiteral("item")); !child.isNull();
         child = child.nextSiblingElement(QStringLiteral("item"))) {
        const auto jid = BareJid::parse(child.attribute(QStringLiteral("jid")));
        if (!jid) {
            continue;
        }
        RosterItem item;
        item.jid = *jid;
        item.name = child.attribute(QStringLiteral("name"));
        item.subscription = subscriptionOf(child.attribute(QStringLiteral("subscription")));
        item.asked = child.attribute(QStringLiteral("ask")) == u"subscribe";
        for (QDomElement group = child.firstChildElement(QStringLiteral("group")); !group.isNull();
             group = group.nextSiblingElement(QStringLiteral("group"))) {
            if (const QString name = group.text().trimmed(); !name.isEmpty() && !item.groups.contains(name)) {
                item.groups += name;
            }
        }
        out.items += item;
    }
    return out;
}

bool announcesRosterVersions(const QList<QDomElement> &features)
{
    return std::any_of(features.begin(), features.end(), [](const QDomElement &each) {
        return !childElement(each, u"ver", ns::rosterVersioning).isNull();
    });
}

void writeRosterGet(QXmlStreamWriter &writer, const std::optional<QString> &version)
{
    writer.writeStartElement(QStringLiteral("query"));
    writer.writeDefaultNamespace(ns::roster.toString());
    if (version) {
        writer.writeAttribute(QStringLiteral("ver"), *version); // RFC 6121, 2.6.2: empty asks for versioning too
    }
    writer.writeEndElement();
}

void writeRosterSet(QXmlStreamWriter &writer, const RosterItem &item)
{
    writer.writeStartElement(QStringLiteral("query"));
    writer.writeDefaultNamespace(ns::roster.toString());
    writer.writeStartElement(QStringLiteral("item"));
    writer.writeAttribute(QStringLiteral("jid"), item.jid.toString());
    if (item.subscription == RosterItem::Subscription::Remove) {
        writer.writeAttribute(QStringLiteral("subscription"), QStringLiteral("remove"));
    } else {
        if (!item.name.isEmpty()) {
            writer.writeAttribute(QStringLiteral("name"), item.name);
        }
        for (const QString &group : item.groups) {
            writer.writeTextElement(QStringLiteral("group"), group);
        }
    }
    writer.writeEndElement();
    writer.writeEndElement();
}

} // namespace jackdaw
