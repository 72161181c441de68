// SPDX-License-Identifier: GPL-3.0-or-later
//
// How OccupantListModel takes what the room says of its people and its lists: in slices, so that the window is not deaf.

#include "base/FoldedText.h"
#include "rooms/OccupantListPerson.h"

namespace jackdaw {

namespace {

constexpr int peopleAtOnce = 500; // some 2 ms
constexpr qsizetype mostAddresses = 50'000; // of those who came and went while the room was shown

} // namespace

void OccupantListModel::changeOccupants(const OccupantChanges &changes)
{
    if (changes.room != m_room) {
        return;
    }
    if (changes.extent == OccupantChanges::Extent::Whole) {
        m_waiting.clear(); // whatever stood in it stands in this
        m_taken = -1;
    }
    m_waiting.push_back(changes);
    if (!m_sliceIsDue) {
        takeSlice();
    }
}

void OccupantListModel::setMembers(const QList<RoomMember> &members)
{
    m_newMembers = members;
    m_enlisted = 0;
    ++m_listNumber;
    if (!m_sliceIsDue) {
        takeSlice();
    }
}

void OccupantListModel::flush()
{
    while (!m_waiting.empty() || m_enlisted >= 0) {
        takeSlice();
    }
}

void OccupantListModel::takeSlice()
{
    m_sliceIsDue = false;
    const qsizetype here = m_here.size();
    const qsizetype members = m_members.size();
    int budget = peopleAtOnce;
    takeChanges(budget);
    takeMembers(budget);
    tellHeaders();
    if (here != m_here.size() || members != m_members.size()) {
        Q_EMIT countsChanged();
    }
    if (std::exchange(m_hasLearnt, false)) {
        Q_EMIT addressesLearnt();
    }
    if (std::exchange(m_haveRolesChanged, false)) {
        Q_EMIT rolesChanged();
    }
    if ((!m_waiting.empty() || m_enlisted >= 0) && !std::exchange(m_sliceIsDue, true)) {
        QMetaObject::invokeMethod(this, [this] {
            if (m_sliceIsDue) {
                takeSlice();
            }
        }, Qt::QueuedConnection);
    }
}

void OccupantListModel::takeChanges(int &budget)
{
    while (!m_waiting.empty() && budget > 0) {
        const OccupantChanges changes = m_waiting.front();
        const bool isWhole = changes.extent == OccupantChanges::Extent::Whole;
        if (m_taken < 0) {
            m_taken = 0;
            m_number += isWhole;
        }
        const qsizetype gone = changes.removed.size();
        const qsizetype all = gone + changes.changed.size();
        QList<Person *> fresh;
        for (; m_taken < all && budget > 0; ++m_taken, --budget) {
            if (m_taken < gone) {
                drop(changes.removed[m_taken]);
            } else {
                takeOne(changes.changed[m_taken - gone], fresh);
            }
        }
        put(std::move(fresh));
        if (m_taken < all) {
            return;
        }
        if (isWhole) {
            endWhole();
        }
        m_waiting.pop_front();
        m_taken = -1;
    }
}

void OccupantListModel::takeOne(const Occupant &occupant, QList<Person *> &fresh)
{
    noteMembership(occupant);
    noteAddress(occupant);
    auto &known = m_here[occupant.nick];
    if (known) {
        known->number = m_number;
        if (known->occupant == occupant) {
            return;
        }
        if (known->occupant.jid != occupant.jid) {
            noteHere(known->occupant.jid, -1);
            noteHere(occupant.jid, +1);
        }
        noteRole(&known->occupant, &occupant);
        change(*known, occupant);
        return;
    }
    noteRole(nullptr, &occupant);
    known = std::make_shared<Person>();
    known->occupant = occupant;
    known->section = sectionOf(occupant);
    known->folded = foldedText(occupant.nick);
    known->number = m_number;
    fresh.append(known.get());
    noteHere(occupant.jid, +1);
}

void OccupantListModel::noteAddress(const Occupant &occupant)
{
    if (occupant.id.isEmpty() || !occupant.jid.isValid() || m_addresses.value(occupant.id) == occupant.jid) {
        return;
    }
    if (m_addresses.size() >= mostAddresses) {
        m_addresses.clear();
    }
    m_addresses.insert(occupant.id, occupant.jid);
    m_hasLearnt = true;
}

/// Of the many who lead nobody nothing is said: a large room has one of them come or go all the time.
void OccupantListModel::noteRole(const Occupant *before, const Occupant *now)
{
    const auto roleOf = [](const Occupant *occupant) {
        return occupant && sectionOf(*occupant) == Section::Leading
            ? std::tuple(occupant->role, occupant->affiliation, occupant->id) : std::tuple(RoomRole::None, RoomAffiliation::None, QString());
    };
    m_haveRolesChanged = m_haveRolesChanged || roleOf(before) != roleOf(now);
}

void OccupantListModel::drop(const QString &nick)
{
    if (const auto gone = m_here.take(nick)) {
        noteRole(&gone->occupant, nullptr);
        take(*gone);
        noteHere(gone->occupant.jid, -1);
    }
}

/// Who was not in it is gone.
void OccupantListModel::endWhole()
{
    QStringList gone;
    for (auto each = m_here.cbegin(); each != m_here.cend(); ++each) {
        if (each.value()->number != m_number) {
            gone.append(each.key());
        }
    }
    if (!gone.isEmpty() && gone.size() == m_here.size()) {
        clearPart(Section::Leading);
        clearPart(Section::Here);
    }
    for (const QString &nick : std::as_const(gone)) {
        drop(nick);
    }
}

// Members

void OccupantListModel::takeMembers(int &budget)
{
    if (m_enlisted < 0) {
        return;
    }
    QList<Person *> fresh;
    for (; m_enlisted < m_newMembers.size() && budget > 0; ++m_enlisted, --budget) {
        enlist(m_newMembers[m_enlisted], fresh);
    }
    put(std::move(fresh));
    if (m_enlisted < m_newMembers.size()) {
        return;
    }
    m_enlisted = -1;
    m_newMembers.clear();
    QList<BareJid> gone;
    for (auto each = m_members.cbegin(); each != m_members.cend(); ++each) {
        if (each.value()->number != m_listNumber) {
            gone.append(each.key());
        }
    }
    for (const BareJid &jid : std::as_const(gone)) {
        strike(jid);
    }
}

void OccupantListModel::enlist(const RoomMember &member, QList<Person *> &fresh)
{
    if (!member.jid.isValid() || member.affiliation <= RoomAffiliation::None) {
        return;
    }
    Occupant occupant;
    occupant.nick = member.nick.isEmpty() ? member.jid.local() : member.nick;
    occupant.jid = member.jid;
    occupant.affiliation = member.affiliation;
    occupant.availability = Availability::Offline;
    auto &known = m_members[member.jid];
    if (known) {
        known->number = m_listNumber;
        if (known->occupant.nick != occupant.nick || known->occupant.affiliation != occupant.affiliation) {
            const bool wasPlaced = known->isPlaced;
            take(*known);
            known->occupant = occupant;
            known->folded = foldedText(occupant.nick);
            if (wasPlaced) {
                fresh.append(known.get());
            }
        }
        return;
    }
    known = std::make_shared<Person>();
    known->occupant = occupant;
    known->section = Section::Away;
    known->folded = foldedText(occupant.nick);
    known->number = m_listNumber;
    if (m_hereByJid.value(member.jid) == 0) {
        fresh.append(known.get());
    }
}

void OccupantListModel::strike(const BareJid &jid)
{
    if (const auto gone = m_members.take(jid)) {
        take(*gone);
    }
}

/// What somebody who is there shows of the lists is newer than these.
void OccupantListModel::noteMembership(const Occupant &occupant)
{
    if (m_listNumber == 0 || !occupant.jid.isValid()) {
        return; // the lists are not known
    }
    if (occupant.affiliation <= RoomAffiliation::None) {
        strike(occupant.jid);
        return;
    }
    const auto known = m_members.constFind(occupant.jid);
    RoomMember member;
    member.jid = occupant.jid;
    member.nick = known != m_members.cend() ? (*known)->occupant.nick : occupant.nick;
    member.affiliation = occupant.affiliation;
    QList<Person *> fresh;
    enlist(member, fresh);
    put(fresh);
}

void OccupantListModel::noteHere(const BareJid &jid, int step)
{
    if (!jid.isValid()) {
        return;
    }
    int &count = m_hereByJid[jid];
    count += step;
    const bool isHere = count > 0;
    if (!isHere) {
        m_hereByJid.remove(jid);
    }
    const auto member = m_members.constFind(jid);
    if (member == m_members.cend() || (*member)->isPlaced != isHere) {
        return;
    }
    if (isHere) {
        take(**member);
    } else {
        put({member->get()});
    }
}

} // namespace jackdaw
