// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/PersonalNodes.h"

#include "xmpp/Connection.h"

#include <QXmlStreamWriter>

namespace jackdaw {

namespace {

constexpr int maximumItems = 100; // a server gives what it likes

Status statusOf(const Result<QDomElement> &answer)
{
    return answer ? Status(Done{}) : Status(answer.error());
}

} // namespace

void ConnectionNodes::publish(const QString &node, const QString &id, const ItemWriter &payload, const NodeOptions &options,
                              QObject *context, std::function<void(Status)> done)
{
    const auto write = [node, id, payload, options](QXmlStreamWriter &writer) { writePublish(writer, node, id, payload, options); };
    Connection &connection = m_connection;
    connection.request(Connection::Request::Set, Jid(), write, context,
                       [&connection, node, options, write, context, done = std::move(done)](const Result<QDomElement> &answer) {
        if (answer || answer.error().kind != ErrorKind::Conflict) {
            done(statusOf(answer));
            return;
        }
        // precondition-not-met: the node is there, but not as it has to be.
        connection.request(Connection::Request::Set, Jid(), [node, options](QXmlStreamWriter &writer) {
            writeConfigure(writer, node, options);
        }, context, [&connection, write, context, done](const Result<QDomElement> &configured) {
            if (!configured) {
                done(configured.error());
                return;
            }
            connection.request(Connection::Request::Set, Jid(), write, context,
                               [done](const Result<QDomElement> &again) { done(statusOf(again)); });
        });
    });
}

void ConnectionNodes::fetch(const BareJid &owner, const QString &node, const QString &id, QObject *context,
                            std::function<void(Result<QList<PubSubItem>>)> done)
{
    m_connection.request(Connection::Request::Get, Jid(owner), [node, id](QXmlStreamWriter &writer) {
        writeItemsRequest(writer, node, id);
    }, context, [node, done = std::move(done)](const Result<QDomElement> &answer) {
        done(answer ? Result<QList<PubSubItem>>(readItems(*answer, node, maximumItems)) : Result<QList<PubSubItem>>(answer.error()));
    });
}

} // namespace jackdaw
