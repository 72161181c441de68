// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/Namespaces.h"

#include <QXmppElement.h>

namespace jackdaw {

/// An element to be added to a stanza that QXmpp has no class for; without a namespace it has its parent's. For the
/// .cpp files of the mappings in app/xmpp, since it is a type of QXmpp's; engine thread. Escapes nothing itself: QXmpp
/// does, when it writes.
inline QXmppElement makeElement(QStringView name, QStringView ns)
{
    QXmppElement element;
    element.setTagName(name.toString());
    if (!ns.isEmpty()) {
        element.setAttribute(QStringLiteral("xmlns"), ns.toString());
    }
    return element;
}

} // namespace jackdaw
