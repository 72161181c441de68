// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/OwnFeatures.h"

#include "base/Log.h"
#include "xmpp/Capabilities.h"
#include "xmpp/Connection.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QXmlStreamWriter>

namespace jackdaw {

OwnFeatures::OwnFeatures(Connection &connection, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
{
    connect(&connection, &Connection::sessionStarted, this, [this](Connection::Session session) {
        if (session == Connection::Session::New) {
            ask();
        }
    });
}

void OwnFeatures::ask()
{
    m_features.clear();
    const qint64 stream = m_connection.streamNumber();
    m_connection.request(Connection::Request::Get, Jid(m_connection.settings().jid), [](QXmlStreamWriter &writer) {
        writer.writeStartElement(QStringLiteral("query"));
        writer.writeDefaultNamespace(ns::discoInfo.toString());
        writer.writeEndElement();
    }, this, [this, stream](const Result<QDomElement> &answer) {
        if (!answer) {
            qCInfo(log::connection) << "what the account can do is not known:" << answer.error().detail;
        } else if (stream == m_connection.streamNumber()) {
            m_features = Capabilities::read(childElement(*answer, u"query", ns::discoInfo)).features;
        }
    });
}

} // namespace jackdaw
