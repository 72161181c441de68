// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <memory>

struct OggOpusEnc;

namespace jackdaw {

/// One file of Opus in Ogg in memory, written by libopusenc while it is recorded: speech, one channel. Part of the
/// module jackdaw-sound and owned by its recorder, GUI thread. It can be listened to before its end, and recorded on
/// afterwards. Writes nothing to a disk.
class OpusFile
{
public:
    static constexpr int rate = 48000;

    OpusFile();
    ~OpusFile();
    Q_DISABLE_COPY_MOVE(OpusFile)

    bool isThere() const { return m_encoder != nullptr; }
    /// False: there is no room for more, or it is finished.
    bool write(const qint16 *samples, int count);
    /// All but the last piece, which the encoder keeps until it knows whether it is the last. It has no mark of an end.
    QByteArray soFar();
    QByteArray finish();

private:
    enum class Pages { Full, All };
    void take(Pages which);

    struct Destroy {
        void operator()(OggOpusEnc *encoder) const;
    };
    std::unique_ptr<OggOpusEnc, Destroy> m_encoder;
    QByteArray m_bytes;
    bool m_isBegun = false;
    bool m_isFinished = false;
};

} // namespace jackdaw
