// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/ContactListModel.h"

#include "base/FoldedText.h"
#include "base/SortedMerge.h"

#include <QVarLengthArray>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int gatherTime = 40; // ms
constexpr qsizetype contactsAtOnce = 500; // some 2 ms
constexpr int deepest = 8; ///< groups in groups; a name with more is one group

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
    QVarLengthArray<int, 2> groups; ///< numbers
    QVarLengthArray<int, 4> counted; ///< these, and those that they lie in, each once
    QString sortText; ///< folded name
    quint32 serial = 0;
    quint32 roster = 0;  ///< the one it stood in last
    bool changed = true; ///< since the last rebuild
    // As the groups have them
    bool shown = false;
    bool there = false;
    bool hadRow = false; ///< after the last rebuild
};

struct ContactListModel::Group
{
    QString name;
    QString text; ///< folded; those of nested groups begin with that of the outer one, and stand behind it
    QString title;  ///< its name without those that it lies in
    int parent = 0; ///< 0: it lies in none
    int depth = 0;
    std::vector<Person *> all;   ///< sorted
    std::vector<Person *> shown; ///< of these, sorted like them
    std::vector<Person *> fresh; ///< of the rebuild that runs: to be put into it
    bool touched = false;        ///< by the rebuild that runs
    int available = 0; ///< with the groups in it, each person once
    int total = 0;
    // What its header says; -1: it has none
    int shownAvailable = -1;
    int shownTotal = -1;
    bool shownFolded = false;
};

/// Small on purpose: ten thousand of them are sorted and moved.
struct ContactListModel::Entry
{
    Person *person = nullptr; ///< nullptr: a header
    int group = 0;
    int available = 0; ///< headers
    int total = 0;

    quint64 id() const { return quint64(person ? person->serial : 0) << 32 | quint64(group); }
};

ContactListModel::ContactListModel(QObject *parent)
    : RowListModel(parent)
    , m_looks(new ContactLooks({[this] { return m_people.keys(); },
                                [this](const Key &key) { return find(key.first, key.second); }}, this))
{
    connect(m_looks, &ContactLooks::changed, this, [this] {
        if (!m_entries.empty()) {
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        }
        Q_EMIT lookAlikesChanged();
        Q_EMIT peopleChanged();
    });
    m_groups.emplace_back();
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
    row.group = m_groups[size_t(entry.group)].name;
    row.depth = m_groups[size_t(entry.group)].depth;
    for (int number = row.isHeader ? entry.group : 0; number != 0; number = m_groups[size_t(number)].parent) {
        row.path.prepend(m_groups[size_t(number)].title);
    }
    row.folded = row.isHeader && isFolded(entry.group);
    row.available = entry.available;
    row.total = entry.total;
    if (entry.person) {
        row.contact = entry.person->contact;
        row.presence = entry.person->presence;
        row.account = m_marks.value(row.contact.account);
        row.lookAlike = m_looks->likeOf(row.contact);
    }
    return row;
}

