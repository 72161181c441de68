// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/ContactListModel.h"

#include "base/FoldedText.h"
#include "roster/ContactListParts.h"

#include <utility>

namespace jackdaw {

namespace {

constexpr qsizetype contactsAtOnce = 500; // some 2 ms

} // namespace

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

} // namespace jackdaw
