// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

namespace jackdaw::test {

/// A PulseAudio of one test alone, which its program speaks with from start() on; ended by its process. GUI thread. Has no sound
/// card: what it plays to and hears from are modules that the test names.
class SoundServer
{
public:
    SoundServer() = default;
    ~SoundServer() { stop(); }
    Q_DISABLE_COPY_MOVE(SoundServer)

    /// False where there is no PulseAudio, or it does not come up.
    bool start(const QStringList &modules)
    {
        const QString program = QStandardPaths::findExecutable(QStringLiteral("pulseaudio"));
        if (program.isEmpty())
            return false;
        stop();
        const QString socket = m_folder.filePath(QStringLiteral("native"));
        QStringList arguments{QStringLiteral("-n"), QStringLiteral("--daemonize=no"), QStringLiteral("--exit-idle-time=-1"),
                              QStringLiteral("--disable-shm=yes"), QStringLiteral("--use-pid-file=no"), QStringLiteral("-L"),
                              QStringLiteral("module-native-protocol-unix auth-anonymous=1 socket=") + socket};
        for (const QString &each : modules)
            arguments << QStringLiteral("-L") << each;
        qputenv("PULSE_RUNTIME_PATH", QFile::encodeName(m_folder.path()));
        qputenv("PULSE_SERVER", "unix:" + QFile::encodeName(socket));
        QFile::remove(socket); // of one that was killed
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(program, arguments);
        return m_process.waitForStarted() && QTest::qWaitFor([&socket] { return QFile::exists(socket); }, 10'000);
    }

    void stop()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.terminate();
        if (!m_process.waitForFinished(5'000))
            kill();
    }

    qint64 id() const { return m_process.processId(); }

    /// As one that crashes.
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
};

} // namespace jackdaw::test
