// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/ContactListModel.h"

#include "base/FoldedText.h"
#include "base/SortedMerge.h"
#include "roster/ContactListParts.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace jackdaw {

namespace {

constexpr int deepest = 8; ///< groups in groups; a name with more is one group

} // namespace

/// What `standsBefore` says, of numbers.
auto ContactListModel::order() const
{
    return [this](int a, int b) { return standsBefore(m_numbered[size_t(a)], m_numbered[size_t(b)]); };
}

void ContactListModel::setGroupDelimiter(const QString &delimiter)
{
    if (delimiter == m_delimiter) {
        return;
    }
    m_delimiter = delimiter;
    for (size_t i = 1; i < m_groups.size(); ++i) { // grows by the outer ones that nobody is in
        arrangeGroup(int(i));
    }
    for (const auto &known : std::as_const(m_people)) {
        takeGroups(*known);
    }
    m_groupOrder.clear();
    m_everythingChanged = true;
    scheduleUpdate();
}

/// Everything is shown where somebody is looked for.
bool ContactListModel::isFolded(int group) const
{
    return m_filter.isEmpty() && m_folded.contains(m_groups[size_t(group)].name);
}

void ContactListModel::takeGroups(Person &person)
{
    person.groups.clear();
    person.counted.clear();
    for (const QString &group : std::as_const(person.contact.groups)) {
        if (const int number = numberOfGroup(group); !person.groups.contains(number)) {
            person.groups.append(number);
        }
    }
    if (person.groups.isEmpty()) {
        person.groups.append(0);
    }
    for (int number : std::as_const(person.groups)) {
        do {
            if (!person.counted.contains(number)) {
                person.counted.append(number);
            }
            number = m_groups[size_t(number)].parent;
        } while (number != 0);
    }
}

/// Finds the group that it lies in, and makes that where nobody is in it themselves.
void ContactListModel::arrangeGroup(int number)
{
    const QString name = m_groups[size_t(number)].name;
    const qsizetype cut = m_delimiter.isEmpty() ? -1 : name.lastIndexOf(m_delimiter);
    // "::Crew" and "Crew::" are what they are called.
    const bool isInner = cut > 0 && cut + m_delimiter.size() < name.size() && name.count(m_delimiter) <= deepest;
    const int parent = isInner ? numberOfGroup(name.left(cut)) : 0;
    if (isInner) {
        arrangeGroup(parent); // of a new delimiter it may not have been told yet
    }
    Group &group = m_groups[size_t(number)];
    group.title = isInner ? name.mid(cut + m_delimiter.size()) : name;
    group.parent = parent;
    group.depth = isInner ? m_groups[size_t(parent)].depth + 1 : 0;
    group.text = isInner ? m_groups[size_t(parent)].text + QChar(1) + foldedText(group.title) : foldedText(name);
}

int ContactListModel::numberOfGroup(const QString &group)
{
    if (group.isEmpty()) {
        return 0;
    }
    if (const int known = m_groupNumbers.value(group)) {
        return known;
    }
    const int number = int(m_groups.size());
    m_groupNumbers.insert(group, number);
    m_groups.emplace_back().name = group;
    arrangeGroup(number);
    return number;
}

/// Sets what is shown of somebody, by what is known of whether they are there.
void ContactListModel::show(int number)
{
    quint8 &flags = m_flags[size_t(number)];
    const bool isShown = (m_offlineShown || flags & There) && (m_wanted.isEmpty() || m_texts.has(number, m_wanted));
    flags = quint8(isShown ? flags | Shown : flags & ~Shown);
}

bool ContactListModel::standsBefore(const Person *a, const Person *b)
{
    if (const int rank = contactRank(a->presence.availability) - contactRank(b->presence.availability); rank != 0) {
        return rank < 0;
    }
    if (const int texts = a->sortText.compare(b->sortText); texts != 0) {
        return texts < 0;
    }
    if (a->contact.jid != b->contact.jid) {
        return a->contact.jid < b->contact.jid;
    }
    return a->contact.account < b->contact.account;
}

/// They have a row after the rebuild that runs, or none. Of those with one of these flags that is noted at its end: what
/// they had before is asked until then.
void ContactListModel::keepShown(int number, quint8 notWith)
{
    if (quint8 &flags = m_flags[size_t(number)]; !(flags & notWith)) {
        flags = quint8(flags & Shown ? flags | HadRow : flags & ~HadRow);
    }
}

/// Says by how much more (or less) people are there by it.
int ContactListModel::noteThere(const Person &person)
{
    quint8 &flags = m_flags[size_t(person.number)];
    const bool wasThere = flags & There;
    const bool there = isThere(person.presence.availability);
    flags = quint8(there ? flags | There : flags & ~There);
    return int(there) - int(wasThere);
}

void ContactListModel::sortEverybody()
{
    for (Group &group : m_groups) {
        group.all.clear();
        group.available = group.total = 0;
    }
    for (const auto &known : std::as_const(m_people)) {
        noteThere(*known);
        show(known->number);
        keepShown(known->number, Changed);
        for (const int number : known->counted) {
            m_groups[size_t(number)].total += 1;
            m_groups[size_t(number)].available += (m_flags[size_t(known->number)] & There) != 0;
        }
        for (const int number : known->groups) {
            m_groups[size_t(number)].all.push_back(known->number);
        }
    }
    for (Group &group : m_groups) {
        std::sort(group.all.begin(), group.all.end(), order());
    }
    if (m_groupOrder.size() != m_groups.size()) {
        orderGroups();
    }
}

