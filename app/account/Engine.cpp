// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/Engine.h"

#include "account/EngineCore.h"

#include <QCoreApplication>

#include <sys/resource.h>

namespace jackdaw {

namespace {

/// What a core owns leaves some to be deleted later as it goes: connections, and these their clients. QThread deletes what was
/// left before its end, but not what that leaves in its turn.
void deleteForGood(EngineCore *core)
{
    delete core;
    constexpr int rounds = 3;
    for (int round = 0; round < rounds; ++round) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

/// Where there are fewer processors than work, the window comes before the engine. Linux has a nice value for each thread,
/// though PRIO_PROCESS says otherwise (setpriority(2)), and QThread's priorities mean nothing to its usual scheduler.
void yieldToTheWindow()
{
    constexpr int nicer = 5; // it has a third of the weight of a thread that is not
    setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + nicer);
}

} // namespace

Engine::Engine(const EngineOptions &options)
    : m_accounts([this] { return m_core.load(); })
    , m_registration([this] { return m_core.load(); })
    , m_roster([this] { return m_core.load(); })
    , m_presence([this] { return m_core.load(); })
    , m_chat([this] { return m_core.load(); })
    , m_encryption([this] { return m_core.load(); })
    , m_history([this] { return m_core.load(); })
    , m_search([this] { return m_core.load(); })
    , m_rooms([this] { return m_core.load(); })
    , m_files([this] { return m_core.load(); })
    , m_stickers([this] { return m_core.load(); })
    , m_watch([this] { return m_core.load(); })
    , m_avatars([this] { return m_core.load(); })
    , m_profiles([this] { return m_core.load(); })
    , m_spaces([this] { return m_core.load(); })
    , m_places([this] { return m_core.load(); })
    , m_console([this] { return m_core.load(); })
    , m_services([this] { return m_core.load(); })
    , m_backup([this] { return m_core.load(); })
    , m_signals{m_accounts, m_roster, m_presence, m_chat, m_encryption, m_history, m_search, m_rooms, m_files, m_watch, m_avatars,
                m_profiles, m_console, m_services, m_spaces, m_places, m_stickers}
{
    auto *core = new EngineCore(options, m_signals);
    core->moveToThread(&m_thread);
    // On its own thread, after the last event: what it owns belongs there.
    QObject::connect(&m_thread, &QThread::finished, core, [core] { deleteForGood(core); });
    m_core = core;
    QObject::connect(&m_thread, &QThread::started, core, yieldToTheWindow, Qt::DirectConnection);
    m_thread.setObjectName(QStringLiteral("engine"));
    m_thread.start();
}

Engine::~Engine()
{
    m_backup.stop();
    // Last in the queue: what was commanded before, the draft of a window that closes say, is carried out first.
    QMetaObject::invokeMethod(m_core.exchange(nullptr), [] { QThread::currentThread()->quit(); }, Qt::QueuedConnection);
    m_thread.wait();
}

void Engine::start()
{
    if (EngineCore *core = m_core) {
        QMetaObject::invokeMethod(core, [core] { core->start(); }, Qt::QueuedConnection);
    }
}

std::unique_ptr<EngineDoor> EnginePlugin::makeEngine(const EngineOptions &options)
{
    return std::make_unique<Engine>(options);
}

} // namespace jackdaw
