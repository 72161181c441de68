// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Hats.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

namespace jackdaw {

namespace {

constexpr int maximumHats = 10;
constexpr int maximumTitle = 80;

} // namespace

QList<RoomHat> readHats(const QDomElement &presence)
{
    QList<RoomHat> all;
    const QDomElement hats = childElement(presence, u"hats", ns::hats);
    for (QDomElement child = hats.firstChildElement(); !child.isNull() && all.size() < maximumHats; child = child.nextSiblingElement()) {
        if (!isElement(child, u"hat", ns::hats)) {
            continue;
        }
        RoomHat hat;
        hat.uri = child.attribute(QStringLiteral("uri"));
        hat.title = child.attribute(QStringLiteral("title")).simplified().left(maximumTitle);
        bool isNumber = false;
        const double hue = child.attribute(QStringLiteral("hue")).toDouble(&isNumber);
        if (isNumber && hue >= 0 && hue <= 360) {
            hat.hue = hue;
        }
        if (!hat.uri.isEmpty() && !hat.title.isEmpty()) { // both MUST be there (3.1)
            all.append(hat);
        }
    }
    return all;
}

} // namespace jackdaw
