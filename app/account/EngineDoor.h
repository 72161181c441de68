// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtPlugin>
#include <memory>

namespace jackdaw {

class AccountDoor;
class AvatarDoor;
class BackupDoor;
class ChatDoor;
class ConsoleDoor;
class EncryptionDoor;
class FileDoor;
class HistoryDoor;
class PlaceDoor;
class PresenceDoor;
class ProfileDoor;
class RegistrationDoor;
class RoomDoor;
class RosterDoor;
class SearchDoor;
class ServiceDoor;
class SpaceDoor;
class StickerDoor;
class WatchDoor;

/// The whole interface of the engine module: one door a feature. Made by EngineFactory on the GUI thread and owned by
/// EngineLoader; destroying it ends every stream, flushes the database and joins the engine thread (at most some
/// seconds). Only values pass it, in futures and signals: no DOM, no query, no type of QXmpp.
class EngineDoor
{
public:
    virtual ~EngineDoor() = default;
    virtual AccountDoor &accounts() = 0;
    virtual RegistrationDoor &registration() = 0;
    virtual RosterDoor &roster() = 0;
    virtual PresenceDoor &presence() = 0;
    virtual ChatDoor &chat() = 0;
    virtual EncryptionDoor &encryption() = 0;
    virtual HistoryDoor &history() = 0;
    virtual SearchDoor &search() = 0;
    virtual RoomDoor &rooms() = 0;
    virtual FileDoor &files() = 0;
    virtual StickerDoor &stickers() = 0;
    virtual WatchDoor &watch() = 0;
    virtual ConsoleDoor &console() = 0;
    virtual ServiceDoor &services() = 0;
    virtual AvatarDoor &avatars() = 0;
    virtual ProfileDoor &profiles() = 0;
    virtual BackupDoor &backup() = 0;
    virtual SpaceDoor &spaces() = 0;
    virtual PlaceDoor &places() = 0;
    /// Begins to work: opens the database for writing and signs in. Call it after connecting to the signals.
    virtual void start() = 0;
};

/// What an engine is started with.
struct EngineOptions
{
    QString profileFolder; ///< see storage/Profile.h
    enum class Secrets { Keychain, Memory } secrets = Secrets::Keychain;
};

/// The root object of the engine module, as QPluginLoader hands it out.
class EngineFactory
{
public:
    virtual ~EngineFactory() = default;
    virtual std::unique_ptr<EngineDoor> makeEngine(const EngineOptions &options) = 0;
};

} // namespace jackdaw

#define JACKDAW_ENGINE_IID "jackdaw.EngineFactory/1"
Q_DECLARE_INTERFACE(jackdaw::EngineFactory, JACKDAW_ENGINE_IID)
