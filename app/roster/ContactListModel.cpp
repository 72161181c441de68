// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/ContactListModel.h"

#include "base/FoldedText.h"
#include "roster/ContactListParts.h"

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int gatherTime = 40; // ms

} // namespace

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

} // namespace jackdaw
