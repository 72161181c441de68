// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "omemo/RatchetBackend.h"

#include <QHash>
#include <QSet>

namespace jackdaw::test {

/// A RatchetStore in memory, which a test can look into, compare and let fail.
class MemoryRatchetStore : public RatchetStore
{
public:
    struct Content {
        QHash<std::pair<int, OmemoDevice>, QByteArray> sessions;
        QHash<quint32, QByteArray> preKeys;
        QSet<quint32> used;
        QHash<quint32, QByteArray> signedPreKeys;
        QHash<OmemoDevice, IdentityKey> identities;

        friend bool operator==(const Content &, const Content &) = default;
    };
    Content content;
    bool fails = false;

    Result<std::optional<QByteArray>> session(OmemoVersion version, const OmemoDevice &device) override
    {
        return find(content.sessions, {int(version), device});
    }
    Status setSession(OmemoVersion version, const OmemoDevice &device, const QByteArray &record) override
    {
        return fails ? broken() : (content.sessions.insert({int(version), device}, record), Status(Done{}));
    }
    Result<std::optional<QByteArray>> preKey(quint32 id) override { return find(content.preKeys, id); }
    Status usePreKey(quint32 id) override { return fails ? broken() : (content.used.insert(id), Status(Done{})); }
    Result<std::optional<QByteArray>> signedPreKey(quint32 id) override { return find(content.signedPreKeys, id); }
    Result<std::optional<IdentityKey>> identity(const OmemoDevice &device) override { return find(content.identities, device); }
    Status setIdentity(const OmemoDevice &device, const IdentityKey &key) override
    {
        return fails ? broken() : (content.identities.insert(device, key), Status(Done{}));
    }

private:
    static Status broken() { return Error{ErrorKind::Storage, QStringLiteral("the test says no"), {}}; }
    template<class Key, class Value>
    Result<std::optional<Value>> find(const QHash<Key, Value> &in, const Key &key) const
    {
        if (fails) {
            return broken().error();
        }
        const auto found = in.constFind(key);
        return found == in.constEnd() ? std::optional<Value>() : std::optional<Value>(*found);
    }
};

/// A device of somebody with keys of its own.
class Party
{
public:
    explicit Party(const char *address, int preKeys = 5, std::optional<quint32> number = {})
        : identity(*RatchetBackend::makeIdentity())
    {
        if (number) {
            identity.device = OmemoDeviceId(*number);
        }
        device = {*BareJid::parse(QString::fromUtf8(address)), identity.device};
        ratchet = std::make_unique<RatchetBackend>(identity, store);
        const auto signedKey = ratchet->makeSignedPreKey(7, 1'772'366'400'000);
        signedPreKey = *signedKey;
        store.content.signedPreKeys.insert(7, signedKey->record);
        const auto keys = ratchet->makePreKeys(1, preKeys);
        pool = *keys;
        for (const PreKeyRecord &key : pool) {
            store.content.preKeys.insert(key.id, key.record);
        }
    }

    OmemoBundle bundle(OmemoVersion version) { return *ratchet->bundle(version, signedPreKey, pool); }

    OwnIdentity identity;
    OmemoDevice device;
    MemoryRatchetStore store;
    std::unique_ptr<RatchetBackend> ratchet;
    PreKeyRecord signedPreKey;
    QList<PreKeyRecord> pool;
};

} // namespace jackdaw::test
