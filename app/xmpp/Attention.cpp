// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Attention.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QXmppMessage.h>

namespace jackdaw {

using namespace Qt::StringLiterals;

Attention readAttention(const QDomElement &message)
{
    return childElement(message, u"attention", ns::attention).isNull() ? Attention::NotAsked : Attention::Asked;
}

void writeAttention(QXmppMessage &message)
{
    message.setType(QXmppMessage::Headline); // 3: as the specification's examples; who is away has nothing of it later
    message.setAttentionRequested(true);
    message.addHint(QXmppMessage::NoStore);
}

} // namespace jackdaw
