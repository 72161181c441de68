// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/OwnFeatures.h"

#include "base/Log.h"
#include "xmpp/Capabilities.h"
#include "xmpp/Connection.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QTimer>
#include <QXmlStreamWriter>

namespace jackdaw {

namespace {

constexpr std::chrono::seconds askAgainAfter{60};

} // namespace

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
        if (stream != m_connection.streamNumber()) {
            return;
        }
        if (!answer) {
            qCInfo(log::connection) << "what the account can do is not known:" << answer.error().detail;
            QTimer::singleShot(askAgainAfter, this, [this, stream] {
                if (m_connection.isOnline() && stream == m_connection.streamNumber()) {
                    ask();
                }
            });
        } else {
            m_features = Capabilities::read(childElement(*answer, u"query", ns::discoInfo)).features;
        }
    });
}

} // namespace jackdaw
