// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

namespace jackdaw::test {

/// A network namespace of a test program's own (network_namespaces(7)): a loopback and what the test adds to it, seen by
/// nobody else. Header only. Entered once, at the beginning of main(), before there is a thread; lasts as long as the
/// program. Never changes the computer's network.
class PrivateNetwork
{
public:
    /// False where this computer allows no such thing.
    static bool enter()
    {
        const uid_t user = getuid();
        const gid_t group = getgid();
        // With users of its own it may say what its network has, which root of a container may not by itself.
        if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) {
            return unshare(CLONE_NEWNET) == 0;
        }
        const auto map = [](const char *file, const QByteArray &line) {
            const int descriptor = open(file, O_WRONLY | O_CLOEXEC);
            const bool written = descriptor >= 0 && write(descriptor, line.constData(), size_t(line.size())) == line.size();
            close(descriptor);
            return written;
        };
        map("/proc/self/setgroups", "deny");
        return map("/proc/self/uid_map", "0 " + QByteArray::number(user) + " 1")
            && map("/proc/self/gid_map", "0 " + QByteArray::number(group) + " 1");
    }

    /// `ip` with these words (ip(8)); what it said where it failed, else empty.
    static QString ip(const QString &words)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral("ip"), words.split(u' '));
        if (!process.waitForStarted() || !process.waitForFinished()) {
            return QStringLiteral("ip: ") + process.errorString();
        }
        const QString said = QString::fromLocal8Bit(process.readAll());
        return process.exitCode() == 0 ? QString() : QStringLiteral("ip %1: %2").arg(words, said);
    }
};

} // namespace jackdaw::test
