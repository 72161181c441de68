// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/OwnNames.h"

#include "text/LookAlike.h"

namespace jackdaw {

OwnNames::OwnNames(const BareJid &self) : m_self(self)
{
}

void OwnNames::index()
{
    if (std::exchange(m_isIndexed, true)) {
        return;
    }
    const QSet<BareJid> before = m_changed;
    // Nobody's, so that it stays where the user is a contact of their own, and is renamed or goes.
    m_claims[lookOf(m_self.local())].insert(BareJid());
    for (auto each = m_people.begin(); each != m_people.end(); ++each) {
        claim(each.key(), *each);
    }
    m_changed = before; // nobody called themselves anything until now
}

void OwnNames::claim(const BareJid &jid, Person &person)
{
    if (!m_isIndexed) {
        return;
    }
    // What the user sees them by, with and without the name that they give themselves.
    person.claims = {lookOf(person.rosterName.isEmpty() ? jid.local() : person.rosterName)};
    person.look = person.ownName.isEmpty() ? QString() : lookOf(person.ownName);
    if (person.rosterName.isEmpty() && !person.look.isEmpty()) {
        person.claims.insert(person.look);
    }
    for (const QString &look : std::as_const(person.claims)) {
        QSet<BareJid> &all = m_claims[look];
        if (all.size() <= 1) { // with more it was nobody's already
            m_changed.unite(all);
        }
        all.insert(jid);
    }
    m_changed.insert(jid);
}

void OwnNames::unclaim(const BareJid &jid, Person &person)
{
    for (const QString &look : std::exchange(person.claims, {})) {
        const auto all = m_claims.find(look);
        all->remove(jid);
        if (all->isEmpty()) {
            m_claims.erase(all);
        } else if (all->size() == 1) {
            m_changed.unite(*all); // it is theirs alone now
        }
    }
    m_changed.insert(jid);
}

void OwnNames::setContact(const BareJid &jid, const QString &rosterName)
{
    const auto known = m_people.constFind(jid);
    if (known != m_people.cend() && known->rosterName == rosterName) {
        return;
    }
    Person &person = m_people[jid];
    unclaim(jid, person);
    person.rosterName = rosterName;
    claim(jid, person);
}

void OwnNames::removeContact(const BareJid &jid)
{
    if (const auto known = m_people.find(jid); known != m_people.end()) {
        unclaim(jid, *known);
        m_people.erase(known);
    }
}

void OwnNames::setOwnName(const BareJid &jid, const QString &name)
{
    const auto known = m_people.find(jid);
    if (known == m_people.end() || known->ownName == name) {
        return;
    }
    index();
    unclaim(jid, *known);
    known->ownName = name;
    claim(jid, *known);
}

QString OwnNames::shown(const BareJid &jid) const
{
    const auto known = m_people.constFind(jid);
    // An address is what people trust: nobody wears another's.
    if (known == m_people.cend() || !known->rosterName.isEmpty() || known->look.isEmpty() || known->look.contains(u'@')) {
        return {};
    }
    return m_claims.value(known->look).size() == 1 ? known->ownName : QString();
}

QSet<BareJid> OwnNames::takeChanged()
{
    return std::exchange(m_changed, {});
}

} // namespace jackdaw
