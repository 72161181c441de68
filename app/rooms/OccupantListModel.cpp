// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/OccupantListModel.h"

#include "base/FoldedText.h"
#include "rooms/OccupantListPerson.h"

#include <algorithm>

namespace jackdaw {

bool OccupantListModel::Before::operator()(const Person *a, const Person *b) const
{
    if (a->occupant.role != b->occupant.role) {
        return a->occupant.role > b->occupant.role;
    }
    if (a->occupant.affiliation != b->occupant.affiliation) {
        return a->occupant.affiliation > b->occupant.affiliation;
    }
    if (const int names = a->folded.compare(b->folded); names != 0) {
        return names < 0;
    }
    if (const int nicks = a->occupant.nick.compare(b->occupant.nick); nicks != 0) {
        return nicks < 0;
    }
    return a->occupant.jid < b->occupant.jid; // of those who are away alone
}

OccupantListModel::Section OccupantListModel::sectionOf(const Occupant &occupant)
{
    return occupant.role == RoomRole::Moderator || occupant.affiliation >= RoomAffiliation::Admin ? Section::Leading : Section::Here;
}

OccupantListModel::OccupantListModel(QObject *parent) : QAbstractListModel(parent) {}

OccupantListModel::~OccupantListModel() = default;

// Rows

const OccupantListModel::People &OccupantListModel::shown(Section section) const
{
    const Part &part = m_parts[size_t(section)];
    return m_filter.isEmpty() ? part.all : part.matching;
}

int OccupantListModel::firstRow(Section section) const
{
    int row = 0;
    for (const Section each : sections) {
        if (each == section) {
            break;
        }
        row += shown(each).isEmpty() ? 0 : shown(each).size() + 1;
    }
    return row;
}

int OccupantListModel::rowCount(const QModelIndex &parent) const
{
    const int away = shown(Section::Away).size();
    return parent.isValid() ? 0 : firstRow(Section::Away) + (away > 0 ? away + 1 : 0);
}

int OccupantListModel::rowOf(const Person &person) const
{
    return firstRow(person.section) + 1 + shown(person.section).rowOf(const_cast<Person *>(&person));
}

int OccupantListModel::rowOf(const QString &nick) const
{
    const auto found = m_here.constFind(nick);
    const bool isShown = found != m_here.cend() && (*found)->isPlaced && (m_filter.isEmpty() || (*found)->isMatching);
    return isShown ? rowOf(**found) : -1;
}

/// nullptr: it is the header of that section.
const OccupantListModel::Person *OccupantListModel::personAt(int row, Section *section) const
{
    for (const Section each : sections) {
        const int people = shown(each).size();
        if (people > 0 && row <= people) {
            *section = each;
            return row == 0 ? nullptr : shown(each).at(row - 1);
        }
        row -= people > 0 ? people + 1 : 0;
    }
    return nullptr;
}

OccupantListModel::Row OccupantListModel::row(int index) const
{
    Row row;
    const Person *person = personAt(index, &row.section);
    row.isHeader = !person;
    if (person) {
        row.occupant = person->occupant;
        row.isUs = row.section != Section::Away && person->occupant.nick == m_ownNick;
    } else {
        row.total = m_parts[size_t(row.section)].all.size();
    }
    return row;
}

QList<int> OccupantListModel::headingRows() const
{
    QList<int> rows;
    for (const Section each : sections) {
        if (!shown(each).isEmpty()) {
            rows << firstRow(each);
        }
    }
    return rows;
}

QVariant OccupantListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    if (role == Qt::AccessibleTextRole && m_spoken) {
        return m_spoken(row(index.row()));
    }
    Section section = Section::Here;
    const Person *person = personAt(index.row(), &section);
    if (role == HeaderRole) {
        return !person;
    }
    if (role == SectionRole) {
        return int(section);
    }
    if (!person) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return person->occupant.nick;
    case NickRole:
        return section == Section::Away ? QString() : person->occupant.nick;
    case JidRole:
        return person->occupant.jid.toString();
    case AvailabilityRole:
        return int(person->occupant.availability);
    case StatusRole:
        return person->occupant.status;
    default:
        return {};
    }
}

Qt::ItemFlags OccupantListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    Section section = Section::Here;
    const bool isHeader = !personAt(index.row(), &section);
    return isHeader ? Qt::ItemIsEnabled | Qt::ItemNeverHasChildren
                    : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

const Occupant *OccupantListModel::find(const QString &nick) const
{
    const auto found = m_here.constFind(nick);
    return found == m_here.cend() ? nullptr : &(*found)->occupant;
}

void OccupantListModel::forEachPresent(const std::function<void(const Occupant &)> &visit) const
{
    for (const auto &person : m_here) {
        visit(person->occupant);
    }
}

// What is shown

void OccupantListModel::setRoom(ConversationId room)
{
    if (room == m_room) {
        return;
    }
    beginResetModel();
    m_room = room;
    m_ownNick.clear();
    m_waiting.clear();
    m_taken = -1;
    m_newMembers.clear();
    m_enlisted = -1;
    m_listNumber = 0;
    m_parts = {};
    m_here.clear();
    m_members.clear();
    m_hereByJid.clear();
    m_addresses.clear();
    endResetModel();
    Q_EMIT countsChanged();
}

void OccupantListModel::setOwnNick(const QString &nick)
{
    const QString before = std::exchange(m_ownNick, nick);
    for (const QString &each : {before, nick}) {
        if (const int row = before == nick ? -1 : rowOf(each); row >= 0) {
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

void OccupantListModel::setSpokenText(std::function<QString(const Row &)> spoken)
{
    m_spoken = std::move(spoken);
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::AccessibleTextRole});
    }
}

