// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/RoomRegistration.h"

#include "xmpp/DataForm.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QXmlStreamWriter>
#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView nickField = u"muc#register_roomnick";
constexpr qsizetype longestKeptNick = 1023; // RFC 7622, 3.4

} // namespace

void writeRoomRegistrationQuery(QXmlStreamWriter &writer)
{
    writer.writeStartElement(u"query"_s);
    writer.writeDefaultNamespace(ns::registration.toString());
    writer.writeEndElement();
}

RoomRegistrationForm readRoomRegistration(const QDomElement &iq)
{
    RoomRegistrationForm out;
    const QDomElement query = childElement(iq, u"query", ns::registration);
    out.now.isRegistered = !childElement(query, u"registered", ns::registration).isNull();
    if (const QDomElement form = childElement(query, u"x", ns::dataForms); !form.isNull()) {
        out.form = readDataForm(form);
    }
    if (out.now.isRegistered) {
        // 7.10 has the name in <username/>; who shows the form again has it there.
        const QString plain = childElement(query, u"username", ns::registration).text();
        out.now.nick = (plain.isEmpty() ? out.form.value(nickField) : plain).left(longestKeptNick);
    }
    return out;
}

DataForm nicknameForm()
{
    DataForm form;
    FormField type;
    type.var = u"FORM_TYPE"_s;
    type.type = FormField::Type::Hidden;
    type.values = {u"http://jabber.org/protocol/muc#register"_s};
    FormField nick;
    nick.var = nickField.toString();
    form.fields = {type, nick};
    return form;
}

Result<DataForm> fillRoomRegistration(const DataForm &form, const QString &nick)
{
    DataForm filled = form;
    FormField *field = filled.find(nickField);
    if (!field) {
        return Error{ErrorKind::Unavailable, u"the room asks for no nickname"_s, {}};
    }
    field->values = {nick};
    // 7.10 knows names, addresses and web pages of people as well: nothing that is given away for a nickname.
    const bool asksMore = std::any_of(filled.fields.cbegin(), filled.fields.cend(), [](const FormField &each) {
        return each.need == FormField::Need::Required && each.values.isEmpty() && each.type != FormField::Type::Fixed
            && each.type != FormField::Type::Hidden;
    });
    if (asksMore) {
        return Error{ErrorKind::Unavailable, u"the room wants to know more than a nickname"_s, {}};
    }
    return filled;
}

void writeRoomRegistration(QXmlStreamWriter &writer, const DataForm &filled)
{
    writer.writeStartElement(u"query"_s);
    writer.writeDefaultNamespace(ns::registration.toString());
    writeSubmission(writer, filled);
    writer.writeEndElement();
}

} // namespace jackdaw
