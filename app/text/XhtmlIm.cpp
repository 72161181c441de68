// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/XhtmlIm.h"

#include "text/LinkFinder.h"
#include "text/Styling.h"

#include <QXmlStreamReader>
#include <QXmlStreamWriter>

#include <algorithm>
#include <array>
#include <vector>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView xhtmlImNamespace("http://jabber.org/protocol/xhtml-im");
constexpr QLatin1StringView xhtmlNamespace("http://www.w3.org/1999/xhtml");
constexpr qsizetype maxSpans = 2000;

bool isOneOf(QStringView name, std::initializer_list<QLatin1StringView> names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Begins and ends a line.
bool isBlock(QStringView name)
{
    return isOneOf(name, {"p"_L1, "div"_L1, "blockquote"_L1, "ul"_L1, "ol"_L1, "li"_L1, "pre"_L1, "body"_L1, "h1"_L1, "h2"_L1,
                          "h3"_L1, "h4"_L1, "h5"_L1, "h6"_L1, "dl"_L1, "dt"_L1, "dd"_L1, "address"_L1});
}

/// Holds nothing that is text.
bool isProgram(QStringView name)
{
    return isOneOf(name, {"script"_L1, "style"_L1, "head"_L1, "title"_L1, "object"_L1, "applet"_L1, "embed"_L1, "iframe"_L1,
                          "template"_L1, "svg"_L1, "math"_L1, "noscript"_L1, "textarea"_L1, "select"_L1});
}

/// What an element and its style attribute ask for, of what we show.
QList<TextStyle> stylesOf(QStringView name, QStringView css)
{
    QList<TextStyle> styles;
    if (isOneOf(name, {"strong"_L1, "b"_L1, "h1"_L1, "h2"_L1, "h3"_L1, "h4"_L1, "h5"_L1, "h6"_L1}))
        styles.append(TextStyle::Bold);
    else if (isOneOf(name, {"em"_L1, "i"_L1, "cite"_L1, "dfn"_L1, "var"_L1}))
        styles.append(TextStyle::Italic);
    else if (isOneOf(name, {"del"_L1, "s"_L1, "strike"_L1}))
        styles.append(TextStyle::Strike);
    else if (isOneOf(name, {"code"_L1, "tt"_L1, "kbd"_L1, "samp"_L1}))
        styles.append(TextStyle::Code);
    else if (name == "pre"_L1)
        styles.append(TextStyle::CodeBlock);
    else if (name == "blockquote"_L1)
        styles.append(TextStyle::Quote);
    for (const QStringView declaration : css.first(std::min<qsizetype>(css.size(), 1000)).split(u';')) {
        const qsizetype colon = declaration.indexOf(u':');
        if (colon < 0)
            continue;
        const QStringView property = declaration.first(colon).trimmed();
        const QStringView value = declaration.sliced(colon + 1).trimmed();
        const auto is = [](QStringView a, QLatin1StringView b) { return a.compare(b, Qt::CaseInsensitive) == 0; };
        if (is(property, "font-weight"_L1) && (is(value, "bold"_L1) || is(value, "bolder"_L1) || value.toInt() >= 600))
            styles.append(TextStyle::Bold);
        else if (is(property, "font-style"_L1) && (is(value, "italic"_L1) || is(value, "oblique"_L1)))
            styles.append(TextStyle::Italic);
        else if (is(property, "text-decoration"_L1) && value.contains("line-through"_L1, Qt::CaseInsensitive))
            styles.append(TextStyle::Strike);
        else if (is(property, "font-family"_L1) && value.contains("mono"_L1, Qt::CaseInsensitive))
            styles.append(TextStyle::Code);
    }
    return styles;
}

class Reader
{
public:
    explicit Reader(const QString &xml) : m_xml(xml)
    {
        // A document type can name things that expand; it has no place in a stanza (RFC 6120, 11.1).
        m_xml.setEntityExpansionLimit(0);
    }

    std::optional<RichText> read()
    {
        while (!m_xml.atEnd()) {
            switch (m_xml.readNext()) {
            case QXmlStreamReader::DTD: case QXmlStreamReader::EntityReference:
                return {};
            case QXmlStreamReader::StartElement:
                if (++m_elements > maxXhtmlElements || int(m_open.size()) >= maxXhtmlDepth || !begin())
                    return {};
                break;
            case QXmlStreamReader::EndElement:
                end();
                break;
            case QXmlStreamReader::Characters:
                if (m_inBody && m_skipped == 0)
                    text(m_xml.text());
                break;
            default:
                break;
            }
        }
        if (m_xml.hasError() || !m_bodySeen)
            return {};
        return finished();
    }

private:
    struct Element { QList<TextSpan> begun; bool isBlock = false; bool isPreformatted = false; bool isBody = false; bool isProgram = false; };

    bool begin()
    {
        const QStringView name = m_xml.name();
        const bool isXhtml = m_xml.namespaceUri() == xhtmlNamespace;
        if (m_open.empty() && !(name == "html"_L1 && m_xml.namespaceUri() == xhtmlImNamespace) && !(name == "body"_L1 && isXhtml))
            return false;
        Element element;
        if (name == "body"_L1 && isXhtml && !m_bodySeen) {
            element.isBody = true;
            m_bodySeen = m_inBody = true;
        }
        // Elements of other namespaces are not ours to show, as programs are not.
        element.isProgram = m_inBody && (!isXhtml || isProgram(name));
        m_skipped += element.isProgram ? 1 : 0;
        if (m_inBody && m_skipped == 0) {
            element.isBlock = isBlock(name);
            element.isPreformatted = name == "pre"_L1;
            if (element.isBlock)
                breakLine();
            m_preformatted += element.isPreformatted ? 1 : 0;
            for (const TextStyle style : stylesOf(name, m_xml.attributes().value("style"_L1)))
                element.begun.append({style, m_text.size(), 0, {}});
            if (name == "a"_L1) {
                const QUrl url = checkedUrl(m_xml.attributes().value("href"_L1));
                if (!url.isEmpty())
                    element.begun.append({TextStyle::Link, m_text.size(), 0, url.toString(QUrl::FullyEncoded)});
            } else if (name == "br"_L1) {
                m_pendingSpace = false;
                m_text += u'\n';
                m_lineBroken = true;
            } else if (name == "img"_L1) {
                text(m_xml.attributes().value("alt"_L1));
            }
        }
        m_open.push_back(std::move(element));
        return true;
    }

    void end()
    {
        const Element element = std::move(m_open.back());
        m_open.pop_back();
        for (TextSpan span : element.begun) {
            // What began before a line did begins with it.
            while (span.start < m_text.size() && m_text.at(span.start).isSpace())
                ++span.start;
            span.length = m_text.size() - span.start;
            if (span.length > 0 && m_spans.size() < maxSpans)
                m_spans.append(span);
        }
        if (element.isBlock)
            breakLine();
        m_preformatted -= element.isPreformatted ? 1 : 0;
        m_skipped -= element.isProgram ? 1 : 0;
        if (element.isBody)
            m_inBody = false;
    }

    void breakLine()
    {
        m_pendingSpace = false;
        m_pendingLine = !m_text.isEmpty() && !m_lineBroken;
    }

    void text(QStringView words)
    {
        for (const QChar c : words) {
            const bool isBlank = c == u' ' || c == u'\t' || c == u'\n' || c == u'\r';
            if (isBlank && m_preformatted == 0) {
                m_pendingSpace = !m_text.isEmpty() && !m_pendingLine && !m_lineBroken;
                continue;
            }
            if (m_pendingLine)
                m_text += u'\n';
            else if (m_pendingSpace)
                m_text += u' ';
            m_pendingLine = m_pendingSpace = false;
            m_lineBroken = c == u'\n';
            m_text += c == QChar(QChar::Nbsp) ? QChar(u' ') : c;
        }
    }

    RichText finished()
    {
        while (!m_text.isEmpty() && m_text.back().isSpace())
            m_text.chop(1);
        RichText rich{std::move(m_text), {}};
        for (TextSpan &span : m_spans) {
            span.length = std::min(span.length, rich.text.size() - span.start);
            if (span.length > 0)
                rich.spans.append(std::move(span));
        }
        std::stable_sort(rich.spans.begin(), rich.spans.end(), [](const TextSpan &a, const TextSpan &b) { return a.start < b.start; });
        return rich;
    }

    QXmlStreamReader m_xml;
    QString m_text;
    QList<TextSpan> m_spans;
    std::vector<Element> m_open;
    int m_elements = 0;
    int m_skipped = 0;
    int m_preformatted = 0;
    bool m_bodySeen = false;
    bool m_inBody = false;
    bool m_pendingLine = false;  ///< a line begins before the next character
    bool m_pendingSpace = false;
    bool m_lineBroken = false;   ///< the text ends with a line break
};

/// What stands for the sign of a list's item in plain text, "- " or "2. ": <li> alone says that, without a character.
void markListSigns(QStringView text, std::vector<bool> &marks)
{
    constexpr qsizetype mostDigits = 3;
    for (qsizetype line = 0; line < text.size();) {
        qsizetype sign = line;
        while (sign < text.size() && (text.at(sign) == u' ' || text.at(sign) == u'\t'))
            ++sign;
        qsizetype end = sign;
        while (end < text.size() && end - sign < mostDigits && text.at(end).isDigit())
            ++end;
        const QStringView signs = end == sign ? QStringView(u"-*\u2022\u2023\u25e6\u00b7") : QStringView(u".)");
        const bool isOne = end + 1 < text.size() && signs.contains(text.at(end)) && text.at(end + 1) == u' ';
        if (isOne)
            std::fill(marks.begin() + sign, marks.begin() + end + 1, true);
        const qsizetype next = text.indexOf(u'\n', sign);
        line = next < 0 ? text.size() : next + 1;
    }
}

bool isBlockStyle(TextStyle style)
{
    return style == TextStyle::Quote || style == TextStyle::CodeBlock;
}

} // namespace

