// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <memory>

namespace soundtouch {
class SoundTouch;
}

namespace jackdaw {

/// Makes sound shorter or longer at its own pitch, by SoundTouch. Samples come in and go out piece by piece,
/// interleaved by channel. Owned by whoever plays; one thread at a time. At a factor of 1 what comes out is what came
/// in, to the last bit, unless the pieces before were stretched: then SoundTouch joins them. Reads no file and plays
/// nothing.
class TimeStretch
{
public:
    TimeStretch(int channels, int rate);
    ~TimeStretch();

    qreal factor() const { return m_factor; }
    /// How much faster it is to be heard; counts for what has not come out yet.
    void setFactor(qreal factor);
    /// So many samples of each channel more.
    void push(const qint16 *samples, qsizetype frames);
    /// All that can be said now.
    QList<qint16> take();
    /// The rest, when nothing more comes.
    QList<qint16> finish();
    /// Samples of each channel that came in and stand for nothing that has come out yet.
    qsizetype pending() const;
    void clear();

private:
    const int m_channels;
    qreal m_factor = 1;
    bool m_isStretched = false; ///< what comes in goes through m_touch
    QList<qint16> m_asItIs;     ///< what came in and does not
    const std::unique_ptr<soundtouch::SoundTouch> m_touch;
};

} // namespace jackdaw
