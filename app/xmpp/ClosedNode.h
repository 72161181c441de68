// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "xmpp/PubSub.h"

#include <QObject>
#include <functional>

namespace jackdaw {

class Connection;

/// A node of our account that nobody else may read (XEP-0223), or write to. A server may ignore publish-options, and keep a node
/// open that is asked to be closed (XEP-0060, 7.1.5): so what is private is written only after the server said how the
/// node is, and it is asked again afterwards. Owned by the service that writes there, engine thread. Writes no item,
/// and asks nothing by itself.
class ClosedNode
{
public:
    ClosedNode(Connection &connection, QString node, NodeOptions options);

    enum class State {
        Closed, ///< kept, given to nobody else, and taken from nobody else
        Open ///< others may read it or write to it, or it keeps nothing, and the server leaves it so
    };
    using Told = std::function<void(Result<State>)>;
    /// Makes it if it is not there, closes it if it is open, and tells how it is then.
    void close(QObject *context, Told told);
    /// How it is now. NotFound: it is not there.
    void look(QObject *context, Told told);

private:
    void configure(QObject *context, Told told);
    void create(QObject *context, Told told);

    Connection &m_connection;
    QString m_node;
    NodeOptions m_options;
};

} // namespace jackdaw
