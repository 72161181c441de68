// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Bookmarks.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/NotificationSettings.h"
#include "xmpp/PubSub.h"

#include <QDomDocument>
#include <QXmlStreamWriter>
#include <functional>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView pubsubOwner = u"http://jabber.org/protocol/pubsub#owner"; // XEP-0060, 8.2
constexpr QStringView nodeConfiguration = u"http://jabber.org/protocol/pubsub#node_config";
constexpr int maximumName = 200;
constexpr int maximumExtensions = 100'000; // characters

bool isTrue(const QString &value)
{
    return value == u"true" || value == u"1";
}

void writeAttributes(QXmlStreamWriter &writer, const QDomElement &element)
{
    const QDomNamedNodeMap attributes = element.attributes();
    for (int i = 0; i < attributes.size(); ++i) {
        const QDomAttr attribute = attributes.item(i).toAttr();
        if (attribute.name() == u"xmlns" || attribute.name().startsWith(u"xmlns:")) {
            continue;
        }
        if (attribute.namespaceURI().isEmpty()) {
            writer.writeAttribute(attribute.name(), attribute.value());
        } else {
            writer.writeAttribute(attribute.namespaceURI(), attribute.localName(), attribute.value());
        }
    }
}

/// An element with all that is in it, namespaces written out where they change.
void writeDom(QXmlStreamWriter &writer, const QDomElement &element, const QString &around)
{
    writer.writeStartElement(element.localName().isEmpty() ? element.tagName() : element.localName());
    if (element.namespaceURI() != around) {
        writer.writeDefaultNamespace(element.namespaceURI());
    }
    writeAttributes(writer, element);
    for (QDomNode child = element.firstChild(); !child.isNull(); child = child.nextSibling()) {
        if (child.isElement()) {
            writeDom(writer, child.toElement(), element.namespaceURI());
        } else if (child.isText()) {
            writer.writeCharacters(child.toText().data());
        }
    }
    writer.writeEndElement();
}

QString xmlOf(const QDomElement &element)
{
    QString xml;
    QXmlStreamWriter writer(&xml);
    writeDom(writer, element, {});
    return xml;
}

/// What was kept as text; a null element where it is none.
QDomElement domOf(const QString &xml)
{
    QDomDocument document;
    return document.setContent(xml, QDomDocument::ParseOption::UseNamespaceProcessing) ? document.documentElement() : QDomElement();
}

/// What is left of a <conference/> without what a Bookmark has of its own.
QString othersOf(const QDomElement &conference, QStringView space)
{
    QDomElement rest = conference.cloneNode(true).toElement();
    for (const QString &name : {u"jid"_s, u"name"_s, u"autojoin"_s}) {
        rest.removeAttribute(name);
    }
    for (const QStringView name : {u"nick", u"password"}) {
        if (const QDomElement known = childElement(rest, name, space); !known.isNull()) {
            rest.removeChild(known);
        }
    }
    for (QDomElement each = rest.firstChildElement(); !each.isNull();) {
        const QDomElement next = each.nextSiblingElement();
        if (isElement(each, u"extensions", ns::bookmarks)) {
            rest.removeChild(each);
        }
        each = next;
    }
    bool hasAttributes = false;
    const QDomNamedNodeMap attributes = rest.attributes();
    for (int i = 0; i < attributes.size(); ++i) {
        hasAttributes |= !attributes.item(i).nodeName().startsWith(u"xmlns");
    }
    return hasAttributes || !rest.firstChildElement().isNull() ? xmlOf(rest) : QString();
}

/// The <extensions/> of XEP-0402, 3, also in a bookmark of XEP-0048, which has none of its own. Where there are more of
/// them they become one: it has what stands in the first, and what only later ones have. Earlier versions of this
/// program did not find theirs in the latter, and put one more before the others with each change.
QDomElement extensionsOf(const QDomElement &conference)
{
    QDomElement all;
    QSet<std::pair<QString, QString>> known;
    for (QDomElement each = conference.firstChildElement(); !each.isNull(); each = each.nextSiblingElement()) {
        if (!isElement(each, u"extensions", ns::bookmarks)) {
            continue;
        }
        QSet<std::pair<QString, QString>> here;
        for (QDomElement child = each.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
            const std::pair key(child.namespaceURI(), child.tagName());
            here.insert(key);
            if (!all.isNull() && !known.contains(key)) {
                all.appendChild(child.cloneNode(true));
            }
        }
        known |= here;
        all = all.isNull() ? each.cloneNode(true).toElement() : all;
    }
    return all;
}

