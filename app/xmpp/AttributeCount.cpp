// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/AttributeCount.h"

namespace jackdaw {

bool AttributeCount::accept(QStringView text)
{
    for (const QChar c : text) {
        step(c.unicode());
        if (m_attributes > maximum) {
            return false;
        }
    }
    return true;
}

void AttributeCount::step(char16_t c)
{
    switch (m_place) {
    case Place::Content:
        if (c == u'<') {
            m_place = Place::Markup;
            m_attributes = 0;
        }
        break;
    case Place::Markup:
        // Of what begins with "<!", only CDATA is allowed in a stream (RFC 6120, 11.1): the rest ends it when the parser comes there.
        m_place = c == u'!' ? Place::Cdata : c == u'>' ? Place::Content : Place::Tag;
        m_closing = 0;
        break;
    case Place::Tag:
        if (c == u'"' || c == u'\'') {
            m_quote = c;
            m_place = Place::Quoted;
        } else if (c == u'>') {
            m_place = Place::Content;
        } else if (c == u'=') {
            ++m_attributes;
        }
        break;
    case Place::Quoted:
        if (c == m_quote) {
            m_place = Place::Tag;
        }
        break;
    case Place::Cdata:
        if (c == u']') {
            m_closing = m_closing < 2 ? m_closing + 1 : 2;
        } else if (c == u'>' && m_closing == 2) {
            m_place = Place::Content;
        } else {
            m_closing = 0;
        }
        break;
    }
}

} // namespace jackdaw