/// Nobody stands elsewhere, but others are shown.
void ContactListModel::showOthers(ShownChange change)
{
    for (size_t i = 0; i < m_flags.size(); ++i) {
        const bool canChange = m_flags[i] & Used && (m_flags[i] & Shown || change == ShownChange::Any);
        if (canChange) {
            show(int(i));
        }
        keepShown(int(i), Changed);
    }
}

/// Nothing but the presences and names of m_changed is other than it was.
void ContactListModel::sortChanged()
{
    std::vector<Group *> touched;
    for (const int changed : m_changed) {
        const Person &person = *m_numbered[size_t(changed)];
        const int more = noteThere(person);
        show(changed);
        for (const int number : person.counted) {
            m_groups[size_t(number)].available += more;
        }
        for (const int number : person.groups) {
            Group &group = m_groups[size_t(number)];
            if (!std::exchange(group.touched, true)) {
                touched.push_back(&group);
            }
            group.fresh.push_back(changed);
        }
    }
    for (Group *group : touched) {
        const auto isStale = [this](int person) { return (m_flags[size_t(person)] & Changed) != 0; };
        mergeChanged(group->all, std::exchange(group->fresh, {}), isStale, order());
        group->touched = false;
    }
}

void ContactListModel::orderGroups()
{
    m_groupOrder.clear();
    for (int i = 1; i < int(m_groups.size()); ++i) {
        m_groupOrder.push_back(i);
    }
    std::sort(m_groupOrder.begin(), m_groupOrder.end(), [&](int a, int b) {
        const Group &one = m_groups[size_t(a)];
        const Group &other = m_groups[size_t(b)];
        const int texts = one.text.compare(other.text);
        return texts != 0 ? texts < 0 : one.name < other.name;
    });
    m_groupOrder.push_back(0); // contacts in no group stand last
}

std::vector<ContactListModel::Entry> ContactListModel::wantedEntries() const
{
    const auto isShown = [this](int person) { return (m_flags[size_t(person)] & Shown) != 0; };
    size_t rows = m_groups.size();
    std::vector<bool> hasRows(m_groups.size()); // by number: somebody in it, or in a group in it, is shown
    for (size_t i = 0; i < m_groups.size(); ++i) {
        const auto shown = size_t(std::count_if(m_groups[i].all.cbegin(), m_groups[i].all.cend(), isShown));
        rows += shown;
        for (size_t up = i; shown > 0 && !hasRows[up]; up = size_t(m_groups[up].parent)) {
            hasRows[up] = true;
            if (m_groups[up].parent == 0) {
                break;
            }
        }
    }
    std::vector<Entry> entries;
    entries.reserve(rows);
    int foldedDepth = -1; // of the folded group that we are in
    for (const int number : m_groupOrder) {
        const Group &group = m_groups[size_t(number)];
        if (foldedDepth >= 0 && group.depth <= foldedDepth) {
            foldedDepth = -1;
        }
        if (!hasRows[size_t(number)] || foldedDepth >= 0) {
            continue;
        }
        entries.push_back({-1, number});
        if (isFolded(number)) {
            foldedDepth = group.depth;
            continue;
        }
        for (const int person : group.all) {
            if (isShown(person)) {
                entries.push_back({person, number});
            }
        }
    }
    return entries;
}

void ContactListModel::scheduleUpdate()
{
    if (!m_update.isActive()) {
        m_update.start();
    }
}

void ContactListModel::rebuild()
{
    m_update.stop();
    const bool everything = std::exchange(m_everythingChanged, false);
    const ShownChange shownChange = std::exchange(m_shownChanged, ShownChange::None);
    if (everything) {
        sortEverybody();
    } else {
        sortChanged();
        if (shownChange != ShownChange::None) {
            showOthers(shownChange);
        }
    }
    for (Group &group : m_groups) {
        const int number = int(&group - m_groups.data());
        group.headerDiffers = group.hasHeader && std::tie(group.saidAvailable, group.saidTotal, group.saidFolded)
                != std::tuple(group.available, group.total, isFolded(number));
        group.saidAvailable = group.available;
        group.saidTotal = group.total;
        group.saidFolded = isFolded(number);
    }
    const bool wasEmpty = m_entries.empty();
    applyRows(m_entries, wantedEntries(), [](const Entry &entry) { return entry.id(); });

    std::vector<int> changed;
    for (int i = 0; i < int(m_entries.size()) && !wasEmpty; ++i) {
        const Entry &entry = m_entries[size_t(i)];
        constexpr quint8 both = Changed | HadRow;
        const bool differs = entry.person < 0 ? m_groups[size_t(entry.group)].headerDiffers
                                              : (m_flags[size_t(entry.person)] & both) == both;
        if (differs) {
            changed.push_back(i);
        }
    }
    announceChanged(changed);
    for (Group &group : m_groups) {
        group.hasHeader = false;
    }
    for (const Entry &entry : m_entries) {
        if (entry.person < 0) {
            m_groups[size_t(entry.group)].hasHeader = true;
        }
    }

    const bool peopleDiffer = !m_gone.empty() || !m_changed.empty();
    for (const int number : m_changed) {
        m_flags[size_t(number)] &= quint8(~Changed);
        keepShown(number, 0);
    }
    m_changed.clear();
    freeNumbers();
    if (peopleDiffer) {
        Q_EMIT peopleChanged();
    }
}

} // namespace jackdaw
