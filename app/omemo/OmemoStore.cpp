// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/OmemoStore.h"

#include "base/Clock.h"
#include "storage/Database.h"

#include <QSqlQuery>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

/// What comes within this time of the first device of somebody is what they had: the lists of both versions come apart. In ms.
constexpr qint64 firstAcquaintance = 60'000;

int listBit(OmemoVersion version)
{
    return int(version);
}

IdentityKey keyFrom(const QVariant &value)
{
    const QByteArray key = value.toByteArray();
    return key.size() == 32 ? IdentityKey(key) : IdentityKey();
}

/// Bound as a blob, which an empty QByteArray otherwise is not.
QVariant blob(const QByteArray &bytes)
{
    return QVariant::fromValue(bytes.isNull() ? QByteArray("") : bytes);
}

} // namespace

Status OmemoStore::run(const QString &statement, const QVariantList &values)
{
    const auto changed = m_database.change(statement, values);
    return changed ? Status(Done{}) : Status(changed.error());
}

Result<std::optional<QByteArray>> OmemoStore::record(const QString &statement, const QVariantList &values)
{
    const auto found = m_database.value(statement, values);
    if (!found) {
        return found.error();
    }
    return found->isValid() && !found->isNull() ? std::optional(found->toByteArray()) : std::nullopt;
}

Result<std::optional<QByteArray>> OmemoStore::session(OmemoVersion version, const OmemoDevice &device)
{
    return record(u"SELECT record FROM omemo_session WHERE account = ? AND jid = ? AND device = ? AND version = ?"_s,
                  {m_account.value(), device.jid.toString(), device.id.value(), int(version)});
}

Status OmemoStore::setSession(OmemoVersion version, const OmemoDevice &device, const QByteArray &record)
{
    return run(u"INSERT INTO omemo_session (account, jid, device, version, record) VALUES (?, ?, ?, ?, ?) "
               "ON CONFLICT (account, jid, device, version) DO UPDATE SET record = excluded.record"_s,
               {m_account.value(), device.jid.toString(), device.id.value(), int(version), blob(record)});
}

Status OmemoStore::dropSession(OmemoVersion version, const OmemoDevice &device)
{
    return run(u"DELETE FROM omemo_session WHERE account = ? AND jid = ? AND device = ? AND version = ?"_s,
               {m_account.value(), device.jid.toString(), device.id.value(), int(version)});
}

Result<std::optional<QByteArray>> OmemoStore::preKey(quint32 id)
{
    return record(u"SELECT record FROM omemo_pre_key WHERE account = ? AND id = ?"_s, {m_account.value(), id});
}

Status OmemoStore::usePreKey(quint32 id)
{
    return run(u"UPDATE omemo_pre_key SET used = ? WHERE account = ? AND id = ? AND used = 0"_s, {m_clock.now(), m_account.value(), id});
}

Result<std::optional<QByteArray>> OmemoStore::signedPreKey(quint32 id)
{
    return record(u"SELECT record FROM omemo_signed_pre_key WHERE account = ? AND id = ?"_s, {m_account.value(), id});
}

Result<std::optional<IdentityKey>> OmemoStore::identity(const OmemoDevice &device)
{
    const auto found = record(u"SELECT identity FROM omemo_device WHERE account = ? AND jid = ? AND device = ?"_s,
                              {m_account.value(), device.jid.toString(), device.id.value()});
    if (!found) {
        return found.error();
    }
    const IdentityKey key = *found ? keyFrom(**found) : IdentityKey();
    return key.isValid() ? std::optional(key) : std::nullopt;
}

Status OmemoStore::ensureDevice(const OmemoDevice &device)
{
    // The devices that somebody has when we first hear of them are no news; one that comes to them is. Of one that is on no
    // list yet time alone tells.
    const qint64 now = m_clock.now();
    return run(u"INSERT OR IGNORE INTO omemo_device (account, jid, device, first_seen, noticed) VALUES (?, ?, ?, ?, NOT EXISTS "
               "(SELECT 1 FROM omemo_device WHERE account = ? AND jid = ? AND first_seen < ?))"_s,
               {m_account.value(), device.jid.toString(), device.id.value(), now, m_account.value(), device.jid.toString(),
                now - firstAcquaintance});
}

