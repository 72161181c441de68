// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Log.h"
#include "xmpp/Connection.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QXmppClientExtension.h>

namespace jackdaw {

/// Takes every stanza that QXmpp has not consumed itself, and hands it to the connection's handlers; a request that none
/// of them takes is refused (RFC 6120, 8.4). Owned by the QXmppClient, one a client; engine thread. Reads no payload
/// itself.
class StanzaRouter : public QXmppClientExtension
{
public:
    explicit StanzaRouter(Connection &connection) : m_connection(connection) {}

    bool handleStanza(const QDomElement &stanza, const std::optional<QXmppE2eeMetadata> &) override
    {
        return isElement(stanza, u"features", ns::stream) ? m_connection.handleFeatures(stanza) : route(stanza);
    }

    bool route(const QDomElement &stanza)
    {
        if (stanza.namespaceURI() != ns::client) {
            return false;
        }
        // Nobody takes it (RFC 6120, 8.1.2.1), as with an occupant whose nickname RFC 7622 does not allow.
        if (const QString from = stanza.attribute(QStringLiteral("from"));
            log::connection().isInfoEnabled() && !from.isEmpty() && !Jid::parse(from)) {
            qCInfo(log::connection) << "left out, for its sender's address cannot be read:" << stanza.tagName() << from.left(200);
        }
        if (stanza.tagName() == u"message") {
            run(m_connection.m_messageHandlers, stanza);
            return true;
        }
        if (stanza.tagName() == u"presence") {
            run(m_connection.m_presenceHandlers, stanza);
            return true;
        }
        return stanza.tagName() == u"iq" && handleIq(stanza);
    }

private:
    static bool run(const QList<Connection::StanzaHandler> &handlers, const QDomElement &stanza)
    {
        for (const auto &handler : handlers) {
            if (handler(stanza) == Connection::Disposition::Consumed) {
                return true;
            }
        }
        return false;
    }

    bool handleIq(const QDomElement &iq)
    {
        const QString type = iq.attribute(QStringLiteral("type"));
        if (type != u"get" && type != u"set") {
            m_connection.m_requests.take(Authority(m_connection.m_settings.jid), iq);
            return true;
        }
        const bool isExpected = m_connection.m_isExpected && m_connection.m_isExpected(iq);
        if (!isExpected
            && !m_connection.m_requestLimit.admits(m_connection.m_settings.jid, iq.attribute(QStringLiteral("from")),
                                                   m_connection.m_clock.elapsed())) {
            return true;
        }
        const QDomElement payload = iq.firstChildElement();
        for (const auto &[space, handler] : std::as_const(m_connection.m_requestHandlers)) {
            if (payload.namespaceURI() == space && handler(iq) == Connection::Disposition::Consumed) {
                return true;
            }
        }
        // RFC 6120, 8.4: every request is answered.
        m_connection.refuse(iq, "cancel", "service-unavailable");
        return true;
    }

    Connection &m_connection;
};

} // namespace jackdaw
