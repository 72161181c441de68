// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of OmemoService that says whether what waits for a chat may go, encrypted or in clear, and tells when that changes.

#include "omemo/OmemoService.h"

#include <algorithm>

namespace jackdaw {

void OmemoService::setRooms(RoomReaders &rooms)
{
    m_rooms = &rooms;
    m_sealer.setRooms(rooms);
}

Result<OmemoService::Readiness> OmemoService::readiness(const BareJid &peer)
{
    return readiness(peer, Purpose::Writing);
}

/// What the user no longer waits for is forgotten as it comes, and what was not missing when they said so is waited
/// for: a device, say, that is new since then.
Result<OmemoService::Readiness> OmemoService::readiness(const BareJid &peer, Purpose purpose)
{
    const auto now = readinessByItself(peer, purpose);
    if (!now || !m_hurried.contains(peer)) {
        return now;
    }
    if (*now != Readiness::NotYet) {
        m_hurried.remove(peer);
        return now;
    }
    const auto mayRead = mayAnyOfThemRead(peer);
    if (!mayRead) {
        return mayRead.error();
    }
    if (!*mayRead) {
        return Readiness::NotYet; // of a room, perhaps, that is just asked anew who is in it
    }
    const auto missing = missingIn(peer);
    if (!missing) {
        return missing.error();
    }
    QSet<OmemoDevice> &hurried = m_hurried[peer];
    hurried &= *missing;
    if (hurried.contains(*missing)) {
        return Readiness::Ready;
    }
    if (hurried.isEmpty()) {
        m_hurried.remove(peer);
    }
    return Readiness::NotYet;
}

/// What is waited for in a chat: each list that was not told, as a device of that person without a number, and devices
/// whose keys are on their way.
Result<QSet<OmemoDevice>> OmemoService::missingIn(const BareJid &peer)
{
    QSet<OmemoDevice> missing;
    const OmemoSealer::Audience audience = m_sealer.audience(peer);
    for (const BareJid &person : audience.people) {
        if (audience.isRoom() ? !m_directory.isAnswered(person) : !m_directory.isFresh(person)) {
            missing.insert({person, {}});
        }
    }
    if (!m_directory.isFresh(m_account.jid())) {
        missing.insert({m_account.jid(), {}});
    }
    const auto all = m_sealer.targets(peer);
    if (!all) {
        return all.error();
    }
    QSet<BareJid> reading;
    for (const OmemoSealer::Target &target : *all) {
        if (target.reason == ReadReason::CanRead) {
            reading.insert(target.device.device.jid);
        }
    }
    for (const OmemoSealer::Target &target : *all) {
        const BareJid &person = target.device.device.jid;
        const bool isLeftOut = !m_directory.isWorthWaiting(person) || (audience.isRoom() && reading.contains(person));
        if (target.isPending && !isLeftOut) {
            missing.insert(target.device.device);
        }
    }
    return missing;
}

/// Where it is known who they are, could any of them read a message now?
Result<bool> OmemoService::mayAnyOfThemRead(const BareJid &peer)
{
    if (!m_keys.isOpen() || !m_sealer.audience(peer).isKnown()) {
        return false;
    }
    const auto all = m_sealer.targets(peer);
    if (!all) {
        return all.error();
    }
    return std::any_of(all->cbegin(), all->cend(), [&](const OmemoSealer::Target &target) {
        const bool isOurs = target.device.device.jid == m_account.jid() && peer != m_account.jid();
        return !isOurs && target.reason == ReadReason::CanRead;
    });
}

Status OmemoService::sendToReaders(const BareJid &peer)
{
    const auto mayRead = mayAnyOfThemRead(peer);
    if (!mayRead) {
        return noteFailure(mayRead.error());
    }
    if (!*mayRead) {
        return Error{ErrorKind::NotEncryptable, QStringLiteral("no device there can read it"), peer.toString()};
    }
    const auto missing = missingIn(peer);
    if (!missing) {
        return noteFailure(missing.error());
    }
    m_hurried.insert(peer, *missing);
    const Status done = setWish(peer, ChatWish::Encrypted);
    if (!done) {
        m_hurried.remove(peer);
    }
    return done;
}

Result<OmemoService::Readiness> OmemoService::readinessByItself(const BareJid &peer, Purpose purpose)
{
    const auto wish = m_keys.store().wish(peer);
    if (!wish) {
        return wish.error();
    }
    if (*wish == ChatWish::Clear || (*wish == ChatWish::NotSaid && m_byDefault == EncryptByDefault::No)) {
        return Readiness::Clear;
    }
    if (m_rooms && purpose == Purpose::Writing) {
        m_rooms->freshen(peer);
    }
    const OmemoSealer::Audience audience = m_sealer.audience(peer);
    if (audience.state == RoomReaders::State::Open) {
        m_awaited.remove(peer);
        return *wish == ChatWish::Encrypted ? Readiness::Stuck : Readiness::Clear;
    }
    if (!m_keys.isOpen()) {
        return *wish == ChatWish::Encrypted ? Readiness::Stuck : Readiness::NotYet;
    }
    m_awaited.insert(peer);
    m_directory.wantLists(m_account.jid());
    if (audience.isRoom()) {
        return readinessOfRoom(peer, audience, *wish);
    }
    m_directory.wantLists(peer);
    if (!m_directory.isFresh(peer) || !m_directory.isFresh(m_account.jid())) {
        return Readiness::NotYet; // a server that does not answer says nothing about devices
    }
    const auto all = m_sealer.targets(peer);
    if (!all) {
        return all.error();
    }
    bool pending = false;
    bool hasDevices = false;
    bool someCanRead = false;
    bool isUnknown = false;
    for (const OmemoSealer::Target &target : *all) {
        if (target.device.device.jid == peer) {
            hasDevices = true;
            someCanRead |= target.reason == ReadReason::CanRead;
            isUnknown |= target.reason == ReadReason::NotTold;
        }
    }
    for (const OmemoSealer::Target &target : *all) {
        const BareJid &person = target.device.device.jid;
        if (target.reason == ReadReason::NotTold) {
            m_directory.wantBundle(target.version, target.device.device);
        }
        if (!target.isPending) {
            continue;
        }
        if (m_directory.mayAskMore(person)) {
            m_directory.wantBundle(target.version, target.device.device);
        }
        // Who shows devices without end is not waited for, once one of those whom it is for can read it.
        const bool isOursAlone = person != peer;
        pending |= m_directory.isWorthWaiting(person) || (!someCanRead && !isOursAlone);
    }
    // A server that could not say what a device shows has not said that nobody can read it.
    if (pending || (!someCanRead && isUnknown)) {
        return Readiness::NotYet;
    }
    m_awaited.remove(peer);
    if (someCanRead) {
        return Readiness::Ready;
    }
    // Where nothing was ever encrypted and nobody could read it, it is a chat like any other.
    return *wish == ChatWish::Encrypted || hasDevices ? Readiness::Stuck : Readiness::Clear;
}

/// Nobody has said anything of it: it is encrypted where everybody can read it. Once it is, it stays so, and says who cannot.
Result<OmemoService::Readiness> OmemoService::readinessOfRoom(const BareJid &room, const OmemoSealer::Audience &audience,
                                                              ChatWish wish)
{
    if (!audience.isKnown()) {
        return Readiness::NotYet;
    }
    bool isAnswered = m_directory.isFresh(m_account.jid());
    for (const BareJid &person : audience.people) {
        m_directory.wantLists(person, OmemoDirectory::Lane::Group);
        // One server that is away does not keep all the others from talking: its people are as we knew them.
        isAnswered &= m_directory.isAnswered(person);
    }
    if (!isAnswered) {
        return Readiness::NotYet;
    }
    const auto all = m_sealer.targets(room);
    if (!all) {
        return all.error();
    }
    QSet<BareJid> reading;
    QSet<BareJid> listed;
    QSet<BareJid> notTold; // what a device of theirs shows
    for (const OmemoSealer::Target &target : *all) {
        listed.insert(target.device.device.jid);
        if (target.reason == ReadReason::CanRead) {
            reading.insert(target.device.device.jid);
        } else if (target.reason == ReadReason::NotTold) {
            notTold.insert(target.device.device.jid);
            m_directory.wantBundle(target.version, target.device.device, OmemoDirectory::Lane::Group);
        }
    }
    // One member who shows new devices without end holds nobody up: those are left out, and the report says so.
    bool pending = false;
    for (const OmemoSealer::Target &target : *all) {
        const BareJid &person = target.device.device.jid;
        if (!target.isPending) {
            continue;
        }
        if (m_directory.mayAskMore(person)) {
            m_directory.wantBundle(target.version, target.device.device, OmemoDirectory::Lane::Group);
        }
        pending |= !reading.contains(person) && m_directory.isWorthWaiting(person);
    }
    if (pending) {
        return Readiness::NotYet;
    }
    reading.remove(m_account.jid());
    const bool isEnough = wish == ChatWish::Encrypted ? !reading.isEmpty()
                                                      : !reading.isEmpty() && reading.size() == audience.people.size();
    if (!isEnough) {
        // A server that is away says nothing about devices: in clear it goes where somebody was said to have none.
        bool hasNone = false;
        bool isUnknown = false;
        for (const BareJid &person : audience.people) {
            if (!reading.contains(person)) {
                const bool isFresh = m_directory.isFresh(person);
                isUnknown |= !isFresh || notTold.contains(person);
                hasNone |= isFresh && !listed.contains(person);
            }
        }
        if (isUnknown && (wish == ChatWish::Encrypted || !hasNone)) {
            return Readiness::NotYet;
        }
    }
    m_awaited.remove(room);
    return isEnough ? Readiness::Ready : wish == ChatWish::Encrypted ? Readiness::Stuck : Readiness::Clear;
}

QSet<BareJid> OmemoService::chatsWith(const BareJid &person) const
{
    QSet<BareJid> chats{person};
    const QList<BareJid> rooms = m_rooms ? m_rooms->roomsOf(person) : QList<BareJid>();
    for (const BareJid &room : rooms) {
        chats.insert(room);
    }
    return chats;
}

/// Something is known of the devices of `of`: chats that waited for it may go now.
void OmemoService::tellReadiness(const BareJid &of)
{
    const QSet<BareJid> concerned = of == m_account.jid() ? m_awaited : m_awaited & chatsWith(of);
    for (const BareJid &peer : concerned) {
        // Of a large group one word, once all have answered: each lets all its devices be looked at again.
        const OmemoSealer::Audience audience = m_sealer.audience(peer);
        const bool isAnswered = !audience.isRoom()
            || (!m_directory.isAskingBundles(audience.people)
                && std::all_of(audience.people.cbegin(), audience.people.cend(),
                               [this](const BareJid &each) { return m_directory.isAnswered(each); }));
        if (isAnswered) {
            Q_EMIT readinessChanged(peer);
        }
    }
}

} // namespace jackdaw
