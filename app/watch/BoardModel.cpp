// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/BoardModel.h"

#include "base/Clock.h"
#include "base/FoldedText.h"

#include <tuple>

namespace jackdaw {

namespace {

constexpr int gatherMilliseconds = 40;
constexpr qint64 pastKept = 9 * 3'600'000LL; // the bar has eight hours

/// What stands first when it is sorted by state: whom one can speak to.
int rankOf(Availability availability)
{
    switch (availability) {
    case Availability::Chat:
    case Availability::Available: return 0;
    case Availability::Away: return 1;
    case Availability::DoNotDisturb: return 2;
    case Availability::ExtendedAway: return 3;
    case Availability::Offline: return 4;
    case Availability::Unknown: return 5;
    }
    return 5;
}

Availability filterOf(Availability availability)
{
    return availability == Availability::Chat ? Availability::Available : availability;
}

quint64 idOf(const BoardModel::Row &row)
{
    return quint64(qHash(row.team, size_t(0x5bd1e995))) << 24 ^ quint64(row.person ? row.person->number : 0);
}

} // namespace

BoardModel::BoardModel(const ContactListModel &contacts, const Clock &clock, QObject *parent)
    : RowListModel(parent)
    , m_contacts(contacts)
    , m_clock(clock)
{
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    m_update.setSingleShot(true);
    m_update.setInterval(gatherMilliseconds);
    connect(&m_update, &QTimer::timeout, this, &BoardModel::flush);
    connect(&contacts, &ContactListModel::peopleChanged, this, &BoardModel::refreshPeople);
}

BoardModel::~BoardModel() = default;

int BoardModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int BoardModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant BoardModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row &shown = m_rows[size_t(index.row())];
    switch (role) {
    case HeaderRole: return shown.isHeader;
    case FoldedRole: return shown.isFolded;
    case Qt::DisplayRole:
        return shown.isHeader ? shown.team : m_words.cell ? m_words.cell(*shown.person, Column(index.column())) : shown.person->name;
    case Qt::AccessibleTextRole: return index.column() == 0 && m_words.spoken ? m_words.spoken(shown) : data(index, Qt::DisplayRole);
    default: return {};
    }
}

QVariant BoardModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || !m_words.head) {
        return {};
    }
    return m_words.head(Column(section));
}

Qt::ItemFlags BoardModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= int(m_rows.size())) {
        return {};
    }
    // A folded team is its heading alone, which the keys stop at.
    const Row &shown = m_rows[size_t(index.row())];
    return shown.isHeader && !shown.isFolded ? Qt::ItemFlags(Qt::ItemNeverHasChildren)
                                             : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

void BoardModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= ColumnCount) {
        return;
    }
    m_sort = Column(column);
    m_order = order;
    flush();
}

std::shared_ptr<const BoardModel::Person> BoardModel::find(AccountId account, const BareJid &jid) const
{
    return m_people.value({account, jid});
}

bool BoardModel::isWatched(AccountId account, const BareJid &jid) const
{
    return m_people.contains({account, jid});
}

void BoardModel::forEachPerson(const std::function<void(const Person &)> &visit) const
{
    for (const auto &person : m_people) {
        visit(*person);
    }
}

QList<std::pair<QString, int>> BoardModel::teams() const
{
    QHash<QString, int> counts;
    for (const auto &person : m_people) {
        for (const QString &team : person->teams) {
            ++counts[team];
        }
    }
    QList<std::pair<QString, int>> all;
    for (auto team = counts.cbegin(); team != counts.cend(); ++team) {
        all.append({team.key(), team.value()});
    }
    std::sort(all.begin(), all.end(), [this](const auto &a, const auto &b) {
        return a.first.isEmpty() != b.first.isEmpty() ? b.first.isEmpty() : m_collator.compare(a.first, b.first) < 0;
    });
    return all;
}

bool BoardModel::passesTeam(const Person &person) const
{
    return (!m_team || person.teams.contains(*m_team))
        && (m_text.isEmpty() || person.foldedName.contains(m_text) || person.jid.toString().contains(m_text));
}

