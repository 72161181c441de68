// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/PubSub.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QXmlStreamWriter>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView items = u"http://jabber.org/protocol/pubsub";
constexpr QStringView events = u"http://jabber.org/protocol/pubsub#event";
constexpr QStringView owners = u"http://jabber.org/protocol/pubsub#owner";
constexpr QStringView errors = u"http://jabber.org/protocol/pubsub#errors";
constexpr QStringView whenPublished = u"http://jabber.org/protocol/pubsub#publish-options";
constexpr QStringView asConfigured = u"http://jabber.org/protocol/pubsub#node_config";

QString accessName(NodeOptions::Access access)
{
    switch (access) {
    case NodeOptions::Access::Open: return u"open"_s;
    case NodeOptions::Access::Presence: return u"presence"_s;
    case NodeOptions::Access::Whitelist: return u"whitelist"_s;
    }
    return {};
}

void writeField(QXmlStreamWriter &writer, const QString &name, const QString &value)
{
    writer.writeStartElement(u"field"_s);
    writer.writeAttribute(u"var"_s, name);
    writer.writeTextElement(u"value"_s, value);
    writer.writeEndElement();
}

void writeForm(QXmlStreamWriter &writer, QStringView type, const NodeOptions &options)
{
    writer.writeStartElement(u"x"_s);
    writer.writeDefaultNamespace(ns::dataForms.toString());
    writer.writeAttribute(u"type"_s, u"submit"_s);
    writer.writeStartElement(u"field"_s);
    writer.writeAttribute(u"var"_s, u"FORM_TYPE"_s);
    writer.writeAttribute(u"type"_s, u"hidden"_s);
    writer.writeTextElement(u"value"_s, type.toString());
    writer.writeEndElement();
    writeField(writer, u"pubsub#persist_items"_s, u"true"_s);
    writeField(writer, u"pubsub#access_model"_s, accessName(options.access));
    writeField(writer, u"pubsub#max_items"_s, options.items == NodeOptions::Items::One ? u"1"_s : u"max"_s);
    if (options.last == NodeOptions::Last::NotSent) {
        writeField(writer, u"pubsub#send_last_published_item"_s, u"never"_s);
    }
    if (options.writers == NodeOptions::Writers::Owner) {
        writeField(writer, u"pubsub#publish_model"_s, u"publishers"_s);
    }
    writer.writeEndElement();
}

void begin(QXmlStreamWriter &writer, QStringView space, const QString &action, const QString &node)
{
    writer.writeStartElement(u"pubsub"_s);
    writer.writeDefaultNamespace(space.toString());
    writer.writeStartElement(action);
    writer.writeAttribute(u"node"_s, node);
}

void writeItem(QXmlStreamWriter &writer, const QString &id)
{
    writer.writeStartElement(u"item"_s);
    writer.writeAttribute(u"id"_s, id);
    writer.writeEndElement();
}

} // namespace

void writePublish(QXmlStreamWriter &writer, const QString &node, const QString &id, const ItemWriter &payload, const NodeOptions &options)
{
    begin(writer, items, u"publish"_s, node);
    writer.writeStartElement(u"item"_s);
    writer.writeAttribute(u"id"_s, id);
    payload(writer);
    writer.writeEndElement();
    writer.writeEndElement();
    writer.writeStartElement(u"publish-options"_s);
    writeForm(writer, whenPublished, options);
    writer.writeEndElement();
    writer.writeEndElement();
}

void writeConfigure(QXmlStreamWriter &writer, const QString &node, const NodeOptions &options)
{
    begin(writer, owners, u"configure"_s, node);
    writeForm(writer, asConfigured, options);
    writer.writeEndElement();
    writer.writeEndElement();
}

void writeCreate(QXmlStreamWriter &writer, const QString &node, const NodeOptions &options)
{
    begin(writer, items, u"create"_s, node);
    writer.writeEndElement();
    writer.writeStartElement(u"configure"_s);
    writeForm(writer, asConfigured, options);
    writer.writeEndElement();
    writer.writeEndElement();
}

void writeConfigurationRequest(QXmlStreamWriter &writer, const QString &node)
{
    begin(writer, owners, u"configure"_s, node);
    writer.writeEndElement();
    writer.writeEndElement();
}