bool OccupantListModel::matches(const Person &person) const
{
    // Addresses are folded as it is, by what makes them addresses (RFC 7622, 3.3).
    return person.folded.contains(m_filter) || person.occupant.jid.toString().contains(m_filter);
}

void OccupantListModel::setFilter(const QString &text)
{
    const QString folded = foldedText(text.trimmed());
    if (folded == m_filter) {
        return;
    }
    beginResetModel();
    m_filter = folded;
    for (Part &each : m_parts) {
        each.matching.clear();
        each.all.forEach([&](Person *person) {
            person->isMatching = !m_filter.isEmpty() && matches(*person);
            if (person->isMatching) {
                each.matching.append(person);
            }
        });
    }
    endResetModel();
}

// Rows that come, go and change

void OccupantListModel::put(QList<Person *> people)
{
    std::sort(people.begin(), people.end(), [](const Person *a, const Person *b) {
        return a->section != b->section ? a->section < b->section : Before()(a, b);
    });
    people.removeIf([](const Person *person) { return person->isPlaced; });
    for (qsizetype from = 0; from < people.size();) {
        Person &first = *people[from];
        Part &into = part(first.section);
        const auto place = [&](Person *person) {
            into.all.insert(person);
            person->isPlaced = true;
            if (person->isMatching) {
                into.matching.insert(person);
            }
        };
        first.isMatching = !m_filter.isEmpty() && matches(first);
        if (!m_filter.isEmpty() && !first.isMatching) {
            place(&first);
            ++from;
            continue;
        }
        // Neighbours come together.
        const int at = shown(first.section).rowOf(&first);
        qsizetype to = from + 1;
        for (; to < people.size() && people[to]->section == first.section; ++to) {
            people[to]->isMatching = !m_filter.isEmpty() && matches(*people[to]);
            if ((!m_filter.isEmpty() && !people[to]->isMatching) || shown(first.section).rowOf(people[to]) != at) {
                break;
            }
        }
        const bool isFirst = shown(first.section).isEmpty();
        const int row = firstRow(first.section) + (isFirst ? 0 : 1 + at);
        beginInsertRows({}, row, row + int(to - from) - (isFirst ? 0 : 1));
        std::for_each(people.begin() + from, people.begin() + to, place);
        if (isFirst) {
            into.toldTotal = -1;
        }
        endInsertRows();
        from = to;
    }
}

void OccupantListModel::take(Person &person)
{
    if (!person.isPlaced) {
        return;
    }
    Part &from = part(person.section);
    const bool isShown = m_filter.isEmpty() || person.isMatching;
    if (isShown) {
        const bool isLast = shown(person.section).size() == 1;
        const int row = rowOf(person);
        beginRemoveRows({}, isLast ? row - 1 : row, row);
    }
    from.all.remove(&person);
    if (person.isMatching) {
        from.matching.remove(&person);
    }
    person.isPlaced = person.isMatching = false;
    if (isShown) {
        endRemoveRows();
    }
}

void OccupantListModel::clearPart(Section section)
{
    const int rows = shown(section).size();
    if (rows > 0) {
        beginRemoveRows({}, firstRow(section), firstRow(section) + rows);
    }
    part(section).all.forEach([](Person *person) { person->isPlaced = person->isMatching = false; });
    part(section).all.clear();
    part(section).matching.clear();
    if (rows > 0) {
        endRemoveRows();
    }
}

/// Somebody who is there is another than before: in their place, or in another.
void OccupantListModel::change(Person &person, const Occupant &occupant)
{
    Person next = person;
    next.occupant = occupant;
    next.section = sectionOf(occupant);
    const bool wasShown = person.isPlaced && (m_filter.isEmpty() || person.isMatching);
    const bool isShown = m_filter.isEmpty() || matches(next);
    const bool isSamePlace = next.section == person.section && !Before()(&person, &next) && !Before()(&next, &person);
    const auto takeOver = [&] {
        person.occupant = occupant;
        person.section = next.section;
    };
    if (isSamePlace && (!person.isPlaced || wasShown == isShown)) {
        takeOver();
        if (wasShown) {
            const int row = rowOf(person);
            Q_EMIT dataChanged(index(row), index(row));
        }
        return;
    }
    // A move keeps what is selected; where a header comes or goes with it, it is another row.
    const bool headersStay = next.section == person.section || (shown(person.section).size() > 1 && !shown(next.section).isEmpty());
    if (!wasShown || !isShown || !headersStay) {
        const bool wasPlaced = person.isPlaced;
        take(person);
        takeOver();
        if (wasPlaced) {
            put({&person});
        }
        return;
    }
    const int from = rowOf(person);
    const int to = firstRow(next.section) + 1 + shown(next.section).rowOf(&next);
    const bool moves = to != from && to != from + 1;
    if (moves) {
        beginMoveRows({}, from, from, {}, to);
    }
    part(person.section).all.remove(&person);
    if (person.isMatching) {
        part(person.section).matching.remove(&person);
    }
    takeOver();
    part(person.section).all.insert(&person);
    if (person.isMatching) {
        part(person.section).matching.insert(&person);
    }
    if (moves) {
        endMoveRows();
    }
    const int row = rowOf(person);
    Q_EMIT dataChanged(index(row), index(row));
}

void OccupantListModel::tellHeaders()
{
    for (const Section section : sections) {
        const int total = part(section).all.size();
        if (std::exchange(part(section).toldTotal, total) != total && !shown(section).isEmpty()) {
            const int row = firstRow(section);
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

} // namespace jackdaw
