// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/PresenceStanza.h"

#include "xmpp/Capabilities.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/Nickname.h"

#include <QDateTime>
#include <QTimeZone>
#include <QXmppElement.h>

namespace jackdaw {

namespace {

constexpr int maximumVerLength = 64;
constexpr int maximumNodeLength = 1024;

PresenceStanza::Type presenceType(const QString &text)
{
    using Type = PresenceStanza::Type;
    return text.isEmpty() ? Type::Available
        : text == u"unavailable" ? Type::Unavailable
        : text == u"subscribe" ? Type::Subscribe
        : text == u"subscribed" ? Type::Subscribed
        : text == u"unsubscribe" ? Type::Unsubscribe
        : text == u"unsubscribed" ? Type::Unsubscribed
        : text == u"error" ? Type::Error
        : Type::Other;
}

Availability availabilityOf(const QString &show)
{
    return show == u"chat" ? Availability::Chat
        : show == u"away" ? Availability::Away
        : show == u"xa" ? Availability::ExtendedAway
        : show == u"dnd" ? Availability::DoNotDisturb
        : Availability::Available;
}

} // namespace

PresenceStanza readPresence(const QDomElement &element)
{
    PresenceStanza out;
    const auto from = Jid::parse(element.attribute(QStringLiteral("from")));
    if (from) {
        out.from = *from;
    }
    out.type = presenceType(element.attribute(QStringLiteral("type")));
    QString show;
    for (QDomElement child = element.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        const QString space = child.namespaceURI();
        const QString name = child.tagName();
        if (space == ns::client && name == u"show") {
            show = child.text().trimmed();
        } else if (space == ns::client && name == u"status") {
            if (out.presence.status.isEmpty()) {
                out.presence.status = child.text().left(1024);
            }
        } else if (space == ns::client && name == u"priority") {
            out.presence.priority = qBound(-128, child.text().toInt(), 127); // RFC 6121, 4.7.2.3
        } else if (name == u"nick" && out.type == PresenceStanza::Type::Subscribe) {
            out.nickname = readNickname(child);
        } else if (space == ns::idle && name == u"idle") {
            out.presence.idleSince = parseTime(child.attribute(QStringLiteral("since")));
        } else if (space == ns::delay && name == u"delay") {
            out.presence.since = parseTime(child.attribute(QStringLiteral("stamp")));
        } else if (space == ns::capabilities && name == u"c" && child.attribute(QStringLiteral("hash")) == u"sha-1") {
            // A SHA-1 in Base64 has 28 characters; who sends others keeps them (XEP-0115, 5.1).
            const QString ver = child.attribute(QStringLiteral("ver"));
            const QString node = child.attribute(QStringLiteral("node"));
            if (ver.size() <= maximumVerLength && node.size() <= maximumNodeLength) {
                out.capsVer = ver;
                out.capsNode = node;
            }
        }
    }
    out.presence.availability = out.type == PresenceStanza::Type::Available ? availabilityOf(show) : Availability::Offline;
    return out;
}

QXmppPresence writePresence(Availability availability, const QString &status, const QString &capsVer, qint64 idleSince)
{
    QXmppPresence presence;
    switch (availability) {
    case Availability::Chat: presence.setAvailableStatusType(QXmppPresence::Chat); break;
    case Availability::Away: presence.setAvailableStatusType(QXmppPresence::Away); break;
    case Availability::ExtendedAway: presence.setAvailableStatusType(QXmppPresence::XA); break;
    case Availability::DoNotDisturb: presence.setAvailableStatusType(QXmppPresence::DND); break;
    case Availability::Offline:
    case Availability::Unknown: presence.setType(QXmppPresence::Unavailable); break;
    case Availability::Available: break;
    }
    presence.setStatusText(status);
    if (idleSince > 0 && presence.type() == QXmppPresence::Available) {
        presence.setLastUserInteraction(QDateTime::fromMSecsSinceEpoch(idleSince, QTimeZone::UTC));
    }
    presence.setCapabilityHash(QStringLiteral("sha-1"));
    presence.setCapabilityNode(Capabilities::node());
    presence.setCapabilityVer(QByteArray::fromBase64(capsVer.toLatin1()));
    return presence;
}

QXmppPresence writeSubscription(PresenceStanza::Type type, const BareJid &to, const QString &text)
{
    using Type = PresenceStanza::Type;
    QXmppPresence presence(type == Type::Subscribe ? QXmppPresence::Subscribe
                           : type == Type::Subscribed ? QXmppPresence::Subscribed
                           : type == Type::Unsubscribe ? QXmppPresence::Unsubscribe
                           : QXmppPresence::Unsubscribed);
    presence.setTo(to.toString());
    presence.setStatusText(text);
    return presence;
}

QXmppPresence writeInvitedSubscription(const BareJid &to, const QString &token)
{
    QXmppPresence presence = writeSubscription(PresenceStanza::Type::Subscribe, to, {});
    QXmppElement preAuthentication;
    preAuthentication.setTagName(QStringLiteral("preauth"));
    preAuthentication.setAttribute(QStringLiteral("xmlns"), ns::preAuthentication.toString());
    preAuthentication.setAttribute(QStringLiteral("token"), token);
    presence.setExtensions({preAuthentication});
    return presence;
}

} // namespace jackdaw
