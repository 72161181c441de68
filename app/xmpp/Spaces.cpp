// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Spaces.h"

#include "xmpp/Dom.h"
#include "xmpp/Nickname.h"

#include <QDomDocument>
#include <QXmlStreamWriter>
#include <algorithm>
#include <array>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array takesNames = {u"chosen", u"everything", u"people", u"groups"};
constexpr std::array memberNames = {u"rule", u"in", u"out"};
constexpr qsizetype longestMark = 128; // of an id, an edit, and who said something
constexpr int highestCount = 1 << 30;

void writeStamp(QXmlStreamWriter &writer, const SpaceStamp &stamp)
{
    writer.writeAttribute(u"n"_s, QString::number(stamp.count));
    writer.writeAttribute(u"by"_s, stamp.by);
}

SpaceStamp readStamp(const QDomElement &part)
{
    return {std::clamp(part.attribute(u"n"_s).toInt(), 0, highestCount), part.attribute(u"by"_s).left(longestMark)};
}

template<size_t size>
int indexOf(const std::array<const char16_t *, size> &names, const QString &name)
{
    const auto found =
        std::find_if(names.begin(), names.end(), [&name](const char16_t *each) { return QStringView(each) == name; });
    return found == names.end() ? -1 : int(found - names.begin());
}

void writeParts(QXmlStreamWriter &writer, const StampedSpace &space)
{
    writer.writeStartElement(u"name"_s);
    writeStamp(writer, space.name.stamp);
    writer.writeCharacters(space.name.value);
    writer.writeEndElement();
    for (const auto &[name, part] : {std::pair(u"colour"_s, &space.colour), std::pair(u"place"_s, &space.place)}) {
        writer.writeStartElement(name);
        writeStamp(writer, part->stamp);
        writer.writeCharacters(QString::number(part->value));
        writer.writeEndElement();
    }
    writer.writeStartElement(u"takes"_s);
    writeStamp(writer, space.rule.stamp);
    const SpaceRule &rule = space.rule.value;
    writer.writeAttribute(u"what"_s, QString::fromUtf16(takesNames[size_t(rule.takes)]));
    if (rule.onlyUnread) {
        writer.writeAttribute(u"only-unread"_s, u"true"_s);
    }
    if (rule.withoutMuted) {
        writer.writeAttribute(u"without-muted"_s, u"true"_s);
    }
    writer.writeEndElement();
    QList<BareJid> sorted = space.chats.keys(); // the same space is the same text
    std::sort(sorted.begin(), sorted.end());
    for (const BareJid &jid : std::as_const(sorted)) {
        const Stamped<SpaceMember> member = space.chats.value(jid);
        writer.writeStartElement(u"chat"_s);
        writer.writeAttribute(u"jid"_s, jid.toString());
        writer.writeAttribute(u"is"_s, QString::fromUtf16(memberNames[size_t(member.value)]));
        writeStamp(writer, member.stamp);
        writer.writeEndElement();
    }
}

/// nullopt: of a kind that a later program writes, and that this one would take something away from.
std::optional<StampedSpace> readParts(const SpaceId &id, const QDomElement &space)
{
    const auto part = [&space](const QString &name) { return childElement(space, name, spacesNode); };
    const QDomElement takes = part(u"takes"_s);
    const int what = indexOf(takesNames, takes.attribute(u"what"_s));
    const SpaceTraits traits =
        tidied({part(u"name"_s).text(), part(u"colour"_s).text().toInt(), part(u"place"_s).text().toInt(), {}});
    if (what < 0 || traits.name.isEmpty()) {
        return {};
    }
    StampedSpace out;
    out.id = id;
    out.name = {traits.name, readStamp(part(u"name"_s))};
    out.colour = {traits.colour, readStamp(part(u"colour"_s))};
    out.place = {traits.place, readStamp(part(u"place"_s))};
    out.rule = {{SpaceRule::Takes(what), takes.attribute(u"only-unread"_s) == u"true",
                 takes.attribute(u"without-muted"_s) == u"true"},
                readStamp(takes)};
    for (QDomElement each = space.firstChildElement(u"chat"_s);
         !each.isNull() && out.chats.size() < 2 * maximumSpaceChats; each = each.nextSiblingElement(u"chat"_s)) {
        const auto jid = BareJid::parse(each.attribute(u"jid"_s));
        const int member = indexOf(memberNames, each.attribute(u"is"_s));
        if (jid && member >= 0) {
            out.chats.insert(*jid, {SpaceMember(member), readStamp(each)});
        }
    }
    return out;
}

