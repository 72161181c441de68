// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/TrustTransfer.h"

#include "base/Clock.h"

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

TrustTransfer::TrustTransfer(Database &database, AccountId account, const BareJid &jid, OmemoKeys &keys,
                             const Clock &clock)
    : m_jid(jid), m_keys(keys), m_clock(clock), m_store(database, account, jid)
{
    m_keys.store().onKeySeen([this](const OmemoDevice &device, const IdentityKey &key) { return meet(device, key); });
}

/// All that were checked, but this one.
Result<QList<KnownDevice>> TrustTransfer::checked()
{
    auto all = m_keys.store().verified();
    if (all) {
        all->removeIf([this](const KnownDevice &each) { return each.device == m_keys.own(); });
    }
    return all;
}

Status TrustTransfer::decide(const OmemoDevice &device, DeviceTrust trust)
{
    const auto before = m_keys.store().device(device);
    if (!before) {
        return before.error();
    }
    const Status stored = m_keys.store().setTrust(device, trust);
    if (!stored || !*before || !m_keys.isOpen() || device == m_keys.own()) {
        return stored;
    }
    KnownDevice now = **before;
    now.trust = trust;
    if (trust == DeviceTrust::Distrusted) {
        const Status dropped = m_store.dropSaidBy(device.jid, now.identity);
        return dropped ? oweForDistrusted(now) : dropped;
    }
    if (trust != DeviceTrust::Verified) {
        return Done{};
    }
    const Status owed = (*before)->trust == DeviceTrust::Verified ? Status(Done{}) : oweForTrusted(now);
    if (!owed) {
        return owed;
    }
    const auto heard = heardFrom(now); // XEP-0450, 6.1
    return heard ? obey(*heard) : Status(heard.error());
}

/// Of what a device said before it was checked, what counts now.
Result<QList<TrustStatement>> TrustTransfer::heardFrom(const KnownDevice &sender)
{
    auto said = m_store.saidBy(sender.device.jid, sender.identity);
    if (said) {
        said->removeIf(
            [&](const TrustStatement &each) { return heedOf(m_jid, sender, m_jid, each.owner) != Heed::Now; });
    }
    return said;
}

/// XEP-0450, 4.1 and 4.2.
Status TrustTransfer::oweForTrusted(const KnownDevice &device)
{
    const auto others = checked();
    if (!others) {
        return others.error();
    }
    const bool isOurs = device.device.jid == m_jid;
    Status done = Done{};
    for (const KnownDevice &each : *others) {
        if (each.device == device.device) {
            continue;
        }
        if (isOurs || each.device.jid == m_jid) {
            done = done ? m_store.owe({each.device, device.device.jid, device.identity, DeviceTrust::Verified}) : done;
            done = done ? m_store.owe({device.device, each.device.jid, each.identity, DeviceTrust::Verified}) : done;
        }
    }
    return done;
}

/// XEP-0450, 4.3 and 4.4.
Status TrustTransfer::oweForDistrusted(const KnownDevice &device)
{
    const auto others = checked();
    if (!others) {
        return others.error();
    }
    Status done = Done{};
    for (const KnownDevice &each : *others) {
        if (device.device.jid == m_jid || each.device.jid == m_jid) {
            done =
                done ? m_store.owe({each.device, device.device.jid, device.identity, DeviceTrust::Distrusted}) : done;
        }
    }
    return done;
}

Status TrustTransfer::take(const TrustMessage &message, const KnownDevice &sender, const BareJid &writtenTo,
                           qint64 time)
{
    QList<TrustStatement> now;
    for (const TrustMessage::Owner &owner : message.owners) {
        const Heed heed = heedOf(m_jid, sender, writtenTo, owner.jid);
        if (heed == Heed::Never) {
            continue;
        }
        for (const DeviceTrust trust : {DeviceTrust::Verified, DeviceTrust::Distrusted}) {
            for (const QByteArray &shown : trust == DeviceTrust::Verified ? owner.trusted : owner.distrusted) {
                OmemoBundle bundle;
                bundle.identity = shown;
                const auto key = m_keys.ratchet().identityOf(OmemoVersion::Two, bundle);
                if (!key) {
                    continue; // it is no key, so nobody has it
                }
                // A clock that is ahead would have the last word for good.
                const TrustStatement statement{sender.device.jid, sender.identity, owner.jid, key.value, trust,
                                               std::min(time, m_clock.now())};
                if (const Status kept = m_store.keep(statement); !kept) {
                    return kept;
                }
                if (heed == Heed::Now) {
                    now.append(statement);
                }
            }
        }
    }
    const Status obeyed = obey(std::move(now));
    return obeyed ? m_store.trim() : obeyed;
}

