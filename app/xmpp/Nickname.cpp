// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Nickname.h"

#include "xmpp/Dom.h"

#include <QXmlStreamWriter>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView cardSpace = u"vcard-temp";
constexpr int maximumLength = 100;

} // namespace

QString tidyName(const QString &name)
{
    return tidyLine(name, maximumLength);
}

QString tidyLine(const QString &text, int length)
{
    QString tidy = text.left(10 * length); // of more, nothing is tidied at all
    // What turns the direction could dress one name up as another; joiners stay, names and emoji are written with them.
    tidy.removeIf([](QChar c) {
        const char16_t u = c.unicode();
        const bool turns = u == 0x061C || u == 0x200E || u == 0x200F || (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069);
        return turns || (c.category() == QChar::Other_Control && !c.isSpace());
    });
    tidy = tidy.simplified().left(length);
    if (!tidy.isEmpty() && tidy.back().isHighSurrogate()) {
        tidy.chop(1);
    }
    return tidy.trimmed();
}

QString readNickname(const QDomElement &payload)
{
    return isElement(payload, u"nick", nicknameNode) ? tidyName(payload.text()) : QString();
}

void writeNickname(QXmlStreamWriter &writer, const QString &name)
{
    writer.writeStartElement(u"nick"_s);
    writer.writeDefaultNamespace(nicknameNode.toString());
    writer.writeCharacters(tidyName(name));
    writer.writeEndElement();
}

void writeCardRequest(QXmlStreamWriter &writer)
{
    writer.writeStartElement(u"vCard"_s);
    writer.writeDefaultNamespace(cardSpace.toString());
    writer.writeEndElement();
}

QString readCardName(const QDomElement &iq)
{
    const QDomElement card = childElement(iq, u"vCard", cardSpace);
    const QString full = tidyName(childElement(card, u"FN", cardSpace).text());
    return full.isEmpty() ? tidyName(childElement(card, u"NICKNAME", cardSpace).text()) : full;
}

} // namespace jackdaw