template<class Value>
const Stamped<Value> &later(const Stamped<Value> &a, const Stamped<Value> &b)
{
    return b.stamp < a.stamp ? a : b;
}

} // namespace

NodeOptions spacesNodeOptions()
{
    return {NodeOptions::Access::Whitelist, NodeOptions::Items::All, NodeOptions::Last::NotSent};
}

void writeSpacesRequest(QXmlStreamWriter &writer, const QString &after)
{
    writer.writeStartElement(u"pubsub"_s);
    writer.writeDefaultNamespace(u"http://jabber.org/protocol/pubsub"_s);
    writer.writeStartElement(u"items"_s);
    writer.writeAttribute(u"node"_s, spacesNode);
    writer.writeEndElement();
    writeItemsAfter(writer, after);
    writer.writeEndElement();
}

void writeSpace(QXmlStreamWriter &writer, const PublishedSpace &published)
{
    writer.writeStartElement(u"space"_s);
    writer.writeDefaultNamespace(spacesNode);
    writer.writeAttribute(u"edit"_s, published.edit);
    writeParts(writer, published.space);
    writer.writeEndElement();
}

std::optional<PublishedSpace> readSpace(const PubSubItem &item)
{
    if (item.id.isEmpty() || item.id.size() > longestMark || !isElement(item.payload, u"space", spacesNode)) {
        return {};
    }
    const auto space = readParts(SpaceId(item.id), item.payload);
    return space ? std::optional(PublishedSpace{*space, item.payload.attribute(u"edit"_s).left(longestMark)})
                 : std::nullopt;
}

QString spaceText(const StampedSpace &space)
{
    QString text;
    QXmlStreamWriter writer(&text);
    writeSpace(writer, {space, {}});
    return text;
}

std::optional<StampedSpace> readSpaceText(const SpaceId &id, const QString &text)
{
    QDomDocument document;
    if (!document.setContent(text, QDomDocument::ParseOption::UseNamespaceProcessing)) {
        return {};
    }
    return readParts(id, document.documentElement());
}

SpaceTraits tidied(SpaceTraits traits)
{
    traits.name = tidyLine(traits.name, maximumSpaceName);
    traits.colour = traits.colour >= 0 && traits.colour < spaceColours ? traits.colour : 0;
    traits.place = std::clamp(traits.place, 0, maximumSpacePlace);
    return traits;
}

Space plainSpace(const StampedSpace &space)
{
    Space out{space.id, {space.name.value, space.colour.value, space.place.value, space.rule.value}, {}, {}};
    for (auto each = space.chats.cbegin(); each != space.chats.cend(); ++each) {
        if (each->value == SpaceMember::In) {
            out.chats.insert(each.key());
        } else if (each->value == SpaceMember::Out) {
            out.leftOut.insert(each.key());
        }
    }
    return out;
}

StampedSpace joined(const StampedSpace &a, const StampedSpace &b)
{
    StampedSpace out{
        b.id,   later(a.name, b.name), later(a.colour, b.colour), later(a.place, b.place), later(a.rule, b.rule),
        b.chats};
    for (auto each = a.chats.cbegin(); each != a.chats.cend(); ++each) {
        const auto known = out.chats.find(each.key());
        if (known == out.chats.end()) {
            out.chats.insert(each.key(), *each);
        } else {
            *known = later(*each, *known);
        }
    }
    return out;
}

SpaceStamp nextStamp(const StampedSpace &space, const QString &by)
{
    int highest =
        std::max({space.name.stamp.count, space.colour.stamp.count, space.place.stamp.count, space.rule.stamp.count});
    for (const Stamped<SpaceMember> &each : space.chats) {
        highest = std::max(highest, each.stamp.count);
    }
    return {std::min(highest + 1, highestCount), by};
}

} // namespace jackdaw