/// A key is seen for the first time that somebody may have spoken of (XEP-0450, 6.2).
Status TrustTransfer::meet(const OmemoDevice &device, const IdentityKey &key)
{
    auto said = m_store.saidOf(device.jid, key);
    if (!said) {
        return said.error();
    }
    QList<TrustStatement> heard;
    for (const TrustStatement &each : std::as_const(*said)) {
        const auto sender = senderOf(each);
        if (!sender) {
            return sender.error();
        }
        if (*sender && heedOf(m_jid, **sender, m_jid, each.owner) == Heed::Now) {
            heard.append(each);
        }
    }
    return obey(std::move(heard));
}

Result<std::optional<KnownDevice>> TrustTransfer::senderOf(const TrustStatement &statement)
{
    const auto devices = m_keys.store().devices(statement.byJid);
    if (!devices) {
        return devices.error();
    }
    const auto found = std::find_if(devices->cbegin(), devices->cend(),
                                    [&](const KnownDevice &each) { return each.identity == statement.byKey; });
    return found == devices->cend() ? std::nullopt : std::optional(*found);
}

/// What is heard now. Whom it makes trusted is heard as well, and so on; a key that nobody has seen is spoken of until
/// it is.
Status TrustTransfer::obey(QList<TrustStatement> statements)
{
    while (!statements.isEmpty()) {
        const TrustStatement statement = statements.takeFirst();
        const auto devices = m_keys.store().devices(statement.owner);
        if (!devices) {
            return devices.error();
        }
        bool isSeen = statement.owner == m_jid && statement.key == m_keys.key();
        for (const KnownDevice &each : *devices) {
            if (each.identity != statement.key || each.device == m_keys.own()) {
                continue;
            }
            isSeen = true;
            if (!changesBy(each, statement, m_jid)) {
                continue;
            }
            const DecidedBy by = statement.byJid == m_jid ? DecidedBy::OwnDevice : DecidedBy::TheirDevice;
            if (const Status stored = m_keys.store().setJudged(each.device, statement.trust, by, statement.time);
                !stored) {
                return stored;
            }
            m_judged.insert(statement.owner);
            if (statement.trust == DeviceTrust::Distrusted) {
                if (const Status dropped = m_store.dropSaidBy(statement.owner, statement.key); !dropped) {
                    return dropped;
                }
                statements.removeIf([&](const TrustStatement &said) {
                    return said.byJid == statement.owner && said.byKey == statement.key;
                });
            } else {
                KnownDevice judged = each;
                judged.trust = statement.trust;
                const auto more = heardFrom(judged);
                if (!more) {
                    return more.error();
                }
                statements.append(*more);
            }
        }
        if (const Status dropped = isSeen ? m_store.drop(statement) : Status(Done{}); !dropped) {
            return dropped;
        }
    }
    return Done{};
}

Result<QList<TrustTransfer::Letter>> TrustTransfer::letters()
{
    const auto owed = m_store.owed();
    if (!owed) {
        return owed.error();
    }
    QList<Letter> out;
    for (const TrustStore::Owed &each : *owed) {
        const auto about = m_keys.store().devices(each.owner);
        const auto to = m_keys.store().device(each.to);
        const auto shown = m_keys.ratchet().shownInTwo(each.key);
        if (!about || !to) {
            return about ? to.error() : about.error();
        }
        // Trust goes to those alone who were checked (XEP-0434, 6.2), and as the user decided last.
        const bool holds = *to && (*to)->trust == DeviceTrust::Verified && shown
            && std::any_of(about->cbegin(), about->cend(), [&each](const KnownDevice &device) {
                   return device.identity == each.key && device.trust == each.trust;
               });
        if (!holds) {
            if (const Status dropped = m_store.settle(each); !dropped) {
                return dropped.error();
            }
            continue;
        }
        if (out.isEmpty() || out.constLast().to.device != each.to) {
            out.append(Letter{**to, {}, {}});
        }
        Letter &letter = out.last();
        const bool isNewOwner =
            letter.message.owners.isEmpty() || letter.message.owners.constLast().jid != each.owner;
        if (letter.owed.size() >= mostTrustKeys || (isNewOwner && letter.message.owners.size() >= mostTrustOwners)) {
            continue; // longer ones are refused as a whole: the rest is said once this was
        }
        if (isNewOwner) {
            letter.message.owners.append(TrustMessage::Owner{each.owner, {}, {}});
        }
        TrustMessage::Owner &owner = letter.message.owners.last();
        (each.trust == DeviceTrust::Verified ? owner.trusted : owner.distrusted).append(*shown);
        letter.owed.append(each);
    }
    return out;
}

} // namespace jackdaw
