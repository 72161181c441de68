// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/OccupantList.h"

#include "base/FoldedText.h"
#include "base/SortedMerge.h"

#include <algorithm>

namespace jackdaw {

OccupantList::Key OccupantList::keyOf(const Occupant &occupant)
{
    return {-int(occupant.role), foldedText(occupant.nick), occupant.nick};
}

const Occupant *OccupantList::find(const QString &nick) const
{
    const auto found = m_entries.constFind(nick);
    return found == m_entries.constEnd() ? nullptr : &found->occupant;
}

const Occupant *OccupantList::findById(const QString &id) const
{
    const auto found = m_byId.constFind(id);
    return id.isEmpty() || found == m_byId.constEnd() ? nullptr : find(*found);
}

bool OccupantList::hasPerson(const BareJid &jid) const
{
    return jid.isValid() && std::any_of(m_entries.cbegin(), m_entries.cend(), [&](const Entry &entry) { return entry.occupant.jid == jid; });
}

qint64 OccupantList::tenure(const QString &nick) const
{
    const auto found = m_entries.constFind(nick);
    return found == m_entries.constEnd() ? 0 : found->tenure;
}

OccupantList::Change OccupantList::set(const Occupant &occupant)
{
    const auto known = m_entries.find(occupant.nick);
    if (known == m_entries.end()) {
        if (m_entries.size() >= maximum) {
            return Change::None;
        }
        const Entry entry{occupant, keyOf(occupant), ++m_tenures};
        m_entries.insert(occupant.nick, entry);
        m_fresh.insert(occupant.nick, entry.key);
        if (!occupant.id.isEmpty()) {
            m_byId.insert(occupant.id, occupant.nick);
        }
        return Change::Came;
    }
    if (known->occupant == occupant) {
        return Change::None;
    }
    if (known->occupant.id != occupant.id) {
        // Another person under the nickname, without a word that the first one went.
        known->tenure = ++m_tenures;
        m_byId.remove(known->occupant.id);
        if (!occupant.id.isEmpty()) {
            m_byId.insert(occupant.id, occupant.nick);
        }
    }
    if (known->occupant.role != occupant.role) {
        if (!m_fresh.contains(occupant.nick)) {
            m_stale.insert(occupant.nick, known->key);
        }
        known->key.rank = -int(occupant.role);
        m_fresh.insert(occupant.nick, known->key);
    }
    known->occupant = occupant;
    return Change::Changed;
}

bool OccupantList::remove(const QString &nick)
{
    const auto known = m_entries.find(nick);
    if (known == m_entries.end()) {
        return false;
    }
    if (m_byId.value(known->occupant.id) == nick) {
        m_byId.remove(known->occupant.id);
    }
    if (m_fresh.remove(nick) == 0) {
        m_stale.insert(nick, known->key);
    }
    m_entries.erase(known);
    return true;
}

void OccupantList::clear()
{
    m_entries.clear();
    m_byId.clear();
    m_order.clear();
    m_stale.clear();
    m_fresh.clear();
    // m_tenures goes on: nobody who comes now is who was there before, as far as anybody knows.
}

void OccupantList::sort() const
{
    if (m_stale.isEmpty() && m_fresh.isEmpty()) {
        return;
    }
    std::vector<Key> fresh(m_fresh.cbegin(), m_fresh.cend());
    mergeChanged(m_order, std::move(fresh), [this](const Key &key) {
        const auto stale = m_stale.constFind(key.nick);
        return stale != m_stale.constEnd() && *stale == key;
    }, [](const Key &a, const Key &b) { return a < b; });
    m_stale.clear();
    m_fresh.clear();
}

QList<Occupant> OccupantList::inOrder(qsizetype from, qsizetype count) const
{
    sort();
    QList<Occupant> all;
    const qsizetype end = std::min(qsizetype(m_order.size()), from + std::min(count, maximum));
    all.reserve(std::max<qsizetype>(0, end - from));
    for (qsizetype i = std::max<qsizetype>(0, from); i < end; ++i) {
        all.append(m_entries.value(m_order[size_t(i)].nick).occupant);
    }
    return all;
}

QList<Occupant> OccupantList::inOrder(const QStringList &nicks) const
{
    std::vector<const Entry *> found;
    for (const QString &nick : nicks) {
        if (const auto entry = m_entries.constFind(nick); entry != m_entries.constEnd()) {
            found.push_back(&*entry);
        }
    }
    std::sort(found.begin(), found.end(), [](const Entry *a, const Entry *b) { return a->key < b->key; });
    QList<Occupant> all;
    all.reserve(qsizetype(found.size()));
    for (const Entry *entry : found) {
        all.append(entry->occupant);
    }
    return all;
}

} // namespace jackdaw
