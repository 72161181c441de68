// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/ContactListModel.h"

#include "base/FoldedText.h"
#include "base/SortedMerge.h"

#include <QVarLengthArray>

#include <algorithm>
#include <tuple>

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
    const Group &group = m_groups[size_t(entry.group)];
    Row row;
    row.isHeader = entry.person < 0;
    row.group = group.name;
    row.depth = group.depth;
    for (int number = row.isHeader ? entry.group : 0; number != 0; number = m_groups[size_t(number)].parent) {
        row.path.prepend(m_groups[size_t(number)].title);
    }
    row.folded = row.isHeader && isFolded(entry.group);
    if (row.isHeader) {
        row.available = group.saidAvailable;
        row.total = group.saidTotal;
    } else {
        const Person &person = *m_numbered[size_t(entry.person)];
        row.contact = person.contact;
        row.presence = person.presence;
        row.account = m_marks.value(row.contact.account);
        row.lookAlike = m_looks->likeOf(row.contact);
    }
    return row;
}

QList<int> ContactListModel::headingRows() const
{
    QList<int> rows;
    for (int i = 0; i < int(m_entries.size()); ++i) {
        if (m_entries[size_t(i)].person < 0) {
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
    const Person *person = entry.person < 0 ? nullptr : m_numbered[size_t(entry.person)];
    switch (role) {
    case Qt::AccessibleTextRole:
        if (m_spoken) {
            return m_spoken(row(index.row()));
        }
        [[fallthrough]];
    case Qt::DisplayRole:
        return person ? person->contact.shownName() : m_groups[size_t(entry.group)].name;
    case Qt::AccessibleDescriptionRole: // the row's name has its parts by contract (design/ui.md, "Accessible names")
        return row(index.row()).account.name;
    case HeaderRole:
        return !person;
    case GroupRole:
        return m_groups[size_t(entry.group)].name;
    case DepthRole:
        return m_groups[size_t(entry.group)].depth;
    case FoldedRole:
        return !person && isFolded(entry.group);
    default:
        break;
    }
    if (!person) {
        return {};
    }
    switch (role) {
    case AccountRole:
        return QVariant::fromValue(person->contact.account);
    case JidRole:
        return person->contact.jid.toString();
    case AvailabilityRole:
        return int(person->presence.availability);
    case StatusRole:
        return person->presence.status;
    default:
        return {};
    }
}

Qt::ItemFlags ContactListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    const bool header = m_entries[size_t(index.row())].person < 0;
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
    m_wanted = folded.toUtf8();
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
    noteChanged(person);
}

void ContactListModel::noteChanged(const Person &person)
{
    if (quint8 &flags = m_flags[size_t(person.number)]; !(flags & Changed)) {
        flags |= Changed;
        m_changed.push_back(person.number);
    }
}

void ContactListModel::place(const Contact &contact)
{
    const Key key{contact.account, contact.jid};
    std::shared_ptr<Person> &known = m_people[key];
    const bool isNew = !known;
    if (isNew) {
        known = std::make_shared<Person>();
        takeNumber(*known);
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
    m_texts.put(known->number, known->sortText, foldedText(contact.jid.toString()));
    m_looks->put(contact);
    m_everythingChanged = m_everythingChanged || !staysInGroups;
    noteChanged(*known);
}

void ContactListModel::takeNumber(Person &person)
{
    if (m_freeNumbers.empty()) {
        person.number = int(m_numbered.size());
        m_numbered.push_back(&person);
        m_flags.push_back(Used);
    } else {
        person.number = m_freeNumbers.back();
        m_freeNumbers.pop_back();
        m_numbered[size_t(person.number)] = &person;
        m_flags[size_t(person.number)] = Used;
    }
}

/// Of those who went and have no row any more.
void ContactListModel::freeNumbers()
{
    for (const auto &gone : m_gone) {
        m_texts.remove(gone->number);
        m_numbered[size_t(gone->number)] = nullptr;
        m_flags[size_t(gone->number)] = 0;
        m_freeNumbers.push_back(gone->number);
    }
    m_gone.clear();
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

/// Sets what is shown of somebody, by what is known of whether they are there.
void ContactListModel::show(int number)
{
    quint8 &flags = m_flags[size_t(number)];
    const bool isShown = (m_offlineShown || flags & There) && (m_wanted.isEmpty() || m_texts.has(number, m_wanted));
    flags = quint8(isShown ? flags | Shown : flags & ~Shown);
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

/// They have a row after the rebuild that runs, or none. Of those with one of these flags that is noted at its end: what
/// they had before is asked until then.
void ContactListModel::keepShown(int number, quint8 notWith)
{
    if (quint8 &flags = m_flags[size_t(number)]; !(flags & notWith)) {
        flags = quint8(flags & Shown ? flags | HadRow : flags & ~HadRow);
    }
}

/// What `standsBefore` says, of numbers.
auto ContactListModel::order() const
{
    return [this](int a, int b) { return standsBefore(m_numbered[size_t(a)], m_numbered[size_t(b)]); };
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
