// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/MultiUserChat.h"

#include "xmpp/DataForm.h"
#include "xmpp/Dom.h"
#include "xmpp/Hats.h"
#include "xmpp/Namespaces.h"
#include "xmpp/OccupantIds.h"
#include "xmpp/PayloadElement.h"
#include "xmpp/PresenceStanza.h"

#include <QUrl>
#include <QUuid>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int maximumCodes = 20;
constexpr int maximumText = 1024;
constexpr int maximumSubject = 4096;

struct RoleName { RoomRole role; QStringView name; };
constexpr RoleName roleNames[] = {
    {RoomRole::None, u"none"}, {RoomRole::Visitor, u"visitor"}, {RoomRole::Participant, u"participant"}, {RoomRole::Moderator, u"moderator"},
};
struct AffiliationName { RoomAffiliation affiliation; QStringView name; };
constexpr AffiliationName affiliationNames[] = {
    {RoomAffiliation::Outcast, u"outcast"}, {RoomAffiliation::None, u"none"}, {RoomAffiliation::Member, u"member"},
    {RoomAffiliation::Admin, u"admin"}, {RoomAffiliation::Owner, u"owner"},
};

BareJid bareJidOf(const QString &text)
{
    const auto jid = Jid::parse(text);
    return jid ? jid->bare() : BareJid();
}

QList<int> codesOf(const QDomElement &x)
{
    QList<int> codes;
    for (QDomElement child = x.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        bool isNumber = false;
        const int code = isElement(child, u"status", ns::mucUser) ? child.attribute(u"code"_s).toInt(&isNumber) : 0;
        if (isNumber && codes.size() < maximumCodes && !codes.contains(code)) {
            codes.append(code);
        }
    }
    return codes;
}

QXmppElement textElement(QStringView name, const QString &text)
{
    QXmppElement element = makeElement(name, {});
    element.setValue(text);
    return element;
}

QXmppElement formField(const QString &var, const QString &value, const QString &type = {})
{
    QXmppElement field = makeElement(u"field", {});
    field.setAttribute(u"var"_s, var);
    if (!type.isEmpty()) {
        field.setAttribute(u"type"_s, type);
    }
    field.appendChild(textElement(u"value", value));
    return field;
}

QXmppMessage voiceForm(const BareJid &room, const QList<QXmppElement> &fields)
{
    QXmppMessage message;
    message.setType(QXmppMessage::Normal);
    message.setTo(room.toString());
    message.setId(QUuid::createUuid().toString(QUuid::WithoutBraces));
    QXmppElement form = makeElement(u"x", ns::dataForms);
    form.setAttribute(u"type"_s, u"submit"_s);
    form.appendChild(formField(u"FORM_TYPE"_s, ns::mucRequest.toString(), u"hidden"_s));
    for (const QXmppElement &field : fields) {
        form.appendChild(field);
    }
    message.setExtensions({form});
    return message;
}

/// "xmpp:new@groups.example?join" (RFC 6120, 8.3.3.5; XEP-0147).
BareJid roomOfUri(const QString &text)
{
    const QString uri = text.trimmed();
    const QString path = uri.startsWith(u"xmpp:", Qt::CaseInsensitive) ? uri.sliced(5).section(u'?', 0, 0) : QString();
    const auto room = BareJid::parse(QUrl::fromPercentEncoding(path.toUtf8()));
    return room && !room->local().isEmpty() ? *room : BareJid();
}

QXmppPresence presenceIn(const Jid &occupant, const RoomEntry &entry)
{
    QXmppPresence presence = writePresence(entry.availability, entry.status, entry.capsVer);
    presence.setTo(occupant.toString());
    return presence;
}

} // namespace

RoomRole roomRoleOf(QStringView name)
{
    for (const RoleName &each : roleNames) {
        if (each.name == name) {
            return each.role;
        }
    }
    return RoomRole::None;
}

RoomAffiliation roomAffiliationOf(QStringView name)
{
    for (const AffiliationName &each : affiliationNames) {
        if (each.name == name) {
            return each.affiliation;
        }
    }
    return RoomAffiliation::None;
}

QString nameOf(RoomRole role)
{
    return roleNames[int(role)].name.toString();
}

QString nameOf(RoomAffiliation affiliation)
{
    return affiliationNames[int(affiliation)].name.toString();
}

