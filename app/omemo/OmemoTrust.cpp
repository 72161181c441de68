// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of OmemoService that takes what the user decides about devices, and tells the devices that are to know it
// (XEP-0450).

#include "omemo/OmemoService.h"

#include "base/Log.h"
#include "storage/Database.h"

namespace jackdaw {

Status OmemoService::setTrust(const OmemoDevice &device, DeviceTrust trust)
{
    const Status done =
        m_account.database.transaction(Database::Durability::Full, [&] { return m_trust.decide(device, trust); });
    if (noteFailure(done)) {
        m_mayOweTrust = true;
        Q_EMIT devicesChanged(device.jid);
        const QSet<BareJid> chats = device.jid == m_account.jid() ? QSet<BareJid>{BareJid()} : chatsWith(device.jid);
        for (const BareJid &chat : chats) {
            Q_EMIT readinessChanged(chat);
        }
        tellJudged();
        sendTrust();
    }
    return done;
}

/// What another device decided is seen as what the user decides here.
void OmemoService::tellJudged()
{
    const QSet<BareJid> judged = m_trust.takeJudged();
    for (const BareJid &person : judged) {
        Q_EMIT devicesChanged(person);
        const QSet<BareJid> chats = person == m_account.jid() ? QSet<BareJid>{BareJid()} : chatsWith(person);
        for (const BareJid &chat : chats) {
            Q_EMIT readinessChanged(chat);
        }
    }
}

/// Only the newer version has envelopes, so only it carries such (XEP-0434, 6.2): who speaks the older one alone is
/// told nothing.
void OmemoService::sendTrust()
{
    if (!m_mayOweTrust || !m_keys.isOpen() || m_catchUp == CatchUp::Running
        || !RatchetBackend::speaks(OmemoVersion::Two)) {
        return;
    }
    QList<TrustTransfer::Letter> letters;
    const Status read = m_account.database.transaction(Database::Durability::Normal, [&]() -> Status {
        auto found = m_trust.letters();
        if (!found) {
            return found.error();
        }
        letters = *std::move(found);
        return Done{};
    });
    if (!noteFailure(read)) {
        return;
    }
    m_mayOweTrust = !letters.isEmpty();
    m_trustFor.clear();
    for (const TrustTransfer::Letter &letter : std::as_const(letters)) {
        if (!m_trustOnTheWay.contains(letter.to.device)) {
            sendLetter(letter);
        }
    }
}

void OmemoService::sendLetter(const TrustTransfer::Letter &letter)
{
    const OmemoDevice &device = letter.to.device;
    if (isHeld(device.jid)) {
        return;
    }
    m_trustFor.insert(device.jid);
    if (!letter.to.onTwoList) {
        // It may learn the newer version, and is told then: an event says so, or whoever asks next. Not each stream asks for it.
        const auto told = m_keys.store().listTold(device.jid, OmemoVersion::Two);
        if (told && *told == 0) {
            m_directory.wantLists(device.jid, OmemoDirectory::Lane::Group);
        }
        return;
    }
    if (!m_directory.isFresh(device.jid)) {
        m_directory.wantLists(device.jid, OmemoDirectory::Lane::Group); // and then again
        return;
    }
    const auto session = m_keys.store().session(OmemoVersion::Two, device);
    if (!session || !*session) {
        wantBundleForTrust(device);
        return;
    }
    std::optional<QXmppMessage> message;
    const Status done = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        auto sealed = m_sealer.sealForPrograms(writeTrustMessage(letter.message), device.jid, {device});
        if (!sealed) {
            return sealed.error();
        }
        message = *std::move(sealed);
        return Done{};
    });
    if (noteFailure(done)) {
        m_trustOnTheWay.insert(device, letter.owed);
        Q_EMIT trustToSend(*message, device);
    } else {
        qCInfo(log::chat) << "a trust message is not sealed:" << done.error().detail;
    }
}

/// One that stands on the list without a bundle that could be used has none on the next stream either: it is no message
/// that waits, so a day is soon enough.
void OmemoService::wantBundleForTrust(const OmemoDevice &device)
{
    const qint64 now = m_account.clock.elapsed();
    const auto last = m_trustBundles.constFind(device);
    if (last == m_trustBundles.constEnd() || now - *last >= trustBundlePause) {
        m_trustBundles.insert(device, now);
        m_directory.wantBundle(OmemoVersion::Two, device, OmemoDirectory::Lane::Group);
    }
}

void OmemoService::noteTrustSent(const OmemoDevice &device, TrustSent sent)
{
    const QList<TrustStore::Owed> told = m_trustOnTheWay.take(device);
    if (sent == TrustSent::Unknown || told.isEmpty()) {
        return; // it is said again on the next stream; said twice it means the same
    }
    const Status done = m_account.database.transaction(Database::Durability::Normal, [&]() -> Status {
        for (const TrustStore::Owed &each : told) {
            if (const Status settled = m_trust.store().settle(each); !settled) {
                return settled;
            }
        }
        return Done{};
    });
    if (noteFailure(done)) { // else it would be said without end, as long as it cannot be noted
        sendTrust(); // what was decided meanwhile
    }
}

void OmemoService::resumeSession()
{
    m_directory.resumeSession();
    sendTrust();
}

} // namespace jackdaw