/// nullopt: it could not be given back whole, so it is left alone.
std::optional<Bookmark> readConference(const QDomElement &conference, const BareJid &room, QStringView space)
{
    Bookmark out;
    out.room = room;
    out.name = conference.attribute(u"name"_s).simplified().left(maximumName);
    out.autojoin = isTrue(conference.attribute(u"autojoin"_s));
    out.nick = childElement(conference, u"nick", space).text();
    out.password = childElement(conference, u"password", space).text();
    const QDomElement extensions = extensionsOf(conference);
    out.extensions = extensions.isNull() ? QString() : xmlOf(extensions);
    out.others = othersOf(conference, space);
    return out.extensions.size() + out.others.size() > maximumExtensions ? std::nullopt : std::optional(out);
}

/// With all that is in it, inside an element that is open already.
void writeConference(QXmlStreamWriter &writer, const Bookmark &bookmark, QStringView space)
{
    if (!bookmark.name.isEmpty()) {
        writer.writeAttribute(u"name"_s, bookmark.name);
    }
    writer.writeAttribute(u"autojoin"_s, bookmark.autojoin ? u"true"_s : u"false"_s);
    const QDomElement others = domOf(bookmark.others);
    writeAttributes(writer, others);
    if (!bookmark.nick.isEmpty()) {
        writer.writeTextElement(u"nick"_s, bookmark.nick);
    }
    if (!bookmark.password.isEmpty()) {
        writer.writeTextElement(u"password"_s, bookmark.password);
    }
    if (const QDomElement extensions = domOf(bookmark.extensions); !extensions.isNull()) {
        writeDom(writer, extensions, space.toString());
    }
    for (QDomElement child = others.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        writeDom(writer, child, space.toString());
    }
}

std::optional<Bookmark> readItem(const QDomElement &item)
{
    const auto room = BareJid::parse(item.attribute(u"id"_s));
    const QDomElement conference = childElement(item, u"conference", ns::bookmarks);
    if (!room || room->local().isEmpty() || conference.isNull()) {
        return {};
    }
    return readConference(conference, *room, ns::bookmarks);
}

void inPubsub(QXmlStreamWriter &writer, const std::function<void()> &inside)
{
    writer.writeStartElement(u"pubsub"_s);
    writer.writeDefaultNamespace(ns::pubsub.toString());
    inside();
    writer.writeEndElement();
}

void writeOption(QXmlStreamWriter &writer, const QString &var, const QString &value, const QString &type = {})
{
    writer.writeStartElement(u"field"_s);
    writer.writeAttribute(u"var"_s, var);
    if (!type.isEmpty()) {
        writer.writeAttribute(u"type"_s, type);
    }
    writer.writeTextElement(u"value"_s, value);
    writer.writeEndElement();
}

/// XEP-0402, 4.2: kept, all of them, for nobody else.
void writeOptions(QXmlStreamWriter &writer, QStringView form)
{
    writer.writeStartElement(u"x"_s);
    writer.writeDefaultNamespace(ns::dataForms.toString());
    writer.writeAttribute(u"type"_s, u"submit"_s);
    writeOption(writer, u"FORM_TYPE"_s, form.toString(), u"hidden"_s);
    writeOption(writer, u"pubsub#persist_items"_s, u"true"_s);
    writeOption(writer, u"pubsub#max_items"_s, u"max"_s);
    writeOption(writer, u"pubsub#send_last_published_item"_s, u"never"_s);
    writeOption(writer, u"pubsub#access_model"_s, u"whitelist"_s);
    writer.writeEndElement();
}

} // namespace

RoomNotify notifyOf(const Bookmark &bookmark)
{
    return readNotify(domOf(bookmark.extensions));
}

RoomNotify notifyBeforeOf(const Bookmark &bookmark)
{
    return readNotifyBefore(domOf(bookmark.extensions));
}

void setNotify(Bookmark &bookmark, RoomNotify notify)
{
    if (notifyOf(bookmark) == notify) {
        return;
    }
    QDomElement extensions = domOf(bookmark.extensions.isEmpty() ? u"<extensions xmlns='%1'/>"_s.arg(ns::bookmarks)
                                                                 : bookmark.extensions);
    setNotify(extensions, notify);
    bookmark.extensions = extensions.firstChildElement().isNull() ? QString() : xmlOf(extensions);
}

