// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAudioFormat>
#include <QByteArray>
#include <QMutex>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>

QT_BEGIN_NAMESPACE
class QAudioSink;
class QAudioSource;
class QIODevice;
QT_END_NAMESPACE

namespace jackdaw {

/// What was given to the loudspeaker, and how much of it was heard; what the microphone heard. Between the window's
/// thread and the sound server's: whoever holds it holds it for a copy, and never while a server is asked. A plain
/// value with its lock.
struct SoundTray
{
    enum class State { Opening, Open, Lost, NoDevice };

    mutable QMutex lock;
    State state = State::Opening;
    QByteArray bytes;   ///< given and not written yet, or heard and not taken yet
    qint64 written = 0; ///< to the server, of all that was given
    qint64 inside = 0;  ///< of these, not heard yet
    qreal volume = 1;
};

/// The loudspeaker's end on SoundThread: opens it, writes what lies on the tray, says how much was heard. Owned by that
/// thread once it was taken there; SoundOutput, on the GUI thread, knows its tray alone. It may wait for the server,
/// however long.
class SoundLine : public QObject
{
    Q_OBJECT
public:
    SoundLine(std::shared_ptr<SoundTray> tray, const QAudioFormat &format, qsizetype buffer);
    ~SoundLine() override;

    void open();
    /// Silent at once, and gone.
    void close();

private:
    void write();
    void say(SoundTray::State state);

    const std::shared_ptr<SoundTray> m_tray;
    const QAudioFormat m_format;
    const qsizetype m_buffer;
    qreal m_volume = 1;
    std::unique_ptr<QAudioSink> m_sink;
    QPointer<QIODevice> m_device; ///< m_sink's, which deletes it when the server goes
    QTimer m_pulse;
};

/// The microphone's end on SoundThread: puts what it hears on the tray. As SoundLine.
class SoundEar : public QObject
{
    Q_OBJECT
public:
    SoundEar(std::shared_ptr<SoundTray> tray, const QAudioFormat &format);
    ~SoundEar() override;

    void open();
    /// What the microphone still has.
    void hear();
    /// Others may have it from now on.
    void close();

private:
    void say(SoundTray::State state);

    const std::shared_ptr<SoundTray> m_tray;
    const QAudioFormat m_format;
    std::unique_ptr<QAudioSource> m_source;
    QPointer<QIODevice> m_device; ///< as SoundLine's
};

} // namespace jackdaw
