// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ranges of code points that others send, over bodies that they send too: fallbacks and mentions. The plain
// way, one list of characters, must come to the same.

#include "Require.h"
#include "text/CodePoints.h"

using namespace jackdaw;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return -1;
    // One byte says how many ranges, two bytes each; what is left is the body.
    const size_t count = std::min<size_t>(data[0] % 8, (size - 1) / 2);
    QList<PointRange> ranges;
    for (size_t i = 0; i < count; ++i)
        ranges.append({qint64(qint8(data[1 + 2 * i])), qint64(qint8(data[2 + 2 * i]))});
    const char *rest = reinterpret_cast<const char *>(data) + 1 + 2 * count;
    const QString body = QString::fromUtf8(rest, qsizetype(size - 1 - 2 * count));

    const QList<uint> points = body.toUcs4();
    QList<bool> kept(points.size(), true);
    for (const PointRange &range : ranges) {
        // Cuts are clamped, mentions are not.
        if (range.begin < range.end && range.begin < points.size() && range.end > 0)
            std::fill(kept.begin() + std::max<qint64>(0, range.begin), kept.begin() + std::min<qint64>(points.size(), range.end), false);
        const bool fits = range.begin >= 0 && range.begin < range.end && range.end <= points.size();
        const auto found = textRange(body, range);
        require(found.has_value() == fits, "a range fits or does not");
        if (!found)
            continue;
        require(found->start >= 0 && found->end() <= body.size(), "it is in the body");
        require(pointRange(body, *found) == range, "and leads back");
        const auto mention = mentionRange(body, range);
        require(!mention || *mention == *found, "a mention is where it says");
    }
    QList<uint> rests;
    for (qsizetype i = 0; i < points.size(); ++i) {
        if (kept.at(i))
            rests.append(points.at(i));
    }
    const TextCuts cuts(body, ranges);
    const QString left = cuts.apply(body);
    require(left.toUcs4() == rests, "what is left is what no range covers");
    for (qsizetype place = 0; place < body.size(); ++place) {
        const qsizetype moved = cuts.moved(place);
        require(moved < 0 || (moved < left.size() && left.at(moved) == body.at(place)), "places go with what is there");
    }
    return 0;
}
