// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/CodePoints.h"

#include <algorithm>

namespace jackdaw {

namespace {

constexpr qsizetype longestMention = 200;

/// The place behind the character at `at`; half of a character counts as one, as it does in the XML it came from.
qsizetype nextPoint(QStringView text, qsizetype at)
{
    const bool isPair = text.at(at).isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate();
    return at + (isPair ? 2 : 1);
}

} // namespace

std::optional<qint64> pointCount(QStringView attribute)
{
    if (attribute.isEmpty() || attribute.size() > 10)
        return {};
    qint64 count = 0;
    for (const QChar c : attribute) {
        if (c < u'0' || c > u'9')
            return {};
        count = count * 10 + (c.unicode() - u'0');
    }
    return count < (qint64(1) << 31) ? std::optional(count) : std::nullopt;
}

std::optional<TextRange> textRange(QStringView text, const PointRange &range)
{
    if (range.begin < 0 || range.end <= range.begin || range.end > text.size())
        return {};
    qsizetype start = -1;
    qint64 point = 0;
    qsizetype at = 0;
    for (; at < text.size() && point < range.end; at = nextPoint(text, at), ++point) {
        if (point == range.begin)
            start = at;
    }
    if (point < range.end || start < 0)
        return {};
    return TextRange{start, at - start};
}

PointRange pointRange(QStringView text, const TextRange &range)
{
    PointRange points;
    qint64 point = 0;
    for (qsizetype at = 0; at < text.size() && at < range.end(); at = nextPoint(text, at), ++point) {
        if (at < range.start)
            points.begin = point + 1;
    }
    points.end = point;
    return points;
}

std::optional<TextRange> mentionRange(QStringView body, const PointRange &range)
{
    const auto at = textRange(body, range);
    return at && at->length <= longestMention && !body.sliced(at->start, at->length).contains(u'\n') ? at : std::nullopt;
}

TextCuts::TextCuts(QStringView text, const QList<PointRange> &ranges)
{
    // Begins and ends in one order, so that one walk over the text finds them all.
    QList<std::pair<qint64, int>> edges;
    for (const PointRange &range : ranges) {
        if (range.begin < range.end && range.end > 0 && range.begin < text.size()) {
            edges.append({std::max<qint64>(0, range.begin), 1});
            edges.append({range.end, -1});
        }
    }
    // Where one ends and the next begins they are one.
    std::sort(edges.begin(), edges.end(), [](const auto &a, const auto &b) { return a.first != b.first ? a.first < b.first : a.second > b.second; });
    qsizetype at = 0;
    qint64 point = 0;
    qsizetype from = 0;
    int open = 0;
    for (const auto &[edge, by] : std::as_const(edges)) {
        for (; point < edge && at < text.size(); ++point)
            at = nextPoint(text, at);
        if (by > 0 && open == 0)
            from = at;
        open += by;
        if (open == 0 && from < at)
            m_cuts.append({from, at});
    }
}

QString TextCuts::apply(const QString &text) const
{
    QString left;
    qsizetype from = 0;
    for (const auto &[begin, end] : m_cuts) {
        left += QStringView(text).sliced(from, begin - from);
        from = end;
    }
    left += QStringView(text).sliced(from);
    return left;
}

qsizetype TextCuts::moved(qsizetype place) const
{
    qsizetype gone = 0;
    for (const auto &[begin, end] : m_cuts) {
        if (place < begin)
            break;
        if (place < end)
            return -1;
        gone += end - begin;
    }
    return place - gone;
}

} // namespace jackdaw
