// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/MessageText.h"

#include <algorithm>

namespace jackdaw {

namespace {

constexpr char16_t leftToRightIsolate = 0x2066;
constexpr char16_t popIsolate = 0x2069;
/// More marks than any script stacks on one letter; the rest is a flood.
constexpr int maxMarks = 20;

bool isMark(QChar c)
{
    return c.category() == QChar::Mark_NonSpacing || c.category() == QChar::Mark_Enclosing;
}

/// The blocks where emoji are, and the two joiners that make one of other characters.
bool mayBeEmoji(char16_t c)
{
    return (c >= 0xD83C && c <= 0xD83E) || (c >= 0x2190 && c <= 0x2BFF) || c == 0xFE0F || c == 0x20E3 || c == 0x00A9
        || c == 0x00AE || c == 0x203C || c == 0x2049 || c == 0x2122 || c == 0x2139 || c == 0x3030 || c == 0x303D
        || c == 0x3297 || c == 0x3299;
}

} // namespace

MessageText::MessageText(const QString &body, qsizetype limit)
{
    qsizetype end = body.size();
    if (end > limit) {
        end = limit;
        // Not between the halves of one character, nor between a letter and its marks.
        while (end > 0 && (body.at(end).isLowSurrogate() || isMark(body.at(end)) || body.at(end) == QChar(0x200D)))
            --end;
        if (end == 0)
            end = limit;
        m_folded = body.size() - end;
    }
    m_bodyEnd = end;
    const QStringView part = QStringView(body).first(end);
    const QList<Link> links = findLinks(part);

    m_shown.reserve(end + 2 * links.size());
    m_steps.push_back({0, 0});
    auto link = links.cbegin();
    qsizetype openLinkEnd = -1;
    int marks = 0;
    for (qsizetype i = 0; i < end; ++i) {
        if (i == openLinkEnd) {
            m_links.last().length = m_shown.size() - m_links.constLast().start;
            m_shown.append(QChar(popIsolate));
            m_steps.push_back({m_shown.size(), i});
            openLinkEnd = -1;
        }
        if (link != links.cend() && i == link->start) {
            m_shown.append(QChar(leftToRightIsolate));
            m_steps.push_back({m_shown.size(), i});
            m_links.append({m_shown.size(), 0, link->url});
            openLinkEnd = link->end();
            ++link;
        }
        const QChar c = part.at(i);
        if (isMark(c) && c != QChar(0xFE0F)) {
            if (++marks > maxMarks) {
                if (m_steps.back().shown == m_shown.size())
                    m_steps.back().body = i + 1;
                else
                    m_steps.push_back({m_shown.size(), i + 1});
                continue;
            }
        } else {
            marks = 0;
        }
        m_mayHaveEmoji = m_mayHaveEmoji || mayBeEmoji(c.unicode());
        if (c == u'\r') // XML never holds one alone (XML 1.0, 2.11); shown as a space, so that places stay in step
            m_shown.append(u' ');
        else if (c == u'\n' || c == QChar::ParagraphSeparator)
            m_shown.append(QChar(QChar::LineSeparator));
        else if (c == QChar::ObjectReplacementCharacter || (c.category() == QChar::Other_Control && c != u'\t'))
            m_shown.append(QChar(QChar::ReplacementCharacter));
        else
            m_shown.append(c);
    }
    if (openLinkEnd >= 0) {
        m_links.last().length = m_shown.size() - m_links.constLast().start;
        m_shown.append(QChar(popIsolate));
        m_steps.push_back({m_shown.size(), end});
    }
    if (m_folded > 0)
        m_shown.append(QChar(0x2026));
}

Qt::LayoutDirection MessageText::direction(Qt::LayoutDirection fallback) const
{
    // Characters inside isolates are passed over, as UAX #9, P2 wants it: a link does not decide.
    int isolates = 0;
    for (qsizetype i = 0; i < m_shown.size(); ++i) {
        const QChar c = m_shown.at(i);
        char32_t point = c.unicode();
        if (c.isHighSurrogate() && i + 1 < m_shown.size())
            point = QChar::surrogateToUcs4(c, m_shown.at(++i));
        switch (QChar::direction(point)) {
        case QChar::DirLRI: case QChar::DirRLI: case QChar::DirFSI:
            ++isolates;
            break;
        case QChar::DirPDI:
            isolates = std::max(0, isolates - 1);
            break;
        case QChar::DirL:
            if (isolates == 0)
                return Qt::LeftToRight;
            break;
        case QChar::DirR: case QChar::DirAL:
            if (isolates == 0)
                return Qt::RightToLeft;
            break;
        default:
            break;
        }
    }
    return m_links.isEmpty() ? fallback : Qt::LeftToRight;
}

qsizetype MessageText::toShown(qsizetype inBody) const
{
    inBody = std::clamp<qsizetype>(inBody, 0, m_bodyEnd);
    // The last step that begins at or before this place of the body.
    auto it = std::upper_bound(m_steps.cbegin(), m_steps.cend(), inBody,
                               [](qsizetype place, const Step &step) { return place < step.body; });
    const Step &step = it == m_steps.cbegin() ? *it : *std::prev(it);
    const qsizetype shown = step.shown + (inBody - step.body);
    // A place inside what was cut stands where the cut is.
    return it == m_steps.cend() ? std::min(shown, m_shown.size()) : std::min(shown, it->shown);
}

qsizetype MessageText::toBody(qsizetype inShown) const
{
    inShown = std::clamp<qsizetype>(inShown, 0, m_shown.size());
    auto it = std::upper_bound(m_steps.cbegin(), m_steps.cend(), inShown,
                               [](qsizetype place, const Step &step) { return place < step.shown; });
    const Step &step = it == m_steps.cbegin() ? *it : *std::prev(it);
    const qsizetype body = step.body + (inShown - step.shown);
    return std::min(it == m_steps.cend() ? body : std::min(body, it->body), m_bodyEnd);
}

} // namespace jackdaw
