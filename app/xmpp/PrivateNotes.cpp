// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/PrivateNotes.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/Nickname.h"

#include <QXmlStreamWriter>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView notesSpace = u"storage:rosternotes"; // XEP-0145, 3
constexpr QStringView tagsSpace = u"urn:jackdaw:tags:0";

void beginPrivate(QXmlStreamWriter &writer, const QString &name, QStringView space)
{
    writer.writeStartElement(u"query"_s);
    writer.writeDefaultNamespace(ns::privateStorage.toString());
    writer.writeStartElement(name);
    writer.writeDefaultNamespace(space.toString());
}

void endPrivate(QXmlStreamWriter &writer)
{
    writer.writeEndElement();
    writer.writeEndElement();
}

QDomElement privatePart(const QDomElement &iq, QStringView name, QStringView space)
{
    return childElement(childElement(iq, u"query", ns::privateStorage), name, space);
}

} // namespace

void writeNotesRequest(QXmlStreamWriter &writer)
{
    writeNotes(writer, {});
}

void writeNotes(QXmlStreamWriter &writer, const QList<PrivateNote> &notes)
{
    beginPrivate(writer, u"storage"_s, notesSpace);
    for (const PrivateNote &note : notes) {
        writer.writeStartElement(u"note"_s);
        writer.writeAttribute(u"jid"_s, note.address);
        if (!note.created.isEmpty()) {
            writer.writeAttribute(u"cdate"_s, note.created);
        }
        if (!note.changed.isEmpty()) {
            writer.writeAttribute(u"mdate"_s, note.changed);
        }
        writer.writeCharacters(note.text);
        writer.writeEndElement();
    }
    endPrivate(writer);
}

std::optional<QList<PrivateNote>> readNotes(const QDomElement &iq)
{
    const QDomElement storage = privatePart(iq, u"storage", notesSpace);
    QList<PrivateNote> notes;
    for (QDomElement each = storage.firstChildElement(u"note"_s); !each.isNull(); each = each.nextSiblingElement(u"note"_s)) {
        if (notes.size() == maximumNotes) {
            return std::nullopt;
        }
        notes.append({each.attribute(u"jid"_s), each.text(), each.attribute(u"cdate"_s), each.attribute(u"mdate"_s)});
    }
    return notes;
}

void writeTagsRequest(QXmlStreamWriter &writer)
{
    writeTags(writer, {});
}

void writeTags(QXmlStreamWriter &writer, const QList<PrivateTags> &all)
{
    beginPrivate(writer, u"tags"_s, tagsSpace);
    for (const PrivateTags &each : all) {
        writer.writeStartElement(u"contact"_s);
        writer.writeAttribute(u"jid"_s, each.address);
        for (const QString &tag : each.tags) {
            writer.writeTextElement(u"tag"_s, tag);
        }
        writer.writeEndElement();
    }
    endPrivate(writer);
}

std::optional<QList<PrivateTags>> readTags(const QDomElement &iq)
{
    const QDomElement tags = privatePart(iq, u"tags", tagsSpace);
    QList<PrivateTags> all;
    for (QDomElement each = tags.firstChildElement(u"contact"_s); !each.isNull(); each = each.nextSiblingElement(u"contact"_s)) {
        if (all.size() == maximumNotes) {
            return std::nullopt;
        }
        PrivateTags one{each.attribute(u"jid"_s), {}};
        for (QDomElement tag = each.firstChildElement(u"tag"_s); !tag.isNull(); tag = tag.nextSiblingElement(u"tag"_s)) {
            one.tags += tag.text();
        }
        one.tags = tidyTags(one.tags);
        all.append(one);
    }
    return all;
}

QStringList tidyTags(const QStringList &tags)
{
    QStringList tidy;
    for (const QString &tag : tags) {
        const QString line = tidyLine(tag, maximumTag);
        if (!line.isEmpty() && tidy.size() < maximumTags && !tidy.contains(line, Qt::CaseInsensitive)) {
            tidy += line;
        }
    }
    return tidy;
}

} // namespace jackdaw