std::optional<RichText> readXhtmlIm(const QString &xml)
{
    if (xml.size() > maxXhtmlSize)
        return {};
    return Reader(xml).read();
}

std::optional<QList<TextSpan>> spansOnBody(const RichText &rich, const QString &body)
{
    if (rich.spans.isEmpty())
        return QList<TextSpan>{};
    if (body.size() > maxXhtmlSize) // longer than anything that is read
        return {};
    // Both texts side by side without white space; on the body's side directives may be passed over.
    std::vector<bool> isMarkup(size_t(body.size()), false);
    for (const TextSpan &span : styleText(body).spans) {
        if (span.style == TextStyle::Markup)
            std::fill_n(isMarkup.begin() + span.start, span.length, true);
    }
    markListSigns(body, isMarkup);
    constexpr qsizetype nowhere = -1;
    std::vector<qsizetype> places(size_t(rich.text.size()), nowhere);
    qsizetype at = 0;
    for (qsizetype i = 0; i < rich.text.size(); ++i) {
        const QChar c = rich.text.at(i);
        if (c.isSpace())
            continue;
        while (at < body.size() && body.at(at) != c && (body.at(at).isSpace() || isMarkup[size_t(at)]))
            ++at;
        if (at >= body.size() || body.at(at) != c)
            return {};
        places[size_t(i)] = at++;
    }
    for (; at < body.size(); ++at) {
        if (!body.at(at).isSpace() && !isMarkup[size_t(at)])
            return {};
    }
    QList<TextSpan> spans;
    for (const TextSpan &span : rich.spans) {
        qsizetype first = span.start;
        qsizetype last = span.end() - 1;
        while (first <= last && places[size_t(first)] == nowhere)
            ++first;
        while (last >= first && places[size_t(last)] == nowhere)
            --last;
        if (first > last)
            continue;
        qsizetype from = places[size_t(first)];
        qsizetype to = places[size_t(last)] + 1;
        if (isBlockStyle(span.style)) {
            // Boxes are around whole lines; who puts something else into the line gets none.
            qsizetype lineStart = from;
            while (lineStart > 0 && body.at(lineStart - 1) != u'\n')
                --lineStart;
            qsizetype lineEnd = to;
            while (lineEnd < body.size() && body.at(lineEnd) != u'\n')
                ++lineEnd;
            const auto isAside = [&](qsizetype place) { return body.at(place).isSpace() || isMarkup[size_t(place)]; };
            bool whole = true;
            for (qsizetype i = lineStart; i < from; ++i)
                whole = whole && isAside(i);
            for (qsizetype i = to; i < lineEnd; ++i)
                whole = whole && isAside(i);
            if (!whole)
                continue;
            from = lineStart;
            to = lineEnd;
        }
        spans.append({span.style, from, to - from, span.target});
    }
    return spans;
}