Status OmemoStore::setIdentity(const OmemoDevice &device, const IdentityKey &key)
{
    const auto others = devices(device.jid);
    if (!others) {
        return others.error();
    }
    if (const Status there = ensureDevice(device); !there) {
        return there;
    }
    const auto changed = m_database.change(u"UPDATE omemo_device SET identity = ?, trust = ? "
                                           "WHERE account = ? AND jid = ? AND device = ? AND identity IS NULL"_s,
                                           {blob(key.value()), int(trustOfNew(*others)), m_account.value(), device.jid.toString(),
                                            device.id.value()});
    if (!changed) {
        return changed.error();
    }
    if (*changed == 1 && m_keySeen) {
        if (const Status heard = m_keySeen(device, key); !heard) {
            return heard;
        }
    }
    if (const Status noted = *changed == 1 ? noteAdded(device) : Status(Done{}); !noted) {
        return noted;
    }
    const auto now = *changed == 1 ? Result<std::optional<IdentityKey>>(key) : identity(device);
    if (!now) {
        return now.error();
    }
    return *now == key ? Status(Done{}) : Status(Error{ErrorKind::Conflict, u"the device has another identity"_s, device.jid.toString()});
}

/// Only where it is news: what somebody had when we first heard of them is what they have. One that waits for a check is news
/// also then, since another of theirs was checked before.
Status OmemoStore::noteAdded(const OmemoDevice &key)
{
    const auto known = device(key);
    const bool isNews = known && *known && ((*known)->isNews || (*known)->trust == DeviceTrust::Undecided);
    if (!isNews) {
        return known ? Status(Done{}) : Status(known.error());
    }
    return m_events.add({TrustEvent::Kind::Added, {}, key, (*known)->trust, (*known)->decidedBy}, m_clock.now());
}

Result<QString> OmemoStore::mark()
{
    const auto found = m_database.value(u"SELECT mark FROM omemo_copy WHERE account = ?"_s, {m_account.value()});
    return found ? Result<QString>(found->toString()) : Result<QString>(found.error());
}

Status OmemoStore::setMark(const QString &mark)
{
    return run(u"INSERT INTO omemo_copy (account, mark) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET mark = excluded.mark"_s,
               {m_account.value(), mark});
}

Status OmemoStore::forgetRatchet()
{
    for (const QString &table : {u"omemo_session"_s, u"omemo_pre_key"_s, u"omemo_signed_pre_key"_s}) {
        if (const Status gone = run(u"DELETE FROM %1 WHERE account = ?"_s.arg(table), {m_account.value()}); !gone) {
            return gone;
        }
    }
    return Done{};
}

Result<QList<PreKeyRecord>> OmemoStore::freshPreKeys()
{
    QList<PreKeyRecord> keys;
    const Status read = m_database.each(u"SELECT id, record FROM omemo_pre_key WHERE account = ? AND used = 0 ORDER BY id"_s,
                                        {m_account.value()}, [&keys](const QSqlQuery &row) {
        keys.append({row.value(0).toUInt(), row.value(1).toByteArray()});
    });
    return read ? Result<QList<PreKeyRecord>>(keys) : Result<QList<PreKeyRecord>>(read.error());
}

Result<quint32> OmemoStore::nextPreKeyId()
{
    const auto last = m_database.value(u"SELECT max(id) FROM omemo_pre_key WHERE account = ?"_s, {m_account.value()});
    if (!last) {
        return last.error();
    }
    return last->toUInt() % RatchetBackend::maximumPreKeyId + 1;
}

Status OmemoStore::addPreKeys(const QList<PreKeyRecord> &keys)
{
    for (const PreKeyRecord &key : keys) {
        if (const Status added = run(u"INSERT INTO omemo_pre_key (account, id, record) VALUES (?, ?, ?)"_s,
                                     {m_account.value(), key.id, blob(key.record)}); !added) {
            return added;
        }
    }
    return Done{};
}

