// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FilmMaker.h"

#include <QAudioBuffer>
#include <QAudioBufferInput>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QMediaCaptureSession>
#include <QMediaFormat>
#include <QMediaRecorder>
#include <QTimer>
#include <QUrl>
#include <QVideoFrame>
#include <QVideoFrameFormat>
#include <QVideoFrameInput>
#include <QtEndian>

#include <cmath>
#include <cstring>
#include <numbers>

using namespace Qt::StringLiterals;

namespace jackdaw::test {

namespace {

constexpr int toneRate = 48'000;
constexpr int tonePiece = 20; ///< ms
constexpr double toneHertz = 440;
constexpr int patience = 120'000; ///< ms

QMediaFormat formatOf(const FilmMaker::Film &film)
{
    const QString end = QFileInfo(film.path).suffix().toLower();
    using Format = QMediaFormat;
    Format format(end == u"webm" ? Format::WebM : end == u"mov" ? Format::QuickTime
                      : end == u"mp3"                           ? Format::MP3
                      : end == u"wav"                           ? Format::Wave
                      : end == u"m4a"                           ? Format::Mpeg4Audio
                                                                : Format::MPEG4);
    if (film.hasPictures)
        format.setVideoCodec(end == u"webm" ? Format::VideoCodec::VP8 : Format::VideoCodec::H264);
    format.setAudioCodec(end == u"webm"      ? Format::AudioCodec::Opus
                             : end == u"mp3" ? Format::AudioCodec::MP3
                             : end == u"wav" ? Format::AudioCodec::Wave
                                             : Format::AudioCodec::AAC);
    return format;
}

/// Of a colour, with the bar as far on as the film is: planes of their own, since RGB frames count as see-through ones,
/// which VP8 does not take.
QVideoFrame pictureAt(double part, QSize size)
{
    QVideoFrame frame(QVideoFrameFormat(size, QVideoFrameFormat::Format_YUV420P));
    if (!frame.map(QVideoFrame::WriteOnly))
        return {};
    const double angle = 2 * std::numbers::pi * part;
    const int values[] = {110, int(128 + 70 * std::cos(angle)), int(128 + 70 * std::sin(angle))};
    const int barWidth = size.width() / 16;
    const int bar = int(part * (size.width() - barWidth));
    for (int plane = 0; plane < 3; ++plane) {
        const int shared = plane == 0 ? 1 : 2;
        const int stride = frame.bytesPerLine(plane);
        for (int y = 0; y < size.height() / shared; ++y) {
            uchar *line = frame.bits(plane) + qsizetype(y) * stride;
            std::memset(line, values[plane], size_t(size.width() / shared));
            std::memset(line + bar / shared, plane == 0 ? 235 : 128, size_t(barWidth / shared));
        }
    }
    frame.unmap();
    return frame;
}

/// What the encoder cannot be told: the matrix of its track (ISO/IEC 14496-12, 8.3.2), of the one that has a height.
bool turn(const QString &path, int rotation)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite))
        return false;
    const QByteArray all = file.readAll();
    for (qsizetype at = all.indexOf("tkhd"); at >= 0; at = all.indexOf("tkhd", at + 4)) {
        constexpr int matrixAt = 44; // behind the box's name, in its version 0
        constexpr int sidesAt = matrixAt + 36;
        if (all.size() < at + sidesAt + 8 || all.at(at + 4) != 0)
            return false;
        const auto side = [&](int behind) { return qFromBigEndian<quint32>(all.constData() + at + sidesAt + behind); };
        if (side(4) == 0)
            continue;
        const int cosine = rotation == 0 ? 1 : rotation == 180 ? -1
                                                               : 0;
        const int sine = rotation == 90 ? 1 : rotation == 270 ? -1
                                                              : 0;
        const qint32 one = 1 << 16;
        const qint32 matrix[] = {cosine * one, sine * one, 0, -sine * one, cosine * one, 0,
                                 qint32(rotation == 90 ? side(4) : rotation == 180 ? side(0)
                                                                                   : 0),
                                 qint32(rotation == 270 ? side(0) : rotation == 180 ? side(4)
                                                                                    : 0),
                                 1 << 30};
        QByteArray bytes;
        for (const qint32 value : matrix) {
            const qint32 big = qToBigEndian(value);
            bytes.append(reinterpret_cast<const char *>(&big), sizeof big);
        }
        return file.seek(at + matrixAt) && file.write(bytes) == bytes.size();
    }
    return false;
}

} // namespace

FilmMaker::FilmMaker(const Film &film)
    : m_film(film)
{
    m_format.setSampleRate(toneRate);
    m_format.setChannelCount(1);
    m_format.setSampleFormat(QAudioFormat::Int16);
}

