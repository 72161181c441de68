// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/EarlyStanzas.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

namespace jackdaw {

void EarlyStanzas::awaitFeatures()
{
    m_awaited = Awaited::Features;
    m_counted = true;
}

void EarlyStanzas::awaitEnabled()
{
    m_awaited = Awaited::Enabled;
    m_counted = false;
}

EarlyStanzas::Held EarlyStanzas::hold(const QDomElement &element, qint64 end)
{
    if (m_awaited == Awaited::Nothing || element.namespaceURI() != ns::client) {
        return Held::No;
    }
    if (m_stanzas.isEmpty()) {
        m_firstEnd = end;
    }
    if (m_stanzas.size() == maximumCount || end - m_firstEnd > maximumCharacters) {
        return Held::TooMany;
    }
    m_stanzas.enqueue(element);
    return Held::Yes;
}

void EarlyStanzas::noteDelivered(const QDomElement &element)
{
    const bool comes = m_awaited == Awaited::Features ? isElement(element, u"features", ns::stream)
        : m_awaited == Awaited::Enabled               ? isElement(element, u"enabled", ns::streamManagement)
                || isElement(element, u"failed", ns::streamManagement)
                                                      : false;
    if (comes) {
        m_awaited = Awaited::Nothing;
    }
}

} // namespace jackdaw
