// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <QObject>

class QDomElement;

namespace jackdaw {

class Connection;

/// What presences say of pictures (XEP-0153), read before anybody consumes them: rooms do with theirs. Owned by
/// Features, engine thread. Consumes nothing itself, and neither knows nor asks whose word counts: that is
/// AvatarService's part.
class PhotoHashes : public QObject
{
    Q_OBJECT
public:
    explicit PhotoHashes(Connection &connection, QObject *parent = nullptr);

Q_SIGNALS:
    /// `occupantId`: as the stanza has it, whatever that is worth (XEP-0421). Empty `hash`: no picture.
    void seen(const jackdaw::Jid &from, const QString &occupantId, const QString &hash);
    /// They are not there any more (RFC 6121, 4.5).
    void left(const jackdaw::Jid &from);
};

} // namespace jackdaw