FilmMaker::~FilmMaker() = default;

bool FilmMaker::make()
{
    m_session = std::make_unique<QMediaCaptureSession>();
    m_recorder = std::make_unique<QMediaRecorder>();
    m_recorder->setOutputLocation(QUrl::fromLocalFile(QFileInfo(m_film.path).absoluteFilePath()));
    m_recorder->setMediaFormat(formatOf(m_film));
    m_recorder->setQuality(QMediaRecorder::NormalQuality);
    m_recorder->setAutoStop(true);
    if (m_film.hasPictures) {
        m_recorder->setVideoFrameRate(m_film.rate);
        m_recorder->setVideoResolution(m_film.size);
        m_arePicturesOver = false;
        m_pictures = std::make_unique<QVideoFrameInput>();
        connect(m_pictures.get(), &QVideoFrameInput::readyToSendVideoFrame, this, &FilmMaker::send);
        m_session->setVideoFrameInput(m_pictures.get());
    }
    if (m_film.hasSound) {
        m_isToneOver = false;
        m_tone = std::make_unique<QAudioBufferInput>(m_format);
        connect(m_tone.get(), &QAudioBufferInput::readyToSendAudioBuffer, this, &FilmMaker::send);
        m_session->setAudioBufferInput(m_tone.get());
    }
    m_session->setRecorder(m_recorder.get());

    QEventLoop loop;
    QTimer::singleShot(patience, &loop, [this, &loop] {
        m_words = u"the encoder does not come to an end"_s;
        loop.quit();
    });
    connect(m_recorder.get(), &QMediaRecorder::errorOccurred, &loop,
            [this, &loop](QMediaRecorder::Error, const QString &words) {
        m_words = words.isEmpty() ? u"it cannot be encoded"_s : words;
        loop.quit();
    });
    connect(m_recorder.get(), &QMediaRecorder::recorderStateChanged, &loop,
            [&loop](QMediaRecorder::RecorderState state) {
        if (state == QMediaRecorder::StoppedState)
            loop.quit();
    });
    m_recorder->record();
    if (m_words.isEmpty())
        loop.exec();
    m_session->setRecorder(nullptr);
    m_recorder.reset();
    if (m_words.isEmpty() && m_film.rotation != 0 && !turn(m_film.path, m_film.rotation))
        m_words = u"it has no track that can be turned"_s;
    return m_words.isEmpty();
}

/// Side by side, as they are to lie in the file, as much as it takes; it tells when it takes more.
void FilmMaker::send()
{
    bool hasSent = true;
    while (hasSent) {
        const qint64 seen = m_arePicturesOver ? m_film.length : m_sentPictures * 1000 / m_film.rate;
        const qint64 heard = m_isToneOver ? m_film.length : m_sentTone;
        hasSent = false;
        if (!m_arePicturesOver && seen <= heard)
            hasSent = sendPicture();
        if (!m_isToneOver && heard <= seen)
            hasSent = sendTone() || hasSent;
    }
}

bool FilmMaker::sendPicture()
{
    const qint64 count = qint64(m_film.length) * m_film.rate / 1000;
    if (m_sentPictures >= count) {
        m_arePicturesOver = m_pictures->sendVideoFrame(QVideoFrame()); // the end (QMediaRecorder::autoStop)
        return m_arePicturesOver;
    }
    QVideoFrame frame = pictureAt(double(m_sentPictures) / double(count), m_film.size);
    frame.setStartTime(m_sentPictures * 1'000'000 / m_film.rate);
    frame.setEndTime((m_sentPictures + 1) * 1'000'000 / m_film.rate);
    if (!m_pictures->sendVideoFrame(frame))
        return false;
    ++m_sentPictures;
    return true;
}

bool FilmMaker::sendTone()
{
    constexpr int samples = toneRate * tonePiece / 1000;
    if (m_sentTone >= (m_film.toneLength < 0 ? m_film.length : m_film.toneLength)) {
        m_isToneOver = m_tone->sendAudioBuffer(QAudioBuffer());
        return m_isToneOver;
    }
    QByteArray bytes(qsizetype(samples * sizeof(qint16)), Qt::Uninitialized);
    auto *out = reinterpret_cast<qint16 *>(bytes.data());
    const qint64 first = m_sentTone * toneRate / 1000;
    for (int i = 0; i < samples; ++i)
        out[i] = qint16(8'000 * std::sin(2 * std::numbers::pi * toneHertz * double(first + i) / toneRate));
    if (!m_tone->sendAudioBuffer(QAudioBuffer(bytes, m_format)))
        return false;
    m_sentTone += tonePiece;
    return true;
}

} // namespace jackdaw::test