int BoardModel::count(Availability filter) const
{
    return int(std::count_if(m_people.begin(), m_people.end(), [&](const auto &person) {
        return passesTeam(*person) && filterOf(person->presence.availability) == filter;
    }));
}

const QList<PresenceRule> BoardModel::rules() const
{
    QList<PresenceRule> all;
    for (const QList<PresenceRule> &each : m_rules) {
        all += each;
    }
    std::sort(all.begin(), all.end(), [](const PresenceRule &a, const PresenceRule &b) { return a.made > b.made; });
    return all;
}

void BoardModel::setTeam(const std::optional<QString> &team)
{
    if (std::exchange(m_team, team) != team) {
        flush();
    }
}

void BoardModel::setText(const QString &text)
{
    if (const QString folded = foldedText(text.trimmed()); std::exchange(m_text, folded) != folded) {
        flush();
    }
}

void BoardModel::setStates(const QSet<Availability> &states)
{
    if (std::exchange(m_states, states) != states) {
        flush();
    }
}

void BoardModel::setLayout(Layout layout)
{
    if (std::exchange(m_layout, layout) != layout) {
        flush();
    }
}

void BoardModel::setPast(AccountId account, const BareJid &jid, const QList<PresenceChange> &changes)
{
    Person *person = change(account, jid);
    if (!person) {
        return;
    }
    // What was seen meanwhile is newer than the disk; the disk knows what was before.
    const qint64 seen = person->changes.empty() ? m_clock.now() + 1 : person->changes.front().time;
    std::vector<PresenceChange> all;
    for (const PresenceChange &each : changes) {
        if (each.time < seen) {
            all.push_back(each);
        }
    }
    all.insert(all.end(), person->changes.begin(), person->changes.end());
    person->changes = std::move(all);
}

void BoardModel::setLastAnswer(AccountId account, const BareJid &jid, qint64 time)
{
    if (Person *person = change(account, jid)) {
        person->lastAnswer = std::max(person->lastAnswer, time);
    }
}

void BoardModel::setWatched(AccountId account, const QList<BareJid> &people)
{
    const QSet<BareJid> wanted(people.cbegin(), people.cend());
    m_people.removeIf([&](QHash<Key, std::shared_ptr<Person>>::iterator person) {
        return person.key().first == account && !wanted.contains(person.key().second);
    });
    for (const BareJid &jid : wanted) {
        std::shared_ptr<Person> &person = m_people[{account, jid}];
        if (person) {
            continue;
        }
        person = std::make_shared<Person>();
        person->account = account;
        person->jid = jid;
        person->number = ++m_lastNumber;
        person->presence.availability = Availability::Unknown;
        takeContact(*person);
        note(*person, m_contacts.presenceOf(account, jid));
    }
    setRules(account, m_rules.value(account));
}

void BoardModel::setRules(AccountId account, const QList<PresenceRule> &rules)
{
    m_rules.insert(account, rules);
    QHash<QString, const PresenceRule *> bells;
    for (const PresenceRule &rule : rules) {
        if (rule.kind == PresenceRule::Kind::PersonAvailable) {
            bells.insert(rule.subject, &rule);
        }
    }
    for (const auto &person : std::as_const(m_people)) {
        if (person->account != account) {
            continue;
        }
        const PresenceRule *bell = bells.value(person->jid.toString());
        const RuleId id = bell ? bell->id : RuleId();
        if (std::exchange(person->bell, id) != id) {
            person->bellSet = bell ? bell->made : 0;
            m_changed.insert(person->number);
        }
    }
    schedule();
}

BoardModel::Person *BoardModel::change(AccountId account, const BareJid &jid)
{
    const auto found = m_people.constFind({account, jid});
    if (found == m_people.cend()) {
        return nullptr;
    }
    m_changed.insert((*found)->number);
    schedule();
    return found->get();
}