bool isOfRoom(const QDomElement &presence)
{
    return !childElement(presence, u"x", ns::mucUser).isNull() || !childElement(presence, u"x", ns::muc).isNull();
}

RoomPresence readRoomPresence(const QDomElement &presence)
{
    RoomPresence out;
    const PresenceStanza plain = readPresence(presence);
    out.from = plain.from;
    out.type = plain.type == PresenceStanza::Type::Error ? RoomPresence::Type::Error
        : plain.type == PresenceStanza::Type::Available ? RoomPresence::Type::Available
                                                        : RoomPresence::Type::Unavailable;
    out.occupant.nick = out.from.resource();
    out.occupant.availability = plain.presence.availability;
    out.occupant.status = plain.presence.status;
    if (out.type == RoomPresence::Type::Error) {
        out.error = stanzaError(presence);
        const QDomElement error = presence.firstChildElement(u"error"_s);
        for (QDomElement child = error.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
            if (child.namespaceURI() == ns::stanzaError && child.tagName() != u"text") {
                out.condition = child.tagName();
            }
            if (isElement(child, u"gone", ns::stanzaError)) {
                out.successor.room = roomOfUri(child.text());
            }
        }
        out.mayPass = error.attribute(u"type"_s) == u"wait" || out.condition == u"service-unavailable"
            || out.condition == u"resource-constraint" || out.condition == u"internal-server-error";
        return out;
    }
    out.occupant.id = readOccupantId(presence);
    out.occupant.hats = readHats(presence);
    const QDomElement x = childElement(presence, u"x", ns::mucUser);
    out.codes = codesOf(x);
    const QDomElement item = childElement(x, u"item", ns::mucUser);
    out.occupant.role = roomRoleOf(item.attribute(u"role"_s));
    out.occupant.affiliation = roomAffiliationOf(item.attribute(u"affiliation"_s));
    out.occupant.jid = bareJidOf(item.attribute(u"jid"_s));
    // 7.6: prepared as every nickname is, so that it is the one that comes next
    if (const auto renamed = Jid::parse(out.from.bare().toString() + u'/' + item.attribute(u"nick"_s)); renamed) {
        out.newNick = renamed->resource();
    }
    const QDomElement actor = childElement(item, u"actor", ns::mucUser);
    out.actor = actor.attribute(u"nick"_s, actor.attribute(u"jid"_s));
    out.reason = childElement(item, u"reason", ns::mucUser).text().left(maximumText);
    const QDomElement destroy = childElement(x, u"destroy", ns::mucUser);
    if (!destroy.isNull()) {
        out.destroyed = true;
        out.successor = {bareJidOf(destroy.attribute(u"jid"_s)), childElement(destroy, u"password", ns::mucUser).text()};
        out.reason = childElement(destroy, u"reason", ns::mucUser).text().left(maximumText);
    }
    return out;
}

RoomReason reasonOf(const RoomPresence &ours)
{
    // A service that shuts down or fails may say 307 as well (XEP-0045, 9.2 and 15.6.2): the particular one is the reason.
    struct Known { int code; RoomReason reason; };
    static constexpr Known known[] = {
        {roomStatus::shutdown, RoomReason::ServiceShutdown},
        {roomStatus::technicalFault, RoomReason::TechnicalFault},
        {roomStatus::banned, RoomReason::Banned},
        {roomStatus::affiliationLost, RoomReason::Removed},
        {roomStatus::nowMembersOnly, RoomReason::MembersOnly},
        {roomStatus::kicked, RoomReason::Kicked},
    };
    if (ours.destroyed) {
        return RoomReason::Destroyed;
    }
    for (const Known &each : known) {
        if (ours.has(each.code)) {
            return each.reason;
        }
    }
    return RoomReason::None;
}

