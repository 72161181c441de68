// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/EngineBackupCommands.h"
#include "account/EngineCommands.h"
#include "account/EngineDoor.h"

#include <QThread>
#include <atomic>

namespace jackdaw {

/// The engine module as the window sees it: the doors, and the thread behind them. Made by EnginePlugin and owned by
/// EngineLoader, made and destroyed on the GUI thread. Does nothing itself: EngineCore does, on that thread. Its end
/// waits until what was commanded before is carried out, so that no draft is lost.
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
    EncryptionDoor &encryption() override { return m_encryption; }
    HistoryDoor &history() override { return m_history; }
    SearchDoor &search() override { return m_search; }
    RoomDoor &rooms() override { return m_rooms; }
    FileDoor &files() override { return m_files; }
    StickerDoor &stickers() override { return m_stickers; }
    WatchDoor &watch() override { return m_watch; }
    ConsoleDoor &console() override { return m_console; }
    ServiceDoor &services() override { return m_services; }
    AvatarDoor &avatars() override { return m_avatars; }
    ProfileDoor &profiles() override { return m_profiles; }
    BackupDoor &backup() override { return m_backup; }
    SpaceDoor &spaces() override { return m_spaces; }
    PlaceDoor &places() override { return m_places; }
    void start() override;

private:
    std::atomic<EngineCore *> m_core = nullptr;
    AccountCommands m_accounts;
    RegistrationCommands m_registration;
    RosterCommands m_roster;
    PresenceCommands m_presence;
    ChatCommands m_chat;
    EncryptionCommands m_encryption;
    HistoryCommands m_history;
    SearchCommands m_search;
    RoomCommands m_rooms;
    FileCommands m_files;
    StickerCommands m_stickers;
    WatchCommands m_watch;
    AvatarCommands m_avatars;
    ProfileCommands m_profiles;
    SpaceCommands m_spaces;
    PlaceCommands m_places;
    ConsoleCommands m_console;
    ServiceCommands m_services;
    BackupCommands m_backup;
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