QList<int> ContactListModel::headingRows() const
{
    QList<int> rows;
    for (int i = 0; i < int(m_entries.size()); ++i) {
        if (!m_entries[size_t(i)].person) {
            rows.append(i);
        }
    }
    return rows;
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
        return entry.person ? entry.person->contact.shownName() : m_groups[size_t(entry.group)].name;
    case Qt::AccessibleDescriptionRole: // the row's name has its parts by contract (design/ui.md, "Accessible names")
        return row(index.row()).account.name;
    case HeaderRole:
        return !entry.person;
    case GroupRole:
        return m_groups[size_t(entry.group)].name;
    case DepthRole:
        return m_groups[size_t(entry.group)].depth;
    case FoldedRole:
        return !entry.person && isFolded(entry.group);
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
                  : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
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

BareJid ContactListModel::lookAlikeOf(AccountId account, const BareJid &jid) const
{
    if (const Person *known = person(account, jid)) {
        return m_looks->likeOf(known->contact);
    }
    Contact stranger;
    stranger.account = account;
    stranger.jid = jid;
    return m_looks->likeOfStranger(stranger);
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
    if (folded == m_filter) {
        return;
    }
    // Whoever does not have a part of what is looked for does not have the whole.
    const bool isNarrower = !m_filter.isEmpty() && folded.contains(m_filter);
    m_filter = folded;
    m_shownChanged = std::max(m_shownChanged, isNarrower ? ShownChange::Fewer : ShownChange::Any);
    rebuild();
}

void ContactListModel::setOfflineShown(bool shown)
{
    if (shown != m_offlineShown) {
        m_offlineShown = shown;
        m_shownChanged = ShownChange::Any;
        rebuild();
    }
}

void ContactListModel::setFoldedGroups(const QSet<QString> &groups)
{
    if (groups != m_folded) {
        m_folded = groups;
        rebuild();
    }
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

void ContactListModel::setAccountMarks(const QHash<AccountId, AccountMark> &marks)
{
    if (marks == m_marks) {
        return;
    }
    m_marks = marks;
    if (!m_entries.empty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
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
    takeRest();
    if (m_update.isActive()) {
        rebuild();
    }
}

void ContactListModel::replaceRoster(AccountId account, const QList<Contact> &contacts)
{
    takeRest();
    m_rosterAccount = account;
    m_roster = contacts;
    m_taken = 0;
    ++m_rosterNumber;
    m_people.reserve(m_people.size() + contacts.size());
    takeSlice();
}

void ContactListModel::takeSlice()
{
    if (m_taken < 0) {
        return;
    }
    const qsizetype end = qMin(m_taken + contactsAtOnce, m_roster.size());
    for (; m_taken < end; ++m_taken) {
        place(m_roster[m_taken]);
    }
    if (m_taken < m_roster.size()) {
        QMetaObject::invokeMethod(this, &ContactListModel::takeSlice, Qt::QueuedConnection);
    } else {
        endRoster();
    }
}

void ContactListModel::takeRest()
{
    while (m_taken >= 0) {
        if (m_taken < m_roster.size()) {
            place(m_roster[m_taken++]);
        } else {
            endRoster();
        }
    }
}

/// Who is not in it goes.
void ContactListModel::endRoster()
{
    m_taken = -1;
    m_roster.clear();
    QList<Key> missing;
    for (auto it = m_people.cbegin(); it != m_people.cend(); ++it) {
        if (it.key().first == m_rosterAccount && it.value()->roster != m_rosterNumber) {
            missing.append(it.key());
        }
    }
    for (const Key &key : std::as_const(missing)) {
        drop(key);
    }
    const QList<Contact> changed = std::exchange(m_changedMeanwhile, {});
    for (const Contact &contact : changed) {
        place(contact);
    }
    scheduleUpdate();
}

void ContactListModel::changeContacts(const QList<Contact> &contacts)
{
    if (m_taken >= 0) { // people say their names just when the roster has come: its rest is not taken at once for that
        m_changedMeanwhile += contacts;
        return;
    }
    for (const Contact &contact : contacts) {
        place(contact);
    }
    scheduleUpdate();
}

void ContactListModel::removeContact(AccountId account, const BareJid &jid)
{
    takeRest();
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
            notePresence(*known, change.shown);
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
        if (known->contact.account == account) {
            notePresence(*known, unknown);
        }
    }
    m_strangers.removeIf([&](QHash<Key, Presence>::iterator entry) { return entry.key().first == account; });
    scheduleUpdate();
}

void ContactListModel::presumeOffline(AccountId account)
{
    for (const auto &known : std::as_const(m_people)) {
        if (known->contact.account == account && known->presence.availability == Availability::Unknown) {
            notePresence(*known, {});
        }
    }
    scheduleUpdate();
}

void ContactListModel::notePresence(Person &person, const Presence &presence)
{
    if (person.presence == presence) {
        return;
    }
    person.presence = presence;
    if (!std::exchange(person.changed, true)) {
        m_changed.push_back(&person);
    }
}

void ContactListModel::place(const Contact &contact)
{
    const Key key{contact.account, contact.jid};
    std::shared_ptr<Person> &known = m_people[key];
    const bool isNew = !known;
    if (isNew) {
        known = std::make_shared<Person>();
        known->serial = ++m_lastSerial;
        if (m_strangers.contains(key)) {
            known->presence = m_strangers.take(key);
        }
    }
    known->roster = m_rosterNumber;
    if (known->contact == contact) {
        return;
    }
    // Names come one by one, as often as people give themselves others: for one, not everybody is sorted.
    const bool staysInGroups = !isNew && known->contact.groups == contact.groups && !known->groups.isEmpty();
    known->contact = contact;
    takeGroups(*known);
    known->sortText = foldedText(contact.shownName());
    m_looks->put(contact);
    const bool wasChanged = std::exchange(known->changed, true);
    if (!staysInGroups) {
        m_everythingChanged = true;
    } else if (!wasChanged) {
        m_changed.push_back(known.get());
    }
}

void ContactListModel::drop(const Key &key)
{
    if (auto known = m_people.take(key)) {
        m_looks->remove(key.first, key.second);
        // What they still show of themselves belongs to a stranger now.
        if (isThere(known->presence.availability)) {
            m_strangers.insert(key, known->presence);
        }
        m_gone.push_back(std::move(known));
        m_everythingChanged = true;
    }
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

bool ContactListModel::isShown(const Person &person) const
{
    if (!m_offlineShown && !isThere(person.presence.availability)) {
        return false;
    }
    if (m_filter.isEmpty()) {
        return true;
    }
    return person.sortText.contains(m_filter) || foldedText(person.contact.jid.toString()).contains(m_filter);
}

bool ContactListModel::standsBefore(const Person *a, const Person *b)
{
    if (const int rank = rankOf(a->presence.availability) - rankOf(b->presence.availability); rank != 0) {
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

void ContactListModel::sortEverybody()
{
    for (Group &group : m_groups) {
        group.all.clear();
        group.available = group.total = 0;
    }
    for (const auto &known : std::as_const(m_people)) {
        known->shown = isShown(*known);
        known->there = isThere(known->presence.availability);
        for (const int number : known->counted) {
            m_groups[size_t(number)].total += 1;
            m_groups[size_t(number)].available += known->there;
        }
        for (const int number : known->groups) {
            m_groups[size_t(number)].all.push_back(known.get());
        }
    }
    for (Group &group : m_groups) {
        std::sort(group.all.begin(), group.all.end(), &standsBefore);
        takeShown(group);
    }
    if (m_groupOrder.size() != m_groups.size()) {
        orderGroups();
    }
}

void ContactListModel::takeShown(Group &group)
{
    group.shown.clear();
    std::copy_if(group.all.cbegin(), group.all.cend(), std::back_inserter(group.shown), [](const Person *person) { return person->shown; });
}

/// Nobody stands elsewhere, but others are shown.
void ContactListModel::showOthers(ShownChange change)
{
    for (const auto &known : std::as_const(m_people)) {
        known->shown = (known->shown || change == ShownChange::Any) && isShown(*known);
        if (!known->changed) { // the others have their turn at the end of the rebuild
            known->hadRow = known->shown;
        }
    }
    for (Group &group : m_groups) {
        takeShown(group);
    }
}

/// Nothing but the presences and names of m_changed is other than it was.
void ContactListModel::sortChanged()
{
    std::vector<Group *> touched;
    for (Person *person : m_changed) {
        const bool there = isThere(person->presence.availability);
        const bool wasThere = std::exchange(person->there, there);
        person->shown = isShown(*person);
        for (const int number : person->counted) {
            m_groups[size_t(number)].available += int(there) - int(wasThere);
        }
        for (const int number : person->groups) {
            Group &group = m_groups[size_t(number)];
            if (!std::exchange(group.touched, true)) {
                touched.push_back(&group);
            }
            group.fresh.push_back(person);
        }
    }
    for (Group *group : touched) {
        mergeChanged(group->all, std::exchange(group->fresh, {}), [](const Person *person) { return person->changed; }, &standsBefore);
        takeShown(*group);
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
    size_t rows = 0;
    std::vector<bool> hasRows(m_groups.size()); // by number: somebody in it, or in a group in it, is shown
    for (size_t i = 0; i < m_groups.size(); ++i) {
        rows += m_groups[i].shown.size() + 1;
        for (size_t up = i; !m_groups[i].shown.empty() && !hasRows[up]; up = size_t(m_groups[up].parent)) {
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
        entries.push_back({nullptr, number, group.available, group.total});
        if (isFolded(number)) {
            foldedDepth = group.depth;
            continue;
        }
        for (Person *person : group.shown) {
            entries.push_back({person, number, 0, 0});
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
    const bool wasEmpty = m_entries.empty();
    applyRows(m_entries, wantedEntries(), [](const Entry &entry) { return entry.id(); });

    const bool isAnybodyChanged = everything || !m_changed.empty();
    std::vector<int> changed;
    for (int i = 0; i < int(m_entries.size()) && !wasEmpty; ++i) {
        const Entry &entry = m_entries[size_t(i)];
        const Group &group = m_groups[size_t(entry.group)];
        const bool headerDiffers = !entry.person && group.shownTotal >= 0
            && (group.shownAvailable != group.available || group.shownTotal != group.total || group.shownFolded != isFolded(entry.group));
        if (entry.person ? isAnybodyChanged && entry.person->changed && entry.person->hadRow : headerDiffers) {
            changed.push_back(i);
        }
    }
    announceChanged(changed);
    for (Group &group : m_groups) {
        group.shownTotal = -1;
    }
    for (const Entry &entry : m_entries) {
        if (!entry.person) {
            Group &group = m_groups[size_t(entry.group)];
            group.shownAvailable = group.available;
            group.shownTotal = group.total;
            group.shownFolded = isFolded(entry.group);
        }
    }

    bool peopleDiffer = !m_gone.empty() || !m_changed.empty();
    if (everything) {
        for (const auto &known : std::as_const(m_people)) {
            peopleDiffer = peopleDiffer || known->changed;
            known->changed = false;
            known->hadRow = known->shown;
        }
    } else {
        for (Person *person : m_changed) {
            person->changed = false;
            person->hadRow = person->shown;
        }
    }
    m_changed.clear();
    m_gone.clear();
    if (peopleDiffer) {
        Q_EMIT peopleChanged();
    }
}

} // namespace jackdaw