RoomReason refusalOf(const RoomPresence &error)
{
    struct Known { QStringView condition; RoomReason reason; };
    static constexpr Known known[] = {
        {u"not-authorized", RoomReason::Password},
        {u"forbidden", RoomReason::Banned},
        {u"item-not-found", RoomReason::NotCreated},
        {u"not-allowed", RoomReason::NotCreated},
        {u"not-acceptable", RoomReason::NickReserved},
        {u"jid-malformed", RoomReason::NickReserved},
        {u"registration-required", RoomReason::MembersOnly},
        {u"conflict", RoomReason::NickTaken},
        {u"service-unavailable", RoomReason::Full},
        {u"resource-constraint", RoomReason::Full},
        {u"gone", RoomReason::Destroyed},
        {u"remote-server-not-found", RoomReason::Unreachable},
        {u"remote-server-timeout", RoomReason::Unreachable},
        {u"recipient-unavailable", RoomReason::Unreachable},
    };
    for (const Known &each : known) {
        if (error.condition == each.condition) {
            return each.reason;
        }
    }
    return RoomReason::Other;
}

QXmppPresence writeRoomEntry(const Jid &occupant, const RoomEntry &entry)
{
    QXmppPresence presence = presenceIn(occupant, entry);
    QXmppElement muc = makeElement(u"x", ns::muc);
    if (!entry.password.isEmpty()) {
        muc.appendChild(textElement(u"password", entry.password));
    }
    QXmppElement history = makeElement(u"history", {});
    if (entry.historySeconds) { // no point in time: the room's clock is not ours
        history.setAttribute(u"seconds"_s, QString::number(*entry.historySeconds));
    } else {
        history.setAttribute(u"maxchars"_s, u"0"_s); // 7.2.14
    }
    muc.appendChild(history);
    presence.setExtensions(presence.extensions() + QXmppElementList{muc});
    return presence;
}

QXmppPresence writeRoomPresence(const Jid &occupant, const RoomEntry &entry)
{
    return presenceIn(occupant, entry);
}

QXmppPresence writeRoomLeave(const Jid &occupant, const QString &reason)
{
    QXmppPresence presence(QXmppPresence::Unavailable);
    presence.setTo(occupant.toString());
    presence.setStatusText(reason);
    return presence;
}

RoomNotice readRoomNotice(const QDomElement &message)
{
    RoomNotice out;
    const QDomElement x = childElement(message, u"x", ns::mucUser);
    out.codes = codesOf(x);
    const QDomElement decline = childElement(x, u"decline", ns::mucUser);
    if (!decline.isNull()) {
        out.declined = {bareJidOf(decline.attribute(u"from"_s)), childElement(decline, u"reason", ns::mucUser).text().left(maximumText)};
    }
    const QDomElement item = childElement(x, u"item", ns::mucUser);
    if (!item.isNull() && item.hasAttribute(u"affiliation"_s)) {
        out.affiliation = {bareJidOf(item.attribute(u"jid"_s)), roomAffiliationOf(item.attribute(u"affiliation"_s))};
    }
    // 8.1: one with a text is a message that has a title.
    const QDomElement subject = childElement(message, u"subject", ns::client);
    if (!subject.isNull() && childElement(message, u"body", ns::client).isNull()) {
        out.subject = subject.text().left(maximumSubject);
    }
    const QDomElement form = childElement(message, u"x", ns::dataForms);
    if (!form.isNull()) {
        const DataForm request = readDataForm(form);
        if (request.type == DataForm::Type::Form && request.formType() == ns::mucRequest) {
            out.voice = {request.value(u"muc#roomnick"), bareJidOf(request.value(u"muc#jid"))};
        }
    }
    return out;
}

QXmppMessage writeSubject(const BareJid &room, const QString &subject)
{
    QXmppMessage message;
    message.setType(QXmppMessage::GroupChat);
    message.setTo(room.toString());
    message.setId(QUuid::createUuid().toString(QUuid::WithoutBraces));
    // QXmpp leaves an empty one out, and that is what takes a subject away (8.1).
    message.setExtensions({textElement(u"subject", subject)});
    return message;
}

QXmppMessage writeVoiceRequest(const BareJid &room)
{
    return voiceForm(room, {formField(u"muc#role"_s, u"participant"_s)});
}

QXmppMessage writeVoiceAnswer(const BareJid &room, const RoomNotice::VoiceRequest &request, Voice answer)
{
    return voiceForm(room, {formField(u"muc#role"_s, u"participant"_s), formField(u"muc#jid"_s, request.jid.toString()),
                            formField(u"muc#roomnick"_s, request.nick),
                            formField(u"muc#request_allow"_s, answer == Voice::Granted ? u"true"_s : u"false"_s, u"boolean"_s)});
}

} // namespace jackdaw
