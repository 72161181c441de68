// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QTest>

namespace jackdaw::test {

/// A session bus of a test's own, which this program takes for the desktop's from then on. Header only, so that it
/// costs nobody a library. Owned by a test, on its thread; ends with it. Start it before anything asks for the bus: an
/// open connection is not replaced.
class PrivateBus
{
public:
    ~PrivateBus()
    {
        m_daemon.terminate();
        m_daemon.waitForFinished();
    }

    /// The address; empty if there is no dbus-daemon.
    QString start()
    {
        m_daemon.start(QStringLiteral("dbus-daemon"),
                       {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
        if (!m_daemon.waitForStarted()
            || !QTest::qWaitFor([this] { return m_daemon.canReadLine() || m_daemon.waitForReadyRead(100); }, 10'000)) {
            return {};
        }
        const QByteArray address = m_daemon.readLine().trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        return QString::fromLocal8Bit(address);
    }

private:
    QProcess m_daemon;
};

} // namespace jackdaw::test
