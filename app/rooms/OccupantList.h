// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/RoomValue.h"

#include <QHash>
#include <QStringList>
#include <tuple>
#include <vector>

namespace jackdaw {

/// Those in one room, by nickname, and in the order in which people read them: moderators first, then by name. Made for
/// 10,000 at once: a change costs a look-up, and the order is brought up to date when it is next asked for. A plain value;
/// whoever owns it, on that thread.
class OccupantList
{
public:
    /// More than this nobody reads, and a room that has more floods.
    static constexpr qsizetype maximum = 50'000;

    /// nullptr if there is nobody of that nickname. Good until the next change.
    const Occupant *find(const QString &nick) const;
    /// By occupant-id, where the room gives such; of several the first.
    const Occupant *findById(const QString &id) const;
    /// In whose hand the nickname is: a number that no two hands share; 0: nobody has it.
    qint64 tenure(const QString &nick) const;

    enum class Change { None, Changed, Came };
    Change set(const Occupant &occupant);
    bool remove(const QString &nick);
    void clear();
    qsizetype size() const { return m_entries.size(); }
    /// By address, where the room shows it.
    bool hasPerson(const BareJid &jid) const;

    /// `count` of them from place `from` on.
    QList<Occupant> inOrder(qsizetype from = 0, qsizetype count = maximum) const;
    /// These in the order of the list; who is not there is left out.
    QList<Occupant> inOrder(const QStringList &nicks) const;

private:
    struct Key {
        int rank = 0;
        QString folded;
        QString nick;
        friend bool operator<(const Key &a, const Key &b)
        {
            return std::tie(a.rank, a.folded, a.nick) < std::tie(b.rank, b.folded, b.nick);
        }
        friend bool operator==(const Key &, const Key &) = default;
    };
    struct Entry {
        Occupant occupant;
        Key key;
        qint64 tenure = 0;
    };
    static Key keyOf(const Occupant &occupant);
    void sort() const;

    QHash<QString, Entry> m_entries;
    QHash<QString, QString> m_byId; ///< nicknames
    qint64 m_tenures = 0;
    mutable std::vector<Key> m_order; ///< of what was there when it was last asked for
    mutable QHash<QString, Key> m_stale; ///< in m_order with another key, or gone
    mutable QHash<QString, Key> m_fresh; ///< not in m_order yet
};

} // namespace jackdaw
