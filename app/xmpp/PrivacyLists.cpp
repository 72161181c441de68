// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/PrivacyLists.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QXmlStreamWriter>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

void beginPrivacy(QXmlStreamWriter &writer)
{
    writer.writeStartElement(u"query"_s);
    writer.writeDefaultNamespace(ns::privacy.toString());
}

void writeEmptyOf(QXmlStreamWriter &writer, const QString &name)
{
    writer.writeStartElement(name);
    writer.writeDefaultNamespace(ns::invisible.toString());
    writer.writeEndElement();
}

} // namespace

void writePrivacyListsRequest(QXmlStreamWriter &writer)
{
    beginPrivacy(writer);
    writer.writeEndElement();
}

QString readDefaultPrivacyList(const QDomElement &iq)
{
    const QDomElement query = childElement(iq, u"query", ns::privacy);
    return childElement(query, u"default", ns::privacy).attribute(u"name"_s);
}

QStringList readPrivacyListNames(const QDomElement &iq)
{
    QStringList names;
    const QDomElement query = childElement(iq, u"query", ns::privacy);
    for (QDomElement list = query.firstChildElement(); !list.isNull(); list = list.nextSiblingElement()) {
        if (isElement(list, u"list", ns::privacy)) {
            names += list.attribute(u"name"_s);
        }
    }
    return names;
}

void writePrivacyListRequest(QXmlStreamWriter &writer, const QString &name) { writePrivacyList(writer, name, {}); }

QList<PrivacyItem> readPrivacyList(const QDomElement &iq)
{
    QList<PrivacyItem> items;
    const QDomElement list = childElement(childElement(iq, u"query", ns::privacy), u"list", ns::privacy);
    for (QDomElement item = list.firstChildElement(); !item.isNull() && items.size() <= maximumPrivacyItems;
         item = item.nextSiblingElement()) {
        if (!isElement(item, u"item", ns::privacy)) {
            continue;
        }
        PrivacyItem read;
        read.type = item.attribute(u"type"_s);
        read.value = item.attribute(u"value"_s);
        read.denies = item.attribute(u"action"_s) != u"allow";
        read.order = item.attribute(u"order"_s).toUInt();
        for (QDomElement stanza = item.firstChildElement(); !stanza.isNull(); stanza = stanza.nextSiblingElement()) {
            read.stanzas += stanza.localName();
        }
        items += read;
    }
    return items;
}

void writePrivacyList(QXmlStreamWriter &writer, const QString &name, const QList<PrivacyItem> &items)
{
    beginPrivacy(writer);
    writer.writeStartElement(u"list"_s);
    writer.writeAttribute(u"name"_s, name);
    for (const PrivacyItem &item : items) {
        writer.writeStartElement(u"item"_s);
        if (!item.type.isEmpty()) {
            writer.writeAttribute(u"type"_s, item.type);
            writer.writeAttribute(u"value"_s, item.value);
        }
        writer.writeAttribute(u"action"_s, item.denies ? u"deny"_s : u"allow"_s);
        writer.writeAttribute(u"order"_s, QString::number(item.order));
        for (const QString &stanza : item.stanzas) {
            writer.writeEmptyElement(stanza);
        }
        writer.writeEndElement();
    }
    writer.writeEndElement();
    writer.writeEndElement();
}

void writeActivePrivacyList(QXmlStreamWriter &writer, const QString &name)
{
    beginPrivacy(writer);
    writer.writeEmptyElement(u"active"_s);
    if (!name.isEmpty()) {
        writer.writeAttribute(u"name"_s, name);
    }
    writer.writeEndElement();
}

QList<PrivacyItem> invisibleList(const QList<PrivacyItem> &byDefault)
{
    QList<PrivacyItem> all;
    // Everybody at once would keep us out of rooms, whose presence goes out in the same way (XEP-0045, 7.2).
    for (const QString &who : {u"both"_s, u"from"_s}) {
        all += PrivacyItem{u"subscription"_s, who, true, uint(all.size() + 1), {u"presence-out"_s}};
    }
    QList<PrivacyItem> others = byDefault;
    std::stable_sort(others.begin(), others.end(),
                     [](const PrivacyItem &a, const PrivacyItem &b) { return a.order < b.order; });
    for (PrivacyItem &each : others) {
        each.order = uint(all.size() + 1);
        all += each;
    }
    return all;
}

void writeInvisible(QXmlStreamWriter &writer)
{
    writer.writeStartElement(u"invisible"_s);
    writer.writeDefaultNamespace(ns::invisible.toString());
    writer.writeAttribute(u"probe"_s, u"true"_s); // the presences of others are asked for all the same (3.1.2)
    writer.writeEndElement();
}

void writeVisible(QXmlStreamWriter &writer) { writeEmptyOf(writer, u"visible"_s); }

} // namespace jackdaw
