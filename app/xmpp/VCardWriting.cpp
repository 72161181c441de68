// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/VCardWriting.h"

#include "xmpp/VCard.h"

#include <QXmlStreamWriter>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

/// A property of both kinds of card, and the field that it is read into; one of the two is null.
struct CardField
{
    QStringView newer;
    QStringView older;
    QString VCard::*line;
    QStringList VCard::*list;
};

constexpr CardField cardFields[] = {
    {u"fn", u"FN", &VCard::fullName, nullptr},      {u"nickname", u"NICKNAME", &VCard::nickname, nullptr},
    {u"org", u"ORG", &VCard::organization, nullptr}, {u"title", u"TITLE", &VCard::title, nullptr},
    {u"role", u"ROLE", &VCard::role, nullptr},       {u"bday", u"BDAY", &VCard::birthday, nullptr},
    {u"note", u"DESC", &VCard::note, nullptr},       {u"email", u"EMAIL", nullptr, &VCard::emails},
    {u"tel", u"TEL", nullptr, &VCard::phones},       {u"url", u"URL", nullptr, &VCard::links},
    {u"adr", u"ADR", nullptr, &VCard::addresses},
};

QStringList valuesOf(const VCard &card, const CardField &field)
{
    if (field.list) {
        return card.*field.list;
    }
    const QString line = card.*field.line;
    return line.isEmpty() ? QStringList() : QStringList{line};
}

/// As it is, in the namespace that it has; what no writer takes is left out.
void copyElement(QXmlStreamWriter &writer, const QDomElement &element, const QString &space)
{
    writer.writeStartElement(element.localName().isEmpty() ? element.tagName() : element.localName());
    const QString own = element.namespaceURI();
    if (own != space) {
        writer.writeDefaultNamespace(own);
    }
    const QDomNamedNodeMap attributes = element.attributes();
    for (int i = 0; i < attributes.count(); ++i) {
        const QDomAttr attribute = attributes.item(i).toAttr();
        if (!attribute.name().startsWith("xmlns"_L1) && attribute.prefix().isEmpty()) {
            writer.writeAttribute(attribute.name(), attribute.value());
        }
    }
    for (QDomNode child = element.firstChild(); !child.isNull(); child = child.nextSibling()) {
        if (child.isElement()) {
            copyElement(writer, child.toElement(), own);
        } else if (child.isText() || child.isCDATASection()) {
            writer.writeCharacters(child.nodeValue());
        }
    }
    writer.writeEndElement();
}

/// Those of the fields that read otherwise on the card of before.
QList<const CardField *> changedFields(const VCard &card, const VCard &before)
{
    QList<const CardField *> changed;
    for (const CardField &field : cardFields) {
        if (valuesOf(card, field) != valuesOf(before, field)) {
            changed.append(&field);
        }
    }
    return changed;
}

void writeNewer(QXmlStreamWriter &writer, const CardField &field, const QString &value)
{
    writer.writeStartElement(field.newer.toString());
    if (field.newer == u"url") {
        writer.writeTextElement("uri"_L1, value);
    } else if (field.newer == u"adr") { // RFC 6351's schema wants all seven
        for (const QStringView part : {u"pobox", u"ext", u"street", u"locality", u"region", u"code", u"country"}) {
            writer.writeTextElement(part, part == u"street" ? QStringView(value) : QStringView());
        }
    } else {
        writer.writeTextElement("text"_L1, value);
    }
    writer.writeEndElement();
}

void writeOlder(QXmlStreamWriter &writer, const CardField &field, const QString &value)
{
    const QString name = field.older.toString();
    const auto within = [&](QStringView inner) {
        writer.writeStartElement(name);
        writer.writeTextElement(inner, value);
        writer.writeEndElement();
    };
    if (field.older == u"ORG") {
        within(u"ORGNAME");
    } else if (field.older == u"EMAIL") {
        within(u"USERID");
    } else if (field.older == u"TEL") {
        within(u"NUMBER");
    } else if (field.older == u"ADR") {
        within(u"STREET");
    } else {
        writer.writeTextElement(name, value);
    }
}

