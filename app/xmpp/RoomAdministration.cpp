// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/RoomAdministration.h"

#include "xmpp/DataForm.h"
#include "xmpp/Dom.h"
#include "xmpp/MultiUserChat.h"
#include "xmpp/Namespaces.h"

#include <QXmlStreamWriter>
#include <functional>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int maximumMembers = 20'000;

void inQuery(QXmlStreamWriter &writer, QStringView space, const std::function<void()> &inside)
{
    writer.writeStartElement(u"query"_s);
    writer.writeDefaultNamespace(space.toString());
    inside();
    writer.writeEndElement();
}

using Attributes = QList<std::pair<QString, QString>>;

void writeItem(QXmlStreamWriter &writer, const Attributes &attributes, const QString &reason = {})
{
    inQuery(writer, ns::mucAdmin, [&] {
        writer.writeStartElement(u"item"_s);
        for (const auto &[name, value] : attributes) {
            writer.writeAttribute(name, value);
        }
        if (!reason.isEmpty()) {
            writer.writeTextElement(u"reason"_s, reason);
        }
        writer.writeEndElement();
    });
}

void setValue(DataForm &form, QStringView var, const QString &value)
{
    FormField *field = form.find(var);
    if (!field) {
        return;
    }
    const bool isList = field->type == FormField::Type::ListSingle || field->type == FormField::Type::ListMulti;
    const bool offered = std::any_of(field->options.cbegin(), field->options.cend(),
                                     [&value](const FormField::Option &option) { return option.value == value; });
    if (!isList || field->options.isEmpty() || offered) {
        field->values = {value};
    }
}

} // namespace

void writeMembersQuery(QXmlStreamWriter &writer, RoomAffiliation affiliation)
{
    writeItem(writer, {{u"affiliation"_s, nameOf(affiliation)}});
}

void writeOccupantsQuery(QXmlStreamWriter &writer, RoomRole role)
{
    writeItem(writer, {{u"role"_s, nameOf(role)}});
}

QList<RoomMember> readMembers(const QDomElement &iq)
{
    QList<RoomMember> all;
    const QDomElement query = childElement(iq, u"query", ns::mucAdmin);
    for (QDomElement child = query.firstChildElement(); !child.isNull() && all.size() < maximumMembers; child = child.nextSiblingElement()) {
        if (!isElement(child, u"item", ns::mucAdmin)) {
            continue;
        }
        RoomMember member;
        const auto jid = Jid::parse(child.attribute(u"jid"_s));
        member.jid = jid ? jid->bare() : BareJid();
        member.nick = child.attribute(u"nick"_s);
        member.affiliation = roomAffiliationOf(child.attribute(u"affiliation"_s));
        member.role = roomRoleOf(child.attribute(u"role"_s));
        member.reason = childElement(child, u"reason", ns::mucAdmin).text();
        if (member.jid.isValid() || !member.nick.isEmpty()) {
            all.append(member);
        }
    }
    return all;
}

void writeRole(QXmlStreamWriter &writer, const QString &nick, RoomRole role, const QString &reason)
{
    writeItem(writer, {{u"nick"_s, nick}, {u"role"_s, nameOf(role)}}, reason);
}

void writeAffiliation(QXmlStreamWriter &writer, const BareJid &who, RoomAffiliation affiliation, const QString &reason)
{
    writeItem(writer, {{u"jid"_s, who.toString()}, {u"affiliation"_s, nameOf(affiliation)}}, reason);
}

void writeConfigurationQuery(QXmlStreamWriter &writer)
{
    inQuery(writer, ns::mucOwner, [] {});
}

Result<DataForm> readConfiguration(const QDomElement &iq)
{
    const QDomElement form = childElement(childElement(iq, u"query", ns::mucOwner), u"x", ns::dataForms);
    if (form.isNull()) {
        return Error{ErrorKind::ProtocolBroken, u"a configuration without a form"_s, iq.attribute(u"from"_s)};
    }
    return readDataForm(form);
}

void writeConfiguration(QXmlStreamWriter &writer, const DataForm &filled)
{
    inQuery(writer, ns::mucOwner, [&] { writeSubmission(writer, filled); });
}

void writeInstantRoom(QXmlStreamWriter &writer)
{
    writeConfiguration(writer, {});
}

void writeConfigurationCancel(QXmlStreamWriter &writer)
{
    inQuery(writer, ns::mucOwner, [&] { writeCancellation(writer); });
}

void writeDestruction(QXmlStreamWriter &writer, const BareJid &successor, const QString &reason)
{
    inQuery(writer, ns::mucOwner, [&] {
        writer.writeStartElement(u"destroy"_s);
        if (successor.isValid()) {
            writer.writeAttribute(u"jid"_s, successor.toString());
        }
        if (!reason.isEmpty()) {
            writer.writeTextElement(u"reason"_s, reason);
        }
        writer.writeEndElement();
    });
}

Status prepareConfiguration(DataForm &form, RoomPurpose purpose, const QString &name)
{
    const bool isPrivate = purpose == RoomPurpose::PrivateGroup;
    const QString yes = u"1"_s;
    const QString no = u"0"_s;
    setValue(form, u"muc#roomconfig_roomname", name);
    setValue(form, u"muc#roomconfig_persistentroom", yes);
    setValue(form, u"muc#roomconfig_membersonly", isPrivate ? yes : no);
    setValue(form, u"muc#roomconfig_publicroom", isPrivate ? no : yes);
    setValue(form, u"muc#roomconfig_whois", isPrivate ? u"anyone"_s : u"moderators"_s);
    setValue(form, u"muc#roomconfig_moderatedroom", no);
    setValue(form, u"muc#roomconfig_passwordprotectedroom", no);
    setValue(form, u"muc#roomconfig_changesubject", isPrivate ? yes : no);
    setValue(form, u"muc#roomconfig_allowinvites", isPrivate ? yes : no);
    setValue(form, u"{http://prosody.im/protocol/muc}roomconfig_allowmemberinvites", isPrivate ? yes : no);
    // The archive of rooms has no registered name: Prosody, ejabberd, and what was agreed on before.
    setValue(form, u"muc#roomconfig_enablearchiving", yes);
    setValue(form, u"muc#roomconfig_mam", yes);
    setValue(form, u"mam", yes);
    const bool closes = form.value(u"muc#roomconfig_membersonly") == yes && form.value(u"muc#roomconfig_whois") == u"anyone";
    if (isPrivate && !closes) {
        return Error{ErrorKind::Unavailable, u"the service makes no private groups"_s, {}};
    }
    return Done{};
}

} // namespace jackdaw
