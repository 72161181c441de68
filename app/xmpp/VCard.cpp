// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/VCard.h"

#include "xmpp/Dom.h"
#include "xmpp/Nickname.h"

#include <QUrl>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView olderSpace = u"vcard-temp";
constexpr QStringView newerSpace = u"urn:ietf:params:xml:ns:vcard-4.0";

/// One line, without what turns the direction.
QString cardLine(const QString &text)
{
    return tidyLine(text, maximumCardLine);
}

QString cardNote(const QString &text)
{
    QStringList lines;
    const QStringList all = text.left(maximumCardNote).split(u'\n');
    for (const QString &line : all) {
        lines += tidyLine(line, maximumCardNote);
    }
    return lines.join(u'\n').trimmed();
}

void addCardEntry(QStringList &list, const QString &entry)
{
    if (!entry.isEmpty() && list.size() < maximumCardEntries && !list.contains(entry)) {
        list += entry;
    }
}

/// Only what a browser opens; what it really leads to is shown, so nothing is tidied here.
void addCardLink(QStringList &list, const QString &text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    const bool web = url.scheme() == u"http" || url.scheme() == u"https";
    if (web && url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty()) {
        const QString written = url.toString(QUrl::FullyEncoded);
        if (written.size() <= 10 * maximumCardLine) {
            addCardEntry(list, written);
        }
    }
}

QString joined(const QStringList &parts)
{
    QStringList filled;
    for (const QString &part : parts) {
        if (!part.isEmpty()) {
            filled += part;
        }
    }
    return filled.join(", "_L1);
}

template<class Visit>
void eachChild(const QDomElement &parent, QStringView space, Visit visit)
{
    for (QDomElement child = parent.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child.namespaceURI() == space) {
            visit(child);
        }
    }
}

// RFC 6351

/// What is in the property's value: <text/>, <uri/>, <date/>, …; of several <text/> (an organization and its units) all.
QString propertyValue(const QDomElement &property)
{
    QStringList values;
    eachChild(property, newerSpace, [&](const QDomElement &child) {
        if (child.tagName() != u"parameters" && values.size() < maximumCardEntries) {
            values += cardLine(child.text());
        }
    });
    return joined(values);
}

QString newerAddress(const QDomElement &adr)
{
    QStringList parts;
    for (const QStringView part : {u"street", u"locality", u"region", u"code", u"country"}) {
        parts += cardLine(childElement(adr, part, newerSpace).text());
    }
    return joined(parts);
}

QString phoneNumber(const QString &value)
{
    return value.startsWith("tel:"_L1, Qt::CaseInsensitive) ? value.mid(4) : value;
}

void setOnce(QString &field, const QString &value)
{
    if (field.isEmpty()) {
        field = value;
    }
}

void readProperty(VCard &card, const QDomElement &property)
{
    const QString name = property.tagName();
    if (name == u"fn") {
        setOnce(card.fullName, propertyValue(property));
    } else if (name == u"nickname") {
        setOnce(card.nickname, propertyValue(property));
    } else if (name == u"org") {
        setOnce(card.organization, propertyValue(property));
    } else if (name == u"title") {
        setOnce(card.title, propertyValue(property));
    } else if (name == u"role") {
        setOnce(card.role, propertyValue(property));
    } else if (name == u"bday") {
        setOnce(card.birthday, propertyValue(property));
    } else if (name == u"note") {
        setOnce(card.note, cardNote(property.firstChildElement(u"text"_s).text()));
    } else if (name == u"email") {
        addCardEntry(card.emails, propertyValue(property));
    } else if (name == u"tel") {
        addCardEntry(card.phones, phoneNumber(propertyValue(property)));
    } else if (name == u"url") {
        addCardLink(card.links, property.firstChildElement(u"uri"_s).text());
    } else if (name == u"adr") {
        addCardEntry(card.addresses, newerAddress(property));
    } else if (name == u"group") { // RFC 6351, 5.1: properties that belong together; groups hold no groups
        eachChild(property, newerSpace, [&](const QDomElement &child) {
            if (child.tagName() != u"group") {
                readProperty(card, child);
            }
        });
    }
}

// XEP-0054

QString olderText(const QDomElement &parent, QStringView name)
{
    return cardLine(childElement(parent, name, olderSpace).text());
}

QString olderAddress(const QDomElement &adr)
{
    QStringList parts;
    for (const QStringView part : {u"STREET", u"LOCALITY", u"REGION", u"PCODE", u"CTRY"}) {
        parts += olderText(adr, part);
    }
    return joined(parts);
}

QString olderOrganization(const QDomElement &org)
{
    QStringList parts{olderText(org, u"ORGNAME")};
    eachChild(org, olderSpace, [&](const QDomElement &child) {
        if (child.tagName() == u"ORGUNIT" && parts.size() < maximumCardEntries) {
            parts += cardLine(child.text());
        }
    });
    return joined(parts);
}

} // namespace

VCard readVCard(const QDomElement &payload)
{
    const QDomElement inside = isElement(payload, u"vcards", newerSpace) ? childElement(payload, u"vcard", newerSpace) : payload;
    VCard card;
    if (isElement(inside, u"vcard", newerSpace)) {
        eachChild(inside, newerSpace, [&](const QDomElement &property) { readProperty(card, property); });
    }
    return card;
}

VCard readOlderVCard(const QDomElement &iq)
{
    const QDomElement old = childElement(iq, u"vCard", olderSpace);
    VCard card;
    card.fullName = olderText(old, u"FN");
    card.nickname = olderText(old, u"NICKNAME");
    card.organization = olderOrganization(childElement(old, u"ORG", olderSpace));
    card.title = olderText(old, u"TITLE");
    card.role = olderText(old, u"ROLE");
    card.birthday = olderText(old, u"BDAY");
    card.note = cardNote(childElement(old, u"DESC", olderSpace).text());
    eachChild(old, olderSpace, [&](const QDomElement &child) {
        const QString name = child.tagName();
        if (name == u"EMAIL") {
            // XEP-0054, 8.1 has USERID; some write the address itself.
            const QString user = olderText(child, u"USERID");
            addCardEntry(card.emails, user.isEmpty() && child.firstChildElement().isNull() ? cardLine(child.text()) : user);
        } else if (name == u"TEL") {
            const QString number = olderText(child, u"NUMBER");
            addCardEntry(card.phones, number.isEmpty() && child.firstChildElement().isNull() ? cardLine(child.text()) : number);
        } else if (name == u"URL") {
            addCardLink(card.links, child.text());
        } else if (name == u"ADR") {
            addCardEntry(card.addresses, olderAddress(child));
        }
    });
    return card;
}

VCard completed(const VCard &card, const VCard &older)
{
    VCard whole = card;
    for (QString VCard::*field : {&VCard::fullName, &VCard::nickname, &VCard::organization, &VCard::title, &VCard::role,
                                  &VCard::birthday, &VCard::note}) {
        setOnce(whole.*field, older.*field);
    }
    for (QStringList VCard::*field : {&VCard::emails, &VCard::phones, &VCard::links, &VCard::addresses}) {
        if ((whole.*field).isEmpty()) {
            whole.*field = older.*field;
        }
    }
    return whole;
}

} // namespace jackdaw
