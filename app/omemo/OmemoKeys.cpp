// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/OmemoKeys.h"

#include "base/Clock.h"
#include "omemo/PayloadCipher.h"
#include "storage/Database.h"

#include <QUuid>

#include <cstring>

namespace jackdaw {

namespace {

constexpr qint64 day = 24LL * 60 * 60 * 1000;

QString newMark()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

/// Where ids begin: what others still keep of a former bundle of this device names no key of ours by accident.
Result<quint32> firstId()
{
    const auto random = randomBytes(4);
    if (!random) {
        return random.error();
    }
    quint32 number = 0;
    std::memcpy(&number, random->constData(), sizeof number);
    return number % (RatchetBackend::maximumPreKeyId / 2) + 1;
}

} // namespace

OmemoKeys::OmemoKeys(Database &database, AccountId account, const BareJid &jid, const QString &profileFolder, const Clock &clock)
    : m_database(database)
    , m_clock(clock)
    , m_jid(jid)
    , m_file(profileFolder, jid)
    , m_store(database, account, clock)
{
}

void OmemoKeys::use(const OwnIdentity &own)
{
    m_own = {m_jid, own.device};
    m_ratchet = std::make_unique<RatchetBackend>(own, m_store);
}

Result<OmemoKeys::Origin> OmemoKeys::open()
{
    const auto found = m_file.read();
    const auto mark = m_store.mark();
    if (!found || !mark) {
        return found ? mark.error() : found.error();
    }
    Origin origin = Origin::AsBefore;
    IdentityFile::Content content;
    if (*found) {
        content = **found;
        const bool belongs = !mark->isEmpty() && (*mark == content.mark || *mark == content.next);
        origin = belongs ? Origin::AsBefore : Origin::PutBack;
    } else {
        auto made = RatchetBackend::makeIdentity();
        if (!made) {
            return made.error();
        }
        content.own = *std::move(made);
        origin = Origin::New;
    }
    if (origin != Origin::AsBefore) {
        const Status forgotten = m_database.transaction(Database::Durability::Full, [this] { return m_store.forgetRatchet(); });
        if (!forgotten) {
            return forgotten.error();
        }
    }
    if (const Status changed = changeMark(content); !changed) {
        return changed.error();
    }
    use(content.own);
    return origin;
}

/// Each start has a mark of its own, so that a copy of the history from before it is known as one. The file knows both while
/// one of the two is being written.
Status OmemoKeys::changeMark(IdentityFile::Content content)
{
    const auto now = m_store.mark();
    if (!now) {
        return now.error();
    }
    content.mark = *now;
    content.next = newMark();
    if (const Status written = m_file.write(content); !written) {
        return written;
    }
    const Status noted = m_database.transaction(Database::Durability::Full, [&] { return m_store.setMark(content.next); });
    if (!noted) {
        return noted;
    }
    content.mark = std::exchange(content.next, {});
    return m_file.write(content);
}

Status OmemoKeys::changeDeviceId()
{
    auto other = RatchetBackend::makeIdentity(); // its id alone is taken
    const auto found = m_file.read();
    if (!other || !found || !*found) {
        return !other ? other.error() : !found ? found.error() : Error{ErrorKind::Internal, QStringLiteral("no identity"), {}};
    }
    IdentityFile::Content content = **found;
    content.own.device = other->device;
    wipe(other->privateKey);
    if (const Status written = m_file.write(content); !written) {
        return written;
    }
    use(content.own);
    return Done{};
}

Result<bool> OmemoKeys::refresh()
{
    const auto fresh = m_store.freshPreKeys();
    auto newest = m_store.newestSignedPreKey();
    auto next = m_store.nextPreKeyId();
    if (!fresh || !newest || !next) {
        return !fresh ? fresh.error() : !newest ? newest.error() : next.error();
    }
    bool changed = false;
    const auto begin = firstId();
    if (!begin) {
        return begin.error();
    }
    if (fresh->size() < poolSize) {
        const auto made = m_ratchet->makePreKeys(*newest || !fresh->isEmpty() ? *next : *begin, poolSize - int(fresh->size()));
        if (!made) {
            return made.error();
        }
        if (const Status added = m_store.addPreKeys(*made); !added) {
            return added.error();
        }
        changed = true;
    }
    const qint64 now = m_clock.now();
    const bool isDue = !*newest || (*newest)->made + rotation <= now || (*newest)->made > now + day;
    if (isDue) {
        const quint32 id = *newest ? (*newest)->key.id % RatchetBackend::maximumPreKeyId + 1 : *begin;
        const auto made = m_ratchet->makeSignedPreKey(id, now);
        if (!made) {
            return made.error();
        }
        if (const Status added = m_store.addSignedPreKey(*made, now); !added) {
            return added.error();
        }
        changed = true;
    }
    const Status dropped = m_store.dropSignedPreKeys(now - keeping);
    return dropped ? Result<bool>(changed) : Result<bool>(dropped.error());
}

Result<OmemoBundle> OmemoKeys::bundle(OmemoVersion version)
{
    const auto fresh = m_store.freshPreKeys();
    const auto newest = m_store.newestSignedPreKey();
    if (!fresh || !newest) {
        return fresh ? newest.error() : fresh.error();
    }
    if (!*newest) {
        return Error{ErrorKind::Internal, QStringLiteral("there are no keys yet"), {}};
    }
    return m_ratchet->bundle(version, (*newest)->key, *fresh);
}

Result<bool> OmemoKeys::endCatchUp()
{
    auto changed = refresh(); // new ones first, so that the ids go on
    const auto dropped = m_store.dropUsedPreKeys();
    return dropped ? changed : Result<bool>(dropped.error());
}

} // namespace jackdaw
