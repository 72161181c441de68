// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/MessageThreads.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QXmppMessage.h>

namespace jackdaw {

using namespace Qt::StringLiterals;

ThreadPlace readThread(const QDomElement &message)
{
    const QDomElement thread = childElement(message, u"thread", ns::client);
    const ThreadPlace place{thread.text(), thread.attribute(u"parent"_s)};
    // 5: an opaque token; what is too long is none
    return place.id.size() > maximumReferenceId || place.parent.size() > maximumReferenceId ? ThreadPlace() : place;
}

void writeThread(QXmppMessage &message, const ThreadPlace &thread)
{
    if (!thread.id.isEmpty()) {
        message.setThread(thread.id);
        message.setParentThread(thread.parent);
    }
}

} // namespace jackdaw
