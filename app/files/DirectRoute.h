// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Conversation.h"

#include <QObject>

namespace jackdaw {

/// The way of a file around the server: what UploadService asks where the server takes none, or none so large. One an
/// account, owned by Features, engine thread. Ends each file that it was given in sent(), failed() or givenBack(),
/// unless it is stopped; waits as long as that takes, and says why in the message's attachment.
class DirectRoute : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Is that a chat with somebody who could be reached so, some time?
    virtual bool takes(const Conversation &conversation) const = 0;
    /// `message`: waits, in clear.
    virtual void send(const Message &message, const BareJid &peer) = 0;
    /// Nothing where it is not on its way.
    virtual void stop(MessageId message) = 0;

Q_SIGNALS:
    void sent(jackdaw::MessageId message);
    void failed(jackdaw::MessageId message, const jackdaw::Error &why);
    /// The chat is another than it was.
    void givenBack(jackdaw::MessageId message);
    void moved(jackdaw::MessageId message, qint64 done, qint64 total);
    /// Nothing of it moves any more: it waits, or it has ended. Before what that is.
    void rested(jackdaw::MessageId message);
};

} // namespace jackdaw
