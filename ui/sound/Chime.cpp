// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/Chime.h"

#include <QApplication>
#include <QtEndian>

#include <chrono>
#include <cmath>
#include <numbers>

namespace jackdaw {

namespace {

constexpr int chimeRate = 48'000;
constexpr int chimeSamples = chimeRate * 6 / 10;
constexpr int secondTone = chimeRate * 14 / 100; ///< where the second tone begins
constexpr double chimeLoudness = 0.28;
constexpr std::chrono::seconds longestChime{5}; ///< with what a loudspeaker takes to begin

double toneAt(int sample, double pitch)
{
    if (sample < 0)
        return 0;
    const double seconds = double(sample) / chimeRate;
    const double attack = std::min(1.0, seconds / 0.006); // a tone that begins at once clicks
    return attack * std::exp(-seconds * 9) * std::sin(2 * std::numbers::pi * pitch * seconds);
}

template<class Number>
QByteArray bytesOf(Number number)
{
    QByteArray bytes(sizeof(Number), Qt::Uninitialized);
    qToLittleEndian(number, bytes.data());
    return bytes;
}

} // namespace

Chime::Chime(SoundSource source, QObject *parent)
    : QObject(parent), m_source(std::move(source)) {}

Chime::~Chime() = default;

namespace {

QByteArray makeChime()
{
    QByteArray samples;
    samples.reserve(2 * chimeSamples);
    for (int i = 0; i < chimeSamples; ++i) {
        const double fade = std::min(1.0, double(chimeSamples - i) / (chimeRate / 50));
        const double both = toneAt(i, 784) + toneAt(i - secondTone, 1046.5); // G and C
        samples += bytesOf(qint16(std::lround(both * fade * chimeLoudness * 32767)));
    }
    const QByteArray head = "WAVEfmt " + bytesOf(quint32(16)) + bytesOf(quint16(1)) + bytesOf(quint16(1)) + bytesOf(quint32(chimeRate))
        + bytesOf(quint32(2 * chimeRate)) + bytesOf(quint16(2)) + bytesOf(quint16(16)) + "data" + bytesOf(quint32(samples.size()));
    return "RIFF" + bytesOf(quint32(head.size() + samples.size())) + head + samples;
}

} // namespace

const QByteArray &Chime::wave()
{
    static const QByteArray made = makeChime();
    return made;
}

void Chime::play()
{
    // Several at once are one to whoever hears them. A player that never says it is over silences none for long.
    if ((m_player && !m_until.hasExpired()) || m_isComing)
        return;
    m_isComing = true;
    whenSoundIsRead(m_source, this, [this] {
        m_isComing = false;
        begin();
    });
}

void Chime::begin()
{
    m_until.setRemainingTime(longestChime);
    SoundFactory *factory = m_source ? m_source() : nullptr;
    if (!factory) {
        QApplication::beep();
        return;
    }
    m_player = factory->makePlayer();
    // Not at once: it is the player that says so.
    m_player->ended = [this] { drop(); };
    m_player->failed = [this](SoundFault) {
        QApplication::beep();
        drop();
    };
    m_player->openBytes(wave());
    m_player->play();
}

void Chime::drop()
{
    const SoundPlayer *over = m_player.get();
    QMetaObject::invokeMethod(this, [this, over] {
        if (m_player.get() == over)
            m_player.reset();
    }, Qt::QueuedConnection);
}

} // namespace jackdaw