QString writeXhtmlIm(const QString &body, const QList<TextSpan> &spans)
{
    const auto says = [](const TextSpan &span) { return span.style != TextStyle::Markup && span.style != TextStyle::Mention; };
    if (std::none_of(spans.cbegin(), spans.cend(), says))
        return {};
    // What begins and ends at each place; within a line elements are closed and opened again, so that they always nest.
    struct Edge { qsizetype place; qsizetype span; bool begins; };
    std::vector<Edge> edges;
    for (qsizetype i = 0; i < spans.size() && i < maxSpans; ++i) {
        const TextSpan &span = spans.at(i);
        if (span.start < 0 || span.length <= 0 || span.end() > body.size())
            continue;
        edges.push_back({span.start, i, true});
        edges.push_back({span.end(), i, false});
    }
    std::stable_sort(edges.begin(), edges.end(), [](const Edge &a, const Edge &b) { return a.place < b.place; });

    QString xml;
    QXmlStreamWriter out(&xml);
    out.writeStartElement("html"_L1);
    out.writeDefaultNamespace(xhtmlImNamespace);
    out.writeStartElement("body"_L1);
    out.writeDefaultNamespace(xhtmlNamespace);

    std::array<int, textStyles> covers{};
    QStringList targets;
    size_t edge = 0;
    bool lineOpen = false;
    int quotes = 0;
    const auto applyEdges = [&](qsizetype place) {
        for (; edge < edges.size() && edges[edge].place <= place; ++edge) {
            const TextSpan &span = spans.at(edges[edge].span);
            covers[size_t(span.style)] += edges[edge].begins ? 1 : -1;
            if (span.style == TextStyle::Link) {
                if (edges[edge].begins)
                    targets.append(span.target);
                else
                    targets.removeOne(span.target);
            }
        }
    };
    const auto closeLine = [&] {
        if (lineOpen)
            out.writeEndElement();
        lineOpen = false;
    };
    qsizetype at = 0;
    while (at < body.size()) {
        applyEdges(at);
        if (body.at(at) == u'\n') {
            closeLine();
            ++at;
            continue;
        }
        if (!lineOpen) {
            const int wanted = std::min(covers[size_t(TextStyle::Quote)], maxQuoteDepth);
            for (; quotes > wanted; --quotes)
                out.writeEndElement();
            for (; quotes < wanted; ++quotes)
                out.writeStartElement("blockquote"_L1);
            out.writeStartElement("p"_L1);
            lineOpen = true;
        }
        qsizetype end = body.indexOf(u'\n', at);
        if (end < 0)
            end = body.size();
        if (edge < edges.size())
            end = std::min(end, edges[edge].place);
        if (covers[size_t(TextStyle::Markup)] > 0) {
            at = end;
            continue;
        }
        int opened = 0;
        const auto open = [&](QLatin1StringView name, QLatin1StringView style) {
            out.writeStartElement(name);
            if (!style.isEmpty())
                out.writeAttribute("style"_L1, style);
            ++opened;
        };
        if (!targets.isEmpty()) {
            out.writeStartElement("a"_L1);
            out.writeAttribute("href"_L1, targets.constLast());
            ++opened;
        }
        if (covers[size_t(TextStyle::Bold)] > 0)
            open("strong"_L1, {});
        if (covers[size_t(TextStyle::Italic)] > 0)
            open("em"_L1, {});
        if (covers[size_t(TextStyle::Strike)] > 0)
            open("span"_L1, "text-decoration: line-through"_L1);
        if (covers[size_t(TextStyle::Code)] > 0 || covers[size_t(TextStyle::CodeBlock)] > 0)
            open("span"_L1, "font-family: monospace"_L1);
        QString words = body.sliced(at, end - at);
        // Characters that XML cannot hold would end the stream (XML 1.0, 2.2).
        words.removeIf([](QChar c) { return (c < u' ' && c != u'\t') || c == QChar(0xFFFE) || c == QChar(0xFFFF); });
        // More than one blank would be folded into one (XEP-0071, 7.8).
        words.replace("  "_L1, QString(QChar(u' ')) + QChar(QChar::Nbsp));
        if (words.startsWith(u' ') && (at == 0 || body.at(at - 1) == u'\n'))
            words[0] = QChar(QChar::Nbsp);
        out.writeCharacters(words);
        for (; opened > 0; --opened)
            out.writeEndElement();
        at = end;
    }
    closeLine();
    for (; quotes > 0; --quotes)
        out.writeEndElement();
    out.writeEndElement();
    out.writeEndElement();
    return xml;
}

} // namespace jackdaw
