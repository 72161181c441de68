// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/RoomInvitations.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/PayloadElement.h"

#include <QUuid>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int maximumReason = 1024;

BareJid bareOf(const QString &text)
{
    const auto jid = Jid::parse(text);
    return jid ? jid->bare() : BareJid();
}

QXmppElement reasonElement(const QString &reason)
{
    QXmppElement element = makeElement(u"reason", {});
    element.setValue(reason);
    return element;
}

QXmppMessage messageTo(const BareJid &to, const QXmppElement &element)
{
    QXmppMessage message;
    message.setType(QXmppMessage::Normal);
    message.setTo(to.toString());
    message.setId(QUuid::createUuid().toString(QUuid::WithoutBraces));
    message.setExtensions({element});
    return message;
}

/// What passes through the room: <invite to=""/> or <decline to=""/> in its own element.
QXmppMessage throughRoom(const BareJid &room, QStringView what, const BareJid &to, const QString &reason)
{
    QXmppElement inner = makeElement(what, {});
    inner.setAttribute(u"to"_s, to.toString());
    if (!reason.isEmpty()) {
        inner.appendChild(reasonElement(reason));
    }
    QXmppElement x = makeElement(u"x", ns::mucUser);
    x.appendChild(inner);
    return messageTo(room, x);
}

} // namespace

std::optional<RoomInvitation> readInvitation(const QDomElement &message)
{
    const QString type = message.attribute(u"type"_s);
    const auto from = Jid::parse(message.attribute(u"from"_s));
    if (!from || type == u"error" || type == u"groupchat") {
        return {};
    }
    RoomInvitation out;
    const QDomElement x = childElement(message, u"x", ns::mucUser);
    const QDomElement invite = childElement(x, u"invite", ns::mucUser);
    const QDomElement direct = childElement(message, u"x", ns::directInvitation);
    // A mediated one first: services add a direct one beside it for old programs (7.8.2).
    if (!invite.isNull()) {
        out.kind = RoomInvitation::Kind::Mediated;
        out.room = from->bare();
        out.from = bareOf(invite.attribute(u"from"_s));
        out.reason = childElement(invite, u"reason", ns::mucUser).text().left(maximumReason);
        out.password = childElement(x, u"password", ns::mucUser).text();
        return out;
    }
    if (direct.isNull()) {
        return {};
    }
    out.room = bareOf(direct.attribute(u"jid"_s));
    out.from = from->bare();
    out.reason = direct.attribute(u"reason"_s).left(maximumReason);
    out.password = direct.attribute(u"password"_s);
    return out.room.isValid() && !out.room.local().isEmpty() ? std::optional(out) : std::nullopt;
}

QXmppMessage writeDirectInvitation(const BareJid &to, const RoomInvitation &invitation)
{
    QXmppElement x = makeElement(u"x", ns::directInvitation);
    x.setAttribute(u"jid"_s, invitation.room.toString());
    if (!invitation.reason.isEmpty()) {
        x.setAttribute(u"reason"_s, invitation.reason);
    }
    if (!invitation.password.isEmpty()) {
        x.setAttribute(u"password"_s, invitation.password);
    }
    return messageTo(to, x);
}

QXmppMessage writeMediatedInvitation(const BareJid &to, const BareJid &room, const QString &reason)
{
    return throughRoom(room, u"invite", to, reason);
}

QXmppMessage writeDecline(const RoomInvitation &invitation, const QString &reason)
{
    return throughRoom(invitation.room, u"decline", invitation.from, reason);
}

} // namespace jackdaw
