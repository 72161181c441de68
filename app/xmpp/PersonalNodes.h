// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"
#include "base/Result.h"
#include "xmpp/PubSub.h"

#include <QObject>
#include <functional>

namespace jackdaw {

class Connection;

/// The nodes of accounts (XEP-0163): ours to be written, anybody's to be read. Tests have one of their own.
/// Owned by AccountService, engine thread. Asks once and never again by itself, and remembers nothing; how often is the
/// caller's business.
class PersonalNodes
{
public:
    virtual ~PersonalNodes() = default;

    /// An item of a node of ours. Where the node is otherwise than `options`, it is changed first (XEP-0060, 7.1.5 and 8.2).
    virtual void publish(const QString &node, const QString &id, const ItemWriter &payload, const NodeOptions &options,
                         QObject *context, std::function<void(Status)> done) = 0;
    /// One item of a node, or the newest where `id` is empty; invalid `owner`: ours. NotFound where there is no such node; an
    /// empty list where there is no such item.
    virtual void fetch(const BareJid &owner, const QString &node, const QString &id, QObject *context,
                       std::function<void(Result<QList<PubSubItem>>)> done) = 0;
};

/// The same over an account's connection.
class ConnectionNodes : public PersonalNodes
{
public:
    explicit ConnectionNodes(Connection &connection) : m_connection(connection) {}

    void publish(const QString &node, const QString &id, const ItemWriter &payload, const NodeOptions &options,
                 QObject *context, std::function<void(Status)> done) override;
    void fetch(const BareJid &owner, const QString &node, const QString &id, QObject *context,
               std::function<void(Result<QList<PubSubItem>>)> done) override;

private:
    Connection &m_connection;
};

} // namespace jackdaw