void BoardModel::note(Person &person, const Presence &presence)
{
    if (person.presence.availability != presence.availability || person.changes.empty()) {
        const qint64 now = m_clock.now();
        qint64 time = presence.since != 0 && presence.availability != Availability::Unknown ? std::min(presence.since, now) : now;
        // The server may tell afterwards how it was while nobody looked, not what was seen to be otherwise.
        std::vector<PresenceChange> &changes = person.changes;
        const bool wasPresumed = person.presence.availability == Availability::Offline && person.presence.since == 0;
        if (wasPresumed && !changes.empty() && changes.back().time > time) {
            changes.pop_back();
        }
        while (!changes.empty() && changes.back().availability == Availability::Unknown && changes.back().time >= time) {
            const qint64 seenUntil = changes.back().time;
            changes.pop_back();
            if (!changes.empty()) {
                time = seenUntil;
            }
        }
        if (!changes.empty() && changes.back().availability != Availability::Unknown && changes.back().time > time) {
            time = std::max(now, changes.back().time);
        }
        if (!changes.empty() && changes.back().time == time) {
            changes.pop_back(); // it did not last
        }
        changes.push_back({time, presence.availability});
        // The one before the bar begins says how it begins.
        while (person.changes.size() > 1 && person.changes[1].time < now - pastKept) {
            person.changes.erase(person.changes.begin());
        }
    }
    person.presence = presence;
    m_changed.insert(person.number);
}

void BoardModel::changePresences(const QList<ContactPresence> &presences)
{
    for (const ContactPresence &each : presences) {
        const auto found = m_people.constFind({each.account, each.jid});
        if (found != m_people.cend()) {
            (*found)->device = each.device;
            note(**found, each.shown);
            schedule();
        }
    }
}

void BoardModel::forgetPresences(AccountId account)
{
    Presence unknown;
    unknown.availability = Availability::Unknown;
    for (const auto &person : std::as_const(m_people)) {
        if (person->account == account) {
            note(*person, unknown);
            schedule();
        }
    }
}

void BoardModel::presumeOffline(AccountId account)
{
    for (const auto &person : std::as_const(m_people)) {
        if (person->account == account && person->presence.availability == Availability::Unknown) {
            note(*person, Presence());
            schedule();
        }
    }
}

void BoardModel::forgetPast(AccountId account, const BareJid &jid)
{
    for (const auto &person : std::as_const(m_people)) {
        if (person->account == account && (!jid.isValid() || person->jid == jid)) {
            person->changes = {{m_clock.now(), person->presence.availability}};
            m_changed.insert(person->number);
            schedule();
        }
    }
}

void BoardModel::removeAccount(AccountId account)
{
    m_rules.remove(account);
    setWatched(account, {});
    m_rules.remove(account);
}

void BoardModel::takeContact(Person &person) const
{
    if (const QString name = m_contacts.nameOf(person.account, person.jid); std::exchange(person.name, name) != name) {
        person.foldedName = foldedText(name);
    }
    const Contact *contact = m_contacts.find(person.account, person.jid);
    person.teams = contact && !contact->groups.isEmpty() ? contact->groups : QStringList{QString()};
    person.mark = m_contacts.accountMark(person.account);
}

void BoardModel::refreshPeople()
{
    for (const auto &person : std::as_const(m_people)) {
        const QString name = person->name;
        const QStringList teams = person->teams;
        takeContact(*person);
        if (name != person->name || teams != person->teams) {
            m_changed.insert(person->number);
            schedule();
        }
    }
}

void BoardModel::setFoldedTeams(const QSet<QString> &teams)
{
    if (teams == m_folded) {
        return;
    }
    m_folded = teams;
    flush();
}

int BoardModel::headingOf(const QString &team) const
{
    const auto heading = std::find_if(m_rows.cbegin(), m_rows.cend(),
                                      [&](const Row &row) { return row.isHeader && row.team == team; });
    return heading == m_rows.cend() ? -1 : int(heading - m_rows.cbegin());
}

void BoardModel::schedule()
{
    if (!m_update.isActive()) {
        m_update.start();
    }
}

