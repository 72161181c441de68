// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/SelfPing.h"

#include "xmpp/Namespaces.h"

#include <QXmlStreamWriter>

namespace jackdaw {

void writePing(QXmlStreamWriter &writer)
{
    writer.writeStartElement(QStringLiteral("ping"));
    writer.writeDefaultNamespace(ns::ping.toString());
    writer.writeEndElement();
}

RoomStay stayOf(const Result<QDomElement> &answer)
{
    if (answer) {
        return RoomStay::In;
    }
    switch (answer.error().kind) {
    case ErrorKind::Unavailable: // service-unavailable, feature-not-implemented: a program of ours that knows no pings
        return RoomStay::In;
    case ErrorKind::NotFound:
        return RoomStay::NoSuchNick;
    case ErrorKind::ServerNotFound: // remote-server-not-found
    case ErrorKind::Timeout:        // none, or remote-server-timeout
    case ErrorKind::Offline:
    case ErrorKind::ConnectionLost:
    case ErrorKind::TooMany:
        return RoomStay::Unknown;
    default:
        return RoomStay::Out;
    }
}

} // namespace jackdaw