template<class WriteField>
void writeCard(QXmlStreamWriter &writer, const VCard &card, const QDomElement &before, const QList<const CardField *> &changed,
               QStringView CardField::*name, const QString &space, WriteField writeField)
{
    const auto isReplaced = [&](const QDomElement &element) {
        return element.namespaceURI() == space && std::any_of(changed.cbegin(), changed.cend(), [&](const CardField *field) {
            // The parts of a name (RFC 6350, 6.2.2) are those of the full name that was, which the user may not want said any more.
            const bool isPartsOfIt = field->line == &VCard::fullName && element.tagName().compare("n"_L1, Qt::CaseInsensitive) == 0;
            return isPartsOfIt || element.tagName() == field->*name;
        });
    };
    for (QDomElement child = before.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child.namespaceURI() != space || child.tagName() != u"group") {
            if (!isReplaced(child)) {
                copyElement(writer, child, space);
            }
            continue;
        }
        // RFC 6351, 5.1: a group of which something is replaced is none any more.
        bool stays = true;
        for (QDomElement inner = child.firstChildElement(); !inner.isNull(); inner = inner.nextSiblingElement()) {
            stays = stays && !isReplaced(inner);
        }
        if (stays) {
            copyElement(writer, child, space);
            continue;
        }
        for (QDomElement inner = child.firstChildElement(); !inner.isNull(); inner = inner.nextSiblingElement()) {
            if (!isReplaced(inner)) {
                copyElement(writer, inner, space);
            }
        }
    }
    for (const CardField *field : changed) {
        const QStringList values = valuesOf(card, *field);
        for (const QString &value : values) {
            writeField(writer, *field, value);
        }
    }
}

} // namespace

void writeVCard(QXmlStreamWriter &writer, const VCard &card, const QDomElement &before)
{
    const QString space = u"urn:ietf:params:xml:ns:vcard-4.0"_s;
    const QDomElement inside = before.tagName() == u"vcards" ? before.firstChildElement(u"vcard"_s) : before;
    writer.writeStartElement(u"vcard"_s);
    writer.writeDefaultNamespace(space);
    writeCard(writer, card, inside, changedFields(card, readVCard(inside)), &CardField::newer, space, writeNewer);
    writer.writeEndElement();
}

void writeOlderVCard(QXmlStreamWriter &writer, const VCard &card, const QDomElement &before)
{
    const QString space = u"vcard-temp"_s;
    QDomDocument document;
    QDomElement answer = document.createElement(u"iq"_s);
    answer.appendChild(document.importNode(before, true));
    writer.writeStartElement(u"vCard"_s);
    writer.writeDefaultNamespace(space);
    writeCard(writer, card, before, changedFields(card, readOlderVCard(answer)), &CardField::older, space, writeOlder);
    writer.writeEndElement();
}

void writeEmptiedVCard(QXmlStreamWriter &writer, const QDomElement &before)
{
    const QString space = u"vcard-temp"_s;
    writer.writeStartElement(u"vCard"_s);
    writer.writeDefaultNamespace(space);
    for (QDomElement child = before.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child.namespaceURI() == space && child.tagName() == u"PHOTO") {
            copyElement(writer, child, space);
        }
    }
    writer.writeEndElement();
}

void writeCardPicture(QXmlStreamWriter &writer, const QByteArray &bytes, const QString &mediaType, const QDomElement &before)
{
    const QString space = u"vcard-temp"_s;
    writer.writeStartElement(u"vCard"_s);
    writer.writeDefaultNamespace(space);
    for (QDomElement child = before.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child.namespaceURI() != space || child.tagName() != u"PHOTO") {
            copyElement(writer, child, space);
        }
    }
    if (!bytes.isEmpty()) {
        writer.writeStartElement(u"PHOTO"_s);
        writer.writeTextElement(u"TYPE"_s, mediaType);
        writer.writeTextElement(u"BINVAL"_s, QString::fromLatin1(bytes.toBase64()));
        writer.writeEndElement();
    }
    writer.writeEndElement();
}

} // namespace jackdaw
