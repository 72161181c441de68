// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/Styling.h"

#include <algorithm>
#include <array>
#include <vector>

namespace jackdaw {

namespace {

constexpr std::array directives{u'*', u'_', u'~', u'`'};
constexpr std::array directiveStyles{TextStyle::Bold, TextStyle::Italic, TextStyle::Strike, TextStyle::Code};

int directiveOf(QChar c)
{
    for (size_t i = 0; i < directives.size(); ++i) {
        if (c == directives[i])
            return int(i);
    }
    return -1;
}

bool isFence(QStringView line)
{
    return line.startsWith(u"```");
}

class Parser
{
public:
    explicit Parser(QStringView text) : m_text(text) {}

    Styling parse()
    {
        qsizetype at = 0;
        while (at <= m_text.size() && !isFull()) {
            qsizetype end = m_text.indexOf(u'\n', at);
            if (end < 0)
                end = m_text.size();
            line(at, end);
            at = end + 1;
        }
        closeQuotes(0, m_text.size());
        closeCode(m_text.size());
        // What is around comes before what is in it.
        std::stable_sort(m_styling.spans.begin(), m_styling.spans.end(), [](const TextSpan &a, const TextSpan &b) {
            return a.start != b.start ? a.start < b.start : a.length > b.length;
        });
        return std::move(m_styling);
    }

private:
    bool isFull() const { return m_styling.spans.size() >= maxStyledSpans; }

    void add(TextStyle style, qsizetype from, qsizetype to)
    {
        if (to > from && !isFull())
            m_styling.spans.append({style, from, to - from});
    }

    /// One line, first what stands around it.
    void line(qsizetype start, qsizetype end)
    {
        // A code block holds lines of the quotes it began in, whatever their text begins with (XEP-0393, 5.1.2).
        const int deepest = m_codeStart >= 0 ? m_codeDepth : maxQuoteDepth;
        int depth = 0;
        qsizetype at = start;
        while (depth < deepest && at < end && m_text.at(at) == u'>') {
            ++depth;
            ++at;
            // The first white space is not part of the child (5.1.3).
            if (at < end && m_text.at(at).isSpace())
                ++at;
            m_styling.work += 2;
        }
        if (m_codeStart >= 0 && depth < m_codeDepth)
            closeCode(start > 0 ? start - 1 : 0);
        closeQuotes(depth, start > 0 ? start - 1 : 0);
        while (int(m_quotes.size()) < depth)
            m_quotes.push_back(start);
        add(TextStyle::Markup, start, at);

        const QStringView rest = m_text.sliced(at, end - at);
        if (m_codeStart >= 0) {
            if (rest == u"```") {
                add(TextStyle::Markup, at, end);
                closeCode(end);
            }
            return;
        }
        if (isFence(rest)) {
            m_codeStart = start;
            m_codeDepth = depth;
            add(TextStyle::Markup, at, end);
            return;
        }
        spans(at, end);
    }

    void closeQuotes(int depth, qsizetype end)
    {
        while (int(m_quotes.size()) > depth) {
            add(TextStyle::Quote, m_quotes.back(), end);
            m_quotes.pop_back();
        }
    }

    void closeCode(qsizetype end)
    {
        if (m_codeStart < 0)
            return;
        add(TextStyle::CodeBlock, m_codeStart, end);
        m_codeStart = -1;
    }

    /// The spans of one line. Lazy matching means that a directive ends at the next one of its kind that may end it, so a
    /// table of those, made from the right, answers each question at once; and no kind can stand within itself.
    void spans(qsizetype start, qsizetype end)
    {
        const qsizetype length = end - start;
        m_styling.work += length;
        const QStringView text = m_text.sliced(start, length);
        if (std::none_of(text.cbegin(), text.cend(), [](QChar c) { return directiveOf(c) >= 0; }))
            return;
        m_next.resize(size_t(length) + 1);
        std::array<int, directives.size()> next;
        next.fill(int(length));
        m_next[size_t(length)] = next;
        for (qsizetype i = length - 1; i >= 0; --i) {
            const int kind = directiveOf(text.at(i));
            if (kind >= 0 && i > 0 && !text.at(i - 1).isSpace())
                next[size_t(kind)] = int(i);
            m_next[size_t(i)] = next;
        }
        m_styling.work += length;

        // Where the spans around this place end; at most one of each kind.
        struct Open { int kind; qsizetype end; };
        std::array<Open, directives.size() + 1> open;
        size_t depth = 0;
        open[0] = {-1, length};
        bool mayOpen = true;
        for (qsizetype i = 0; i < length && !isFull(); ++i) {
            ++m_styling.work;
            if (depth > 0 && i == open[depth].end) {
                --depth;
                mayOpen = false;
                continue;
            }
            const QChar c = text.at(i);
            const int kind = directiveOf(c);
            if (kind >= 0 && mayOpen && i + 1 < length && !text.at(i + 1).isSpace()) {
                const qsizetype close = m_next[size_t(i) + 1][size_t(kind)];
                if (close == i + 1) { // nothing between: neither of the two is a directive
                    ++i;
                    mayOpen = false;
                    continue;
                }
                if (close < open[depth].end) {
                    add(directiveStyles[size_t(kind)], start + i, start + close + 1);
                    add(TextStyle::Markup, start + i, start + i + 1);
                    add(TextStyle::Markup, start + close, start + close + 1);
                    if (directiveStyles[size_t(kind)] == TextStyle::Code) { // no children
                        i = close;
                        mayOpen = false;
                        continue;
                    }
                    open[++depth] = {kind, close};
                    mayOpen = true; // "after a different opening styling directive"
                    continue;
                }
            }
            mayOpen = c.isSpace();
        }
    }

    QStringView m_text;
    Styling m_styling;
    std::vector<qsizetype> m_quotes; ///< where each level began
    qsizetype m_codeStart = -1;
    int m_codeDepth = 0;
    std::vector<std::array<int, directives.size()>> m_next;
};

} // namespace

Styling styleText(QStringView text)
{
    return Parser(text).parse();
}

} // namespace jackdaw