std::optional<NodeConfiguration> readConfiguration(const QDomElement &iq, const QString &node)
{
    const QDomElement configure = childElement(childElement(iq, u"pubsub", owners), u"configure", owners);
    if (configure.attribute(u"node"_s) != node) {
        return {};
    }
    const QDomElement form = childElement(configure, u"x", ns::dataForms);
    const auto valueOf = [&form](QStringView name) {
        for (QDomElement field = form.firstChildElement(u"field"_s); !field.isNull(); field = field.nextSiblingElement(u"field"_s)) {
            if (field.attribute(u"var"_s) == name) {
                return field.firstChildElement(u"value"_s).text().trimmed();
            }
        }
        return QString();
    };
    const QString access = valueOf(u"pubsub#access_model");
    if (access.isEmpty()) {
        return {};
    }
    NodeConfiguration out;
    for (const auto each : {NodeOptions::Access::Open, NodeOptions::Access::Presence, NodeOptions::Access::Whitelist}) {
        if (access == accessName(each)) {
            out.access = each;
        }
    }
    const QString persists = valueOf(u"pubsub#persist_items");
    out.persists = persists == u"1" || persists == u"true";
    const QString writers = valueOf(u"pubsub#publish_model");
    out.isWrittenByOthers = !writers.isEmpty() && writers != u"publishers";
    return out;
}

void writeRetract(QXmlStreamWriter &writer, const QString &node, const QString &id)
{
    begin(writer, items, u"retract"_s, node);
    writer.writeAttribute(u"notify"_s, u"true"_s);
    writeItem(writer, id);
    writer.writeEndElement();
    writer.writeEndElement();
}

void writeDelete(QXmlStreamWriter &writer, const QString &node)
{
    begin(writer, owners, u"delete"_s, node);
    writer.writeEndElement();
    writer.writeEndElement();
}

void writeSubscribe(QXmlStreamWriter &writer, const QString &node, const QString &jid)
{
    begin(writer, items, u"subscribe"_s, node);
    writer.writeAttribute(u"jid"_s, jid);
    writer.writeEndElement();
    writer.writeEndElement();
}

void writeMember(QXmlStreamWriter &writer, const QString &node, const QString &jid)
{
    begin(writer, owners, u"affiliations"_s, node);
    writer.writeStartElement(u"affiliation"_s);
    writer.writeAttribute(u"jid"_s, jid);
    writer.writeAttribute(u"affiliation"_s, u"member"_s);
    writer.writeEndElement();
    writer.writeEndElement();
    writer.writeEndElement();
}

void writeItemsRequest(QXmlStreamWriter &writer, const QString &node, const QString &id)
{
    begin(writer, items, u"items"_s, node);
    if (id.isEmpty()) {
        writer.writeAttribute(u"max_items"_s, u"1"_s);
    } else {
        writeItem(writer, id);
    }
    writer.writeEndElement();
    writer.writeEndElement();
}

QList<PubSubItem> readItems(const QDomElement &iq, const QString &node, int most)
{
    QList<PubSubItem> out;
    const QDomElement all = childElement(childElement(iq, u"pubsub", items), u"items", items);
    if (all.attribute(u"node"_s) != node) {
        return out;
    }
    for (QDomElement child = all.firstChildElement(); !child.isNull() && out.size() < most; child = child.nextSiblingElement()) {
        if (isElement(child, u"item", items)) {
            out.append({child.attribute(u"id"_s), child.firstChildElement()});
        }
    }
    return out;
}

void writeItemsAfter(QXmlStreamWriter &writer, const QString &after)
{
    if (after.isEmpty()) {
        return;
    }
    writer.writeStartElement(u"set"_s);
    writer.writeDefaultNamespace(ns::resultSets.toString());
    writer.writeTextElement(u"after"_s, after);
    writer.writeEndElement();
}

std::optional<PubSubPage> readItemsPage(const QDomElement &iq)
{
    const QDomElement set = childElement(childElement(iq, u"pubsub", items), u"set", ns::resultSets);
    if (set.isNull()) {
        return {};
    }
    PubSubPage page{childElement(set, u"last", ns::resultSets).text(), {}};
    bool isNumber = false;
    const int count = childElement(set, u"count", ns::resultSets).text().toInt(&isNumber);
    if (isNumber && count >= 0) {
        page.count = count;
    }
    return page;
}

bool isPreconditionNotMet(const QDomElement &iq)
{
    const QDomElement error = iq.firstChildElement(u"error"_s);
    return !childElement(error, u"precondition-not-met", errors).isNull();
}

std::optional<PubSubEvent> readEvent(const QDomElement &message, int most)
{
    const QDomElement event = childElement(message, u"event", events);
    const QDomElement what = event.firstChildElement();
    if (what.isNull() || what.namespaceURI() != events || what.attribute(u"node"_s).isEmpty()) {
        return {};
    }
    PubSubEvent out;
    out.node = what.attribute(u"node"_s);
    if (what.tagName() == u"delete" || what.tagName() == u"purge") {
        out.isGone = true;
        return out;
    }
    if (what.tagName() != u"items") {
        return {};
    }
    for (QDomElement child = what.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (isElement(child, u"item", events) && out.items.size() < most) {
            out.items.append({child.attribute(u"id"_s), child.firstChildElement()});
        } else if (isElement(child, u"retract", events) && out.retracted.size() < most) {
            out.retracted.append(child.attribute(u"id"_s));
        }
    }
    return out;
}

} // namespace jackdaw
