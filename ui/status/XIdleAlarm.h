// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>

struct xcb_connection_t;
class QSocketNotifier;

namespace jackdaw {

/// The idle time of an X display, as alarms of the server: nothing is asked in between (SYNC extension 3.0, the system
/// counter IDLETIME). A connection of its own, spoken without that extension's library. Owned by DesktopIdle, GUI thread.
/// Where the server has no such counter, isThere() is false and it never tells anything.
class XIdleAlarm : public QObject
{
    Q_OBJECT
public:
    explicit XIdleAlarm(QObject *parent = nullptr);
    ~XIdleAlarm() override;

    bool isThere() const { return m_counter != 0; }
    /// From then on, in place of what was set before.
    void watch(qint64 milliseconds);

Q_SIGNALS:
    void idle(qint64 milliseconds);
    void active();

private:
    void connectToServer();
    quint32 makeAlarm(bool isRising, qint64 value);
    void read();

    xcb_connection_t *m_connection = nullptr;
    std::unique_ptr<QSocketNotifier> m_notifier;
    int m_firstEvent = 0;
    quint32 m_counter = 0;
    quint32 m_rising = 0;
    quint32 m_falling = 0;
};

} // namespace jackdaw