Result<int> OmemoStore::dropUsedPreKeys()
{
    // The newest stays, so that no id is ever given twice.
    return m_database.change(u"DELETE FROM omemo_pre_key WHERE account = ? AND used <> 0 "
                             "AND id < (SELECT max(id) FROM omemo_pre_key WHERE account = ?)"_s, {m_account.value(), m_account.value()});
}

Result<std::optional<OmemoStore::SignedPreKey>> OmemoStore::newestSignedPreKey()
{
    std::optional<SignedPreKey> newest;
    const Status read = m_database.each(u"SELECT id, record, made FROM omemo_signed_pre_key WHERE account = ? "
                                        "ORDER BY made > ?, made DESC, id DESC LIMIT 1"_s, // one from the future is none: the clock was set back
                                        {m_account.value(), m_clock.now() + 24LL * 60 * 60 * 1000}, [&newest](const QSqlQuery &row) {
        newest = SignedPreKey{{row.value(0).toUInt(), row.value(1).toByteArray()}, row.value(2).toLongLong()};
    });
    return read ? Result<std::optional<SignedPreKey>>(newest) : Result<std::optional<SignedPreKey>>(read.error());
}

Status OmemoStore::addSignedPreKey(const PreKeyRecord &key, qint64 made)
{
    return run(u"INSERT INTO omemo_signed_pre_key (account, id, record, made) VALUES (?, ?, ?, ?)"_s,
               {m_account.value(), key.id, blob(key.record), made});
}

Status OmemoStore::dropSignedPreKeys(qint64 time)
{
    const auto newest = newestSignedPreKey();
    if (!newest || !*newest) {
        return newest ? Status(Done{}) : Status(newest.error());
    }
    return run(u"DELETE FROM omemo_signed_pre_key WHERE account = ? AND made < ? AND id <> ?"_s,
               {m_account.value(), time, (**newest).key.id});
}

Result<QList<KnownDevice>> OmemoStore::select(const QString &where, const QVariantList &values)
{
    QList<KnownDevice> all;
    const Status read = m_database.each(u"SELECT jid, device, identity, trust, lists, label, first_seen, last_used, refused, "
                                        "decided, noticed, decided_by "
                                        "FROM omemo_device WHERE "_s + where + u" ORDER BY first_seen, device"_s,
                                        values, [&all](const QSqlQuery &row) {
        KnownDevice each;
        each.device = {BareJid::fromPrepared(row.value(0).toString()), OmemoDeviceId(row.value(1).toUInt())};
        each.identity = keyFrom(row.value(2));
        each.trust = DeviceTrust(row.value(3).toInt());
        each.onLegacyList = row.value(4).toInt() & listBit(OmemoVersion::Legacy);
        each.onTwoList = row.value(4).toInt() & listBit(OmemoVersion::Two);
        each.label = row.value(5).toString();
        each.firstSeen = row.value(6).toLongLong();
        each.lastUsed = row.value(7).toLongLong();
        each.refused = keyFrom(row.value(8));
        each.decided = row.value(9).toLongLong();
        each.isNews = !row.value(10).toBool();
        each.decidedBy = DecidedBy(row.value(11).toInt());
        all.append(each);
    });
    return read ? Result<QList<KnownDevice>>(all) : Result<QList<KnownDevice>>(read.error());
}

Result<QList<KnownDevice>> OmemoStore::devices(const BareJid &jid)
{
    return select(u"account = ? AND jid = ?"_s, {m_account.value(), jid.toString()});
}

Result<QList<KnownDevice>> OmemoStore::verified()
{
    return select(u"account = ? AND trust = ? AND length(identity) = 32"_s, {m_account.value(), int(DeviceTrust::Verified)});
}

Result<std::optional<KnownDevice>> OmemoStore::device(const OmemoDevice &device)
{
    const auto found = select(u"account = ? AND jid = ? AND device = ?"_s, {m_account.value(), device.jid.toString(), device.id.value()});
    if (!found) {
        return found.error();
    }
    return found->isEmpty() ? std::nullopt : std::optional(found->constFirst());
}

