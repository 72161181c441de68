// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/OccupantIds.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

namespace jackdaw {

namespace {

constexpr int maximumOccupantId = 128; // XEP-0421, 4.1

} // namespace

QString readOccupantId(const QDomElement &stanza)
{
    int found = 0;
    QString id;
    for (QDomElement child = stanza.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (isElement(child, u"occupant-id", ns::occupantIds)) {
            ++found;
            id = child.attribute(QStringLiteral("id"));
        }
    }
    return found == 1 && id.size() <= maximumOccupantId ? id : QString();
}

} // namespace jackdaw
