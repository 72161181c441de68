// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace jackdaw {

/// Counts the attributes of each start tag in text that a parser has yet to see. QXmlStreamReader compares each attribute
/// with all before it, within one readNext(): a tag with 40,000 of them holds it for seconds. Owned by StreamGuard, one a
/// stream, engine thread. Knows no more of XML than where a tag, a quoted value and a CDATA section begin and end; whether
/// it is well-formed is the parser's to say.
class AttributeCount
{
public:
    /// No stanza of any XEP comes near it.
    static constexpr int maximum = 500;

    /// False once a tag has more than `maximum`. Text may be cut anywhere.
    bool accept(QStringView text);

private:
    enum class Place { Content, Markup, Tag, Quoted, Cdata };
    void step(char16_t c);

    Place m_place = Place::Content;
    char16_t m_quote = 0;
    int m_attributes = 0;
    int m_closing = 0; ///< of "]]>", how much was seen
};

} // namespace jackdaw