Result<QList<OmemoDevice>> OmemoStore::setList(const BareJid &jid, OmemoVersion version, const OmemoDeviceList &list)
{
    const auto before = devices(jid);
    if (!before) {
        return before.error();
    }
    QList<OmemoDevice> unheard;
    // What comes to a list that named somebody before is news, however soon (facts/security.md, O2).
    const bool isFirst = std::none_of(before->cbegin(), before->cend(), [version](const KnownDevice &each) {
        return version == OmemoVersion::Legacy ? each.onLegacyList : each.onTwoList;
    });
    Status done = run(u"UPDATE omemo_device SET lists = lists & ~? WHERE account = ? AND jid = ?"_s,
                      {listBit(version), m_account.value(), jid.toString()});
    for (const OmemoDeviceList::Entry &entry : list.devices) {
        const OmemoDevice device{jid, entry.id};
        const bool isKnown = std::any_of(before->cbegin(), before->cend(), [&](const KnownDevice &each) { return each.device == device; });
        if (!isKnown) {
            unheard.append(device);
        }
        done = done ? ensureDevice(device) : done;
        if (!isKnown && !isFirst) {
            done = done ? run(u"UPDATE omemo_device SET noticed = 0 WHERE account = ? AND jid = ? AND device = ?"_s,
                              {m_account.value(), jid.toString(), entry.id.value()})
                        : done;
        }
        done = done ? run(u"UPDATE omemo_device SET lists = lists | ? WHERE account = ? AND jid = ? AND device = ?"_s,
                          {listBit(version), m_account.value(), jid.toString(), entry.id.value()})
                    : done;
    }
    // A server that names new devices again and again fills no disk: what nobody has written from or to, and is listed no
    // more, goes.
    done = done ? run(u"DELETE FROM omemo_device WHERE account = ? AND jid = ? AND lists = 0 AND identity IS NULL"_s,
                      {m_account.value(), jid.toString()})
                : done;
    done = done ? run(u"INSERT INTO omemo_list (account, jid, version, told) VALUES (?, ?, ?, ?) "
                      "ON CONFLICT (account, jid, version) DO UPDATE SET told = excluded.told"_s,
                      {m_account.value(), jid.toString(), int(version), m_clock.now()})
                : done;
    return done ? Result<QList<OmemoDevice>>(unheard) : Result<QList<OmemoDevice>>(done.error());
}

Result<qint64> OmemoStore::listTold(const BareJid &jid, OmemoVersion version)
{
    const auto told = m_database.value(u"SELECT told FROM omemo_list WHERE account = ? AND jid = ? AND version = ?"_s,
                                       {m_account.value(), jid.toString(), int(version)});
    return told ? Result<qint64>(told->toLongLong()) : Result<qint64>(told.error());
}

Status OmemoStore::setTrust(const OmemoDevice &device, DeviceTrust trust)
{
    return setJudged(device, trust, DecidedBy::User, m_clock.now());
}

Status OmemoStore::setJudged(const OmemoDevice &device, DeviceTrust trust, DecidedBy by, qint64 time)
{
    const auto before = this->device(device);
    if (!before) {
        return before.error();
    }
    // Nobody can have looked at a key that is not there. That a new device can read is news also where another of theirs
    // vouches for it: that one may be in other hands (facts/security.md, O2).
    const bool isStillNews = by == DecidedBy::TheirDevice && trust == DeviceTrust::Verified;
    const auto changed = m_database.change(u"UPDATE omemo_device SET trust = ?, decided = ?, decided_by = ?, "
                                           "noticed = max(noticed, ?) "
                                           "WHERE account = ? AND jid = ? AND device = ? AND length(identity) = 32"_s,
                                           {int(trust), time, int(by), int(!isStillNews), m_account.value(),
                                            device.jid.toString(), device.id.value()});
    if (!changed) {
        return changed.error();
    }
    if (*changed != 1) {
        return Error{ErrorKind::NotFound, u"no such device"_s, device.jid.toString()};
    }
    const bool isOther = *before && (*before)->trust != trust;
    return isOther ? m_events.add({TrustEvent::Kind::Judged, {}, device, trust, by}, m_clock.now()) : Status(Done{});
}

