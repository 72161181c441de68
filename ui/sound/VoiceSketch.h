// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace jackdaw {

/// What a voice message looks like before it is played, read from Opus in Ogg (RFC 3533, RFC 7845) without decoding it.
/// Pure functions and plain values: any thread. The file may be anybody's: a length and sizes are taken from it, within
/// bounds, and nothing in it is run through a codec before somebody plays it.
struct VoiceSketch
{
    static constexpr int bars = 100;

    qint64 length = 0;     ///< ms
    QList<qreal> levels;   ///< `bars` of them, 0 to 1: an encoder of variable rate spends little on silence

    friend bool operator==(const VoiceSketch &, const VoiceSketch &) = default;
};
/// Nothing where it is no Opus in Ogg.
std::optional<VoiceSketch> readVoiceSketch(QByteArrayView bytes);

/// So many levels made of more, or of fewer, each the loudest of its part.
QList<qreal> sampledLevels(const QList<qreal> &levels, int count);

} // namespace jackdaw
