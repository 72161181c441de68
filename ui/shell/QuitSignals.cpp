// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/QuitSignals.h"

#include <QCoreApplication>
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

namespace jackdaw {

namespace {

// A signal handler may do next to nothing, so it writes a byte that the event loop reads.
int s_ends[2] = {-1, -1};

void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = write(s_ends[0], &byte, 1);
}

constexpr int handled[] = {SIGINT, SIGTERM, SIGHUP};

} // namespace

QuitSignals::QuitSignals(QObject *parent) : QObject(parent)
{
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, s_ends) != 0)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(s_ends[1], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        m_notifier->setEnabled(false);
        QCoreApplication::quit();
        // A second one, while the first is being obeyed, ends the program at once.
        for (int number : handled)
            std::signal(number, SIG_DFL);
    });
    struct sigaction action{};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    for (int number : handled)
        sigaction(number, &action, nullptr);
}

QuitSignals::~QuitSignals()
{
    for (int number : handled)
        std::signal(number, SIG_DFL);
    m_notifier.reset();
    for (int &end : s_ends) {
        if (end >= 0)
            close(end);
        end = -1;
    }
}

} // namespace jackdaw