bool BoardModel::isShown(const Person &person) const
{
    return passesTeam(person) && (m_states.isEmpty() || m_states.contains(filterOf(person.presence.availability)));
}

bool BoardModel::standsBefore(const Person &a, const Person &b) const
{
    const auto names = [&] { return a.foldedName.compare(b.foldedName); };
    const auto later = [](qint64 x, qint64 y) { // unknown ones behind
        return x == y ? 0 : x <= 0 ? 1 : y <= 0 ? -1 : x < y ? -1 : 1;
    };
    int order = 0;
    switch (m_sort) {
    case State: order = rankOf(a.presence.availability) - rankOf(b.presence.availability); break;
    case Since: order = later(a.presence.since, b.presence.since); break;
    case Idle: order = later(a.presence.idleSince, b.presence.idleSince); break;
    case Status: order = m_collator.compare(a.presence.status, b.presence.status); break;
    case Device: order = m_collator.compare(a.device, b.device); break;
    case Team: order = m_collator.compare(a.teams.value(0), b.teams.value(0)); break;
    case LastAnswer: // the latest first
        order = a.lastAnswer <= 0 || b.lastAnswer <= 0 ? later(a.lastAnswer, b.lastAnswer) : later(b.lastAnswer, a.lastAnswer);
        break;
    case Name:
    case ColumnCount: order = names(); break;
    }
    if (order == 0) {
        const int byName = names();
        return byName != 0 ? byName < 0 : a.number < b.number;
    }
    return m_order == Qt::AscendingOrder ? order < 0 : order > 0;
}

std::vector<BoardModel::Row> BoardModel::wantedRows() const
{
    std::vector<std::shared_ptr<const Person>> shown;
    shown.reserve(size_t(m_people.size()));
    for (const auto &person : m_people) {
        if (isShown(*person)) {
            shown.push_back(person);
        }
    }
    std::sort(shown.begin(), shown.end(), [this](const auto &a, const auto &b) { return standsBefore(*a, *b); });
    std::vector<Row> rows;
    rows.reserve(shown.size() + 16);
    if (m_layout == Layout::Table) {
        for (const auto &person : shown) {
            rows.push_back({false, {}, 0, 0, person});
        }
        return rows;
    }
    QHash<QString, std::vector<Row>> byTeam;
    for (const auto &person : shown) {
        for (const QString &team : person->teams) {
            if (!m_team || *m_team == team) {
                byTeam[team].push_back({false, team, 0, 0, person});
            }
        }
    }
    QHash<QString, std::pair<int, int>> counts; // of all of the team, whatever the filter leaves
    for (const auto &person : m_people) {
        for (const QString &team : person->teams) {
            counts[team].first += jackdaw::isAvailable(person->presence.availability);
            ++counts[team].second;
        }
    }
    for (const auto &[team, size] : teams()) {
        const auto members = byTeam.constFind(team);
        if (members == byTeam.cend()) {
            continue;
        }
        const bool isFolded = m_folded.contains(team) && m_text.isEmpty() && !m_team;
        rows.push_back({true, team, counts.value(team).first, counts.value(team).second, nullptr, isFolded});
        if (!isFolded) {
            rows.insert(rows.end(), members->begin(), members->end());
        }
    }
    return rows;
}

void BoardModel::flush()
{
    m_update.stop();
    QHash<QString, std::tuple<int, int, bool>> headers;
    for (const Row &row : m_rows) {
        if (row.isHeader) {
            headers.insert(row.team, {row.available, row.total, row.isFolded});
        }
    }
    applyRows(m_rows, wantedRows(), idOf);
    const QSet<quint32> changed = std::exchange(m_changed, {});
    std::vector<int> rows;
    for (int i = 0; i < int(m_rows.size()); ++i) {
        const Row &row = m_rows[size_t(i)];
        if (row.isHeader ? headers.value(row.team) != std::tuple(row.available, row.total, row.isFolded)
                         : changed.contains(row.person->number)) {
            rows.push_back(i);
        }
    }
    announceChanged(rows);
    Q_EMIT summaryChanged();
}

} // namespace jackdaw
