// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAudioFormat>
#include <QObject>
#include <QSize>
#include <QString>

#include <memory>

QT_BEGIN_NAMESPACE
class QAudioBufferInput;
class QMediaCaptureSession;
class QMediaRecorder;
class QVideoFrameInput;
QT_END_NAMESPACE

namespace jackdaw::test {

/// Makes the films and sounds that a test needs, with what Qt Multimedia encodes by itself, so that none has to be
/// kept: a colour that moves on with time, a white bar that goes from the left edge to the right one, a tone. Owned by
/// the test, on its thread, with an event loop. What it makes is as good as a telephone's: the kind goes by the end of
/// the name.
class FilmMaker : public QObject
{
    Q_OBJECT
public:
    struct Film
    {
        QString path;              ///< .mp4, .mov, .webm; or a sound: .mp3, .m4a, .wav
        QSize size = {320, 180};   ///< pixels, before it is turned
        int length = 3'000;        ///< ms
        int rate = 25;             ///< pictures a second
        bool hasSound = true;
        int toneLength = -1;       ///< ms; -1: as long as the pictures
        bool hasPictures = true;
        int rotation = 0;          ///< degrees clockwise, as .mp4 or .mov says of itself: 0, 90, 180, 270
    };

    explicit FilmMaker(const Film &film);
    ~FilmMaker() override;

    /// False where it cannot be made; words() says why.
    bool make();
    QString words() const { return m_words; }

private:
    void send();
    bool sendPicture();
    bool sendTone();

    const Film m_film;
    QAudioFormat m_format;
    std::unique_ptr<QMediaCaptureSession> m_session;
    std::unique_ptr<QVideoFrameInput> m_pictures;
    std::unique_ptr<QAudioBufferInput> m_tone;
    std::unique_ptr<QMediaRecorder> m_recorder;
    qint64 m_sentPictures = 0;
    qint64 m_sentTone = 0;        ///< ms
    bool m_arePicturesOver = true;
    bool m_isToneOver = true;
    QString m_words;
};

} // namespace jackdaw::test
