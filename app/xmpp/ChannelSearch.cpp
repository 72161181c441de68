// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/ChannelSearch.h"

#include "xmpp/DataForm.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QXmlStreamWriter>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView resultSets = u"http://jabber.org/protocol/rsm"; // XEP-0059
constexpr int mostFound = 200;
constexpr int longestFoundName = 200;

FormField searchField(const QString &var, const QString &value)
{
    FormField field;
    field.var = var;
    field.values = {value};
    return field;
}

} // namespace

void writeChannelSearch(QXmlStreamWriter &writer, const QString &words)
{
    writer.writeStartElement(u"search"_s);
    writer.writeDefaultNamespace(ns::channelSearch.toString());
    writer.writeStartElement(u"set"_s);
    writer.writeDefaultNamespace(resultSets.toString());
    writer.writeTextElement(u"max"_s, QString::number(mostFound / 2));
    writer.writeEndElement();
    DataForm form;
    form.fields = {searchField(u"FORM_TYPE"_s, u"urn:xmpp:channel-search:0:search-params"_s),
                   searchField(u"q"_s, words), searchField(u"types"_s, u"xep-0045"_s),
                   searchField(u"key"_s, u"{urn:xmpp:channel-search:0:order}nusers"_s)};
    form.fields[0].type = FormField::Type::Hidden;
    writeSubmission(writer, form);
    writer.writeEndElement();
}

QList<ListedRoom> readFoundChannels(const QDomElement &iq)
{
    QList<ListedRoom> found;
    const QDomElement result = childElement(iq, u"result", ns::channelSearch);
    for (QDomElement item = result.firstChildElement(); !item.isNull() && found.size() < mostFound;
         item = item.nextSiblingElement()) {
        const auto room = BareJid::parse(item.attribute(u"address"_s));
        if (!isElement(item, u"item", ns::channelSearch) || !room || room->local().isEmpty()) {
            continue;
        }
        ListedRoom listed{*room, childElement(item, u"name", ns::channelSearch).text().left(longestFoundName), {}};
        bool isNumber = false;
        const int people = childElement(item, u"nusers", ns::channelSearch).text().toInt(&isNumber);
        if (isNumber && people >= 0) {
            listed.occupants = people;
        }
        found.append(listed);
    }
    return found;
}

} // namespace jackdaw
