// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/AttributeLimit.h"

#include <utility>

namespace jackdaw {

std::optional<QString> AttributeLimit::take(QStringView text)
{
    QString out;
    qsizetype passed = 0; // of `text`: all before it is in `out`, or left out
    qsizetype tag = 0;    // where the one begins that we are in; what of it came before is in m_held
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (m_place == Place::Content && text[i] == u'<') {
            out += std::exchange(m_held, {}); // of what turned out to be no tag
            tag = i;
        }
        if (!ends(text[i].unicode())) {
            continue;
        }
        const bool isEmpty = m_slash && m_tag == Tag::Opening;
        const int deeper = m_tag == Tag::Closing ? -1 : m_tag == Tag::Opening && !isEmpty ? 1 : 0;
        m_depth += deeper;
        if (m_leftOut > 0) {
            m_leftOut += deeper;
            passed = i + 1;
        } else if (m_attributes > maximum) {
            const qint64 depth = m_depth + (isEmpty ? 1 : 0); // its own
            if (depth == 1) {
                return {};
            }
            out += text.sliced(passed, tag - passed);
            if (depth == 2) {
                m_held += text.sliced(tag, i + 1 - tag);
                out += emptied(m_held);
            }
            m_leftOut = isEmpty ? 0 : 1;
            passed = i + 1;
        } else {
            out += m_held; // its end goes with what follows
        }
        m_held.clear();
    }
    if (m_leftOut > 0) {
        return out;
    }
    const bool isCut = m_place == Place::Markup || m_place == Place::Tag || m_place == Place::Quoted;
    if (!isCut) {
        out += std::exchange(m_held, {});
        out += text.sliced(passed);
        return out;
    }
    if (m_held.isEmpty()) {
        out += text.sliced(passed, tag - passed);
    }
    m_held += text.sliced(tag);
    return out;
}

/// A stanza that says nothing, in the place of the one that begins with this tag.
QString AttributeLimit::emptied(QStringView tag)
{
    for (const QStringView name : {u"message", u"presence", u"iq"}) {
        const QStringView rest = tag.sliced(1);
        if (rest.startsWith(name) && rest.size() > name.size() && rest[name.size()].isSpace()) {
            return u'<' + name.toString() + QStringLiteral(" type='error'/>");
        }
    }
    return {};
}

/// One step on. True: with this a tag is whole.
bool AttributeLimit::ends(char16_t c)
{
    switch (m_place) {
    case Place::Content:
        if (c == u'<') {
            m_place = Place::Markup;
            m_attributes = 0;
            m_slash = false;
        }
        return false;
    case Place::Markup:
        // Of what begins with "<!", only CDATA is allowed in a stream (RFC 6120, 11.1): the rest ends it when the parser comes there.
        m_place = c == u'!' ? Place::Cdata : c == u'>' ? Place::Content : Place::Tag;
        m_tag = c == u'/' ? Tag::Closing : c == u'?' ? Tag::Instruction : Tag::Opening;
        m_closing = 0;
        return false;
    case Place::Tag:
        if (c == u'>') {
            m_place = Place::Content;
            return true;
        }
        m_slash = c == u'/';
        if (c == u'"' || c == u'\'') {
            m_quote = c;
            m_place = Place::Quoted;
        } else if (c == u'=') {
            ++m_attributes;
        }
        return false;
    case Place::Quoted:
        if (c == m_quote) {
            m_place = Place::Tag;
        }
        return false;
    case Place::Cdata:
        if (c == u']') {
            m_closing = m_closing < 2 ? m_closing + 1 : 2;
        } else if (c == u'>' && m_closing == 2) {
            m_place = Place::Content;
        } else {
            m_closing = 0;
        }
        return false;
    }
    return false;
}

} // namespace jackdaw