bool isPinned(const Bookmark &bookmark)
{
    return !childElement(domOf(bookmark.extensions), u"pinned", ns::bookmarkPins).isNull();
}

void setPinned(Bookmark &bookmark, bool pinned)
{
    if (isPinned(bookmark) == pinned) {
        return;
    }
    QDomElement extensions = domOf(bookmark.extensions.isEmpty() ? u"<extensions xmlns='%1'/>"_s.arg(ns::bookmarks)
                                                                 : bookmark.extensions);
    if (pinned) {
        QDomDocument document = extensions.ownerDocument();
        extensions.appendChild(document.createElementNS(ns::bookmarkPins.toString(), u"pinned"_s));
    }
    while (!pinned) {
        const QDomElement each = childElement(extensions, u"pinned", ns::bookmarkPins);
        if (each.isNull()) {
            break;
        }
        extensions.removeChild(each);
    }
    bookmark.extensions = extensions.firstChildElement().isNull() ? QString() : xmlOf(extensions);
}

int placeOf(const Bookmark &bookmark)
{
    bool isNumber = false;
    const int at = childElement(domOf(bookmark.extensions), u"place", ns::bookmarkOrder).attribute(u"at"_s).toInt(&isNumber);
    return isNumber && at > 0 ? at : 0;
}

void setPlace(Bookmark &bookmark, int place)
{
    if (placeOf(bookmark) == place) {
        return;
    }
    QDomElement extensions = domOf(bookmark.extensions.isEmpty() ? u"<extensions xmlns='%1'/>"_s.arg(ns::bookmarks)
                                                                 : bookmark.extensions);
    for (QDomElement each = childElement(extensions, u"place", ns::bookmarkOrder); !each.isNull();
         each = childElement(extensions, u"place", ns::bookmarkOrder)) {
        extensions.removeChild(each);
    }
    if (place > 0) {
        QDomElement at = extensions.ownerDocument().createElementNS(ns::bookmarkOrder.toString(), u"place"_s);
        at.setAttribute(u"at"_s, QString::number(place));
        extensions.appendChild(at);
    }
    bookmark.extensions = extensions.firstChildElement().isNull() ? QString() : xmlOf(extensions);
}

void writeBookmarksQuery(QXmlStreamWriter &writer, const QString &after)
{
    inPubsub(writer, [&] {
        writer.writeStartElement(u"items"_s);
        writer.writeAttribute(u"node"_s, ns::bookmarks.toString());
        writer.writeEndElement();
        writeItemsAfter(writer, after);
    });
}

QList<Bookmark> readBookmarks(const QDomElement &iq)
{
    QList<Bookmark> all;
    const QDomElement items = childElement(childElement(iq, u"pubsub", ns::pubsub), u"items", ns::pubsub);
    for (QDomElement item = items.firstChildElement(); !item.isNull() && all.size() < maximumBookmarks; item = item.nextSiblingElement()) {
        if (const auto bookmark = readItem(item)) {
            all.append(*bookmark);
        }
    }
    return all;
}

void writeBookmark(QXmlStreamWriter &writer, const Bookmark &bookmark)
{
    inPubsub(writer, [&] {
        writer.writeStartElement(u"publish"_s);
        writer.writeAttribute(u"node"_s, ns::bookmarks.toString());
        writer.writeStartElement(u"item"_s);
        writer.writeAttribute(u"id"_s, bookmark.room.toString());
        writer.writeStartElement(u"conference"_s);
        writer.writeDefaultNamespace(ns::bookmarks.toString());
        writeConference(writer, bookmark, ns::bookmarks);
        writer.writeEndElement();
        writer.writeEndElement();
        writer.writeEndElement();
        writer.writeStartElement(u"publish-options"_s);
        writeOptions(writer, ns::publishOptions);
        writer.writeEndElement();
    });
}

void writeBookmarksConfiguration(QXmlStreamWriter &writer)
{
    writer.writeStartElement(u"pubsub"_s);
    writer.writeDefaultNamespace(pubsubOwner.toString());
    writer.writeStartElement(u"configure"_s);
    writer.writeAttribute(u"node"_s, ns::bookmarks.toString());
    writeOptions(writer, nodeConfiguration);
    writer.writeEndElement();
    writer.writeEndElement();
}

