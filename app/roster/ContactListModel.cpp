// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/ContactListModel.h"

#include "base/FoldedText.h"

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int gatherTime = 40; // ms

/// Where a presence stands within a group: those who can be talked to now, those who are there, the others.
int rankOf(Availability availability)
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

bool isThere(Availability availability)
{
    return rankOf(availability) < 2;
}

} // namespace

struct ContactListModel::Person
{
    Contact contact;
    Presence presence;
    QString sortText;   ///< folded name
    QString searchText; ///< folded name and address
    quint32 serial = 0;
    bool changed = true; ///< since the last rebuild
};

struct ContactListModel::Entry
{
    quint64 id = 0; ///< the person's serial, and the group's number
    Person *person = nullptr; ///< nullptr: a header
    QString group;
    QString groupText; ///< folded
    int rank = 0;
    int available = 0;
    int total = 0;

    bool operator<(const Entry &other) const
    {
        if (group != other.group) {
            if (group.isEmpty() != other.group.isEmpty()) {
                return other.group.isEmpty(); // contacts in no group stand last
            }
            const int order = groupText.compare(other.groupText);
            return order != 0 ? order < 0 : group < other.group;
        }
        if (!person || !other.person) {
            return !person && other.person;
        }
        if (rank != other.rank) {
            return rank < other.rank;
        }
        if (const int order = person->sortText.compare(other.person->sortText); order != 0) {
            return order < 0;
        }
        if (person->contact.jid != other.person->contact.jid) {
            return person->contact.jid < other.person->contact.jid;
        }
        return person->contact.account < other.person->contact.account;
    }
};

ContactListModel::ContactListModel(QObject *parent) : RowListModel(parent)
{
    m_update.setSingleShot(true);
    m_update.setInterval(gatherTime);
    connect(&m_update, &QTimer::timeout, this, &ContactListModel::rebuild);
}

ContactListModel::~ContactListModel() = default;

int ContactListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

ContactListModel::Row ContactListModel::row(int index) const
{
    const Entry &entry = m_entries.at(size_t(index));
    Row row;
    row.isHeader = !entry.person;
    row.group = entry.group;
    row.available = entry.available;
    row.total = entry.total;
    if (entry.person) {
        row.contact = entry.person->contact;
        row.presence = entry.person->presence;
    }
    return row;
}

QVariant ContactListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Entry &entry = m_entries[size_t(index.row())];
    switch (role) {
    case Qt::AccessibleTextRole:
        if (m_spoken) {
            return m_spoken(row(index.row()));
        }
        [[fallthrough]];
    case Qt::DisplayRole:
        return entry.person ? entry.person->contact.shownName() : entry.group;
    case HeaderRole:
        return !entry.person;
    default:
        break;
    }
    if (!entry.person) {
        return {};
    }
    switch (role) {
    case AccountRole:
        return QVariant::fromValue(entry.person->contact.account);
    case JidRole:
        return entry.person->contact.jid.toString();
    case AvailabilityRole:
        return int(entry.person->presence.availability);
    case StatusRole:
        return entry.person->presence.status;
    default:
        return {};
    }
}

Qt::ItemFlags ContactListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    const bool header = !m_entries[size_t(index.row())].person;
    return header ? Qt::ItemIsEnabled | Qt::ItemNeverHasChildren
                  : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

ContactListModel::Person *ContactListModel::person(AccountId account, const BareJid &jid) const
{
    const auto found = m_people.constFind({account, jid});
    return found == m_people.cend() ? nullptr : found->get();
}

QString ContactListModel::nameOf(AccountId account, const BareJid &jid) const
{
    if (const Person *known = person(account, jid)) {
        return known->contact.shownName();
    }
    Contact stranger;
    stranger.jid = jid;
    return stranger.shownName();
}

const Contact *ContactListModel::find(AccountId account, const BareJid &jid) const
{
    const Person *known = person(account, jid);
    return known ? &known->contact : nullptr;
}

Presence ContactListModel::presenceOf(AccountId account, const BareJid &jid) const
{
    const Person *known = person(account, jid);
    return known ? known->presence : m_strangers.value({account, jid});
}

void ContactListModel::forEachContact(const std::function<void(const Contact &, const Presence &)> &visit) const
{
    for (const auto &known : m_people) {
        visit(known->contact, known->presence);
    }
}

void ContactListModel::setFilter(const QString &text)
{
    const QString folded = foldedText(text.trimmed());
    if (folded != m_filter) {
        m_filter = folded;
        rebuild();
    }
}

void ContactListModel::setOfflineShown(bool shown)
{
    if (shown != m_offlineShown) {
        m_offlineShown = shown;
        rebuild();
    }
}

void ContactListModel::setSpokenText(std::function<QString(const Row &)> spoken)
{
    m_spoken = std::move(spoken);
    if (!m_entries.empty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::AccessibleTextRole});
    }
}

void ContactListModel::flush()
{
    if (m_update.isActive()) {
        rebuild();
    }
}

void ContactListModel::replaceRoster(AccountId account, const QList<Contact> &contacts)
{
    QSet<Key> wanted;
    wanted.reserve(contacts.size());
    for (const Contact &contact : contacts) {
        wanted.insert({contact.account, contact.jid});
        place(contact);
    }
    QList<Key> missing;
    for (auto it = m_people.keyBegin(); it != m_people.keyEnd(); ++it) {
        if (it->first == account && !wanted.contains(*it)) {
            missing.append(*it);
        }
    }
    for (const Key &key : std::as_const(missing)) {
        drop(key);
    }
    scheduleUpdate();
}

