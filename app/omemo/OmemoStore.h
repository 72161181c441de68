// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "omemo/DeviceTrust.h"
#include "omemo/RatchetBackend.h"
#include "omemo/TrustEventStore.h"

#include <functional>

namespace jackdaw {

class Clock;
class Database;

/// Sessions, keys, devices and what people decided about them, of one account, on disk. Owned by OmemoKeys, engine thread;
/// every function may run inside a transaction of the caller, so that a step of the ratchet and the text that it gave are
/// stored together or not at all. Errors: Storage, DiskFull. Decides nothing.
class OmemoStore : public RatchetStore
{
public:
    OmemoStore(Database &database, AccountId account, const Clock &clock)
        : m_database(database), m_account(account), m_clock(clock), m_events(database, account)
    {
    }

    // RatchetStore
    Result<std::optional<QByteArray>> session(OmemoVersion version, const OmemoDevice &device) override;
    Status setSession(OmemoVersion version, const OmemoDevice &device, const QByteArray &record) override;
    Result<std::optional<QByteArray>> preKey(quint32 id) override;
    Status usePreKey(quint32 id) override;
    Result<std::optional<QByteArray>> signedPreKey(quint32 id) override;
    Result<std::optional<IdentityKey>> identity(const OmemoDevice &device) override;
    /// Once: a device that has one keeps it. The trust of one that is new is what trustOfNew() says.
    Status setIdentity(const OmemoDevice &device, const IdentityKey &key) override;

    // Which copy of the file this is
    Result<QString> mark();
    Status setMark(const QString &mark);
    /// Everything that must not be used where the file was put back from a copy.
    Status forgetRatchet();

    // Sessions
    Status dropSession(OmemoVersion version, const OmemoDevice &device);

    // Keys of ours
    /// Those that nobody used, by their ids.
    Result<QList<PreKeyRecord>> freshPreKeys();
    Result<quint32> nextPreKeyId();
    Status addPreKeys(const QList<PreKeyRecord> &keys);
    /// Value: how many went.
    Result<int> dropUsedPreKeys();
    struct SignedPreKey {
        PreKeyRecord key;
        qint64 made = 0;
    };
    /// nullopt: there is none.
    Result<std::optional<SignedPreKey>> newestSignedPreKey();
    Status addSignedPreKey(const PreKeyRecord &key, qint64 made);
    /// Those made before `time`, but never the newest.
    Status dropSignedPreKeys(qint64 time);

    // Devices
    Result<QList<KnownDevice>> devices(const BareJid &jid);
    /// Those of all people that were checked.
    Result<QList<KnownDevice>> verified();
    Result<std::optional<KnownDevice>> device(const OmemoDevice &device);
    /// The list as the server told it now. Value: devices that nobody has heard of before.
    Result<QList<OmemoDevice>> setList(const BareJid &jid, OmemoVersion version, const OmemoDeviceList &list);
    /// When the server last told it, in ms since 1970 UTC; 0: never.
    Result<qint64> listTold(const BareJid &jid, OmemoVersion version);
    Status setTrust(const OmemoDevice &device, DeviceTrust trust);
    /// What another device decided, and when.
    Status setJudged(const OmemoDevice &device, DeviceTrust trust, DecidedBy by, qint64 time);
    /// Hears of each identity that is seen for the first time, within the transaction that stores it.
    using KeySeen = std::function<Status(const OmemoDevice &device, const IdentityKey &key)>;
    void onKeySeen(KeySeen keySeen) { m_keySeen = std::move(keySeen); }
    /// The user was told of all devices of `jid`.
    Status noteShown(const BareJid &jid);
    /// NotFound where there is no such device.
    Status setLabel(const OmemoDevice &device, const QString &label);
    Status noteUse(const OmemoDevice &device, qint64 time);
    /// It showed another identity than it ever had; `shown`: which, invalid where nobody can tell.
    Status noteRefused(const OmemoDevice &device, const IdentityKey &shown);
    /// It shows its own again. What was noted of it stays as a line of the chat.
    Status forgetRefused(const OmemoDevice &device);

    // Chats and messages
    Result<ChatWish> wish(const BareJid &peer);
    Status setWish(const BareJid &peer, ChatWish wish);
    Status setReport(MessageId message, const QList<DeviceReport> &report);
    Result<QList<DeviceReport>> report(MessageId message);

private:
    Result<QList<KnownDevice>> select(const QString &where, const QVariantList &values);
    Result<std::optional<QByteArray>> record(const QString &statement, const QVariantList &values);
    /// One statement that is to do something.
    Status run(const QString &statement, const QVariantList &values);
    Status ensureDevice(const OmemoDevice &device);
    /// A line in the chat, of a device as it is now on disk.
    Status noteAdded(const OmemoDevice &device);

    Database &m_database;
    AccountId m_account;
    const Clock &m_clock;
    TrustEventStore m_events;
    KeySeen m_keySeen;
};

} // namespace jackdaw
