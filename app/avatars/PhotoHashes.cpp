// SPDX-License-Identifier: GPL-3.0-or-later
#include "avatars/PhotoHashes.h"

#include "xmpp/Authority.h"
#include "xmpp/Avatar.h"
#include "xmpp/Connection.h"
#include "xmpp/OccupantIds.h"

namespace jackdaw {

PhotoHashes::PhotoHashes(Connection &connection, QObject *parent) : QObject(parent)
{
    connection.onPresence([this](const QDomElement &presence) {
        const Jid from = Sender::of(presence).address();
        if (from.isValid() && !presence.hasAttribute(QStringLiteral("type"))) {
            if (const auto hash = readPhotoHash(presence)) {
                Q_EMIT seen(from, readOccupantId(presence), *hash);
            }
        } else if (from.isValid() && presence.attribute(QStringLiteral("type")) == u"unavailable") {
            Q_EMIT left(from);
        }
        return Connection::Disposition::Pass;
    });
}

} // namespace jackdaw
