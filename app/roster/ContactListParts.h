// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster/ContactListModel.h"

#include <QVarLengthArray>

/// What ContactListModel keeps of each contact and of each group, for its own files alone: what it shows of them
/// (ContactListModel.cpp), what it is told (ContactListIntake.cpp) and in which order they stand (ContactListOrder.cpp).
/// Plain values, GUI thread.
namespace jackdaw {

/// Where a presence stands within a group: those who can be talked to now, those who are there, the others.
inline int contactRank(Availability availability)
{
    switch (availability) {
    case Availability::Chat:
    case Availability::Available:
        return 0;
    case Availability::Away:
    case Availability::ExtendedAway:
    case Availability::DoNotDisturb:
        return 1;
    case Availability::Offline:
    case Availability::Unknown:
        break;
    }
    return 2;
}

inline bool isThere(Availability availability)
{
    return contactRank(availability) < 2;
}

struct ContactListModel::Person
{
    Contact contact;
    Presence presence;
    QVarLengthArray<int, 2> groups; ///< numbers
    QVarLengthArray<int, 4> counted; ///< these, and those that they lie in, each once
    QString sortText; ///< folded name
    int number = -1;    ///< its place in m_numbered, m_flags and m_texts
    quint32 roster = 0; ///< the one it stood in last
};

struct ContactListModel::Group
{
    QString name;
    QString text; ///< folded; those of nested groups begin with that of the outer one, and stand behind it
    QString title;  ///< its name without those that it lies in
    int parent = 0; ///< 0: it lies in none
    int depth = 0;
    std::vector<int> all;   ///< numbers of people, sorted
    std::vector<int> fresh; ///< of the rebuild that runs: to be put into it
    bool touched = false;   ///< by the rebuild that runs
    int available = 0; ///< with the groups in it, each person once
    int total = 0;
    // What its header says
    bool hasHeader = false;
    bool headerDiffers = false; ///< for the rebuild that runs
    int saidAvailable = 0;
    int saidTotal = 0;
    bool saidFolded = false;
};

/// Small on purpose: ten thousand of them are sorted and moved.
struct ContactListModel::Entry
{
    int person = -1; ///< their number; -1: a header
    int group = 0;

    quint64 id() const { return quint64(quint32(person)) << 32 | quint64(group); }
};

/// What a key in the filter has to know of each person: read one after the other, not fetched from wherever they are.
enum ContactListModel::Flag : quint8 {
    Used = 1,    ///< somebody has the number
    Changed = 2, ///< since the last rebuild
    Shown = 4,
    There = 8,   ///< as the groups count them
    HadRow = 16  ///< after the last rebuild
};

} // namespace jackdaw
