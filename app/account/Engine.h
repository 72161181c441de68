// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/EngineCommands.h"
#include "account/EngineDoor.h"

#include <QThread>
#include <atomic>

namespace jackdaw {

/// The engine module as the window sees it: the doors, and the thread behind them. Made and destroyed on the GUI thread.
class Engine final : public EngineDoor
{
public:
    explicit Engine(const EngineOptions &options);
    ~Engine() override;

    AccountDoor &accounts() override { return m_accounts; }
    RegistrationDoor &registration() override { return m_registration; }
    RosterDoor &roster() override { return m_roster; }
    PresenceDoor &presence() override { return m_presence; }
    ChatDoor &chat() override { return m_chat; }
    HistoryDoor &history() override { return m_history; }
    void start() override;

private:
    std::atomic<EngineCore *> m_core = nullptr;
    AccountCommands m_accounts;
    RegistrationCommands m_registration;
    RosterCommands m_roster;
    PresenceCommands m_presence;
    ChatCommands m_chat;
    HistoryCommands m_history;
    EngineSignals m_signals;
    QThread m_thread;
};

/// What QPluginLoader finds in the engine module.
class EnginePlugin final : public QObject, public EngineFactory
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID JACKDAW_ENGINE_IID)
    Q_INTERFACES(jackdaw::EngineFactory)
public:
    std::unique_ptr<EngineDoor> makeEngine(const EngineOptions &options) override;
};

} // namespace jackdaw
