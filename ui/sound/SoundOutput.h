// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>

namespace jackdaw {

class SoundLine;
class SoundThread;
struct SoundTray;

/// The loudspeaker: is given samples with the place that they have in what is played, and says which place is heard.
/// What was given stays until it was heard, so that it is silent at once and goes on where it was. Part of the module
/// jackdaw-sound, owned by what plays, on the GUI thread: Qt's own players feed the sound server on a thread of theirs,
/// and crash when it ends. That is told here as `lost`, and can be begun anew. Never waits for the sound server:
/// SoundLine does.
class SoundOutput : public QObject
{
    Q_OBJECT
public:
    static constexpr int rate = 48000;
    static constexpr int channels = 2;

    explicit SoundOutput(std::shared_ptr<SoundThread> thread, QObject *parent = nullptr);
    ~SoundOutput() override;

    /// Is there something that was not heard?
    bool isWaiting() const { return !m_bytes.isEmpty(); }
    bool isRunning() const { return m_line != nullptr; }
    /// What it fails at is told by `lost`, and never before this returns.
    void start();
    /// Silent at once.
    void stop();
    /// Forgets what is still to be heard; what comes next is from there (ms).
    void clear(qreal place);
    /// `at`: ms, where the first of them is in what is played; `factor`: so much of that is heard at once.
    void push(const QList<qint16> &samples, qreal at, qreal factor);
    /// Nothing comes any more: `ended`, when all was heard.
    void finish() { m_isFinished = true; }
    void setVolume(qreal volume);
    /// ms of what is played.
    qreal place() const { return m_place; }

Q_SIGNALS:
    /// Some times a second.
    void moved();
    /// place() is another one, many times a second.
    void advanced();
    void ended();
    void lost();

private:
    struct Mark {
        qint64 begin; ///< in bytes of all that was ever given
        qreal at;
        qreal factor;
    };

    void feed();
    void heard(qint64 until);
    void lose();

    const std::shared_ptr<SoundThread> m_thread;
    SoundLine *m_line = nullptr; ///< lives on m_thread, and deletes itself there
    std::shared_ptr<SoundTray> m_tray;
    QTimer m_pulse;
    QByteArray m_bytes;      ///< what was not heard yet
    qint64 m_begin = 0;      ///< where m_bytes begins in all that was ever given
    qint64 m_fed = 0;        ///< to where the tray has it
    qint64 m_from = 0;       ///< where m_line began
    qint64 m_silence = 0;    ///< behind the end, without which a server never plays what is shorter than its buffer
    qint64 m_lastHeard = 0;
    int m_idle = 0;          ///< beats without anything heard
    int m_beats = 0;
    bool m_isFinished = false;
    qreal m_place = 0;
    qreal m_volume = 1;
    std::deque<Mark> m_marks;
};

} // namespace jackdaw
