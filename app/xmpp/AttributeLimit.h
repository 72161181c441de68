// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>
#include <optional>

namespace jackdaw {

/// Leaves out elements with more attributes than any has, with all that is in them, from text that a parser has yet to see.
/// QXmlStreamReader compares each attribute with all before it, within one readNext(): a tag with 40,000 of them holds it for
/// seconds. Whoever may write to us may send one, and the server keeps it: an error would end every stream that it comes in
/// again. Of a stanza its name stays, with `type='error'`, which asks and says nothing, since stanzas are counted (XEP-0198, 4).
/// Owned by StreamGuard, one a stream, engine thread. Knows no more of XML than where a tag, a quoted value and a CDATA section
/// begin and end; whether it is well-formed is the parser's to say.
class AttributeLimit
{
public:
    /// No stanza of any XEP comes near it.
    static constexpr int maximum = 500;

    /// What of it is for the parser; a tag that is not whole yet comes with what ends it. Text may be cut anywhere.
    /// nullopt: the stream's own tag is such a one, and nothing can be left of it.
    std::optional<QString> take(QStringView text);

private:
    enum class Place { Content, Markup, Tag, Quoted, Cdata };
    enum class Tag { Opening, Closing, Instruction };
    bool ends(char16_t c);
    static QString emptied(QStringView tag);

    Place m_place = Place::Content;
    Tag m_tag = Tag::Opening;
    char16_t m_quote = 0;
    bool m_slash = false; ///< the last of the tag so far is one, outside of a value
    int m_attributes = 0;
    int m_closing = 0;    ///< of "]]>", how much was seen
    qint64 m_depth = 0;   ///< elements that are open
    qint64 m_leftOut = 0; ///< of these, those in one that is left out, and that one; 0: there is none
    QString m_held;       ///< the beginning of a tag that is not whole yet
};

} // namespace jackdaw