Status OmemoStore::noteShown(const BareJid &jid)
{
    return run(u"UPDATE omemo_device SET noticed = 1 WHERE account = ? AND jid = ?"_s, {m_account.value(), jid.toString()});
}

Status OmemoStore::setLabel(const OmemoDevice &device, const QString &label)
{
    const auto changed = m_database.change(u"UPDATE omemo_device SET label = ? WHERE account = ? AND jid = ? AND device = ?"_s,
                                           {label, m_account.value(), device.jid.toString(), device.id.value()});
    if (!changed) {
        return changed.error();
    }
    return *changed > 0 ? Status(Done{}) : Status(Error{ErrorKind::NotFound, u"no such device"_s, {}});
}

Status OmemoStore::noteUse(const OmemoDevice &device, qint64 time)
{
    return run(u"UPDATE omemo_device SET last_used = max(last_used, ?) WHERE account = ? AND jid = ? AND device = ?"_s,
               {time, m_account.value(), device.jid.toString(), device.id.value()});
}

Status OmemoStore::noteRefused(const OmemoDevice &device, const IdentityKey &shown)
{
    // A message does not say which key it was (RatchetFault::IdentityChanged); a bundle does.
    const Status stored = shown.isValid()
        ? run(u"UPDATE omemo_device SET refused = ? WHERE account = ? AND jid = ? AND device = ?"_s,
              {blob(shown.value()), m_account.value(), device.jid.toString(), device.id.value()})
        : Status(Done{});
    const auto known = this->device(device);
    if (!stored || !known || !*known) {
        return stored && !known ? Status(known.error()) : stored;
    }
    return m_events.add({TrustEvent::Kind::Refused, {}, device, (*known)->trust, (*known)->decidedBy}, m_clock.now());
}

Status OmemoStore::forgetRefused(const OmemoDevice &device)
{
    return run(u"UPDATE omemo_device SET refused = NULL WHERE account = ? AND jid = ? AND device = ? AND refused IS NOT NULL"_s,
               {m_account.value(), device.jid.toString(), device.id.value()});
}

Result<ChatWish> OmemoStore::wish(const BareJid &peer)
{
    const auto found = m_database.value(u"SELECT wish FROM omemo_chat WHERE account = ? AND peer = ?"_s, {m_account.value(), peer.toString()});
    return found ? Result<ChatWish>(ChatWish(found->toInt())) : Result<ChatWish>(found.error());
}

Status OmemoStore::setWish(const BareJid &peer, ChatWish wish)
{
    return run(u"INSERT INTO omemo_chat (account, peer, wish) VALUES (?, ?, ?) ON CONFLICT (account, peer) DO UPDATE SET wish = excluded.wish"_s,
               {m_account.value(), peer.toString(), int(wish)});
}

Status OmemoStore::setReport(MessageId message, const QList<DeviceReport> &report)
{
    Status done = run(u"DELETE FROM omemo_report WHERE message = ?"_s, {message.value()});
    for (const DeviceReport &each : report) {
        done = done ? run(u"INSERT OR REPLACE INTO omemo_report (message, jid, device, version, reason, detail) VALUES (?, ?, ?, ?, ?, ?)"_s,
                          {message.value(), each.device.jid.toString(), each.device.id.value(), int(each.version), int(each.reason), each.detail})
                    : done;
    }
    return done;
}

Result<QList<DeviceReport>> OmemoStore::report(MessageId message)
{
    QList<DeviceReport> all;
    const Status read = m_database.each(u"SELECT jid, device, version, reason, detail FROM omemo_report WHERE message = ? ORDER BY jid, device"_s,
                                        {message.value()}, [&all](const QSqlQuery &row) {
        all.append({{BareJid::fromPrepared(row.value(0).toString()), OmemoDeviceId(row.value(1).toUInt())},
                    OmemoVersion(row.value(2).toInt()), ReadReason(row.value(3).toInt()), row.value(4).toString()});
    });
    return read ? Result<QList<DeviceReport>>(all) : Result<QList<DeviceReport>>(read.error());
}

} // namespace jackdaw
