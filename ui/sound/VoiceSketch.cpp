// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/VoiceSketch.h"

#include <QtEndian>

#include <algorithm>
#include <limits>

namespace jackdaw {

namespace {

constexpr int headerSize = 27;
constexpr int largestLace = 255;
constexpr qint64 samplesAMillisecond = 48;
constexpr qsizetype mostPackets = 24 * 60 * 60 * 50; ///< a day; what claims more is no voice message

} // namespace

std::optional<VoiceSketch> readVoiceSketch(QByteArrayView bytes)
{
    QList<qreal> sizes;
    qsizetype packet = 0;  ///< the size of the one that is being read
    qsizetype packets = 0;
    qint64 lead = 0;
    qint64 end = 0;
    qsizetype at = 0;
    while (at + headerSize <= bytes.size() && bytes.sliced(at, 4) == QByteArrayView("OggS")) {
        const auto granule = qFromLittleEndian<qint64>(bytes.data() + at + 6);
        const int laces = quint8(bytes.at(at + headerSize - 1));
        qsizetype content = at + headerSize + laces;
        if (content > bytes.size())
            break;
        for (int lace = 0; lace < laces; ++lace) {
            const int size = quint8(bytes.at(at + headerSize + lace));
            if (packet == 0 && packets == 0) {
                const QByteArrayView head = bytes.sliced(content, std::min<qsizetype>(size, bytes.size() - content));
                if (head.size() < 19 || !head.startsWith("OpusHead"))
                    return {};
                lead = qFromLittleEndian<quint16>(head.data() + 10);
            }
            content += size;
            packet += size;
            if (size == largestLace)
                continue;
            if (++packets > 2) // the first two say what it is
                sizes.append(qreal(packet));
            packet = 0;
        }
        if (granule > end && sizes.size() > 0)
            end = granule;
        if (sizes.size() > mostPackets)
            return {};
        at = content;
    }
    if (sizes.isEmpty() || end <= lead || end / samplesAMillisecond > std::numeric_limits<int>::max())
        return {};
    VoiceSketch sketch;
    sketch.length = (end - lead) / samplesAMillisecond;
    const auto [least, most] = std::minmax_element(sizes.cbegin(), sizes.cend());
    const qreal low = *least;
    const qreal range = *most - low;
    for (qreal &size : sizes)
        size = range > 0 ? (size - low) / range : 0.5;
    sketch.levels = sampledLevels(sizes, VoiceSketch::bars);
    return sketch;
}

QList<qreal> sampledLevels(const QList<qreal> &levels, int count)
{
    QList<qreal> out;
    for (int i = 0; i < count && !levels.isEmpty(); ++i) {
        const qsizetype from = levels.size() * i / count;
        const qsizetype to = std::max(from + 1, levels.size() * (i + 1) / count);
        out.append(*std::max_element(levels.cbegin() + from, levels.cbegin() + to));
    }
    return out;
}

} // namespace jackdaw
