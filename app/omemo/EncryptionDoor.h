// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "omemo/DeviceTrust.h"

#include <QFuture>
#include <QObject>

namespace jackdaw {

/// The part of the engine's door about end-to-end encryption: chats, devices, and why a message can be read or not. Owned by the
/// EngineDoor; commands may be called on any thread and never block, signals are sent from the engine thread (AccountDoor).
/// Nothing that was to be encrypted goes in clear but by setChatWish(). What a message was encrypted with is part of it
/// (Message::encryption).
class EncryptionDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// What chats do of which nobody has said anything; for all accounts. Until it is called: go in clear, unless the other side
    /// writes encrypted.
    virtual void setByDefault(EncryptByDefault wish) = 0;

    /// How things stand in the chat with `peer`, a person or a room, and who could read a message now. Asks the server for devices
    /// that it has not told of yet; chatChanged() follows then. Errors: Storage.
    virtual QFuture<Result<ChatEncryption>> chat(AccountId account, BareJid peer) = 0;
    /// On, off, or as by default; remembered. What waits goes accordingly. Errors: Storage, DiskFull.
    virtual QFuture<Status> setChatWish(AccountId account, BareJid peer, ChatWish wish) = 0;
    /// What waits in that chat for what is missing of some goes to those who can read it, and waits for the others no more; from
    /// then on the chat is encrypted. Errors: NotEncryptable where nobody can; Storage, DiskFull.
    virtual QFuture<Status> sendToReaders(AccountId account, BareJid peer) = 0;
    /// Who could read a message of ours when it went out, device by device, and why not. Empty: it went in clear.
    virtual QFuture<Result<QList<DeviceReport>>> readersOf(MessageId message) = 0;

    /// All devices of an account that were ever seen, the account's own included; this one has isThis.
    virtual QFuture<Result<QList<KnownDevice>>> devices(AccountId account, BareJid jid) = 0;
    /// Verified, Distrusted, or back to Undecided. NotFound where nobody has seen its key yet; Storage, DiskFull.
    virtual QFuture<Status> setTrust(AccountId account, OmemoDevice device, DeviceTrust trust) = 0;
    /// The user was told of the devices of `jid` that came to it (KnownDevice::isNews). Errors: Storage, DiskFull.
    virtual QFuture<Status> noteShown(AccountId account, BareJid jid) = 0;
    /// A name for it, here alone; empty takes it back. Errors: NotFound, Storage, DiskFull.
    virtual QFuture<Status> renameDevice(AccountId account, OmemoDevice device, QString name) = 0;
    /// Takes one of our other devices off our lists, so that nobody encrypts to it any more. Errors: Offline; Conflict for this
    /// device; what the server says.
    virtual QFuture<Status> removeOwnDevice(AccountId account, OmemoDeviceId device) = 0;
    /// A new session with a device, whatever the old one was.
    virtual QFuture<Status> repair(AccountId account, OmemoDevice device) = 0;

Q_SIGNALS:
    /// Whether and to whom the chat can send may be otherwise now: ask chat(). An invalid address: all chats.
    void chatChanged(jackdaw::AccountId account, const jackdaw::BareJid &peer);
    /// Devices of `jid`, or what is thought of them: ask devices().
    void devicesChanged(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    /// Nobody had heard of it before.
    void deviceAppeared(jackdaw::AccountId account, const jackdaw::OmemoDevice &device);
    /// It shows another key than it ever had; that was not taken.
    void keyRefused(jackdaw::AccountId account, const jackdaw::OmemoDevice &device);
    /// Another program took this device off our list; it is back on it.
    void removedFromOwnList(jackdaw::AccountId account);
};

} // namespace jackdaw
