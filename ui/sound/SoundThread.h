// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>

#include <atomic>
#include <memory>

namespace jackdaw {

/// The thread that speaks with the sound server: whatever Qt Multimedia asks that for it waits for, and a server that
/// hangs would hold the window. Part of the module jackdaw-sound, shared by all that is recorded and played; made by
/// the factory. Nobody ever waits for it, at its end neither: where a server hangs it is left to itself.
class SoundThread
{
public:
    SoundThread();
    ~SoundThread();
    Q_DISABLE_COPY_MOVE(SoundThread)

    /// Did the sound server answer, or time out? Whoever asks Qt Multimedia for anything before that waits for it.
    bool isReady() const { return *m_isReady; }
    /// It lives there from now on, and goes by deleteLater() alone.
    void take(QObject &object) { object.moveToThread(m_thread.get()); }

private:
    std::unique_ptr<QThread> m_thread;
    const std::shared_ptr<std::atomic<bool>> m_isReady; ///< outlives this where the thread is left to itself
};

} // namespace jackdaw
