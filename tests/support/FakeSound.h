// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sound/SoundModule.h"
#include "support/OggOpusFile.h"

#include <QStringList>
#include <utility>

namespace jackdaw::test {

/// A microphone and a loudspeaker that do what a test says. Owned by the test and outlives what uses it, on its thread. `microphone`
/// and `loudspeaker` are what was made last; nullptr before. Makes no sound.
class FakeSound : public SoundFactory
{
public:
    class Recorder : public SoundRecorder
    {
    public:
        explicit Recorder(FakeSound &sound) : m_sound(sound) {}
        ~Recorder() override { m_sound.microphone = nullptr; }
        void record() override { isOn = true; }
        void pause() override
        {
            speak(std::exchange(buffered, 0));
            isOn = false;
        }
        QByteArray preview() override { return oggOpusFile(m_packets, 312); }
        QByteArray finish() override { return oggOpusFile(m_packets, 312); }
        /// So many pieces, of which the first half is quiet.
        void speak(int pieces)
        {
            for (int i = 0; i < pieces; ++i) {
                const bool isLoud = 2 * i >= pieces;
                if (isOn)
                    m_packets.append(QByteArray(isLoud ? 80 : 8, 'x'));
                heard(isLoud ? 0.9 : 0.0);
            }
        }
        bool isOn = false;
        int buffered = 0; ///< pieces that come when it is paused

    private:
        FakeSound &m_sound;
        QList<QByteArray> m_packets;
    };
    class Player : public SoundPlayer
    {
    public:
        explicit Player(FakeSound &sound) : m_sound(sound) {}
        ~Player() override { m_sound.loudspeaker = nullptr; }
        void openFile(const QString &path) override { opened.append(path); }
        void openBytes(const QByteArray &bytes) override { heard = bytes; }
        void play() override { isOn = true; }
        void pause() override { isOn = false; }
        void seek(qint64 at) override { soughtTo = at; }
        void setRate(qreal factor) override { rate = factor; }
        QStringList opened;
        QByteArray heard;
        bool isOn = false;
        qint64 soughtTo = -1;
        qreal rate = 0;

    private:
        FakeSound &m_sound;
    };

    class Video : public VideoPlayer
    {
    public:
        explicit Video(FakeSound &sound) : m_sound(sound) {}
        ~Video() override
        {
            if (m_sound.screen == this)
                m_sound.screen = nullptr;
        }
        void openFile(const QString &path) override { opened = path; }
        void openBytes(const QByteArray &) override {}
        void play() override { isOn = true; }
        void pause() override { isOn = false; }
        void seek(qint64 at) override { soughtTo = at; }
        void setRate(qreal) override {}
        void setRoom(QSize pixels) override { room = pixels; }
        void setVolume(qreal factor) override { volume = factor; }
        QString opened;
        bool isOn = false;
        qint64 soughtTo = -1;
        QSize room;
        qreal volume = 1;

    private:
        FakeSound &m_sound;
    };

    std::unique_ptr<SoundRecorder> makeRecorder() override
    {
        auto made = std::make_unique<Recorder>(*this);
        microphone = made.get();
        return made;
    }
    std::unique_ptr<SoundPlayer> makePlayer() override
    {
        auto made = std::make_unique<Player>(*this);
        loudspeaker = made.get();
        return made;
    }
    std::unique_ptr<VideoPlayer> makeVideo() override
    {
        auto made = std::make_unique<Video>(*this);
        screen = made.get();
        return made;
    }
    SoundSource source()
    {
        return [this] {
            ++loaded;
            return this;
        };
    }

    Recorder *microphone = nullptr;
    Player *loudspeaker = nullptr;
    Video *screen = nullptr;
    int loaded = 0;
};

} // namespace jackdaw::test
