// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/ClosedNode.h"

#include "xmpp/Connection.h"

namespace jackdaw {

ClosedNode::ClosedNode(Connection &connection, QString node, NodeOptions options)
    : m_connection(connection), m_node(std::move(node)), m_options(options)
{}

void ClosedNode::look(QObject *context, Told told)
{
    m_connection.request(Connection::Request::Get, Jid(), [node = m_node](QXmlStreamWriter &writer) {
        writeConfigurationRequest(writer, node);
    }, context, [this, node = m_node, told = std::move(told)](const Result<QDomElement> &answer) {
        if (!answer) {
            told(answer.error());
            return;
        }
        const auto how = readConfiguration(*answer, node);
        if (how && how->isWrittenByOthers) {
            m_options.writers = NodeOptions::Writers::Owner; // asked of a server only that names the option
        }
        const bool closed =
            how && how->access == NodeOptions::Access::Whitelist && how->persists && !how->isWrittenByOthers;
        told(closed ? State::Closed : State::Open);
    });
}

void ClosedNode::close(QObject *context, Told told)
{
    look(context, [this, context, told = std::move(told)](const Result<State> &how) {
        if (how && *how == State::Open) {
            configure(context, told);
        } else if (!how && how.error().kind == ErrorKind::NotFound) {
            create(context, told);
        } else {
            told(how);
        }
    });
}

void ClosedNode::configure(QObject *context, Told told)
{
    m_connection.request(Connection::Request::Set, Jid(),
                         [node = m_node, options = m_options](QXmlStreamWriter &writer) {
        writeConfigure(writer, node, options);
    }, context, [this, context, told = std::move(told)](const Result<QDomElement> &answer) {
        if (!answer && (answer.error().kind == ErrorKind::Timeout || answer.error().kind == ErrorKind::Offline)) {
            told(answer.error());
        } else {
            look(context, told); // it may say yes and change nothing; and a link that was lost says nothing of the node
        }
    });
}

/// Empty, and with its configuration at once (XEP-0060, 8.1.3): nothing is in it before it is known to be closed.
void ClosedNode::create(QObject *context, Told told)
{
    m_connection.request(Connection::Request::Set, Jid(),
                         [node = m_node, options = m_options](QXmlStreamWriter &writer) {
        writeCreate(writer, node, options);
    }, context, [this, context, told = std::move(told)](const Result<QDomElement> &answer) {
        if (!answer && answer.error().kind != ErrorKind::Conflict) { // another device was faster
            told(answer.error());
            return;
        }
        look(context, [this, context, told](const Result<State> &how) {
            if (how && *how == State::Open) {
                configure(context, told);
            } else {
                told(how);
            }
        });
    });
}

} // namespace jackdaw