void writeBookmarkRemoval(QXmlStreamWriter &writer, const BareJid &room)
{
    inPubsub(writer, [&] {
        writer.writeStartElement(u"retract"_s);
        writer.writeAttribute(u"node"_s, ns::bookmarks.toString());
        writer.writeAttribute(u"notify"_s, u"true"_s);
        writer.writeStartElement(u"item"_s);
        writer.writeAttribute(u"id"_s, room.toString());
        writer.writeEndElement();
        writer.writeEndElement();
    });
}

std::optional<BookmarkEvent> readBookmarkEvent(const QDomElement &message)
{
    const QDomElement event = childElement(message, u"event", ns::pubsubEvent);
    const QDomElement inside = event.firstChildElement();
    if (inside.attribute(u"node"_s) != ns::bookmarks || inside.namespaceURI() != ns::pubsubEvent) {
        return {};
    }
    BookmarkEvent out;
    const QString what = inside.tagName();
    out.purged = what == u"purge" || what == u"delete";
    for (QDomElement child = inside.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (isElement(child, u"item", ns::pubsubEvent)) {
            if (const auto bookmark = readItem(child); bookmark && out.changed.size() < maximumBookmarks) {
                out.changed.append(*bookmark);
            }
        } else if (isElement(child, u"retract", ns::pubsubEvent)) {
            if (const auto room = BareJid::parse(child.attribute(u"id"_s)); room && out.removed.size() < maximumBookmarks) {
                out.removed.append(*room);
            }
        }
    }
    return out;
}

void writeBookmarksQueryBefore(QXmlStreamWriter &writer)
{
    writer.writeStartElement(u"query"_s);
    writer.writeDefaultNamespace(ns::privateStorage.toString());
    writer.writeStartElement(u"storage"_s);
    writer.writeDefaultNamespace(ns::bookmarksBefore.toString());
    writer.writeEndElement();
    writer.writeEndElement();
}

QList<Bookmark> readBookmarksBefore(const QDomElement &iq)
{
    QList<Bookmark> all;
    const QDomElement storage = childElement(childElement(iq, u"query", ns::privateStorage), u"storage", ns::bookmarksBefore);
    for (QDomElement child = storage.firstChildElement(); !child.isNull() && all.size() < maximumBookmarks; child = child.nextSiblingElement()) {
        const auto room = isElement(child, u"conference", ns::bookmarksBefore) ? BareJid::parse(child.attribute(u"jid"_s))
                                                                                 : Result<BareJid>(Error{});
        const auto read = room && !room->local().isEmpty() ? readConference(child, *room, ns::bookmarksBefore) : std::nullopt;
        if (read) {
            all.append(*read);
        }
    }
    return all;
}

void writeBookmarksBefore(QXmlStreamWriter &writer, const QList<Bookmark> &changed, const QSet<BareJid> &gone, const QDomElement &stored)
{
    QHash<BareJid, Bookmark> left;
    for (const Bookmark &bookmark : changed) {
        left.insert(bookmark.room, bookmark);
    }
    const auto write = [&writer](const Bookmark &bookmark) {
        writer.writeStartElement(u"conference"_s);
        writer.writeAttribute(u"jid"_s, bookmark.room.toString());
        writeConference(writer, bookmark, ns::bookmarksBefore);
        writer.writeEndElement();
    };
    writer.writeStartElement(u"query"_s);
    writer.writeDefaultNamespace(ns::privateStorage.toString());
    writer.writeStartElement(u"storage"_s);
    writer.writeDefaultNamespace(ns::bookmarksBefore.toString());
    const QDomElement before = childElement(childElement(stored, u"query", ns::privateStorage), u"storage", ns::bookmarksBefore);
    for (QDomElement child = before.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        const auto room = isElement(child, u"conference", ns::bookmarksBefore) ? BareJid::parse(child.attribute(u"jid"_s))
                                                                                 : Result<BareJid>(Error{});
        if (room && gone.contains(*room)) {
            continue;
        }
        if (room && left.contains(*room)) {
            write(left.take(*room));
        } else {
            writeDom(writer, child, ns::bookmarksBefore.toString());
        }
    }
    for (const Bookmark &bookmark : changed) {
        if (left.contains(bookmark.room)) {
            write(left.take(bookmark.room));
        }
    }
    writer.writeEndElement();
    writer.writeEndElement();
}

} // namespace jackdaw