void ContactListModel::changeContacts(const QList<Contact> &contacts)
{
    for (const Contact &contact : contacts) {
        place(contact);
    }
    scheduleUpdate();
}

void ContactListModel::removeContact(AccountId account, const BareJid &jid)
{
    drop({account, jid});
    scheduleUpdate();
}

void ContactListModel::removeAccount(AccountId account)
{
    replaceRoster(account, {});
    m_strangers.removeIf([&](QHash<Key, Presence>::iterator entry) { return entry.key().first == account; });
}

void ContactListModel::changePresences(const QList<ContactPresence> &presences)
{
    for (const ContactPresence &change : presences) {
        if (Person *known = person(change.account, change.jid)) {
            if (known->presence != change.shown) {
                known->presence = change.shown;
                known->changed = true;
            }
        } else if (isThere(change.shown.availability)) {
            m_strangers.insert({change.account, change.jid}, change.shown);
        } else {
            m_strangers.remove({change.account, change.jid});
        }
    }
    scheduleUpdate();
}

void ContactListModel::forgetPresences(AccountId account)
{
    Presence unknown;
    unknown.availability = Availability::Unknown;
    for (const auto &known : std::as_const(m_people)) {
        if (known->contact.account == account && known->presence != unknown) {
            known->presence = unknown;
            known->changed = true;
        }
    }
    m_strangers.removeIf([&](QHash<Key, Presence>::iterator entry) { return entry.key().first == account; });
    scheduleUpdate();
}

void ContactListModel::place(const Contact &contact)
{
    const Key key{contact.account, contact.jid};
    std::shared_ptr<Person> &known = m_people[key];
    if (!known) {
        known = std::make_shared<Person>();
        known->serial = ++m_lastSerial;
        if (m_strangers.contains(key)) {
            known->presence = m_strangers.take(key);
        }
    } else if (known->contact == contact) {
        return;
    }
    known->contact = contact;
    known->contact.groups.removeDuplicates();
    known->sortText = foldedText(contact.shownName());
    known->searchText = known->sortText + u'\n' + foldedText(contact.jid.toString());
    known->changed = true;
    for (const QString &group : contact.groups) {
        numberOfGroup(group);
    }
}

void ContactListModel::drop(const Key &key)
{
    if (auto known = m_people.take(key)) {
        // What they still show of themselves belongs to a stranger now.
        if (isThere(known->presence.availability)) {
            m_strangers.insert(key, known->presence);
        }
        m_gone.push_back(std::move(known));
    }
}

int ContactListModel::numberOfGroup(const QString &group)
{
    // Contacts in no group have number 0.
    if (group.isEmpty()) {
        return 0;
    }
    const auto known = m_groupNumbers.constFind(group);
    return known != m_groupNumbers.cend() ? *known : *m_groupNumbers.insert(group, int(m_groupNumbers.size()) + 1);
}

bool ContactListModel::isShown(const Person &person) const
{
    if (!m_offlineShown && !isThere(person.presence.availability)) {
        return false;
    }
    return m_filter.isEmpty() || person.searchText.contains(m_filter);
}

std::vector<ContactListModel::Entry> ContactListModel::wantedEntries() const
{
    struct Group { QString text; int available = 0; int total = 0; int shown = 0; };
    QHash<QString, Group> groups;
    std::vector<Entry> entries;
    entries.reserve(size_t(m_people.size()) + 32);
    static const QStringList none{QString()};
    for (const auto &known : m_people) {
        const bool shown = isShown(*known);
        const int rank = rankOf(known->presence.availability);
        for (const QString &name : known->contact.groups.isEmpty() ? none : known->contact.groups) {
            auto group = groups.find(name);
            if (group == groups.end()) {
                group = groups.insert(name, Group{foldedText(name)});
            }
            group->total += 1;
            group->available += rank < 2;
            if (shown) {
                group->shown += 1;
                const quint64 number = quint64(m_groupNumbers.value(name));
                entries.push_back({quint64(known->serial) << 32 | number, known.get(), name, group->text, rank, 0, 0});
            }
        }
    }
    for (auto group = groups.cbegin(); group != groups.cend(); ++group) {
        if (group->shown > 0) {
            entries.push_back({quint64(m_groupNumbers.value(group.key())), nullptr, group.key(), group->text, 0,
                               group->available, group->total});
        }
    }
    std::sort(entries.begin(), entries.end());
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
    QHash<quint64, std::pair<int, int>> oldCounts;
    QSet<quint64> old;
    old.reserve(qsizetype(m_entries.size()));
    for (const Entry &entry : m_entries) {
        old.insert(entry.id);
        if (!entry.person) {
            oldCounts.insert(entry.id, {entry.available, entry.total});
        }
    }
    applyRows(m_entries, wantedEntries(), [](const Entry &entry) { return entry.id; });

    std::vector<int> changed;
    for (int i = 0; i < int(m_entries.size()); ++i) {
        const Entry &entry = m_entries[size_t(i)];
        if (old.contains(entry.id)
            && (entry.person ? entry.person->changed
                             : oldCounts.value(entry.id) != std::pair(entry.available, entry.total))) {
            changed.push_back(i);
        }
    }
    announceChanged(changed);

    bool peopleDiffer = !m_gone.empty();
    for (const auto &known : std::as_const(m_people)) {
        peopleDiffer = peopleDiffer || known->changed;
        known->changed = false;
    }
    m_gone.clear();
    if (peopleDiffer) {
        Q_EMIT peopleChanged();
    }
}

} // namespace jackdaw
