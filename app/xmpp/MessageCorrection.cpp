// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/MessageCorrection.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QXmppMessage.h>

namespace jackdaw {

using namespace Qt::StringLiterals;

OriginId readCorrection(const QDomElement &message)
{
    return readReference(childElement(message, u"replace", ns::correction));
}

void writeCorrection(QXmppMessage &message, const OriginId &original)
{
    message.setReplaceId(original.value());
}

} // namespace jackdaw
