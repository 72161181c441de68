// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QMutex>
#include <QObject>
#include <QThread>
#include <atomic>
#include <ctime>
#include <memory>

namespace jackdaw {

/// Notes how long the window is deaf (--measure-stalls FILE): a watchdog thread posts an event to the GUI thread every
/// 2 ms and writes one JSON line for each that took over 16 ms to be taken, and one for the first paint:
///   {"first_paint_ms":31.2}
///   {"stall_at_ms":812.4,"length_ms":23.1,"processor_ms":22.8}
/// processor_ms is what the GUI thread worked of it: less than the length where others took the processor. Times count from
/// the beginning of main(). Owned by main(), GUI thread. Only runs when it is asked for.
class StallMeter : public QObject
{
    Q_OBJECT
public:
    static constexpr double limit = 16.0; ///< ms

    /// `begin`: CLOCK_MONOTONIC of main(), in ns. nullptr if the file cannot be written.
    static std::unique_ptr<StallMeter> start(const QString &file, qint64 begin);
    ~StallMeter() override;

    void notePaint();
    static qint64 monotonic(); ///< ns

protected:
    bool event(QEvent *event) override;

private:
    StallMeter(std::unique_ptr<QFile> file, qint64 begin);
    void watch();
    void write(const QByteArray &line);

    std::unique_ptr<QFile> m_file;
    QMutex m_writing;
    qint64 m_begin;
    clockid_t m_processor = 0; ///< the GUI thread's processor time
    std::atomic<qint64> m_worked = 0; ///< processor time of the GUI thread when it took the last event
    std::atomic<qint64> m_taken = 0; ///< when the last event was taken; 0: it was not yet
    std::atomic<bool> m_stop = false;
    std::unique_ptr<QThread> m_thread;
};

} // namespace jackdaw
